"""The summary as a workbook: the same numbers as the paper, and a last sheet on which formulas count each again from the detail sheets.

What goes upward leaves the detail and the check out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from desktop_app.features.summary.chapters import in_order
from desktop_app.features.summary.detail import Details, DetailSheet, Mark, details
from desktop_app.features.summary.forms import CHANGES, ORGANISATIONS, SHEET, org_columns
from desktop_app.features.summary.reckoning import (
    COMPARISON,
    COMPOSITION,
    Line,
    OrgRow,
    OrgTable,
    by_organisation,
    lines,
    spoken_heading,
)
from desktop_app.ledger.figures import Figure
from desktop_app.ledger.forms import FormColumn, form_of
from desktop_app.ledger.paper_words import paper_foot
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span, chinese_day
from desktop_app.support.tasks import SILENT, Progress
from desktop_app.workbook.plan import ColumnPlan, Formula, SheetPlan, Value, column_letter, quoted_name
from desktop_app.workbook.write import write_workbook

AGREES, DIFFERS = "一致", "不一致"
_SUMMARY, _COMPARISON, _COMPOSITION, _CHECK = "汇总表", "变动对照表", "各党组织情况", "校核"
_INDENT = "\u3000"
_SUMS = {
    "member.in": ("member.in.admitted", "member.in.restored", "member.in.transferred_in"),
    "member.out": ("member.out.expelled", "member.out.suspended", "member.out.died", "member.out.transferred_out"),
    "member.due": ("member.opening", "member.in", "member.moved_in", "-member.out", "-member.moved_out"),
    "member.gap": ("member.actual", "-member.due"),
}
"""Columns of the comparison that are sums of others in their row."""


def write_excel(
    office: Office,
    figures: Sequence[Figure],
    span: Span,
    path: Path,
    progress: Progress = SILENT,
    *,
    upward: bool = False,
) -> None:
    """Write the workbook of a span. `upward` is the copy for the superior: no detail, no check."""
    unit, today = paper_foot(office)["unit"], office.clock.today()
    told = in_order(lines(office, figures, span, progress=progress))
    summary = _summary_sheet(office, told, span, unit, today)
    compared, composed = (
        _org_sheet(
            by_organisation(office, figures, span, org_columns(office, form, known), progress),
            form_of(office, form).title_of(span),
            name,
            span,
            unit,
            today,
        )
        for form, known, name in ((CHANGES, COMPARISON, _COMPARISON), (ORGANISATIONS, COMPOSITION, _COMPOSITION))
    )
    sheets = [summary, compared, composed]
    if not upward:
        behind = details(office, figures, span, progress)
        plans = [_detail_sheet(sheet, span) for sheet in behind.sheets]
        value = column_letter([column.key for column in form_of(office, SHEET).columns].index("value"))
        by_sheet = dict(zip(map(id, behind.sheets), plans, strict=True))
        sheets += [*plans, _check_sheet(told, summary, value, behind, by_sheet)]
    write_workbook(path, sheets, progress)


_WIDTHS = {"section": 14, "label": 26, "unit": 6}


def _summary_sheet(office: Office, told: Sequence[Line], span: Span, unit: str, today: date) -> SheetPlan:
    form = form_of(office, SHEET)
    columns = [_summary_column(column, span) for column in form.columns]
    rows = [[_said(line, column.key) for column in form.columns] for line in told]
    return SheetPlan(
        form.title_of(span),
        columns,
        rows,
        name=_SUMMARY,
        note_left=f"填报单位：{unit}",
        note_right=chinese_day(today),
        freeze_columns=2,
    )


def _summary_column(column: FormColumn, span: Span) -> ColumnPlan:
    heading = spoken_heading(column.heading, span)
    if column.key in _WIDTHS:
        return ColumnPlan(heading, _WIDTHS[column.key], align="center" if column.key == "unit" else "")
    signed = "+#,##0.##;-#,##0.##;0" if column.key == "change" else ""
    return ColumnPlan(heading, kind="number", number_format=signed)


def _said(line: Line, key: str) -> Value:
    return line.figure.section if key == "section" else getattr(line, key)


def _org_sheet(told: OrgTable, title: str, name: str, span: Span, unit: str, today: date) -> SheetPlan:
    columns = [ColumnPlan("党组织", 26)]
    columns += [ColumnPlan(column.heading, 8, kind="number", group=column.group) for column in told.columns]
    plan = SheetPlan(
        title,
        columns,
        [],
        name=name,
        note_left=f"填报单位：{unit}",
        note_right=f"{chinese_day(today)}　单位：人",
        freeze_columns=1,
    )
    codes = [column.code for column in told.columns]
    rows = [_org_row(row, codes, plan.first_row + at) for at, row in enumerate(told.rows)]
    return replace(plan, rows=rows)


def _org_row(row: OrgRow, codes: Sequence[str], number: int) -> list[Value]:
    cells: list[Value] = [_INDENT * row.depth + row.name]
    for code, value in zip(codes, row.numbers, strict=True):
        parts = _SUMS.get(code, ())
        if parts and all(part.lstrip("-") in codes for part in parts):
            letters = ((part.startswith("-"), column_letter(codes.index(part.lstrip("-")) + 1)) for part in parts)
            terms = "".join(f"{'-' if less else '+'}{letter}{number}" for less, letter in letters)
            cells.append(Formula(f"={terms.removeprefix('+')}", value))
        else:
            cells.append(value)
    return cells


def _detail_sheet(sheet: DetailSheet, span: Span) -> SheetPlan:
    numbers = set(filter(partial(_is_number, sheet), sheet.headings))
    columns = [ColumnPlan(heading, kind="number" if heading in numbers else "text") for heading in sheet.columns]
    title = f"{span.title()}{sheet.name}"
    return SheetPlan(title, columns, sheet.lines(), name=sheet.name, count=len(sheet.rows), freeze_columns=2)


def _is_number(sheet: DetailSheet, heading: str) -> bool:
    said = [row[heading] for row in sheet.rows.values() if row.get(heading) is not None]
    return bool(said) and all(isinstance(value, int | float) for value in said)


def _check_sheet(
    told: Sequence[Line], summary: SheetPlan, value: str, behind: Details, plans: dict[int, SheetPlan]
) -> SheetPlan:
    columns = [
        ColumnPlan("类别", 14),
        ColumnPlan("项目", 26),
        ColumnPlan("汇总表数", kind="number"),
        ColumnPlan("明细复算数", kind="number"),
        ColumnPlan("结论", align="center"),
        ColumnPlan("复算所用明细", 24),
    ]
    title = "汇总表校核：每个数字由明细表重新计数"
    plan = SheetPlan(
        title, columns, [], name=_CHECK, note_left="由公式重算；改动明细后，不一致的会显出来", freeze_columns=2
    )
    return replace(plan, rows=list(_check_rows(told, summary, value, behind, plans, plan.first_row)))


def _check_rows(
    told: Sequence[Line], summary: SheetPlan, value: str, behind: Details, plans: dict[int, SheetPlan], first: int
) -> Iterator[list[Value]]:
    for at, line in enumerate(told):
        number, mark = first + at, behind.marks[line.code]
        there = Formula(f"={quoted_name(summary.name)}!${value}${summary.first_row + at}", line.value)
        again = Formula(_recount(mark, plans[id(mark.sheet)]) if mark.sheet.rows else "=0", line.value)
        verdict = Formula(f'=IF(C{number}=D{number},"{AGREES}","{DIFFERS}")', AGREES)
        yield [
            line.figure.section,
            line.label,
            there,
            again,
            verdict,
            f"{mark.sheet.name}·{mark.column}" if mark.sheet.rows else "",
        ]


def _recount(mark: Mark, plan: SheetPlan) -> str:
    """Counts the marked rows anew; SUMPRODUCT and =, for COUNTIF would read a label like <5 as a condition."""
    count = len(mark.sheet.rows)
    label = plan.reference(mark.column, count)
    marked = f'({label}="{mark.label}")'
    if mark.measure == "count":
        return f"=SUMPRODUCT(--{marked})"
    if mark.measure == "sum":
        return f"=ROUND(SUMPRODUCT({marked}*{plan.reference(mark.measured, count)}),2)"
    if mark.measure == "distinct":
        value = plan.reference(mark.measured, count)
        keys, first = f'{label}&"|"&{value}', plan.first_row - 1
        return f"=SUMPRODUCT({marked}*(MATCH({keys},{keys},0)=ROW({label})-{first}))"
    part, _, whole = mark.measured.partition("/")
    over = f"SUMPRODUCT({marked}*{plan.reference(whole, count)})" if whole else f"SUMPRODUCT(--{marked})"
    return _percent(f"SUMPRODUCT({marked}*{plan.reference(part, count)})", over)


def _percent(part: str, whole: str) -> str:
    """As ledger/figures.py `percent` has it: 100 only of all, 0 only of none."""
    inside = f"MIN(MAX(ROUND(100*{part}/{whole},1),0.1),99.9)"
    return f"=IF({whole}=0,0,IF({part}=0,0,IF({part}={whole},100,{inside})))"
