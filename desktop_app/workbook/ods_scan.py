"""What calamine doesn't tell of an .ods: error cells, merges and what is hidden, from its one content part."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from desktop_app.workbook.cells import BadCell, broken, error_reason
from desktop_app.workbook.facts import MOST_COLUMNS, MOST_ROWS, SheetFacts
from desktop_app.workbook.xlsx_scan import refuse_dtd

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_VALUE_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_NOTEWORTHY = (b"-spanned=", b'"error"', b'visibility="')
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def scan_archive(archive: zipfile.ZipFile) -> dict[str, SheetFacts]:
    """The facts of every sheet by name; sheets without anything of note are left out."""
    content = archive.read("content.xml")
    refuse_dtd(content)
    if not any(mark in content for mark in _NOTEWORTHY):
        return {}
    try:
        return dict(_scan(content))
    except etree.XMLSyntaxError as error:
        raise broken() from error


def _scan(content: bytes) -> Iterator[tuple[str, SheetFacts]]:
    facts, row_at = SheetFacts(), 0
    watched = (f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-column")
    steps = etree.iterparse(io.BytesIO(content), tag=watched, resolve_entities=False, no_network=True)
    for _, element in steps:
        if element.tag == watched[0]:
            yield element.get(f"{_TABLE}name", ""), facts
            facts, row_at = SheetFacts(), 0
        elif element.tag == watched[1]:
            row_at += _note_row(element, row_at, facts)
        else:
            continue
        element.clear()


def _note_row(row: etree._Element, row_at: int, facts: SheetFacts) -> int:
    """Note what is odd in a row and tell how many rows it stands for."""
    times = _count(row, "number-rows-repeated", MOST_ROWS)
    if row.get(f"{_TABLE}visibility") in ("collapse", "filter"):
        facts.hidden_rows.extend(range(row_at, min(row_at + times, MOST_ROWS)))
    column_at = 0
    for cell in row.iterchildren(*_CELLS):
        _note_cell(cell, row_at, column_at, facts)
        column_at += _count(cell, "number-columns-repeated", MOST_COLUMNS)
    return times


def _note_cell(cell: etree._Element, row_at: int, column_at: int, facts: SheetFacts) -> None:
    if cell.get(_VALUE_TYPE) == "error":
        word = "".join(cell.itertext()).strip() or "#N/A"
        facts.bad[row_at, column_at] = BadCell(word, error_reason(word))
    wide, high = _count(cell, "number-columns-spanned", MOST_COLUMNS), _count(cell, "number-rows-spanned", MOST_ROWS)
    if wide > 1 or high > 1:
        facts.merged.append((row_at, column_at, row_at + high - 1, column_at + wide - 1))


def _count(element: etree._Element, name: str, most: int) -> int:
    written = element.get(_TABLE + name, "1")
    return min(int(written), most) if written.isdecimal() else 1
