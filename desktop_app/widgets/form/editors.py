"""One editor for each kind of field: how it is typed. What a value may be is the kind's to say (storage/fields.py)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QMetaMethod, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.people.fields import Reference
from desktop_app.storage.fields import Flag, PartialDate, YearMonth
from desktop_app.storage.kind import Kind
from desktop_app.support import dates
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.finders import MemberFinder, Offered, finder_of
from desktop_app.widgets.form.hinted_line import HintedLine
from desktop_app.widgets.form.picker import PickerEdit

_OF_A_LIFE = "如 1958.3.5"
_LINES = 3


class FieldEditor(QWidget):
    """The editor of one field. `edited` follows typing, `done` Enter, `left` the loss of focus, `escaped` Esc.

    `typed()` is what the kind is to read; `fault` the sentence that says why it can't, '' while it can.
    """

    edited = Signal()
    done = Signal()
    left = Signal()
    escaped = Signal()

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.input: QWidget = self._build()
        self.input.setAccessibleName(kind.label)
        self.input.installEventFilter(self)
        self.setFocusProxy(self.input)
        self._error = QLabel()
        self._error.setObjectName("fieldError")
        self._error.setWordWrap(True)
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._row())
        column.addWidget(self._error)
        self._show_hint(column)

    def _row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.input, 1)
        return row

    def _show_hint(self, column: QVBoxLayout) -> None:
        """Under the field where there is no empty line for it to stand in."""
        words = self.kind.help_text or ""
        self.input.setToolTip(words)
        if words and not self._hint_stands_inside():
            hint = QLabel(words)
            hint.setObjectName("hint")
            hint.setWordWrap(True)
            column.addWidget(hint)

    def _hint_stands_inside(self) -> bool:
        return False

    def _build(self) -> QWidget:
        raise NotImplementedError

    def typed(self) -> Any:
        """What the clerk typed or chose; None when nothing."""
        raise NotImplementedError

    def put(self, value: Any, text: str = "") -> None:
        """Show a stored value (`text` stands for it where it is a reference)."""
        raise NotImplementedError

    def put_words(self, words: str) -> None:
        """Show words as somebody typed them, right or wrong."""
        self.put(None)

    # ---- faults

    @property
    def fault(self) -> str:
        """Why this can't be stored as it stands; ''."""
        try:
            value = self.kind.parse(self.typed())
        except ValueError as refusal:
            return str(refusal)
        return f"{self.kind.label}要填写" if self.kind.required and value in (None, "") else ""

    @property
    def told(self) -> str:
        """The sentence that stands under the field now."""
        return "" if self._error.isHidden() else self._error.text()

    def tell(self, sentence: str) -> None:
        """Put a sentence under the field, '' takes it away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        if self.input.property("wrong") != bool(sentence):
            self.input.setProperty("wrong", bool(sentence))
            self.input.style().unpolish(self.input)
            self.input.style().polish(self.input)

    @Slot()
    def _typing(self) -> None:
        self.tell(self.fault)
        self.edited.emit()

    # ---- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self._escape_is_heard():
                self.escaped.emit()
                return True
            if _is_enter(event) and self._enter_means_done(event):
                self.settle()
                self.done.emit()
                return True
        # A field whose own list drops down has not been left.
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()
            self.left.emit()
        return super().eventFilter(watched, event)

    def _escape_is_heard(self) -> bool:
        """In a dialog nobody listens for it: then Esc is the dialog's own and closes it."""
        return self.isSignalConnected(QMetaMethod.fromSignal(self.escaped))

    def _enter_means_done(self, event: QKeyEvent) -> bool:
        return True

    def settle(self) -> None:
        """Show what was typed as it will be stored."""


class LineEditor(FieldEditor):
    """One line, read by the kind."""

    def _build(self) -> QWidget:
        self.line = HintedLine()
        if self.kind.align == "right":
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.hint(self.kind.help_text or "")
        self.line.textEdited.connect(self._typing)
        return self.line

    def _hint_stands_inside(self) -> bool:
        """A field that begins with a usual value is never empty when it is first seen."""
        return self.kind.default is None

    def typed(self) -> Any:
        return self.line.text()

    def put(self, value: Any, text: str = "") -> None:
        self.line.setText(self.kind.show(value))
        self.line.setCursorPosition(0)
        self.tell("")

    def put_words(self, words: str) -> None:
        self.line.setText(words)
        self.tell(self.fault)

    def settle(self) -> None:
        try:
            self.line.setText(self.kind.show(self.kind.parse(self.line.text())))
        except ValueError:
            pass  # what is wrong stays as it was typed, the sentence under it


class DateEditor(LineEditor):
    """A date typed any way; while typing, what it is read as stands beside it. The example is of `today` but for dates of a life."""

    def __init__(self, kind: Kind, today: date, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.line.hint(self.kind.help_text or _example(kind, today))

    def _row(self) -> QHBoxLayout:
        row = super()._row()
        self._reading = QLabel()
        self._reading.setObjectName("hint")
        self._reading.hide()
        row.addWidget(self._reading)
        return row

    @Slot()
    def _typing(self) -> None:
        super()._typing()
        try:
            value = self.kind.parse(self.line.text())
            self._reading.setText(dates.show(value, "chinese") if value else "")
        except ValueError:
            self._reading.clear()
        self._reading.setVisible(bool(self._reading.text()))

    def settle(self) -> None:
        super().settle()
        self._reading.hide()


class LongEditor(FieldEditor):
    """Several lines: Enter breaks the line, Ctrl+Enter goes on."""

    def _build(self) -> QWidget:
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(self.kind.help_text or "")
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * _LINES + 16)
        self.text.textChanged.connect(self._changed)
        self._putting = False
        return self.text

    def _hint_stands_inside(self) -> bool:
        return True

    @Slot()
    def _changed(self) -> None:
        if not self._putting:
            self._typing()

    def typed(self) -> Any:
        return self.text.toPlainText()

    def put(self, value: Any, text: str = "") -> None:
        self.put_words(self.kind.show(value))
        self.tell("")

    def put_words(self, words: str) -> None:
        self._putting = True
        self.text.setPlainText(words)
        self._putting = False
        self.tell(self.fault)

    def _enter_means_done(self, event: QKeyEvent) -> bool:
        return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class FlagEditor(FieldEditor):
    """A tick."""

    def _build(self) -> QWidget:
        self.box = QCheckBox("是")
        self.box.clicked.connect(self._typing)
        return self.box

    def typed(self) -> Any:
        return self.box.isChecked()

    def put(self, value: Any, text: str = "") -> None:
        self.box.setChecked(bool(value))


class PickEditor(FieldEditor):
    """A choice, code, organisation or member: found while typing."""

    def __init__(self, kind: Kind, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        super().__init__(kind, parent)

    def _build(self) -> QWidget:
        self._finder = finder_of(self._desk, self.kind)
        self.picker = PickerEdit(self._finder)
        self.picker.chosen.connect(self._typing)
        return self.picker

    def typed(self) -> Any:
        return self.picker.typed()

    def put(self, value: Any, text: str = "") -> None:
        shown = text if isinstance(self.kind, Reference) else self.kind.show(value)
        self.picker.put(None if value is None else Offered(value, shown))
        self.tell("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if _is_enter(event):
            return False  # Enter is the picker's own: it takes what is highlighted before the field is done
        return super().eventFilter(watched, event)

    def put_words(self, words: str) -> None:
        self.picker.put(None)
        self.picker.setText(words)
        self.picker.settle()
        self.tell(self.fault)

    @Slot()
    def _typing(self) -> None:
        # Half a word that still finds something is not wrong yet.
        self.tell("" if self.picker.offers_something else self.fault)
        self.edited.emit()

    def prefer(self, near: Callable[[], int | None]) -> None:
        """Offer the people of the organisation that `near()` names first."""
        if isinstance(self._finder, MemberFinder):
            self._finder.near = near

    def settle(self) -> None:
        self.picker.settle()


def _is_enter(event: QEvent) -> bool:
    enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter


def _example(kind: Kind, today: date) -> str:
    if isinstance(kind, YearMonth):
        return f"如 {today.year}.{today.month}"
    return _OF_A_LIFE if isinstance(kind, PartialDate) else f"如 {today.year}.{today.month}.{today.day}"


def starred(label: str, is_needed: bool) -> str:
    """A field's name as a form shows it: with a star where it must be filled."""
    return f"{label} <span style='color:{theme.tokens()['accent']}'>*</span>" if is_needed else label


def editor_for(desk: Desk, kind: Kind, parent: QWidget | None = None) -> FieldEditor:
    """The editor that this kind of field wants."""
    if kind.entry in ("choice", "code", "org", "member", "record"):
        editor = PickEditor(kind, desk, parent)
        editor.picker.done.connect(editor.done)
        return editor
    if kind.entry == "flag" or isinstance(kind, Flag):
        return FlagEditor(kind, parent)
    if kind.entry == "date":
        return DateEditor(kind, desk.clock.today(), parent)
    return (LongEditor if kind.entry == "long" else LineEditor)(kind, parent)
