"""Long work on one worker thread, its progress shown in a strip that can cancel it."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from peewee import InterfaceError
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Cancelled, Progress
from desktop_app.widgets.progress_strip import ProgressStrip

# Work shorter than this shows nothing: a strip that flashes is worse than none.
_QUIET_MS = 200


@dataclass
class _Job:
    title: str
    work: Callable[[Progress], Any]
    on_done: Callable[[Any], None] | None
    on_error: Callable[[OfficeError], None] | None
    on_cancelled: Callable[[], None] | None
    progress: Progress


def still_there(callback: Callable[..., Any]) -> bool:
    """Whether the widget a bound method belongs to still lives: a page may be closed while its work runs."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


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
        on_cancelled: Callable[[], None] | None = None,
    ) -> None:
        """Queue `work(progress)`. An OfficeError goes to `on_error` (or `failed`); any other error is a bug."""
        progress = Progress()
        job = _Job(title, work, on_done, on_error, on_cancelled, progress)
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
        if not isValid(self.strip):
            return  # the window went with the work: there is nobody to tell
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
            if job.on_cancelled and still_there(job.on_cancelled):
                job.on_cancelled()
            return
        except OfficeError as refusal:
            hears = job.on_error if job.on_error and still_there(job.on_error) else self.failed.emit
            hears(refusal)
            return
        if job.on_done and still_there(job.on_done):
            job.on_done(result)
