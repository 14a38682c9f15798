"""The ledgers of 慰问 and of 思想动态 rounds."""

from desktop_app.features.visits import intake
from desktop_app.features.visits.model import Concern, Condolence, MoodRound
from desktop_app.features.visits.papers import CARE_PERIOD_PAPERS, MOOD_PAPERS
from desktop_app.features.visits.schema import SLICE
from desktop_app.ledger.declaration import Column, Condition, ImportSpec, Ledger, Offers, Part, Section, View

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
    fills={"member": {"org": "org"}},
    offers=Offers(papers=CARE_PERIOD_PAPERS),
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
    offers=Offers(record_papers=MOOD_PAPERS),
    parts=(Part("关注的话题", CONCERNS, "round"),),
    icon="report",
    empty="这里还没有思想动态调研。只记总数，不记谁说了什么。",
)
