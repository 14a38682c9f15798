"""Rules of rounds as they are usually played (domain.md §4): what a new round begins with; all of it may be changed."""

from collections.abc import Mapping
from typing import Any

from desktop_app.features.quiz.words import Early, Late, Order, RoundKind, Wrong

_PLAIN: Mapping[str, Any] = {
    "questions": 1, "points": "10", "seconds": "30", "wrong": Wrong.NOTHING, "wrong_points": 0, "late": Late.NOTHING,
    "partial": False, "fouls": None, "early": Early.OTHERS, "start_within": None, "order_by": Order.SEAT,
}  # fmt: skip
_OWN: Mapping[str, Mapping[str, Any]] = {
    RoundKind.ALONE: {"seconds": "20"},
    RoundKind.TEAM: {"points": "20", "seconds": "60", "partial": True},
    RoundKind.BUZZ: {
        "questions": 15, "wrong": Wrong.VALUE, "late": Late.WRONG, "fouls": "10/20/出局", "early": Early.VOID,
        "start_within": 10,
    },
    RoundKind.CHAIN: {"points": "10/20/30"},
    RoundKind.RISK: {
        "points": "10/20/30", "seconds": "30/60/90", "wrong": Wrong.VALUE, "late": Late.WRONG, "order_by": Order.LOW_FIRST,
    },
    RoundKind.PLAYOFF: {"questions": 5, "wrong": Wrong.VALUE, "fouls": "10/20/出局"},
    RoundKind.AUDIENCE: {"questions": 3},
}  # fmt: skip


def preset(kind: str) -> dict[str, Any]:
    """The usual rules of a kind of round, by field, as stored."""
    return {**_PLAIN, **_OWN.get(kind, {})}
