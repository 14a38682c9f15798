"""The summary as a workbook: the same numbers as the paper, and a last sheet on which formulas count each again from the detail sheets.

What goes upward leaves the detail and the check out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop_app.features.summary.detail import Details, DetailSheet, Mark, details
from desktop_app.features.summary.reckoning import (
    Line,
    OrgRow,
    OrgTable,
    comparison,
    composition,
    lines,
    word_for_previous,
    word_for_span,
)
from desktop_app.ledger.figures import Figure
from desktop_app.ledger.paper_words import paper_foot
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span, chinese_day
from desktop_app.support.tasks import SILENT, Progress
from desktop_app.workbook.plan import ColumnPlan, Formula, SheetPlan, Value, column_letter, quoted_name
from desktop_app.workbook.write import write_workbook

AGREES, DIFFERS = "一致", "不一致"
_SUMMARY, _COMPARISON, _COMPOSITION, _CHECK = "汇总表", "变动对照表", "各党组织情况", "校核"
_TITLES = {_COMPARISON: "党员变动情况对照表", _COMPOSITION: "各党组织党员基本情况表"}
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
    told = lines(office, figures, span, progress=progress)
    summary = _summary_sheet(told, span, unit, today)
    compared = _org_sheet(comparison(office, figures, span, progress), _COMPARISON, span, unit, today)
    composed = _org_sheet(composition(office, figures, span, progress), _COMPOSITION, span, unit, today)
    sheets = [summary, compared, composed]
    if not upward:
        behind = details(office, figures, span, progress)
        plans = [_detail_sheet(sheet, span) for sheet in behind.sheets]
        sheets += [*plans, _check_sheet(told, summary, behind, dict(zip(map(id, behind.sheets), plans, strict=True)))]
    write_workbook(path, sheets, progress)


def _summary_sheet(told: Sequence[Line], span: Span, unit: str, today: date) -> SheetPlan:
    previous = word_for_previous(span)
    columns = [
        ColumnPlan("类别", 14),
        ColumnPlan("项目", 26),
        ColumnPlan("单位", 6, align="center"),
        ColumnPlan(word_for_span(span), kind="number"),
        ColumnPlan("本年累计", kind="number"),
        ColumnPlan(previous, kind="number"),
        ColumnPlan(f"比{previous}", kind="number", number_format="+#,##0;-#,##0;0"),
        ColumnPlan("去年同期", kind="number"),
    ]
    rows = [
        [
            line.figure.section,
            line.label,
            line.unit,
            line.value,
            line.cumulative,
            line.previous,
            line.change,
            line.last_year,
        ]
        for line in told
    ]
    return SheetPlan(
        f"{span.title()}党员队伍情况汇总表",
        columns,
        rows,
        name=_SUMMARY,
        note_left=f"填报单位：{unit}",
        note_right=chinese_day(today),
        freeze_columns=2,
    )


def _org_sheet(told: OrgTable, name: str, span: Span, unit: str, today: date) -> SheetPlan:
    columns = [ColumnPlan("党组织", 26)]
    columns += [ColumnPlan(column.heading, 8, kind="number", group=column.group) for column in told.columns]
    plan = SheetPlan(
        f"{span.title()}{_TITLES[name]}",
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
    numbers = {mark for mark in sheet.headings if all(isinstance(row.get(mark), int) for row in sheet.rows.values())}
    columns = [ColumnPlan(heading, kind="number" if heading in numbers else "text") for heading in sheet.columns]
    title = f"{span.title()}{sheet.name}"
    return SheetPlan(title, columns, sheet.lines(), name=sheet.name, count=len(sheet.rows), freeze_columns=2)


def _check_sheet(told: Sequence[Line], summary: SheetPlan, behind: Details, plans: dict[int, SheetPlan]) -> SheetPlan:
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
    return replace(plan, rows=list(_check_rows(told, summary, behind, plans, plan.first_row)))


def _check_rows(
    told: Sequence[Line], summary: SheetPlan, behind: Details, plans: dict[int, SheetPlan], first: int
) -> Iterator[list[Value]]:
    number = first
    for at, line in enumerate(told):
        mark = behind.marks.get(line.code)
        if mark is None:
            continue
        there = Formula(f"={quoted_name(summary.name)}!$D${summary.first_row + at}", line.value)
        again = Formula(_recount(mark, plans[id(mark.sheet)]), line.value)
        verdict = Formula(f'=IF(C{number}=D{number},"{AGREES}","{DIFFERS}")', AGREES)
        yield [line.figure.section, line.label, there, again, verdict, f"{mark.sheet.name}·{mark.column}"]
        number += 1


def _recount(mark: Mark, plan: SheetPlan) -> str:
    """Counts the marked rows; SUMPRODUCT and =, for COUNTIF would read a label like <5 as a condition."""
    count = len(mark.sheet.rows)
    marked = f'({plan.reference(mark.column, count)}="{mark.label}")'
    if mark.summed:
        return f"=SUMPRODUCT({marked}*{plan.reference(mark.summed, count)})"
    return f"=SUMPRODUCT(--{marked})"
