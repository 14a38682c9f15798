"""走访记录: visits, appeals, 慰问, the registers of homes and crews, 稳定排查, 思想动态, 攻坚任务 (domain.md §7).

The rules are rules.py's, what comes in intake.py's, what is counted figures.py's, what others are told told.py's.
"""

from datetime import date

from peewee import Node, fn

from desktop_app.features.visits import acts, intake, told
from desktop_app.features.visits.demo import demo
from desktop_app.features.visits.figures import figures
from desktop_app.features.visits.model import (
    Appeal,
    Concern,
    Condolence,
    Crew,
    Household,
    MoodRound,
    Sweep,
    Task,
    TaskDuty,
    TaskLog,
    Visit,
)
from desktop_app.features.visits.schema import STEPS
from desktop_app.features.visits.steps import APPEAL_STEPS
from desktop_app.features.visits.words import AppealState, Outcome, VisitKind
from desktop_app.ledger.declaration import (
    Board,
    Column,
    Condition,
    ImportSpec,
    Ledger,
    Offers,
    Part,
    Section,
    Shelf,
    View,
)
from desktop_app.storage.slices import Slice

SLICE = Slice("visits", STEPS)


def _no_visit_met(record: type[Household] | type[Crew], field: Node) -> Node:
    met = Visit.select(Visit.id).where((field == record.id) & (Visit.outcome == str(Outcome.MET)))  # type: ignore[attr-defined]
    return ~fn.EXISTS(met)


def _never_met(_today: date) -> Node:
    return Household.occupied & _no_visit_met(Household, Visit.household)


def _crew_never_met(_today: date) -> Node:
    return Crew.disbanded_on.is_null() & _no_visit_met(Crew, Visit.crew)


APPEALS = Ledger(
    key="appeals",
    title="诉求",
    unit="件",
    record=Appeal,
    slice=SLICE,
    columns=(
        Column("text"),
        Column("visit"),
        Column("kind"),
        Column("urgency"),
        Column("dept"),
        Column("due_on"),
        Column("state"),
        Column("done_on", hidden=True),
        Column("called_back_on", hidden=True),
        Column("satisfaction"),
        Column("petition_no", hidden=True),
        Column("result", hidden=True),
    ),
    searched=("text", "dept"),
    form=(
        Section(
            "诉求",
            ("text", "visit", "kind", "urgency", "dept", "due_on", "petition_no", "state"),
            frozenset(("state",)),
        ),
        Section(
            "办理与回访",
            ("result", "done_on", "called_back_on", "satisfaction"),
            frozenset(("done_on", "called_back_on", "satisfaction")),
        ),
    ),
    views=(
        View("没有回访的", (Condition("state", "不是", (AppealState.TOLD,)),)),
        View(
            "超过承诺时限",
            where=lambda today: (Appeal.state == str(AppealState.OPEN)) & (Appeal.due_on < today.isoformat()),
        ),
        View("等待回访", (Condition("state", "是", (AppealState.DONE,)),)),
        View("不满意的", (Condition("satisfaction", "是", ("不满意",)),)),
    ),
    order=(("due_on", True),),
    creates=intake.create_appeal,
    validate=intake.validate_appeal,
    actions=acts.APPEAL_ACTIONS,
    steps=APPEAL_STEPS,
    board=Board("state", tuple(AppealState), "text", ("kind", "dept", "due_on"), due="due_on"),
    icon="phone",
    empty="这里还没有诉求。在走访记录里登记居民提出的事。",
)

VISITS = Ledger(
    key="visits",
    title="走访记录",
    unit="次",
    record=Visit,
    slice=SLICE,
    columns=(
        Column("code"),
        Column("on"),
        Column("kind"),
        Column("org"),
        Column("household"),
        Column("crew"),
        Column("visitor"),
        Column("companion"),
        Column("mode", hidden=True),
        Column("outcome"),
        Column("topics", hidden=True),
        Column("leaflets", hidden=True),
        Column("has_appeal"),
        Column("summary"),
        Column("others", hidden=True),
        Column("alone_reason", hidden=True),
        Column("sweep", hidden=True),
    ),
    searched=("code", "summary", "household", "crew", "visitor"),
    form=(
        Section("走访", ("code", "kind", "on", "org", "household", "crew", "sweep")),
        Section("走访人", ("visitor", "companion", "others", "alone_reason")),
        Section("情况", ("mode", "outcome", "topics", "leaflets", "summary", "has_appeal")),
    ),
    views=(
        View("走访班组", (Condition("kind", "是", (VisitKind.CREW,)),)),
        View("走访家庭户", (Condition("kind", "是", (VisitKind.HOME,)),)),
        View("困难党员慰问", (Condition("kind", "是", (VisitKind.HARDSHIP,)),)),
        View("老党员送学", (Condition("kind", "是", (VisitKind.STUDY,)),)),
        View("稳定排查", (Condition("kind", "是", (VisitKind.SWEEP,)),)),
        View("没有见到的", (Condition("outcome", "不是", (Outcome.MET,)),)),
        View("有诉求的", (Condition("has_appeal", "是", (True,)),)),
    ),
    order=(("on", True), ("code", True)),
    org_field="org",
    imports=ImportSpec(
        keys=("code",),
        required=("kind", "on", "org", "visitor"),
        synonyms=intake.VISIT_SYNONYMS,
        inserts=lambda office, rows: intake.insert_visits(office, rows),
    ),
    creates=intake.create_visit,
    validate=intake.validate_visit,
    parts=(Part("诉求", APPEALS, "visit"),),
    offers=Offers(
        figures=figures,
        dues=told.dues,
        checks=told.checks,
        doubts=told.doubts,
        about=told.about,
        demo=demo,
        named={"item_closed": intake.item_closed},
    ),
    icon="home",
    empty="这里还没有走访。新增一次，或从 Excel 导入走访台账。",
)

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
        required=("estate", "building", "door"),
        synonyms=intake.HOME_SYNONYMS,
        inserts=lambda office, rows: intake.insert_households(office, rows),
    ),
    creates=intake.create_household,
    validate=intake.validate_household,
    actions=acts.HOUSEHOLD_ACTIONS,
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
    imports=ImportSpec(keys=(), asks_by="name", required=("name", "org")),
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

CONDOLENCES = Ledger(
    key="condolences",
    title="慰问",
    unit="人次",
    record=Condolence,
    slice=SLICE,
    columns=(
        Column("on"),
        Column("member"),
        Column("org"),
        Column("hardship"),
        Column("by"),
        Column("amount"),
        Column("goods"),
        Column("fund"),
        Column("signed"),
        Column("remark", hidden=True),
    ),
    searched=("member", "by", "goods"),
    form=(Section("慰问", ("member", "org", "hardship", "on", "by", "amount", "goods", "fund", "signed", "remark")),),
    views=(
        View("没有签收", (Condition("signed", "是", (False,)),)),
        View("党费慰问", (Condition("fund", "是", ("党费",)),)),
    ),
    order=(("on", True),),
    org_field="org",
    imports=ImportSpec(keys=(), required=("member", "on", "hardship", "by")),
    validate=intake.validate_condolence,
    icon="flag",
    empty="这里还没有慰问记录。",
)

CONCERNS = Ledger(
    key="concerns",
    title="关注的话题",
    unit="项",
    record=Concern,
    slice=SLICE,
    columns=(Column("topic"), Column("heads"), Column("note")),
    searched=(),
    form=(Section("话题", ("round", "topic", "heads", "note")),),
    order=(("heads", True),),
)
MOOD_ROUNDS = Ledger(
    key="mood_rounds",
    title="思想动态",
    unit="轮",
    record=MoodRound,
    slice=SLICE,
    columns=(
        Column("title"),
        Column("from_on"),
        Column("to_on"),
        Column("manner"),
        Column("units"),
        Column("heads"),
        Column("satisfied"),
        Column("fairly"),
        Column("dissatisfied"),
    ),
    searched=("title",),
    form=(
        Section("调研", ("title", "from_on", "to_on", "manner", "units", "heads")),
        Section("结果", ("satisfied", "fairly", "dissatisfied", "suggestions", "analysis")),
    ),
    order=(("from_on", True),),
    validate=intake.validate_mood_round,
    parts=(Part("关注的话题", CONCERNS, "round"),),
    icon="report",
    empty="这里还没有思想动态调研。只记总数，不记谁说了什么。",
)

DUTIES = Ledger(
    key="task_duties",
    title="任务分工",
    unit="项",
    record=TaskDuty,
    slice=SLICE,
    columns=(Column("org"), Column("duty")),
    searched=(),
    form=(Section("分工", ("task", "org", "duty")),),
    order=(("org", False),),
)
LOGS = Ledger(
    key="task_logs",
    title="跟班",
    unit="人次",
    record=TaskLog,
    slice=SLICE,
    columns=(
        Column("on"),
        Column("shift"),
        Column("site"),
        Column("org"),
        Column("cadre"),
        Column("covered"),
        Column("sprayed"),
        Column("planted"),
        Column("note"),
        Column("task", hidden=True),
    ),
    searched=("site", "cadre"),
    form=(Section("跟班", ("task", "on", "shift", "site", "org", "cadre", "covered", "sprayed", "planted", "note")),),
    views=(View("有不到位的", where=lambda _today: ~(TaskLog.covered & TaskLog.sprayed & TaskLog.planted)),),
    order=(("on", True),),
    org_field="org",
    imports=ImportSpec(keys=(), required=("task", "on", "site", "org", "cadre")),
    actions=acts.LOG_ACTIONS,
    icon="clock",
    empty="这里还没有跟班记录。",
)
TASKS = Ledger(
    key="tasks",
    title="攻坚任务",
    unit="项",
    record=Task,
    slice=SLICE,
    columns=(Column("title"), Column("from_on"), Column("to_on"), Column("aim")),
    searched=("title",),
    form=(Section("任务", ("title", "from_on", "to_on", "aim")),),
    order=(("from_on", True),),
    parts=(Part("分工", DUTIES, "task"), Part("跟班", LOGS, "task")),
    icon="flag",
    empty="这里还没有攻坚任务。",
)

SHELF = Shelf(
    "visits_shelf",
    "走访记录",
    "home",
    (VISITS, APPEALS, CONDOLENCES, HOUSEHOLDS, CREWS, SWEEPS, MOOD_ROUNDS, TASKS, LOGS),
)
