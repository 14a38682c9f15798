"""A live contest under way: every event is in the office before anything is shown, and what is shown follows from the log alone.

So a killed program goes on where it stood: the log is read again. Only the clock needs more: while it runs, what has passed is
noted each second beside the log, and after a restart it stands still there until somebody lets it go on.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import Any

from desktop_app.features.quiz.live import rules
from desktop_app.features.quiz.live.clock import Clock
from desktop_app.features.quiz.live.events import Event, Screen, Tick, What, last_undoable
from desktop_app.features.quiz.live.loading import load_events, load_plan
from desktop_app.features.quiz.live.replay import Phase, State, replay
from desktop_app.features.quiz.words import Result, RoundKind
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

_TICK = "quiz.clock"


class Refused(OfficeError):
    """The rules don't allow this now."""


class LiveSession:
    """One heat of a live stage. Methods write one event each, or raise `Refused` and write nothing.

    `now()` is seconds of a clock that never jumps; tests hand in their own.
    """

    def __init__(self, office: Office, stage: int, heat: int = 1, now: Callable[[], float] = monotonic) -> None:
        self.office = office
        self.stage = stage
        self.heat = heat
        self._now = now
        self.plan = load_plan(office, stage, heat)
        self.events: list[Event] = load_events(office, stage, heat)
        self.state: State = replay(self.plan, self.events)
        self._since: float | None = None
        self._noted = 0.0
        if self.state.clock.running:
            self._stop_where_noted()

    # ---- the clock

    @property
    def elapsed(self) -> int:
        """Milliseconds passed on the clock now."""
        if not self.state.clock.running or self._since is None:
            return self.state.clock.elapsed
        return self.state.clock.elapsed + int((self._now() - self._since) * 1000)

    @property
    def left(self) -> int:
        """Milliseconds left now; negative in overrun."""
        return self.state.clock.left(self.elapsed)

    def note_clock(self) -> None:
        """Called about once a second while the clock runs: what has passed, for the case that the program is killed."""
        if self.state.clock.running and self._now() - self._noted >= 1:
            self._noted = self._now()
            self.office.settings.put(_TICK, [self.stage, self.heat, self.events[-1].id, self.elapsed])

    def _stop_where_noted(self) -> None:
        stage, heat, event, elapsed = self.office.settings.get(_TICK, [0, 0, 0, 0])
        here = (stage, heat) == (self.stage, self.heat) and bool(self.events) and event == self.events[-1].id
        passed = elapsed if here else self.state.clock.elapsed
        self._write(Event(0, What.CLOCK, reason="恢复", data={"tick": Tick.PAUSE, "elapsed": passed}))

    def pause(self) -> None:
        """The clock stands still; the pause adds no time."""
        if self.state.clock.running:
            self.do(What.CLOCK, data={"tick": Tick.PAUSE, "elapsed": self.elapsed})

    def go(self) -> None:
        """The clock goes on from where it stood."""
        if not self.state.clock.running:
            self.do(What.CLOCK, data={"tick": Tick.GO})

    def set_clock(self, seconds: int, label: str = "计时") -> None:
        """A fresh clock of so many seconds, standing."""
        self.do(What.CLOCK, value=seconds, reason=label, data={"tick": Tick.SET})

    # ---- what happens

    def begin(self) -> None:
        """Start; refused in words when something is short."""
        self.do(What.BEGIN)

    def enter(self, round_id: int, among: tuple[int, ...] = ()) -> None:
        """Enter a round; a 加试 is among the tied ones only."""
        self.do(What.ROUND, round=round_id, data={"among": list(among)} if among else {})

    def ask(self, drawn: int, entrant: int | None = None, player: int | None = None, value: int | None = None) -> None:
        """Put a question on the screen."""
        self.do(What.ASK, round=self.state.round, drawn=drawn, entrant=entrant, player=player, value=value)

    def open(self, pressed_at: int | None = None) -> None:
        """开始: buzzers count, or the time of the one whose turn it is runs."""
        self.do(What.OPEN, data={} if pressed_at is None else {"ms": pressed_at})

    def buzz(self, entrant: int, presses: tuple[tuple[int, int], ...] = (), ruled: str = "") -> None:
        """Somebody has it. `presses` are all (entrant, ms) of this question, `ruled` the referee who chose between close ones."""
        self.do(What.BUZZ, entrant=entrant, judge=ruled, data={"presses": [list(each) for each in presses]})

    def foul(self, entrant: int, reason: str, early: bool = False) -> None:
        """A foul; what it costs is the ladder's to say."""
        self.do(
            What.FOUL, round=self.state.round, entrant=entrant, reason=reason, data={"early": early} if early else {}
        )

    def judge(self, result: Result, partly: int | None = None, entrant: int | None = None) -> None:
        """对, 错, 超时, 弃权 or 部分 of whoever answers."""
        who = entrant if entrant is not None else self.state.asked.entrant if self.state.asked else None
        self.do(What.JUDGE, entrant=who, result=str(result), value=partly, data={"elapsed": self.elapsed})

    def reveal(self) -> None:
        """Show the answer to the hall."""
        self.do(What.REVEAL)

    def void(self, ask_event: int, reason: str) -> None:
        """Throw a question out: its points are taken back; a spare replaces it."""
        self.do(What.VOID, ref=ask_event, reason=reason)

    def adjust(self, entrant: int, delta: int, reason: str, judge: str) -> None:
        """仲裁: points with a reason and a name."""
        self.do(What.ADJUST, entrant=entrant, value=delta, reason=reason, judge=judge)

    def rejudge(self, judged_event: int, result: Result, partly: int | None = None, judge: str = "") -> None:
        """Another result for a question judged before; everything after it follows."""
        self.do(What.REJUDGE, ref=judged_event, result=str(result), value=partly, judge=judge)

    def show(self, screen: Screen) -> None:
        """Change the hall's picture."""
        self.do(What.SCREEN, data={"screen": str(screen)})

    def end(self) -> None:
        """The end; the ranking is shown."""
        self.do(What.END, data={"elapsed": self.elapsed})

    def take_back(self) -> str:
        """Take back the last step; what it was, in words."""
        event = last_undoable(self.events)
        if event is None:
            raise Refused("没有可以撤回的步骤。")
        self.do(What.UNDO, ref=event.id)
        return str(event.what)

    def do(self, what: What, **told: Any) -> Event:
        """Write one event. `Refused` when the rules don't allow it."""
        event = Event(0, what, **told)
        refusal = rules.why_not(self.plan, self.state, event, self.events)
        if refusal:
            raise Refused(refusal)
        passed = self.elapsed
        written = self._write(event)
        if self.state.clock.running and what in (What.UNDO, What.VOID, What.REJUDGE):
            # What is taken back may have stopped the clock; the time between is nobody's.
            self._write(Event(0, What.CLOCK, data={"tick": Tick.PAUSE, "elapsed": min(passed, self.state.clock.limit)}))
        return written

    def _write(self, event: Event) -> Event:
        at = datetime.now().isoformat(timespec="milliseconds")
        row = {
            "stage_id": self.stage, "heat": self.heat, "what": str(event.what), "round_id": event.round,
            "entrant_id": event.entrant, "player": event.player, "drawn_id": event.drawn, "value": event.value,
            "result": event.result or None, "ref_id": event.ref, "reason": event.reason or None,
            "judge": event.judge or None, "data": _packed(event.data), "at": at,
        }  # fmt: skip
        with self.office.change(f"竞赛现场：{event.what}", "live"):
            sql = f"INSERT INTO quiz_event ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
            number = self.office.database.execute_sql(sql, tuple(row.values())).lastrowid
        written = replace(event, id=number, data=_plain(event.data), at=at)
        before = self.state.clock
        self.events.append(written)
        self.state = replay(self.plan, self.events)
        self._follow_clock(before, fresh=event.what == What.BUZZ)
        return written

    def _follow_clock(self, before: Clock, fresh: bool) -> None:
        """Begin to count when the log set the clock going."""
        if not self.state.clock.running:
            self._since = None
        elif fresh or self._since is None or self.state.clock != before:
            self._since = self._now()

    # ---- what comes

    def next_question(self) -> int | None:
        """The draw that comes next in this round."""
        return rules.next_question(self.plan, self.state)

    def next_turn(self) -> tuple[int | None, int | None]:
        """Whose turn comes."""
        return rules.next_turn(self.plan, self.state)

    def next_value(self, entrant: int | None) -> int:
        """What the next question is worth: in a 步步高 by its step, else the round's first value."""
        each = self.plan.by_round[self.state.round or 0]
        if each.kind == RoundKind.CHAIN and entrant is not None:
            return rules.chain_value(self.state, each, entrant)
        return each.values[0]

    @property
    def waits_for_presses(self) -> bool:
        """Whether a press now means something: an early one is a foul, a later one wins."""
        each = self.plan.by_round.get(self.state.round or 0)
        return bool(each and each.has_buzzers and self.state.phase in (Phase.SHOWN, Phase.OPEN))


def _plain(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return json.loads(json.dumps(dict(data))) if data else {}


def _packed(data: Mapping[str, Any]) -> str | None:
    return json.dumps(dict(data), ensure_ascii=False) if data else None
