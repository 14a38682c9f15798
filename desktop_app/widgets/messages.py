"""What the program says to the clerk: a plain sentence and the next step, where possible beside the work and not in its way."""

from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMessageBox, QPushButton, QSizePolicy, QToolButton, QWidget

from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme

Tone = Literal["good", "note", "bad"]
_PICTURES = {"good": ("circle-check", "good"), "note": ("info-circle", "muted"), "bad": ("alert-triangle", "accent")}
_GOOD_NEWS_MS = 12_000


class MessageStrip(QFrame):
    """One message over the page it belongs to, with at most one thing to do about it. Good news goes by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageStrip")
        self._then: Callable[[], Any] | None = None
        self._picture = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._do = QPushButton()
        self._do.clicked.connect(self.act)
        self._away = QToolButton()
        self._away.setToolTip("关闭这条消息")
        self._away.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self._do)
        row.addWidget(self._away)
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(_GOOD_NEWS_MS)
        self._going.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; '' while it says nothing."""
        return "" if self.isHidden() else self._words.text()

    def say(
        self,
        sentence: str,
        tone: Tone = "note",
        action: str = "",
        then: Callable[[], Any] | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """Show a sentence, with a button `action` that does `then` and goes away; one that `stays` waits to be closed."""
        picture, tint = _PICTURES[tone]
        self._picture.setPixmap(theme.icon(picture, tint).pixmap(theme.scaled(18), theme.scaled(18)))
        self._away.setIcon(theme.icon("x", "muted"))
        self._words.setText(sentence)
        self._then = then
        self._do.setText(action)
        self._do.setVisible(bool(action))
        self.show()
        if tone == "good" and not stays:
            self._going.start()
        else:
            self._going.stop()

    def fail(self, refusal: OfficeError, action: str = "", then: Callable[[], Any] | None = None) -> None:
        """Show a refusal: the sentence and the next step. It stays until it is closed or something else is said."""
        self.say(str(refusal), "bad", action, then)

    @Slot()
    def act(self) -> None:
        """Do what it offers; it goes away."""
        then = self._then
        self.hide()
        if then:
            then()

    def hideEvent(self, event: Any) -> None:
        self._going.stop()
        super().hideEvent(event)


def tell(refusal: OfficeError, parent: QWidget) -> None:
    """A refusal in a window of its own over `parent`, for when there is no page to say it on. Does not wait."""
    box = _telling(refusal, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def tell_and_wait(refusal: OfficeError) -> None:
    """A refusal before there is a window or after it has gone: nothing goes on until it was read."""
    _telling(refusal, None).exec()


def tell_with_way_out(refusal: OfficeError, way_out: str) -> bool:
    """A refusal before there is a window, with one way out of it; whether the clerk took that."""
    box = _telling(refusal, None)
    taken = box.addButton(way_out, QMessageBox.ButtonRole.ActionRole)
    box.exec()
    return box.clickedButton() is taken


def _telling(refusal: OfficeError, parent: QWidget | None) -> QMessageBox:
    box = QMessageBox(QMessageBox.Icon.Warning, "社区党务台账", refusal.sentence, QMessageBox.StandardButton.Ok, parent)
    box.setInformativeText(refusal.next_step)
    return box


def ask(parent: QWidget | None, question: str, consequence: str, action: str) -> bool:
    """Ask before what can't be undone: the question, what will happen in numbers, and the verb on the button."""
    box = QMessageBox(QMessageBox.Icon.Question, "社区党务台账", question, parent=parent)
    box.setInformativeText(consequence)
    do = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.exec()
    return box.clickedButton() is do
