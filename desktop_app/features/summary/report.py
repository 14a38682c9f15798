"""A span's report: the figures, the chapters' texts and what earlier accepted reports must be corrected by, reckoned together.

Screen, paper and issue all print this one report.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.features.summary import chapters
from desktop_app.features.summary.corrections import Correction, corrections
from desktop_app.features.summary.narrative import Draft, Narrative
from desktop_app.features.summary.reckoning import Line, lines
from desktop_app.features.summary.texts import Told, texts
from desktop_app.ledger.figures import Figure
from desktop_app.people.versions import load_history
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress


@dataclass(frozen=True)
class Report:
    """Everything that a span's paper says. `center` is what the organisation is called in running text."""

    span: Span
    center: str
    lines: Sequence[Line]
    texts: Sequence[Told]
    corrections: Sequence[Correction]


def report(office: Office, figures: Sequence[Figure], span: Span, progress: Progress = SILENT) -> Report:
    """Reckon and draft a span's report."""
    told = lines(office, figures, span, progress=progress)
    mended = corrections(office, figures, span, progress)
    center = center_name(office, span)
    drafts = Narrative(told, span, center).drafts()
    if mended:
        drafts.append(Draft(chapters.CORRECTIONS, tuple(each.sentence() for each in mended)))
    return Report(span, center, told, texts(office, span, drafts, told), mended)


def center_name(office: Office, span: Span) -> str:
    """The short name of the organisation at the top; the office's own in an empty tree."""
    chart = load_history(office.database).on(span.end)
    tops = chart.children(None)
    return chart.nodes[tops[0]].short_name if tops else office.name
