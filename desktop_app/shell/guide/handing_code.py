"""Putting the recovery code on paper: straight to the printer, or as a PDF for a stick. No copy is left on this computer."""

import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal, Slot
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.widgets.printing import PagePrinter

FILE_NAME = "恢复码"


def paper_of(office_name: str, code: str, today: date) -> bytes:
    """The sheet as a PDF; nothing of it stays on the disk."""
    # Here, because reportlab must not be paid for at every start.
    from desktop_app.shell.recovery_paper import write_recovery_paper

    with tempfile.TemporaryDirectory(prefix="taizhang-") as folder:
        path = Path(folder) / f"{FILE_NAME}.pdf"
        write_recovery_paper(path, office_name, code, today)
        return path.read_bytes()


class CodePrinter(QObject):
    """Prints the sheet. `ended(whether the printer took it)`; nothing follows when the clerk thinks better of it."""

    ended = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._document = QPdfDocument(self)
        self._held = QBuffer(self)
        self._pages: PagePrinter | None = None

    def ask(self, pdf: bytes) -> None:
        """The system's print dialog, then the page."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._window)
        dialog.setMinMax(1, 1)
        # Windows shows its own dialog, and that only by exec.
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer, pdf)
        dialog.deleteLater()

    def print_to(self, printer: QPrinter, pdf: bytes) -> None:
        """Print the sheet to this printer."""
        self._document.close()
        self._held.close()
        self._held.setData(QByteArray(pdf))
        self._held.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._held)
        self._pages = PagePrinter(self._document, printer, self)
        self._pages.ended.connect(self._ended)
        self._pages.start()

    @Slot(bool)
    def _ended(self, whole: bool) -> None:
        self._document.close()
        self._held.close()
        self._held.setData(QByteArray())
        self.ended.emit(whole)
