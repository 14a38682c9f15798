"""The steps of an appeal: 办理中 → 待回访 → 已回访; who is not satisfied has it done again (domain.md §7)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop_app.features.visits.words import AppealState, Satisfaction
from desktop_app.ledger.steps import Step, Steps
from desktop_app.storage.office import Office

_CALL_BACK = frozenset(("called_back_on",))


def _told_on(_office: Office, appeal: Mapping[str, Any], on: date) -> Mapping[str, Any]:
    return {"called_back_on": appeal["called_back_on"] or on.isoformat()}


def _dissatisfied(_office: Office, appeal: Mapping[str, Any], _on: date) -> str:
    return "" if appeal["satisfaction"] == Satisfaction.BAD else "回访是满意或基本满意，不用重新办理。"


def _again(_office: Office, _appeal: Mapping[str, Any], _on: date) -> Mapping[str, Any]:
    return dict.fromkeys(("done_on", "called_back_on", "satisfaction"))


APPEAL_STEPS = Steps(
    "state",
    (
        Step("办结", (AppealState.OPEN,), AppealState.DONE, asks=("result", "done_on")),
        Step(
            "回访",
            (AppealState.DONE,),
            AppealState.TOLD,
            asks=("satisfaction", "called_back_on"),
            may=_CALL_BACK,
            then=_told_on,
        ),
        Step(
            "重新办理",
            (AppealState.TOLD,),
            AppealState.OPEN,
            asks=("due_on",),
            opinion=True,
            refuses=_dissatisfied,
            then=_again,
        ),
    ),
)
