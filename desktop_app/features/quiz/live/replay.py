"""From the log to the state: totals, fouls, who answers, what is on the screen. The one place where scores are made.

Replaying the same events always gives the same state; taking back and re-judging are events too, so any earlier question may be
re-judged and everything after it follows.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.features.quiz.live.clock import Clock
from desktop_app.features.quiz.live.events import Event, Screen, Tick, What, undone
from desktop_app.features.quiz.live.plan import Plan, Round
from desktop_app.features.quiz.live.scoring import points_for
from desktop_app.features.quiz.words import Early, Result, RoundKind


class Phase(StrEnum):
    """Where the question on the table stands."""

    NONE = "等待"
    SHOWN = "已出题"
    OPEN = "作答中"
    TAKEN = "已抢到"
    JUDGED = "已判分"
    VOIDED = "已作废"
    REVEALED = "已揭晓"


@dataclass(frozen=True)
class Line:
    """One change of a total: which event, whose, how much, why. Points of a 加试 break ties and stand beside the total."""

    event: int
    round: int | None
    drawn: int | None
    entrant: int
    delta: int
    why: str
    at: str
    playoff: bool = False


@dataclass(frozen=True)
class Asked:
    """The question on the table: the ASK event, the draw, whose turn (None until somebody has pressed), for how much."""

    event: int
    drawn: int
    entrant: int | None
    player: int | None
    value: int


@dataclass
class State:
    """What the log comes to. `fouls` and `out` are by (round, entrant); `chains` how far a 步步高 went and whether it is over."""

    begun: bool = False
    ended: bool = False
    round: int | None = None
    phase: Phase = Phase.NONE
    asked: Asked | None = None
    among: tuple[int, ...] = ()
    barred: frozenset[int] = frozenset()
    totals: dict[int, int] = field(default_factory=dict)
    playoff: dict[int, int] = field(default_factory=dict)
    fouls: Counter[tuple[int, int]] = field(default_factory=Counter)
    out: set[tuple[int, int]] = field(default_factory=set)
    chains: dict[tuple[int, int], tuple[int, bool]] = field(default_factory=dict)
    turns: dict[int, list[int | None]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)
    judged: dict[int, Event] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)
    screen: Screen = Screen.LOGO
    revealed: bool = False
    opening: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def fouls_of(self, entrant: int) -> int:
        """Fouls in the round under way."""
        return self.fouls[self.round, entrant] if self.round is not None else 0

    def is_out(self, entrant: int) -> bool:
        """Whether it is out of the round under way."""
        return self.round is not None and (self.round, entrant) in self.out

    def may_press(self, entrant: int) -> bool:
        """Whether its press counts for the question on the table."""
        return entrant in self.among and entrant not in self.barred and not self.is_out(entrant)


def replay(plan: Plan, events: Sequence[Event]) -> State:
    """The state after these events of one stage (or heat), in the order of the log."""
    return _Replay(plan, events).run()


class _Replay:
    def __init__(self, plan: Plan, events: Sequence[Event]) -> None:
        self._plan = plan
        self._events = events
        self._state = State(totals={each.id: plan.base for each in plan.entrants})
        gone = undone(events)
        self._standing = [event for event in events if event.id not in gone]
        self._rejudged = {e.ref: e for e in self._standing if e.what == What.REJUDGE and e.ref is not None}
        self._void = {event.ref for event in self._standing if event.what == What.VOID}
        self._state.used = {e.drawn for e in events if e.what == What.ASK and e.drawn is not None}

    def run(self) -> State:
        for event in self._standing:
            _STEPS[event.what](self, event)
        return self._state

    @property
    def _round(self) -> Round | None:
        return self._plan.by_round.get(self._state.round) if self._state.round is not None else None

    def _begin(self, event: Event) -> None:
        self._state.begun = True
        self._state.screen = Screen.LOGO

    def _enter(self, event: Event) -> None:
        state = self._state
        state.round, state.asked, state.phase, state.revealed = event.round, None, Phase.NONE, False
        chosen = tuple(event.data.get("among", ()))
        state.among = chosen or tuple(each.id for each in self._plan.entrants)
        state.barred, state.screen, state.clock = frozenset(), Screen.ROUND, Clock()
        if event.round is not None:
            ranked = sorted(state.among, key=lambda each: (state.totals[each], self._plan.by_entrant[each].seat))
            state.opening[event.round] = tuple(ranked)

    def _ask(self, event: Event) -> None:
        state, rules = self._state, self._round
        if event.drawn is None or rules is None:
            return
        value = event.value or rules.values[0]
        state.asked = Asked(event.id, event.drawn, event.entrant, event.player, value)
        state.phase, state.revealed, state.screen = Phase.SHOWN, False, Screen.QUESTION
        state.barred = frozenset()
        state.clock = Clock().set(rules.seconds_for(value), "作答")
        state.turns.setdefault(rules.id, []).append(event.entrant)

    def _open(self, event: Event) -> None:
        state, rules = self._state, self._round
        state.phase = Phase.OPEN
        if rules and not rules.has_buzzers:
            state.clock = state.clock.go()

    def _buzz(self, event: Event) -> None:
        state, asked, rules = self._state, self._state.asked, self._round
        if asked is None or rules is None or event.entrant is None:
            return
        state.asked = Asked(asked.event, asked.drawn, event.entrant, event.player, asked.value)
        state.phase = Phase.TAKEN
        state.clock = Clock().set(rules.seconds_for(asked.value), "作答").go()

    def _foul(self, event: Event) -> None:
        state, rules = self._state, self._round
        if rules is None or event.entrant is None:
            return
        key = (rules.id, event.entrant)
        state.fouls[key] += 1
        rung = rules.foul(state.fouls[key])
        if rung.out:
            state.out.add(key)
        state.barred |= {event.entrant}
        self._add(event, event.entrant, -rung.points, f"{event.reason or '犯规'}（第 {state.fouls[key]} 次）")
        if event.data.get("early") and state.asked and state.phase in (Phase.SHOWN, Phase.OPEN):
            state.phase = Phase.VOIDED if rules.early == Early.VOID else Phase.SHOWN
            state.clock = Clock().set(rules.seconds_for(state.asked.value), "作答")

    def _judge(self, event: Event) -> None:
        state, asked, rules = self._state, self._state.asked, self._round
        if asked is None or rules is None:
            return
        final = self._rejudged.get(event.id, event)
        entrant = final.entrant if final.entrant is not None else event.entrant
        state.phase, state.clock = Phase.JUDGED, state.clock.stopped(event.data.get("elapsed", state.clock.elapsed))
        state.judged[event.id] = final
        if rules.kind == RoundKind.CHAIN and entrant is not None:
            done, _ = state.chains.get((rules.id, entrant), (0, False))
            right = final.result == Result.RIGHT
            state.chains[rules.id, entrant] = (done + right, not right or done + 1 >= len(rules.values))
        if entrant is None or asked.event in self._void:
            return
        delta = points_for(rules, final.result, asked.value, final.value or 0)
        self._add(event, entrant, delta, final.result + ("（改判）" if final is not event else ""))

    def _reveal(self, event: Event) -> None:
        self._state.revealed, self._state.phase = True, Phase.REVEALED
        self._state.screen = Screen.QUESTION

    def _throw_out(self, event: Event) -> None:
        if self._state.asked and event.ref == self._state.asked.event:
            self._state.phase = Phase.VOIDED
            self._state.clock = self._state.clock.stopped(self._state.clock.elapsed)

    def _tick(self, event: Event) -> None:
        clock, tick = self._state.clock, event.data.get("tick")
        if tick == Tick.GO:
            self._state.clock = clock.go()
        elif tick == Tick.PAUSE:
            self._state.clock = clock.stopped(event.data["elapsed"])
        elif tick == Tick.SET:
            self._state.clock = Clock().set(event.value or 0, event.reason)

    def _adjust(self, event: Event) -> None:
        if event.entrant is not None:
            self._add(event, event.entrant, event.value or 0, f"裁判调整：{event.reason}")

    def _show(self, event: Event) -> None:
        self._state.screen = Screen(event.data["screen"])

    def _end(self, event: Event) -> None:
        self._state.ended, self._state.screen = True, Screen.RANKING
        self._state.clock = self._state.clock.stopped(self._state.clock.elapsed)

    def _pass(self, event: Event) -> None:
        """UNDO and REJUDGE were taken into account before the start."""

    def _add(self, event: Event, entrant: int, delta: int, why: str) -> None:
        state, rules = self._state, self._round
        answered = event.what in (What.JUDGE, What.FOUL)
        aside = bool(answered and rules and rules.kind == RoundKind.PLAYOFF)
        sums = state.playoff if aside else state.totals
        sums[entrant] = sums.get(entrant, 0 if aside else self._plan.base) + delta
        drawn = state.asked.drawn if state.asked and answered else None
        state.lines.append(Line(event.id, state.round, drawn, entrant, delta, why, event.at, aside))


_STEPS: Mapping[What, Callable[[_Replay, Event], None]] = {
    What.BEGIN: _Replay._begin,
    What.ROUND: _Replay._enter,
    What.ASK: _Replay._ask,
    What.OPEN: _Replay._open,
    What.BUZZ: _Replay._buzz,
    What.FOUL: _Replay._foul,
    What.JUDGE: _Replay._judge,
    What.REVEAL: _Replay._reveal,
    What.VOID: _Replay._throw_out,
    What.CLOCK: _Replay._tick,
    What.ADJUST: _Replay._adjust,
    What.UNDO: _Replay._pass,
    What.REJUDGE: _Replay._pass,
    What.SCREEN: _Replay._show,
    What.END: _Replay._end,
}
