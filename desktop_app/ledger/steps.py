"""The steps a record may take from state to state (申报 → 初审 → 立项 …), as a table a reader can check against the rules.

Pure: no database. What was taken, when, by whom and with which opinion is kept by taken.py.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.support.frozen import frozen


@frozen
class Step:
    """One allowed step. `before`: the states it is taken from; `after`: the state it leads to.

    `needs` are fields that must already be filled; `asks` fields the step's dialog asks for and writes with it (all of them required,
    but those also in `may`); those in `anew` begin empty each time (the reason of another extension). `opinion`: whether an opinion
    must be written down. `refuses(office, values, on) -> sentence` says why this record may not take it ('' when it may); `values`
    are the stored ones with the asked ones over them, and `id`.
    `then(office, values, on) -> {field: value}` is what else happens with it, inside the same change (the line of an extension), and
    gives what else is written into the record.
    """

    name: str
    before: tuple[str, ...]
    after: str
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    may: frozenset[str] = frozenset()
    anew: frozenset[str] = frozenset()
    opinion: bool = False
    refuses: Callable[[Any, Mapping[str, Any], date], str] | None = None
    then: Callable[[Any, Mapping[str, Any], date], Mapping[str, Any]] | None = None


@frozen
class Steps:
    """All steps of a ledger; `field` is the Choice that holds the state and is never typed into.

    `since` is the field with the record's own day (提出日期), before which it can have taken none.
    """

    field: str
    steps: tuple[Step, ...]
    since: str = ""

    def from_state(self, state: str) -> Sequence[Step]:
        """The steps that may be taken from a state, in the order declared."""
        return [step for step in self.steps if state in step.before]

    def between(self, before: str, after: str) -> Step | None:
        """The step that leads from one state straight to another: what dragging a card means. None where there is none."""
        return next((step for step in self.steps if before in step.before and step.after == after), None)

    def named(self, name: str) -> Step:
        """The step of this name; KeyError if there is none."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)
