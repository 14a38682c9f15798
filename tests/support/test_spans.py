"""Spans as the clerk writes them and as papers name them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import Span, parse_span


@pytest.mark.parametrize(
    ("typed", "start", "end", "title"),
    [
        ("2016-12", date(2016, 12, 1), date(2016, 12, 31), "2016年12月"),
        ("2016-2", date(2016, 2, 1), date(2016, 2, 29), "2016年2月"),
        ("2016Q4", date(2016, 10, 1), date(2016, 12, 31), "2016年第四季度"),
        ("2016h1", date(2016, 1, 1), date(2016, 6, 30), "2016年上半年"),
        ("2016", date(2016, 1, 1), date(2016, 12, 31), "2016年度"),
        ("2016-12-03..2016-12-15", date(2016, 12, 3), date(2016, 12, 15), "2016年12月3日至2016年12月15日"),
        ("2016-12-03..2016-12-03", date(2016, 12, 3), date(2016, 12, 3), "2016年12月3日"),
    ],
)
def test_a_span_is_read_and_named(typed: str, start: date, end: date, title: str) -> None:
    span = parse_span(typed)
    assert (span.start, span.end, span.title()) == (start, end, title)


@pytest.mark.parametrize("typed", ["", "2016-13", "2016Q5", "明年", "2016-12-15..2016-12-03", "2016-02-30..2016-03-01"])
def test_a_span_that_is_none_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(OfficeError) as refusal:
        parse_span(typed)
    assert "2016-12" in refusal.value.next_step


def test_the_previous_span_and_the_same_one_last_year() -> None:
    month = parse_span("2016-03")
    assert month.previous() == parse_span("2016-02")
    assert parse_span("2016-02").last_year() == parse_span("2015-02")
    assert parse_span("2017Q1").previous() == parse_span("2016Q4")
    assert month.eve() == date(2016, 2, 29)
    assert parse_span("2016Q3").year_to_date() == Span(date(2016, 1, 1), date(2016, 9, 30))


@given(st.dates(date(1990, 1, 2), date(2100, 1, 1)), st.integers(0, 800))
def test_any_span_touches_the_one_before_it(start: date, days: int) -> None:
    span = Span(start, start + timedelta(days=days))
    before = span.previous()
    assert before.end + timedelta(days=1) == span.start
    assert before.months() == span.months() or span.months() == 0
