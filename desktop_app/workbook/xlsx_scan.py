"""What calamine doesn't tell of an .xlsx: error cells, formulas never calculated, merges, what is hidden, wild references.

The sheets' XML is searched as bytes, block by block, in constant memory; values are calamine's business.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

from desktop_app.support.tasks import Progress
from desktop_app.workbook.cells import NOT_CALCULATED, BadCell, broken, error_reason
from desktop_app.workbook.facts import MOST_COLUMNS, MOST_MERGES, MOST_ROWS, SheetFacts
from desktop_app.workbook.look_scan import Looks, comments_of, tell
from desktop_app.workbook.preflight import too_large

_PIECE = 131_072
"""Bytes searched at a time: looked through again and again, they are best kept near the processor."""
_LONGEST_ROW = 4 * 1_048_576
_DTD_WITHIN = 4_096

_ERROR = re.compile(
    rb"<(?:\w+:)?c\b([^>]*?\st=[\"']e[\"'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<", re.DOTALL
)
_NO_CACHE = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)"
    rb"\s*(<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]+)(\d+)[\"']")
_TEXT_RESULT = re.compile(rb"\bt=[\"']str[\"']")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\shidden=[\"'](?:1|true)[\"'])[^>]*?\sr=[\"'](\d+)[\"']")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b(?=[^>]*\shidden=[\"'](?:1|true)[\"'])([^>]*)>")
_BOUND = re.compile(rb"\b(min|max)=[\"'](\d+)[\"']")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=[\"']([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?[\"']")
_PERHAPS_FAR = re.compile(rb"r=[\"'][A-Z]{0,2}+(?:[A-Z]|\d{7})")
_FORMULA = re.compile(rb"<f[\s/>]")
_FAR = re.compile(rb"\br=[\"']([A-Z]*)(\d*)[\"']")


def column_number(letters: bytes | str) -> int:
    """A → 0, Z → 25, AA → 26."""
    total = 0
    for code in letters.encode() if isinstance(letters, str) else letters:
        total = total * 26 + code - 64
    return total - 1


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Which part of the archive holds the sheet of each name. Raises BrokenWorkbook if the workbook doesn't say."""
    by_lower_case = {name.lower(): name for name in archive.namelist()}
    book = by_lower_case.get("xl/workbook.xml", "xl/workbook.xml")
    links = by_lower_case.get("xl/_rels/workbook.xml.rels", "xl/_rels/workbook.xml.rels")
    try:
        targets = {link.get("Id"): link.get("Target", "") for link in _parsed(archive, links)}
        sheets = [each for each in _parsed(archive, book).iter() if each.tag.endswith("}sheet")]
    except (KeyError, ElementTree.ParseError) as error:
        raise broken() from error
    parts: dict[str, str] = {}
    for sheet in sheets:
        link = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        path = posixpath.normpath(posixpath.join("/xl", targets.get(link, ""))).lstrip("/").lower()
        if path in by_lower_case:
            parts[sheet.get("name", "")] = by_lower_case[path]
    return parts


def _parsed(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    data = archive.read(part)
    refuse_dtd(data)
    return ElementTree.fromstring(data)


def refuse_dtd(beginning: bytes) -> None:
    """No office program writes a DTD into a workbook: it's there to swell into gigabytes, or to fetch another file."""
    if b"<!DOCTYPE" in beginning[:_DTD_WITHIN] or b"<!ENTITY" in beginning[:_DTD_WITHIN]:
        raise broken("文件里有来历不明的内容（DTD），为安全起见没有读取。")


def scan_sheet(
    archive: zipfile.ZipFile,
    part: str,
    progress: Progress,
    looks: Looks | None = None,
    kept: list[bytes] | None = None,
) -> SheetFacts:
    """Read a sheet's XML through once; `looks` are the workbook's marked styles; the XML is added to `kept`, where given. Raises
    BrokenWorkbook if it is cut off or speaks of cells outside any sheet."""
    looks = looks or Looks()
    facts, ending, first = SheetFacts(mac_dates=looks.mac_dates), b"", True
    marked: dict[str, set[int]] = {}
    with archive.open(part) as stream:
        for block in _blocks(stream):
            progress.check()
            if first:
                refuse_dtd(block)
                _note_hidden_columns(block, facts)
                first = False
            _note_block(block, facts)
            looks.note(block, marked)
            if kept is not None:
                kept.append(block)
            ending = (ending + block[-64:])[-64:]
    if not ending.rstrip().endswith(b"worksheet>"):
        raise broken()
    tell(facts, marked, comments_of(archive, part))
    return facts


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """The XML cut between rows, so that no cell is torn; a monstrous row is cut wherever a tag ends."""
    rest = b""
    while piece := stream.read(_PIECE):
        block = rest + piece
        cut = block.rfind(b"row>") + 4
        if cut < 4:
            cut = block.rfind(b">") + 1 if len(block) > _LONGEST_ROW else 0
        if cut:
            yield block[:cut]
        rest = block[cut:]
    yield rest


def _note_block(block: bytes, facts: SheetFacts) -> None:
    # A lone character is looked for ten times as fast as a word: few sheets have a single quote or a colon at all.
    if _PERHAPS_FAR.search(block):
        _refuse_far(block)
    if b'="e"' in block or (b"'" in block and b"='e'" in block):
        for cell in _ERROR.finditer(block):
            word = cell[2].decode("utf-8", "replace")
            _note_bad(facts, cell[1], BadCell(word, error_reason(word)))
    if _FORMULA.search(block) or (b":" in block and b":f" in block):
        _note_uncalculated(block, facts)
    if b"hidden=" in block:
        facts.hidden_rows.extend(int(row[1]) - 1 for row in _HIDDEN_ROW.finditer(block))
    if b"mergeCell" in block:
        _note_merges(block, facts)


def _note_uncalculated(block: bytes, facts: SheetFacts) -> None:
    """A formula without a value; an empty text value (`t="str"`) is what ="" gives, and all right."""
    for cell in _NO_CACHE.finditer(block):
        if not (cell[3] and _TEXT_RESULT.search(cell[1])):
            formula = "=" + (cell[2] or b"").decode("utf-8", "replace")
            _note_bad(facts, cell[1], BadCell(formula, NOT_CALCULATED))


def _note_bad(facts: SheetFacts, attributes: bytes, cell: BadCell) -> None:
    found = _REFERENCE.search(attributes)
    if found:
        facts.bad[int(found[2]) - 1, column_number(found[1])] = cell
    else:
        facts.unplaced = True


def _note_merges(block: bytes, facts: SheetFacts) -> None:
    first = block.rfind(b"<", 0, block.find(b"mergeCell"))
    for left, top, right, bottom in _MERGE.findall(block, first):
        if right:
            facts.merged.append((int(top) - 1, column_number(left), int(bottom) - 1, column_number(right)))
    if len(facts.merged) > MOST_MERGES:
        raise too_large("表里的合并单元格太多，读不了。")


def _note_hidden_columns(block: bytes, facts: SheetFacts) -> None:
    end = block.find(b"sheetData")  # what is said of columns stands before
    for column in _HIDDEN_COLUMN.finditer(block, 0, end if end >= 0 else len(block)):
        bounds = {name: int(value) for name, value in _BOUND.findall(column[1])}
        if b"min" in bounds and b"max" in bounds:
            facts.hidden_columns.extend(range(bounds[b"min"] - 1, min(bounds[b"max"], MOST_COLUMNS)))


def _refuse_far(block: bytes) -> None:
    for letters, digits in _FAR.findall(block):
        if (
            len(letters) > 3
            or len(digits) > 7
            or column_number(letters) >= MOST_COLUMNS
            or int(digits or 1) > MOST_ROWS
        ):
            raise broken("文件里有超出表格范围的单元格，已损坏。")
