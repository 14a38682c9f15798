"""The rules of innovation by hand calculation: benefit, window, marks, numbers, teams."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.features.innovation import rules
from desktop_app.features.innovation.fields import Quantity
from desktop_app.features.innovation.steps import PROJECT_STEPS
from desktop_app.features.innovation.words import ProjectState

TODAY = date(2016, 12, 31)


def benefit(**given):
    plain = {
        "formula": "工时",
        "from_on": "2016-03-01",
        "to_on": "2017-02-28",
        "old_use": 35_000,
        "new_use": 12_000,
        "price": 450_000,
        "quantity": 8_000_000,
        "cost": 1_200_000,
        "saved": None,
    }
    return plain | given


def test_hours_saved_agree_with_the_hand_calculation():
    # (3.5 − 1.2) × 45 × 800 − 12,000 = 82,800 − 12,000
    assert rules.net_fen(benefit()) == 7_080_000
    assert rules.arithmetic(benefit()) == "(3.5 − 1.2) × 45 × 800 − 12,000.00 = 70,800.00 元"


@pytest.mark.parametrize(
    ("given", "fen"),
    [
        ({"formula": "材料", "old_use": 18_500, "new_use": 14_200, "price": 265_000, "quantity": 10_000_000}, -60_500),
        ({"formula": "外委替代", "old_use": 8_000_000, "new_use": 2_600_000, "quantity": 310_000}, 474_000),
        ({"formula": "其他", "saved": 1_500_050}, 300_050),
        ({"old_use": 10_001, "new_use": 10_000, "price": 10_000, "quantity": 10_000, "cost": 0}, 0),
        ({"old_use": 10_050, "new_use": 10_000, "price": 10_000, "quantity": 10_000, "cost": 0}, 1),
    ],
)
def test_every_formula_takes_the_cost_off_and_rounds_half_up(given, fen):
    assert rules.net_fen(benefit(**given)) == fen


@given(*[st.integers(0, 10**9)] * 4, st.integers(0, 10**10))
def test_the_arithmetic_ends_with_the_stored_net(old, new, price, quantity, cost):
    told = benefit(old_use=old, new_use=new, price=price, quantity=quantity, cost=cost)
    net = Decimal(rules.net_fen(told)) / 100
    assert rules.arithmetic(told).endswith(f"= {net:,.2f} 元")


def test_a_benefit_ends_within_twelve_months_of_the_first_effect_across_the_year():
    assert rules.benefit_window_end("2016-03-01") == "2017-02-28"
    assert not rules.benefit_faults(benefit(), [], False, TODAY)
    assert "12 个月" in rules.benefit_faults(benefit(to_on="2017-03-01"), [], False, TODAY)["to_on"]
    earlier = {"from_on": "2015-12-01", "to_on": "2016-02-29", "formula": "材料"}
    assert "2016-11-30" in rules.benefit_faults(benefit(), [earlier], False, TODAY)["to_on"]


def test_the_same_saving_is_not_counted_twice():
    other = {"from_on": "2016-03-01", "to_on": "2016-05-31", "formula": "工时"}
    assert "重复" in rules.benefit_faults(benefit(to_on="2016-04-30"), [other], False, TODAY)["from_on"]


def test_finance_confirms_what_is_over_and_proved():
    over = benefit(to_on="2016-08-31", confirmed_by="财务科", confirmed_on="2016-09-10")
    assert "basis" in rules.benefit_faults(over, [], False, TODAY)
    assert not rules.benefit_faults({**over, "basis": "派工单"}, [], False, TODAY)
    assert not rules.benefit_faults(over, [], True, TODAY)
    assert "还没有结束" in rules.benefit_faults({**over, "to_on": "2016-10-31"}, [], True, TODAY)["confirmed_on"]
    assert "confirmed_on" in rules.benefit_faults(benefit(confirmed_by="财务科"), [], True, TODAY)


def test_a_factor_of_the_formula_must_be_given():
    assert set(rules.benefit_faults(benefit(price=None, quantity=None), [], False, TODAY)) == {"price", "quantity"}


def test_months_later_keeps_to_the_months_end():
    assert rules.months_later(date(2016, 1, 31), 1) == date(2016, 2, 29)
    assert rules.months_later(date(2016, 12, 15), 12) == date(2017, 12, 15)
    assert rules.months_later(date(2016, 3, 1), -3) == date(2015, 12, 1)


def test_marks_stay_within_their_weights():
    marks = {"on": "2016-05-01", "technical": 300, "economic": 285, "scope": 200, "practical": 200}
    assert rules.total_score(marks) == 985 and not rules.review_faults(marks, TODAY)
    assert rules.review_faults({**marks, "scope": 205}, TODAY) == {"scope": "应用范围满分 20 分"}
    assert sum(rules.WEIGHTS.values()) == 100


def test_numbers_follow_within_their_year():
    assert rules.next_code(2016, []) == "2016-001"
    assert rules.next_code(2016, ["2015-019", "2016-001", "2016-007", "2016-旧"]) == "2016-008"


def test_a_team_has_one_leader_at_a_time_and_nobody_twice():
    team = {"term_from": "2015-01-01"}
    leads = {"member": 1, "role": "带头人", "from_on": "2015-01-12", "to_on": None}
    second = {"member": 2, "role": "带头人", "from_on": "2016-01-01", "to_on": None}
    assert "只有一名带头人" in rules.team_member_faults(second, [leads], team)["role"]
    assert not rules.team_member_faults(second, [{**leads, "to_on": "2015-12-31"}], team)
    assert "member" in rules.team_member_faults({**leads, "role": "成员"}, [leads], team)
    assert "from_on" in rules.team_member_faults({**second, "from_on": "2014-12-31"}, [], team)


def test_more_spent_than_approved_is_told_with_both_sums():
    assert "超 1.00 元" in rules.overspent({"spent": 100_100, "budget_approved": 100_000})
    assert rules.overspent({"spent": 100_000, "budget_approved": 100_000}) == ""


def test_every_state_is_reached_and_only_the_last_ones_end_the_way():
    reached = {step.after for step in PROJECT_STEPS.steps} | {ProjectState.DRAFT}
    assert reached == set(ProjectState)
    ends = {state for state in ProjectState if not PROJECT_STEPS.from_state(state)}
    assert ends == {ProjectState.STOPPED}
    after_approval = [step.name for step in PROJECT_STEPS.steps if "评审" in step.name]
    assert after_approval == ["评审立项"] and PROJECT_STEPS.named("评审立项").before == (ProjectState.REVIEWED,)


def test_quantities_are_kept_to_four_decimals():
    kind = Quantity("单耗")
    assert (kind.parse("0.0125"), kind.parse("1,200"), kind.parse(3.5)) == (125, 12_000_000, 35_000)
    assert [kind.show(value) for value in (125, 12_000_000, 35_000, 0, None)] == ["0.0125", "1,200", "3.5", "0", ""]
    with pytest.raises(ValueError, match="最多 4 位小数"):
        kind.parse("0.00001")
