"""Reading membership events, many people at once. What may follow what is rules.py's; writing them is membership.py's."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from peewee import Database

from desktop_app.people.rules import Event

_TOLD = "kind, on_day, from_org_id, to_org_id, how"
_COLUMNS = f"id, member_id, {_TOLD}"


def among(ids: Iterable[int]) -> tuple[str, tuple[str]]:
    """SQL and parameter for `column IN …` over any number of ids: `WHERE id IN (SELECT …)`."""
    return "(SELECT value FROM json_each(?))", (json.dumps(list(ids)),)


def events_of(database: Database, members: Iterable[int]) -> dict[int, list[Event]]:
    """Each person's events in order, by member; people without any are left out."""
    chosen, parameters = among(members)
    rows = database.execute_sql(
        f"SELECT {_COLUMNS} FROM membership_event WHERE member_id IN {chosen} ORDER BY member_id, on_day, id",
        parameters,
    )
    found: dict[int, list[Event]] = defaultdict(list)
    for row in rows:
        found[row[1]].append(Event(*row))
    return found


Story = tuple[tuple[Any, ...], ...]
"""One person's events in order, without their ids and the person's: two who came alike have the same."""


def stories_of(database: Database, members: Iterable[int]) -> dict[int, Story]:
    """Each person's events as `events_of` gives them, but as a story."""
    chosen, parameters = among(members)
    rows = database.execute_sql(
        f"SELECT member_id, {_TOLD} FROM membership_event WHERE member_id IN {chosen} ORDER BY member_id, on_day, id",
        parameters,
    ).fetchall()
    found: dict[int, Story] = {}
    for row in rows:
        before = found.get(row[0])
        found[row[0]] = (*before, row[1:]) if before else (row[1:],)
    return found


def event(database: Database, event_id: int) -> Event | None:
    """One event, or None."""
    row = database.execute_sql(f"SELECT {_COLUMNS} FROM membership_event WHERE id = ?", (event_id,)).fetchone()
    return Event(*row) if row else None
