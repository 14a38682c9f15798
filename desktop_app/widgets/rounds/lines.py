"""A list of things, a line each: words are made for the lines that are shown, and only then."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.widgets import theme
from desktop_app.widgets.import_preview.keyed_table import KeyedTable

Index = QModelIndex | QPersistentModelIndex


class LinesModel(QAbstractTableModel):
    """`words(thing)` gives a line's cells. The things themselves are the dialog's."""

    def __init__(
        self, headings: Sequence[str], words: Callable[[Any], Sequence[str]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._headings = headings
        self._words = words
        self.lines: Sequence[Any] = ()

    def show(self, lines: Sequence[Any]) -> None:
        """List these."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def repaint(self) -> None:
        """Every line may read differently now; the list itself stays."""
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self._headings) - 1))

    def line(self, index: Index) -> Any:
        """What is listed at an index, None where nothing is."""
        return self.lines[index.row()] if index.isValid() and index.row() < len(self.lines) else None

    # Qt's own names.

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self.line(index)
        return None if line is None else self._words(line)[index.column()]


def lines_table(model: LinesModel, widths: Sequence[int], letters: str = "") -> KeyedTable:
    """A table over such a list; widths in px at the standard type size, the last column takes the rest."""
    table = KeyedTable(letters)
    table.setModel(model)
    for column, width in enumerate(widths):
        table.setColumnWidth(column, theme.scaled(width))
    return table
