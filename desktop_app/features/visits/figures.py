"""The numbers the visits give to the summary (domain.md §9, section 7), each with its rows. 户, 班组, 人次 and 件 are never mixed.

visit.households and visit.crews are distinct objects met (走基层、访万家); coverage belongs to the 稳定排查 round: 已查 ÷ 应查 of
the newest round that ended within the span.
"""

from collections.abc import Iterator

from desktop_app.features.visits.words import AppealState, Fund, Outcome, VisitKind
from desktop_app.ledger.counted import counted
from desktop_app.ledger.figures import Figure

SECTION = "走访与诉求"
_IN_SPAN = "BETWEEN :start AND :end"
_MET = f"v.outcome = '{Outcome.MET}'"
_VISITED = (
    "FROM visit v JOIN party_org o ON o.id = v.org_id JOIN member m ON m.id = v.visitor_id"
    " LEFT JOIN household h ON h.id = v.household_id LEFT JOIN crew c ON c.id = v.crew_id"
)
_THE_ROUND = "(SELECT id FROM sweep WHERE to_on BETWEEN :start AND :end ORDER BY to_on DESC, id DESC LIMIT 1)"


def figures() -> tuple[Figure, ...]:
    """Every figure of the visits, in the order of the paper."""
    return (*_visits(), *_sweep(), *_appeals(), *_care(), *_tasks())


def _visits() -> Iterator[Figure]:
    yield counted(
        "visit.visits",
        "走访",
        "次",
        "flow",
        section=SECTION,
        table="visit",
        headings=("日期", "党组织", "类型", "对象", "走访人", "结果"),
        sql="SELECT v.id, v.org_id, v.on_day, o.short_name, v.kind, ifnull(h.title, c.name), m.name, v.outcome"
        f" {_VISITED} WHERE v.on_day {_IN_SPAN} ORDER BY v.on_day, v.id",
    )
    yield _distinct(
        "visit.crews",
        "走访班组",
        "个",
        "班组",
        "(SELECT p.short_name FROM party_org p WHERE p.id = c.org_id) || ' ' || c.name",
        f"v.kind = '{VisitKind.CREW}'",
    )
    yield _distinct("visit.households", "走访职工家庭", "户", "家庭户", "h.title", f"v.kind = '{VisitKind.HOME}'")
    yield _distinct("visit.study", "送学上门", "户", "家庭户", "h.title", f"v.kind = '{VisitKind.STUDY}'")
    yield counted(
        "visit.leaflets",
        "发放宣传资料",
        "份",
        "flow",
        section=SECTION,
        table="visit",
        headings=("日期", "党组织", "对象", "份数"),
        sql="SELECT v.id, v.org_id, v.on_day, o.short_name, ifnull(h.title, c.name), v.leaflets"
        f" {_VISITED} WHERE v.leaflets > 0 AND v.on_day {_IN_SPAN} ORDER BY v.on_day, v.id",
        measure="sum",
        measured="份数",
    )


def _distinct(code: str, label: str, unit: str, heading: str, shown: str, where: str) -> Figure:
    return counted(
        code,
        label,
        unit,
        "flow",
        section=SECTION,
        table="visit",
        headings=("日期", "党组织", heading, "走访人"),
        sql=f"SELECT v.id, v.org_id, v.on_day, o.short_name, {shown}, m.name {_VISITED}"
        f" WHERE {where} AND {_MET} AND v.on_day {_IN_SPAN} ORDER BY v.on_day, v.id",
        measure="distinct",
        measured=heading,
    )


def _sweep() -> Iterator[Figure]:
    # The register is the centre's; an organisation's share is what its people met, so its coverage is told for the centre alone.
    top = "(SELECT id FROM party_org WHERE parent_id IS NULL ORDER BY id LIMIT 1)"
    met = f"EXISTS (SELECT 1 FROM visit v WHERE v.sweep_id = {_THE_ROUND} AND v.household_id = h.id AND {_MET})"
    yield counted(
        "visit.coverage",
        "稳定排查覆盖率",
        "%",
        "stock",
        section=SECTION,
        table="household",
        headings=("家庭户", "已查"),
        sql=f"SELECT h.id, {top} AS org_id, h.title, {met} FROM household h"
        f" WHERE h.occupied AND {_THE_ROUND} IS NOT NULL ORDER BY h.id",
        measure="ratio",
        measured="已查",
    )
    yield counted(
        "visit.swept",
        "稳定排查已查",
        "户",
        "stock",
        section=SECTION,
        table="visit",
        headings=("日期", "党组织", "家庭户", "走访人"),
        sql=f"SELECT v.id, v.org_id, v.on_day, o.short_name, h.title, m.name {_VISITED}"
        f" WHERE v.sweep_id = {_THE_ROUND} AND {_MET} ORDER BY v.on_day, v.id",
        measure="distinct",
        measured="家庭户",
    )


def _appeals() -> Iterator[Figure]:
    yield _of_appeals("appeal.new", "新增诉求", "flow", f"v.on_day {_IN_SPAN}")
    yield _of_appeals("appeal.done", "办结诉求", "flow", f"a.done_on {_IN_SPAN}")
    yield _of_appeals("appeal.told", "回访诉求", "flow", f"a.called_back_on {_IN_SPAN}")
    open_then = "v.on_day <= :end AND (a.called_back_on IS NULL OR a.called_back_on > :end)"
    yield _of_appeals("appeal.open", "未回访诉求", "stock", open_then)
    late = f"{open_then} AND a.due_on < :end AND (a.done_on IS NULL OR a.done_on > :end)"
    yield _of_appeals("appeal.overdue", "其中：超过承诺时限", "stock", late)
    yield counted(
        "appeal.satisfied",
        "回访满意率",
        "%",
        "flow",
        section=SECTION,
        table="appeal",
        headings=("回访日期", "党组织", "类别", "满意度", "满意"),
        sql="SELECT a.id, v.org_id, a.called_back_on, o.short_name, a.kind, a.satisfaction, a.satisfaction <> '不满意'"
        f" FROM appeal a JOIN visit v ON v.id = a.visit_id JOIN party_org o ON o.id = v.org_id"
        f" WHERE a.state = '{AppealState.TOLD}' AND a.called_back_on {_IN_SPAN} ORDER BY a.called_back_on, a.id",
        measure="ratio",
        measured="满意",
    )


def _of_appeals(code: str, label: str, kind: str, where: str) -> Figure:
    return counted(
        code,
        label,
        "件",
        "flow" if kind == "flow" else "stock",
        section=SECTION,
        table="appeal",
        headings=("走访日期", "党组织", "类别", "承办部门", "承诺时限", "进度"),
        sql="SELECT a.id, v.org_id, v.on_day, o.short_name, a.kind, a.dept, a.due_on, a.state FROM appeal a"
        f" JOIN visit v ON v.id = a.visit_id JOIN party_org o ON o.id = v.org_id WHERE {where} ORDER BY v.on_day, a.id",
    )


def _care() -> Iterator[Figure]:
    from_it = "FROM condolence c JOIN party_org o ON o.id = c.org_id JOIN member m ON m.id = c.member_id"
    yield counted(
        "condolence.times",
        "慰问困难党员",
        "人次",
        "flow",
        section=SECTION,
        table="condolence",
        headings=("日期", "党支部", "党员", "资金来源"),
        sql=f"SELECT c.id, c.org_id, c.on_day, o.short_name, m.name, c.fund {from_it} WHERE c.on_day {_IN_SPAN}"
        " ORDER BY c.on_day, c.id",
    )
    for code, fund in (("dues", Fund.DUES), ("union", Fund.UNION), ("office", Fund.OFFICE)):
        yield counted(
            f"condolence.{code}",
            f"慰问金（{fund}）",
            "元",
            "flow",
            section=SECTION,
            table="condolence",
            headings=("日期", "党支部", "党员", "金额"),
            sql=f"SELECT c.id, c.org_id, c.on_day, o.short_name, m.name, c.amount / 100.0 {from_it}"
            f" WHERE c.fund = '{fund}' AND c.amount > 0 AND c.on_day {_IN_SPAN} ORDER BY c.on_day, c.id",
            measure="sum",
            measured="金额",
        )


def _tasks() -> Iterator[Figure]:
    from_it = "FROM task_log l JOIN party_org o ON o.id = l.org_id JOIN member m ON m.id = l.cadre_id"
    yield counted(
        "task.logs",
        "攻坚任务跟班",
        "人次",
        "flow",
        section=SECTION,
        table="task_log",
        headings=("日期", "责任单位", "地点", "跟班干部"),
        sql=f"SELECT l.id, l.org_id, l.on_day, o.short_name, l.site, m.name {from_it} WHERE l.on_day {_IN_SPAN}"
        " ORDER BY l.on_day, l.id",
    )
    yield counted(
        "mood.heads",
        "思想动态调研",
        "人",
        "flow",
        section=SECTION,
        table="mood_round",
        headings=("调研", "方式", "单位数", "人数"),
        sql="SELECT r.id, (SELECT id FROM party_org WHERE parent_id IS NULL ORDER BY id LIMIT 1) AS org_id, r.title, r.manner,"
        f" r.units, r.heads FROM mood_round r WHERE r.to_on {_IN_SPAN} ORDER BY r.id",
        measure="sum",
        measured="人数",
    )
