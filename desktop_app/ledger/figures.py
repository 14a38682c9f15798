"""A figure is a question with rows behind it: the rows always explain the value (design: figures).

What each figure counts is its feature's (features/*/figures.py); here is what all figures have in common.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

from desktop_app.support.frozen import frozen
from desktop_app.support.spans import Span

Measure = Literal["count", "distinct", "sum", "ratio"]


@frozen
class FigureRows:
    """The rows behind a value: column headings and one tuple a row; `ids` opens the records (table, id) where there are any."""

    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]
    table: str = ""
    ids: Sequence[int] = ()


@frozen
class Figure:
    """One number of the summary.

    `kind`: a flow adds up over months when it is a count or a sum; a stock is its value at the span's end. `value(office, span, org)` gives
    it in `unit`; `rows(office, span, org)` the rows that explain it: counted, distinct in column `measured`, summed over
    it, or (ratio, in %) divided: every row is in the denominator, those with 1 in column `measured` in the numerator; with
    `measured` 实到/应到 one column's sum is divided by another's. `org` None means the whole office.
    """

    code: str
    label: str
    unit: str
    kind: Literal["flow", "stock"]
    value: Callable[[Any, Span, int | None], float]
    rows: Callable[[Any, Span, int | None], FigureRows]
    measure: Measure = "count"
    measured: str = ""
    section: str = ""


def with_own(offered: Sequence[Figure], own: Mapping[str, Sequence[Figure]]) -> Iterator[Figure]:
    """The offered figures, each followed by an office's own that stand after its code; what stands after none of them is left out."""
    for figure in offered:
        yield figure
        yield from own.get(figure.code, ())


def derivation(figure: Figure, rows: FigureRows) -> str:
    """How the rows make the value, in words: 由下面 44 行得出：满意 42 行，占 95.5%."""
    told = f"由下面 {len(rows.rows):,} 行得出"
    if figure.measure == "count" or not rows.rows:
        return told
    value = measured_value(figure, rows)
    if "/" in figure.measured:
        part, whole = figure.measured.split("/")
        sums = [f"{heading}共 {sum(_column(rows, heading)):,}" for heading in (part, whole)]
        return f"{told}：{'，'.join(sums)}，占 {value:g}%"
    if figure.measure == "distinct":
        return f"{told}：不同的{figure.measured} {value:,} 个"
    if figure.measure == "sum":
        return f"{told}：{figure.measured}合计 {round(value, 2):,}"
    return f"{told}：{figure.measured} {sum(_column(rows, figure.measured)):,} 行，占 {value:g}%"


def measured_value(figure: Figure, rows: FigureRows) -> float:
    """The figure recomputed from its rows: what the drill-down and the workbook's check formula must agree with."""
    if figure.measure == "count":
        return len(rows.rows)
    if "/" in figure.measured:
        part, whole = (sum(_column(rows, heading)) for heading in figure.measured.split("/"))
        return percent(part, whole)
    column = _column(rows, figure.measured)
    if figure.measure == "distinct":
        return len(set(column))
    if figure.measure == "sum":
        return sum(column)
    return percent(sum(column), len(column))


def _column(rows: FigureRows, heading: str) -> list[Any]:
    at = list(rows.headings).index(heading)
    return [row[at] for row in rows.rows]


def percent(part: float, whole: float) -> float:
    """A rate in percent with one decimal, 0 of nothing. It says 100 only of all and 0 only of none: 不漏一户 means not one."""
    if not whole or part in (0, whole):
        return 100 if whole and part else 0
    return min(max(round(100 * part / whole, 1), 0.1), 99.9)
