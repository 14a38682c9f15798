"""Partial dates in filters mean what the calendar says, whatever is known of them."""

import sqlite3
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from peewee import Select, SqliteDatabase

from desktop_app.ledger.conditions import meaning
from desktop_app.ledger.declaration import Condition
from desktop_app.support.dates import first_day, last_day
from tests.ledger.sample_ledger import THINGS
from tests.ledger.sample_ledger.model import Thing

DAYS = st.dates(min_value=date(1955, 1, 1), max_value=date(1957, 12, 31))
PARTIAL = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from((4, 7, 10)))


def holds(stored: str, operator: str, *values: str) -> bool:
    condition = meaning(THINGS.fields["bought_on"], Condition("bought_on", operator, values))
    sql, parameters = SqliteDatabase(None).get_sql_context().sql(Select([Thing], [Thing.id]).where(condition)).query()
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, bought_on TEXT)")
        database.execute("INSERT INTO thing (bought_on) VALUES (?)", (stored,))
        found = database.execute(sql, parameters).fetchall()
    database.close()
    return bool(found)


@given(PARTIAL, PARTIAL)
def test_earlier_and_later_are_certain(stored, value):
    assert holds(stored, "早于", value) == (last_day(stored) < first_day(value))
    assert holds(stored, "晚于", value) == (first_day(stored) > last_day(value))


@given(PARTIAL, PARTIAL)
def test_being_a_year_or_a_month_is_lying_in_it(stored, value):
    within = first_day(value) <= first_day(stored) and last_day(stored) <= last_day(value)
    assert holds(stored, "是", value) == within


@given(PARTIAL, PARTIAL, PARTIAL)
def test_between_takes_in_both_ends_whole(stored, low, high):
    assert holds(stored, "介于", low, high) == (
        first_day(low) <= first_day(stored) and last_day(stored) <= last_day(high)
    )
