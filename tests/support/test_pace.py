"""How much longer: nothing before the pace is steady, then near the truth, and begun anew with every other work."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.support.pace import Pace, told


def follow(pace, seconds_each, total, what="写文件", since=0.0):
    """[(now, left)] while `total` items are done, each in the seconds given."""
    now, found = since, [(since, pace.left(0, total, what, since))]
    for done in range(1, total + 1):
        now += seconds_each(done)
        found.append((now, pace.left(done, total, what, now)))
    return found


@given(st.floats(0.01, 0.5), st.integers(100, 400))
def test_of_even_work_it_tells_the_truth_after_three_seconds(each, total):
    found = follow(Pace(), lambda _: each, total)
    end = found[-1][0]
    for now, left in found:
        if left is not None:
            assert now >= 3 and abs(left - (end - now)) <= 0.05 * end + 0.5
    if end > 4:
        assert any(left is not None for _, left in found)


def test_nothing_is_said_while_the_pace_changes():
    """Twenty heavy tables and then a thousand small papers: the guess of the first would be hours."""
    found = follow(Pace(), lambda done: 1.0 if done <= 20 else 0.01, 1020)
    at_the_change = [left for now, left in found if 20.5 < now < 24]
    assert at_the_change and all(left is None for left in at_the_change)
    assert all(left is None for now, left in found if now <= 20)
    assert all(left is None or left < 10 for _, left in found)


def test_other_work_begins_anew():
    pace = Pace()
    follow(pace, lambda _: 0.1, 100)
    assert follow(pace, lambda _: 0.1, 20, "检查文件", since=11.0)[-2][1] is None, "two seconds are not enough"
    assert pace.left(3, 100, "检查文件", 14.0) is None, "the count went back: the next table"


def test_what_is_not_known_is_not_told_to_the_second():
    said = [told(seconds).removeprefix("这一步还要约 ") for seconds in (1, 12, 43, 89, 100, 3000)]
    assert said == ["5 秒", "10 秒", "45 秒", "90 秒", "2 分钟", "50 分钟"]
