"""What the hall may see, and nothing else: the big screen draws this and has no way to the plan or to the answers.

The answer and its explanation are put in only after the REVEAL event; a test walks every state and looks.
"""

from dataclasses import dataclass

from desktop_app.features.quiz.answers import shown_answer
from desktop_app.features.quiz.fields import LETTERS
from desktop_app.features.quiz.live.events import Screen
from desktop_app.features.quiz.live.plan import Plan, Round
from desktop_app.features.quiz.live.replay import Phase, State
from desktop_app.features.quiz.words import RoundKind


@dataclass(frozen=True)
class Side:
    """One entrant in the row of scores. `mark` says in a word why it stands out (答题, 抢到, 出局)."""

    seat: int
    name: str
    total: int
    mark: str = ""
    playoff: int = 0


@dataclass(frozen=True)
class HallView:
    """One picture of the big screen. `limit` and `elapsed` in ms as the log has them; the window counts on while `running`.

    `answer` and `analysis` are empty until the answer was shown; `right` are the letters of the right options then.
    """

    screen: Screen
    title: str
    head: str = ""
    stem: str = ""
    options: tuple[tuple[str, str], ...] = ()
    right: str = ""
    answer: str = ""
    analysis: str = ""
    note: str = ""
    sides: tuple[Side, ...] = ()
    limit: int = 0
    elapsed: int = 0
    running: bool = False
    timed: bool = False


def hall_view(plan: Plan, state: State) -> HallView:
    """The picture for this state."""
    if state.screen == Screen.BLANK:
        return HallView(Screen.BLANK, "")
    sides = tuple(_side(plan, state, each.id) for each in sorted(plan.entrants, key=lambda each: each.seat))
    rules = plan.by_round.get(state.round or 0)
    if state.screen == Screen.LOGO:
        return HallView(Screen.LOGO, plan.title)
    if state.screen == Screen.RANKING:
        ranked = sorted(sides, key=lambda side: (-side.total, -side.playoff, side.seat))
        return HallView(Screen.RANKING, plan.title, "比赛结果" if state.ended else "当前排名", sides=tuple(ranked))
    if state.screen == Screen.SCORES:
        return HallView(Screen.SCORES, plan.title, "比分", sides=sides)
    if state.screen == Screen.ROUND and rules:
        return HallView(Screen.ROUND, plan.title, rules.title, stem=_rule_words(rules), sides=sides)
    return _question(plan, state, rules, sides)


def _question(plan: Plan, state: State, rules: Round | None, sides: tuple[Side, ...]) -> HallView:
    asked = state.asked
    question = plan.questions.get(asked.drawn) if asked else None
    if asked is None or question is None or rules is None:
        return HallView(Screen.LOGO, plan.title)
    number = len(state.turns.get(rules.id, ()))
    head = f"{rules.title}　第 {number} 题　{question.kind}"
    if rules.kind != RoundKind.AUDIENCE:
        head += f"　{asked.value} 分"
    shown = state.revealed
    return HallView(
        Screen.QUESTION,
        plan.title,
        head,
        question.stem,
        tuple(zip(LETTERS, question.options, strict=False)),
        right=question.answer if shown and question.options else "",
        answer=shown_answer(question.kind, question.options, question.answer) if shown else "",
        analysis=question.analysis if shown else "",
        note=_note(plan, state, rules),
        sides=sides,
        limit=state.clock.limit,
        elapsed=state.clock.elapsed,
        running=state.clock.running,
        timed=state.clock.limit > 0 and not shown,
    )


def _note(plan: Plan, state: State, rules: Round) -> str:
    foul = _last_foul(plan, state)
    if state.phase == Phase.VOIDED:
        return f"{foul}，本题作废" if foul else "本题作废"
    if state.phase == Phase.SHOWN and foul and rules.has_buzzers:
        return f"{foul}，其他队可抢"
    if state.phase == Phase.OPEN and rules.has_buzzers:
        return "开始抢答"
    entrant = state.asked.entrant if state.asked else None
    if entrant is None:
        return ""
    told = plan.by_entrant[entrant]
    player = state.asked.player if state.asked else None
    name = told.players[player - 1] if player and player <= len(told.players) else ""
    words = f"{told.name}{'　' + name if name else ''}"
    return f"{words}　抢到" if state.phase == Phase.TAKEN else words


def _last_foul(plan: Plan, state: State) -> str:
    """Who pressed early at the question on the table, where that was the last that was scored."""
    line = state.lines[-1] if state.lines else None
    if line is None or state.asked is None or line.drawn != state.asked.drawn or not line.why.startswith("抢跑"):
        return ""
    return f"{plan.by_entrant[line.entrant].name}　抢跑"


def _side(plan: Plan, state: State, entrant: int) -> Side:
    told = plan.by_entrant[entrant]
    mark = ""
    if state.is_out(entrant):
        mark = "出局"
    elif state.asked and state.asked.entrant == entrant and state.screen == Screen.QUESTION:
        mark = "抢到" if state.phase == Phase.TAKEN else "答题"
    return Side(told.seat, told.name, state.totals.get(entrant, plan.base), mark, state.playoff.get(entrant, 0))


def _rule_words(rules: Round) -> str:
    """The round's rules as the host reads them out."""
    seconds = "/".join(map(str, rules.seconds))
    parts = [f"每题 {'/'.join(map(str, rules.values))} 分，限时 {seconds} 秒"]
    if rules.kind == RoundKind.AUDIENCE:
        parts = [f"请现场观众举手回答，限时 {seconds} 秒"]
    wrong = {"扣同分": "答错扣同等分值", "扣定分": f"答错扣 {rules.wrong_points} 分"}.get(rules.wrong, "答错不扣分")
    parts.append(f"{wrong}，答错即止" if rules.kind == RoundKind.CHAIN else wrong)
    if rules.ladder:
        rungs = [
            f"第 {n} 次" + ("取消资格" if foul.out else f"扣 {foul.points} 分")
            for n, foul in enumerate(rules.ladder, 1)
        ]
        parts.append("犯规" + "，".join(rungs))
    return "；".join(parts if rules.kind != RoundKind.AUDIENCE else parts[:1])
