"""Reading and writing the dated versions of organisations, and the derived tables of today's tree. The clerk's acts are tree.py's."""

import json
from collections.abc import Sequence

from peewee import Database

from desktop_app.people import rules
from desktop_app.people.chart import ChartHistory, OrgNode
from desktop_app.people.rules import Stay
from desktop_app.support.errors import OfficeError

_VERSIONS = "SELECT org_id, from_on, name, short_name, level, parent_id, seq, closed FROM org_version"
_AGREED = "name, short_name, level, parent_id, seq, closed_on IS NOT NULL"


class TreeError(OfficeError):
    """The tree can't be like that."""


def load_history(database: Database) -> ChartHistory:
    """Every version of every organisation."""
    return ChartHistory(OrgNode._make((*row[:-1], bool(row[-1]))) for row in database.execute_sql(_VERSIONS))


def check_tree(database: Database, _touched: Sequence[int]) -> None:
    """Before commit, whenever organisations were touched: a sound tree on every day, and today's derived tables."""
    history = load_history(database)
    for day in history.days:
        if faults := history.on(day).faults():
            raise TreeError(f"组织树不能这样：{faults[0]}。")
    _check_agreement(database, history)
    _derive(database, history)


def check_versions(database: Database, touched: Sequence[int]) -> None:
    """Before commit, whenever versions were touched: besides, nobody belonged to an organisation on a day it wasn't there for members."""
    check_tree(database, touched)
    history = load_history(database)
    shut = [(org, *days) for org in history.versions for days in history.away(org)]
    row = database.execute_sql(
        "WITH shut AS (SELECT value ->> 0 AS org, value ->> 1 AS start, value ->> 2 AS stop FROM json_each(?))"
        " SELECT org_id, from_on, until FROM stay JOIN shut ON org = org_id AND from_on < stop AND until > start"
        " WHERE from_on < until LIMIT 1",
        (json.dumps(shut),),
    ).fetchone()
    if row:
        raise TreeError(f"{rules.place_fault([Stay(*row)], history)}。", "请先调整或更正这些党员，再改组织。")


def _check_agreement(database: Database, history: ChartHistory) -> None:
    """The organisation's own row says what its last version says; only tree.py changes either."""
    rows = database.execute_sql(f"SELECT id, {_AGREED} FROM party_org").fetchall()
    latest = {org: tuple(versions[-1]) for org, versions in history.versions.items()}
    for org, *says in rows:
        version = latest.pop(org, None)
        if version is None or version[2:] != (*says[:-1], bool(says[-1])):
            raise TreeError("党组织的名称、类别、上级要带日期修改。", "请用组织树上的“更名”“调整上级”或“撤销”。")
    if latest:
        raise TreeError("党组织撤销后仍要留在组织树里，不能删除。", "请用“撤销”。")


def _derive(database: Database, history: ChartHistory) -> None:
    chart = history.on("9999-12-31")
    order = list(chart.order)
    opened = {org for org, _ in order}
    closed = [(org, len(chart.chain(org)) - 1) for org in sorted(chart.nodes) if org not in opened]
    places = [(org, place, depth) for place, (org, depth) in enumerate((*order, *closed))]
    pairs = [(above, org) for org in chart.nodes for above in chart.chain(org)]
    _replace(database, "org_place", places)
    _replace(database, "org_under", pairs)


def _replace(database: Database, table: str, rows: Sequence[tuple[int, ...]]) -> None:
    database.execute_sql(f"DELETE FROM {table}")
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # type: ignore[attr-defined]
