"""What is on the screen as a printed table: its columns, its filter, its order, on landscape pages (X9, X11).

The workbook of the same table is export.py's, papers of another shape are the features'.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop_app.ledger.cells import Cells, Discretion, Unmasking, is_sensitive
from desktop_app.ledger.declaration import Column
from desktop_app.ledger.export import Exported, batched_ids, hash_of
from desktop_app.ledger.ordering import STROKES
from desktop_app.ledger.paper_words import branch_shown, foot_places, paper_foot, paper_title
from desktop_app.ledger.query import LedgerQuery
from desktop_app.paper.long_table import PaperColumn, TablePaper, section
from desktop_app.paper.measures import PaperSize
from desktop_app.paper.table import Row
from desktop_app.storage.kind import Kind
from desktop_app.support.spans import chinese_day
from desktop_app.support.tasks import SILENT, Progress

COUNTER = "序号"
_SHORT_WORDS = 8
"""Characters up to which a code or a choice stands on one line: 大学本科毕业."""


def print_table(
    query: LedgerQuery,
    columns: Sequence[Column],
    path: Path,
    *,
    title: str = "",
    unmasking: Unmasking | None = None,
    size: PaperSize = "A4",
    landscape: bool = True,
    by_org: bool = False,
    progress: Progress = SILENT,
) -> Exported:
    """Write the listed rows to `path` as a PDF. With an unmasking numbers are whole, and the handing out is logged.

    `by_org` puts each organisation's rows under its name, counted from 1, where the list is in the tree's order.
    """
    ids = query.ids()
    cells = Cells(query.ledger, query.office.clock.today(), unmasking)
    whole = cells.whole
    sectioned = by_org and _in_tree_order(query)
    if sectioned:
        columns = [column for column in columns if column.name != query.ledger.org_field]
    rows = _Rows(query, columns, cells, ids, progress)
    paper = TablePaper(
        title or paper_title(query),
        [PaperColumn(COUNTER, wrap=False), *(_paper_column(query, column) for column in columns)],
        rows.by_org() if sectioned else rows.plain(),
        unit_left=f"填报单位：{branch_shown(query) or paper_foot(query.office)['unit']}",
        date_right=f"{chinese_day(query.office.clock.today())}　共 {len(ids):,} {query.ledger.unit}",
        foot=foot_places(query.office),
        size=size,
        landscape=landscape,
    )
    paper.write(path, progress)
    sha256 = hash_of(path)
    if whole and unmasking and is_sensitive(query.ledger, columns):
        unmasking.log(f"打印 {path.name}（SHA-256 {sha256}）", query.ledger, ids)
    return Exported(len(ids), sha256)


def _in_tree_order(query: LedgerQuery) -> bool:
    """Whether one organisation's rows stand together."""
    return bool(
        query.ledger.org_field and query.order and query.order[0][0].removesuffix(STROKES) == query.ledger.org_field
    )


def _paper_column(query: LedgerQuery, column: Column) -> PaperColumn:
    kind = query.ledger.fields.get(column.name)
    align = column.align or (kind.align if kind and not column.compute else "left")
    whole = bool(kind and not column.compute and (kind.sort == "name" or _is_short_list(kind)))
    return PaperColumn(query.ledger.heading(column), align, wrap=not whole)


def _is_short_list(kind: Kind) -> bool:
    options = getattr(kind, "options", None)
    return bool(options) and max((len(shown) for _, shown in options()), default=0) <= _SHORT_WORDS


class _Rows:
    """The rows of a list in words, a page of the office at a time."""

    def __init__(
        self, query: LedgerQuery, columns: Sequence[Column], cells: Cells, ids: Sequence[int], progress: Progress
    ) -> None:
        self._query = query
        self._columns = columns
        self._cells = cells
        self._writers = [cells.writer(column) for column in columns]
        self._ids = ids
        self._progress = progress

    def plain(self) -> Iterator[Row]:
        """All rows, counted through."""
        for number, (_, words) in enumerate(self._read(self._columns), start=1):
            yield [f"{number}", *words]

    def by_org(self) -> Iterator[Row]:
        """Under each organisation its own rows."""
        org = self._query.ledger.column(self._query.ledger.org_field)
        before, number = None, 0
        for name, words in self._read([*self._columns, org]):
            if name != before:
                before, number = name, 0
                yield section(name)
            number += 1
            yield [f"{number}", *words]

    def _read(self, columns: Sequence[Column]) -> Iterator[tuple[str, list[str]]]:
        """The last column's value as it is, and the words of those to be printed."""
        done = 0
        discretion = Discretion(self._query.ledger, columns, whole=self._cells.whole)
        for some in batched_ids(self._ids):
            self._progress.report(done, len(self._ids), "读取")
            for slots in self._query.page(some, discretion.columns):
                words = [write(slot) for write, slot in zip(self._writers, slots, strict=False)]
                yield str(slots[len(columns) - 1] or ""), discretion.hide(words, slots)
            done += len(some)
