"""The tables of allowed steps, to be read beside domain.md §6. What each step asks of the record is in rules.py.

待整改 ─开始整改→ 整改中 ─报请验收→ 待验收 ─验收销号→ 已销号
                    ↑ 延期 ↺ ←──退回整改───┘             │
                    └───────────────── 反弹重开 ─────────┘
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop_app.features.problems import lookups, rules
from desktop_app.features.problems.words import InspectionState, ItemState, ListState, RectifyState
from desktop_app.ledger.named import ask
from desktop_app.ledger.steps import Step, Steps
from desktop_app.storage.office import Office

Values = Mapping[str, Any]


def _start(_office: Office, item: Values, _on: date) -> str:
    return rules.start_fault(item)


def _own_the_item(_office: Office, item: Values, _on: date) -> Values:
    return {"owner": item["member"]} if rules.personal(item) and not item["owner"] else {}


def _finish(office: Office, item: Values, _on: date) -> str:
    return rules.done_fault(item, office.clock.today())


def _extend(office: Office, item: Values, _on: date) -> str:
    return rules.extension_fault({**item, "due_before": lookups.due_in_force(office, item["id"])})


def _keep_the_old_date(office: Office, item: Values, on: date) -> Values:
    before = lookups.due_in_force(office, item["id"])
    office.database.execute_sql(
        "INSERT INTO item_extension (item_id, on_day, old_due, new_due, reason, approver) VALUES (?, ?, ?, ?, ?, ?)",
        (item["id"], on.isoformat(), before, item["ext_to"], item["ext_reason"], item["ext_approver"]),
    )
    return {}


def _close(office: Office, item: Values, _on: date) -> str:
    branch = item["org"]
    files = lookups.has_files(office, "problem_item", item["id"])
    return rules.closing_fault(item, files, lookups.secretaries(office, branch), lookups.level_above(office, branch))


def _closed(office: Office, item: Values, on: date) -> Values:
    if tell := ask("item_closed"):  # what it came from (an appeal) is to be told back now
        tell(office, item["id"], on)
    look_back = rules.look_back_day(on, item["fix_type"])
    return {
        "closed_on": on.isoformat(),
        "look_back_on": look_back.isoformat() if look_back else None,
        "look_back": None,
    }


def _not_done(_office: Office, _item: Values, _on: date) -> Values:
    """What was said to be done is not: its time runs on. The day it was said stands with the step that said it."""
    return {"done_on": None}


def _reopen(_office: Office, item: Values, on: date) -> str:
    return "重开后的整改时限不能早于重开的那一天。" if item["due_on"] < on.isoformat() else ""


def _reopened(_office: Office, item: Values, _on: date) -> Values:
    emptied = dict.fromkeys(("done_on", "closed_on", "verifier", "verdict", "public_view", "look_back_on", "look_back"))
    return {**emptied, "reopened": item["reopened"] + 1}


_S = ItemState
ITEM_STEPS = Steps(
    "state",
    (
        Step("开始整改", (_S.OPEN,), _S.WORKING, refuses=_start, then=_own_the_item),
        Step(
            "报请验收",
            (_S.WORKING,),
            _S.TO_VERIFY,
            asks=("done_on", "evidence"),
            may=frozenset(("evidence",)),
            refuses=_finish,
        ),
        Step(
            "延期",
            (_S.WORKING,),
            _S.WORKING,
            asks=("ext_to", "ext_reason", "ext_approver"),
            anew=frozenset(("ext_to", "ext_reason", "ext_approver")),
            refuses=_extend,
            then=_keep_the_old_date,
        ),
        Step("退回整改", (_S.TO_VERIFY,), _S.WORKING, opinion=True, then=_not_done),
        Step(
            "验收销号",
            (_S.TO_VERIFY,),
            _S.CLOSED,
            needs=("done_on",),
            asks=("evidence", "verifier", "verdict", "public_view"),
            may=frozenset(("evidence", "public_view")),  # without any it is refused, and the place to write it is here
            refuses=_close,
            then=_closed,
        ),
        Step(
            "反弹重开",
            (_S.CLOSED,),
            _S.WORKING,
            asks=("due_on",),
            anew=frozenset(("due_on",)),
            opinion=True,
            refuses=_reopen,
            then=_reopened,
        ),
    ),
    since="found_on",
)


def _has_items(office: Office, values: Values, _on: date) -> str:
    return "" if lookups.items_in(office, values["id"]) else "清单里还没有问题，至少要有一条才能提交。"


LIST_STEPS = Steps(
    "state",
    (
        Step("提交", (ListState.DRAFT,), ListState.SUBMITTED, refuses=_has_items),
        Step("审核", (ListState.SUBMITTED,), ListState.REVIEWED, asks=("reviewer", "reviewed_on")),
        Step("退回", (ListState.SUBMITTED, ListState.REVIEWED), ListState.DRAFT, opinion=True),
        Step("公示", (ListState.REVIEWED,), ListState.PUBLISHED),
    ),
    since="made_on",
)


def _inspected(office: Office, values: Values, _on: date) -> str:
    return "".join(f"{sentence}。" for sentence in rules.inspection_faults(values, office.clock.today()).values())


INSPECTION_STEPS = Steps(
    "state",
    (
        Step(
            "记录督查",
            (InspectionState.PLANNED,),
            InspectionState.DONE,
            asks=("on", "team", *rules.MARKS, "opinion"),
            may=frozenset(("team", *rules.MARKS, "opinion")),
            refuses=_inspected,
        ),
        Step(
            "反馈",
            (InspectionState.DONE,),
            InspectionState.FED_BACK,
            asks=("fed_back_on", "due_on"),
            refuses=_inspected,
        ),
    ),
)


def _accepted(_office: Office, values: Values, on: date) -> Values:
    return {"closed_on": on.isoformat(), "accepted_on": values["accepted_on"] or on.isoformat()}


RECTIFY_STEPS = Steps(
    "state",
    (
        Step("报请验收", (RectifyState.RUNNING,), RectifyState.TO_ACCEPT, needs=("plan", "lead"), asks=("result",)),
        Step("退回整顿", (RectifyState.TO_ACCEPT,), RectifyState.RUNNING, opinion=True),
        # 后进党组织的销号要上级验收: nothing closes without it (P13).
        Step(
            "上级验收销号",
            (RectifyState.TO_ACCEPT,),
            RectifyState.CLOSED,
            asks=("accepted_by", "accepted_on"),
            opinion=True,
            then=_accepted,
        ),
    ),
    since="found_on",
)
