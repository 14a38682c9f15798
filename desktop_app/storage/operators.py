"""The people who work in this office: names that changes, showings and papers carry, each with a password slot of their own."""

from typing import NamedTuple

from desktop_app.storage import keys
from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.door import Door
from desktop_app.storage.layout import Layout
from desktop_app.storage.recovery_code import new_code
from desktop_app.support.clock import Clock
from desktop_app.support.errors import OfficeError

DEFAULT_OPERATOR = "操作员"


class OperatorLine(NamedTuple):
    """One operator; `until` is '' while the name is in use."""

    name: str
    since: str
    until: str


class Operators:
    """Adds and removes operators and their passwords. A new password rewrites slots only, never the office."""

    def __init__(
        self, database: OfficeDatabase, door: Door, layout: Layout, clock: Clock, data_key: bytes | None
    ) -> None:
        self._database = database
        self._door = door
        self._layout = layout
        self._clock = clock
        self._data_key = data_key

    def names(self) -> list[str]:
        """The operators in use, in the order in which they came."""
        return [line.name for line in self.all() if not line.until]

    def all(self) -> list[OperatorLine]:
        """Every operator there ever was."""
        return [
            OperatorLine(*row)
            for row in self._database.rows("SELECT name, since, ifnull(until, '') FROM operator ORDER BY id")
        ]

    def add(self, name: str, password: str | None = None) -> None:
        """A new operator; in an encrypted office with a password."""
        name = name.strip()
        if not name or name in self.names():
            raise OfficeError("操作员姓名不能为空，也不能与已有的重复。", "请换一个姓名。")
        self._need_password(password)
        with self._door.writing():
            self._database.execute_sql(
                "INSERT INTO operator (name, since) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET until = NULL",
                (name, self._clock.today().isoformat()),
            )
        if password:
            self._put_password(name, password)

    def remove(self, name: str) -> None:
        """Take an operator's password away; the name stays in the history. Never the last one."""
        if name not in self.names() or len(self.names()) == 1:
            raise OfficeError("至少要留一名操作员。", "请先添加接手的人。")
        with self._door.writing():
            self._database.execute_sql(
                "UPDATE operator SET until = ? WHERE name = ?", (self._clock.today().isoformat(), name)
            )
        if self._data_key:
            keys.save(self._layout, keys.load(self._layout).without(name))

    def switch(self, name: str, password: str | None = None) -> None:
        """Go on working under another name."""
        if name not in self.names():
            raise OfficeError(f"没有操作员“{name}”。", "请从名单里选。")
        if self._data_key:
            keys.unwrap_with_password(keys.load(self._layout), password or "", name)
        self._door.operator = name

    def change_password(self, name: str, old: str, new: str) -> None:
        """Replace an operator's password, the old one being right."""
        keys.unwrap_with_password(keys.load(self._layout), old, name)
        self._put_password(name, new)

    def set_password(self, name: str, new: str) -> None:
        """Give an operator a new password after the office was opened with the recovery code."""
        self._need_password(new)
        self._put_password(name, new)

    def new_recovery_code(self) -> str:
        """A fresh recovery code; the one printed before no longer opens."""
        code = new_code()
        slots = keys.load(self._layout)
        keys.save(self._layout, slots.with_slot(keys.wrap_with_code(slots.office_id, self._key(), code)))
        return code

    def confirm_recovery_code(self, typed: str) -> None:
        """Check the code that was typed back; raises when it isn't this office's."""
        keys.unwrap_with_code(keys.load(self._layout), typed)

    def _need_password(self, password: str | None) -> None:
        if self._data_key and not password:
            raise OfficeError("这个办公室已加密，操作员要有自己的密码。", "请输入密码。")

    def _put_password(self, name: str, password: str) -> None:
        slots = keys.load(self._layout)
        keys.save(self._layout, slots.with_slot(keys.wrap_with_password(slots.office_id, self._key(), name, password)))

    def _key(self) -> bytes:
        if self._data_key is None:
            raise OfficeError("这个办公室没有加密，没有密码和恢复码。", "需要加密时，请新建加密的办公室并恢复备份。")
        return self._data_key
