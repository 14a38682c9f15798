"""The frame of one ledger's tab: buttons, tree and views, filter bar, table, record pane. It connects them; each knows its own work."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from desktop_app.ledger import writes
from desktop_app.ledger.declaration import Action, Condition, Ledger, View
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.ledger.views import Views
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import keys, theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.filters import FilterBar
from desktop_app.widgets.form.pane import RecordPane
from desktop_app.widgets.keys import Key
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.table import TablePanel
from desktop_app.widgets.tree import Sidebar

_SPLIT = "split."
_SIZES = [230, 760, 340]
_ROWS_VIEW = "所列各条"


class StandardTab(QWidget):
    """What every ledger gets without writing a widget. `status_changed(text)`: what is listed and selected, in words."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk, ledger: Ledger) -> None:
        super().__init__()
        self.desk = desk
        self.ledger = ledger
        self._views = Views(desk.office, ledger)
        self._rows_view: View | None = None
        self._org: int | None = None
        self._selected = 0
        self.panel = TablePanel(desk, ledger)
        self.bar = FilterBar(desk.office, ledger)
        self.side = Sidebar(desk.office, ledger)
        self.pane = RecordPane(desk, ledger)
        self.message = MessageStrip()
        self._build()
        self._connect()
        self._restore()

    # ---- building

    def _build(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_buttons())
        column.addWidget(self.bar)
        column.addWidget(self.message)
        column.addWidget(self.panel, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.side, middle, self.pane):
            self.split.addWidget(part)
        self.split.setStretchFactor(1, 1)
        self.split.setCollapsible(1, False)
        self.split.setSizes([theme.scaled(width) for width in _SIZES])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 8, 8, 0)
        row.setSpacing(4)
        self.actions_by_name: dict[str, QAction] = {}
        if self.ledger.creates is not None or not self.ledger.actions:
            self._button(row, "新增", "plus", keys.NEW, self.start_new)
        if self.ledger.imports is not None:
            self._button(row, "导入", "file-import", keys.IMPORT, self.start_import)
        self._button(row, "导出", "file-export", keys.EXPORT, self.start_export)
        self._button(row, "打印", "printer", keys.PRINT, self.start_print)
        for action in self.ledger.actions:
            self._ledger_button(row, action)
        row.addStretch()
        for words, key, slot in (
            ("找", keys.FIND, self._to_search),
            ("筛选", keys.FILTER, self.bar.open_editor),
            ("改", keys.EDIT, self._edit_current),
            ("批量改", keys.BULK, self.start_bulk_edit),
            ("删除", keys.DELETE, self.delete_selected),
            ("组织树", keys.TREE, self._to_tree),
            ("表格", keys.TABLE, self._to_table),
            ("记录", keys.PANE, self._to_pane),
            ("显示证号", keys.REVEAL, self.reveal),
        ):
            self._key(words, key, slot)
        return row

    def _button(self, row: QHBoxLayout, words: str, picture: str, key: Key, slot: Any) -> None:
        action = self._key(words, key, slot)
        action.setIcon(theme.icon(picture))
        action.setToolTip(f"{key.words}（{key.sequence}）")
        self._show_button(row, action)

    def _key(self, words: str, key: Key, slot: Any) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key.sequence))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        self.actions_by_name[words] = action
        return action

    def _ledger_button(self, row: QHBoxLayout, declared: Action) -> None:
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

    def _show_button(self, row: QHBoxLayout, action: QAction) -> None:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.addWidget(button)

    def _connect(self) -> None:
        view = self.panel.view
        self.side.asked.connect(self._side_chosen)
        self.side.views.drop_asked.connect(self._drop_view)
        self.side.views.rename_asked.connect(self._ask_new_name)
        if self.side.tree is not None:
            self.side.tree.rows_dropped.connect(self._dropped)
        self.bar.changed.connect(self._asked_otherwise)
        self.bar.save_asked.connect(self._save_view)
        self.panel.order_changed.connect(self._order_changed)
        self.panel.next_step.connect(self._next_step)
        self.panel.counted.connect(self._counted)
        view.current_changed.connect(self.pane.show_record)
        view.selection_counted.connect(self._selection_counted)
        view.picked.connect(self._open_pane)
        view.typed.connect(self._search_for)
        self.pane.edit_asked.connect(self.open_form)
        self.pane.closed.connect(self.pane.hide)
        self.desk.changed.connect(self._changed)
        self.desk.closing.connect(self._keep_split)

    def _restore(self) -> None:
        layout = self.panel.layout_kept
        known = {view.name for view in self.side.views.views()}
        self.bar.set_conditions([c for c in layout.conditions if c.field in self.ledger.fields], tell=False)
        if layout.view in known:
            self.side.views.choose(layout.view)
        sizes = self.desk.office.settings.get(_SPLIT + self.ledger.key)
        if sizes and len(sizes) == self.split.count():
            self.split.setSizes(sizes)
        self.ask()

    # ---- what is listed

    def query(self) -> LedgerQuery:
        """The question whose answer is on the screen."""
        view = self._rows_view or self.side.views.current_view()
        asked = Asked(self._org, view, self.bar.conditions, self.bar.words, self.panel.order)
        return LedgerQuery(self.desk.office, self.ledger, asked)

    def ask(self) -> None:
        """List anew what tree, view, conditions, words and order ask for."""
        query = self.query()
        view = query.asked.view
        self.panel.show_columns_of(view.columns if view else ())
        self._say_empty(query)
        self.panel.ask(query)
        self._count()

    def _count(self) -> None:
        query = self.query().asking(words="", order=())
        self.desk.reader.ask(
            (self, "counts"),
            lambda: (query.counts_by_org(), query.counts_of_views(self.side.views.views())),
            self._show_counts,
        )

    def _show_counts(self, counted: Any) -> None:
        by_org, by_view = counted
        if self.side.tree is not None:
            self.side.tree.show_counts(by_org)
        if len(by_view) == len(self.side.views.views()):
            self.side.views.show_counts(by_view)

    def _say_empty(self, query: LedgerQuery) -> None:
        asked = query.asked
        if asked.words or asked.conditions or asked.view or asked.org is not None:
            self.panel.empty.say("search", "没有符合的记录。换个条件，或看全部。", "看全部")
        else:
            step = "导入" if self.ledger.imports else "新增"
            self.panel.empty.say(self.ledger.icon, self.ledger.empty or f"{self.ledger.title}还是空的。", step)

    @Slot()
    def _next_step(self) -> None:
        step = self.panel.empty.step
        if step == "看全部":
            self.show_all()
        elif step == "导入":
            self.start_import()
        else:
            self.start_new()

    def show_all(self) -> None:
        """No organisation, view, condition or word."""
        self._rows_view = None
        self.bar.title.clear()
        self.bar.search.clear()
        self.bar.set_conditions((), tell=False)
        self.side.show_all()

    @Slot(object, object)
    def _side_chosen(self, org: int | None, _view: View | None) -> None:
        self._org = org
        self._rows_view = None
        self.bar.title.clear()
        self._asked_otherwise()

    @Slot()
    def _asked_otherwise(self) -> None:
        self.ask()
        self._keep_filter()

    def _keep_filter(self) -> None:
        view = self.side.views.current_view()
        self.panel.note_filter(view.name if view else "", self.bar.conditions)

    @Slot(object)
    def _order_changed(self, _order: object) -> None:
        self.ask()

    @Slot(object)
    def _changed(self, changed: Any) -> None:
        if "party_org" in changed.records and self.side.tree is not None:
            self.side.tree.fill()
        if self.panel.model.concerns(changed) or "party_org" in changed.records:
            self._count()

    @Slot(str)
    def _save_view(self, name: str) -> None:
        try:
            columns = [column.name for column in self.panel.columns_shown()]
            self._views.save(name, self.bar.conditions, columns, self.panel.order)
        except OfficeError as refusal:
            self.message.fail(refusal)
            return
        self.side.fill()
        self.bar.set_conditions((), tell=False)
        self.side.views.choose(name.strip())
        self._asked_otherwise()
        self.message.say(f"已存为视图“{name.strip()}”，列在左边。", "good")

    @Slot(str)
    def _drop_view(self, name: str) -> None:
        self._views.drop(name)
        self.side.fill()
        self._asked_otherwise()

    @Slot(str)
    def _ask_new_name(self, name: str) -> None:
        from desktop_app.widgets.naming import NameDialog

        dialog = NameDialog("视图改名", name, self)
        dialog.named.connect(self._rename_view)
        dialog.open()

    @Slot(str, str)
    def _rename_view(self, old: str, new: str) -> None:
        try:
            self._views.rename(old, new)
        except OfficeError as refusal:
            self.message.fail(refusal)
        self.side.fill()

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
        """Go to one record, whatever is listed now."""
        if not self.panel.view.select_id(record_id):
            self._rows_view = _view_of_rows(self.ledger, [record_id])
            self.bar.title.setText("一条记录")
            self.bar.set_conditions((), tell=False)
            self.ask()
            self.panel.view.select_id(record_id)
        self.pane.show()
        self.pane.show_record(record_id)

    def show_rows(self, which: Sequence[Any], title: str) -> None:
        """List exactly these ids, or what these conditions ask for, under a title."""
        self.show_all()
        if which and isinstance(which[0], Condition):
            self.bar.set_conditions(which)
            return
        self._rows_view = _view_of_rows(self.ledger, which)
        self.bar.title.setText(title)
        self.ask()

    # ---- buttons and keys

    @Slot()
    def start_new(self) -> None:
        """The empty form."""
        self.open_form(None)

    @Slot(object)
    def open_form(self, record_id: int | None) -> None:
        """The whole form of a record, or of a new one, as a page over this tab."""
        from desktop_app.widgets.form.opening import open_form_page

        open_form_page(self, record_id)

    @Slot()
    def start_import(self, files: Sequence[Path] | None = None) -> None:
        """The import, with files or asking for them."""
        from desktop_app.widgets.import_preview.dialog import ImportDialog

        ImportDialog(self.desk, self.ledger, list(files) if files else None, self.window(), into_org=self._org).open()

    @Slot()
    def start_export(self) -> None:
        """What is on the screen, to Excel."""
        self._hand_out("excel")

    @Slot()
    def start_print(self) -> None:
        """What is on the screen, as a PDF to look at and print."""
        self._hand_out("pdf")

    def _hand_out(self, kind: str) -> None:
        from desktop_app.widgets.export_dialog import ExportDialog

        ExportDialog(self.desk, self.query(), self.panel.columns_shown(), kind, self.window()).open()

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
        if not self.ledger.deletes or not ids or not self.panel.view.hasFocus():
            return
        office, ledger = self.desk.office, self.ledger
        self.desk.save(lambda: writes.delete(office, ledger, ids), self._deleted, self.message.fail)

    def _deleted(self, _nothing: Any) -> None:
        self.message.say("已删除。按 Ctrl+Z 可以撤销，回收站里也能找回。", "good")

    @Slot()
    def _do_action(self) -> None:
        declared: Action = self.sender().data()
        ids = self.panel.view.selected_ids()
        if declared.selection != "none" and not ids:
            self.message.say(f"“{declared.name}”要先在表里选{'一行' if declared.selection == 'one' else '几行'}。")
            return
        declared.open(self, ids)

    @Slot(object, object)
    def _dropped(self, ids: list[int], org: int) -> None:
        from desktop_app.widgets.moving import MoveByDrag

        MoveByDrag(self.desk, self.ledger, ids, org, self.window()).open()

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
    def _to_tree(self) -> None:
        (self.side.tree or self.side.views).setFocus()

    @Slot()
    def _to_table(self) -> None:
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


def _view_of_rows(ledger: Ledger, ids: Sequence[int]) -> View:
    """A view of exactly these records, leavers included."""
    record: Any = ledger.record
    chosen = [int(each) for each in ids]
    return View(_ROWS_VIEW, where=lambda _today: record.id.in_(chosen), everything=True)

