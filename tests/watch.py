"""What the tests watch for: threads, timers, windows and files left behind, and sockets that reach a network."""

import gc
import socket
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

_FAMILIES = frozenset((socket.AF_INET, socket.AF_INET6))
_JOIN_SECONDS = 5.0
# What tools make at the top of the checkout, in their own time.
_MADE = frozenset(
    (".pytest_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache", ".venv", "out", "build", "dist")
)


class NetworkGuard:
    """While entered, making an internet socket in this process raises, and is remembered for who swallows the error."""

    def __init__(self) -> None:
        self._on = False
        self._opened: list[str] = []
        sys.addaudithook(self._audit)

    def __enter__(self) -> None:
        self._on = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._on = False

    def take(self) -> list[str]:
        """The sockets asked for since last time."""
        opened, self._opened = self._opened, []
        return opened

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._on and event == "socket.__new__" and arguments[1] in _FAMILIES:
            self._opened.append(str(arguments[1:]))
            raise RuntimeError("this program opens no network socket")


class Leaks:
    """Remembers what is alive when it is made, and what lies in `folder`; `found()` names what there is beyond that."""

    def __init__(self, *, with_qt: bool, folder: Path) -> None:
        self._folder = folder
        self._names = self._lying_there()
        self._with_qt = with_qt
        self._threads = set(threading.enumerate())
        self._windows = set(_windows()) if with_qt else set()
        self._timers = set(_running_timers()) if with_qt else set()

    def found(self) -> list[str]:
        """One line for each leak; what a collection or a moment's patience frees is none."""
        left = self._threads_left() + [f"file {name}" for name in sorted(self._lying_there() - self._names)]
        if self._with_qt:
            _settle()
            if self._new_windows() or self._new_timers():
                gc.collect()
                _settle()
            left += [f"window {window!r}" for window in self._new_windows()]
            left += [f"timer {timer!r}" for timer in self._new_timers()]
        return left

    def _lying_there(self) -> set[str]:
        return {path.name for path in self._folder.iterdir()} - _MADE

    def _threads_left(self) -> list[str]:
        started = [
            t for t in threading.enumerate() if t not in self._threads and not isinstance(t, threading._DummyThread)
        ]
        for thread in started:
            thread.join(_JOIN_SECONDS)
        return [f"thread {thread.name}" for thread in started if thread.is_alive()]

    def _new_windows(self) -> list[Any]:
        return [window for window in _windows() if window not in self._windows]

    def _new_timers(self) -> list[Any]:
        return [timer for timer in _running_timers() if timer not in self._timers]


def _settle() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

    assert QThreadPool.globalInstance().waitForDone(int(_JOIN_SECONDS * 1000)), "a task still runs in the thread pool"
    QCoreApplication.sendPostedEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _windows() -> list[Any]:
    from PySide6.QtWidgets import QApplication

    # A tooltip is Qt's own and outlives whoever showed it.
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None and widget.metaObject().className() != "QTipLabel"
    ]


def _running_timers() -> list[Any]:
    import shiboken6
    from PySide6.QtCore import QTimer

    # By type(), not isinstance(): proxies answer to __class__ with what they stand for.
    timers = [thing for thing in gc.get_objects() if issubclass(type(thing), QTimer)]
    return [timer for timer in timers if shiboken6.isValid(timer) and timer.isActive()]
