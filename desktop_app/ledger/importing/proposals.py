"""Identity numbers that Excel has spoiled (R28): the whole number is proposed where a record of that name has one with the same
first digits. Nothing is ever filled in by itself."""

from collections.abc import Iterable
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.matching import Stored
from desktop_app.ledger.importing.plan import PlanRow
from desktop_app.storage.fields import IdNumber
from desktop_app.support import id_number

_TAIL = "000"


class Proposals:
    """Looks at the identity number of a row, whether refused or taken with a tail of 000."""

    def __init__(self, ledger: Ledger, stored: Stored) -> None:
        spec = ledger.imports
        self._stored = stored
        self._by = spec.asks_by if spec else ""
        self._fields = [n for n in (spec.keys if spec else ()) if isinstance(ledger.fields[n], IdNumber)]

    def add_to(self, row: PlanRow) -> None:
        """Put what may be meant among the row's choices; a number with a tail of 000 that a namesake's whole one explains is a
        question too."""
        for name in self._fields:
            value = row.values.get(name)
            if value is None and name in row.unread and name not in row.choices:
                self._propose(row, name, row.unread[name])
            elif value is not None and value.endswith(_TAIL) and name not in row.settled:
                self._doubt(row, name, value)

    def _propose(self, row: PlanRow, name: str, said: str) -> None:
        known = id_number.inspect(said).known
        held = self._held(row, name)
        mended = None if known else id_number.mended(said, held)
        found = id_number.propose_whole(known, held) if known else [mended] if mended else []
        if found:
            row.choices[name] = tuple(found)

    def _doubt(self, row: PlanRow, name: str, value: str) -> None:
        held = self._held(row, name)
        found = [] if value in held else id_number.propose_whole(value[: id_number.EXCEL_DIGITS], held)
        if found:
            del row.values[name]
            row.unread[name], row.choices[name] = value, (*found, value)
            row.faults[name] = "末三位是 000，多半是被 Excel 改写的；台账里同名的有一个前 15 位相同的证号"

    def _held(self, row: PlanRow, name: str) -> list[str]:
        """The numbers of those of the row's name."""
        namesakes = self._stored.by_name.get(row.values.get(self._by, ""), ())
        return [number for other in namesakes if (number := self._stored.values(other)[name])]


def spoiled_alike(kinds: Iterable[tuple[Any, Any, Any]]) -> bool:
    """Whether of two whole numbers (kind, stored, said) the stored one may be what Excel made of the other."""
    return any(
        isinstance(kind, IdNumber) and bool(there) and there.endswith(_TAIL) and there != said
        and id_number.matches(there[: id_number.EXCEL_DIGITS], said)
        for kind, there, said in kinds
    )  # fmt: skip
