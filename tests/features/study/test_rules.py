"""The rules of the study ledger by themselves."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.features.study import rules
from desktop_app.features.study.rules import Body
from desktop_app.features.study.words import Duty, Status

BRANCH = Body(members=30, full_members=28, groups=0, has_board=True)
DAY = date(2016, 12, 31)


def test_a_member_needs_32_hours_and_a_board_member_56():
    assert rules.required_hours(2016, leader=False) == 320
    assert rules.required_hours(2016, leader=True) == 560


def test_a_day_gives_at_most_eight_hours():
    assert rules.most_hours(1, DAY) == 80
    assert rules.most_hours(3, DAY) == 240


def test_hours_over_new_year_fall_into_both_years_by_their_days():
    assert rules.split_at_new_year("2016-12-30", "2017-01-02", 320) == {2016: 160, 2017: 160}
    assert rules.split_at_new_year("2016-12-31", None, 15) == {2016: 15}


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.integers(0, 800), st.integers(0, 4000))
def test_hours_split_at_new_year_add_up(first, days, hours):
    last = date.fromordinal(first.toordinal() + days)
    shares = rules.split_at_new_year(str(first), str(last), hours)
    assert sum(shares.values()) == hours
    assert set(shares) == set(range(first.year, last.year + 1))


@pytest.mark.parametrize(
    ("status", "makeup", "heads", "expected"),
    [
        (Status.PRESENT, None, False, (20161220, 20)),
        (Status.DELIVERED, None, False, (20161220, 20)),
        (Status.LEAVE, None, False, (None, 0)),
        (Status.ABSENT, "2016-12-28", False, (20161228, 20)),
        (Status.PRESENT, None, True, (None, 0)),
    ],
)
def test_hours_come_from_being_there_or_making_up(status, makeup, heads, expected):
    assert rules.credited(status, "2016-12-20", 20, makeup, heads_only=heads) == expected


def test_before_october_2018_frequencies_are_custom_and_then_rule():
    assert rules.norm(Duty.ASSEMBLY, date(2016, 5, 1)).customary
    assert not rules.norm(Duty.ASSEMBLY, date(2019, 5, 1)).customary
    assert "支部工作条例" in rules.norm(Duty.COMMITTEE, date(2019, 5, 1)).source


def test_a_branch_has_no_duty_that_it_cannot_have():
    assert rules.has_duty(Duty.COMMITTEE, BRANCH, DAY)
    assert not rules.has_duty(Duty.COMMITTEE, Body(6, 6, 0, False), DAY)
    assert not rules.has_duty(Duty.GROUP, BRANCH, DAY)
    assert rules.needed_times(Duty.GROUP, Body(30, 28, 3, True), DAY) == 3
    assert rules.needed_times(Duty.PARTY_DAY, Body(2, 2, 0, False), DAY) == 0


def test_a_quarterly_duty_is_judged_by_its_quarter():
    assert list(rules.period_months("季", 5)) == [4, 5, 6]
    assert rules.period_end("季", 2016, 5) == date(2016, 6, 30)
    assert rules.period_end("年", 2016, 5) == date(2016, 12, 31)


def test_a_gap_shows_only_when_its_period_is_over_and_never_under_rectification():
    weak = Body(30, 28, 0, True, rectifying=True)
    end = date(2016, 6, 30)
    assert rules.cell_state(1, 0, BRANCH, end, date(2016, 7, 1)) == "缺"
    assert rules.cell_state(1, 0, BRANCH, end, date(2016, 6, 15)) == "待"
    assert rules.cell_state(1, 0, weak, end, date(2016, 7, 1)) == "整顿"
    assert rules.cell_state(1, 1, BRANCH, end, date(2016, 7, 1)) == "够"
    assert rules.cell_state(0, 0, BRANCH, end, date(2016, 7, 1)) == "无"


def test_a_fourth_excellent_of_nine_full_members_is_refused_with_the_reason():
    assert rules.excellent_refusal(2, 9, DAY) == ""
    assert (
        rules.excellent_refusal(3, 9, DAY)
        == "优秀不得超过正式党员的三分之一：支部有正式党员 9 人，最多 3 人，已评 3 人"
    )


def test_weights_must_come_to_a_hundred():
    assert rules.parse_weights("内容60 语言20，书写：20") == [("内容", 60), ("语言", 20), ("书写", 20)]
    with pytest.raises(ValueError, match="现在是 90 分"):
        rules.parse_weights("内容60 语言30")


def test_points_must_fit_the_criteria():
    weights = [("内容", 60), ("语言", 20), ("书写", 20)]
    assert rules.total_of("55 18.5 17", weights) == 905
    with pytest.raises(ValueError, match="语言得分要在 0 到 20"):
        rules.total_of("55 21 17", weights)
    with pytest.raises(ValueError, match="要填 3 项得分"):
        rules.total_of("55 18", weights)


def test_the_highest_and_the_lowest_go_from_five_judges_on():
    assert rules.mean_score([900, 800, 700, 600, 100], DAY) == 7000
    assert rules.mean_score([900, 800, 700, 200], DAY) == 6500
    assert rules.mean_score([], DAY) is None


def test_equal_means_share_a_place_and_an_award():
    places = rules.ranks({1: 9000, 2: 9500, 3: 9000, 4: 8000, 5: None})
    assert places == {2: 1, 1: 2, 3: 2, 4: 4}
    assert rules.awards(places, [("一等奖", 1), ("二等奖", 1), ("三等奖", 1)]) == {
        2: "一等奖",
        1: "二等奖",
        3: "二等奖",
    }


def test_minutes_name_what_they_lack():
    values = {
        "title": "大会",
        "start_at": "09:00",
        "place": "活动室",
        "host": 1,
        "agenda": "议题",
        "content": "内容",
        "due_n": 9,
    }
    missing = rules.missing_of_minutes(values, needs_speaker=True, needs_decision=True, away_unexplained=2)
    assert missing == ["记录人", "主讲人", "发言要点", "决议", "2 名请假党员的事由或准假人"]


def test_votes_never_exceed_those_present():
    assert rules.votes_fault([20, 1, 0], 21) == ""
    assert rules.votes_fault([21, 1, 0], 21) == "表决 22 票，多于实到 21 人"
    assert rules.votes_fault([None, None, None], 21) == ""


def test_an_absence_is_late_after_thirty_days_and_an_entry_after_seven():
    assert not rules.makeup_is_late("2016-12-01", date(2016, 12, 31))
    assert rules.makeup_is_late("2016-11-30", date(2016, 12, 31))
    assert not rules.is_late_entry("2016-12-01", "2016-12-08")
    assert rules.is_late_entry("2016-12-01", "2016-12-09")


def test_a_leader_is_red_when_absent_three_times_or_without_a_class_in_the_year():
    assert rules.leader_fault(3, 5, DAY, year_over=True) == "缺席 3 次"
    assert rules.leader_fault(2, 0, DAY, year_over=True) == "本年没有讲党课"
    assert rules.leader_fault(2, 0, DAY, year_over=False) == ""
