"""A rate in percent: one decimal, and never 100 of less than all."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ledger.figures import percent


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_a_rate_says_all_only_of_all_and_none_only_of_none(part, more):
    whole = part + more
    told = percent(part, whole)
    assert (told == 100) == (whole > 0 and more == 0)
    assert (told == 0) == (part == 0)
    assert whole == 0 or abs(told - 100 * part / whole) <= 0.1


def test_one_home_of_three_thousand_missed_is_not_all():
    assert percent(3016, 3017) == 99.9 and percent(1, 2) == 50
