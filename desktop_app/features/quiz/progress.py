"""How far a contest is: its state follows what happens in it (questions drawn, marks entered, the live log), never typed.

Written just before every commit that touches draws, marks, log or places, undo too, so that table, home page and summary agree. What
the program sees nothing of (a contest held on paper) is ended by a step, see contests.py.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from peewee import Database

from desktop_app.features.quiz.live.events import Event, What, undone
from desktop_app.features.quiz.words import ContestState, Form, StageName

HELD = (
    "(c.state = '已结束' OR EXISTS (SELECT 1 FROM quiz_mark k WHERE k.stage_id = s.id AND k.score IS NOT NULL)"
    " OR EXISTS (SELECT 1 FROM quiz_event v WHERE v.stage_id = s.id))"
)
"""SQL: whether stage `s` of contest `c` took place: a paper was marked or the live log began. Lined up alone is not held."""
_ORDER = [str(name) for name in StageName]


def following(table: str) -> Callable[[Database, Sequence[int]], None]:
    """The hook for a table whose rows belong to a stage: the state of every contest touched, made anew."""

    def follow(database: Database, ids: Sequence[int]) -> None:
        touched = database.execute_sql(
            f"SELECT DISTINCT s.contest_id FROM {table} t JOIN quiz_stage s ON s.id = t.stage_id"
            " WHERE t.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        ).fetchall()
        for (contest,) in touched:
            if _stays_ended(database, contest):
                continue
            database.execute_sql(
                "UPDATE quiz_contest SET state = ?1 WHERE id = ?2 AND state <> ?1",
                (str(state_of(database, contest)), contest),
            )

    return follow


def state_of(database: Database, contest: int) -> ContestState:
    """What the records of a contest come to: the furthest stage that was held; ended once its 决赛 is over."""
    stages = sorted(
        _all(database, "SELECT stage, id, form FROM quiz_stage WHERE contest_id = ?", contest),
        key=lambda row: (_ORDER.index(row[0]), row[1]),
    )
    held = [row for row in stages if _begun(database, row[1])]
    if not held:
        drawn = _all(database, "SELECT 1 FROM quiz_drawn WHERE contest_id = ? LIMIT 1", contest)
        return ContestState.DRAWN if drawn else ContestState.PREPARING
    name, stage, form = held[-1]
    if name == StageName.FINAL and held[-1] == stages[-1] and is_over(database, stage, form):
        return ContestState.FINISHED
    return ContestState(name)


def _stays_ended(database: Database, contest: int) -> bool:
    """Putting a mark right and ranking again does not open an ended contest; a further stage does."""
    ended = "SELECT 1 FROM quiz_contest WHERE id = ? AND state = '已结束'"
    if not _all(database, ended, contest):
        return False
    stages = _all(
        database,
        "SELECT id, form, EXISTS (SELECT 1 FROM quiz_drawn d WHERE d.stage_id = s.id) FROM quiz_stage s WHERE contest_id = ?",
        contest,
    )
    started = [(stage, form) for stage, form, drawn in stages if drawn or _begun(database, stage)]
    return bool(started) and all(is_over(database, stage, form) for stage, form in started)


def _begun(database: Database, stage: int) -> bool:
    marked = "SELECT 1 FROM quiz_mark WHERE stage_id = ? AND score IS NOT NULL LIMIT 1"
    return bool(
        _all(database, marked, stage) or _all(database, "SELECT 1 FROM quiz_event WHERE stage_id = ? LIMIT 1", stage)
    )


def is_over(database: Database, stage: int, form: str) -> bool:
    """A live stage is over when every heat was ended, a written one when it is ranked."""
    if form == Form.LIVE:
        return not open_heats(database, stage)
    ranked = "SELECT 1 FROM quiz_result WHERE stage_id = ? AND rank IS NOT NULL LIMIT 1"
    return bool(_all(database, ranked, stage))


def open_heats(database: Database, stage: int) -> list[tuple[int, bool]]:
    """The heats of a live stage that somebody is lined up in and that are not over: (heat, whether it has begun)."""
    heats = _all(database, "SELECT DISTINCT heat FROM quiz_result WHERE stage_id = ? ORDER BY heat", stage)
    logs = {
        heat: _all(database, "SELECT id, what, ref_id FROM quiz_event WHERE stage_id = ? AND heat = ? ORDER BY id", stage, heat)
        for (heat,) in heats
    }  # fmt: skip
    return [(heat, bool(log)) for heat, log in logs.items() if not _ended(log)]


def _ended(log: Sequence[tuple[Any, ...]]) -> bool:
    events = [Event(at, What(what), ref=ref) for at, what, ref in log]
    gone = undone(events)
    return any(event.what == What.END and event.id not in gone for event in events)


def _all(database: Database, sql: str, *told: Any) -> list[tuple[Any, ...]]:
    return database.execute_sql(sql, told).fetchall()
