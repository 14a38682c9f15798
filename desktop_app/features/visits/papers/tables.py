"""The visits' tables: 走访台账, 慰问 by month and fund (V5), the 跟班 log of a task with its duties (V10)."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from desktop_app.features.visits.words import Fund
from desktop_app.ledger.paper_words import foot_places, paper_foot
from desktop_app.paper.long_table import PaperColumn, Row, TablePaper, section, total
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress

_UNDER = "AND {org} IN (SELECT org_id FROM org_under WHERE ancestor_id = :org)"
_VISITS = (
    "SELECT v.code, v.on_day, v.kind, o.short_name, ifnull(h.title, c.name), concat_ws('、', m.name, k.name, nullif(v.others, '')), v.mode,"
    " v.outcome, ifnull(v.topics, ''), v.leaflets, ifnull(v.summary, ''), CASE v.has_appeal WHEN 1 THEN '有' ELSE '' END"
    " FROM visit v JOIN party_org o ON o.id = v.org_id JOIN member m ON m.id = v.visitor_id LEFT JOIN member k ON k.id = v.companion_id"
    " LEFT JOIN household h ON h.id = v.household_id LEFT JOIN crew c ON c.id = v.crew_id"
    " WHERE v.on_day BETWEEN :start AND :end {under} ORDER BY v.on_day, v.code"
)
_CARE = (
    "SELECT c.on_day, m.name, o.short_name, c.hardship, c.by_whom, ifnull(c.amount, 0), ifnull(c.goods, ''), c.fund, c.signed"
    " FROM condolence c JOIN member m ON m.id = c.member_id JOIN party_org o ON o.id = c.org_id"
    " WHERE c.on_day BETWEEN :start AND :end {under} ORDER BY c.on_day, c.id"
)


def _rows(office: Office, sql: str, org_column: str, span: Span, scope: int | None) -> list[tuple[Any, ...]]:
    named = {"start": span.start.isoformat(), "end": span.end.isoformat(), "org": scope}
    under = "" if scope is None else _UNDER.format(org=org_column)
    return office.database.execute_sql(sql.format(under=under), named).fetchall()


def write_ledger(office: Office, path: Path, span: Span, scope: int | None = None, progress: Progress = SILENT) -> Any:
    """One row a visit."""
    rows = _rows(office, _VISITS, "v.org_id", span, scope)
    headings = (
        "编号",
        "日期",
        "类型",
        "走访党组织",
        "走访对象",
        "走访人",
        "方式",
        "结果",
        "宣讲内容",
        "资料",
        "摘要",
        "诉求",
    )
    least = {"走访党组织": 36.0, "走访对象": 30.0, "走访人": 26.0, "宣讲内容": 34.0, "摘要": 40.0}
    columns = [
        PaperColumn(head, "left" if head in least else "center", head == "摘要", least.get(head, 0), head in least)
        for head in headings
    ]
    return TablePaper(
        f"{span.title()}走访台账",
        columns,
        [["" if cell is None else str(cell) for cell in row] for row in rows],
        unit_left=f"填报单位：{paper_foot(office)['unit']}",
        date_right=f"共 {len(rows):,} 次",
        foot=foot_places(office),
    ).write(path, progress)


def write_care(office: Office, path: Path, span: Span, scope: int | None = None, progress: Progress = SILENT) -> Any:
    """慰问 month by month with the sum of each fund, and of the whole period."""
    rows: list[Row] = []
    whole: dict[str, int] = defaultdict(int)
    months: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in _rows(office, _CARE, "c.org_id", span, scope):
        months[row[0][:7]].append(row)
    for month, given in months.items():
        sums: dict[str, int] = {fund: sum(row[5] for row in given if row[7] == fund) for fund in Fund}
        rows.append(section(f"{month[:4]}年{int(month[5:])}月　{len(given)} 人次：{_by_fund(sums)}"))
        for at, (on, name, org, hardship, by, cents, goods, fund, signed) in enumerate(given, 1):
            whole[fund] += cents
            rows.append((str(at), on, name, org, hardship, by, _yuan(cents), goods, fund, "已签收" if signed else ""))
        rows.append(total(("", "本月小计", "", "", "", "", _yuan(sum(sums.values())), "", "", "")))
    if rows:
        rows.append(total(("", "合计", "", "", "", "", _yuan(sum(whole.values())), "", "", "")))
        rows.append(section(f"合计　{_by_fund(whole)}"))
    count = sum(len(given) for given in months.values())
    headings = ("序号", "日期", "姓名", "党支部", "困难类型", "慰问人", "金额（元）", "物品", "资金来源", "签收")
    align = {"党支部": "left", "物品": "left", "金额（元）": "right"}
    whole_lines = ("日期", "姓名", "慰问人", "困难类型")
    columns = [PaperColumn(head, align.get(head, "center"), wrap=head not in whole_lines) for head in headings]  # type: ignore[arg-type]
    return TablePaper(
        f"{span.title()}走访慰问困难党员花名册",
        columns,
        rows,
        unit_left=f"填报单位：{paper_foot(office)['unit']}",
        date_right=f"共 {count:,} 人次　{sum(whole.values()) / 100:,.2f} 元",
        foot=foot_places(office),
    ).write(path, progress)


def _yuan(cents: int) -> str:
    return f"{cents / 100:,.2f}" if cents else ""


def _by_fund(sums: dict[str, int]) -> str:
    return "，".join(f"{fund} {_yuan(sums[fund])}" for fund in Fund if sums.get(fund))


def write_logs(office: Office, path: Path, task: int, progress: Progress = SILENT) -> Any:
    """A task's duties by unit, then its 跟班 day by day with what was met."""
    known = office.database.rows(
        "SELECT title, from_on, ifnull(to_on, ''), ifnull(aim, '') FROM task WHERE id = ?", (task,)
    )
    if not known:
        raise OfficeError("这项任务已经不在了。", "请刷新后再选。")
    title, from_on, to_on, aim = known[0]
    duties = office.database.rows(
        "SELECT o.short_name, d.duty FROM task_duty d JOIN party_org o ON o.id = d.org_id WHERE d.task_id = ? ORDER BY d.id",
        (task,),
    )
    logs = office.database.rows(
        "SELECT l.on_day, l.shift, l.site, o.short_name, m.name, l.covered, l.sprayed, l.planted, ifnull(l.note, '') FROM task_log l"
        " JOIN party_org o ON o.id = l.org_id JOIN member m ON m.id = l.cadre_id WHERE l.task_id = ? ORDER BY l.on_day, l.id",
        (task,),
    )
    rows: list[Row] = []
    if duties:
        rows.append(section("任务分工：" + "；".join(f"{org}：{duty}" for org, duty in duties)))
    marks = ("未到位", "到位")
    for at, (on, shift, site, org, cadre, *met, note) in enumerate(logs, 1):
        rows.append((str(at), on, shift, site, org, cadre, *(marks[bool(each)] for each in met), note, ""))
    headings = ("序号", "日期", "班次", "地点", "责任单位", "跟班干部", "覆盖", "洒水", "植绿", "情况", "签名")
    columns = [
        PaperColumn(
            head, "left" if head in ("地点", "情况") else "center", min_width=20 if head in ("情况", "签名") else 0
        )
        for head in headings
    ]
    unmet = sum(not all(met) for *_, a, b, c, _note in logs for met in [(a, b, c)])
    return TablePaper(
        f"{title}跟班记录表",
        columns,
        rows,
        unit_left=f"任务期：{from_on} 至 {to_on or '今'}",
        date_right=f"跟班 {len(logs)} 人次，有不到位 {unmet} 次",
        notes=(f"目标：{aim}",) if aim else (),
        foot=foot_places(office),
    ).write(path, progress)
