"""What may wait until the window is on the screen: the frame is painted first, then the rest is built or asked."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class AfterPaint(QObject):
    """Calls `then` once, on the first turn of the event loop after `widget` was painted. Goes with the widget."""

    def __init__(self, widget: QWidget, then: Callable[[], Any]) -> None:
        super().__init__(widget)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(then)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A timer of 0 ms alone may run out before the window system asks for the first paint."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._soon.start(0)
        return False
