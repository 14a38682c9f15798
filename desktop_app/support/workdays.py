"""Working days in mainland China, by a kept table of the State Council's notices (chinesecalendar); no network.

Beyond the years the table covers, Saturdays and Sundays are days off and every other day works; `covered` says so.
"""

from datetime import date, timedelta
from typing import Final

# What the table covers; it is read when a day is asked for, not at every start of the program.
FIRST_YEAR: Final = 2004
LAST_YEAR: Final = 2026


def covered(day: date) -> bool:
    """Whether the notices for this day's year are in the table."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def is_workday(day: date) -> bool:
    """Whether people work on this day, moved holidays (调休) included."""
    if not covered(day):
        return day.weekday() < 5
    import chinese_calendar

    return chinese_calendar.is_workday(day)


def count(start: date, end: date) -> int:
    """Working days from `start` to `end`, both included."""
    return sum(is_workday(start + timedelta(days=at)) for at in range((end - start).days + 1))


def after(start: date, days: int) -> date:
    """The day on which so many working days are over, `start` being the first if it is one."""
    day = start
    while (days := days - is_workday(day)) > 0:
        day += timedelta(days=1)
    return day


def told_coverage() -> str:
    """What the table covers, for the help of a field."""
    return f"节假日按国务院通知计到 {LAST_YEAR} 年，以后只扣周六、周日"
