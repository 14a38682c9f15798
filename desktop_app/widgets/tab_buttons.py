"""The buttons, keys and menus over a ledger's table: built from its declaration, each calling the tab."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolButton

from desktop_app.ledger.declaration import Action
from desktop_app.ledger.named import doable
from desktop_app.widgets import keys, theme
from desktop_app.widgets.belongings.steps_menu import StepsMenu
from desktop_app.widgets.keys import Key
from desktop_app.widgets.papers_menu import PapersMenu
from desktop_app.widgets.rounds.menu import RoundsMenu
from desktop_app.widgets.toolbar import Toolbar


class TabButtons:
    """Fills `toolbar`; `by_name` are the tab's actions by their words, `rounds` the menu of 下发与收回 where there is one."""

    def __init__(self, tab: Any) -> None:
        self._tab = tab
        self.toolbar = Toolbar()
        self.by_name: dict[str, QAction] = {}
        self.rounds: RoundsMenu | None = None
        self._build()

    def _build(self) -> None:
        row, tab = self.toolbar, self._tab
        if self._tab.ledger.is_typed_in:
            self._button(row, "新增", "plus", keys.NEW, self._tab.start_new)
        if self._tab.ledger.imports is not None:
            self._button(row, "导入", "file-import", keys.IMPORT, self._tab.start_import)
        self._button(row, "导出", "file-export", keys.EXPORT, self._tab.start_export)
        self._add_papers(self._button(row, "打印", "printer", keys.PRINT, self._tab.start_print))
        self._button(row, "批量改", "pencil", keys.BULK, self._tab.start_bulk_edit)
        if self._tab.ledger.round is not None:
            self._add_rounds(row)
        for action in doable(self._tab.ledger):
            if action is not self._tab.own_way_in:
                self._ledger_button(row, action)
        tab.switch.add_to(row)
        self._add_keys()
        self._fill_more()

    def _add_keys(self) -> None:
        for words, key, slot in (
            ("找", keys.FIND, self._tab.to_search),
            ("筛选", keys.FILTER, self._tab.bar.open_editor),
            ("改", keys.EDIT, self._tab.edit_current),
            ("删除", keys.DELETE, self._tab.delete_selected),
            ("组织树", keys.TREE, self._tab.to_tree),
            ("表格", keys.TABLE, self._tab.to_table),
            ("记录", keys.PANE, self._tab.to_pane),
            ("表格和看板", keys.BOARD, self._tab.switch.turn),
            ("显示证号", keys.REVEAL, self._tab.reveal),
        ):
            self._key(words, key, slot)

    def _fill_more(self) -> None:
        """Every key's twin that has no button."""
        copy, paste = (
            QAction(f"复制（含表头）\t{keys.COPY.sequence}", self._tab),
            QAction(f"粘贴\t{keys.PASTE.sequence}", self._tab),
        )
        copy.triggered.connect(self._tab.panel.view.copy_rows)
        paste.triggered.connect(self._tab.paste_rows)
        named = self.by_name
        with_rows = [named["改"], copy] + [paste] * (self._tab.ledger.imports is not None)
        self.toolbar.offer([*with_rows, *[named["删除"]] * self._tab.ledger.deletes])
        if self._tab.ledger.steps is not None:
            self.toolbar.offer([StepsMenu(self._tab, self.toolbar).menuAction()])
        self.toolbar.offer([named["找"], named["筛选"], named["显示证号"]])
        board = [named["表格和看板"]] * (self._tab.ledger.board is not None)
        self.toolbar.offer([named["组织树"], named["表格"], named["记录"], *board])

    def _add_papers(self, button: QToolButton) -> None:
        """The ledger's own papers, in the menu beside 打印."""
        if self._tab.ledger.offers.papers or self._tab.ledger.offers.record_papers:
            button.setMenu(PapersMenu(self._tab.desk, self._tab.ledger, self._tab.listing, button))
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)

    def _add_rounds(self, row: Toolbar) -> None:
        """Out to the branches and back, and beside the higher level's export."""
        button = QToolButton()
        button.setText("下发与收回")
        button.setIcon(theme.icon("upload"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.rounds = RoundsMenu(self._tab.desk, self._tab.ledger, self._tab.listing, button)
        button.setMenu(self.rounds)
        row.add(button)

    def _button(self, row: Toolbar, words: str, picture: str, key: Key, slot: Any) -> QToolButton:
        action = self._key(words, key, slot)
        action.setIcon(theme.icon(picture))
        action.setToolTip(f"{key.words}（{key.sequence}）")
        return self._show_button(row, action)

    def _key(self, words: str, key: Key, slot: Any) -> QAction:
        action = QAction(words, self._tab)
        action.setShortcut(QKeySequence(key.sequence))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self._tab.addAction(action)
        self.by_name[words] = action
        return action

    def _ledger_button(self, row: Toolbar, declared: Action) -> None:
        action = QAction(declared.name, self._tab)
        if declared.icon:
            action.setIcon(theme.icon(declared.icon))
        if declared.shortcut:
            action.setShortcut(QKeySequence(declared.shortcut))
        action.setProperty("needs", declared.selection)
        action.setData(declared)
        action.triggered.connect(self._tab.do_action)
        self._tab.addAction(action)
        self.by_name[declared.name] = action
        self._show_button(row, action)

    def _show_button(self, row: Toolbar, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        row.add(button)
        return button
