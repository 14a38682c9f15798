"""What a closed dialog leaves behind is collected on the window's thread, never on a reading one."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject

from desktop_app.widgets.garbage import CollectsHere


class Knot(QObject):
    """A widget's kind of garbage: an object in a cycle with itself."""

    died_on: list[int] = []

    def __init__(self) -> None:
        super().__init__()
        self.me = self
        weakref.finalize(self, lambda: Knot.died_on.append(threading.get_ident()))


def make_rubbish() -> None:
    for _ in range(5_000):
        knot: list[object] = []
        knot.append(knot)


def test_a_reading_threads_work_never_collects_what_the_window_dropped(qapp):
    was_on = gc.isenabled()
    collector = CollectsHere()
    try:
        Knot.died_on.clear()
        Knot()
        reader = threading.Thread(target=make_rubbish)
        reader.start()
        reader.join()
        assert Knot.died_on == []
        collector.collect()
        assert Knot.died_on == [threading.get_ident()]
    finally:
        collector.deleteLater()
        if was_on:
            gc.enable()


def test_the_collector_of_python_itself_would_have_done_it_there():
    """The control: without the window's collector a reading thread does collect."""
    was_on = gc.isenabled()
    gc.enable()
    seen: list[int] = []
    gc.callbacks.append(lambda phase, info: seen.append(threading.get_ident()))
    try:
        reader = threading.Thread(target=make_rubbish)
        reader.start()
        reader.join()
        assert any(ident != threading.get_ident() for ident in seen)
    finally:
        gc.callbacks.pop()
        if not was_on:
            gc.disable()
