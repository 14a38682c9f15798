"""The registers of homes and crews, and the 稳定排查 rounds that must meet every home."""

from datetime import date

from peewee import Node, fn

from desktop_app.features.visits import acts, intake
from desktop_app.features.visits.model import Crew, Household, Sweep, Visit
from desktop_app.features.visits.papers import HOUSEHOLD_PAPERS
from desktop_app.features.visits.schema import SLICE
from desktop_app.features.visits.words import Outcome
from desktop_app.ledger.declaration import Column, Condition, ImportSpec, Ledger, Offers, Section, View


def _no_visit_met(record: type[Household] | type[Crew], field: Node) -> Node:
    met = Visit.select(Visit.id).where((field == record.id) & (Visit.outcome == str(Outcome.MET)))  # type: ignore[attr-defined]
    return ~fn.EXISTS(met)


def _never_met(_today: date) -> Node:
    return Household.occupied & _no_visit_met(Household, Visit.household)


def _crew_never_met(_today: date) -> Node:
    return Crew.disbanded_on.is_null() & _no_visit_met(Crew, Visit.crew)


HOUSEHOLDS = Ledger(
    key="households",
    title="家庭户",
    unit="户",
    record=Household,
    slice=SLICE,
    columns=(
        Column("title"),
        Column("estate"),
        Column("building"),
        Column("unit"),
        Column("door"),
        Column("occupied"),
        Column("contact_name", hidden=True),
        Column("contact_phone", hidden=True),
        Column("remark", hidden=True),
    ),
    searched=("title", "contact_name"),
    form=(
        Section("家庭户", ("estate", "building", "unit", "door", "occupied", "remark")),
        Section("回复用的联系方式", ("contact_name", "contact_phone")),
    ),
    views=(
        View("有人居住", (Condition("occupied", "是", (True,)),)),
        View("空置", (Condition("occupied", "是", (False,)),)),
        View("从没见到过的", where=_never_met),
        View(
            "留有姓名或电话",
            where=lambda _t: Household.contact_name.is_null(False) | Household.contact_phone.is_null(False),
        ),
    ),
    order=(("estate", False), ("building", False), ("unit", False), ("door", False)),
    imports=ImportSpec(
        keys=("title",),
        synonyms=intake.HOME_SYNONYMS,
        completes=intake.address_of,
        inserts=lambda office, rows: intake.insert_households(office, rows),
    ),
    creates=intake.create_household,
    validate=intake.validate_household,
    needs=lambda values, _office: intake.home_needs(values),
    actions=acts.HOUSEHOLD_ACTIONS,
    offers=Offers(record_papers=HOUSEHOLD_PAPERS),
    icon="building",
    empty="这里还没有登记家庭户。用“登记整栋楼”一次登记一栋。",
)

CREWS = Ledger(
    key="crews",
    title="班组",
    unit="个",
    record=Crew,
    slice=SLICE,
    columns=(Column("name"), Column("org"), Column("heads"), Column("disbanded_on", hidden=True), Column("remark")),
    searched=("name",),
    form=(Section("班组", ("name", "org", "heads", "disbanded_on", "remark")),),
    views=(View("从没走访过的", where=_crew_never_met),),
    base=lambda: Crew.disbanded_on.is_null(),
    order=(("org", False), ("name", False)),
    org_field="org",
    imports=ImportSpec(keys=(), asks_by="name", required=("name", "org"), synonyms=intake.CREW_SYNONYMS),
    icon="users",
    empty="这里还没有班组。新增，或从 Excel 导入班组名单。",
)

SWEEPS = Ledger(
    key="sweeps",
    title="稳定排查",
    unit="轮",
    record=Sweep,
    slice=SLICE,
    columns=(Column("title"), Column("from_on"), Column("to_on"), Column("remark")),
    searched=("title",),
    form=(Section("排查轮次", ("title", "from_on", "to_on", "remark")),),
    order=(("from_on", True),),
    actions=acts.SWEEP_ACTIONS,
    icon="checklist",
    empty="还没有排查轮次。新增一轮，再按楼栋逐户打勾。",
)
