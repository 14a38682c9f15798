"""Where everything lies in an office's folder, and how small files in it are written so that a power cut leaves old or new."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from desktop_app.support.files import write_atomically
from desktop_app.support.frozen import frozen

CHUNK = 1 << 20
SIDE_FILES = ("-wal", "-shm", "-journal")


@frozen
class Layout:
    """The names inside `名称.office/`. Knows paths only; opens nothing."""

    root: Path

    @property
    def main(self) -> Path:
        return self.root / "office.db"

    @property
    def attachments(self) -> Path:
        return self.root / "attachments.db"

    @property
    def keys(self) -> tuple[Path, Path]:
        """The two copies of the key slots."""
        return self.root / "keys.json", self.root / "keys.copy.json"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def quarantine(self) -> Path:
        return self.root / "quarantine"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def holder(self) -> Path:
        """Who holds the lock (a locked file can't be read on Windows)."""
        return self.root / "lock.holder"

    @property
    def head(self) -> Path:
        """The last sealed change, to notice a -wal that was taken away."""
        return self.root / "head.json"

    @property
    def tries(self) -> Path:
        """How often the password was wrong."""
        return self.root / "tries.json"

    @property
    def restoring(self) -> Path:
        """What a restore has brought here and not yet put in place."""
        return self.root / "restoring"

    @property
    def restored(self) -> Path:
        """A restore that is in place and not yet in the history."""
        return self.root / "restored.json"

    @property
    def staging(self) -> Path:
        """Where a backup is made and verified before it leaves for its place."""
        return self.root / "staging"

    def with_side_files(self, database: Path) -> list[Path]:
        """A database file and those of its side files that exist."""
        every = [database, *(database.with_name(database.name + tail) for tail in SIDE_FILES)]
        return [path for path in every if path.exists()]


def write_durably(path: Path, content: bytes) -> None:
    """Replace a small file so that whatever happens the old or the new one is there, whole."""
    with write_atomically(path, least=0) as beside:
        beside.write_bytes(content)


def sha256_of(path: Path, each: Callable[[int], None] | None = None) -> str:
    """The SHA-256 of a file's bytes, as hex; `each` hears how many bytes were read so far."""
    digest = hashlib.sha256()
    done = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            if each:
                each(done)
    return digest.hexdigest()
