"""What the office remembers about its use (saved views, columns, mappings): JSON, inside the office, not in the history."""

import json
from typing import Any

from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.door import Door


class Settings:
    """Small remembered things, by key. Values are anything JSON can hold."""

    def __init__(self, database: OfficeDatabase, door: Door) -> None:
        self._database = database
        self._door = door

    def get(self, key: str, default: Any = None) -> Any:
        """What was put under this key, or the default."""
        text = self._database.one("SELECT value FROM setting WHERE key = ?", (key,))
        return default if text is None else json.loads(text)

    def put(self, key: str, value: Any) -> None:
        """Remember a value; inside a change it is kept or lost with the change."""
        with self._door.writing():
            self._database.execute_sql(
                "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, json.dumps(value, ensure_ascii=False)),
            )

    def keys(self, prefix: str) -> list[str]:
        """Every remembered key that begins so, in the order of the alphabet."""
        found = self._database.rows(
            "SELECT key FROM setting WHERE substr(key, 1, ?) = ? ORDER BY key", (len(prefix), prefix)
        )
        return [key for (key,) in found]

    def drop(self, key: str) -> None:
        """Forget a key."""
        with self._door.writing():
            self._database.execute_sql("DELETE FROM setting WHERE key = ?", (key,))
