"""A small center with a known truth: a 党委, two 总支, four branches; only the kernel's tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desktop_app.people import membership, tree
from desktop_app.people.slice import SLICE
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock

TODAY = date(2016, 12, 31)
OPENED = "2016-01-01"


@dataclass(frozen=True)
class Center:
    """The office and its organisations by name."""

    office: Office
    root: int
    offices: int
    retired: int
    first: int
    second: int
    third: int
    fourth: int

    def person(self, name: str = "张建国", org: int | None = None, on: str = OPENED, **values: object) -> int:
        """Somebody of the first hour (期初在册)."""
        people = [{"name": name, "org": org or self.first, **values}]
        with self.office.change("期初"):
            return membership.open_with(self.office, people, on)[0]

    def row(self, member: int) -> tuple:
        """(branch, left_on, leave_reason, status) of the member's own row."""
        sql = "SELECT org_id, left_on, leave_reason, status FROM member WHERE id = ?"
        return self.office.database.rows(sql, (member,))[0]


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Office]:
    made, _ = Office.create(tmp_path / "测试.office", "测试", [SLICE], clock=FixedClock(TODAY))
    with made:
        yield made


@pytest.fixture
def center(bare: Office) -> Center:
    return build_center(bare)


def build_center(office: Office) -> Center:
    with office.change("建组织树"):
        root = tree.found(office, "中共第八社区管理中心委员会", "中心党委", "党委", None)
        offices = tree.found(office, "中共机关总支部委员会", "机关党总支", "党总支", root)
        retired = tree.found(office, "中共离退休总支部委员会", "离退休党总支", "党总支", root)
        branches = [
            tree.found(office, f"中共{name}支部委员会", f"{name}支部", "党支部", parent)
            for name, parent in (("第一", offices), ("第二", offices), ("第三", retired), ("第四", retired))
        ]
    return Center(office, root, offices, retired, *branches)
