"""What the rules have to know of the office: who verifies whose list, whether there is evidence, what else stands in a batch."""

from collections.abc import Mapping
from typing import Any

from desktop_app.features.problems.titles import ENDING
from desktop_app.storage.office import Office

_BRANCH_SECRETARY = "21"
_COMMITTEE = ("01", "02", "05")
_GENERAL_BRANCH = ("11", "12", "13")


def secretaries(office: Office, branch: int) -> frozenset[int]:
    """The 支部书记 of a branch, by 党内职务."""
    return _with_posts(office, "m.org_id = ?", (branch,), (_BRANCH_SECRETARY,))


def level_above(office: Office, branch: int) -> frozenset[int]:
    """Those who verify a 支部书记's own list: the committee's members, and those of the 总支 that the branch stands under."""
    same_general = (
        "m.org_id IN (SELECT s.id FROM party_org s WHERE s.parent_id = (SELECT parent_id FROM party_org WHERE id = ?))"
    )
    return _with_posts(office, "1", (), _COMMITTEE) | _with_posts(office, same_general, (branch,), _GENERAL_BRANCH)


def _with_posts(office: Office, where: str, parameters: tuple[Any, ...], posts: tuple[str, ...]) -> frozenset[int]:
    marks = ", ".join("?" * len(posts))
    rows = office.database.rows(
        f"SELECT m.id FROM member m WHERE m.left_on IS NULL AND m.party_post IN ({marks}) AND {where}",
        (*posts, *parameters),
    )
    return frozenset(member for (member,) in rows)


def has_files(office: Office, table: str, row_id: int) -> bool:
    """Whether anything is attached to a record."""
    return bool(
        office.database.one("SELECT 1 FROM record_file WHERE (x_table, x_id) = (?, ?) LIMIT 1", (table, row_id))
    )


def same_batch(office: Office, values: Mapping[str, Any], row_id: int | None) -> str:
    """The title of another list of the same subject and batch; '' where there is none."""
    subject, whose = ("member_id", values["member"]) if values.get("member") else ("org_id", values["org"])
    only_orgs = "" if values.get("member") else "AND member_id IS NULL"
    return (
        office.database.one(
            f"SELECT title FROM problem_list WHERE {subject} = ? AND batch = ? AND id IS NOT ? {only_orgs}",
            (whose, values["batch"], row_id),
        )
        or ""
    )


def list_title(office: Office, values: Mapping[str, Any]) -> str:
    """机关一支部2016年第一批问题清单: whose list and which batch, as they are called on the day it is made."""
    if values.get("member"):
        whose = office.database.one("SELECT name FROM member WHERE id = ?", (values["member"],))
    else:
        whose = office.database.one("SELECT short_name FROM party_org WHERE id = ?", (values["org"],))
    return f"{whose} {values['batch']}{ENDING}"


def settled(office: Office, item_id: int) -> dict[str, Any]:
    """What an item stands on: its state, day, owner, verifier and evidence as stored; {} where there is no such item."""
    names = {
        "state": "state",
        "due_on": "due_on",
        "owner": "owner_id",
        "verifier": "verifier_id",
        "evidence": "evidence",
    }
    rows = office.database.rows(f"SELECT {', '.join(names.values())} FROM problem_item WHERE id = ?", (item_id,))
    return dict(zip(names, rows[0], strict=True)) if rows else {}


def items_in(office: Office, list_id: int) -> int:
    """How many items a list has."""
    return office.database.one("SELECT count(*) FROM problem_item WHERE list_id = ?", (list_id,))


def due_in_force(office: Office, item_id: int) -> str | None:
    """The day an item has to be done by as it is stored now, before what a step is about to write."""
    return office.database.one("SELECT ifnull(ext_to, due_on) FROM problem_item WHERE id = ?", (item_id,))
