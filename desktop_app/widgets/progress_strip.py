"""What long work says of itself: what, how far, how much longer, and Cancel. Running it is jobs.py's."""

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget


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
        self._began = 0.0
        self.hide()

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def begin(self, title: str) -> None:
        """A new job: nothing known of its length yet."""
        self._began = time.monotonic()
        self._bar.setRange(0, 0)
        self._words.setText(title)

    def show_progress(self, done: int, total: int, what: str) -> None:
        """`total` 0 means that it isn't known."""
        self._bar.setRange(0, total)
        self._bar.setValue(min(done, total))
        self._words.setText(f"{what} {done:,} / {total:,}{self._left(done, total)}" if total else what)

    def _left(self, done: int, total: int) -> str:
        spent = time.monotonic() - self._began
        if spent < 2 or not 0 < done < total:
            return ""
        seconds = round(spent / done * (total - done))
        return f"，还要约 {seconds} 秒" if seconds < 90 else f"，还要约 {round(seconds / 60)} 分钟"
