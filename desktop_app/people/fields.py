"""Field kinds that point at the kernel: Org, Member, and Code lists with national standards (data/codes)."""

from collections.abc import Collection
from typing import Any

from peewee import ForeignKeyField, TextField

from desktop_app.people import codes
from desktop_app.storage.kind import Kind, plain_text


class Code(Kind, TextField):
    """A code of a shipped list; stored as the code, shown as its name."""

    align = "center"
    entry = "code"
    operators = ("是", "不是", "为空", "不为空")

    def __init__(self, label: str, table: str, **options: Any):
        super().__init__(label, **options)
        self.table = table

    def options(self) -> list[tuple[str, str]]:
        """(code, name) in the order of the list."""
        return codes.table(self.table).choices()

    def read(self, typed: object) -> str:
        return codes.table(self.table).parse(plain_text(typed))

    def show(self, value: Any) -> str:
        return codes.table(self.table).name(value) if value else ""


class Reference(Kind, ForeignKeyField):
    """Points at a record of another table. Tables join it for its text and order; the attribute itself is the bare id.

    `shown_by` names the field of the referred record that stands for it in lists.
    """

    entry = "record"
    shown_by = "name"
    operators = ("是", "不是", "为空", "不为空")

    def __init__(self, label: str, model: Any, *, column_name: str, shown_by: str = "", **options: Any):
        # lazy_load=False: a foreign key's text fetched row by row cost 1.2 s on a screen that takes 0.17 s with a join.
        super().__init__(label, model=model, column_name=column_name, lazy_load=False, backref="+", **options)
        self.shown_by = shown_by or self.shown_by

    def read(self, typed: object) -> int:
        if isinstance(typed, int):
            return typed
        raise ValueError(f"{self.label}“{typed}”要从名单里选")


class Org(Reference):
    """A Party organisation; sorted by the official order of the tree. `levels` says which levels it may be, all where empty."""

    entry = "org"
    sort = "place"
    shown_by = "short_name"
    width = 14
    operators = ("属于", "是", "不是", "为空", "不为空")

    def __init__(
        self,
        label: str,
        *,
        column_name: str = "org_id",
        model: Any = None,
        levels: Collection[str] = (),
        **options: Any,
    ):
        if model is None:
            from desktop_app.people.org import PartyOrg as model  # here: the organisations' own record uses this kind
        super().__init__(label, model, column_name=column_name, **options)
        self.levels = frozenset(levels)


class Member(Reference):
    """A Party member; sorted as names are."""

    entry = "member"
    sort = "name"
    width = 9

    def __init__(self, label: str, *, column_name: str = "member_id", model: Any = None, **options: Any):
        if model is None:
            from desktop_app.people.member import PartyMember as model  # here: the members' own record uses this kind
        super().__init__(label, model, column_name=column_name, **options)
