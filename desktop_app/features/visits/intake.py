"""How homes, visits and what follows from them come in: one spelling of an address, numbers of slips, who may be written down."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.features.visits import rules
from desktop_app.features.visits.model import Appeal, Household, Visit
from desktop_app.features.visits.words import Outcome, VisitKind
from desktop_app.ledger.named import ask
from desktop_app.ledger.writes import insert_records
from desktop_app.people.links import End
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

Values = Mapping[str, Any]
SLIPS = "visit.slips"

HOME_SYNONYMS = {
    "title": ("住址", "地址", "家庭住址", "详细地址", "住户地址"),
    "estate": ("小区名称", "家属院", "院区"),
    "building": ("楼号", "楼", "栋", "幢"),
    "unit": ("单元号",),
    "door": ("门牌号", "房号", "室", "室号", "号"),
    "occupied": ("入住情况", "居住情况", "居住状态", "是否有人住", "有无人住"),
}
CREW_SYNONYMS = {
    "name": ("班组名称", "班组名", "名称"),
    "org": ("所在支部", "所属支部", "所属党支部", "党支部", "支部", "党组织"),
    "heads": ("班组人数", "总人数", "职工人数"),
}
VISIT_SYNONYMS = {
    "on": ("走访日期", "走访时间", "时间"),
    "visitor": ("走访干部", "走访党员", "入户人", "走访人员", "走访人姓名"),
    "companion": ("同行人员", "陪同人", "陪同人员"),
    "household": ("户", "住户", "地址", "走访对象", "住户地址", "住址", "家庭住址"),
    "outcome": ("走访结果", "入户结果", "见面情况"),
    "leaflets": ("资料", "发放资料", "宣传资料"),
    "crew": ("班组名称",),
    "org": ("党组织", "支部", "走访单位"),
    "summary": ("情况", "走访情况", "内容"),
}


# Homes


def address_of(values: Values) -> dict[str, str]:
    """The one spelling of a row's address, whether it stands in one cell or in columns; nothing where it isn't whole."""
    try:
        home = _home(values)
    except (OfficeError, ValueError):
        return {}
    given = {name: part for name, part in home._asdict().items() if part}
    return {**given, "title": home.told()}


def kind_of_visit(values: Values) -> dict[str, str]:
    """A visit that doesn't say what it was went to whom it names: to a crew, else to a home."""
    if values.get("kind"):
        return {}
    return {"kind": str(VisitKind.CREW if values.get("crew") else VisitKind.HOME)}


def validate_household(values: Values, office: Office, row_id: int | None) -> dict[str, str]:
    """A home stands once, however it is spelt (3号楼2单元501 = 3-2-501)."""
    try:
        home = _home(values)
    except OfficeError as refusal:
        return {"door": refusal.sentence.rstrip("。")}
    known = office.database.one(
        "SELECT title FROM household WHERE estate = ? AND building = ? AND unit = ? AND door = ? AND id IS NOT ?",
        (*home, row_id),
    )
    return {"door": f"这一户已经登记：{known}"} if known else rules.unwritable(values, ("remark",))


def create_household(values: Values, office: Office) -> int:
    """One home in the one spelling, inside an open change."""
    return insert_households(office, [values])[0]


def insert_households(office: Office, rows: Sequence[Values]) -> list[int]:
    """Homes in the one spelling, inside an open change. Two that turn out to be the same are refused by name."""
    homes = [_home(row) for row in rows]
    if twice := [home for at, home in enumerate(homes) if home in homes[:at]]:
        raise OfficeError(f"同一户写了两次：{twice[0].told()}。", "请留下一行再导入。")
    return insert_records(
        office,
        Household,
        [{**row, **home._asdict(), "title": home.told()} for row, home in zip(rows, homes, strict=True)],
    )


def add_building(office: Office, estate: str, building: str, units: int, floors: int, per_floor: int) -> int:
    """Register every home of a building at once, inside an open change; those known already stay. How many are new."""
    known = {
        (unit, door)
        for unit, door in office.database.rows(
            "SELECT unit, door FROM household WHERE estate = ? AND building = ?",
            rules.home(estate, building, "", "")[:2],
        )
    }
    rows = [
        {"estate": estate, "building": building, "unit": unit, "door": door, "occupied": True}
        for unit, door in rules.doors_of(units, floors, per_floor)
        if (unit, door) not in known
    ]
    insert_households(office, rows)
    return len(rows)


def home_needs(values: Values) -> tuple[str, ...]:
    """The columns of an address, unless it stands in one cell."""
    columns = ("estate", "building", "door")
    return () if values.get("title") and not any(values.get(name) for name in columns) else columns


def _home(values: Values) -> rules.Home:
    """The home of a row: by its columns, else by its address in one cell."""
    parts = [values.get(name) or "" for name in ("estate", "building", "unit", "door")]
    if parts[0] and parts[1] and parts[3]:
        return rules.home(*parts)
    if not any(parts) and values.get("title"):
        return rules.address(values["title"])
    raise OfficeError("小区、楼栋、门牌要写全。", "或者只写一列住址，例如：胡杨小区3号楼2单元501。")


# Visits


def validate_visit(values: Values, office: Office, row_id: int | None) -> dict[str, str]:
    """The rules of a visit; its number stands once; a 稳定排查 names its round."""
    faults = rules.visit_faults(values, office.clock.today())
    if values.get("code") and office.database.one(
        "SELECT 1 FROM visit WHERE code = ? AND id IS NOT ?", (values["code"], row_id)
    ):
        faults["code"] = "这个编号已经用过"
    if values["kind"] == VisitKind.SWEEP and not values.get("sweep"):
        faults["sweep"] = "稳定排查要写排查轮次"
    if (others := values.get("others")) and _names_only(office, others, values.get("visitor")):
        faults["others"] = "其他走访人写的是走访人本人"
    return faults


def _names_only(office: Office, others: str, visitor: int | None) -> bool:
    """Whether the further visitors are the visitor over again: who writes the own name twice went alone."""
    name = office.database.one("SELECT name FROM member WHERE id = ?", (visitor,))
    return set(filter(None, re.split(r"[\s、，,;；]+", others))) == {name}


def create_visit(values: Values, office: Office) -> int:
    """One visit, numbered, inside an open change."""
    return insert_visits(office, [values])[0]


def insert_visits(office: Office, rows: Sequence[Values]) -> list[int]:
    """Visits as stored values; those without a number get the year's next ones (2016-00321). Inside an open change."""
    last: dict[str, int] = {}
    numbered = []
    for row in rows:
        year = row["on"][:4]
        code = row.get("code")
        if not code:
            last[year] = last.get(year, last_number(office, year)) + 1
            code = f"{year}-{last[year]:05d}"
        numbered.append({**row, "code": code})
    return insert_records(office, Visit, numbered)


def last_number(office: Office, year: str) -> int:
    """The highest number of a year's visits and of the slips printed for visits still to come."""
    highest = office.database.one(
        "SELECT max(code) FROM visit WHERE code GLOB ?", (f"{year}-[0-9][0-9][0-9][0-9][0-9]",)
    )
    printed = [code for code in slips_given(office) if code.startswith(f"{year}-")]
    return max((int(code[5:]) for code in (highest, *printed) if code), default=0)


def slips_given(office: Office) -> dict[str, int]:
    """The numbers of printed slips whose visit is not entered yet, with the home each is for."""
    kept: dict[str, int] = office.settings.get(SLIPS, {})
    if not kept:
        return {}
    used = {
        code
        for (code,) in office.database.rows(
            "SELECT code FROM visit WHERE code IN (SELECT value FROM json_each(?))", (json.dumps(list(kept)),)
        )
    }
    return {code: home for code, home in kept.items() if code not in used}


def tick_building(
    office: Office, sweep: int, homes: Sequence[int], on: date, org: int, visitor: int, companion: int | None
) -> int:
    """Mark these homes as met in a 稳定排查 round, inside an open change; those met already are left. How many were added."""
    met = {
        home
        for (home,) in office.database.rows(
            "SELECT household_id FROM visit WHERE sweep_id = ? AND outcome = ?", (sweep, str(Outcome.MET))
        )
    }
    row = {"kind": VisitKind.SWEEP, "on": on.isoformat(), "org": org, "visitor": visitor, "companion": companion}
    more = {"mode": "上门", "outcome": Outcome.MET, "sweep": sweep}
    new = [{**row, **more, "household": home} for home in homes if home not in met]
    insert_visits(office, new)
    return len(new)


# Appeals and what they lead to


def validate_appeal(values: Values, office: Office, _row_id: int | None) -> dict[str, str]:
    """Days in their order, and no identity numbers in the text."""
    visited = office.database.one("SELECT on_day FROM visit WHERE id = ?", (values["visit"],)) or ""
    return rules.appeal_faults(values, visited, office.clock.today())


def create_appeal(values: Values, office: Office) -> int:
    """One appeal; its visit is marked as having one. Inside an open change."""
    office.database.execute_sql("UPDATE visit SET has_appeal = 1 WHERE id = ? AND NOT has_appeal", (values["visit"],))
    return insert_records(office, Appeal, [values])[0]


def raise_from_appeal(office: Office, appeal: int) -> int:
    """Raise an appeal to a problem item tied to it, inside an open change; its id. OfficeError where no ledger keeps problems."""
    answer = ask("raise_item")
    if answer is None:
        raise OfficeError("这个办公室没有问题清单。")
    ((text, org, dept, due_on, on),) = office.database.rows(
        "SELECT a.text, v.org_id, a.dept, a.due_on, v.on_day FROM appeal a JOIN visit v ON v.id = a.visit_id WHERE a.id = ?",
        (appeal,),
    )
    told = {"dept": dept, "due_on": due_on, "found_on": on, "domain": "服务"}
    return answer(office, "走访", org, text, End("appeal", appeal), **told)


def raise_from_log(office: Office, log: int) -> int:
    """Raise a 跟班 whose points were not met to a problem item tied to it, inside an open change; its id."""
    answer = ask("raise_item")
    if answer is None:
        raise OfficeError("这个办公室没有问题清单。")
    ((site, org, on, *met),) = office.database.rows(
        "SELECT site, org_id, on_day, covered, sprayed, planted FROM task_log WHERE id = ?", (log,)
    )
    unmet = [name for name, done in zip(("覆盖", "洒水", "植绿"), met, strict=True) if not done]
    if not unmet:
        raise OfficeError("这一次跟班三项都到位，没有要整改的。")
    return answer(
        office, "督导检查", org, f"{site}{'、'.join(unmet)}不到位", End("task_log", log), found_on=on, domain="环保"
    )


def item_closed(office: Office, item: int, on: date) -> None:
    """A problem item was closed: the appeals it came from are done and wait to be told back (回访). Inside an open change."""
    office.database.execute_sql(
        "UPDATE appeal SET state = '待回访', done_on = ifnull(done_on, ?), result = ifnull(result, '转办的问题已整改销号')"
        " WHERE state = '办理中' AND id IN (SELECT from_id FROM link WHERE from_table = 'appeal' AND to_table = 'problem_item'"
        " AND to_id = ?)",
        (on.isoformat(), item),
    )


def blank_old_contacts(office: Office) -> int:
    """Blank names and phones of homes whose last appeal was told back 90 days ago and that have none open (V8). How many.

    Opens a change of its own, so the blanking stands in the history; what was blanked does not, it would be kept there for good.
    """
    rows = office.database.rows(
        "SELECT h.id FROM household h WHERE (h.contact_name IS NOT NULL OR h.contact_phone IS NOT NULL) AND EXISTS"
        " (SELECT 1 FROM visit v JOIN appeal a ON a.visit_id = v.id WHERE v.household_id = h.id)"
        " AND NOT EXISTS (SELECT 1 FROM visit v JOIN appeal a ON a.visit_id = v.id WHERE v.household_id = h.id"
        "  AND (a.called_back_on IS NULL OR a.called_back_on > ?))",
        (rules.blank_before(office.clock.today()).isoformat(),),
    )
    if rows:
        with office.change(f"回访满 {rules.BLANK_AFTER_DAYS} 天，清除 {len(rows)} 户的姓名和电话", "purge") as change:
            office.database.executemany(
                "UPDATE household SET contact_name = NULL, contact_phone = NULL WHERE id = ?", rows
            )
            change.forget("household", [row for (row,) in rows])
    return len(rows)


# 慰问 and surveys


def validate_condolence(values: Values, office: Office, _row_id: int | None) -> dict[str, str]:
    """Money or goods, on a day that has come."""
    if values["on"] > office.clock.today().isoformat():
        return {"on": "慰问日期在今天之后"}
    if (values.get("amount") or 0) < 0:
        return {"amount": "金额不能小于零"}
    return {} if values.get("amount") or values.get("goods") else {"amount": "金额和物品至少写一样"}


def validate_mood_round(values: Values, _office: Office, _row_id: int | None) -> dict[str, str]:
    """Answers are totals of those asked: never more of them than heads."""
    told = sum(values.get(name) or 0 for name in ("satisfied", "fairly", "dissatisfied"))
    if values["to_on"] < values["from_on"]:
        return {"to_on": "结束日期早于开始日期"}
    return {"heads": f"满意度合计 {told} 人，多于调研人数"} if told > values["heads"] else {}
