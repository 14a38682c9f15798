"""The rules of honours (domain.md §8). Pure: no database, no Qt."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop_app.people.honours.words import OF_ORGS, OF_POSTS
from desktop_app.support import workdays

NOTICE_WORKDAYS = 5
"""公示 of at least so many working days."""


def honour_needs(honour: Mapping[str, Any]) -> tuple[str, ...]:
    """Whose an honour of this kind is: a member or a group by its name, a post, an organisation."""
    kind = honour.get("kind")
    if kind in OF_POSTS:
        return ("honouree",)
    return () if kind in OF_ORGS or honour.get("honouree") else ("member",)


def award_needs(award: Mapping[str, Any]) -> tuple[str, ...]:
    """Somebody who won it: a member, an organisation, a record of this office, or a name."""
    return () if any(award.get(name) for name in ("member", "org", "subject_id")) else ("winner",)


def honour_faults(honour: Mapping[str, Any], today: date) -> dict[str, str]:
    """What is wrong with an honour, by field: whose it is, and days in their order."""
    faults: dict[str, str] = {}
    of_member = honour["kind"] not in (*OF_ORGS, *OF_POSTS)
    if of_member and not honour.get("member") and not honour.get("honouree"):
        faults["member"] = "要写党员；集体写在荣誉对象里"
    if honour["kind"] in OF_POSTS and not honour.get("honouree"):
        faults["honouree"] = "要写岗位名称"
    if (honour.get("approved_on") or "") > today.isoformat():
        faults["approved_on"] = "审批日期在今天之后"
    faults.update(_notice_faults(honour))
    return faults


def _notice_faults(honour: Mapping[str, Any]) -> dict[str, str]:
    start, end = honour.get("notice_from"), honour.get("notice_to")
    if not start or not end:
        return {}
    if end < start:
        return {"notice_to": "公示结束早于开始"}
    days = workdays.count(date.fromisoformat(start), date.fromisoformat(end))
    if days < NOTICE_WORKDAYS:
        return {"notice_to": f"公示要满 {NOTICE_WORKDAYS} 个工作日，这里只有 {days} 个"}
    if honour.get("approved_on") and honour["approved_on"] < end:
        return {"approved_on": "公示还没有结束就审批了"}
    return {}


def plate_faults(plate: Mapping[str, Any], today: date) -> dict[str, str]:
    """A plate is taken down and reviewed after it was put up."""
    faults = {}
    if plate["up_on"] > today.isoformat():
        faults["up_on"] = "挂牌日期在今天之后"
    for name, label in (("down_on", "摘牌日期"), ("reviewed_on", "复核日期")):
        if plate.get(name) and plate[name] < plate["up_on"]:
            faults[name] = f"{label}早于挂牌日期"
    return faults
