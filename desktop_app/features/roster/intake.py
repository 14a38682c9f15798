"""How people get into the roster from a form or a workbook, and how rows of a workbook change those who are there.

Every new person comes by a dated event. Which one a bare row means: who joined or came after the records began, came then;
in the month in which the records began everybody else was there from the beginning; later on, somebody new is transferred in today.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.people import membership
from desktop_app.people.doubts import Record, doubts
from desktop_app.people.membership import Arrival, Papers
from desktop_app.people.verify import dates_ahead
from desktop_app.people.words import Category, EventKind
from desktop_app.storage.office import Office
from desktop_app.support import id_number
from desktop_app.support.spans import month_of

OPENING = "roster.opening_on"
"""The setting in which the clerk may choose, before the first import, the day with which the office's records begin."""
_LED_BY_EVENTS = frozenset(("status", "left_on", "leave_reason", "suspended_on", "suspend_doc"))
_GROWN_UP = range(18, 101)
_BY_IMPORT = Papers(basis="导入花名册")
_EXEMPTION = {"exempt_reason": "原因", "exempt_doc": "上级同意文号", "exempt_on": "大会决议日期"}

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "name": ("党员姓名", "名字", "姓名（党员）"),
    "sex": ("男女",),
    "ethnicity": ("民族成份", "族别"),
    "id_no": ("身份证号", "身份证号码", "公民身份号码", "公民身份证号码", "身份证", "居民身份证号", "居民身份证号码", "证件号码"),
    "birth_date": ("出生年月", "出生年月日", "出生时间", "生日", "出生"),
    "edu_code": ("文化程度", "最高学历", "学历情况", "学历层次", "教育程度"),
    "category": ("党员类别", "党员类型", "党员身份", "党员性质", "类别"),
    "org": ("支部", "党支部", "所在支部", "所属支部", "所属党支部", "支部名称", "党支部名称", "党组织", "所在党组织", "所属党组织",
            "组织关系所在支部", "组织关系所在党支部", "所在党支部名称"),
    "joined_on": ("入党时间", "入党日期", "入党年月", "入党年月日", "加入党组织时间", "加入中国共产党时间", "何时入党", "入党"),
    "full_on": ("转正时间", "转正日期", "转正年月", "转正年月日", "转为正式党员时间", "何时转正", "转正"),
    "job_code": ("岗位", "职业", "从事工作", "工作岗位类别", "岗位类别"),
    "mobile": ("手机号", "手机号码", "联系电话", "联系方式", "电话", "移动电话", "本人电话", "联系手机"),
    "tel": ("座机", "办公电话", "家庭电话", "住宅电话", "宅电", "固话"),
    "address": ("住址", "家庭地址", "现住址", "现居住地", "居住地址", "详细地址", "家庭详细住址", "现家庭住址"),
    "native_place": ("祖籍",),
    "work_started_on": ("参加工作时间", "参加工作年月", "工作时间", "何时参加工作"),
    "unit_post": ("工作单位", "单位及职务", "单位职务", "现任职务", "工作单位及岗位", "职务", "单位", "原工作单位及职务"),
    "group": ("所在党小组", "党小组名称"),
    "party_post": ("党内任职", "支部职务", "党务职务", "党内职务名称"),
    "applied_on": ("申请入党时间", "递交入党申请书时间"),
    "activist_on": ("确定为积极分子时间", "列为积极分子时间", "确定积极分子时间", "确定为入党积极分子时间"),
    "candidate_on": ("列为发展对象时间", "确定发展对象时间", "确定为发展对象时间"),
    "introducers": ("介绍人",),
    "joined_branch": ("入党支部", "入党所在支部"),
    "entered_on": ("转入时间", "组织关系转入时间", "转入本支部时间", "组织关系转入日期"),
    "tech_title": ("职称", "技术职称", "专业技术资格"),
    "is_migrant_worker": ("农民工",),
    "dues_paid_to": ("党费交至", "党费缴至", "党费交纳至", "党费缴纳至"),
    "employment": ("在职状态", "是否在职", "在职离退休", "人员状态", "在职或退休", "离退休情况"),
    "is_mobile": ("流动党员", "是否流动党员", "是否为流动党员"),
    "is_lost": ("失联党员", "是否失联党员", "是否为失联党员"),
    "lost_since": ("失联时间", "失去联系日期", "失去联系时间", "失联日期"),
    "flow_on": ("外出时间", "流出时间", "外出日期"),
    "flow_reason": ("流动原因",),
    "flow_prov": ("外出流向省", "流向省份"),
    "host_org": ("流入党组织", "流入地"),
    "permit_no": ("流动党员证号", "活动证号"),
    "frail": ("年老体弱", "体弱情况"),
    "hardship": ("困难情况", "致困原因", "困难原因"),
    "remark": ("说明", "备考"),
}  # fmt: skip


def _first_opening(office: Office) -> str | None:
    return office.database.one("SELECT min(on_day) FROM membership_event WHERE kind = ?", (str(EventKind.OPENING),))


def opening_day(office: Office) -> date:
    """The day with which the office's records begin: of the first 期初在册; before there is one, the day the clerk has chosen,
    or else the last day of the month before this."""
    chosen = _first_opening(office) or office.settings.get(OPENING)
    return date.fromisoformat(chosen) if chosen else month_of(office.clock.today()).eve()


def still_opening(office: Office) -> bool:
    """Whether a new row still means somebody who was there from the beginning: until the month after the opening day is over."""
    begun = _first_opening(office)
    return begun is None or begun >= month_of(office.clock.today()).eve().isoformat()


def insert(office: Office, rows: Iterable[Mapping[str, Any]]) -> list[int]:
    """New people as a workbook or a form gives them, inside the open change; their ids."""
    begun, today, opening = opening_day(office).isoformat(), office.clock.today().isoformat(), still_opening(office)
    arrivals = []
    for values in rows:  # what events lead (_LED_BY_EVENTS) follows from how they came, whatever a row says
        kind, on = _how_they_came(values, begun, today, opening)
        arrivals.append(Arrival(values, kind, on, _BY_IMPORT if kind != EventKind.OPENING else membership.NO_PAPERS))
    return membership.enter(office, arrivals)


def _how_they_came(values: Mapping[str, Any], begun: str, today: str, opening: bool) -> tuple[EventKind, str]:
    for name, kind in (("joined_on", EventKind.ADMITTED), ("entered_on", EventKind.TRANSFERRED_IN)):
        on = values.get(name) or ""
        if len(on) == 10 and begun < on <= today:
            return kind, on
    return (EventKind.OPENING, begun) if opening else (EventKind.TRANSFERRED_IN, today)


def add(office: Office, values: Mapping[str, Any], kind: EventKind, on: date | str, papers: Papers) -> int:
    """One new person whose event the clerk has named, inside the open change; the id."""
    return membership.enter(office, [Arrival(values, kind, on, papers)])[0]


def create(values: Mapping[str, Any], office: Office) -> int:
    """A new person from the standard form, with nothing said of how they came."""
    return insert(office, [values])[0]


def update(office: Office, changes: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
    """What a workbook changes of people who are there; another branch is a 支部间调整 of today. What events lead is left alone."""
    from desktop_app.features.roster import LEDGER
    from desktop_app.ledger.writes import update_rows

    plain: list[tuple[int, Mapping[str, Any]]] = []
    moved: dict[int, list[int]] = defaultdict(list)
    for member, values in changes:
        if values.get("org"):
            moved[values["org"]].append(member)
        own = {name: value for name, value in values.items() if name != "org" and name not in _LED_BY_EVENTS}
        if own:
            plain.append((member, own))
    for org, members in moved.items():
        membership.move(office, members, org, office.clock.today(), _BY_IMPORT)
    update_rows(office, LEDGER, plain)


def check(values: Mapping[str, Any], office: Office) -> list[str]:
    """What is storable but doubtful about a row (as stored, by field), in sentences."""
    record = Record._make(map(values.get, Record._fields))
    found = [doubt.sentence for doubt in doubts(record)]
    return found + [doubt.sentence for doubt in dates_ahead(values, office.clock.today())]


def settle(name: str, choices: Sequence[str], values: Mapping[str, Any]) -> str | None:
    """Which of the dates that a cell may mean the identity number leaves: the birth in it, or for other dates the only one between
    the 18th year and the 100th; None where that is not exactly one."""
    number = values.get("id_no")
    birth = id_number.inspect(number).birth if number else None
    if not birth:
        return None
    if name == "birth_date":
        left = [choice for choice in choices if birth.startswith(choice)]
    else:
        left = [choice for choice in choices if len(choices) > 1 and int(choice[:4]) - int(birth[:4]) in _GROWN_UP]
    return left[0] if len(left) == 1 else None


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Birth and sex as a sound identity number tells them, for a row that leaves them empty; {} where the number is in doubt."""
    number = values.get("id_no")
    if not number or ("birth_date" in values and "sex" in values):
        return {}
    seen = id_number.inspect(number)
    if any(doubt.code != "old_15" for doubt in seen.doubts):
        return {}
    told = {"birth_date": seen.birth, "sex": seen.sex}
    return {name: value for name, value in told.items() if value}


def validate(values: Mapping[str, Any], office: Office, row_id: int | None) -> dict[str, str]:
    """What can't be stored, a sentence by field. What was so already when the record was opened is not held against it."""
    faults = _faults(values, office)
    if faults and row_id is not None:
        faults = {name: told for name, told in faults.items() if name not in _faults(_stored(office, row_id), office)}
    return faults


def second_thoughts(values: Mapping[str, Any], office: Office, member: int | None) -> list[str]:
    """What the form asks about before it stores somebody: doubts the record did not have, and a number that is another's already."""
    before = _looked_at(office, member)
    after = {**before, **values}
    known = check(before, office) if before else []
    found = [sentence for sentence in check(after, office) if sentence not in known]
    number = after.get("id_no")
    return found + (_holders(office, number, member) if number and number != before.get("id_no") else [])


def _looked_at(office: Office, member: int | None) -> dict[str, Any]:
    if member is None:
        return {}
    row = office.database.rows(f"SELECT {', '.join(Record._fields)} FROM member WHERE id = ?", (member,))
    return dict(zip(Record._fields, row[0], strict=True)) if row else {}


def _holders(office: Office, number: str, but: int | None) -> list[str]:
    rows = office.database.rows(
        "SELECT m.name, CASE WHEN m.left_on IS NULL THEN o.short_name ELSE '历史党员' END FROM member m"
        " JOIN party_org o ON o.id = m.org_id WHERE m.id_no = ? AND m.id IS NOT ? ORDER BY m.left_on IS NOT NULL, m.id",
        (number, but),
    )
    return [f"证号与{name}（{where}）的相同，存了就是两个人" for name, where in rows]


def needs(values: Mapping[str, Any], _office: Office) -> Collection[str]:
    """Why somebody doesn't count for the quorum."""
    return _EXEMPTION if values.get("quorum_exempt") else ()


def _faults(values: Mapping[str, Any], office: Office) -> dict[str, str]:
    faults = {}
    if values.get("category") == Category.PROBATIONARY and values.get("full_on"):
        faults["full_on"] = "预备党员没有转正日期；已转正的，人员类别要改为正式党员"
    if values.get("quorum_exempt"):
        faults |= {name: f"不计入应到会要写明{label}" for name, label in _EXEMPTION.items() if not values.get(name)}
    if (group := values.get("group")) and not _stands_under(office, group, values.get("org")):
        faults["group"] = "党小组不属于所在党支部"
    return faults


def _stands_under(office: Office, group: int, org: int | None) -> bool:
    return office.database.one("SELECT parent_id FROM party_org WHERE id = ? AND level = '党小组'", (group,)) == org


def _stored(office: Office, row_id: int) -> Mapping[str, Any]:
    names = {
        "category": "category",
        "full_on": "full_on",
        "quorum_exempt": "quorum_exempt",
        "org": "org_id",
        "group": "group_id",
    }
    names |= {name: name for name in _EXEMPTION}
    row = office.database.rows(f"SELECT {', '.join(names.values())} FROM member WHERE id = ?", (row_id,))
    return dict(zip(names, row[0], strict=True)) if row else {}
