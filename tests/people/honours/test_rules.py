"""The rules of honours and plates (domain.md §8)."""

from datetime import date

from desktop_app.people.honours import rules
from desktop_app.people.honours.words import HonourKind

TODAY = date(2016, 12, 31)


def honour(**values):
    plain = {"kind": HonourKind.ROLE_MODEL, "member": 1, "honouree": None, "approved_on": "2016-11-20"}
    return plain | values


def test_a_notice_stands_five_working_days_holidays_and_moved_days_counted():
    assert "notice_to" in rules.honour_faults(honour(notice_from="2016-11-07", notice_to="2016-11-10"), TODAY)
    assert rules.honour_faults(honour(notice_from="2016-11-07", notice_to="2016-11-11"), TODAY) == {}
    over_the_holiday = honour(notice_from="2016-09-30", notice_to="2016-10-09", approved_on=None)
    assert "只有 3 个" in rules.honour_faults(over_the_holiday, TODAY)["notice_to"]


def test_nobody_is_honoured_before_the_notice_is_over_or_in_days_to_come():
    assert "approved_on" in rules.honour_faults(
        honour(notice_from="2016-11-14", notice_to="2016-11-25", approved_on="2016-11-20"), TODAY
    )
    assert "approved_on" in rules.honour_faults(honour(approved_on="2017-01-01"), TODAY)


def test_a_person_a_branch_and_a_post_are_named_each_in_its_way():
    assert "member" in rules.honour_faults(honour(member=None), TODAY)
    assert rules.honour_faults(honour(kind=HonourKind.BRANCH, member=None), TODAY) == {}
    assert "honouree" in rules.honour_faults(honour(kind=HonourKind.PIONEER_POST, member=None), TODAY)


def test_a_plate_is_reviewed_and_taken_down_after_it_was_put_up():
    plate = {"up_on": "2016-05-01", "down_on": "2016-04-01", "reviewed_on": "2016-04-30"}
    assert set(rules.plate_faults(plate, TODAY)) == {"down_on", "reviewed_on"}
    assert rules.plate_faults({"up_on": "2016-05-01", "down_on": None, "reviewed_on": None}, TODAY) == {}
