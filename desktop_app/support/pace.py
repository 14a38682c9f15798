"""How much longer work will take, by its pace so far. Nothing is said before the pace is steady: a wild guess is worse than none."""

from collections import deque

_WATCHED_S = 3.0
"""Seconds before anything is said of how much longer."""
_STEADY = 1.5
"""The late pace and the whole one may differ by this factor."""
_SHARE = 0.05
"""Of the work that is done before: what comes first is seldom like what follows."""
_EVERY_S = 0.2


class Pace:
    """Follows one phase of the work after the other; a new one begins with other words, or when the count goes back."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Other work."""
        self._what = ""
        self._done = 0
        self._seen: deque[tuple[float, int]] = deque(maxlen=3000)

    def left(self, done: int, total: int, what: str, now: float) -> float | None:
        """Seconds until this phase is done; None while that can't be told. `now` is any clock's, in seconds."""
        if what != self._what or done < self._done or not self._seen:
            self.begin()
            self._what = what
        self._done = done
        if not self._seen or now - self._seen[-1][0] >= _EVERY_S:
            self._seen.append((now, done))
        began, at_first = self._seen[0]
        if now - began < _WATCHED_S or not at_first + _SHARE * total < done < total:
            return None
        whole, late = (done - at_first) / (now - began), self._late(now)
        steady = late > 0 and 1 / _STEADY <= whole / late <= _STEADY
        return (total - done) / late if steady else None

    def _late(self, now: float) -> float:
        """Items a second over the last third of the time."""
        since = now - (now - self._seen[0][0]) / 3
        at, before = next(seen for seen in reversed(self._seen) if seen[0] <= since)
        return (self._done - before) / (now - at)


def told(seconds: float) -> str:
    """这一步还要约 25 秒: no finer than is known."""
    if seconds >= 90:
        return f"这一步还要约 {round(seconds / 60)} 分钟"
    return f"这一步还要约 {max(5, 5 * round(seconds / 5))} 秒"
