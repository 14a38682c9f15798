"""Reads .xlsx, .xlsb, .xls and .ods: calamine gives the values, the scans what it leaves out."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from itertools import chain, repeat
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from desktop_app.support.tasks import Progress
from desktop_app.workbook.cells import UNKNOWN, Cell, Merge, QuickReaderFailed, broken, plain, trim_row
from desktop_app.workbook.facts import SheetFacts, SheetSource
from desktop_app.workbook.look_scan import looks_of
from desktop_app.workbook.one_walk import for_one_walk, is_small
from desktop_app.workbook.preflight import check_archive
from desktop_app.workbook.sniff import protected
from desktop_app.workbook.xlsx_scan import scan_sheet, sheet_parts

_MOST_KEPT = 20_000


def grid_sheets(data: bytes, kind: str, progress: Progress, *, sparse: bool = False) -> Iterator[SheetSource]:
    """The sheets of a workbook that is in memory. `kind` is 'xlsx', 'xlsb', 'xls' or 'ods'.

    `sparse` reads an .xlsx slowly and in little memory: for sheets whose few cells lie very far apart, for which calamine
    would ask for gigabytes and end the process. Raises WorkbookError.
    """
    facts, unpacked = _facts(data, kind, progress, sparse)
    if kind == "xlsx" and (sparse or any(each.unplaced for each in facts.values())):
        from desktop_app.workbook.sparse import sparse_sheets  # openpyxl is heavy and hardly ever needed here

        yield from sparse_sheets(data, facts)
        return
    try:
        with CalamineWorkbook.from_filelike(unpacked or io.BytesIO(data)) as book:
            yield from _sheets(book, facts)
    except PasswordError as error:
        raise protected() from error
    except (CalamineError, OSError, EOFError) as error:
        raise broken() from error


def _facts(
    data: bytes, kind: str, progress: Progress, sparse: bool
) -> tuple[Mapping[str | int, SheetFacts], BinaryIO | None]:
    """By sheet name, or by place in the workbook for .xls; and the workbook as calamine reads it faster, where it is so small."""
    if kind == "xls":
        from desktop_app.workbook.biff_scan import scan_stream
        from desktop_app.workbook.ole import CompoundFile

        return dict(enumerate(scan_stream(CompoundFile(data).stream("Workbook")))), None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_archive(archive)
            if kind == "ods":
                from desktop_app.workbook.ods_scan import scan_archive  # lxml, which the others do without

                return dict(scan_archive(archive).items()), None
            return _facts_of_xlsx(archive, progress, sparse) if kind == "xlsx" else ({}, None)
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise broken() from error


def _facts_of_xlsx(
    archive: zipfile.ZipFile, progress: Progress, sparse: bool
) -> tuple[Mapping[str | int, SheetFacts], BinaryIO | None]:
    looks, parts = looks_of(archive), sheet_parts(archive)
    if sparse or not is_small(archive):
        return {name: scan_sheet(archive, part, progress, looks) for name, part in parts.items()}, None
    facts: dict[str | int, SheetFacts] = {}
    kept: dict[str, list[bytes]] = {}
    for name, part in parts.items():
        kept[part] = []
        facts[name] = scan_sheet(archive, part, progress, looks, kept[part])
    return facts, for_one_walk(archive, kept)


def _sheets(book: CalamineWorkbook, facts: Mapping[str | int, SheetFacts]) -> Iterator[SheetSource]:
    for place, about in enumerate(book.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(place)
        found = facts.get(about.name) or facts.get(place) or SheetFacts()
        found.merged = found.merged or _merges(sheet)
        hidden = about.visible != SheetVisibleEnum.Visible
        yield SheetSource(about.name, with_bad_cells(_rows(sheet), found), hidden, found)


def _merges(sheet: CalamineSheet) -> list[Merge]:
    return [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]


def _rows(sheet: CalamineSheet) -> Iterator[list[Cell]]:
    """Rows from Excel's row 1 and column A on (calamine leaves out the empty columns on the left)."""
    before: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
    said: dict[str, str] = {}
    again = said.setdefault  # what is alike becomes one object, which goes once to whoever has asked for the sheet
    try:
        for row in sheet.iter_rows():
            if len(said) > _MOST_KEPT:
                said.clear()
            # most cells are empty, or text that sorts after "#", which needs no second look; #N/A sorts before "$".
            # calamine tears a character above U+FFFF where two records of an .xls meet: such a cell is a fault, not a name
            yield trim_row(
                before
                + [
                    None if v == "" else again(v, v) if type(v) is str and v >= "$" and UNKNOWN not in v else plain(v)
                    for v in row
                ]
            )
    except (CalamineError, OverflowError, ValueError) as error:
        failed = broken()
        raise QuickReaderFailed(failed.sentence, failed.next_step) from error


def with_bad_cells(rows: Iterator[list[Cell]], facts: SheetFacts) -> Iterator[list[Cell]]:
    """The rows with what the scan noted put in its place, and rows added where nothing else was."""
    if not facts.bad:
        yield from rows
        return
    last = max(row for row, _ in facts.bad)
    by_row: dict[int, list[int]] = {}
    for row, column in facts.bad:
        by_row.setdefault(row, []).append(column)
    for at, row in enumerate(chain(rows, repeat(None))):
        if row is None and at > last:
            return
        cells = list(row or ())
        for column in by_row.get(at, ()):
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = facts.bad[at, column]
        yield cells
