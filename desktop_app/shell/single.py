"""A second start of the same office raises the first window instead of opening another.

The second start touches a file in the office's folder and ends; the first watches it. No socket is involved, so that the
program stays without a network even on its own machine.
"""

import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMainWindow

_SIGNAL_FILE = "raise-window"


def ask_first_window(folder: Path) -> None:
    """Called by the second start: have the first one come to the front."""
    (folder / _SIGNAL_FILE).write_text(str(time.time_ns()), encoding="ascii")


class RaiseRequests(QObject):
    """Emits `asked` when a second start wants this window in front."""

    asked = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = folder / _SIGNAL_FILE
        self._file.touch()
        self._seen = self._file.stat().st_mtime_ns
        self._watcher = QFileSystemWatcher([str(self._file)], self)
        self._watcher.fileChanged.connect(self._changed)

    @Slot(str)
    def _changed(self, _path: str) -> None:
        if not self._file.exists():
            return
        stamp = self._file.stat().st_mtime_ns
        if stamp != self._seen:
            self._seen = stamp
            self.asked.emit()


def bring_to_front(window: QMainWindow) -> None:
    """Raise a window that may be minimised."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()
