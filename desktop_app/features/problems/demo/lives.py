"""What happens to the demo office's items: drawn when an item is found, done in the month it falls into, in one change."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from desktop_app.features.problems.words import FixType
from desktop_app.ledger.named import ask
from desktop_app.storage.office import Office

_LAST = date(2016, 12, 31)


@dataclass(frozen=True)
class Act:
    """Something that happens to an item on a day: the step, the state before and after it, and the values it writes."""

    on: date
    item: int
    step: str
    before: str
    after: str
    by: str
    opinion: str
    values: dict[str, Any]


class Lives:
    """What will happen to the items, by month."""

    def __init__(self, office: Office, random: Random) -> None:
        self._office, self._random = office, random
        self._acts: dict[str, list[Act]] = defaultdict(list)
        self._extensions: dict[str, list[tuple[Any, ...]]] = defaultdict(list)

    def plan(self, number: int, item: dict[str, Any], there: dict[int, list[int]]) -> None:
        """Draw what will happen: most are done in time, some late, some extended, a few still open at the end of the year."""
        if not item["owner"]:
            return
        found, due = date.fromisoformat(item["found_on"]), date.fromisoformat(item["due_on"])
        start = found + timedelta(days=self._random.randint(2, 10))
        self._will(Act(start, number, "开始整改", "待整改", "整改中", "", "", {}))
        if item["fix_type"] == FixType.LASTING:
            return
        if not item["is_major"] and self._random.random() < 0.03:
            return  # left lying: overdue until somebody takes it up
        late = not item["is_major"] and self._random.random() < 0.06
        if not item["is_major"] and self._random.random() < 0.05:
            start = self._extend(number, start, due)
            due += timedelta(days=30)
        done = due + timedelta(days=self._random.randint(3, 25)) if late else self._between(start, due)
        if item["is_major"]:
            done = min(done, date(2016, 12, 10))
        report = done + timedelta(days=self._random.randint(0, 4))
        values = {
            "done_on": done.isoformat(),
            "evidence": "已按措施整改，照片和记录存支部。" if not item["member"] else "本人说明：已对照改正。",
        }
        self._will(Act(report, number, "报请验收", "整改中", "待验收", "", "", values))
        self._verify(number, item, there, report)

    def _extend(self, number: int, start: date, due: date) -> date:
        on = max(start, due - timedelta(days=5))
        new = (due + timedelta(days=30)).isoformat()
        values = {"ext_to": new, "ext_reason": "配件未到，推迟完成", "ext_approver": "中心党委"}
        self._will(Act(on, number, "延期", "整改中", "整改中", "中心党委", "", values))
        self._extensions[on.strftime("%Y-%m")].append(
            (number, on.isoformat(), due.isoformat(), new, values["ext_reason"], values["ext_approver"])
        )
        return on

    def _verify(self, number: int, item: dict[str, Any], there: dict[int, list[int]], report: date) -> None:
        verifier = self._verifier(item, there)
        closed = report + timedelta(days=self._random.randint(1, 9))
        if verifier is None or (not item["is_major"] and self._random.random() < 0.04):
            return
        look_back = closed + timedelta(days=30)
        values = {
            "verifier_id": verifier,
            "verdict": "现场核实，达到整改要求。",
            "public_view": None if item["member"] else self._random.choices(("满意", "基本满意", None), (5, 2, 3))[0],
            "closed_on": closed.isoformat(),
            "look_back_on": look_back.isoformat(),
        }
        self._will(Act(closed, number, "验收销号", "待验收", "已销号", "", "现场核实，达到整改要求。", values))
        if look_back < date(2016, 12, 20):
            self._will(Act(look_back, number, "", "", "", "", "", {"look_back": "巩固"}))

    def _verifier(self, item: dict[str, Any], there: dict[int, list[int]]) -> int | None:
        secretaries = self._secretaries.get(item["org"], ())
        if item["member"]:
            if item["member"] not in secretaries:
                return next(iter(secretaries), None)
            return next((member for member in self.above if member != item["member"]), None)
        others = [member for member in there.get(item["org"], ()) if member not in (item["owner"], item["lead"])]
        return self._random.choice(others) if others else None

    @property
    def _secretaries(self) -> dict[int, list[int]]:
        if not hasattr(self, "_known"):
            self._known: dict[int, list[int]] = defaultdict(list)
            for org, member in self._office.database.rows(
                "SELECT org_id, id FROM member WHERE party_post = '21' AND left_on IS NULL ORDER BY id"
            ):
                self._known[org].append(member)
        return self._known

    @property
    def above(self) -> list[int]:
        rows = self._office.database.rows(
            "SELECT id FROM member WHERE party_post IN ('01', '02', '05') AND left_on IS NULL ORDER BY id"
        )
        return [member for (member,) in rows]

    def _will(self, act: Act) -> None:
        if act.on <= _LAST:
            self._acts[act.on.strftime("%Y-%m")].append(act)

    def _between(self, start: date, end: date) -> date:
        return start + timedelta(days=self._random.randint(0, max(0, (end - start).days)))

    def act(self, month: str) -> None:
        """Do what falls into a month."""
        if month not in self._acts:
            return
        acts = sorted(self._acts.pop(month), key=lambda act: act.on)
        with self._office.change(f"{month[:4]}年{int(month[5:])}月整改进展"):
            for act in acts:
                self._write(act)
            steps = [
                ("problem_item", a.item, a.step, a.before, a.after, a.on.isoformat(), a.by or None, a.opinion or None)
                for a in acts
                if a.step
            ]
            self._office.database.executemany(
                "INSERT INTO step_taken (x_table, x_id, step, from_state, to_state, on_day, by_whom, opinion)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                steps,
            )
            self._office.database.executemany(
                "INSERT INTO item_progress (item_id, on_day, text) VALUES (?, ?, ?)",
                [(a.item, a.values["done_on"], a.values["evidence"]) for a in acts if a.step == "报请验收"],
            )
            self._office.database.executemany(
                "INSERT INTO item_extension (item_id, on_day, old_due, new_due, reason, approver) VALUES (?, ?, ?, ?, ?, ?)",
                self._extensions.pop(month, []),
            )

    def _write(self, act: Act) -> None:
        if act.after == "已销号" and (tell := ask("item_closed")):
            tell(self._office, act.item, act.on)
        values = {**act.values, **({"state": act.after} if act.step else {})}
        assigned = ", ".join(f"{name} = ?" for name in values)
        self._office.database.execute_sql(
            f"UPDATE problem_item SET {assigned} WHERE id = ?", (*values.values(), act.item)
        )
