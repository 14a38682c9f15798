"""The contest's state follows what happens in it; table, home page, summary and inspection pack tell the same."""

from datetime import date

import pytest

from desktop_app.features.quiz import draw, staging
from desktop_app.features.quiz.contests import CONTESTS
from desktop_app.features.quiz.dues import dues
from desktop_app.features.quiz.evidence import evidence
from desktop_app.features.quiz.figures import figures
from desktop_app.features.quiz.live.session import LiveSession
from desktop_app.features.quiz.words import RoundKind
from desktop_app.ledger import taken
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import parse_span

DECEMBER = parse_span("2016-12")


def state_of(contest):
    return contest.office.database.one("SELECT state FROM quiz_contest WHERE id = ?", (contest.id,))


def written(contest, name, **fields):
    stage = contest.stage(name, "笔试", paper_plan="单选10×10", **fields)
    with contest.office.change("名单"):
        staging.line_up(contest.office, stage)
        staging.give_tickets(contest.office, stage)
    return stage


def mark_all(contest, stage, points=80):
    with contest.office.change("成绩"):
        contest.office.database.execute_sql(
            "UPDATE quiz_mark SET score = ? - id WHERE stage_id = ?", (points * 10, stage)
        )


def value(contest, code):
    (figure,) = [each for each in figures() if each.code == code]
    return figure.value(contest.office, DECEMBER, None)


def titles(contest, today="2016-12-31"):
    return {due.title for due in dues(contest.office, date.fromisoformat(today))}


def test_the_state_goes_from_the_draw_through_every_stage_to_the_end(contest):
    office = contest.office
    first = written(contest, "初赛", promote_n=4)
    assert state_of(contest) == "筹备"
    draw.draw(office, first)
    assert state_of(contest) == "已抽题"
    mark_all(contest, first)
    staging.settle(office, first)
    assert state_of(contest) == "初赛"
    final = contest.stage("决赛", "现场")
    contest.rounds(final, RoundKind.TEAM)
    with office.change("名单"):
        staging.line_up(office, final)
    draw.draw(office, final)
    assert state_of(contest) == "初赛"
    session = LiveSession(office, final)
    session.begin()
    assert state_of(contest) == "决赛"
    session.end()
    assert state_of(contest) == "已结束"
    session.take_back()
    assert state_of(contest) == "决赛"


def test_undoing_the_draw_takes_the_state_back_and_redoing_brings_it(contest):
    stage = written(contest, "初赛")
    draw.draw(contest.office, stage)
    contest.office.undo()
    assert state_of(contest) == "筹备"
    contest.office.redo()
    assert state_of(contest) == "已抽题"


def test_only_its_own_contest_follows(contest):
    from tests.features.quiz.conftest import insert

    other = insert(
        contest.office,
        "quiz_contest",
        {"name": "另一项", "mode": "团体", "base_score": 0, "seed": 1, "state": "已结束"},
    )
    draw.draw(contest.office, written(contest, "初赛"))
    assert contest.office.database.one("SELECT state FROM quiz_contest WHERE id = ?", (other,)) == "已结束"


def test_a_contest_without_a_final_is_ended_with_a_button_and_opened_again(contest):
    office, today = contest.office, contest.office.clock.today()
    stage = written(contest, "初赛")
    mark_all(contest, stage)
    staging.settle(office, stage)
    assert state_of(contest) == "初赛"
    taken.take(office, CONTESTS, contest.id, "结束竞赛", today)
    assert state_of(contest) == "已结束"
    taken.take(office, CONTESTS, contest.id, "重新办理", today)
    assert state_of(contest) == "进行中"
    mark_all(contest, stage, points=70)
    assert state_of(contest) == "初赛"


def test_putting_a_mark_right_does_not_open_an_ended_contest_a_further_stage_does(contest):
    office = contest.office
    stage = written(contest, "初赛", promote_n=2)
    mark_all(contest, stage)
    staging.settle(office, stage)
    taken.take(office, CONTESTS, contest.id, "结束竞赛", office.clock.today())
    mark_all(contest, stage, points=75)
    staging.settle(office, stage)
    assert state_of(contest) == "已结束"
    second = written(contest, "复赛")
    assert state_of(contest) == "已结束"
    draw.draw(office, second)
    assert state_of(contest) == "初赛"
    mark_all(contest, second)
    assert state_of(contest) == "复赛"


def test_a_live_stage_under_way_is_not_ended_over_its_head(contest, final):
    stage = final(RoundKind.TEAM)
    LiveSession(contest.office, stage).begin()
    with pytest.raises(OfficeError, match="“决赛”的现场还没有结束，请先在现场点“结束比赛”"):
        taken.take(contest.office, CONTESTS, contest.id, "结束竞赛", contest.office.clock.today())


def test_a_stage_only_lined_up_is_no_contest_held_for_summary_and_pack(contest, tmp_path):
    stage = written(contest, "初赛")
    (told,) = evidence()
    assert value(contest, "quiz.stages") == value(contest, "quiz.contestants") == value(contest, "quiz.entrants") == 0
    assert told.write(contest.office, tmp_path, DECEMBER, True) == []
    mark_all(contest, stage)
    assert value(contest, "quiz.stages") == 1
    assert value(contest, "quiz.entrants") == 6
    assert value(contest, "quiz.contestants") == 18
    assert len(told.write(contest.office, tmp_path, DECEMBER, True)) == 1


def test_a_contest_held_on_paper_counts_once_it_is_ended_by_hand(contest):
    written(contest, "初赛")
    taken.take(contest.office, CONTESTS, contest.id, "结束竞赛", contest.office.clock.today())
    assert value(contest, "quiz.stages") == 1


def test_the_home_page_names_a_contest_past_its_last_day_until_it_is_ended(contest):
    written(contest, "初赛")
    late, hours = "过了结束日期、还没有办完的竞赛", "结束了还没有记学时的竞赛"
    assert late not in titles(contest, "2016-12-20")
    assert late in titles(contest) and hours not in titles(contest)
    taken.take(contest.office, CONTESTS, contest.id, "结束竞赛", contest.office.clock.today())
    assert late not in titles(contest) and hours in titles(contest)


def test_a_stage_of_an_ended_contest_does_not_wait_for_its_draw(contest):
    written(contest, "初赛")
    coming = "一周内开赛，还没有抽题的竞赛"
    assert coming in titles(contest, "2016-12-18")
    taken.take(contest.office, CONTESTS, contest.id, "结束竞赛", contest.office.clock.today())
    assert coming not in titles(contest, "2016-12-18")


def test_a_stage_without_results_is_not_ranked(contest, final):
    office = contest.office
    empty = contest.stage("初赛", "笔试", paper_plan="单选10×10")
    with pytest.raises(OfficeError, match="“初赛”还没有参赛方。请先排定参赛方"):
        staging.settle(office, empty)
    with office.change("名单"):
        staging.line_up(office, empty)
    with pytest.raises(OfficeError, match="“初赛”还没有成绩，排不出名次。请先编考号"):
        staging.settle(office, empty)
    assert office.database.one("SELECT count(*) FROM quiz_result WHERE rank IS NOT NULL OR promoted") == 0


def test_an_entrant_without_a_number_is_named_before_the_ranking(contest):
    from tests.features.quiz.conftest import insert

    stage = written(contest, "初赛")
    mark_all(contest, stage)
    insert(contest.office, "quiz_entrant", {"contest_id": contest.id, "name": "后来的队"})
    with contest.office.change("名单"):
        staging.line_up(contest.office, stage)
    with pytest.raises(OfficeError, match="“初赛”有 1 个参赛方还没有考号"):
        staging.settle(contest.office, stage)


def test_a_live_stage_is_ranked_only_when_it_was_played_to_its_end(contest, final):
    office, stage = contest.office, final(RoundKind.TEAM)
    with pytest.raises(OfficeError, match="“决赛”还没有比，排不出名次"):
        staging.settle(office, stage)
    session = LiveSession(office, stage)
    session.begin()
    with pytest.raises(OfficeError, match="“决赛”的现场还没有结束，排不出名次"):
        staging.settle(office, stage)
    session.end()
    assert [len(each.placed) for each in staging.settle(office, stage)] == [6]


def test_the_heat_still_to_be_played_is_named(contest):
    office = contest.office
    stage = contest.stage("决赛", "现场", heats=2)
    contest.rounds(stage, RoundKind.TEAM, questions=1)
    with office.change("名单"):
        staging.line_up(office, stage)
    draw.draw(office, stage)
    session = LiveSession(office, stage, 1)
    session.begin()
    session.end()
    with pytest.raises(OfficeError, match="“决赛”第 2 场还没有比"):
        staging.settle(office, stage)
    assert state_of(contest) == "决赛"
