"""The figures of a span laid side by side: this span, the year so far, the span before, a year ago; for one organisation or for all.

Knows no ledger: figures arrive as they are offered. Some layouts name the codes of the official comparison; one that
nobody offers leaves its column out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from desktop_app.ledger.figures import Figure
from desktop_app.ledger.remembered import Memory
from desktop_app.people.chart import Chart
from desktop_app.people.versions import load_history
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress

Number = int | float
_LINES, _TABLES = Memory(8), Memory(4)


@dataclass(frozen=True)
class Line:
    """One figure's values. `cumulative` is from 1 January to the span's end; of a stock it is the value at the end (the opening's,
    at New Year). `now` is what the records say by now where the value is an issue's and they have changed since."""

    figure: Figure
    value: Number
    cumulative: Number
    previous: Number
    last_year: Number
    now: Number | None = None

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
        return whole(round(self.value - self.previous, 2))

    def as_json(self) -> dict[str, Any]:
        """The figure as the command prints it."""
        names = ("code", "label", "unit", "value", "cumulative", "previous", "last_year")
        return {name: getattr(self, name) for name in names}


def lines(
    office: Office, figures: Sequence[Figure], span: Span, org: int | None = None, progress: Progress = SILENT
) -> Sequence[Line]:
    """Every figure over the span; `org` None is the whole office. Screen, paper and workbook share one reckoning."""
    key = (tuple(figure.code for figure in figures), span, org)
    return _LINES.get(office, key, lambda: _reckon(office, figures, span, org, progress))


def _reckon(
    office: Office, figures: Sequence[Figure], span: Span, org: int | None, progress: Progress
) -> Sequence[Line]:
    spans = spans_of(span)
    found = []
    for figure in progress.over(figures, len(figures), "计算数字", every=10):
        found.append(Line(figure, *(whole(figure.value(office, each, org)) for each in spans)))
    return found


def spans_of(span: Span) -> tuple[Span, Span, Span, Span]:
    """The spans that a line's value, cumulative, previous and last_year are of."""
    return span, span.year_to_date(), span.previous(), span.last_year()


def whole(value: float) -> Number:
    """A whole number as an int, so that 6703 is not written 6703.0; others to the 分 (and no sum of 0.1 shows its noise)."""
    value = round(value, 2)
    return int(value) if float(value).is_integer() else value


# Organisation by organisation


class OrgColumn(NamedTuple):
    """A column of a table of organisations: the heading above several (or ''), its own, and the figure's code."""

    group: str
    heading: str
    code: str


COMPARISON = (
    OrgColumn("", "上期末总数", "member.opening"),
    OrgColumn("增加", "小计", "member.in"),
    OrgColumn("增加", "发展党员", "member.in.admitted"),
    OrgColumn("增加", "恢复党籍", "member.in.restored"),
    OrgColumn("增加", "转入组织关系", "member.in.transferred_in"),
    OrgColumn("增加", "其中整建制", "member.in.transferred_in.whole"),
    OrgColumn("减少", "小计", "member.out"),
    OrgColumn("减少", "出党", "member.out.expelled"),
    OrgColumn("减少", "停止党籍", "member.out.suspended"),
    OrgColumn("减少", "死亡", "member.out.died"),
    OrgColumn("减少", "转出组织关系", "member.out.transferred_out"),
    OrgColumn("减少", "其中整建制", "member.out.transferred_out.whole"),
    OrgColumn("内部调整", "调入", "member.moved_in"),
    OrgColumn("内部调整", "调出", "member.moved_out"),
    OrgColumn("", "应有数", "member.due"),
    OrgColumn("", "实有数", "member.actual"),
    OrgColumn("", "差", "member.gap"),
)
"""The columns of 党员变动情况对照表, the official comparison (domain.md, corrections)."""

COMPOSITION = (
    OrgColumn("", "党员总数", "member.total"),
    OrgColumn("人员类别", "正式", "member.full"),
    OrgColumn("人员类别", "预备", "member.probationary"),
    OrgColumn("", "女", "sex.female"),
    OrgColumn("", "少数民族", "ethnicity.minority"),
    OrgColumn("", "大专及以上", "education.college_up"),
    OrgColumn("年龄", "30岁及以下", "age.01"),
    OrgColumn("年龄", "71岁及以上", "age.10"),
    OrgColumn("", "离退休", "job.4"),
    OrgColumn("重点群体", "流动", "member.mobile"),
    OrgColumn("重点群体", "失联", "member.lost"),
    OrgColumn("重点群体", "年老体弱", "member.frail"),
    OrgColumn("重点群体", "困难", "member.hardship"),
)
"""The columns of 各党组织党员基本情况表."""


@dataclass(frozen=True)
class OrgRow:
    """One organisation's line: its name, how deep it stands (0: the center), the numbers in the order of the columns, and whether
    others' lines add up to it."""

    org: int | None
    name: str
    depth: int
    numbers: tuple[Number, ...]
    has_parts: bool = False


@dataclass(frozen=True)
class OrgTable:
    """The whole table. The first row is the center's, which the others add up to."""

    columns: tuple[OrgColumn, ...]
    rows: tuple[OrgRow, ...]


def by_organisation(
    office: Office,
    figures: Sequence[Figure],
    span: Span,
    columns: Sequence[OrgColumn],
    progress: Progress = SILENT,
) -> OrgTable:
    """Every organisation that stood in the span, in the official order of its last day, after the center. Those with nothing
    to tell are left out."""
    key = (tuple(columns), tuple(figure.code for figure in figures), span)
    return _TABLES.get(office, key, lambda: _reckon_table(office, figures, span, columns, progress))


def _reckon_table(
    office: Office, figures: Sequence[Figure], span: Span, columns: Sequence[OrgColumn], progress: Progress
) -> OrgTable:
    offered = {figure.code: figure for figure in figures}
    told = tuple(_named(column, span) for column in columns if column.code in offered)
    asked = [offered[column.code] for column in told]
    orgs = list(_orgs(office, span))
    rows = [OrgRow(None, "合计", 0, _numbers(office, asked, span, None))] if not orgs else []
    for at, (org, name, depth) in progress.over(enumerate(orgs, 1), len(orgs), "计算各党组织"):
        has_parts = at < len(orgs) and orgs[at][2] > depth
        rows.append(OrgRow(org, name, depth, _numbers(office, asked, span, org), has_parts))
    return OrgTable(told, tuple(row for row in rows if row.depth == 0 or any(row.numbers)))


def _named(column: OrgColumn, span: Span) -> OrgColumn:
    """上月末总数 in the month's table, unless the clerk calls it otherwise."""
    return column._replace(heading=f"{word_for_eve(span)}总数") if column.heading == COMPARISON[0].heading else column


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


def spoken_heading(heading: str, span: Span) -> str:
    """本期, 上期, 比上期 as the span is called: 本月, 上月, 比上月. Other headings are the clerk's own."""
    words = {"本期": word_for_span(span), "上期": word_for_previous(span), "比上期": f"比{word_for_previous(span)}"}
    return words.get(heading, heading)


def center(chart: Chart) -> str:
    """The full name of the organisation at the top, '' in an empty tree."""
    tops = chart.children(None)
    return chart.nodes[tops[0]].name if tops else ""
