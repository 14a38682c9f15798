"""The guide's frame: the order of the pages, and the making of the office between them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.shell.guide.handing_code import FILE_NAME, CodePrinter, paper_of
from desktop_app.shell.guide.pages import ChoosePage, DonePage, GuidePage, NamePage, PasswordPage, RecoveryPage
from desktop_app.support.errors import OfficeError
from desktop_app.support.files import write_atomically
from desktop_app.support.paths import default_home
from desktop_app.widgets import theme, where

Then = Literal["enter", "import"]


@dataclass(frozen=True)
class Outcome:
    """What the clerk decided: a new office that is already open, or a folder still to be opened, or the demo to be built."""

    kind: Literal["new", "open", "demo"]
    office: Any = None
    folder: Path | None = None
    then: Then = "enter"


class FirstStartGuide(QDialog):
    """`create(folder, name, committee, password)` makes the office and gives (office, recovery code or None)."""

    def __init__(
        self,
        create: Callable[[Path, str, str, str | None], tuple[Any, str | None]],
        restore: Callable[[QWidget], Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.outcome: Outcome | None = None
        self._create = create
        self._restore = restore
        self._office: Any = None
        self.setWindowTitle("社区党务台账")
        self.setMinimumSize(theme.scaled(560), theme.scaled(470))
        self._build_pages()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 28, 32, 20)
        layout.setSpacing(12)
        layout.addWidget(self._pages, 1)
        self._fault = QLabel()
        self._fault.setObjectName("fieldError")
        self._fault.setWordWrap(True)
        layout.addWidget(self._fault)
        layout.addLayout(self._build_buttons())
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.forward.setDefault(True)
        self._show(self.choose)

    def _build_pages(self) -> None:
        self._pages = QStackedWidget()
        self.choose, self.name, self.password = ChoosePage(), NamePage(), PasswordPage()
        self.recovery, self.done_page = RecoveryPage(), DonePage()
        for page in (self.choose, self.name, self.password, self.recovery, self.done_page):
            self._pages.addWidget(page)
        self.choose.chosen.connect(self._chosen)
        self.done_page.chosen.connect(self._finish)
        self.recovery.print_button.clicked.connect(self._print)
        self.recovery.save_button.clicked.connect(self._save_paper)
        self.printer = CodePrinter(self)
        self.printer.ended.connect(self._printed)

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.back = QPushButton("上一步")
        self.forward = QPushButton("下一步")
        self.forward.setObjectName("primary")
        self.back.clicked.connect(self._go_back)
        self.forward.clicked.connect(self._go_forward)
        row.addStretch()
        row.addWidget(self.back)
        row.addWidget(self.forward)
        return row

    def _show(self, page: GuidePage) -> None:
        self._fault.clear()
        self._pages.setCurrentWidget(page)
        choosing = page in (self.choose, self.done_page)
        self.forward.setVisible(not choosing)
        self.back.setVisible(page in (self.name, self.password))
        self.forward.setText("建立办公室" if page is self.password else "下一步")
        page.setFocus()

    @Slot(str)
    def _chosen(self, key: str) -> None:
        if key == "new":
            self._show(self.name)
            self.name.name.setFocus()
        elif key == "demo":
            self.outcome = Outcome("demo")
            self.accept()
        elif key == "restore":
            self._bring_back()
        else:
            self._choose_folder()

    def _bring_back(self) -> None:
        office = self._restore(self) if self._restore else None
        if office is not None:
            self.outcome = Outcome("open", office=office, folder=office.folder)
            self.accept()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, "选择以 .office 结尾的文件夹", where.start_folder(str(default_home()))
        )
        if folder:
            self.outcome = Outcome("open", folder=Path(folder))
            self.accept()

    @Slot()
    def _go_back(self) -> None:
        self._show(self.name if self._pages.currentWidget() is self.password else self.choose)

    @Slot()
    def _go_forward(self) -> None:
        page = self._pages.currentWidget()
        fault = page.fault() if isinstance(page, GuidePage) else ""
        if fault:
            self._fault.setText(fault)
        elif page is self.name:
            self._show(self.password)
            self.password.first.setFocus()
        elif page is self.password:
            self._make_office()
        else:
            self._show(self.done_page)

    def _make_office(self) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            name, committee = self.name.name.text().strip(), self.name.committee.text().strip()
            self._office, code = self._create(self.name.folder(), name, committee, self.password.password())
        except OfficeError as refusal:
            self._fault.setText(str(refusal))
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        if code is None:
            self._show(self.done_page)
            return
        self.recovery.show_code(code)
        self._show(self.recovery)
        self.recovery.typed_back.setFocus()

    @Slot()
    def _print(self) -> None:
        if pdf := self._paper():
            self.printer.ask(pdf)

    @Slot(bool)
    def _printed(self, whole: bool) -> None:
        self.recovery.say("已送到打印机。请照着纸上的再输一遍。" if whole else "")
        self._fault.setText("" if whole else "打印机没有接受。请检查打印机是否开着、有没有纸，也可以照着抄在纸上。")

    @Slot()
    def _save_paper(self) -> None:
        target = where.ask_target(self, "恢复码存到哪个 U 盘", FILE_NAME, where.PDF)
        pdf = self._paper() if target else None
        if not target or not pdf:
            return
        try:
            with write_atomically(target) as beside:
                beside.write_bytes(pdf)
        except OfficeError as refusal:
            self._fault.setText(str(refusal))
            return
        self._fault.setText("")
        self.recovery.say(f"已存为 {target.name}。存在这台电脑上的，印完请马上删除。")

    def _paper(self) -> bytes | None:
        try:
            return paper_of(self.name.name.text().strip(), self.recovery.code(), date.today())
        except OfficeError as refusal:
            self._fault.setText(str(refusal))
            return None

    @Slot(str)
    def _finish(self, then: Then) -> None:
        self.outcome = Outcome("new", office=self._office, folder=self.name.folder(), then=then)
        self.accept()

    def reject(self) -> None:
        """Closing after the office was made still enters it: it is there and must not be left open and unseen."""
        if self._office is not None:
            self.outcome = Outcome("new", office=self._office, folder=self.name.folder())
            self.accept()
            return
        super().reject()
