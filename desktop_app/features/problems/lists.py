"""The ledger of problem lists (份) of organisations and members."""

from desktop_app.features.problems import intake
from desktop_app.features.problems.items import ITEMS
from desktop_app.features.problems.model import ProblemList
from desktop_app.features.problems.papers import LIST_PAPERS
from desktop_app.features.problems.round import LIST_ROUND
from desktop_app.features.problems.schema import SLICE
from desktop_app.features.problems.steps import LIST_STEPS
from desktop_app.features.problems.words import ListKind
from desktop_app.ledger.declaration import Column, Condition, ImportSpec, Ledger, Offers, Part, Section, View

LISTS = Ledger(
    key="problem_lists",
    title="清单",
    unit="份",
    record=ProblemList,
    slice=SLICE,
    columns=(
        Column("title"),
        Column("kind"),
        Column("org"),
        Column("member"),
        Column("batch"),
        Column("made_on"),
        Column("state"),
        Column("reviewer", hidden=True),
        Column("reviewed_on", hidden=True),
        Column("remark", hidden=True),
    ),
    searched=("title", "member", "batch"),
    form=(
        Section(
            "清单",
            ("kind", "org", "member", "batch", "made_on", "state", "reviewer", "reviewed_on", "remark"),
            frozenset(("state", "reviewer", "reviewed_on")),
        ),
    ),
    views=(
        View("党组织清单", (Condition("kind", "是", (ListKind.ORG,)),)),
        View("党员个人清单", (Condition("kind", "是", (ListKind.MEMBER,)),)),
        View("还没审核", (Condition("state", "是", ("草稿", "已提交")),)),
    ),
    order=(("made_on", True), ("org", False)),
    org_field="org",
    imports=ImportSpec(
        keys=(),
        required=("batch", "org", "made_on"),
        synonyms=intake.LIST_SYNONYMS,
        inserts=lambda o, rows: intake.insert_lists(o, rows),
    ),
    creates=intake.create_list,
    validate=intake.validate_list,
    needs=lambda values, _office: ("member",) if values.get("kind") == ListKind.MEMBER else (),
    parts=(Part("问题", ITEMS, "list"),),
    steps=LIST_STEPS,
    round=LIST_ROUND,
    offers=Offers(record_papers=LIST_PAPERS),
    icon="list-check",
    empty="这里还没有清单。新增一份，或把清单表下发给支部填好再收回。",
)
