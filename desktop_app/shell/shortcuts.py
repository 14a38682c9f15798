"""The sheet of keys (F1): what the window and the tabs answer to, told by the places that answer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.widgets import theme
from desktop_app.widgets.keys import TAB_KEYS

WINDOW_KEYS = (
    ("Ctrl+K", "搜索全部台账"),
    ("Alt+1 … Alt+9", "换到第几个标签页"),
    ("Ctrl+Z", "撤销上一步"),
    ("Ctrl+Y", "重做"),
    ("Ctrl+H", "改动记录和回收站"),
    ("Ctrl+,", "设置"),
    ("Ctrl+L", "锁定（有密码的办公室）"),
    ("F1", "这张快捷键表"),
)


class ShortcutSheet(QDialog):
    """All keys on one sheet, in two groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("快捷键")
        self.resize(theme.scaled(520), theme.scaled(680))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(24)
        row = self._add_group(grid, 0, "窗口", WINDOW_KEYS)
        row = self._add_group(grid, row, "台账里", TAB_KEYS)
        grid.setRowStretch(row, 1)
        grid.setColumnStretch(1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        layout.addWidget(buttons)

    def _add_group(self, grid: QGridLayout, row: int, title: str, keys: tuple[tuple[str, str], ...]) -> int:
        heading = QLabel(title)
        heading.setObjectName("sectionTitle")
        grid.addWidget(heading, row, 0, 1, 2)
        for number, (key, words) in enumerate(keys, start=row + 1):
            grid.addWidget(QLabel(key), number, 0)
            grid.addWidget(QLabel(words), number, 1)
        return row + len(keys) + 1
