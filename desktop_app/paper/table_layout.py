"""How wide each column of a table becomes, and at what size of type: by content, so that nothing is cut.

The order of preference: everything on one line at 12 to 10.5 pt; most cells within two lines from 10.5 pt down to 6.5, then
within three and five; then the larger sheet; at last words and numbers broken. Nothing is drawn here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from heapq import nlargest

from desktop_app.paper.canvas import Canvas, Pen
from desktop_app.paper.fonts import Role
from desktop_app.paper.measures import MM, WUHAO, XIAOSI
from desktop_app.paper.table import PaperColumn
from desktop_app.paper.wrapping import pieces

FLOOR = 6.5
"""The smallest type a table is set in, in points."""

_SHORT = 5.0
"""Ems up to which a column is never broken: names, dates, numbers."""

_SAMPLE = 120
"""How many of a column's longest cells are looked at for words that must stay whole."""

_PROSE = 40.0
"""Ems that a column asks for at most over all its lines together: sentences may take as many lines as they need."""

_ATTEMPTS = (
    (1, (XIAOSI, 11.0, WUHAO)),
    (2, (WUHAO, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, FLOOR)),
    (3, (8.5, 8.0, 7.5, 7.0, FLOOR)),
    (5, (7.0, FLOOR)),
)
"""Lines that most cells should fit, and the sizes of type at which that is tried."""


@dataclass(frozen=True)
class Demand:
    """What one column holds, in ems: its longest cell, a length that 95 % of cells stay under, its longest word, its heading.

    `share` is its part of the room that is left over; `floor` is a least width in points.
    """

    longest: float
    usual: float
    word: float
    heading: float
    heading_word: float
    share: float
    floor: float

    def ems(self, lines: int) -> float:
        """The width at which most cells take no more lines than that, and no word is torn."""
        heading = max(self.heading_word, self.heading if lines == 1 and self.heading <= 2 else self._in_lines(lines))
        if lines == 1:
            return max(self.longest, heading)
        most = min(self.longest, min(self.usual, _PROSE) / lines * 1.06 + 1)
        least = min(self.longest, _SHORT - lines)
        return max(self.word, most, least, heading)

    def torn(self, lines: int) -> float:
        """The same where even words are torn."""
        return max(min(self.longest, min(self.longest, _PROSE) / lines + 0.6), self.heading / (lines + 2) + 0.1, 1.0)

    def _in_lines(self, lines: int) -> float:
        return min(self.heading, self.heading / (lines + 1) + 0.4)


@dataclass(frozen=True)
class Layout:
    """Type size, the columns' widths (cell padding included) and the width of the whole, in points."""

    size: float
    widths: tuple[float, ...]

    @property
    def padding(self) -> float:
        """Room at the left and right of a cell's text."""
        return padding(self.size)

    @property
    def width(self) -> float:
        return sum(self.widths)


def padding(size: float) -> float:
    """The least room beside a cell's text at a type size."""
    return max(1.6, size * 0.28)


def demands(canvas: Canvas, columns: Sequence[PaperColumn], cells: Sequence[Collection[str]]) -> list[Demand]:
    """What the columns ask for; `cells` holds each column's different texts."""
    body, head = canvas.pen(Role.BODY, WUHAO), canvas.pen(Role.HEI, WUHAO)
    return [_demand(column, texts, body, head) for column, texts in zip(columns, cells, strict=True)]


def _demand(column: PaperColumn, texts: Collection[str], body: Pen, head: Pen) -> Demand:
    lengths = sorted(extent(text, body) for text in texts)
    longest = word = lengths[-1] if lengths else 0.0
    if column.wrap and longest > _SHORT:
        longest_texts = nlargest(_SAMPLE, texts, key=body.ems.__getitem__)
        word = max((body.ems[piece] for text in longest_texts for piece in pieces(text)), default=0.0)
    heading = head.ems[column.heading]
    return Demand(
        longest=longest,
        usual=lengths[-1 - len(lengths) // 20] if lengths else 0.0,
        word=word,
        heading=heading,
        heading_word=max(head.ems[piece] for piece in pieces(column.heading)),
        share=column.weight or min(max(longest, heading / 2), _PROSE) + 2,
        floor=column.min_width * MM,
    )


def extent(text: str, pen: Pen) -> float:
    """Ems of the text's longest line."""
    if "\n" in text:
        return max(pen.ems[line] for line in text.splitlines() or [""])
    return pen.ems[text]


def fit(demanded: Sequence[Demand], room: float, largest: float = XIAOSI) -> Layout | None:
    """The best layout within `room` points, in type of at most `largest`; None when words would have to be torn."""
    for lines, sizes in _ATTEMPTS:
        for size in sizes:
            least = [max(demand.ems(lines) * size + 2 * padding(size), demand.floor) for demand in demanded]
            if size <= largest and sum(least) <= room + 0.01:
                return Layout(size, _filled(demanded, least, size, room))
    return None


def force(demanded: Sequence[Demand], room: float) -> Layout:
    """The layout at the smallest type where even words must be torn: every column with about equally many lines."""
    air = 2 * padding(FLOOR)
    for lines in range(2, 40):
        least = [demand.torn(lines) * FLOOR + air for demand in demanded]
        if sum(least) <= room:
            return Layout(FLOOR, _filled(demanded, least, FLOOR, room))
    least = [demand.torn(40) * FLOOR + air for demand in demanded]
    return Layout(FLOOR, tuple(room * width / sum(least) for width in least))


def _filled(demanded: Sequence[Demand], least: Sequence[float], size: float, room: float) -> tuple[float, ...]:
    """Give away what is left: first to columns whose longest cell doesn't fit on a line yet, then to all by their share."""
    left = room - sum(least)
    lacking = [max(0.0, d.ems(1) * size + 2 * padding(size) - w) for d, w in zip(demanded, least, strict=True)]
    if sum(lacking) > left:
        return tuple(w + left * lack / sum(lacking) for w, lack in zip(least, lacking, strict=True))
    left -= sum(lacking)
    shares = sum(demand.share for demand in demanded)
    return tuple(
        w + lack + left * demand.share / shares for demand, w, lack in zip(demanded, least, lacking, strict=True)
    )
