"""Buzzers on one PC (Q11): order by the time of the press, early press, too close to tell, keys a keyboard swallows."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.features.quiz.live.buzzer import Buzzers, KeyTest, clashes

KEYS = {"1": 11, "2": 22, "3": 33, "4": 44}
ALL = list(KEYS.values())


def test_presses_one_ms_apart_keep_their_order_and_the_referee_rules():
    buzzers = Buzzers(KEYS)
    buzzers.open(1000)
    for key, at in (("3", 1502), ("1", 1500), ("2", 1501)):
        buzzers.press(key, at)
    verdict = buzzers.verdict(ALL)
    assert [press.entrant for press in verdict.order] == [11, 22, 33]
    assert verdict.close == (11, 22, 33)
    assert verdict.first is None


def test_ten_ms_apart_the_first_has_it():
    buzzers = Buzzers(KEYS)
    buzzers.open(1000)
    buzzers.press("2", 1510)
    buzzers.press("1", 1500)
    assert buzzers.verdict(ALL).first == 11
    assert buzzers.verdict(ALL).close == ()


def test_a_press_before_the_start_is_early_and_does_not_win():
    buzzers = Buzzers(KEYS)
    buzzers.press("4", 990)
    buzzers.open(1000)
    buzzers.press("2", 1300)
    verdict = buzzers.verdict(ALL)
    assert [press.entrant for press in verdict.early] == [44]
    assert verdict.first == 22


def test_a_held_key_counts_once_and_who_may_not_press_is_passed_over():
    buzzers = Buzzers(KEYS)
    buzzers.open(0)
    assert buzzers.press("1", 5) == 11
    assert buzzers.press("1", 6) is None
    assert buzzers.press("9", 7) is None
    buzzers.press("2", 100)
    assert buzzers.verdict([22, 33]).first == 22


@given(st.permutations(range(4)), st.lists(st.integers(0, 40), min_size=4, max_size=4))
def test_the_order_is_that_of_the_times_however_the_presses_come_in(order, times):
    buzzers = Buzzers(KEYS)
    buzzers.open(0)
    keys = list(KEYS)
    for at in order:
        buzzers.press(keys[at], times[at])
    verdict = buzzers.verdict(ALL)
    assert [press.at for press in verdict.order] == sorted(times)
    first, second = sorted(times)[:2]
    assert (verdict.first is None) == (second - first < 10)


def test_the_key_test_names_keys_that_a_keyboard_swallows():
    test = KeyTest(KEYS)
    for key in "123":
        test.down(key)
    test.up("1")
    test.down("x")
    assert test.untried(ALL) == [44]
    assert set(test.swallowed(ALL)) == {(11, 44), (22, 44), (33, 44)}
    assert test.unknown == {"x"}
    test.down("4")
    assert test.swallowed(ALL) == [(11, 44)]


def test_one_key_for_two_teams_is_a_clash():
    assert clashes([("1", 11), ("2", 22), ("1", 33)]) == ["1"]
