"""What the summary's page has written on the worker. reportlab and openpyxl are not paid for before they are asked for."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.features.summary.issues_state import standing
from desktop_app.features.summary.reckoning import Line
from desktop_app.ledger.figures import Figure
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import Progress


def trend_pdf(office: Office, line: Line, span: Span, org: int | None) -> bytes:
    """The chart of a figure as its own small PDF."""
    from desktop_app.features.summary.trends import chart_pdf, trend_chart

    return chart_pdf(trend_chart(office, [line.figure], span, org))


def write_paper(office: Office, figures: Sequence[Figure], span: Span, target: Path, progress: Progress) -> None:
    """The 上报件: of a span whose issue is out, the very bytes that were closed."""
    from desktop_app.features.summary.papers import write_pdf

    if not _put_kept(office, span, target, "pdf"):
        write_pdf(office, figures, span, target, progress)


def write_booklet(office: Office, figures: Sequence[Figure], span: Span, target: Path, progress: Progress) -> None:
    """The 内部分析册, always of the figures of now."""
    from desktop_app.features.summary.booklet import write_booklet

    write_booklet(office, figures, span, target, progress)


def write_workbook(office: Office, figures: Sequence[Figure], span: Span, target: Path, progress: Progress) -> None:
    """The 汇总表: of a span whose issue is out, the very bytes that were closed."""
    from desktop_app.features.summary.excel import write_excel

    if not _put_kept(office, span, target, "workbook"):
        write_excel(office, figures, span, target, progress)


def _put_kept(office: Office, span: Span, target: Path, which: str) -> bool:
    from desktop_app.features.summary.issues import take_out

    now = standing(office, span)
    if now.is_draft or now.issue is None:
        return False
    take_out(office, target, now.issue, which)
    return True
