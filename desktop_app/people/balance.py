"""The official comparison (domain.md, corrections): opening, in by kind, out by kind, closing, for every organisation at once.

Pure arithmetic over grouped events and the tree's history (R13). An organisation's row counts all below it. Between
organisations 支部间调整 and the re-parenting of branches show as 调入/调出; both vanish at the top.
Within one day the tree changes first, then the events happen.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from desktop_app.people.chart import ChartHistory
from desktop_app.people.words import IN_KINDS, OUT_KINDS, EventKind
from desktop_app.support.spans import Span

MOVED_IN = "调入"
MOVED_OUT = "调出"
WHOLE = "整建制"


class Moves(NamedTuple):
    """`count` events that agree in all that matters here."""

    on_day: str
    kind: str
    whole_unit: bool
    from_org: int | None
    to_org: int | None
    count: int


class Regrouping(NamedTuple):
    """`count` members whose branch came to stand elsewhere in the tree."""

    left: frozenset[int]
    gained: frozenset[int]
    count: int


@dataclass
class Balance:
    """One organisation's comparison. `flows` by event kind, `MOVED_IN`, `MOVED_OUT`, and (kind, WHOLE) for 其中整建制."""

    opening: int = 0
    closing: int = 0
    flows: Counter[str | tuple[str, str]] = field(default_factory=Counter)

    @property
    def entered(self) -> int:
        """增加: what came from outside the center."""
        return sum(self.flows[kind] for kind in IN_KINDS)

    @property
    def left(self) -> int:
        """减少: what left the center."""
        return sum(self.flows[kind] for kind in OUT_KINDS)

    @property
    def due(self) -> int:
        """应有数."""
        return self.opening + self.entered - self.left + self.flows[MOVED_IN] - self.flows[MOVED_OUT]

    @property
    def gap(self) -> int:
        """差: 实有数 less 应有数; 0 while every change has its event."""
        return self.closing - self.due


def reached(history: ChartHistory, move: Moves) -> Iterable[tuple[int, str]]:
    """(organisation, flow) for every organisation that the events count in. 期初在册 counts into the opening, by that kind's name."""
    chart = history.on(move.on_day)
    lost = chart.chain(move.from_org) if move.from_org is not None else ()
    gained = chart.chain(move.to_org) if move.to_org is not None else ()
    if move.kind == EventKind.MOVED:
        yield from ((org, MOVED_OUT) for org in lost if org not in gained)
        yield from ((org, MOVED_IN) for org in gained if org not in lost)
    else:
        yield from ((org, move.kind) for org in (*lost, *gained))


def balances(
    history: ChartHistory,
    span: Span,
    *,
    opening: Mapping[int, int],
    closing: Mapping[int, int],
    moves: Iterable[Moves],
    regroupings: Iterable[Regrouping],
) -> dict[int, Balance]:
    """Every organisation's balance over the span.

    `opening` and `closing` are heads by branch on the eve and on the last day. Members that 期初在册 brings in within the days
    count into the opening: the office's records begin with them.
    """
    found: dict[int, Balance] = defaultdict(Balance)
    for org, above in _upward(history, opening, span.eve()):
        found[above].opening += opening[org]
    for org, above in _upward(history, closing, span.end):
        found[above].closing += closing[org]
    for move in moves:
        for org, flow in reached(history, move):
            _add(found[org], flow, move)
    for regrouping in regroupings:
        for org in regrouping.left:
            found[org].flows[MOVED_OUT] += regrouping.count
        for org in regrouping.gained:
            found[org].flows[MOVED_IN] += regrouping.count
    return found


def _add(balance: Balance, flow: str, move: Moves) -> None:
    if flow == EventKind.OPENING:
        balance.opening += move.count
        return
    balance.flows[flow] += move.count
    if move.whole_unit:
        balance.flows[flow, WHOLE] += move.count


def _upward(history: ChartHistory, heads: Mapping[int, int], day: date) -> Iterable[tuple[int, int]]:
    chart = history.on(day)
    return ((org, above) for org in heads for above in chart.chain(org))
