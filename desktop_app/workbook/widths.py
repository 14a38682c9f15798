"""How wide a column has to be, from its heading and the first rows."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import ceil

from desktop_app.workbook.cell_text import display_width
from desktop_app.workbook.plan import ColumnPlan, Formula, Marked, Value

NARROWEST, WIDEST = 5.0, 42.0
TITLE_SCALE = 1.7  # how much wider the title's characters are than the table's
LINE = 15.0
"""Points a line of 11-point text takes."""

ROW_HEIGHT = 18.0
"""Points of a row of one line."""

_HIGHEST = 409.0  # points; Excel takes no more
_WIDEST_FOR_TITLE = 90.0
_PADDING = 2.0
_FILTER_BUTTON = 2.0


def fitting_widths(columns: Sequence[ColumnPlan], sample: Iterable[Sequence[Value]], title: str = "") -> list[float]:
    """One width per column, in Excel's characters. A long heading over short values takes two lines rather than room."""
    content = [0] * len(columns)
    for row in sample:
        content = [
            max(widest, _width(value, column)) for widest, value, column in zip(content, row, columns, strict=False)
        ]
    widths = [_fitting(column, widest) for column, widest in zip(columns, content, strict=True)]
    return _room_for(title, columns, widths)


def _room_for(title: str, columns: Sequence[ColumnPlan], widths: list[float]) -> list[float]:
    """A title shouldn't have to stand in a column of single characters over a narrow table."""
    needed = min(display_width(title) * TITLE_SCALE + _PADDING, _WIDEST_FOR_TITLE)
    factor = needed / sum(widths)
    if factor <= 1:
        return widths
    return [width if column.width else round(width * factor, 1) for column, width in zip(columns, widths, strict=True)]


def _fitting(column: ColumnPlan, content: int) -> float:
    if column.width is not None:
        return column.width
    choices = max((display_width(choice) for choice in column.choices), default=0)
    heading = display_width(column.heading)
    in_two_lines = ceil(heading / 4) * 2 if heading > 8 else heading
    needed = max(content + _PADDING, choices + _PADDING, in_two_lines + _FILTER_BUTTON + 1)
    return float(min(max(needed, NARROWEST), WIDEST))


def _width(value: Value, column: ColumnPlan) -> int:
    if isinstance(value, Marked):
        return _width(value.value, column)
    if isinstance(value, str):
        return display_width(value[:200])
    if isinstance(value, datetime):
        return 16
    if isinstance(value, Formula):
        return max(_width(value.value, column), 12)
    if isinstance(value, date):
        return 10
    return 0 if value is None else len(_shown(value, column.number_format))


def _shown(value: int | float | Decimal, number_format: str) -> str:
    """About what a number looks like in its format: thousands and decimals."""
    decimals = len(number_format.partition(".")[2].rstrip("%"))
    return format(value, f"{',' if ',' in number_format else ''}.{decimals}f") if number_format else str(value)


def text_lines(text: str, width: float) -> int:
    """How many lines a text takes in a wrapped cell of that width."""
    return sum(max(1, ceil(display_width(line) / max(width, 1.0))) for line in text.split("\n"))


def row_height(lines: int) -> float:
    """Points for a row whose fullest cell has so many lines."""
    return min(ROW_HEIGHT + LINE * (lines - 1), _HIGHEST)


def heading_lines(heading: str, width: float) -> int:
    """How many lines a heading takes in a column of that width."""
    return text_lines(heading, max(width - _FILTER_BUTTON, 2.0))
