"""What may happen next: a refusal in words for what the rules of the round don't allow, whose turn it is, which question comes."""

from collections.abc import Sequence

from desktop_app.features.quiz.live.events import Event, What
from desktop_app.features.quiz.live.plan import Plan, Round
from desktop_app.features.quiz.live.replay import Phase, State
from desktop_app.features.quiz.words import Order, Result, RoundKind

_ASKABLE = (Phase.NONE, Phase.JUDGED, Phase.VOIDED, Phase.REVEALED)
_ANSWERING = (Phase.OPEN, Phase.TAKEN, Phase.SHOWN)


def why_not(plan: Plan, state: State, event: Event, log: Sequence[Event] = ()) -> str:
    """Why this event can't happen now; '' when it can."""
    if event.what == What.BEGIN:
        return "比赛已经开始。" if state.begun else "；".join(plan.shortages())
    if not state.begun:
        return "比赛还没有开始。"
    if state.ended and event.what not in (What.UNDO, What.REJUDGE, What.ADJUST, What.SCREEN):
        return "比赛已经结束；要改成绩请用改判、撤回或裁判调整。"
    check = _CHECKS.get(event.what)
    return check(plan, state, event, log) if check else ""


def _ask(plan: Plan, state: State, event: Event, _log: Sequence[Event]) -> str:
    rules = plan.by_round.get(state.round or 0)
    if rules is None:
        return "请先进入一个环节。"
    if state.phase not in _ASKABLE:
        return "上一题还没有判完。"
    if event.drawn in state.used:
        return "这道题已经用过，不能再出。"
    if event.drawn not in plan.questions:
        return "这道题不在本场抽的题里。"
    if event.value is not None and event.value not in rules.values:
        return f"“{rules.title}”没有 {event.value} 分的题。"
    return _turn_fault(plan, state, rules, event)


def _turn_fault(plan: Plan, state: State, rules: Round, event: Event) -> str:
    if rules.has_buzzers or rules.kind == RoundKind.AUDIENCE:
        return ""
    if event.entrant is None:
        return "请选定答题的参赛方。"
    if state.is_out(event.entrant):
        return f"{plan.by_entrant[event.entrant].name}已被取消本环节资格。"
    if rules.kind == RoundKind.CHAIN and state.chains.get((rules.id, event.entrant), (0, False))[1]:
        return f"{plan.by_entrant[event.entrant].name}的步步高已经结束。"
    return ""


def _open(_plan: Plan, state: State, _event: Event, _log: Sequence[Event]) -> str:
    return "" if state.phase == Phase.SHOWN else "现在没有等待开始的题目。"


def _buzz(plan: Plan, state: State, event: Event, _log: Sequence[Event]) -> str:
    if state.phase != Phase.OPEN:
        return "现在不能抢答。"
    if event.entrant is None or not state.may_press(event.entrant):
        return "这一方本题不能抢答。"
    return ""


def _judge(_plan: Plan, state: State, event: Event, _log: Sequence[Event]) -> str:
    if state.phase not in _ANSWERING:
        return "现在没有要判的题目。"
    if event.entrant is None and event.result in (Result.RIGHT, Result.WRONG, Result.PARTLY):
        rules = _plan.by_round.get(state.round or 0)
        if rules and rules.kind != RoundKind.AUDIENCE:
            return "还没有哪一方答题。"
    return ""


def _foul(_plan: Plan, state: State, event: Event, _log: Sequence[Event]) -> str:
    return "" if state.round is not None and event.entrant is not None else "请先进入环节并选定参赛方。"


def _reveal(_plan: Plan, state: State, _event: Event, _log: Sequence[Event]) -> str:
    return "" if state.phase in (Phase.JUDGED, Phase.VOIDED) else "先判分，再揭晓答案。"


def _void(_plan: Plan, state: State, event: Event, log: Sequence[Event]) -> str:
    known = {each.id for each in log if each.what == What.ASK}
    return "" if event.ref in known else "没有这道题可以作废。"


def _adjust(_plan: Plan, _state: State, event: Event, _log: Sequence[Event]) -> str:
    if not event.value or event.entrant is None:
        return "请选定参赛方，并写明加减多少分。"
    return "" if event.reason.strip() and event.judge.strip() else "裁判调整要写明理由和裁判。"


def _undo(_plan: Plan, _state: State, event: Event, log: Sequence[Event]) -> str:
    return "" if any(each.id == event.ref for each in log) else "没有可以撤回的步骤。"


def _rejudge(plan: Plan, state: State, event: Event, _log: Sequence[Event]) -> str:
    return "" if event.ref in state.judged else "只有判过的题才能改判。"


_CHECKS = {
    What.ASK: _ask,
    What.OPEN: _open,
    What.BUZZ: _buzz,
    What.JUDGE: _judge,
    What.FOUL: _foul,
    What.REVEAL: _reveal,
    What.VOID: _void,
    What.ADJUST: _adjust,
    What.UNDO: _undo,
    What.REJUDGE: _rejudge,
}


def next_question(plan: Plan, state: State) -> int | None:
    """The next drawn question of the round; a spare after one was thrown out or when the others are used. None: no more."""
    rules = plan.by_round.get(state.round or 0)
    if rules is None:
        return None
    spares = [each for each in rules.spares if each not in state.used]
    if state.phase == Phase.VOIDED and spares:
        return spares[0]
    left = [each for each in rules.questions if each not in state.used]
    return (left or spares or [None])[0]


def next_turn(plan: Plan, state: State) -> tuple[int | None, int | None]:
    """Whose turn comes (entrant, player number); (None, None) where buzzers decide.

    个人必答 goes all first players in seat order, then the second …; 风险 low score first where the rules say so; a 步步高 stays
    with its team until it is over; a question thrown out is the same one's turn again.
    """
    rules = plan.by_round.get(state.round or 0)
    if rules is None or rules.has_buzzers or rules.kind == RoundKind.AUDIENCE:
        return None, None
    if state.phase == Phase.VOIDED and state.asked:
        return state.asked.entrant, state.asked.player
    order = _order(plan, state, rules)
    if not order:
        return None, None
    if rules.kind == RoundKind.CHAIN:
        return _chain_turn(state, rules, order), None
    taken = state.turns.get(rules.id, [])
    counts = {each: taken.count(each) for each in order}
    entrant = min(order, key=lambda each: (counts[each], order.index(each)))
    player = counts[entrant] % max(1, len(plan.by_entrant[entrant].players)) + 1
    return entrant, player if rules.kind == RoundKind.ALONE else None


def _order(plan: Plan, state: State, rules: Round) -> list[int]:
    if rules.order == Order.LOW_FIRST:
        order = list(state.opening.get(rules.id, ()))
    else:
        order = sorted(state.among, key=lambda each: plan.by_entrant[each].seat)
    return [each for each in order if (rules.id, each) not in state.out]


def _chain_turn(state: State, rules: Round, order: Sequence[int]) -> int | None:
    return next((each for each in order if not state.chains.get((rules.id, each), (0, False))[1]), None)


def chain_value(state: State, rules: Round, entrant: int) -> int:
    """What the next question of a 步步高 is worth to this entrant."""
    done, _over = state.chains.get((rules.id, entrant), (0, False))
    return rules.values[min(done, len(rules.values) - 1)]
