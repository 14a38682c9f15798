"""Taking a step: the day, who decided, what the step asks for, the opinion. A refusal stays in the dialog, each fault under its field."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.ledger import writes
from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.page import LedgerRow
from desktop_app.ledger.steps import Step
from desktop_app.ledger.taken import ON, OPINION, take
from desktop_app.storage.fields import FullDate, LongText, Text
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import keys, theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.drafts import Drafts, put_typed
from desktop_app.widgets.form.editors import FieldEditor, PickEditor, editor_for, starred
from desktop_app.widgets.giving_up import Typed, give_up
from desktop_app.widgets.growing import Growing
from desktop_app.widgets.messages import MessageStrip

_BY = "step.by"
_DRAFT_AFTER_MS = 800


class StepDialog(QDialog):
    """`accepted` follows when the step was taken. What is half typed is kept as a draft, as in a form."""

    def __init__(self, desk: Desk, ledger: Ledger, row: LedgerRow, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(step.name)
        self.setMinimumWidth(theme.scaled(440))
        self._desk, self._ledger, self._row, self.step = desk, ledger, row, step
        self._drafts = Drafts(desk.office, ledger, f"{row.id}.{step.name}")
        self.editors: dict[str, FieldEditor] = {}
        title = QLabel(f"{step.name}：{writes.record_title(ledger, row)}")
        title.setObjectName("sectionTitle")
        title.setWordWrap(True)
        self.strip = MessageStrip()
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for part in (title, self.strip):
            column.addWidget(part)
        column.addLayout(self._form)
        column.addStretch()
        column.addWidget(self._build_buttons())
        self._build_editors()
        self._typed = Typed(self.editors)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_DRAFT_AFTER_MS)
        self._later.timeout.connect(self._keep_draft)
        self._offer_draft()
        desk.closing.connect(self._closing)
        Growing(self, spare=True)
        next(iter(self.editors.values())).setFocus()

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take_button = buttons.addButton(self.step.name, QDialogButtonBox.ButtonRole.AcceptRole)
        theme.make_primary(self.take_button)
        self.take_button.setDefault(True)
        self.take_button.setShortcut(keys.SAVE.sequence)
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        return buttons

    def _build_editors(self) -> None:
        self._add(ON, FullDate("日期", required=True), self._desk.clock.today().isoformat())
        self._add(_BY, Text("经办（批准）人"), self._desk.office.operator or "")
        for name in self.step.asks:
            kind = self._ledger.fields[name]
            value = None if name in self.step.anew else self._row.values[name]
            self._add(name, kind, value, must=name not in self.step.may)
        self._add(OPINION, LongText("意见"), "", must=self.step.opinion)

    def _add(self, name: str, kind: Any, value: Any, *, must: bool = False) -> None:
        editor = editor_for(self._desk, kind, self)
        editor.put(value, self._row.texts.get(name, ""))
        if isinstance(editor, PickEditor):
            editor.prefer(lambda: self._row.values.get(self._ledger.org_field))
        editor.edited.connect(self._edited)
        editor.done.connect(self._go_on)
        editor.escaped.connect(self.reject)
        label = QLabel(starred(kind.label, must or kind.required))
        label.setObjectName("fieldName")
        self._form.addRow(label, editor)
        self.editors[name] = editor

    @Slot()
    def _edited(self) -> None:
        self._later.start()

    @Slot()
    def _go_on(self) -> None:
        editors = list(self.editors.values())
        at = editors.index(self.sender())  # type: ignore[arg-type]
        (editors[at + 1] if at + 1 < len(editors) else self.take_button).setFocus()

    # ---- drafts

    @Slot()
    def _keep_draft(self) -> None:
        self._later.stop()
        drafts, typed = self._drafts, {name: editor.typed() for name, editor in self.editors.items()}
        texts = {name: editor.picker.text() for name, editor in self.editors.items() if isinstance(editor, PickEditor)}
        self._desk.save(lambda: drafts.keep(None, typed, texts))

    def _offer_draft(self) -> None:
        typed, texts = self._drafts.find(None, self.editors)
        for name, given in typed.items():
            put_typed(self.editors[name], given, texts.get(name, ""))
        if typed:
            self.strip.say("上次没有填完，已经放回来了。", "note")

    @Slot()
    def _closing(self) -> None:
        if self._later.isActive():
            self._keep_draft()

    @Slot()
    def reject(self) -> None:
        """Away; what was typed is given up only when the clerk says so."""
        if self.take_button.isEnabled():
            give_up(self, bool(self._typed), self._give_up)

    @Slot()
    def _give_up(self) -> None:
        self._later.stop()
        drafts = self._drafts
        self._desk.save(lambda: drafts.drop(None))
        super().reject()

    # ---- taking

    @Slot()
    def take(self) -> None:
        """Take the step with what is typed."""
        for editor in self.editors.values():
            editor.settle()
        if faults := {name: editor.fault for name, editor in self.editors.items() if editor.fault}:
            self._show_faults(faults)
            return
        on = date.fromisoformat(FullDate("日期").parse(self.editors[ON].typed()))
        by, opinion = (str(self.editors[name].typed() or "").strip() for name in (_BY, OPINION))
        values = {name: self.editors[name].typed() for name in self.step.asks}
        office, ledger, drafts, record, step = self._desk.office, self._ledger, self._drafts, self._row.id, self.step

        def work() -> None:
            take(office, ledger, record, step.name, on, by, opinion, values)
            drafts.drop(None)

        self._later.stop()
        self.take_button.setEnabled(False)
        self._desk.save(work, self._taken, self._refused)

    def _taken(self, _nothing: Any) -> None:
        self._desk.message(f"{self.step.name}：已办。按 Ctrl+Z 可以撤销。")
        self.accept()

    def _refused(self, refusal: OfficeError) -> None:
        self.take_button.setEnabled(True)
        if isinstance(refusal, writes.NotAccepted):
            self._show_faults(refusal.faults)
        else:
            self.strip.fail(refusal)

    def _show_faults(self, faults: Any) -> None:
        known = [name for name in self.editors if name in faults]
        for name in known:
            self.editors[name].tell(faults[name])
        if known:
            self.editors[known[0]].setFocus()
        if others := [sentence for name, sentence in faults.items() if name not in known]:
            self.strip.say("；".join(others) + "。", "bad")
