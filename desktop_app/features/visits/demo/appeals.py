"""What is asked for on the demo office's visits, and how it ends: promised, done, told back, or raised to a problem."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from desktop_app.features.visits import intake
from desktop_app.features.visits.model import Appeal
from desktop_app.ledger.writes import insert_records
from desktop_app.storage.office import Office
from desktop_app.support.paths import DATA

_STEP = "INSERT INTO step_taken (x_table, x_id, step, from_state, to_state, on_day) VALUES ('appeal', ?, ?, ?, ?, ?)"


class Asked(NamedTuple):
    """An invented appeal in words."""

    kind: str
    dept: str
    text: str
    result: str


class Appeals:
    """The appeals and what was promised, by the month it falls into."""

    def __init__(self, office: Office, random: Random) -> None:
        self._office, self._random = office, random
        with (DATA / "sample" / "appeals.csv").open(encoding="utf-8", newline="") as file:
            self._asked = [Asked(**row) for row in csv.DictReader(file)]
        self._told: dict[str, list[tuple[str, int, tuple[Any, ...]]]] = defaultdict(list)

    def ask(self, visits: Sequence[tuple[int, dict[str, Any]]]) -> None:
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

    def follow_up(self, month: str) -> None:
        """What was promised and falls into this month or an earlier one."""
        due = [line for each in sorted(self._told) if each <= month for line in self._told.pop(each)]
        if not due:
            return
        with self._office.change(f"{month[:4]}年{int(month[5:])}月诉求办结和回访"):
            for sql, _, parameters in sorted(due, key=lambda line: line[1]):
                self._office.database.execute_sql(sql, parameters)
