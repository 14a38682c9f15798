"""Questions from Word text, GIFT or Aiken: paste them or choose a file; then the same preview as for a workbook."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from desktop_app.features.quiz.formats.reading import TEXTS, read_text, read_text_file, spread_options
from desktop_app.ledger.importing.mapping import map_sheet, remember
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme, where
from desktop_app.widgets.import_preview.dialog import ImportDialog
from desktop_app.widgets.messages import MessageStrip
from desktop_app.workbook.cells import Workbook
from desktop_app.workbook.worker import read_workbook_safely

_TOLD = (
    "把 Word 里的题复制、粘贴到下面。题目编号写 1. 2. …，选项写 A. B. C. D.，答案写在题干括号里、单独一行（答案：B）或集中在末尾。"
    "也认 Moodle 的 GIFT 和 Aiken；GIFT 的配对题、数值题不支持，会逐题说明。"
)
_FILES = "题目文件 (*.txt *.gift *.aiken *.md *.xlsx *.xls *.ods *.csv)"


class TextImportDialog(QDialog):
    """Over a ledger's tab; it ends where the import preview begins."""

    def __init__(self, tab: Any) -> None:
        super().__init__(tab.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导入文字或 GIFT")
        self.resize(theme.scaled(720), theme.scaled(520))
        self._tab = tab
        self.message = MessageStrip()
        told = QLabel(_TOLD)
        told.setWordWrap(True)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText("1. 对党员的纪律处分有（　）种。\nA. 三　B. 四　C. 五　D. 六\n答案：C")
        self.text.setTabChangesFocus(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.file = QPushButton("选择文件…")
        self.next = QPushButton("下一步：预览")
        self.next.setObjectName("primary")
        buttons.addButton(self.file, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.next, QDialogButtonBox.ButtonRole.ActionRole)
        self.file.clicked.connect(self._choose)
        self.next.clicked.connect(self.preview)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (told, self.message, self.text, buttons):
            column.addWidget(part)

    @Slot()
    def preview(self) -> None:
        """Read what is pasted and show what it would do."""
        try:
            self._show(read_text(self.text.toPlainText(), "粘贴的题目"))
        except OfficeError as refusal:
            self.message.fail(refusal)

    @Slot()
    def _choose(self) -> None:
        for path in where.ask_files(self, "选择题目文件", _FILES)[:1]:
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """A text, or a workbook whose options may stand in one cell."""
        try:
            text = path.suffix.lower() in TEXTS
            self._show(read_text_file(path) if text else spread_options(read_workbook_safely(path)))
        except OfficeError as refusal:
            self.message.fail(refusal)

    def _show(self, workbook: Workbook) -> None:
        office, ledger = self._tab.desk.office, self._tab.ledger
        for sheet in workbook.sheets if workbook.kind == "text" else ():
            # The columns of a text are our own: nothing is to be asked about them.
            if mapping := map_sheet(office, ledger, sheet):
                remember(office, ledger, mapping)
        ImportDialog(self._tab.desk, self._tab.ledger, [workbook], self._tab.window()).open()
        self.accept()
