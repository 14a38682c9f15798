"""The roster of one day, counted once for every line and every organisation; and who the counted people are.

One scan gives all breakdowns (not one query a band); what was counted is remembered until the office changes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from desktop_app.features.roster.rules import PROBATIONARY_MARK, Breakdown, breakdowns
from desktop_app.ledger.remembered import Memory
from desktop_app.people import roll
from desktop_app.people.balance import Balance
from desktop_app.people.chart import ChartHistory
from desktop_app.people.versions import load_history
from desktop_app.people.words import Category
from desktop_app.storage.office import Office
from desktop_app.support.frozen import frozen
from desktop_app.support.spans import Span

_COUNTS, _LISTS = Memory(24), Memory(2)

# What was so on the day, as far as dates tell; what has no date is as it is now.
_PROBATIONARY = f"(m.category = '{Category.PROBATIONARY}' OR m.full_on > ?1)"
COLUMNS: Mapping[str, str] = {
    "sex": "m.sex",
    "ethnicity": "m.ethnicity",
    "birth_date": "m.birth_date",
    "edu_code": "m.edu_code",
    "job_code": "m.job_code",
    "joined_on": "m.joined_on",
    "standing": f"CASE WHEN {_PROBATIONARY} THEN '{PROBATIONARY_MARK}' ELSE m.full_on END",
    "category": f"CASE WHEN {_PROBATIONARY} THEN '{Category.PROBATIONARY}' ELSE m.category END",
    "is_mobile": "m.is_mobile AND ifnull(m.flow_on, '') <= ?1",
    "is_lost": "m.is_lost AND ifnull(m.lost_since, '') <= ?1",
    "frail": "m.frail",
    "hardship": "m.hardship",
    "quorum_exempt": "m.quorum_exempt AND ifnull(m.exempt_on, '') <= ?1",
    "taiwan": "m.native_place LIKE '台湾%'",
}
_ON_THE_DAY = (
    "FROM stay s JOIN member m ON m.id = s.member_id WHERE s.org_id IS NOT NULL AND s.from_on <= ?1 AND s.until > ?1"
)


class Person(NamedTuple):
    """Somebody on the roster of a day: the branch of that day and the asked column as it was."""

    id: int
    name: str
    branch: int
    value: Any


@frozen
class Census:
    """Everybody of a day, counted: `tallies[column]` by (branch, value), for a breakdown's column by (branch, band)."""

    day: date
    tallies: Mapping[str, Mapping[tuple[int, Any], int]]

    def count(self, column: str, branches: frozenset[int] | None, belongs: Callable[[Any], bool]) -> int:
        """How many in these branches (None: all) have a value, or band, that belongs."""
        tally = self.tallies[column].items()
        return sum(n for (org, value), n in tally if (branches is None or org in branches) and belongs(value))


def take_census(office: Office, day: date) -> Census:
    """Count the roster as it was at the end of the day."""
    names = list(COLUMNS)
    sql = f"SELECT s.org_id, {', '.join(COLUMNS.values())} {_ON_THE_DAY}"
    rows = office.database.execute_sql(sql, (day.isoformat(),)).fetchall()
    columns = list(zip(*rows, strict=True)) or [()] * (len(names) + 1)
    branches, values = columns[0], dict(zip(names, columns[1:], strict=True))
    counted = {**values, **{each.column: _banded(each, values, day) for each in breakdowns()}}
    tallies = {name: Counter(zip(branches, column, strict=True)) for name, column in counted.items()}
    return Census(day, tallies)


def _banded(breakdown: Breakdown, values: Mapping[str, tuple[Any, ...]], day: date) -> Iterable[str]:
    column = values[breakdown.column]
    band = {value: breakdown.band(value, day) for value in set(column)}
    return map(band.__getitem__, column)


def people(office: Office, day: date, column: str, branches: frozenset[int] | None) -> list[Person]:
    """Everybody on the roster of a day in these branches (None: all), in the official order: organisations, 党内职务, 姓氏笔画."""
    everybody = _LISTS.get(office, (day, column), lambda: _read_people(office, day, column))
    return everybody if branches is None else [person for person in everybody if person.branch in branches]


def _read_people(office: Office, day: date, column: str) -> list[Person]:
    sql = (
        f"SELECT m.id, m.name, s.org_id, {COLUMNS[column]} {_ON_THE_DAY}"
        " ORDER BY (SELECT place FROM org_place p WHERE p.org_id = s.org_id), m.party_post IS NULL, m.party_post,"
        " (SELECT strokes FROM search k WHERE k.table_name = 'member' AND k.row_id = m.id), m.id"
    )
    return [Person(*row) for row in office.database.execute_sql(sql, (day.isoformat(),))]


def census(office: Office, day: date) -> Census:
    """The census of a day, counted once per state of the office."""
    return _COUNTS.get(office, ("census", day), lambda: take_census(office, day))


def heads(office: Office, day: date) -> dict[int, int]:
    """How many belonged to each branch at the end of a day."""
    return _COUNTS.get(office, ("heads", day), lambda: roll.heads_on(office.database, day))


def balance(office: Office, span: Span) -> dict[int, Balance]:
    """Every organisation's comparison over a span, counted once per state of the office."""
    return _COUNTS.get(office, ("balance", span), lambda: roll.balance_of(office.database, span, history(office)))


def history(office: Office) -> ChartHistory:
    """The tree's versions, read once per state of the office."""
    return _COUNTS.get(office, "history", lambda: load_history(office.database))


def branches_under(office: Office, org: int | None, day: date) -> frozenset[int] | None:
    """The organisations that count under one on a day; None for the whole office."""
    return None if org is None else history(office).on(day).under(org)
