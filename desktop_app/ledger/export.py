"""What is on the screen as a workbook: its columns, its filter, its order (X9). Sensitive values masked unless handed out for a purpose.

A hidden last column names each record, so that the workbook, edited, updates the same records when it is taken back in. The PDF
of the same table is table_paper.py's.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.ledger.cells import Cells, Discretion, Unmasking, is_sensitive
from desktop_app.ledger.declaration import Column
from desktop_app.ledger.importing.headings import RECORD_KEY
from desktop_app.ledger.importing.planner import record_key
from desktop_app.ledger.query import LedgerQuery
from desktop_app.people.fields import Reference
from desktop_app.support.tasks import SILENT, Progress
from desktop_app.workbook.plan import ColumnPlan, SheetPlan
from desktop_app.workbook.write import write_workbook

PAGE = 500
"""Rows fetched at once."""


@dataclass(frozen=True)
class Exported:
    """What was written: how many rows, and the file's SHA-256."""

    rows: int
    sha256: str


def export_workbook(
    query: LedgerQuery,
    columns: Sequence[Column],
    path: Path,
    *,
    unmasking: Unmasking | None = None,
    note: str = "",
    progress: Progress = SILENT,
) -> Exported:
    """Write the listed rows to `path`. With an unmasking numbers are whole, and the handing out is logged with the file's hash."""
    ids = query.ids()
    cells = Cells(query.ledger, query.office.clock.today(), unmasking)
    whole = cells.whole
    write_workbook(path, [_sheet(query, columns, cells, ids, note, progress)], progress)
    sha256 = hash_of(path)
    if whole and unmasking and is_sensitive(query.ledger, columns):
        unmasking.log(f"导出 {path.name}（SHA-256 {sha256}）", query.ledger, ids)
    return Exported(len(ids), sha256)


def _sheet(
    query: LedgerQuery, columns: Sequence[Column], cells: Cells, ids: Sequence[int], note: str, progress: Progress
) -> SheetPlan:
    plans = [_column_plan(query, column) for column in columns]
    return SheetPlan(
        query.ledger.title,
        [*plans, ColumnPlan(RECORD_KEY, hidden=True)],
        _rows(query, columns, cells, ids, progress),
        note_left=note or query.office.name,
        note_right=f"{query.office.clock.today().isoformat()}　共 {len(ids):,} {query.ledger.unit}",
        count=len(ids),
        freeze_columns=1,
    )


def _column_plan(query: LedgerQuery, column: Column) -> ColumnPlan:
    kind = query.ledger.fields.get(column.name)
    heading = query.ledger.heading(column)
    if kind is None or column.compute or isinstance(kind, Reference):
        return ColumnPlan(heading, align=column.align or (kind.align if kind else "left"))
    styled = column.style is not None
    return ColumnPlan(heading, align=column.align or kind.align, kind="text" if styled else kind.excel)


def _rows(
    query: LedgerQuery, columns: Sequence[Column], cells: Cells, ids: Sequence[int], progress: Progress
) -> Iterator[list[Any]]:
    writers = [cells.paper_writer(column) for column in columns]
    discretion = Discretion(query.ledger, columns, whole=cells.whole)
    for some in batched_ids(ids):
        progress.check()
        for row_id, slots in zip(some, query.page(some, discretion.columns), strict=True):
            line = discretion.hide([write(slot) for write, slot in zip(writers, slots, strict=False)], slots)
            line.append(record_key(query.office, row_id))
            yield line


def batched_ids(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The ids by the page."""
    return (ids[start : start + PAGE] for start in range(0, len(ids), PAGE))


def hash_of(path: Path) -> str:
    """The file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
