"""The numbers of innovation for the summary (domain.md §9, section 5), each with its rows. 小改小革 are counted apart from the projects.

Persons are counted once however many teams they are in: one row a person, with the teams beside the name.
"""

from collections.abc import Iterator
from typing import Literal

from desktop_app.features.innovation.words import TeamRole
from desktop_app.ledger.counted import counted
from desktop_app.ledger.figures import Figure
from desktop_app.people.honours.words import AwardGrade, AwardLevel

SECTION = "创新"
_IN_SPAN = "BETWEEN :start AND :end"
_HEADINGS = ("编号", "项目", "团队", "带头人", "日期", "状态")
_PROJECT = (
    "SELECT p.id, p.org_id, ifnull(p.code, ''), p.name, ifnull(t.name, ''), ifnull(m.name, ''), {day}, p.state FROM project p"
    " LEFT JOIN team t ON t.id = p.team_id LEFT JOIN member m ON m.id = p.leader_id"
)
_TEAM_STANDS = "t.term_from <= :end AND (t.disbanded_on IS NULL OR t.disbanded_on > :end)"
_IN_TEAM = f"{_TEAM_STANDS} AND x.from_on <= :end AND (x.to_on IS NULL OR x.to_on > :end)"
_YUAN = "净效益（元）"


def figures() -> tuple[Figure, ...]:
    """Every figure of innovation, in the order of the paper."""
    return (*_teams(), *_projects(), *_awards(), *_benefits(), *_others())


def _teams() -> Iterator[Figure]:
    yield counted(
        "innovation.teams",
        "创新团队",
        "个",
        "stock",
        section=SECTION,
        table="team",
        headings=("团队", "带头人", "党员人数", "任期开始"),
        sql="SELECT t.id, t.org_id, t.name, ifnull(m.name, ''), t.size, t.term_from FROM team t"
        f" LEFT JOIN member m ON m.id = t.leader_id WHERE {_TEAM_STANDS} ORDER BY t.name, t.id",
    )
    for code, label, role in (
        ("innovation.leaders", "其中：带头人", f"AND x.role = '{TeamRole.LEADER}'"),
        ("innovation.members", "团队党员（含带头人）", ""),
    ):
        yield counted(
            code,
            label,
            "人",
            "stock",
            section=SECTION,
            table="team_member",
            headings=("党员", "团队", "加入日期"),
            sql="SELECT min(x.id), min(t.org_id) AS org_id, m.name, group_concat(t.name, '、'), min(x.from_on)"
            " FROM team_member x JOIN team t ON t.id = x.team_id JOIN member m ON m.id = x.member_id"
            f" WHERE {_IN_TEAM} {role} GROUP BY x.member_id ORDER BY min(t.name), min(x.id)",
        )


def _projects() -> Iterator[Figure]:
    yield _of_projects("innovation.projects", "累计立项攻关项目", "stock", "p.approved_on", "<= :end")
    yield _of_projects("innovation.in_use", "其中：用于生产", "stock", "p.in_use_on", "<= :end")
    yield counted(
        "innovation.use_rate",
        "投用率",
        "%",
        "stock",
        section=SECTION,
        table="project",
        headings=("编号", "项目", "立项日期", "投用日期", "已投用"),
        sql="SELECT p.id, p.org_id, p.code, p.name, p.approved_on, ifnull(p.in_use_on, ''),"
        " (p.in_use_on IS NOT NULL AND p.in_use_on <= :end) FROM project p WHERE p.approved_on <= :end ORDER BY p.code",
        measure="ratio",
        measured="已投用",
    )
    for code, label, day in (
        ("innovation.projects_applied", "新申报项目", "applied_on"),
        ("innovation.projects_new", "新立项项目", "approved_on"),
        ("innovation.projects_accepted", "验收项目", "accepted_on"),
        ("innovation.projects_in_use", "新投用项目", "in_use_on"),
        ("innovation.projects_rolled_out", "新推广项目", "rolled_out_on"),
    ):
        yield _of_projects(code, label, "flow", f"p.{day}", _IN_SPAN)


def _of_projects(code: str, label: str, kind: Literal["flow", "stock"], day: str, when: str) -> Figure:
    return counted(
        code,
        label,
        "项",
        kind,
        section=SECTION,
        table="project",
        headings=_HEADINGS,
        sql=f"{_PROJECT.format(day=day)} WHERE {day} {when} ORDER BY {day}, p.id",
    )


def _awards() -> Iterator[Figure]:
    first = f"AND a.grade = '{AwardGrade.FIRST}' AND a.level = '{AwardLevel.OILFIELD}'"
    for code, label, where in (
        ("innovation.awards", "项目获奖", ""),
        ("innovation.first_prizes", "其中：油田级一等奖", first),
    ):
        yield counted(
            code,
            label,
            "项",
            "flow",
            section=SECTION,
            table="award",
            headings=("获奖日期", "项目", "奖项", "级别", "类别", "等次"),
            sql="SELECT a.id, p.org_id, a.awarded_on, p.name, a.title, a.level, ifnull(a.klass, ''), a.grade FROM award a"
            " JOIN project p ON p.id = a.subject_id AND a.subject_table = 'project'"
            f" WHERE a.awarded_on {_IN_SPAN} {where} ORDER BY a.awarded_on, a.id",
        )


def _benefits() -> Iterator[Figure]:
    for code, label, kind, where in (
        ("innovation.benefit_confirmed", "财务确认效益", "flow", f"b.confirmed_on {_IN_SPAN}"),
        (
            "innovation.benefit_estimated",
            "预估效益（未经财务确认）",
            "stock",
            "b.from_on <= :end AND (b.confirmed_on IS NULL OR b.confirmed_on > :end)",
        ),
    ):
        yield counted(
            code,
            label,
            "元",
            "flow" if kind == "flow" else "stock",
            section=SECTION,
            table="benefit",
            headings=("项目", "计算期起", "计算期止", "公式", "投入（元）", _YUAN, "财务确认日期"),
            sql="SELECT b.id, p.org_id, p.name, b.from_on, b.to_on, b.formula, b.cost / 100.0, b.net / 100.0,"
            " ifnull(b.confirmed_on, '') FROM benefit b JOIN project p ON p.id = b.project_id"
            f" WHERE {where} ORDER BY b.from_on, b.id",
            measure="sum",
            measured=_YUAN,
        )


def _others() -> Iterator[Figure]:
    yield counted(
        "innovation.rights",
        "获得授权的知识产权",
        "项",
        "flow",
        section=SECTION,
        table="ip_right",
        headings=("授权日期", "名称", "类型", "授权号", "项目"),
        sql="SELECT i.id, p.org_id, i.grant_on, i.title, i.kind, ifnull(i.grant_no, ''), p.name FROM ip_right i"
        f" JOIN project p ON p.id = i.project_id WHERE i.grant_on {_IN_SPAN} ORDER BY i.grant_on, i.id",
    )
    yield counted(
        "innovation.small_ideas",
        "小改小革（不计入项目）",
        "件",
        "flow",
        section=SECTION,
        table="small_idea",
        headings=("日期", "名称", "类型", "完成人", "使用地点"),
        sql="SELECT s.id, s.org_id, s.on_day, s.name, s.kind, ifnull(m.name, ifnull(s.others, '')), ifnull(s.place, '')"
        f" FROM small_idea s LEFT JOIN member m ON m.id = s.member_id WHERE s.on_day {_IN_SPAN} ORDER BY s.on_day, s.id",
    )
    yield counted(
        "innovation.trainees",
        "工作室培训和师带徒",
        "人次",
        "flow",
        section=SECTION,
        table="coaching",
        headings=("开始", "方式", "内容", "学员"),
        sql="SELECT c.id, s.org_id, c.from_on, c.kind, c.topic, ifnull(m.name, c.trainee_name) FROM coaching c"
        " JOIN studio s ON s.id = c.studio_id LEFT JOIN member m ON m.id = c.member_id"
        f" WHERE c.from_on {_IN_SPAN} ORDER BY c.from_on, c.id",
    )
    spent = "(SELECT ifnull(sum(e.amount), 0) FROM fund_expense e WHERE e.fund_id = f.id AND e.on_day <= :end)"
    yield counted(
        "innovation.fund_left",
        "工作室专项经费结余",
        "元",
        "stock",
        section=SECTION,
        table="studio_fund",
        headings=("专项经费", "拨付（元）", "已用（元）", "结余（元）"),
        sql=f"SELECT f.id, s.org_id, f.title, f.allotted / 100.0, {spent} / 100.0, (f.allotted - {spent}) / 100.0"
        " FROM studio_fund f JOIN studio s ON s.id = f.studio_id"
        " WHERE f.year <= CAST(substr(:end, 1, 4) AS INTEGER) ORDER BY f.year, f.id",
        measure="sum",
        measured="结余（元）",
    )
