"""The desk: the services every tab is handed. Tabs ask here and are told here; they know neither the window nor each other."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_app.ledger.cells import Unmasking
from desktop_app.ledger.declaration import Ledger, Shelf
from desktop_app.ledger.figures import Figure, with_own
from desktop_app.ledger.named import own_figures
from desktop_app.storage.office import Office
from desktop_app.support.clock import Clock
from desktop_app.support.errors import OfficeError
from desktop_app.widgets.errand import Errand
from desktop_app.widgets.jobs import JobRunner, still_there
from desktop_app.widgets.reading import Reader

# A save that is done at once says nothing; one that waits behind an import says 保存中.
_SAVING_AFTER_MS = 150


class Desk(QObject):
    """One open office and what can be asked of its window.

    `changed(Changed)` follows every commit, on the window's thread. `told(text)` is a passing message, `noticed(sentence, action,
    then)` good news that waits to be read, `failed(OfficeError)` bad news that does. `record_asked(ledger key, id)`,
    `rows_asked(ledger key, ids or conditions, title)` and `figure_asked(figure, rows, span)` bring other tabs to the front.
    `backed_up()` follows every backup made by hand and with a closing.
    """

    changed = Signal(object)
    told = Signal(str)
    noticed = Signal(str, str, object)
    failed = Signal(object)
    saving = Signal(bool)
    unmasked = Signal()
    backed_up = Signal()
    closing = Signal()
    record_asked = Signal(str, object)
    rows_asked = Signal(str, object, str)
    figure_asked = Signal(object, object, object)
    _committed = Signal(object)
    _save_ended = Signal(object, object)

    def __init__(
        self, office: Office, ledgers: Sequence[Ledger], tabs: Sequence[Any] = (), figures: Sequence[Figure] = ()
    ) -> None:
        super().__init__()
        self.office = office
        self.ledgers = tuple(ledgers)
        self.tabs = tuple(tabs) or self.ledgers
        self._figures = tuple(figures)
        self.unmasking = Unmasking(office)
        self.jobs = JobRunner(office, self)
        self.jobs.failed.connect(self.failed)
        self.reader = Reader(office, self)
        self.reader.failed.connect(self.failed)
        self._saves = 0
        self._closed = False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_SAVING_AFTER_MS)
        self._late.timeout.connect(self._say_saving)
        self._remask = QTimer(self)
        self._remask.setSingleShot(True)
        self._remask.timeout.connect(self.mask)
        self._committed.connect(self._announce, Qt.ConnectionType.QueuedConnection)
        self._save_ended.connect(self._end_save, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = office.subscribe(self._committed.emit)

    @property
    def clock(self) -> Clock:
        """The office's clock."""
        return self.office.clock

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, those that the office's own lists bring at this moment among them."""
        # Own figures stand after offered ones: without these nobody is asked, and an office of other tables need not have theirs.
        return tuple(with_own(self._figures, own_figures(self.office))) if self._figures else ()

    def ledger(self, key: str) -> Ledger:
        """The ledger of this key."""
        return next(ledger for ledger in self.ledgers if ledger.key == key)

    def build_page(self, tab: Any) -> QWidget:
        """The tab's own page, the standard one for a ledger without, or those of a shelf."""
        if isinstance(tab, Shelf):
            from desktop_app.widgets.shelf import ShelfPage

            return ShelfPage(self, tab)
        if tab.page is not None:
            return tab.page(self)
        from desktop_app.widgets.standard_tab import StandardTab

        return StandardTab(self, tab)

    def save(
        self,
        work: Callable[[], Any],
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[OfficeError], None] | None = None,
    ) -> None:
        """Run `work` on the office's writer thread, behind what was submitted before. The window never waits."""
        self._saves += 1
        if not self._late.isActive():
            self._late.start()
        errand = Errand(work, on_done, on_error)
        self.office.writer.submit(errand).add_done_callback(lambda done: self._save_ended.emit(done, errand))

    @property
    def is_saving(self) -> bool:
        """Whether a save is still on its way."""
        return self._saves > 0

    @Slot(object)
    def _announce(self, changed: object) -> None:
        # What was committed last may be told only after the office is closed: then there is nothing left to look at.
        if not self._closed:
            self.changed.emit(changed)

    @Slot()
    def _say_saving(self) -> None:
        if self._saves:
            self.saving.emit(True)

    @Slot(object, object)
    def _end_save(self, future: "Future[Any]", errand: Errand) -> None:
        on_done, on_error = errand.take()
        self._saves -= 1
        if not self._saves:
            self._late.stop()
            self.saving.emit(False)
        if self._closed and not future.exception():
            return
        try:
            result = future.result()
        except OfficeError as refusal:
            hears = on_error if on_error and still_there(on_error) else self.failed.emit
            hears(refusal)
            return
        except Exception:
            # A fault of ours is shown where all are; who asked must still hear it, or the form would wait for ever.
            if on_error and still_there(on_error):
                on_error(OfficeError("这一步没有办成。", "填的内容还在；请先看台账里有没有，再改一改重试，或取消。"))
            raise
        if on_done and still_there(on_done):
            on_done(result)

    def open_record(self, ledger_key: str, record_id: int) -> None:
        """Bring a record's tab to the front with that record."""
        self.record_asked.emit(ledger_key, record_id)

    def open_rows(self, ledger_key: str, which: Any, title: str) -> None:
        """Bring a ledger's tab to the front with these ids or conditions, under a title."""
        self.rows_asked.emit(ledger_key, which, title)

    def open_figure(self, figure: Any, rows: Any, span: Any) -> None:
        """Show the rows behind a figure."""
        self.figure_asked.emit(figure, rows, span)

    def unmask(self, purpose: str, recipient: str = "") -> None:
        """Show whole numbers for a purpose, for half an hour; what shows any follows `unmasked`."""
        self.unmasking.begin(purpose, recipient)
        self._remask.start(self.unmasking.left // timedelta(milliseconds=1) + 1000)
        self.unmasked.emit()

    @Slot()
    def mask(self) -> None:
        """Mask again, before the half hour is over or at its end."""
        self.unmasking.end()
        self._remask.stop()
        self.unmasked.emit()

    def message(self, text: str) -> None:
        """A passing word in the status bar."""
        self.told.emit(text)

    def notice(self, sentence: str, action: str = "", then: Callable[[], Any] | None = None) -> None:
        """What long work came to, with one thing to do about it: over all tabs until it is closed."""
        self.noticed.emit(sentence, action, then)

    def error(self, refusal: OfficeError) -> None:
        """A sentence with its next step, shown where it will be read."""
        self.failed.emit(refusal)

    def close(self) -> None:
        """What is still to be kept is kept; then no more announcements, and running work ends."""
        self.closing.emit()
        self.office.writer.submit(int).result()
        self._closed = True
        self._unsubscribe()
        self.jobs.close()
        self.reader.close()
        self._late.stop()
        self._remask.stop()
