"""The demo office's problem lists: two batches of lists in 2016, their items' lives month by month, four rounds of inspections.

What will happen to an item is drawn when it is found; each month does what falls into it, as the clerk would have, in one change.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from desktop_app.features.problems import intake
from desktop_app.features.problems.model import Inspection, Rectification
from desktop_app.features.problems.words import FixType, ListKind, Mark, Source
from desktop_app.ledger.named import ask
from desktop_app.ledger.writes import insert_records
from desktop_app.people import roll
from desktop_app.people.links import End, link
from desktop_app.storage.office import Office
from desktop_app.support.paths import DATA
from desktop_app.support.spans import Span

_BATCHES = {"2016-05": ("2016年第一批", 126, 214), "2016-09": ("2016年第二批", 125, 213)}
_ROUNDS = {"2016-03": 1, "2016-06": 2, "2016-09": 3, "2016-12": 4}
_INSPECTED_A_ROUND = 35
_MAJOR = 33
_LAST = date(2016, 12, 31)
_MARKS: tuple[Mark, ...] = (Mark.GOOD, Mark.GOOD, Mark.FAIR, Mark.FAIR, Mark.FAIR, Mark.PLAIN)


class Told(NamedTuple):
    """An invented problem in words."""

    kind: str
    aspect: str
    domain: str
    desc: str
    measures: str


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


def demo(office: Office, seed: int) -> Callable[[Span], None]:
    """What lives one month of the problem lists (Offers.demo)."""
    return _Life(office, Random(f"problems {seed}")).live


class _Life:
    def __init__(self, office: Office, random: Random) -> None:
        self._office, self._random = office, random
        with (DATA / "sample" / "problems.csv").open(encoding="utf-8", newline="") as file:
            told = [Told(**row) for row in csv.DictReader(file)]
        self._told = {kind: [line for line in told if line.kind == kind] for kind in ListKind}
        self._acts: dict[str, list[Act]] = defaultdict(list)
        self._extensions: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._major = 0
        self._listed: set[int] = set()

    def live(self, span: Span) -> None:
        month = span.start.strftime("%Y-%m")
        if batch := _BATCHES.get(month):
            self._make_lists(span, *batch)
        if month in _ROUNDS:
            self._inspect(span, _ROUNDS[month])
        if month == "2016-10":
            self._receive(span)
        self._take_up(span)
        self._rectify(month)
        if month in self._acts:
            self._act(month)

    # Lists and their items

    def _make_lists(self, span: Span, batch: str, orgs: int, members: int) -> None:
        on = span.start + timedelta(days=self._random.randint(3, 9))
        there = self._branches(span.end)
        tops = self._office.database.rows(
            "SELECT id FROM party_org WHERE level IN ('党委', '党总支') AND closed_on IS NULL ORDER BY id"
        )
        subjects = [org for (org,) in tops] + sorted(there)
        subjects = subjects[:orgs] if batch.endswith("一批") else subjects[-orgs:]
        own = self._random.sample(
            [(member, org) for org, people in sorted(there.items()) for member in people if member not in self._listed],
            k=min(members, sum(len([m for m in people if m not in self._listed]) for people in there.values())),
        )
        self._listed.update(member for member, _ in own)
        made = {"batch": batch, "made_on": on.isoformat(), "reviewer": "中心党委组织部"}
        reviewed = {"state": "已审核", "reviewed_on": (on + timedelta(days=12)).isoformat()}
        rows = [{**made, **reviewed, "kind": ListKind.ORG, "org": org, "member": None} for org in subjects]
        rows += [{**made, **reviewed, "kind": ListKind.MEMBER, "org": org, "member": m} for m, org in own]
        with self._office.change(f"录入{batch}问题清单"):
            lists = intake.insert_lists(self._office, rows)
            self._note_lists(lists, on)
            self._fill(list(zip(lists, rows, strict=True)), there, on)

    def _note_lists(self, lists: Sequence[int], on: date) -> None:
        rows = [
            ("problem_list", number, step, before, after, (on + timedelta(days=days)).isoformat(), by)
            for number in lists
            for step, before, after, days, by in (
                ("提交", "草稿", "已提交", 5, "支部书记"),
                ("审核", "已提交", "已审核", 12, "中心党委组织部"),
            )
        ]
        self._office.database.executemany(
            "INSERT INTO step_taken (x_table, x_id, step, from_state, to_state, on_day, by_whom) VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def _fill(self, lists: Sequence[tuple[int, dict[str, Any]]], there: dict[int, list[int]], on: date) -> None:
        items = []
        for number, row in lists:
            own = row["member"] is not None
            for told in self._random.sample(
                self._told[row["kind"]], k=self._random.randint(1, 3) if own else self._random.randint(3, 5)
            ):
                items.append(self._item(number, row, told, there, on))
        for number, item in zip(intake.insert_items(self._office, items), items, strict=True):
            self._plan(number, item, there)

    def _item(
        self, number: int, row: dict[str, Any], told: Told, there: dict[int, list[int]], on: date
    ) -> dict[str, Any]:
        people = there.get(row["org"]) or []
        lead, owner = self._random.sample(people, k=2) if len(people) > 1 else (None, None)
        own = row["member"] is not None
        fix = self._random.choices(list(FixType), (4, 5, 1))[0]
        days = {FixType.AT_ONCE: 15, FixType.IN_TIME: self._random.choice((45, 60, 75, 90)), FixType.LASTING: 180}[fix]
        major = (
            not own and fix != FixType.LASTING and bool(owner) and self._major < _MAJOR and self._random.random() < 0.12
        )
        self._major += major
        return {
            "list": number,
            "org": row["org"],
            "member": row["member"],
            "desc": told.desc,
            "measures": told.measures,
            "aspect": told.aspect,
            "domain": None if own else told.domain,
            "source": Source.SELF if own else self._random.choice((Source.SELF, Source.PEOPLE, Source.MEETING)),
            "is_major": major,
            "found_on": on.isoformat(),
            "lead": None if own else lead,
            "owner": row["member"] if own else owner,
            "dept": None if own else "本支部",
            "fix_type": fix,
            "due_on": (on + timedelta(days=days)).isoformat(),
        }

    def _take_up(self, span: Span) -> None:
        """Items that others raised in the month before (a visit's appeal): they go the way of all items."""
        rows = self._office.database.rows(
            "SELECT id, org_id, owner_id, lead_id, due_on FROM problem_item WHERE source = '走访' AND state = '待整改'"
            " AND found_on >= ? AND found_on < ? ORDER BY id",
            (span.previous().start.isoformat(), span.start.isoformat()),
        )
        there = self._branches(span.end) if rows else {}
        for number, org, owner, lead, _due in rows:
            item = {"org": org, "owner": owner, "lead": lead, "member": None, "is_major": False}
            dated = {"fix_type": FixType.IN_TIME, "found_on": span.start.isoformat()}
            self._plan(number, {**item, **dated, "due_on": (span.start + timedelta(days=40)).isoformat()}, there)

    # An item's life

    def _plan(self, number: int, item: dict[str, Any], there: dict[int, list[int]]) -> None:
        """Draw what will happen: most are done in time, some late, some extended, a few still open at the end of the year."""
        if not item["owner"]:
            return
        found, due = date.fromisoformat(item["found_on"]), date.fromisoformat(item["due_on"])
        start = found + timedelta(days=self._random.randint(2, 10))
        self._will(Act(start, number, "开始整改", "待整改", "整改中", "", "", {}))
        if item["fix_type"] == FixType.LASTING:
            return
        late = not item["is_major"] and self._random.random() < 0.06
        if not item["is_major"] and self._random.random() < 0.05:
            self._extend(number, start, due)
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

    def _extend(self, number: int, start: date, due: date) -> None:
        on = max(start, due - timedelta(days=5))
        new = (due + timedelta(days=30)).isoformat()
        values = {"ext_to": new, "ext_reason": "配件未到，推迟完成", "ext_approver": "中心党委"}
        self._will(Act(on, number, "延期", "整改中", "整改中", "中心党委", "", values))
        self._extensions[on.strftime("%Y-%m")].append(
            (number, on.isoformat(), due.isoformat(), new, values["ext_reason"], values["ext_approver"])
        )

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
            return next((member for member in self._above if member != item["member"]), None)
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
    def _above(self) -> list[int]:
        rows = self._office.database.rows(
            "SELECT id FROM member WHERE party_post IN ('01', '02', '05') AND left_on IS NULL ORDER BY id"
        )
        return [member for (member,) in rows]

    def _will(self, act: Act) -> None:
        if act.on <= _LAST:
            self._acts[act.on.strftime("%Y-%m")].append(act)

    def _between(self, start: date, end: date) -> date:
        return start + timedelta(days=self._random.randint(0, max(0, (end - start).days)))

    def _act(self, month: str) -> None:
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

    # Inspections and rectification

    def _inspect(self, span: Span, number: int) -> None:
        on = span.start + timedelta(days=self._random.randint(8, 18))
        due = (on + timedelta(days=30)).isoformat()
        there = sorted(self._branches(span.end))
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
        people = self._branches(date.fromisoformat(row["on"]))[row["org"]]
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
        self._plan(number, item, {row["org"]: people})

    def _receive(self, span: Span) -> None:
        top = self._office.database.one("SELECT id FROM party_org WHERE level = '党委' ORDER BY id")
        branch = next(iter(sorted(self._branches(span.end))), top)
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

    def _rectify(self, month: str) -> None:
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
        branches = self._branches(date(2016, int(month[5:]), 28))
        org = sorted(branches)[-1 if month == "2016-04" else len(branches) // 2]
        lead = next(iter(self._above), None)
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

    def _branches(self, day: date) -> dict[int, list[int]]:
        there: dict[int, list[int]] = defaultdict(list)
        for member, org in roll.members_on(self._office.database, day):
            there[org].append(member)
        return there
