"""What a ledger tells others about its records: what is due, what contradicts, what concerns a person, what proves a claim.

Only the words of these answers; who asks (home page, self-check, record pane, inspection pack) does not know who answers.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Literal

from desktop_app.support.frozen import frozen

Urgency = Literal["overdue", "today", "waiting", "soon", "missing"]
"""`waiting` is what waits for the clerk without a day to be done by: something to verify, to call back, to put right."""


class InOrder(tuple[int, ...]):
    """Ids to be listed as they stand, by the day they are due, and not as their ledger orders its rows."""


@frozen
class Due:
    """One line of the working list: `title` in words without its count (三会一课缺开的支部), `unit` what is counted.

    `which` are the ids, or the conditions, that opening the line shows in the ledger of key `ledger`. `on` is the earliest day concerned.
    """

    urgency: Urgency
    title: str
    count: int
    unit: str
    ledger: str
    which: Sequence[Any]
    on: date | None = None


def dues_by_day(
    title: str, unit: str, ledger: str, rows: Iterable[tuple[int, str | date | None]], today: date
) -> list[Due]:
    """Rows (id, day they are due) as lines of the working list: what is over, what is due today, what comes, what has no day."""
    told: dict[Urgency, list[tuple[date, int]]] = {}
    for row, on in rows:
        day = date.fromisoformat(on) if isinstance(on, str) and on else on or None
        urgency: Urgency = "missing"
        if isinstance(day, date):
            urgency = "overdue" if day < today else "today" if day == today else "soon"
        told.setdefault(urgency, []).append((day if isinstance(day, date) else date.max, row))
    found = []
    for urgency, dated in told.items():
        first, ids = min(dated)[0], [row for _, row in sorted(dated)]
        found.append(Due(urgency, title, len(ids), unit, ledger, ids, None if urgency == "missing" else first))
    return found


@frozen
class Contradiction:
    """Records that can't all be right. `key` is stable while they say the same, so that 'this is right' can be remembered by it.

    `places` are the records to look at, as (ledger key, id).
    """

    rule: str
    key: str
    sentence: str
    places: tuple[tuple[str, int], ...]


@frozen
class AboutLine:
    """One record that concerns another: what to read (2016-05-26 专题党课), a note at its right (2 学时), and where it opens.

    `outside` is what is read instead where it leaves the office: on a paper that says what all ledgers know.
    """

    text: str
    note: str
    ledger: str
    id: int
    outside: str = ""


@frozen
class About:
    """A titled section in the pane of a record of another ledger: a one-line `summary` (本年 28 学时，差 4) and its newest lines."""

    title: str
    summary: str
    lines: Sequence[AboutLine]


@frozen
class Evidence:
    """What a ledger puts into a folder of the inspection pack (`folder`: its number in domain.md §9, '04').

    `write(office, directory, span, masked, progress) -> list of paths written`; `missing(office, span) -> sentences` names what should be
    there and is not. `masked` is the outer edition: no whole ID number, phone or address in any file.
    """

    folder: str
    title: str
    write: Callable[..., Sequence[Any]]
    missing: Callable[..., Sequence[str]]
