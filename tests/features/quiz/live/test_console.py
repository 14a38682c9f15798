"""The console: one next step at a time, presses from keys, the referee's rulings, a display that is lost and found again."""

from time import perf_counter

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from desktop_app.features.quiz.live.events import Screen, What
from desktop_app.features.quiz.live.replay import Phase
from desktop_app.features.quiz.live.session import LiveSession
from desktop_app.features.quiz.ui.live import acts
from desktop_app.features.quiz.ui.live.asking import PartlyAsking, RejudgeAsking
from desktop_app.features.quiz.ui.live.console import Console
from desktop_app.features.quiz.ui.live.displays import Display, choose
from desktop_app.features.quiz.ui.live.key_test import KeyTestDialog
from desktop_app.features.quiz.ui.live.sounds import Sound, Sounds, sound_file
from desktop_app.features.quiz.words import Early, Result, RoundKind
from desktop_app.shell.idle import IdleWatch


@pytest.fixture
def desk(office, qapp):
    from desktop_app import registry
    from desktop_app.widgets.desk import Desk

    made = Desk(office, registry.LEDGERS)
    yield made
    made.close()
    made.jobs.strip.deleteLater()


@pytest.fixture
def console(office, final, desk, qtbot):
    opened = []

    def open_console(*kinds, **fields):
        made = Console(desk, LiveSession(office, final(*kinds, **fields)), sounds=Sounds(on=False))
        opened.append(made)
        made.show()
        return made

    yield open_console
    for each in opened:
        if shiboken6.isValid(each):
            each.close()
    QApplication.processEvents()


def press(key, at, text=""):
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
    event.setTimestamp(at)
    QApplication.sendEvent(QApplication.instance().topLevelWidgets()[0], event)


def test_the_office_is_not_locked_while_a_contest_is_on_and_is_after_it(console, qtbot):
    now = [0.0]
    watch = IdleWatch(lambda: 5, now=lambda: now[0])
    asked = []
    watch.idle.connect(lambda: asked.append(now[0]))
    made = console(RoundKind.TEAM)
    try:
        for _ in range(40):
            now[0] += 15
            watch.look()
        assert asked == []
        made.close()
        qtbot.waitUntil(lambda: not shiboken6.isValid(made))
        now[0] += 15
        watch.look()
        assert asked == [now[0]]
    finally:
        watch.stop()
        watch.deleteLater()


def type_key(qtbot, made, key):
    """The key goes to whichever widget has the focus."""
    qtbot.keyClick(made.focusWidget() or made, key)


def test_the_space_key_goes_through_a_whole_contest(console, qtbot):
    made = console(RoundKind.TEAM, RoundKind.CHAIN)
    with qtbot.waitActive(made):
        made.activateWindow()
    for _ in range(400):
        if made.session.state.ended:
            break
        type_key(qtbot, made, Qt.Key.Key_F5 if made.step.do is None else Qt.Key.Key_Space)
    state = made.session.state
    assert state.ended
    assert state.screen == Screen.RANKING
    team = [len(turns) for turns in state.turns.values()]
    assert team == [6, 18]
    assert set(state.totals.values()) == {100 + 20 + 60}


@pytest.mark.parametrize("where", ["nothing", "enter", "next", "pause", "log", "scores", "round"])
def test_space_goes_on_and_p_stops_the_clock_wherever_the_focus_is(console, qtbot, where):
    made = console(RoundKind.TEAM)
    with qtbot.waitActive(made):
        made.activateWindow()
    for expected in (Phase.NONE, Phase.NONE, Phase.SHOWN, Phase.OPEN):
        focus_on(made, where)
        type_key(qtbot, made, Qt.Key.Key_Space)
        assert made.session.state.phase == expected
    assert made.session.state.clock.running
    for running in (False, True):
        focus_on(made, where)
        type_key(qtbot, made, Qt.Key.Key_P)
        assert made.session.state.clock.running is running
    type_key(qtbot, made, Qt.Key.Key_F5)
    focus_on(made, where)
    type_key(qtbot, made, Qt.Key.Key_Space)
    assert made.session.state.revealed


def focus_on(made, where):
    if where != "nothing":
        getattr(made.parts, where).setFocus()


def test_every_button_of_the_console_has_a_key_of_its_own(console):
    made = console(RoundKind.TEAM)
    keys = [each.key().toString() for each in made.findChildren(QShortcut)]
    buttons = [each for each in made.findChildren(QPushButton) if each.parent() is not made.parts.message]
    assert len(keys) == len(set(keys)) == len(buttons)
    assert all("键：" in each.toolTip() for each in buttons)


def test_pictures_rounds_and_fouls_are_worked_by_keys(console, qtbot, monkeypatch):
    made = console(RoundKind.TEAM, RoundKind.BUZZ)
    with qtbot.waitActive(made):
        made.activateWindow()
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    type_key(qtbot, made, Qt.Key.Key_Space)
    for key, screen in ((2, Screen.SCORES), (3, Screen.RANKING), (4, Screen.LOGO)):
        qtbot.keyClick(made, str(key), control)
        assert made.session.state.screen == screen
    qtbot.keyClick(made, Qt.Key.Key_R, alt)
    assert made.parts.round.hasFocus()
    qtbot.keyClick(made.parts.round, Qt.Key.Key_Down)
    qtbot.keyClick(made.parts.round, Qt.Key.Key_Return, control)
    assert made.session.plan.by_round[made.session.state.round].kind == RoundKind.BUZZ
    qtbot.keyClick(made, Qt.Key.Key_S, alt)
    for _ in range(2):
        qtbot.keyClick(made.parts.scores, Qt.Key.Key_Down)
    monkeypatch.setattr(acts, "_asked", lambda _console, dialog: True)
    qtbot.keyClick(made.parts.scores, Qt.Key.Key_F, control)
    fouled = {made.session.plan.by_entrant[entrant].seat for _, entrant in made.session.state.fouls}
    assert fouled == {made.parts.scores.currentRow() + 1}
    qtbot.keyClick(made, Qt.Key.Key_D, control)
    assert "没有第二块屏幕" in made.parts.hall_told.text()
    qtbot.keyClick(made, Qt.Key.Key_3, alt)
    assert made.session.state.clock.limit == 30_000


def test_where_there_is_no_second_display_none_is_offered(console):
    made = console(RoundKind.TEAM)
    assert [made.parts.displays.itemText(row) for row in range(made.parts.displays.count())] == ["没有第二块屏幕"]
    assert not made.parts.displays.isEnabled()


def test_the_operator_reads_the_answer_before_the_hall_does(console):
    made = console(RoundKind.TEAM)
    made.go_on()
    made.go_on()
    coming = made.session.plan.questions[made.session.next_question()]
    assert coming.stem == made.parts.question.stem.text()
    assert coming.options["ABCD".index(coming.answer)] in made.parts.question.answer.text()
    made.parts.preview.grab()
    assert coming.stem not in " ".join(made.parts.preview.said)


def test_the_first_press_has_it_in_the_order_of_the_systems_times(console, qtbot):
    made = console(RoundKind.BUZZ)
    for _ in range(4):
        made.go_on()
    assert made.session.state.phase == Phase.OPEN
    press(Qt.Key.Key_3, 5_020)
    press(Qt.Key.Key_1, 5_000)
    qtbot.waitUntil(lambda: made.session.state.phase == Phase.TAKEN)
    asked = made.session.state.asked
    assert made.session.plan.by_entrant[asked.entrant].seat == 1
    presses = made.session.events[-1].data["presses"]
    assert [at for _, at in presses] == [5_000, 5_020]


def test_within_ten_ms_the_referee_rules(console, qtbot, monkeypatch):
    made = console(RoundKind.BUZZ)
    for _ in range(4):
        made.go_on()
    seen = []

    def ruled(console, dialog):
        seen.extend(dialog.list.item(row).text() for row in range(dialog.list.count()))
        dialog.list.setCurrentRow(1)
        return True

    monkeypatch.setattr(acts, "_asked", ruled)
    press(Qt.Key.Key_2, 7_000)
    press(Qt.Key.Key_4, 7_001)
    qtbot.waitUntil(lambda: made.session.state.phase == Phase.TAKEN)
    assert [text.split("　")[1] for text in seen] == ["+0 毫秒", "+1 毫秒"]
    assert made.session.plan.by_entrant[made.session.state.asked.entrant].seat == 4
    assert made.session.events[-1].judge == "裁判"


def test_an_early_press_is_a_foul_at_once_and_can_be_taken_back(console):
    made = console(RoundKind.BUZZ, early=Early.OTHERS)
    for _ in range(3):
        made.go_on()
    assert made.session.state.phase == Phase.SHOWN
    press(Qt.Key.Key_5, 100)
    early = next(each for each in made.session.plan.entrants if each.seat == 5)
    assert made.session.state.totals[early.id] == 90
    assert "抢跑" in made.parts.message.text
    made.parts.take_back.click()
    assert made.session.state.totals[early.id] == 100


def test_after_taking_back_a_press_the_same_team_may_press_again(console, qtbot):
    made = console(RoundKind.BUZZ)
    for _ in range(4):
        made.go_on()
    press(Qt.Key.Key_2, 1_000)
    qtbot.waitUntil(lambda: made.session.state.phase == Phase.TAKEN)
    made.parts.take_back.click()
    assert made.session.state.phase == Phase.OPEN
    press(Qt.Key.Key_2, 9_000)
    qtbot.waitUntil(lambda: made.session.state.phase == Phase.TAKEN)


def test_whoever_is_barred_fouls_no_second_time_by_pressing_on(console):
    made = console(RoundKind.BUZZ, early=Early.OTHERS)
    for _ in range(3):
        made.go_on()
    press(Qt.Key.Key_5, 100)
    made.watch.clear()
    press(Qt.Key.Key_5, 200)
    early = next(each for each in made.session.plan.entrants if each.seat == 5)
    assert made.session.state.totals[early.id] == 90


def test_keys_are_letters_again_when_no_press_is_waited_for(console):
    made = console(RoundKind.TEAM)
    made.go_on()
    made.go_on()
    made.go_on()
    before = len(made.session.events)
    press(Qt.Key.Key_1, 50)
    assert len(made.session.events) == before


def test_a_console_opened_again_goes_on_where_it_stood(console, office, desk):
    made = console(RoundKind.TEAM)
    for _ in range(4):
        made.go_on()
    stage, state = made.session.stage, made.session.state
    made.close()
    again = Console(desk, LiveSession(office, stage), sounds=Sounds(on=False))
    assert again.session.state.asked == state.asked
    assert again.step.words == "请判分"
    again.close()


def test_a_press_after_a_restart_in_the_middle_of_a_buzzer_question_is_not_early(console, office, desk, qtbot):
    made = console(RoundKind.BUZZ)
    for _ in range(4):
        made.go_on()
    assert made.session.state.phase == Phase.OPEN
    made.close()
    again = Console(desk, LiveSession(office, made.session.stage), sounds=Sounds(on=False))
    again.show()
    press(Qt.Key.Key_1, 40)
    qtbot.waitUntil(lambda: again.session.state.phase == Phase.TAKEN)
    assert not again.session.state.fouls
    again.close()


def test_what_the_console_says_moves_none_of_its_buttons(console):
    made = console(RoundKind.TEAM)
    before = made.parts.next.mapTo(made, QPoint(0, 0)), made.parts.screens[Screen.SCORES].mapTo(made, QPoint(0, 0))
    made.parts.message.say("供水供电队 在“开始”之前按键，已记抢跑；判错了可以撤回。")
    QApplication.processEvents()
    assert made.parts.message.isVisible()
    after = made.parts.next.mapTo(made, QPoint(0, 0)), made.parts.screens[Screen.SCORES].mapTo(made, QPoint(0, 0))
    assert after == before


def test_the_keys_go_to_the_first_field_of_a_question(console, qtbot):
    made = console(RoundKind.TEAM)
    dialog = PartlyAsking(20, made)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    assert dialog.focusWidget() is dialog.points
    qtbot.keyClick(dialog.points, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.points, Qt.Key.Key_Return)
    assert dialog.points.value() == 2
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_long_contests_log_does_not_hold_up_the_hall(console, office, desk):
    """At 300 lines a step took a second and a half."""
    made = console(RoundKind.TEAM)
    made.go_on()
    entrant = made.session.plan.entrants[0].id
    with office.change("现场", "live"):
        office.database.executemany(
            "INSERT INTO quiz_event (stage_id, heat, what, entrant_id, value, reason, judge, at)"
            " VALUES (?, 1, '裁判调整', ?, 1, '补', '李', '2016-12-31T10:00:00.000')",
            [(made.session.stage, entrant)] * 300,
        )
    made.close()
    again = Console(desk, LiveSession(office, made.session.stage), sounds=Sounds(on=False))
    again.show()
    QApplication.processEvents()
    began = perf_counter()
    again.parts.screens[Screen.SCORES].click()
    assert perf_counter() - began < 0.5
    assert again.parts.log.rowCount() == 301
    again.close()


def test_while_nobody_has_pressed_only_nobody_can_be_judged(console):
    made = console(RoundKind.BUZZ)
    for _ in range(4):
        made.go_on()
    assert not any(button.isEnabled() for button in made.parts.results.values())
    made.parts.nobody.click()
    assert made.session.state.phase == Phase.JUDGED
    assert made.parts.log.item(0, 3).text() == "无人作答"


def test_when_a_rounds_turns_are_over_no_further_question_is_shown_ahead(console):
    made = console(RoundKind.CHAIN, questions=3)
    made.go_on()
    made.go_on()
    for _ in made.session.plan.entrants:
        made.go_on()
        made.go_on()
        made.parts.results[Result.WRONG].click()
        made.go_on()
    assert made.step.words == "结束比赛"
    assert made.parts.question.stem.text() == ""


def test_the_log_shows_what_was_taken_back_struck_through(console):
    made = console(RoundKind.TEAM)
    for _ in range(4):
        made.go_on()
    made.parts.results[next(iter(made.parts.results))].click()
    judged = made.session.events[-1]
    assert judged.what == What.JUDGE
    made.parts.take_back.click()
    struck = [
        made.parts.log.item(row, 1).text()
        for row in range(made.parts.log.rowCount())
        if made.parts.log.item(row, 1).font().strikeOut()
    ]
    assert struck == ["判分"]


LAPTOP, PROJECTOR, LED = (
    Display("内屏", "1", 1366, 768),
    Display("投影", "9", 1920, 1080),
    Display("大屏", "5", 3840, 2160),
)


def test_the_hall_is_never_on_the_consoles_display():
    assert choose([LAPTOP], LAPTOP, "") is None
    assert choose([LAPTOP], LAPTOP, LAPTOP.key) is None
    assert choose([LAPTOP, PROJECTOR], LAPTOP, LAPTOP.key) == PROJECTOR


def test_the_chosen_display_is_found_again_by_its_name_and_number():
    assert choose([LAPTOP, PROJECTOR, LED], LAPTOP, PROJECTOR.key) == PROJECTOR
    assert choose([LAPTOP, LED], LAPTOP, PROJECTOR.key) == LED
    assert choose([LAPTOP, LED, PROJECTOR], LAPTOP, "") == LED


def test_without_a_second_display_the_hall_stays_away_and_the_score_stays(console):
    made = console(RoundKind.TEAM)
    made.go_on()
    totals = dict(made.session.state.totals)
    made.parts.show_hall.click()
    assert not made.hall.isVisible()
    assert "没有第二块屏幕" in made.parts.hall_told.text()
    assert made.session.state.totals == totals


def test_re_judging_asks_for_another_outcome_and_points_only_when_partly_right(console, qtbot):
    made = console(RoundKind.TEAM)
    for _ in range(4):
        made.go_on()
    made.parts.results[Result.WRONG].click()
    dialog = RejudgeAsking("原判：错", "错", 20, made)
    qtbot.addWidget(dialog)
    assert dialog.outcome.currentText() == "错"
    assert not dialog.filled() and not dialog.partly.isEnabled()
    dialog.outcome.setCurrentText("对")
    assert dialog.filled() and dialog.points is None
    dialog.outcome.setCurrentText("部分")
    assert dialog.partly.isEnabled() and dialog.points == 1


def test_before_a_foul_is_noted_the_dialog_says_what_it_costs(console, monkeypatch):
    made = console(RoundKind.BUZZ, fouls="10/20/出局")
    made.go_on()
    made.go_on()
    made.parts.scores.setCurrentCell(1, 0)
    told = []

    def noted(_console, dialog):
        told.append(dialog.told.text())
        return True

    monkeypatch.setattr(acts, "_asked", noted)
    for _ in range(3):
        made.parts.scores.setCurrentCell(1, 0)
        made.parts.foul.click()
    costs = ["第 1 次犯规，扣 10 分", "第 2 次犯规，扣 20 分", "第 3 次犯规，取消本环节资格"]
    assert [cost in words for cost, words in zip(costs, told, strict=True)] == [True] * 3
    assert made.session.state.totals[made.session.plan.entrants[1].id] == 70


def test_the_key_test_learns_another_key_and_refuses_one_taken(console, qtbot):
    made = console(RoundKind.BUZZ)
    dialog = KeyTestDialog(made.session.plan, made.watch.buzzers.keys, made)
    told = []
    dialog.keys_changed.connect(told.append)
    first, second = (each.id for each in made.session.plan.entrants[:2])
    dialog._learn(0, 1)
    qtbot.keyClick(dialog, Qt.Key.Key_2)
    assert not told
    assert f"“2”已经是{made.session.plan.by_entrant[second].name}的键" in dialog.verdict.text()
    for key in (Qt.Key.Key_P, Qt.Key.Key_Space, Qt.Key.Key_F5):
        qtbot.keyClick(dialog, key)
        assert not told
        assert "是主持台自己的键" in dialog.verdict.text()
    qtbot.keyClick(dialog, Qt.Key.Key_A)
    assert told[-1]["A"] == first
    assert told[-1]["2"] == second
    qtbot.keyPress(dialog, Qt.Key.Key_A)
    qtbot.keyPress(dialog, Qt.Key.Key_2)
    assert frozenset((first, second)) in dialog.test.together
    dialog.close()


def test_a_teams_key_is_changed_without_the_mouse(console, qtbot):
    made = console(RoundKind.BUZZ)
    dialog = KeyTestDialog(made.session.plan, made.watch.buzzers.keys, made)
    qtbot.addWidget(dialog)
    told = []
    dialog.keys_changed.connect(told.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Q):
        qtbot.keyClick(dialog, key)
    second = sorted(made.session.plan.entrants, key=lambda each: each.seat)[1]
    assert told[-1]["Q"] == second.id


def test_every_sound_is_there_and_silence_is_no_error():
    import wave

    for sound in Sound:
        with wave.open(str(sound_file(sound))) as file:
            assert file.getnframes() > 0
    Sounds(on=False).play(Sound.START)
