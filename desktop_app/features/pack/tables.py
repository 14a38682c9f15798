"""A ledger's part of a folder: its rows of the span as a PDF and as a sheet of the folder's workbook, its papers, its attachments.

Personal lists are self-criticism: outside a pack that asked for them with a reason they are counted and not shown (P11).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.features.pack.catalogue import LedgerItem
from desktop_app.ledger.cells import Cells, Unmasking, to_the_estate
from desktop_app.ledger.declaration import Column, Condition, Ledger, RecordPaper
from desktop_app.ledger.export import batched_ids
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.ledger.search_index import table_of
from desktop_app.people.fields import Reference
from desktop_app.people.files import RecordFile, files_of
from desktop_app.people.links import End
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import Progress
from desktop_app.workbook.plan import ColumnPlan, SheetPlan

PERSONAL: Mapping[str, str] = {"problem_lists": "member", "problem_items": "member"}
"""Ledgers of self-criticism, and the field that says whose."""
_LEFT_OUT: Mapping[str, frozenset[str]] = {
    "talks": frozenset(("notes",)),
    "appraisals": frozenset(("opinion",)),
    "condolences": frozenset(("hardship", "remark")),
}
"""What of people's health and talks stays in the office (domain.md §10)."""
_HOMES: Mapping[str, str] = {"visits": "household"}
"""The field in which a ledger points at somebody's home: its address is masked as any other."""
_MOST_PAPERS = 10_000
"""Single papers of one kind in a pack: a year's minutes of a centre with 139 branches. More are printed branch by branch."""


@dataclass(frozen=True)
class Portion:
    """The rows of one ledger that go into the pack; `withheld` personal ones are only counted."""

    item: LedgerItem
    query: LedgerQuery
    ids: Sequence[int]
    withheld: int = 0

    @property
    def ledger(self) -> Ledger:
        """Whose rows they are."""
        return self.item.ledger

    def columns(self, unmasking: Unmasking | None) -> list[Column]:
        """The columns shown: those of everyday, without what stays in the office; homes to the 小区 unless unmasked."""
        out = _LEFT_OUT.get(self.ledger.key, frozenset())
        homes = _HOMES.get(self.ledger.key, "") if unmasking is None else ""
        shown = [column for column in self.ledger.columns if not column.hidden and column.name not in out]
        return [to_the_estate(self.ledger, column) if column.name == homes else column for column in shown]

    @property
    def name(self) -> str:
        """走访记录台账, 党员花名册. An Evidence of the folder may be called as the ledger is (学习计划): this tells its table apart."""
        title = self.item.title.removesuffix("台账")
        return title if title.endswith(("册", "表")) else f"{title}台账"

    def told(self) -> str:
        """共 12 份；党员个人清单 427 份只列数量."""
        count = f"共 {len(self.ids):,} {self.ledger.unit}"
        return f"{count}；党员个人的 {self.withheld:,} {self.ledger.unit}只列数量" if self.withheld else count


def portion(office: Office, item: LedgerItem, span: Span, *, personal: bool) -> Portion:
    """The item's rows of the span."""
    asked = Asked(view=item.view, conditions=_within(item, span))
    query = LedgerQuery(office, item.ledger, asked)
    whose = PERSONAL.get(item.ledger.key)
    if personal or whose is None:
        return Portion(item, query, query.ids())
    withheld = query.asking(conditions=(*asked.conditions, Condition(whose, "不为空"))).count()
    shown = query.asking(conditions=(*asked.conditions, Condition(whose, "为空")))
    return Portion(item, shown, shown.ids(), withheld)


def _within(item: LedgerItem, span: Span) -> tuple[Condition, ...]:
    if not item.day:
        return ()
    if item.is_by_year:
        return (Condition(item.day, "介于", (str(span.start.year), str(span.end.year))),)
    return (Condition(item.day, "介于", (span.start.isoformat(), span.end.isoformat())),)


def _period(item: LedgerItem, span: Span) -> str:
    """Of when the rows are, as their title says it: what is kept by years is of its years whatever the span."""
    if not item.day:
        return ""
    if not item.is_by_year:
        return span.title()
    first, last = span.start.year, span.end.year
    return f"{first}年度" if first == last else f"{first}至{last}年度"


def sheet(part: Portion, unmasking: Unmasking | None, progress: Progress) -> SheetPlan:
    """The rows as a sheet; numbers masked without an unmasking."""
    query, ledger = part.query, part.ledger
    cells = Cells(ledger, query.office.clock.today(), unmasking)
    return SheetPlan(
        part.item.title,
        [_column_plan(ledger, column) for column in part.columns(unmasking)],
        _rows(part, part.columns(unmasking), cells, progress),
        note_left=query.office.name,
        note_right=part.told(),
        count=len(part.ids),
        freeze_columns=1,
    )


def _column_plan(ledger: Ledger, column: Column) -> ColumnPlan:
    kind, heading = ledger.fields.get(column.name), ledger.heading(column)
    plain = kind is None or column.compute or column.style or isinstance(kind, Reference)
    align = column.align or (kind.align if kind and not column.compute else "left")
    return ColumnPlan(heading, align=align, kind="text" if plain or kind is None else kind.excel)


def _rows(part: Portion, columns: Sequence[Column], cells: Cells, progress: Progress) -> Iterator[list[Any]]:
    writers = [cells.paper_writer(column) for column in columns]
    for some in batched_ids(part.ids):
        progress.check()
        for slots in part.query.page(some, columns):
            yield [write(slot) for write, slot in zip(writers, slots, strict=True)]


def write_pdf(part: Portion, path: Path, span: Span, unmasking: Unmasking | None, progress: Progress) -> None:
    """The rows as a printed table."""
    # Here, because reportlab must not be paid for before a pack is made.
    from desktop_app.ledger.table_paper import print_table

    title = f"{_period(part.item, span)}{part.name}"
    print_table(part.query, part.columns(unmasking), path, title=title, unmasking=unmasking, progress=progress)


def papers(part: Portion) -> list[RecordPaper]:
    """The papers of single records that the catalogue asks of this ledger."""
    return [paper for paper in part.ledger.offers.record_papers if paper.key in part.item.papers and part.ids]


def count_files(office: Office, part: Portion) -> int:
    """How many files the rows come to: their table, their papers, their attachments."""
    if not part.ids:
        return 0
    of_papers = (len(part.ids) if paper.one else 1 for paper in papers(part) if not too_many(paper, part))
    return 1 + sum(of_papers) + sum(not file.missing for _, file in attachments(office, part))


def too_many(paper: RecordPaper, part: Portion) -> bool:
    """Whether these single papers are printed branch by branch instead."""
    return paper.one and len(part.ids) > _MOST_PAPERS


def attachments(office: Office, part: Portion) -> Iterator[tuple[int, RecordFile]]:
    """(record, file) of every file of the rows, those whose bytes are missing too."""
    table = table_of(part.ledger.record)
    rows = office.database.rows("SELECT DISTINCT x_id FROM record_file WHERE x_table = ?", (table,))
    having = {row for (row,) in rows}
    for number in part.ids:
        if number in having:
            yield from ((number, file) for file in files_of(office, End(table, number)))


def titles(part: Portion) -> list[str]:
    """What each of the rows is called, for the names of its papers."""
    first = part.ledger.searched[0] if part.ledger.searched else ""
    shown = next((column for column in part.ledger.columns if column.name == first), None)
    if shown is None:
        return [""] * len(part.ids)
    cells = Cells(part.ledger, part.query.office.clock.today())
    write = cells.writer(shown)
    return [write(slots[0]) for some in batched_ids(part.ids) for slots in part.query.page(some, [shown])]
