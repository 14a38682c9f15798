"""How a change is written down: opened in the one-row table that the triggers read, hashed, sealed and emptied before commit.

Only the door, creation and upgrade call this, each inside its own transaction.
"""

from itertools import groupby
from operator import itemgetter

from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.seal import FIRST_SEAL, Sealed, Sealer, last_seal
from desktop_app.support.frozen import frozen

# These stand in the history even when they touch no record.
KEPT_WHEN_EMPTY = frozenset(("create", "upgrade", "restore", "purge"))


@frozen
class Entry:
    """The head line of a change."""

    at: str
    operator: str
    title: str
    kind: str
    undoes: int | None = None


@frozen
class Started:
    """An open change: its id, and the last history line before it."""

    id: int
    after_seq: int


def start(database: OfficeDatabase, entry: Entry) -> Started:
    """Open a change: from here on the triggers write under its id."""
    after = database.one("SELECT max(seq) FROM history") or 0
    cursor = database.execute_sql(
        "INSERT INTO change (at, operator, title, kind, undoes) VALUES (?, ?, ?, ?, ?)",
        (entry.at, entry.operator, entry.title, entry.kind, entry.undoes),
    )
    change = int(cursor.lastrowid)
    database.execute_sql("UPDATE current_change SET change = ?, purging = ?", (change, int(entry.kind == "purge")))
    return Started(change, after)


def touched(database: OfficeDatabase, after_seq: int) -> dict[str, set[int]]:
    """The records touched after a history line, by table."""
    found: dict[str, set[int]] = {}
    lines = database.rows("SELECT tbl, row_id FROM history WHERE seq > ? ORDER BY seq", (after_seq,))
    for table, alike in groupby(lines, itemgetter(0)):
        found.setdefault(table, set()).update(map(itemgetter(1), alike))
    return found


def finish(database: OfficeDatabase, sealer: Sealer, started: Started, kind: str) -> Sealed | None:
    """Hash the images, seal the change, close it. A change that touched nothing is taken back (None)."""
    last = database.one("SELECT max(seq) FROM history") or 0
    if last <= started.after_seq and kind not in KEPT_WHEN_EMPTY:
        database.execute_sql("DELETE FROM change WHERE id = ?", (started.id,))
        _close(database)
        return None
    _hash_images(database, started.after_seq)
    sealed = _seal(database, sealer, started, last)
    _close(database)
    return sealed


def _hash_images(database: OfficeDatabase, after_seq: int) -> None:
    database.execute_sql(
        "INSERT INTO history_hash (seq, hash) SELECT seq, image_hash(seq, tbl, row_id, op, old, new)"
        " FROM history_image JOIN history USING (seq)"
        " WHERE seq > ? AND seq NOT IN (SELECT seq FROM history_hash WHERE seq > ?)",
        (after_seq, after_seq),
    )


def _seal(database: OfficeDatabase, sealer: Sealer, started: Started, last: int) -> Sealed:
    before = last_seal(database)
    first = started.after_seq + 1
    code = sealer.seal(database, started.id, first, last, before.hmac if before else FIRST_SEAL)
    database.execute_sql(
        "INSERT INTO seal (change, first_seq, last_seq, hmac) VALUES (?, ?, ?, ?)", (started.id, first, last, code)
    )
    return Sealed(started.id, first, last, code)


def _close(database: OfficeDatabase) -> None:
    database.execute_sql("UPDATE current_change SET change = NULL, purging = 0")


def forget(database: OfficeDatabase, started: Started, table: str, ids: list[int]) -> int:
    """Within a purge: delete every image of these rows. Line, hash and seal stay; a 'P' line says why the image is gone."""
    _hash_images(database, started.after_seq)
    database.executemany(
        "INSERT INTO history (change, tbl, row_id, op) VALUES (?, ?, ?, 'P')", [(started.id, table, row) for row in ids]
    )
    return database.executemany(
        "DELETE FROM history_image WHERE seq IN (SELECT seq FROM history WHERE tbl = ? AND row_id = ?)",
        [(table, row) for row in ids],
    )
