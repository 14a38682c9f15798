"""What a person sees on a sheet and its values don't tell: struck out, marked red, a comment, dates counted from 1904.

Nothing is concluded from it; the clerk is told where to look (请留意).
"""

import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from desktop_app.workbook.cells import broken
from desktop_app.workbook.facts import SheetFacts

STRUCK, RED = "有删除线", "标了红色"
_MOST_TOLD = 12
_MOST_WORDS = 40
_VALUE = rb"<(?:\w+:)?c\b(?=[^>]*\ss=[\"'](%s)[\"'])[^>]*?\sr=[\"'][A-Z]+(\d+)[\"'][^>]*(?<!/)>"
_INDEXED_REDS = frozenset(("2", "10", "16", "60"))
_MAC = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=[\"'](?:1|true)[\"']")


def is_red(rgb: str) -> bool:
    """Whether RRGGBB (or AARRGGBB) is a red that somebody chose to be seen."""
    digits = rgb[-6:]
    if not re.fullmatch("[0-9A-Fa-f]{6}", digits):
        return False
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return red >= 0xB0 and green < 0x70 and blue < 0x70


@dataclass
class Looks:
    """Style number → what it looks like; empty for the many workbooks in which nothing is marked."""

    styles: Mapping[int, str] = field(default_factory=dict)
    mac_dates: bool = False

    def __post_init__(self) -> None:
        numbers = b"|".join(str(style).encode() for style in self.styles)
        self._cell = re.compile(_VALUE % numbers, re.DOTALL) if self.styles else None

    def note(self, block: bytes, rows: dict[str, set[int]]) -> None:
        """Add the rows (as Excel numbers them) of a piece of the sheet's XML in which something is marked."""
        for cell in self._cell.finditer(block) if self._cell else ():
            rows.setdefault(self.styles[int(cell[1])], set()).add(int(cell[2]))


def looks_of(archive: zipfile.ZipFile) -> Looks:
    """The marked styles of an .xlsx. Raises BrokenWorkbook."""
    names = {name.lower(): name for name in archive.namelist()}
    try:
        mac = bool(_MAC.search(archive.read(names["xl/workbook.xml"]))) if "xl/workbook.xml" in names else False
        styles = _styles(_root(archive, names["xl/styles.xml"])) if "xl/styles.xml" in names else {}
    except ElementTree.ParseError as error:
        raise broken() from error
    return Looks(styles, mac)


def _root(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    from desktop_app.workbook.xlsx_scan import refuse_dtd

    data = archive.read(part)
    refuse_dtd(data)
    return ElementTree.fromstring(data)


def _styles(root: ElementTree.Element) -> dict[int, str]:
    fonts = [_font_look(font) for font in root.iterfind("{*}fonts/{*}font")]
    fills = [_colour(fill.find("{*}patternFill/{*}fgColor")) for fill in root.iterfind("{*}fills/{*}fill")]
    found: dict[int, str] = {}
    for at, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        font, fill = _number(style.get("fontId")), _number(style.get("fillId"))
        look = fonts[font] if font < len(fonts) else ""
        look = look or (RED if fill < len(fills) and fills[fill] else "")
        if look:
            found[at] = look
    return found


def _font_look(font: ElementTree.Element) -> str:
    strike = font.find("{*}strike")
    if strike is not None and strike.get("val", "1") not in ("0", "false"):
        return STRUCK
    return RED if _colour(font.find("{*}color")) else ""


def _colour(colour: ElementTree.Element | None) -> bool:
    if colour is None:
        return False
    return is_red(colour.get("rgb", "")) or colour.get("indexed") in _INDEXED_REDS


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def comments_of(archive: zipfile.ZipFile, part: str) -> list[tuple[str, str]]:
    """The comments of a sheet's part: (cell, beginning of the text). A comment that can't be read is left out: it is no value."""
    names = {name.lower(): name for name in archive.namelist()}
    folder, name = posixpath.split(part)
    links = names.get(f"{folder}/_rels/{name}.rels".lower())
    found: list[tuple[str, str]] = []
    try:
        for link in _root(archive, links).iter() if links else ():
            if link.get("Type", "").endswith("/comments"):
                path = posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/").lower()
                if path in names:
                    found += [
                        (each.get("ref", ""), " ".join("".join(each.itertext()).split())[:_MOST_WORDS])
                        for each in _root(archive, names[path]).iterfind("{*}commentList/{*}comment")
                    ]
    except ElementTree.ParseError:
        return found
    return found


def tell(facts: SheetFacts, rows: Mapping[str, Iterable[int]], comments: Iterable[tuple[str, str]]) -> None:
    """Put it into sentences."""
    for look, marked in rows.items():
        every = sorted(marked)
        told = "、".join(map(str, every[:_MOST_TOLD])) + (f" 等 {len(every)}" if len(every) > _MOST_TOLD else "")
        facts.remarked.append(f"请留意：第 {told} 行{look}，没有据此判断什么")
    every_comment = list(comments)
    if every_comment:
        told = "；".join(f"{cell}{'：' + words if words else ''}" for cell, words in every_comment[:_MOST_TOLD])
        more = f" 等 {len(every_comment)} 处" if len(every_comment) > _MOST_TOLD else ""
        facts.remarked.append(f"请留意：有批注（{told}{more}）")
