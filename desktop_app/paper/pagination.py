"""Which rows of a table go on which page: rows whole, a section with its first row, the foot with some rows above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.paper.table import PaperRow, RowKind, Rows
from desktop_app.paper.table_drawing import AIR, LEADING, Grid

_WITH_FOOT = 2
"""How many rows at least stand above a foot that has to go to a new page."""
_BESIDE_A_LONE_ROW = 2
"""How many rows come over where one alone would stand under the heading of the last page."""


@dataclass(frozen=True)
class Room:
    """Points for rows on the first page and on later ones, and what must stand below the last row."""

    first: float
    later: float
    tail: float = 0.0


def paginate(grid: Grid, room: Room) -> list[tuple[int, int]]:
    """For each page its first row and the one after its last."""
    starts = [0]
    left = room.first
    for number, height in enumerate(grid.heights):
        needed = height + (grid.heights[number + 1] if _opens(grid, number) else 0.0)
        wanted = grid.rows.kind(number) is RowKind.PART and number > starts[-1]
        if wanted or (needed > left and (number > starts[-1] or left < room.later)):
            starts.append(number)
            left = room.later
        left -= height
    ends = [*starts[1:], len(grid.heights)]
    if ends[-1] - starts[-1] == 1 and len(starts) > 1:
        starts, ends, left = _with_rows_for_the_lone(grid, starts, ends, room, left)
    if room.tail > left and len(grid.heights) > starts[-1]:
        starts, ends = _with_rows_for_the_tail(grid, starts, ends)
    return list(zip(starts, ends, strict=True))


def _with_rows_for_the_lone(
    grid: Grid, starts: list[int], ends: list[int], room: Room, left: float
) -> tuple[list[int], list[int], float]:
    """The last row gets company from the page before, which keeps as many at least; as it is where there is no room for that."""
    cut = _before_sections(grid, starts[-1] - _BESIDE_A_LONE_ROW, starts[-2])
    moved = sum(grid.heights[cut : starts[-1]])
    if cut - starts[-2] < _BESIDE_A_LONE_ROW or moved + room.tail > left:
        return starts, ends, left
    return [*starts[:-1], cut], [*ends[:-2], cut, ends[-1]], left - moved


def _before_sections(grid: Grid, cut: int, least: int) -> int:
    """Where to cut so that no section's name stays behind without a row."""
    while cut > least and grid.rows.kind(cut - 1).opens:
        cut -= 1
    return cut


def _opens(grid: Grid, number: int) -> bool:
    return grid.rows.kind(number).opens and number + 1 < len(grid.heights)


def _with_rows_for_the_tail(grid: Grid, starts: list[int], ends: list[int]) -> tuple[list[int], list[int]]:
    cut = _before_sections(grid, max(starts[-1], ends[-1] - _WITH_FOOT), starts[-1])
    if cut == starts[-1]:  # the page holds no more rows than that: the foot goes alone
        return [*starts, ends[-1]], [*ends, ends[-1]]
    return [*starts, cut], [*ends[:-1], cut, ends[-1]]


def split_giants(grid: Grid, room: float) -> Rows:
    """The rows, with each that is taller than `room` told in several: only such a row may ever be split."""
    if max(grid.heights, default=0.0) <= room:
        return grid.rows
    most = max(1, int((room / grid.layout.size - AIR) / LEADING))
    told: list[PaperRow] = []
    for number, cells in enumerate(grid.rows.cells):
        kind = grid.rows.kind(number)
        parts = grid.parts(cells, most) if grid.heights[number] > room and not kind.across else [cells]
        told += [PaperRow(tuple(part), kind) for part in parts]
    return Rows(told, grid.rows.width)


def rows_that_fit(heights: Sequence[float], start: int, room: float) -> int:
    """How many rows from `start` on fit the room."""
    count = 0
    for height in heights[start:]:
        room -= height
        if room < -0.01:
            break
        count += 1
    return count
