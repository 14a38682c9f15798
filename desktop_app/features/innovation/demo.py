"""The demo office's innovation: 7 teams of 30, 68 approved projects of which 39 are in use, 108 small ideas, the studio.

What will become of a project is drawn at the beginning; each month does what falls into it, as the clerk would have, in one change.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from desktop_app.features.innovation import demo_studio
from desktop_app.features.innovation.model import (
    Benefit,
    IpRight,
    Milestone,
    Project,
    Review,
    SmallIdea,
    Team,
    TeamMember,
)
from desktop_app.features.innovation.rules import months_later
from desktop_app.features.innovation.steps import copy_team
from desktop_app.features.innovation.words import Direction, Origin, ProjectState, TeamRole
from desktop_app.ledger.writes import insert_records
from desktop_app.people.honours.model import Award
from desktop_app.storage.office import Office
from desktop_app.support.paths import DATA
from desktop_app.support.spans import Span

S = ProjectState
_LAST = date(2016, 12, 28)
_TEAMS = (
    ("绿化机具攻关队", Direction.GARDENING, 5),
    ("物业维修攻关队", Direction.PROPERTY, 5),
    ("供热节能攻关队", Direction.LABOUR, 4),
    ("水电管网攻关队", Direction.LABOUR, 4),
    ("便民服务攻关队", Direction.SERVICE, 4),
    ("平安社区攻关队", Direction.SECURITY, 4),
    ("精细管理攻关队", Direction.MANAGEMENT, 4),
)
# How many projects end the two years in which state: 68 approved, 39 of them in use, and some that are still on the way to it.
_ENDS: tuple[tuple[ProjectState, int], ...] = (
    (S.ROLLED_OUT, 11),
    (S.IN_USE, 28),
    (S.ACCEPTED, 5),
    (S.RUNNING, 13),
    (S.APPROVED, 4),
    (S.PAUSED, 2),
    (S.FAILED, 2),
    (S.STOPPED, 3),
    (S.REVIEWED, 2),
    (S.APPLIED, 3),
    (S.RETURNED, 1),
    (S.DRAFT, 2),
)
_FAR = (S.ROLLED_OUT, S.IN_USE, S.ACCEPTED, S.FAILED, S.STOPPED, S.PAUSED)
_RUNNING = (*_FAR, S.RUNNING)
_APPROVED = (*_RUNNING, S.APPROVED)
_UNITS = ("第一社区", "第三社区", "第五社区", "供水管理处", "采油二厂矿区", "信阳基地物业站", "离退休管理中心")
_MILESTONES = ("方案和图纸定稿", "样机试制完成", "现场试验", "整理资料报请验收")
_NOTES = (
    "样机已装好，正在调试。",
    "现场试用一周，记录了工时和用料。",
    "按试用意见改进了两处。",
    "配件已到，下周安装。",
)
_SPENT_ON = ("钢材和型材", "电机和轴承", "控制元件", "外协加工", "试验用料", "安全防护用品")


@dataclass
class Life:
    """One project and what happens to it: `acts` are (day, step, before, after, opinion, values by column)."""

    values: dict[str, Any]
    team: int
    end: ProjectState
    acts: list[tuple[date, str, str, str, str, dict[str, Any]]] = field(default_factory=list)
    id: int = 0


def demo(office: Office, seed: int) -> Callable[[Span], None]:
    """What lives one month of innovation (Offers.demo)."""
    return _World(office, Random(f"innovation {seed}")).live


class _World:
    def __init__(self, office: Office, random: Random) -> None:
        self._office, self._random = office, random
        self._serials: dict[int, int] = defaultdict(int)
        self._teams: list[int] = []
        self._lives: list[Life] = []
        self._studio = demo_studio.StudioLife(office, random)

    def live(self, span: Span) -> None:
        """One month."""
        with self._office.change(f"{span.title()}创新台账"):
            if not self._teams:
                self._found(span)
                self._plan()
            self._replace_those_who_left(span)
            self._begin(span)
            self._act(span)
            self._reckon(span)
            self._award(span)
            self._small_ideas(span)
            self._studio.live(span, [life.id for life in self._lives if life.id and life.end in _FAR])

    # Teams

    def _able(self, span: Span) -> list[tuple[int, int]]:
        """(member, branch) of those who may join a team: present, reachable, the working ones first."""
        rows = self._office.database.rows(
            "SELECT id, org_id FROM member WHERE left_on IS NULL AND org_id IS NOT NULL AND NOT is_lost AND NOT is_mobile"
            " AND category = '正式党员' AND NOT EXISTS (SELECT 1 FROM team_member t WHERE t.member_id = member.id)"
            " AND ifnull(entered_on, '') <= ? ORDER BY substr(ifnull(job_code, '9'), 1, 1) > '3', id LIMIT 400",
            (span.end.isoformat(),),
        ) or self._office.database.rows("SELECT id, org_id FROM member WHERE left_on IS NULL ORDER BY id LIMIT 400")
        return [(member, org) for member, org in rows]

    def _found(self, span: Span) -> None:
        able = self._able(span)
        chosen = self._random.sample(able[: max(60, len(able) // 2)], k=min(30, len(able)))
        on, end = span.start.replace(day=12), span.start.replace(year=span.start.year + 3) - timedelta(days=1)
        rows, members, at = [], [], 0
        for name, direction, size in _TEAMS:
            people, at = chosen[at : at + size], at + size
            org = people[0][1] if people else able[0][1]
            days = {"term_from": on.isoformat(), "term_to": end.isoformat()}
            rows.append({"name": name, "org": org, "direction": direction, "others": "岗位骨干三人", **days})
            members.append(people)
        self._teams = insert_records(self._office, Team, rows)
        places = [
            {
                "team": team,
                "member": member,
                "role": TeamRole.MEMBER if place else TeamRole.LEADER,
                "from_on": on.isoformat(),
            }
            for team, people in zip(self._teams, members, strict=True)
            for place, (member, _) in enumerate(people)
        ]
        insert_records(self._office, TeamMember, places)

    def _replace_those_who_left(self, span: Span) -> None:
        gone = self._office.database.rows(
            "SELECT t.id, t.team_id, t.role, m.left_on FROM team_member t JOIN member m ON m.id = t.member_id"
            " WHERE t.to_on IS NULL AND m.left_on IS NOT NULL ORDER BY t.id"
        )
        for row, team, role, left_on in gone:
            self._office.database.execute_sql("UPDATE team_member SET to_on = ? WHERE id = ?", (left_on, row))
            if able := self._able(span):
                new = {
                    "team": team,
                    "member": self._random.choice(able)[0],
                    "role": role,
                    "from_on": span.end.isoformat(),
                }
                insert_records(self._office, TeamMember, [new])

    def _leader(self, team: int) -> int:
        return self._office.database.one(
            "SELECT member_id FROM team_member WHERE team_id = ? AND role = '带头人' AND to_on IS NULL", (team,)
        )

    # What will become of every project

    def _plan(self) -> None:
        with (DATA / "sample" / "projects.csv").open(encoding="utf-8", newline="") as file:
            told = list(csv.DictReader(file))
        ends = [end for end, count in _ENDS for _ in range(count)]
        self._random.shuffle(ends)
        for place, end in enumerate((S.ROLLED_OUT, S.IN_USE, S.IN_USE)):  # what the article names is in use
            at = ends.index(end, place)
            ends[place], ends[at] = ends[at], ends[place]
        for line, end in zip(told, ends, strict=True):
            self._lives.append(self._planned(line, end))

    def _planned(self, line: dict[str, str], end: ProjectState) -> Life:
        direction = Direction(line["direction"])
        teams = [team for team, (_, theirs, _) in zip(self._teams, _TEAMS, strict=True) if theirs == direction]
        team = self._random.choice(teams or self._teams)
        famous = line["name"] in ("手扶旋耕机", "自制喷药车", "简易装载机")
        applied = self._first_day(end, famous)
        asked = self._random.randint(8, 60) * 100_000 // 10
        values = {
            "name": line["name"],
            "direction": direction,
            "origin": self._random.choice(list(Origin)),
            "team": team,
            "problem": line["problem"] + "。",
            "aim": line["aim"] + "。",
            "plan": "现场测绘和试验，自行设计、加工和装配样机，试用一个月后按使用意见改进，再固化为操作办法。",
            "novelty": "就地取材、结构简单，一线职工自己能造、能修、能用。",
            "plan_from": (applied + timedelta(days=30)).isoformat(),
            "plan_to": months_later(applied, 8 if end in _FAR else 14).isoformat(),
            "budget_asked": asked,
            "applied_on": None,
        }
        life = Life(values, team, end)
        self._schedule(life, applied, asked)
        return life

    def _first_day(self, end: ProjectState, famous: bool) -> date:
        if famous:
            return date(2015, 2, 3) + timedelta(days=self._random.randint(0, 30))
        if end in _FAR:
            return date(2015, 2, 1) + timedelta(days=self._random.randint(0, 330))
        if end == S.RUNNING:
            return date(2015, 12, 1) + timedelta(days=self._random.randint(0, 240))
        if end == S.APPROVED:
            return date(2016, 8, 20) + timedelta(days=self._random.randint(0, 40))
        return date(2016, 10, 20) + timedelta(days=self._random.randint(0, 30))

    def _schedule(self, life: Life, applied: date, asked: int) -> None:
        """The steps up to the state in which the two years end, in their order."""
        end, day = life.end, applied

        def then(days: int, step: str, before: S, after: S, opinion: str = "", **values: Any) -> None:
            nonlocal day
            day = min(day + timedelta(days=days), _LAST)
            life.acts.append((day, step, str(before), str(after), opinion, values))

        pick = self._random.randint
        if end == S.DRAFT:
            return
        then(0, "申报", S.DRAFT, S.APPLIED, applied_on=applied.isoformat())
        if end == S.APPLIED:
            return
        if end == S.RETURNED:
            then(pick(4, 10), "退回", S.APPLIED, S.RETURNED, "经费测算不细，补充后再报。")
            return
        then(pick(4, 10), "初审通过", S.APPLIED, S.REVIEWED, "问题找得准，同意上报。")
        if end == S.REVIEWED:
            return
        granted = asked if self._random.random() < 0.6 else asked * 8 // 10
        then(pick(10, 20), "评审立项", S.REVIEWED, S.APPROVED, "同意立项。", budget_approved=granted)
        if end == S.APPROVED:
            return
        then(pick(3, 12), "开始攻关", S.APPROVED, S.RUNNING)
        then(pick(40, 70), "中期检查", S.RUNNING, S.RUNNING, "进度符合计划。")
        for step in self._further(life.end):
            then(*step)

    def _further(self, end: ProjectState) -> Iterator[tuple[Any, ...]]:
        pick = self._random.randint
        if end == S.PAUSED:
            yield pick(10, 30), "暂停", S.RUNNING, S.PAUSED, "配件停产，等替代件。"
        elif end == S.STOPPED:
            yield pick(10, 40), "终止", S.RUNNING, S.STOPPED, "现场已改造，不再需要。"
        elif end == S.FAILED:
            yield pick(40, 80), "验收不通过", S.RUNNING, S.FAILED, "连续运行不到八小时，继续改进。"
        elif end in (S.ACCEPTED, S.IN_USE, S.ROLLED_OUT):
            yield pick(40, 90), "验收通过", S.RUNNING, S.ACCEPTED, "达到预定目标，同意验收。"
            if end != S.ACCEPTED:
                yield pick(5, 40), "投用", S.ACCEPTED, S.IN_USE
            if end == S.ROLLED_OUT:
                yield pick(20, 50), "推广", S.IN_USE, S.ROLLED_OUT

    # What happens in a month

    def _begin(self, span: Span) -> None:
        """Projects whose first day has come are entered with their milestones."""
        first = [life for life in self._lives if not life.id and (life.acts[0][0] if life.acts else _LAST) <= span.end]
        orgs = dict(self._office.database.rows("SELECT id, org_id FROM team"))
        for life in first:
            life.values |= {"leader": self._leader(life.team), "org": orgs[life.team]}
        for life, number in zip(first, insert_records(self._office, Project, [f.values for f in first]), strict=True):
            life.id = number
        milestones = [
            {"project": life.id, "title": title, "due_on": self._between(life, share).isoformat()}
            for life in first
            if life.end in _APPROVED
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
        self._go_on(span)

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
            leader = self._leader(life.team)
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
            return {"in_use_on": day, "use_place": random.choice(_UNITS[:3]), "qty": random.randint(1, 12)}
        if step == "推广":
            unit = random.choice(_UNITS[3:])
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
            "inventors": self._office.database.one("SELECT name FROM member WHERE id = ?", (self._leader(life.team),)),
        }
        if granted <= _LAST:
            row |= {"grant_no": f"ZL{serial}", "grant_on": granted.isoformat(), "state": "已授权"}
        insert_records(self._office, IpRight, [row])

    def _go_on(self, span: Span) -> None:
        """Progress, spending and milestones of the projects that are being worked on."""
        random, database = self._random, self._office.database
        running = database.rows(
            "SELECT id, budget_approved, spent, (SELECT count(*) FROM spending s WHERE s.project_id = project.id)"
            " FROM project WHERE state = '攻关中' ORDER BY id"
        )
        notes, spent = [], []
        for number, granted, _, times in running:
            if random.random() < 0.8:
                notes.append((number, self._day(span), random.choice(_NOTES)))
            if times < 4 and random.random() < 0.7:
                share = granted * random.randint(15, 24) // 100 // 100 * 100
                spent.append(
                    (number, self._day(span), random.choice(_SPENT_ON), share, f"记{random.randint(1, 400):04d}号")
                )
        database.executemany("INSERT INTO project_note (project_id, on_day, text) VALUES (?, ?, ?)", notes)
        database.executemany(
            "INSERT INTO spending (project_id, on_day, what, amount, voucher) VALUES (?, ?, ?, ?, ?)", spent
        )
        done = database.rows(
            "SELECT m.id, m.due_on FROM milestone m JOIN project p ON p.id = m.project_id WHERE m.done_on IS NULL"
            " AND m.due_on BETWEEN ? AND ? AND p.approved_on IS NOT NULL AND p.state NOT IN ('暂停', '终止') ORDER BY m.id",
            (span.start.isoformat(), span.end.isoformat()),
        )
        database.executemany(
            "UPDATE milestone SET done_on = ? WHERE id = ?", [(day, row) for row, day in done if random.random() < 0.96]
        )

    def _day(self, span: Span) -> str:
        return (span.start + timedelta(days=self._random.randint(0, (span.end - span.start).days))).isoformat()

    # Benefit, awards, small ideas

    def _reckon(self, span: Span) -> None:
        """A benefit is entered as 预估 the month after the first use and confirmed by finance when its year is over."""
        used = self._office.database.rows(
            "SELECT p.id, p.in_use_on FROM project p WHERE p.in_use_on < ? AND NOT EXISTS"
            " (SELECT 1 FROM benefit b WHERE b.project_id = p.id) ORDER BY p.id",
            (span.start.isoformat(),),
        )
        rows = [self._benefit(number, date.fromisoformat(on)) for number, on in used if number % 5]
        insert_records(self._office, Benefit, rows)
        over = self._office.database.rows(
            "SELECT id, to_on FROM benefit WHERE confirmed_on IS NULL AND to_on < ? ORDER BY id",
            ((span.start - timedelta(days=10)).isoformat(),),
        )
        day = span.start.replace(day=18).isoformat()
        self._office.database.executemany(
            "UPDATE benefit SET confirmed_by = '财务资产科', confirmed_on = ? WHERE id = ?",
            [(day, row) for row, _ in over if row % 6],
        )

    def _benefit(self, project: int, in_use: date) -> dict[str, Any]:
        random = self._random
        kind = random.choice(("工时", "工时", "材料", "外委替代"))
        months = random.choice((6, 9, 12)) if in_use < date(2016, 5, 1) else 12
        end = months_later(in_use, months) - timedelta(days=1)
        factors = {
            "工时": {
                "old_use": 35_000,
                "new_use": 12_000,
                "price": 420_000,
                "quantity": random.randint(120, 900) * 10_000,
            },
            "材料": {
                "old_use": 18_500,
                "new_use": 14_200,
                "price": 265_000,
                "quantity": random.randint(800, 4000) * 10_000,
            },
            "外委替代": {"old_use": 8_000_000, "new_use": 2_600_000, "quantity": random.randint(20, 90) * 10_000},
        }[kind]
        return {
            "project": project,
            "from_on": in_use.isoformat(),
            "to_on": end.isoformat(),
            "formula": kind,
            "cost": random.randint(20, 120) * 10_000,
            "basis": "派工单、领料单和外委合同价，存班组核算台账。",
            **factors,
        }

    def _award(self, span: Span) -> None:
        if span.start not in (date(2015, 12, 1), date(2016, 11, 1)):
            return
        random, day = self._random, span.start.replace(day=24).isoformat()
        rows = self._office.database.rows(
            "SELECT id, name, leader_id, org_id FROM project WHERE in_use_on <= ? ORDER BY name <> '手扶旋耕机', score DESC, id",
            (span.end.isoformat(),),
        )
        classes = ("挖潜增效类", "安全环保类", "服务民生类")
        levels = [("油田", "一等")] if span.start.year == 2016 else []
        levels += [
            ("油田", "二等"),
            ("油田", "三等"),
            ("油田", "三等"),
            ("中心", "一等"),
            ("中心", "二等"),
            ("中心", "三等"),
        ]
        awards = [
            {
                "title": f"{span.start.year}年职工经济技术创新成果奖",
                "level": level,
                "grade": grade,
                "klass": classes[0] if grade == "一等" else random.choice(classes),
                "winner": name,
                "member": leader,
                "org": org,
                "subject_table": "project",
                "subject_id": number,
                "issuer": "油田工会" if level == "油田" else "中心党委",
                "awarded_on": day,
            }
            for (level, grade), (number, name, leader, org) in zip(levels, rows, strict=False)
        ]
        insert_records(self._office, Award, awards)

    def _small_ideas(self, span: Span) -> None:
        if span.start.year != 2016:
            return
        with (DATA / "sample" / "small_ideas.csv").open(encoding="utf-8", newline="") as file:
            told = list(csv.DictReader(file))
        at = (span.start.month - 1) * 9
        people = self._doers(span)
        rows = []
        for number in range(at, at + 9):
            line, (member, org) = told[number % len(told)], self._random.choice(people)
            rows.append(
                {
                    "name": line["name"],
                    "kind": line["kind"],
                    "effect": line["effect"] + "。",
                    "on": self._day(span),
                    "member": member,
                    "org": org,
                    "place": _UNITS[number // len(told)]
                    + self._random.choice(("维修班", "保洁班", "绿化班", "收费班", "运行班")),
                }
            )
        insert_records(self._office, SmallIdea, rows)

    def _doers(self, span: Span) -> Sequence[tuple[int, int]]:
        return self._office.database.rows(
            "SELECT s.member_id, s.org_id FROM stay s JOIN member m ON m.id = s.member_id WHERE s.org_id IS NOT NULL"
            " AND s.from_on <= ?1 AND s.until > ?1 AND m.left_on IS NULL ORDER BY m.id LIMIT 900",
            (span.start.isoformat(),),
        )
