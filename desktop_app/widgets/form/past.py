"""What happened to a record: who, when, old → new (R18). Read beside the window when it is first looked at."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop_app.ledger.cells import Cells
from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.search_index import table_of
from desktop_app.people.fields import Reference
from desktop_app.storage.history import HistoryLine
from desktop_app.storage.kind import Kind
from desktop_app.storage.office import Office
from desktop_app.widgets.desk import Desk

_OPS = {"I": "新增", "D": "删除", "P": "清除"}
_MOST = 100


def told_changes(office: Office, ledger: Ledger, cells: Cells, line: HistoryLine) -> Iterator[str]:
    """Each field that one change touched, in words: 手机：138… → 139…; sensitive values as the pane shows them."""
    by_column = {kind.column_name: (name, kind) for name, kind in ledger.fields.items()}
    for column, new in line.new.items():
        if column in by_column and line.op == "U":
            name, kind = by_column[column]
            old = _shown(office, cells, name, kind, line.old.get(column))
            yield f"{kind.label}：{old or '（空）'} → {_shown(office, cells, name, kind, new) or '（空）'}"


def _shown(office: Office, cells: Cells, name: str, kind: Kind, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(kind, Reference):
        text = office.database.one(
            f'SELECT "{getattr(kind.rel_model, kind.shown_by).column_name}" FROM "{table_of(kind.rel_model)}" WHERE id = ?',
            (value,),
        )
        return text or f"第 {value} 号"
    return cells.in_pane(name, kind.python_value(value))


class PastView(QWidget):
    """The history of one record, newest first."""

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ledger = ledger
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.lines: Sequence[str] = ()

    def read(self, record_id: int) -> None:
        """Look the record's history up; what is shown until then stays."""
        desk, ledger = self._desk, self._ledger
        cells = Cells(ledger, desk.clock.today(), desk.unmasking)

        def look() -> list[tuple[str, str]]:
            found = desk.office.history_of(table_of(ledger.record), record_id)
            return [_in_words(desk.office, ledger, cells, line) for line in reversed(found[-_MOST:])]

        desk.reader.ask(self, look, self._show)

    @Slot(object)
    def _show(self, told: list[tuple[str, str]]) -> None:
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self.lines = [f"{head}\n{body}" for head, body in told]
        for head, body in told:
            when = QLabel(head)
            when.setObjectName("hint")
            when.setWordWrap(True)
            self._column.addWidget(when)
            if body:
                words = QLabel(body)
                words.setWordWrap(True)
                words.setContentsMargins(8, 0, 0, 0)
                self._column.addWidget(words)
        if not told:
            self._column.addWidget(QLabel("没有改动记录"))


def _in_words(office: Office, ledger: Ledger, cells: Cells, line: HistoryLine) -> tuple[str, str]:
    changes = list(told_changes(office, ledger, cells, line))
    head = f"{line.at[:16].replace('T', ' ')}　{line.operator}　{line.change_title}"
    return head, "\n".join(changes) if changes else _OPS.get(line.op, "")
