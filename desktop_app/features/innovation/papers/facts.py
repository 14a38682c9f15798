"""What the papers of a project say, read once: its own fields in words, people, steps, money, benefit, use, rights, awards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.features.innovation import rules
from desktop_app.ledger.taken import Taken, steps_taken
from desktop_app.storage.office import Office
from desktop_app.support.dates import show
from desktop_app.support.errors import OfficeError

_FIELDS: tuple[str, ...] = (
    *("name", "code", "origin", "direction", "problem", "aim"),
    *("plan", "novelty", "plan_from", "plan_to", "budget_asked", "budget_approved"),
    *("spent", "approved_on", "approver", "doc_no", "accepted_on", "accept_head"),
    *("verdict", "in_use_on", "use_place", "qty", "score", "state"),
    "trial_on",
)
_FACTORS = ("formula", "old_use", "new_use", "price", "quantity", "saved", "cost", "confirmed_on", "from_on", "to_on")


@dataclass(frozen=True)
class Facts:
    """One project as its papers tell it. Money is in words; lists hold one line each."""

    id: int
    fields: dict[str, Any]
    team: str
    leader: str
    org: str
    people: Sequence[str]
    steps: Sequence[Taken]
    milestones: Sequence[str]
    benefits: Sequence[str]
    rollouts: Sequence[str]
    rights: Sequence[str]
    awards: Sequence[str]

    def text(self, name: str) -> str:
        """A field as words, '' for none."""
        value = self.fields[name]
        return "" if value is None else str(value)

    def money(self, name: str) -> str:
        """A sum in 元, '' for none."""
        value = self.fields[name]
        return "" if value is None else f"{value / 100:,.2f} 元"

    def day(self, name: str) -> str:
        """A day as 2016年5月1日."""
        return show(self.fields[name], "chinese") if self.fields[name] else ""

    def opinion(self, *steps: str) -> str:
        """The last of these steps as the form's opinion box tells it: opinion, by whom, when."""
        taken = [step for step in self.steps if step.step in steps]
        if not taken:
            return ""
        last = taken[-1]
        return f"{last.opinion or last.step}\n{last.by}　{show(last.on.isoformat(), 'chinese')}".strip()


def project_facts(office: Office, project: int) -> Facts:
    """Everything about a project; OfficeError when it is gone."""
    rows = office.database.rows(
        f"SELECT {', '.join(f'p.{name}' for name in _FIELDS)}, ifnull(t.name, ''), ifnull(m.name, ''), o.short_name FROM project p"
        " LEFT JOIN team t ON t.id = p.team_id LEFT JOIN member m ON m.id = p.leader_id"
        " JOIN party_org o ON o.id = p.org_id WHERE p.id = ?",
        (project,),
    )
    if not rows:
        raise OfficeError("这个项目已经被删除。", "请刷新后再看。")
    *values, team, leader, org = rows[0]
    return Facts(
        project,
        dict(zip(_FIELDS, values, strict=True)),
        team,
        leader,
        org,
        _people(office, project),
        steps_taken(office, "project", project),
        _lines(
            office,
            "SELECT title || '：计划 ' || due_on || ifnull('，完成 ' || done_on, '，未完成') FROM milestone",
            project,
            "due_on",
        ),
        _benefits(office, project),
        _lines(
            office,
            "SELECT on_day || '　' || unit || ifnull('　' || qty || ' 台（套）', '') FROM rollout",
            project,
            "on_day",
        ),
        _lines(
            office,
            "SELECT kind || '“' || title || '”　' || ifnull('授权号 ' || grant_no, ifnull('申请号 ' || apply_no, '')) FROM ip_right",
            project,
            "id",
        ),
        _awards(office, project),
    )


def _lines(office: Office, select: str, project: int, order: str) -> list[str]:
    rows = office.database.rows(f"{select} WHERE project_id = ? ORDER BY {order}, id", (project,))
    return [line for (line,) in rows]


def _people(office: Office, project: int) -> list[str]:
    rows = office.database.rows(
        "SELECT m.name, p.role, ifnull(o.short_name, '') FROM project_member p JOIN member m ON m.id = p.member_id"
        " LEFT JOIN party_org o ON o.id = p.org_id WHERE p.project_id = ? ORDER BY p.role <> '带头人', p.id",
        (project,),
    )
    return [f"{name}（{'带头人，' if role == '带头人' else ''}{org}）" for name, role, org in rows]


def _benefits(office: Office, project: int) -> list[str]:
    rows = office.database.rows(
        f"SELECT {', '.join(_FACTORS)} FROM benefit WHERE project_id = ? ORDER BY from_on, id", (project,)
    )
    told = []
    for row in rows:
        benefit: dict[str, Any] = dict(zip(_FACTORS, row, strict=True))
        standing = "财务已确认" if benefit["confirmed_on"] else "预估"
        told.append(
            f"{benefit['from_on']} 至 {benefit['to_on']}，{rules.formula_in_words(benefit['formula'])}："
            f"{rules.arithmetic(benefit)}（{standing}）"
        )
    return told


def _awards(office: Office, project: int) -> list[str]:
    rows = office.database.rows(
        "SELECT awarded_on, level, ifnull(klass, ''), grade, title FROM award"
        " WHERE (subject_table, subject_id) = ('project', ?) ORDER BY awarded_on, id",
        (project,),
    )
    return [
        f"{on}　{title}（{level}级{klass}{grade.replace('无', '')}{'奖' if grade != '无' else ''}）"
        for on, level, klass, grade, title in rows
    ]
