"""Who may write when: one transaction at a time, first come first served, and one thread for work that would freeze the window."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Event, Lock, get_ident
from typing import Any, ParamSpec, TypeVar

import peewee

P = ParamSpec("P")
T = TypeVar("T")


class Turnstile:
    """A lock that lets waiting threads through in the order in which they came (threading.Lock does not)."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[tuple[int, Event]] = deque()
        self._inside: int | None = None

    @property
    def mine(self) -> bool:
        """Whether this thread is inside."""
        return self._inside == get_ident()

    def __enter__(self) -> None:
        me = get_ident()
        with self._guard:
            if self._inside is None:
                self._inside = me
                return
            turn = Event()
            self._waiting.append((me, turn))
        turn.wait()

    def __exit__(self, *_: object) -> None:
        with self._guard:
            if not self._waiting:
                self._inside = None
                return
            self._inside, turn = self._waiting.popleft()
        turn.set()


class Writer:
    """The office's one writer thread: submitted work runs in order, each with the thread's own connection."""

    def __init__(self, database: peewee.Database) -> None:
        self._database = database
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="office-writer")

    def submit(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> Future[T]:
        """Queue work behind all that was submitted before; its result or error is the future's."""
        return self._pool.submit(self._run, work, *args, **named)

    def _run(self, work: Callable[..., Any], *args: Any, **named: Any) -> Any:
        try:
            return work(*args, **named)
        finally:
            with suppress(peewee.InterfaceError):
                self._database.close()

    def close(self) -> None:
        """Wait for what runs; what has not begun is cancelled."""
        self._pool.shutdown(wait=True, cancel_futures=True)
