"""How a face gets into a PDF: as one font with two-byte codes, cut down to the characters used, with their Unicode beside them.

reportlab would split a face into many fonts of 256 characters and, in 5.1, write a wrong Unicode entry above U+FFFF; so the
font objects are made here (ISO 32000-1, 9.7: CIDFontType2, Identity-H) and only the file is cut by reportlab.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.pdfbase import pdfdoc

from desktop_app.paper.typeface import Typeface

_BLOCK = 100
"""A ToUnicode block holds at most 100 entries (Adobe Technical Note 5014)."""

_SYMBOLIC = 4

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class EmbeddedFace:
    """One face in one PDF: gives characters their codes while pages are drawn, and writes itself when the PDF is closed.

    `resource` is the name by which a page's operators call it.
    """

    def __init__(self, face: Typeface, number: int) -> None:
        self.face = face
        self.resource = f"F{number}"
        self._code_of: dict[str, str] = {}

    @property
    def _codes(self) -> list[int]:
        return [ord(char) for char in self._code_of]

    def code_of(self, char: str) -> str:
        """Four hexadecimal digits that stand for the character in a text operator."""
        return self._code_of.setdefault(char, f"{len(self._code_of) + 1:04X}")

    def addObjects(self, document: Any) -> None:
        """Called by reportlab just before it writes the PDF."""
        if not self._code_of:
            return
        name = f"{_subset_tag(self._codes)}+{self.face.name}"
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{name}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([self._descendant(document, name)]),
                "ToUnicode": _stream(document, _unicode_map(self._codes).encode("ascii"), f"unicode:{self.resource}"),
            }
        )
        reference = document.Reference(font, f"font:{self.resource}")
        document.idToObject["BasicFonts"].dict[self.resource] = reference

    def _descendant(self, document: Any, name: str) -> Any:
        widths = [round(self.face.widths.get(code, 1000)) for code in self._codes]
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{name}",
                "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                "FontDescriptor": self._descriptor(document, name),
                "DW": 1000,
                "W": f"[ 1 [ {' '.join(map(str, widths))} ] ]",
                "CIDToGIDMap": _stream(document, self._glyph_map(), f"glyphs:{self.resource}"),
            }
        )
        return document.Reference(descendant, f"descendant:{self.resource}")

    def _descriptor(self, document: Any, name: str) -> Any:
        face = self.face
        file = _stream(document, face.cut(self._codes), f"file:{self.resource}", measured=True)
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{name}",
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(list(map(round, face.bbox))),
                "ItalicAngle": face.italic_angle,
                "Ascent": round(face.ascent),
                "Descent": round(face.descent),
                "CapHeight": round(face.cap_height),
                "StemV": face.stem,
                "FontFile2": file,
            }
        )
        return document.Reference(descriptor, f"descriptor:{self.resource}")

    def _glyph_map(self) -> bytes:
        """Code → glyph of the cut file, two bytes each: two characters may share a glyph and yet keep their own codes."""
        order = {0: 0}
        glyphs = [order.setdefault(self.face.glyph(code), len(order)) for code in self._codes]
        return b"\0\0" + b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)


def _stream(document: Any, content: bytes, name: str, *, measured: bool = False) -> Any:
    stream = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
    if measured:
        stream.dictionary["Length1"] = len(content)
    return document.Reference(stream, name)


def _subset_tag(codes: Sequence[int]) -> str:
    """Six capital letters that differ for different sets of characters, as a subset's name must begin."""
    number = hash(tuple(codes)) % 26**6
    return "".join(chr(65 + number // 26**place % 26) for place in range(6))


def _unicode_map(codes: Sequence[int]) -> str:
    entries = [
        f"<{number:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for number, code in enumerate(codes, 1)
    ]
    return _CMAP.format(blocks="\n".join(_blocks(entries)))


def _blocks(entries: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        yield "\n".join((f"{len(block)} beginbfchar", *block, "endbfchar"))
