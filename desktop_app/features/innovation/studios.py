"""The ledgers of the studio: people, the three kinds of support (培训和师带徒, 应用, 专项经费)."""

from desktop_app.features.innovation import intake, rules
from desktop_app.features.innovation.derived import SLICE
from desktop_app.features.innovation.studio import (
    Coaching,
    FundExpense,
    Studio,
    StudioFund,
    StudioPerson,
    StudioSupport,
)
from desktop_app.features.innovation.words import CoachingKind
from desktop_app.ledger.declaration import Column, Condition, ImportSpec, Ledger, Part, Section, View

STUDIO_PEOPLE = Ledger(
    key="studio_people",
    title="工作室人员",
    unit="人",
    record=StudioPerson,
    slice=SLICE,
    columns=(Column("member"), Column("duty"), Column("from_on"), Column("to_on")),
    searched=("member", "duty"),
    form=(Section("人员", ("studio", "member", "duty", "from_on", "to_on")),),
    order=(("from_on", False),),
)
COACHING = Ledger(
    key="coaching",
    title="培训和师带徒",
    unit="人次",
    record=Coaching,
    slice=SLICE,
    columns=(
        Column("kind"),
        Column("topic"),
        Column("teacher"),
        Column("teacher_name", hidden=True),
        Column("member"),
        Column("trainee_name", hidden=True),
        Column("from_on"),
        Column("to_on"),
        Column("hours"),
        Column("result"),
    ),
    searched=("topic", "member", "trainee_name", "teacher_name"),
    form=(
        Section("培训", ("studio", "kind", "topic", "teacher", "teacher_name", "member", "trainee_name")),
        Section("时间和结果", ("from_on", "to_on", "hours", "result")),
    ),
    views=tuple(View(str(kind), (Condition("kind", "是", (kind,)),)) for kind in CoachingKind)
    + (View("还没结束的", (Condition("to_on", "为空"),)),),
    order=(("from_on", True),),
    imports=ImportSpec(
        keys=(), required=("studio", "topic", "from_on"), synonyms={"member": ("徒弟", "姓名"), "teacher": ("师父",)}
    ),
    validate=intake.validate_coaching,
    needs=lambda values, _office: rules.coaching_needs(values),
    icon="users",
    empty="这里还没有培训和师带徒。一名学员一行。",
)
SUPPORTS = Ledger(
    key="studio_supports",
    title="应用支持",
    unit="次",
    record=StudioSupport,
    slice=SLICE,
    columns=(
        Column("on"),
        Column("project"),
        Column("kind"),
        Column("what"),
        Column("result"),
        Column("studio", hidden=True),
    ),
    searched=("what", "project"),
    form=(Section("支持", ("studio", "project", "kind", "on", "what", "result")),),
    order=(("on", True),),
    validate=intake.validate_dated,
)
EXPENSES = Ledger(
    key="fund_expenses",
    title="经费开支",
    unit="笔",
    record=FundExpense,
    slice=SLICE,
    columns=(Column("on"), Column("what"), Column("amount"), Column("voucher")),
    searched=("what", "voucher"),
    form=(Section("开支", ("fund", "on", "what", "amount", "voucher")),),
    order=(("on", True),),
    validate=intake.validate_dated,
)
FUNDS = Ledger(
    key="studio_funds",
    title="专项经费",
    unit="年",
    record=StudioFund,
    slice=SLICE,
    columns=(
        Column("year"),
        Column("studio"),
        Column("allotted"),
        Column("spent"),
        Column("remaining"),
        Column("source"),
        Column("remark", hidden=True),
    ),
    searched=("title", "source"),
    form=(
        Section(
            "经费",
            ("studio", "year", "title", "allotted", "source", "spent", "remaining", "remark"),
            frozenset(("title", "spent", "remaining")),
        ),
    ),
    views=(View("超支的", where=lambda _today: StudioFund.remaining < 0),),
    order=(("year", True),),
    validate=intake.validate_fund,
    parts=(Part("开支", EXPENSES, "fund"),),
    icon="clipboard",
    empty="这里还没有专项经费。一年一行，开支记在记录栏里。",
)
STUDIOS = Ledger(
    key="studios",
    title="创新工作室",
    unit="个",
    record=Studio,
    slice=SLICE,
    columns=(
        Column("name"),
        Column("org"),
        Column("place"),
        Column("leader"),
        Column("founded_on"),
        Column("named_by"),
    ),
    searched=("name", "place"),
    form=(
        Section("工作室", ("name", "org", "place", "founded_on", "leader", "named_by")),
        Section("制度和设施", ("rules", "equipment", "remark")),
    ),
    order=(("founded_on", False),),
    org_field="org",
    parts=(
        Part("人员", STUDIO_PEOPLE, "studio"),
        Part("培训和师带徒", COACHING, "studio"),
        Part("应用支持", SUPPORTS, "studio"),
        Part("专项经费", FUNDS, "studio"),
    ),
    icon="building",
    empty="这里还没有工作室。新增一个，写明制度、场所和人员。",
)
