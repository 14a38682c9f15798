"""Asking why contradicting records are right as they are."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.ledger.offered import Contradiction
from desktop_app.widgets import theme


class ReasonDialog(QDialog):
    """`given(contradictions, reason)` when the clerk has said why; nothing without words."""

    given = Signal(object, str)

    def __init__(self, contradictions: Sequence[Contradiction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("认定属实")
        self.setMinimumWidth(theme.scaled(460))
        self._contradictions = tuple(contradictions)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        first = contradictions[0].sentence
        told = QLabel(first if len(contradictions) == 1 else f"{first}\n等 {len(contradictions)} 条")
        told.setWordWrap(True)
        column.addWidget(told)
        self.reason = QPlainTextEdit()
        self.reason.setPlaceholderText("为什么这些记录没有问题，例如：两场会在同一会议室连着开")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.scaled(84))
        self.reason.setAccessibleName("理由")
        self.reason.textChanged.connect(self._name_button)
        column.addWidget(self.reason)
        hint = QLabel("以后自查不再列出，记入改动记录；记录改动后会重新列出。")
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        column.addWidget(hint)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._say = buttons.addButton("认定属实", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.make_primary(self._say)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self._name_button()

    @Slot()
    def _name_button(self) -> None:
        self._say.setEnabled(bool(self.reason.toPlainText().strip()))

    def accept(self) -> None:
        self.given.emit(self._contradictions, self.reason.toPlainText())
        super().accept()
