"""Looking at a file of a record: pictures and PDFs in a window of the program, everything else in the workstation's own program."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from desktop_app.people.files import RecordFile
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme, where
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import tell


class PictureLabel(QLabel):
    """A picture as large as there is room for, never larger than it is."""

    def __init__(self, picture: QPixmap) -> None:
        super().__init__()
        self._picture = picture
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(1, 1)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        room = (QSize(self.size()) * self.devicePixelRatioF()).boundedTo(self._picture.size())
        shown = self._picture.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        self.setPixmap(shown)


class FileViewer(QDialog):
    """One file. `show_or_hand_over` shows it here where it can be shown, else hands a copy to the system."""

    def __init__(self, desk: Desk, file: RecordFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(file.caption or file.name)
        self.resize(theme.scaled(900), theme.scaled(680))
        self._desk, self._file = desk, file
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_or_hand_over(self) -> None:
        """Read the bytes and show them."""
        try:
            content = self._desk.office.attachments.read(self._file.sha256)
        except OfficeError as refusal:
            tell(refusal, self.parentWidget() or self)
            self.deleteLater()
            return
        if inside := self._inside(content):
            self._column.addWidget(inside)
            self.show()
        else:
            self._hand_over(content)
            self.deleteLater()

    def _inside(self, content: bytes) -> QWidget | None:
        if content.startswith(b"%PDF"):
            from desktop_app.widgets.pdf_preview import PdfPane

            pages = PdfPane()
            pages.show_pdf(content)
            return pages
        picture = QPixmap()
        return PictureLabel(picture) if self._file.is_photo and picture.loadFromData(content) else None

    def _hand_over(self, content: bytes) -> None:
        """A copy in a folder that goes when the program ends: the workstation's programs can't read out of the office."""
        path = Path(tempfile.mkdtemp(dir=_scratch().name)) / (
            where.fit_name(Path(self._file.name).stem) + _ending(self._file)
        )
        path.write_bytes(content)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _ending(file: RecordFile) -> str:
    return where.fit_ending(Path(file.name).suffix)


@cache
def _scratch() -> "tempfile.TemporaryDirectory[str]":
    """Deleted at exit; a file that another program still holds then stays behind in the system's own scratch folder."""
    return tempfile.TemporaryDirectory(prefix="taizhang-", ignore_cleanup_errors=True)
