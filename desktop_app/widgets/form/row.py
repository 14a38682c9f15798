"""One field of the record pane: its name, its value to read; a click or Enter makes it an editor in place."""

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop_app.storage.kind import Kind
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.editors import FieldEditor, editor_for

_LABEL_WIDTH = 112


class WholeLabel(QLabel):
    """Wrapped words that are never squeezed: as high as they need at the width they are given."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setWordWrap(True)
        # Its own height below; a layout that asks height for width takes it from the sections above when a record grows.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def setText(self, words: str) -> None:
        super().setText(words)
        self._keep_height()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._needed())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._needed())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def _keep_height(self) -> None:
        if self._needed() != self.height():
            self.updateGeometry()

    def _needed(self) -> int:
        return max(0, self.heightForWidth(self.width()))


class ValueLabel(WholeLabel):
    """A value that can be clicked, or reached by Tab and opened by Enter or F2."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("value")
        self.setTextFormat(Qt.TextFormat.PlainText)

    def let_edit(self, allowed: bool) -> None:
        """Whether it can be opened."""
        self.setProperty("editable", allowed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if allowed else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor if allowed else Qt.CursorShape.ArrowCursor)
        if not allowed:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.property("editable") and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.property("editable"):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class FieldRow(QWidget):
    """`saved(name, typed)` asks to store what was typed; `next_asked(name)` to go on; `reveal_asked` to show it whole."""

    saved = Signal(str, object)
    next_asked = Signal(str)
    reveal_asked = Signal()

    def __init__(self, desk: Desk, name: str, kind: Kind, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.name, self.kind, self.read_only = name, kind, read_only
        self.stored: Any = None
        self._text = ""
        self.masked = False
        self.editor: FieldEditor | None = None
        label = WholeLabel(kind.label)
        label.setObjectName("fieldName")
        label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        label.setFixedWidth(theme.scaled(_LABEL_WIDTH))
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        label.setContentsMargins(0, 4, 0, 0)
        self.value = ValueLabel()
        self.value.setAccessibleName(kind.label)
        self.value.let_edit(not read_only)
        self.value.opened.connect(self.open)
        self._reveal = QToolButton()
        self._reveal.setIcon(theme.icon("eye", "muted"))
        self._reveal.setAccessibleName(f"显示完整{kind.label}")
        self._reveal.setToolTip("显示完整号码，要说明用途（Ctrl+Shift+M）")
        self._reveal.clicked.connect(self.reveal_asked)
        self._reveal.hide()
        place = QHBoxLayout()
        place.setSpacing(4)
        place.addWidget(self.value, 1)
        place.addWidget(self._reveal, 0, Qt.AlignmentFlag.AlignTop)
        self._right = QVBoxLayout()
        self._right.setSpacing(0)
        self._right.addLayout(place)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addLayout(self._right, 1)

    def show_value(self, stored: Any, shown: str, text: str, *, masked: bool) -> None:
        """Show a stored value: `shown` in the pane, `text` for a reference's editor; an open editor keeps what is typed."""
        self.stored, self._text, self.masked = stored, text, masked
        self.value.setText(shown or "—")
        self._reveal.setVisible(masked)
        if self.value.property("empty") != (not shown):
            self.value.setProperty("empty", not shown)
            self.value.style().unpolish(self.value)
            self.value.style().polish(self.value)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return bool(self.value.property("empty"))

    # ---- editing in place

    @Slot()
    def open(self) -> None:
        """Make the value an editor; a masked one must be shown first."""
        if self.read_only or self.editor is not None:
            return
        if self.masked:
            self.reveal_asked.emit()
            return
        self.editor = editor_for(self._desk, self.kind, self)
        self.editor.put(self.stored, self._text)
        self.editor.done.connect(self._entered)
        self.editor.left.connect(self._left)
        self.editor.escaped.connect(self.close_editor)
        self.value.hide()
        self._right.insertWidget(0, self.editor)
        self.editor.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _entered(self) -> None:
        if self.save():
            self.next_asked.emit(self.name)

    @Slot()
    def _left(self) -> None:
        self.save()

    def save(self) -> bool:
        """Ask to store what was typed, if it is other than stored; False while it can't be."""
        if self.editor is None:
            return True
        if fault := self.editor.fault:
            self.editor.tell(fault)
            return False
        typed = self.editor.typed()
        changed = self.kind.parse(typed) != self.stored and not (self.kind.parse(typed) is None and self.stored == "")
        if changed:
            self.saved.emit(self.name, typed)
        else:
            self.close_editor()
        return True

    @Slot()
    def close_editor(self) -> None:
        """Back to reading; what was typed and not stored is gone."""
        if self.editor is None:
            return
        editor, self.editor = self.editor, None
        had_focus = editor.input.hasFocus()
        editor.input.removeEventFilter(editor)
        self._right.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self.value.show()
        if had_focus:
            self.value.setFocus()

    def tell(self, sentence: str) -> None:
        """Say why what was typed was not stored."""
        if self.editor is not None:
            self.editor.tell(sentence)
