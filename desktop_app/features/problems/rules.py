"""The rules of an item's life (domain.md §6 and its corrections). Pure: values in, a sentence or a word out; no database, no Qt.

Which step leads where is the table in steps.py; here is what each of them asks of the item.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Literal

from desktop_app.features.problems.words import (
    MEMBER_ASPECTS,
    ORG_ASPECTS,
    FixType,
    InspectionKind,
    ItemState,
    ListKind,
    Mark,
)

LOOK_BACK_DAYS = 30
"""回头看 that many days after closing; this program's suggestion."""
SOON_DAYS = 7
"""An item turns amber that many days before its time is up; this program's suggestion."""

NOTES = {
    "s_discipline": "discipline_note",
    "s_attitude": "attitude_note",
    "s_efficiency": "efficiency_note",
    "s_contact": "contact_note",
}
"""Each of the four marks with what is written beside it."""
MARKS = tuple(NOTES)
WEAK = frozenset((Mark.PLAIN, Mark.POOR))

Timing = Literal["", "临近", "超期", "待验收", "逾期待验收", "逾期完成", "按期完成"]


def personal(item: Mapping[str, Any]) -> bool:
    """Whether the item stands on a member's own list."""
    return item.get("member") is not None


def final_due(item: Mapping[str, Any]) -> str | None:
    """The day it has to be done by: the last extension's, else the first one's."""
    return item.get("ext_to") or item.get("due_on")


def soon(today: date) -> date:
    """The last day that counts as near."""
    return today + timedelta(days=SOON_DAYS)


def timing(item: Mapping[str, Any], today: date) -> Timing:
    """How an item stands in time: measured against the day it was finished, so closed late stays late, done on time stays on time.

    完成 is said only when it was accepted; till then it is reported as done.
    """
    due = final_due(item)
    if not due or item["fix_type"] == FixType.LASTING:
        return ""
    if item.get("done_on"):
        in_time = item["done_on"] <= due
        if item["state"] == ItemState.CLOSED:
            return "按期完成" if in_time else "逾期完成"
        return "待验收" if in_time else "逾期待验收"
    if item["state"] == ItemState.CLOSED:
        return ""
    if today.isoformat() > due:
        return "超期"
    return "临近" if (date.fromisoformat(due) - today).days <= SOON_DAYS else ""


def start_fault(item: Mapping[str, Any]) -> str:
    """What an item lacks to go to 整改: an owner, measures, a day."""
    missing = [
        label
        for name, label in (("owner", "责任人"), ("measures", "整改措施"), ("due_on", "整改时限"))
        if not item.get(name) and not (name == "owner" and personal(item))
    ]
    return f"要先写明{'、'.join(missing)}，才能开始整改。" if missing else ""


def values_faults(item: Mapping[str, Any], today: date) -> dict[str, str]:
    """What is wrong with the values of an item, by field, whatever its state."""
    faults: dict[str, str] = {}
    own = personal(item)
    if item.get("aspect"):
        wanted = MEMBER_ASPECTS if own else ORG_ASPECTS
        if item["aspect"] not in wanted:
            whose = "党员个人清单" if own else "党组织清单"
            faults["aspect"] = f"{whose}的对应方面只能是：{'、'.join(wanted)}"
    if own:
        for name, label in (("lead", "责任领导"), ("dept", "责任部门")):
            if item.get(name):
                faults[name] = f"党员个人清单不写{label}"
        if item.get("owner") and item["owner"] != item["member"]:
            faults["owner"] = "党员个人清单的责任人就是本人"
    elif item.get("lead") and item.get("lead") == item.get("owner"):
        faults["owner"] = "责任人不能和责任领导是同一人"
    if item.get("found_on") and item["found_on"] > today.isoformat():
        faults["found_on"] = "提出日期在今天之后"
    if item.get("due_on") and item.get("found_on") and item["due_on"] < item["found_on"]:
        faults["due_on"] = "整改时限早于提出日期"
    return faults


def unsettling_faults(item: Mapping[str, Any], stored: Mapping[str, Any], *, has_files: bool) -> dict[str, str]:
    """What an edit may not take back, by field: the time set when work began, and what an item was closed upon.

    `stored` is the item as it stands. A step is no edit: it leads to another state, or leaves these alone.
    """
    if item["state"] != stored["state"] or item["state"] == ItemState.OPEN:
        return {}
    faults: dict[str, str] = {}
    if stored["due_on"] and item["due_on"] != stored["due_on"]:
        faults["due_on"] = "已经开始整改，时限不能直接改；要推后的用“延期”，原来的时限会留着"
    if item["state"] == ItemState.CLOSED:
        if stored["evidence"] and not item["evidence"] and not has_files:
            faults["evidence"] = "已经销号，整改情况和佐证不能清空"
        changed = item["owner"] != stored["owner"] or item["verifier"] != stored["verifier"]
        if changed and item["verifier"] and item["verifier"] == item["owner"]:
            faults["owner"] = "责任人不能是验收人本人"
    return faults


def done_fault(item: Mapping[str, Any], today: date) -> str:
    """What is wrong with the day an item is said to be finished."""
    done = item.get("done_on") or ""
    if done > today.isoformat():
        return "完成时间在今天之后。"
    return "完成时间早于提出日期。" if done < item["found_on"] else ""


def closing_fault(item: Mapping[str, Any], has_files: bool, secretaries: Iterable[int], above: Iterable[int]) -> str:
    """Why an item may not be closed: it needs evidence, and a verifier who is not its owner.

    A member's own list: a statement is evidence enough, and the 支部书记 (`secretaries`, of the member's branch) verifies; the 书记's own
    list is verified by the level above (`above`: the committee members of the organisations over the branch).
    """
    if not item.get("evidence") and not has_files:
        what = "本人的整改说明" if personal(item) else "整改情况，或附上照片、文件作佐证"
        return f"要先写{what}，才能销号。"
    verifier = item.get("verifier")
    if verifier is None:
        return "要写明验收人，才能销号。"
    if verifier in (item.get("owner"), item.get("member")):
        return "验收人不能是责任人本人。"
    if not personal(item):
        return ""
    if item["member"] in secretaries:
        return "" if verifier in above else "支部书记本人的清单由上级党组织的人验收。"
    return "" if verifier in secretaries else "党员个人清单由本支部书记验收。"


def extension_fault(item: Mapping[str, Any]) -> str:
    """What is wrong with an extension: it leads to a later day than the one in force. `item` has the new day as `ext_to`."""
    before = item.get("due_before")
    if not before:
        return "这一条还没有整改时限，不用延期。"
    return "延期后的日期要晚于现在的时限。" if item["ext_to"] <= before else ""


def list_fault(kind: str, has_member: bool) -> dict[str, str]:
    """Whether a list's subject fits its kind."""
    if kind == ListKind.MEMBER and not has_member:
        return {"member": "党员个人清单要写明责任党员"}
    if kind == ListKind.ORG and has_member:
        return {"member": "党组织清单不写责任党员"}
    return {}


def look_back_day(closed_on: date, fix_type: str) -> date | None:
    """When to look back at a closed item; a lasting one has its own review days."""
    return None if fix_type == FixType.LASTING else closed_on + timedelta(days=LOOK_BACK_DAYS)


def inspection_needs(inspection: Mapping[str, Any]) -> tuple[str, ...]:
    """Who inspected us; of a 四位一体 inspection that took place its four marks."""
    if inspection.get("kind") == InspectionKind.RECEIVED:
        return ("from_unit",)
    return MARKS if inspection.get("kind") == InspectionKind.FOURFOLD and inspection.get("on") else ()


def inspection_faults(inspection: Mapping[str, Any], today: date) -> dict[str, str]:
    """What is wrong with the values of an inspection, in its state and kind: the first thing, by field."""
    on, due = inspection.get("on"), inspection.get("due_on")
    if on and on > today.isoformat():
        return {"on": "督查日期在今天之后"}
    if on and due and due < on:
        return {"due_on": "整改限期早于督查日期"}
    missing = [name for name in inspection_needs(inspection) if not inspection.get(name)]
    if not missing:
        return {}
    if inspection["kind"] == InspectionKind.RECEIVED:
        return {missing[0]: "上级检查要写明检查单位"}
    return {missing[0]: "四位一体督查的四项都要评分：组织纪律、服务态度、工作效率、联系群众"}
