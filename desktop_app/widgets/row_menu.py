"""What a right click on the rows of a table offers: everything that keys and buttons do with them, each with its key beside it."""

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop_app.ledger.declaration import Action
from desktop_app.widgets import keys
from desktop_app.widgets.belongings.steps_menu import StepsMenu
from desktop_app.widgets.papers_menu import PapersMenu


class RowMenu(QMenu):
    """Over a `StandardTab`. Deletes itself when it is closed."""

    def __init__(self, tab: Any) -> None:
        super().__init__(tab)
        self._tab = tab
        self.aboutToHide.connect(self.deleteLater)
        named = tab.actions_by_name
        self._add("打开", "Enter", tab.open_current)
        self.addAction(named["改"])
        self.addSeparator()
        self._add("复制这一格", keys.COPY_CELL.sequence, tab.panel.view.copy_cell)
        self._add("复制（含表头）", keys.COPY.sequence, tab.panel.view.copy_rows)
        if tab.ledger.imports is not None:
            self._add("粘贴", keys.PASTE.sequence, tab.paste_rows)
        self.addSeparator()
        self.addAction(named["批量改"])
        self._add_actions()
        if tab.ledger.steps is not None:
            self.addMenu(StepsMenu(tab, self))
        self._add_papers()
        self.addSeparator()
        self.addAction(named["显示证号"])
        if tab.ledger.deletes:
            self.addAction(named["删除"])

    def _add(self, words: str, key: str, slot: Any) -> None:
        # The key is told, not bound: the table answers to it already.
        action = QAction(f"{words}\t{key}", self)
        action.triggered.connect(slot)
        self.addAction(action)

    def _add_actions(self) -> None:
        tab = self._tab
        self.addSeparator()
        for declared in tab.ledger.actions:
            action: QAction | None = tab.actions_by_name.get(declared.name)
            if action is not None and isinstance(action.data(), Action) and declared.selection != "none":
                self.addAction(action)

    def _add_papers(self) -> None:
        tab = self._tab
        if tab.ledger.offers.record_papers:
            papers = PapersMenu(tab.desk, tab.ledger, tab.listing, self, of_records_only=True)
            self.addSeparator()
            papers.setTitle("打印选中的")
            self.addMenu(papers)
