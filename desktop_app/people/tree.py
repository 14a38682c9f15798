"""What a clerk does to the organisation tree, each act with its date (R34): found, rename, move, merge, split, dissolve, drag.

Called inside an open change. Old papers keep old names: every act but the drag writes a dated version, and the tree of any past
day is read from these (chart.py). The order among siblings is the only thing without a date.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import Database

from desktop_app.people import membership, roll, rules
from desktop_app.people.chart import BEGINNING, BRANCHES, Chart, OrgNode
from desktop_app.people.membership import Papers
from desktop_app.people.versions import TreeError, load_history
from desktop_app.people.words import OrgLevel
from desktop_app.storage.office import Office
from desktop_app.support.frozen import frozen

_UNDATED = ("line", "member_kind", "unit_relation", "contact", "phone", "founded_on", "remark")


@frozen
class Part:
    """A branch that comes out of a split: its names and the members who go to it."""

    name: str
    short_name: str
    members: Sequence[int]


def tree_on(office: Office, day: date | str) -> Chart:
    """The tree at the end of a day; today's is the tree of today."""
    return load_history(office.database).on(day)


def found(
    office: Office,
    name: str,
    short_name: str,
    level: OrgLevel | str,
    parent: int | None,
    *,
    on: date | str | None = None,
    basis: str | None = None,
    **details: Any,
) -> int:
    """A new organisation, last among its siblings; its id. `on` is the day it was set up, None: before the office's records begin."""
    day = _day(office, on) if on is not None else BEGINNING
    if unknown := details.keys() - set(_UNDATED):
        raise ValueError(f"an organisation has no {unknown}")
    _check_names(name, short_name)
    database = office.database
    last = database.one("SELECT max(seq) FROM party_org WHERE parent_id IS ?", (parent,))
    seq = 0 if last is None else last + 1
    if on is not None:
        details = {"founded_on": day, **details}
    columns = ", ".join(("name", "short_name", "level", "parent_id", "seq", *details))
    values = (name, short_name, str(level), parent, seq, *details.values())
    marks = ", ".join("?" * len(values))
    org = database.execute_sql(f"INSERT INTO party_org ({columns}) VALUES ({marks})", values).lastrowid
    _insert_version(database, OrgNode(org, day, name, short_name, str(level), parent, seq, False), basis)
    return org


def describe(office: Office, org: int, **details: Any) -> None:
    """Change what has no date: 条线, 人员类型, 联系人, 电话, 成立日期, 备注 …"""
    if unknown := details.keys() - set(_UNDATED):
        raise ValueError(f"{unknown} is not changed without a date")
    _update(office.database, org, details)


def rename(
    office: Office,
    org: int,
    on: date | str,
    *,
    name: str | None = None,
    short_name: str | None = None,
    level: OrgLevel | str | None = None,
    basis: str | None = None,
) -> None:
    """Another name or level (更名、升格) from a day on; papers about earlier days keep the old one."""
    wanted = {"name": name, "short_name": short_name, "level": level and str(level)}
    changes = {key: value for key, value in wanted.items() if value is not None}
    _check_names(changes.get("name", "-"), changes.get("short_name", "-"))
    _change(office, org, on, basis, **changes)


def correct_name(office: Office, org: int, *, name: str, short_name: str) -> None:
    """Mend a misspelt name: it was never called so, and the papers of old days show the mended one from its last version on."""
    _check_names(name, short_name)
    last = _last(office.database, org)
    office.database.execute_sql(
        "UPDATE org_version SET name = ?, short_name = ? WHERE org_id = ? AND from_on = ?",
        (name, short_name, org, last.from_on),
    )
    _update(office.database, org, {"name": name, "short_name": short_name})


def place_under(office: Office, org: int, parent: int, on: date | str, *, basis: str | None = None) -> None:
    """调整上级: under another superior from a day on, last among its siblings. Its members go with it."""
    last = office.database.one("SELECT max(seq) FROM party_org WHERE parent_id = ?", (parent,))
    _change(office, org, on, basis, parent_id=parent, seq=0 if last is None else last + 1)


def drag(office: Office, org: int, before: int | None) -> None:
    """Put an organisation before a sibling (None: last) in the official order. The order has no date."""
    chart = tree_on(office, office.clock.today())
    parent = _open(chart, org).parent_id
    siblings = [child for child in chart.children(parent) if child != org]
    if before is not None and before not in siblings:
        raise TreeError("只能在同一上级下调整次序。", "换上级请用“调整上级”。")
    siblings.insert(siblings.index(before) if before is not None else len(siblings), org)
    rows = [(seq, child) for seq, child in enumerate(siblings)]
    office.database.executemany("UPDATE party_org SET seq = ? WHERE id = ?", rows)
    office.database.executemany(
        "UPDATE org_version SET seq = ?1 WHERE org_id = ?2 AND from_on ="
        " (SELECT max(from_on) FROM org_version WHERE org_id = ?2)",
        rows,
    )


def dissolve(office: Office, org: int, on: date | str, *, basis: str | None = None) -> None:
    """撤销 from a day on. Nobody may belong to it any more; a branch's 党小组 go with it."""
    day = _day(office, on)
    chart = tree_on(office, day)
    under = chart.children(org)
    if still := [chart.nodes[child].short_name for child in under if chart.nodes[child].level != OrgLevel.GROUP]:
        raise TreeError(
            f"“{_open(chart, org).short_name}”下面还有 {'、'.join(still[:5])}。", "请先调整它们的上级或撤销。"
        )
    if heads := roll.heads_on(office.database, day).get(org):
        raise TreeError(
            f"“{_open(chart, org).short_name}”还有 {heads} 名党员。", "请先用“支部间调整”调出，或用“合并”。"
        )
    for group in under:
        _close(office, group, day, basis)
    _close(office, org, day, basis)


def merge(office: Office, source: int, target: int, on: date | str, *, basis: str | None = None) -> int:
    """Merge one organisation into another of its kind from a day on; gives the number of members moved.

    A branch's members go by 支部间调整 (整建制); a 总支's branches come under the target; the source is dissolved.
    """
    day = _day(office, on)
    chart = tree_on(office, day)
    old, new = _open(chart, source), _open(chart, target)
    if (
        source == target
        or (old.level in BRANCHES) != (new.level in BRANCHES)
        or OrgLevel.GROUP in (old.level, new.level)
    ):
        raise TreeError(f"“{old.short_name}”不能并入“{new.short_name}”。", "支部并入支部，总支并入总支。")
    members = [member for member, _ in roll.members_on(office.database, day, [source])]
    if members:
        membership.move(office, members, target, day, Papers(basis=basis, whole_unit=True))
    for child in chart.children(source):
        if chart.nodes[child].level != OrgLevel.GROUP:
            place_under(office, child, target, day, basis=basis)
    dissolve(office, source, day, basis=basis)
    return len(members)


def split(office: Office, source: int, parts: Sequence[Part], on: date | str, *, basis: str | None = None) -> list[int]:
    """New branches beside `source` with the members named, by 支部间调整; their ids. A branch left empty is dissolved by `dissolve`."""
    day = _day(office, on)
    old = _open(tree_on(office, day), source)
    made = []
    for part in parts:
        org = found(office, part.name, part.short_name, OrgLevel.BRANCH, old.parent_id, on=day, basis=basis)
        made.append(org)
        if part.members:
            membership.move(office, list(part.members), org, day, Papers(basis=basis))
    return made


def _change(office: Office, org: int, on: date | str, basis: str | None, **changes: Any) -> None:
    """Write a version from this day on; a second change on one day goes into that day's version."""
    day = _day(office, on)
    last = _last(office.database, org)
    if last.closed:
        raise TreeError(f"“{last.short_name}”在 {last.from_on} 已经撤销。")
    if day < last.from_on:
        raise TreeError(
            f"“{last.short_name}”在 {last.from_on} 已有变更，不能在它之前再改。", "请改日期，或先撤销那次变更。"
        )
    fresh = last._replace(from_on=day, **changes)
    if day == last.from_on:
        office.database.execute_sql("DELETE FROM org_version WHERE org_id = ? AND from_on = ?", (org, day))
    _insert_version(office.database, fresh, basis)
    own = {key: value for key, value in changes.items() if key != "closed"}
    _update(office.database, org, own | ({"closed_on": day} if changes.get("closed") else {}))


def _close(office: Office, org: int, day: str, basis: str | None) -> None:
    _change(office, org, day, basis, closed=True)
    office.database.execute_sql("UPDATE member SET group_id = NULL WHERE group_id = ?", (org,))


def _insert_version(database: Database, version: OrgNode, basis: str | None) -> None:
    database.execute_sql(
        "INSERT INTO org_version (org_id, from_on, name, short_name, level, parent_id, seq, closed, basis)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*version[:-1], int(version.closed), basis),
    )


def _update(database: Database, org: int, values: dict[str, Any]) -> None:
    if values:
        assignments = ", ".join(f"{column} = ?" for column in values)
        database.execute_sql(f"UPDATE party_org SET {assignments} WHERE id = ?", (*values.values(), org))


def _last(database: Database, org: int) -> OrgNode:
    versions = load_history(database).versions.get(org)
    if not versions:
        raise TreeError("没有这个党组织。", "请刷新后再看。")
    return versions[-1]


def _open(chart: Chart, org: int) -> OrgNode:
    node = chart.nodes.get(org)
    if node is None or node.closed:
        raise TreeError("这个党组织那一天还没有成立，或者已经撤销。", "请核对日期。")
    return node


def _check_names(name: str, short_name: str) -> None:
    if not name.strip() or not short_name.strip():
        raise TreeError("党组织要有全称和简称。")


def _day(office: Office, on: date | str) -> str:
    day = on if isinstance(on, str) else on.isoformat()
    if fault := rules.day_fault(day, office.clock.today()):
        raise TreeError(f"{fault}。", "请改正日期。")
    return day
