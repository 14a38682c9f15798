"""党员花名册: the ledger it declares (domain.md §2). Records and events are the kernel's (people/); here is how they are shown.

How people come in is intake.py's, what is counted figures.py's, what is printed papers.py's.
"""

from datetime import date
from typing import Any

from peewee import Node, fn

from desktop_app.features.roster import acts, intake
from desktop_app.features.roster.figures import figures
from desktop_app.features.roster.honours import AWARDS, HONOURS, MEDIA, PLATES
from desktop_app.features.roster.lists import doubts_about, roster_of
from desktop_app.features.roster.member_sheet import RECORD_PAPERS
from desktop_app.features.roster.papers import PAPERS
from desktop_app.features.roster.told import about
from desktop_app.ledger.declaration import Column, Condition, ImportSpec, Ledger, Offers, Section, Shelf, View
from desktop_app.ledger.round_spec import RoundSpec
from desktop_app.people.member import MembershipEvent, PartyMember
from desktop_app.people.slice import SLICE
from desktop_app.people.verify import doubtful
from desktop_app.people.words import EventKind
from desktop_app.support import dates


def _on_roster() -> Node:
    return PartyMember.left_on.is_null()


def _left(_today: date) -> Node:
    return PartyMember.left_on.is_null(False)


def _event_that_ended_it() -> Node:
    """The unit named by the event of the day on which a member left."""
    event: Any = MembershipEvent.alias()
    here = (event.member == PartyMember.id) & (event.on == PartyMember.left_on) & event.to_org.is_null()
    return event.select(fn.MAX(event.elsewhere)).where(here)


def _gone_to(reason: str | None, elsewhere: str | None, _today: date) -> str:
    return (elsewhere or "") if reason == EventKind.TRANSFERRED_OUT else ""


def _age(birth: str | None, today: date) -> str:
    age = dates.age_on(birth, today) if birth else None
    return "" if age is None else str(age)


def _year_month(value: Any) -> str:
    return dates.show(value, "dotted") if value else ""


COLUMNS = (
    Column("name"),
    Column("sex"),
    Column("ethnicity"),
    Column("birth_date", heading="出生年月", style=_year_month, width=9),
    Column(
        "age",
        label="年龄",
        needs=("birth_date",),
        compute=_age,
        sorts_by="birth_date",
        reverse=True,
        align="right",
        width=5,
    ),
    Column("org"),
    Column("category"),
    Column("joined_on", heading="入党时间", style=_year_month, width=9),
    Column("full_on", heading="转正时间", style=_year_month, width=9),
    Column("edu_code"),
    Column("party_post"),
    Column("unit_post"),
    Column("employment"),
    Column("id_no"),
    Column("mobile"),
    Column("tel", hidden=True),
    Column("address", hidden=True),
    Column("native_place", hidden=True),
    Column("work_started_on", heading="参加工作时间", style=_year_month, hidden=True),
    Column("job_code", hidden=True),
    Column("group", hidden=True),
    Column("dues_paid_to", hidden=True),
    Column("tech_title", hidden=True),
    Column("entered_on", hidden=True),
    Column("is_mobile", hidden=True),
    Column("flow_on", hidden=True),
    Column("host_org", hidden=True),
    Column("liaison", hidden=True),
    Column("last_contact_on", hidden=True),
    Column("is_lost", hidden=True),
    Column("lost_since", hidden=True),
    Column("frail", hidden=True),
    Column("delivery", hidden=True),
    Column("helper", hidden=True),
    Column("hardship", hidden=True),
    Column("quorum_exempt", hidden=True),
    Column("status", hidden=True),
    Column("id_note", hidden=True),
    Column("left_on", hidden=True),
    Column("leave_reason", hidden=True),
    Column(
        "gone_to",
        label="转往单位",
        needs=("leave_reason",),
        compute=_gone_to,
        asks=_event_that_ended_it,
        width=16,
        hidden=True,
    ),
    Column("remark", hidden=True),
)

_FLOW = (
    "is_mobile",
    "flow_on",
    "flow_reason",
    "flow_prov",
    "flow_city",
    "flow_county",
    "host_org",
    "liaison",
    "last_contact_on",
    "permit_no",
)
_CARE = ("frail", "delivery", "helper", "hardship", "quorum_exempt", "exempt_reason", "exempt_doc", "exempt_on")
FORM = (
    Section(
        "基本", ("name", "sex", "ethnicity", "id_no", "id_note", "birth_date", "native_place", "edu_code", "tech_title")
    ),
    Section(
        "党内",
        ("org", "group", "category", "joined_on", "full_on", "party_post", "status", "dues_paid_to", "entered_on"),
        read_only=frozenset(("org", "status")),
    ),
    Section("工作", ("employment", "job_code", "unit_post", "work_started_on", "is_migrant_worker")),
    Section("联系", ("mobile", "tel", "address")),
    Section("入党经过", ("applied_on", "activist_on", "candidate_on", "introducers", "joined_branch")),
    Section("流动", _FLOW),
    Section(
        "失联",
        ("is_lost", "lost_since", "lost_code", "suspended_on", "suspend_doc"),
        read_only=frozenset(("suspended_on", "suspend_doc")),
    ),
    Section("年老体弱与困难", _CARE),
    Section("其他", ("remark", "left_on", "leave_reason"), read_only=frozenset(("left_on", "leave_reason"))),
)

_WHO = ("name", "sex", "birth_date", "org", "mobile")
VIEWS = (
    View(
        "流动党员",
        (Condition("is_mobile", "是", (True,)),),
        columns=(*_WHO, "flow_on", "host_org", "liaison", "last_contact_on"),
    ),
    View("失联党员", (Condition("is_lost", "是", (True,)),), columns=(*_WHO, "lost_since")),
    View("年老体弱", (Condition("frail", "不为空"),), columns=(*_WHO, "frail", "delivery", "helper", "quorum_exempt")),
    View("困难党员", (Condition("hardship", "不为空"),), columns=(*_WHO, "hardship", "helper")),
    View("预备党员", (Condition("category", "是", ("预备党员",)),), columns=(*_WHO, "joined_on")),
    View(
        "待核实",
        where=doubtful,
        hint="证号、日期有疑问，等支部核实的党员",
        columns=("name", "sex", "birth_date", "id_no", "org", "category", "joined_on", "full_on", "id_note"),
    ),
    View(
        "历史党员",
        where=_left,
        everything=True,
        hint="已转出、去世、出党或停止党籍的党员",
        columns=("name", "sex", "birth_date", "org", "leave_reason", "left_on", "gone_to"),
        order=(("left_on", True),),
    ),
)

ROUND = RoundSpec(
    columns=(
        "name", "sex", "ethnicity", "id_no", "birth_date", "org", "group", "category", "joined_on", "full_on", "edu_code",
        "employment", "job_code", "unit_post", "party_post", "mobile", "tel", "address", "is_mobile", "host_org", "remark",
    ),
    hints=("已转出、去世或另有变动的，在“备注”里写明日期和情况，不要删行。",),
)  # fmt: skip

LEDGER = Ledger(
    key="roster",
    title="党员花名册",
    unit="人",
    record=PartyMember,
    slice=SLICE,
    columns=COLUMNS,
    searched=("name", "id_no", "mobile", "tel"),
    form=FORM,
    views=VIEWS,
    base=_on_roster,
    order=(("org", False), ("party_post", False), ("name.strokes", False)),
    org_field="org",
    group_field="group",
    imports=ImportSpec(
        keys=("id_no",),
        asks_by="name",
        required=("name",),
        synonyms=intake.SYNONYMS,
        check=intake.check,
        inserts=intake.insert,
        updates=intake.update,
        settles=intake.settle,
        derives=intake.derive,
        lifelong=("sex", "ethnicity", "birth_date", "joined_on"),
        remark="remark",
    ),
    creates=intake.create,
    validate=intake.validate,
    needs=intake.needs,
    round=ROUND,
    deletes=False,
    moves=acts.move,
    actions=acts.ACTIONS,
    offers=Offers(
        figures=figures,
        papers=PAPERS,
        record_papers=RECORD_PAPERS,
        doubts=doubts_about,
        second_thoughts=intake.second_thoughts,
        about=about,
        named={"roster_of": roster_of},
    ),
    icon="users",
    empty="这里还没有党员。从 Excel 花名册导入，或新增一名党员。",
    everybody="全部党员",
)

SHELF = Shelf("roster_shelf", "党员花名册", "users", (LEDGER, HONOURS, AWARDS, MEDIA, PLATES))
