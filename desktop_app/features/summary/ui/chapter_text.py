"""A chapter's paragraphs, edited in place: the draft until she writes, then hers, with what has changed since beside it."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.features.summary.texts import Told

_TYPING_AFTER_MS = 800
_HALF_WRITTEN = "上次写到一半没有存下，已经放回来了：接着写，或按现在的数重拟。"


class _Editor(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ChapterText(QWidget):
    """`kept(Told, text)` when a text was edited and left; `redrafted(Told)` when the draft is to come back.

    `typing(Told, text)` follows the typing at a little distance: what is half written is to survive a crash.
    """

    kept = Signal(object, str)
    typing = Signal(object, str)
    redrafted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: list[Told] = []
        self._shown: Told | None = None
        self._locked = ""
        self._typed: dict[str, str] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_TYPING_AFTER_MS)
        self._later.timeout.connect(self._tell_typing)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        self.chapter = QComboBox()
        self.chapter.setAccessibleName("上报件的一章")
        self.chapter.currentIndexChanged.connect(self._chosen)
        row.addWidget(self.chapter, 1)
        self.redraft = QPushButton("按现在的数重拟")
        self.redraft.clicked.connect(self._redraft)
        row.addWidget(self.redraft)
        self.agree = QPushButton("文字不用改")
        self.agree.setToolTip("看过了：数字变了，但这段文字仍然对")
        self.agree.clicked.connect(self._agree)
        row.addWidget(self.agree)
        column.addLayout(row)
        self.editor = _Editor()
        self.editor.setAccessibleName("这一章的文字")
        self.editor.setPlaceholderText("这一章没有拟稿；在这里写，会印进上报件。每行一段。")
        self.editor.left.connect(self.keep)
        self.editor.textChanged.connect(self._typing_goes_on)
        column.addWidget(self.editor, 1)
        self.note = QLabel()
        self.note.setObjectName("hint")
        self.note.setWordWrap(True)
        column.addWidget(self.note)

    def show_texts(self, told: list[Told], locked: str = "", typed: Mapping[str, str] | None = None) -> None:
        """Show these chapters, the one that was shown in the editor. What is being typed is not replaced.

        `locked` says why nothing may be written now, and how it may be again; '' while it may. `typed` is what was half written
        when the program last ended, by chapter.
        """
        self._typed = dict(typed or {})
        wanted, self._locked = self._shown.chapter.key if self._shown else "", locked
        self.editor.setReadOnly(bool(locked))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        if not locked and self.editor.hasFocus() and self._shown and self.editor.document().isModified():
            wanted = self._shown.chapter.key
            self._typed[wanted] = self.editor.toPlainText()
        self._told = told
        self.chapter.blockSignals(True)
        self.chapter.clear()
        for each in told:
            mark = "（有数变了）" if each.changed else "（已改写）" if each.kept else "" if each.text else "（空）"
            self.chapter.addItem(each.chapter.heading + mark, each.chapter.key)
        self.chapter.setCurrentIndex(max(0, self.chapter.findData(wanted)))
        self.chapter.blockSignals(False)
        self._show_current()

    def go_to(self, chapter: str) -> None:
        """Show a chapter; what was typed in the one before is kept."""
        at = self.chapter.findData(chapter)
        if at >= 0 and at != self.chapter.currentIndex():
            self.keep()
            self.chapter.setCurrentIndex(at)

    @Slot()
    def _chosen(self, _index: object = None) -> None:
        self.keep()  # the wheel over the list takes no focus from the editor
        self._show_current()

    def _show_current(self) -> None:
        at = self.chapter.currentIndex()
        self._shown = self._told[at] if 0 <= at < len(self._told) else None
        free = self._shown if not self._locked else None
        text = self._shown.text if self._shown else ""
        typed = self._typed.get(free.chapter.key, text) if free else text
        self.editor.setPlainText(typed)
        self.editor.document().setModified(typed != text)
        self.redraft.setVisible(bool(free and (free.kept or typed != text)))
        self.agree.setVisible(bool(free and free.changed))
        note = (
            _HALF_WRITTEN if typed != text and not self.editor.hasFocus() else _note(self._shown) if self._shown else ""
        )
        self.note.setText(self._locked or note)

    @Slot()
    def _typing_goes_on(self) -> None:
        if self.editor.document().isModified():
            self._later.start()

    @Slot()
    def _tell_typing(self) -> None:
        if self._shown and self.editor.document().isModified():
            self.typing.emit(self._shown, self.editor.toPlainText())

    def stop(self) -> None:
        """The window closes: what was typed is kept now."""
        self.keep()
        self._later.stop()

    @Slot()
    def keep(self) -> None:
        """Keep what was typed."""
        self._later.stop()
        if self._shown and self.editor.document().isModified():
            self.editor.document().setModified(False)
            self._typed.pop(self._shown.chapter.key, None)
            self.kept.emit(self._shown, self.editor.toPlainText())

    @Slot()
    def _redraft(self) -> None:
        if self._shown:
            self.redrafted.emit(self._shown)

    @Slot()
    def _agree(self) -> None:
        """Her words stand with the numbers of now."""
        if self._shown:
            self.editor.document().setModified(False)
            self.kept.emit(self._shown, self.editor.toPlainText())


def _note(told: Told) -> str:
    if told.changed:
        return "⚠ 改写以后数字有变：" + "；".join(map(str, told.changed)) + "。请改正文字，或按现在的数重拟。"
    return "这一章是你改写的，随本期保存。" if told.kept else "由数字拟成，可以直接改；改了就随本期保存。"
