"""Reads what other systems call .xls and isn't: HTML tables and XML Spreadsheet 2003."""

import io
from collections.abc import Iterator
from datetime import datetime

from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue]

from desktop_app.workbook.cells import (
    NOT_CALCULATED,
    BadCell,
    Cell,
    EmptyWorkbook,
    broken,
    error_reason,
    number,
    plain,
    trim_row,
)
from desktop_app.workbook.facts import MOST_COLUMNS, MOST_ROWS, SheetFacts, SheetSource
from desktop_app.workbook.text import decode
from desktop_app.workbook.xlsx_scan import refuse_dtd

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"


def html_sheets(data: bytes, stem: str) -> Iterator[SheetSource]:
    """Every innermost table is a sheet; the text of a cell stays text, so an ID keeps its digits."""
    text, _ = decode(data)
    tree = html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    tables = [table for table in tree.iter("table") if table.find(".//table") is None]
    if not tables:
        raise EmptyWorkbook("这个文件其实是网页，里面没有表格。", "请在 Excel 中打开，另存为 .xlsx 再导入。")
    for place, table in enumerate(tables, 1):
        facts = SheetFacts()
        name = stem if len(tables) == 1 else f"{stem}（表{place}）"
        yield SheetSource(name, _html_rows(table, facts), facts=facts)


def _html_rows(table: html.HtmlElement, facts: SheetFacts) -> Iterator[list[Cell]]:
    taken: dict[int, int] = {}  # column → the row index up to which a cell from above reaches
    for at, row in enumerate(table.iter("tr")):
        cells: list[Cell] = []
        for cell in row.iterchildren("td", "th"):
            while taken.get(len(cells), -1) >= at:
                cells.append(None)
            _place(cell, at, cells, taken, facts)
        yield trim_row(cells)


def _place(cell: html.HtmlElement, at: int, cells: list[Cell], taken: dict[int, int], facts: SheetFacts) -> None:
    wide, high = _span(cell, "colspan", MOST_COLUMNS), _span(cell, "rowspan", MOST_ROWS)
    left = len(cells)
    if wide > 1 or high > 1:
        facts.merged.append((at, left, at + high - 1, left + wide - 1))
    cells.append(_html_value(cell))
    cells.extend([None] * (wide - 1))
    if high > 1:
        taken.update(dict.fromkeys(range(left, left + wide), at + high - 1))


def _span(cell: html.HtmlElement, name: str, most: int) -> int:
    written = (cell.get(name) or "1").strip()
    return max(1, min(int(written), most)) if written.isdecimal() else 1


def _html_value(cell: html.HtmlElement) -> Cell:
    stated = cell.get("x:num")
    if stated:
        try:
            return number(float(stated))
        except ValueError:
            pass  # an attribute that isn't a number says nothing; the text does
    for line_break in cell.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    lines = (" ".join(line.split()) for line in "".join(cell.itertext()).split("\n") if line.strip() or len(cell))
    return plain("\n".join(lines).strip())


def xml_sheets(data: bytes) -> Iterator[SheetSource]:
    """The worksheets of an XML Spreadsheet 2003 document. Raises BrokenWorkbook."""
    refuse_dtd(data)
    try:
        tree = etree.parse(io.BytesIO(data), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise broken() from error
    for place, sheet in enumerate(tree.getroot().iterchildren(f"{_SS}Worksheet"), 1):
        facts = SheetFacts()
        visible = sheet.findtext(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible") or ""
        name = sheet.get(f"{_SS}Name") or f"表{place}"
        yield SheetSource(name, _xml_rows(sheet, facts), visible.strip() in ("SheetHidden", "SheetVeryHidden"), facts)


def _xml_rows(sheet: etree._Element, facts: SheetFacts) -> Iterator[list[Cell]]:
    table = sheet.find(f"{_SS}Table")
    at = 0
    for row in () if table is None else table.iterchildren(f"{_SS}Row"):
        start = _index(row, at, MOST_ROWS)
        for _ in range(start - at):
            yield []
        if row.get(f"{_SS}Hidden") == "1":
            facts.hidden_rows.append(start)
        yield _xml_row(row, start, facts)
        at = start + 1


def _xml_row(row: etree._Element, at: int, facts: SheetFacts) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row.iterchildren(f"{_SS}Cell"):
        left = _index(cell, len(cells), MOST_COLUMNS)
        wide, high = _more(cell, "MergeAcross", MOST_COLUMNS), _more(cell, "MergeDown", MOST_ROWS)
        if wide or high:
            facts.merged.append((at, left, at + high, left + wide))
        cells.extend([None] * (left - len(cells)))
        cells.append(_xml_value(cell))
        cells.extend([None] * wide)
    return trim_row(cells)


def _index(element: etree._Element, following: int, most: int) -> int:
    """Where an element stands: ss:Index, from 1, or right after the one before."""
    written = element.get(f"{_SS}Index")
    if written is None:
        return following
    if not written.isdecimal() or not following < int(written) <= most:
        raise broken()
    return int(written) - 1


def _more(cell: etree._Element, name: str, most: int) -> int:
    written = cell.get(_SS + name, "0")
    return min(int(written), most) if written.isdecimal() else 0


def _xml_value(cell: etree._Element) -> Cell:
    data = cell.find(f"{_SS}Data")
    formula = cell.get(f"{_SS}Formula")
    if data is None:
        return BadCell(formula, NOT_CALCULATED) if formula else None
    text = "".join(data.itertext())
    kind = data.get(f"{_SS}Type")
    try:
        if kind == "Number":
            return number(float(text))
        if kind == "DateTime":
            return plain(datetime.fromisoformat(text))
    except ValueError:
        return BadCell(text, "单元格里的数字或日期已损坏，请在原文件中改正")
    if kind == "Boolean":
        return text.strip() == "1"
    return BadCell(text, error_reason(text)) if kind == "Error" else plain(text)
