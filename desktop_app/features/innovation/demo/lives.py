"""What will become of every project of the demo office: 68 approved, 39 of them in use; drawn at the beginning."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from desktop_app.features.innovation.demo.teams import TEAMS
from desktop_app.features.innovation.rules import months_later
from desktop_app.features.innovation.words import Direction, Origin, ProjectState
from desktop_app.support.paths import DATA

S = ProjectState
LAST = date(2016, 12, 28)
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
FAR = (S.ROLLED_OUT, S.IN_USE, S.ACCEPTED, S.FAILED, S.STOPPED, S.PAUSED)
RUNNING = (*FAR, S.RUNNING)
APPROVED = (*RUNNING, S.APPROVED)


@dataclass
class Life:
    """One project and what happens to it: `acts` are (day, step, before, after, opinion, values by column)."""

    values: dict[str, Any]
    team: int
    end: ProjectState
    acts: list[tuple[date, str, str, str, str, dict[str, Any]]] = field(default_factory=list)
    id: int = 0


class Planner:
    """Draws the lives of the projects for these teams."""

    def __init__(self, random: Random, teams: Sequence[int]) -> None:
        self._random, self._teams = random, teams

    def plan(self) -> list[Life]:
        """One life for each invented project, in the order of the file."""
        with (DATA / "sample" / "projects.csv").open(encoding="utf-8", newline="") as file:
            told = list(csv.DictReader(file))
        ends = [end for end, count in _ENDS for _ in range(count)]
        self._random.shuffle(ends)
        for place, end in enumerate((S.ROLLED_OUT, S.IN_USE, S.IN_USE)):  # what the article names is in use
            at = ends.index(end, place)
            ends[place], ends[at] = ends[at], ends[place]
        return [self._planned(line, end) for line, end in zip(told, ends, strict=True)]

    def _planned(self, line: dict[str, str], end: ProjectState) -> Life:
        direction = Direction(line["direction"])
        teams = [team for team, (_, theirs, _) in zip(self._teams, TEAMS, strict=True) if theirs == direction]
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
            "plan_to": months_later(applied, 8 if end in FAR else 14).isoformat(),
            "budget_asked": asked,
            "applied_on": None,
        }
        life = Life(values, team, end)
        self._schedule(life, applied, asked)
        return life

    def _first_day(self, end: ProjectState, famous: bool) -> date:
        if famous:
            return date(2015, 2, 3) + timedelta(days=self._random.randint(0, 30))
        if end in FAR:
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
            day = min(day + timedelta(days=days), LAST)
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
