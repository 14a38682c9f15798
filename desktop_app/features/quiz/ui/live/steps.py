"""The one step that comes next in a live contest, so that the operator can go through it with a single key."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.features.quiz.live.plan import Round
from desktop_app.features.quiz.live.replay import Phase
from desktop_app.features.quiz.live.session import LiveSession
from desktop_app.features.quiz.words import RoundKind


@dataclass(frozen=True)
class NextStep:
    """What the primary button says and does; without `do` it says what is being waited for."""

    words: str
    do: Callable[[], object] | None = None


@dataclass(frozen=True)
class Turn:
    """Who is to be asked and for how much, as the operator has it set."""

    entrant: int | None
    player: int | None
    value: int


def proposed_turn(session: LiveSession) -> Turn | None:
    """Whose turn comes by the rules; None outside a round."""
    if session.state.round is None:
        return None
    entrant, player = session.next_turn()
    return Turn(entrant, player, session.next_value(entrant))


def next_round(session: LiveSession) -> Round | None:
    """The round after the one under way, 加试 left out: that one is entered on purpose."""
    rounds = [each for each in session.plan.rounds if each.kind != RoundKind.PLAYOFF]
    ids = [each.id for each in rounds]
    if session.state.round is None:
        return rounds[0] if rounds else None
    at = ids.index(session.state.round) + 1 if session.state.round in ids else len(ids)
    return rounds[at] if at < len(rounds) else None


def next_step(session: LiveSession, turn: Turn | None) -> NextStep:
    """What comes next now."""
    state = session.state
    if not state.begun:
        return NextStep("开始比赛", session.begin)
    if state.ended:
        return NextStep("比赛已结束")
    rules = session.plan.by_round.get(state.round or 0)
    buzzers = rules is not None and rules.has_buzzers
    if state.phase == Phase.SHOWN:
        return NextStep("开始抢答" if buzzers else "开始作答", session.open)
    if state.phase == Phase.OPEN and buzzers:
        return NextStep("等待抢答…")
    if state.phase in (Phase.OPEN, Phase.TAKEN):
        return NextStep("请判分")
    if state.phase == Phase.JUDGED:
        return NextStep("揭晓答案", session.reveal)
    return _question_or_round(session, turn)


def coming_question(session: LiveSession, turn: Turn | None) -> int | None:
    """The draw that is asked next in this round; None where the round is over."""
    drawn = session.next_question() if turn else None
    over = _turns_are_over(session, turn) or drawn in _spares_only(session)
    return None if over else drawn


def _question_or_round(session: LiveSession, turn: Turn | None) -> NextStep:
    drawn = coming_question(session, turn)
    if drawn is not None and turn is not None:
        name = session.plan.by_entrant[turn.entrant].name if turn.entrant is not None else ""
        words = f"出下一题{'：' + name if name else ''}　{turn.value} 分"
        return NextStep(words, lambda: session.ask(drawn, turn.entrant, turn.player, turn.value))
    following = next_round(session)
    if following is not None:
        return NextStep(f"进入 {following.title}", lambda: session.enter(following.id))
    return NextStep("结束比赛", session.end)


def _spares_only(session: LiveSession) -> frozenset[int]:
    """Spares are for questions thrown out: when only they are left, the round is over."""
    rules = session.plan.by_round.get(session.state.round or 0)
    if rules is None:
        return frozenset()
    return frozenset() if session.state.phase == Phase.VOIDED else frozenset(rules.spares)


def _turns_are_over(session: LiveSession, turn: Turn | None) -> bool:
    """Whether a round of turns has nobody left."""
    rules = session.plan.by_round.get(session.state.round or 0)
    if rules is None or turn is None:
        return False
    return rules.kind not in (RoundKind.BUZZ, RoundKind.PLAYOFF, RoundKind.AUDIENCE) and turn.entrant is None
