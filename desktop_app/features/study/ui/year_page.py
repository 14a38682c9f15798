"""The frame of the study shelf's own pages: a year, a table that is read beside the window, Enter opens what stands behind a cell."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.sheet_out import Shown, export_button, export_shown
from desktop_app.widgets.whole_text import WholeText

Index = QModelIndex | QPersistentModelIndex
_YEARS_BACK = 5


class Cells(QAbstractTableModel):
    """A grid of words. `bad(row, column)` cells are red and bold; `hint` is a cell's tool tip."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings: Sequence[str] = ()
        self.rows: Sequence[Sequence[str]] = ()
        self.names: Sequence[str] = ()
        self.left: frozenset[int] = frozenset()
        self.bad: Callable[[int, int], bool] = lambda _row, _column: False
        self.muted: Callable[[int, int], bool] = lambda _row, _column: False
        self.hint: Callable[[int, int], str] = lambda _row, _column: ""

    def fill(self, headings: Sequence[str], rows: Sequence[Sequence[str]], names: Sequence[str] = ()) -> None:
        """Show these."""
        self.beginResetModel()
        self.headings, self.rows, self.names = headings, rows, names
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.headings[section]
        return self.names[section] if self.names else section + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[row][column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.hint(row, column) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | (
                Qt.AlignmentFlag.AlignLeft if column in self.left else Qt.AlignmentFlag.AlignHCenter
            )
        if role == Qt.ItemDataRole.ForegroundRole:
            tint = "accent" if self.bad(row, column) else "muted" if self.muted(row, column) else ""
            return QBrush(theme.colour(tint)) if tint else None
        if role == Qt.ItemDataRole.FontRole and self.bad(row, column):
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.BackgroundRole and self.bad(row, column):
            fill = theme.colour("accent")
            fill.setAlphaF(0.12)
            return QBrush(fill)
        return None


class YearPage(QWidget):
    """A page about one year. Subclasses give `read(year)`, run on the reading thread, and `show_read(answer)`; `opened(row, column)`."""

    status_changed = Signal(str)
    empty = "这一年还没有记录。"
    paper = ""
    """The key of the period paper that says the same on paper."""
    title = ""
    """What the page is called on what it hands out."""
    names_heading = "支部"
    """What stands over the names at the left of the table, where it has them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._status = ""
        self._stale = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(self._build_top())
        self.message = MessageStrip()
        layout.addWidget(self.message)
        self.cells = Cells(self)
        self.table = QTableView()
        WholeText(self.table)
        self.dress_table()
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        desk.changed.connect(self._changed)
        self.refresh()

    def _build_top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.year_box = QComboBox()
        this_year = self.desk.clock.today().year
        for year in range(this_year, this_year - _YEARS_BACK, -1):
            self.year_box.addItem(f"{year} 年", year)
        self.year_box.setAccessibleName("年度")
        self.year_box.currentIndexChanged.connect(self.refresh)
        row.addWidget(self.year_box)
        self.build_more(row)
        row.addStretch()
        row.addWidget(export_button(self, self.start_export))
        if self.paper:
            button = QPushButton("打印")
            button.setIcon(theme.icon("printer"))
            button.clicked.connect(self.start_print)
            row.addWidget(button)
        self.legend = QLabel()
        self.legend.setObjectName("muted")
        row.addWidget(self.legend)
        return row

    def build_more(self, row: QHBoxLayout) -> None:
        """Further choices beside the year."""

    def dress_table(self) -> None:
        """How the table over `cells` behaves."""
        table = self.table
        table.setModel(self.cells)
        table.setAlternatingRowColors(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().setDefaultSectionSize(theme.row_height())
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.horizontalHeader().setHighlightSections(False)
        table.doubleClicked.connect(self._open_index)
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.key() if watched is self.table and isinstance(event, QKeyEvent) else None
        if event.type() == QEvent.Type.KeyPress and pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_index(self.table.currentIndex())
            return True
        return super().eventFilter(watched, event)

    @Slot(QModelIndex)
    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened(index.row(), index.column())

    # ---- reading

    @property
    def year(self) -> int:
        """The year that is shown."""
        return self.year_box.currentData()

    @Slot()
    def refresh(self, _index: object = None) -> None:
        """Read anew, beside the window."""
        year = self.year
        self._stale = False
        self.desk.reader.ask(self, lambda: self.read(year), self._answered)

    def _answered(self, answer: Any) -> None:
        self.show_read(answer)
        if not self.cells.rows:
            self.message.say(self.empty)
        else:  # what was said of a cell may be over
            self.message.hide()

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

    def tell(self, status: str) -> None:
        """Say in the status bar what is listed."""
        self._status = status
        self.status_changed.emit(status)

    def status_text(self) -> str:
        """What is listed, in words."""
        return self._status

    def groups(self) -> Sequence[str]:
        """What stands above each column's heading; nothing where headings stand alone."""
        return ()

    def called(self) -> str:
        """The title of what is shown now."""
        return self.title

    @Slot()
    def start_export(self) -> None:
        """What is on the screen, to Excel."""
        cells = self.cells
        shown = Shown(
            f"{self.year}年{self.called()}",
            cells.headings,
            cells.rows,
            cells.names,
            self.names_heading,
            self.groups(),
            self._status,
            cells.bad,
        )
        export_shown(self.desk, self.window(), shown)

    @Slot()
    def start_print(self) -> None:
        """The page's paper: the span is asked, the very PDF is shown."""
        from desktop_app.widgets.paper_dialog import PaperDialog

        ledger = self.desk.ledger("study")
        paper = next(each for each in ledger.offers.papers if each.key == self.paper)
        PaperDialog(self.desk, ledger, paper, None, self.window()).open()

    # ---- for the pages

    def read(self, year: int) -> Any:
        """What the page shows of a year; no widget is touched here."""
        raise NotImplementedError

    def show_read(self, answer: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def opened(self, row: int, column: int) -> None:
        """Bring up what stands behind a cell."""
