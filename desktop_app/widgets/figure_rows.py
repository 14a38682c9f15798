"""The rows behind a figure: what was counted to make the number, and a way to the records themselves."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.figures import Figure, FigureRows, derivation
from desktop_app.ledger.search_index import table_of
from desktop_app.support.spans import Span
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.whole_text import WholeText

Index = QModelIndex | QPersistentModelIndex


class _RowsModel(QAbstractTableModel):
    """Any number of rows as they came; nothing is copied into items."""

    def __init__(self, rows: FigureRows, figure: Figure) -> None:
        super().__init__()
        self._rows = rows
        counted = figure.measure == "ratio" and "/" not in figure.measured
        self._yes_or_no = list(rows.headings).index(figure.measured) if counted else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._rows.headings)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            value = self._rows.rows[index.row()][index.column()]
            if index.column() == self._yes_or_no:
                return "是" if value else "否"
            return "" if value is None else str(value)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._rows.headings[section] if orientation == Qt.Orientation.Horizontal else section + 1


class FigureRowsDialog(QDialog):
    """The figure's name and value over its rows; where they are records of a ledger, one click lists them there."""

    def __init__(self, desk: Desk, figure: Figure, rows: FigureRows, span: Span, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._figure = figure
        self._rows = rows
        self.setWindowTitle(f"{figure.label} — {span.title()}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        title = QLabel(f"{figure.label}　{span.title()}　{derivation(figure, rows)}")
        title.setObjectName("sectionTitle")
        title.setWordWrap(True)
        layout.addWidget(title)
        self.table = self._build_table()
        layout.addWidget(self.table)
        columns = self.table.horizontalHeader().length() + theme.scaled(110)
        self.resize(min(max(columns, theme.scaled(760)), theme.scaled(1180)), theme.scaled(520))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self._ledger = next((each for each in desk.ledgers if rows.table and table_of(each.record) == rows.table), None)
        if self._ledger is not None and rows.ids:
            show = QPushButton(f"在{self._ledger.title}里列出")
            buttons.addButton(show, QDialogButtonBox.ButtonRole.ActionRole)
            show.clicked.connect(self._show_in_ledger)
        layout.addWidget(buttons)

    def _build_table(self) -> QTableView:
        table = QTableView()
        WholeText(table)
        self._model = _RowsModel(self._rows, self._figure)
        table.setModel(self._model)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().setDefaultSectionSize(theme.row_height())
        metrics = table.fontMetrics()
        for at, heading in enumerate(self._rows.headings):
            sample = [str(row[at] or "") for row in self._rows.rows[:100]]
            widest = max(map(metrics.horizontalAdvance, [str(heading), *sample]))
            table.setColumnWidth(at, min(widest + theme.scaled(28), theme.scaled(320)))
        return table

    @Slot()
    def _show_in_ledger(self) -> None:
        if self._ledger is not None:
            self._desk.open_rows(self._ledger.key, list(self._rows.ids), self._figure.label)
            self.accept()
