"""What the clerk wants restored, and the numbers of both sides in words. No widgets here."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import NamedTuple

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.search_index import table_of
from desktop_app.support.frozen import frozen
from desktop_app.support.settings import WorkstationSettings

BACKUP_FOLDERS = "backup.folders"
_MOST_FOLDERS = 8


@frozen
class Wanted:
    """A bundle, the office's folder it goes to, and what opens it (password or recovery_code; nothing for a plain one)."""

    bundle: Path
    folder: Path
    secret: Mapping[str, str] = field(default_factory=dict)


class Side(NamedTuple):
    """One line of the comparison; `here` is None where the office there can't be counted."""

    label: str
    here: int | None
    there: int


def both_sides(ledgers: Sequence[Ledger], here: Mapping[str, int] | None, there: Mapping[str, int]) -> list[Side]:
    """How many records of each kind are in the office now and in the backup; kinds that neither has are left out."""
    named = {"party_org": "党组织", **{table_of(ledger.record): ledger.title for ledger in ledgers}}
    named["member"] = "党员（含历史党员）"  # a backup counts tables
    lines = [
        Side(label, None if here is None else here.get(table, 0), there.get(table, 0)) for table, label in named.items()
    ]
    return [line for line in lines if line.here or line.there]


def remember_backup_folder(workstation: WorkstationSettings, folder: Path) -> None:
    """Backups are looked for here too from now on."""
    kept = [place for place in workstation.get(BACKUP_FOLDERS, []) if place != str(folder)]
    workstation.put(BACKUP_FOLDERS, [str(folder), *kept][:_MOST_FOLDERS])
