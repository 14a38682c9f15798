"""How text stands in a cell: what is stripped, what is escaped, how wide it is. For writing; reading is calamine's."""

import re
from unicodedata import east_asian_width

from desktop_app.support.errors import OfficeError

LONGEST = 32_767
"""Characters in one cell, as Excel counts them (those above U+FFFF are two)."""

# what XML can't carry, what no table should, and the two characters no standard assigns
_STRIPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?|\x85|\u2028|\u2029")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_LIKE = frozenset("=+-@|%'\t\n0123456789＝＋－＠")


class TextTooLong(OfficeError):
    """A text that no Excel cell takes; nothing is written."""


def clean(text: str) -> str:
    """The text as it can stand in a cell: control characters gone, every line end a line feed."""
    return _STRIPPED.sub("", _LINE_END.sub("\n", text))


def length(text: str) -> int:
    """As Excel counts, in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def needs_quote(text: str) -> bool:
    """Whether Excel would take the text for a formula or a number if it were typed in."""
    return text[0] in _FORMULA_LIKE


def escape_codes(text: str) -> str:
    """`_x0041_` is how a workbook writes “A”; a text that happens to look like that gets its underscore escaped."""
    return _LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text


def xml(text: str) -> str:
    """Cleaned text as the inside of an element."""
    return escape_codes(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def display_width(text: str) -> int:
    """Width of the widest line in Excel's characters; a Chinese one counts two."""
    return max((sum(1 + (east_asian_width(c) in "WFA") for c in line) for line in text.split("\n")), default=0)
