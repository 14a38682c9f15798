"""All that belongs to a record, built once into its pane's column and read again with each record."""

from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.ledger.declaration import Ledger, Part
from desktop_app.ledger.page import LedgerRow
from desktop_app.widgets.belongings.abouts import Abouts
from desktop_app.widgets.belongings.files import FilesView
from desktop_app.widgets.belongings.parts import PartView
from desktop_app.widgets.belongings.steps import StepsBar, StepsTaken
from desktop_app.widgets.belongings.ties import TiesView
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.section import PaneSection


class Belonging(Protocol):
    """One section: looks up its own for a record, whose title goes into the titles of changes."""

    def read(self, row: LedgerRow, title: str, /) -> None: ...


class Belongings:
    """The sections below a record's fields, and the bar of its steps, which stands in the pane's head."""

    def __init__(self, desk: Desk, ledger: Ledger, column: QVBoxLayout) -> None:
        self.bar = StepsBar(desk, ledger) if ledger.steps else None
        self._every: list[Belonging] = []
        if ledger.steps:
            section = PaneSection("办理经过", column)
            self.taken = StepsTaken(desk, ledger, section)
            section.add(self.taken)
            self._every.append(self.taken)
        self.parts = [self._add_part(desk, part, column) for part in ledger.parts]
        self.abouts = Abouts(desk, ledger)
        column.addWidget(self.abouts)
        files = PaneSection("附件", column)
        self.files = FilesView(desk, ledger, files)
        files.add(self.files)
        ties = PaneSection("关联", column)
        self.ties = TiesView(desk, ledger, ties)
        ties.add(self.ties)
        self._every += [self.abouts, self.files, self.ties]

    def _add_part(self, desk: Desk, part: Part, column: QVBoxLayout) -> PartView:
        section = PaneSection(part.title, column)
        view = PartView(desk, part, section)
        section.add(view)
        self._every.append(view)
        return view

    def read(self, row: LedgerRow, title: str) -> None:
        """Show what belongs to this record."""
        if self.bar:
            self.bar.read(row)
        for each in self._every:
            each.read(row, title)

    def open_part(self, part: Part, row_id: int | None) -> None:
        """The form of one of a part's rows, or of a new one (None), of the record that is shown."""
        next(view for view in self.parts if view.part is part).open_form(row_id)

    def start_step(self, name: str) -> bool:
        """Open the dialog of a step; False when the record that is shown can't take it from its state."""
        button = next((each for each in self.bar.buttons if each.text() == name), None) if self.bar else None
        if button is not None:
            button.click()
        return button is not None
