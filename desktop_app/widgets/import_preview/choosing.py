"""First page: which files. Dropped, or chosen; several at once."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.widgets import theme, where


class ChoosePage(QFrame):
    """`chosen(list[Path])` follows the drop or the choice."""

    chosen = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.setAcceptDrops(True)
        picture = QLabel()
        picture.setPixmap(theme.icon("file-import", "muted").pixmap(theme.scaled(44), theme.scaled(44)))
        words = QLabel(f"把要导入“{title}”的工作簿拖到这里，或者")
        kinds = QLabel(
            "Excel（.xlsx、.xls）、WPS、.ods、.csv 都可以，一次可以几个，也可以拖一个文件夹进来。表头在哪一行会自己找；导入之前先给您看。"
        )
        kinds.setObjectName("hint")
        kinds.setWordWrap(True)
        kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = QPushButton("选择文件…")
        self.choose.setObjectName("primary")
        self.choose.setDefault(True)
        self.choose.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for part in (picture, words, self.choose):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        # Not aligned: a wrapped label that is gets the height of one line.
        column.addWidget(kinds)
        column.addStretch(3)

    @Slot()
    def _choose(self) -> None:
        if files := where.ask_files(self, f"导入{self._title}"):
            self.chosen.emit(files)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.chosen.emit(self._files(event))

    @staticmethod
    def _files(event: QDropEvent) -> list[Path]:
        return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
