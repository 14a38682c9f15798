"""The rules of an item's life, as domain.md §6 says them."""

from datetime import date

import pytest

from desktop_app.features.problems import rules
from desktop_app.features.problems.steps import ITEM_STEPS, RECTIFY_STEPS
from desktop_app.features.problems.words import Aspect, FixType, ItemState, RectifyState

TODAY = date(2016, 12, 31)


def item(**values):
    plain = {
        "member": None,
        "owner": 1,
        "lead": 2,
        "measures": "修好",
        "due_on": "2016-12-20",
        "ext_to": None,
        "done_on": None,
        "found_on": "2016-11-01",
        "fix_type": FixType.IN_TIME,
        "state": ItemState.WORKING,
        "evidence": "已修",
        "verifier": 3,
        "aspect": None,
        "dept": None,
    }
    return plain | values


def test_the_steps_are_those_of_the_domain():
    S = ItemState
    allowed = {(before, step.after) for step in ITEM_STEPS.steps for before in step.before}
    assert allowed == {
        (S.OPEN, S.WORKING),
        (S.WORKING, S.TO_VERIFY),
        (S.WORKING, S.WORKING),
        (S.TO_VERIFY, S.WORKING),
        (S.TO_VERIFY, S.CLOSED),
        (S.CLOSED, S.WORKING),
    }
    closing = {step.name for step in RECTIFY_STEPS.steps if step.after == RectifyState.CLOSED}
    assert closing == {"上级验收销号"}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"owner": None}, "责任人"),
        ({"measures": None}, "整改措施"),
        ({"due_on": None}, "整改时限"),
        ({"owner": None, "measures": None, "due_on": None}, "责任人、整改措施、整改时限"),
    ],
)
def test_nothing_goes_to_work_without_owner_measure_and_day(values, said):
    assert said in rules.start_fault(item(**values))
    assert rules.start_fault(item()) == ""


def test_a_members_own_item_needs_no_owner_to_be_named():
    assert rules.start_fault(item(owner=None, member=9)) == ""


@pytest.mark.parametrize(
    ("values", "standing"),
    [
        ({}, "超期"),
        ({"due_on": "2016-12-31"}, "临近"),
        ({"due_on": "2017-01-07"}, "临近"),
        ({"due_on": "2017-01-08"}, ""),
        ({"done_on": "2016-12-20", "state": ItemState.CLOSED}, "按期完成"),
        ({"done_on": "2016-12-20", "state": ItemState.TO_VERIFY}, "待验收"),
        ({"done_on": "2016-12-21", "state": ItemState.TO_VERIFY}, "逾期待验收"),
        ({"done_on": "2016-12-21", "ext_to": "2016-12-25", "state": ItemState.CLOSED}, "按期完成"),
        ({"done_on": "2016-12-21", "state": ItemState.CLOSED}, "逾期完成"),
        ({"ext_to": "2017-02-01"}, ""),
        ({"fix_type": FixType.LASTING}, ""),
    ],
)
def test_time_is_measured_against_the_day_it_was_finished(values, standing):
    assert rules.timing(item(**values), TODAY) == standing


def test_closing_needs_evidence_and_a_verifier_who_is_not_the_owner():
    assert "佐证" in rules.closing_fault(item(evidence=None), False, (), ())
    assert rules.closing_fault(item(evidence=None), True, (), ()) == ""
    assert "验收人不能是责任人本人" in rules.closing_fault(item(verifier=1), True, (), ())
    assert "验收人" in rules.closing_fault(item(verifier=None), True, (), ())


def test_a_members_own_list_is_verified_by_the_secretary_and_his_by_the_level_above():
    own = item(member=9, owner=9, lead=None)
    assert "支部书记验收" in rules.closing_fault(own, False, {3 + 1}, ())
    assert rules.closing_fault(own, False, {3}, ()) == ""
    his = item(member=3, owner=3, lead=None, verifier=7)
    assert "上级党组织" in rules.closing_fault(his, False, {3}, {8})
    assert rules.closing_fault(his, False, {3}, {7}) == ""


def test_each_kind_of_list_has_its_own_aspects():
    assert "aspect" in rules.values_faults(item(aspect=Aspect.IDEALS), TODAY)
    assert "aspect" in rules.values_faults(item(member=9, owner=9, lead=None, aspect=Aspect.SYSTEM), TODAY)
    assert rules.values_faults(item(aspect=Aspect.SYSTEM), TODAY) == {}
    assert rules.values_faults(item(member=9, owner=9, lead=None, aspect=Aspect.SPIRIT), TODAY) == {}


def test_lead_and_owner_differ_and_a_deadline_is_not_before_the_start():
    assert "owner" in rules.values_faults(item(lead=1), TODAY)
    assert "due_on" in rules.values_faults(item(due_on="2016-10-01"), TODAY)
    assert "found_on" in rules.values_faults(item(found_on="2017-01-01", due_on=None), TODAY)


def test_an_extension_leads_to_a_later_day():
    assert rules.extension_fault(item(due_before="2016-12-20", ext_to="2016-12-20"))
    assert rules.extension_fault(item(due_before="2016-12-20", ext_to="2017-01-20")) == ""
    assert "不用延期" in rules.extension_fault(item(due_before=None, ext_to="2017-01-20"))


def test_looking_back_comes_thirty_days_after_closing():
    assert rules.look_back_day(date(2016, 12, 1), FixType.AT_ONCE) == date(2016, 12, 31)
    assert rules.look_back_day(date(2016, 12, 1), FixType.LASTING) is None
