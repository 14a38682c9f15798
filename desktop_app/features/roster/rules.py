"""How a member is put into the lines of 党内统计 (domain.md §2.6): pure functions of one stored value and the day of the count.

Bands and groups are data (data/rules, data/codes); the newest form's are used for every day, so that years compare. Every
breakdown's lines sum to the total; what isn't known has a line of its own. The numbers themselves are figures.py's.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from desktop_app.people import codes, rules_table
from desktop_app.people.member import PartyMember
from desktop_app.people.rules_table import Band
from desktop_app.storage.kind import Kind
from desktop_app.support import dates
from desktop_app.support.frozen import frozen

UNKNOWN = "none"
PROBATIONARY_MARK = "预备"
"""Stands in the column of 党龄 for a 预备党员: 党龄 runs from 转正."""
_NEWEST = date.max
_VALUES = 1 << 17
"""How many dates are remembered with their band: a count of 100,000 people asks for each several times."""
_COLLEGE = ("研究生", "大学本科", "大学专科")


@frozen
class Line:
    """One line of a breakdown: the bands it counts. `within` lines (其中…) repeat what others count already."""

    code: str
    label: str
    bands: frozenset[str]
    within: bool = False


@frozen
class Breakdown:
    """A column of the census put into bands: `band(value, day)` names the band, each of which stands in exactly one whole line.

    `field` is the member's field that the column comes from.
    """

    key: str
    title: str
    column: str
    field: Kind
    band: Callable[[Any, date], str]
    lines: tuple[Line, ...]


def _line(code: str, label: str, *bands: str, within: bool = False) -> Line:
    return Line(code, f"其中：{label}" if within else label, frozenset(bands or (code,)), within)


_NOT_FILLED = _line(UNKNOWN, "未填")


def _sex(value: Any, _day: date) -> str:
    return {"1": "male", "2": "female"}.get(value or "", UNKNOWN)


def _ethnicity(value: Any, _day: date) -> str:
    return "han" if value == "01" else "minority" if value else UNKNOWN


@lru_cache(_VALUES)
def age_band(birth: Any, day: date) -> str:
    """The code of the office's own band of 周岁, none where the birth isn't known (or lies ahead)."""
    age = dates.age_on(birth, day) if birth else None
    band = None if age is None else rules_table.band_of("age_own", _NEWEST, age)
    return band.code if band else UNKNOWN


def _age_lines() -> Iterator[Line]:
    """The official bands; one that the office divides further is followed by its parts."""
    own = rules_table.bands("age_own", _NEWEST)
    for official in rules_table.bands("age", _NEWEST):
        parts = [band for band in own if official.holds(int(band.low or 0)) and official.holds(int(band.high or 999))]
        yield _line(official.code, official.label, *(part.code for part in parts))
        if len(parts) > 1:
            yield from (_line(f"own{part.code}", part.label, part.code, within=True) for part in parts)
    yield _NOT_FILLED


def _education(value: Any, _day: date) -> str:
    return (codes.table("education").group(value) if value else "") or UNKNOWN


def _education_lines() -> Iterator[Line]:
    groups = dict.fromkeys(line.group for line in codes.table("education").lines)
    for at, group in enumerate(groups, 1):
        yield _line(f"{at:02d}", group, group)
    yield _NOT_FILLED
    yield _line("college_up", "大专及以上", *_COLLEGE, within=True)


@cache
def _jobs() -> frozenset[str]:
    return frozenset(line.code for line in codes.table("job").lines)


def _job(value: Any, _day: date) -> str:
    return value if value in _jobs() else UNKNOWN


def _job_lines() -> Iterator[Line]:
    yield from (_line(line.code, line.name) for line in codes.table("job").lines)
    yield _NOT_FILLED


@lru_cache(_VALUES)
def era(joined: Any, _day: date) -> str:
    """The band of 入党时间; none when the date is missing, or too coarse to tell two bands apart."""
    if not joined:
        return UNKNOWN
    days = (dates.first_day(joined).isoformat(), dates.last_day(joined).isoformat())
    first, last = (rules_table.band_of("joined", _NEWEST, day) for day in days)
    return first.code if first and first == last else UNKNOWN


@lru_cache(_VALUES)
def standing(full_on: Any, day: date) -> str:
    """The band of 党龄 in whole years; probationary for a 预备党员, none where the day of 转正 isn't known."""
    if full_on == PROBATIONARY_MARK:
        return "probationary"
    band = rules_table.band_of("standing", _NEWEST, max(0, dates.years_between(full_on, day))) if full_on else None
    return band.code if band else UNKNOWN


def _lines_of(bands: Sequence[Band], *more: Line) -> tuple[Line, ...]:
    return (*(_line(band.code, band.label) for band in bands), *more)


@cache
def breakdowns() -> tuple[Breakdown, ...]:
    """All breakdowns of R22, in the order of the paper."""
    of: Any = PartyMember
    joined, years = rules_table.bands("joined", _NEWEST), rules_table.bands("standing", _NEWEST)
    sexes = (_line("male", "男"), _line("female", "女"), _NOT_FILLED)
    peoples = (_line("han", "汉族"), _line("minority", "少数民族"), _NOT_FILLED)
    standings = (_line("probationary", "预备党员（不计党龄）"), _line(UNKNOWN, "转正时间未填"))
    return (
        Breakdown("sex", "性别", "sex", of.sex, _sex, sexes),
        Breakdown("ethnicity", "民族", "ethnicity", of.ethnicity, _ethnicity, peoples),
        Breakdown("age", "年龄", "birth_date", of.birth_date, age_band, tuple(_age_lines())),
        Breakdown("education", "学历", "edu_code", of.edu_code, _education, tuple(_education_lines())),
        Breakdown("job", "工作岗位", "job_code", of.job_code, _job, tuple(_job_lines())),
        Breakdown(
            "era", "入党时间", "joined_on", of.joined_on, era, _lines_of(joined, _line(UNKNOWN, "未填或日期不全"))
        ),
        Breakdown("standing", "党龄", "standing", of.full_on, standing, _lines_of(years, *standings)),
    )
