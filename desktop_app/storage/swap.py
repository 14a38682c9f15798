"""Putting a restored office in the place of the one that is there, so that a kill at any moment leaves the old or the new.

What was there goes to quarantine whole, side files included: a stale -wal would silently undo the restore.
"""

import json
import shutil
from collections.abc import Sequence
from typing import Any, NamedTuple

from desktop_app.storage.errors import told_in_words
from desktop_app.storage.layout import Layout, write_durably
from desktop_app.support.files import sync_folder

_READY, _CLEARED = "ready.json", "cleared"
STAGED = ("office.db", "attachments.db", "keys.json")


class Note(NamedTuple):
    """What the history is to say of a restore, and the backup it was made from."""

    title: str
    backup: Sequence[Any] | None


def begin(layout: Layout) -> None:
    """An empty place beside the office for what is being restored."""
    with told_in_words(layout.root):
        shutil.rmtree(layout.restoring, ignore_errors=True)
        layout.restoring.mkdir(parents=True)


def abandon(layout: Layout) -> None:
    """Forget what was brought so far; the office was not touched."""
    shutil.rmtree(layout.restoring, ignore_errors=True)


def commit(layout: Layout, title: str, stamp: str, backup: Sequence[Any]) -> None:
    """From here on the restore is carried through, now or at the next start. `stamp` names the quarantine folder, `backup` (as
    the restored office is to remember its last one) what it is made from."""
    with told_in_words(layout.root):
        note = {"title": title, "quarantine": stamp, "backup": list(backup)}
        write_durably(layout.restoring / _READY, json.dumps(note, ensure_ascii=False).encode())
        sync_folder(layout.root)
        finish(layout)


def finish(layout: Layout) -> None:
    """Carry a restore through that was begun; do nothing when none was, throw away one that was not verified."""
    if not layout.restoring.exists():
        return
    with told_in_words(layout.root):
        ready, cleared = layout.restoring / _READY, layout.restoring / _CLEARED
        if not ready.exists():
            shutil.rmtree(layout.restoring)
            return
        if not cleared.exists():
            _quarantine(layout, json.loads(ready.read_text(encoding="utf-8"))["quarantine"])
            write_durably(cleared, b"")
        _move_in(layout)
        ready.replace(layout.restored)
        sync_folder(layout.root)
        shutil.rmtree(layout.restoring)


def _quarantine(layout: Layout, stamp: str) -> None:
    folder = layout.quarantine / stamp
    folder.mkdir(parents=True, exist_ok=True)
    databases = (layout.main, layout.attachments)
    there = [path for database in databases for path in layout.with_side_files(database)]
    there += [path for path in (*layout.keys, layout.head, layout.tries) if path.exists()]
    for path in there:
        path.replace(folder / path.name)
    sync_folder(folder)
    sync_folder(layout.root)


def _move_in(layout: Layout) -> None:
    for name in STAGED:
        staged = layout.restoring / name
        if staged.exists():
            staged.replace(layout.root / name)
    sync_folder(layout.root)


def note_of_restore(layout: Layout) -> Note | None:
    """Of a restore that is in place but not yet written in the history."""
    if not layout.restored.exists():
        return None
    note = json.loads(layout.restored.read_text(encoding="utf-8"))
    return Note(note["title"], note.get("backup"))  # a restore that an older program began says no backup
