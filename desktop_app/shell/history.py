"""改动记录: every change, newest first, with undo of an older one; the recycle bin; who was shown or given whole numbers."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger import writes
from desktop_app.ledger.search_index import table_of
from desktop_app.shell.words import ago
from desktop_app.storage.undo import UndoClash
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.whole_text import WholeText

_PAGE = 200
_LINE = Qt.ItemDataRole.UserRole


class HistoryDialog(QDialog):
    """Three lists: the changes and the deleted records, each with its one step back, and 查阅记录 (B7) with the records of a line."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pending = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("改动记录")
        self.resize(theme.scaled(820), theme.scaled(560))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        self._tabs = QTabWidget()
        self._changes = _table(("时间", "操作人", "改动", "行数", "状态"), "改动")
        self._deleted = _table(("删除时间", "操作人", "台账", "记录"), "记录")
        self._tabs.addTab(self._with_button(self._changes, "撤销选中的改动", self._undo), "改动")
        self._nothing = QLabel("没有删掉的记录。删掉的都留在这里，随时可以找回。")
        self._nothing.setObjectName("hint")
        deleted = self._with_button(self._deleted, "找回选中的记录", self._bring_back, self._nothing)
        self._tabs.addTab(deleted, "回收站")
        self._accesses = _table(("时间", "操作人", "看了或交出什么", "条数", "用途", "交给谁"), "看了或交出什么")
        self._unseen = QLabel(
            "还没有。显示、打印、导出完整的证号和电话时，谁、何时、哪些、为什么、交给谁，都记在这里，不能删改。"
        )
        self._unseen.setObjectName("hint")
        self._unseen.setWordWrap(True)
        seen = self._with_button(self._accesses, "列出选中的那些记录", self._list_seen, self._unseen)
        self._tabs.addTab(seen, "查阅记录")
        layout.addWidget(self._tabs)
        self._words = QLabel()
        self._words.setObjectName("fieldError")
        self._words.setWordWrap(True)
        layout.addWidget(self._words)
        desk.changed.connect(self._refresh)
        self._fill()

    def _with_button(self, table: QTableWidget, words: str, slot: Any, above: QWidget | None = None) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        if above is not None:
            column.addWidget(above)
        column.addWidget(table)
        row = QHBoxLayout()
        row.addStretch()
        button = QPushButton(words)
        button.clicked.connect(slot)
        row.addWidget(button)
        column.addLayout(row)
        return page

    @Slot(object)
    def _refresh(self, _changed: object) -> None:
        self._fill()

    def _fill(self) -> None:
        now = self._desk.clock.now()
        lines = self._desk.office.changes(_PAGE)
        _show(
            self._changes,
            [((ago(x.at, now), x.operator, x.title, f"{x.rows:,}", "已撤销" if x.undone else ""), x) for x in lines],
        )
        found = []
        for ledger in self._desk.ledgers:
            name = writes.title_field(ledger)
            column = ledger.fields[name].column_name
            for line in self._desk.office.deleted(table_of(ledger.record)):
                cells = (ago(line.at, now), line.operator, ledger.title, str(line.values.get(column) or "（无名）"))
                found.append((cells, line))
        _show(self._deleted, found)
        self._nothing.setVisible(not found)
        self._fill_accesses()

    def _fill_accesses(self) -> None:
        lines = self._desk.office.accesses(_PAGE)
        told = [
            ((x.at[:16].replace("T", " "), x.operator, x.what, f"{x.total:,}", x.purpose, x.recipient), x)
            for x in lines
        ]
        _show(self._accesses, told)
        self._unseen.setVisible(not lines)

    def _selected(self, table: QTableWidget) -> Any:
        row = table.currentRow()
        item = table.item(row, 0) if row >= 0 else None
        return item.data(_LINE) if item else None

    @Slot()
    def _undo(self) -> None:
        line = self._selected(self._changes)
        self._words.clear()
        if line is None:
            self._words.setText("请先选一条改动。")
            return
        self._run_undo(line.id, partial=False)

    def _run_undo(self, change: int, *, partial: bool) -> None:
        office = self._desk.office
        self._pending = change
        self._desk.save(lambda: office.undo(change, partial=partial), None, self._refused)

    def _refused(self, refusal: OfficeError) -> None:
        if isinstance(refusal, UndoClash) and refusal.rows:
            self._offer_the_rest(refusal)
        else:
            self._words.setText(str(refusal))

    def _offer_the_rest(self, clash: UndoClash) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("有些行后来又动过")
        box.setText(clash.sentence)
        box.setInformativeText(clash.next_step)
        box.setDetailedText("\n".join(str(held) for held in clash.held))
        rest = box.addButton("撤销其余的", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("都不撤销", QMessageBox.ButtonRole.RejectRole)
        rest.clicked.connect(self._undo_rest)
        box.open()

    @Slot()
    def _undo_rest(self) -> None:
        self._run_undo(self._pending, partial=True)

    @Slot()
    def _bring_back(self) -> None:
        line = self._selected(self._deleted)
        self._words.clear()
        if line is None:
            self._words.setText("请先选一条记录。")
            return
        office = self._desk.office
        self._desk.save(lambda: office.bring_back(line.table, line.row_id), None, self._refused)

    @Slot()
    def _list_seen(self) -> None:
        """The records of the chosen line in their own ledger; of several tables those of the first."""
        line = self._selected(self._accesses)
        self._words.clear()
        if line is None:
            self._words.setText("请先选一条查阅记录。")
            return
        seen = line.by_table()
        for ledger in self._desk.ledgers:
            if seen.get(table_of(ledger.record)):
                self._desk.open_rows(ledger.key, seen[table_of(ledger.record)], line.what)
                self.accept()
                return
        self._words.setText("这一条没有记下是哪些记录。")


def _table(headings: tuple[str, ...], longest: str) -> QTableWidget:
    table = QTableWidget(0, len(headings))
    WholeText(table)
    table.setHorizontalHeaderLabels(headings)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.row_height())
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    heads = table.horizontalHeader()
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    heads.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    heads.setSectionResizeMode(headings.index(longest), QHeaderView.ResizeMode.Stretch)
    return table


def _show(table: QTableWidget, lines: list[tuple[tuple[str, ...], Any]]) -> None:
    table.setRowCount(len(lines))
    for row, (cells, line) in enumerate(lines):
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if text.replace(",", "").isdigit():
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(row, column, item)
        first = table.item(row, 0)
        if first is not None:
            first.setData(_LINE, line)
