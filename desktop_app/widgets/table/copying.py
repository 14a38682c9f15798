"""Copying out of the table: what is shown, with its headings, as Excel takes it. Whole numbers leave the clipboard after 30 s.

Beside the text goes HTML, which tells Excel that an identity number is text; pasted as plain text it would lose its last digits.
"""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

_SENSITIVE_STAYS_MS = 30_000


def tab_separated(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lines that a spreadsheet pastes cell by cell; breaks and tabs inside a value become blanks."""
    return "\n".join("\t".join(_one_cell(text) for text in row) for row in (headings, *rows))


def _one_cell(text: str) -> str:
    return " ".join(text.replace("\t", " ").splitlines())


class Copier(QObject):
    """Puts text on the clipboard and takes back what is sensitive, if it is still there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours = ""
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(_SENSITIVE_STAYS_MS)
        self._forget.timeout.connect(self.clear)

    def put(self, text: str, *, sensitive: bool, html: str = "") -> None:
        """Copy a text, and the same as a table for spreadsheets; a sensitive one for half a minute."""
        carried = QMimeData()
        carried.setText(text)
        if html:
            carried.setHtml(html)
        QGuiApplication.clipboard().setMimeData(carried)
        self._forget.stop()
        self._ours = text if sensitive else ""
        if sensitive:
            self._forget.start()

    @Slot()
    def clear(self) -> None:
        """Take back what was sensitive, unless something else was copied since."""
        self._forget.stop()
        clipboard = QGuiApplication.clipboard()
        if self._ours and clipboard.text() == self._ours:
            clipboard.clear()
        self._ours = ""
