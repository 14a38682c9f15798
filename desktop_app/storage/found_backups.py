"""Where backups of an office may lie, and which are there: its own folder, beside it, and where the clerk has put some before."""

from collections.abc import Iterable
from pathlib import Path

from desktop_app.storage.layout import Layout
from desktop_app.storage.retention import Backup, list_backups
from desktop_app.support.paths import OFFICE_SUFFIX


def backups_for(folder: Path | None, home: Path, elsewhere: Iterable[Path] = ()) -> list[Backup]:
    """The bundles found for the office in `folder` (None: of all offices in `home`), the latest first, each once."""
    offices = [folder] if folder else sorted(home.glob(f"*{OFFICE_SUFFIX}"))
    places = [Layout(office).backups for office in offices]
    places += [folder.parent if folder else home, *elsewhere]
    found: dict[tuple[str, int, str], Backup] = {}
    for place in dict.fromkeys(places):
        for backup in _listed(place):
            manifest = backup.manifest
            found.setdefault((manifest.office_id, manifest.generation, manifest.at), backup)
    return sorted(found.values(), key=lambda backup: (backup.manifest.at, backup.manifest.generation), reverse=True)


def _listed(place: Path) -> list[Backup]:
    """A stick that was pulled has none."""
    try:
        return list_backups(place)
    except OSError:
        return []
