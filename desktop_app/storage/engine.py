"""The parts of an open office that its services share. Made by office.py alone; holds no behaviour beyond asking the file."""

import json
import logging
from contextlib import suppress
from dataclasses import field

from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.door import Door
from desktop_app.storage.errors import DATABASE_ERRORS
from desktop_app.storage.info import read_info, write_info
from desktop_app.storage.layout import Layout
from desktop_app.storage.seal import Sealed, Sealer
from desktop_app.storage.slices import Slice
from desktop_app.support.clock import Clock
from desktop_app.support.frozen import frozen

log = logging.getLogger(__name__)


@frozen
class Engine:
    """One open office, from the inside."""

    layout: Layout
    office_id: str
    slices: tuple[Slice, ...]
    clock: Clock
    data_key: bytes | None = field(repr=False)
    sealer: Sealer = field(repr=False)
    database: OfficeDatabase
    attachments: OfficeDatabase
    door: Door

    @property
    def encrypted(self) -> bool:
        """Whether the files can be read only with a password or the recovery code."""
        return self.data_key is not None

    def close(self) -> None:
        """Fold the -wal files in, close every connection, forget the key."""
        for database in (self.database, self.attachments):
            try:
                database.close_all()
            except DATABASE_ERRORS:
                log.warning("closed without a checkpoint; the -wal stays beside the file")

    def info(self, key: str) -> str | None:
        """One fact about the office itself."""
        return read_info(self.database, key)

    def put_info(self, key: str, value: str) -> None:
        """Write one fact about the office itself."""
        with self.door.writing():
            write_info(self.database, [(key, value)])


def write_head(layout: Layout, sealed: Sealed) -> None:
    """Note the newest seal beside the file. Not flushed to the disk: it may lag behind the file, never run ahead of it."""
    beside = layout.head.with_name(layout.head.name + ".new")
    with suppress(OSError):
        beside.write_text(json.dumps([sealed.change, sealed.hmac]), encoding="utf-8")
        beside.replace(layout.head)


def head_lost(layout: Layout, database: OfficeDatabase) -> bool:
    """Whether the file lacks the change that was noted as committed last (its -wal was taken away, or an old copy put here)."""
    try:
        change, code = json.loads(layout.head.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return database.one("SELECT hmac FROM seal WHERE change = ?", (change,)) != code
