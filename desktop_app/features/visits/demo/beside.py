"""What the demo office does beside visits: one 思想动态 round, 慰问 twice a year, the air-pollution task of autumn 2016."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from desktop_app.features.visits import intake
from desktop_app.features.visits.demo.going import Goer
from desktop_app.features.visits.model import Concern, Condolence, MoodRound, Task, TaskDuty, TaskLog
from desktop_app.features.visits.words import Hardship, Manner
from desktop_app.ledger.writes import insert_records
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

_MOOD_MONTH = "2016-08"
_TASK_MONTHS = ("2016-10", "2016-11", "2016-12")
_CARE_MONTHS = ("2015-01", "2015-06", "2016-01", "2016-06")


class Beside:
    """Survey, 慰问 and task, each in its months."""

    def __init__(self, office: Office, random: Random) -> None:
        self._office, self._random = office, random

    def live(self, span: Span, goers: Sequence[Goer]) -> None:
        """What falls into a month."""
        month = span.start.strftime("%Y-%m")
        if month == _MOOD_MONTH:
            self._survey(span)
        if month in _CARE_MONTHS:
            self._care(span)
        if month in _TASK_MONTHS:
            self._stand_by(month, span, goers)

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
