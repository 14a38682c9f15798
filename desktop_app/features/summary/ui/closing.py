"""定稿 and 上报 from the summary's page: a span is closed on the worker, and what comes next is said and offered."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.features.summary.issues_state import Standing
from desktop_app.features.summary.model import IssueState
from desktop_app.ledger.page import LedgerRow, read_row
from desktop_app.ledger.taken import steps_of
from desktop_app.support.spans import Span
from desktop_app.support.tasks import Progress
from desktop_app.widgets.belongings.steps import start_step
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip


class Closing(QObject):
    """Speaks on the page's message strip; the page itself follows the office's changes."""

    def __init__(self, desk: Desk, message: MessageStrip, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._message, self._page = desk, message, page
        self._ledger = desk.ledger("report_issues")
        self._span: Span | None = None
        self._said, self._asking = "", False

    def ask(self, span: Span, keep: Callable[[], None]) -> None:
        """Whether to close it: a slip of the mouse would end the month. `keep` saves what is being typed."""
        unfinished = span.end >= self._desk.clock.today()
        told = f"{'今天还在本期里。' if unfinished else ''}{span.title()}的数字、明细、上报件和工作簿将原样存下，之后要改先退回。"

        def close() -> None:
            keep()
            self._close_span(span)

        self._span = span
        self._said, self._asking = f"{told}现在定稿吗？", True
        self._message.say(self._said, "note", "定稿", close)

    def _close_span(self, span: Span) -> None:
        """Close it behind what is still being saved: the text that was just typed belongs to it."""
        self._span = span
        self._desk.save(lambda: None, self._close)

    def _close(self, _nothing: object) -> None:
        assert self._span
        office, figures, span = self._desk.office, self._desk.figures, self._span

        def work(progress: Progress) -> tuple[Span, int]:
            from desktop_app.features.summary.issues import close_report

            return span, close_report(office, figures, span, progress)

        self._desk.jobs.run("定稿", work, self._closed, self._message.fail, self._cancelled)

    def _cancelled(self) -> None:
        self._message.say("已取消，没有定稿。", "note")

    def _closed(self, closed: tuple[Span, int]) -> None:
        span, issue = closed
        self._desk.backed_up.emit()
        self._asking = False
        self._said = (
            f"{span.title()}已定稿，数字、明细、上报件和工作簿都已存下，并做了备份。"
            "下一步：把上报件和上报表报给上级，再按“上报…”记下报往哪里、哪天报的。"
        )
        self._message.say(self._said, "good", "上报…", lambda: self.report_upward(issue), stays=True)

    def follow(self, span: Span, now: Standing) -> None:
        """What was asked for has been done since: it is not asked for any longer."""
        still_true = now.is_draft if self._asking else now.state == IssueState.CLOSED
        if span == self._span and not still_true and self._said and self._message.text == self._said:
            self._message.hide()

    def report_upward(self, issue: int) -> None:
        """Ask to whom and when an issue was reported."""
        office, ledger = self._desk.office, self._ledger
        self._desk.reader.ask((self, "issue"), lambda: read_row(office, ledger, issue), self._ask)

    def _ask(self, row: LedgerRow | None) -> None:
        if row is not None:
            start_step(self._desk, self._ledger, row, steps_of(self._ledger).named("上报"), self._page.window())


def lock(now: Standing) -> str:
    """Why the texts of a span can't be written in, and how they can be again; '' for a draft."""
    return "" if now.is_draft else f"本期{now.words()}，文字不能再改。{now.way_on()}"
