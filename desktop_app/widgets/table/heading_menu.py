"""What a right click on a heading offers: the order, hiding, fitting, choosing columns."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.ledger.declaration import Column, Ledger


class HeadingMenu(QMenu):
    """`order_asked(order)`, `hide_asked(name)`, `fit_asked(name)`, `choose_asked()`. Deletes itself when it is closed."""

    order_asked = Signal(object)
    hide_asked = Signal(str)
    fit_asked = Signal(str)
    choose_asked = Signal()

    def __init__(self, column: Column | None, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.aboutToHide.connect(self.deleteLater)
        self._name = column.name if column else ""
        if column is not None:
            self._add("升序", self._up, "sort")
            self._add("降序", self._down, "sort")
            self._add("按原来的次序", self._plain, "sort")
            self.addSeparator()
            self._add(f"隐藏“{ledger.heading(column)}”", self._hide_column, "")
            self._add("列宽适合内容", self._fit, "")
            for action in self.actions():
                action.setEnabled(action.data() != "sort" or not column.compute or bool(column.sorts_by))
        self._add("选择列…", self._choose, "")

    def _add(self, words: str, slot: Any, data: str) -> None:
        action = QAction(words, self)
        action.setData(data)
        action.triggered.connect(slot)
        self.addAction(action)

    @Slot()
    def _up(self) -> None:
        self.order_asked.emit(((self._name, False),))

    @Slot()
    def _down(self) -> None:
        self.order_asked.emit(((self._name, True),))

    @Slot()
    def _plain(self) -> None:
        self.order_asked.emit(())

    @Slot()
    def _hide_column(self) -> None:
        self.hide_asked.emit(self._name)

    @Slot()
    def _fit(self) -> None:
        self.fit_asked.emit(self._name)

    @Slot()
    def _choose(self) -> None:
        self.choose_asked.emit()
