"""What these dialogs have in common: a message over the page, pages, work under way, buttons; and how they close."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.running import Running


class RoundDialog(QDialog):
    """A dialog of pages with one job at a time. Closing while it runs cancels it first."""

    nothing_done = "已取消，什么也没有写。"

    def __init__(self, desk: Desk, title: str, size: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(theme.scaled(size[0]), theme.scaled(size[1]))
        self.desk = desk
        self.message = MessageStrip()
        self.running = Running(desk.jobs)
        self.pages = QStackedWidget()
        self.hint = QLabel()
        self.hint.setObjectName("hint")
        self.leave = QPushButton("关闭")
        self.leave.setAutoDefault(False)
        self._closing = False
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.pages, 1)
        column.addWidget(self.running)
        column.addLayout(self._row)
        self.leave.clicked.connect(self.reject)
        self.running.busy_changed.connect(self._frame_work)

    def place_buttons(self, left: list[QPushButton], right: list[QPushButton]) -> None:
        """The row below the pages: `left`, a hint, `right` of which the first is the primary one, and 关闭."""
        self._buttons = [*left, *right]
        for button in left:
            button.setAutoDefault(False)
            self._row.addWidget(button)
        self._row.addStretch()
        self._row.addWidget(self.hint)
        for button in right:
            button.setObjectName("primary")
            button.setDefault(True)
            self._row.addWidget(button)
        self._row.addWidget(self.leave)

    def work(self, title: str, job: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        """Run a job on the worker; a refusal is said over the page."""
        self.message.hide()
        self.running.run(title, job, done, self.refused, self._cancelled)

    def refused(self, refusal: OfficeError) -> None:
        """Say why something could not be done."""
        if self._closing:
            self.reject()
        else:
            self.message.fail(refusal)

    def _cancelled(self) -> None:
        if self._closing:
            self.reject()
        else:
            self.message.say(self.nothing_done)

    @Slot(bool)
    def _frame_work(self, busy: bool) -> None:
        self.pages.setEnabled(not busy)
        for button in self._buttons:
            button.setEnabled(not busy)
        if not busy:
            self.judge()

    def judge(self) -> None:
        """Say anew what the buttons may do; called whenever work has ended."""

    def reject(self) -> None:
        """Leave. Work under way is cancelled first, and leaves nothing behind."""
        if self.running.busy:
            self._closing = True
            self.running.cancel()
            return
        super().reject()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.running.busy:
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)
