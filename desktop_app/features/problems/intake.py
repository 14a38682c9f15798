"""How lists and items come in, from the form, from a workbook and from other ledgers: what is filled in, what is refused."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.features.problems import lookups, rules
from desktop_app.features.problems.model import Inspection, ProblemItem, ProblemList
from desktop_app.features.problems.words import InspectionKind, ListKind, RectifyState, Source
from desktop_app.ledger.writes import NotAccepted, insert_records
from desktop_app.people.events import among
from desktop_app.people.links import End, link
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

Values = Mapping[str, Any]

LIST_SYNONYMS = {"org": ("党组织", "支部", "单位"), "member": ("党员", "姓名"), "made_on": ("制定时间", "日期")}
ITEM_SYNONYMS = {
    "desc": ("问题", "存在问题", "问题清单", "问题表现", "查摆问题"),
    "measures": ("措施", "整改措施及办法", "整改举措"),
    "owner": ("整改责任人", "责任者"),
    "lead": ("分管领导", "牵头领导"),
    "dept": ("责任单位", "责任科室"),
    "due_on": ("整改期限", "完成时限", "时限", "整改时间"),
    "evidence": ("整改情况", "整改结果", "完成情况"),
    "done_on": ("完成日期", "整改完成时间"),
    "aspect": ("方面", "类别", "问题类别"),
    "org": ("党组织", "支部", "所在支部", "单位"),
    "member": ("党员", "姓名"),
}


def validate_list(values: Values, office: Office, row_id: int | None) -> dict[str, str]:
    """Subject against kind, one list a batch and subject, no day to come."""
    faults = rules.list_fault(values["kind"], bool(values.get("member")))
    if values["made_on"] > office.clock.today().isoformat():
        faults["made_on"] = "制定日期在今天之后"
    if not faults and (other := lookups.same_batch(office, values, row_id)):
        faults["batch"] = f"这一批已经有一份清单：{other}"
    return faults


def create_list(values: Values, office: Office) -> int:
    """One list with its title, inside an open change."""
    return insert_lists(office, [values])[0]


def insert_lists(office: Office, rows: Sequence[Values]) -> list[int]:
    """Lists as stored values, each called by its subject and batch; inside an open change."""
    return insert_records(office, ProblemList, [{**row, "title": lookups.list_title(office, row)} for row in rows])


def validate_item(values: Values, office: Office, row_id: int | None) -> dict[str, str]:
    """The rules of an item's values; an organisation to answer for it, given or by its list; what was settled stays."""
    item = _with_its_day(office, {**values, **_by_list(office, values)})
    faults = rules.values_faults(item, office.clock.today())
    if item.get("org") is None:
        faults["org"] = "要写责任党组织，或选它所在的清单"
    if row_id is not None and (stored := lookups.settled(office, row_id)):
        files = lookups.has_files(office, "problem_item", row_id)
        faults = {**rules.unsettling_faults(item, stored, has_files=files), **faults}
    return faults


def _with_its_day(office: Office, item: Values) -> dict[str, Any]:
    """An item of which nobody says when it was found was found today."""
    return {**item, "found_on": item.get("found_on") or office.clock.today().isoformat()}


def create_item(values: Values, office: Office) -> int:
    """One item, its gaps filled from its list, inside an open change."""
    return insert_items(office, [values])[0]


def insert_items(office: Office, rows: Sequence[Values]) -> list[int]:
    """Items as stored values: subject and number from their lists, today as the day they were found; inside an open change."""
    whole, counts = [], dict[int, int]()
    for row in rows:
        item = _with_its_day(office, {**row, **_by_list(office, row)})
        if item.get("member"):
            item["owner"] = item["member"]
        if (belongs := item.get("list")) and not item.get("seq"):
            counts[belongs] = counts.get(belongs, lookups.items_in(office, belongs)) + 1
            item["seq"] = counts[belongs]
        whole.append(item)
    return insert_records(office, ProblemItem, whole)


def _by_list(office: Office, item: Values) -> dict[str, Any]:
    if not item.get("list"):
        return {}
    ((kind, org, member, made_on),) = office.database.rows(
        "SELECT kind, org_id, member_id, made_on FROM problem_list WHERE id = ?", (item["list"],)
    )
    filled = {"org": org, "member": member if kind == ListKind.MEMBER else None}
    return filled if item.get("found_on") else {**filled, "found_on": made_on}


def raise_item(office: Office, source: str, org: int, desc: str, start: End, role: str = "引出", **values: Any) -> int:
    """An item that a visit, an inspection or a session raised, tied to what raised it; inside the caller's open change. Its id.

    `source` is a word of 来源 (走访, 督导检查, 上级反馈 …); `values` further fields as stored (domain, due_on, owner …).
    """
    (item,) = insert_items(office, [{**values, "org": org, "desc": desc, "source": Source(source)}])
    link(office, start, End("problem_item", item), role)
    return item


def validate_inspection(values: Values, office: Office, _row_id: int | None) -> dict[str, str]:
    """The rules of an inspection's values."""
    return rules.inspection_faults(values, office.clock.today())


def create_inspection(values: Values, office: Office) -> int:
    """One inspection, inside an open change."""
    return insert_records(office, Inspection, [values])[0]


def validate_rectification(values: Values, office: Office, row_id: int | None) -> dict[str, str]:
    """Days in their order, and one 整顿 at a time for an organisation."""
    if values["found_on"] > office.clock.today().isoformat():
        return {"found_on": "认定日期在今天之后"}
    if values["due_on"] < values["found_on"]:
        return {"due_on": "整顿时限早于认定日期"}
    open_ones = "SELECT 1 FROM rectification WHERE org_id = ? AND state <> ? AND id IS NOT ?"
    if row_id is None and office.database.one(open_ones, (values["org"], str(RectifyState.CLOSED), row_id)):
        return {"org": "这个党组织已经在整顿，销号以后才能再认定"}
    return {}


def findings_left(office: Office, inspection: int) -> list[str]:
    """What an inspection wrote beside its weaker marks and no item has been raised from yet."""
    columns = ", ".join(f"{mark}, {note}" for mark, note in rules.NOTES.items())
    (row,) = office.database.rows(f"SELECT {columns} FROM inspection WHERE id = ?", (inspection,))
    raised = {
        desc
        for (desc,) in office.database.rows(
            "SELECT i.desc FROM link l JOIN problem_item i ON i.id = l.to_id"
            " WHERE (l.from_table, l.from_id, l.to_table) = ('inspection', ?, 'problem_item')",
            (inspection,),
        )
    }
    weak = (note for mark, note in zip(row[::2], row[1::2], strict=True) if mark in rules.WEAK and note)
    return [note for note in weak if note not in raised]


def raise_finding(office: Office, inspection: int, values: Values) -> int:
    """An item from what an inspection found, tied to it, inside an open change; its id. What the rules refuse is told by field."""
    ((kind, org, on),) = office.database.rows("SELECT kind, org_id, on_day FROM inspection WHERE id = ?", (inspection,))
    source = Source.SUPERIOR if kind == InspectionKind.RECEIVED else Source.INSPECTION
    item = {**values, "org": values.get("org") or org, "found_on": on or office.clock.today().isoformat()}
    if faults := rules.values_faults(item, office.clock.today()):
        raise NotAccepted(faults)
    desc, org = item.pop("desc"), item.pop("org")
    return raise_item(office, source, org, desc, End("inspection", inspection), **item)


def file_under(office: Office, items: Sequence[int], batch: str, made_on: str) -> tuple[int, int]:
    """Put loose items into their subjects' lists of a batch, inside an open change; how many items, how many new lists.

    A workbook of a branch names subject and problem in one row: it is imported as items, and this makes the lists of it.
    """
    if made_on > office.clock.today().isoformat():
        raise OfficeError("制定日期在今天之后。", "请填今天或过去的一天。")
    chosen, parameters = among(items)
    loose = office.database.rows(
        f"SELECT id, org_id, member_id, found_on, due_on FROM problem_item WHERE list_id IS NULL AND id IN {chosen} ORDER BY id",
        parameters,
    )
    if not loose:
        raise OfficeError("选中的问题都已在清单里。")
    made = 0
    known: dict[tuple[int, int | None], int] = {}
    for number, org, member, _found, _due in loose:
        subject = (org, member)
        if subject not in known:
            known[subject], new = _list_of(office, org, member, batch, made_on)
            made += new
        seq = lookups.items_in(office, known[subject]) + 1
        office.database.execute_sql(
            "UPDATE problem_item SET list_id = ?, seq = ? WHERE id = ?", (known[subject], seq, number)
        )
    return len(loose), made


def _list_of(office: Office, org: int, member: int | None, batch: str, made_on: str) -> tuple[int, bool]:
    where = "member_id = ?" if member else "org_id = ? AND member_id IS NULL"
    found = office.database.one(f"SELECT id FROM problem_list WHERE batch = ? AND {where}", (batch, member or org))
    if found:
        return found, False
    kind = ListKind.MEMBER if member else ListKind.ORG
    row = {"kind": kind, "org": org, "member": member, "batch": batch, "made_on": made_on}
    return insert_lists(office, [row])[0], True
