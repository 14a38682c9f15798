"""The page that asks for the password, or the recovery code when it is forgotten. It opens nothing itself: it calls `opener`."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.support.errors import OfficeError
from desktop_app.widgets.growing import Growing

Opener = Callable[..., Any]


class UnlockDialog(QDialog):
    """Asks until the office opens or the clerk gives up; `office` is what `opener(password=…)` returned.

    `restore(parent)` brings a backup back instead; `opened_by_code` asks for a new password.
    """

    def __init__(
        self,
        office_name: str,
        opener: Opener,
        parent: QWidget | None = None,
        *,
        restore: Callable[[QWidget], Any] | None = None,
    ) -> None:
        super().__init__(parent)
        self.office: Any = None
        self.opened_by_code = False
        self._restore = restore
        self._opener = opener
        self._by_code = False
        self.setWindowTitle("社区党务台账")
        self.setMinimumWidth(380)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self._build_title(office_name))
        self._prompt = QLabel("请输入密码")
        layout.addWidget(self._prompt)
        self._typed = self._build_field()
        layout.addWidget(self._typed)
        self._fault = QLabel()
        self._fault.setObjectName("fieldError")
        self._fault.setWordWrap(True)
        layout.addWidget(self._fault)
        self._other_way = QPushButton("忘了密码，用恢复码")
        self._other_way.setFlat(True)
        self._other_way.setAutoDefault(False)
        self._other_way.clicked.connect(self._switch_way)
        layout.addWidget(self._other_way, alignment=Qt.AlignmentFlag.AlignLeft)
        if restore is not None:
            self.restore_button = QPushButton("从备份恢复…")
            self.restore_button.setFlat(True)
            self.restore_button.setAutoDefault(False)
            self.restore_button.clicked.connect(self._bring_back)
            layout.addWidget(self.restore_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._build_buttons())
        self._confirm.setDefault(True)
        Growing(self)

    def _build_title(self, office_name: str) -> QLabel:
        title = QLabel(office_name)
        title.setObjectName("pageTitle")
        title.setWordWrap(True)
        return title

    def _build_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("unlockField")
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textEdited.connect(self._clear_fault)
        return field

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self._confirm = QPushButton("打开")
        self._confirm.setObjectName("primary")
        buttons.addButton(self._confirm, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("退出", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._try)
        buttons.rejected.connect(self.reject)
        return buttons

    @Slot()
    def _switch_way(self) -> None:
        self._by_code = not self._by_code
        self._prompt.setText("请输入打印在纸上的恢复码" if self._by_code else "请输入密码")
        self._other_way.setText("用密码打开" if self._by_code else "忘了密码，用恢复码")
        hidden = QLineEdit.EchoMode.Normal if self._by_code else QLineEdit.EchoMode.Password
        self._typed.setEchoMode(hidden)
        self._typed.clear()
        self._clear_fault()
        self._typed.setFocus()

    @Slot()
    def _clear_fault(self) -> None:
        self._fault.clear()

    @Slot()
    def _try(self) -> None:
        secret = self._typed.text()
        if not secret:
            self._fault.setText("还没有输入。")
            return
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            key = "recovery_code" if self._by_code else "password"
            self.office = self._opener(**{key: secret})
        except OfficeError as refusal:
            self._fault.setText(str(refusal))
            self._typed.selectAll()
            self._typed.setFocus()
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        self.opened_by_code = self._by_code
        self.accept()

    @Slot()
    def _bring_back(self) -> None:
        assert self._restore is not None
        self.office = self._restore(self)
        if self.office is not None:
            self.accept()
