"""Makes the plan of taking a folder of returned workbooks back: reads them, compares, says what would change. Writes nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.finding import OrgFinder
from desktop_app.ledger.importing.matching import Stored
from desktop_app.ledger.record_rules import record_faults
from desktop_app.ledger.rounds.additions import plan_new_rows
from desktop_app.ledger.rounds.columns import RoundColumn, RowReader, columns_of
from desktop_app.ledger.rounds.comparing import Comparison, Here, Version
from desktop_app.ledger.rounds.contacts import unreturned
from desktop_app.ledger.rounds.kept import Round, SentRow, rounds
from desktop_app.ledger.rounds.matching import REMATCHED, Matcher
from desktop_app.ledger.rounds.plan import KEEP, CollectPlan, FileRead, Item, Said, Why, values_taken
from desktop_app.ledger.rounds.reading import CellJudge
from desktop_app.ledger.rounds.returned import Bases, Returned, ReturnedRow, Understanding
from desktop_app.people.chart import Chart
from desktop_app.people.versions import load_history
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress, many_objects
from desktop_app.workbook.cells import Workbook
from desktop_app.workbook.worker import read_workbook_safely

ENDINGS = frozenset((".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv"))
_NO_ROW = "（没有这一行）"
_AT_ONCE = 3


def plan_collect(
    office: Office,
    ledger: Ledger,
    folder: Path | Sequence[Path],
    progress: Progress = SILENT,
) -> CollectPlan:
    """The plan of taking these workbooks (a folder with everything below it, or files) back into the ledger.

    A file that can't be read or is none of ours is told in the plan and stops nothing. OfficeError where nothing was ever sent.
    """
    kept = rounds(office, ledger)
    if not kept:
        raise OfficeError(f"{ledger.title}还没有下发过。", "先用“下发”给支部发表，再把填好的收回来。")
    with many_objects():
        return Collecting(office, ledger, kept, progress).run(workbook_files(folder))


def workbook_files(folder: Path | Sequence[Path]) -> list[Path]:
    """The workbooks of a folder in the order of their names, without what an open Excel leaves beside them."""
    if not isinstance(folder, Path):
        return list(folder)
    if not folder.is_dir():
        raise OfficeError(f"没有文件夹“{folder}”。", "请确认路径，把支部交回的表都放在一个文件夹里。")
    found = [
        path for path in sorted(folder.rglob("*")) if path.suffix.lower() in ENDINGS and not path.name.startswith(("~$", "."))
    ]  # fmt: skip
    if not found:
        raise OfficeError(f"文件夹“{folder.name}”里没有工作簿。", "请选择放着支部交回的表的文件夹。")
    return found


class Collecting:
    """One collection while it is being planned."""

    def __init__(self, office: Office, ledger: Ledger, kept: Sequence[Round], progress: Progress) -> None:
        self._office = office
        self._ledger = ledger
        self._progress = progress
        self._chart: Chart = load_history(office.database).on(office.clock.today())
        self._columns = columns_of(ledger)
        self._bases = Bases(office, kept)
        self._orgs = OrgFinder(office)
        self._plan = CollectPlan(ledger, kept, self._columns)
        self._versions: dict[int, list[Version]] = defaultdict(list)
        self._absent: dict[int, list[tuple[Returned, SentRow]]] = defaultdict(list)
        self._strays: list[tuple[Returned, list[ReturnedRow]]] = []
        self._locked: list[tuple[Returned, str]] = []

    def run(self, files: Sequence[Path]) -> CollectPlan:
        books = self._read(files)
        for book in self._progress.over(books, len(books), "对照下发的底稿", 1):
            self._match(book)
        here = self._here([*self._versions, *self._absent])
        self._compare(here)
        self._ask_about_absent(here)
        self._take_new()
        self._tell_files(books)
        self._tell_missing(books)
        return self._plan

    # Reading.

    def _read(self, files: Sequence[Path]) -> list[Returned]:
        understanding = Understanding(self._office, self._bases, self._columns, self._ledger.title)
        books: list[Returned] = []
        seen: dict[str, str] = {}
        names = _names(files)
        with _readings(files, self._progress) as readings:
            for path, read in self._progress.over(zip(files, readings, strict=True), len(files), "读取交回的表", 1):
                try:
                    book = read.result()
                    if book.sha256 in seen:
                        raise OfficeError(f"“{names[path]}”与“{seen[book.sha256]}”一模一样，只收一份。")
                    seen[book.sha256] = names[path]
                    renamed = Workbook(Path(names[path]), book.kind, book.sha256, book.sheets)
                    books.append(understanding.read(renamed))
                except OfficeError as refusal:
                    self._plan.refused.append((names[path], str(refusal)))
        return books

    def _match(self, book: Returned) -> None:
        sent = self._bases.rows(book.sent, book.org)
        wanted = {column.name: column for column in self._columns}
        columns = [wanted[name] for name in book.sent.columns if name in wanted]
        matcher = Matcher(self._ledger, columns, _in_order(book.sent, sent, columns))
        named = [self._by_key(book, row) for row in book.rows]
        found = matcher.match(book.rows, named)
        by_id = {row.id: row for row in sent}
        for row, base in found.pairs:
            self._versions[base.id].append(Version(book, row, by_id[base.id]))
        for base in found.absent:
            self._absent[base.id].append((book, by_id[base.id]))
        if found.strays:
            self._strays.append((book, found.strays))
        if found.rematched:
            book.notes.append(f"{len(found.rematched)} 行{REMATCHED}")

    def _by_key(self, book: Returned, row: ReturnedRow) -> SentRow | None:
        found = self._bases.find(row.key)
        return found[1] if found and found[0] == book.org else None

    # Comparing.

    def _here(self, ids: Iterable[int]) -> Mapping[int, Here]:
        wanted = sorted(set(ids))
        stored = Stored(self._office, self._ledger, {}, set(), set(wanted))
        read = RowReader(self._office, self._ledger, self._columns).read(wanted)
        title = self._ledger.searched[0]
        names = [column.name for column in self._columns]
        found = {}
        for row_id, (values, texts) in read.items():
            shown = [column.text(text, whole=True) for column, text in zip(self._columns, texts, strict=True)]
            found[row_id] = Here(
                str(stored.values(row_id)[title] or ""),
                stored.listed[row_id],
                dict(zip(names, values, strict=True)),
                dict(zip(names, shown, strict=True)),
            )
        return found

    def _compare(self, here: Mapping[int, Here]) -> None:
        comparison = Comparison(self._columns, CellJudge(self._office, self._ledger, self._orgs))
        versions = self._versions
        for row_id in self._progress.over(versions, len(versions), "三方对照", 500):
            if row_id not in here:
                continue
            outcome = comparison.compare(row_id, versions[row_id], here[row_id])
            self._plan.items += outcome.items
            self._plan.kept += outcome.kept
            self._plan.agreed += outcome.agreed
            self._plan.same += not outcome.items
            self._locked += outcome.locked
        self._judge_records()

    def _judge_records(self) -> None:
        """What the ledger itself says to the records as they would be: new doubts are told, what can't be stored is not taken."""
        by_record: dict[int, list[Item]] = defaultdict(list)
        for item in self._plan.items:
            by_record[item.row_id].append(item)
        stored = Stored(self._office, self._ledger, {}, set(), set(by_record))
        for row_id, items in by_record.items():
            now = stored.values(row_id)
            whole = now | values_taken(items)
            faults = record_faults(self._ledger, whole, self._office, row_id)
            if faults:
                _refuse(items, faults)
            elif self._ledger.imports and self._ledger.imports.check:
                before = set(self._ledger.imports.check(now, self._office))
                items[0].doubts += [d for d in self._ledger.imports.check(whole, self._office) if d not in before]

    def _tell_files(self, books: Sequence[Returned]) -> None:
        new = {book.file: len(rows) for book, rows in self._strays}
        for book in books:
            told = Counter(heading for locked, heading in self._locked if locked is book)
            notes = [f"{rows} 行改了“{heading}”，这一列只看不收" for heading, rows in told.items()]
            node = self._chart.nodes.get(book.org)
            name = node.short_name if node else Path(book.sent.orgs[book.org]).stem
            rows = sum(row.typed for row in book.rows)
            added = new.get(book.file, 0)
            self._plan.files.append(
                FileRead(book.file, book.org, name, book.sent.title, rows, added, (*book.notes, *notes))
            )
            self._plan.returned.setdefault(book.sent.id, []).append(book.org)

    def _ask_about_absent(self, here: Mapping[int, Here]) -> None:
        for row_id, books in self._absent.items():
            now = here.get(row_id)
            if row_id in self._versions or now is None or not now.listed:
                continue
            book, base = books[0]
            if self._ledger.org_field in now.values and now.values[self._ledger.org_field] != book.org:
                continue
            returned = (Said(None, _NO_ROW, book.file, 0, book.org),) if self._ledger.deletes else ()
            texts = "、".join(text for text in list(base.texts)[:3] if text)
            place = now.texts.get(self._ledger.org_field, "")
            reason = "支部交回的表里没有这一行，请问清原因"
            reason += "" if self._ledger.deletes else "；已转出、去世的用相应的办理事项办"
            self._plan.items.append(
                Item(Why.DELETED, row_id, now.name, book.org, None, Said(None, texts), returned, Said(None, place), None, reason)
            )  # fmt: skip

    # New rows, and who has not returned anything.

    def _take_new(self) -> None:
        if self._strays:
            edited = {item.row_id for item in self._plan.items}
            plan_new_rows(self._office, self._plan, self._strays, self._orgs, edited, self._progress)

    def _tell_missing(self, books: Sequence[Returned]) -> None:
        names = [each.id for each in self._plan.rounds if each.id in self._plan.returned]
        newest = next((each for each in self._plan.rounds if each.id in names), self._plan.rounds[0])
        now = [book.org for book in books if book.sent.id == newest.id]
        self._plan.missing = unreturned(self._office, newest, now)


class _Quiet(Progress):
    """Hears of the clerk's cancelling; what one of many files says of itself would only flicker."""

    def __init__(self, outer: Progress) -> None:
        super().__init__()
        self._outer = outer

    def check(self) -> None:
        self._outer.check()


@contextmanager
def _readings(files: Sequence[Path], progress: Progress) -> Iterator[list["Future[Workbook]"]]:
    """Each file's reading in order, some at once: every one runs in a process of its own, so that a hostile file harms nobody."""
    quiet = _Quiet(progress)
    with ThreadPoolExecutor(_AT_ONCE, "collect") as pool:
        futures = [pool.submit(read_workbook_safely, path, quiet) for path in files]
        try:
            yield futures
        finally:
            for future in futures:
                future.cancel()


def _in_order(sent: Round, rows: Sequence[SentRow], columns: Sequence[RoundColumn]) -> list[SentRow]:
    """The rows with the columns that are still declared."""
    places = [sent.columns.index(column.name) for column in columns]
    return [SentRow(row.id, [row.values[at] for at in places], [row.texts[at] for at in places]) for row in rows]


def _names(files: Sequence[Path]) -> dict[Path, str]:
    """What each file is called in the plan: with its folder where two have one name."""
    plain = [path.name for path in files]
    return {path: path.name if plain.count(path.name) == 1 else f"{path.parent.name}＞{path.name}" for path in files}


def _refuse(items: Sequence[Item], faults: Mapping[str, str]) -> None:
    """The items that can't be stored keep what is here."""
    named = [item for item in items if item.column and item.column.name in faults]
    for item in named or items:
        column = item.column.name if item.column else ""
        item.why, item.answer = Why.UNREADABLE, KEEP
        item.reason = faults.get(column) or "；".join(faults.values())
