"""Sending a PDF to a printer page by page, so that the window answers while two hundred pages go out."""

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

_DOTS_PER_INCH = 300
_KEEP = Qt.AspectRatioMode.KeepAspectRatio
_POINTS_PER_INCH = 72


class PagePrinter(QObject):
    """Prints a document's pages as they are on the screen. `printed(page, of)` follows each, `ended(whether all)` the last."""

    printed = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, document: QPdfDocument, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._printer = document, printer
        first, last = printer.fromPage(), printer.toPage()
        self._pages = list(range((first or 1) - 1, last or document.pageCount()))
        self._at = 0
        self._painter = QPainter()

    def start(self) -> None:
        """Begin; the pages follow one by one."""
        self._turn()
        if not self._painter.begin(self._printer):
            self.ended.emit(False)
            return
        QTimer.singleShot(0, self, self._next)

    def stop(self) -> None:
        """Print no more pages."""
        self._pages = self._pages[: self._at]

    def _turn(self) -> None:
        """Lay the sheet as the document's first page lies."""
        size = self._document.pagePointSize(self._pages[0] if self._pages else 0)
        lying = size.width() > size.height()
        self._printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
        )

    @Slot()
    def _next(self) -> None:
        if self._at >= len(self._pages):
            self._painter.end()
            self.ended.emit(True)
            return
        if self._at:
            self._printer.newPage()
        self._draw(self._pages[self._at])
        self._at += 1
        self.printed.emit(self._at, len(self._pages))
        QTimer.singleShot(0, self, self._next)

    def _draw(self, page: int) -> None:
        points = self._document.pagePointSize(page)
        scale = min(self._printer.resolution(), _DOTS_PER_INCH) / _POINTS_PER_INCH
        picture = self._document.render(page, QSize(round(points.width() * scale), round(points.height() * scale)))
        sheet = QRectF(self._printer.paperRect(QPrinter.Unit.DevicePixel))
        edge = QRectF(self._printer.pageRect(QPrinter.Unit.DevicePixel))
        # The painter's origin is the printable corner; the page was made for the whole sheet.
        place = QRectF(-edge.left(), -edge.top(), sheet.width(), sheet.height())
        size = picture.size().scaled(place.size().toSize(), _KEEP)
        self._painter.drawImage(QRectF(place.topLeft(), QRectF(0, 0, size.width(), size.height()).size()), picture)
