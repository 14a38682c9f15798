"""Long work on one worker thread, with a strip that says what, how much and how long, and can cancel it."""

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from peewee import InterfaceError
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Cancelled, Progress

# Work shorter than this shows nothing: a strip that flashes is worse than none.
_QUIET_MS = 200


@dataclass
class _Job:
    title: str
    work: Callable[[Progress], Any]
    on_done: Callable[[Any], None] | None
    on_error: Callable[[OfficeError], None] | None
    progress: Progress


class ProgressStrip(QWidget):
    """What is running, how far, how much longer, and Cancel. Hidden while nothing takes long."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._words = QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(140)
        self._bar.setTextVisible(False)
        self._cancel = QToolButton()
        self._cancel.setText("取消")
        self._cancel.clicked.connect(self.cancelled)
        for part in (self._words, self._bar, self._cancel):
            row.addWidget(part)
        self._began = 0.0
        self.hide()

    def begin(self, title: str) -> None:
        """A new job: nothing known of its length yet."""
        self._began = time.monotonic()
        self._bar.setRange(0, 0)
        self._words.setText(title)

    def show_progress(self, done: int, total: int, what: str) -> None:
        """`total` 0 means that it isn't known."""
        self._bar.setRange(0, total)
        self._bar.setValue(min(done, total))
        self._words.setText(f"{what} {done:,} / {total:,}{self._left(done, total)}" if total else what)

    def _left(self, done: int, total: int) -> str:
        spent = time.monotonic() - self._began
        if spent < 2 or not 0 < done < total:
            return ""
        seconds = round(spent / done * (total - done))
        return f"，还要约 {seconds} 秒" if seconds < 90 else f"，还要约 {round(seconds / 60)} 分钟"


class JobRunner(QObject):
    """Runs jobs one after the other on a worker thread of its own; results and errors arrive on the window's thread."""

    _reported = Signal(object, object, object, str)
    _ended = Signal(object, object)
    failed = Signal(object)
    idle = Signal()

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="desk-job")
        self._waiting: deque[_Job] = deque()
        self._running: _Job | None = None
        self.strip = ProgressStrip()
        self.strip.cancelled.connect(self.cancel)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self.strip.show)
        self._reported.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return self._running is not None

    def run(
        self,
        title: str,
        work: Callable[[Progress], Any],
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[OfficeError], None] | None = None,
    ) -> None:
        """Queue `work(progress)`. An OfficeError goes to `on_error` (or `failed`); any other error is a bug."""
        progress = Progress()
        job = _Job(title, work, on_done, on_error, progress)
        progress.listen(lambda done, total, what: self._reported.emit(job, done, total, what))
        self._waiting.append(job)
        if self._running is None:
            self._start()

    @Slot()
    def cancel(self) -> None:
        """Ask the running job to stop; it leaves all or nothing."""
        if self._running is not None:
            self._running.progress.cancel()

    def close(self) -> None:
        """Cancel what waits and runs, and wait for the thread to end."""
        self._waiting.clear()
        self.cancel()
        self._pool.shutdown(wait=True)
        self._quiet.stop()

    def _start(self) -> None:
        job = self._running = self._waiting.popleft()
        self.strip.begin(job.title)
        self._quiet.start()
        future = self._pool.submit(self._work, job)
        future.add_done_callback(lambda done: self._ended.emit(job, done))

    def _work(self, job: _Job) -> Any:
        try:
            return job.work(job.progress)
        finally:
            # peewee gives each thread a connection of its own; left open it would keep the file from being folded.
            with suppress(InterfaceError):
                self._office.database.close()

    @Slot(object, object, object, str)
    def _show(self, job: _Job, done: int, total: int, what: str) -> None:
        if job is self._running:
            self.strip.show_progress(done, total, what)

    @Slot(object, object)
    def _end(self, job: _Job, future: "Future[Any]") -> None:
        self._quiet.stop()
        self.strip.hide()
        self._running = None
        if self._waiting:
            self._start()
        else:
            self.idle.emit()
        self._deliver(job, future)

    def _deliver(self, job: _Job, future: "Future[Any]") -> None:
        try:
            result = future.result()
        except Cancelled:
            return
        except OfficeError as refusal:
            (job.on_error or self.failed.emit)(refusal)
            return
        if job.on_done:
            job.on_done(result)
