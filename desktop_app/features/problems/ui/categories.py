"""问题分类 (P9): organisations down, categories across, with 整改率 and 按期率; Enter or a double click lists the items of a cell."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.problems.categories import WAYS, Counts, Table, categories
from desktop_app.features.problems.papers import PERIOD_PAPERS
from desktop_app.support.spans import parse_span
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.sheet_out import Shown, export_button, export_shown
from desktop_app.widgets.whole_text import WholeText

_RATES = ("小计", "应整改", "已销号", "整改率", "已完成", "按期", "按期率")
_YEARS_BACK = 5
_EMPTY = "这一年还没有问题。"


class _Grid(QTableWidget):
    """Enter opens like a double click does."""

    entered_at = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_at.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class CategoriesPage(QWidget):
    """The page of the shelf."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._table: Table | None = None
        self._stale = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(self._build_top())
        self.message = MessageStrip()
        layout.addWidget(self.message)
        self.grid = _Grid()
        WholeText(self.grid)
        self.grid.setAccessibleName("问题分类统计")
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setAlternatingRowColors(True)
        self.grid.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.grid.doubleClicked.connect(self.open_cell)
        self.grid.entered_at.connect(self.open_cell)
        layout.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)
        desk.changed.connect(self._changed)
        self.refresh()

    def _build_top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.year = QComboBox()
        this_year = self.desk.clock.today().year
        for year in range(this_year, this_year - _YEARS_BACK, -1):
            self.year.addItem(f"{year} 年", year)
        self.year.setAccessibleName("年度")
        self.way = QComboBox()
        for way, (words, _) in WAYS.items():
            self.way.addItem(f"按{words}", way)
        self.way.setAccessibleName("分类")
        for box in (self.year, self.way):
            box.currentIndexChanged.connect(self.refresh)
            row.addWidget(box)
        row.addStretch()
        row.addWidget(export_button(self, self.start_export))
        button = QPushButton("打印…")
        button.setIcon(theme.icon("printer"))
        button.clicked.connect(self.start_print)
        row.addWidget(button)
        return row

    @Slot()
    def refresh(self, _index: object = None) -> None:
        """Read anew, beside the window."""
        self._stale = False
        span, way, office = parse_span(str(self.year.currentData())), self.way.currentData(), self.desk.office
        self.desk.reader.ask(self, lambda: categories(office, span, None, way), self._show)

    def _show(self, table: Table) -> None:
        self._table = table
        rows = [*table.rows, table.sums] if table.rows else []
        self.grid.clear()
        self.grid.setRowCount(len(rows))
        self.grid.setColumnCount(len(table.categories) + len(_RATES))
        self.grid.setHorizontalHeaderLabels([*table.categories, *_RATES])
        self.grid.setVerticalHeaderLabels([row.name for row in rows])
        for at, row in enumerate(rows):
            for column, words in enumerate(_cells(table, row)):
                cell = QTableWidgetItem(words)
                cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                self.grid.setItem(at, column, cell)
        self.grid.resizeColumnsToContents()
        if not rows:
            self.message.say(_EMPTY)
        elif self.message.text == _EMPTY:
            self.message.hide()
        self.status_changed.emit(self.status_text())

    @Slot(QModelIndex)
    def open_cell(self, index: QModelIndex) -> None:
        """The items that the cell counts; of the columns with rates all new ones of the row."""
        if self._table is None or not index.isValid():
            return
        rows = [*self._table.rows, self._table.sums]
        row, names = rows[index.row()], self._table.categories
        chosen = names[index.column() : index.column() + 1] or names
        ids = [item for name in chosen for item in row.found.get(name, ())]
        if ids:
            self.desk.open_rows(
                "problem_items", ids, f"{row.name} {'、'.join(chosen) if len(chosen) == 1 else ''}的新增问题"
            )
        else:
            self.message.say("这一格没有问题。")

    @Slot()
    def start_export(self) -> None:
        """The same table as a workbook."""
        if self._table is None:
            return
        rows = [*self._table.rows, self._table.sums] if self._table.rows else []
        shown = Shown(
            f"{self.year.currentData()}年问题分类统计表（{self.way.currentText()}）",
            [*self._table.categories, *_RATES],
            [_cells(self._table, row) for row in rows],
            [row.name for row in rows],
            "党组织",
            note=self.status_text(),
        )
        export_shown(self.desk, self.window(), shown)

    @Slot()
    def start_print(self) -> None:
        """The same table as a paper."""
        from desktop_app.widgets.paper_dialog import PaperDialog

        PaperDialog(self.desk, self.desk.ledger("problem_items"), PERIOD_PAPERS[0], None, self.window()).open()

    @Slot(object)
    def _changed(self, _changed: object) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def status_text(self) -> str:
        """The sums in words."""
        if self._table is None:
            return ""
        sums = self._table.sums
        return f"新增 {sums.total:,} 条 · 整改率 {sums.fix_rate} · 按期率 {sums.on_time_rate}"


def _cells(table: Table, row: Counts) -> list[str]:
    counts = [len(row.found.get(name, ())) for name in table.categories]
    plain = [str(count or "") for count in (*counts, row.total, row.asked, row.closed)]
    return [*plain, row.fix_rate, str(row.done or ""), str(row.in_time or ""), row.on_time_rate]


def build(desk: Any) -> CategoriesPage:
    """The page of the shelf."""
    return CategoriesPage(desk)
