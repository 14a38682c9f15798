"""The figures of the problem lists: the article's numbers from the demo office, and rows that explain every value."""

import pytest

from desktop_app.features.problems import ITEMS, told
from desktop_app.features.problems.figures import figures
from desktop_app.ledger.figures import measured_value
from desktop_app.support.spans import parse_span

YEAR = parse_span("2016")


@pytest.fixture(scope="module")
def demo(demos, tmp_path_factory):
    with demos.copy(tmp_path_factory.mktemp("problems"), 1500) as office:
        yield office


def value(office, code, span=YEAR, org=None):
    return next(figure for figure in figures() if figure.code == code).value(office, span, org)


def test_lists_and_items_are_counted_apart(demo):
    assert value(demo, "problem.org_lists") == 251
    assert value(demo, "problem.member_lists") == 427
    assert value(demo, "problem.items_new") > 1000
    assert value(demo, "problem.major_closed") == 33
    assert value(demo, "inspection.received") == 1
    assert (value(demo, "rectify.running"), value(demo, "rectify.closed")) == (1, 1)


def test_the_rows_give_every_value_for_the_centre_and_for_a_branch(demo):
    branch = demo.database.one("SELECT org_id FROM problem_item GROUP BY org_id ORDER BY count(*) DESC LIMIT 1")
    for figure in figures():
        for org in (None, branch):
            rows = figure.rows(demo, YEAR, org)
            assert measured_value(figure, rows) == figure.value(demo, YEAR, org), figure.code
            assert len(rows.ids) == len(rows.rows)


def test_flows_add_up_over_the_months(demo):
    months = [parse_span(f"2016-{month:02d}") for month in range(1, 13)]
    for figure in figures():
        if figure.kind == "flow":
            assert sum(figure.value(demo, span, None) for span in months) == figure.value(demo, YEAR, None)


def test_a_closed_major_item_taken_away_lowers_its_figure_by_one(demo):
    figure = next(figure for figure in figures() if figure.code == "problem.major_closed")
    before, taken = figure.value(demo, YEAR, None), figure.rows(demo, YEAR, None).ids[0]
    with demo.change("取消重要"):
        demo.database.execute_sql("UPDATE problem_item SET is_major = 0 WHERE id = ?", (taken,))
    assert figure.value(demo, YEAR, None) == before - 1
    demo.undo()


def test_what_is_reported_done_and_not_yet_accepted_is_neither_in_time_nor_late(demo):
    figure = next(figure for figure in figures() if figure.code == "problem.on_time_rate")
    counted = set(figure.rows(demo, YEAR, None).ids)
    waiting = {item for (item,) in demo.database.rows("SELECT id FROM problem_item WHERE state = '待验收'")}
    assert waiting and counted and not waiting & counted


def test_a_members_own_words_are_in_no_figures_rows(demo):
    own = {text for (text,) in demo.database.rows("SELECT DISTINCT desc FROM problem_item WHERE member_id IS NOT NULL")}
    assert own
    for figure in figures():
        shown = {cell for row in figure.rows(demo, YEAR, None).rows for cell in row}
        assert not shown & own, figure.code


def test_the_demo_office_contradicts_itself_nowhere(demo):
    assert told.checks(demo) == []


def test_what_is_due_opens_the_rows_it_counts(demo):
    dues = told.dues(demo, demo.clock.today())
    assert {due.title for due in dues} >= {"问题超过整改时限", "销号的问题该回头看"}
    assert all(due.count == len(due.which) for due in dues)


def test_a_member_sees_what_he_answers_for(demo):
    member = demo.database.one("SELECT owner_id FROM problem_item WHERE owner_id IS NOT NULL LIMIT 1")
    about = told.about(demo, "member", member)
    assert about and about.lines[0].ledger == ITEMS.key
    assert told.about(demo, "unknown", 1) is None
