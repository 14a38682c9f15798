"""The ledgers of inspections, downward and received, and of 后进党组织整顿."""

from desktop_app.features.problems import intake, rules
from desktop_app.features.problems.acts import INSPECTION_ACTIONS
from desktop_app.features.problems.model import Inspection, Rectification
from desktop_app.features.problems.papers import INSPECTION_PAPERS, INSPECTION_PERIOD_PAPERS
from desktop_app.features.problems.schema import SLICE
from desktop_app.features.problems.steps import INSPECTION_STEPS, RECTIFY_STEPS
from desktop_app.features.problems.words import InspectionState
from desktop_app.ledger.declaration import Column, Condition, ImportSpec, Ledger, Offers, Section, View

INSPECTIONS = Ledger(
    key="inspections",
    title="督导检查",
    unit="次",
    record=Inspection,
    slice=SLICE,
    columns=(
        Column("title"),
        Column("kind"),
        Column("round_no"),
        Column("org"),
        Column("on"),
        Column("team"),
        Column("s_discipline"),
        Column("s_attitude"),
        Column("s_efficiency"),
        Column("s_contact"),
        Column("state"),
        Column("planned_on", hidden=True),
        Column("from_unit", hidden=True),
        Column("opinion", hidden=True),
        Column("fed_back_on", hidden=True),
        Column("due_on", hidden=True),
        Column("remark", hidden=True),
    ),
    searched=("title", "team", "from_unit"),
    form=(
        Section(
            "督查",
            ("title", "kind", "round_no", "org", "planned_on", "on", "team", "from_unit", "state"),
            frozenset(("state",)),
        ),
        Section(
            "四位一体",
            (
                "s_discipline",
                "discipline_note",
                "s_attitude",
                "attitude_note",
                "s_efficiency",
                "efficiency_note",
                "s_contact",
                "contact_note",
            ),
        ),
        Section("意见与反馈", ("docs", "opinion", "fed_back_on", "due_on", "remark")),
    ),
    views=(
        View("四位一体督查", (Condition("kind", "是", ("四位一体督查",)),)),
        View("定期督导", (Condition("kind", "是", ("定期督导",)),)),
        View("受检（上级检查）", (Condition("kind", "是", ("上级检查",)),)),
        View("计划中", (Condition("state", "是", (InspectionState.PLANNED,)),)),
        View("还没反馈", (Condition("state", "是", (InspectionState.DONE,)),)),
    ),
    order=(("on", True), ("org", False)),
    org_field="org",
    imports=ImportSpec(keys=(), required=("title", "org")),
    creates=intake.create_inspection,
    validate=intake.validate_inspection,
    needs=lambda values, _office: rules.inspection_needs(values),
    actions=INSPECTION_ACTIONS,
    steps=INSPECTION_STEPS,
    offers=Offers(papers=INSPECTION_PERIOD_PAPERS, record_papers=INSPECTION_PAPERS),
    icon="checklist",
    empty="这里还没有督查。新增一次，或先排好计划日期。",
)

RECTIFICATIONS = Ledger(
    key="rectifications",
    title="后进整顿",
    unit="个",
    record=Rectification,
    slice=SLICE,
    columns=(
        Column("org"),
        Column("situation"),
        Column("found_on"),
        Column("lead"),
        Column("due_on"),
        Column("state"),
        Column("accepted_by"),
        Column("closed_on"),
    ),
    searched=("org", "situation"),
    form=(
        Section(
            "整顿",
            (
                "org",
                "situation",
                "found_on",
                "plan",
                "lead",
                "due_on",
                "state",
                "result",
                "accepted_by",
                "accepted_on",
                "closed_on",
                "remark",
            ),
            frozenset(("state", "accepted_by", "accepted_on", "closed_on")),
        ),
    ),
    views=(
        View("整顿中", (Condition("state", "不是", ("已销号",)),)),
        View("已销号", (Condition("state", "是", ("已销号",)),)),
    ),
    order=(("found_on", True),),
    org_field="org",
    validate=intake.validate_rectification,
    steps=RECTIFY_STEPS,
    icon="refresh",
    empty="没有列入整顿的党组织。",
)
