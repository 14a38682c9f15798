"""The record pane: one record, readable at once, edited in place, saved field by field; its ties and its history below."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop_app.ledger import writes
from desktop_app.ledger.cells import Cells
from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.page import LedgerRow, read_row
from desktop_app.ledger.search_index import table_of
from desktop_app.support.errors import OfficeError
from desktop_app.widgets.belongings.all import Belongings
from desktop_app.widgets.belongings.files import dropped_files
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.head import PaneHead
from desktop_app.widgets.form.past import PastView
from desktop_app.widgets.form.row import FieldRow
from desktop_app.widgets.form.section import PaneSection
from desktop_app.widgets.form.unmask import UnmaskDialog
from desktop_app.widgets.messages import MessageStrip

# Going down the table with the arrow held must not read every record on the way.
_SHOW_AFTER_MS = 60


class RecordPane(QWidget):
    """Shows one record of a ledger. `edit_asked(id)` wants the whole form, `closed` the pane away."""

    edit_asked = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._desk = desk
        self.ledger = ledger
        self._cells = Cells(ledger, desk.clock.today(), desk.unmasking)
        self._wanted: int | None = None
        self.row: LedgerRow | None = None
        self._rows: dict[str, FieldRow] = {}
        self._logged: set[int] = set()
        self._revealing = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = PaneHead(desk, ledger, self._cells)
        self.head.edit_asked.connect(self._ask_edit)
        self.head.away_asked.connect(self.closed)
        column.addWidget(self.head)
        self.strip = MessageStrip()
        column.addWidget(self.strip)
        column.addWidget(self._build_body(), 1)
        if self.belongings.bar is not None:
            self.head.add(self.belongings.bar)
            self.belongings.bar.refused.connect(self.strip.say)
        self.setAcceptDrops(True)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SHOW_AFTER_MS)
        self._soon.timeout.connect(self._catch_up)
        desk.changed.connect(self._changed)
        desk.unmasked.connect(self._read)
        desk.closing.connect(self._soon.stop)
        self._show_nothing()

    # ---- building

    def _build_body(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("paneBody")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 4, 12, 16)
        self._column.setSpacing(4)
        self.sections = [
            self._build_section(section.title, section.fields, section.read_only) for section in self.ledger.form
        ]
        self.belongings = Belongings(self._desk, self.ledger, self._column)
        self._past_section = PaneSection("历史", self._column)
        self.past = PastView(self._desk, self.ledger)
        self._past_section.add(self.past)
        self._past_section.fold(True)
        self._past_section.unfolded.connect(self._read_past)
        self._column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self._area = area
        return area

    def _build_section(self, title: str, fields: Sequence[str], read_only: frozenset[str]) -> PaneSection:
        section = PaneSection(title, self._column)
        for name in fields:
            row = FieldRow(self._desk, name, self.ledger.fields[name], read_only=name in read_only)
            row.saved.connect(self._save)
            row.next_asked.connect(self._go_on)
            row.reveal_asked.connect(self._reveal)
            section.add_field(row)
            self._rows[name] = row
        return section

    # ---- what is shown

    def show_record(self, record_id: int | None) -> None:
        """Show a record; what is typed in the one before is stored first. With the arrow held only the last one is read."""
        if record_id == self._wanted and self.row is not None:
            return
        self._save_open()
        self._wanted = record_id
        # None comes for a moment whenever the list is asked anew: it waits, so that the pane doesn't flicker.
        if record_id is not None and not self._soon.isActive():
            self._read()
        self._soon.start()

    @Slot()
    def _catch_up(self) -> None:
        if (self.row.id if self.row else None) != self._wanted:
            self._read()

    def read_now(self) -> None:
        """Show at once what was asked for last, without waiting whether yet another is."""
        self._soon.stop()
        self._catch_up()

    def focus_first(self) -> None:
        """The keyboard to the first field that can be edited."""
        self._soon.stop()
        self._read()
        for row in self._rows.values():
            if not row.read_only and row.isVisibleTo(self):
                row.value.setFocus()
                return

    @Slot()
    def _read(self) -> None:
        row = read_row(self._desk.office, self.ledger, self._wanted) if self._wanted is not None else None
        if row is None:
            self._show_nothing()
            return
        is_other = self.row is None or self.row.id != row.id
        self.row = row
        if is_other:
            self._close_editors()
            self.strip.hide()
            self._area.verticalScrollBar().setValue(0)
        self._show(row)

    def _show_nothing(self) -> None:
        self._close_editors()
        self.row = None
        self.strip.hide()
        self.head.show_nothing()
        self._area.hide()

    def _show(self, row: LedgerRow) -> None:
        self._area.show()
        self.head.show_row(row)
        for name, field in self._rows.items():
            kind = self.ledger.fields[name]
            shown = self._cells.in_pane(name, row.shown(name))
            masked = kind.sensitive and not kind.open_in_pane and not self._cells.whole and bool(row.values[name])
            field.show_value(row.values[name], shown, row.texts.get(name, ""), masked=masked)
        for section in self.sections:
            section.hide_empty()
        # At once, so that no frame shows the new record in the old one's places.
        QCoreApplication.sendEvent(self._area.widget(), QEvent(QEvent.Type.LayoutRequest))
        self.belongings.read(row, self.head.title.text())
        if not self._past_section.folded:
            self.past.read(row.id)
        self._log_showing(row)

    def _log_showing(self, row: LedgerRow) -> None:
        if not self._cells.whole:
            self._logged.clear()
            return
        if row.id not in self._logged and any(kind.sensitive for kind in self.ledger.fields.values()):
            self._logged.add(row.id)
            unmasking, ledger, shown = self._desk.unmasking, self.ledger, row.id
            self._desk.save(lambda: unmasking.log("记录显示", ledger, [shown]))

    @Slot(object)
    def _changed(self, changed: Any) -> None:
        self.strip.hide()  # what was refused before this was saved may be allowed now
        if self._wanted is not None and self._concerns(changed):
            self._read()

    def _concerns(self, changed: Any) -> bool:
        own = self._wanted in changed.records.get(table_of(self.ledger.record), ())
        return own or bool(changed.records.keys() - {table_of(self.ledger.record)})

    @Slot()
    def _read_past(self) -> None:
        if self.row is not None:
            self.past.read(self.row.id)

    @Slot()
    def _ask_edit(self) -> None:
        if self.row is not None:
            self.edit_asked.emit(self.row.id)

    # ---- saving

    def _save_open(self) -> None:
        for row in self._rows.values():
            if row.editor is not None:
                row.save()

    def _close_editors(self) -> None:
        for row in self._rows.values():
            row.close_editor()

    @Slot(str, object)
    def _save(self, name: str, typed: Any) -> None:
        if self.row is None:
            return
        office, ledger, row = self._desk.office, self.ledger, self.row
        seen = {name: row.values[name]}
        saving = _FieldSave(self, name, row.id)
        self._desk.save(lambda: writes.update(office, ledger, row.id, {name: typed}, seen), saving.done, saving.failed)

    def save_ended(self, name: str, record_id: int, refusal: OfficeError | None) -> None:
        """A field's save came back."""
        if self.row is None or self.row.id != record_id:
            if refusal is not None:
                self._desk.error(refusal)
            return
        if refusal is None:
            self._rows[name].close_editor()
        elif isinstance(refusal, writes.NotAccepted):
            self._rows[name].tell(refusal.faults.get(name) or refusal.sentence)
        else:
            self._rows[name].close_editor()
            self.strip.fail(refusal)

    @Slot(str)
    def _go_on(self, name: str) -> None:
        """Enter goes through every field that can be typed, the empty ones too."""
        names = list(self._rows)
        for after in names[names.index(name) + 1 :]:
            row = self._rows[after]
            if not row.read_only and not row.masked:
                row.show()
                row.open()
                self._area.ensureWidgetVisible(row)
                return

    # ---- files dropped onto it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.row is not None and dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.belongings.files.add(dropped_files(event.mimeData()))
        event.acceptProposedAction()

    # ---- whole numbers

    @Slot()
    def _reveal(self) -> None:
        self.ask_to_reveal()

    def ask_to_reveal(self) -> None:
        """Ask what whole numbers are wanted for."""
        UnmaskDialog(self._desk, self).open()


class _FieldSave:
    """Remembers which field of which record a save is of."""

    def __init__(self, pane: RecordPane, name: str, record_id: int) -> None:
        self._pane, self._name, self._id = pane, name, record_id

    def done(self, _changed: Any) -> None:
        self._pane.save_ended(self._name, self._id, None)

    def failed(self, refusal: OfficeError) -> None:
        self._pane.save_ended(self._name, self._id, refusal)
