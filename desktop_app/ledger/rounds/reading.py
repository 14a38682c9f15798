"""What a returned cell says beside what was sent: nothing new, another value, or something that can't be taken."""

from dataclasses import dataclass
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.cell_reading import CellReader, Fault, Masked, Noted
from desktop_app.ledger.importing.finding import OrgFinder, finder_for
from desktop_app.ledger.importing.matching import confirms
from desktop_app.ledger.rounds.columns import RoundColumn
from desktop_app.people.fields import Reference
from desktop_app.storage.fields import Flag
from desktop_app.storage.kind import plain_text
from desktop_app.storage.office import Office
from desktop_app.workbook.cells import BadCell, Cell, is_blank


@dataclass(frozen=True)
class Taken:
    """Another value than was sent: as stored, its text, and what the clerk should know of the cell."""

    value: Any
    text: str
    note: str = ""


@dataclass(frozen=True)
class NotTaken:
    """A cell that was changed into something that can't be stored."""

    text: str
    why: str


class CellJudge:
    """Judges the cells of every workbook of a collection; each distinct cell is read once."""

    def __init__(self, office: Office, ledger: Ledger, orgs: OrgFinder) -> None:
        self._office = office
        self._ledger = ledger
        self._orgs = orgs
        self._readers: dict[str, CellReader] = {}

    def judge(self, column: RoundColumn, cell: Cell, sent: Any, text: str, org: int) -> Taken | NotTaken | None:
        """None where the cell says what was sent (`sent` as stored, `text` as it stood in the workbook of `org`)."""
        if isinstance(cell, BadCell):
            return NotTaken(cell.text, cell.why)
        if is_blank(cell):
            return self._blank(column, text)
        if isinstance(cell, str) and (cell == text or plain_text(cell) == plain_text(text)):
            return None
        found = self._read_extra(column, cell, org) if column.kind is None else self._read(column, cell, sent, org)
        return None if isinstance(found, Taken) and same(found.value, sent) else found

    def _blank(self, column: RoundColumn, text: str) -> Taken | NotTaken | None:
        if not text:
            return None
        if column.kind is not None and column.kind.required:
            return NotTaken("", f"{column.heading}不能空着")
        return Taken(False if isinstance(column.kind, Flag) else "" if column.kind is None else None, "")

    def _read_extra(self, column: RoundColumn, cell: Cell, org: int) -> Taken | NotTaken:
        assert column.extra is not None
        try:
            text = column.extra.read(self._office, org, plain_text(cell))
        except ValueError as refusal:
            return NotTaken(plain_text(cell), str(refusal))
        return Taken(text, text)

    def _read(self, column: RoundColumn, cell: Cell, sent: Any, org: int) -> Taken | NotTaken | None:
        kind = column.kind
        assert kind is not None
        if column.name == self._ledger.group_field:
            group = self._orgs.find_below(plain_text(cell), org)
            return Taken(group, plain_text(cell)) if group else self._reading(column, cell)
        found = self._reader(column)[cell]
        if isinstance(found, Masked):
            if sent is not None and confirms(kind, sent, found.text):
                return None
            return NotTaken(found.text, f"{column.heading}打了码，与原来的对不上，没有采用")
        return self._reading(column, cell)

    def _reading(self, column: RoundColumn, cell: Cell) -> Taken | NotTaken:
        found = self._reader(column)[cell]
        if isinstance(found, Fault):
            return NotTaken(found.said or plain_text(cell), found.sentence)
        value, note = (found.value, found.sentence) if isinstance(found, Noted) else (found, "")
        said = plain_text(cell) if isinstance(column.kind, Reference) else column.text(value, whole=True)
        return Taken(value, said, note)

    def _reader(self, column: RoundColumn) -> CellReader:
        reader = self._readers.get(column.name)
        if reader is None:
            kind = column.kind
            assert kind is not None
            find = finder_for(self._office, kind, self._orgs).find if isinstance(kind, Reference) else None
            reader = self._readers[column.name] = CellReader(kind, find, self._office.clock.today())
        return reader


def same(one: Any, other: Any) -> bool:
    """Whether two stored values are one: nothing and an empty text are."""
    return one == other or (one in (None, "") and other in (None, ""))
