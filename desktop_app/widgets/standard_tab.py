"""The frame of one ledger's tab: buttons, tree and views, filter bar, table, record pane. It connects them; each knows its own work."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop_app.ledger import writes
from desktop_app.ledger.declaration import Action, Ledger
from desktop_app.ledger.query import LedgerQuery
from desktop_app.widgets import keys, theme
from desktop_app.widgets.board.switch import BoardSwitch
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.place import PanePlace
from desktop_app.widgets.form.unfinished import Unfinished
from desktop_app.widgets.listing import Listing
from desktop_app.widgets.tab_buttons import TabButtons
from desktop_app.widgets.toolbar import Toolbar
from desktop_app.widgets.tree import Sidebar

if TYPE_CHECKING:
    from desktop_app.widgets.form.pane import RecordPane

_SPLIT = "split."
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
        self._pane_place = PanePlace(self)
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
        column.addWidget(self._build_toolbar())
        column.addWidget(self.listing, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for part, least in zip((self.side, middle, self._pane_place), _LEAST, strict=True):
            part.setMinimumWidth(theme.scaled(least))
            self.split.addWidget(part)
        self.split.setStretchFactor(1, 1)
        self.split.setCollapsible(1, False)
        self.split.setSizes([theme.scaled(width) for width in _SIZES])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    @cached_property
    def pane(self) -> "RecordPane":
        """The record at the right."""
        return self._pane_place.give()

    def _build_toolbar(self) -> Toolbar:
        self.switch = BoardSwitch(self)
        buttons = TabButtons(self)
        self.toolbar, self.actions_by_name, self.rounds = buttons.toolbar, buttons.by_name, buttons.rounds
        return self.toolbar

    def _connect(self) -> None:
        view = self.panel.view
        self.listing.step_asked.connect(self._step)
        if self.side.tree is not None:
            self.side.tree.rows_dropped.connect(self._dropped)
            self.side.tree.org_dropped.connect(self._reorder)
        self.panel.counted.connect(self._counted)
        view.selection_counted.connect(self._selection_counted)
        view.picked.connect(self.open_pane)
        view.typed.connect(self._search_for)
        view.pasted.connect(self.paste_rows)
        view.copied.connect(self._copied)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_row_menu)
        self.bar.down_asked.connect(self._to_first_row)
        self.desk.closing.connect(self._keep_split)

    def _restore(self) -> None:
        sizes = self.desk.office.settings.get(_SPLIT + self.ledger.key)
        if sizes and len(sizes) == self.split.count():
            self.split.setSizes(sizes)
        self.switch.restore()

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

    def show_board(self, wanted: bool) -> None:
        """The board in the table's place, or the table again; the tab comes back the way it was left."""
        self.switch.show_board(wanted)

    # ---- what the status bar says

    def status_text(self) -> str:
        """6,703 人 · 选中 3."""
        model = self.panel.model
        words = f"{len(model.ids):,} {self.ledger.unit}" if model.complete else "正在点数…"
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
        if self.own_way_in is not None:
            self.own_way_in.open(self, [])
        else:
            self.open_form(None)

    @property
    def own_way_in(self) -> Action | None:
        """The ledger's own action under the key of a new record, None for the form."""
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
            self.listing.ask_for_rows("批量改")
            return
        from desktop_app.widgets.bulk_edit import BulkEditDialog

        BulkEditDialog(self.desk, self.ledger, ids, self.window()).open()

    @Slot()
    def delete_selected(self) -> None:
        """It can be undone, so it isn't asked about; a ledger that doesn't delete says what to do instead."""
        ids = self.panel.view.selected_ids()
        board = self.listing.board
        here = self.panel.view.hasFocus() or (board is not None and board.current_id() is not None)
        if not ids or not here:
            return
        office, ledger = self.desk.office, self.ledger
        self.desk.save(lambda: writes.delete(office, ledger, ids), self._deleted, self.message.fail)

    def _deleted(self, _nothing: Any) -> None:
        self.message.say("已删除。按 Ctrl+Z 可以撤销，回收站里也能找回。", "good")

    @Slot()
    def do_action(self) -> None:
        """What the button or line of a menu that was chosen stands for."""
        asked: Any = self.sender()  # the action of a menu's line or of a button
        declared: Action = asked.data()
        ids = self.panel.view.selected_ids()
        if declared.selection != "none" and not ids:
            self.listing.ask_for_rows(declared.name, one=declared.selection == "one")
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
    def to_search(self) -> None:
        """To the search box."""
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
            from desktop_app.widgets.row_menu import RowMenu

            RowMenu(self).popup(view.viewport().mapToGlobal(place))

    @Slot()
    def open_current(self) -> None:
        """The record the clerk is on, in the pane."""
        record_id = self.panel.view.current_id()
        if record_id is not None:
            self.open_pane(record_id)

    @Slot(int, bool)
    def _copied(self, rows: int, masked: bool) -> None:
        words = f"已复制 {rows:,} 行" if rows else "已复制这一格"
        hint = f"，证号和电话复制的是掩码；要完整的先显示证号（{keys.REVEAL.sequence}）" if masked else ""
        self.desk.message(words + hint)

    @Slot()
    def to_tree(self) -> None:
        """To the organisations, or to the views."""
        (self.side.tree or self.side.views).setFocus()

    @Slot()
    def to_table(self) -> None:
        """To the rows, or the cards."""
        if self.listing.board is not None and self.listing.board.isVisible():
            self.listing.board.setFocus()
            return
        self.panel.view.setFocus()
        if self.panel.view.current_id() is None and self.panel.model.rowCount():
            self.panel.view.selectRow(0)

    @Slot()
    def to_pane(self) -> None:
        """To the record at the right."""
        self.pane.show()
        self.pane.focus_first()

    @Slot()
    def edit_current(self) -> None:
        """The whole form of the record the clerk is on."""
        record_id = self.panel.view.current_id()
        if record_id is not None:
            self.open_form(record_id)

    @Slot(object)
    def open_pane(self, record_id: int) -> None:
        """A record in the pane, the keyboard on its first field."""
        self.pane.show()
        self.pane.show_record(record_id)
        QTimer.singleShot(0, self.pane, self.pane.focus_first)

    @Slot()
    def _keep_split(self) -> None:
        sizes = self.split.sizes()
        if all(sizes):
            self.desk.office.settings.put(_SPLIT + self.ledger.key, sizes)
