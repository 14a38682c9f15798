"""Notices that nobody has worked for a while, or that the computer slept, and asks that the office be locked (B6)."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

IDLE_MINUTES = "lock.minutes"
CHOICES = ((5, "5 分钟"), (10, "10 分钟"), (15, "15 分钟"), (30, "30 分钟"), (0, "不自动锁定"))
DEFAULT_MINUTES = 5
KEEPS_AWAKE = "keeps_awake"
"""A window with this property (a contest on the big screen) suspends the idle lock; sleep locks all the same."""

_TICK_S = 15
_SLEPT_S = 60
_WORK = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )
)


class IdleWatch(QObject):
    """`idle()` when the minutes are over or the computer was asleep. `minutes()` is asked anew at every tick; 0: never."""

    idle = Signal()

    def __init__(
        self, minutes: Callable[[], int], parent: QObject | None = None, now: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._minutes, self._now = minutes, now
        self._worked = self._ticked = now()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_S * 1000)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        # A window's own events are few; those of every widget, seen from here, would slow the whole program.
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            self._worked = self._now()
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key or movement counts as work."""
        if event.type() in _WORK:
            self._worked = self._now()
        return super().eventFilter(watched, event)

    @Slot()
    def look(self) -> None:
        """Whether it is time."""
        now, minutes = self._now(), self._minutes()
        slept, self._ticked = now - self._ticked > _SLEPT_S, now
        over = minutes > 0 and now - self._worked >= minutes * 60 and not _kept_awake()
        if slept or over:
            self.idle.emit()

    def stop(self) -> None:
        """The window goes."""
        self._timer.stop()


def _kept_awake() -> bool:
    return any(window.isVisible() and window.property(KEEPS_AWAKE) for window in QApplication.topLevelWidgets())
