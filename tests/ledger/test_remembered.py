"""What is remembered is what would be found now: a change, another day or an open change makes it be found again."""

from datetime import date

from desktop_app.ledger.remembered import Memory
from desktop_app.people import tree
from desktop_app.support.clock import FixedClock


class Counting:
    """Finds a number, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_it_is_found_once_until_the_office_changes(office):
    memory, find = Memory(4), Counting()
    assert [memory.get(office, "a", find) for _ in range(3)] == [1, 1, 1]
    with office.change("一改"):
        assert memory.get(office, "a", find) == 2, "within a change nothing is settled"
        tree.found(office, "中共甲委员会", "甲", "党委", None)
    assert memory.get(office, "a", find) == 3


def test_the_day_belongs_to_the_state(office):
    memory, find = Memory(4), Counting()
    memory.get(office, "a", find)
    office.clock = FixedClock(date(2030, 1, 1))
    assert memory.get(office, "a", find) == 2


def test_only_the_newest_findings_are_kept(office):
    memory, find = Memory(2), Counting()
    for key in ("a", "b", "a", "c"):
        memory.get(office, key, find)
    assert find.times == 3
    assert memory.get(office, "a", find) == 1, "used last but one"
    assert memory.get(office, "b", find) == 4, "forgotten"
