"""Places, ties and promotion (domain.md §4): pure, in the order of the rule; what no rule settles is handed back to be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from types import MappingProxyType

from desktop_app.features.quiz.words import TieBreak
from desktop_app.support.frozen import frozen

_PLAYERS = {TieBreak.PLAYER_1: 0, TieBreak.PLAYER_2: 1, TieBreak.PLAYER_3: 2}
_TOLD = {TieBreak.PLAYOFF: "playoff", TieBreak.SECRETARY: "secretary", TieBreak.LOTS: "lots"}


@frozen
class Score:
    """One entrant's scores: `total`, of each player, and what was told to break ties (加试, 书记到场, 抽签: higher is better)."""

    entrant: int
    total: int
    players: tuple[int, ...] = ()
    told: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@frozen
class Placed:
    """An entrant's place (equal ones share it), and by which rule it stands before its equal in points ('' where points decided)."""

    entrant: int
    rank: int
    total: int
    how: str = ""


@frozen
class Promotion:
    """Who goes on for certain, and those tied across the line (`open_places` among them) that must be asked or played off."""

    through: tuple[int, ...]
    tied: tuple[int, ...] = ()
    open_places: int = 0


def parse_rule(text: str | None) -> tuple[TieBreak, ...]:
    """'一号选手、二号选手、加试' in order; ValueError in Chinese for a word that is none."""
    words = [
        word.strip() for word in (text or "").replace("，", "、").replace("；", "、").replace(",", "、").split("、")
    ]
    found = []
    for word in filter(None, words):
        if word not in list(TieBreak):
            raise ValueError(f"并列规则没有“{word}”，只能是：{'、'.join(TieBreak)}")
        found.append(TieBreak(word))
    return tuple(found)


def _key(score: Score, rule: Sequence[TieBreak]) -> tuple[int, ...]:
    return (score.total, *(_of(score, each) for each in rule))


def _of(score: Score, each: TieBreak) -> int:
    if each in _PLAYERS:
        at = _PLAYERS[each]
        return score.players[at] if at < len(score.players) else 0
    return score.told.get(_TOLD[each], 0)


def rank(scores: Sequence[Score], rule: Sequence[TieBreak] = ()) -> list[Placed]:
    """Best first; equal in everything the rule looks at: the same place, and the next place is counted on (1, 2, 2, 4)."""
    keyed = sorted(((_key(score, rule), score) for score in scores), key=lambda pair: pair[0], reverse=True)
    placed: list[Placed] = []
    for at, (key, score) in enumerate(keyed):
        if at and key == keyed[at - 1][0]:
            placed.append(Placed(score.entrant, placed[-1].rank, score.total))
        else:
            placed.append(Placed(score.entrant, at + 1, score.total, _how(keyed, at, rule)))
    return placed


def _how(keyed: Sequence[tuple[tuple[int, ...], Score]], at: int, rule: Sequence[TieBreak]) -> str:
    """The rule that sets this one before the next of equal points."""
    key = keyed[at][0]
    if at + 1 >= len(keyed) or keyed[at + 1][0][0] != key[0]:
        return ""
    later = keyed[at + 1][0]
    return next((str(each) for each, one, other in zip(rule, key[1:], later[1:], strict=True) if one != other), "")


def promote(placed: Sequence[Placed], quota: int) -> Promotion:
    """The first `quota`; where a tie lies across the line nobody of it goes on before it is settled."""
    if quota >= len(placed):
        return Promotion(tuple(each.entrant for each in placed))
    last = placed[quota - 1].rank
    if placed[quota].rank != last:
        return Promotion(tuple(each.entrant for each in placed[:quota]))
    through = tuple(each.entrant for each in placed if each.rank < last)
    tied = tuple(each.entrant for each in placed if each.rank == last)
    return Promotion(through, tied, quota - len(through))
