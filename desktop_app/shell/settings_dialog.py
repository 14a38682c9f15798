"""Settings: how the window looks, what papers carry, who works here and the password, which faces papers are set in."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.paper_words import FOOT_FIELDS, paper_foot, remember_paper_foot
from desktop_app.shell.backup_page import BackupPage
from desktop_app.shell.idle import CHOICES, DEFAULT_MINUTES, IDLE_MINUTES
from desktop_app.shell.operators_page import OperatorsPage
from desktop_app.support.errors import OfficeError
from desktop_app.support.settings import WorkstationSettings
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk


class SettingsDialog(QDialog):
    """What is changed here holds at once; only the office's name and the papers' words wait for 保存.

    `resized`: another type size is in force; `step_asked(step)`: a backup or a restore.
    """

    resized = Signal()
    step_asked = Signal(str)

    def __init__(self, desk: Desk, workstation: WorkstationSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._workstation = workstation
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("设置")
        self.resize(theme.scaled(620), theme.scaled(460))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        pages = QTabWidget()
        pages.addTab(self._build_look(), "外观")
        pages.addTab(self._build_papers(), "报表")
        pages.addTab(OperatorsPage(desk), "操作员与密码")
        pages.addTab(self._build_backups(), "备份")
        pages.addTab(self._build_faces(), "字体")
        layout.addWidget(pages)
        self._fault = QLabel()
        self._fault.setObjectName("fieldError")
        self._fault.setWordWrap(True)
        layout.addWidget(self._fault)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Close)
        theme.make_primary(buttons.button(QDialogButtonBox.StandardButton.Save))
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _build_look(self) -> QWidget:
        page = QWidget()
        form = _form(page)
        self.appearance = _choices(theme.APPEARANCES, self._workstation.get(theme.APPEARANCE, "system"))
        self.type_size = _choices(theme.TYPE_SIZES, self._workstation.get(theme.TYPE_SIZE, 100))
        form.addRow("明暗", self.appearance)
        form.addRow("字号", self.type_size)
        self.appearance.currentIndexChanged.connect(self._dress)
        self.type_size.currentIndexChanged.connect(self._dress)
        if self._desk.office.encrypted:
            self.idle = _choices(CHOICES, self._workstation.get(IDLE_MINUTES, DEFAULT_MINUTES))
            self.idle.currentIndexChanged.connect(self._keep_idle)
            form.addRow("多久不用就锁定", self.idle)
        return page

    @Slot()
    def _keep_idle(self) -> None:
        self._workstation.put(IDLE_MINUTES, self.idle.currentData())

    def _build_backups(self) -> QWidget:
        page = BackupPage(self._desk)
        page.asked.connect(self._ask_step)
        return page

    @Slot(str)
    def _ask_step(self, step: str) -> None:
        """The restore's own dialog takes this one's place."""
        if step == "restore":
            self.reject()
        self.step_asked.emit(step)

    @Slot()
    def _dress(self) -> None:
        self._workstation.put(theme.APPEARANCE, self.appearance.currentData())
        other_size = self._workstation.get(theme.TYPE_SIZE, 100) != self.type_size.currentData()
        self._workstation.put(theme.TYPE_SIZE, self.type_size.currentData())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, self._workstation)
        if other_size:
            self.resized.emit()

    def _build_papers(self) -> QWidget:
        page = QWidget()
        form = _form(page)
        self.office_name = QLineEdit(self._desk.office.name)
        form.addRow("办公室名称", self.office_name)
        kept = paper_foot(self._desk.office)
        self.foot: dict[str, QLineEdit] = {}
        for key, label in FOOT_FIELDS:
            self.foot[key] = QLineEdit(kept.get(key, ""))
            form.addRow(label, self.foot[key])
        return page

    def _build_faces(self) -> QWidget:
        from desktop_app.paper.fonts import faces_in_use

        page = QWidget()
        form = _form(page)
        for face in faces_in_use():
            form.addRow(face.role, QLabel(f"{face.label}（{'随程序附带' if face.bundled else '这台电脑上的'}）"))
        words = QLabel("报表先用这台电脑上自己的方正小标宋、仿宋_GB2312、黑体、楷体；没有时用随程序附带的开放字体。")
        words.setObjectName("hint")
        words.setWordWrap(True)
        form.addRow(words)
        return page

    @Slot()
    def _save(self) -> None:
        name = self.office_name.text().strip()
        if not name:
            self._fault.setText("办公室名称不能为空。")
            return
        try:
            if name != self._desk.office.name:
                self._desk.office.rename(name)
            remember_paper_foot(self._desk.office, {key: field.text().strip() for key, field in self.foot.items()})
        except OfficeError as refusal:
            self._fault.setText(str(refusal))
            return
        self.accept()


def _choices(options: Any, chosen: Any) -> QComboBox:
    box = QComboBox()
    for key, words in options:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.setFixedWidth(theme.scaled(180))
    return box


def _form(page: QWidget) -> QFormLayout:
    form = QFormLayout(page)
    form.setContentsMargins(4, 16, 4, 8)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    return form
