"""What the door costs: a wide import, its undo, and many narrow rows, against the bare driver with the same triggers.

    python -m tests.storage.measure

prints medians of CPU time over five pairs run in turn (performance.md, line 10).
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.storage import keys
from desktop_app.storage.office import Office
from desktop_app.storage.slices import Slice
from tests.storage.conftest import CHEAP, PASSWORD

WIDE = [f"column_{number}" for number in range(37)]
SLICES = (
    Slice(
        "measure",
        (
            f"CREATE TABLE wide (id INTEGER PRIMARY KEY AUTOINCREMENT, {', '.join(f'{name} TEXT' for name in WIDE)});"
            "CREATE TABLE narrow (id INTEGER PRIMARY KEY AUTOINCREMENT, meeting INTEGER, member INTEGER, status TEXT,"
            " minutes INTEGER);CREATE INDEX narrow_member ON narrow (member);",
        ),
    ),
)
Rows = list[tuple[Any, ...]]


def wide_rows(count: int) -> Rows:
    return [tuple(f"值{row}-{column}" for column in range(len(WIDE))) for row in range(count)]


def narrow_rows(count: int) -> Rows:
    return [(row % 60, row % 7000, "出席", 60) for row in range(count)]


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def through_the_door(office: Office, table: str, columns: list[str], rows: Rows) -> None:
    with office.change("导入", "import") as change:
        change.insert_rows(table, columns, rows)


def bare(office: Office, table: str, columns: list[str], rows: Rows) -> None:
    """The same rows with the same triggers in one transaction, and nothing of the door's."""
    connection = office.database.connection()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE current_change SET change = 1")
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
    connection.execute("UPDATE current_change SET change = NULL")
    connection.execute("COMMIT")


def measure(table: str, columns: list[str], rows: Rows) -> dict[str, float]:
    """CPU seconds of one pair: the bare insert, the door's, its undo, its redo, the check of the whole."""
    found: dict[str, float] = {}
    for name in ("bare", "door"):
        with tempfile.TemporaryDirectory() as scratch, fresh(Path(scratch)) as office:
            if name == "bare":
                found["bare"] = timed(lambda: bare(office, table, columns, rows))
            else:
                found["door"] = timed(lambda: through_the_door(office, table, columns, rows))
                found["undo"] = timed(office.undo)
                found["redo"] = timed(office.redo)
                found["check"] = timed(office.check)
    return found


def fresh(folder: Path) -> Office:
    return Office.create(folder / "a.office", "a", SLICES, password=PASSWORD)[0]


def main() -> None:
    keys.COST = CHEAP
    cases = (
        ("wide", WIDE, wide_rows(7000), 5),
        ("narrow", ["meeting", "member", "status", "minutes"], narrow_rows(420_000), 3),
    )
    for table, columns, rows, times in cases:
        pairs = [measure(table, columns, rows) for _ in range(times)]
        medians = {name: statistics.median(pair[name] for pair in pairs) for name in pairs[0]}
        ratio = statistics.median(pair["door"] / pair["bare"] for pair in pairs)
        told = "  ".join(f"{name} {seconds:.2f} s" for name, seconds in medians.items())
        sys.stdout.write(f"{table} {len(rows)} rows: {told}  door/bare {ratio:.2f}\n")


if __name__ == "__main__":
    main()
