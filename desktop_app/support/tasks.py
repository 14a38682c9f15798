"""How long work says how far it is and learns that the clerk has cancelled it. No threads and no Qt here."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import TypeVar

T = TypeVar("T")


class Cancelled(Exception):
    """The clerk has cancelled the work; whoever catches it leaves nothing half done."""


class Progress:
    """Given to every long job; the job reports, the window listens.

    `listener(done, total, what)` is called on the job's own thread; `total` is 0 where it is not known.
    """

    def __init__(self, listener: Callable[[int, int, str], None] | None = None) -> None:
        self._listener = listener
        self._cancelled = Event()

    def listen(self, listener: Callable[[int, int, str], None]) -> None:
        """Have this listener hear the reports from now on."""
        self._listener = listener

    def report(self, done: int, total: int, what: str) -> None:
        """Say how far the work is, and stop it here (`Cancelled`) if the clerk wants that."""
        self.check()
        if self._listener:
            self._listener(done, total, what)

    def check(self) -> None:
        """Raise `Cancelled` if the clerk has cancelled."""
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._cancelled.set()

    def quietly(self) -> "Progress":
        """For a part of the work whose own steps are not told; it is cancelled with the whole."""
        part = Progress()
        part._cancelled = self._cancelled
        return part

    def over(self, items: Iterable[T], total: int, what: str, every: int = 200) -> Iterator[T]:
        """The items, with a report before every `every`-th."""
        for number, item in enumerate(items):
            if number % every == 0:
                self.report(number, total, what)
            yield item
        self.report(total, total, what)


SILENT = Progress()


@contextmanager
def many_objects() -> Iterator[None]:
    """For work that makes objects by the hundred thousand and no cycles of them: without looking for cycles meanwhile.

    Looking through all of them again and again took a sixth of an import's time, and once at the end still a fiftieth: what was
    made is put among what is long there.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
