"""The few facts that an office's file holds about itself: id, name, its own day, generation of the last backup, triggers."""

from collections.abc import Sequence

from desktop_app.storage.database import OfficeDatabase


def read_info(database: OfficeDatabase, key: str) -> str | None:
    """One fact, or None."""
    return database.one("SELECT value FROM office_info WHERE key = ?", (key,))


def write_info(database: OfficeDatabase, facts: Sequence[tuple[str, str]]) -> None:
    """Write facts, inside whatever transaction is open."""
    sql = "INSERT INTO office_info (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    database.executemany(sql, facts)
