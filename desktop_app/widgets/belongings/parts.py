"""The rows that belong to a record (a project's benefits): a small table in its pane; added, changed and deleted there."""

from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from desktop_app.ledger import writes
from desktop_app.ledger.declaration import Condition, Part
from desktop_app.ledger.page import LedgerRow
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.widgets import theme
from desktop_app.widgets.belongings.part_dialog import PartDialog
from desktop_app.widgets.chips import ChipDelegate, tones_of
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.flow import FlowBox
from desktop_app.widgets.form.section import PaneSection
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.table.model import LedgerModel
from desktop_app.widgets.table.view import RowsView

_MOST_ROWS = 8
_OWN_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Insert, Qt.Key.Key_F2)


class PartTable(RowsView):
    """`new_asked` on Insert, `delete_asked` on Delete, `picked` on Enter, F2 or double click; the tab's own Delete and F2 wait."""

    new_asked = Signal()
    delete_asked = Signal()

    def event(self, event: QEvent) -> bool:
        is_shortcut = event.type() == QEvent.Type.ShortcutOverride
        if is_shortcut and isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.key() == Qt.Key.Key_Insert:
            self.new_asked.emit()
        elif event.key() == Qt.Key.Key_F2:
            self._pick()
        else:
            super().keyPressEvent(event)


def _none_yet(part: Part) -> str:
    """What the record lacks; what the part's own tab says when it is empty is about all of them."""
    return f"还没有{part.title}。" + ("按“新增”加一条。" if part.ledger.is_typed_in else "")


class PartView(QWidget):
    """One part of the record shown: its rows, and three buttons."""

    def __init__(self, desk: Desk, part: Part, section: PaneSection) -> None:
        super().__init__()
        self._desk = desk
        self.part = part
        self._section = section
        self._of: LedgerRow | None = None
        self._title = ""
        self.model = LedgerModel(desk, part.ledger, self)
        self.table = PartTable(self.model)
        self.table.setDragEnabled(False)
        self.model.set_columns([c for c in part.ledger.columns if not c.hidden and c.name != part.field])
        for at, column in enumerate(self.model.columns):
            if tones := tones_of(part.ledger, column):
                self.table.setItemDelegateForColumn(at, ChipDelegate(tones, self.table))
        self._nothing = QLabel(part.empty or _none_yet(part))
        self._nothing.setObjectName("hint")
        self._nothing.setWordWrap(True)
        self.strip = MessageStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._build_buttons())
        column.addWidget(self.strip)
        column.addWidget(self._nothing)
        column.addWidget(self.table)
        self._connect()

    def _build_buttons(self) -> FlowBox:
        box = FlowBox()
        self.new_button = self._button("新增", "plus", f"新增一条{self.part.title}（Insert）", self.start_new)
        self.edit_button = self._button("改", "pencil", "改选中的一条（Enter）", self.edit_current)
        self.delete_button = self._button("删除", "trash", "删除选中的（Delete）", self.delete_selected)
        for button in (self.new_button, self.edit_button, self.delete_button):
            box.add(button)
        self.new_button.setHidden(not self.part.ledger.is_typed_in)
        if self.part.ledger.imports is not None:
            box.add(self._button("导入", "file-import", f"从工作簿导入{self.part.title}", self.start_import))
        self.export_button = self._button("导出", "file-export", f"把{self.part.title}写成工作簿", self.start_export)
        box.add(self.export_button)
        return box

    def _button(self, words: str, picture: str, told: str, slot: Any) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setIcon(theme.icon(picture))
        button.setToolTip(told)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(slot)
        return button

    def _connect(self) -> None:
        self.table.new_asked.connect(self.start_new)
        self.table.delete_asked.connect(self.delete_selected)
        self.table.picked.connect(self._edit)
        self.table.selection_counted.connect(self._selected)
        self.table.pasted.connect(self._paste)
        self.model.arrived.connect(self._arrived)

    # ---- what is shown

    def read(self, row: LedgerRow, title: str) -> None:
        """The rows of this record; of the same one again only what is new."""
        same = self._of is not None and self._of.id == row.id
        self._of, self._title = row, title
        if same:
            self.model.refresh()
            return
        self.strip.hide()
        mine = Condition(self.part.field, "是", (row.id,))
        self.model.ask(LedgerQuery(self._desk.office, self.part.ledger, Asked(conditions=(mine,))))

    @Slot()
    def _arrived(self) -> None:
        count = len(self.model.ids)
        self._section.say(f"{self.part.title}　{count:,}" if count else self.part.title)
        self._nothing.setVisible(not count)
        self.table.setVisible(bool(count))
        self.table.resizeColumnsToContents()
        self._selected(self.table.selected_count())
        # The bar below is there or not only after the columns have their widths.
        QTimer.singleShot(0, self, self._keep_height)

    @Slot()
    def _keep_height(self) -> None:
        bar = self.table.horizontalScrollBar()
        needed = self.table.header.sizeHint().height() + min(len(self.model.ids), _MOST_ROWS) * theme.row_height()
        self.table.setFixedHeight(needed + (bar.sizeHint().height() if bar.maximum() else 0) + 2)

    @Slot(int)
    def _selected(self, count: int) -> None:
        self.edit_button.setEnabled(count == 1)
        self.delete_button.setEnabled(count > 0)
        # Where there are no rows only what brings some is offered.
        some = bool(self.model.ids)
        self.edit_button.setHidden(not some)
        self.export_button.setHidden(not some)
        self.delete_button.setHidden(not some or not self.part.ledger.deletes)

    # ---- what is done

    @Slot()
    def start_new(self) -> None:
        """A form for one more."""
        if self._of is not None and self.part.ledger.is_typed_in:
            self.open_form(None)

    @Slot()
    def edit_current(self) -> None:
        """The form of the one that is selected."""
        self._edit(self.table.current_id())

    @Slot(object)
    def _edit(self, row_id: int | None) -> None:
        if row_id is not None:
            self.open_form(row_id)

    def open_form(self, row_id: int | None) -> None:
        """The form of one row, or of a new one, in a window."""
        assert self._of is not None
        dialog = PartDialog(self._desk, self.part, self._of.id, self._title, self.window())
        dialog.finished.connect(self._back)
        if dialog.show_record(row_id):
            dialog.open()

    @Slot()
    def _back(self) -> None:
        self.table.setFocus()

    @Slot()
    def delete_selected(self) -> None:
        """Undoable, so it isn't asked about."""
        ids, office, ledger = self.table.selected_ids(), self._desk.office, self.part.ledger
        if ids and ledger.deletes:
            self._desk.save(lambda: writes.delete(office, ledger, ids), self._deleted, self.strip.fail)

    def _deleted(self, _nothing: Any) -> None:
        self._desk.message("已删除。按 Ctrl+Z 可以撤销。")

    # ---- workbooks

    @Slot()
    def start_import(self) -> None:
        """Rows of a workbook become parts of the record that is shown."""
        self._import(None)

    @Slot()
    def _paste(self) -> None:
        """Rows copied in a spreadsheet, through the same preview as a file."""
        if self.part.ledger.imports is None:
            return
        from desktop_app.widgets.pasting import copied_rows

        ledger = self.part.ledger
        if pasted := copied_rows(ledger, [ledger.heading(column) for column in self.model.columns]):
            self._import([pasted])

    def _import(self, files: Any) -> None:
        from desktop_app.widgets.import_preview.dialog import ImportDialog

        if self._of is not None:
            mine = {self.part.field: self._of.id}
            ImportDialog(self._desk, self.part.ledger, files, self.window(), given=mine).open()

    @Slot()
    def start_export(self) -> None:
        """What is listed, to Excel."""
        from desktop_app.widgets.export_dialog import ExportDialog

        ExportDialog(self._desk, self.model.query, self.model.columns, self.window()).open()
