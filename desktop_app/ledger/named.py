"""Named actions: what one ledger does for others that don't know it (credit_hours, raise_item), and what all say of a record.

The registry fills it. A missing answer hides the button; nobody imports anybody.
"""

from collections.abc import Callable, Iterable
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.offered import About
from desktop_app.storage.office import Office

_ANSWERS: dict[str, Callable[..., Any]] = {}
_ABOUT: list[Callable[[Office, str, int], About | None]] = []


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


def ask(name: str) -> Callable[..., Any] | None:
    """Who answers to this name; None when nobody does. Call the answer inside your own open change where it writes."""
    return _ANSWERS.get(name)


def said_about(office: Office, table: str, row_id: int) -> list[About]:
    """What all ledgers have to say about a record, in their order: its dossier on paper."""
    return [told for about in _ABOUT if (told := about(office, table, row_id))]
