"""The contest's clock: what the log says of it. Real time enters only in session.py; here are stored milliseconds."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Clock:
    """`limit` and `elapsed` in milliseconds; `elapsed` is what had passed at the last event about it. `label` says what it measures."""

    limit: int = 0
    elapsed: int = 0
    running: bool = False
    label: str = ""

    def set(self, seconds: int, label: str = "") -> "Clock":
        """A fresh clock that stands still."""
        return Clock(seconds * 1000, 0, False, label)

    def go(self) -> "Clock":
        """Running, from where it stood."""
        return replace(self, running=True)

    def stopped(self, elapsed: int) -> "Clock":
        """Standing still with this much passed."""
        return replace(self, running=False, elapsed=elapsed)

    def left(self, elapsed: int) -> int:
        """Milliseconds left with `elapsed` passed; negative in overrun."""
        return self.limit - elapsed


def shown(left: int) -> str:
    """Whole seconds as the hall reads them: 30 until the first is over, 0 only when time is up, +5 five seconds over."""
    if left > 0:
        return str(-(-left // 1000))
    return "0" if left > -1000 else f"+{-left // 1000}"
