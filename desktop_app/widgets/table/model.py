"""The lazy table model: an array of ids, and pages of 64 rows fetched when they are first painted.

A million rows open as fast as a hundred: the first 300 ids paint first, the rest are read beside the window.
"""

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QModelRoleDataSpan,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)

from desktop_app.ledger.cells import Cells, is_sensitive
from desktop_app.ledger.declaration import Column, Ledger
from desktop_app.ledger.query import LedgerQuery
from desktop_app.ledger.search_index import table_of
from desktop_app.widgets import theme
from desktop_app.widgets.chips import tones_of
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.table.narrowing import Narrowing

PAGE = 64
FIRST = 300
_KEPT_PAGES = 64
_SHIFT = 6
_LOW = PAGE - 1
Index = QModelIndex | QPersistentModelIndex
_TO_QT = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)


class LedgerModel(QAbstractTableModel):
    """Rows of one ledger. `arrived` follows when all ids are known; `kept_ids(list)` is asked of no one here: the view keeps selection."""

    arrived = Signal()
    about_to_refresh = Signal()
    refreshed = Signal()

    def __init__(self, desk: Desk, ledger: Ledger, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.ledger = ledger
        self.query = LedgerQuery(desk.office, ledger)
        self.columns: list[Column] = []
        self.ids: array[int] = array("q")
        self.complete = True
        self._narrowing = Narrowing(desk.reader)
        self._pages: OrderedDict[int, list[tuple[str, ...]]] = OrderedDict()
        self._cells = Cells(ledger, desk.clock.today(), desk.unmasking)
        self._writers: list[Any] = []
        self._aligns: list[int] = []
        self._muted: list[Any] = []
        desk.unmasked.connect(self.repaint_all)

    # ---- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            row = index.row()
            page = self._pages.get(row >> _SHIFT) or self._fetch(row >> _SHIFT)
            return page[row & _LOW][index.column()]
        if role == _ALIGN:
            return self._aligns[index.column()]
        if role == _FOREGROUND:
            return self._muted[index.column()]
        return None

    def multiData(self, index: Index, span: QModelRoleDataSpan) -> None:
        """All that the painting of a cell asks, in one call; seven calls of `data` cost as much as the drawing."""
        row, column = index.row(), index.column()
        page = self._pages.get(row >> _SHIFT) or self._fetch(row >> _SHIFT)
        for at in range(len(span)):  # type: ignore[arg-type]
            asked = span[at]  # type: ignore[index]
            role = asked.role()
            if role == _DISPLAY:
                asked.setData(page[row & _LOW][column])
            elif role == _ALIGN:
                asked.setData(self._aligns[column])
            elif role == _FOREGROUND and self._muted[column] is not None:
                asked.setData(self._muted[column])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _DISPLAY:
            return self.ledger.heading(self.columns[section])
        if role == _ALIGN:
            return self._aligns[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    # ---- pages

    def _fetch(self, number: int) -> list[tuple[str, ...]]:
        start = number << _SHIFT
        some = self.ids[start : start + PAGE]
        rows = self.query.page(some, self.columns)
        self._log_showing(some)
        writers = self._writers
        page = [tuple([write(slot) for write, slot in zip(writers, row, strict=True)]) for row in rows]
        self._pages[number] = page
        if len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        return page

    def _log_showing(self, some: Sequence[int]) -> None:
        """Whole numbers on the screen are a showing: who, when, which rows and why go in the access log."""
        if self._cells.whole and is_sensitive(self.ledger, self.columns):
            shown = list(some)
            self._desk.save(lambda: self._desk.unmasking.log("列表显示", self.ledger, shown))

    def texts(self, ids: Sequence[int]) -> list[tuple[str, ...]]:
        """The rows of these ids as they are shown, for copying."""
        rows = self.query.page(ids, self.columns)
        self._log_showing(ids)
        return [tuple(write(slot) for write, slot in zip(self._writers, row, strict=True)) for row in rows]

    def numeric_columns(self) -> list[bool]:
        """Which columns hold numbers to reckon with, for copying."""
        fields = self.ledger.fields
        return [not c.compute and c.name in fields and fields[c.name].excel == "number" for c in self.columns]

    @property
    def shows_whole(self) -> bool:
        """Whether a column with sensitive values is whole on the screen just now."""
        return self._cells.whole and is_sensitive(self.ledger, self.columns)

    def masks(self, column: int) -> bool:
        """Whether what this column shows is masked just now."""
        return not self._cells.whole and is_sensitive(self.ledger, [self.columns[column]])

    # ---- what is listed

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns, from left to right."""
        self.beginResetModel()
        self.columns = list(columns)
        self._take_writers()
        self.endResetModel()

    def _take_writers(self) -> None:
        self._pages.clear()
        self._writers = [self._cells.writer(column) for column in self.columns]
        self._aligns = [int(_TO_QT[self._align(column)]) for column in self.columns]
        muted = theme.colour("muted")
        self._muted = [muted if self._is_masked(column) else None for column in self.columns]

    def _align(self, column: Column) -> str:
        if tones_of(self.ledger, column):
            return "left"
        kind = self.ledger.fields.get(column.name)
        return column.align or (kind.align if kind else "left")

    def _is_masked(self, column: Column) -> bool:
        kind = self.ledger.fields.get(column.name)
        return kind is not None and not column.compute and kind.sensitive and not self._cells.whole

    def ask(self, query: LedgerQuery) -> None:
        """List what this question asks for: the first rows now, the rest when they are read."""
        self._desk.reader.forget(self)
        left = self._narrowing.narrow(self.query, self.ids, query) if self.complete else None
        first = query.ids(FIRST) if left is None else left
        self.beginResetModel()
        self.query = query
        self._pages.clear()
        self.ids = first
        self.complete = left is not None or len(first) < FIRST
        self.endResetModel()
        if left is None:
            self._narrowing.forget()
        if not self.complete:
            self._desk.reader.ask(self, query.ids, self._complete)
            return
        if left is None:
            self._narrowing.learn(query, first)
        self.arrived.emit()

    def _complete(self, ids: "array[int]") -> None:
        self.complete = True
        if ids[: len(self.ids)] != self.ids:
            self._take_ids(ids)
        elif len(ids) > len(self.ids):
            self.beginInsertRows(QModelIndex(), len(self.ids), len(ids) - 1)
            # The page that was cut short at the end of the first ids is read again.
            self._pages.pop(len(self.ids) >> _SHIFT, None)
            self.ids = ids
            self.endInsertRows()
        self._narrowing.learn(self.query, ids)
        self.arrived.emit()

    def refresh(self) -> None:
        """Something was changed: look again, beside the window; selection and place stay."""
        self._narrowing.forget()
        self._desk.reader.ask(self, self.query.ids, self._refreshed)

    def _refreshed(self, ids: "array[int]") -> None:
        self.complete = True
        if ids == self.ids:
            self.repaint_all()
        else:
            self._take_ids(ids)
        self._narrowing.learn(self.query, ids)
        self.arrived.emit()

    def _take_ids(self, ids: "array[int]") -> None:
        self.about_to_refresh.emit()
        self.beginResetModel()
        self._pages.clear()
        self.ids = ids
        self.endResetModel()
        self.refreshed.emit()

    @Slot()
    def repaint_all(self) -> None:
        """Read what is on the screen anew: values may have changed, or masking."""
        self._take_writers()
        if self.ids and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1))

    def concerns(self, changed: Any) -> bool:
        """Whether a change touched this ledger's records or any that it refers to."""
        touched = set(changed.records)
        return bool(touched & self._tables())

    def _tables(self) -> set[str]:
        referred = (getattr(kind, "rel_model", None) for kind in self.ledger.fields.values())
        return {table_of(self.ledger.record), *(table_of(model) for model in referred if model)}

    def place_of(self, record_id: int) -> int:
        """The row of a record, or −1."""
        try:
            return self.ids.index(record_id)
        except ValueError:
            return -1
