"""The log's words: one event is one thing that happened, never changed afterwards. Scores follow from it (replay.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from desktop_app.support.frozen import frozen


class What(StrEnum):
    """What happened."""

    BEGIN = "开始"
    ROUND = "进入环节"
    ASK = "出题"
    OPEN = "开始作答"
    BUZZ = "抢到"
    FOUL = "犯规"
    JUDGE = "判分"
    REVEAL = "揭晓"
    VOID = "题目作废"
    CLOCK = "计时"
    ADJUST = "裁判调整"
    UNDO = "撤回"
    REJUDGE = "改判"
    SCREEN = "大屏"
    END = "结束"


class Tick(StrEnum):
    """What a CLOCK event does."""

    GO = "go"
    PAUSE = "pause"
    SET = "set"


class Screen(StrEnum):
    """What the hall is shown."""

    LOGO = "标题"
    BLANK = "黑屏"
    ROUND = "环节"
    QUESTION = "题目"
    SCORES = "比分"
    RANKING = "排名"


@frozen
class Event:
    """One line of the log. `ref` is the event that UNDO, REJUDGE and VOID speak of; `value` are points; `data` what only one kind has:
    elapsed (ms) and tick of the clock, press times (ms), entrants of a 加试, screen."""

    id: int
    what: What
    round: int | None = None
    entrant: int | None = None
    player: int | None = None
    drawn: int | None = None
    value: int | None = None
    result: str = ""
    ref: int | None = None
    reason: str = ""
    judge: str = ""
    data: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    at: str = ""


PASSING = frozenset((What.CLOCK, What.SCREEN))
"""Events that only move the clock or the picture: 撤回 passes them over."""


def undone(events: Sequence[Event]) -> set[int]:
    """Ids of events that were taken back. An UNDO may itself be taken back."""
    gone: set[int] = set()
    for event in reversed(events):
        if event.what == What.UNDO and event.id not in gone and event.ref is not None:
            gone.add(event.ref)
    return gone


def last_undoable(events: Sequence[Event]) -> Event | None:
    """What 撤回上一步 would take back."""
    gone = undone(events)
    for event in reversed(events):
        if event.id not in gone and event.what not in PASSING and event.what not in (What.UNDO, What.BEGIN):
            return event
    return None
