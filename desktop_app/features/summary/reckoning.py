"""The figures of a span laid side by side: this span, the year so far, the span before, a year ago; for one organisation or for all.

Knows no ledger: figures arrive as they are offered. Some layouts name the codes of the official comparison; one that
nobody offers leaves its column out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from desktop_app.ledger.figures import Figure
from desktop_app.people.chart import Chart
from desktop_app.people.versions import load_history
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress

Number = int | float


@dataclass(frozen=True)
class Line:
    """One figure's values. `cumulative` is from 1 January to the span's end; of a stock it is the value at the end (the opening's,
    at New Year)."""

    figure: Figure
    value: Number
    cumulative: Number
    previous: Number
    last_year: Number

    @property
    def code(self) -> str:
        return self.figure.code

    @property
    def label(self) -> str:
        return self.figure.label

    @property
    def unit(self) -> str:
        return self.figure.unit

    @property
    def change(self) -> Number:
        """比上期增减."""
        return self.value - self.previous

    def as_json(self) -> dict[str, Any]:
        """The figure as the command prints it."""
        names = ("code", "label", "unit", "value", "cumulative", "previous", "last_year")
        return {name: getattr(self, name) for name in names}


def lines(
    office: Office, figures: Sequence[Figure], span: Span, org: int | None = None, progress: Progress = SILENT
) -> list[Line]:
    """Every figure over the span; `org` None is the whole office."""
    spans = (span, span.year_to_date(), span.previous(), span.last_year())
    found = []
    for figure in progress.over(figures, len(figures), "计算数字", every=10):
        found.append(Line(figure, *(whole(figure.value(office, each, org)) for each in spans)))
    return found


def whole(value: float) -> Number:
    """A whole number as an int, so that 6703 is not written 6703.0."""
    return int(value) if float(value).is_integer() else value


def by_section(told: Sequence[Line]) -> Mapping[str, list[Line]]:
    """The lines by section, in the order in which sections first come."""
    found: dict[str, list[Line]] = {}
    for line in told:
        found.setdefault(line.figure.section, []).append(line)
    return found


# The official comparison, organisation by organisation


class ComparisonColumn(NamedTuple):
    """A column of 党员变动情况对照表: the heading above several (or ''), its own, and the figure's code."""

    group: str
    heading: str
    code: str


COMPARISON = (
    ComparisonColumn("", "上期末总数", "member.opening"),
    ComparisonColumn("增加", "小计", "member.in"),
    ComparisonColumn("增加", "发展党员", "member.in.admitted"),
    ComparisonColumn("增加", "恢复党籍", "member.in.restored"),
    ComparisonColumn("增加", "转入组织关系", "member.in.transferred_in"),
    ComparisonColumn("增加", "其中整建制", "member.in.transferred_in.whole"),
    ComparisonColumn("减少", "小计", "member.out"),
    ComparisonColumn("减少", "出党", "member.out.expelled"),
    ComparisonColumn("减少", "停止党籍", "member.out.suspended"),
    ComparisonColumn("减少", "死亡", "member.out.died"),
    ComparisonColumn("减少", "转出组织关系", "member.out.transferred_out"),
    ComparisonColumn("减少", "其中整建制", "member.out.transferred_out.whole"),
    ComparisonColumn("内部调整", "调入", "member.moved_in"),
    ComparisonColumn("内部调整", "调出", "member.moved_out"),
    ComparisonColumn("", "应有数", "member.due"),
    ComparisonColumn("", "实有数", "member.actual"),
    ComparisonColumn("", "差", "member.gap"),
)


@dataclass(frozen=True)
class ComparisonRow:
    """One organisation's line: its name, how deep it stands (0: the center), and the numbers in the order of the columns."""

    org: int | None
    name: str
    depth: int
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Comparison:
    """The whole table. The first row is the center's, which the branches' rows add up to."""

    columns: tuple[ComparisonColumn, ...]
    rows: tuple[ComparisonRow, ...]


def comparison(office: Office, figures: Sequence[Figure], span: Span, progress: Progress = SILENT) -> Comparison:
    """党员变动情况对照表: every organisation that stood in the span, in the official order of its last day, and the total."""
    offered = {figure.code: figure for figure in figures}
    opening = f"{word_for_eve(span)}总数"
    columns = tuple(
        column._replace(heading=opening) if column.code == "member.opening" else column
        for column in COMPARISON
        if column.code in offered
    )
    asked = [offered[column.code] for column in columns]
    orgs = list(_orgs(office, span))
    rows = [ComparisonRow(None, "合计", 0, _numbers(office, asked, span, None))] if not orgs else []
    for org, name, depth in progress.over(orgs, len(orgs), "计算各党组织"):
        rows.append(ComparisonRow(org, name, depth, _numbers(office, asked, span, org)))
    return Comparison(columns, tuple(row for row in rows if row.depth == 0 or any(row.numbers)))


def _numbers(office: Office, asked: Sequence[Figure], span: Span, org: int | None) -> tuple[Number, ...]:
    return tuple(whole(figure.value(office, span, org)) for figure in asked)


def _orgs(office: Office, span: Span) -> Iterator[tuple[int, str, int]]:
    """(organisation, name, depth) without 党小组; those dissolved within the span come after their last superior's others."""
    history = load_history(office.database)
    start, end = history.on(span.eve()), history.on(span.end)
    gone = [
        org for org, node in end.nodes.items() if node.closed and org in start.nodes and not start.nodes[org].closed
    ]
    for org, depth in end.order:
        if end.nodes[org].level != "党小组":
            yield org, end.nodes[org].short_name, depth
    for org in gone:
        if end.nodes[org].level != "党小组":
            yield org, f"{end.nodes[org].short_name}（已撤销）", len(end.chain(org)) - 1


def word_for_eve(span: Span) -> str:
    """What the eve of the span is called in the comparison: 上月末, 上季末, 上年底 …"""
    if span.months() == 12:
        return "上年底"
    return {1: "上月末", 3: "上季末", 6: "上半年末"}.get(span.months(), "期初")


def word_for_span(span: Span) -> str:
    """本月, 本季, 本半年, 本年, 本期."""
    return {1: "本月", 3: "本季", 6: "本半年", 12: "本年"}.get(span.months(), "本期")


def word_for_previous(span: Span) -> str:
    """上月, 上季, 上半年, 上年, 上期."""
    return {1: "上月", 3: "上季", 6: "上半年", 12: "上年"}.get(span.months(), "上期")


def center(chart: Chart) -> str:
    """The full name of the organisation at the top, '' in an empty tree."""
    tops = chart.children(None)
    return chart.nodes[tops[0]].name if tops else ""
