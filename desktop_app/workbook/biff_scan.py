"""What calamine doesn't tell of a BIFF .xls: error cells and what is hidden, by walking the records of its one stream."""

import struct

from desktop_app.workbook.cells import BadCell, broken, error_reason
from desktop_app.workbook.facts import SheetFacts
from desktop_app.workbook.sniff import protected

_BOUNDSHEET, _FILEPASS, _BOF, _EOF = 0x0085, 0x002F, 0x0809, 0x000A
_FORMULA, _BOOLERR, _ROW, _COLINFO = 0x0006, 0x0205, 0x0208, 0x007D
_WATCHED = frozenset({_FORMULA, _BOOLERR, _ROW, _COLINFO})
_WORDS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_HIDDEN_ROW_BIT = 0x20
_NO_NUMBER = b"\xff\xff"


def scan_stream(stream: bytes) -> list[SheetFacts]:
    """The facts of every sheet, in the workbook's order. Raises ProtectedWorkbook, or BrokenWorkbook if it is cut off."""
    try:
        return [_scan_sheet(stream, start) for start in _sheet_starts(stream)]
    except struct.error as error:
        raise broken() from error


def _sheet_starts(stream: bytes) -> list[int]:
    starts: list[int] = []
    at = 0
    while True:
        code, length = struct.unpack_from("<HH", stream, at)
        if code == _FILEPASS:
            raise protected()
        if code == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", stream, at + 4)[0])
        if code == _EOF:
            return starts
        at += 4 + length


def _scan_sheet(stream: bytes, at: int) -> SheetFacts:
    facts, depth = SheetFacts(), 0
    unpack = struct.Struct("<HH").unpack_from
    while True:
        code, length = unpack(stream, at)
        if code in _WATCHED and depth == 1:
            _note(stream, at + 4, code, facts)
        elif code == _BOF:
            depth += 1
        elif code == _EOF:
            depth -= 1
            if depth <= 0:
                return facts
        at += 4 + length


def _note(stream: bytes, at: int, code: int, facts: SheetFacts) -> None:
    if code == _COLINFO:
        first, last, _, _, bits = struct.unpack_from("<5H", stream, at)
        if bits & 1:
            facts.hidden_columns.extend(range(first, min(last, 255) + 1))
    elif code == _ROW:
        if struct.unpack_from("<H", stream, at + 12)[0] & _HIDDEN_ROW_BIT:
            facts.hidden_rows.append(struct.unpack_from("<H", stream, at)[0])
    else:
        _note_error(stream, at, code, facts)


def _note_error(stream: bytes, at: int, code: int, facts: SheetFacts) -> None:
    """An error typed in is `value, 1` after the cell's place; one calculated is 02 xx code xx xx xx FF FF."""
    if code == _BOOLERR:
        error, is_error = stream[at + 6], stream[at + 7] == 1
    else:
        error, is_error = stream[at + 8], stream[at + 6] == 2 and stream[at + 12 : at + 14] == _NO_NUMBER
    if is_error:
        word = _WORDS.get(error, "#N/A")
        facts.bad[struct.unpack_from("<HH", stream, at)] = BadCell(word, error_reason(word))
