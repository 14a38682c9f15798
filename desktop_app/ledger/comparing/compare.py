"""Compares a ledger with a workbook, row by row: by what names a record for certain; by name and birth only after asking."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.ledger.comparing.comparison import Ask, Comparison, Difference, Kind, Side
from desktop_app.ledger.comparing.sides import side_of
from desktop_app.ledger.declaration import ImportSpec, Ledger
from desktop_app.ledger.importing.cell_reading import Fault, Masked, Noted
from desktop_app.ledger.importing.finding import OrgFinder
from desktop_app.ledger.importing.headings import RECORD_KEY
from desktop_app.ledger.importing.mapping import SheetMapping, map_sheet
from desktop_app.ledger.importing.matching import Stored, agrees, confirms, contradicts, plain_key
from desktop_app.ledger.importing.reading import SheetReader
from desktop_app.ledger.query import LedgerQuery
from desktop_app.ledger.search_index import table_of, text_of_reference
from desktop_app.people.fields import Org, Reference
from desktop_app.storage.fields import Flag
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress, many_objects
from desktop_app.workbook.cells import Sheet, Workbook
from desktop_app.workbook.worker import read_workbook_safely

_SOMEBODY_ELSE = 2
_TOLD_NAMES = 6


@dataclass(frozen=True)
class FileRow:
    """One row of the file: what its mapped fields' cells came to (None for an empty one)."""

    number: int
    name: str
    said: Mapping[str, Any]

    def value(self, name: str) -> Any:
        """The value a field's cell holds, None where it holds none."""
        found = self.said.get(name)
        found = found.value if isinstance(found, Noted) else found
        return None if isinstance(found, (Fault, Masked)) else found


def compare(
    office: Office, ledger: Ledger, file: Path | Workbook, progress: Progress = SILENT, *, fields: Sequence[str] = ()
) -> Comparison:
    """The ledger's records of today beside every row of the file; `fields` limits what is compared (all mapped ones by default).

    OfficeError for a file that can't be read or has no header, WorkbookError as reading says.
    """
    if ledger.imports is None:
        raise OfficeError(f"{ledger.title}不能与工作簿比对。")
    book = file if isinstance(file, Workbook) else read_workbook_safely(file, progress)
    with many_objects():
        return Comparing(office, ledger, book, progress).run(fields)


class Comparing:
    """One comparison; afterwards it settles what the clerk answers."""

    def __init__(self, office: Office, ledger: Ledger, book: Workbook, progress: Progress) -> None:
        assert ledger.imports is not None
        self._office = office
        self._ledger = ledger
        self._spec: ImportSpec = ledger.imports
        self._book = book
        self._progress = progress
        self._orgs = OrgFinder(office)
        self._found = Comparison(ledger, book.path.name, answers=self)
        self._of: dict[int, FileRow] = {}
        self._rows: dict[Ask, FileRow] = {}
        self._unplaced: Counter[str] = Counter()
        self._listed: set[int] = set()

    def run(self, fields: Sequence[str]) -> Comparison:
        rows, mapped = self._read()
        self._fields = [name for name in mapped if name in (fields or mapped)]
        self._found.fields, self._found.rows = tuple(self._fields), len(rows)
        self._fetch(rows)
        left = self._by_key(rows)
        self._ask_or_miss(left)
        for row_id, row in self._progress.over(self._of.items(), len(self._of), "比对", 500):
            self._found.differences += self._differing(row_id, row)
        self._found.matched = len(self._of)
        self._tell_missing()
        self._tell_unplaced()
        return self._found

    # Reading.

    def _read(self) -> tuple[list[FileRow], list[str]]:
        reader = SheetReader(self._office, self._ledger, self._orgs)
        rows: list[FileRow] = []
        mapped: dict[str, None] = {}
        for sheet in self._book.sheets:
            mapping = None if sheet.hidden or not sheet.rows else map_sheet(self._office, self._ledger, sheet)
            if mapping:
                rows += self._rows_of(reader, sheet, mapping)
                mapped |= dict.fromkeys(name for name in mapping.fields.values() if name != RECORD_KEY)
        if not rows:
            raise OfficeError(f"在“{self._book.path.name}”里没有找到表头和记录。", "请确认选的是上级库导出的名册。")
        return rows, list(mapped)

    def _rows_of(self, reader: SheetReader, sheet: Sheet, mapping: SheetMapping) -> list[FileRow]:
        read = reader.read(sheet, mapping, self._progress)
        title = self._ledger.searched[0]
        found = []
        for at, number in enumerate(read.numbers):
            row = FileRow(number, "", {name: said[at] for name, said in read.columns.items()})
            found.append(FileRow(number, str(row.value(title) or ""), row.said))
        return found

    def _fetch(self, rows: Sequence[FileRow]) -> None:
        ids = set(LedgerQuery(self._office, self._ledger).ids())
        keys = {name: {self._plain(name, row) for row in rows} - {""} for name in self._spec.keys}
        names = {
            str(row.value(self._spec.asks_by)) for row in rows if self._spec.asks_by and row.value(self._spec.asks_by)
        }
        self.stored = Stored(self._office, self._ledger, keys, names, ids)
        self._listed = {row_id for row_id, listed in self.stored.listed.items() if listed}

    def _plain(self, name: str, row: FileRow) -> str:
        value = row.value(name)
        return plain_key(self._ledger.fields[name], value) if value else ""

    # Who is who.

    def _by_key(self, rows: Sequence[FileRow]) -> list[FileRow]:
        """Matches what certain marks match; the rows left."""
        left = []
        for row in rows:
            holders = [
                holder for name in self._spec.keys if row.value(name) for holder in self.stored.holders(name, row.value(name))
            ]  # fmt: skip
            row_id = next((holder for holder in holders if holder in self._listed), next(iter(holders), None))
            if row_id is None:
                left.append(row)
            elif row_id not in self._listed:
                self._found.differences.append(self._only_there(row, row_id))
            elif row_id in self._of:
                first = self._of[row_id].number
                self._whole(Kind.TWICE, row, row_id, Side.THEY, f"与第 {first} 行是同一人")
            else:
                self._of[row_id] = row
        return left

    def _ask_or_miss(self, left: Sequence[FileRow]) -> None:
        for row in left:
            candidates = tuple(
                other
                for other in self.stored.by_name.get(row.name, ())
                if other in self._listed and other not in self._of and self._may_be(row, other)
            )
            if candidates:
                reason = f"{self._marks(row)}；与台账里 {len(candidates)} 位同名，请确定是不是同一人"
                ask = Ask(row.number, row.name, candidates, reason)
                self._found.asks.append(ask)
                self._rows[ask] = row
            else:
                self._found.differences.append(self._only_there(row, None))

    def _marks(self, row: FileRow) -> str:
        """What the file says of who somebody is, masked."""
        fields = self._ledger.fields
        said = {name: row.value(name) for name in (*self._spec.keys, *self._spec.lifelong) if name in self._fields}
        return "，".join(
            f"{fields[name].label}{fields[name].mask(value) if value else '空'}" for name, value in said.items()
        )

    def _may_be(self, row: FileRow, other: int) -> bool:
        there = self.stored.values(other)
        fields = self._ledger.fields
        differing = sum(contradicts(fields[name], there[name], row.value(name)) for name in self._spec.lifelong)
        stars = [
            confirms(fields[name], there[name], said.text)
            for name in self._spec.keys
            if isinstance(said := row.said.get(name), Masked)
        ]
        return differing < _SOMEBODY_ELSE and all(stars)

    # What differs.

    def _differing(self, row_id: int, row: FileRow) -> list[Difference]:
        here = self.stored.values(row_id)
        found = []
        for name in self._fields:
            each = self._field(row_id, row, name, here)
            if each is not None:
                found.append(each)
        return found

    def _field(self, row_id: int, row: FileRow, name: str, here: Mapping[str, Any]) -> Difference | None:
        kind, said, ours = self._ledger.fields[name], row.said.get(name), here[name]
        if isinstance(said, Masked) and ours and confirms(kind, ours, said.text):
            return None
        if isinstance(said, Fault) and isinstance(kind, Reference):
            self._unplaced[said.said] += 1
            return None
        theirs = row.value(name)
        blank = isinstance(kind, Flag) and not ours and not theirs
        if blank or (not isinstance(said, (Fault, Masked)) and _alike(kind, ours, theirs)):
            return None
        unread = (
            said.said or said.sentence if isinstance(said, Fault) else said.text if isinstance(said, Masked) else ""
        )
        side, why = side_of(self._office, self._ledger, here, name, theirs, unread)
        texts = self._text(name, ours), unread or self._text(name, theirs)
        title = str(here[self._ledger.searched[0]])
        about, branch = self._about(here), self._text(self._ledger.org_field, here[self._ledger.org_field])
        return Difference(Kind.VALUE, title, row_id, row.number, name, ours, theirs, texts, side, why, about, branch)

    def _text(self, name: str, value: Any) -> str:
        kind = self._ledger.fields[name]
        if value is None:
            return ""
        if isinstance(kind, Org):
            return self._orgs.path(value)
        if isinstance(kind, Reference):
            column, table = text_of_reference(kind).column_name, table_of(kind.rel_model)
            return str(self._office.database.one(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (value,)) or "")
        return ("是" if value else "否") if isinstance(kind, Flag) else kind.show(value)

    # Who is in one and not in the other.

    def _whole(self, kind: Kind, row: FileRow, row_id: int | None, side: Side, why: str) -> None:
        self._found.differences.append(self._whole_of(kind, row, row_id, side, why))

    def _whole_of(self, kind: Kind, row: FileRow, row_id: int | None, side: Side, why: str) -> Difference:
        about = {name: row.value(name) for name in self._found.marks}
        return Difference(
            kind, row.name, row_id, row.number, "", None, None, ("", ""), side, why, about, self._branch_said(row)
        )

    def _branch_said(self, row: FileRow) -> str:
        """The branch in a row of theirs; as they write it where we have none of that name."""
        said = row.said.get(self._ledger.org_field)
        return (
            str(said.said)
            if isinstance(said, Fault)
            else self._text(self._ledger.org_field, row.value(self._ledger.org_field))
        )

    def _about(self, here: Mapping[str, Any]) -> Mapping[str, Any]:
        return {name: here[name] for name in self._found.marks}

    def _only_there(self, row: FileRow, left: int | None) -> Difference:
        """Somebody they have and we have not: they put it right where we know that the person is gone."""
        if left is None:
            return self._whole_of(Kind.ONLY_THERE, row, None, Side.WE, "台账里没有此人，请核实后补入")
        return self._whole_of(Kind.ONLY_THERE, row, left, Side.THEY, "台账里此人已不在日常名单，上级库里还在")

    def _tell_missing(self) -> None:
        """Whom they have not. Of branches missing as a whole only that is told, where the file is of a few branches anyway."""
        perhaps = {other for ask in self._found.asks for other in ask.candidates}
        missing: dict[int | None, list[int]] = defaultdict(list)
        seen: set[int | None] = set()
        for row_id in sorted(self._listed):
            org = self.stored.values(row_id).get(self._ledger.org_field)
            if row_id in self._of or row_id in perhaps:
                seen.add(org)
            else:
                missing[org].append(row_id)
        partial = len(seen) < len(missing.keys() - seen)
        for org, ids in missing.items():
            if org is not None and org not in seen and partial:
                name = self._orgs.path(org)
                self._found.notes.append(f"{name}整个不在文件里（{len(ids)} {self._ledger.unit}），没有逐个列出")
            else:
                self._found.differences += [self._only_here(row_id) for row_id in ids]

    def _only_here(self, row_id: int) -> Difference:
        here = self.stored.values(row_id)
        name, branch = (
            str(here[self._ledger.searched[0]]),
            self._text(self._ledger.org_field, here[self._ledger.org_field]),
        )
        why = "台账里有，上级库里没有，请上级补入"
        return Difference(
            Kind.ONLY_HERE, name, row_id, 0, "", None, None, ("", ""), Side.THEY, why, self._about(here), branch
        )

    def _tell_unplaced(self) -> None:
        if self._unplaced:
            told = "、".join(f"“{text}”{rows} 行" for text, rows in self._unplaced.most_common(_TOLD_NAMES))
            more = "等" if len(self._unplaced) > _TOLD_NAMES else ""
            self._found.notes.append(f"文件里有认不出的名称，没有比对：{told}{more}")

    # Answers.

    def settle(self, ask: Ask, answer: int) -> Sequence[Difference]:
        """What an answer adds: the person's own differences, or that either side lacks somebody."""
        row = self._rows[ask]
        if answer:
            self._of[answer] = row
            found = self._differing(answer, row)
        else:
            found = [self._only_there(row, None)]
        waiting = {other for each in self._found.open for other in each.candidates}
        lonely = [each for each in ask.candidates if each not in self._of and each not in waiting]
        return [*found, *(self._only_here(each) for each in lonely)]

    def words_of(self, row_id: int) -> str:
        """A record in one line, masked, enough to tell namesakes apart."""
        values = self.stored.values(row_id)
        names = [column.name for column in self._ledger.columns if not column.hidden and not column.compute][:8]
        shown = [
            kind.mask(values[name]) if (kind := self._ledger.fields[name]).sensitive else self._text(name, values[name])
            for name in names
        ]
        return "　".join(text for text in shown if text)


def _alike(kind: Any, ours: Any, theirs: Any) -> bool:
    """Whether both say the same, or theirs only less: the month of a day that is known here."""
    if ours in (None, "") and theirs in (None, ""):
        return True
    return theirs not in (None, "") and agrees(kind, ours, theirs)
