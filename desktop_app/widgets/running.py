"""Long work started from a dialog: what it is doing stands in the dialog itself, where its Cancel is too.

The work runs on the desk's one worker thread (jobs.py); here it is only shown.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Progress
from desktop_app.widgets.jobs import JobRunner, still_there
from desktop_app.widgets.progress_strip import ProgressStrip

_QUIET_MS = 200


class _Relayed(Progress):
    """Reports to the window's strip and to the dialog's; cancelled by either."""

    def __init__(self, listener: Callable[[int, int, str], None]) -> None:
        super().__init__(listener)
        self.outer: Progress | None = None

    def check(self) -> None:
        super().check()
        if self.outer:
            self.outer.check()

    def report(self, done: int, total: int, what: str) -> None:
        super().report(done, total, what)
        if self.outer:
            self.outer.report(done, total, what)


class Running(QWidget):
    """One job at a time for one dialog. `busy_changed(bool)` frames it; a dialog closes only when nothing runs."""

    busy_changed = Signal(bool)
    _told = Signal(int, int, str)

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._progress: _Relayed | None = None
        self._hears: tuple[Callable[..., None] | None, ...] = (None, None, None)
        self._strip = ProgressStrip()
        self._strip.cancelled.connect(self.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._strip)
        row.addStretch()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._strip.show)
        self._told.connect(self._strip.show_progress, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether the dialog's work is under way. Work that ended in a bug called nobody back, and must not hold the dialog."""
        return self._progress is not None and self._jobs.busy

    def run(
        self,
        title: str,
        work: Callable[[Progress], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[OfficeError], None],
        on_cancelled: Callable[[], None] | None = None,
    ) -> None:
        """Run `work(progress)`; exactly one of the callbacks follows, on the window's thread."""
        progress = self._progress = _Relayed(self._told.emit)
        self._hears = (on_done, on_error, on_cancelled)
        self._strip.begin(title)
        self._quiet.start()
        self.busy_changed.emit(True)

        def relayed(outer: Progress) -> Any:
            progress.outer = outer
            progress.check()
            return work(progress)

        self._jobs.run(title, relayed, self._done, self._failed, self._cancelled)

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop; it leaves all or nothing."""
        if self._progress is not None:
            self._progress.cancel()

    def _done(self, result: Any) -> None:
        self._end(0, result)

    def _failed(self, refusal: OfficeError) -> None:
        self._end(1, refusal)

    def _cancelled(self) -> None:
        self._end(2)

    def _end(self, which: int, *said: Any) -> None:
        self._progress = None
        self._quiet.stop()
        self._strip.hide()
        hears = self._hears[which]
        self.busy_changed.emit(False)
        if hears and still_there(hears):
            hears(*said)
