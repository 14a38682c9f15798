"""What long work says of itself: what, how far, how much longer, and Cancel. Running it is jobs.py's."""

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from desktop_app.support.pace import Pace, told


class ProgressStrip(QWidget):
    """Hidden while nothing takes long."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._words = QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(140)
        self._bar.setTextVisible(False)
        self._cancel = QToolButton()
        self._cancel.setText("取消")
        self._cancel.clicked.connect(self.cancelled)
        for part in (self._words, self._bar, self._cancel):
            row.addWidget(part)
        self._pace = Pace()
        self.hide()

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def begin(self, title: str) -> None:
        """A new job: nothing known of its length yet."""
        self._pace.begin()
        self._bar.setRange(0, 0)
        self._words.setText(title)

    def show_progress(self, done: int, total: int, what: str) -> None:
        """`total` 0 means that it isn't known."""
        self._bar.setRange(0, total)
        self._bar.setValue(min(done, total))
        self._words.setText(f"{what} {done:,} / {total:,}{self._left(done, total, what)}" if total else what)

    def _left(self, done: int, total: int, what: str) -> str:
        seconds = self._pace.left(done, total, what, time.monotonic())
        return "" if seconds is None else f"，{told(seconds)}"
