"""Bytes by their content's hash, in a file of their own (encrypted like the office).

Committed before the row that names them, so that a row never names bytes that are not there; orphans are swept. A column named
`sha256`, or ending in `_sha256`, names bytes.
"""

import hashlib
import json
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.door import Door
from desktop_app.storage.errors import OfficeDamaged, told_in_words
from desktop_app.storage.schema import ATTACHMENT_STEPS, statements
from desktop_app.storage.shape import Shape
from desktop_app.storage.writer import Turnstile
from desktop_app.support.clock import Clock
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress

LARGEST = 100 << 20


class Attachments:
    """The attachments file of one office."""

    def __init__(self, database: OfficeDatabase, main: OfficeDatabase, door: Door, shape: Shape, clock: Clock) -> None:
        self._database = database
        self._main = main
        self._door = door
        self._shape = shape
        self._clock = clock
        self._turnstile = Turnstile()

    def add(self, content: Path | bytes, name: str = "") -> str:
        """Keep a file's bytes (once, however often added) and give their SHA-256 as hex."""
        if isinstance(content, Path):
            name = name or content.name
            with told_in_words(content):
                if content.stat().st_size > LARGEST:
                    raise OfficeError(f"“{name}”超过 {LARGEST >> 20} MB，不能作为附件。", "请先压缩，或分成几个文件。")
                content = content.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        added = self._clock.now().isoformat(timespec="seconds")
        with self._turnstile, told_in_words(self._database.path), self._database.transaction("IMMEDIATE"):
            self._database.execute_sql(
                "INSERT INTO content (sha256, name, size, added, bytes) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (sha256) DO UPDATE SET added = excluded.added",
                (sha256, name, len(content), added, content),
            )
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes; `OfficeDamaged` when they are not there or not what they were."""
        with told_in_words(self._database.path):
            content = self._database.one("SELECT bytes FROM content WHERE sha256 = ?", (sha256,))
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            raise OfficeDamaged("附件的内容找不到或已损坏。", "请从备份恢复，或重新添加这个附件。")
        return content

    def sizes(self, hashes: Collection[str]) -> dict[str, int]:
        """Bytes of each of these contents; those that are not here are left out."""
        wanted = json.dumps(list(hashes))
        sql = "SELECT sha256, size FROM content WHERE sha256 IN (SELECT value FROM json_each(?))"
        with told_in_words(self._database.path):
            return dict(self._database.rows(sql, (wanted,)))

    def count(self) -> int:
        """How many different contents are kept."""
        return self._database.one("SELECT count(*) FROM content")

    def missing(self) -> set[str]:
        """Hashes that rows name and whose bytes are not here."""
        there = {sha256 for (sha256,) in self._database.execute_sql("SELECT sha256 FROM content")}
        return self._named_now() - there

    def spoiled(self, progress: Progress = SILENT) -> list[str]:
        """Hashes whose bytes are no longer what they were."""
        every = [row[0] for row in self._database.rows("SELECT sha256 FROM content")]
        wrong = []
        for sha256 in progress.over(every, len(every), "核对附件", every=20):
            content = self._database.one("SELECT bytes FROM content WHERE sha256 = ?", (sha256,))
            if hashlib.sha256(content).hexdigest() != sha256:
                wrong.append(sha256)
        return wrong

    def sweep(self, older_than: timedelta = timedelta(days=1)) -> int:
        """Delete bytes that no row names and no kept history could bring back; recent ones stay, their row may be on its way."""
        limit = (self._clock.now() - older_than).isoformat(timespec="seconds")
        with self._door.turnstile, self._turnstile, told_in_words(self._database.path):
            wanted = self._named_now() | self._named_in_history()
            old = self._database.rows("SELECT sha256 FROM content WHERE added < ?", (limit,))
            orphans = [row for row in old if row[0] not in wanted]
            with self._database.transaction("IMMEDIATE"):
                self._database.executemany("DELETE FROM content WHERE sha256 = ?", orphans)
        return len(orphans)

    def _naming_columns(self) -> list[tuple[str, str]]:
        every = ((table, column) for table, columns in self._shape.columns.items() for column in columns)
        return [(table, column) for table, column in every if column == "sha256" or column.endswith("_sha256")]

    def _named_now(self) -> set[str]:
        named: set[str] = set()
        for table, column in self._naming_columns():
            sql = f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'
            named.update(row[0] for row in self._main.execute_sql(sql))
        return named

    def _named_in_history(self) -> set[str]:
        named: set[str] = set()
        for table, column in self._naming_columns():
            for side in ("old", "new"):
                sql = f"SELECT json_extract({side}, '$.{column}') FROM history_image JOIN history USING (seq) WHERE tbl = ?"
                named.update(row[0] for row in self._main.execute_sql(sql, (table,)) if row[0])
        return named


def make_attachments_file(database: OfficeDatabase) -> None:
    """The tables of a new attachments file."""
    with database.transaction("IMMEDIATE"):
        for script in ATTACHMENT_STEPS:
            for statement in statements(script):
                database.execute_sql(statement)
