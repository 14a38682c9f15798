"""Named actions: what one ledger does for others that don't know it (credit_hours, raise_item), and what all say of a record or an office.

The registry fills it. A missing answer hides the button; nobody imports anybody.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from desktop_app.ledger.declaration import Action, Ledger
from desktop_app.ledger.figures import Figure
from desktop_app.ledger.offered import About
from desktop_app.storage.office import Office

_ANSWERS: dict[str, Callable[..., Any]] = {}
_ABOUT: list[Callable[[Office, str, int], About | None]] = []
_OWN_FIGURES: list[Callable[[Office], Mapping[str, Sequence[Figure]]]] = []


def fill(ledgers: Iterable[Ledger]) -> None:
    """Take the answers from these ledgers, in place of what was known. Two answers to one name are a programming error."""
    ledgers = tuple(ledgers)
    found: dict[str, Callable[..., Any]] = {}
    for ledger in ledgers:
        for name, answer in ledger.offers.named.items():
            if name in found:
                raise ValueError(f"{ledger.key} answers to {name}, and so does another ledger")
            found[name] = answer
    _ANSWERS.clear()
    _ANSWERS.update(found)
    _ABOUT[:] = [ledger.offers.about for ledger in ledgers if ledger.offers.about]
    _OWN_FIGURES[:] = [ledger.offers.own_figures for ledger in ledgers if ledger.offers.own_figures]


def ask(name: str) -> Callable[..., Any] | None:
    """Who answers to this name; None when nobody does. Call the answer inside your own open change where it writes."""
    return _ANSWERS.get(name)


def doable(ledger: Ledger) -> list[Action]:
    """The ledger's actions without those that would ask somebody who isn't there."""
    return [action for action in ledger.actions if not action.asks or ask(action.asks) is not None]


def said_about(office: Office, table: str, row_id: int) -> list[About]:
    """What all ledgers have to say about a record, in their order: its dossier on paper."""
    return [told for about in _ABOUT if (told := about(office, table, row_id))]


def own_figures(office: Office) -> dict[str, Sequence[Figure]]:
    """The figures that an office's own lists bring, by the code of the figure they stand after."""
    return {code: figures for own in _OWN_FIGURES for code, figures in own(office).items()}
