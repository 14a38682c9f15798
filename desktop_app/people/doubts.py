"""What in a member's record is storable but doubtful, in sentences: it is listed as 待核实 and never blocked (R7).

Pure rules over one record. A doubt is raised only where it holds whatever the unknown parts of a date are. What depends on today or
on other records (a date to come, one number held by two) is asked in SQL by the view: people/verify.py.
"""

import re
from collections.abc import Iterable
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
    found: list[Doubt] = []
    for rule in _RULES:
        found += rule(record)
    return tuple(found)


def _of_number(record: Record) -> Iterable[Doubt]:
    if not record.id_no or id_number.is_sound(record.id_no, record.birth_date, record.sex):
        return ()
    seen = id_number.inspect(record.id_no, birth=record.birth_date, sex=record.sex)
    return [Doubt(f"id_{doubt.code}", doubt.chinese) for doubt in seen.doubts]


def _of_name(record: Record) -> Iterable[Doubt]:
    if not _PRIVATE_USE.search(record.name):
        return ()
    return (Doubt("name_private", "姓名里有自造字，别的电脑显示不出来，请改用标准字"),)


def _of_mobile(record: Record) -> Iterable[Doubt]:
    local = _LOCAL_NUMBER.fullmatch(record.mobile) if record.mobile else None
    if not local:
        return ()
    digits = len(local[1])
    return (Doubt("mobile_short", f"手机只有 {digits} 位：是座机的请移到“固定电话”，是手机的少了几位，请核对"),)


def _of_joining(record: Record) -> Iterable[Doubt]:
    joined, birth, started = record.joined_on, record.birth_date, record.work_started_on
    found = []
    if joined and dates.certainly_before(joined, FOUNDING):
        found.append(Doubt("joined_early", f"入党日期 {joined} 早于建党"))
    if not birth:
        return found
    least = _joining_age(joined) if joined else 0
    if joined and _younger(birth, joined, least):
        found.append(Doubt("joined_young", f"{birth} 出生，{joined} 入党时不满 {least} 岁"))
    if started and _younger(birth, started, 12):
        found.append(Doubt("worked_young", f"{birth} 出生，{started} 参加工作时不满 12 岁"))
    if record.left_on is None and birth < "1900":
        found.append(Doubt("birth_early", f"出生日期 {birth} 太早"))
    return found


@lru_cache(maxsize=8192)
def _joining_age(joined: str) -> int:
    """The age of joining by the rule of the day, where the table has one."""
    rule = rules_table.rule("joining_age", dates.first_day(joined))
    return rule.value if rule else _CHILD


def _of_probation(record: Record) -> Iterable[Doubt]:
    joined, full = record.joined_on, record.full_on
    if not full:
        return ()
    found = []
    if record.category == Category.PROBATIONARY:
        found.append(Doubt("full_of_probationary", f"是预备党员，却有转正日期 {full}"))
    if joined and (doubt := eras.probation_doubt(joined, full)):
        found.append(Doubt("full_on", f"{joined} 入党，{full} 转正：{doubt}"))
    return found


def _of_leaving(record: Record) -> Iterable[Doubt]:
    left, joined = record.left_on, record.joined_on
    if not left or not joined or not dates.certainly_before(left, joined):
        return ()
    return (Doubt("left_before_joined", f"离开日期 {left} 早于入党日期 {joined}"),)


_RULES = (_of_number, _of_name, _of_mobile, _of_joining, _of_probation, _of_leaving)


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
