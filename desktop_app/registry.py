"""LEDGERS in tab order: the one registration. A new ledger is one folder under features/ and its line here."""

from desktop_app.features.roster import LEDGER as ROSTER
from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.slices import all_slices
from desktop_app.storage.slices import Slice

LEDGERS: tuple[Ledger, ...] = (ROSTER,)


def slices() -> tuple[Slice, ...]:
    """Every table the program knows, kernel first: what an office is created and opened with."""
    return all_slices(LEDGERS)
