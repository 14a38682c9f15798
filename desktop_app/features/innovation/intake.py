"""How the innovation ledger's records come in, from the form and from a workbook: what is filled in, what is refused."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.features.innovation import lookups, rules
from desktop_app.features.innovation.model import Project, SmallIdea
from desktop_app.features.innovation.steps import copy_team
from desktop_app.features.innovation.words import ProjectState, Verdict
from desktop_app.ledger.taken import Taken, note_step
from desktop_app.ledger.writes import insert_records
from desktop_app.storage.office import Office

Values = Mapping[str, Any]
Faults = dict[str, str]

PROJECT_SYNONYMS = {
    "name": ("项目", "课题名称", "成果名称"),
    "code": ("编号", "立项编号"),
    "team": ("攻关团队", "创新团队"),
    "leader": ("项目负责人", "负责人", "项目带头人"),
    "org": ("单位", "申报部门", "承担单位"),
    "budget_asked": ("申请经费", "申请资金"),
    "budget_approved": ("批准经费", "立项经费", "经费"),
    "in_use_on": ("应用日期", "投用时间"),
    "use_place": ("应用单位", "使用地点", "投用单位"),
    "approved_on": ("立项时间",),
    "accepted_on": ("验收时间",),
}
IDEA_SYNONYMS = {
    "name": ("成果名称", "项目名称"),
    "member": ("姓名", "发明人"),
    "org": ("党支部", "单位", "支部"),
    "place": ("应用地点",),
    "effect": ("效果", "作用"),
    "on": ("完成日期", "完成时间"),
}
_DATED = (
    ("approved_on", "评审立项", ProjectState.APPROVED),
    ("accepted_on", "验收通过", ProjectState.ACCEPTED),
    ("in_use_on", "投用", ProjectState.IN_USE),
    ("rolled_out_on", "推广", ProjectState.ROLLED_OUT),
)
_AFTER_APPROVAL = "立项后不能改团队，攻关成员按立项那天的团队保留"


def validate_project(values: Values, office: Office, row_id: int | None) -> Faults:
    """The rules of a project's values; a leader newly named belongs to the team."""
    faults = rules.project_faults(values)
    before = lookups.stored_project(office, row_id) if row_id is not None else {}
    if before.get("approved_on") and values["team"] != before["team"]:
        faults["team"] = _AFTER_APPROVAL
    elif values["leader"] and values["team"]:
        named_before = (before.get("team"), before.get("leader")) == (values["team"], values["leader"])
        day = values.get("approved_on") or office.clock.today().isoformat()
        if not named_before and not lookups.in_team(office, values["team"], values["leader"], day):
            faults["leader"] = "带头人要是团队的成员"
    if not values.get("org") and not values.get("team"):
        faults["org"] = "要写申报单位，或选团队"
    today = office.clock.today().isoformat()
    days = [values[name] for name, _, _ in _DATED if values.get(name)]
    if days != sorted(days) or any(day > today for day in days):
        faults["approved_on"] = "立项、验收、投用、推广的日期要依次在后，并且不晚于今天"
    return faults


def create_project(values: Values, office: Office) -> int:
    """One project, inside an open change."""
    return insert_projects(office, [values])[0]


def insert_projects(office: Office, rows: Sequence[Values]) -> list[int]:
    """Projects as stored values; those of an older ledger stand where their dates have brought them. Inside an open change."""
    whole = [_filled(office, row) for row in rows]
    ids = insert_records(office, Project, whole)
    for number, row in zip(ids, whole, strict=True):
        _note_past(office, number, row)
    return ids


def _filled(office: Office, row: Values) -> dict[str, Any]:
    filled = dict(row)
    if filled.get("team"):
        team = lookups.team_values(office, filled["team"])
        filled["org"] = filled.get("org") or team["org"]
        filled["leader"] = filled.get("leader") or team["leader"]
    filled["state"] = next(
        (state for name, _, state in reversed(_DATED) if filled.get(name)), filled.get("state") or ProjectState.DRAFT
    )
    if filled.get("approved_on") and not filled.get("code"):
        approved = date.fromisoformat(filled["approved_on"])
        filled["code"] = rules.next_code(approved.year, lookups.codes_of(office, approved.year))
    if filled.get("accepted_on"):
        filled["verdict"] = filled.get("verdict") or Verdict.PASSED
    return filled


def _note_past(office: Office, number: int, row: Values) -> None:
    """The steps that an older ledger tells of by their dates, and the team of the day of 立项."""
    before = str(ProjectState.DRAFT)
    for name, step, after in _DATED:
        if row.get(name):
            taken = Taken(0, step, before, after, date.fromisoformat(row[name]), "", "按原台账补记")
            note_step(office, "project", number, taken)
            before = str(after)
    if row.get("approved_on") and row.get("team") and row.get("leader"):
        copy_team(office, number, row["team"], row["leader"], row["approved_on"])


def validate_team(values: Values, _office: Office, _row_id: int | None) -> Faults:
    """A team's days in their order."""
    return rules.team_faults(values)


def validate_team_member(values: Values, office: Office, row_id: int | None) -> Faults:
    """One leader at a time, nobody twice."""
    others = lookups.times_in_team(office, values["team"], row_id)
    return rules.team_member_faults(values, others, lookups.team_values(office, values["team"]))


def validate_benefit(values: Values, office: Office, row_id: int | None) -> Faults:
    """At most twelve months, factors of the formula, evidence for what finance confirms."""
    others = lookups.other_benefits(office, values["project"], row_id)
    return rules.benefit_faults(values, others, lookups.has_files(office, "benefit", row_id), office.clock.today())


def validate_review(values: Values, office: Office, _row_id: int | None) -> Faults:
    """Marks within their weights."""
    return rules.review_faults(values, office.clock.today())


def validate_dated(values: Values, office: Office, _row_id: int | None) -> Faults:
    """Nothing is done in the days to come; no negative sum."""
    today = office.clock.today().isoformat()
    faults = {name: "日期在今天之后" for name in ("on", "done_on", "grant_on") if (values.get(name) or "") > today}
    if (values.get("amount") or 0) < 0:
        faults["amount"] = "金额不能是负数"
    return faults


def validate_idea(values: Values, office: Office, row_id: int | None) -> Faults:
    """Somebody did it, some day before tomorrow."""
    faults = validate_dated(values, office, row_id)
    if not values.get("member") and not values.get("others"):
        faults["member"] = "要写完成人；不是党员的写在其他完成人里"
    if not values.get("org") and not values.get("member"):
        faults["org"] = "要写党组织，或选完成人"
    return faults


def create_idea(values: Values, office: Office) -> int:
    """One small idea, inside an open change."""
    return insert_ideas(office, [values])[0]


def insert_ideas(office: Office, rows: Sequence[Values]) -> list[int]:
    """Small ideas as stored values, their branch that of whoever did it on the day. Inside an open change."""
    whole = [
        {**row, "org": row.get("org") or lookups.branch_of(office, row["member"], row["on"]) or _now(office, row)}
        for row in rows
    ]
    return insert_records(office, SmallIdea, whole)


def _now(office: Office, row: Values) -> int:
    return office.database.one("SELECT org_id FROM member WHERE id = ?", (row["member"],))


def validate_coaching(values: Values, _office: Office, _row_id: int | None) -> Faults:
    """A teacher and a trainee, not one and the same."""
    faults = {}
    if not values.get("member") and not values.get("trainee_name"):
        faults["member"] = "要写学员"
    if not values.get("teacher") and not values.get("teacher_name"):
        faults["teacher"] = "要写师傅，外请的写在外请老师里"
    if values.get("member") and values["member"] == values.get("teacher"):
        faults["teacher"] = "师傅和学员不能是同一人"
    if values.get("to_on") and values["to_on"] < values["from_on"]:
        faults["to_on"] = "结束早于开始"
    return faults


def validate_fund(values: Values, office: Office, row_id: int | None) -> Faults:
    """One fund a studio and year."""
    sql = "SELECT 1 FROM studio_fund WHERE studio_id = ? AND year = ? AND id IS NOT ?"
    if office.database.one(sql, (values["studio"], values["year"], row_id)):
        return {"year": f"{values['year']} 年的专项经费已经有了"}
    if not 1990 <= values["year"] <= 2100:
        return {"year": "年度要写四位数，例如 2016"}
    return {"allotted": "拨付不能是负数"} if values["allotted"] < 0 else {}
