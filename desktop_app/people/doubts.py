"""What in a member's record is storable but doubtful, in sentences: it is listed as 待核实 and never blocked (R7).

Pure rules over one record. A doubt is raised only where it holds whatever the unknown parts of a date are. What depends on today or
on other records (a date to come, one number held by two) is asked in SQL by the view: people/verify.py.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from desktop_app.people.words import Category
from desktop_app.support import dates, id_number

NO_PROBATION = ("1969-04-01", "1977-08-11")
"""Who joined in these years became a full member at once (domain.md §2.1 [V17])."""
ONE_YEAR_SINCE = ("1956-09-15", "1977-08-12")
"""From these days on the probation was one year, but for the years between in NO_PROBATION."""
FOUNDING = "1921-07-01"
GROWN_UP = 18
LONGEST_PROBATION = 2
OLDEST = 115
PRIVATE_USE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFD))


class Record(NamedTuple):
    """The columns of a member that the rules look at, as stored."""

    name: str
    sex: str | None
    id_no: str | None
    birth_date: str | None
    category: str
    joined_on: str | None
    full_on: str | None
    work_started_on: str | None
    left_on: str | None


class Doubt(NamedTuple):
    """A stable code (unique within a record) and the sentence the clerk reads."""

    code: str
    sentence: str


def doubts(record: Record) -> list[Doubt]:
    """Everything doubtful about the record itself; [] for a clean one."""
    return [*_of_number(record), *_of_name(record), *_of_joining(record), *_of_probation(record), *_of_leaving(record)]


def _of_number(record: Record) -> Iterator[Doubt]:
    if record.id_no:
        seen = id_number.inspect(record.id_no, birth=record.birth_date, sex=record.sex)
        for doubt in seen.doubts:
            yield Doubt(f"id_{doubt.code}", doubt.chinese)


def _of_name(record: Record) -> Iterator[Doubt]:
    if any(first <= ord(character) <= last for character in record.name for first, last in PRIVATE_USE):
        yield Doubt("name_private", "姓名里有自造字，别的电脑显示不出来，请改用标准字")


def _of_joining(record: Record) -> Iterator[Doubt]:
    joined, birth = record.joined_on, record.birth_date
    if joined and dates.certainly_before(joined, FOUNDING):
        yield Doubt("joined_early", f"入党日期 {joined} 早于建党")
    if not birth:
        return
    if joined and dates.certainly_before(joined, _years_later(birth, GROWN_UP)):
        yield Doubt("joined_young", f"{birth} 出生，{joined} 入党时不满 {GROWN_UP} 岁")
    if record.work_started_on and dates.certainly_before(record.work_started_on, _years_later(birth, 12)):
        yield Doubt("worked_young", f"{birth} 出生，{record.work_started_on} 参加工作时不满 12 岁")
    if record.left_on is None and dates.certainly_before(birth, "1900"):
        yield Doubt("birth_early", f"出生日期 {birth} 太早")


def _of_probation(record: Record) -> Iterator[Doubt]:
    joined, full = record.joined_on, record.full_on
    if full and record.category == Category.PROBATIONARY:
        yield Doubt("full_of_probationary", f"是预备党员，却有转正日期 {full}")
    if not (joined and full):
        return
    if dates.certainly_before(full, joined):
        yield Doubt("full_before_joined", f"转正日期 {full} 早于入党日期 {joined}")
    elif _within(joined, *NO_PROBATION):
        if dates.certainly_before(joined, full):
            yield Doubt("full_era", f"{joined} 入党时没有预备期，转正日期应与入党日期相同，现为 {full}")
    elif _one_year(joined) and dates.certainly_before(full, _years_later(joined, 1)):
        yield Doubt("full_soon", f"{joined} 入党，预备期应满一年，{full} 转正早了")
    elif dates.certainly_before(_years_later(joined, LONGEST_PROBATION), full):
        yield Doubt("full_late", f"{joined} 入党，{full} 转正，预备期超过 {LONGEST_PROBATION} 年")


def _of_leaving(record: Record) -> Iterator[Doubt]:
    if record.left_on and record.joined_on and dates.certainly_before(record.left_on, record.joined_on):
        yield Doubt("left_before_joined", f"离开日期 {record.left_on} 早于入党日期 {record.joined_on}")


def _within(value: str, start: str, end: str) -> bool:
    """Whether the date certainly lies in the days from start to end."""
    return not dates.first_day(value) < dates.first_day(start) and not dates.last_day(value) > dates.first_day(end)


def _one_year(joined: str) -> bool:
    first, last = (dates.first_day(day) for day in ONE_YEAR_SINCE)
    before = dates.first_day(NO_PROBATION[0])
    known_from, known_to = dates.first_day(joined), dates.last_day(joined)
    return known_from >= last or (first <= known_from and known_to < before)


def _years_later(value: str, years: int) -> str:
    """The stored date some years on, to the same precision; 29 February comes round on the 28th, so that nothing is early by it."""
    later = f"{int(value[:4]) + years:04d}{value[4:]}"
    try:
        date.fromisoformat(later) if len(later) == 10 else None
    except ValueError:
        return later[:8] + "28"
    return later
