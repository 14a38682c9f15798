"""The frame of one ledger's tab: buttons, tree and views, filter bar, table, record pane. It connects them; each knows its own work."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QSplitter, QToolButton, QVBoxLayout, QWidget

from desktop_app.ledger import writes
from desktop_app.ledger.declaration import Action, Ledger
from desktop_app.ledger.query import LedgerQuery
from desktop_app.widgets import keys, theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.pane import RecordPane
from desktop_app.widgets.form.unfinished import Unfinished
from desktop_app.widgets.keys import Key
from desktop_app.widgets.listing import Listing
from desktop_app.widgets.papers_menu import PapersMenu
from desktop_app.widgets.rounds.menu import RoundsMenu
from desktop_app.widgets.row_menu import RowMenu
from desktop_app.widgets.toolbar import Toolbar
from desktop_app.widgets.tree import Sidebar

_SPLIT = "split."
_BOARD = "board."
_SIZES = [230, 760, 340]
_LEAST = [180, 320, 328]


class StandardTab(QWidget):
    """What every ledger gets without writing a widget. `status_changed(text)`: what is listed and selected, in words."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk, ledger: Ledger) -> None:
        super().__init__()
        self.desk = desk
        self.ledger = ledger
        self._selected = 0
        self.side = Sidebar(desk.office, ledger)
        self.listing = Listing(desk, ledger, self.side)
        self.panel, self.bar, self.message = self.listing.panel, self.listing.bar, self.listing.message
        self.pane = RecordPane(desk, ledger)
        self._build()
        self._connect()
        self._restore()
        self._tell_unfinished()
        self.setFocusProxy(self.panel)

    # ---- building

    def _build(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_buttons())
        column.addWidget(self.listing, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for part, least in zip((self.side, middle, self.pane), _LEAST, strict=True):
            part.setMinimumWidth(theme.scaled(least))
            self.split.addWidget(part)
        self.split.setStretchFactor(1, 1)
        self.split.setCollapsible(1, False)
        self.split.setSizes([theme.scaled(width) for width in _SIZES])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    def _build_buttons(self) -> Toolbar:
        self.toolbar = row = Toolbar()
        self.actions_by_name: dict[str, QAction] = {}
        if self.ledger.creates is not None or not self.ledger.actions:
            self._button(row, "新增", "plus", keys.NEW, self.start_new)
        if self.ledger.imports is not None:
            self._button(row, "导入", "file-import", keys.IMPORT, self.start_import)
        self._button(row, "导出", "file-export", keys.EXPORT, self.start_export)
        self._add_papers(self._button(row, "打印", "printer", keys.PRINT, self.start_print))
        self._button(row, "批量改", "pencil", keys.BULK, self.start_bulk_edit)
        if self.ledger.round is not None:
            self._add_rounds(row)
        for action in self.ledger.actions:
            if action is not self._own_way_in:
                self._ledger_button(row, action)
        self._add_switch(row)
        self._add_keys()
        self._fill_more(row)
        return row

    def _add_keys(self) -> None:
        for words, key, slot in (
            ("找", keys.FIND, self._to_search),
            ("筛选", keys.FILTER, self.bar.open_editor),
            ("改", keys.EDIT, self._edit_current),
            ("删除", keys.DELETE, self.delete_selected),
            ("组织树", keys.TREE, self._to_tree),
            ("表格", keys.TABLE, self._to_table),
            ("记录", keys.PANE, self._to_pane),
            ("表格和看板", keys.BOARD, self.switch_board),
            ("显示证号", keys.REVEAL, self.reveal),
        ):
            self._key(words, key, slot)

    def _fill_more(self, toolbar: Toolbar) -> None:
        """Every key's twin that has no button."""
        copy, paste = (
            QAction(f"复制（含表头）\t{keys.COPY.sequence}", self),
            QAction(f"粘贴\t{keys.PASTE.sequence}", self),
        )
        copy.triggered.connect(self.panel.view.copy_rows)
        paste.triggered.connect(self.paste_rows)
        named = self.actions_by_name
        with_rows = [named["改"], copy] + [paste] * (self.ledger.imports is not None)
        toolbar.offer([*with_rows, *[named["删除"]] * self.ledger.deletes])
        toolbar.offer([named["找"], named["筛选"], named["显示证号"]])
        board = [named["表格和看板"]] * (self.ledger.board is not None)
        toolbar.offer([named["组织树"], named["表格"], named["记录"], *board])

    def _add_papers(self, button: QToolButton) -> None:
        """The ledger's own papers, in the menu beside 打印."""
        if self.ledger.offers.papers or self.ledger.offers.record_papers:
            button.setMenu(PapersMenu(self.desk, self.ledger, self.listing, button))
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)

    def _add_rounds(self, row: Toolbar) -> None:
        """Out to the branches and back, and beside the higher level's export."""
        button = QToolButton()
        button.setText("下发与收回")
        button.setIcon(theme.icon("upload"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.rounds = RoundsMenu(self.desk, self.ledger, self.listing, button)
        button.setMenu(self.rounds)
        row.add(button)

    def _add_switch(self, row: Toolbar) -> None:
        """表格 / 看板, where the ledger has a board."""
        self._switch = QButtonGroup(self)
        if self.ledger.board is None:
            return
        for words, picture, is_board in (("表格", "table", 0), ("看板", "columns", 1)):
            button = QToolButton()
            button.setText(words)
            button.setIcon(theme.icon(picture))
            button.setCheckable(True)
            button.setToolTip(f"{keys.BOARD.words}（{keys.BOARD.sequence}）")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._switch.addButton(button, is_board)
            row.add_last(button)
        self._switch.button(0).setChecked(True)
        self._switch.idClicked.connect(self._switched)

    def _button(self, row: Toolbar, words: str, picture: str, key: Key, slot: Any) -> QToolButton:
        action = self._key(words, key, slot)
        action.setIcon(theme.icon(picture))
        action.setToolTip(f"{key.words}（{key.sequence}）")
        return self._show_button(row, action)

    def _key(self, words: str, key: Key, slot: Any) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key.sequence))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        self.actions_by_name[words] = action
        return action

    def _ledger_button(self, row: Toolbar, declared: Action) -> None:
        action = QAction(declared.name, self)
        if declared.icon:
            action.setIcon(theme.icon(declared.icon))
        if declared.shortcut:
            action.setShortcut(QKeySequence(declared.shortcut))
        action.setProperty("needs", declared.selection)
        action.setData(declared)
        action.triggered.connect(self._do_action)
        self.addAction(action)
        self.actions_by_name[declared.name] = action
        self._show_button(row, action)

    def _show_button(self, row: Toolbar, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        row.add(button)
        return button

    def _connect(self) -> None:
        view = self.panel.view
        self.listing.step_asked.connect(self._step)
        if self.side.tree is not None:
            self.side.tree.rows_dropped.connect(self._dropped)
            self.side.tree.org_dropped.connect(self._reorder)
        self.panel.counted.connect(self._counted)
        view.current_changed.connect(self.pane.show_record)
        view.selection_counted.connect(self._selection_counted)
        view.picked.connect(self._open_pane)
        view.typed.connect(self._search_for)
        view.pasted.connect(self.paste_rows)
        view.copied.connect(self._copied)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_row_menu)
        self.bar.down_asked.connect(self._to_first_row)
        self.pane.edit_asked.connect(self.open_form)
        self.pane.closed.connect(self.pane.hide)
        self.desk.closing.connect(self._keep_split)

    def _restore(self) -> None:
        sizes = self.desk.office.settings.get(_SPLIT + self.ledger.key)
        if sizes and len(sizes) == self.split.count():
            self.split.setSizes(sizes)
        if self.ledger.board is not None and self.desk.office.settings.get(_BOARD + self.ledger.key):
            self.show_board(True)

    def _tell_unfinished(self) -> None:
        """What was half typed when the program ended can be gone on with."""
        unfinished = Unfinished(self.desk.office, self.ledger)
        if words := unfinished.in_words():
            self.message.say(words, "note", "接着填", lambda: unfinished.resume(self))

    def query(self) -> LedgerQuery:
        """The question whose answer is on the screen."""
        return self.listing.query()

    @Slot(str)
    def _step(self, step: str) -> None:
        if step == "导入":
            self.start_import()
        else:
            self.start_new()

    # ---- table or board

    @Slot()
    def switch_board(self) -> None:
        """From the table to the board and back."""
        if self.ledger.board is not None:
            self.show_board(not self.listing.board_wanted)

    @Slot(int)
    def _switched(self, is_board: int) -> None:
        self.show_board(bool(is_board))

    def show_board(self, wanted: bool) -> None:
        """The board in the table's place, or the table again; the tab comes back the way it was left."""
        fresh = self.listing.board is None
        board = self.listing.want_board(wanted)
        if board is None:
            return
        if fresh:
            board.current_changed.connect(self._card_shown)
            board.picked.connect(self._open_pane)
            board.refused.connect(self.message.say)
        self._switch.button(int(wanted)).setChecked(True)
        current = self.panel.view.current_id()
        if wanted and current is not None:
            board.select_id(current)
        shown = board if board.isVisibleTo(self) else self.panel
        self.setFocusProxy(shown)
        shown.setFocus()

    @Slot(object)
    def _card_shown(self, record_id: int) -> None:
        """What is done with the selected records is done with the card."""
        if not self.panel.view.select_id(record_id):
            self.pane.show_record(record_id)

    # ---- what the status bar says

    def status_text(self) -> str:
        """6,703 人 · 选中 3."""
        words = f"{len(self.panel.model.ids):,} {self.ledger.unit}"
        return f"{words} · 选中 {self._selected:,}" if self._selected > 1 else words

    @Slot()
    def _counted(self) -> None:
        self.status_changed.emit(self.status_text())

    @Slot(int)
    def _selection_counted(self, count: int) -> None:
        self._selected = count
        for action in self.actions():
            needs = action.property("needs")
            if needs:
                action.setEnabled(needs == "none" or (needs == "one" and count == 1) or (needs == "many" and count > 0))
        self.status_changed.emit(self.status_text())

    # ---- called from outside

    def show_record(self, record_id: int) -> None:
        """Go to one record and show it."""
        self.listing.show_one(record_id)
        if self.listing.board is not None and self.listing.board_wanted:
            self.listing.board.select_id(record_id)
        self.pane.show()
        self.pane.show_record(record_id)

    def show_rows(self, which: Sequence[Any], title: str) -> None:
        """List exactly these ids, or what these conditions ask for, under a title."""
        self.listing.show_rows(which, title)

    # ---- buttons and keys

    @Slot()
    def start_new(self) -> None:
        """The empty form, or the ledger's own way in where it declares one under the same key."""
        if self._own_way_in is not None:
            self._own_way_in.open(self, [])
        else:
            self.open_form(None)

    @property
    def _own_way_in(self) -> Action | None:
        return next((action for action in self.ledger.actions if action.shortcut == keys.NEW.sequence), None)

    @Slot(object)
    def open_form(self, record_id: int | None) -> None:
        """The whole form of a record, or of a new one, as a page over this tab."""
        from desktop_app.widgets.form.opening import open_form_page

        open_form_page(self, record_id)

    @Slot()
    def start_import(self, files: Sequence[Path] | None = None) -> None:
        """The import, with files or asking for them."""
        from desktop_app.widgets.import_preview.dialog import ImportDialog

        ImportDialog(
            self.desk, self.ledger, list(files) if files else None, self.window(), into_org=self.listing.org
        ).open()

    @Slot()
    def start_export(self) -> None:
        """What is on the screen, to Excel."""
        from desktop_app.widgets.export_dialog import ExportDialog

        ExportDialog(self.desk, self.query(), self.panel.columns_shown(), self.window()).open()

    @Slot()
    def start_print(self) -> None:
        """What is on the screen, as a PDF to look at and print."""
        from desktop_app.widgets.print_dialog import PrintDialog

        PrintDialog(self.desk, self.query(), self.panel.columns_shown(), self.window()).open()

    @Slot()
    def start_bulk_edit(self) -> None:
        """One field of all selected records."""
        ids = self.panel.view.selected_ids()
        if not ids:
            self.message.say("请先在表里选几行（按住 Ctrl 或 Shift 可以多选）。")
            return
        from desktop_app.widgets.bulk_edit import BulkEditDialog

        BulkEditDialog(self.desk, self.ledger, ids, self.window()).open()

    @Slot()
    def delete_selected(self) -> None:
        """Where the ledger deletes at all; it can be undone, so it isn't asked about."""
        ids = self.panel.view.selected_ids()
        board = self.listing.board
        here = self.panel.view.hasFocus() or (board is not None and board.current_id() is not None)
        if not self.ledger.deletes or not ids or not here:
            return
        office, ledger = self.desk.office, self.ledger
        self.desk.save(lambda: writes.delete(office, ledger, ids), self._deleted, self.message.fail)

    def _deleted(self, _nothing: Any) -> None:
        self.message.say("已删除。按 Ctrl+Z 可以撤销，回收站里也能找回。", "good")

    @Slot()
    def _do_action(self) -> None:
        declared: Action = _declared(self.sender())
        ids = self.panel.view.selected_ids()
        if declared.selection != "none" and not ids:
            self.message.say(f"“{declared.name}”要先在表里选{'一行' if declared.selection == 'one' else '几行'}。")
            return
        declared.open(self, ids)

    @Slot(object, object)
    def _dropped(self, ids: list[int], org: int) -> None:
        from desktop_app.widgets.moving import MoveByDrag

        MoveByDrag(self.desk, self.ledger, ids, org, self.window()).open()

    @Slot(object, object)
    def _reorder(self, org: int, before: int | None) -> None:
        from desktop_app.widgets.moving import reorder_org

        reorder_org(self.desk, org, before, self.message.fail)

    @Slot()
    def paste_rows(self) -> None:
        """Rows copied in a spreadsheet, through the same preview as a file."""
        if self.ledger.imports is not None:
            from desktop_app.widgets.pasting import open_pasted

            open_pasted(self)

    @Slot()
    def reveal(self) -> None:
        """Whole numbers, for a purpose."""
        from desktop_app.widgets.form.unmask import UnmaskDialog

        UnmaskDialog(self.desk, self.window()).open()

    @Slot()
    def _to_search(self) -> None:
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    @Slot(str)
    def _search_for(self, text: str) -> None:
        self.bar.search.setFocus()
        self.bar.search.setText(text)

    @Slot()
    def _to_first_row(self) -> None:
        """From the search box to what was found."""
        if self.panel.model.rowCount():
            self.panel.view.setFocus()
            self.panel.view.selectRow(0)

    @Slot(QPoint)
    def _open_row_menu(self, place: QPoint) -> None:
        view = self.panel.view
        if view.current_id() is not None:
            RowMenu(self).popup(view.viewport().mapToGlobal(place))

    @Slot()
    def open_current(self) -> None:
        """The record the clerk is on, in the pane."""
        record_id = self.panel.view.current_id()
        if record_id is not None:
            self._open_pane(record_id)

    @Slot(int, bool)
    def _copied(self, rows: int, masked: bool) -> None:
        words = f"已复制 {rows:,} 行" if rows else "已复制这一格"
        hint = f"，证号和电话复制的是掩码；要完整的先显示证号（{keys.REVEAL.sequence}）" if masked else ""
        self.desk.message(words + hint)

    @Slot()
    def _to_tree(self) -> None:
        (self.side.tree or self.side.views).setFocus()

    @Slot()
    def _to_table(self) -> None:
        if self.listing.board is not None and self.listing.board.isVisible():
            self.listing.board.setFocus()
            return
        self.panel.view.setFocus()
        if self.panel.view.current_id() is None and self.panel.model.rowCount():
            self.panel.view.selectRow(0)

    @Slot()
    def _to_pane(self) -> None:
        self.pane.show()
        self.pane.focus_first()

    @Slot()
    def _edit_current(self) -> None:
        record_id = self.panel.view.current_id()
        if record_id is not None:
            self.open_form(record_id)

    @Slot(object)
    def _open_pane(self, record_id: int) -> None:
        self.pane.show()
        self.pane.show_record(record_id)
        QTimer.singleShot(0, self.pane, self.pane.focus_first)

    @Slot()
    def _keep_split(self) -> None:
        sizes = self.split.sizes()
        if all(sizes):
            self.desk.office.settings.put(_SPLIT + self.ledger.key, sizes)
        if self.listing.board is not None:
            self.desk.office.settings.put(_BOARD + self.ledger.key, self.listing.board_wanted)


def _declared(sender: QObject) -> Any:
    """What a menu's or a button's action was made for."""
    return sender.data() if isinstance(sender, QAction) else None
