"""What is on the screen, to Excel: its columns, its filter, its order (X9). Printing has its own window (print_dialog.py)."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.ledger.cells import is_sensitive
from desktop_app.ledger.declaration import Column
from desktop_app.ledger.query import LedgerQuery
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme, where
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.growing import Growing
from desktop_app.widgets.handing_out import HandingOut
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.running import Running


class ExportDialog(QDialog):
    """Says what will be written, asks masked or whole and where to, writes it on the worker, and shows where it lies."""

    def __init__(
        self, desk: Desk, query: LedgerQuery, columns: Sequence[Column], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"导出 {query.ledger.title}")
        self.setMinimumWidth(theme.scaled(460))
        self._desk, self._query, self._columns = desk, query, list(columns)
        self._written: Path | None = None
        self._told = QLabel()
        self._told.setWordWrap(True)
        self.note = QLineEdit()
        self.note.setPlaceholderText("表头左边写什么，不填写单位名称")
        self.handing = HandingOut(is_sensitive(query.ledger, self._columns))
        self.strip = MessageStrip()
        self.running = Running(desk.jobs)
        self.running.busy_changed.connect(self._busy)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for part in (self._told, self.strip, self.note, self.handing, self.running):
            column.addWidget(part)
        column.addStretch()
        column.addWidget(self._build_buttons())
        self._say_what()
        Growing(self)

    def _build_buttons(self) -> QDialogButtonBox:
        self._buttons = QDialogButtonBox()
        self.export_button = QPushButton("导出…")
        self.export_button.setObjectName("primary")
        self.export_button.setDefault(True)
        self.open_button = QPushButton("打开")
        self.folder_button = QPushButton("打开所在文件夹")
        self._buttons.addButton(self.export_button, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.addButton(self.folder_button, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.export_button.clicked.connect(self._ask_target)
        self.open_button.clicked.connect(self._open)
        self.folder_button.clicked.connect(self._open_folder)
        self._buttons.rejected.connect(self.reject)
        self.open_button.hide()
        self.folder_button.hide()
        return self._buttons

    def _say_what(self) -> None:
        rows, ledger = self._query.count(), self._query.ledger
        headings = "、".join(ledger.heading(column) for column in self._columns)
        self._told.setText(f"屏幕上的 {rows:,} {ledger.unit}，{len(self._columns)} 列：{headings}。")

    @Slot()
    def _ask_target(self) -> None:
        today = self._desk.clock.today().isoformat()
        target = where.ask_target(self, "工作簿存到哪里", f"{self._query.ledger.title}{today}", where.EXCEL)
        if target is not None:
            self.write(target)

    def write(self, target: Path) -> None:
        """Write the workbook; exactly one message says how it went."""
        try:
            unmasking = self.handing.begin(self._desk.office)
        except OfficeError as refusal:
            self.strip.fail(refusal)
            return
        query, columns, note = self._query, self._columns, self.note.text().strip()

        def export(progress: Progress) -> tuple[Path, int]:
            from desktop_app.ledger.export import export_workbook

            done = export_workbook(query, columns, target, unmasking=unmasking, note=note, progress=progress)
            return target, done.rows

        self.running.run("导出", export, self._done, self._refused, self._cancelled)

    def _done(self, written: tuple[Path, int]) -> None:
        self._written, rows = written
        self.strip.say(f"已导出 {rows:,} {self._query.ledger.unit}：{self._written.name}", "good")
        self.open_button.show()
        self.folder_button.show()

    def _refused(self, refusal: OfficeError) -> None:
        self.strip.fail(refusal)

    def _cancelled(self) -> None:
        self.strip.say("已取消，没有写出文件。", "note")

    @Slot(bool)
    def _busy(self, busy: bool) -> None:
        self.export_button.setEnabled(not busy)

    @Slot()
    def _open(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    @Slot()
    def _open_folder(self) -> None:
        if self._written is not None:
            where.open_folder(self._written)

    def reject(self) -> None:
        """Closing while it runs cancels it first."""
        if self.running.busy:
            self.running.cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.running.cancel()
        super().closeEvent(event)
