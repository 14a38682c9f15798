"""Who belonged where on any day, and the comparison of any span: the roster of a past day with the branch of then (R29, R13).

Reads only. What the columns of a roster or the lines of a report are is the roster's own business (features/roster).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from peewee import Database

from desktop_app.people.balance import Balance, Moves, Regrouping, balances
from desktop_app.people.chart import ChartHistory
from desktop_app.people.events import among
from desktop_app.people.versions import load_history
from desktop_app.support.spans import Span

_ON_THE_DAY = "org_id IS NOT NULL AND from_on <= ?1 AND until > ?1"


class RegroupedMember(NamedTuple):
    """Somebody whose branch came to stand elsewhere in the tree."""

    day: str
    member_id: int
    branch: int
    left: frozenset[int]
    gained: frozenset[int]


def members_on(database: Database, day: date | str, branches: Iterable[int] | None = None) -> list[tuple[int, int]]:
    """(member, branch) of everybody on the roster at the end of a day, in these branches or in all."""
    sql, parameters = f"SELECT member_id, org_id FROM stay WHERE {_ON_THE_DAY}", [str(day)]
    if branches is not None:
        chosen, listed = among(branches)
        sql, parameters = f"{sql} AND org_id IN {chosen}", [str(day), *listed]
    return database.execute_sql(sql, parameters).fetchall()


def heads_on(database: Database, day: date | str) -> dict[int, int]:
    """How many belonged to each branch at the end of a day."""
    sql = f"SELECT org_id, count(*) FROM stay WHERE {_ON_THE_DAY} GROUP BY org_id"
    return dict(database.execute_sql(sql, (str(day),)).fetchall())


def moves_in(database: Database, span: Span) -> list[Moves]:
    """The events of a span, counted by all that matters to a balance."""
    rows = database.execute_sql(
        "SELECT on_day, kind, whole_unit, from_org_id, to_org_id, count(*) FROM membership_event"
        " WHERE on_day BETWEEN ? AND ? GROUP BY 1, 2, 3, 4, 5",
        (str(span.start), str(span.end)),
    )
    return [Moves(day, kind, bool(whole), left, come, count) for day, kind, whole, left, come, count in rows]


def regroupings_in(database: Database, history: ChartHistory, span: Span) -> Iterator[Regrouping]:
    """The members that came under another superior with their branch, counted by branch."""
    heads: dict[str, dict[int, int]] = {}
    for day, org, left, gained in history.regroupings(str(span.start), str(span.end)):
        if day not in heads:
            heads[day] = heads_on(database, _eve(day))
        if count := heads[day].get(org):
            yield Regrouping(left, gained, count)


def regrouped_members(database: Database, history: ChartHistory, span: Span) -> list[RegroupedMember]:
    """The same, one by one."""
    found = []
    for day, org, left, gained in history.regroupings(str(span.start), str(span.end)):
        there = members_on(database, _eve(day), [org])
        found += [RegroupedMember(day, member, org, left, gained) for member, _ in there]
    return found


def balance_of(database: Database, span: Span, history: ChartHistory | None = None) -> dict[int, Balance]:
    """Every organisation's comparison over a span (see balance.py)."""
    history = history or load_history(database)
    return balances(
        history,
        span,
        opening=heads_on(database, span.eve()),
        closing=heads_on(database, span.end),
        moves=moves_in(database, span),
        regroupings=regroupings_in(database, history, span),
    )


def rolled_up(history: ChartHistory, day: date | str, heads: dict[int, int]) -> Counter[int]:
    """Heads of every organisation, all below it counted, from heads by branch."""
    chart, found = history.on(day), Counter[int]()
    for branch, count in heads.items():
        for org in chart.chain(branch):
            found[org] += count
    return found


def _eve(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
