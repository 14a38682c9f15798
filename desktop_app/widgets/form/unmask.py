"""Asking once what whole numbers are wanted for; they show for half an hour, and the access log says who looked at what (B7)."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.cells import LASTS, PURPOSES
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk


class UnmaskDialog(QDialog):
    """A purpose, or one's own words for it. Accepting unmasks."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("显示完整证号和电话")
        self._desk = desk
        self.purposes = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(QLabel("用途"))
        for number, purpose in enumerate((*PURPOSES, "其他")):
            button = QRadioButton(purpose)
            self.purposes.addButton(button, number)
            column.addWidget(button)
        self.purposes.button(0).setChecked(True)
        self.other = QLineEdit()
        self.other.setPlaceholderText("写明用途")
        self.other.textEdited.connect(self._choose_other)
        column.addWidget(self.other)
        self._told = QLabel(f"{LASTS.seconds // 60} 分钟后自动恢复遮盖。谁、何时、看了哪些、为什么，都记入查阅记录。")
        self._told.setObjectName("hint")
        self._told.setWordWrap(True)
        column.addWidget(self._told)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        show = buttons.addButton("显示", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.make_primary(show)
        show.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    @Slot()
    def _choose_other(self) -> None:
        self.purposes.button(len(PURPOSES)).setChecked(True)

    def accept(self) -> None:
        chosen = self.purposes.checkedId()
        try:
            self._desk.unmask(PURPOSES[chosen] if chosen < len(PURPOSES) else self.other.text())
        except OfficeError as refusal:
            self._told.setObjectName("fieldError")
            self._told.setText(str(refusal))
            self._told.style().polish(self._told)
            self.other.setFocus()
            return
        super().accept()
