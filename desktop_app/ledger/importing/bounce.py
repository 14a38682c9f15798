"""The workbook of rows that were not taken: as they came, the cell marked, the reason beside it (R3)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop_app.ledger.importing.headings import NAMELESS, REASON
from desktop_app.ledger.importing.plan import Plan, PlanRow, SheetPlanned, Verdict
from desktop_app.support.tasks import SILENT, Progress
from desktop_app.workbook.cells import BadCell, Cell
from desktop_app.workbook.plan import ColumnPlan, Marked, SheetPlan, Value
from desktop_app.workbook.write import write_workbook

_WIDEST_REASON = 60
_EXCEL_EXACT = 10**15


def write_bounce(plan: Plan, path: Path, progress: Progress = SILENT) -> int:
    """Write what was refused, and what was asked and not answered, one sheet for each sheet it came from; the number of rows.

    Nothing is written when nothing is left. Mended, the workbook can be imported as it is.
    """
    sheets = [(sheet, _rows_of(plan, sheet)) for sheet in plan.sheets]
    sheets = [(sheet, rows) for sheet, rows in sheets if rows]
    if sheets:
        several = len({sheet.file for sheet, _ in sheets}) > 1
        write_workbook(path, [_sheet(sheet, rows, several) for sheet, rows in sheets], progress, contents=False)
    return sum(len(rows) for _, rows in sheets)


def _rows_of(plan: Plan, sheet: SheetPlanned) -> list[PlanRow]:
    left = (Verdict.REFUSED, Verdict.ASK)
    return [row for row in plan.rows if row.verdict in left and (row.file, row.sheet) == (sheet.file, sheet.sheet)]


def _sheet(sheet: SheetPlanned, rows: Sequence[PlanRow], several: bool) -> SheetPlan:
    assert sheet.mapping is not None
    headings = _distinct(sheet.mapping.header.headings)
    columns = [ColumnPlan(heading) for heading in headings]
    name = f"{Path(sheet.file).stem} {sheet.sheet}" if several else sheet.sheet
    return SheetPlan("", [*columns, ColumnPlan(REASON, width=_WIDEST_REASON)], list(_lines(sheet, rows)), name=name)


def _distinct(headings: Sequence[str]) -> list[str]:
    """Every column with a heading, so that none is lost."""
    return [heading or NAMELESS.format(at) for at, heading in enumerate(headings, 1)]


def _lines(sheet: SheetPlanned, rows: Sequence[PlanRow]) -> Iterator[list[Value]]:
    assert sheet.mapping is not None
    width = len(sheet.mapping.header.headings)
    for row in rows:
        marked = {at for at, name in sheet.mapping.fields.items() if name in row.faults}
        cells = [*row.cells[:width], *[None] * (width - len(row.cells))]
        yield [*(_cell(cell, at in marked) for at, cell in enumerate(cells)), _reason(row)]


def _cell(cell: Cell, marked: bool) -> Value:
    value = cell.text if isinstance(cell, BadCell) else cell
    if isinstance(value, (int, float)) and abs(value) >= _EXCEL_EXACT:
        value = f"{value:.14E}"  # digits written out would look like a whole number that nobody wrote
    return Marked(value) if marked else value


def _reason(row: PlanRow) -> str:
    asked = "要您确定：" if row.verdict == Verdict.ASK else ""
    return f"第 {row.row} 行。{asked}{'；'.join(row.reasons)}"
