"""Where bugs end up: one calm dialog in Chinese, the places in the log, never a traceback on the screen.

Errors in slots, in model `data()` and on worker threads all reach `sys.excepthook`, one bad cell many times over: the same fault
is shown once, and always from the window's own thread.
"""

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from desktop_app.support.errors import OfficeError
from desktop_app.support.log import describe_fault

_log = logging.getLogger(__name__)


class FaultReporter(QObject):
    """Takes over `sys.excepthook` and `threading.excepthook` for as long as the program runs."""

    _arrived = Signal(object)

    def __init__(self, log: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_file = log
        self._shown: set[str] = set()
        self._dialog: QMessageBox | None = None
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """From here on every uncaught error comes here."""
        sys.excepthook = self.report
        threading.excepthook = self._report_thread

    def report(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Log the fault without its message and show it once; safe from any thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        places = describe_fault(kind, trace)
        _log.error("uncaught fault\n%s", places)
        if isinstance(fault, OfficeError):
            self._arrived.emit(fault)
        elif places not in self._shown:
            self._shown.add(places)
            self._arrived.emit(None)

    def _report_thread(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            self.report(hook.exc_type, hook.exc_value, hook.exc_traceback)

    @Slot(object)
    def _show(self, fault: OfficeError | None) -> None:
        if self._dialog is not None:
            return
        dialog = self._build_dialog(fault)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def _build_dialog(self, fault: OfficeError | None) -> QMessageBox:
        dialog = QMessageBox(QApplication.activeWindow())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setIcon(QMessageBox.Icon.Warning)
        dialog.setWindowTitle("没有办成")
        if fault is not None:
            dialog.setText(fault.sentence)
            dialog.setInformativeText(fault.next_step)
            dialog.addButton(QMessageBox.StandardButton.Ok)
            return dialog
        dialog.setText("程序出了意外，刚才这一步没有办成。")
        dialog.setInformativeText(
            "已保存的内容都在。可以接着用；如果再次出现，请把日志文件发给维护人员（日志里没有姓名和证号）。"
        )
        dialog.setEscapeButton(dialog.addButton("知道了", QMessageBox.ButtonRole.AcceptRole))
        if self._log_file:
            button = QPushButton("打开日志所在文件夹", dialog)
            dialog.addButton(button, QMessageBox.ButtonRole.HelpRole)
            button.clicked.connect(self._open_log_folder)
        return dialog

    @Slot()
    def _open_log_folder(self) -> None:
        if self._log_file:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_file.parent)))

    @Slot()
    def _forget(self) -> None:
        self._dialog = None
