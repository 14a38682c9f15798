"""The rows of a plan as a table: words are made for the rows that are shown, and only then."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.ledger.importing.plan import Plan, PlanRow
from desktop_app.widgets.import_preview.words import DOUBTFUL, EVERY, KEPT, WORDS, PlanWords

Index = QModelIndex | QPersistentModelIndex
ROW, FILE, NAME, VERDICT, TOLD = range(5)


class PlanModel(QAbstractTableModel):
    """Which rows of the plan are listed, by verdict; in the files' order."""

    def __init__(self, plan: Plan, words: PlanWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._words = words
        self._rows: Sequence[PlanRow] = plan.rows
        self.filter = EVERY
        title = words.ledger.searched[0] if words.ledger.searched else ""
        self._headings = ("行", "工作表", words.label(title) if title else "名称", "结果", "会怎样")

    @property
    def several_sheets(self) -> bool:
        """Whether rows come from more than one sheet, so that its name matters."""
        return sum(bool(sheet.mapping) for sheet in self._plan.sheets) > 1

    def show_only(self, which: str) -> None:
        """List the rows of one verdict, the doubtful ones, or all."""
        self.beginResetModel()
        self.filter = which
        if which == EVERY:
            self._rows = self._plan.rows
        elif which == KEPT:
            self._rows = self._plan.kept_rows
        elif which == DOUBTFUL:
            self._rows = [row for row in self._plan.rows if row.doubts]
        else:
            self._rows = [row for row in self._plan.rows if row.verdict == which]
        self.endResetModel()

    def row(self, index: Index) -> PlanRow | None:
        """The plan's row at an index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def place_of(self, row: PlanRow) -> int:
        """Where a row is listed; -1 when it is not."""
        return next((at for at, other in enumerate(self._rows) if other is row), -1)

    def repaint(self) -> None:
        """Every listed row may read differently now; the list itself stays, so that nothing jumps away under the eye."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, TOLD))

    # Qt's own names.

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == ROW:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.row(index)
        return None if row is None else self._text(row, index.column())

    def _text(self, row: PlanRow, column: int) -> str:
        if column == TOLD:
            return self._words.told(row)
        verdict = f"{WORDS[row.verdict]}（存疑）" if row.doubts else WORDS[row.verdict]
        return (str(row.row), f"{row.file} {row.sheet}", row.name, verdict)[column]
