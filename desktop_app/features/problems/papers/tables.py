"""The problem lists' period tables: 问题分类统计表, and inspections downward and received apart (P9, P14)."""

from pathlib import Path
from typing import Any

from desktop_app.features.problems.categories import Counts, categories
from desktop_app.features.problems.words import InspectionKind
from desktop_app.ledger.paper_words import foot_places, paper_foot
from desktop_app.paper.long_table import PaperColumn, Row, TablePaper, section, total
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress

_RATES = ("应整改", "已销号", "整改率", "已完成", "按期", "按期率")
_INSPECTED = (
    "SELECT i.on_day, o.short_name, i.title, ifnull(i.team, ''), ifnull(i.from_unit, ''), i.s_discipline, i.s_attitude, i.s_efficiency,"
    " i.s_contact, ifnull(i.opinion, ''), ifnull(i.fed_back_on, ''), (SELECT count(*) FROM link k WHERE k.from_table = 'inspection'"
    " AND k.from_id = i.id AND k.to_table = 'problem_item'), (SELECT count(*) FROM link k JOIN problem_item p ON p.id = k.to_id"
    " WHERE k.from_table = 'inspection' AND k.from_id = i.id AND k.to_table = 'problem_item' AND p.closed_on <= :end)"
    " FROM inspection i JOIN party_org o ON o.id = i.org_id WHERE i.kind = :kind AND i.on_day BETWEEN :start AND :end {under}"
    " ORDER BY i.on_day, i.id"
)


def write_categories(
    office: Office, path: Path, span: Span, scope: int | None = None, progress: Progress = SILENT
) -> Any:
    """Organisations × 对应方面 with both rates."""
    table = categories(office, span, scope)
    columns = [PaperColumn("党组织", "left", min_width=32)]
    columns += [PaperColumn(category, group="新增问题（条）") for category in table.categories]
    columns += [PaperColumn("小计", group="新增问题（条）")]
    columns += [PaperColumn(heading, group="截至期末") for heading in _RATES]
    rows: list[Row] = [_cells(table.categories, row) for row in table.rows]
    if rows:
        rows.append(total(_cells(table.categories, table.sums)))
    return TablePaper(
        f"{span.title()}问题分类统计表",
        columns,
        rows,
        unit_left=f"填报单位：{paper_foot(office)['unit']}",
        date_right=f"新增 {table.sums.total:,} 条　整改率 {table.sums.fix_rate}　按期率 {table.sums.on_time_rate}",
        foot=foot_places(office),
        notes=("注：整改率＝已销号÷应整改（到期的）；按期率＝按期完成÷已完成；长期坚持的问题不计入两率。",),
    ).write(path, progress)


def _cells(names: Any, row: Counts) -> list[str]:
    found = [len(row.found.get(name, ())) for name in names]
    counts = [str(count or "") for count in (*found, row.total, row.asked, row.closed)]
    return [row.name, *counts, row.fix_rate, str(row.done or ""), str(row.in_time or ""), row.on_time_rate]


def write_inspected(
    office: Office, path: Path, span: Span, scope: int | None = None, progress: Progress = SILENT
) -> Any:
    """All inspections of the period, those made downward and those received apart."""
    rows: list[Row] = []
    under = "" if scope is None else "AND i.org_id IN (SELECT org_id FROM org_under WHERE ancestor_id = :org)"
    for kind in InspectionKind:
        named = {"kind": str(kind), "start": span.start.isoformat(), "end": span.end.isoformat(), "org": scope}
        found = office.database.execute_sql(_INSPECTED.format(under=under), named).fetchall()
        received = kind == InspectionKind.RECEIVED
        items, closed = sum(row[-2] for row in found), sum(row[-1] for row in found)
        way = "受检" if received else "督导检查"
        rows.append(section(f"{way}：{kind}　{len(found)} 次，发现问题 {items} 条，已销号 {closed} 条"))
        rows += [_inspected_cells(row, at) for at, row in enumerate(found, 1)]
    columns = [
        PaperColumn("序号", wrap=False),
        PaperColumn("日期", wrap=False),
        PaperColumn("被查党组织", "left", min_width=38),
        PaperColumn("督查", "left", min_width=46),
        PaperColumn("检查单位、督查组", "left"),
        *(PaperColumn(label) for label in ("组织纪律", "服务态度", "工作效率", "联系群众")),
        PaperColumn("意见", "left", weight=1),
        PaperColumn("反馈日期", wrap=False),
        PaperColumn("问题"),
        PaperColumn("销号"),
    ]
    return TablePaper(
        f"{span.title()}督导检查和受检统计表",
        columns,
        rows,
        unit_left=f"填报单位：{paper_foot(office)['unit']}",
        foot=foot_places(office),
    ).write(path, progress)


def _inspected_cells(row: tuple[Any, ...], at: int) -> list[str]:
    on, org, title, team, unit, *marks, opinion, fed_back, items, closed = row
    who = " ".join(filter(None, (unit, team)))
    return [str(at), on, org, title, who, *(mark or "" for mark in marks), opinion, fed_back, str(items), str(closed)]
