"""The demo office's lists: two batches in 2016, and the items of those that others raised."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from desktop_app.features.problems import intake
from desktop_app.features.problems.demo.lives import Lives
from desktop_app.features.problems.demo.told import Told, branches, told_problems
from desktop_app.features.problems.words import FixType, ListKind, Source
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

_BATCHES = {"2016-05": ("2016年第一批", 126, 214), "2016-09": ("2016年第二批", 125, 213)}
_MAJOR = 33


class Lists:
    """The lists of each batch with their items."""

    def __init__(self, office: Office, random: Random, lives: Lives) -> None:
        self._office, self._random, self._lives = office, random, lives
        self._told = told_problems()
        self._major = 0
        self._listed: set[int] = set()

    def live(self, span: Span) -> None:
        """The batch of a month, if it has one."""
        if batch := _BATCHES.get(span.start.strftime("%Y-%m")):
            self._make_lists(span, *batch)

    def _make_lists(self, span: Span, batch: str, orgs: int, members: int) -> None:
        on = span.start + timedelta(days=self._random.randint(3, 9))
        there = branches(self._office, span.end)
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
        for (org,) in tops:
            there[org] = self._leading(org, there)
        made = {"batch": batch, "made_on": on.isoformat(), "reviewer": "中心党委组织部"}
        reviewed = {"state": "已审核", "reviewed_on": (on + timedelta(days=12)).isoformat()}
        rows = [{**made, **reviewed, "kind": ListKind.ORG, "org": org, "member": None} for org in subjects]
        rows += [{**made, **reviewed, "kind": ListKind.MEMBER, "org": org, "member": m} for m, org in own]
        with self._office.change(f"录入{batch}问题清单"):
            lists = intake.insert_lists(self._office, rows)
            self._note_lists(lists, on)
            self._fill(list(zip(lists, rows, strict=True)), there, on)

    def _leading(self, org: int, there: dict[int, list[int]]) -> list[int]:
        """Those with a post in the branches under an organisation, who answer for its list."""
        under = self._office.database.rows("SELECT org_id FROM org_under WHERE ancestor_id = ? ORDER BY org_id", (org,))
        return [member for (branch,) in under for member in there.get(branch, ())[:2]][:12]

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
            self._lives.plan(number, item, there)

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

    def take_up(self, span: Span) -> None:
        """Items that others raised in the month before (a visit's appeal): they go the way of all items."""
        rows = self._office.database.rows(
            "SELECT id, org_id, owner_id, lead_id, due_on FROM problem_item WHERE source = '走访' AND state = '待整改'"
            " AND found_on >= ? AND found_on < ? ORDER BY id",
            (span.previous().start.isoformat(), span.start.isoformat()),
        )
        there = branches(self._office, span.end) if rows else {}
        for number, org, owner, lead, _due in rows:
            item = {"org": org, "owner": owner, "lead": lead, "member": None, "is_major": False}
            dated = {"fix_type": FixType.IN_TIME, "found_on": span.start.isoformat()}
            self._lives.plan(number, {**item, **dated, "due_on": (span.start + timedelta(days=40)).isoformat()}, there)
