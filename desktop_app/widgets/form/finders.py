"""What the pickers offer while the clerk types: codes by digits or initials, choices, organisations, members."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.ledger.declaration import Column, Ledger, View
from desktop_app.ledger.query import LedgerQuery
from desktop_app.people import codes, pinyin, tree
from desktop_app.people.chart import Chart
from desktop_app.people.fields import Code, Member, Org, Reference
from desktop_app.storage.kind import Kind
from desktop_app.widgets.desk import Desk

_MOST = 60
_TELLING = 2
_EVERYBODY = View("", everything=True)


@dataclass(frozen=True)
class Offered:
    """One thing to choose: what is stored, what stands in the field then, and what tells it from others of that text."""

    value: Any
    text: str
    detail: str = ""
    key: str = ""
    depth: int = 0


Find = Callable[[str], list[Offered]]


def finder_of(desk: Desk, kind: Kind) -> Find:
    """What finds the choices of this kind of field; '' typed finds all that can be listed."""
    if isinstance(kind, Code):
        return CodeFinder(kind)
    if isinstance(kind, Org):
        return OrgFinder(desk, kind.levels)
    if isinstance(kind, Member):
        return MemberFinder(desk, kind)
    if isinstance(kind, Reference):
        return RecordFinder(desk, ledger_of(desk, kind.rel_model))
    return ChoiceFinder(kind)


def matches(text: str, typed: str) -> bool:
    """Whether a short text is meant by what was typed: a part of it, of its pinyin, or of its initials."""
    wanted = "".join(typed.lower().split())
    return not wanted or any(wanted in key for key in pinyin.search_keys(text).split(" "))


class ChoiceFinder:
    """The few words of a choice, by their place in the list or by their sound."""

    def __init__(self, kind: Kind) -> None:
        options = kind.options()  # type: ignore[attr-defined]
        self._all = [Offered(value, text, key=str(at)) for at, (value, text) in enumerate(options, start=1)]

    def __call__(self, typed: str) -> list[Offered]:
        typed = typed.strip()
        return [each for each in self._all if each.key == typed or matches(each.text, typed)]


class CodeFinder:
    """A national code list, by digits, sound or synonym."""

    def __init__(self, kind: Code) -> None:
        self._table = codes.table(kind.table)

    def __call__(self, typed: str) -> list[Offered]:
        found = self._table.find(typed.strip()) if typed.strip() else self._table.choices()
        return [Offered(code, name, key=code) for code, name in found]


class OrgFinder:
    """Organisations of today in the official order; those found by a word with the line above them."""

    def __init__(self, desk: Desk, levels: Collection[str] = ()) -> None:
        self._desk = desk
        self._levels = frozenset(levels)
        self._chart: Chart | None = None

    @property
    def chart(self) -> Chart:
        """The tree as it was when the picker was first used."""
        if self._chart is None:
            self._chart = tree.tree_on(self._desk.office, self._desk.clock.today())
        return self._chart

    def __call__(self, typed: str) -> list[Offered]:
        chart, typed = self.chart, typed.strip()
        found = []
        for org, depth in chart.order:
            node = chart.nodes[org]
            if self._levels and node.level not in self._levels:
                continue
            if not typed:
                found.append(self._listed(org, depth))
            elif matches(node.short_name, typed) or typed in node.name:
                found.append(Offered(org, node.short_name, self._above(org)))
        return found if not typed else found[:_MOST]

    def _listed(self, org: int, depth: int) -> Offered:
        """In the whole list the tree shows by itself what is above; in a list of one level it must be said."""
        name = self.chart.nodes[org].short_name
        return Offered(org, name, self._above(org)) if self._levels else Offered(org, name, depth=depth)

    def _above(self, org: int) -> str:
        line = [self.chart.nodes[each].short_name for each in reversed(self.chart.chain(org))]
        return " / ".join(line[1:-1])


def ledger_of(desk: Desk, record: Any) -> Ledger | None:
    """The ledger that shows these records, None where the desk has none."""
    return next((ledger for ledger in desk.ledgers if ledger.record is record), None)


class RecordFinder:
    """Records of any ledger by the search its list has, told apart by what its table shows first. Nothing typed: the first ones."""

    def __init__(self, desk: Desk, ledger: Ledger | None) -> None:
        self._desk = desk
        self._ledger = ledger

    def __call__(self, typed: str) -> list[Offered]:
        if self._ledger is None:
            return []
        title, *telling = self._columns(self._ledger)
        query = LedgerQuery(self._desk.office, self._ledger).asking(words=typed.strip())
        ids = query.ids(_MOST // 3)
        rows = query.page(ids, [title, *telling])
        return [
            Offered(row_id, str(name or ""), "　".join(str(text) for text in rest if text))
            for row_id, (name, *rest) in zip(ids, rows, strict=True)
        ]

    @staticmethod
    def _columns(ledger: Ledger) -> list[Column]:
        title = ledger.searched[0] if ledger.searched else ledger.columns[0].name
        others = [
            c for c in ledger.columns if c.name != title and not c.compute and not ledger.fields[c.name].sensitive
        ]
        return [Column(title), *sorted(others, key=lambda column: column.name != ledger.org_field)[:_TELLING]]


class MemberFinder:
    """Members by the search every list has: pinyin initials, name, ID tail; told apart by branch and year of birth. Those who have
    left come last and say so: what is written down late was held by people who were there. Those of the organisation that `near()`
    names come first."""

    def __init__(self, desk: Desk, kind: Reference) -> None:
        self._desk = desk
        self.near: Callable[[], int | None] = lambda: None
        self._ledger = ledger_of(desk, kind.rel_model)

    def __call__(self, typed: str) -> list[Offered]:
        if self._ledger is None or not typed.strip():
            return []
        query = LedgerQuery(self._desk.office, self._ledger).asking(words=typed, order=(("name", False),))
        listed = self._nearest(query)
        everybody = query.asking(view=_EVERYBODY)
        gone = [row_id for row_id in everybody.ids(_MOST) if row_id not in listed] if len(listed) < _MOST // 3 else []
        return [*self._offered(query, listed), *self._offered(everybody, gone[: _MOST // 6])]

    def _nearest(self, query: LedgerQuery) -> list[int]:
        org, most = self.near(), _MOST // 3
        near = list(query.asking(org=org).ids(most)) if org is not None else []
        return [*near, *(row_id for row_id in query.ids(most) if row_id not in near)][:most]

    def _offered(self, query: LedgerQuery, ids: Sequence[int]) -> list[Offered]:
        assert self._ledger is not None
        columns = [self._ledger.column(name) for name in ("name", "org", "birth_date")]
        gone = Column("left_on")
        rows = query.page(ids, [*columns, gone] if gone.name in self._ledger.fields else columns)
        found = []
        for row_id, (name, org, born, *left) in zip(ids, rows, strict=True):
            where = f"{left[0]} 离开" if left and left[0] else org or ""
            found.append(Offered(row_id, name or "", f"{where}　{(born or '')[:4]}"))
        return found
