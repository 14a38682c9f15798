"""How a figure went over the last spans of the same length, as a chart that prints: on the screen and in the 内部分析册."""

from collections.abc import Sequence
from typing import Final

from desktop_app.features.summary.reckoning import Number, whole
from desktop_app.ledger.figures import Figure
from desktop_app.paper.canvas import Canvas
from desktop_app.paper.chart import Chart, Series
from desktop_app.paper.measures import MM
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

LOOK_BACK: Final = {1: 12, 3: 8, 6: 6, 12: 3}
"""So many spans a chart shows, by the months of one."""


def spans_back(span: Span) -> list[Span]:
    """The span and those before it, oldest first."""
    found = [span]
    for _ in range(LOOK_BACK.get(span.months(), 6) - 1):
        found.append(found[-1].previous())
    return found[::-1]


def short_title(span: Span) -> str:
    """How a span is written under its mark: 12月 (1月 with its year), 2016Q4, 2016上, 2016, or its last day."""
    year, month = span.end.year, span.end.month
    match span.months():
        case 1:
            return f"{year}.{month}" if month == 1 else f"{month}月"
        case 3:
            return f"{year}Q{(month - 1) // 3 + 1}"
        case 6:
            return f"{year}{'上' if month <= 6 else '下'}"
        case 12:
            return f"{year}"
    return f"{month}.{span.end.day}"


def values_back(office: Office, figure: Figure, span: Span, org: int | None = None) -> list[Number]:
    """The figure over `spans_back`."""
    return [whole(figure.value(office, each, org)) for each in spans_back(span)]


def trend_chart(
    office: Office,
    figures: Sequence[Figure],
    span: Span,
    org: int | None = None,
    *,
    title: str = "",
    width: float = 150 * MM,
    height: float = 62 * MM,
) -> Chart:
    """A course of one figure as bars (a flow) or a line (a stock); of several as bars side by side. They share a unit."""
    told = [values_back(office, figure, span, org) for figure in figures]
    decimals = int(any(isinstance(value, float) for values in told for value in values))
    kind = "lines" if len(figures) == 1 and figures[0].kind == "stock" else "bars"
    return Chart(
        kind,
        [short_title(each) for each in spans_back(span)],
        [Series(figure.label.removeprefix("其中："), values) for figure, values in zip(figures, told, strict=True)],
        title=title or figures[0].label,
        unit=figures[0].unit,
        width=width,
        height=height,
        decimals=decimals,
    )


def chart_pdf(chart: Chart) -> bytes:
    """A chart as a PDF of one page of its own size, held in memory."""
    canvas = Canvas((chart.width, chart.height), title=chart.title)
    chart.draw(canvas, 0, 0)
    canvas.end_page()
    return canvas.finish()
