"""Where a Chinese line may be broken (避头尾) and how a text falls into lines. No fonts, no PDF: widths are given.

Rules: GB/T 15834-2011 §5 (no closing mark at a line's head, no opening mark at its end, —— and …… kept whole); a Latin
word, a number, a date in figures is kept whole too, and a number with the 年, 月, 日 after it.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

NEVER_FIRST = frozenset(
    "，。、；：？！…）》〉」』】〕〗〞”’％‰℃°·•～〃々ー!%),.:;?]}¢¨ˇˉ‖′″›∶︶︺︾﹀﹄﹚﹜﹞＂＇．］｀｜｝\u3000"
)
NEVER_LAST = frozenset("（《〈「『【〔〖〝“‘￥＄￡№([{£$¥［｛")
_PAIRS = frozenset("—…─－")
_COUNTED = frozenset("年月日号时岁")
"""What stays with the number before it."""

_TEARABLE = frozenset("-/@_")
"""Where a word that must be torn is torn first."""

_TOLERANCE = 0.01
"""Points by which a line may seem too long through rounding alone."""


def may_break(before: str, after: str) -> bool:
    """Whether a line may end after the character `before` and the next begin with `after`."""
    if after == " " or _clings(after):
        return False
    if before == " ":
        return True
    if after in NEVER_FIRST or before in NEVER_LAST:
        return False
    if (before == after and before in _PAIRS) or (before.isdigit() and after in _COUNTED):
        return False
    return not (_is_word(before) and _is_word(after))


def _is_word(char: str) -> bool:
    return char.isascii() or (char.isalpha() and unicodedata.east_asian_width(char) in ("N", "Na", "A"))


def _clings(char: str) -> bool:
    """A mark that belongs to the character before it: combining marks, variation selectors, joiners."""
    code = ord(char)
    return code >= 0x300 and (unicodedata.category(char) in ("Mn", "Me") or 0xFE00 <= code <= 0xFE0F or code == 0x200D)


def breaks(text: str, widths: Sequence[float], width: float, first: float | None = None) -> Iterator[tuple[int, int]]:
    """Start and end of each line of one paragraph; spaces at a break belong to no line.

    `widths` are those of the characters, `width` that of a line, `first` that of the first line where it differs (indent).
    A stretch that has no place to break and is longer than a line is broken at the line's end all the same.
    """
    edges = [0.0, *accumulate(widths)]
    start, room = 0, width if first is None else first
    while start < len(text):
        end = _line_end(text, edges, start, room)
        stop = end
        while stop > start and text[stop - 1] == " ":
            stop -= 1
        yield start, stop
        start, room = end, width
        while start < len(text) and text[start] == " ":
            start += 1


def _line_end(text: str, edges: Sequence[float], start: int, room: float) -> int:
    reach = bisect_right(edges, edges[start] + room + _TOLERANCE) - 1
    if reach >= len(text):
        return len(text)
    if text[reach] == " ":
        return reach
    for end in range(reach, start, -1):
        if may_break(text[end - 1], text[end]):
            return end
    end = next((end for end in range(reach, start, -1) if text[end - 1] in _TEARABLE), max(reach, start + 1))
    while end < len(text) and _clings(text[end]):
        end += 1
    return end


def wrap(
    text: str, width: float, char_widths: Callable[[str], Sequence[float]], first: float | None = None
) -> list[str]:
    """The lines of a text (which may hold line breaks of its own) at this width; at least one line, perhaps empty."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        broken = [paragraph[start:end] for start, end in breaks(paragraph, char_widths(paragraph), width, first)]
        lines += broken or [""]
        first = None
    return lines


def pieces(text: str) -> list[str]:
    """The stretches of a text that a line break never falls into."""
    found: list[str] = []
    start = 0
    for place in range(1, len(text)):
        if may_break(text[place - 1], text[place]) or text[place - 1] == "\n":
            found.append(text[start:place].strip())
            start = place
    return [*found, text[start:].strip()]
