"""The demo office's four rounds of inspections, the one from above, one branch still under 整顿 and one closed."""

from datetime import date, timedelta
from random import Random
from typing import Any

from desktop_app.features.problems import intake
from desktop_app.features.problems.demo.lives import Lives
from desktop_app.features.problems.demo.told import branches, told_problems
from desktop_app.features.problems.model import Inspection, Rectification
from desktop_app.features.problems.words import FixType, ListKind, Mark, Source
from desktop_app.ledger.writes import insert_records
from desktop_app.people.links import End, link
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

_ROUNDS = {"2016-03": 1, "2016-06": 2, "2016-09": 3, "2016-12": 4}
_INSPECTED_A_ROUND = 35
_MARKS: tuple[Mark, ...] = (Mark.GOOD, Mark.GOOD, Mark.FAIR, Mark.FAIR, Mark.FAIR, Mark.PLAIN)


class Supervision:
    """Inspections and 整顿, month by month."""

    def __init__(self, office: Office, random: Random, lives: Lives) -> None:
        self._office, self._random, self._lives = office, random, lives
        self._told = told_problems()

    def inspect(self, span: Span) -> None:
        """The round of a month, and what comes from above."""
        month = span.start.strftime("%Y-%m")
        if month in _ROUNDS:
            self._inspect(span, _ROUNDS[month])
        if month == "2016-10":
            self._receive(span)

    def _inspect(self, span: Span, number: int) -> None:
        on = span.start + timedelta(days=self._random.randint(8, 18))
        due = (on + timedelta(days=30)).isoformat()
        there = sorted(branches(self._office, span.end))
        orgs = self._random.sample(there, k=min(_INSPECTED_A_ROUND, len(there)))
        rows = []
        for org in orgs:
            marks: list[Mark] = self._random.choices(_MARKS, k=4)
            if self._random.random() < 0.04:
                marks[self._random.randrange(4)] = Mark.POOR
            named = dict(zip(("s_discipline", "s_attitude", "s_efficiency", "s_contact"), marks, strict=True))
            rows.append(
                {
                    "title": f"2016年第{number}轮四位一体督查",
                    "kind": "四位一体督查",
                    "round_no": number,
                    "org": org,
                    "planned_on": span.start.isoformat(),
                    "on": on.isoformat(),
                    "team": f"督查{self._random.choice('一二三')}组",
                    "docs": "会议记录、签到表、党费台账、问题清单",
                    "opinion": "总体较好，按反馈意见整改。",
                    "fed_back_on": min(on + timedelta(days=5), span.end).isoformat(),
                    "due_on": due,
                    "state": "已反馈",
                    **named,
                }
            )
        with self._office.change(f"录入第{number}轮四位一体督查"):
            inspections = insert_records(self._office, Inspection, rows)
            for inspection, row in zip(inspections, rows, strict=True):
                if Mark.POOR in row.values() or self._random.random() < 0.25:
                    self._finding(inspection, row)

    def _finding(self, inspection: int, row: dict[str, Any]) -> None:
        told = self._random.choice(self._told[ListKind.ORG])
        people = branches(self._office, date.fromisoformat(row["on"]))[row["org"]]
        lead, owner = self._random.sample(people, k=2) if len(people) > 1 else (None, None)
        received = row["kind"] == "上级检查"
        item = {
            "org": row["org"],
            "desc": told.desc,
            "measures": told.measures,
            "aspect": told.aspect,
            "domain": told.domain,
            "source": Source.SUPERIOR if received else Source.INSPECTION,
            "found_on": row["on"],
            "due_on": row["due_on"],
            "lead": lead,
            "owner": owner,
            "fix_type": FixType.IN_TIME,
            "member": None,
            "is_major": False,
        }
        (number,) = intake.insert_items(self._office, [item])
        link(self._office, End("inspection", inspection), End("problem_item", number), "引出")
        self._lives.plan(number, item, {row["org"]: people})

    def _receive(self, span: Span) -> None:
        top = self._office.database.one("SELECT id FROM party_org WHERE level = '党委' ORDER BY id")
        branch = next(iter(sorted(branches(self._office, span.end))), top)
        on = span.start + timedelta(days=17)
        row = {
            "title": "油田党委两学一做学习教育督导",
            "kind": "上级检查",
            "org": branch,
            "on": on.isoformat(),
            "team": "油田党委第三督导组",
            "from_unit": "油田党委",
            "opinion": "学习教育扎实，个别支部记录要更具体。",
            "fed_back_on": (on + timedelta(days=6)).isoformat(),
            "due_on": (on + timedelta(days=45)).isoformat(),
            "state": "已反馈",
        }
        with self._office.change("录入上级检查"):
            (number,) = insert_records(self._office, Inspection, [{**row, "org": top}])
            for _ in range(3):
                self._finding(number, row)

    def rectify(self, month: str) -> None:
        """What begins or ends in a month."""
        if month not in ("2016-04", "2016-09", "2016-10"):
            return
        database = self._office.database
        if month == "2016-09":
            with self._office.change("后进支部整顿销号"):
                database.execute_sql(
                    "UPDATE rectification SET state = '已销号', result = '班子配齐，三会一课恢复正常', accepted_by = '油田党委组织部',"
                    " accepted_on = '2016-09-20', closed_on = '2016-09-20' WHERE state = '整顿中'"
                )
            return
        there = branches(self._office, date(2016, int(month[5:]), 28))
        org = sorted(there)[-1 if month == "2016-04" else len(there) // 2]
        lead = next(iter(self._lives.above), None)
        with self._office.change("列入后进支部整顿"):
            insert_records(
                self._office,
                Rectification,
                [
                    {
                        "org": org,
                        "situation": "支部书记长期空缺，三会一课不正常",
                        "found_on": f"{month}-08",
                        "plan": "选派书记，补选支委，每月向中心党委报告一次",
                        "lead": lead,
                        "due_on": "2016-09-30" if month == "2016-04" else "2017-03-31",
                    }
                ],
            )
