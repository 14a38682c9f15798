"""The figures of the visits: the article's numbers from the demo office, and rows that explain every value."""

import pytest

from desktop_app.features.visits import told
from desktop_app.features.visits.coverage import Building, Flat, HomeState
from desktop_app.features.visits.coverage import told as coverage_told
from desktop_app.features.visits.figures import figures
from desktop_app.ledger.figures import measured_value, percent
from desktop_app.support.spans import parse_span

YEAR = parse_span("2016")


@pytest.fixture(scope="module")
def demo(demos, tmp_path_factory):
    with demos.copy(tmp_path_factory.mktemp("visits"), 1500) as office:
        yield office


def figure(code):
    return next(figure for figure in figures() if figure.code == code)


def test_the_articles_numbers_come_from_records(demo):
    told_numbers = {
        code: figure(code).value(demo, YEAR, None) for code in ("visit.crews", "visit.households", "visit.coverage")
    }
    assert told_numbers == {"visit.crews": 52, "visit.households": 320, "visit.coverage": 100}
    assert demo.database.one("SELECT count(*) FROM household") > 3000


def test_one_home_less_lowers_the_figures(demo):
    homes, coverage = figure("visit.households"), figure("visit.coverage")
    home = demo.database.one(
        "SELECT household_id FROM visit WHERE kind = '家庭户' AND outcome = '见到' AND on_day LIKE '2016%'"
    )
    with demo.change("改为未遇"):
        demo.database.execute_sql("UPDATE visit SET outcome = '未遇' WHERE household_id = ?", (home,))
    assert homes.value(demo, YEAR, None) == 319
    assert coverage.value(demo, YEAR, None) < 100 and home in told.unmet(demo, 1)
    demo.undo()
    assert (homes.value(demo, YEAR, None), coverage.value(demo, YEAR, None)) == (320, 100)


def test_one_home_missed_is_not_a_hundred_percent():
    met, missed = Flat(1, "1", "101", 1, HomeState.MET), Flat(2, "1", "102", 1, HomeState.UNVISITED)
    building = Building("胡杨小区", "1")
    building.flats += [met] * 3017 + [missed]
    assert "没见到 1 户 · 覆盖率 99.9%" in coverage_told([building])


def test_the_rows_give_every_value_for_the_centre_and_for_a_branch(demo):
    branch = demo.database.one("SELECT org_id FROM visit GROUP BY org_id ORDER BY count(*) DESC LIMIT 1")
    for each in figures():
        for org in (None, branch):
            rows = each.rows(demo, YEAR, org)
            assert measured_value(each, rows) == each.value(demo, YEAR, org), each.code


def test_who_was_satisfied_is_told_of_those_called_back_in_the_span(demo):
    told_back, satisfied = figure("appeal.told"), figure("appeal.satisfied")
    for span in (YEAR, parse_span("2015"), parse_span("2016Q4")):
        rows = satisfied.rows(demo, span, None).rows
        assert len(rows) == told_back.value(demo, span, None) > 0
        unhappy = sum(row[3] == "不满意" for row in rows)
        assert satisfied.value(demo, span, None) == percent(len(rows) - unhappy, len(rows))


def test_flows_by_count_or_sum_add_up_over_the_months(demo):
    months = [parse_span(f"2016-{month:02d}") for month in range(1, 13)]
    for each in figures():
        if each.kind == "flow" and each.measure in ("count", "sum"):
            total = sum(each.value(demo, span, None) for span in months)
            assert total == pytest.approx(each.value(demo, YEAR, None)), each.code


def test_the_demo_office_contradicts_itself_nowhere(demo):
    assert told.checks(demo) == []
