"""Buzzers on one PC: one distinct key a team, presses ordered by the time the system gives them, not by when they are handled.

Pure: times are milliseconds of the key events. Who may press and what a foul costs are the round's rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

TOO_CLOSE_MS = 10
"""Two first presses nearer than this are not told apart: the referee rules (domain.md §4, Q11)."""
SETTLE_MS = 30
"""How long after the first press others may still come in with an earlier time."""


class Press(NamedTuple):
    """A team's press and its time."""

    entrant: int
    at: int


@dataclass(frozen=True)
class Verdict:
    """What the presses come to: `first` has it; with `close` the referee chooses among these; `early` pressed before 开始."""

    first: int | None = None
    close: tuple[int, ...] = ()
    order: tuple[Press, ...] = ()
    early: tuple[Press, ...] = ()


@dataclass
class Buzzers:
    """The presses on one question. `keys` → entrant. Held keys repeat; only a team's first press counts."""

    keys: Mapping[str, int]
    opened_at: int | None = None
    presses: list[Press] = field(default_factory=list)

    def open(self, at: int) -> None:
        """From this moment a press is no foul."""
        self.opened_at = at

    def press(self, key: str, at: int) -> int | None:
        """A key went down; the entrant whose first press on this question it is, else None."""
        entrant = self.keys.get(key)
        if entrant is None or any(each.entrant == entrant for each in self.presses):
            return None
        self.presses.append(Press(entrant, at))
        return entrant

    def clear(self) -> None:
        """For the next question, or for another try of those who have not pressed yet."""
        self.opened_at = None
        self.presses.clear()

    def verdict(self, may_press: Iterable[int]) -> Verdict:
        """What it comes to among those whose press counts."""
        allowed = set(may_press)
        counted = sorted((each for each in self.presses if each.entrant in allowed), key=lambda each: each.at)
        early = tuple(each for each in counted if self.opened_at is None or each.at < self.opened_at)
        valid = tuple(each for each in counted if each not in early)
        if not valid:
            return Verdict(early=early)
        close = tuple(each.entrant for each in valid if each.at - valid[0].at < TOO_CLOSE_MS)
        if len(close) > 1:
            return Verdict(None, close, valid, early)
        return Verdict(valid[0].entrant, (), valid, early)


@dataclass
class KeyTest:
    """The test before the start: all teams press and hold at once. A keyboard that swallows keys held together (ghosting) is found."""

    keys: Mapping[str, int]
    held: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    together: set[frozenset[int]] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)

    def down(self, key: str) -> None:
        """A key went down."""
        entrant = self.keys.get(key)
        if entrant is None:
            self.unknown.add(key)
            return
        self.together |= {frozenset((entrant, other)) for other in self.held if other != entrant}
        self.held.add(entrant)
        self.seen.add(entrant)

    def up(self, key: str) -> None:
        """A key was let go."""
        self.held.discard(self.keys.get(key, -1))

    def untried(self, entrants: Sequence[int]) -> list[int]:
        """Those whose key was never seen."""
        return [each for each in entrants if each not in self.seen]

    def swallowed(self, entrants: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs never seen down together: pressed at once, one of them may be lost."""
        return [
            (one, other)
            for at, one in enumerate(entrants)
            for other in entrants[at + 1 :]
            if frozenset((one, other)) not in self.together
        ]


def clashes(keys: Sequence[tuple[str, int]]) -> list[str]:
    """Keys given to two teams."""
    named = [key for key, _ in keys]
    return sorted({key for key in named if named.count(key) > 1})
