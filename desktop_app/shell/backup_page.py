"""Settings → 备份: the last one, one more now or onto a stick, and the way back from one."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.shell.words import backup_words
from desktop_app.widgets.desk import Desk


class BackupPage(QWidget):
    """`asked(step)`: backup, backup_to or restore, which the window carries out."""

    asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.last = QLabel()
        self.last.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 16, 4, 8)
        column.setSpacing(12)
        column.addWidget(self.last)
        row = QHBoxLayout()
        for step, words in (("backup", "现在备份"), ("backup_to", "备份到…"), ("restore", "从备份恢复…")):
            button = QPushButton(words)
            button.setProperty("step", step)
            button.clicked.connect(self._ask)
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(_hint("“备份到…”可以选 U 盘或另一块硬盘。备份和办公室用同一个密码，忘了密码用恢复码。"))
        column.addWidget(_hint("恢复之前会对照两边的数字，并先把现在的办公室另存一份。"))
        column.addStretch()
        desk.backed_up.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say which backup is the last."""
        last = self._desk.office.last_backup()
        where = f"\n{last.path}" if last else ""
        self.last.setText(backup_words(self._desk.office, self._desk.clock.now()) + where)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self.sender().property("step"))


def _hint(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("hint")
    label.setWordWrap(True)
    return label
