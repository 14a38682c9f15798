"""Reads an .xlsx cell by cell with openpyxl: slow, and content with little memory however far apart the cells lie."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from desktop_app.workbook.cells import BadCell, Cell, broken, error_reason, plain, trim_row
from desktop_app.workbook.facts import MOST_ROWS, SheetFacts, SheetSource

_FAULTS = (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, IndexError, ValueError, TypeError, OSError)


def sparse_sheets(data: bytes, facts: Mapping[str | int, SheetFacts]) -> Iterator[SheetSource]:
    """The same sheets as grids.py gives. Raises BrokenWorkbook."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of extensions it leaves out; values aren't among them
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                found = facts.get(sheet.title) or SheetFacts()
                yield SheetSource(sheet.title, _rows(sheet, found), sheet.sheet_state != "visible", found)
    except _FAULTS as error:
        raise broken() from error


def _rows(sheet, facts: SheetFacts) -> Iterator[list[Cell]]:  # noqa: ANN001  openpyxl has no name for its reading sheet
    try:
        for at, row in enumerate(sheet.iter_rows()):
            if at >= MOST_ROWS:
                raise broken("文件里有超出表格范围的单元格，已损坏。")
            yield trim_row([_value(cell, at, column, facts) for column, cell in enumerate(row)])
    except _FAULTS as error:
        raise broken() from error


def _value(cell, at: int, column: int, facts: SheetFacts) -> Cell:  # noqa: ANN001
    noted = facts.bad.get((at, column))
    if noted:
        return noted
    if cell.data_type == "e":
        return BadCell(str(cell.value), error_reason(str(cell.value)))
    return plain(cell.value)
