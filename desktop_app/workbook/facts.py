"""What is noted of a sheet beside its values, whichever format it came in; filled by the scans, poured in by the reader."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop_app.workbook.cells import BadCell, Cell, Merge

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_MERGES = 200_000


@dataclass
class SheetFacts:
    """`bad` is by (row, column), indexes from 0. `unplaced`: there are odd cells that don't say where they are."""

    bad: dict[tuple[int, int], BadCell] = field(default_factory=dict)
    merged: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    unplaced: bool = False
    mac_dates: bool = False
    remarked: list[str] = field(default_factory=list)


@dataclass
class SheetSource:
    """A sheet about to be read: the rows come one by one, and `facts` are complete when the last has come."""

    name: str
    rows: Iterator[list[Cell]]
    hidden: bool = False
    facts: SheetFacts = field(default_factory=SheetFacts)
