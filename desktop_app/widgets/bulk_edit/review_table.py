"""The review of a bulk edit as a table: who, what it was, what it becomes, or why it can't."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.ledger.bulk import BulkReview
from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.search_index import table_of, text_of_reference
from desktop_app.people.fields import Reference
from desktop_app.storage.office import Office
from desktop_app.widgets import theme

Index = QModelIndex | QPersistentModelIndex
_TITLE, _OLD, _NEW, _FAULT = range(4)


class ReviewModel(QAbstractTableModel):
    """Lines of a review; words are made for what is on the screen only."""

    def __init__(self, office: Office, ledger: Ledger, reviewed: BulkReview, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office, self._ledger = office, ledger
        self.reviewed = reviewed
        # What can't be done comes first: it is what the clerk must look at.
        self._lines = sorted(reviewed.lines, key=lambda line: not line.fault)
        field = reviewed.fields[0]
        self._kind = ledger.fields[field]
        self._field = field
        title = ledger.fields[ledger.searched[0]].label if ledger.searched else ledger.title
        self._headings = (title, f"{self._kind.label}（现在）", f"{self._kind.label}（改为）", "不能改的原因")
        self._texts: dict[Any, str] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            old, new = line.changes[self._field]
            texts = {
                _TITLE: line.title,
                _OLD: self._shown(old) or "（空）",
                _NEW: self._shown(new) or "（空）",
                _FAULT: line.fault,
            }
            return texts[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and line.fault and index.column() == _FAULT:
            return theme.colour("accent")
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == _OLD:
            return theme.colour("muted")
        return None

    def _shown(self, value: Any) -> str:
        kind = self._kind
        if not isinstance(kind, Reference) or value is None:
            return kind.mask(value) if kind.sensitive else kind.show(value)
        if value not in self._texts:
            column, table = text_of_reference(kind).column_name, table_of(kind.rel_model)
            self._texts[value] = (
                self._office.database.one(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (value,)) or ""
            )
        return self._texts[value]
