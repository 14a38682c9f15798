"""The sheet that lists the others (目录), with a link to each and how many rows it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.worksheet.hyperlink import Hyperlink

from desktop_app.workbook import styles
from desktop_app.workbook.plan import column_letter, quoted_name
from desktop_app.workbook.print_setup import A4, text_into

CONTENTS = "目录"

_COLUMNS = (("序号", 8), ("工作表", 34), ("标题", 60), ("行数", 10))
_FIRST_ROW = 3


@dataclass(frozen=True)
class Listed:
    """One line of the contents."""

    name: str
    title: str
    rows: int


def fill_contents(sheet: Any, sheets: Sequence[Listed]) -> None:
    """Write the list into an empty openpyxl sheet, once the numbers of rows are known."""
    sheet.merge_cells("A1:D1")
    sheet["A1"].value, sheet["A1"].font, sheet["A1"].alignment = CONTENTS, styles.TITLE, styles.CENTER
    sheet.row_dimensions[1].height = 36
    for at, (heading, width) in enumerate(_COLUMNS):
        sheet.column_dimensions[column_letter(at)].width = width
        cell = sheet.cell(_FIRST_ROW - 1, at + 1, heading)
        cell.font, cell.fill, cell.border, cell.alignment = styles.BOLD, styles.HEADING_FILL, styles.GRID, styles.CENTER
    for place, listed in enumerate(sheets, 1):
        _line(sheet, place, listed)
    sheet.freeze_panes = f"A{_FIRST_ROW}"
    sheet.print_area = f"A1:D{len(sheets) + _FIRST_ROW - 1}"
    sheet.page_setup.paperSize = A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _line(sheet: Any, place: int, listed: Listed) -> None:
    row = place + _FIRST_ROW - 1
    for column, value in enumerate((place, listed.name, listed.title, listed.rows), 1):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            text_into(cell, value)
        else:
            cell.value = value
        cell.border, cell.font = styles.GRID, styles.BODY
        cell.alignment = styles.WRAPPED if isinstance(value, str) else styles.CENTER
    link = sheet.cell(row, 2)
    link.hyperlink = Hyperlink(ref=link.coordinate, location=f"{quoted_name(listed.name)}!A1")
    link.font = styles.LINK
