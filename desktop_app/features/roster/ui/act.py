"""The one shape of every dated act on people or organisations: a sentence of what will happen, a few fields, one button, one change."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.storage.fields import FullDate, Text
from desktop_app.storage.kind import Kind
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import keys, theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.editors import FieldEditor, editor_for, starred
from desktop_app.widgets.giving_up import Typed, give_up
from desktop_app.widgets.messages import MessageStrip

Work = Callable[[], Any]
_DAY = "on"


class ActDialog(QDialog):
    """Asks, checks while typing, and does its work as one change. A refusal stays in the dialog, under the date where it is about that.

    A dialog says its fields in `build`, what will happen in `told`, and gives `prepare(values) -> (title of the change, work)`.
    """

    verb = "确定"

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.scaled(480))
        self.desk = desk
        self.editors: dict[str, FieldEditor] = {}
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(10)
        self.strip = MessageStrip()
        self._told = QLabel()
        self._told.setObjectName("sectionTitle")
        self._told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for part in (self._told, self.strip):
            column.addWidget(part)
        column.addLayout(self.form)
        column.addStretch()
        column.addWidget(self._build_buttons())
        self.build()
        self.tell()
        self._typed = Typed(self.editors)
        first = next(iter(self.editors.values()), None)
        if first is not None:
            first.setFocus()

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do = QPushButton(self.verb)
        self.do.setObjectName("primary")
        buttons.addButton(self.do, QDialogButtonBox.ButtonRole.AcceptRole)
        self.do.setAutoDefault(False)  # Enter in a field goes to the next one
        self.do.setShortcut(keys.SAVE.sequence)
        self.do.setToolTip(f"{self.verb}（{keys.SAVE.sequence}）")
        buttons.accepted.connect(self.act)
        buttons.rejected.connect(self.reject)
        return buttons

    # ---- for the dialogs

    def build(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def told(self) -> str:
        """What will happen, in numbers, as the fields stand."""
        raise NotImplementedError

    def prepare(self, values: Mapping[str, Any]) -> tuple[str, Work]:
        """The title of the change and what is done inside it."""
        raise NotImplementedError

    def done_sentence(self, result: Any) -> str:
        """What the status bar says afterwards."""
        return f"{self.windowTitle()}已办好。"

    def add(self, name: str, kind: Kind, value: Any = None, text: str = "") -> FieldEditor:
        """A field with a value to begin with; a reference also with the text that stands for it."""
        editor = self.editors[name] = editor_for(self.desk, kind, self)
        if value is not None:
            editor.put(value, text)
        editor.edited.connect(self.tell)
        editor.done.connect(self._go_on)
        editor.escaped.connect(self.reject)
        self.form.addRow(starred(kind.label, kind.required), editor)
        return editor

    def add_day_and_basis(self, day_label: str) -> None:
        """The two that every dated act has: the day, today to begin with, and 依据."""
        self.add(_DAY, FullDate(day_label, required=True), self.desk.clock.today().isoformat())
        self.add("basis", Text("依据", hint="文号或会议，可不填"))

    def show_field(self, name: str, shown: bool) -> None:
        """Show or hide a field; a hidden one says nothing."""
        self.form.setRowVisible(self.editors[name], shown)

    def value(self, name: str) -> Any:
        """What a field holds as stored; None while it is hidden, empty or wrong."""
        editor = self.editors[name]
        if not self.form.isRowVisible(editor) or editor.fault:
            return None
        return editor.kind.parse(editor.typed())

    # ---- asking

    @Slot()
    def reject(self) -> None:
        """Away; what was typed is given up only when the clerk says so."""
        if self.do.isEnabled():
            give_up(self, bool(self._typed), self._give_up)

    @Slot()
    def _give_up(self) -> None:
        super().reject()

    @Slot()
    def tell(self) -> None:
        """Say anew what will happen."""
        self._told.setText(self.told())

    @property
    def sentence(self) -> str:
        """What it says will happen."""
        return self._told.text()

    @Slot()
    def _go_on(self) -> None:
        shown = [editor for editor in self.editors.values() if self.form.isRowVisible(editor)]
        sender = self.sender()
        at = shown.index(sender) if sender in shown else len(shown)  # type: ignore[arg-type]
        (shown[at + 1] if at + 1 < len(shown) else self.do).setFocus()

    def _is_faulty(self) -> bool:
        wrong = []
        for editor in self.editors.values():
            editor.settle()
            if self.form.isRowVisible(editor) and editor.fault:
                editor.tell(editor.fault)
                wrong.append(editor)
        if wrong:
            wrong[0].setFocus()
        return bool(wrong)

    # ---- doing

    @Slot()
    def act(self) -> None:
        """Do it as one change, behind whatever else is being saved."""
        if self._is_faulty():
            return
        title, work = self.prepare({name: self.value(name) for name in self.editors})
        office = self.desk.office

        def change() -> Any:
            with office.change(title):
                return work()

        self.strip.hide()
        self.do.setEnabled(False)
        self.desk.save(change, self._acted, self._refused)

    def _acted(self, result: Any) -> None:
        self.desk.message(f"{self.done_sentence(result)}按 Ctrl+Z 可以一步撤销。")
        self.accept()

    def _refused(self, refusal: OfficeError) -> None:
        self.do.setEnabled(True)
        day = self.editors.get(_DAY)
        if day is not None and "日期" in refusal.next_step:
            day.tell(str(refusal))
            day.setFocus()
        else:
            self.strip.fail(refusal)

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.LayoutRequest:
            return super().event(event)
        handled, layout = super().event(event), self.layout()
        if layout is not None:
            # A field or a sentence that appears makes the window higher; it must not squeeze the others.
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))
        return handled
