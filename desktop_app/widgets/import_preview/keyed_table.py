"""The preview's tables: one row at a time, and letters and digits that answer what is asked about it."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desktop_app.widgets import theme
from desktop_app.widgets.whole_text import WholeText


class KeyedTable(QTableView):
    """`key_answered(key, for_all)` follows 1–9 and the letters given; for_all where Shift is held."""

    key_answered = Signal(str, bool)

    def __init__(self, letters: Collection[str] = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        WholeText(self)
        self._letters = {int(getattr(Qt.Key, f"Key_{letter}")): letter for letter in letters}
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        key = str(digit) if 1 <= digit <= 9 else self._letters.get(event.key(), "")
        plain = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if not key and (shifted := _SHIFTED.get(event.text())):
            key = shifted
        if key and plain == Qt.KeyboardModifier.NoModifier:
            self.key_answered.emit(key, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)


_SHIFTED = dict(zip("!@#$%^&*(", "123456789", strict=True))
"""What a keyboard says of a digit with Shift held."""
