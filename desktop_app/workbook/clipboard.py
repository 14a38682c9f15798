"""Rows out of and into a clipboard as spreadsheets hold them: HTML beside plain text. No clipboard is touched here.

The text shows a long number as 4.11E+17 and a date in whatever way the sheet does; the HTML often says what stands behind it.
On the way out the HTML says that a number is text: pasted as plain text an identity number would lose its last digits in Excel.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape
from typing import Any

from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue]

from desktop_app.workbook.cells import Cell, is_blank, number, text, trim_row
from desktop_app.workbook.text import split_rows

_LARGEST_HTML = 30_000_000
_BEHIND = ("x:num", "sdval")
_DATE_FORMAT = re.compile(r"[yY年]|[dD日]")
_LOOKS_LIKE_DATE = re.compile(r"\d+\s*[-/.年]\s*\d+|[A-Za-z]{3}-\d|\d+月")
_DAY_ZERO = date(1899, 12, 30)
_DAYS = range(1, 73_051)
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[Ee]\+\d+|#+")
_AS_TEXT = """ style='mso-number-format:"\\@"' sdnum="2052;0;@\""""
_MOST_SPAN = 1_000


def pasted_rows(plain: str, markup: str = "") -> list[list[Cell]]:
    """The rows of what was copied, empty ones left out; [] where there are none."""
    rows = _html_rows(markup) if markup else []
    if not rows:
        rows = [[text(field.strip()) for field in row] for row in _text_rows(plain)]
    return [trim_row(row) for row in rows if any(not is_blank(cell) for cell in row)]


def _text_rows(plain: str) -> Iterator[list[str]]:
    """Spreadsheets separate by tabs and put a cell of several lines in quotes; without a tab it may be any list."""
    if "\t" in plain:
        return csv.reader(io.StringIO(plain, newline=""), delimiter="\t")
    return split_rows(plain)


def _html_rows(markup: str) -> list[list[Cell]]:
    """The rows of the largest table; [] where there is none or the markup is no good."""
    if len(markup) > _LARGEST_HTML or "<t" not in markup.lower():
        return []
    try:
        tree = html.document_fromstring(markup.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    tables = [_table(table) for table in tree.iter("table") if table.find(".//table") is None]
    return max(tables, key=len, default=[])


def _table(table: Any) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    taken: dict[int, int] = {}  # column → the row up to which a cell from above reaches
    for at, row in enumerate(table.iter("tr")):
        cells: list[Cell] = []
        for cell in row.iterchildren("td", "th"):
            while taken.get(len(cells), -1) >= at:
                cells.append(None)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            taken.update(dict.fromkeys(range(len(cells), len(cells) + wide), at + high - 1) if high > 1 else {})
            cells += [_value(cell), *[None] * (wide - 1)]
        rows.append(cells)
    return rows


def _span(cell: Any, name: str) -> int:
    said = (cell.get(name) or "").strip()
    return min(int(said), _MOST_SPAN) if said.isdecimal() and int(said) else 1


def _value(cell: Any) -> Cell:
    """What stands in a cell: the number or date behind it where the text shows less, else the text."""
    shown = _shown(cell)
    behind = next((said for name in _BEHIND if (said := cell.get(name))), None)
    if behind is None:
        return text(shown)
    try:
        value = number(float(behind))
    except ValueError:
        return text(shown)
    is_date = _DATE_FORMAT.search(cell.get("sdnum") or "") or _LOOKS_LIKE_DATE.search(shown)
    if is_date and isinstance(value, int) and value in _DAYS:
        return _DAY_ZERO + timedelta(days=value)
    return value if _SCIENTIFIC.fullmatch(shown) or not shown else text(shown)


def _shown(cell: Any) -> str:
    """The text of a cell, its breaks kept."""
    parts: list[str] = [cell.text or ""]
    for each in cell.iterdescendants():
        parts.append("\n" if each.tag == "br" else (each.text or "") if isinstance(each.tag, str) else "")
        parts.append(each.tail or "")
    joined = "".join(parts).replace("\u00a0", " ")
    return re.sub(r"[ \t\r\n]*\n[ \t\r\n]*", "\n", joined).strip()


def html_table(headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool]) -> str:
    """A table as spreadsheets paste it: cells are text and keep all their digits, but for columns of `numbers`."""
    marks = ["" if is_number else _AS_TEXT for is_number in numbers]
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body = "".join(
        "<tr>" + "".join(f"<td{mark}>{_escaped(cell)}</td>" for mark, cell in zip(marks, row, strict=True)) + "</tr>"
        for row in rows
    )
    return f'<html><head><meta charset="utf-8"></head><body><table><tr>{head}</tr>{body}</table></body></html>'


def _escaped(cell: str) -> str:
    return "<br>".join(escape(line) for line in cell.splitlines())
