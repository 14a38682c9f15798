"""The menu beside a ledger's print button: its own papers (党员花名册 by branch …), and the papers of the selected records (销号单)."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.ledger.cells import Unmasking
from desktop_app.ledger.declaration import Ledger, RecordPaper
from desktop_app.ledger.page import read_row
from desktop_app.ledger.writes import record_title
from desktop_app.storage.fields import Text
from desktop_app.support.tasks import Progress
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.listing import Listing


class PapersMenu(QMenu):
    """One line a paper. A period's begins with the organisation chosen in the listing, a record's is of what is selected then."""

    def __init__(
        self, desk: Desk, ledger: Ledger, listing: Listing, parent: QWidget, *, of_records_only: bool = False
    ) -> None:
        super().__init__(parent)
        self._desk, self._ledger, self._listing = desk, ledger, listing
        papers = () if of_records_only else ledger.offers.papers
        self._papers = {paper.key: paper for paper in papers}
        for paper in papers:
            self._add(f"{paper.title}…", paper.key, self._make)
        self.addSeparator()
        self._of_records = [
            self._add(paper.title, paper, self._make_of_records) for paper in ledger.offers.record_papers
        ]
        self.aboutToShow.connect(self._name_selection)

    def _add(self, words: str, data: Any, slot: Any) -> QAction:
        action = QAction(words, self)
        action.setData(data)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    @Slot()
    def _name_selection(self) -> None:
        """Each record's paper says of how many it would be; without the right selection it can't be chosen."""
        count = self._listing.panel.view.selected_count()
        for action in self._of_records:
            paper: RecordPaper = action.data()
            wants = "选一行" if paper.one else "先选几行"
            fits = count == 1 if paper.one else count > 0
            of = f"选中 {count:,} {self._ledger.unit}" if fits else wants
            action.setText(f"{paper.title}（{of}）")
            action.setEnabled(fits)

    @Slot()
    def _make(self) -> None:
        from desktop_app.widgets.paper_dialog import PaperDialog

        paper = self._papers[_data(self.sender())]
        PaperDialog(self._desk, self._ledger, paper, self._listing.org, self._window()).open()

    @Slot()
    def _make_of_records(self) -> None:
        paper: RecordPaper = _data(self.sender())
        ids = self._listing.panel.view.selected_ids()
        window = self._window()
        if not ids or window is None or (paper.one and len(ids) != 1):
            return
        make_record_paper(self._desk, self._ledger, paper, ids, window)

    def _window(self) -> QWidget | None:
        return self._listing.window()


def make_record_paper(desk: Desk, ledger: Ledger, paper: RecordPaper, ids: list[int], window: QWidget) -> None:
    """Ask where to, and first what for where it tells what people wrote of themselves; then write and show it."""
    said = paper.confided(desk.office, ids) if paper.confided else ""

    def go_on(unmasking: Unmasking | None) -> None:
        from desktop_app.widgets import where

        name = f"{paper.title} {_of_what(desk, ledger, ids)}"
        target = where.ask_target(window, f"{paper.title}存到哪里", name, where.PDF)
        if target is not None:
            write_record_paper(desk, paper, ids, target, window, unmasking)

    if not said:
        go_on(None)
        return
    fields = {"purpose": Text("用途", required=True), "recipient": Text("交给谁", required=True)}

    def begun(values: dict[str, Any]) -> Unmasking:
        return Unmasking(desk.office).hand_out(values["purpose"], values["recipient"])

    told = f"{said}。要写明用途和交给谁，记入查阅记录。"
    from desktop_app.widgets.asking import AskDialog

    AskDialog(desk, paper.title, told, fields, begun, go_on, window, words="下一步").open()


def _of_what(desk: Desk, ledger: Ledger, ids: list[int]) -> str:
    """The record's title, or how many they are: no paper takes another's place in the folder."""
    row = read_row(desk.office, ledger, ids[0]) if len(ids) == 1 else None
    return record_title(ledger, row) if row else f"{len(ids)}{ledger.unit}"


def write_record_paper(
    desk: Desk,
    paper: RecordPaper,
    ids: list[int],
    target: Path,
    window: QWidget,
    unmasking: Unmasking | None = None,
) -> None:
    """Write the paper of these records on the worker, then show the very file."""
    given = {"unmasking": unmasking} if unmasking else {}

    def write(progress: Progress) -> Path:
        paper.write(desk.office, target, ids, progress, **given)
        return target

    def show(made: Path) -> None:
        from desktop_app.widgets.pdf_preview import PdfPreview

        PdfPreview(made, made.stem, desk, window).show()

    desk.jobs.run(paper.title, write, show)


def _data(sender: Any) -> Any:
    assert isinstance(sender, QAction)
    return sender.data()
