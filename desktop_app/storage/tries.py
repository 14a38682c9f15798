"""Wrong passwords are slowed down: after five the wait grows from 1 to 30 seconds, across restarts too."""

import json
import time
from collections.abc import Callable
from contextlib import suppress

from desktop_app.storage.errors import TooManyTries
from desktop_app.storage.layout import Layout

FREE_TRIES = 5
LONGEST_WAIT = 30.0


def wait_after(wrong: int) -> float:
    """Seconds to wait after so many wrong passwords in a row: 0 up to the fourth, then 1, 2, 4, 8, 16, 30."""
    return 0.0 if wrong < FREE_TRIES else min(LONGEST_WAIT, 2.0 ** (wrong - FREE_TRIES))


class Tries:
    """Counts the wrong passwords of one office in a small file in its folder."""

    def __init__(self, layout: Layout, now: Callable[[], float] = time.time) -> None:
        self._path = layout.tries
        self._now = now

    def allow(self) -> None:
        """Raise `TooManyTries` while the wait runs."""
        wrong, until = self._read()
        # A workstation's clock may have been moved: never wait longer than the rule says.
        left = min(until - self._now(), wait_after(wrong))
        if left > 0:
            raise TooManyTries(left)

    def failed(self) -> None:
        """Count one more wrong password."""
        wrong = self._read()[0] + 1
        with suppress(OSError):
            self._path.write_text(json.dumps([wrong, self._now() + wait_after(wrong)]), encoding="utf-8")

    def succeeded(self) -> None:
        """Forget the wrong ones."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _read(self) -> tuple[int, float]:
        try:
            wrong, until = json.loads(self._path.read_text(encoding="utf-8"))
            return int(wrong), float(until)
        except (OSError, ValueError, TypeError):
            return 0, 0.0
