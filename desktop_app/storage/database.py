"""The connection: SQLCipher keyed before anything is read, every pragma the office's safety rests on, and nothing silently absent.

Each thread has its own connection (peewee); this class remembers them all, so that closing the office closes every one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2 as sqlcipher

from desktop_app.storage.errors import DriverUnfit

APPLICATION_ID = 0x53445A54
OLDEST_SQLITE = (3, 51, 3)
PLAIN_HEADER = b"SQLite format 3\x00"
PAGE = 4096
_PARAMETERS = 2_000
"""Of one statement that inserts many rows; a few more or less make no difference."""
_PRAGMAS = {
    "busy_timeout": 2000,
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "temp_store": 2,
    "secure_delete": 1,
    "mmap_size": 0,
    "cache_size": -32768,
}
# A file that is only looked at must stay exactly as it was written.
_PRAGMAS_TO_LOOK = {"trusted_schema": 0, "cell_size_check": 1, "temp_store": 2, "mmap_size": 0}
# What type checkers can't see: names of a compiled module, and of peewee beyond its stubs.
_DRIVER: Any = sqlcipher
_PEEWEE: Any = peewee
_SQLITE: Any = SqlCipherDatabase
# A value that is no plain text or number is asked for an adapter first. Without one, None cost 0.5 µs: two look-ups that fail.
# With one, writing a row of many empty columns takes an eighth of the time.
_DRIVER.register_adapter(type(None), {}.get)
_DRIVER.register_adapter(bool, int)
Functions = Mapping[str, Callable[..., Any]]
Use = Literal["live", "probe", "copy", "memory"]


class OfficeDatabase(SqlCipherDatabase):
    """One file of an office (main or attachments), encrypted when a key is given.

    A missing file is an error, never an empty office. use='copy' opens a finished copy for reading only; 'probe' a file of
    which it isn't known yet whether this program may touch it; 'memory' none at all, to see what steps make.
    """

    def __init__(self, path: Path, key: bytes | None, functions: Functions | None = None, use: Use = "live") -> None:
        self.path = path
        self._key = key
        self._every: list[Any] = []
        self._every_lock = Lock()
        self._is_live = use == "live"
        mode = {"live": "rw", "probe": "rw", "copy": "ro", "memory": "memory"}[use]
        address = f"{path.absolute().as_uri()}?mode={mode}"
        super().__init__(address, pragmas=_PRAGMAS if self._is_live else _PRAGMAS_TO_LOOK, lock_type="IMMEDIATE")
        for name, function in (functions or {}).items():
            self.register_function(function, name, -1, deterministic=True)

    def _connect(self) -> Any:
        connection = _DRIVER.connect(self.database, uri=True, isolation_level=None, check_same_thread=False)
        try:
            _make_keyed(connection, self._key)
            _SQLITE._add_conn_hooks(self, connection)
            if self._is_live:
                _check_settings(connection)
        except BaseException:
            connection.close()
            raise
        with self._every_lock:
            self._every.append(connection)
        return connection

    def _close(self, conn: Any) -> None:
        with self._every_lock, suppress(ValueError):
            self._every.remove(conn)
        _SQLITE._close(self, conn)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """Run one statement for many rows at the driver's speed; gives the number of rows touched."""
        with _PEEWEE.__exception_wrapper__:
            return self.connection().executemany(sql, rows).rowcount

    def insert_many(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
        """Insert rows, many with each statement: to begin and end one costs as much as a row. Gives their number."""
        names = ", ".join(f'"{name}"' for name in columns)
        head = f'INSERT INTO "{table}" ({names}) VALUES '
        one = f"({', '.join('?' * len(columns))})"
        at_once = max(1, _PARAMETERS // len(columns))
        with _PEEWEE.__exception_wrapper__:
            run = self.connection().execute
            for start in range(0, len(rows), at_once):
                some = rows[start : start + at_once]
                run(head + ", ".join([one] * len(some)), list(chain.from_iterable(some)))
        return len(rows)

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.execute_sql(sql, parameters).fetchone()
        return row[0] if row else None

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows."""
        return self.execute_sql(sql, parameters).fetchall()

    def checkpoint(self) -> None:
        """Fold the -wal into the file. After a power cut in the midst of that, the file alone looks damaged until it is done."""
        if self._is_live:
            self.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close_all(self) -> None:
        """Close the connections of every thread, after a TRUNCATE checkpoint, and forget the key."""
        try:
            if not self.is_closed():
                self.checkpoint()
        finally:
            self.close()
            with self._every_lock:
                others, self._every = self._every, []
            for connection in others:
                connection.close()
            self._key = None
            self.init(None)


@contextmanager
def closing_all(database: OfficeDatabase) -> Iterator[OfficeDatabase]:
    """Close every connection at the end of the block, whatever happened in it."""
    try:
        yield database
    finally:
        database.close_all()


def _make_keyed(connection: Any, key: bytes | None) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    version = connection.execute("PRAGMA cipher_version").fetchone()
    sqlite = tuple(int(part) for part in connection.execute("SELECT sqlite_version()").fetchone()[0].split("."))
    if not version or sqlite < OLDEST_SQLITE:
        raise DriverUnfit(
            "这台电脑上的数据库组件不能加密，程序不能打开办公室。",
            "有别的程序抢先装入了系统的 SQLite。请用原来的图标启动本程序，或联系维护人员。",
        )


def _check_settings(connection: Any) -> None:
    for pragma, wanted in (("journal_mode", "wal"), ("foreign_keys", 1), ("recursive_triggers", 1), ("synchronous", 2)):
        found = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
        if found != wanted:
            raise DriverUnfit(f"数据库组件没有接受设置 {pragma}。", "请联系维护人员。")


def is_plain(path: Path) -> bool:
    """Whether a database file's header is readable without a key."""
    with path.open("rb") as file:
        return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER


def new_file(path: Path) -> None:
    """An empty file for a new database; the only way one comes to be."""
    with path.open("xb"):
        pass
