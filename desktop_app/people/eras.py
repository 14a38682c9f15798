"""What the rules of their day make of a membership: probation, 党龄, age and joining bands, 政治生日, 光荣在党50年 (domain.md §2.1, §2.6).

Pure functions on stored partial dates; unknown parts count as the first of what is known (support/dates.py).
"""

import calendar
from datetime import date
from functools import lru_cache

from desktop_app.people import rules_table
from desktop_app.people.rules_table import Band
from desktop_app.support import dates


@lru_cache(maxsize=1 << 15)
def probation(joined_on: str) -> tuple[int, int]:
    """Shortest and longest probation in months for who joined then; (0, 24) where the date leaves the era open."""
    eras = {_probation_on(day) for day in (dates.first_day(joined_on), dates.last_day(joined_on))}
    return min(shortest for shortest, _ in eras), max(longest for _, longest in eras)


def _probation_on(day: date) -> tuple[int, int]:
    shortest, longest = rules_table.rule("probation_shortest", day), rules_table.rule("probation_longest", day)
    return (shortest.value, longest.value) if shortest and longest else (0, 24)


def due_on(joined_on: str) -> date | None:
    """The day a probation that began then is up (预备期满); None where the day is not known or its length hung on class."""
    if len(joined_on) < 10:
        return None
    joined = dates.first_day(joined_on)
    usual = rules_table.rule("probation_usual", joined)
    return _months_later(joined, usual.value) if usual else None


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@lru_cache(maxsize=65_536)  # most of a roster share a few hundred pairs of dates
def probation_doubt(joined_on: str, full_on: str) -> str | None:
    """Why a pair of dates is doubtful, in Chinese; None when they may be right. Only what is certain is doubted."""
    if dates.certainly_before(full_on, joined_on):
        return "转正日期早于入党日期"
    shortest, longest = probation(joined_on)
    if dates.last_day(full_on) < _months_later(dates.first_day(joined_on), shortest):
        return f"预备期不足 {shortest} 个月，当时的规定是 {shortest} 个月"
    if dates.first_day(full_on) > _months_later(dates.last_day(joined_on), longest):
        return "当时没有预备期，转正日期应与入党日期相同" if longest == 0 else f"预备期超过 {longest} 个月"
    return None


def standing_years(full_on: str, day: date) -> int:
    """党龄 in whole years: from the day of full membership (党章), not of joining."""
    return max(0, dates.years_between(full_on, day))


def standing_band(full_on: str, day: date) -> Band | None:
    """The band of 党龄."""
    return rules_table.band_of("standing", day, standing_years(full_on, day))


def age_band(birth: str, day: date, *, own: bool = False) -> Band | None:
    """The band of age on a day: the official ones, or the office's own that go on to 90; None before birth."""
    age = dates.age_on(birth, day)
    return None if age is None else rules_table.band_of("age_own" if own else "age", day, age)


def joined_band(joined_on: str, day: date) -> Band | None:
    """The band of 入党时间 as the statistics of a day have it."""
    return rules_table.band_of("joined", day, dates.first_day(joined_on).isoformat())


def is_golden(full_on: str, year: int) -> bool:
    """Whether 光荣在党50年 is reached by the day that counts in a year (1 July); the medal is given since 2021, the list may be
    drawn for any year."""
    return standing_years(full_on, golden_day(year)) >= _golden(year).value


def is_newly_golden(full_on: str, year: int) -> bool:
    """Whether it is reached in this year and was not in the year before."""
    return is_golden(full_on, year) and not is_golden(full_on, year - 1)


def golden_day(year: int) -> date:
    """The day by which 50 years are counted in a year."""
    month, day = divmod(rules_table.value("golden_day", max(date(year, 1, 1), date(2021, 1, 1))), 100)
    return date(year, month, day)


def _golden(year: int) -> rules_table.Rule:
    found = rules_table.rule("golden_years", max(date(year, 1, 1), date(2021, 1, 1)))
    assert found is not None
    return found


def political_birthday(joined_on: str, year: int) -> date | None:
    """政治生日 in a year: the anniversary of joining; None where the day is not known or the year is not after it.
    29 February is kept on the 28th in common years, so that the month's list has it."""
    if len(joined_on) < 10:
        return None
    joined = dates.first_day(joined_on)
    if year <= joined.year:
        return None
    return date(year, joined.month, min(joined.day, calendar.monthrange(year, joined.month)[1]))


def has_political_birthday(joined_on: str, year: int, month: int) -> bool:
    """Whether the month's list names them; a date known to the month is enough."""
    return len(joined_on) >= 7 and int(joined_on[5:7]) == month and int(joined_on[:4]) < year
