"""The rows of a sheet as XML, one at a time: the part of a workbook that grows with its data.

openpyxl makes everything around it (frame.py); writing each cell through it costs five times as much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from desktop_app.workbook.cell_text import LONGEST, TextTooLong, clean, length, needs_quote, xml
from desktop_app.workbook.plan import ColumnPlan, Formula, Marked, Value, column_letter
from desktop_app.workbook.widths import row_height, text_lines

_DAY_ZERO = date(1899, 12, 30).toordinal()
_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a 29 February 1900 that never was
_EXACT_DIGITS = 10**15
_ISO_LENGTH = 10


@dataclass(frozen=True, slots=True)
class CellStyles:
    """Numbers of a column's styles in the workbook. `quoted` is text that would be a formula or number if typed in."""

    text: int
    quoted: int
    number: int
    date: int
    moment: int


@dataclass(frozen=True, slots=True)
class ColumnStyles:
    """A column's cells as they are, marked, and in the row of totals."""

    plain: CellStyles
    marked: CellStyles
    total: CellStyles


class BodyWriter:
    """Turns rows into XML. `sheet` is the name used in the sentence for a text that's too long."""

    def __init__(
        self, sheet: str, columns: Sequence[ColumnPlan], styles: Sequence[ColumnStyles], widths: Sequence[float]
    ) -> None:
        self._sheet = sheet
        self._columns = columns
        self._widths = widths
        self._marked = [style.marked for style in styles]
        self._plain = self._layout([style.plain for style in styles])
        self._total = self._layout([style.total for style in styles])

    def _layout(self, styles: Sequence[CellStyles]) -> list[tuple[str, bool, float, CellStyles]]:
        """Per column: how its cells begin, whether it holds dates, the characters that surely fit, its styles."""
        return [
            (f'<c r="{column_letter(at)}', column.kind == "date", min(width, LONGEST // 2), style)
            for at, (column, style, width) in enumerate(zip(self._columns, styles, self._widths, strict=True))
        ]

    def row(self, number: int, values: Sequence[Value], total: bool = False) -> str:
        """One row; ValueError if it isn't as long as the columns, TextTooLong naming the cell."""
        parts: list[str] = []
        add = parts.append
        lines = 1
        for (start, dated, width, style), value in zip(self._total if total else self._plain, values, strict=True):
            if type(value) is str and not dated and value.isalnum() and len(value) * (2 - value.isascii()) <= width:
                # most cells: letters, digits and Chinese that fit on a line and need no escaping
                quoted = style.quoted if value[0] in "0123456789" else style.text
                add(f'{start}{number}" s="{quoted}" t="inlineStr"><is><t>{value}</t></is></c>')
                continue
            add(self._cell(f'{start}{number}"', len(parts), number, style, value))
            if type(value) is str and (len(value) * 2 > width or "\n" in value):
                lines = max(lines, text_lines(clean(value), width))
        height = f' ht="{row_height(lines):g}"' if lines > 1 else ""
        return f'<row r="{number}"{height}>{"".join(parts)}</row>'

    def line(self, number: int, text: str, style: int) -> str:
        """A row of a single text across the table, in a style of its own."""
        inside = f'<is><t xml:space="preserve">{xml(clean(text))}</t></is>'
        return (
            f'<row r="{number}" ht="26" customHeight="1"><c r="A{number}" s="{style}" t="inlineStr">{inside}</c></row>'
        )

    def _cell(self, start: str, at: int, row: int, style: CellStyles, value: Value) -> str:
        if isinstance(value, Marked):
            return self._cell(start, at, row, self._marked[at], value.value)
        kind = self._columns[at].kind
        if kind == "date" and isinstance(value, str):
            value = _full_date(value)
        if value is None or value == "":
            return f'{start} s="{style.text}"/>'
        if isinstance(value, str):
            return self._text(start, at, row, style, value)
        if isinstance(value, Formula):
            return _formula(start, style, value)
        if isinstance(value, date):
            return _date(start, style, value) or self._text(start, at, row, style, value.isoformat())
        if isinstance(value, bool):
            return self._text(start, at, row, style, "是" if value else "否")
        if kind == "text" or abs(value) >= _EXACT_DIGITS:
            return self._text(start, at, row, style, _digits(value))
        return f'{start} s="{style.number}"><v>{_finite(value)}</v></c>'

    def _text(self, start: str, at: int, row: int, style: CellStyles, text: str) -> str:
        text = clean(text)
        if not text:
            return f'{start} s="{style.text}"/>'
        if len(text) > LONGEST // 2 and length(text) > LONGEST:
            raise self._too_long(at, row, length(text))
        quoted = style.quoted if needs_quote(text) else style.text
        space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
        return f'{start} s="{quoted}" t="inlineStr"><is><t{space}>{xml(text)}</t></is></c>'

    def _too_long(self, at: int, row: int, characters: int) -> TextTooLong:
        heading = self._columns[at].heading
        return TextTooLong(
            f"《{self._sheet}》第 {row} 行“{heading}”（{column_letter(at)}{row} 格）有 {characters:,} 个字，"
            f"Excel 一格最多 {LONGEST:,} 个字。",
            "请把这一条的文字改短，或改用附件，再导出。",
        )


def _full_date(text: str) -> str | date:
    if len(text) == _ISO_LENGTH:
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass  # not a date after all: it stays the text it is
    return text


def _date(start: str, style: CellStyles, value: date) -> str:
    """A date cell, or nothing for a day Excel doesn't know."""
    if isinstance(value, datetime):
        if value.date() < _FIRST_DAY:
            return ""
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return f'{start} s="{style.moment}"><v>{value.toordinal() - _DAY_ZERO + seconds / 86400!r}</v></c>'
    if value < _FIRST_DAY:
        return ""
    return f'{start} s="{style.date}"><v>{value.toordinal() - _DAY_ZERO}</v></c>'


def _formula(start: str, style: CellStyles, formula: Formula) -> str:
    text = xml(formula.text.removeprefix("="))
    if formula.value is None:
        return f'{start} s="{style.number}"><f>{text}</f></c>'
    kind = ' t="str"' if isinstance(formula.value, str) else ""
    value = xml(clean(formula.value)) if isinstance(formula.value, str) else _finite(formula.value)
    return f'{start} s="{style.number}"{kind}><f>{text}</f><v>{value}</v></c>'


def _digits(value: int | float | Decimal) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _finite(value: int | float | Decimal) -> str:
    if not isfinite(value):
        raise ValueError("a cell can't hold an infinite number")
    return repr(value) if isinstance(value, float) else str(value)
