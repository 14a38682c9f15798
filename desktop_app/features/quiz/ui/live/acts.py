"""What the console does by way of a question: fouls, rulings, re-judging, throwing out, entering a 加试."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from desktop_app.features.quiz.live.buzzer import Verdict
from desktop_app.features.quiz.live.events import What
from desktop_app.features.quiz.live.replay import Phase
from desktop_app.features.quiz.ui.live.asking import (
    AdjustAsking,
    ChooseAsking,
    FoulAsking,
    PartlyAsking,
    ReasonAsking,
    RejudgeAsking,
)
from desktop_app.features.quiz.ui.live.steps import coming_question, proposed_turn
from desktop_app.features.quiz.words import Result, RoundKind

if TYPE_CHECKING:
    from desktop_app.features.quiz.ui.live.console import Console


def _asked(console: "Console", dialog: QDialog) -> bool:
    """Show a question; while it is open keys are letters and not presses."""
    console.watch.paused = True
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    console.watch.paused = False
    return accepted


def _entrant_chosen(console: "Console") -> int | None:
    """The entrant in the score table's current row, else whoever answers."""
    asked = console.session.state.asked
    chosen = console.parts.scores.chosen() or (asked.entrant if asked else None)
    if chosen is None:
        console.parts.message.say("请先在比分表里点一个参赛方。")
    return chosen


def show_question(console: "Console") -> None:
    """The question on the screen; between two the one that comes, so that the operator has read it first."""
    session = console.session
    state, plan = session.state, session.plan
    coming = state.phase in (Phase.NONE, Phase.REVEALED, Phase.VOIDED)
    drawn = coming_question(session, proposed_turn(session)) if coming else state.asked.drawn if state.asked else None
    rules = plan.by_round.get(state.round or 0)
    head = f"{rules.title}　{state.phase}" if rules else ""
    if rules and rules.start_within and state.phase == Phase.TAKEN:
        head += f"　{rules.start_within} 秒内要开始答"
    console.parts.question.show_question(plan.questions.get(drawn or 0), head, coming=coming)


def enter_round(console: "Console", round_id: int | None) -> None:
    """Enter a round; for a 加试 ask who takes part."""
    session = console.session
    if round_id is None:
        return
    among: tuple[int, ...] = ()
    if session.plan.by_round[round_id].kind == RoundKind.PLAYOFF:
        names = [(each.id, f"{each.name}　{session.state.totals.get(each.id, 0)} 分") for each in session.plan.entrants]
        dialog = ChooseAsking("加试", "哪几方参加加试？勾选并列的各方。", names, console, several=True)
        if not _asked(console, dialog):
            return
        among = tuple(dialog.chosen)
    console.attempt(lambda: session.enter(round_id, among))


def judge_partly(console: "Console") -> None:
    """部分, with how many points."""
    asked = console.session.state.asked
    dialog = PartlyAsking(asked.value if asked else 1, console)
    if _asked(console, dialog):
        points = dialog.points.value()
        console.attempt(lambda: console.session.judge(Result.PARTLY, points))


def void_question(console: "Console") -> None:
    """Throw out the question on the table, or the one chosen in the log."""
    chosen = console.parts.log.chosen(console.session)
    asked = console.session.state.asked
    event = chosen.id if chosen and chosen.what == What.ASK else asked.event if asked else None
    if event is None:
        console.parts.message.say("还没有出题。")
        return
    dialog = ReasonAsking("作废这道题", "这道题的得分全部取消，有备用题的换一道再答。", console)
    if _asked(console, dialog):
        reason = dialog.reason.text().strip()
        console.attempt(lambda: console.session.void(event, reason))


def foul(console: "Console") -> None:
    """A foul of the chosen entrant."""
    entrant = _entrant_chosen(console)
    if entrant is None:
        return
    dialog = FoulAsking(console.session.plan.by_entrant[entrant].name, _foul_costs(console, entrant), console)
    if _asked(console, dialog):
        reason = dialog.reason.currentText().strip()
        early = reason == "抢跑" and console.session.waits_for_presses
        console.attempt(lambda: console.session.foul(entrant, reason, early))


def _foul_costs(console: "Console", entrant: int) -> str:
    """What the next foul of this entrant costs by the round's ladder."""
    state = console.session.state
    rules = console.session.plan.by_round.get(state.round or 0)
    if rules is None:
        return ""
    number = state.fouls_of(entrant) + 1
    rung = rules.foul(number)
    cost = "、".join([f"扣 {rung.points} 分"] * bool(rung.points) + ["取消本环节资格"] * rung.out) or "不扣分"
    return f"本环节第 {number} 次犯规，{cost}。"


def adjust(console: "Console") -> None:
    """仲裁 of the chosen entrant's points."""
    entrant = _entrant_chosen(console)
    if entrant is None:
        return
    dialog = AdjustAsking(console.session.plan.by_entrant[entrant].name, console)
    if _asked(console, dialog):
        points, reason, judge = dialog.points.value(), dialog.reason.text().strip(), dialog.judge_name.text().strip()
        console.attempt(lambda: console.session.adjust(entrant, points, reason, judge))


def rejudge(console: "Console") -> None:
    """Another result for the judgement chosen in the log, else for the last one."""
    session = console.session
    chosen = console.parts.log.chosen(session)
    if chosen is None or chosen.what != What.JUDGE:
        judged = [event for event in session.events if event.id in session.state.judged]
        chosen = judged[-1] if judged else None
    if chosen is None or chosen.id not in session.state.judged:
        console.parts.message.say("还没有判过的题。")
        return
    who = session.plan.by_entrant.get(chosen.entrant or 0)
    name = who.name if who else ""
    most = max((value for each in session.plan.rounds for value in each.values), default=1)
    was = session.state.judged[chosen.id].result
    dialog = RejudgeAsking(f"{chosen.at[11:19]}　{name}　原判：{was}", was, most, console)
    if _asked(console, dialog):
        event, result = chosen.id, Result(dialog.outcome.currentText())
        partly, judge = dialog.points, dialog.judge_name.text().strip()
        console.attempt(lambda: session.rejudge(event, result, partly, judge))


def undo_line(console: "Console") -> None:
    """Take back the event chosen in the log."""
    event = console.parts.log.chosen(console.session)
    if event is None:
        console.parts.message.say("请先在记录里点一条。")
        return
    if console.attempt(lambda: console.session.do(What.UNDO, ref=event.id)):
        console.watch.rearm()


def rule_close_presses(console: "Console", verdict: Verdict, presses: tuple[tuple[int, int], ...]) -> None:
    """Presses too close to tell: the console says so and the referee rules."""
    start = verdict.order[0].at
    plan = console.session.plan
    names = [
        (press.entrant, f"{plan.by_entrant[press.entrant].name}　+{press.at - start} 毫秒")
        for press in verdict.order
        if press.entrant in verdict.close
    ]
    told = "这几方的按键相差不到 10 毫秒，请裁判裁定谁先。取消则本次不算，重新抢答。"
    dialog = ChooseAsking("抢答裁定", told, names, console)
    if _asked(console, dialog):
        entrant = dialog.chosen[0]
        console.attempt(lambda: console.session.buzz(entrant, presses, ruled="裁判"))
    else:
        console.watch.open()
