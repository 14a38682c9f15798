"""The demo office's contest: 56 distinct people through three stages, and every figure from its rows (X7)."""

import pytest

from desktop_app.features.quiz.figures import figures
from desktop_app.features.quiz.live.loading import load_events, load_plan
from desktop_app.features.quiz.live.replay import replay
from desktop_app.ledger.figures import measured_value
from desktop_app.support.spans import parse_span

YEAR = parse_span("2016")


def value(office, code, span=YEAR):
    figure = next(each for each in figures() if each.code == code)
    return figure.value(office, span, None)


def test_fifty_six_people_were_in_the_contest(small_office):
    assert value(small_office, "quiz.contestants") == 56
    assert value(small_office, "quiz.stages") == 3


def test_taking_one_away_lowers_the_figure_by_one(small_office):
    with small_office.change("拿掉一人"):
        small_office.database.execute_sql(
            "UPDATE quiz_entrant SET p2_id = NULL WHERE id = (SELECT min(id) FROM quiz_entrant)"
        )
    assert value(small_office, "quiz.contestants") == 55


@pytest.mark.parametrize("figure", figures(), ids=lambda each: each.code)
def test_the_rows_give_every_figure(small_office, figure):
    for text in ("2016", "2016-05", "2016Q2", "2015"):
        span = parse_span(text)
        assert figure.value(small_office, span, None) == measured_value(figure, figure.rows(small_office, span, None))


def test_flows_add_up_over_the_months(small_office):
    for code in ("quiz.stages", "quiz.awards", "quiz.after"):
        months = sum(value(small_office, code, parse_span(f"2016-{month:02d}")) for month in range(1, 13))
        assert months == value(small_office, code)


def test_the_final_was_played_by_the_rules_and_its_total_is_the_log(small_office):
    stage = small_office.database.one("SELECT id FROM quiz_stage WHERE form = '现场'")
    state = replay(load_plan(small_office, stage), load_events(small_office, stage))
    assert state.ended
    stored = dict(small_office.database.rows("SELECT entrant_id, total FROM quiz_result WHERE stage_id = ?", (stage,)))
    assert stored == {entrant: total * 10 for entrant, total in state.totals.items()}


def test_it_draws_only_on_texts_valid_then(small_office):
    wrong = small_office.database.one(
        "SELECT count(*) FROM quiz_drawn d JOIN quiz_question q ON q.id = d.question_id JOIN quiz_stage s ON s.id = d.stage_id"
        " WHERE coalesce(q.valid_from, '') > s.on_day OR coalesce(q.valid_to, '9999') < s.on_day"
    )
    assert wrong == 0
    assert small_office.database.one("SELECT count(*) FROM quiz_drawn") > 30


def test_the_pack_gets_the_results_and_names_stages_without_places(small_office, tmp_path):
    from desktop_app.features.quiz.evidence import evidence

    (told,) = evidence()
    assert told.missing(small_office, YEAR) == []
    (path,) = told.write(small_office, tmp_path, YEAR, True)
    assert path.read_bytes().startswith(b"%PDF")
    with small_office.change("拿掉名次"):
        small_office.database.execute_sql(
            "UPDATE quiz_result SET rank = NULL WHERE stage_id = (SELECT max(id) FROM quiz_stage)"
        )
    assert told.missing(small_office, YEAR) == ["“两学一做”党章党规知识竞赛 决赛没有排出名次"]


def test_what_is_due_is_told_until_it_is_done(small_office):
    from desktop_app.features.quiz.dues import dues

    today = small_office.clock.today()
    assert dues(small_office, today) == []
    with small_office.change("缺成绩"):
        small_office.database.execute_sql("UPDATE quiz_mark SET score = NULL WHERE id = 1")
    (due,) = dues(small_office, today)
    assert (due.title, due.count, due.ledger, list(due.which)) == ("考完还没有成绩的试卷", 1, "quiz_mark", [1])
