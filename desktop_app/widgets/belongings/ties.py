"""What a record is tied to in other ledgers (people/links.py): a click opens it, and ties are made and undone here."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.page import LedgerRow, read_row
from desktop_app.ledger.search_index import table_of
from desktop_app.ledger.writes import record_title
from desktop_app.people.links import End, Tie, links_of, unlink
from desktop_app.widgets import theme
from desktop_app.widgets.belongings.line import LineButton
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.section import PaneSection

Found = tuple[Tie, Ledger, str]


class TiesView(QWidget):
    """The links of one record, each a line that opens the other end."""

    def __init__(self, desk: Desk, ledger: Ledger, section: PaneSection) -> None:
        super().__init__()
        self._desk = desk
        self._ledger = ledger
        self._section = section
        self._of: End | None = None
        self._title = ""
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.make_button = QToolButton()
        self.make_button.setText("关联…")
        self.make_button.setIcon(theme.icon("link"))
        self.make_button.setToolTip("把这条记录和别的台账里的记录连起来")
        self.make_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.make_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.make_button.clicked.connect(self.start_link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._lines)
        column.addWidget(self.make_button, 0, Qt.AlignmentFlag.AlignLeft)

    def read(self, row: LedgerRow, title: str) -> None:
        """Look up what the record is tied to."""
        self._of, self._title = End(table_of(self._ledger.record), row.id), title
        of = self._of
        self._desk.reader.ask(self, lambda: self._found(of), self._show)

    def _found(self, end: End) -> list[Found]:
        by_table = {table_of(ledger.record): ledger for ledger in reversed(self._desk.ledgers)}
        found = []
        for tie in links_of(self._desk.office, end):
            ledger = by_table.get(tie.other.table)
            row = read_row(self._desk.office, ledger, tie.other.id) if ledger else None
            if ledger and row:
                found.append((tie, ledger, record_title(ledger, row)))
        return found

    def _show(self, found: list[Found]) -> None:
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._section.say(f"关联　{len(found)}" if found else "关联")
        for tie, ledger, title in found:
            self._lines.addWidget(self._build_line(tie, ledger, title))

    def _build_line(self, tie: Tie, ledger: Ledger, title: str) -> QWidget:
        line = QWidget()
        words = LineButton(f"{tie.words}　{title}", ledger.title)
        words.setProperty("place", (ledger.key, tie.other.id))
        words.clicked.connect(self._open)
        away = QToolButton()
        away.setIcon(theme.icon("x", "muted"))
        away.setAutoRaise(True)
        away.setToolTip("解除这个关联")
        away.setAccessibleName(f"解除关联 {title}")
        away.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        away.setProperty("tie", tie)
        away.clicked.connect(self._untie)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(words, 1)
        row.addWidget(away)
        return line

    @Slot()
    def _open(self) -> None:
        self._desk.open_record(*self.sender().property("place"))

    @Slot()
    def start_link(self) -> None:
        """Ask with which record, and in which role."""
        from desktop_app.widgets.belongings.link_dialog import LinkDialog

        if self._of is not None:
            LinkDialog(self._desk, self._of, self._title, self.window()).open()

    @Slot()
    def _untie(self) -> None:
        tie, of, office = self.sender().property("tie"), self._of, self._desk.office
        if of is None:
            return
        ends = (of, tie.other) if tie.outward else (tie.other, of)

        def untie() -> None:
            with office.change(f"解除关联 {self._title}"):
                unlink(office, *ends, tie.role)

        self._desk.save(untie, self._untied)

    def _untied(self, _nothing: Any) -> None:
        self._desk.message("已解除关联。按 Ctrl+Z 可以撤销。")
