"""Makes the plan of an import: reads the files, finds what each row is, says what would become of it. Writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from pathlib import Path
from types import MappingProxyType
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.absent import not_named
from desktop_app.ledger.importing.cell_reading import Fault, Masked, Noted, Words
from desktop_app.ledger.importing.deciding import Decider, Into
from desktop_app.ledger.importing.files import labels_of, read_files
from desktop_app.ledger.importing.finding import OrgFinder
from desktop_app.ledger.importing.headings import INTO_REMARK
from desktop_app.ledger.importing.mapping import SheetMapping, map_sheet
from desktop_app.ledger.importing.matching import Stored, plain_key
from desktop_app.ledger.importing.plan import Mode, Plan, PlanRow, SheetPlanned
from desktop_app.ledger.importing.reading import SheetReader, SheetRows
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress, many_objects
from desktop_app.workbook.cells import Sheet, Workbook

SEEN = "import.files"
_UNTYPED = frozenset(("csv", "text"))
"""Kinds of files in which a number is no more than its digits."""
_NO_VALUES = frozenset((Fault, Masked, Noted, Words))

Choice = tuple[str, str]
"""A sheet of a file: (what the file is called here, see files.labels_of; sheet name)."""


def build_plan(
    office: Office,
    ledger: Ledger,
    files: Sequence[Path | Workbook],
    *,
    mode: Mode = "fill",
    create_orgs: bool = False,
    into_org: Into = None,
    mappings: Mapping[Choice, SheetMapping | None] | None = None,
    given: Mapping[str, Any] = MappingProxyType({}),
    progress: Progress = SILENT,
) -> Plan:
    """The plan of taking these files into the ledger. OfficeError for a file that can't be read or has no header anywhere.

    `create_orgs` plans organisations that aren't there instead of refusing their rows; `into_org` is the organisation of new
    rows that name none; `mappings` are the clerk's (None: leave that sheet out), others are remembered or found. `given` are
    values, as stored, of fields that the rows don't name (whose part they are): only records of the same are taken for theirs.
    """
    with many_objects():
        return _plan(office, ledger, files, mode, create_orgs, into_org, mappings or {}, given, progress)


def _plan(
    office: Office,
    ledger: Ledger,
    files: Sequence[Path | Workbook],
    mode: Mode,
    create_orgs: bool,
    into_org: Into,
    mappings: Mapping[Choice, SheetMapping | None],
    given: Mapping[str, Any],
    progress: Progress,
) -> Plan:
    workbooks = read_files(files, progress)
    labels = labels_of(workbooks)
    orgs = OrgFinder(office, create=create_orgs)
    gathering = _Gathering(office, ledger, orgs, mappings, progress)
    for workbook, label in zip(workbooks, labels, strict=True):
        gathering.add(workbook, label)
    if not any(sheet.mapping for sheet in gathering.sheets):
        raise _no_header(ledger, workbooks)
    progress.report(0, len(gathering.rows), "核对")
    looked_at = last_line(office)
    stored = fetch_stored(office, ledger, gathering.rows, gathering.keys)
    decider = Decider(office, ledger, stored, gathering.reader.finders, orgs, mode, into_org, given)
    decider.decide_all(gathering.rows, gathering.keys, progress)
    already = _already(office, workbooks, labels)
    absent = not_named(office, ledger, gathering.rows)
    plan = Plan(ledger, mode, gathering.rows, gathering.sheets, orgs, decider, already, absent)
    plan.looked_at = looked_at
    return plan


def last_line(office: Office) -> int:
    """The number of the history's last line."""
    return office.database.one("SELECT max(seq) FROM history") or 0


class _Gathering:
    """All rows of all files, read."""

    def __init__(
        self,
        office: Office,
        ledger: Ledger,
        orgs: OrgFinder,
        mappings: Mapping[Choice, SheetMapping | None],
        progress: Progress,
    ) -> None:
        self.rows: list[PlanRow] = []
        self.keys: list[int | None] = []
        self.sheets: list[SheetPlanned] = []
        self.reader = SheetReader(office, ledger, orgs)
        self._office = office
        self._ledger = ledger
        self._mappings = mappings
        self._progress = progress
        self._hashes: dict[str, str] = {}
        self._words: dict[str, dict[str, dict[str, Any]]] = office.settings.get(words_key(ledger), {})

    def add(self, workbook: Workbook, file: str) -> None:
        same = self._hashes.setdefault(workbook.sha256, file)
        for sheet in workbook.sheets:
            if same != file:
                note = f"与“{same}”内容完全相同，只读一次"
                self.sheets.append(SheetPlanned(file, workbook.sha256, sheet.name, sheet.hidden, None, 0, (), [note]))
            elif sheet.rows:
                self._add_sheet(workbook, file, sheet)

    def _add_sheet(self, workbook: Workbook, file: str, sheet: Sheet) -> None:
        choice = (file, sheet.name)
        if choice in self._mappings:
            mapping = self._mappings[choice]
        else:
            mapping = None if sheet.hidden else map_sheet(self._office, self._ledger, sheet)
        read = self._read(workbook, sheet, mapping) if mapping else None
        self.sheets.append(
            SheetPlanned(
                file, workbook.sha256, sheet.name, sheet.hidden, mapping, len(read.numbers) if read else 0,
                read.skipped if read else (), _notes(sheet, mapping, read),
            )
        )  # fmt: skip
        if read and mapping:
            self._add_rows(file, sheet.name, read, self._words.get(mapping.header.fingerprint, {}))

    def _read(self, workbook: Workbook, sheet: Sheet, mapping: SheetMapping) -> SheetRows:
        untyped = workbook.kind in _UNTYPED
        return self.reader.read(sheet, mapping, self._progress, stem=workbook.path.stem, untyped=untyped)

    def _add_rows(self, file: str, sheet: str, read: SheetRows, words: Mapping[str, Mapping[str, Any]]) -> None:
        filled = {name: said for name, said in read.columns.items() if said.count(None) < len(said)}
        title = self._ledger.searched[0] if self._ledger.searched else next(iter(filled), "")
        columns = zip(*filled.values(), strict=True) if filled else repeat((), len(read.numbers))
        office_id = self._office.office_id
        doubtful = [name for name, said in filled.items() if not _NO_VALUES.isdisjoint(map(type, said))]
        for number, cells, key, said in zip(read.numbers, read.cells, read.keys, columns, strict=True):
            row = PlanRow(
                file, sheet, number, cells, "", {n: v for n, v in zip(filled, said, strict=True) if v is not None}
            )
            for name in doubtful:
                if type(row.values.get(name)) in _NO_VALUES:
                    _set_apart(row, name, words.get(name, {}))
            for name, text in row.words:
                self._keep_words(row, name, text)
            if completes := self._ledger.imports and self._ledger.imports.completes:
                row.values.update(completes(row.values))
            row.name = str(row.values.get(title, ""))
            self.rows.append(row)
            self.keys.append(_own_key(office_id, key) if key else None)

    def _keep_words(self, row: PlanRow, name: str, text: str) -> None:
        """What a field can't hold goes into the remark."""
        remark = self._ledger.imports.remark if self._ledger.imports else ""
        label, before = self._ledger.fields[name].label, row.values.get(remark)
        row.values[remark] = f"{before}；{label}：{text}" if before else f"{label}：{text}"
        row.noted.append(
            f"{label}写的是“{text}”，不是公历日期：这一项空着，原话记入{self._ledger.fields[remark].label}"
        )


def words_key(ledger: Ledger) -> str:
    """The setting that keeps what words of a layout mean: fingerprint → field → word → value."""
    return f"import.words.{ledger.key}"


def _set_apart(row: PlanRow, name: str, words: Mapping[str, Any]) -> None:
    """Take out of the values what is none; `words` are those of this layout that the clerk has explained before."""
    value = row.values.get(name)
    if isinstance(value, Fault) and value.said in words:
        row.values[name] = words[value.said]
    elif isinstance(value, Words):
        row.words += ((name, value.text),)
        del row.values[name]
    elif isinstance(value, Fault):
        row.faults[name], row.unread[name] = value.sentence, value.said
        if value.choices:
            row.choices[name] = value.choices
        del row.values[name]
    elif isinstance(value, Masked):
        row.masked[name] = value.text
        del row.values[name]
    elif isinstance(value, Noted):
        row.values[name] = value.value
        row.noted.append(value.sentence)


def _own_key(office_id: str, key: str) -> int | None:
    """The record's id of a key our own export wrote, for this office only."""
    office, _, row_id = key.partition("-")
    return int(row_id) if office == office_id[:8] and row_id.isdecimal() else None


def record_key(office: Office, row_id: int) -> str:
    """How our own exports name a record."""
    return f"{office.office_id[:8]}-{row_id}"


def fetch_stored(office: Office, ledger: Ledger, rows: Iterable[PlanRow], ids: Iterable[int | None]) -> Stored:
    """The office's records, as they are now, that these rows may be or that have these ids."""
    spec = ledger.imports
    if spec is None:
        raise OfficeError(f"{ledger.title}不能从工作簿导入。")
    keys: dict[str, set[str]] = defaultdict(set)
    names: set[str] = set()
    for row in rows:
        for name in spec.keys:
            if name in row.values:
                keys[name].add(plain_key(ledger.fields[name], row.values[name]))
        if spec.asks_by in row.values:
            names.add(row.values[spec.asks_by])
    return Stored(office, ledger, {name: keys[name] for name in spec.keys}, names, {row_id for row_id in ids if row_id})


def _notes(sheet: Sheet, mapping: SheetMapping | None, read: SheetRows | None) -> list[str]:
    """What the clerk should know of a sheet before looking at its rows."""
    if mapping is None or read is None:
        return ["隐藏的工作表，没有导入" if sheet.hidden else "没有找到表头，没有导入"]
    used = {mapping.header.headings[at] for at in mapping.fields}
    notes = [f"“{heading}”列：{why}" for heading, why in mapping.unused if heading not in used]
    into = [mapping.header.headings[at] for at, name in mapping.fields.items() if name == INTO_REMARK]
    notes += [f"“{heading}”列：记入备注" for heading in into]
    notes += [read.note] * bool(read.note)
    notes += sheet.remarked
    hidden = sum(row > mapping.header.last for row in sheet.hidden_rows)
    notes += [f"有 {hidden} 行是隐藏的，也算在内"] * bool(hidden)
    notes += [f"有 {len(sheet.hidden_columns)} 列是隐藏的，也算在内"] * bool(sheet.hidden_columns)
    read_in = len(read.numbers)
    if read.stated and all(people != read_in for _, people in read.stated):
        at, people = read.stated[-1]
        notes.append(f"第 {at} 行写的合计是 {people} 人，读到的是 {read_in} 行，请核对")
    return notes


def _no_header(ledger: Ledger, workbooks: Iterable[Workbook]) -> OfficeError:
    files = "、".join(f"“{workbook.path.name}”" for workbook in workbooks)
    wanted = "、".join(ledger.fields[name].label for name in (ledger.imports.required if ledger.imports else ()))
    return OfficeError(f"在{files}里没有找到表头。", f"请确认前几行里有一行是各列的名称（至少有“{wanted}”和另一列）。")


def _already(office: Office, workbooks: Iterable[Workbook], labels: Iterable[str]) -> dict[str, str]:
    """File → when that same file was imported, unless that import was undone."""
    seen = office.settings.get(SEEN, {})
    found = {}
    for workbook, label in zip(workbooks, labels, strict=True):
        if workbook.sha256 in seen:
            change, at = seen[workbook.sha256]
            line = next(iter(office.changes(1, change + 1)), None)
            if line and line.id == change and not line.undone:
                found[label] = at
    return found
