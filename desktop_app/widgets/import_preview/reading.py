"""What the dialog does on the worker thread: read the files, find the mappings, make the plan anew with the answers kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.files import files_in, labels_of, read_files
from desktop_app.ledger.importing.finding import OrgFinder
from desktop_app.ledger.importing.mapping import SheetMapping, map_sheet
from desktop_app.ledger.importing.plan import Mode, Plan, Verdict
from desktop_app.ledger.importing.planner import Choice, build_plan
from desktop_app.ledger.importing.whose import branch_named
from desktop_app.storage.office import Office
from desktop_app.support.tasks import Progress
from desktop_app.widgets.import_preview.mapping_page import SheetRead
from desktop_app.workbook.cells import Sheet, Workbook


@dataclass(frozen=True)
class FilesRead:
    """Files as read, each sheet with its mapping."""

    workbooks: Sequence[Workbook]
    sheets: Sequence[SheetRead]


@dataclass
class Intake:
    """One import under way: what was read and what was chosen so far. Nothing here touches the office."""

    office: Office
    ledger: Ledger
    into_org: int | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    read: FilesRead | None = None
    into: Mapping[Choice, int | str | None] = field(default_factory=dict)
    mappings: Mapping[Choice, SheetMapping | None] = field(default_factory=dict)
    mode: Mode = "fill"
    create_orgs: bool = False
    plan: Plan | None = None

    def read_files(self, files: Sequence[Path | Workbook], progress: Progress) -> FilesRead:
        """Read the files (what was pasted is read already) and find each sheet's mapping."""
        named = [file for file in files if isinstance(file, Workbook)]
        named += read_files(files_in(file for file in files if isinstance(file, Path)), progress)
        workbooks = list({book.sha256: book for book in reversed(named)}.values())[::-1]
        sheets = [
            self._read(label, book.path.stem, sheet)
            for book, label in zip(workbooks, labels_of(workbooks), strict=True)
            for sheet in book.sheets
            if sheet.rows
        ]
        return FilesRead(workbooks, sheets)

    def _read(self, label: str, stem: str, sheet: Sheet) -> SheetRead:
        """One sheet with its mapping, and whose it says it is where no column does."""
        mapping, given = map_sheet(self.office, self.ledger, sheet), frozenset(self.given)
        if not self.ledger.org_field or mapping is None:
            return SheetRead(label, sheet, mapping, given=given)
        levels = getattr(self.ledger.fields[self.ledger.org_field], "levels", ())
        finder = OrgFinder(self.office)
        branches = {org: finder.path(org) for org in finder.everyone(levels)}
        named = branch_named(self.office, sheet, mapping.header.first, stem, levels)
        return SheetRead(label, sheet, mapping, named, self.into_org, branches, given)

    def make_plan(self, progress: Progress) -> Plan:
        """The plan as things are chosen now; answers given before are given again to the same rows."""
        assert self.read is not None
        plan = build_plan(
            self.office,
            self.ledger,
            self.read.workbooks,
            mode=self.mode,
            create_orgs=self.create_orgs,
            into_org=self._whose(),
            mappings=self.mappings,
            given=self.given,
            progress=progress,
        )
        if self.plan is not None:
            _answer_again(self.plan, plan)
        return plan

    def _whose(self) -> Mapping[Choice, int | str | None] | int | None:
        """By sheet where the clerk was asked; rows of the others go where the tree stands."""
        if not self.into or self.read is None:
            return self.into_org
        return {sheet.choice: self.into.get(sheet.choice, self.into_org) for sheet in self.read.sheets}


def _answer_again(before: Plan, after: Plan) -> None:
    settled = {(each.field, each.said, each.choices): each.answer for each in before.questions if not each.is_open}
    for question in after.questions:
        if (key := (question.field, question.said, question.choices)) in settled:
            after.settle(question, settled[key])
    answers = {(row.file, row.sheet, row.row): row.answer for row in before.rows if row.answer is not None}
    for row in after.of(Verdict.ASK):
        answer = answers.get((row.file, row.sheet, row.row))
        if isinstance(answer, str) or answer in row.candidates:
            after.answer(row, answer)  # type: ignore[arg-type]
