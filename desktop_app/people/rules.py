"""What can follow what in a membership: pure rules over one person's dated events (R13). No database, no clock.

An event counts from its own day on. Doubts about dates and numbers, which are storable, are people/doubts.py's.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from desktop_app.people.chart import FOREVER, ChartHistory
from desktop_app.people.words import IN_KINDS, OUT_KINDS, EventKind

ENTRIES = frozenset((EventKind.OPENING, *IN_KINDS))
EXITS = frozenset(OUT_KINDS)
# After which exit a way back in is open: 恢复党籍 undoes an exit, 转入 follows a 转出, 发展 begins anew.
_WAY_BACK: dict[str, frozenset[str]] = {
    EventKind.RESTORED: frozenset((EventKind.EXPELLED, EventKind.SUSPENDED)),
    EventKind.TRANSFERRED_IN: frozenset((EventKind.TRANSFERRED_OUT,)),
    EventKind.ADMITTED: frozenset((EventKind.EXPELLED,)),
    EventKind.OPENING: frozenset(),
}


class Event(NamedTuple):
    """One row of membership_event, as far as the rules go. `on_day` is ISO; an exit has no `to_org`, an entry no `from_org`."""

    id: int
    member_id: int
    kind: str
    on_day: str
    from_org: int | None
    to_org: int | None
    how: str | None = None


class Stay(NamedTuple):
    """A person's days in one branch: from `from_on` to before `until`."""

    org: int
    from_on: str
    until: str


class Position(NamedTuple):
    """Where a membership stands after its last event; `left_on` is None while on the roster."""

    org: int
    left_on: str | None
    leave_reason: str | None
    status: str


def in_order(events: Iterable[Event]) -> list[Event]:
    """By day; on one day in the order they were written."""
    return sorted(events, key=lambda event: (event.on_day, event.id))


def sequence_fault(events: Sequence[Event]) -> str:
    """Why these events, in order, can't be one person's; '' when they can."""
    before: Event | None = None
    for event in events:
        fault = _shape_fault(event) or _step_fault(before, event)
        if fault:
            return fault
        before = event
    return "" if events else "党员没有变动记录，要从“新增党员”或导入建立"


def _shape_fault(event: Event) -> str:
    if event.kind in ENTRIES:
        sound = event.from_org is None and event.to_org is not None
    elif event.kind in EXITS:
        sound = event.from_org is not None and event.to_org is None
    else:
        sound = event.from_org is not None and event.to_org is not None and event.from_org != event.to_org
    if not sound:
        return f"{event.on_day} 的“{event.kind}”的原支部、现支部不对"
    if event.kind == EventKind.EXPELLED and not event.how:
        return f"{event.on_day} 的“出党”要写明方式"
    return ""


def _step_fault(before: Event | None, event: Event) -> str:
    if before is None:
        return "" if event.kind in ENTRIES else f"{event.on_day} 的“{event.kind}”之前，此人不在册"
    if event.kind in ENTRIES:
        return _entry_fault(before, event)
    if before.to_org is None:
        return f"{event.on_day} 的“{event.kind}”之前，此人已在 {before.on_day} {before.kind}"
    if before.to_org != event.from_org:
        return f"{event.on_day} 的“{event.kind}”的原支部，与此前所在支部不一致"
    return ""


def _entry_fault(before: Event, event: Event) -> str:
    if before.to_org is not None:
        return f"{event.on_day} 的“{event.kind}”之前，此人自 {before.on_day} 起已在册"
    if before.kind not in _WAY_BACK[event.kind]:
        return f"{before.on_day} {before.kind}之后，不能{event.kind}"
    return ""


def stays(events: Sequence[Event]) -> list[Stay]:
    """The branches a person belonged to, from events in order. A stay of no whole day is left out."""
    found = []
    for at, event in enumerate(events):
        until = events[at + 1].on_day if at + 1 < len(events) else FOREVER
        if event.to_org is not None and until > event.on_day:
            found.append(Stay(event.to_org, event.on_day, until))
    return found


def place_fault(spent: Iterable[Stay], history: ChartHistory) -> str:
    """Why somebody can't have belonged to these branches in these days; '' when all stood open then."""
    for stay in spent:
        if not any(start <= stay.from_on and stay.until <= end for start, end in history.homes(stay.org)):
            return _name_place_fault(stay, history)
    return ""


def _name_place_fault(stay: Stay, history: ChartHistory) -> str:
    versions = history.versions.get(stay.org)
    if not versions:
        return "所在支部不在组织树里"
    name = versions[-1].short_name
    if any(start <= stay.from_on < end for start, end in history.homes(stay.org)):
        return f"“{name}”撤销或改为上级组织时，名下还有党员（{stay.from_on} 起在此支部）"
    return f"{stay.from_on}“{name}”还没有成立、已经撤销，或者不是党支部"


def position(events: Sequence[Event]) -> Position:
    """What the member's record must say after these events (in order, sound)."""
    last = events[-1]
    if last.to_org is not None:
        return Position(last.to_org, None, None, "正常")
    reason = last.how if last.kind == EventKind.EXPELLED else last.kind
    status = "停止党籍" if last.kind == EventKind.SUSPENDED else "正常"
    return Position(last.from_org or 0, last.on_day, reason, status)


def day_fault(on_day: str, today: date) -> str:
    """Why a change can't bear this date: not a whole day, or one to come. Movement events need a full date."""
    try:
        day = date.fromisoformat(on_day)
    except ValueError:
        return "变动日期要到日，例如 2016-12-31"
    return "变动日期不能晚于今天" if day > today else ""
