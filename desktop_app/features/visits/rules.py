"""The rules of visits (domain.md §7): how an address is written, who must go, what is not written down, when names blank themselves.

Pure: values in, a sentence or a day out; no database, no Qt.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from desktop_app.features.visits.words import HOME_KINDS, Mode, VisitKind
from desktop_app.support import id_number

BLANK_AFTER_DAYS = 90
"""A householder's name and phone go that many days after 回访 (PIPL art. 19: the shortest time needed)."""
LONGEST_SUMMARY = 200

_NUMBERS = re.compile(r"\d+")
_BEFORE_NUMBERS = re.compile(r"[^0-9A-Za-z]+")
_DIGITS = str.maketrans("０１２３４５６７８９〇一二三四五六七八九", "01234567890123456789")
_ID_LIKE = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])|(?<!\d)\d{15}(?!\d)")
_BORN = date(1900, 1, 1), date(2099, 12, 31)
_PHONE_LIKE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)")


class Home(NamedTuple):
    """A home as one writes it: estate, building, unit and door, without 号楼, 单元, 室 and leading noughts."""

    estate: str
    building: str
    unit: str
    door: str

    def told(self) -> str:
        """胡杨小区 3-2-501."""
        return f"{self.estate} {'-'.join(part for part in self[1:] if part)}"


def home(estate: str, building: str, unit: str, door: str) -> Home:
    """One spelling for each home, so that 3号楼2单元501 and 3-2-501 are the same. Letters (A座) stay."""
    return Home(estate.strip(), *(_plain(part) for part in (building, unit, door)))


def address(text: str) -> Home:
    """The home that one cell names (胡杨小区3号楼2单元501室, 胡杨小区 3-2-501, 和谐苑A座1203). ValueError where it can't be told."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _BEFORE_NUMBERS.match(plain)
    parts = re.findall(r"[0-9A-Za-z]+", plain[found.end() :]) if found else []
    if not found or len(parts) not in (2, 3):
        raise ValueError(f"看不出是哪一户：{text}。写成“胡杨小区3号楼2单元501”或“胡杨小区 3-2-501”")
    building, unit, door = parts if len(parts) == 3 else (parts[0], "", parts[1])
    return home(found[0], building, unit, door)


def _plain(part: object) -> str:
    text = re.sub(r"号楼|楼|栋|幢|单元|室|号|座|门", "", str(part or "")).strip()
    text = text.translate(_DIGITS)
    return (text.lstrip("0") or "0").upper() if text else ""


def visit_faults(visit: Mapping[str, Any], today: date) -> dict[str, str]:
    """What is wrong with a visit, by field."""
    faults: dict[str, str] = {}
    if (visit.get("on") or "") > today.isoformat():
        faults["on"] = "走访日期在今天之后"
    crew, household = visit.get("crew"), visit.get("household")
    if visit["kind"] == VisitKind.CREW and (not crew or household):
        faults["crew"] = "走访班组要写班组，不写家庭户"
    if visit["kind"] in HOME_KINDS and (not household or crew):
        faults["household"] = f"{visit['kind']}要写家庭户，不写班组"
    if _one_went_alone(visit):
        faults["alone_reason"] = "入户走访要两人以上，只有一人时写明原因"
    if visit.get("visitor") and visit.get("visitor") == visit.get("companion"):
        faults["companion"] = "两名走访人不能是同一人"
    if len(visit.get("summary") or "") > LONGEST_SUMMARY:
        faults["summary"] = f"摘要最多 {LONGEST_SUMMARY} 个字"
    faults.update(unwritable(visit, ("summary",)))
    return faults


def visit_needs(visit: Mapping[str, Any]) -> list[str]:
    """A visit to a home its household, one to a crew the crew; a 稳定排查 its round; who went alone says why."""
    kind = visit.get("kind")
    wanted = ["crew"] if kind == VisitKind.CREW else ["household"] if kind in HOME_KINDS else []
    wanted += ["sweep"] if kind == VisitKind.SWEEP else []
    alone = _at_the_door(visit) and not (visit.get("companion") or visit.get("others"))
    return [*wanted, "alone_reason"] if alone else wanted


def _at_the_door(visit: Mapping[str, Any]) -> bool:
    return visit.get("kind") in HOME_KINDS and visit.get("mode") == Mode.DOOR


def _one_went_alone(visit: Mapping[str, Any]) -> bool:
    return _at_the_door(visit) and not (visit.get("companion") or visit.get("others") or visit.get("alone_reason"))


def unwritable(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    """Free text in which an identity number stands: residents' numbers are not recorded anywhere (PIPL art. 28)."""
    return {
        name: "里面像是有身份证号：居民的证件号不登记，请删去"
        for name in names
        if any(_could_be_id(number) for number in _ID_LIKE.findall(values.get(name) or ""))
    }


def _could_be_id(number: str) -> bool:
    """A number typed wrong is somebody's all the same: a birth date in its place is enough."""
    if len(number) == 15 or id_number.check_digit(number[:17]) == number[17].upper():
        return True
    try:
        return _BORN[0] <= date(int(number[6:10]), int(number[10:12]), int(number[12:14])) <= _BORN[1]
    except ValueError:
        return False


def doubtful_text(text: str | None) -> str:
    """A sentence where free text holds a telephone number; '' where it does not."""
    return (
        "文字里像是有电话号码：住户电话只写在“联系电话”里，满 90 天会自动清除。"
        if _PHONE_LIKE.search(text or "")
        else ""
    )


def appeal_faults(appeal: Mapping[str, Any], visited_on: str, today: date) -> dict[str, str]:
    """Days of an appeal in their order: promised and done not before the visit, told back not before done."""
    faults = {}
    if (appeal.get("due_on") or visited_on) < visited_on:
        faults["due_on"] = "承诺时限早于走访日期"
    done, told = appeal.get("done_on"), appeal.get("called_back_on")
    if done and done < visited_on:
        faults["done_on"] = "办结日期早于走访日期"
    if told and (not done or told < done):
        faults["called_back_on"] = "回访要在办结之后"
    for name, day in (("done_on", done), ("called_back_on", told)):
        if day and day > today.isoformat():
            faults[name] = "日期在今天之后"
    return faults | unwritable(appeal, ("text", "result"))


def blank_before(today: date) -> date:
    """Names and phones of homes told back before this day go."""
    return today - timedelta(days=BLANK_AFTER_DAYS)


def next_due(last_on: str | None, every_days: int) -> date | None:
    """The day the next visit is due; None where there was none yet (then it is due at once)."""
    return date.fromisoformat(last_on) + timedelta(days=every_days) if last_on else None


def doors_of(units: int, floors: int, per_floor: int) -> list[tuple[str, str]]:
    """(unit, door) of every home of a building, doors called by floor and place: 101, 102 … 602."""
    return [
        (str(unit), f"{floor}{place:02d}")
        for unit in range(1, units + 1)
        for floor in range(1, floors + 1)
        for place in range(1, per_floor + 1)
    ]


def floor_of(door: str) -> int:
    """The floor a door's number tells: 501 → 5, 1203 → 12; 0 where it tells none."""
    found = _NUMBERS.search(door)
    return int(found[0]) // 100 if found else 0
