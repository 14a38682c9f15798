"""What a record of such values can't be: days out of order or to come (told at the field), and what its ledger says itself."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from desktop_app.ledger.declaration import Ledger, fields_of
from desktop_app.storage.fields import DayKind
from desktop_app.storage.office import Office
from desktop_app.storage.record import Record


class _Day(NamedTuple):
    """A field that holds a day, the one it does not precede ('' for none), and whether it is past."""

    name: str
    label: str
    not_before: str
    earlier: str
    past: bool


def has_rules(ledger: Ledger) -> bool:
    """Whether there is anything to ask at all."""
    return ledger.validate is not None or bool(_days(ledger.record))


def record_faults(ledger: Ledger, values: Mapping[str, Any], office: Office, row_id: int | None) -> Mapping[str, str]:
    """A sentence by field for a record as it would be stored; {} where nothing stands in its way. The ledger's own come first."""
    said = ledger.validate(values, office, row_id) if ledger.validate else {}
    days = _days(ledger.record)
    return said or (_wrong_days(days, values, office.clock.today().isoformat()) if days else {})


def _wrong_days(days: tuple[_Day, ...], values: Mapping[str, Any], today: str) -> dict[str, str]:
    faults = {}
    for day in days:
        on, earlier = values.get(day.name), values.get(day.not_before)
        # '1958' is no earlier than '1958-03': only what is known of both is compared.
        if on and earlier and on < earlier[: len(on)]:
            faults[day.name] = f"{day.label}早于{day.earlier} {earlier}"
        elif on and day.past and on > today[: len(on)]:
            faults[day.name] = f"{day.label}在今天之后"
    return faults


@cache
def _days(record: type[Record]) -> tuple[_Day, ...]:
    fields = fields_of(record)
    return tuple(
        _Day(name, kind.label, kind.not_before, fields[kind.not_before].label if kind.not_before else "", kind.past)
        for name, kind in fields.items()
        if isinstance(kind, DayKind) and (kind.not_before or kind.past)
    )
