"""Ties between records of different ledgers: one table, shown at both ends, without either ledger knowing the other.

A link is undone and kept in the history like any record. Whoever deletes a record takes its links away with `unlink_all`.
"""

from collections.abc import Sequence
from typing import NamedTuple

from peewee import Database, IntegerField, TextField

from desktop_app.people.events import among
from desktop_app.storage.office import Office
from desktop_app.storage.record import Record
from desktop_app.support.errors import OfficeError


class Link(Record):
    """`from` stands in the `role` to `to`: ('study_session', 4, 'problem_item', 9, '引出')."""

    from_table = TextField()
    from_id = IntegerField()
    to_table = TextField()
    to_id = IntegerField()
    role = TextField()

    class Meta:
        table_name = "link"


class End(NamedTuple):
    """A record: its table and id."""

    table: str
    id: int


_FROM_THE_OTHER_END = {"引出": "来自"}


class Tie(NamedTuple):
    """A link as seen from one end: the other end, the role, and whether the role was said from here."""

    id: int
    other: End
    role: str
    outward: bool

    @property
    def words(self) -> str:
        """The role as it is read from this end: what brought forth an item is where the item comes from."""
        return self.role if self.outward else _FROM_THE_OTHER_END.get(self.role, self.role)


def link(office: Office, start: End, to: End, role: str) -> int:
    """Tie two records, inside an open change; the link's id. Tying them again in the same role changes nothing."""
    if start == to:
        raise OfficeError("一条记录不能关联到自己。")
    office.database.execute_sql(
        "INSERT INTO link (from_table, from_id, to_table, to_id, role) SELECT ?1, ?2, ?3, ?4, ?5"
        " WHERE NOT EXISTS (SELECT 1 FROM link WHERE (from_table, from_id, to_table, to_id, role) = (?1, ?2, ?3, ?4, ?5))",
        (*start, *to, role),
    )
    return office.database.one(
        "SELECT id FROM link WHERE (from_table, from_id, to_table, to_id, role) = (?, ?, ?, ?, ?)", (*start, *to, role)
    )


def unlink(office: Office, start: End, to: End, role: str) -> None:
    """Untie two records, inside an open change."""
    office.database.execute_sql(
        "DELETE FROM link WHERE (from_table, from_id, to_table, to_id, role) = (?, ?, ?, ?, ?)", (*start, *to, role)
    )


def unlink_all(office: Office, end: End) -> None:
    """Untie a record from everything, inside the change that deletes it."""
    office.database.execute_sql(
        "DELETE FROM link WHERE (from_table, from_id) = (?, ?) OR (to_table, to_id) = (?, ?)", (*end, *end)
    )


def links_of(office: Office, end: End) -> list[Tie]:
    """Everything a record is tied to, from whichever end, oldest first."""
    rows = office.database.rows(
        "SELECT id, to_table, to_id, role, 1 FROM link WHERE (from_table, from_id) = (?, ?)"
        " UNION ALL SELECT id, from_table, from_id, role, 0 FROM link WHERE (to_table, to_id) = (?, ?) ORDER BY 1",
        (*end, *end),
    )
    return [Tie(number, End(table, row), role, bool(outward)) for number, table, row, role, outward in rows]


def check_links(database: Database, links: Sequence[int]) -> None:
    """Before commit, whenever these links were touched: both ends are there."""
    for end in ("from", "to"):
        check_ends(database, "link", end, links)


def check_ends(database: Database, table: str, end: str, rows: Sequence[int]) -> None:
    """Refuse when rows of `table` name, in `end`_table and `end`_id, a record that is not there."""
    chosen, parameters = among(rows)
    pairs = database.execute_sql(
        f'SELECT {end}_table, json_group_array(DISTINCT {end}_id) FROM "{table}" WHERE id IN {chosen} GROUP BY 1',
        parameters,
    ).fetchall()
    for named, ids in pairs:
        _must_exist(database, named, ids)


def _must_exist(database: Database, table: str, ids: str) -> None:
    known = database.execute_sql("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    sql = f'SELECT count(*) FROM json_each(?) WHERE value NOT IN (SELECT id FROM "{table}")'
    if not known or database.execute_sql(sql, (ids,)).fetchone()[0]:
        raise OfficeError("这条记录已经不在了。", "请刷新后再试。")
