"""What the record a row is taken for settles by itself: a name that several share, a date that may be read in two ways, the month alone.

Nothing here changes a record; what the file and the record can both mean is no change, and what is less sure waits for the clerk.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.cell_reading import Fault
from desktop_app.ledger.importing.doubles import namesakes_told
from desktop_app.ledger.importing.finding import Finder, RecordFinder
from desktop_app.ledger.importing.matching import agrees, confirms
from desktop_app.ledger.importing.plan import PlanRow
from desktop_app.ledger.importing.proposals import spoiled_alike
from desktop_app.storage.fields import FullDate, IdNumber, PartialDate
from desktop_app.storage.kind import Kind
from desktop_app.support import id_number

_SLIP_TOLD = "证号只差几位，有一个校验码不对，多半是写错的"
_WHOLE = 18
_FEW = 4
"""Places in which a slip of the pen differs: two that changed places, or a tail of 000 with its check digit."""


def forgive(row: PlanRow, there: Mapping[str, Any], fields: Mapping[str, Kind], finders: Mapping[str, Finder]) -> None:
    """What can't be read alone is no fault where the record holds one of its meanings."""
    for name, said in list(row.unread.items()):
        held, finder = there.get(name), finders.get(name)
        if held in (None, ""):
            continue
        if finder.means(said, held) if finder else _is_one_of(fields[name], held, row.choices.get(name, ())):
            row.forgiven[name] = Fault(row.faults.pop(name), row.unread.pop(name))
            if not finder:
                row.doubts.append(f"{fields[name].label}“{said}”按台账读作 {held}")


def take_back(row: PlanRow) -> None:
    """The row may be another's: what one record has settled is open again."""
    for name, fault in row.forgiven.items():
        row.faults[name], row.unread[name] = fault.sentence, fault.said
    row.forgiven = {}


def _is_one_of(kind: Kind, held: Any, choices: tuple[str, ...]) -> bool:
    meant = [each for each in choices if agrees(kind, held, each)]
    return isinstance(kind, (PartialDate, FullDate)) and len(meant) == 1


def says_the_same(kind: Kind, finder: Finder | None, old: Any, new: Any) -> bool:
    """Whether a file's value says nothing that the stored one doesn't; of people, that lists call both the same."""
    return agrees(kind, old, new) or (isinstance(finder, RecordFinder) and finder.called_alike(old, new))


def is_month_alone(kind: Kind, old: Any, new: Any) -> bool:
    """Whether a file's first of a month may be no more than the month of the stored day: so Excel keeps 1958年3月."""
    if not isinstance(kind, (PartialDate, FullDate)) or not old or not new:
        return False
    return new.endswith("-01") and len(old) == len(new) and old[:-2] == new[:-2]


def may_have_one_number(ledger: Ledger, row: PlanRow, there: Mapping[str, Any]) -> bool:
    """Whether the number of a namesake's record can be the row's person's: spoiled, mistyped, or what is seen of a masked one."""
    for name in ledger.imports.keys if ledger.imports else ():
        kind, held = ledger.fields[name], there[name]
        if held and name in row.values:
            return spoiled_alike([(kind, held, row.values[name])]) or _holds_slip(ledger, row, there)
        if held and name in row.masked:
            return confirms(kind, held, row.masked[name])
    return True


def why_asked(ledger: Ledger, row: PlanRow, records: Iterable[Mapping[str, Any]]) -> str:
    """Why namesakes are asked about."""
    namesakes = list(records)
    told = namesakes_told(ledger, len(namesakes))
    if not any(_holds_slip(ledger, row, there) for there in namesakes):
        return told
    keys = [
        name for name in (ledger.imports.keys if ledger.imports else ()) if isinstance(ledger.fields[name], IdNumber)
    ]
    doubts = [doubt.chinese for name in keys for doubt in id_number.inspect(row.values.get(name, "")).doubts]
    return "；".join([told, _SLIP_TOLD, *doubts])


def _holds_slip(ledger: Ledger, row: PlanRow, there: Mapping[str, Any]) -> bool:
    """Whether the row's number may be the record's, wrongly written, and the clerk has not said that it is right."""
    keys = [name for name in (ledger.imports.keys if ledger.imports else ()) if there[name] and name in row.values]
    return any(
        name not in row.settled and _is_slip(ledger.fields[name], there[name], row.values[name]) for name in keys
    )


def _is_slip(kind: Kind, held: str, said: str) -> bool:
    """Of two identity numbers of one name few places differ, and one is unsound."""
    if not isinstance(kind, IdNumber) or not len(held) == len(said) == _WHOLE:
        return False
    unsound = any(id_number.check_digit(each[:17]) != each[17] for each in (held, said))
    return unsound and sum(one != other for one, other in zip(held, said, strict=True)) <= _FEW
