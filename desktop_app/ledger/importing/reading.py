"""Reading a mapped sheet, column by column: every distinct cell is read once, by the kind of the field it goes into."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.finding import Finder, OrgFinder, finder_for, level_of
from desktop_app.ledger.importing.headings import RECORD_KEY, shown_heading
from desktop_app.ledger.importing.mapping import SheetMapping
from desktop_app.people.fields import Reference
from desktop_app.storage.kind import Kind, plain_text
from desktop_app.storage.office import Office
from desktop_app.support.tasks import SILENT, Progress
from desktop_app.workbook.cells import BadCell, Cell, Sheet, is_blank

_STARS = re.compile(r"[*●•■□#]{2,}|\*")
_FOOT = re.compile(
    r"(合计|小计|总计|共计|制表|填表|审核人|负责人|填报|报出|联系电话[:：]|备注[:：]|注[:：]|说明[:：]|第.{1,4}页)"
)
_FEWEST_CELLS = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that can't be taken, and why, for the clerk; `said` is what stands in it."""

    sentence: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Masked:
    """A sensitive value with stars: it may confirm a stored one and never replaces it."""

    text: str


class _Reader(dict[Cell, Any]):
    """Cell → what is to be stored, None for an empty cell, a Fault, or a Masked; each distinct cell is read once."""

    def __init__(self, kind: Kind, find: Callable[[object], int] | None) -> None:
        super().__init__()
        self._read = find or kind.parse
        self._sensitive = kind.sensitive

    def __missing__(self, cell: Cell) -> Any:
        value = self[cell] = self._value(cell)
        return value

    def _value(self, cell: Cell) -> Any:
        if isinstance(cell, BadCell):
            return Fault(cell.why)
        if is_blank(cell):
            return None
        if self._sensitive and isinstance(cell, str) and _STARS.search(unicodedata.normalize("NFKC", cell)):
            return Masked("".join(unicodedata.normalize("NFKC", cell).split()))
        try:
            return _as_stored(self._read(cell))
        except ValueError as refusal:
            return Fault(str(refusal), plain_text(cell))


def _as_stored(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def read_key(cell: Cell) -> str | None:
    """The record key of our own exports."""
    return plain_text(cell) if isinstance(cell, (str, int)) else None


@dataclass
class SheetRows:
    """One sheet as read: `numbers` are Excel's row numbers, `cells` the rows as they were, `columns` what each mapped
    field's column holds, `keys` the record keys where there are any; `skipped` rows with why."""

    numbers: list[int]
    cells: list[list[Cell]]
    columns: Mapping[str, Sequence[Any]]
    keys: Sequence[str | None]
    skipped: list[tuple[int, str]]


class SheetReader:
    """Reads sheets into a ledger's fields; keeps what it has read of one sheet for the next."""

    def __init__(self, office: Office, ledger: Ledger, orgs: OrgFinder) -> None:
        self._office = office
        self._ledger = ledger
        self._orgs = orgs
        self._readers: dict[str, _Reader] = {}
        self.finders: dict[str, Finder] = {}

    def read(self, sheet: Sheet, mapping: SheetMapping, progress: Progress = SILENT) -> SheetRows:
        """All rows below the header but blank ones and feet (合计, 制表人)."""
        numbers, cells, skipped = [], [], []
        title = self._ledger.searched[0] if self._ledger.searched else ""
        title_at = next((at for at, name in mapping.fields.items() if name == title), None)
        for at, row in enumerate(sheet.rows[mapping.header.last + 1 :], start=mapping.header.last + 2):
            said = [cell for cell in row if not is_blank(cell)]
            if not said:
                continue
            if why := _not_a_record(row, said, mapping, title_at):
                skipped.append((at, why))
            else:
                numbers.append(at)
                cells.append(row)
        columns = {}
        for done, (at, name) in enumerate(mapping.fields.items()):
            progress.report(done, len(mapping.fields), f"识别“{sheet.name}”")
            if name != RECORD_KEY:
                columns[name] = self._column(name, cells, at)
        key_at = next((at for at, name in mapping.fields.items() if name == RECORD_KEY), None)
        keys = [None if key_at is None or key_at >= len(row) else read_key(row[key_at]) for row in cells]
        return SheetRows(numbers, cells, columns, keys, skipped)

    def _column(self, name: str, rows: Sequence[Sequence[Cell]], at: int) -> list[Any]:
        reader = self._readers.get(name) or self._readers.setdefault(name, self._reader(name))
        return [reader[row[at]] if at < len(row) else None for row in rows]

    def _reader(self, name: str) -> _Reader:
        kind = self._ledger.fields[name]
        if not isinstance(kind, Reference):
            return _Reader(kind, None)
        self.finders[name] = finder_for(self._office, kind, self._orgs)
        return _Reader(kind, self.finders[name].find)


def _not_a_record(row: Sequence[Cell], said: Sequence[Cell], mapping: SheetMapping, title_at: int | None) -> str:
    """Why a row is none: the heading again on a second page, a foot, a lone word over a group of rows. '' for a record."""
    if len(said) < _FEWEST_CELLS and not _is_title(row, said[0], title_at):
        return f"只有一格：{shown_heading(said[0])[:20]}"
    if not isinstance(said[0], str):
        return ""
    first = shown_heading(said[0])
    if first in mapping.header.headings and _repeats(row, mapping.header.headings):
        return "重复的表头"
    return f"不是记录：{first[:20]}" if _FOOT.match(first) else ""


def _is_title(row: Sequence[Cell], lone: Cell, title_at: int | None) -> bool:
    """Whether a row's only cell is a record's name, and not that of the branch whose people follow."""
    return title_at is not None and title_at < len(row) and row[title_at] is lone and not level_of(str(lone).strip())


def _repeats(row: Sequence[Cell], headings: Sequence[str]) -> bool:
    return [shown_heading(cell) for cell in row] == list(headings[: len(row)])
