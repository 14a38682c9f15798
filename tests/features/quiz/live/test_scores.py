"""The sample rule sets of domain.md §4, scored by replaying what happened."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.features.quiz.live import rules
from desktop_app.features.quiz.live.events import Event, Screen, What, last_undoable
from desktop_app.features.quiz.live.plan import Entrant, Foul, Plan, Question, Round
from desktop_app.features.quiz.live.replay import Phase, replay
from desktop_app.features.quiz.live.scoring import parse_ladder, parse_numbers, points_for
from desktop_app.features.quiz.words import Early, Late, Order, Result, RoundKind, Wrong

RED, BLUE, GREEN = 1, 2, 3
TEAMS = tuple(
    Entrant(at, name, at, ("甲", "乙", "丙")) for at, name in ((RED, "红队"), (BLUE, "蓝队"), (GREEN, "绿队"))
)


class Table:
    """A contest at a table: what is said is written into the log, refused when the rules refuse it."""

    def __init__(self, *rounds: Round, base: int = 100) -> None:
        questions = {}
        made = []
        for each in rounds:
            first = len(questions) + 1
            ids = tuple(range(first, first + 20))
            questions |= {
                at: Question(at, "单选", f"第{at}题", ("甲", "乙"), "A", spare=at - first >= 15) for at in ids
            }
            made.append(replace(each, questions=ids[:15], spares=ids[15:]))
        self.plan = Plan("决赛", TEAMS, tuple(made), questions, base)
        self.events: list[Event] = []
        self._ids = count(1)
        self.say(What.BEGIN)

    @property
    def state(self):
        return replay(self.plan, self.events)

    @property
    def totals(self):
        return self.state.totals

    def say(self, what: What, **told) -> int:
        event = Event(next(self._ids), what, **told)
        refusal = rules.why_not(self.plan, self.state, event, self.events)
        assert not refusal, refusal
        self.events.append(event)
        return event.id

    def refusal(self, what: What, **told) -> str:
        return rules.why_not(self.plan, self.state, Event(0, what, **told), self.events)

    def enter(self, at: int = 0, **told) -> None:
        self.say(What.ROUND, round=self.plan.rounds[at].id, **told)

    def ask(self, entrant=None, value=None) -> int:
        drawn = rules.next_question(self.plan, self.state)
        return self.say(What.ASK, drawn=drawn, entrant=entrant, value=value)

    def answer(self, entrant, result, value=None, partly=None) -> int:
        """One question from the screen to the judgement; the id of the judgement."""
        buzzers = self.plan.by_round[self.state.round].has_buzzers
        self.ask(None if buzzers else entrant, value)
        self.say(What.OPEN)
        if buzzers:
            self.say(What.BUZZ, entrant=entrant)
        judged = self.say(What.JUDGE, entrant=entrant, result=result, value=partly)
        self.say(What.REVEAL)
        return judged


ALONE = Round(1, RoundKind.ALONE, "个人必答", (10,), (20,))
TEAM = Round(1, RoundKind.TEAM, "团队必答", (30,), (60,), partial=True)
BUZZ = Round(
    1,
    RoundKind.BUZZ,
    "抢答",
    (20,),
    (30,),
    Wrong.VALUE,
    late=Late.WRONG,
    ladder=parse_ladder("10/20/出局"),
    early=Early.VOID,
)
CHAIN = Round(1, RoundKind.CHAIN, "步步高", (10, 20, 30), (30,))
RISK = Round(1, RoundKind.RISK, "风险", (10, 20, 30), (30, 60, 90), Wrong.VALUE, order=Order.LOW_FIRST)
PLAYOFF = Round(1, RoundKind.PLAYOFF, "加试", (10,), (30,), Wrong.VALUE)


def test_a_required_question_gives_its_points_and_a_wrong_one_costs_nothing():
    table = Table(ALONE)
    table.enter()
    table.answer(RED, Result.RIGHT)
    table.answer(BLUE, Result.WRONG)
    table.answer(GREEN, Result.LATE)
    assert table.totals == {RED: 110, BLUE: 100, GREEN: 100}


def test_a_team_question_may_be_answered_in_part():
    table = Table(TEAM)
    table.enter()
    table.answer(RED, Result.PARTLY, partly=20)
    table.answer(BLUE, Result.PARTLY, partly=99)
    assert table.totals == {RED: 120, BLUE: 130, GREEN: 100}


def test_a_wrong_or_late_answer_after_pressing_costs_what_the_question_is_worth():
    table = Table(BUZZ)
    table.enter()
    table.answer(RED, Result.RIGHT)
    table.answer(BLUE, Result.WRONG)
    table.answer(GREEN, Result.LATE)
    assert table.totals == {RED: 120, BLUE: 80, GREEN: 80}


def test_pressing_early_costs_ten_voids_the_question_and_a_spare_comes():
    table = Table(BUZZ)
    table.enter()
    table.ask()
    table.say(What.FOUL, entrant=RED, reason="抢跑", data={"early": True})
    state = table.state
    assert state.totals[RED] == 90
    assert state.phase == Phase.VOIDED
    assert rules.next_question(table.plan, state) == table.plan.rounds[0].spares[0]


def test_pressing_early_where_others_press_again_bars_only_the_one():
    table = Table(replace(BUZZ, early=Early.OTHERS))
    table.enter()
    table.ask()
    table.say(What.FOUL, entrant=RED, reason="抢跑", data={"early": True})
    assert table.refusal(What.BUZZ, entrant=BLUE) == "现在不能抢答。"
    table.say(What.OPEN)
    assert table.refusal(What.BUZZ, entrant=RED) == "这一方本题不能抢答。"
    table.say(What.BUZZ, entrant=BLUE)
    table.say(What.JUDGE, entrant=BLUE, result=Result.RIGHT)
    assert table.totals == {RED: 90, BLUE: 120, GREEN: 100}


def test_the_second_foul_costs_twenty_and_the_third_puts_out_of_the_round():
    table = Table(replace(BUZZ, early=Early.OTHERS))
    table.enter()
    for _ in range(3):
        table.ask()
        table.say(What.FOUL, entrant=RED, reason="抢跑", data={"early": True})
        table.say(What.OPEN)
        table.say(What.JUDGE, result=Result.LATE)
    state = table.state
    assert state.totals[RED] == 100 - 10 - 20
    assert state.is_out(RED)
    table.ask()
    table.say(What.OPEN)
    assert not table.state.may_press(RED)
    assert table.state.may_press(BLUE)


def test_a_foul_taken_back_lowers_the_later_ones_on_the_ladder():
    table = Table(replace(BUZZ, early=Early.OTHERS))
    table.enter()
    table.ask()
    first = table.say(What.FOUL, entrant=RED, reason="抢跑", data={"early": True})
    table.say(What.FOUL, entrant=RED, reason="提示", data={})
    assert table.totals[RED] == 70
    table.say(What.UNDO, ref=first)
    assert table.totals[RED] == 90


def test_a_chain_goes_ten_twenty_thirty_and_stops_at_the_first_wrong_answer():
    table = Table(CHAIN)
    table.enter()
    for value in (10, 20, 30):
        assert rules.next_turn(table.plan, table.state) == (RED, None)
        assert rules.chain_value(table.state, table.plan.rounds[0], RED) == value
        table.answer(RED, Result.RIGHT, value)
    table.answer(BLUE, Result.RIGHT, 10)
    table.answer(BLUE, Result.WRONG, 20)
    assert table.totals == {RED: 160, BLUE: 110, GREEN: 100}
    assert "步步高已经结束" in table.refusal(What.ASK, drawn=table.plan.rounds[0].questions[9], entrant=BLUE, value=30)
    assert rules.next_turn(table.plan, table.state) == (GREEN, None)


def test_in_the_risk_round_the_lowest_begins_and_picks_what_it_dares():
    table = Table(ALONE, replace(RISK, id=2))
    table.enter()
    table.answer(RED, Result.RIGHT)
    table.enter(1)
    assert rules.next_turn(table.plan, table.state) == (BLUE, None)
    table.answer(BLUE, Result.RIGHT, 30)
    assert rules.next_turn(table.plan, table.state) == (GREEN, None)
    table.answer(GREEN, Result.WRONG, 20)
    assert rules.next_turn(table.plan, table.state) == (RED, None)
    assert table.totals == {RED: 110, BLUE: 130, GREEN: 80}
    assert table.state.clock.limit == 60_000
    assert "没有 15 分" in table.refusal(What.ASK, drawn=30, entrant=RED, value=15)


def test_a_play_off_is_among_the_tied_ones_alone():
    table = Table(PLAYOFF)
    table.enter(data={"among": [RED, GREEN]})
    table.ask()
    table.say(What.OPEN)
    assert not table.state.may_press(BLUE)
    table.say(What.BUZZ, entrant=GREEN)
    table.say(What.JUDGE, entrant=GREEN, result=Result.WRONG)
    assert table.totals == {RED: 100, BLUE: 100, GREEN: 100}
    assert table.state.playoff == {GREEN: -10}


def test_a_question_to_the_audience_gives_no_team_points():
    table = Table(Round(1, RoundKind.AUDIENCE, "观众题", (10,), (30,)))
    table.enter()
    table.ask()
    table.say(What.OPEN)
    table.say(What.JUDGE, result=Result.RIGHT)
    assert set(table.totals.values()) == {100}


def test_an_earlier_question_judged_again_changes_the_totals_and_what_follows():
    table = Table(ALONE)
    table.enter()
    judged = table.answer(RED, Result.WRONG)
    table.answer(BLUE, Result.RIGHT)
    table.say(What.REJUDGE, ref=judged, result=Result.RIGHT)
    assert table.totals == {RED: 110, BLUE: 110, GREEN: 100}
    again = table.say(What.REJUDGE, ref=judged, result=Result.WRONG)
    assert table.totals[RED] == 100
    table.say(What.UNDO, ref=again)
    assert table.totals[RED] == 110


def test_a_question_thrown_out_gives_its_points_back():
    table = Table(BUZZ)
    table.enter()
    asked = table.ask()
    table.say(What.OPEN)
    table.say(What.BUZZ, entrant=RED)
    table.say(What.JUDGE, entrant=RED, result=Result.WRONG)
    table.say(What.VOID, ref=asked, reason="题目有误")
    assert table.totals[RED] == 100
    assert table.state.phase == Phase.VOIDED


def test_an_adjustment_needs_a_reason_and_a_name():
    table = Table(ALONE)
    assert table.refusal(What.ADJUST, entrant=RED, value=5) == "裁判调整要写明理由和裁判。"
    table.say(What.ADJUST, entrant=RED, value=-5, reason="场外提示", judge="仲裁委")
    assert table.totals[RED] == 95
    assert table.state.lines[-1].why == "裁判调整：场外提示"


def test_a_question_once_shown_never_comes_again_even_when_taken_back():
    table = Table(ALONE)
    table.enter()
    asked = table.ask(RED)
    drawn = table.state.asked.drawn
    table.say(What.UNDO, ref=asked)
    assert table.state.asked is None
    assert rules.next_question(table.plan, table.state) != drawn
    assert table.refusal(What.ASK, drawn=drawn, entrant=RED) == "这道题已经用过，不能再出。"


def test_nothing_starts_with_too_few_questions():
    plan = Plan("决赛", TEAMS, (replace(ALONE, questions=(1, 2)),), {})
    refusal = rules.why_not(plan, replay(plan, []), Event(0, What.BEGIN))
    assert refusal == "“个人必答”要 9 题，只抽了 2 题"
    assert "还没有抽题" in rules.why_not(Plan("决赛", TEAMS, (BUZZ,)), replay(plan, []), Event(0, What.BEGIN))


def test_the_answer_is_shown_only_after_the_judgement():
    table = Table(ALONE)
    table.enter()
    table.ask(RED)
    assert table.refusal(What.REVEAL) == "先判分，再揭晓答案。"
    table.say(What.OPEN)
    assert table.refusal(What.REVEAL)
    table.say(What.JUDGE, entrant=RED, result=Result.GIVEN_UP)
    table.say(What.REVEAL)
    assert table.state.revealed


def test_taking_back_passes_over_clock_and_picture():
    table = Table(ALONE)
    table.enter()
    table.say(What.SCREEN, data={"screen": "黑屏"})
    assert table.state.screen == Screen.BLANK
    assert last_undoable(table.events).what == What.ROUND


@given(st.lists(st.sampled_from(["right", "wrong", "foul", "undo", "adjust", "void", "rejudge"]), max_size=40))
def test_totals_are_the_base_and_the_sum_of_the_lines(steps):
    table = Table(replace(BUZZ, early=Early.OTHERS))
    table.enter()
    for at, step in enumerate(steps):
        team = TEAMS[at % 3].id
        state = table.state
        try:
            if step in ("right", "wrong") and not state.is_out(team):
                table.answer(team, Result.RIGHT if step == "right" else Result.WRONG)
            elif step == "foul":
                table.say(What.FOUL, entrant=team, reason="提示")
            elif step == "adjust":
                table.say(What.ADJUST, entrant=team, value=at - 20 or 1, reason="仲裁", judge="李")
            elif step == "undo" and (event := last_undoable(table.events)) and event.what != What.ROUND:
                table.say(What.UNDO, ref=event.id)
            elif step == "void" and state.asked:
                table.say(What.VOID, ref=state.asked.event, reason="错题")
            elif step == "rejudge" and state.judged:
                table.say(What.REJUDGE, ref=next(iter(state.judged)), result=Result.RIGHT)
        except AssertionError:
            continue  # the rules refused it, nothing was written
    state = table.state
    for team in TEAMS:
        assert state.totals[team.id] == 100 + sum(line.delta for line in state.lines if line.entrant == team.id)
    assert replay(table.plan, table.events) == state


@pytest.mark.parametrize(
    ("wrong", "fixed", "result", "expected"),
    [
        (Wrong.NOTHING, 0, Result.WRONG, 0),
        (Wrong.VALUE, 0, Result.WRONG, -20),
        (Wrong.FIXED, 5, Result.WRONG, -5),
        (Wrong.VALUE, 0, Result.GIVEN_UP, 0),
        (Wrong.VALUE, 0, Result.LATE, 0),
    ],
)
def test_what_a_wrong_answer_costs_is_the_rounds_to_say(wrong, fixed, result, expected):
    assert points_for(Round(1, RoundKind.BUZZ, "", (20,), (30,), wrong, fixed), result, 20) == expected


def test_ladders_and_points_are_read_as_clerks_write_them():
    assert parse_ladder("-10／20分、出局") == (Foul(10), Foul(20), Foul(0, True))
    assert parse_numbers("10、20/30分", "分值") == (10, 20, 30)
    with pytest.raises(ValueError, match="看不懂"):
        parse_ladder("十分")
    with pytest.raises(ValueError, match="看不懂"):
        parse_numbers("0", "分值")
