"""Masked or whole, and if whole: what for and to whom. Asked wherever rows leave the program (B7)."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.ledger.cells import PURPOSES, Unmasking
from desktop_app.storage.office import Office

_HANDED_OUT = PURPOSES[1]


class HandingOut(QWidget):
    """A tick for whole numbers, then purpose and recipient. Hidden where nothing sensitive leaves."""

    changed = Signal()

    def __init__(self, sensitive: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whole = QCheckBox("证号、电话、住址写全")
        self.whole.toggled.connect(self._toggled)
        self.purpose = QComboBox()
        self.purpose.setEditable(True)
        self.purpose.addItems(list(PURPOSES))
        self.purpose.setCurrentText(_HANDED_OUT)
        self.purpose.currentTextChanged.connect(self.changed)
        self.recipient = QLineEdit()
        self.recipient.setPlaceholderText("交给谁，例如：上级组织部")
        self.recipient.textEdited.connect(self.changed)
        self._told = QLabel("用途和接收单位记入查阅记录。")
        self._told.setObjectName("hint")
        self._told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.whole, self.purpose, self.recipient, self._told):
            column.addWidget(part)
        self._toggled(False)
        self.setVisible(sensitive)

    @Slot(bool)
    def _toggled(self, whole: bool) -> None:
        for part in (self.purpose, self.recipient, self._told):
            part.setVisible(whole)
        self.changed.emit()

    def begin(self, office: Office) -> Unmasking | None:
        """The showing to be logged, or None while numbers stay masked. OfficeError without a purpose or a recipient."""
        if not self.whole.isChecked():
            return None
        return Unmasking(office).hand_out(self.purpose.currentText(), self.recipient.text())
