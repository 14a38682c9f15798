"""One program per office. The system drops the lock when its holder dies, so one left by a crash is simply taken over."""

import json
import os

from filelock import FileLock, Timeout

from desktop_app.storage.errors import OfficeInUse, told_in_words
from desktop_app.storage.layout import Layout


class OfficeLock:
    """The lock of one office folder, held from opening to closing."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._lock = FileLock(layout.lock, timeout=0, thread_local=False)

    def acquire(self) -> None:
        """Take the lock at once, or raise `OfficeInUse` with the holder's pid."""
        with told_in_words(self._layout.root):
            try:
                self._lock.acquire()
            except Timeout:
                raise OfficeInUse(holder(self._layout)) from None
            try:
                self._layout.holder.write_text(json.dumps({"pid": os.getpid()}), encoding="utf-8")
            except OSError:
                self._lock.release()
                raise

    def release(self) -> None:
        """Give the lock back; harmless when it isn't held."""
        if self._lock.is_locked:
            self._layout.holder.unlink(missing_ok=True)
            self._lock.release()


def holder(layout: Layout) -> int | None:
    """The pid of the program that holds (or last held) the office's lock, so that its window can be raised."""
    try:
        return int(json.loads(layout.holder.read_text(encoding="utf-8"))["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
