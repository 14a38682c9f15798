"""The access log: who was shown or given which whole numbers, when, and why. Rows are only ever added, and sealed in a chain."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.door import Door
from desktop_app.storage.seal import FIRST_SEAL, Sealer
from desktop_app.support.clock import Clock

Records = Mapping[str, Iterable[int]] | Iterable[int]


class AccessLine(NamedTuple):
    """One showing. `records` names rows as 'table:1-7,9'; `total` is their number."""

    id: int
    at: str
    operator: str
    what: str
    records: str
    total: int
    purpose: str
    recipient: str

    def by_table(self) -> dict[str, list[int]]:
        """The ids of the records by table; what was logged without a table is under ''."""
        found: dict[str, list[int]] = {}
        for part in filter(None, self.records.split(";")):
            table, _, spans = part.rpartition(":")
            ends = [tuple(map(int, run.split("-"))) for run in spans.split(",") if run]
            found[table] = [id_ for run in ends for id_ in range(run[0], run[-1] + 1)]
        return found


class AccessLog:
    """Writes and reads the access log of one office."""

    def __init__(self, database: OfficeDatabase, door: Door, sealer: Sealer, clock: Clock) -> None:
        self._database = database
        self._door = door
        self._sealer = sealer
        self._clock = clock

    def add(self, what: str, records: Records, purpose: str, recipient: str = "") -> None:
        """Log one showing; `records` are ids, or ids by table."""
        by_table = records if isinstance(records, Mapping) else {"": records}
        sorted_ids = {table: sorted(set(ids)) for table, ids in by_table.items()}
        text = ";".join(f"{table}:{_spans(ids)}" if table else _spans(ids) for table, ids in sorted_ids.items())
        total = sum(len(ids) for ids in sorted_ids.values())
        with self._door.writing():
            at = self._clock.now().isoformat(timespec="seconds")
            fields = [at, self._door.operator, what, text, total, purpose, recipient]
            before = self._database.one("SELECT hmac FROM access_log ORDER BY id DESC LIMIT 1") or FIRST_SEAL
            self._database.execute_sql(
                "INSERT INTO access_log (at, operator, what, records, total, purpose, recipient, hmac)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*fields, self._sealer.seal_access(fields, before)),
            )

    def lines(self, limit: int = 500, before: int | None = None) -> list[AccessLine]:
        """The newest rows (older than `before`, if given), newest first."""
        return [
            AccessLine(*row)
            for row in self._database.rows(
                "SELECT id, at, operator, what, records, total, purpose, recipient FROM access_log"
                " WHERE id < ? ORDER BY id DESC LIMIT ?",
                (before if before is not None else 1 << 62, limit),
            )
        ]


def _spans(ids: list[int]) -> str:
    """Sorted ids as '1-7,9': thousands of rows stay one short line."""
    runs = (list(run) for _, run in groupby(enumerate(ids), lambda pair: pair[1] - pair[0]))
    ends = ((run[0][1], run[-1][1]) for run in runs)
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ends)
