"""The whole form as a page: a new record, or all fields of one. Enter goes on, errors stand under their fields, Ctrl+S saves."""

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ledger import writes
from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.page import LedgerRow, read_row
from desktop_app.ledger.search_index import table_of, text_of_reference
from desktop_app.people.fields import Reference
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import keys
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.drafts import Drafts, put_typed
from desktop_app.widgets.form.editors import FieldEditor, PickEditor
from desktop_app.widgets.form.fields import FormFields
from desktop_app.widgets.form.filling import Deriving, Filling
from desktop_app.widgets.giving_up import give_up
from desktop_app.widgets.messages import MessageStrip

_DRAFT_AFTER_MS = 800
_NAMED_FAULTS = 2


class FormPage(QWidget):
    """`saved(id)` follows a save; `left` wants the page away. What is typed is kept as a draft until it is saved or given up.

    `fixed` values are known and not shown (whose part it is); `called` says what one record is, else the ledger's title does.
    """

    saved = Signal(object)
    left = Signal()
    fields: FormFields

    def __init__(
        self,
        desk: Desk,
        ledger: Ledger,
        parent: QWidget | None = None,
        *,
        fixed: Mapping[str, Any] | None = None,
        called: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("formPage")
        self._desk = desk
        self.ledger = ledger
        self._fixed = dict(fixed or {})
        self._called = called or thing(ledger)
        self._drafts = Drafts(desk.office, ledger, ",".join(str(value) for value in self._fixed.values()))
        self.row: LedgerRow | None = None
        self._given: Mapping[str, Any] = {}
        self._saving = False
        self._again = False
        self._told: Collection[str] = ()
        self._faulty: Collection[str] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        self.strip = MessageStrip()
        column.addWidget(self.strip)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        column.addWidget(self._area, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_DRAFT_AFTER_MS)
        self._later.timeout.connect(self._keep_draft)
        desk.closing.connect(self._closing)

    def _build_head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("bar")
        self._title = QLabel()
        self._title.setObjectName("paneTitle")
        self._cancel = QPushButton("取消")
        self._cancel.setToolTip("放弃没有保存的改动（Esc）")
        self._cancel.clicked.connect(self.leave)
        self._save_more = QPushButton("保存，再增一条")
        self._save_more.clicked.connect(self._save_and_again)
        self._save = QPushButton("保存")
        self._save.setObjectName("primary")
        self._save.setShortcut(keys.SAVE.sequence)
        self._save.setToolTip(f"保存（{keys.SAVE.sequence}）")
        self._save.clicked.connect(self.save)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self._title, 1)
        for button in (self._cancel, self._save_more, self._save):
            button.setAutoDefault(False)  # in a dialog Enter goes to the next field, not to a button
            row.addWidget(button)
        return head

    # ---- opening

    @property
    def editors(self) -> dict[str, FieldEditor]:
        """The fields that can be typed in, in the form's order."""
        return self.fields.editors

    def open_new(self, given: Mapping[str, Any] | None = None) -> None:
        """An empty form; `given` are values that are known already (the branch chosen in the tree)."""
        self.row, self._given = None, dict(given or {}) | self._fixed
        self._title.setText(f"新增{self._called}")
        self._save_more.show()
        self._open()

    def open_record(self, record_id: int) -> bool:
        """All fields of one record; False when it is gone."""
        self.row = read_row(self._desk.office, self.ledger, record_id)
        if self.row is None:
            return False
        self._title.setText(f"修改　{writes.record_title(self.ledger, self.row)}")
        self._save_more.hide()
        self._open()
        return True

    def _open(self) -> None:
        self.strip.hide()
        self._saving = False
        self._told = self._faulty = ()
        self._build_fields()
        self._offer_draft()
        self.focus_first()

    def _build_fields(self) -> None:
        if self.row is not None:
            start, texts = self.row.values, self.row.texts
        else:
            start = writes.starting_values(self._desk.office, self.ledger, self._given)
            texts = self._texts_of(self._given)
        self.fields = FormFields(
            self._desk, self.ledger, start, texts, stored=self.row is not None, hidden=frozenset(self._fixed)
        )
        Filling(self._desk.office, self.ledger, self.fields.editors, self.fields)
        self._deriving = Deriving(self.ledger, self.fields.editors, self.fields)
        self.fields.edited.connect(self._edited)
        self.fields.escaped.connect(self.leave)
        self.fields.entered.connect(self._bring_to_view)
        self.fields.finished.connect(self._save.setFocus)
        self.fields.unmasked.connect(self._log_showing)
        self._area.setWidget(self.fields)

    def focus_first(self, name: str = "") -> None:
        """The keyboard to the first field, or to the one named."""
        first = self.editors.get(name) or next(iter(self.editors.values()), None)
        if first is not None:
            first.setFocus()

    def _texts_of(self, given: Mapping[str, Any]) -> dict[str, str]:
        """What stands for the records that given values point at."""
        texts = {}
        for name, value in given.items():
            kind = self.ledger.fields[name]
            if isinstance(kind, Reference) and value is not None:
                shown, table = text_of_reference(kind).column_name, table_of(kind.rel_model)
                sql = f'SELECT "{shown}" FROM "{table}" WHERE id = ?'
                texts[name] = self._desk.office.database.one(sql, (value,)) or ""
        return texts

    @Slot()
    def _edited(self) -> None:
        self._later.start()
        if self._faulty and not any(self.editors[name].told for name in self._faulty):
            self._faulty = ()
            self.strip.hide()  # all that it named was typed anew

    @Slot(object)
    def _bring_to_view(self, editor: FieldEditor) -> None:
        self._area.ensureWidgetVisible(editor, 50, 80)

    @Slot()
    def _log_showing(self) -> None:
        if self.row is not None:
            unmasking, ledger, shown = self._desk.unmasking, self.ledger, self.row.id
            self._desk.save(lambda: unmasking.log("记录显示", ledger, [shown]))

    @Slot()
    def leave(self) -> None:
        """Away without saving; what was typed is given up only when the clerk says so."""
        if not self._saving:
            give_up(self, bool(self.fields.changes()), self._give_up)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves from wherever in the form the mouse has been, not from a field alone."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _give_up(self) -> None:
        self._later.stop()
        drafts, record = self._drafts, self.row.id if self.row else None
        self._desk.save(lambda: drafts.drop(record))
        self.left.emit()

    # ---- drafts

    @Slot()
    def _keep_draft(self) -> None:
        self._later.stop()
        drafts, record, typed = self._drafts, self.row.id if self.row else None, self.fields.changes()
        texts = {name: editor.picker.text() for name, editor in self.editors.items() if isinstance(editor, PickEditor)}
        self._desk.save(lambda: drafts.keep(record, typed, texts))

    def _offer_draft(self) -> None:
        typed, texts = self._drafts.find(self.row.id if self.row else None)
        for name, given in typed.items():
            if name in self.editors:
                put_typed(self.editors[name], given, texts.get(name, ""))
        if typed:
            self.strip.say("上次没有填完，已经放回来了。", "note", "重新填写", self._discard_draft)

    def _discard_draft(self) -> None:
        self._drafts.drop(self.row.id if self.row else None)
        self._build_fields()
        self.focus_first()

    @Slot()
    def _closing(self) -> None:
        if self._later.isActive():
            self._keep_draft()

    # ---- saving

    @Slot()
    def _save_and_again(self) -> None:
        self._again = True
        self._store()

    @Slot()
    def save(self) -> None:
        """Store what was typed; errors stay under their fields."""
        self._again = False
        self._store()

    def _store(self) -> None:
        if self._saving:
            return
        self._deriving.look()
        if faults := self.fields.faults():
            self._show_faults(faults)
            return
        office, ledger, drafts, row = self._desk.office, self.ledger, self._drafts, self.row
        typed = self.fields.changes()
        # As it stands in the fields: a stored 15 is 1.5 hours.
        begun = {name: each.typed() for name, each in self.editors.items() if self.fields.start.get(name) is not None}
        given, told = begun | self._fixed, self._told
        self._saving = True
        self._later.stop()

        def store() -> int:
            if row is None:
                made = writes.create(office, ledger, {**given, **typed}, told=told)
            else:
                writes.update(office, ledger, row.id, typed, row.values, told=told)
                made = row.id
            drafts.drop(row.id if row else None)
            return made

        self._desk.save(store, self._stored, self._refused)

    @Slot(object)
    def _stored(self, record_id: int) -> None:
        self._saving = False
        self.saved.emit(record_id)
        if not self._again:
            self.left.emit()
            return
        org = self.ledger.org_field
        whole = self.fields.start | self.fields.changes()
        self.open_new({org: whole[org]} if org and whole.get(org) is not None else None)
        self.strip.say("已保存。可以接着填下一条。", "good")

    def _refused(self, refusal: OfficeError) -> None:
        self._saving = False
        if isinstance(refusal, writes.NotAccepted):
            self._show_faults(refusal.faults)
        elif isinstance(refusal, writes.SecondThoughts):
            self._told, self._faulty = refusal.sentences, ()
            self.strip.say(str(refusal), "note", "仍要保存", self._store)
        else:
            self.strip.fail(refusal)

    def _show_faults(self, faults: Mapping[str, str]) -> None:
        """Each sentence under its field, the keyboard on the first; those that belong to no field above."""
        known = [name for name in self.editors if name in faults]
        for editor in self.editors.values():
            editor.tell(editor.fault)  # what was told at the last saving may be so no longer
        for name in known:
            self.editors[name].tell(faults[name])
        if known:
            self.editors[known[0]].setFocus()
            self._bring_to_view(self.editors[known[0]])
        told = (
            [faults[name] for name in known]
            if len(known) <= _NAMED_FAULTS
            else [f"有 {len(known)} 项要改正，已在下面标出"]
        )
        others = [sentence for name, sentence in faults.items() if name not in known]
        self._faulty = () if others else known
        self.strip.say("；".join([*told, *others]) + "。", "bad")


def thing(ledger: Ledger) -> str:
    """What one record is called: 新增党员 reads better than 新增党员花名册."""
    return ledger.title.removesuffix("花名册").removesuffix("台账").removesuffix("记录")
