"""先整顿到位、再开展学习教育 (P13): while a branch is under 整顿 the study log's tables say so instead of 缺."""

from datetime import date

from desktop_app import registry
from desktop_app.features.problems import RECTIFICATIONS
from desktop_app.ledger import writes
from desktop_app.ledger.named import ask


def test_a_branch_under_整顿_is_named_for_the_days_it_lasts(small_office):
    org = small_office.database.one("SELECT id FROM party_org WHERE level LIKE '%支部' ORDER BY id")
    values = {"org": org, "situation": "三会一课不正常", "found_on": "2016-10-01", "due_on": "2016-12-31"}
    writes.create(small_office, RECTIFICATIONS, values)
    under = ask("orgs_under_rectification")
    assert under
    assert org in under(small_office, date(2016, 10, 1), date(2016, 10, 31))
    assert org not in under(small_office, date(2016, 9, 1), date(2016, 9, 30))


def test_the_frequency_board_shows_整顿_where_it_would_have_shown_缺(demos, tmp_path):
    from desktop_app.features.study.frequency import frequency_board

    with demos.copy(tmp_path, 400) as office:
        with office.change("记录没有了"):
            office.database.execute_sql(
                "UPDATE study_session SET on_day = '2015-01-31', until_on = NULL WHERE on_day LIKE '2016%'"
            )
        gap = next(place for place, cell in frequency_board(office, 2016).cells.items() if cell.state == "缺")
        values = {"org": gap[0], "situation": "三会一课不正常", "found_on": "2016-01-01", "due_on": "2016-12-31"}
        writes.create(office, registry.ledger("rectifications"), values)
        assert frequency_board(office, 2016).cells[gap].state == "整顿"
