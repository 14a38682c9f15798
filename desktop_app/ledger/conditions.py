"""What the conditions of a filter mean in SQL, for every operator of every field kind."""

import re
from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from peewee import Node

from desktop_app.ledger.declaration import Condition, Ledger, fields_of
from desktop_app.people.fields import Org
from desktop_app.people.org import OrgUnder
from desktop_app.storage.fields import FullDate, LongText, Moment, PartialDate, Text
from desktop_app.storage.kind import Kind
from desktop_app.support import dates

# '-' sorts before '~': the end of all that begins with a year or a month.
_END = "~"
_TO = "介于"
_DATES = (PartialDate, FullDate, Moment)


def all_hold(ledger: Ledger, conditions: Sequence[Condition]) -> list[Node]:
    """The SQL of each condition that says something; one without a value asks for nothing yet."""
    return [_holds(ledger, c) for c in conditions if c.values or c.operator in ("为空", "不为空")]


def _holds(ledger: Ledger, condition: Condition) -> Any:
    """One condition; `visit.on` is of the record that the field points at (the day of an appeal's visit)."""
    name, _, of = condition.field.partition(".")
    field: Any = ledger.fields[name]
    if not of:
        return meaning(field, condition)
    other = field.rel_model
    return field.in_(other.select(other.id).where(meaning(fields_of(other)[of], condition)))


def meaning(field: Kind, condition: Condition) -> Any:
    """One condition on a field as SQL; ValueError for an operator the field's kind has not."""
    if condition.operator not in field.operators:
        raise ValueError(f"{field.label}不能用“{condition.operator}”筛选")
    if condition.operator == _TO:
        if len(condition.values) != 2:
            raise ValueError(f"{field.label}“介于”要两个值")
        low, high = condition.values
        return _not_before(field, low) & _not_after(field, high)
    return _MEANINGS[condition.operator](field, condition.values)


def under(field: Kind, orgs: Sequence[int]) -> Node:
    """That a field points at one of these organisations or at any below them in today's tree."""
    return field.in_(OrgUnder.select(OrgUnder.org_id).where(OrgUnder.ancestor_id.in_(list(orgs))))


def _is(field: Kind, values: Sequence[Any]) -> Any:
    if isinstance(field, _DATES):
        return reduce(or_, ((field >= value) & (field < f"{value}{_END}") for value in values))
    return field == values[0] if len(values) == 1 else field.in_(list(values))


def _is_not(field: Kind, values: Sequence[Any]) -> Any:
    """Empty is not any value either."""
    return ~_is(field, values) | field.is_null()


def _contains(field: Kind, values: Sequence[Any]) -> Any:
    return reduce(or_, (field.contains(str(value)) for value in values))


def _empty(field: Kind, _: Sequence[Any]) -> Any:
    return field.is_null() | (field == "") if isinstance(field, (Text, LongText)) else field.is_null()


def _not_empty(field: Kind, values: Sequence[Any]) -> Any:
    return ~_empty(field, values)


def _earlier(field: Kind, values: Sequence[Any]) -> Any:
    """Certainly earlier: of 1958 it is not known whether it lies before 1958-06."""
    return reduce(and_, (_end_of(field) < str(value) for value in values))


def _later(field: Kind, values: Sequence[Any]) -> Any:
    return reduce(and_, (field > f"{value}{_END}" for value in values))


def _not_before(field: Kind, low: Any) -> Any:
    if isinstance(field, _DATES):
        # From 1957-01 on is from 1957 on: of the same first day the shorter stands first.
        return field >= re.sub("(-01)+$", "", str(low))
    return field >= low


def _not_after(field: Kind, high: Any) -> Any:
    return _end_of(field) <= f"{_longest(str(high))}{_END}" if isinstance(field, _DATES) else field <= high


def _longest(value: str) -> str:
    """The widest that ends on the same day: 1957-12-31 is the end of 1957."""
    for shorter in (value[:4], value[:7]):
        if shorter != value and dates.last_day(shorter) == dates.last_day(value):
            return shorter
    return value


def _end_of(field: Kind) -> Any:
    return field.concat(_END)


def _more(field: Kind, values: Sequence[Any]) -> Any:
    return reduce(and_, (field > value for value in values))


def _less(field: Kind, values: Sequence[Any]) -> Any:
    return reduce(and_, (field < value for value in values))


def _belongs(field: Kind, values: Sequence[Any]) -> Any:
    return under(field, values) if isinstance(field, Org) else _is(field, values)


_MEANINGS: dict[str, Callable[[Kind, Sequence[Any]], Node]] = {
    "是": _is,
    "不是": _is_not,
    "包含": _contains,
    "为空": _empty,
    "不为空": _not_empty,
    "早于": _earlier,
    "晚于": _later,
    "大于": _more,
    "小于": _less,
    "属于": _belongs,
}
