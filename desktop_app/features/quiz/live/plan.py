"""What a live contest is played by: who takes part, which rounds with which rules, which questions were drawn (domain.md §4).

Pure: read once before the start and never changed by the contest itself.
"""

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from types import MappingProxyType

from desktop_app.features.quiz.words import Early, Late, Order, RoundKind, Wrong
from desktop_app.support.frozen import frozen


@frozen
class Question:
    """A drawn question as it was when drawn; later edits of the bank don't touch it. `id` is the draw's."""

    id: int
    kind: str
    stem: str
    options: tuple[str, ...]
    answer: str
    analysis: str = ""
    source: str = ""
    spare: bool = False


@frozen
class Entrant:
    """A team or a person; `players` are names by number, from 1."""

    id: int
    name: str
    seat: int
    players: tuple[str, ...] = ()


@frozen
class Foul:
    """One rung of the foul ladder: what the n-th foul costs, and whether it puts the team out of the round."""

    points: int
    out: bool = False


@frozen
class Round:
    """One round's rules. `values` are the points a question may be worth, `seconds` the time for each of them (one for all, or
    as many); `start_within` seconds a buzzer's winner has to begin. `questions` are ids in their order, `spares` those that replace
    one thrown out. `wrong_points` is what 扣定分 takes away.
    """

    id: int
    kind: RoundKind
    title: str
    values: tuple[int, ...]
    seconds: tuple[int, ...]
    wrong: Wrong = Wrong.NOTHING
    wrong_points: int = 0
    late: Late = Late.NOTHING
    partial: bool = False
    ladder: tuple[Foul, ...] = ()
    early: Early = Early.OTHERS
    start_within: int = 0
    order: Order = Order.SEAT
    questions: tuple[int, ...] = ()
    spares: tuple[int, ...] = ()

    def seconds_for(self, value: int) -> int:
        """The time for a question of this value."""
        if len(self.seconds) == len(self.values) and value in self.values:
            return self.seconds[self.values.index(value)]
        return self.seconds[0]

    def foul(self, number: int) -> Foul:
        """The rung of the `number`-th foul (from 1); beyond the last one the last holds. No ladder: no points."""
        return self.ladder[min(number, len(self.ladder)) - 1] if self.ladder else Foul(0)

    @property
    def has_buzzers(self) -> bool:
        """Whether who answers is settled by pressing first."""
        return self.kind in (RoundKind.BUZZ, RoundKind.PLAYOFF)


@frozen
class Plan:
    """One live stage (or one heat of it)."""

    title: str
    entrants: tuple[Entrant, ...]
    rounds: tuple[Round, ...]
    questions: Mapping[int, Question] = field(default_factory=lambda: MappingProxyType({}))
    base: int = 0

    @cached_property
    def by_round(self) -> Mapping[int, Round]:
        """Rounds by id."""
        return {each.id: each for each in self.rounds}

    @cached_property
    def by_entrant(self) -> Mapping[int, Entrant]:
        """Entrants by id."""
        return {each.id: each for each in self.entrants}

    def shortages(self) -> list[str]:
        """Why it can't start, in sentences; [] when it can: at least two entrants, one round, questions for every turn."""
        faults = []
        if len(self.entrants) < 2:
            faults.append(f"参赛方只有 {len(self.entrants)} 个，至少要两个")
        if not self.rounds:
            faults.append("还没有设置环节")
        for each in self.rounds:
            if each.kind == RoundKind.PLAYOFF and each.questions:
                continue
            if not each.questions:
                faults.append(f"“{each.title}”还没有抽题")
            faults += self._short_of_turns(each)
        return faults

    def _short_of_turns(self, each: Round) -> list[str]:
        turns = turns_of(each, self.entrants)
        if each.questions and len(each.questions) < turns:
            return [f"“{each.title}”要 {turns} 题，只抽了 {len(each.questions)} 题"]
        return []


def turns_of(each: Round, entrants: tuple[Entrant, ...]) -> int:
    """How many questions a round takes at least for everybody to have the same number of turns; 1 where anybody may answer."""
    if each.kind == RoundKind.ALONE:
        return sum(max(1, len(entrant.players)) for entrant in entrants)
    if each.kind in (RoundKind.TEAM, RoundKind.RISK):
        return len(entrants)
    if each.kind == RoundKind.CHAIN:
        return len(entrants) * len(each.values)
    return 1
