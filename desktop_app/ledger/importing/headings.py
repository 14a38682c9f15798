"""Finding the header of a sheet by what it says, and knowing a column by its heading, however it is written."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop_app.ledger.declaration import Ledger
from desktop_app.workbook.cells import BadCell, Cell, Sheet

RECORD_KEY = "记录键"
"""Heading of the hidden column by which our own exports name their records."""

REASON = "退回原因"
"""Heading of the column that our workbook of rows not taken has beside those of the sheet they came from."""

NAMELESS = "（第 {} 列）"
"""What a column without a heading is called there."""

INTO_REMARK = "+remark"
"""What stands for a field where the clerk has a column without one written into the remark; several columns may be."""

_SEARCHED_ROWS = 30
_FEWEST_KNOWN = 2
_REMARK = re.compile(r"[（(【\[].*?[）)】\]]")
_OURS = re.compile(rf"{REASON}|第\d+列")
_NOISE = re.compile(r"[\s\W_]+")
_COUNTERS = frozenset(("序号", "编号", "no", "行号"))


def plain_heading(cell: Cell) -> str:
    """A heading as it is compared: half-width, no blanks, breaks or punctuation, Latin in small letters."""
    if cell is None or isinstance(cell, BadCell):
        return ""
    return _NOISE.sub("", unicodedata.normalize("NFKC", str(cell))).lower()


def own_heading(cell: Cell) -> str:
    """A plain heading as its sheet wrote it: '' for one that our workbook of rows not taken has put there."""
    plain = plain_heading(cell)
    return "" if _OURS.fullmatch(plain) else plain


def shown_heading(cell: Cell) -> str:
    """A heading as it is told to the clerk: on one line."""
    return "" if cell is None or isinstance(cell, BadCell) else "".join(str(cell).split())


class KnownHeadings:
    """Which field of a ledger a heading means."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.computed = {
            plain_heading(text)
            for column in ledger.columns
            if column.compute
            for text in (column.label, column.heading)
        }

    @cached_property
    def _fields(self) -> Mapping[str, str]:
        known: dict[str, str] = {}
        for name, headings in self._every():
            for heading in headings:
                known.setdefault(plain_heading(heading), name)
        known.pop("", None)
        return known

    def _every(self) -> Iterable[tuple[str, Iterable[str]]]:
        """Labels before column headings before synonyms: what is nearest to the field wins."""
        ledger = self._ledger
        yield RECORD_KEY, (RECORD_KEY,)
        for name, kind in ledger.fields.items():
            yield name, (kind.label,)
        for column in ledger.columns:
            if not column.compute:
                yield column.name, (column.heading,)
        if ledger.imports:
            yield from ledger.imports.synonyms.items()

    def field_of(self, heading: Cell) -> str:
        """The field's name, or ''. A remark in brackets doesn't count: 手机（必填）."""
        plain = plain_heading(heading)
        if plain in self._fields or not isinstance(heading, str):
            return self._fields.get(plain, "")
        return self._fields.get(plain_heading(_REMARK.sub("", heading)), "")

    def needs_no_field(self, heading: Cell) -> bool:
        """Whether the column is a row counter, one the program computes by itself (年龄), or what we wrote beside a row not taken."""
        plain = plain_heading(heading)
        return plain in _COUNTERS or plain in self.computed or plain == REASON


_OF_THE_PERSON = frozenset(
    plain_heading(who + what)
    for who in ("", "基本", "个人", "个人基本", "党员", "党员基本", "人员", "人员基本", "本人", "本人基本")
    for what in ("情况", "信息", "资料")
) | {"党员", "本人", "个人"}
"""Titles over what is said of the person the row is about."""


@dataclass(frozen=True)
class Header:
    """Where a sheet's headings stand (indexes of `Sheet.rows`, first and last) and what each column is called."""

    first: int
    last: int
    headings: tuple[str, ...]

    @cached_property
    def fingerprint(self) -> str:
        """The same for every sheet with these headings, in whatever order, and for the workbook of its rows that weren't taken."""
        told = sorted(heading for heading in map(own_heading, self.headings) if heading)
        return hashlib.sha256("|".join(told).encode()).hexdigest()[:16]


def find_header(sheet: Sheet, known: KnownHeadings) -> Header | None:
    """The row (or the two rows, where one heading spans several) that names the most fields; None when none names two."""
    best, score = None, _FEWEST_KNOWN - 1
    for at in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        for header in (_single(sheet, at), _double(sheet, at)):
            found = len({known.field_of(heading) for heading in header.headings} - {""}) if header else 0
            if header and found > score:
                best, score = header, found
    return best


def _single(sheet: Sheet, at: int) -> Header:
    return Header(at, at, tuple(shown_heading(cell) for cell in sheet.rows[at]))


def _double(sheet: Sheet, at: int) -> Header | None:
    """Two rows as one header, where some heading spans several columns or both rows."""
    rows = sheet.rows[at : at + 2]
    if len(rows) < 2 or not any(
        top <= at <= bottom and (left < right or bottom > at) for top, left, bottom, right in sheet.merged
    ):
        return None
    width = max(map(len, rows))
    upper, lower = ([*map(shown_heading, row), *[""] * (width - len(row))] for row in rows)
    upper = _spread(upper, sheet, at)
    return Header(at, at + 1, tuple(_joined(above, below) for above, below in zip(upper, lower, strict=True)))


def _spread(headings: Sequence[str], sheet: Sheet, at: int) -> list[str]:
    """A merged heading stands over each of its columns."""
    spread = list(headings)
    for top, left, bottom, right in sheet.merged:
        if top <= at <= bottom and left < len(spread):
            spread[left : right + 1] = [spread[left]] * (min(right + 1, len(spread)) - left)
    return spread


def _joined(above: str, below: str) -> str:
    """入党 over 时间 is 入党时间; a group's title over a full heading (联系方式 over 手机, 基本情况 over 姓名) leaves the lower one to
    speak. 家庭成员 over 姓名 is not the member's name."""
    if plain_heading(above) in _OF_THE_PERSON and below:
        return below
    if not below or not above or above == below:
        return below or above
    return above + below if below in ("时间", "日期", "年月", "姓名", "电话", "号码") else below
