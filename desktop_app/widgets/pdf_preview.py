"""The very PDF that will be printed or was saved, with print, save and its folder beside it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop_app.support.errors import OfficeError
from desktop_app.support.files import write_atomically
from desktop_app.widgets import theme, where
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.printing import PagePrinter

_CLOSER = 1.25


class PdfPane(QWidget):
    """Pages of a PDF held in memory: no file is left open, none is left lying about."""

    printed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pdf = b""
        self.document = QPdfDocument(self)
        self._held: QBuffer | None = None
        self._printer: PagePrinter | None = None
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.pageNavigator().currentPageChanged.connect(self._say_page)
        self.words = QLabel()
        self.words.setObjectName("hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)

    def show_pdf(self, pdf: bytes) -> None:
        """Show these bytes; the page that was looked at stays in view."""
        page = self.view.pageNavigator().currentPage()
        self.document.close()
        self.pdf = pdf
        self._held = QBuffer(self)
        self._held.setData(QByteArray(pdf))
        self._held.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._held)
        if 0 < page < self.document.pageCount():
            self.view.pageNavigator().jump(page, self.view.pageNavigator().currentLocation())
        self._say_page()

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return max(0, self.document.pageCount())

    @Slot()
    def _say_page(self, _page: int = 0) -> None:
        if self.page_count:
            self.words.setText(f"第 {self.view.pageNavigator().currentPage() + 1} 页，共 {self.page_count} 页")

    # ---- looking

    @Slot()
    def fit_width(self) -> None:
        """As wide as the window."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    @Slot()
    def fit_page(self) -> None:
        """The whole page."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)

    @Slot()
    def closer(self) -> None:
        """Bigger."""
        self._zoom(_CLOSER)

    @Slot()
    def farther(self) -> None:
        """Smaller."""
        self._zoom(1 / _CLOSER)

    def _zoom(self, times: float) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(6.0, max(0.2, self.view.zoomFactor() * times)))

    def buttons(self) -> list[QToolButton]:
        """The buttons that go with looking."""
        return [
            tool("zoom-out", "缩小", self.farther),
            tool("zoom-in", "放大", self.closer),
            tool("file-text", "整页", self.fit_page),
            tool("maximize", "适合宽度", self.fit_width),
        ]

    # ---- printing

    @Slot()
    def ask_printer(self) -> None:
        """The system's print dialog, then the pages one by one."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, max(1, self.page_count))
        # Windows shows its own dialog, and that only by exec.
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer)
        dialog.deleteLater()

    def print_to(self, printer: QPrinter) -> None:
        """Print to this printer; `printed(whether all)` follows."""
        self._printer = PagePrinter(self.document, printer, self)
        self._printer.printed.connect(self._say_printing)
        self._printer.ended.connect(self._ended)
        self._printer.start()

    @Slot(int, int)
    def _say_printing(self, page: int, pages: int) -> None:
        self.words.setText(f"正在打印：第 {page} 页，共 {pages} 页")

    @Slot(bool)
    def _ended(self, whole: bool) -> None:
        self._say_page()
        self.printed.emit(whole)

    def close_document(self) -> None:
        """Let go of the pages."""
        if self._printer is not None:
            self._printer.stop()
        self.document.close()


class PdfPreview(QDialog):
    """A window on a paper that was just written to `path`: print it, save it elsewhere, open the folder it lies in."""

    def __init__(self, path: Path, title: str, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(theme.scaled(1000), theme.scaled(720))
        self._path, self._title, self._desk = path, title, desk
        self.pane = PdfPane()
        self.pane.printed.connect(self._printed)
        self.strip = MessageStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_bar())
        column.addWidget(self.strip)
        column.addWidget(self.pane, 1)
        self.pane.show_pdf(path.read_bytes())

    def _build_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(4)
        self.print_button = tool("printer", "打印", self.pane.ask_printer, words_shown=True, keys="Ctrl+P")
        self.save_button = tool("device-floppy", "另存为…", self._save, words_shown=True, keys="Ctrl+S")
        self.folder_button = tool("folder-open", "打开所在文件夹", self._open_folder, words_shown=True)
        for button in (self.print_button, self.save_button, self.folder_button):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.pane.words)
        for button in self.pane.buttons():
            row.addWidget(button)
        return bar

    @Slot()
    def _save(self) -> None:
        target = where.ask_target(self, "另存为", self._title, where.PDF)
        if target is not None:
            save_pdf(self.pane.pdf, target, self.strip)
            self._path = target

    @Slot()
    def _open_folder(self) -> None:
        where.open_folder(self._path)

    @Slot(bool)
    def _printed(self, whole: bool) -> None:
        say_printed(whole, self.strip)

    def done(self, result: int) -> None:
        self.pane.close_document()
        super().done(result)


def save_pdf(pdf: bytes, target: Path, strip: MessageStrip) -> bool:
    """Write a PDF where the clerk said; how it went is said on the strip."""
    try:
        with write_atomically(target) as beside:
            beside.write_bytes(pdf)
    except OfficeError as refusal:
        strip.fail(refusal)
        return False
    strip.say(f"已存为 {target.name}", "good", "打开所在文件夹", lambda: where.open_folder(target))
    return True


def say_printed(whole: bool, strip: MessageStrip) -> None:
    """How the printing went."""
    if whole:
        strip.say("已送到打印机。", "good")
    else:
        strip.fail(OfficeError("打印机没有接受。", "请检查打印机是否开着、有没有纸，再试一次；也可以先存为 PDF。"))


def tool(picture: str, words: str, slot: Any, *, words_shown: bool = False, keys: str = "") -> QToolButton:
    """A button of a bar, with its words beside the picture or on hover."""
    button = QToolButton()
    button.setIcon(theme.icon(picture))
    button.setText(words)
    button.setToolTip(f"{words}（{keys}）" if keys else words)
    button.setAccessibleName(words)
    if words_shown:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    if keys:
        button.setShortcut(QKeySequence(keys))
    button.clicked.connect(slot)
    return button
