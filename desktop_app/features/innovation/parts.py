"""The ledgers of what belongs to a project: people, progress, milestones, money, benefit, use, rights, marks."""

from datetime import date

from peewee import Node

from desktop_app.features.innovation import intake, rules
from desktop_app.features.innovation.derived import SLICE
from desktop_app.features.innovation.model import (
    Benefit,
    IpRight,
    Milestone,
    Project,
    ProjectMember,
    ProjectNote,
    Review,
    Rollout,
    Spending,
)
from desktop_app.features.innovation.words import RightState
from desktop_app.ledger.declaration import Column, Condition, ImportSpec, Ledger, Section, View

_FACTORS = ("formula", "old_use", "new_use", "price", "quantity", "saved", "cost")
_CONFIRMED = "已确认"


def _arithmetic(*told: object) -> str:
    values, _today = told[:-1], told[-1]
    return rules.arithmetic(dict(zip(_FACTORS, values, strict=True)))


def _standing(confirmed_on: str | None, _today: date) -> str:
    return _CONFIRMED if confirmed_on else "预估"


def _late(due_on: str, done_on: str | None, today: date) -> str:
    if done_on:
        return "按期" if done_on <= due_on else "逾期完成"
    return "超期" if due_on < today.isoformat() else ""


def _live_projects() -> Node:
    return Milestone.project.in_(
        Project.select(Project.id).where(Project.state.not_in([str(state) for state in rules.NO_MORE_WAITED_FOR]))
    )


def milestone_overdue(today: date) -> Node:
    """Milestones whose day is past, of projects that go on."""
    return Milestone.done_on.is_null() & (Milestone.due_on < today.isoformat()) & _live_projects()


PEOPLE = Ledger(
    key="project_members",
    title="攻关成员",
    unit="人",
    record=ProjectMember,
    slice=SLICE,
    columns=(Column("member"), Column("role"), Column("org"), Column("task"), Column("project", hidden=True)),
    searched=("member", "task"),
    form=(Section("成员", ("project", "member", "role", "org", "task")),),
    order=(("role", False), ("member", False)),
)
NOTES = Ledger(
    key="project_notes",
    title="攻关进展",
    unit="条",
    record=ProjectNote,
    slice=SLICE,
    columns=(Column("on"), Column("text"), Column("project", hidden=True)),
    searched=("text",),
    form=(Section("进展", ("project", "on", "text")),),
    order=(("on", True),),
    validate=intake.validate_dated,
)
MILESTONES = Ledger(
    key="milestones",
    title="里程碑",
    unit="个",
    record=Milestone,
    slice=SLICE,
    columns=(
        Column("title"),
        Column("due_on"),
        Column("done_on"),
        Column(
            "timing",
            label="时限情况",
            needs=("due_on", "done_on"),
            compute=_late,
            tones={"超期": "bad", "逾期完成": "warn", "按期": "good"},
            width=8,
        ),
        Column("project"),
        Column("note", hidden=True),
    ),
    searched=("title", "note"),
    form=(Section("里程碑", ("project", "title", "due_on", "done_on", "note")),),
    views=(
        View("超期的", where=milestone_overdue),
        View("还没完成的", (Condition("done_on", "为空"),)),
    ),
    order=(("due_on", False),),
    validate=intake.validate_dated,
    icon="flag",
    empty="这里还没有里程碑。在项目的记录栏里添加。",
)
SPENDINGS = Ledger(
    key="spendings",
    title="经费支出",
    unit="笔",
    record=Spending,
    slice=SLICE,
    columns=(Column("on"), Column("what"), Column("amount"), Column("voucher"), Column("project", hidden=True)),
    searched=("what", "voucher"),
    form=(Section("支出", ("project", "on", "what", "amount", "voucher")),),
    order=(("on", True),),
    validate=intake.validate_dated,
)
BENEFITS = Ledger(
    key="benefits",
    title="效益",
    unit="笔",
    record=Benefit,
    slice=SLICE,
    columns=(
        Column("project"),
        Column("formula"),
        Column("arithmetic", label="算式", needs=_FACTORS, compute=_arithmetic, width=38),
        Column("net"),
        Column(
            "standing",
            label="确认情况",
            needs=("confirmed_on",),
            compute=_standing,
            tones={_CONFIRMED: "good", "预估": "warn"},
            width=8,
        ),
        Column("from_on"),
        Column("to_on"),
        Column("cost", hidden=True),
        Column("confirmed_by", hidden=True),
        Column("confirmed_on", hidden=True),
        Column("basis", hidden=True),
    ),
    searched=("project", "basis"),
    form=(
        Section("计算期", ("project", "formula", "from_on", "to_on")),
        Section("因子", ("old_use", "new_use", "price", "quantity", "saved", "cost", "net"), frozenset(("net",))),
        Section("佐证与确认", ("basis", "confirmed_by", "confirmed_on")),
    ),
    views=(
        View("财务已确认", (Condition("confirmed_on", "不为空"),)),
        View("预估", (Condition("confirmed_on", "为空"),)),
        View(
            "计算期已满还没确认",
            where=lambda today: Benefit.confirmed_on.is_null() & (Benefit.to_on < today.isoformat()),
        ),
    ),
    order=(("from_on", True),),
    validate=intake.validate_benefit,
    needs=lambda values, _office: rules.benefit_needs(values),
    icon="report-analytics",
    empty="这里还没有效益。在已投用的项目里添加，按公式算出净效益。",
)
ROLLOUTS = Ledger(
    key="rollouts",
    title="推广单位",
    unit="个",
    record=Rollout,
    slice=SLICE,
    columns=(Column("unit"), Column("on"), Column("qty"), Column("note"), Column("project", hidden=True)),
    searched=("unit",),
    form=(Section("推广", ("project", "unit", "on", "qty", "note")),),
    order=(("on", False),),
    validate=intake.validate_dated,
)
RIGHTS = Ledger(
    key="ip_rights",
    title="知识产权",
    unit="项",
    record=IpRight,
    slice=SLICE,
    columns=(
        Column("title"),
        Column("kind"),
        Column("apply_no"),
        Column("apply_on", hidden=True),
        Column("grant_no"),
        Column("grant_on"),
        Column("inventors"),
        Column("state"),
        Column("project"),
    ),
    searched=("title", "apply_no", "grant_no", "inventors"),
    form=(
        Section("知识产权", ("project", "kind", "title", "apply_no", "apply_on", "inventors")),
        Section("授权", ("grant_no", "grant_on", "state")),
    ),
    views=(View("已授权", (Condition("state", "是", (RightState.GRANTED,)),)),),
    order=(("apply_on", True),),
    imports=ImportSpec(keys=("apply_no",), required=("title", "project")),
    validate=intake.validate_dated,
    icon="bookmark",
    empty="这里还没有知识产权。在项目的记录栏里添加。",
)
REVIEWS = Ledger(
    key="project_reviews",
    title="评审打分",
    unit="份",
    record=Review,
    slice=SLICE,
    columns=(
        Column("reviewer"),
        Column("on"),
        Column("technical"),
        Column("economic"),
        Column("scope"),
        Column("practical"),
        Column("total"),
        Column("opinion"),
        Column("project", hidden=True),
    ),
    searched=("reviewer", "opinion"),
    form=(
        Section(
            "打分",
            ("project", "reviewer", "on", "technical", "economic", "scope", "practical", "total", "opinion"),
            frozenset(("total",)),
        ),
    ),
    order=(("on", True), ("total", True)),
    validate=intake.validate_review,
)
