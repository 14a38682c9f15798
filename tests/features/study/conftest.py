"""A branch of ten with a board, and what a session of it needs."""

from dataclasses import dataclass
from typing import Any

import pytest

from desktop_app import registry
from desktop_app.ledger.writes import create
from desktop_app.people import membership, tree


@dataclass(frozen=True)
class Branch:
    """Ten 正式党员 in 甲支部 (one of them frail), one in 乙支部; a board of three in 甲支部."""

    office: Any
    root: int
    org: int
    other: int
    people: list[int]
    stranger: int

    def session(self, **more: Any) -> int:
        """A session with everything its minutes must have, but attendance."""
        values = {
            "kind": 5,
            "org": self.org,
            "title": "主题党日",
            "on_day": "2016-12-05",
            "start_at": "9:00",
            "end_at": "1030",
            "place": "活动室",
            "host": self.people[0],
            "recorder": self.people[1],
            "agenda": "义务劳动",
            "content": "清扫小区",
            "hours": "1.5",
            **more,
        }
        return create(self.office, registry.ledger("study"), values)

    def kind(self, name: str) -> int:
        """A kind by its name."""
        return self.office.database.one("SELECT id FROM study_kind WHERE name = ?", (name,))


@pytest.fixture
def branch(office) -> Branch:
    with office.change("组织树"):
        root = tree.found(office, "中共中心委员会", "中心党委", "党委", None)
        org = tree.found(office, "中共甲支部委员会", "甲支部", "党支部", root)
        other = tree.found(office, "中共乙支部委员会", "乙支部", "党支部", root)
        names = ["王建国", "李秀英", "张卫东", "刘洋", "陈静", "杨帆", "赵敏", "黄河", "周正", "吴越"]
        full = {"joined_on": "1990-01-01", "full_on": "1991-01-01"}
        people = membership.open_with(office, [{"name": name, "org": org, **full} for name in names], "2015-12-31")
        (stranger,) = membership.open_with(office, [{"name": "外支部", "org": other, **full}], "2015-12-31")
        office.database.execute_sql("UPDATE member SET frail = '高龄', delivery = '上门' WHERE id = ?", (people[9],))
    values = {"org": org, "title": "第一届", "term_no": "1", "term_years": "3", "elected_on": "2016-01-10"}
    board = create(office, registry.ledger("boards"), values)
    for at, post in enumerate(("21", "23", "24")):
        seat = {"board": board, "member": people[at], "post": post, "from_on": "2016-01-10", "seq": str(at + 1)}
        create(office, registry.ledger("board_members"), seat)
    return Branch(office, root, org, other, people, stranger)
