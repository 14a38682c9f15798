"""Who goes on visits in the demo office, to which homes and crews, month by month; and the one round that met everybody."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from desktop_app.features.visits import intake
from desktop_app.features.visits.demo.appeals import Appeals
from desktop_app.features.visits.model import Crew, Sweep
from desktop_app.features.visits.words import Outcome, Topic, VisitKind
from desktop_app.ledger.writes import insert_records
from desktop_app.storage.office import Office
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
_APPEALS_IN = 0.14


class Goer(NamedTuple):
    """Somebody who goes on visits, and the branch."""

    member: int
    org: int


class Visiting:
    """The registers, and each month's visits."""

    def __init__(self, office: Office, random: Random, appeals: Appeals) -> None:
        self._office, self._random, self._appeals = office, random, appeals
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

    def goers(self, span: Span) -> list[Goer]:
        """Those with a post who are on the roster the whole month."""
        rows = self._office.database.rows(
            "SELECT m.id, s.org_id FROM member m JOIN stay s ON s.member_id = m.id AND s.org_id IS NOT NULL"
            " AND s.from_on <= ? AND s.until > ? WHERE m.party_post IS NOT NULL ORDER BY m.id",
            (span.start.isoformat(), span.end.isoformat()),
        )
        return [Goer(*row) for row in rows]

    def go(self, month: str, span: Span, goers: Sequence[Goer]) -> None:
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
        self._appeals.ask(asked)

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

    def sweep(self, span: Span, goers: Sequence[Goer]) -> None:
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
