"""What in a member's record is storable but doubtful, in sentences: it is listed as 待核实 and never blocked (R7).

Pure rules over one record. A doubt is raised only where it holds whatever the unknown parts of a date are. What depends on today or
on other records (a date to come, one number held by two) is asked in SQL by the view: people/verify.py.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from desktop_app.people import eras, rules_table
from desktop_app.people.words import Category
from desktop_app.support import dates, id_number

FOUNDING = "1921-07-01"
_CHILD = 14
"""Below this nobody was taken at any time; the constitutions before the one of 1945 are not in the rules table."""
_LOCAL_NUMBER = re.compile(r"(\d{7,8})(-\d{1,6})?")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


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
    mobile: str | None = None


class Doubt(NamedTuple):
    """A stable code (unique within a record) and the sentence the clerk reads."""

    code: str
    sentence: str


def doubts(record: Record) -> list[Doubt]:
    """Everything doubtful about the record itself; [] for a clean one."""
    return list(_doubts(record))


@lru_cache(maxsize=8192)  # an import asks once for its preview and again before commit
def _doubts(record: Record) -> tuple[Doubt, ...]:
    rules = (_of_number, _of_name, _of_mobile, _of_joining, _of_probation, _of_leaving)
    return tuple(doubt for rule in rules for doubt in rule(record))


def _of_number(record: Record) -> Iterator[Doubt]:
    if record.id_no and not id_number.is_sound(record.id_no, record.birth_date, record.sex):
        seen = id_number.inspect(record.id_no, birth=record.birth_date, sex=record.sex)
        for doubt in seen.doubts:
            yield Doubt(f"id_{doubt.code}", doubt.chinese)


def _of_name(record: Record) -> Iterator[Doubt]:
    if _PRIVATE_USE.search(record.name):
        yield Doubt("name_private", "姓名里有自造字，别的电脑显示不出来，请改用标准字")


def _of_mobile(record: Record) -> Iterator[Doubt]:
    if record.mobile and (local := _LOCAL_NUMBER.fullmatch(record.mobile)):
        digits = len(local[1])
        yield Doubt("mobile_short", f"手机只有 {digits} 位：是座机的请移到“固定电话”，是手机的少了几位，请核对")


def _of_joining(record: Record) -> Iterator[Doubt]:
    joined, birth = record.joined_on, record.birth_date
    if joined and dates.certainly_before(joined, FOUNDING):
        yield Doubt("joined_early", f"入党日期 {joined} 早于建党")
    if not birth:
        return
    least = _joining_age(joined) if joined else 0
    if joined and _younger(birth, joined, least):
        yield Doubt("joined_young", f"{birth} 出生，{joined} 入党时不满 {least} 岁")
    if record.work_started_on and _younger(birth, record.work_started_on, 12):
        yield Doubt("worked_young", f"{birth} 出生，{record.work_started_on} 参加工作时不满 12 岁")
    if record.left_on is None and dates.certainly_before(birth, "1900"):
        yield Doubt("birth_early", f"出生日期 {birth} 太早")


@lru_cache(maxsize=8192)
def _joining_age(joined: str) -> int:
    """The age of joining by the rule of the day, where the table has one."""
    rule = rules_table.rule("joining_age", dates.first_day(joined))
    return rule.value if rule else _CHILD


def _of_probation(record: Record) -> Iterator[Doubt]:
    if record.full_on and record.category == Category.PROBATIONARY:
        yield Doubt("full_of_probationary", f"是预备党员，却有转正日期 {record.full_on}")
    if record.joined_on and record.full_on:
        doubt = eras.probation_doubt(record.joined_on, record.full_on)
        if doubt:
            yield Doubt("full_on", f"{record.joined_on} 入党，{record.full_on} 转正：{doubt}")


def _of_leaving(record: Record) -> Iterator[Doubt]:
    if record.left_on and record.joined_on and dates.certainly_before(record.left_on, record.joined_on):
        yield Doubt("left_before_joined", f"离开日期 {record.left_on} 早于入党日期 {record.joined_on}")


def _younger(birth: str, day: str, years: int) -> bool:
    """Whether who was born then had certainly not lived so many years on that day; mostly the years alone tell."""
    over = int(day[:4]) - int(birth[:4]) - years
    return over < 0 or (over == 0 and dates.certainly_before(day, _years_later(birth, years)))


def _years_later(value: str, years: int) -> str:
    """The stored date some years on, to the same precision; 29 February comes round on the 28th, so that nothing is early by it."""
    later = f"{int(value[:4]) + years:04d}{value[4:]}"
    try:
        date.fromisoformat(later) if len(later) == 10 else None
    except ValueError:
        return later[:8] + "28"
    return later
