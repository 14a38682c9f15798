"""Does the history hold together, and do the records match it. Finds lines edited behind the door and pages put back."""

import json
from typing import Any

from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.history import current_row
from desktop_app.storage.seal import FIRST_SEAL, Sealed, Sealer
from desktop_app.storage.shape import Shape

_AFTER_UPGRADE = (
    "SELECT ifnull(max(last_seq), 0) FROM seal JOIN change ON change.id = seal.change WHERE kind = 'upgrade'"
)
_LAST_LINES = "SELECT row_id, op, max(seq) AS seq FROM history WHERE tbl = ? AND op <> 'P' GROUP BY row_id"


def history_faults(database: OfficeDatabase, sealer: Sealer) -> list[str]:
    """Broken seals, lines outside any seal, images that are not what they were, images gone without a purge."""
    faults = _seal_faults(database, sealer)
    changed = database.one(
        "SELECT count(*) FROM history_image LEFT JOIN history USING (seq) LEFT JOIN history_hash USING (seq)"
        " WHERE hash IS NULL OR hash IS NOT image_hash(seq, tbl, row_id, op, old, new)"
    )
    gone = database.one(
        "SELECT count(*) FROM history h LEFT JOIN history_image i USING (seq) WHERE h.op IN ('U', 'D') AND i.seq IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM history p WHERE p.tbl = h.tbl AND p.row_id = h.row_id AND p.op = 'P' AND p.seq > h.seq)"
    )
    faults += [f"{changed} 条历史内容被改动"] if changed else []
    return faults + ([f"{gone} 条历史内容不见了"] if gone else [])


def _seal_faults(database: OfficeDatabase, sealer: Sealer) -> list[str]:
    before, next_seq = FIRST_SEAL, 1
    broken = 0
    seals = [
        Sealed(*row) for row in database.rows("SELECT change, first_seq, last_seq, hmac FROM seal ORDER BY change")
    ]
    for sealed in seals:
        wanted = sealer.seal(database, sealed.change, sealed.first_seq, sealed.last_seq, before)
        broken += wanted != sealed.hmac or sealed.first_seq != next_seq
        before, next_seq = sealed.hmac, sealed.last_seq + 1
    faults = [f"{broken} 个封签不符"] if broken else []
    loose = database.one("SELECT count(*) FROM history WHERE seq >= ?", (next_seq,))
    loose += database.one("SELECT count(*) FROM change WHERE id NOT IN (SELECT change FROM seal)")
    return faults + ([f"{loose} 条历史没有封签"] if loose else [])


def row_faults(database: OfficeDatabase, shape: Shape) -> list[str]:
    """Records that are there against their last history line, or missing, or not as their last change left them."""
    upgraded = database.one(_AFTER_UPGRADE)
    faults: list[str] = []
    for table in shape.columns:
        wrong = database.one(
            f'SELECT count(*) FROM ({_LAST_LINES}) l LEFT JOIN "{table}" t ON t.id = l.row_id'
            " WHERE (l.op = 'D') = (t.id IS NOT NULL)",
            (table,),
        )
        wrong += sum(
            not _as_left(database, table, row_id, new) for row_id, new in _last_updates(database, table, upgraded)
        )
        faults += [f"{table} 有 {wrong} 条与历史不符"] if wrong else []
    return faults


def _last_updates(database: OfficeDatabase, table: str, after: int) -> list[tuple[int, str]]:
    # An upgrade's steps change rows without history, so only what was changed after the last one can be compared.
    return database.rows(
        f"SELECT l.row_id, i.new FROM ({_LAST_LINES}) l JOIN history_image i ON i.seq = l.seq WHERE l.op = 'U' AND l.seq > ?",
        (table, after),
    )


def _as_left(database: OfficeDatabase, table: str, row_id: int, new: str) -> bool:
    row: dict[str, Any] = current_row(database, table, row_id) or {}
    return all(row.get(name) == value for name, value in json.loads(new).items())


def access_faults(database: OfficeDatabase, sealer: Sealer) -> list[str]:
    """Rows of the access log that were changed, or removed from its midst."""
    before, broken = FIRST_SEAL, 0
    rows = database.rows(
        "SELECT at, operator, what, records, total, purpose, recipient, hmac FROM access_log ORDER BY id"
    )
    for *fields, code in rows:
        broken += sealer.seal_access(fields, before) != code
        before = code
    lost = (database.one("SELECT seq FROM sqlite_sequence WHERE name = 'access_log'") or 0) != len(rows)
    return [f"{broken} 行查看登记被改动"] if broken else (["查看登记缺了行"] if lost else [])
