"""Long work before there is an office window: a bar with Cancel over one worker thread, and the result when it is done."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QProgressDialog

from desktop_app.support.tasks import Cancelled, Progress


class _Waiting(QObject):
    """Carries the worker's reports over to the window's thread."""

    reported = Signal(object, object, str)
    ended = Signal(object)

    def __init__(self, words: str) -> None:
        super().__init__()
        self.bar = QProgressDialog(words, "取消", 0, 0)
        self.bar.setWindowTitle("社区党务台账")
        self.bar.setMinimumWidth(420)
        self.bar.setMinimumDuration(0)
        self.bar.setAutoClose(False)
        self.bar.setAutoReset(False)
        self.progress = Progress(self.reported.emit)
        self.bar.canceled.connect(self._cancel)
        self.reported.connect(self._show)
        self.ended.connect(self._end)

    @Slot(object, object, str)
    def _show(self, done: int, total: int, what: str) -> None:
        self.bar.setMaximum(total)
        self.bar.setValue(min(done, total))
        self.bar.setLabelText(what)

    @Slot()
    def _cancel(self) -> None:
        self.progress.cancel()

    @Slot(object)
    def _end(self, _future: object) -> None:
        self.bar.accept()


def wait_behind_a_bar(words: str, work: Callable[[Progress], Any]) -> Any:
    """Run `work` on a thread behind the bar; its result, None if the clerk cancelled, or its own exception."""
    waiting = _Waiting(words)
    with ThreadPoolExecutor(1, thread_name_prefix="waiting") as worker:
        future: Future[Any] = worker.submit(work, waiting.progress)
        future.add_done_callback(waiting.ended.emit)
        if not future.done():
            waiting.bar.exec()
    try:
        return future.result()
    except Cancelled:
        return None
