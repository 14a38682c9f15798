"""The one clock that is passed in, so that a demo office can live on its own day."""

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells today's date and the present moment (local time, no zone)."""

    def today(self) -> date: ...

    def now(self) -> datetime: ...


class SystemClock:
    """The workstation's own clock: what a real office uses."""

    def today(self) -> date:
        return date.today()

    def now(self) -> datetime:
        return datetime.now()


class FixedClock:
    """A clock that stands on one day; the time of day runs on."""

    def __init__(self, day: date) -> None:
        self.day = day

    def today(self) -> date:
        return self.day

    def now(self) -> datetime:
        return datetime.combine(self.day, datetime.now().time())
