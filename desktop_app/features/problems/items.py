"""The ledger of problem items (条) with their board and parts, and how an item stands in time as a column and as views."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from peewee import Node, fn

from desktop_app.features.problems import chain, intake, rules, told
from desktop_app.features.problems.acts import ITEM_ACTIONS
from desktop_app.features.problems.evidence import evidence
from desktop_app.features.problems.figures import figures
from desktop_app.features.problems.model import ItemExtension, ItemProgress, ProblemItem
from desktop_app.features.problems.papers import ITEM_PAPERS, PERIOD_PAPERS
from desktop_app.features.problems.round import ROUND
from desktop_app.features.problems.schema import SLICE
from desktop_app.features.problems.steps import ITEM_STEPS
from desktop_app.features.problems.words import FixType, ItemState
from desktop_app.ledger.declaration import (
    Board,
    Column,
    Condition,
    Confided,
    ImportSpec,
    Ledger,
    Offers,
    Part,
    Section,
    View,
)
from desktop_app.storage.kind import Tone


def _demo(office: Any, seed: int) -> Any:
    from desktop_app.features.problems.demo import demo

    return demo(office, seed)


_TIMING = ("state", "fix_type", "due_on", "ext_to", "done_on")
_TIMING_TONES: Mapping[str, Tone] = {
    "超期": "bad",
    "逾期待验收": "warn",
    "逾期完成": "warn",
    "临近": "warn",
    "按期完成": "good",
}


def _timing(state: str, fix_type: str, due_on: str | None, ext_to: str | None, done_on: str | None, today: date) -> str:
    item = {"state": state, "fix_type": fix_type, "due_on": due_on, "ext_to": ext_to, "done_on": done_on}
    return rules.timing(item, today)


def _open() -> Node:
    return ProblemItem.state != str(ItemState.CLOSED)


def _final_due() -> Any:
    return fn.ifnull(ProblemItem.ext_to, ProblemItem.due_on)


def overdue(today: date) -> Node:
    """Items past their day and not finished, in SQL: rules.timing says it of one."""
    return _due_by(today, _final_due() < today.isoformat())


def _soon(today: date) -> Node:
    due = _final_due()
    return _due_by(today, due.between(today.isoformat(), rules.soon(today).isoformat()))


def _due_by(_today: date, when: Node) -> Node:
    return _open() & ProblemItem.done_on.is_null() & (ProblemItem.fix_type != str(FixType.LASTING)) & when


def to_review(today: date) -> Node:
    """Lasting items whose review day has come."""
    return _open() & (ProblemItem.fix_type == str(FixType.LASTING)) & (_final_due() <= today.isoformat())


def to_look_back(today: date) -> Node:
    """Closed items whose 回头看 is due and not done."""
    return (ProblemItem.look_back_on <= today.isoformat()) & ProblemItem.look_back.is_null()


PROGRESS = Ledger(
    key="problem_progress",
    title="整改情况",
    unit="条",
    record=ItemProgress,
    slice=SLICE,
    columns=(Column("on"), Column("text"), Column("item", hidden=True)),
    searched=(),
    form=(Section("整改情况", ("item", "on", "text")),),
    order=(("on", False),),
)
EXTENSIONS = Ledger(
    key="problem_extensions",
    title="延期记录",
    unit="次",
    record=ItemExtension,
    slice=SLICE,
    columns=(Column("on"), Column("old_due"), Column("new_due"), Column("reason"), Column("approver")),
    searched=(),
    form=(
        Section(
            "延期",
            ("item", "on", "old_due", "new_due", "reason", "approver"),
            read_only=frozenset(("item", "on", "old_due", "new_due", "reason", "approver")),
        ),
    ),
    order=(("on", False),),
    deletes=False,
)
_BY_STEPS = frozenset(
    ("state", "ext_to", "ext_reason", "ext_approver", "done_on", "verifier", "verdict", "closed_on", "reopened")
)

ITEMS = Ledger(
    key="problem_items",
    title="问题",
    unit="条",
    record=ProblemItem,
    slice=SLICE,
    columns=(
        Column("desc"),
        Column("org"),
        Column("member", hidden=True),
        Column("due_on"),
        Column("timing", label="时限情况", needs=_TIMING, compute=_timing, tones=_TIMING_TONES, width=10),
        Column("state"),
        Column("owner"),
        Column("aspect"),
        Column("domain"),
        Column("source"),
        Column("is_major", hidden=True),
        Column("measures", hidden=True),
        Column("lead"),
        Column("dept", hidden=True),
        Column("fix_type", hidden=True),
        Column("found_on", hidden=True),
        Column("ext_to", hidden=True),
        Column("done_on", hidden=True),
        Column("verifier", hidden=True),
        Column("closed_on", hidden=True),
        Column("public_view", hidden=True),
        Column("look_back_on", hidden=True),
        Column("look_back", hidden=True),
        Column("reopened", hidden=True),
        Column("evidence", hidden=True),
        Column("list", hidden=True),
        Column("seq", hidden=True),
        Column("remark", hidden=True),
    ),
    searched=("desc", "measures", "owner", "dept"),
    form=(
        Section("问题", ("desc", "list", "seq", "org", "member", "aspect", "domain", "source", "is_major", "found_on")),
        Section("整改", ("measures", "lead", "owner", "dept", "fix_type", "due_on", "evidence", "state"), _BY_STEPS),
        Section("延期", ("ext_to", "ext_reason", "ext_approver"), _BY_STEPS),
        Section("验收销号", ("done_on", "verifier", "verdict", "public_view", "closed_on", "reopened"), _BY_STEPS),
        Section("回头看", ("look_back_on", "look_back", "remark")),
    ),
    views=(
        View("未销号", (Condition("state", "不是", (ItemState.CLOSED,)),)),
        View("超期", where=overdue, hint="过了整改时限还没有完成的问题"),
        View("七天内到期", where=_soon),
        View("待验收", (Condition("state", "是", (ItemState.TO_VERIFY,)),)),
        View("重要问题", (Condition("is_major", "是", (True,)),)),
        View("长期坚持到复查日", where=to_review),
        View("该回头看", where=to_look_back, hint="销号满 30 天还没有回头看的问题"),
        View("反弹过的", where=lambda _today: ProblemItem.reopened > 0),
        View("督查发现的", (Condition("source", "是", ("督导检查", "上级反馈")),)),
        View("走访反映的", (Condition("source", "是", ("走访", "群众反映")),)),
        View("党员个人的", where=lambda _today: ProblemItem.member.is_null(False)),
    ),
    order=(("due_on", False), ("org", False)),
    org_field="org",
    imports=ImportSpec(
        keys=(), required=("desc",), synonyms=intake.ITEM_SYNONYMS, inserts=lambda o, rows: intake.insert_items(o, rows)
    ),
    creates=intake.create_item,
    validate=intake.validate_item,
    needs=lambda values, _office: () if values.get("list") else ("org",),
    parts=(Part("整改情况", PROGRESS, "item"), Part("延期记录", EXTENSIONS, "item")),
    actions=ITEM_ACTIONS,
    steps=ITEM_STEPS,
    round=ROUND,
    confided=Confided(
        ("desc", "aspect", "measures", "evidence", "verdict", "remark"), "member", "（党员个人清单，内容不列）"
    ),
    board=Board(
        "state", tuple(ItemState), "desc", ("org", "owner", "due_on"), due="due_on", settled=("待验收", "已销号")
    ),
    offers=Offers(
        figures=figures,
        papers=PERIOD_PAPERS,
        record_papers=ITEM_PAPERS,
        dues=told.dues,
        checks=told.checks,
        about=told.about,
        evidence=evidence,
        demo=_demo,
        named={
            "raise_item": intake.raise_item,
            "orgs_under_rectification": told.orgs_under_rectification,
            "items_told": chain.items_told,
        },
    ),
    icon="alert-triangle",
    empty="这里还没有问题。先建一份清单，或从 Excel 导入各支部查摆出来的问题。",
)
