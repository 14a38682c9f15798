"""Reads .csv and .txt: every cell is text, just as it stands in the file."""

import csv
import re
from collections.abc import Iterator

from desktop_app.workbook.cells import Cell, broken, text, trim_row
from desktop_app.workbook.facts import SheetSource
from desktop_app.workbook.text import decode, split_rows

_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')


def text_sheets(data: bytes, stem: str) -> Iterator[SheetSource]:
    """One sheet, named after the file. Raises NotAWorkbook, or BrokenWorkbook for text that is cut off."""
    decoded, _ = decode(data)
    yield SheetSource(stem, _rows(decoded))


def _rows(decoded: str) -> Iterator[list[Cell]]:
    try:
        for row in split_rows(decoded):
            yield trim_row([_value(field) for field in row])
    except csv.Error as error:
        raise broken("文本表格的引号对不上，分不出行列。") from error


def _value(field: str) -> Cell:
    """`="410…"` is how programs tell Excel to keep an ID as text; the text is what is between the quotes."""
    if not field:
        return None
    if field[0] == "=" and (kept := _KEPT_AS_TEXT.fullmatch(field)):
        return kept[1] or None
    return text(field)
