"""Writes one workbook a branch into a folder, all of them or none, and keeps what was sent."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.ledger.cells import Unmasking
from desktop_app.ledger.declaration import Condition, Ledger
from desktop_app.ledger.export import hash_of
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.ledger.rounds.book import BranchBook
from desktop_app.ledger.rounds.columns import RoundColumn, RowReader, columns_of, groups_of, spec_of
from desktop_app.ledger.rounds.kept import Round, SentRow, keep, new_round
from desktop_app.people.chart import Chart
from desktop_app.people.versions import load_history
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress
from desktop_app.workbook.write import write_workbook

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST_NAME = 80
_TOLD = 3


@dataclass(frozen=True)
class SentBook:
    """One workbook as it was written."""

    org: int
    org_name: str
    path: Path
    rows: int
    sha256: str


@dataclass(frozen=True)
class Distributed:
    """What went out."""

    round: Round
    books: tuple[SentBook, ...]

    @property
    def rows(self) -> int:
        """Records in all."""
        return sum(book.rows for book in self.books)


def of_span(ledger: Ledger, days: Span) -> tuple[Asked, str]:
    """What a round of one month asks for, and what it is called: 2016年12月会议与学习月报. OfficeError where rounds have no month."""
    if ledger.round is None or not ledger.round.day:
        raise OfficeError(f"{ledger.title}不能按月下发。", "请去掉月份。")
    condition = Condition(ledger.round.day, "介于", (str(days.start), str(days.end)))
    return Asked(conditions=(condition,)), f"{days.title()}{ledger.title}月报"


def distribute(
    office: Office,
    ledger: Ledger,
    outdir: Path,
    round_title: str = "",
    orgs: Iterable[int] | None = None,
    columns: Iterable[str] | None = None,
    progress: Progress = SILENT,
    *,
    asked: Asked | None = None,
    unmasking: Unmasking | None = None,
) -> Distributed:
    """One workbook for each open branch at or under `orgs` (all by default), named by its short name, into `outdir`.

    `columns` are fields out of the ledger's RoundSpec (all by default); `asked` narrows the rows (a view, conditions), its organisation
    doesn't count. Without an unmasking that is in force numbers, telephones and addresses go out with stars; with one each workbook
    is in the access log. OfficeError where a file of that name is there already; whatever happens, no half of it is left in the folder.
    """
    chart = load_history(office.database).on(office.clock.today())
    branches = branches_of(chart, orgs)
    files = _targets(outdir, chart, branches)
    chosen = columns_of(ledger, columns)
    whole = unmasking is not None and unmasking.live
    title = round_title.strip() or f"{ledger.title}核对表"
    sent = new_round(ledger, title, office.clock.today().isoformat(), [c.name for c in chosen], whole)
    sent.orgs = {org: path.name for org, path in files.items()}
    sending = _Sending(office, ledger, sent, chosen, chart, asked or Asked())
    try:
        books = [
            sending.write(org, files[org]) for org in progress.over(branches, len(branches), "写出各支部的工作簿", 1)
        ]
        keep(office, sent, sending.rows)
        if whole and unmasking and (ledger.confided or any(column.sensitive for column in chosen)):
            _log(office, ledger, unmasking, books, sending)
    except BaseException:
        for path in files.values():
            path.unlink(missing_ok=True)
        raise
    return Distributed(sent, tuple(books))


def branches_of(chart: Chart, orgs: Iterable[int] | None = None) -> list[int]:
    """The open branches at or under these organisations, in the official order."""
    wanted = None if orgs is None else frozenset().union(*(chart.under(org) for org in orgs))
    found = [org for org, _ in chart.order if chart.nodes[org].is_home and (wanted is None or org in wanted)]
    if not found:
        raise OfficeError(
            "没有可以下发的党支部。", "请选一个党支部，或有党支部的上级；组织树是空的，先在组织管理里建立。"
        )
    return found


class _Sending:
    """One round while it is being written; `rows` is what each branch was sent."""

    def __init__(
        self,
        office: Office,
        ledger: Ledger,
        sent: Round,
        columns: Sequence[RoundColumn],
        chart: Chart,
        asked: Asked,
    ) -> None:
        self._office = office
        self._ledger = ledger
        self._sent = sent
        self._columns = columns
        self._names = [column.name for column in columns]
        self._chart = chart
        self._asked = asked
        self._reader = RowReader(office, ledger, columns)
        self.rows: dict[int, list[SentRow]] = {}

    def write(self, org: int, path: Path) -> SentBook:
        rows = self.rows[org] = self._rows_of(org)
        node = self._chart.nodes[org]
        book = BranchBook(
            self._office, self._ledger, self._sent, self._columns, org, node.name, groups_of(self._chart, org), rows
        )
        write_workbook(path, book.sheets(), contents=False)
        return SentBook(org, node.short_name, path, len(rows), hash_of(path))

    def _rows_of(self, org: int) -> list[SentRow]:
        spec, asked = spec_of(self._ledger), replace(self._asked, org=org)
        if spec.rows:
            ids = list(spec.rows(self._office, org, asked))
        else:
            ids = list(LedgerQuery(self._office, self._ledger, asked).ids())
        read = self._reader.read(ids)
        return [SentRow(row_id, read[row_id][0], self._texts(read[row_id][1])) for row_id in ids if row_id in read]

    def _texts(self, shown: Sequence[object]) -> list[str]:
        whole, confided = self._sent.whole, self._ledger.confided
        texts = [column.text(value, whole=whole) for column, value in zip(self._columns, shown, strict=True)]
        if confided is None or whole or not dict(zip(self._names, shown, strict=True)).get(confided.by):
            return texts
        return [
            confided.words if text and name in confided.fields else text
            for name, text in zip(self._names, texts, strict=True)
        ]


def _log(office: Office, ledger: Ledger, unmasking: Unmasking, books: Sequence[SentBook], sending: _Sending) -> None:
    from desktop_app.ledger.search_index import table_of

    for book in books:
        ids = [row.id for row in sending.rows[book.org]]
        what = f"下发 {book.path.name}（SHA-256 {book.sha256}）"
        office.log_access(what, {table_of(ledger.record): ids}, unmasking.purpose, unmasking.recipient or book.org_name)


def _targets(outdir: Path, chart: Chart, branches: Sequence[int]) -> dict[int, Path]:
    """A file for each branch, none of which is there yet."""
    if not outdir.exists():
        try:
            outdir.mkdir(parents=True)
        except OSError as error:
            raise OfficeError(f"建不了文件夹“{outdir}”。", "请换一个文件夹。") from error
    names = file_names(chart, branches)
    files = {org: outdir / f"{name}.xlsx" for org, name in names.items()}
    there = [path.name for path in files.values() if path.exists()]
    if there:
        told = "、".join(there[:_TOLD]) + (f"等 {len(there)} 个文件" if len(there) > _TOLD else "")
        raise OfficeError(f"文件夹“{outdir.name}”里已经有{told}。", "里面可能有支部填好的表。请换一个空文件夹。")
    return files


def file_names(chart: Chart, branches: Sequence[int]) -> dict[int, str]:
    """Each branch's short name as a file may be called; with its superior's where two are called the same."""
    names = {org: safe_name(chart.nodes[org].short_name) for org in branches}
    many = _repeated(names.values())
    for org, name in names.items():
        above = chart.nodes[org].parent_id
        if name.lower() in many and above is not None:
            names[org] = safe_name(f"{chart.nodes[above].short_name}-{chart.nodes[org].short_name}")
    many = _repeated(names.values())
    return {org: f"{name}（{org}）" if name.lower() in many else name for org, name in names.items()}


def _repeated(names: Iterable[str]) -> set[str]:
    lowered = [name.lower() for name in names]
    return {name for name in lowered if lowered.count(name) > 1}


def safe_name(text: str) -> str:
    """A name that Windows, WPS and a U disk take."""
    name = " ".join(_UNFIT.sub(" ", text).split())[:_LONGEST_NAME].strip(" .")
    return f"{name}_" if _RESERVED.fullmatch(name) else name or "未命名"
