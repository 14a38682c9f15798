"""Hashes and seals over the history, so that a line edited behind the door is found.

The key comes from the office's data key. A plain office has none: its seals are checksums, which catch damage but not malice.
"""

import hashlib
import hmac
import json
from typing import NamedTuple

from desktop_app.storage.database import OfficeDatabase

_LINES_AT_ONCE = 50_000
FIRST_SEAL = ""


class Sealed(NamedTuple):
    """One seal: the change, its lines (first_seq > last_seq when it has none) and the chained code."""

    change: int
    first_seq: int
    last_seq: int
    hmac: str


class Sealer:
    """Makes and recomputes hashes and seals with one office's key."""

    def __init__(self, data_key: bytes | None) -> None:
        self.keyed = data_key is not None
        self._key = hmac.digest(data_key, b"history seal", "sha256") if data_key else b""

    def image_hash(self, seq: int, table: str, row_id: int, op: str, old: str, new: str | None) -> bytes:
        """The keyed hash of one line's images. Registered as the SQL function `image_hash`."""
        text = f"{seq}|{table}|{row_id}|{op}|{len(old)}|{old}|{new or ''}"
        return hashlib.blake2b(text.encode(), key=self._key, digest_size=16).digest()

    def seal(self, database: OfficeDatabase, change: int, first: int, last: int, before: str) -> str:
        """The seal of a change over its header and lines, chained to the seal before."""
        header = database.rows("SELECT id, at, operator, title, kind, undoes, held FROM change WHERE id = ?", (change,))
        code = hmac.new(self._key, digestmod="sha256")
        code.update(json.dumps([before, header, first, last], ensure_ascii=False).encode())
        for start in range(first, last + 1, _LINES_AT_ONCE):
            code.update(_lines(database, start, min(start + _LINES_AT_ONCE - 1, last)))
        return code.hexdigest()

    def seal_access(self, fields: list[object], before: str) -> str:
        """The seal of one access-log row, chained to the row before."""
        return hmac.new(self._key, json.dumps([before, *fields], ensure_ascii=False).encode(), "sha256").hexdigest()


def _lines(database: OfficeDatabase, first: int, last: int) -> bytes:
    text = database.one(
        "SELECT group_concat(line, ';') FROM (SELECT seq || '|' || change || '|' || tbl || '|' || row_id || '|' || op || '|'"
        " || ifnull(hex(hash), '') AS line FROM history LEFT JOIN history_hash USING (seq)"
        " WHERE seq BETWEEN ? AND ? ORDER BY seq)",
        (first, last),
    )
    return (text or "").encode()


def last_seal(database: OfficeDatabase) -> Sealed | None:
    """The newest seal, or None in an office where nothing happened yet."""
    found = database.rows("SELECT change, first_seq, last_seq, hmac FROM seal ORDER BY change DESC LIMIT 1")
    return Sealed(*found[0]) if found else None
