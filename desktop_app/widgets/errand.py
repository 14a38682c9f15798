"""What another thread is asked to do, held so that whatever it speaks of is let go of on the window's thread.

Who holds a widget's wrapper last destroys it. A worker that is interrupted between the end of its work and the letting go of it would
be that one, and a widget that dies on another thread takes the program along.
"""

from collections.abc import Callable
from typing import Any

Heard = tuple[Callable[[Any], None] | None, Callable[[Any], None] | None]


class Errand:
    """`work()` runs on the other thread; `on_done` and `on_error` are for the window's, which takes them when the work has ended."""

    __slots__ = ("_on_done", "_on_error", "_work", "about")

    def __init__(
        self,
        work: Callable[[], Any],
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[Any], None] | None = None,
        about: object = None,
    ) -> None:
        self._work: Callable[[], Any] | None = work
        self._on_done, self._on_error = on_done, on_error
        self.about = about

    def __call__(self) -> Any:
        return self._work() if self._work is not None else None

    def take(self) -> Heard:
        """Who is to hear of it. From then on the errand speaks of nothing, whoever still holds it."""
        heard = self._on_done, self._on_error
        self._work = self._on_done = self._on_error = self.about = None
        return heard
