"""Gathering every contradiction of the office, and remembering which were looked at and found right."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from desktop_app.features.selfcheck import rules
from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.offered import Contradiction
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress

Check = Callable[[Office], Iterable[Contradiction]]


class _Said(NamedTuple):
    reason: str
    by: str
    on: date | None


_UNSAID = _Said("", "", None)


@dataclass(frozen=True)
class Found:
    """A contradiction as it stands now. `reason` is why the records are right as they are, '' while nobody said so."""

    contradiction: Contradiction
    reason: str = ""
    by: str = ""
    on: date | None = None

    @property
    def accepted(self) -> bool:
        """Whether somebody said that this is right."""
        return bool(self.reason)


def checks_of(ledgers: Iterable[Ledger]) -> tuple[Check, ...]:
    """What all ledgers offer, in their order."""
    return tuple(each.offers.checks for each in ledgers if each.offers.checks)


def find(office: Office, checks: Sequence[Check], progress: Progress = SILENT) -> list[Found]:
    """All contradictions of the ledgers and between them, each once, in the order of the rules that found them."""
    rows = office.database.rows("SELECT key, reason, by_whom, on_day FROM check_accepted")
    said = {key: _Said(reason, by or "", date.fromisoformat(on)) for key, reason, by, on in rows}
    found: dict[str, Found] = {}
    asked = (*checks, rules.checks)
    for number, check in enumerate(asked):
        progress.report(number, len(asked), "自查")
        for each in check(office):
            found.setdefault(each.key, Found(each, *said.get(each.key, _UNSAID)))
    return list(found.values())


def accept(office: Office, contradictions: Sequence[Contradiction], reason: str) -> None:
    """Remember that these are right, and why: one change. OfficeError without a reason."""
    why = reason.strip()
    if not why:
        raise OfficeError("认定属实要写明理由。", "请写清楚为什么这些记录没有问题，例如“两场会在同一会议室连着开”。")
    today = office.clock.today().isoformat()
    with office.change(f"自查认定属实 {len(contradictions)} 条"):
        office.database.executemany(
            "INSERT INTO check_accepted (key, rule, sentence, reason, on_day, by_whom) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET reason = excluded.reason, on_day = excluded.on_day, by_whom = excluded.by_whom",
            [(each.key, each.rule, each.sentence, why, today, office.operator or None) for each in contradictions],
        )


def withdraw(office: Office, contradictions: Sequence[Contradiction]) -> None:
    """Take back what was said: these are open again."""
    with office.change(f"撤回自查认定 {len(contradictions)} 条"):
        office.database.executemany(
            "DELETE FROM check_accepted WHERE key = ?", [(each.key,) for each in contradictions]
        )
