"""A line to type in that says what belongs there while it is empty."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit

_HINT_MARGIN = 20


class HintedLine(QLineEdit):
    """A line whose hint ends in dots where there is no room for it; the whole of it on hover."""

    def hint(self, words: str) -> None:
        """What is read while nothing is typed."""
        self._hint = words
        self.setToolTip(words)
        self._fit_hint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_hint()

    def _fit_hint(self) -> None:
        room = max(0, self.width() - _HINT_MARGIN)
        self.setPlaceholderText(self.fontMetrics().elidedText(self._hint, Qt.TextElideMode.ElideRight, room))

    _hint = ""
