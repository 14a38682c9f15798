"""What other ledgers have to say of a record (a member's hours, a project's awards): a section each, its newest lines, all opening."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.offered import About
from desktop_app.ledger.page import LedgerRow
from desktop_app.ledger.search_index import table_of
from desktop_app.widgets.belongings.line import LineButton
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.row import WholeLabel
from desktop_app.widgets.form.section import PaneSection

_NEWEST = 6


class Abouts(QWidget):
    """All of them, asked beside the window; nothing is shown where nobody has anything to say."""

    def __init__(self, desk: Desk, ledger: Ledger) -> None:
        super().__init__()
        self._desk = desk
        self._ledger = ledger
        self._asked = [each.offers.about for each in desk.ledgers if each.offers.about is not None]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.sections: list[PaneSection] = []
        self._folded: set[str] = set()

    def read(self, row: LedgerRow, _title: str) -> None:
        """Ask what there is to say of this record."""
        office, table = self._desk.office, table_of(self._ledger.record)
        if self._asked:
            self._desk.reader.ask(self, lambda: [ask(office, table, row.id) for ask in self._asked], self._show)

    def _show(self, told: list[About | None]) -> None:
        self._folded ^= {each.title for each in self.sections if each.folded != (each.title in self._folded)}
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.sections = [self._build(about) for about in told if about is not None]
        self.setVisible(bool(self.sections))

    def _build(self, about: About) -> PaneSection:
        section = PaneSection(about.title, self._column)
        if about.summary:
            summary = WholeLabel(about.summary)
            summary.setObjectName("hint")
            section.add(summary)
        for line in about.lines[:_NEWEST]:
            button = LineButton(line.text, line.note)
            button.setProperty("place", (line.ledger, line.id))
            button.clicked.connect(self._open)
            section.add(button)
        if len(about.lines) > _NEWEST:
            section.add(self._build_rest(about))
        section.fold(about.title in self._folded)
        return section

    def _build_rest(self, about: About) -> QPushButton:
        """All lines as a list in their ledger, where they are all of one."""
        button = QPushButton(f"全部 {len(about.lines):,} 条")
        button.setObjectName("quiet")
        button.setFlat(True)
        ledger = about.lines[0].ledger
        ids = [line.id for line in about.lines if line.ledger == ledger]
        button.setProperty("rows", (ledger, ids, about.title))
        button.clicked.connect(self._open_all)
        return button

    @Slot()
    def _open(self) -> None:
        self._desk.open_record(*self.sender().property("place"))

    @Slot()
    def _open_all(self) -> None:
        self._desk.open_rows(*self.sender().property("rows"))
