"""When a board is due to be renewed (换届) and what can't be true of one. Pure; thresholds from data/rules."""

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop_app.people import rules_table

SECRETARIES = frozenset(("01", "11", "21"))
"""党委书记, 党总支书记, 党支部书记: one of them on a live board."""
_REMINDERS = ("term_reminder_third", "term_reminder_second", "term_reminder_first")


def later(day: date, months: int) -> date:
    """The same day so many months on (before, when negative); the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_on(elected_on: str, term_years: int) -> str:
    """应换届日期: the election and its term of years."""
    return later(date.fromisoformat(elected_on), term_years * 12).isoformat()


def reminder(due: str, today: date) -> int | None:
    """1, 3 or 6: within how many months the board is due; 0 when that day is past; None when it is further off."""
    day = date.fromisoformat(due)
    if day < today:
        return 0
    for name in _REMINDERS:
        months = rules_table.value(name, today)
        if day <= later(today, months):
            return months
    return None


def board_faults(values: Mapping[str, Any]) -> dict[str, str]:
    """What can't be stored of a board, a sentence by field."""
    elected, actual, years = values.get("elected_on"), values.get("actual_on"), values.get("term_years")
    found = {}
    if years is not None and years not in (2, 3, 4, 5):
        found["term_years"] = "任期年限只能是 2、3、4 或 5 年"
    if elected and actual and actual < elected:
        found["actual_on"] = "实际换届日期不能早于选举日期"
    elif elected and years and actual and actual > due_on(elected, years) and not values.get("extension_doc"):
        found["extension_doc"] = "换届晚于应换届日期，要填延期批准文号"
    return found


def overrun(values: Mapping[str, Any], today: date) -> bool:
    """Whether the renewal is, or was, later than a year past its day: more than any approval covers."""
    elected, years = values.get("elected_on"), values.get("term_years")
    if not elected or not years:
        return False
    due = date.fromisoformat(due_on(elected, years))
    done = date.fromisoformat(values["actual_on"]) if values.get("actual_on") else today
    allowed = rules_table.rule("term_shift_most", due)
    return done > later(due, allowed.value if allowed else 12)
