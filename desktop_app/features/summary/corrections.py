"""更正: figures of an accepted report whose records were edited after, told once in the next report (X6).

Only flows, and the number of members, are corrected: other stocks count by fields that keep no dates, and would differ
without anybody having erred.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.features.summary.narrative import written
from desktop_app.features.summary.reckoning import Number, whole
from desktop_app.features.summary.stored import read_stored
from desktop_app.ledger.figures import Figure
from desktop_app.ledger.remembered import Memory
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress

_CORRECTED_STOCKS = frozenset(("member.total",))
_ACCEPTED = (
    "SELECT i.start_on, i.end_on, c.figures_sha256 FROM report_issue i JOIN issue_content c ON c.issue_id = i.id"
    " WHERE i.state = '已接收' AND i.end_on < ? ORDER BY i.end_on, i.id"
)
_MOST = 12
"""So many accepted reports are looked back at: a year of months."""
_FOUND = Memory(4)


@dataclass(frozen=True)
class Correction:
    """A figure of an earlier span: what was told last, and what its records say now."""

    span: Span
    code: str
    label: str
    unit: str
    told: Number
    now: Number

    def sentence(self) -> str:
        """As the next report says it."""
        return f"{self.span.title()}“{self.label}”原报{written(self.told)}{self.unit}，更正为{written(self.now)}{self.unit}。"

    def as_json(self) -> dict[str, Any]:
        """As it is stored with the issue that tells it."""
        return {
            "from": str(self.span.start), "to": str(self.span.end), "code": self.code, "told": self.told, "now": self.now,
        }  # fmt: skip


def corrections(
    office: Office, figures: Sequence[Figure], span: Span, progress: Progress = SILENT
) -> Sequence[Correction]:
    """What a span's report has to correct: reports accepted for spans that ended before it began, newest `_MOST`."""
    key = (span, tuple(figure.code for figure in figures))
    return _FOUND.get(office, key, lambda: _find(office, figures, span, progress))


def _find(office: Office, figures: Sequence[Figure], span: Span, progress: Progress) -> list[Correction]:
    found = []
    watched = [figure for figure in figures if figure.kind == "flow" or figure.code in _CORRECTED_STOCKS]
    last_told = _last_told(office, span)
    for each, told in progress.over(last_told.items(), len(last_told), "核对已报数字"):
        for figure in watched:
            if figure.code in told:
                now = whole(figure.value(office, each, None))
                if now != told[figure.code]:
                    found.append(Correction(each, figure.code, figure.label, figure.unit, told[figure.code], now))
    return found


def _last_told(office: Office, span: Span) -> dict[Span, dict[str, Number]]:
    """By accepted span, every figure as the newest accepted report has it, the corrections of later ones laid over it."""
    told: dict[Span, dict[str, Number]] = {}
    for start, end, stored in office.database.rows(_ACCEPTED, (str(span.start),))[-_MOST:]:
        issue = read_stored(office, stored)
        of = Span(date.fromisoformat(start), date.fromisoformat(end))
        told[of] = {figure["code"]: figure["value"] for figure in issue["figures"]}
        for mended in issue["corrections"]:
            earlier = Span(date.fromisoformat(mended["from"]), date.fromisoformat(mended["to"]))
            if earlier in told and earlier != of:
                told[earlier][mended["code"]] = mended["now"]
    return told
