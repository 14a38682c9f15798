"""Rules of their day: probation, standing, bands, 光荣在党50年, 政治生日."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.people import eras, rules_table
from desktop_app.people.rules_table import NoRule

DAYS = st.dates(date(1900, 1, 1), date(2060, 12, 31))
YEAR_END = date(2016, 12, 31)


def test_thresholds_hold_by_their_day_and_name_their_source():
    assert rules_table.value("study_hours_leader", date(2016, 12, 31)) == 56
    assert rules_table.value("term_branch", date(2019, 1, 1)) == 3
    assert rules_table.value("probation_usual", date(1970, 1, 1)) == 0
    assert rules_table.rule("golden_years", date(2016, 7, 1)) is None
    with pytest.raises(NoRule):
        rules_table.value("branch_most_members", date(2000, 1, 1))
    with pytest.raises(KeyError):
        rules_table.value("no_such_rule", YEAR_END)
    assert all(rule.source and rule.unit for rule in rules_table.rules())


def test_rows_of_one_rule_never_overlap():
    rows = sorted(rules_table.rules(), key=lambda rule: (rule.name, rule.start))
    assert [b for a, b in zip(rows, rows[1:], strict=False) if a.name == b.name and a.end >= b.start] == []
    assert [rule for rule in rows if rule.end < rule.start] == []


@pytest.mark.parametrize(
    ("name", "last"), [("age", "71岁及以上"), ("age_own", "90岁及以上"), ("standing", "50年及以上")]
)
def test_every_number_of_years_falls_into_one_band(name, last):
    bands = rules_table.bands(name, YEAR_END)
    assert [sum(band.holds(years) for band in bands) for years in range(130)] == [1] * 130
    assert bands[-1].label == last
    assert len({band.code for band in bands}) == len(bands)


@given(DAYS)
def test_every_day_of_joining_falls_into_one_band(day):
    for name in ("joined", "joined_public"):
        assert sum(band.holds(day.isoformat()) for band in rules_table.bands(name, YEAR_END)) == 1


def test_age_bands_turn_with_the_birthday():
    assert label(eras.age_band("1986-01-01", YEAR_END)) == "30岁及以下"
    assert label(eras.age_band("1985-12-31", YEAR_END)) == "31至35岁"
    assert label(eras.age_band("1945-12-31", YEAR_END)) == "71岁及以上"
    assert label(eras.age_band("1926-12-31", YEAR_END, own=True)) == "90岁及以上"
    assert label(eras.age_band("1927-01", YEAR_END, own=True)) == "86至89岁"
    assert eras.age_band("2017-01-01", YEAR_END) is None


def label(band):
    return band.label if band else None


@pytest.mark.parametrize(
    ("joined", "text"),
    [
        ("1937-07-06", "1937年7月6日及以前"), ("1949-09", "1945年9月3日至1949年9月"), ("1949-10-01", "1949年10月至1966年4月"),
        ("1976-10-31", "1966年5月至1976年10月"), ("1978", "1976年11月至1978年12月"), ("2012-11-01", "2012年11月及以后"),
    ],
)  # fmt: skip
def test_joining_bands(joined, text):
    assert label(eras.joined_band(joined, YEAR_END)) == text


@pytest.mark.parametrize(
    ("joined", "full", "doubt"),
    [
        ("1970-05-01", "1970-05-01", None), ("1970", "1970-05", None), ("1970-05-01", "1971-05-01", "没有预备期"),
        ("1980-07-01", "1981-07-01", None), ("1980-07-01", "1981-06-30", "不足 12 个月"), ("1980", "1981", None),
        ("1980-07-01", "1982-07-01", None), ("1980-07-01", "1982-07-02", "超过 24 个月"), ("1980-07", "1980-01", "早于"),
        ("1950-01-01", "1950-07-01", None), ("1950-01-01", "1950-06-30", "不足 6 个月"), ("1960-03-01", "1961-03-02", "超过 12"),
        ("1969", "1969-06", None), ("1977-08-11", "1977-08-11", None), ("1977-08-12", "1977-08-12", "不足 12 个月"),
        ("1969-03-31", "1970-03-31", None), ("1980-02-29", "1981-02-28", None),
    ],
)  # fmt: skip
def test_probation_is_judged_by_the_rules_of_its_day_and_only_when_certain(joined, full, doubt):
    found = eras.probation_doubt(joined, full)
    assert found is None if doubt is None else found is not None and doubt in found


def test_the_day_a_probation_is_up():
    assert eras.due_on("2016-01-31") == date(2017, 1, 31)
    assert eras.due_on("2016-02-29") == date(2017, 2, 28)
    assert eras.due_on("1970-05-01") == date(1970, 5, 1)
    assert eras.due_on("1950-05-01") is None and eras.due_on("2016-01") is None


def test_the_first_and_second_of_july_fall_right():
    assert eras.golden_day(2021) == date(2021, 7, 1)
    assert eras.is_golden("1971-07-01", 2021) and eras.is_newly_golden("1971-07-01", 2021)
    assert not eras.is_golden("1971-07-02", 2021) and eras.is_newly_golden("1971-07-02", 2022)
    assert eras.is_golden("1950-01", 2021) and not eras.is_newly_golden("1950-01", 2021)
    assert eras.is_newly_golden("1966-07-01", 2016) and not eras.is_golden("1966-07-02", 2016)


def test_standing_runs_from_full_membership():
    assert eras.standing_years("1966-12-31", YEAR_END) == 50
    assert label(eras.standing_band("1966-12-31", YEAR_END)) == "50年及以上"
    assert label(eras.standing_band("1967-01-01", YEAR_END)) == "30年以上不满50年"
    assert eras.standing_years("2017-03-01", YEAR_END) == 0


def test_political_birthdays_come_every_year_on_the_day_of_joining():
    assert eras.political_birthday("1966-07-01", 2016) == date(2016, 7, 1)
    assert eras.political_birthday("1976-02-29", 2015) == date(2015, 2, 28)
    assert eras.political_birthday("2016-07-01", 2016) is None and eras.political_birthday("1966-07", 2016) is None
    assert eras.has_political_birthday("1966-07", 2016, 7) and not eras.has_political_birthday("1966", 2016, 7)
    assert not eras.has_political_birthday("1966-07-01", 2016, 8) and not eras.has_political_birthday(
        "2016-07-01", 2016, 7
    )


@given(DAYS.filter(lambda day: day >= date(1956, 9, 15)))
def test_who_became_full_when_due_is_never_doubted(joined):
    due = eras.due_on(joined.isoformat())
    assert due is not None and eras.probation_doubt(joined.isoformat(), due.isoformat()) is None
    shortest, longest = eras.probation(joined.isoformat())
    assert 0 <= shortest <= longest <= 24
