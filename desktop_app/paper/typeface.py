"""A face that has been read: which characters it draws, how wide they are, and the part of it that a paper embeds.

reportlab reads and cuts the file; its parser holds a position in the file, so cutting goes under a lock.
"""

import struct
import threading
from collections.abc import Sequence
from functools import cache

from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

from desktop_app.paper.faces import Face

_reading = threading.RLock()
_SPACES = frozenset((0x20, 0x3000))


class Typeface:
    """A read face. Widths and heights are in thousandths of an em."""

    def __init__(self, face: Face) -> None:
        self.label = face.label
        self._tables = TTFontFace(str(face.path), subfontIndex=face.subfont)
        self.widths: dict[int, float] = self._tables.charWidths
        self.ascent: float = self._tables.ascent
        self.descent: float = self._tables.descent
        self.bbox: list[float] = self._tables.bbox
        self.italic_angle: float = self._tables.italicAngle
        self.cap_height: float = self._tables.capHeight
        self.stem: float = self._tables.stemV
        self.name: str = self._tables.name.decode("latin-1")
        self._level_figures()

    def _level_figures(self) -> None:
        """Give all figures the widest one's room, each in its middle: columns of numbers line up, as on a typed form."""
        glyphs = {code: self.glyph(code) for code in map(ord, "0123456789") if self.draws(code)}
        metrics = self._tables.hmetrics
        widest = max((metrics[glyph][0] for glyph in glyphs.values()), default=0)
        for code, glyph in glyphs.items():
            width, bearing = metrics[glyph]
            metrics[glyph] = (widest, (bearing + (widest - width) // 2) & 0xFFFF)
            self.widths[code] = widest * 1000 / self._tables.unitsPerEm

    def glyph(self, code: int) -> int:
        """The number of the character's glyph in the file; 0 when it has none."""
        return self._tables.charToGlyph.get(code, 0)

    def draws(self, code: int) -> bool:
        """Whether it has a shape for the character; an empty glyph counts only for a space."""
        glyph = self.glyph(code)
        places = self._tables.glyphPos
        return bool(glyph) and (places[glyph + 1] > places[glyph] or code in _SPACES)

    def cut(self, codes: Sequence[int]) -> bytes:
        """A TrueType file with the glyphs of these characters: glyph 0, then each new glyph in the order of `codes`."""
        with _reading:
            return self._tables.makeSubset(codes)


class UnreadableFace(Exception):
    """The file's header promises a font, but its tables are not those of one."""


@cache
def _read(face: Face) -> Typeface:
    try:
        return Typeface(face)
    except (TTFError, struct.error, ValueError, IndexError, KeyError) as error:
        raise UnreadableFace(face.path.name) from error


def typeface(face: Face) -> Typeface:
    """The face, read once for the life of the program. Raises `UnreadableFace`."""
    with _reading:
        return _read(face)
