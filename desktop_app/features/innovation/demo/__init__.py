"""The demo office's innovation: 7 teams of 30, 68 approved projects of which 39 are in use, 108 small ideas, the studio.

Each month does what falls into it, as the clerk would have, in one change. What will become of a project is told in lives.py.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from desktop_app.features.innovation.demo.deeds import UNITS, Deeds
from desktop_app.features.innovation.demo.lives import APPROVED, FAR, LAST, Life, Planner
from desktop_app.features.innovation.demo.studio import StudioLife
from desktop_app.features.innovation.demo.teams import Teams
from desktop_app.features.innovation.model import IpRight, Milestone, Project, Review
from desktop_app.features.innovation.steps import copy_team
from desktop_app.ledger.writes import insert_records
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

_MILESTONES = ("方案和图纸定稿", "样机试制完成", "现场试验", "整理资料报请验收")


def demo(office: Office, seed: int) -> Callable[[Span], None]:
    """What lives one month of innovation (Offers.demo)."""
    return _World(office, Random(f"innovation {seed}")).live


class _World:
    def __init__(self, office: Office, random: Random) -> None:
        self._office, self._random = office, random
        self._serials: dict[int, int] = defaultdict(int)
        self._lives: list[Life] = []
        self._teams = Teams(office, random)
        self._deeds = Deeds(office, random)
        self._studio = StudioLife(office, random)

    def live(self, span: Span) -> None:
        """One month."""
        with self._office.change(f"{span.title()}创新台账"):
            if not self._lives:
                self._teams.found(span)
                self._lives = Planner(self._random, self._teams.ids).plan()
            self._teams.replace_those_who_left(span)
            self._begin(span)
            self._act(span)
            self._deeds.go_on(span)
            self._deeds.reckon(span)
            self._deeds.award(span)
            self._deeds.small_ideas(span)
            self._studio.live(span, [life.id for life in self._lives if life.id and life.end in FAR])

    def _begin(self, span: Span) -> None:
        """Projects whose first day has come are entered with their milestones."""
        first = [life for life in self._lives if not life.id and (life.acts[0][0] if life.acts else LAST) <= span.end]
        orgs = dict(self._office.database.rows("SELECT id, org_id FROM team"))
        for life in first:
            life.values |= {"leader": self._teams.leader(life.team), "org": orgs[life.team]}
        for life, number in zip(first, insert_records(self._office, Project, [f.values for f in first]), strict=True):
            life.id = number
        milestones = [
            {"project": life.id, "title": title, "due_on": self._between(life, share).isoformat()}
            for life in first
            if life.end in APPROVED
            for share, title in enumerate(_MILESTONES, 1)
        ]
        insert_records(self._office, Milestone, milestones)

    def _between(self, life: Life, share: int) -> date:
        start, end = (date.fromisoformat(life.values[name]) for name in ("plan_from", "plan_to"))
        return start + (end - start) * share // (len(_MILESTONES) + 1)

    def _act(self, span: Span) -> None:
        due = [(act, life) for life in self._lives if life.id for act in life.acts if span.start <= act[0] <= span.end]
        lines = []
        for (on, step, before, after, opinion, values), life in sorted(due, key=lambda pair: (pair[0][0], pair[1].id)):
            self._write(life, {**values, **self._more(life, step, on), "state": after})
            by = {"初审通过": "挂靠党支部", "评审立项": "中心创新工作领导小组", "验收通过": "验收组"}.get(step)
            lines.append(("project", life.id, step, before, after, on.isoformat(), by, opinion or None))
        self._office.database.executemany(
            "INSERT INTO step_taken (x_table, x_id, step, from_state, to_state, on_day, by_whom, opinion)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            lines,
        )

    def _write(self, life: Life, values: dict[str, Any]) -> None:
        assigned = ", ".join(f"{name} = ?" for name in values)
        self._office.database.execute_sql(
            f"UPDATE project SET {assigned} WHERE id = ?",
            (*(str(v) if isinstance(v, str) else v for v in values.values()), life.id),
        )

    def _more(self, life: Life, step: str, on: date) -> dict[str, Any]:
        day, random = on.isoformat(), self._random
        if step == "评审立项":
            self._serials[on.year] += 1
            leader = self._teams.leader(life.team)
            copy_team(self._office, life.id, life.team, leader, day)
            self._review(life, on)
            told = {
                "approved_on": day,
                "approver": "中心创新工作领导小组",
                "doc_no": f"中心创新〔{on.year}〕{on.month}号",
            }
            return {"code": f"{on.year}-{self._serials[on.year]:03d}", "leader_id": leader, **told}
        if step == "验收通过":
            return {"accepted_on": day, "accept_head": "中心总工程师", "verdict": "通过"}
        if step == "验收不通过":
            return {"accept_head": "中心总工程师", "verdict": "不通过"}
        if step == "投用":
            self._rights(life, on)
            return {"in_use_on": day, "use_place": random.choice(UNITS[:3]), "qty": random.randint(1, 12)}
        if step == "推广":
            unit = random.choice(UNITS[3:])
            self._office.database.execute_sql(
                "INSERT INTO rollout (project_id, unit, on_day, qty) VALUES (?, ?, ?, ?)",
                (life.id, unit, day, random.randint(1, 6)),
            )
            return {"rolled_out_on": day, "rollout_to": unit}
        return {}

    def _review(self, life: Life, on: date) -> None:
        rows = [
            {
                "project": life.id,
                "reviewer": reviewer,
                "on": on.isoformat(),
                "technical": self._random.randint(40, 58) * 5,
                "economic": self._random.randint(40, 58) * 5,
                "scope": self._random.randint(26, 39) * 5,
                "practical": self._random.randint(28, 40) * 5,
            }
            for reviewer in ("评委一", "评委二", "评委三")
        ]
        insert_records(self._office, Review, rows)

    def _rights(self, life: Life, on: date) -> None:
        if life.values["name"] != "手扶旋耕机" and self._random.random() > 0.15:
            return
        granted = on + timedelta(days=230)
        serial = f"{on.year}2{self._random.randint(1000000, 9999999)}"
        row = {
            "project": life.id,
            "kind": "实用新型",
            "title": f"一种{life.values['name']}",
            "apply_no": serial + "0",
            "apply_on": on.isoformat(),
            "inventors": self._office.database.one(
                "SELECT name FROM member WHERE id = ?", (self._teams.leader(life.team),)
            ),
        }
        if granted <= LAST:
            row |= {"grant_no": f"ZL{serial}", "grant_on": granted.isoformat(), "state": "已授权"}
        insert_records(self._office, IpRight, [row])
