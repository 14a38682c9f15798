"""Reading beside the window: counts, long lists of ids, hits. Of several questions about one thing only the last is answered."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from peewee import InterfaceError
from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.widgets.errand import Errand
from desktop_app.widgets.jobs import still_there


class Reader(QObject):
    """One thread that only reads, with a connection of its own; answers arrive on the window's thread."""

    failed = Signal(object)
    _answered = Signal(object, object)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="desk-reader")
        self._latest: dict[object, Errand] = {}
        self._open = 0
        self._held: list[Callable[[], Any]] | None = None
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether an answer is still on its way."""
        return self._open > 0

    def ask(self, about: object, work: Callable[[], Any], on_done: Callable[[Any], None]) -> None:
        """Run `work()` on the reading thread; a later question `about` the same takes its place."""
        errand = self._latest[about] = Errand(work, on_done, about=about)
        self._open += 1

        def begin() -> None:
            future = self._pool.submit(self._work, errand)
            future.add_done_callback(lambda done: self._answered.emit(done, errand))

        if self._held is None:
            begin()
        else:
            self._held.append(begin)

    def hold(self) -> None:
        """Begin nothing until `go`: the window that is being built needs Python and the disk for itself."""
        self._held = []

    @Slot()
    def go(self) -> None:
        """Begin what was asked meanwhile."""
        held, self._held = self._held or [], None
        for begin in held:
            begin()

    def forget(self, about: object) -> None:
        """Whatever was asked about this needs no answer any more."""
        self._latest.pop(about, None)

    def close(self) -> None:
        """Answer nothing any more, and wait for the thread to end."""
        self._latest.clear()
        self._held = []
        self._pool.submit(self._leave)
        self._pool.shutdown(wait=True)

    def _work(self, errand: Errand) -> Any:
        return errand() if self._latest.get(errand.about) is errand else None

    def _leave(self) -> None:
        with suppress(InterfaceError):
            self._office.database.close()

    @Slot(object, object)
    def _deliver(self, future: "Future[Any]", errand: Errand) -> None:
        self._open -= 1
        is_latest = self._latest.get(errand.about) is errand
        if is_latest:
            del self._latest[errand.about]
        on_done, _ = errand.take()
        if not is_latest:
            return
        try:
            answer = future.result()
        except OfficeError as refusal:
            self.failed.emit(refusal)
            return
        if on_done and still_there(on_done):
            on_done(answer)
