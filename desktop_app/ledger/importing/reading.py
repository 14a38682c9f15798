"""Reading a mapped sheet, column by column: every distinct cell is read once, by the kind of the field it goes into."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.cell_reading import CellReader, Fault, Noted
from desktop_app.ledger.importing.finding import Finder, OrgFinder, finder_for, level_of
from desktop_app.ledger.importing.headings import INTO_REMARK, RECORD_KEY, shown_heading
from desktop_app.ledger.importing.mapping import SheetMapping
from desktop_app.people.chart import BRANCHES
from desktop_app.people.fields import Reference
from desktop_app.storage.kind import plain_text
from desktop_app.storage.office import Office
from desktop_app.support.tasks import SILENT, Progress
from desktop_app.workbook.cells import BadCell, Cell, Sheet, is_blank

_FOOT = re.compile(
    r"(合计|小计|总计|共计|制表|填表|审核人|负责人|填报|报出|第.{1,4}页|"
    r"(联系电话|电话|备注|注|说明|(党?支部)?书记|单位负责人|经办人?|联系人|单位|党支部|日期|签[字名]|盖章)([（(].{1,6}[)）])?[:：])"
)
_FEWEST_CELLS = 2
_FEWEST_NAMES = 2
_AND = re.compile(r"\s*[、，,；;/]\s*")
Headings = Sequence[str]
_TOTAL = re.compile("合计|总计|共计")
_BRANCH_IN_TITLE = re.compile(".*支部")
_PEOPLE = re.compile(r"(\d+)\s*[人名]")


def read_key(cell: Cell) -> str | None:
    """The record key of our own exports."""
    return plain_text(cell) if isinstance(cell, (str, int)) else None


@dataclass
class SheetRows:
    """One sheet as read: `numbers` are Excel's row numbers, `cells` the rows as they were, `under` the branch whose name stands
    alone above each, `columns` what each mapped field's column holds, `keys` the record keys where there are any; `skipped` rows
    with why, `stated` totals (row, people) that the sheet itself gives;
    `note`: what was taken for all rows alike."""

    numbers: list[int] = field(default_factory=list)
    cells: list[list[Cell]] = field(default_factory=list)
    under: list[str] = field(default_factory=list)
    columns: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    keys: Sequence[str | None] = ()
    note: str = ""
    skipped: list[tuple[int, str]] = field(default_factory=list)
    stated: list[tuple[int, int]] = field(default_factory=list)


class SheetReader:
    """Reads sheets into a ledger's fields; keeps what it has read of one sheet for the next."""

    def __init__(self, office: Office, ledger: Ledger, orgs: OrgFinder) -> None:
        self._office = office
        self._ledger = ledger
        self._orgs = orgs
        self._readers: dict[tuple[str, bool, bool], CellReader] = {}
        self.finders: dict[str, Finder] = {}

    def read(
        self, sheet: Sheet, mapping: SheetMapping, progress: Progress = SILENT, *, stem: str = "", untyped: bool = False
    ) -> SheetRows:
        """All rows below the header but blank ones, feet (合计, 制表人) and lone words; a branch's name alone in a row is the
        branch of those below that name none. Where no column tells the branch, the sheet's own name may, or the file's (`stem`).
        `untyped`: all cells are text, whatever they were in the workbook the file was saved from."""
        found = self._records(sheet, mapping)
        columns: dict[str, Sequence[Any]] = {}
        cells = list(zip_longest(*found.cells))
        nothing = (None,) * len(found.cells)
        for done, (at, name) in enumerate(mapping.fields.items()):
            progress.report(done, len(mapping.fields), f"识别“{sheet.name}”")
            if name not in (RECORD_KEY, INTO_REMARK):
                columns[name] = self._column(name, cells[at] if at < len(cells) else nothing, sheet.mac_dates, untyped)
        self._spread(columns, len(found.cells))
        self._put_into_remark(columns, found, mapping)
        org = self._ledger.org_field
        if org and any(found.under):
            self._put_under(columns, found)
        elif org and org not in columns:
            self._put_by_title(columns, found, sheet.name, stem)
        key_at = next((at for at, name in mapping.fields.items() if name == RECORD_KEY), None)
        found.keys = [None if key_at is None or key_at >= len(row) else read_key(row[key_at]) for row in found.cells]
        found.columns = columns
        return found

    def _records(self, sheet: Sheet, mapping: SheetMapping) -> SheetRows:
        found = SheetRows()
        fill_merged(sheet, mapping)
        title = self._ledger.searched[0] if self._ledger.searched else ""
        title_at = next((at for at, name in mapping.fields.items() if name == title), None)
        under = ""
        headers = [
            [shown_heading(cell) for cell in row] for row in sheet.rows[mapping.header.first : mapping.header.last + 1]
        ]
        for at, row in enumerate(sheet.rows[mapping.header.last + 1 :], start=mapping.header.last + 2):
            said = _first_said(row)  # a record shows in its first cells
            if not said:
                continue
            if why := _not_a_record(row, said, headers, title_at):
                found.skipped.append((at, why))
                found.stated.extend(_stated_totals(at, list(_said(row))))
                under = _branch_named(said) or under
            else:
                found.numbers.append(at)
                found.cells.append(row)
                found.under.append(under if len(said) >= _FEWEST_CELLS else "")
        return found

    def _spread(self, columns: dict[str, Sequence[Any]], count: int) -> None:
        """Cells that name several people (甲、乙), over the fields that take them; as they stand where one of them is nobody."""
        for name, others in (self._ledger.imports.several if self._ledger.imports else {}).items():
            fields = (name, *others)
            whole = {each: list(columns.get(each) or [None] * count) for each in fields}
            for at, fault in enumerate(whole[name]):
                said = _AND.split(fault.said) if isinstance(fault, Fault) else ()
                if len(said) < _FEWEST_NAMES or any(whole[each][at] is not None for each in others):
                    continue
                read = [
                    self._reader_of(each)[word] for each, word in zip(fields, _shared(said, len(fields)), strict=False)
                ]
                if not any(isinstance(value, Fault) for value in read):
                    for each, value in zip(fields, read, strict=False):
                        whole[each][at] = value
            columns |= {each: column for each, column in whole.items() if each in columns or any(column)}

    def _put_under(self, columns: dict[str, Sequence[Any]], found: SheetRows) -> None:
        name = self._ledger.org_field
        reader = self._reader_of(name)
        named = columns.get(name) or [None] * len(found.cells)
        columns[name] = [
            _placed(reader[under], under, reader_label=self._ledger.fields[name].label)
            if org is None and under
            else org
            for org, under in zip(named, found.under, strict=True)
        ]

    def _put_into_remark(self, columns: dict[str, Sequence[Any]], found: SheetRows, mapping: SheetMapping) -> None:
        """Columns that have no field of their own, as the clerk chose: “血型：A” at the end of the remark."""
        remark = self._ledger.imports.remark if self._ledger.imports else ""
        kept = [(mapping.header.headings[at], at) for at, name in mapping.fields.items() if name == INTO_REMARK]
        if not kept or not remark:
            return
        before = columns.get(remark) or [None] * len(found.cells)
        columns[remark] = [
            "；".join([*([value] if isinstance(value, str) else []), *_told(row, kept)]) or None
            for value, row in zip(before, found.cells, strict=True)
        ]

    def _put_by_title(self, columns: dict[str, Sequence[Any]], found: SheetRows, sheet: str, stem: str) -> None:
        name = self._ledger.org_field
        label, reader = self._ledger.fields[name].label, self._reader_of(name)
        for title, where in ((sheet, "工作表"), (stem, "文件")):
            said = _BRANCH_IN_TITLE.match(title.strip())
            meant = reader[said[0]] if said else None
            if said and (isinstance(meant, int) or where == "工作表"):
                columns[name] = [meant] * len(found.cells)
                found.note = f"没有“{label}”一列，按{where}的名称都算“{said[0]}”"
                return

    def _column(self, name: str, cells: Sequence[Cell], mac_dates: bool, untyped: bool) -> Sequence[Any]:
        if cells.count(None) == len(cells):
            return cells
        reader = self._reader_of(name, mac_dates, untyped)
        return list(map(reader.__getitem__, cells))

    def _reader_of(self, name: str, mac_dates: bool = False, untyped: bool = False) -> CellReader:
        key = name, mac_dates, untyped
        if key not in self._readers:
            self._readers[key] = self._reader(*key)
        return self._readers[key]

    def _reader(self, name: str, mac_dates: bool, untyped: bool) -> CellReader:
        kind, today = self._ledger.fields[name], self._office.clock.today()
        if not isinstance(kind, Reference):
            words = bool(self._ledger.imports and self._ledger.imports.remark)
            return CellReader(kind, None, today, mac_dates=mac_dates, words=words, untyped=untyped)
        self.finders[name] = finder_for(self._office, kind, self._orgs)
        return CellReader(kind, self.finders[name].find, today)


def _shared(names: Sequence[str], fields: int) -> list[str]:
    """The names one by one, what is too many together at the last."""
    return [*names[: fields - 1], "、".join(names[fields - 1 :])] if len(names) > fields else list(names)


def _not_a_record(row: Sequence[Cell], said: Sequence[Cell], headers: Sequence[Headings], title_at: int | None) -> str:
    """Why a row is none: the heading again on a second page, a foot, a lone word over a group of rows. '' for a record."""
    if len(said) < _FEWEST_CELLS and not _is_title(row, said[0], title_at):
        return f"只有一格：{shown_heading(said[0])[:20]}"
    if not isinstance(said[0], str):
        return ""
    first = shown_heading(said[0])
    for headings in headers:
        if first in headings and _repeats(row, headings):
            return "重复的表头"
    return f"不是记录：{first[:20]}" if _FOOT.match(first) else ""


def _is_title(row: Sequence[Cell], lone: Cell, title_at: int | None) -> bool:
    """Whether a row's only cell is a record's name, and not that of the branch whose people follow."""
    return title_at is not None and title_at < len(row) and row[title_at] is lone and not level_of(str(lone).strip())


def _repeats(row: Sequence[Cell], headings: Headings) -> bool:
    return len(row) <= len(headings) and all(
        is_blank(cell) or shown_heading(cell) == heading for cell, heading in zip(row, headings, strict=False)
    )


def fill_merged(sheet: Sheet, mapping: SheetMapping) -> None:
    """A merged cell stands for each row of its range, in place; ordinary blanks and blank rows stay as they are."""
    for top, left, bottom, _ in sheet.merged:
        if left not in mapping.fields or top <= mapping.header.last or bottom == top or left >= len(sheet.rows[top]):
            continue
        for row in sheet.rows[top + 1 : bottom + 1]:
            if any(not is_blank(cell) for cell in row):
                row.extend([None] * (left + 1 - len(row)))
                row[left] = sheet.rows[top][left]


def _first_said(row: Sequence[Cell]) -> Sequence[Cell]:
    first = row[:_FEWEST_CELLS]
    if len(first) == _FEWEST_CELLS and not any(map(is_blank, first)):
        return first
    return list(islice(_said(row), _FEWEST_CELLS))


def _said(row: Sequence[Cell]) -> Iterator[Cell]:
    return (cell for cell in row if not is_blank(cell))


def _branch_named(said: Sequence[Cell]) -> str:
    """The branch that a row names and nothing else."""
    name = plain_text(said[0]) if len(said) == 1 else ""
    return name if level_of(name) in BRANCHES else ""


def _told(row: Sequence[Cell], kept: Sequence[tuple[str, int]]) -> Iterator[str]:
    for heading, at in kept:
        if at < len(row) and not is_blank(row[at]) and not isinstance(row[at], BadCell):
            yield f"{heading}：{plain_text(row[at])}"


def _placed(value: Any, under: str, reader_label: str) -> Any:
    return Noted(value, f"{reader_label}按上面单独一行的“{under}”") if isinstance(value, int) else value


def _stated_totals(at: int, said: Sequence[Cell]) -> list[tuple[int, int]]:
    """How many people a foot says there are: 合计 | 35人, 共计35名, 合计 | 35."""
    if not _TOTAL.match(shown_heading(said[0])):
        return []
    people = [int(found[1]) for cell in said if isinstance(cell, str) for found in _PEOPLE.finditer(cell)]
    bare = [cell for cell in said if type(cell) is int]
    return [(at, people[0])] if people else [(at, bare[0])] if len(bare) == 1 else []
