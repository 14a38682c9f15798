"""Python's collector on the window's thread alone.

A collection runs on whichever thread happens to cross the threshold. Where that is a reading thread and the garbage holds a widget
(every dialog with a bound slot is a cycle), Qt's object dies on the wrong thread and takes the program with it: seen as a
segmentation fault. So the automatic collection is off for as long as a window lives, and a timer collects between two events.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 1_000


class CollectsHere(QObject):
    """Collects on the thread that made it, the young generations first, as Python's own thresholds would have it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation that is due, with the younger ones."""
        due = [
            at for at, (count, most) in enumerate(zip(gc.get_count(), self._thresholds, strict=True)) if count > most
        ]
        if due:
            gc.collect(due[-1])
