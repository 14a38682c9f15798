"""A live contest in the office: written before it is shown, resumed exactly, a clock in which a pause adds no time."""

import pytest

from desktop_app.features.quiz.live.events import Screen, What
from desktop_app.features.quiz.live.replay import Phase
from desktop_app.features.quiz.live.session import LiveSession, Refused
from desktop_app.features.quiz.ui.live.panels import LogPanel
from desktop_app.features.quiz.words import Result, RoundKind
from desktop_app.support.errors import OfficeError


class Hand:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def hand():
    return Hand()


def begun(office, stage, hand, **told):
    session = LiveSession(office, stage, now=hand, **told)
    session.begin()
    session.enter(session.plan.rounds[0].id)
    return session


def ask(session):
    entrant, player = session.next_turn()
    session.ask(session.next_question(), entrant, player, session.next_value(entrant))


def test_every_event_is_in_the_office_before_the_state_shows_it(office, final, hand):
    stage = final(RoundKind.TEAM)
    session = begun(office, stage, hand)
    ask(session)
    session.open()
    session.judge(Result.RIGHT)
    again = LiveSession(office, stage, now=hand)
    assert again.state == session.state
    assert again.events == session.events
    assert max(again.state.totals.values()) == 120


def test_a_pause_adds_no_time_and_overrun_is_counted(office, final, hand):
    session = begun(office, final(RoundKind.TEAM), hand)
    ask(session)
    session.open()
    hand.seconds += 20
    assert session.elapsed == 20_000
    session.pause()
    hand.seconds += 500
    assert session.elapsed == 20_000
    session.go()
    hand.seconds += 45
    assert session.left == -5_000
    session.judge(Result.LATE)
    assert session.state.clock.elapsed == 65_000
    assert not session.state.clock.running


def test_a_preset_sets_a_fresh_clock_that_stands(office, final, hand):
    session = begun(office, final(RoundKind.TEAM), hand)
    session.set_clock(90)
    assert (session.left, session.state.clock.running) == (90_000, False)
    session.go()
    hand.seconds += 1
    assert session.left == 89_000


def test_killed_while_the_clock_runs_it_stands_where_it_was_noted_last(office, final, hand):
    stage = final(RoundKind.TEAM)
    session = begun(office, stage, hand)
    ask(session)
    session.open()
    for _ in range(7):
        hand.seconds += 1.3
        session.note_clock()
    hand.seconds += 0.4  # killed here
    again = LiveSession(office, stage, now=Hand())
    assert not again.state.clock.running
    assert 0 <= session.elapsed - again.elapsed < 1000
    assert (again.state.phase, again.state.asked, again.state.totals) == (
        session.state.phase, session.state.asked, session.state.totals,
    )  # fmt: skip
    again.go()
    assert again.state.clock.running


def test_what_the_rules_refuse_writes_nothing(office, final, hand):
    session = begun(office, final(RoundKind.TEAM), hand)
    before = office.database.one("SELECT count(*) FROM quiz_event")
    with pytest.raises(Refused, match="先判分"):
        session.reveal()
    assert office.database.one("SELECT count(*) FROM quiz_event") == before


def test_events_are_final_in_the_office(office, final, hand):
    session = begun(office, final(RoundKind.TEAM), hand)
    with pytest.raises(Exception, match="final"), office.change("偷改"):
        office.database.execute_sql("UPDATE quiz_event SET value = 99 WHERE id = ?", (session.events[0].id,))
    with pytest.raises(Exception, match="final"), office.change("偷删"):
        office.database.execute_sql("DELETE FROM quiz_event")


def test_taking_back_a_judgement_lets_it_be_judged_again(office, final, hand):
    session = begun(office, final(RoundKind.TEAM), hand)
    ask(session)
    session.open()
    hand.seconds += 10
    session.judge(Result.RIGHT)
    assert session.take_back() == What.JUDGE
    assert session.state.phase == Phase.OPEN
    assert (session.state.clock.running, session.elapsed) == (False, 10_000)
    session.judge(Result.WRONG)
    assert set(session.state.totals.values()) == {100}


def test_too_few_questions_are_said_before_the_start(office, contest):
    stage = contest.stage("决赛", "现场")
    contest.rounds(stage, RoundKind.BUZZ)
    session = LiveSession(office, stage)
    with pytest.raises(OfficeError, match="至少要两个"):
        session.begin()


def test_the_picture_survives_too(office, final, hand):
    stage = final(RoundKind.TEAM)
    begun(office, stage, hand).show(Screen.BLANK)
    assert LiveSession(office, stage).state.screen == Screen.BLANK


def test_heats_have_logs_of_their_own(office, contest, hand):
    from desktop_app.features.quiz import staging
    from desktop_app.features.quiz.draw import draw

    stage = contest.stage("复赛", "现场", heats=2, promote_n=1)
    contest.rounds(stage, RoundKind.TEAM)
    with office.change("名单"):
        staging.line_up(office, stage)
    draw(office, stage)
    first, second = begun(office, stage, hand, heat=1), LiveSession(office, stage, heat=2, now=hand)
    ask(first)
    first.open()
    first.judge(Result.RIGHT)
    assert not second.state.begun
    assert len(first.plan.entrants) == len(second.plan.entrants) == 3
    assert not set(first.plan.questions) & set(second.plan.questions)


def test_the_line_of_the_log_that_is_chosen_stays_chosen_when_more_comes(office, final, hand, qtbot):
    session = begun(office, final(RoundKind.TEAM), hand)
    ask(session)
    session.open()
    log = LogPanel()
    qtbot.addWidget(log)
    log.show_log(session)
    assert log.chosen(session) is None
    log.selectRow(1)
    chosen = log.chosen(session)
    assert chosen is not None
    session.judge(Result.RIGHT)
    log.show_log(session)
    assert log.chosen(session) == chosen and log.currentRow() > 1
