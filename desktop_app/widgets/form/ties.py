"""What a record is tied to in other ledgers (people/links.py); a click opens it. Shows nothing where there are no ties."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.page import read_row
from desktop_app.ledger.search_index import table_of
from desktop_app.ledger.writes import record_title
from desktop_app.people.links import End, Tie, links_of
from desktop_app.widgets.desk import Desk


class TiesView(QWidget):
    """The links of one record, each a line that opens the other end."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(2)
        self.hide()

    def read(self, table: str, record_id: int) -> None:
        """Look up what the record is tied to."""
        self._desk.reader.ask(self, lambda: self._found(End(table, record_id)), self._show)

    def _found(self, end: End) -> list[tuple[Tie, Ledger, str]]:
        by_table = {table_of(ledger.record): ledger for ledger in self._desk.ledgers}
        found = []
        for tie in links_of(self._desk.office, end):
            ledger = by_table.get(tie.other.table)
            row = read_row(self._desk.office, ledger, tie.other.id) if ledger else None
            if ledger and row:
                found.append((tie, ledger, record_title(ledger, row)))
        return found

    def _show(self, found: list[tuple[Tie, Ledger, str]]) -> None:
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if found:
            heading = QLabel("关联")
            heading.setObjectName("sectionTitle")
            self._column.addWidget(heading)
        for tie, ledger, title in found:
            line = QPushButton(f"{tie.role}　{ledger.title}：{title}")
            line.setObjectName("line")
            line.setFlat(True)
            line.setProperty("ledger", ledger.key)
            line.setProperty("record", tie.other.id)
            line.clicked.connect(self._open)
            self._column.addWidget(line)
        self.setVisible(bool(found))

    @Slot()
    def _open(self) -> None:
        line = self.sender()
        self._desk.open_record(line.property("ledger"), line.property("record"))
