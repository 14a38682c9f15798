"""The two workbooks of a comparison: what the higher level is asked to put right, and what is ours to do."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop_app.ledger.cells import Unmasking
from desktop_app.ledger.comparing.comparison import KINDS, SIDES, Comparison, Difference, Side
from desktop_app.ledger.export import hash_of
from desktop_app.ledger.search_index import table_of
from desktop_app.storage.office import Office
from desktop_app.support.tasks import SILENT, Progress
from desktop_app.workbook.plan import ColumnPlan, SheetPlan, Value
from desktop_app.workbook.write import write_workbook

_WHY_WIDTH = 42
_HOW_WIDTH = 20
_WHERE_WIDTH = 24


def write_comparison(
    office: Office,
    found: Comparison,
    outdir: Path,
    progress: Progress = SILENT,
    *,
    unmasking: Unmasking | None = None,
) -> dict[Side, Path]:
    """Write 上级改 and 我方改 into a folder (made if need be); each is written also when there is nothing in it, to say so.

    With an unmasking in force numbers are whole, and the handing out is in the access log.
    """
    outdir.mkdir(parents=True, exist_ok=True)
    whole = unmasking is not None and unmasking.live
    written = {}
    for side, words in SIDES.items():
        path = outdir / f"{found.ledger.title}比对 {words}.xlsx"
        sheets = [_sheet(office, found, Side(side), whole)]
        if side == Side.WE and found.open:
            sheets.append(_asked(found))
        write_workbook(path, sheets, progress, contents=False)
        if whole and unmasking:
            ids = {each.row_id for each in found.of(Side(side)) if each.row_id is not None}
            what = f"比对 {path.name}（SHA-256 {hash_of(path)}）"
            office.log_access(what, {table_of(found.ledger.record): ids}, unmasking.purpose, unmasking.recipient)
        written[Side(side)] = path
    return written


def _sheet(office: Office, found: Comparison, side: Side, whole: bool) -> SheetPlan:
    branch = found.label(found.ledger.org_field)
    columns = [
        ColumnPlan("序号", width=6, align="center", kind="number"),
        ColumnPlan(found.label(found.ledger.searched[0])),
        *(ColumnPlan(found.label(name), align="center") for name in found.marks),
        *([ColumnPlan(branch, width=_WHERE_WIDTH)] if branch else []),
        ColumnPlan("差别", align="center"),
        ColumnPlan("项目"),
        ColumnPlan("台账里", width=_HOW_WIDTH),
        ColumnPlan("上级库里", width=_HOW_WIDTH),
        ColumnPlan("说明", width=_WHY_WIDTH),
        ColumnPlan("上级库行号", kind="number", align="center"),
    ]
    some = found.of(side)
    title = f"{found.ledger.title}与上级库比对：{SIDES[side]}"
    right = f"{office.clock.today().isoformat()}　共 {len(some):,} 处"
    return SheetPlan(
        title,
        columns,
        list(_lines(found, some, whole)),
        name=SIDES[side],
        note_left=f"{office.name}　比对文件：{found.file}",
        note_right=right,
        freeze_columns=2,
    )


def _lines(found: Comparison, some: Sequence[Difference], whole: bool) -> Iterator[list[Value]]:
    for at, each in enumerate(some, 1):
        marks = [_mark(found, name, each.about.get(name), whole) for name in found.marks]
        where = [each.branch] if found.ledger.org_field else []
        here, there = found.shown(each, whole=whole)
        yield [
            at, each.name, *marks, *where, KINDS[each.kind], found.label(each.field), here, there, each.why, each.row or None
        ]  # fmt: skip


def _mark(found: Comparison, name: str, value: Any, whole: bool) -> str:
    kind = found.ledger.fields[name]
    if value is None:
        return ""
    return kind.show(value) if whole or not kind.sensitive else kind.mask(value)


def _asked(found: Comparison) -> SheetPlan:
    columns = [
        ColumnPlan("上级库行号", kind="number", align="center"),
        ColumnPlan("姓名"),
        ColumnPlan("要确定的", width=_WHY_WIDTH),
    ]
    rows = [(ask.row, ask.name, ask.reason) for ask in found.open]
    return SheetPlan("只凭姓名对上、还没有确定的", columns, rows, name="待确定")
