"""A contest played at random as fast as it goes, for tests that kill it: says each event's id and what the log comes to."""

import hashlib
import random
import sys
from pathlib import Path

from desktop_app import registry
from desktop_app.features.quiz.live.replay import Phase, State
from desktop_app.features.quiz.live.session import LiveSession
from desktop_app.features.quiz.ui.live.steps import next_step, proposed_turn
from desktop_app.features.quiz.words import Result
from desktop_app.support.errors import OfficeError


def digest(state: State) -> str:
    """All of a state in one word."""
    told = (
        state.begun, state.ended, state.round, state.phase, state.asked, sorted(state.totals.items()), sorted(state.fouls.items()),
        sorted(state.used), state.clock, state.screen, state.revealed, [line.delta for line in state.lines],
    )  # fmt: skip
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _one_step(session: LiveSession, rng: random.Random) -> None:
    state = session.state
    if state.phase in (Phase.OPEN, Phase.TAKEN):
        allowed = [each.id for each in session.plan.entrants if state.may_press(each.id)]
        if session.waits_for_presses and allowed:
            session.buzz(rng.choice(allowed))
        else:
            session.judge(rng.choice(list(Result)[:4]))
    elif rng.random() < 0.1 and state.begun:
        entrant = rng.choice(session.plan.entrants).id
        rng.choice(
            (lambda: session.adjust(entrant, 5, "仲裁", "李"), session.take_back, lambda: session.foul(entrant, "提示"))
        )()
    elif (step := next_step(session, proposed_turn(session))).do:
        step.do()


def main(folder: str, stage: str) -> None:
    """Play until killed."""
    with registry.open_office(Path(folder)) as office:
        session = LiveSession(office, int(stage))
        rng = random.Random(len(session.events))
        told = session.events[-1].id if session.events else 0
        while not session.state.ended:
            try:
                _one_step(session, rng)
            except OfficeError:
                session.adjust(session.plan.entrants[0].id, 1, "继续", "李")
            session.note_clock()
            # An undo may write two events; each is said with what the log came to after it.
            for event in [each for each in session.events if each.id > told]:
                upto = [each for each in session.events if each.id <= event.id]
                from desktop_app.features.quiz.live.replay import replay

                print(event.id, digest(replay(session.plan, upto)), flush=True)  # noqa: T201
            told = session.events[-1].id


if __name__ == "__main__":
    main(*sys.argv[1:])
