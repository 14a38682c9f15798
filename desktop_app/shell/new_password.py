"""After the recovery code has opened the office: a new password, typed twice, so that the code goes back into its safe."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.support.errors import OfficeError

SHORTEST_PASSWORD = 8


def password_fault(first: str, second: str) -> str:
    """Why this can't become a password; ''."""
    if len(first) < SHORTEST_PASSWORD:
        return f"新密码至少 {SHORTEST_PASSWORD} 位。"
    return "" if first == second else "两次输入的新密码不一样。"


class NewPasswordDialog(QDialog):
    """`put(password)` keeps it. Left without one, the recovery code goes on being the way in."""

    def __init__(self, operator: str, put: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._put = put
        self.setWindowTitle("设一个新密码")
        self.setMinimumWidth(400)
        words = QLabel(f"已用恢复码打开。请给“{operator}”设一个新密码，以后用它打开；恢复码仍然有效，请收好。")
        words.setWordWrap(True)
        self.first, self.second = QLineEdit(), QLineEdit()
        form = QFormLayout()
        for label, field in (("新密码", self.first), ("再输一遍", self.second)):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            form.addRow(label, field)
        self.fault = QLabel()
        self.fault.setObjectName("fieldError")
        buttons = QDialogButtonBox()
        save = buttons.addButton("保存新密码", QDialogButtonBox.ButtonRole.AcceptRole)
        save.setObjectName("primary")
        save.setDefault(True)
        buttons.addButton("以后再说", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(words)
        column.addLayout(form)
        column.addWidget(self.fault)
        column.addWidget(buttons)

    @Slot()
    def _save(self) -> None:
        fault = password_fault(self.first.text(), self.second.text())
        if fault:
            self.fault.setText(fault)
            return
        try:
            self._put(self.first.text())
        except OfficeError as refusal:
            self.fault.setText(str(refusal))
            return
        self.accept()
