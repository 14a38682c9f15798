"""A row of buttons that never cuts a word: what does not fit is offered whole in 更多, together with all else that keys do."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

_SPACE = 4


class Toolbar(QWidget):
    """`add` puts a button at the left, `add_last` at the right end, `offer` an action that stands in 更多 only."""

    def __init__(self) -> None:
        super().__init__()
        self._buttons: list[QToolButton] = []
        self._last: list[QWidget] = []
        self._offered: list[QAction | None] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 8, 8, 0)
        self._row.setSpacing(_SPACE)
        self.more = QToolButton()
        self.more.setText("更多")
        self.more.setToolTip("其余的命令和它们的快捷键")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill)
        self.more.setMenu(self.menu)
        self._row.addWidget(self.more)
        self._row.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add(self, button: QToolButton) -> None:
        """One more button at the left."""
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._row.insertWidget(len(self._buttons), button)
        self._buttons.append(button)

    def add_last(self, widget: QWidget) -> None:
        """What stands at the right end whatever happens."""
        self._row.addWidget(widget)
        self._last.append(widget)

    def offer(self, actions: Sequence[QAction]) -> None:
        """A group of 更多."""
        self._offered += [None, *actions]

    @property
    def left_out(self) -> list[QToolButton]:
        """The buttons that have no room now, in their order."""
        return [button for button in self._buttons if button.isHidden()]

    def minimumSizeHint(self) -> QSize:
        """As narrow as one likes: what has no room goes into 更多."""
        return QSize(0, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        room -= sum(part.sizeHint().width() + _SPACE for part in (self.more, *self._last))
        for button in self._buttons:
            room -= button.sizeHint().width() + _SPACE
            button.setVisible(room >= 0)

    @Slot()
    def _fill(self) -> None:
        self.menu.clear()
        for button in self.left_out:
            self.menu.addAction(_action_of(button, self.menu))
        for action in self._offered:
            self.menu.addAction(action) if action else self.menu.addSeparator()


def _action_of(button: QToolButton, menu: QMenu) -> QAction:
    """The button in a menu: what it does, or for one with a menu that menu under its name."""
    inside, does = button.menu(), button.defaultAction()
    if inside is None:
        return does
    if does is not None:
        menu.addAction(does)
    opened = QAction(button.icon(), f"{button.text()}…" if does is None else f"{does.text()}：另有", menu)
    opened.setMenu(inside)
    return opened
