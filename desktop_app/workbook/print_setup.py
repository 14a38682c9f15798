"""How a sheet goes on paper, and how words get into openpyxl's cells: what the sheets of a workbook have in common."""

from typing import Any

from desktop_app.workbook.cell_text import clean, escape_codes

A4, A3 = 9, 8
"""Excel's numbers of the paper sizes."""

_WIDE = 190.0  # characters on a landscape A4 before print gets too small to read
_INCH = 25.4


def set_up_page(sheet: Any, width: float) -> None:
    """Landscape, as wide as one page, numbered; A3 where `width` (in Excel's characters) would be too small on A4."""
    page, margins = sheet.page_setup, sheet.page_margins
    page.orientation, page.paperSize = "landscape", A3 if width > _WIDE else A4
    page.fitToWidth, page.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    margins.left = margins.right = 12 / _INCH
    margins.top, margins.bottom, margins.header, margins.footer = 15 / _INCH, 16 / _INCH, 8 / _INCH, 8 / _INCH
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"


def text_into(cell: Any, text: str) -> None:
    """Text and nothing else: openpyxl would make a formula of what begins with an equals sign."""
    cell.value = escape_codes(clean(text))
    if cell.value:
        cell.data_type = "s"
