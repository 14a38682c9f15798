"""Which backups stay: counted by generation and by days that have any, never by how far the clock says they are.

Keep all of the two newest days, the last of 12 days, of 10 weeks and of 9 months, and the three newest verified.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from desktop_app.storage.bundle import SUFFIX, BundleDamaged, Manifest, read_manifest, verify_bundle
from desktop_app.support.errors import OfficeError

WHOLE_DAYS, DAYS, WEEKS, MONTHS, NEWEST = 2, 12, 10, 9, 3
MOST_FALL = 0.2
_FEW_ROWS = 20


class Backup(NamedTuple):
    """A bundle in a folder and what it says about itself."""

    path: Path
    manifest: Manifest


def list_backups(folder: Path, office_id: str | None = None) -> list[Backup]:
    """The bundles in a folder (one office's, if named), newest generation first. Unreadable ones are left out."""
    found: list[Backup] = []
    for path in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
        try:
            manifest = read_manifest(path)
        except OfficeError:
            continue
        if office_id in (None, manifest.office_id):
            found.append(Backup(path, manifest))
    return sorted(found, key=lambda backup: (backup.manifest.generation, backup.manifest.at), reverse=True)


def keep(stamps: Sequence[tuple[int, date]]) -> set[int]:
    """The generations to keep, of (generation, day it was made by the clock of that day).

    A clock set back makes no day end: such a backup counts to the latest day seen before it.
    """
    days = _days_that_only_advance(stamps)
    kept = set(sorted(days)[-NEWEST:])
    newest_days = sorted(set(days.values()))[-WHOLE_DAYS:]
    kept |= {generation for generation, day in days.items() if day in newest_days}
    kept |= _last_of(days, lambda day: day, DAYS)
    kept |= _last_of(days, lambda day: day.isocalendar()[:2], WEEKS)
    kept |= _last_of(days, lambda day: (day.year, day.month), MONTHS)
    return kept


def _days_that_only_advance(stamps: Iterable[tuple[int, date]]) -> dict[int, date]:
    days: dict[int, date] = {}
    latest = date.min
    for generation, day in sorted(stamps):
        latest = max(latest, day)
        days[generation] = latest
    return days


def _last_of(days: dict[int, date], span: Callable[[date], Hashable], most: int) -> set[int]:
    last = {span(day): generation for generation, day in sorted(days.items())}
    return set(sorted(last.values())[-most:])


def thin(folder: Path, office_id: str, degraded: bool, budget: int | None = None) -> list[Path]:
    """Delete the backups that needn't stay; gives their paths.

    Nothing goes while the office is degraded, when a table's rows fell by more than a fifth, or unless three are verified.
    With a `budget` in bytes the oldest go too until it holds, but never the three newest verified.
    """
    backups = list_backups(folder, office_id)
    if degraded or _fell(backups):
        return []
    verified = _newest_verified(backups)
    if len(verified) < NEWEST:
        return []
    stamps = [(backup.manifest.generation, date.fromisoformat(backup.manifest.at[:10])) for backup in backups]
    kept = keep(stamps) | {backup.manifest.generation for backup in verified}
    gone = [backup for backup in backups if backup.manifest.generation not in kept]
    staying = [backup for backup in backups if backup not in gone]
    gone += _over_budget(staying, verified, budget)
    for backup in gone:
        backup.path.unlink()
    return [backup.path for backup in gone]


def _newest_verified(backups: Sequence[Backup]) -> list[Backup]:
    found: list[Backup] = []
    for backup in backups:
        try:
            verify_bundle(backup.path)
        except BundleDamaged:
            continue
        found.append(backup)
        if len(found) == NEWEST:
            break
    return found


def _over_budget(staying: Sequence[Backup], verified: Sequence[Backup], budget: int | None) -> list[Backup]:
    sizes = {backup.path: backup.path.stat().st_size for backup in staying}
    total = sum(sizes.values())
    gone: list[Backup] = []
    for backup in reversed(staying):
        if budget is None or total <= budget:
            break
        if backup not in verified:
            gone.append(backup)
            total -= sizes[backup.path]
    return gone


def _fell(backups: Sequence[Backup]) -> bool:
    """Whether the newest backup holds far fewer rows of some table than the one before: then nothing old may go."""
    if len(backups) < 2:
        return False
    now, before = backups[0].manifest.counts, backups[1].manifest.counts
    return any(rows >= _FEW_ROWS and now.get(table, 0) < rows * (1 - MOST_FALL) for table, rows in before.items())
