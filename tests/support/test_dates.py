"""Dates as clerks type them and files hold them: to the year, the month or the day."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.support import dates
from desktop_app.support.dates import Ambiguous, parse

DAYS = st.dates(date(1850, 1, 1), date(2100, 12, 31))
STORED = st.one_of(DAYS.map(lambda d: d.isoformat()), DAYS.map(lambda d: f"{d:%Y-%m}"), DAYS.map(lambda d: f"{d:%Y}"))
TODAY = date(2016, 12, 31)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1958", "1958"), (1958, "1958"), (1958.0, "1958"), ("1958年", "1958"),
        ("195801", "1958-01"), (195801, "1958-01"), ("1958.1", "1958-01"), ("1958年1月", "1958-01"), ("1958-01", "1958-01"),
        ("1958年元月", "1958-01"), ("１９５８．１", "1958-01"), (1958.11, "1958-11"), (1958.01, "1958-01"), ("1958.10", "1958-10"),
        ("19580105", "1958-01-05"), (19580105, "1958-01-05"), ("1958.1.5", "1958-01-05"), ("1958-1-5", "1958-01-05"),
        ("1958/01/05", "1958-01-05"), ("1958年1月5日", "1958-01-05"), (" 1958 年 1 月 5 日 ", "1958-01-05"),
        ("1958-01-05 00:00:00", "1958-01-05"), ("'1958-01-05", "1958-01-05"), ("1958。1。5", "1958-01-05"),
        (date(1958, 1, 5), "1958-01-05"), (datetime(1958, 1, 5, 8), "1958-01-05"), ("2000-2-29", "2000-02-29"),
        ("58-1-5", "1958-01-05"), ("58.1", "1958-01"), ("580105", "1958-01-05"), ("16.7.1", "2016-07-01"),
    ],
)  # fmt: skip
def test_the_ways_people_write_a_date(typed, stored):
    assert parse(typed, today=TODAY) == stored


@pytest.mark.parametrize(
    "typed",
    ["1958-02-30", "1900-2-29", "1958-13", "1958.0", "195813", "19581301", "建国前", "农历八月", "58", "1958-", "5.1.1958",
     "1849", "2101-01", 21186, "21186", 12, -5, True, "", "1958-1-1-1", 1958.123],
)  # fmt: skip
def test_what_is_no_date_is_refused_in_chinese(typed):
    with pytest.raises(ValueError, match="[\u4e00-\u9fff]"):
        parse(typed, today=TODAY)


def test_the_number_1958_point_1_is_asked_about():
    with pytest.raises(Ambiguous) as asked:
        parse(1958.1)
    assert asked.value.candidates == ("1958-01", "1958-10")


def test_the_century_follows_the_hint_else_the_latest_past_or_is_asked():
    assert parse("08.3.1", today=TODAY) == "2008-03-01"
    assert parse("08.3.1", near=1930, today=TODAY) == "1908-03-01"
    assert parse("58.1.1", near=1990, today=TODAY) == "1958-01-01"
    assert parse("58.1.1", ask=True, today=TODAY) == "1958-01-01"
    with pytest.raises(Ambiguous) as asked:
        parse("08.3.1", ask=True, today=TODAY)
    assert asked.value.candidates == ("2008", "1908")


def test_excel_serials_are_days_only_when_told_so():
    assert parse(21186, excel_serial=True) == "1958-01-01"
    assert parse(21186.75, excel_serial=True) == "1958-01-01"
    assert parse(19724, excel_serial=True, epoch_1904=True) == "1958-01-01"
    with pytest.raises(ValueError, match="太大"):
        parse(1e12, excel_serial=True)


@given(DAYS)
def test_every_day_is_read_back_however_it_is_written(day):
    for text in (
        day.isoformat(), f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}", f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month:02d}/{day.day}",
    ):  # fmt: skip
        assert parse(text) == day.isoformat()


@given(STORED)
def test_what_is_shown_is_read_back(stored):
    for style in ("iso", "dotted_day", "chinese"):
        assert parse(dates.show(stored, style)) == stored
    assert parse(dates.show(stored, "dotted")) == stored[:7]


@given(st.text(max_size=14))
def test_anything_typed_gives_a_date_or_a_plain_refusal(text):
    try:
        stored = parse(text, today=TODAY)
    except ValueError:
        return
    assert dates.first_day(stored) <= dates.last_day(stored)


def test_dates_are_shown_as_papers_print_them():
    assert dates.show("1952-03-05", "dotted") == "1952.03"
    assert dates.show("1952", "dotted") == "1952"
    assert dates.show("1952-03-05", "chinese") == "1952年3月5日"
    assert dates.show("1952-03", "chinese") == "1952年3月"
    with pytest.raises(ValueError):
        dates.show("1952年3月")


def test_one_date_is_certainly_before_another_only_when_no_reading_denies_it():
    assert dates.certainly_before("1957", "1958-01")
    assert not dates.certainly_before("1958", "1958-12-31")
    assert not dates.certainly_before("1958-01", "1958")
    assert dates.certainly_before("1958-01-31", "1958-02")


@given(STORED, STORED)
def test_order_of_the_texts_never_contradicts_certain_order(one, other):
    if dates.certainly_before(one, other):
        assert one < other


def test_age_turns_on_the_birthday_and_on_the_first_of_march_for_a_leap_day():
    assert dates.age_on("1946-12-31", date(2016, 12, 30)) == 69
    assert dates.age_on("1946-12-31", date(2016, 12, 31)) == 70
    assert dates.age_on("1952-02-29", date(2015, 2, 28)) == 62
    assert dates.age_on("1952-02-29", date(2015, 3, 1)) == 63
    assert dates.age_on("2017-01-01", date(2016, 12, 31)) is None


def test_unknown_parts_count_from_the_first_of_what_is_known():
    assert dates.years_between("1966", "2016-01-01") == 50
    assert dates.years_between("1966-07", "2016-06-30") == 49
    assert dates.years_between("1966-07", date(2016, 7, 1)) == 50
    assert dates.age_on("1946-06", date(2016, 6, 1)) == 70


@given(STORED, DAYS)
def test_age_is_the_count_of_birthdays_passed(birth, day):
    age, born = dates.age_on(birth, day), dates.first_day(birth)
    if age is None:
        assert born > day
    else:
        birthdays = sum((born.year + n, born.month, born.day) <= (day.year, day.month, day.day) for n in range(1, 260))
        assert age == birthdays


def test_a_month_and_day_without_a_year_is_told_so_and_not_read_as_a_year():
    with pytest.raises(ValueError, match="没有写年份.*2016.12.30"):
        parse("12.30", today=TODAY)
