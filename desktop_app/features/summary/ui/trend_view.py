"""A chart on the screen: the very PDF that prints, drawn as large as there is room."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.widgets import theme


class TrendView(QWidget):
    """Empty until it is given a chart's PDF."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = QPdfDocument(self)
        self._held: QBuffer | None = None
        self.setMinimumHeight(theme.scaled(150))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("走势图")

    def show_pdf(self, pdf: bytes) -> None:
        """Show one page."""
        self._document.close()
        self._held = QBuffer(self)
        self._held.setData(QByteArray(pdf))
        self._held.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._held)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(360), theme.scaled(170))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._document.pageCount():
            painter.setPen(theme.colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "选一个数，看它这一年的走势")
            return
        page = self._document.pagePointSize(0)
        page.scale(self.width(), self.height(), Qt.AspectRatioMode.KeepAspectRatio)
        ratio = self.devicePixelRatioF()
        drawn = self._document.render(0, QSize(round(page.width() * ratio), round(page.height() * ratio)))
        place = QRectF(
            (self.width() - page.width()) / 2, (self.height() - page.height()) / 2, page.width(), page.height()
        )
        painter.fillRect(place, Qt.GlobalColor.white)
        painter.drawImage(place, drawn)
