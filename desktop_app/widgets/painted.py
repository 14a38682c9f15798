"""What may wait until the window is on the screen: the frame is painted first, then the rest is built or asked."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget


class AfterPaint(QObject):
    """Calls `then` once, on the first turn of the event loop after `widget` was painted; goes with the widget.

    A widget that was hidden again meanwhile is waited for until its next paint.
    """

    def __init__(self, widget: QWidget, then: Callable[[], Any]) -> None:
        super().__init__(widget)
        self._widget, self._then = widget, then
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._do)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A timer of 0 ms alone may run out before the window system asks for the first paint."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._soon.start(0)
        return False

    @Slot()
    def _do(self) -> None:
        if self._widget.isVisible():
            self.deleteLater()
            self._then()
        else:
            self._widget.installEventFilter(self)
