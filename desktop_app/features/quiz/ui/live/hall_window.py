"""The hall's window: one picture over the whole second display. It takes no keys, shows no pointer, and knows no answer."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.features.quiz.live.events import Screen
from desktop_app.features.quiz.live.hall import HallView
from desktop_app.features.quiz.ui.live.hall_paint import HallPainter

_REPAINT_MS = 100


class HallPicture(QWidget):
    """The picture itself, at any size: in the hall's window and, small, in the console's preview. `elapsed()` is the clock now."""

    def __init__(self, elapsed: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._elapsed = elapsed
        self._view = HallView(Screen.LOGO, "")
        self.said: tuple[str, ...] = ()
        self.stem_share = 1.0
        self._ticking = QTimer(self)
        self._ticking.setInterval(_REPAINT_MS)
        self._ticking.timeout.connect(self.update)

    def show_view(self, view: HallView) -> None:
        """Another picture; repainted by itself only while the clock runs."""
        self._view = view
        if view.running and self.isVisible():
            self._ticking.start()
        else:
            self._ticking.stop()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, 270)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        elapsed = self._elapsed() if self._view.running else self._view.elapsed
        drawn = HallPainter(painter, QRectF(self.rect()), self._view, elapsed)
        drawn.draw()
        painter.end()
        self.said, self.stem_share = tuple(drawn.said), drawn.stem_share

    def stop(self) -> None:
        """No more repainting by itself."""
        self._ticking.stop()


class HallWindow(QWidget):
    """The picture on the whole of a display. Only the console opens, moves and closes it."""

    def __init__(self, elapsed: Callable[[], int]) -> None:
        super().__init__(
            None,
            Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle("竞赛大屏")
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.picture = HallPicture(elapsed, self)
        self._may_close = False

    def cover(self, screen: QScreen) -> None:
        """Fill this display and no other."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.setGeometry(screen.geometry())

    def resizeEvent(self, event: object) -> None:
        self.picture.setGeometry(self.rect())

    @Slot()
    def leave(self) -> None:
        """Close for good."""
        self._may_close = True
        self.picture.stop()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        # Alt+F4 by a hand on another keyboard must not take the hall's picture away.
        if not self._may_close:
            event.ignore()
