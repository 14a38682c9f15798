"""Asking for another name for something."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QInputDialog, QWidget


class NameDialog(QInputDialog):
    """`named(old, new)` when another name was given."""

    named = Signal(str, str)

    def __init__(self, title: str, old: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setLabelText("新名称")
        self.setTextValue(old)
        self._old = old
        self.textValueSelected.connect(self._tell)

    @Slot(str)
    def _tell(self, new: str) -> None:
        if new.strip() and new.strip() != self._old:
            self.named.emit(self._old, new.strip())
