"""Choosing columns: a list to tick, opened from the headings."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.declaration import Column, Ledger
from desktop_app.widgets import theme
from desktop_app.widgets.plain_list import PlainList
from desktop_app.widgets.screens import screen_of


class ColumnChooser(QFrame):
    """All of a ledger's columns with a tick for those shown. `chosen(names)` follows each tick, `reset_asked` the button."""

    chosen = Signal(object)
    reset_asked = Signal()

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popup")
        self._ledger = ledger
        self._list = PlainList()
        self._list.itemChanged.connect(self._ticked)
        reset = QPushButton("恢复原来的列")
        reset.clicked.connect(self._reset)
        row = QHBoxLayout()
        title = QLabel("显示哪些列")
        title.setObjectName("sectionTitle")
        row.addWidget(title, 1)
        row.addWidget(reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.addLayout(row)
        column.addWidget(self._list)
        self.resize(theme.scaled(280), theme.scaled(420))

    def offer(self, columns: Sequence[Column], shown: frozenset[str]) -> None:
        """List these columns, ticked where shown."""
        self._list.blockSignals(True)
        for column in columns:
            item = QListWidgetItem(self._ledger.heading(column), self._list)
            item.setData(Qt.ItemDataRole.UserRole, column.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if column.name in shown else Qt.CheckState.Unchecked)
        self._list.blockSignals(False)

    def open_at(self, place: QPoint) -> None:
        """Show the list at a place of the screen, wholly on it."""
        room = screen_of(self).availableGeometry()
        left = min(place.x(), room.right() - self.width())
        top = min(place.y(), room.bottom() - self.height())
        self.move(max(left, room.left()), max(top, room.top()))
        self.show()
        self._list.setFocus()

    @Slot(QListWidgetItem)
    def _ticked(self, item: QListWidgetItem) -> None:
        names = [
            self._list.item(at).data(Qt.ItemDataRole.UserRole)
            for at in range(self._list.count())
            if self._list.item(at).checkState() == Qt.CheckState.Checked
        ]
        if names:
            self.chosen.emit(frozenset(names))
        else:
            item.setCheckState(Qt.CheckState.Checked)  # a table has at least one column

    @Slot()
    def _reset(self) -> None:
        self.reset_asked.emit()
        self.close()
