"""The status bar: what the page counts, the last backup, and whether all is saved."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from desktop_app.shell.words import backup_words
from desktop_app.widgets.desk import Desk

_PASSING_MS = 6000


class StatusBar(QStatusBar):
    """`follow(page)` shows that page's counts; pages emit `status_changed(text)`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._page: Any = None
        self.setSizeGripEnabled(False)
        self.setContentsMargins(12, 0, 12, 0)
        self._counts = QLabel()
        self._backup = QLabel()
        self._saved = QLabel("已保存")
        self.addWidget(self._counts, 1)
        self.addPermanentWidget(desk.jobs.strip)
        self.addPermanentWidget(self._backup)
        self.addPermanentWidget(self._saved)
        desk.saving.connect(self._show_saving)
        desk.told.connect(self._tell)
        desk.changed.connect(self._changed)
        self.refresh()

    def follow(self, page: QWidget | None) -> None:
        """Show the counts of this page from now on."""
        if self._page is not None:
            self._page.status_changed.disconnect(self._counts.setText)
        self._page = page if hasattr(page, "status_changed") else None
        if self._page is None:
            self._counts.clear()
            return
        self._page.status_changed.connect(self._counts.setText)
        self._counts.setText(self._page.status_text())

    @Slot()
    def refresh(self) -> None:
        """Look at the last backup again."""
        self._backup.setText(backup_words(self._desk.office, self._desk.clock.now()))

    @Slot(bool)
    def _show_saving(self, saving: bool) -> None:
        self._saved.setText("保存中…" if saving else "已保存")

    @Slot(str)
    def _tell(self, words: str) -> None:
        self.showMessage(words, _PASSING_MS)

    @Slot(object)
    def _changed(self, _changed: object) -> None:
        self.refresh()
