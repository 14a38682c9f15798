"""The answer is never on the hall's side before its time (Q5): every state is walked and looked at."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from desktop_app.features.quiz.live.events import Screen
from desktop_app.features.quiz.live.hall import HallView, Side, hall_view
from desktop_app.features.quiz.live.session import LiveSession
from desktop_app.features.quiz.ui.live.hall_paint import HallPainter
from desktop_app.features.quiz.ui.live.hall_window import HallPicture
from desktop_app.features.quiz.words import Result, RoundKind

FULL_HD = (1920, 1080)


def walk(session):
    """A contest from its start to its end, stopping after every event; the session itself at each stop."""
    session.begin()
    yield
    for rules in session.plan.rounds:
        session.enter(
            rules.id, tuple(each.id for each in session.plan.entrants[:2]) if rules.kind == RoundKind.PLAYOFF else ()
        )
        yield
        for result in (Result.RIGHT, Result.WRONG):
            entrant, player = session.next_turn()
            session.ask(session.next_question(), entrant, player, session.next_value(entrant))
            yield
            for screen in (Screen.BLANK, Screen.SCORES, Screen.RANKING, Screen.QUESTION):
                session.show(screen)
                yield
            session.open()
            yield
            if rules.has_buzzers:
                session.buzz(session.state.among[0])
                yield
            session.pause()
            yield
            session.judge(result)
            yield
            session.reveal()
            yield
    session.end()
    yield


@pytest.fixture
def stage(final):
    return final(
        RoundKind.ALONE, RoundKind.BUZZ, RoundKind.CHAIN, RoundKind.RISK, RoundKind.PLAYOFF, RoundKind.AUDIENCE
    )


def pixels(picture, view):
    picture.show_view(view)
    picture.stop()
    return picture.grab().toImage()


def test_before_it_is_shown_the_picture_is_the_same_whatever_the_answer_is(office, stage, qtbot):
    session = LiveSession(office, stage)
    picture = HallPicture(lambda: 0)
    qtbot.addWidget(picture)
    picture.resize(*(side // 4 for side in FULL_HD))
    hidden = shown = 0
    for _ in walk(session):
        asked = session.state.asked
        if asked is None:
            continue
        question = session.plan.questions[asked.drawn]
        other = replace(question, answer="ABCD"[("ABCD".index(question.answer) + 1) % 4], analysis="另一个解析")
        twin = replace(session.plan, questions={**session.plan.questions, question.id: other})
        view, twin_view = hall_view(session.plan, session.state), hall_view(twin, session.state)
        if session.state.revealed:
            shown += view != twin_view
            continue
        hidden += 1
        assert view == twin_view
        assert question.analysis not in str(view)
        if hidden % 9 == 0:
            assert pixels(picture, view) == pixels(picture, twin_view)
            assert not any(question.analysis in text or "答案" in text for text in picture.said)
    assert hidden > 60
    assert shown >= 12


def test_once_shown_the_right_option_and_its_explanation_are_there(office, stage, qtbot):
    session = LiveSession(office, stage)
    picture = HallPicture(lambda: 0)
    qtbot.addWidget(picture)
    picture.resize(*FULL_HD)
    for _ in walk(session):
        if session.state.revealed:
            break
    pixels(picture, hall_view(session.plan, session.state))
    question = session.plan.questions[session.state.asked.drawn]
    assert f"✓{question.answer}" in picture.said
    assert question.analysis in " ".join(picture.said)


def test_every_shipped_question_is_at_least_five_percent_of_the_screen_high(qtbot):
    from desktop_app.features.quiz.answers import options_of
    from desktop_app.features.quiz.shipped import OF_2016, TODAY, read_questions
    from desktop_app.features.quiz.ui.live.hall_paint import SMALLEST_GOOD

    picture = HallPicture(lambda: 0)
    qtbot.addWidget(picture)
    picture.resize(*FULL_HD)
    sides = tuple(Side(at, f"第{at}支部代表队", 100) for at in range(1, 9))
    for question in read_questions(TODAY) + read_questions(OF_2016):
        options = tuple(zip("ABCDEF", options_of(question), strict=False))
        pixels(picture, HallView(Screen.QUESTION, "决赛", "抢答", question["stem"], options, sides=sides))
        assert picture.stem_share >= SMALLEST_GOOD, question["stem"]


def test_the_clock_is_on_the_picture_and_counts_over(office, stage, qtbot):
    session = LiveSession(office, stage)
    passed = [0]
    picture = HallPicture(lambda: passed[0])
    qtbot.addWidget(picture)
    picture.resize(*FULL_HD)
    session.begin()
    session.enter(session.plan.rounds[0].id)
    entrant, player = session.next_turn()
    session.ask(session.next_question(), entrant, player)
    session.open()
    for elapsed, told in ((0, "20"), (19_200, "1"), (25_500, "+5")):
        passed[0] = elapsed
        pixels(picture, hall_view(session.plan, session.state))
        assert told in picture.said


def painted(view, height=1080):
    """What is drawn, and how large."""
    image = QImage(height * 16 // 9, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    drawn = HallPainter(painter, QRectF(image.rect()), view, view.elapsed)
    drawn.draw()
    painter.end()
    return drawn


LONG_NAMES = (
    "机关第一党支部代表队",
    "中原油田第八社区联合代表队",
    "离退休三支部队",
    "综合队",
    "供水供电服务中心代表队",
    "物业队",
)


def test_nothing_moves_when_the_answer_is_shown(qapp):
    from desktop_app.features.quiz.answers import options_of, shown_answer
    from desktop_app.features.quiz.shipped import TODAY, read_questions

    for question in read_questions(TODAY)[::4]:
        options, answer = options_of(question), question["answer"]
        hidden = HallView(
            Screen.QUESTION, "决赛", "抢答", question["stem"], tuple(zip("ABCDEF", options, strict=False))
        )
        shown = replace(
            hidden, right=answer if options else "", answer=shown_answer(question["qtype"], options, answer),
            analysis=question["analysis"] or "",
        )  # fmt: skip
        before, after = painted(hidden), painted(shown)
        assert before.stem_share == after.stem_share, question["stem"]
        if not options and question["qtype"] == "判断":
            assert after.sizes[f"答案：{answer}"] >= 0.07


@pytest.mark.parametrize("height", [1080, 2160])
@pytest.mark.parametrize("screen", [Screen.QUESTION, Screen.SCORES, Screen.RANKING])
def test_long_names_of_teams_and_their_points_are_read_from_the_back(qapp, screen, height):
    sides = tuple(Side(at, name, 100 + at, "", 10 if at < 3 else 0) for at, name in enumerate(LONG_NAMES, 1))
    drawn = painted(HallView(screen, "知识竞赛 决赛", "比分", "题", sides=sides), height)
    for side in sides:
        assert drawn.sizes[str(side.total)] >= 0.05
        lines = [text for text in drawn.said if text in side.name and len(text) > 1]
        assert "".join(lines) == side.name
        assert min(drawn.sizes[text] for text in lines) >= 0.0285


def test_twelve_teams_have_their_points_as_large_as_six(qapp):
    sides = tuple(Side(at, f"第{at}支部代表队", 100 + at) for at in range(1, 13))
    drawn = painted(HallView(Screen.QUESTION, "决赛", "抢答", "题", sides=sides))
    assert min(drawn.sizes[str(side.total)] for side in sides) >= 0.05


def test_the_title_stands_in_even_lines_with_the_stage_on_its_own(qapp):
    drawn = painted(HallView(Screen.LOGO, "庆祝建党九十五周年党章党规知识竞赛 决赛"))
    assert drawn.said == ["庆祝建党九十五周年党章党规知识竞赛\n决赛"]


def test_the_hall_is_told_who_pressed_early(office, final):
    session = LiveSession(office, final(RoundKind.BUZZ, early="其他队再抢"))
    session.begin()
    session.enter(session.plan.rounds[0].id)
    session.ask(session.next_question())
    early = session.plan.entrants[1]
    session.foul(early.id, "抢跑", early=True)
    assert hall_view(session.plan, session.state).note == f"{early.name}　抢跑，其他队可抢"
    session.open()
    assert hall_view(session.plan, session.state).note == "开始抢答"
