"""Pieces one below the other, over as many pages as they need: what stays together, what is repeated, what is dropped.

A piece knows its height and how to draw itself. What pieces there are is told in official_blocks.py.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_SLACK = 0.05
"""Points by which heights may disagree through rounding."""


@dataclass
class Piece:
    """Something that is never split. `draw` gets the height (points from the page's lower edge) of its upper edge.

    `keeps` ties it to the piece that follows; a `gap` is dropped where a page begins; `heading` is drawn above it where a page
    begins with it; `on_grid` lets it begin on one of the page's lines.
    """

    height: float
    draw: Callable[[float], None]
    keeps: bool = False
    gap: bool = False
    heading: "Piece | None" = None
    on_grid: bool = True


def gap(height: float, *, keeps: bool = False) -> Piece:
    """Empty room."""
    return Piece(height, lambda top: None, keeps=keeps, gap=True, on_grid=False)


Page = list[tuple[Piece, float]]
"""Pieces with the distance of their upper edge from the page's first line."""


class Flow:
    """Lays pieces out on pages of `height` with lines of `line` points."""

    def __init__(self, height: float, line: float) -> None:
        self._height = height
        self._line = line

    def pages(self, pieces: Sequence[Piece]) -> list[Page]:
        """The pages, at least one."""
        pages: list[Page] = []
        start = 0
        while start < len(pieces):
            page, end = self._page(pieces, start)
            pages.append(page)
            start = end
        return pages or [[]]

    def _page(self, pieces: Sequence[Piece], start: int) -> tuple[Page, int]:
        page: Page = []
        used = 0.0
        for number in range(start, len(pieces)):
            piece = pieces[number]
            if not page and piece.gap:
                continue
            above = [piece.heading] if not page and piece.heading else []
            for part in (*above, piece):
                offset = self._next_line(used) if part.on_grid else used
                used = offset + part.height
                page.append((part, offset))
            if used > self._height + _SLACK and number > start:
                end = _cut(pieces, start, number)
                return self._kept(page, pieces, start, end), end
        return page, len(pieces)

    def _kept(self, page: Page, pieces: Sequence[Piece], start: int, end: int) -> Page:
        stays = {id(piece) for piece in pieces[start:end]}
        heads = {id(piece.heading) for piece in pieces[start:end] if piece.heading}
        return [(piece, offset) for piece, offset in page if id(piece) in stays or id(piece) in heads]

    def _next_line(self, used: float) -> float:
        return math.ceil((used - _SLACK) / self._line) * self._line


def _cut(pieces: Sequence[Piece], start: int, number: int) -> int:
    """Where the page ends when piece `number` doesn't fit: before everything that is tied to it."""
    end = number
    while end > start and pieces[end - 1].keeps:
        end -= 1
    return end if end > start and any(not piece.gap for piece in pieces[start:end]) else number
