"""The ledgers of visits and of the appeals heard on them."""

from typing import Any

from desktop_app.features.visits import acts, chain, intake, rules, told
from desktop_app.features.visits.evidence import evidence
from desktop_app.features.visits.figures import figures
from desktop_app.features.visits.model import Appeal, Visit
from desktop_app.features.visits.papers import APPEAL_PAPERS, VISIT_PERIOD_PAPERS
from desktop_app.features.visits.schema import SLICE
from desktop_app.features.visits.steps import APPEAL_STEPS
from desktop_app.features.visits.words import AppealState, Outcome, VisitKind
from desktop_app.ledger.declaration import Board, Column, Condition, ImportSpec, Ledger, Offers, Part, Section, View


def _demo(office: Any, seed: int) -> Any:
    from desktop_app.features.visits.demo import demo

    return demo(office, seed)


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
    offers=Offers(record_papers=APPEAL_PAPERS, doubts=told.appeal_doubts),
    steps=APPEAL_STEPS,
    board=Board(
        "state", tuple(AppealState), "text", ("kind", "dept", "due_on"), due="due_on", settled=("待回访", "已回访")
    ),
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
        required=("on", "org", "visitor"),
        synonyms=intake.VISIT_SYNONYMS,
        completes=intake.kind_of_visit,
        several={"visitor": ("companion", "others")},
        inserts=lambda office, rows: intake.insert_visits(office, rows),
    ),
    creates=intake.create_visit,
    validate=intake.validate_visit,
    needs=lambda values, _office: rules.visit_needs(values),
    parts=(Part("诉求", APPEALS, "visit"),),
    actions=acts.VISIT_ACTIONS,
    offers=Offers(
        figures=figures,
        papers=VISIT_PERIOD_PAPERS,
        dues=told.dues,
        checks=told.checks,
        doubts=told.doubts,
        about=told.about,
        evidence=evidence,
        demo=_demo,
        named={"item_closed": intake.item_closed, "origin_told": chain.origin_told},
        upkeep=intake.blank_old_contacts,
    ),
    icon="home",
    empty="这里还没有走访。新增一次，或从 Excel 导入走访台账。",
)
