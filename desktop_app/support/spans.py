"""Spans of days a report speaks of: a month, a quarter, a half-year, a year, or any days from–to."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.support.errors import OfficeError

_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_QUARTER = re.compile(r"(\d{4})Q([1-4])", re.IGNORECASE)
_HALF = re.compile(r"(\d{4})H([12])", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")
_QUARTERS = "一二三四"


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _months(year: int, first: int, last: int) -> "Span":
    return Span(date(year, first, 1), _last_day(year, last))


@dataclass(frozen=True, order=True)
class Span:
    """From `start` to `end`, both days included."""

    start: date
    end: date

    def months(self) -> int:
        """How many whole calendar months it is; 0 when it isn't made of whole months."""
        whole = self.start.day == 1 and self.end == _last_day(self.end.year, self.end.month)
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1 if whole else 0

    def title(self) -> str:
        """In the words of a paper: 2016年12月, 2016年第四季度, 2016年上半年, 2016年度, or the two days, the day where it is one."""
        year, months = self.start.year, self.months()
        if months == 1:
            return f"{year}年{self.start.month}月"
        if months == 3 and self.start.month % 3 == 1:
            return f"{year}年第{_QUARTERS[self.start.month // 3]}季度"
        if months == 6 and self.start.month in (1, 7):
            return f"{year}年{'上' if self.start.month == 1 else '下'}半年"
        if months == 12 and self.start.month == 1:
            return f"{year}年度"
        first, last = chinese_day(self.start), chinese_day(self.end)
        return first if first == last else f"{first}至{last}"

    def previous(self) -> "Span":
        """The span of equal length just before (上月, 上季度 …)."""
        months = self.months()
        if not months:
            length = self.end - self.start
            return Span(self.start - length - timedelta(days=1), self.start - timedelta(days=1))
        return Span(_month_shift(self.start, -months), self.start - timedelta(days=1))

    def last_year(self) -> "Span":
        """The same span a year before (去年同期)."""
        end = _year_before(self.end)
        if self.months():
            end = _last_day(end.year, end.month)
        return Span(_year_before(self.start), end)

    def year_to_date(self) -> "Span":
        """From 1 January of the span's last year to its end (累计)."""
        return Span(date(self.end.year, 1, 1), self.end)

    def eve(self) -> date:
        """The day before it begins: 上月末 for a month."""
        return self.start - timedelta(days=1)


def _month_shift(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, calendar.monthrange(day.year - 1, day.month)[1]))


def month_of(day: date) -> Span:
    """The calendar month a day lies in."""
    return _months(day.year, day.month, day.month)


def chinese_day(day: date) -> str:
    """2016年12月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def parse_span(text: str) -> Span:
    """2016-12, 2016Q4, 2016H2, 2016, or 2016-12-01..2016-12-15; OfficeError otherwise."""
    typed = text.strip()
    try:
        if found := _DAYS.fullmatch(typed):
            start, end = (date.fromisoformat(part) for part in found.groups())
            if start <= end:
                return Span(start, end)
        elif found := _MONTH.fullmatch(typed):
            return _months(int(found[1]), int(found[2]), int(found[2]))
        elif found := _QUARTER.fullmatch(typed):
            return _months(int(found[1]), int(found[2]) * 3 - 2, int(found[2]) * 3)
        elif found := _HALF.fullmatch(typed):
            return _months(int(found[1]), int(found[2]) * 6 - 5, int(found[2]) * 6)
        elif _YEAR.fullmatch(typed):
            return _months(int(typed), 1, 12)
    except ValueError:
        pass  # an impossible day or month falls through to the one sentence below
    raise OfficeError(f"看不懂期间“{text}”。", "请写 2016-12、2016Q4、2016H2、2016 或 2016-12-01..2016-12-15。")
