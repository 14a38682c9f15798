"""How a sheet looks (look.md in words, openpyxl's objects here): faces, fills, borders and formats, made once."""

from copy import copy
from dataclasses import replace

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.workbook.body import CellStyles, ColumnStyles
from desktop_app.workbook.plan import ColumnPlan

DATE_FORMAT = "yyyy-mm-dd"
MOMENT_FORMAT = "yyyy-mm-dd hh:mm"

_SIDE = Side(style="thin", color="808080")
_FACE = "宋体"
GRID = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
BODY = Font(name=_FACE, size=11)
BOLD = Font(name=_FACE, size=11, bold=True)
LINK = Font(name=_FACE, size=11, color="0563C1", underline="single")
TITLE = Font(name="黑体", size=18)
HEADING_FILL = PatternFill("solid", fgColor="EDEDED")
MARKED_FILL = PatternFill("solid", fgColor="FFE699")
CENTER = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center")
WRAPPED = Alignment(horizontal="left", vertical="center", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="center")
_PLACES = {"text": "left", "number": "right", "date": "center"}


def column_styles(sheet: Worksheet, column: ColumnPlan, protected: bool) -> ColumnStyles:
    """Register a column's styles in the workbook; the same style is never stored twice."""
    plain = _Look(sheet, column, BODY, None, protected)
    return ColumnStyles(
        plain.styles(),
        _Look(sheet, column, BODY, MARKED_FILL, protected).styles(),
        _Look(sheet, replace(column, editable=False), BOLD, None, protected).styles(),
    )


def closing_style(sheet: Worksheet) -> int:
    """The line under the table: no grid, and room for what is signed by hand."""
    cell = WriteOnlyCell(sheet)
    cell.font, cell.alignment, cell.number_format = BODY, LEFT, "@"
    return cell.style_id


class _Look:
    """One way a column's cells look, in the formats a value may need."""

    def __init__(
        self, sheet: Worksheet, column: ColumnPlan, font: Font, fill: PatternFill | None, protected: bool
    ) -> None:
        self._sheet = sheet
        self._column = column
        self._font = font
        self._fill = fill
        self._unlocked = protected and column.editable

    def styles(self) -> CellStyles:
        own = self._column.number_format
        of_dates = self._column.kind == "date" and own
        return CellStyles(
            text=self._number("@"),
            quoted=self._number("@", quoted=True),
            number=self._number(own if own and not of_dates else "General"),
            date=self._number(of_dates or DATE_FORMAT),
            moment=self._number(MOMENT_FORMAT),
        )

    def _number(self, number_format: str, quoted: bool = False) -> int:
        cell = WriteOnlyCell(self._sheet)
        cell.font, cell.border, cell.number_format = self._font, GRID, number_format
        place = self._column.align or _PLACES[self._column.kind]
        cell.alignment = Alignment(horizontal=place, vertical="center", wrap_text=number_format == "@")
        if self._fill:
            cell.fill = copy(self._fill)
        if self._unlocked:
            cell.protection = Protection(locked=False)
        if quoted:
            cell.quotePrefix = True
        return cell.style_id
