"""The organisation tree as it stood on any day, from its dated versions (R34). Pure: no database, no clock.

How the tree is changed is people/tree.py's; here is only how it is read and what a sound one is.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from desktop_app.people.words import OrgLevel

BEGINNING = "0001-01-01"
"""The day from which an organisation stands whose founding is older than the office's own records."""
FOREVER = "9999-12-31"
"""The end of what has not ended."""
RANK: Mapping[str, int] = {
    OrgLevel.COMMITTEE: 0,
    OrgLevel.GENERAL_BRANCH: 1,
    OrgLevel.BRANCH: 2,
    OrgLevel.JOINT_BRANCH: 2,
    OrgLevel.TEMPORARY_BRANCH: 2,
    OrgLevel.GROUP: 3,
}
BRANCHES = frozenset((OrgLevel.BRANCH, OrgLevel.JOINT_BRANCH, OrgLevel.TEMPORARY_BRANCH))
"""The levels a member belongs to (domain.md §2.1, item 8)."""


class OrgNode(NamedTuple):
    """One organisation from `from_on` on: a row of org_version."""

    id: int
    from_on: str
    name: str
    short_name: str
    level: str
    parent_id: int | None
    seq: int
    closed: bool

    @property
    def is_home(self) -> bool:
        """Whether members can belong to it."""
        return not self.closed and self.level in BRANCHES


class Chart:
    """The tree of one day. Closed organisations keep their place in it, so that what happened in them still adds up."""

    def __init__(self, nodes: Mapping[int, OrgNode]) -> None:
        self.nodes = nodes

    @cached_property
    def _children(self) -> Mapping[int | None, list[int]]:
        below: dict[int | None, list[int]] = defaultdict(list)
        for node in sorted(self.nodes.values(), key=lambda node: (node.seq, node.id)):
            below[node.parent_id].append(node.id)
        return below

    def children(self, org: int | None) -> list[int]:
        """The open organisations right under this one (None: at the top), in the official order."""
        return [child for child in self._children.get(org, ()) if not self.nodes[child].closed]

    @cached_property
    def order(self) -> tuple[tuple[int, int], ...]:
        """(organisation, depth) of every open one in the official order: parents before children, siblings as dragged."""
        return tuple(self._walk(None, 0))

    def _walk(self, org: int | None, depth: int) -> Iterator[tuple[int, int]]:
        for child in self.children(org):
            yield child, depth
            yield from self._walk(child, depth + 1)

    @cached_property
    def _chains(self) -> dict[int, tuple[int, ...]]:
        return {}

    def chain(self, org: int) -> tuple[int, ...]:
        """The organisation and all above it, nearest first. An organisation that did not exist that day has only itself."""
        found = self._chains.get(org)
        if found is None:
            links, at = [org], self.nodes.get(org)
            while at is not None and at.parent_id is not None and at.parent_id not in links:
                links.append(at.parent_id)
                at = self.nodes.get(at.parent_id)
            found = self._chains[org] = tuple(links)
        return found

    def under(self, org: int) -> frozenset[int]:
        """The organisation and all below it, closed ones too."""
        found, fresh = {org}, [org]
        while fresh:
            fresh = [child for each in fresh for child in self._children.get(each, ()) if child not in found]
            found.update(fresh)
        return frozenset(found)

    def faults(self) -> list[str]:
        """What is wrong with this tree, in sentences for the clerk; [] when it is sound (domain.md §1)."""
        open_ones = [node for node in self.nodes.values() if not node.closed]
        found = [fault for node in open_ones if (fault := self._fault_of(node))]
        if sum(node.parent_id is None for node in open_ones) > 1:
            found.append("最高一级的党组织只能有一个，其他党组织都要有上级")
        names = Counter(node.name for node in open_ones)
        found += [f"党组织名称“{name}”重复" for name, times in names.items() if times > 1]
        siblings = Counter((node.parent_id, node.short_name) for node in open_ones)
        found += [f"同一上级下简称“{name}”重复" for (_, name), times in siblings.items() if times > 1]
        return found

    def _fault_of(self, node: OrgNode) -> str:
        if node.parent_id is None:
            return "党小组要有所在的党支部" if node.level == OrgLevel.GROUP else ""
        parent = self.nodes.get(node.parent_id)
        if parent is None or parent.closed:
            return f"“{node.short_name}”的上级已撤销或那一天还没有成立"
        if RANK[parent.level] >= RANK[node.level]:
            return f"“{node.short_name}”是{node.level}，上级不能是{parent.level}“{parent.short_name}”"
        if node.level == OrgLevel.GROUP and parent.level not in BRANCHES:
            return f"党小组“{node.short_name}”的上级要是党支部"
        return ""


class ChartHistory:
    """Every version of every organisation; `on(day)` gives the tree of a day."""

    def __init__(self, versions: Iterable[OrgNode]) -> None:
        by_org: dict[int, list[OrgNode]] = defaultdict(list)
        for version in sorted(versions, key=lambda version: (version.from_on, version.id)):
            by_org[version.id].append(version)
        self.versions: Mapping[int, Sequence[OrgNode]] = by_org
        self.days = sorted({version.from_on for several in by_org.values() for version in several})
        """The days on which the tree changed."""
        self._charts: dict[int, Chart] = {}
        self._homes: dict[int, list[tuple[str, str]]] = {}

    def on(self, day: date | str) -> Chart:
        """The tree at the end of the day."""
        at = bisect_right(self.days, day if isinstance(day, str) else day.isoformat())
        chart = self._charts.get(at)
        if chart is None:
            chart = self._charts[at] = Chart(self._nodes(self.days[at - 1]) if at else {})
        return chart

    def _nodes(self, day: str) -> dict[int, OrgNode]:
        nodes = {}
        for org, versions in self.versions.items():
            past = [version for version in versions if version.from_on <= day]
            if past:
                nodes[org] = past[-1]
        return nodes

    def homes(self, org: int) -> list[tuple[str, str]]:
        """The spans [from, until) in which members can belong to the organisation."""
        if org not in self._homes:
            self._homes[org] = self._find_homes(org)
        return self._homes[org]

    def _find_homes(self, org: int) -> list[tuple[str, str]]:
        spans: list[tuple[str, str]] = []
        versions = self.versions.get(org, ())
        for at, version in enumerate(versions):
            until = versions[at + 1].from_on if at + 1 < len(versions) else FOREVER
            if version.is_home and spans and spans[-1][1] == version.from_on:
                spans[-1] = (spans[-1][0], until)
            elif version.is_home:
                spans.append((version.from_on, until))
        return spans

    def away(self, org: int) -> list[tuple[str, str]]:
        """The spans [from, until) in which they can't: before it stands, when it is closed, while it is no branch."""
        edges = ["", *(day for span in self.homes(org) for day in span), FOREVER]
        return [(start, stop) for start, stop in zip(edges[::2], edges[1::2], strict=True) if start < stop]

    def regroupings(self, start: str, end: str) -> Iterator[tuple[str, int, frozenset[int], frozenset[int]]]:
        """(day, organisation, ancestors left, ancestors gained) for every organisation whose line upward changed in the days."""
        for day in self.days:
            if start <= day <= end:
                before, after = Chart(self._nodes_before(day)), self.on(day)
                for org in before.nodes:
                    old, new = frozenset(before.chain(org)), frozenset(after.chain(org))
                    if old != new:
                        yield day, org, old - new, new - old

    def _nodes_before(self, day: str) -> Mapping[int, OrgNode]:
        at = self.days.index(day)
        return self.on(self.days[at - 1]).nodes if at else {}
