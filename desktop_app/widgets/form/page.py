"""The whole form as a page: a new record, or all fields of one. Enter goes on, errors stand under their fields, Ctrl+S saves."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ledger import writes
from desktop_app.ledger.declaration import Ledger, Section
from desktop_app.ledger.page import LedgerRow, read_row
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.drafts import Drafts
from desktop_app.widgets.form.editors import FieldEditor, PickEditor, editor_for
from desktop_app.widgets.form.unmask import UnmaskDialog
from desktop_app.widgets.messages import MessageStrip

_FIELD_WIDTH = 260
_MOST_COLUMNS = 3
_DRAFT_AFTER_MS = 800


class FormPage(QWidget):
    """`saved(id)` follows a save; `left` wants the page away. What is typed is kept as a draft until it is saved or given up."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formPage")
        self._desk = desk
        self.ledger = ledger
        self._drafts = Drafts(desk.office, ledger)
        self.row: LedgerRow | None = None
        self.editors: dict[str, FieldEditor] = {}
        self._start: dict[str, Any] = {}
        self._texts: Mapping[str, str] = {}
        self._masked: dict[str, QWidget] = {}
        self._grids: list[tuple[QGridLayout, list[tuple[str, QWidget]]]] = []
        self._columns = 0
        self._saving = False
        self._again = False
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
        desk.unmasked.connect(self._unmasked)

    # ---- building

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
        self._save.setToolTip("保存（Ctrl+S）")
        self._save.setShortcut("Ctrl+S")
        self._save.clicked.connect(self.save)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self._title, 1)
        for button in (self._cancel, self._save_more, self._save):
            row.addWidget(button)
        return head

    def _build_fields(self) -> None:
        inside = QWidget()
        inside.setObjectName("paneBody")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 8, 16, 24)
        column.setSpacing(4)
        self.editors, self._masked, self._grids, self._columns = {}, {}, [], 0
        for section in self.ledger.form:
            names = [name for name in section.fields if self._is_typed(section, name)]
            if names:
                self._build_section(column, section.title, names)
        column.addStretch()
        self._area.setWidget(inside)
        self._arrange()

    def _is_typed(self, section: Section, name: str) -> bool:
        """Fields that only actions change are typed once: where a new record can't be without them."""
        kind = self.ledger.fields[name]
        return name not in section.read_only or (self.row is None and (kind.required and kind.default is None))

    def _build_section(self, column: QVBoxLayout, title: str, names: list[str]) -> None:
        heading = QLabel(title)
        heading.setObjectName("sectionTitle")
        column.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        column.addLayout(grid)
        self._grids.append((grid, [(name, self._build_field(name)) for name in names]))

    def _build_field(self, name: str) -> QWidget:
        kind = self.ledger.fields[name]
        box = QWidget()
        star = f" <span style='color:{theme.tokens()['accent']}'>*</span>" if kind.required else ""
        label = QLabel(f"{kind.label}{star}")
        label.setObjectName("fieldName")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        inside.addWidget(label)
        inside.addWidget(self._build_masked(name) if self._is_masked(name) else self._build_editor(name))
        inside.addStretch()
        return box

    def _build_editor(self, name: str) -> FieldEditor:
        editor = editor_for(self._desk, self.ledger.fields[name])
        editor.put(self._start.get(name), self._texts.get(name, ""))
        editor.edited.connect(self._later.start)
        editor.done.connect(self._go_on)
        editor.escaped.connect(self.leave)
        self.editors[name] = editor
        return editor

    # ---- whole numbers

    def _is_masked(self, name: str) -> bool:
        kind = self.ledger.fields[name]
        stored = self.row is not None and self.row.values[name]
        return bool(stored) and kind.sensitive and not kind.open_in_pane and not self._desk.unmasking.live

    def _build_masked(self, name: str) -> QWidget:
        masked = QWidget()
        row = QHBoxLayout(masked)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(self.ledger.fields[name].mask(self._start[name])), 1)
        show = QPushButton("显示并修改")
        show.clicked.connect(self._reveal)
        row.addWidget(show)
        self._masked[name] = masked
        return masked

    @Slot()
    def _reveal(self) -> None:
        UnmaskDialog(self._desk, self).open()

    @Slot()
    def _unmasked(self) -> None:
        """Masked fields become editors; what is typed in the others stays."""
        if not self._desk.unmasking.live or not self._masked or self.row is None:
            return
        for name, masked in self._masked.items():
            layout = masked.parentWidget().layout()
            layout.replaceWidget(masked, self._build_editor(name))
            masked.hide()
            masked.deleteLater()
        self._masked.clear()
        order = [name for section in self.ledger.form for name in section.fields]
        self.editors = {name: self.editors[name] for name in order if name in self.editors}
        unmasking, ledger, shown = self._desk.unmasking, self.ledger, self.row.id
        self._desk.save(lambda: unmasking.log("记录显示", ledger, [shown]))

    def _arrange(self) -> None:
        """As many columns as there is room for; long text takes a whole line."""
        columns = max(1, min(_MOST_COLUMNS, self.width() // theme.scaled(_FIELD_WIDTH)))
        if columns == self._columns:
            return
        self._columns = columns
        for grid, boxes in self._grids:
            row, at = 0, 0
            for name, box in boxes:
                wide = self.ledger.fields[name].entry == "long"
                if wide and at:
                    row, at = row + 1, 0
                grid.addWidget(box, row, at, 1, columns if wide else 1)
                at += columns if wide else 1
                if at >= columns:
                    row, at = row + 1, 0
            for number in range(_MOST_COLUMNS):
                grid.setColumnStretch(number, 1 if number < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # ---- opening

    def open_new(self, given: Mapping[str, Any] | None = None) -> None:
        """An empty form; `given` are values that are known already (the branch chosen in the tree)."""
        self.row = None
        self._start = writes.default_values(self.ledger) | dict(given or {})
        self._texts = self._texts_of(given or {})
        self._title.setText(f"新增{_thing(self.ledger)}")
        self._save_more.show()
        self._open()

    def open_record(self, record_id: int) -> bool:
        """All fields of one record; False when it is gone."""
        self.row = read_row(self._desk.office, self.ledger, record_id)
        if self.row is None:
            return False
        self._start = dict(self.row.values)
        self._texts = self.row.texts
        self._title.setText(f"修改　{writes.record_title(self.ledger, self.row)}")
        self._save_more.hide()
        self._open()
        return True

    def _open(self) -> None:
        self.strip.hide()
        self._saving = False
        self._build_fields()
        self._offer_draft()
        self.focus_first()

    def focus_first(self) -> None:
        """The keyboard to the first field."""
        first = next(iter(self.editors.values()), None)
        if first is not None:
            first.setFocus()

    def _texts_of(self, given: Mapping[str, Any]) -> dict[str, str]:
        """What stands for the records that given values point at."""
        texts = {}
        for name, value in given.items():
            model = getattr(self.ledger.fields[name], "rel_model", None)
            if model is not None and value is not None:
                column = getattr(model, self.ledger.fields[name].shown_by)  # type: ignore[attr-defined]
                texts[name] = model.select(column).where(model.id == value).scalar() or ""
        return texts

    # ---- typing

    def changes(self) -> dict[str, Any]:
        """What is typed other than the form began with, by field."""
        found = {}
        for name, editor in self.editors.items():
            typed = editor.typed()
            try:
                same = self.ledger.fields[name].parse(typed) == self._start.get(name)
            except ValueError:
                same = False
            if not same:
                found[name] = typed
        return found

    @Slot()
    def _go_on(self) -> None:
        editors = list(self.editors.values())
        at = editors.index(self.sender())  # type: ignore[arg-type]
        if at + 1 < len(editors):
            editors[at + 1].setFocus()
            self._area.ensureWidgetVisible(editors[at + 1], 50, 80)
        else:
            self._save.setFocus()

    @Slot()
    def leave(self) -> None:
        """Away, without saving."""
        self._later.stop()
        self._drafts.drop(self.row.id if self.row else None)
        self.left.emit()

    # ---- drafts

    @Slot()
    def _keep_draft(self) -> None:
        self._later.stop()
        record, typed = self.row.id if self.row else None, self.changes()
        texts = {name: editor.picker.text() for name, editor in self.editors.items() if isinstance(editor, PickEditor)}
        self._desk.save(lambda: self._drafts.keep(record, typed, texts))

    def _offer_draft(self) -> None:
        typed, texts = self._drafts.find(self.row.id if self.row else None)
        if not typed:
            return
        for name, given in typed.items():
            if name in self.editors:
                self._put_typed(self.editors[name], given, texts.get(name, ""))
        self.strip.say("上次没有填完，已经放回来了。", "note", "重新填写", self._discard_draft)

    def _put_typed(self, editor: FieldEditor, given: Any, text: str) -> None:
        try:
            editor.put(editor.kind.parse(given), text)
        except ValueError:
            editor.put_words(str(given))

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
        for editor in self.editors.values():
            editor.settle()
        faults = {name: editor.fault for name, editor in self.editors.items() if editor.fault}
        if faults:
            self._show_faults(faults)
            return
        typed, row = self.changes(), self.row
        office, ledger, drafts = self._desk.office, self.ledger, self._drafts
        self._saving = True
        self._later.stop()

        def store() -> int:
            if row is None:
                whole = {name: self._start[name] for name in self.editors if self._start.get(name) is not None}
                made = writes.create(office, ledger, {**whole, **typed})
            else:
                writes.update(office, ledger, row.id, typed, row.values)
                made = row.id
            drafts.drop(row.id if row else None)
            return made

        self._desk.save(store, self._stored, self._refused)

    @Slot(object)
    def _stored(self, record_id: int) -> None:
        self._saving = False
        again = self._again
        self.saved.emit(record_id)
        if again:
            org = self.ledger.org_field
            kept = self._start | self.changes()
            self.open_new({org: kept[org]} if org and kept.get(org) is not None else None)
            self.strip.say("已保存。可以接着填下一条。", "good")
        else:
            self.left.emit()

    def _refused(self, refusal: OfficeError) -> None:
        self._saving = False
        if isinstance(refusal, writes.NotAccepted):
            self._show_faults(refusal.faults)
        else:
            self.strip.fail(refusal)

    def _show_faults(self, faults: Mapping[str, str]) -> None:
        known = {name: sentence for name, sentence in faults.items() if name in self.editors}
        for name, sentence in known.items():
            self.editors[name].tell(sentence)
        if known:
            first = next(name for name in self.editors if name in known)
            self.editors[first].setFocus()
            self._area.ensureWidgetVisible(self.editors[first], 50, 80)
        words = "；".join(known.values()) if len(known) < 3 else f"有 {len(known)} 项要改正，已在下面标出"
        others = [sentence for name, sentence in faults.items() if name not in known]
        self.strip.say("；".join([words, *others] if known else others) + "。", "bad")


def _thing(ledger: Ledger) -> str:
    """What one record is called: 新增党员 reads better than 新增党员花名册."""
    return ledger.title.removesuffix("花名册").removesuffix("台账").removesuffix("记录")
