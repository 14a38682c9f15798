"""Partial dates: 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD', read from whatever people type or Excel holds, compared, aged and shown.

A file of 1958 may know only the year; the text keeps just what is known and sorts as it stands (domain.md §2.1). Which
field wants which precision is the field kind's business (storage/fields.py); spans of a report are in spans.py.
"""

import calendar
import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

FIRST_YEAR, LAST_YEAR = 1850, 2100
_MONTHS = 12
Style = Literal["iso", "dotted", "dotted_day", "chinese"]

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad'’‘`]")
_CLOCK_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_SEPARATED = re.compile(r"(\d{4}|\d{2})(?:[-./年、 ]+(\d{1,2})(?:[-./月、 ]+(\d{1,2}))?)?[日号月年.]?")
_RUN_TOGETHER = re.compile(r"\d{4,6}|\d{8}")
_USUAL = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?")
_STORED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_EXCEL_DAY_ZERO = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_EXAMPLES = "可写 1958、1958-03 或 1958-03-05"


class Ambiguous(ValueError):
    """What was given can be read in two ways; `candidates` holds both, the likelier first."""

    def __init__(self, sentence: str, candidates: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.candidates = candidates


def parse(
    typed: object,
    *,
    near: int | None = None,
    ask: bool = False,
    today: date | None = None,
    excel_serial: bool = False,
    epoch_1904: bool = False,
) -> str:
    """The date as stored, to the precision that was given.

    `near` is the year that decides the century of a two-digit year (from the identity number, say); without it the latest
    past year is meant, unless `ask`: then a two-digit year that fits two centuries is `Ambiguous`. `excel_serial` says that
    a bare number counts days as Excel does (`epoch_1904`: as Excel for the old Mac did); it is never guessed.
    ValueError with a Chinese sentence for what is no date; `Ambiguous` for the number 1958.1 (January or October).
    """
    if isinstance(typed, (date, datetime)):
        return _join(typed.year, typed.month, typed.day)
    if isinstance(typed, (int, float)) and not isinstance(typed, bool):
        if excel_serial:
            return _from_serial(typed, epoch_1904)
        return _from_number(typed)
    if isinstance(typed, str) and (usual := _from_usual(typed)):
        return usual
    return _from_text(str(typed), _Century(near, ask, today or date.today()))


@lru_cache(maxsize=65_536)  # several columns of a roster hold the same few hundred
def _from_usual(typed: str) -> str:
    """What is written as most dates are; '' for any other way."""
    usual = _USUAL.fullmatch(typed)
    return _join(*(int(part) for part in usual.groups() if part)) if usual else ""


class _Century:
    """Decides the century of a two-digit year."""

    def __init__(self, near: int | None, ask: bool, today: date) -> None:
        self._near, self._ask, self._today = near, ask, today
        self.this_year = today.year

    def full(self, digits: str) -> int:
        year = int(digits)
        if len(digits) == 4:
            return year
        past = [century + year for century in (1900, 2000) if century + year <= self._today.year]
        if self._near is not None:
            return min((1900 + year, 2000 + year), key=lambda full: abs(full - (self._near or 0)))
        if self._ask and len(past) > 1:
            raise Ambiguous(
                f"年份“{digits}”可能是 {past[1]} 年或 {past[0]} 年，请写四位年份", (str(past[1]), str(past[0]))
            )
        return past[-1]


def _from_number(number: int | float) -> str:
    if isinstance(number, int) or number.is_integer():
        return _from_run(str(int(number)), str(int(number)))
    text = f"{number:.10g}"
    year, _, month = text.partition(".")
    if len(year) == 4 and month == "1":
        both = (_join(int(year), 1), _join(int(year), 10))
        raise Ambiguous(f"数字 {text} 可能是 {year} 年 1 月，也可能是 {year} 年 10 月，请写明", both)
    if len(year) == 4 and len(month) <= 2:
        return _join(int(year), int(month))
    raise ValueError(f"“{text}”看不出是哪一天，{_EXAMPLES}")


def _from_serial(serial: int | float, epoch_1904: bool) -> str:
    try:
        day = _EXCEL_DAY_ZERO[epoch_1904] + timedelta(days=int(serial))
    except OverflowError:
        raise ValueError(f"日期序号 {serial} 太大，不是日期") from None
    return _join(day.year, day.month, day.day)


def _from_text(typed: str, century: _Century) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", typed)).replace("。", ".").replace("—", "-").strip()
    text = _CLOCK_TIME.sub("", text).replace("元月", "1月").removesuffix("生").strip()
    if _RUN_TOGETHER.fullmatch(text):
        return _from_run(text, typed, century)
    found = _SEPARATED.fullmatch(re.sub(r"\s*([-./年月日号、])\s*", r"\1", text))
    if not found or (len(found[1]) == 2 and not found[2]):
        raise ValueError(f"“{typed}”看不出是哪一天，{_EXAMPLES}")
    year, month, day = found.groups()
    if len(year) == 2 and not day and int(month) > _MONTHS:
        raise ValueError(f"“{typed}”没有写年份，要连年份一起写，如 {century.this_year}.{text}")
    return _join(century.full(year), *(int(part) for part in (month, day) if part))


def _from_run(digits: str, typed: str, century: _Century | None = None) -> str:
    """Digits without separators: a year, 195803, 19580305, or 580305 where 5803 is no year."""
    if len(digits) == 4:
        return _join(int(digits))
    if len(digits) == 8:
        return _join(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if len(digits) == 6 and (FIRST_YEAR <= int(digits[:4]) <= LAST_YEAR or century is None):
        return _join(int(digits[:4]), int(digits[4:]))
    if len(digits) == 6 and century is not None:
        return _join(century.full(digits[:2]), int(digits[2:4]), int(digits[4:]))
    if len(digits) == 5:
        raise ValueError(f"“{typed}”像是 Excel 的日期序号，请改成日期格式")
    raise ValueError(f"“{typed}”看不出是哪一天，{_EXAMPLES}")


def _join(year: int, month: int | None = None, day: int | None = None) -> str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"年份 {year} 不合理，应在 {FIRST_YEAR} 到 {LAST_YEAR} 之间")
    if month is None:
        return f"{year}"
    if not 1 <= month <= _MONTHS:
        raise ValueError(f"没有 {month} 月")
    if day is None:
        return f"{year}-{month:02d}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f"{year} 年 {month} 月没有 {day} 日")
    return f"{year}-{month:02d}-{day:02d}"


@lru_cache(maxsize=65_536)
def first_day(value: str) -> date:
    """The first day a stored partial date can mean."""
    year, month, day = _parts(value)
    return date(year, month or 1, day or 1)


@lru_cache(maxsize=65_536)
def last_day(value: str) -> date:
    """The last day a stored partial date can mean."""
    year, month, day = _parts(value)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def certainly_before(earlier: str, later: str) -> bool:
    """Whether the one stored date is before the other whatever the unknown parts are: doubts are raised on certainty only."""
    known = min(len(earlier), len(later))
    return earlier[:known] < later[:known]


def years_between(start: str, end: str | date) -> int:
    """Whole years from `start` to `end`, negative if `end` is earlier.

    Unknown parts of either count as the first of what is known (1958 as 1958-01-01), so that nobody is left off a list of
    those who have reached an age or a Party standing. 29 February comes round on 1 March in common years.
    """
    begin = first_day(start)
    finish = end if isinstance(end, date) else first_day(end)
    return finish.year - begin.year - ((finish.month, finish.day) < (begin.month, begin.day))


def age_on(birth: str, day: date) -> int | None:
    """Completed years of life on a day (周岁), unknown parts as in `years_between`; None before birth."""
    years = years_between(birth, day)
    return None if first_day(birth) > day else years


def show(value: str, style: Style = "iso") -> str:
    """In words: iso 1952-03-05, dotted 1952.03 (年月, as rosters print), dotted_day 1952.03.05, chinese 1952年3月5日."""
    year, month, day = _parts(value)
    if style == "chinese":
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    if style == "dotted":
        return value[:7].replace("-", ".")
    return value.replace("-", ".") if style == "dotted_day" else value


def _parts(value: str) -> tuple[int, int | None, int | None]:
    if not _STORED.fullmatch(value):
        raise ValueError(f"{value!r} is not a stored partial date")
    numbers = [int(part) for part in value.split("-")]
    year, month, day = (*numbers, None, None)[:3]
    return year or 0, month, day
