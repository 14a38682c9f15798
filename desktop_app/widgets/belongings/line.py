"""One line that opens something: words at the left, a note at the right, both cut where there is no room and whole on hover."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop_app.widgets import theme

_PAD, _GAP = 6, 12


class LineButton(QPushButton):
    """A flat button drawn as a line of a list; reached by Tab, opened by Space, Enter or a click."""

    def __init__(self, words: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.note = words, note
        self.setObjectName("line")
        self.setFlat(True)
        self.setAutoDefault(True)
        self.setAccessibleName(f"{words}　{note}".strip())
        self.setToolTip(self.accessibleName())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(160), self.fontMetrics().height() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(60), self.sizeHint().height())

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setBrush(theme.colour("hover") if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent")) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        self._draw_words(painter, self.rect().adjusted(_PAD, 0, -_PAD, 0))
        painter.end()

    def _draw_words(self, painter: QPainter, room: QRect) -> None:
        metrics, middle = painter.fontMetrics(), Qt.AlignmentFlag.AlignVCenter
        note = metrics.elidedText(self.note, Qt.TextElideMode.ElideRight, room.width() // 2)
        painter.setPen(theme.colour("muted"))
        painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignRight), note)
        left = room.adjusted(0, 0, -metrics.horizontalAdvance(note) - _GAP if note else 0, 0)
        painter.setPen(theme.colour("text"))
        words = metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, int(middle | Qt.AlignmentFlag.AlignLeft), words)
