"""Two years of comings and goings: how many of each kind in which month, drawn from the seed and scaled to the office's size."""

from dataclasses import dataclass
from datetime import date
from random import Random

from desktop_app.people.words import EventKind, ExpelledHow
from desktop_app.support.spans import Span, parse_span

# Happenings a month in an office of 6,703 that is mostly retired.
_MONTHLY = {
    EventKind.DIED: 13.0,
    EventKind.TRANSFERRED_OUT: 5.0,
    EventKind.TRANSFERRED_IN: 6.5,
    EventKind.MOVED: 8.0,
    EventKind.EXPELLED: 0.25,
    EventKind.SUSPENDED: 0.2,
}
_FULL_SIZE = 6703
_ADMITTED_IN = {6: 11, 12: 9}
_RESTORED_IN = "2016-05"
_UNIT_CAME, _UNIT_WENT = ("2015-09", 38), ("2016-03", 21)


@dataclass(frozen=True)
class MonthOfLife:
    """How often each kind happens in a month; `unit_in`, `unit_out`: how many came or went as a whole unit (整建制)."""

    span: Span
    counts: dict[EventKind, int]
    unit_in: int = 0
    unit_out: int = 0

    @property
    def growth(self) -> int:
        """How many more the office has at the month's end than at its start."""
        kinds = self.counts
        came = kinds[EventKind.TRANSFERRED_IN] + kinds[EventKind.ADMITTED] + kinds[EventKind.RESTORED] + self.unit_in
        went = sum(
            kinds[k] for k in (EventKind.DIED, EventKind.TRANSFERRED_OUT, EventKind.EXPELLED, EventKind.SUSPENDED)
        )
        return came - went - self.unit_out


def two_years(random: Random, members: int, end: date) -> list[MonthOfLife]:
    """The 24 months up to `end`, for an office that has `members` at their end."""
    scale = members / _FULL_SIZE
    first = end.year * 12 + end.month - 24
    months = [parse_span(f"{at // 12}-{at % 12 + 1:02d}") for at in range(first, first + 24)]
    return [_month(random, span, scale) for span in months]


def _month(random: Random, span: Span, scale: float) -> MonthOfLife:
    name = span.start.strftime("%Y-%m")
    counts = {kind: _around(random, mean * scale) for kind, mean in _MONTHLY.items()}
    counts[EventKind.ADMITTED] = round(_ADMITTED_IN.get(span.start.month, 0) * scale)
    counts[EventKind.RESTORED] = int(name == _RESTORED_IN and scale >= 0.5)
    came = round(_UNIT_CAME[1] * scale) if name == _UNIT_CAME[0] else 0
    went = round(_UNIT_WENT[1] * scale) if name == _UNIT_WENT[0] else 0
    return MonthOfLife(span, counts, came, went)


def _around(random: Random, mean: float) -> int:
    """A count that is `mean` on the average: a Poisson draw, by the normal curve where it is large."""
    if mean > 30:
        return max(0, round(random.gauss(mean, mean**0.5)))
    left, count = random.expovariate(1), 0
    while left < mean:
        left += random.expovariate(1)
        count += 1
    return count


def expelled_how(random: Random) -> ExpelledHow:
    """In what way somebody was put out."""
    return random.choices((ExpelledHow.EXPELLED, ExpelledHow.LEFT_BY_SELF, ExpelledHow.REMOVED), (5, 2, 1))[0]


def day_in(random: Random, span: Span) -> date:
    """Some day of the month."""
    return date(span.start.year, span.start.month, random.randint(1, span.end.day))
