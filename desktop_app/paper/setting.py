"""Paragraphs set on the official page's grid: 28 characters a line, full lines flush at both edges, several faces in one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.paper.canvas import Canvas
from desktop_app.paper.fonts import Role
from desktop_app.paper.gb9704 import CHARACTER, LEFT, LINE, WIDTH
from desktop_app.paper.measures import SANHAO, baseline
from desktop_app.paper.wrapping import breaks

_MOST_SPREAD = 3.5
"""Points that may be put between two characters to fill a line; a line that asks for more is left ragged."""

TIGHTEN = CHARACTER - SANHAO
"""What is added after each 16 pt character so that 28 of them fill a line (about −0.2 pt)."""

Span = tuple[str, Role]


@dataclass(frozen=True)
class Line:
    """One set line: text by role with the x at which each begins, and what is added after each character."""

    parts: tuple[tuple[float, str, Role], ...]
    spread: float

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw it in a line of the grid whose upper edge is `top`."""
        y = baseline(top, LINE, SANHAO)
        for x, text, role in self.parts:
            canvas.text(x, y, text, role, SANHAO, spread=self.spread)


def set_paragraph(
    canvas: Canvas, spans: Sequence[Span], *, first_indent: float = 2, indent: float = 0, justify: bool = True
) -> list[Line]:
    """The lines of one paragraph of 三号 type; indents in characters, of the first line and of the others."""
    text = "".join(words for words, _ in spans)
    widths = [width + TIGHTEN for words, role in spans for width in canvas.pen(role, SANHAO).char_widths(words)]
    room = WIDTH - indent * CHARACTER
    found: list[Line] = []
    for start, end in breaks(text, widths, room, WIDTH - first_indent * CHARACTER):
        begins = (indent if found else first_indent) * CHARACTER
        spare = WIDTH - begins - sum(widths[start:end])
        last = end == len(text)
        spread = TIGHTEN if last or not justify else _spread(spare, end - start)
        found.append(_line(spans, widths, start, end, LEFT + begins, spread))
    return found


def _spread(spare: float, characters: int) -> float:
    extra = spare / max(1, characters - 1)
    return TIGHTEN + (extra if extra <= _MOST_SPREAD else 0)


def _line(spans: Sequence[Span], widths: Sequence[float], start: int, end: int, x: float, spread: float) -> Line:
    edges = [0]
    for words, _ in spans:
        edges.append(edges[-1] + len(words))
    parts: list[tuple[float, str, Role]] = []
    for (words, role), (begins, ends) in zip(spans, pairwise(edges), strict=True):
        first, last = max(start, begins), min(end, ends)
        if first < last:
            parts.append((x, words[first - begins : last - begins], role))
            x += sum(widths[first:last]) + (spread - TIGHTEN) * (last - first)
    return Line(tuple(parts), spread)


def text_width(canvas: Canvas, text: str, role: Role = Role.BODY) -> float:
    """Points that a 三号 text takes on the grid."""
    return canvas.pen(role, SANHAO).width(text) + TIGHTEN * len(text)
