"""The table of allowed steps of a project, to be read beside domain.md §5. What each asks of the record is in rules.py.

草稿 ─申报→ 已申报 ─初审通过→ 已初审 ─评审立项→ 已立项 ─开始攻关→ 攻关中 ─验收通过→ 已验收 ─投用→ 已投用 ─推广→ 已推广
  ↑          └─退回─┬──────┘                     │            │ ↺ 中期检查、试用；已试用的可以直接 ─投用→
 退回 ←─────────────┘                            └─暂停⇄恢复──┤ └─验收不通过→ 未通过 ─继续攻关→ 攻关中
                                                              └─终止→ 终止
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from desktop_app.features.innovation import lookups, rules
from desktop_app.features.innovation.words import ProjectState as S
from desktop_app.features.innovation.words import TeamRole, Verdict
from desktop_app.ledger.steps import Step, Steps
from desktop_app.storage.office import Office

Values = Mapping[str, Any]
_TOLD = ("team", "leader", "problem", "aim", "plan", "novelty", "plan_from", "plan_to")


def _leader_outside(office: Office, project: Values, on: date) -> str:
    if lookups.in_team(office, project["team"], project["leader"], on.isoformat()):
        return ""
    return f"带头人{lookups.name_of(office, project['leader'])}这一天不在团队里，请先在团队里加上，或改带头人。"


def _writes(*names: str, **fixed: Any) -> Callable[[Office, Values, date], Values]:
    """A step that writes its day into these fields, and these values."""
    return lambda _office, _project, on: {**dict.fromkeys(names, on.isoformat()), **fixed}


def _approve(office: Office, project: Values, on: date) -> Values:
    """The number of the year, and the team as it is that day (I6)."""
    copy_team(office, project["id"], project["team"], project["leader"], on.isoformat())
    code = project["code"] or rules.next_code(on.year, lookups.codes_of(office, on.year))
    return {"code": code, "approved_on": on.isoformat()}


def copy_team(office: Office, project: int, team: int, leader: int, day: str) -> None:
    """Keep who is in the team on a day, with the branch of that day, as the people of a project; the project's leader leads."""
    office.database.execute_sql(
        "INSERT INTO project_member (project_id, member_id, role, org_id)"
        f" SELECT ?1, t.member_id, CASE WHEN t.member_id = ?3 THEN '{TeamRole.LEADER}' ELSE '{TeamRole.MEMBER}' END,"
        " (SELECT s.org_id FROM stay s WHERE s.member_id = t.member_id AND s.from_on <= ?4 AND s.until > ?4)"
        " FROM team_member t WHERE t.team_id = ?2 AND t.from_on <= ?4 AND (t.to_on IS NULL OR t.to_on > ?4)"
        " AND NOT EXISTS (SELECT 1 FROM project_member p WHERE p.project_id = ?1 AND p.member_id = t.member_id)"
        " GROUP BY t.member_id ORDER BY t.member_id <> ?3, t.id",
        (project, team, leader, day),
    )


def _accept(office: Office, project: Values, on: date) -> Values:
    failed_before = lookups.verdict_before(office, project["id"]) == Verdict.FAILED
    return {"accepted_on": on.isoformat(), "verdict": Verdict.PASSED_LATER if failed_before else Verdict.PASSED}


def _unused(_office: Office, project: Values, _on: date) -> str:
    return rules.use_fault(project)


def _not_accepted(_office: Office, project: Values, _on: date) -> str:
    return "已经验收过了。" if project["accepted_on"] else ""


def _roll_out(office: Office, project: Values, on: date) -> Values:
    office.database.execute_sql(
        "INSERT INTO rollout (project_id, unit, on_day) VALUES (?, ?, ?)",
        (project["id"], project["rollout_to"], on.isoformat()),
    )
    return {"rolled_out_on": project["rolled_out_on"] or on.isoformat()}


PROJECT_STEPS = Steps(
    "state",
    (
        Step(
            "申报", (S.DRAFT, S.RETURNED), S.APPLIED, needs=_TOLD, refuses=_leader_outside, then=_writes("applied_on")
        ),
        Step("初审通过", (S.APPLIED,), S.REVIEWED, opinion=True),
        Step("退回", (S.APPLIED, S.REVIEWED), S.RETURNED, opinion=True),
        Step(
            "评审立项",
            (S.REVIEWED,),
            S.APPROVED,
            asks=("budget_approved", "approver", "doc_no"),
            may=frozenset(("doc_no",)),
            opinion=True,
            refuses=_leader_outside,
            then=_approve,
        ),
        Step("开始攻关", (S.APPROVED,), S.RUNNING),
        Step("中期检查", (S.RUNNING,), S.RUNNING, opinion=True, then=_writes("updated_on")),
        Step("验收通过", (S.RUNNING,), S.ACCEPTED, asks=("accept_head",), opinion=True, then=_accept),
        Step(
            "验收不通过",
            (S.RUNNING,),
            S.FAILED,
            asks=("accept_head",),
            opinion=True,
            then=_writes(verdict=Verdict.FAILED),
        ),
        Step("继续攻关", (S.FAILED,), S.RUNNING),
        Step("试用", (S.RUNNING,), S.RUNNING, asks=("use_place",), then=_writes("trial_on")),
        Step(
            "投用",
            (S.ACCEPTED, S.RUNNING),
            S.IN_USE,
            asks=("use_place", "qty"),
            refuses=_unused,
            then=_writes("in_use_on"),
        ),
        Step(
            "投用后验收",
            (S.IN_USE,),
            S.IN_USE,
            asks=("accept_head",),
            opinion=True,
            refuses=_not_accepted,
            then=_accept,
        ),
        Step("推广", (S.IN_USE, S.ROLLED_OUT), S.ROLLED_OUT, asks=("rollout_to",), then=_roll_out),
        Step("暂停", (S.APPROVED, S.RUNNING), S.PAUSED, opinion=True),
        Step("恢复", (S.PAUSED,), S.RUNNING),
        Step("终止", (S.APPROVED, S.RUNNING, S.PAUSED, S.FAILED), S.STOPPED, opinion=True),
    ),
)
