"""What calamine doesn't tell of a BIFF .xls: error cells, what is hidden, struck out, red or commented on, and dates counted from
1904, by walking the records of its one stream."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_app.workbook.cells import BadCell, broken, error_reason
from desktop_app.workbook.facts import SheetFacts
from desktop_app.workbook.look_scan import RED, STRUCK, tell
from desktop_app.workbook.sniff import protected

_BOUNDSHEET, _FILEPASS, _BOF, _EOF = 0x0085, 0x002F, 0x0809, 0x000A
_FORMULA, _BOOLERR, _ROW, _COLINFO = 0x0006, 0x0205, 0x0208, 0x007D
_DATEMODE, _FONT, _XF, _NOTE = 0x0022, 0x0031, 0x00E0, 0x001C
_WATCHED = frozenset({_FORMULA, _BOOLERR, _ROW, _COLINFO, _NOTE})
_CELLS = frozenset({_FORMULA, 0x00FD, 0x0203, 0x027E, 0x0204})
"""Records of single cells: formula, shared text, number, short number, text."""
_STRUCK_BIT = 0x08
_REDS = frozenset({2, 10, 16})
_NO_SUCH_FONT = 4
_WORDS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_HIDDEN_ROW_BIT = 0x20
_NO_NUMBER = b"\xff\xff"


@dataclass
class _Book:
    """What the part before the sheets says: where these start, marked styles by number, how dates are counted."""

    starts: list[int] = field(default_factory=list)
    looks: dict[int, str] = field(default_factory=dict)
    mac_dates: bool = False


def scan_stream(stream: bytes) -> list[SheetFacts]:
    """The facts of every sheet, in the workbook's order. Raises ProtectedWorkbook, or BrokenWorkbook if it is cut off."""
    try:
        book = _scan_book(stream)
        return [_scan_sheet(stream, start, book) for start in book.starts]
    except struct.error as error:
        raise broken() from error


def _scan_book(stream: bytes) -> _Book:
    book, fonts, styles = _Book(), list[str](), list[tuple[int, int]]()
    at = 0
    while True:
        code, length = struct.unpack_from("<HH", stream, at)
        if code == _FILEPASS:
            raise protected()
        if code == _BOUNDSHEET:
            book.starts.append(struct.unpack_from("<I", stream, at + 4)[0])
        elif code == _DATEMODE:
            book.mac_dates = struct.unpack_from("<H", stream, at + 4)[0] == 1
        elif code == _FONT:
            bits, colour = struct.unpack_from("<HH", stream, at + 6)
            fonts.append(STRUCK if bits & _STRUCK_BIT else RED if colour in _REDS else "")
        elif code == _XF:
            styles.append((struct.unpack_from("<H", stream, at + 4)[0], struct.unpack_from("<H", stream, at + 22)[0]))
        if code == _EOF:
            book.looks = _looks(fonts, styles)
            return book
        at += 4 + length


def _looks(fonts: Sequence[str], styles: Sequence[tuple[int, int]]) -> dict[int, str]:
    """Style number → what it looks like. There is no font 4: what is called 5 is the fifth."""
    found: dict[int, str] = {}
    for at, (font, fill) in enumerate(styles):
        place = font - (font > _NO_SUCH_FONT)
        look = (fonts[place] if place < len(fonts) else "") or (RED if fill & 0x7F in _REDS else "")
        if look:
            found[at] = look
    return found


def _scan_sheet(stream: bytes, at: int, book: _Book) -> SheetFacts:
    facts, depth = SheetFacts(mac_dates=book.mac_dates), 0
    unpack = struct.Struct("<HH").unpack_from
    marked: dict[str, set[int]] = {}
    comments: list[tuple[str, str]] = []
    watched = _WATCHED | _CELLS if book.looks else _WATCHED
    while True:
        code, length = unpack(stream, at)
        if code in watched and depth == 1:
            if code in _CELLS and book.looks:
                row, _, style = struct.unpack_from("<HHH", stream, at + 4)
                if style in book.looks:
                    marked.setdefault(book.looks[style], set()).add(row + 1)
            if code == _NOTE:
                row, column = unpack(stream, at + 4)
                comments.append((f"{_letters(column)}{row + 1}", ""))
            elif code in _WATCHED:
                _note(stream, at + 4, code, facts)
        elif code == _BOF:
            depth += 1
        elif code == _EOF:
            depth -= 1
            if depth <= 0:
                tell(facts, marked, comments)
                return facts
        at += 4 + length


def _letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


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
