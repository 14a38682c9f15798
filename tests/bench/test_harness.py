"""The bench itself: a goal missed, a side that fails, or nothing measured must never look like success."""

import io

import pytest

from tests.bench.__main__ import main
from tests.bench.apart import apart
from tests.bench.harness import Line, Measured, run, run_all


def giving(*values: float, unit: str = "ms"):
    """A side that brings these figures, one each time it is run."""
    figures = iter(values)
    return lambda: Measured(next(figures), unit)


def steady(value: float, unit: str = "ms"):
    return lambda: Measured(value, unit)


def test_the_ratio_is_the_median_of_the_pairs_and_one_bad_pair_does_not_count():
    result = run(Line("一行", giving(10, 20, 30, 400, 50), giving(10, 10, 10, 10, 10), goal=3))
    assert result.ratio == 3
    assert result.ok


def test_the_sides_take_turns_five_times_at_least():
    order: list[str] = []

    def side(name: str):
        def measured() -> Measured:
            order.append(name)
            return Measured(1, "ms")

        return measured

    run(Line("一行", side("ours"), side("limit"), goal=1, ready=lambda: order.append("ready"), pairs=1))
    assert order == ["ready", "ours", "ready", "limit"] * 5


def test_a_missed_goal_fails_the_run():
    out = io.StringIO()
    assert run_all([Line("达到", steady(1), steady(2), 1.0), Line("没达到", steady(3), steady(2), 1.0)], out) == 1
    rows = out.getvalue().splitlines()
    assert rows[0].endswith("ok") and "0.500" in rows[0]
    assert rows[1].endswith("MISSED")
    assert rows[2] == "2 lines, 1 not ok"


def test_met_goals_pass_the_run():
    assert run_all([Line("达到", steady(1), steady(2), 1.0)], io.StringIO()) == 0


def test_a_limit_that_did_not_run_fails_the_run_and_the_next_line_is_still_measured():
    def missing():
        raise ModuleNotFoundError("No module named 'vorta'")

    out = io.StringIO()
    assert run_all([Line("没有对手", steady(1), missing, 9), Line("达到", steady(1), steady(2), 1)], out) == 1
    rows = out.getvalue().splitlines()
    assert "did not run" in rows[0] and "vorta" in rows[0]
    assert rows[1].endswith("ok")


def test_no_line_at_all_is_no_success(tmp_path):
    assert run_all([], io.StringIO()) == 1
    assert main([], tmp_path) == 1


@pytest.mark.parametrize("limit", [steady(0), steady(1, "MiB")], ids=["nothing measured", "another unit"])
def test_a_limit_that_measures_nothing_comparable_did_not_run(limit):
    result = run(Line("一行", steady(1), limit, goal=9))
    assert result.trouble
    assert not result.ok


def test_a_side_without_figures_is_measured_in_cpu_time():
    result = run(Line("一行", lambda: sum(range(100)), lambda: sum(range(3_000_000)), goal=0.5))
    assert result.ok
    assert result.ours[0].unit == "ms"


def hold(mebibytes: int) -> None:
    """For the test below: a process that needs this much."""
    assert len(bytearray(mebibytes * 2**20)) == mebibytes * 2**20


def test_a_process_of_its_own_tells_its_peak_of_memory():
    much = apart("tests.bench.test_harness:hold", 200, of="memory")()
    little = apart("tests.bench.test_harness:hold", 1, of="memory")()
    assert much.unit == "MiB"
    assert 190 < much.value - little.value < 210


def test_a_process_that_fails_is_a_side_that_did_not_run():
    result = run(Line("一行", apart("tests.bench.test_harness:nothing_of_the_kind"), steady(1), goal=9))
    assert "nothing_of_the_kind" in result.trouble
