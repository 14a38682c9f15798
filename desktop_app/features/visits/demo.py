"""The demo office's visits: homes and crews, two years of visits, one 稳定排查 that met everybody, appeals followed to their end.

What falls into a month is done in that month, in a few changes, by people who held a post then.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from desktop_app.features.visits import intake
from desktop_app.features.visits.model import (
    Appeal,
    Concern,
    Condolence,
    Crew,
    MoodRound,
    Sweep,
    Task,
    TaskDuty,
    TaskLog,
)
from desktop_app.features.visits.words import Hardship, Manner, Outcome, Topic, VisitKind
from desktop_app.ledger.writes import insert_records
from desktop_app.storage.office import Office
from desktop_app.support.paths import DATA
from desktop_app.support.spans import Span

_ESTATES = (("春晖家属院", 12, 3, 4, 2), ("槐香苑", 18, 3, 6, 2), ("胡杨小区", 46, 4, 6, 2))
_SMALL = 1000
_CREWS, _HOMES = 52, 320
_CREW_KINDS = (
    "保洁一班",
    "保洁二班",
    "绿化养护班",
    "水电维修班",
    "管道维修班",
    "供热运行班",
    "门卫巡逻班",
    "收费班",
    "环卫清运班",
    "综合班",
)
_SWEEP_MONTH, _MOOD_MONTH = "2016-03", "2016-08"
_TASK_MONTHS = ("2016-10", "2016-11", "2016-12")
_CARE_MONTHS = ("2015-01", "2015-06", "2016-01", "2016-06")
_APPEALS_IN = 0.14


class Goer(NamedTuple):
    """Somebody who goes on visits, and the branch."""

    member: int
    org: int


class Asked(NamedTuple):
    """An invented appeal in words."""

    kind: str
    dept: str
    text: str
    result: str


def demo(office: Office, seed: int) -> Callable[[Span], None]:
    """What lives one month of the visits (Offers.demo)."""
    return _Life(office, Random(f"visits {seed}")).live


class _Life:
    def __init__(self, office: Office, random: Random) -> None:
        self._office, self._random = office, random
        with (DATA / "sample" / "appeals.csv").open(encoding="utf-8", newline="") as file:
            self._asked = [Asked(**row) for row in csv.DictReader(file)]
        self._told: dict[str, list[tuple[str, int, tuple[Any, ...]]]] = defaultdict(list)
        with office.change("登记家庭户和班组"):
            self._register()
        order = self._random.sample(self._homes, k=min(_HOMES, len(self._homes)))
        # The 320 homes of 2016, spread over ten months; those of 2015 are others' turn.
        self._plan = {f"2016-{month:02d}": order[at::10] for at, month in enumerate(range(3, 13))}
        self._crew_plan = {f"2016-{month:02d}": self._crews[at::10] for at, month in enumerate(range(2, 12))}

    def _register(self) -> None:
        small = self._office.database.one("SELECT count(*) FROM member") < _SMALL
        for estate, buildings, units, floors, per_floor in _ESTATES[: 2 if small else 3]:
            for number in range(1, (buildings if not small else min(buildings, 12)) + 1):
                intake.add_building(self._office, estate, str(number), units, floors, per_floor)
        rows = self._office.database.rows("SELECT id FROM household ORDER BY id")
        empty = [(home,) for (home,) in rows if self._random.random() < 0.04]
        self._office.database.executemany("UPDATE household SET occupied = 0 WHERE id = ?", empty)
        gone = {home for (home,) in empty}
        self._homes = [home for (home,) in rows if home not in gone]
        places = self._office.database.rows(
            "SELECT id FROM party_org WHERE line = '基层' AND member_kind = '在职' AND level LIKE '%支部' ORDER BY id"
        ) or self._office.database.rows("SELECT id FROM party_org WHERE level LIKE '%支部' ORDER BY id")
        crews = [
            {
                "name": _CREW_KINDS[at // len(places) % len(_CREW_KINDS)],
                "org": places[at % len(places)][0],
                "heads": self._random.randint(6, 24),
            }
            for at in range(_CREWS)
        ]
        self._crews = insert_records(self._office, Crew, crews)

    def live(self, span: Span) -> None:
        month = span.start.strftime("%Y-%m")
        goers = self._goers(span)
        if not goers:
            return
        self._follow_up(month)
        with self._office.change(f"{span.title()}走访"):
            self._go(month, span, goers)
        if month == _SWEEP_MONTH:
            self._sweep(span, goers)
        if month == _MOOD_MONTH:
            self._survey(span)
        if month in _CARE_MONTHS:
            self._care(span)
        if month in _TASK_MONTHS:
            self._stand_by(month, span, goers)

    def _goers(self, span: Span) -> list[Goer]:
        """Those with a post who are on the roster the whole month."""
        rows = self._office.database.rows(
            "SELECT m.id, s.org_id FROM member m JOIN stay s ON s.member_id = m.id AND s.org_id IS NOT NULL"
            " AND s.from_on <= ? AND s.until > ? WHERE m.party_post IS NOT NULL ORDER BY m.id",
            (span.start.isoformat(), span.end.isoformat()),
        )
        return [Goer(*row) for row in rows]

    # Visits

    def _go(self, month: str, span: Span, goers: Sequence[Goer]) -> None:
        homes = self._plan.get(month) or self._random.sample(self._homes, k=min(8, len(self._homes)))
        crews = self._crew_plan.get(month, ())
        kind = VisitKind.HOME if month in self._plan else VisitKind.STUDY
        rows = [self._visit(span, goers, kind=kind, household=home) for home in homes]
        rows += [self._visit(span, goers, kind=VisitKind.CREW, crew=crew) for crew in crews]
        # Some were out the first time: that visit stands too, and doesn't count.
        again = [row for row in rows if row["kind"] == VisitKind.HOME and self._random.random() < 0.06]
        rows += [{**row, "outcome": Outcome.OUT, "on": span.start.isoformat(), "summary": None} for row in again]
        rows.sort(key=lambda row: row["on"])
        visits = intake.insert_visits(self._office, rows)
        asked = [
            (visit, row)
            for visit, row in zip(visits, rows, strict=True)
            if row["household"] and row["outcome"] == Outcome.MET and self._random.random() < _APPEALS_IN
        ]
        self._ask(asked)

    def _visit(self, span: Span, goers: Sequence[Goer], **values: Any) -> dict[str, Any]:
        goer = self._random.choice(goers)
        own = [each for each in goers if each.org == goer.org and each != goer]
        companion = self._random.choice(own).member if own else None
        topics = self._random.sample(list(Topic), k=self._random.randint(1, 3))
        return {
            "household": None,
            "crew": None,
            "on": self._day(span).isoformat(),
            "org": goer.org,
            "visitor": goer.member,
            "companion": companion,
            "alone_reason": None if companion else "支部只有一名委员在岗",
            "mode": "座谈" if values.get("crew") else "上门",
            "outcome": Outcome.MET,
            "topics": "、".join(topic for topic in Topic if topic in topics),
            "leaflets": self._random.choice((1, 1, 2)) if values.get("household") else self._random.randint(5, 20),
            "summary": "宣讲油田形势和安全知识，听取意见。",
            **values,
        }

    def _day(self, span: Span) -> date:
        return span.start + timedelta(days=self._random.randint(1, (span.end - span.start).days))

    # Appeals and their way

    def _ask(self, visits: Sequence[tuple[int, dict[str, Any]]]) -> None:
        rows = []
        for visit, row in visits:
            asked = self._random.choice(self._asked)
            on = date.fromisoformat(row["on"])
            urgent = self._random.random() < 0.1
            due = on + timedelta(days=3 if urgent else 15)
            rows.append(
                {
                    "visit": visit,
                    "kind": asked.kind,
                    "dept": asked.dept,
                    "text": asked.text,
                    "urgency": "紧急" if urgent else "一般",
                    "due_on": due.isoformat(),
                }
            )
        appeals = insert_records(self._office, Appeal, rows)
        self._office.database.executemany(
            "UPDATE visit SET has_appeal = 1 WHERE id = ?", [(visit,) for visit, _ in visits]
        )
        for appeal, row in zip(appeals, rows, strict=True):
            if self._random.random() < 0.07:
                self._raise(appeal)
            else:
                self._promise(appeal, row)

    def _raise(self, appeal: int) -> None:
        item = intake.raise_from_appeal(self._office, appeal)
        branch = self._office.database.one(
            "SELECT v.org_id FROM visit v JOIN appeal a ON a.visit_id = v.id WHERE a.id = ?", (appeal,)
        )
        people = self._office.database.rows(
            "SELECT id FROM member WHERE org_id = ? AND left_on IS NULL AND party_post IS NOT NULL ORDER BY id",
            (branch,),
        )
        lead, owner = (people[0][0], people[1][0]) if len(people) > 1 else (None, None)
        self._office.database.execute_sql(
            "UPDATE problem_item SET lead_id = ?, owner_id = ?, measures = '会同承办部门现场核实后处理', aspect = '作用发挥' WHERE id = ?",
            (lead, owner, item),
        )

    def _promise(self, appeal: int, row: dict[str, Any]) -> None:
        """Draw when it will be done and told back: mostly in time, a few late, the last ones of the year still open."""
        due = date.fromisoformat(row["due_on"])
        done = due + timedelta(
            days=self._random.randint(2, 12) if self._random.random() < 0.06 else -self._random.randint(0, 2)
        )
        told = done + timedelta(days=self._random.randint(1, 6))
        words = self._random.choices(("满意", "基本满意", "不满意"), (12, 5, 1))[0]
        result = next(asked.result for asked in self._asked if asked.text == row["text"])
        self._told[done.strftime("%Y-%m")].append(
            (
                "UPDATE appeal SET state = '待回访', done_on = ?, result = ? WHERE id = ?",
                0,
                (done.isoformat(), result, appeal),
            )
        )
        self._told[done.strftime("%Y-%m")].append((_STEP, 1, (appeal, "办结", "办理中", "待回访", done.isoformat())))
        self._told[told.strftime("%Y-%m")].append(
            (
                "UPDATE appeal SET state = '已回访', called_back_on = ?, satisfaction = ? WHERE id = ?",
                2,
                (told.isoformat(), words, appeal),
            )
        )
        self._told[told.strftime("%Y-%m")].append((_STEP, 3, (appeal, "回访", "待回访", "已回访", told.isoformat())))

    def _follow_up(self, month: str) -> None:
        """What was promised and falls into this month or an earlier one."""
        due = [line for each in sorted(self._told) if each <= month for line in self._told.pop(each)]
        if not due:
            return
        with self._office.change(f"{month[:4]}年{int(month[5:])}月诉求办结和回访"):
            for sql, _, parameters in sorted(due, key=lambda line: line[1]):
                self._office.database.execute_sql(sql, parameters)

    # The round, the survey, 慰问, the task

    def _sweep(self, span: Span, goers: Sequence[Goer]) -> None:
        with self._office.change("2016年第一轮稳定大排查"):
            (sweep,) = insert_records(
                self._office,
                Sweep,
                [{"title": "2016年第一轮稳定大排查", "from_on": span.start.isoformat(), "to_on": span.end.isoformat()}],
            )
            rows = [
                {
                    **self._visit(span, goers, kind=VisitKind.SWEEP, household=home, sweep=sweep),
                    "summary": None,
                    "leaflets": None,
                }
                for home in self._homes
            ]
            out = [row for row in rows if self._random.random() < 0.03]
            rows += [{**row, "outcome": Outcome.OUT, "on": span.start.isoformat()} for row in out]
            rows.sort(key=lambda row: row["on"])
            intake.insert_visits(self._office, rows)

    def _survey(self, span: Span) -> None:
        with self._office.change("思想动态调研"):
            (number,) = insert_records(
                self._office,
                MoodRound,
                [
                    {
                        "title": "2016年下半年职工思想动态调研",
                        "from_on": span.start.isoformat(),
                        "to_on": (span.start + timedelta(days=20)).isoformat(),
                        "manner": Manner.FORM,
                        "units": 14,
                        "heads": 620,
                        "satisfied": 431,
                        "fairly": 152,
                        "dissatisfied": 37,
                        "suggestions": "希望多组织技能培训，加快老旧管网改造，改善值班条件。",
                        "analysis": "总体稳定，关注点集中在收入、岗位和住房维修。",
                    }
                ],
            )
            topics = (
                ("收入与奖金", 268),
                ("岗位去留", 174),
                ("老旧管网改造", 156),
                ("子女就学", 98),
                ("体检与保健", 61),
            )
            insert_records(
                self._office, Concern, [{"round": number, "topic": topic, "heads": heads} for topic, heads in topics]
            )

    def _care(self, span: Span) -> None:
        rows = self._office.database.rows(
            "SELECT m.id, s.org_id, m.hardship FROM member m JOIN stay s ON s.member_id = m.id AND s.org_id IS NOT NULL"
            " AND s.from_on <= ?1 AND s.until > ?1 WHERE m.hardship IS NOT NULL ORDER BY m.id",
            (span.end.isoformat(),),
        )
        known = {str(kind) for kind in Hardship}
        given = [
            {
                "member": member,
                "org": org,
                "hardship": hardship if hardship in known else Hardship.FRAIL,
                "on": (span.start + timedelta(days=self._random.randint(10, 24))).isoformat(),
                "by": "中心党委和支部",
                "amount": self._random.choice((50000, 80000, 100000)),
                "goods": self._random.choice((None, "米、油")),
                "fund": self._random.choices(("党费", "工会", "行政"), (5, 3, 1))[0],
                "signed": self._random.random() < 0.97,
            }
            for member, org, hardship in rows
            if self._random.random() < 0.85
        ]
        if given:
            with self._office.change(f"{span.title()}走访慰问困难党员"):
                insert_records(self._office, Condolence, given)

    def _stand_by(self, month: str, span: Span, goers: Sequence[Goer]) -> None:
        with self._office.change(f"{span.title()}大气污染防治跟班"):
            if month == _TASK_MONTHS[0]:
                self._begin_task(span, goers)
            rows = list(self._logs(span, goers))
            logs = insert_records(self._office, TaskLog, rows)
            unmet = [
                log
                for log, row in zip(logs, rows, strict=True)
                if not (row["covered"] and row["sprayed"] and row["planted"])
            ]
            for log in unmet[:1]:
                intake.raise_from_log(self._office, log)

    def _begin_task(self, span: Span, goers: Sequence[Goer]) -> None:
        aim = "工地和料场百分之百覆盖、按时洒水，裸露土地植绿。"
        row = {"title": "2016年大气污染防治攻坚", "from_on": span.start.isoformat(), "to_on": "2016-12-31", "aim": aim}
        (self._task,) = insert_records(self._office, Task, [row])
        orgs = list(dict.fromkeys(goer.org for goer in goers))[:6]
        duties = ("工地覆盖和围挡", "道路洒水", "裸土植绿", "料场覆盖", "垃圾清运车辆苫盖", "夜间巡查")
        insert_records(
            self._office,
            TaskDuty,
            [{"task": self._task, "org": org, "duty": duty} for org, duty in zip(orgs, duties, strict=False)],
        )

    def _logs(self, span: Span, goers: Sequence[Goer]) -> Iterator[dict[str, Any]]:
        sites = ("胡杨小区管网工地", "槐香苑道路工地", "料场", "环卫停车场", "团结小区裸土地块")
        for day in range((span.end - span.start).days + 1):
            goer = self._random.choice(goers)
            yield {
                "task": self._task,
                "on": (span.start + timedelta(days=day)).isoformat(),
                "shift": self._random.choice(("白班", "夜班")),
                "site": self._random.choice(sites),
                "org": goer.org,
                "cadre": goer.member,
                "covered": self._random.random() < 0.97,
                "sprayed": self._random.random() < 0.96,
                "planted": self._random.random() < 0.98,
            }


_STEP = "INSERT INTO step_taken (x_table, x_id, step, from_state, to_state, on_day) VALUES ('appeal', ?, ?, ?, ?, ?)"
