"""What a printed table consists of: columns, rows, kinds of rows. How they are laid out and drawn is told elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from desktop_app.paper.canvas import Align


@dataclass(frozen=True)
class PaperColumn:
    """One column of a printed table.

    `heading` stands over it, under `group` where neighbouring columns share one (two-row headings). `wrap=False` keeps every cell
    on one line as long as any sheet allows it (names). `min_width` is in millimetres. `weight` sets its share of the room that
    is left over; 0 lets the content decide.
    """

    heading: str
    align: Align = "center"
    weight: float = 0
    min_width: float = 0
    wrap: bool = True
    group: str = ""


class RowKind(StrEnum):
    """PLAIN rows stand in the body face, TOTAL ones in 黑体; SECTION, PART and NOTE have one text across the whole table.

    A PART is a section that begins a page of its own.
    """

    PLAIN = "plain"
    SECTION = "section"
    PART = "part"
    TOTAL = "total"
    NOTE = "note"

    @property
    def across(self) -> bool:
        """Whether it has one text instead of cells."""
        return self in (RowKind.SECTION, RowKind.PART, RowKind.NOTE)

    @property
    def opens(self) -> bool:
        """Whether it names the rows below it, and so never ends a page."""
        return self in (RowKind.SECTION, RowKind.PART)


@dataclass(frozen=True)
class PaperRow:
    """A row that is not like the others; ordinary rows are plain sequences of strings."""

    cells: tuple[str, ...]
    kind: RowKind


def section(text: str) -> PaperRow:
    """A row across the table that opens a section (第一党支部); it never ends a page."""
    return PaperRow((text,), RowKind.SECTION)


def part(text: str) -> PaperRow:
    """A section that begins a page of its own, so that the pages may go to different hands."""
    return PaperRow((text,), RowKind.PART)


def total(cells: Sequence[str]) -> PaperRow:
    """A row of sums, in 黑体."""
    return PaperRow(tuple(cells), RowKind.TOTAL)


def note(text: str) -> PaperRow:
    """A row with one text in the middle of the table (本表没有记录)."""
    return PaperRow((text,), RowKind.NOTE)


Row = Sequence[str] | PaperRow


class Rows:
    """The rows of one table, all as wide as the table: short ones are filled up, long ones refused (ValueError)."""

    def __init__(self, rows: Iterable[Row], width: int) -> None:
        self.cells: list[Sequence[str]] = []
        self.kinds: dict[int, RowKind] = {}
        self.width = width
        for row in rows:
            self._add(row)

    def __len__(self) -> int:
        return len(self.cells)

    def _add(self, row: Row) -> None:
        if isinstance(row, PaperRow) and row.kind is not RowKind.PLAIN:
            self.kinds[len(self.cells)] = row.kind
        cells = row.cells if isinstance(row, PaperRow) else row
        missing = self.width - len(cells)
        if missing < 0:
            raise ValueError(f"a row has {len(cells)} cells where the table has {self.width} columns")
        self.cells.append((*cells, *[""] * missing) if missing else cells)

    def kind(self, number: int) -> RowKind:
        """The kind of the row with this number."""
        return self.kinds.get(number, RowKind.PLAIN)

    @cached_property
    def columns(self) -> list[Sequence[str]]:
        """The cells column by column, in the order of rows; sections have no cells of their own and give empty ones."""
        if not self.cells:
            return [()] * self.width
        sections = [number for number, kind in self.kinds.items() if kind.across]
        if not sections:
            return list(zip(*self.cells, strict=True))
        cells = list(self.cells)
        blank = ("",) * self.width
        for number in sections:
            cells[number] = blank
        return list(zip(*cells, strict=True))
