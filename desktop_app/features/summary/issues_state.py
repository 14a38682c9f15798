"""How a span's report stands: 草稿, or what became of its newest 稿."""

from typing import NamedTuple

from desktop_app.features.summary.model import IssueState
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

_WAYS_ON = {
    IssueState.CLOSED: "要改数或改文，请先在“月报定稿”里把它作废，改好后再定稿。",
    IssueState.REPORTED: "要改，请等上级退回：在“月报定稿”里记下退回，改好后重报。",
    IssueState.ACCEPTED: "以后的改动会在下期月报里写成更正。",
}
"""The states of an issue that is still out, and how what it tells is changed nevertheless."""


class Standing(NamedTuple):
    """How a span stands: the newest issue's number (0: none) and state."""

    issue: int | None
    number: int
    state: str

    @property
    def is_draft(self) -> bool:
        """Whether the span may be closed."""
        return self.state not in _WAYS_ON

    def words(self) -> str:
        """草稿, 草稿（第2稿）, 已上报（第1稿）."""
        if self.is_draft:
            return f"草稿（第{self.number + 1}稿，第{self.number}稿{self.state}）" if self.number else "草稿"
        return f"{self.state}（第{self.number}稿）"

    def way_on(self) -> str:
        """How what it tells is changed nevertheless; '' for a draft, which is simply changed."""
        return "" if self.is_draft else _WAYS_ON[IssueState(self.state)]


def standing(office: Office, span: Span) -> Standing:
    """How a span's report stands."""
    rows = office.database.rows(
        "SELECT id, number, state FROM report_issue WHERE start_on = ? AND end_on = ? ORDER BY number DESC LIMIT 1",
        (str(span.start), str(span.end)),
    )
    return Standing(*rows[0]) if rows else Standing(None, 0, "")
