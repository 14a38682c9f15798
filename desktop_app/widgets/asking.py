"""A small dialog that asks a few things by their field kinds and does one thing with them as one change, off the window's thread."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.storage.kind import Kind
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import keys, theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.editors import FieldEditor, editor_for, starred
from desktop_app.widgets.giving_up import Typed, give_up
from desktop_app.widgets.messages import MessageStrip


class AskDialog(QDialog):
    """`fields` by name in their order; `given` are stored values (with the text of a reference) to begin with.

    `work(values)` runs on the office's writer thread and opens its own change; `done(result)` follows on the window's. What it refuses
    is told in the dialog, and nothing typed is lost.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        told: str,
        fields: Mapping[str, Kind],
        work: Callable[[dict[str, Any]], Any],
        done: Callable[[Any], None],
        parent: QWidget | None = None,
        *,
        given: Mapping[str, Any] | None = None,
        words: str = "确定",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.scaled(460))
        self._desk, self._work, self._finish = desk, work, done
        self.strip = MessageStrip()
        self.editors: dict[str, FieldEditor] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        label = QLabel(told)
        label.setObjectName("sectionTitle")
        label.setWordWrap(True)
        column.addWidget(label)
        column.addWidget(self.strip)
        column.addLayout(self._build_form(fields, given or {}))
        self._typed = Typed(self.editors)
        column.addWidget(self._build_buttons(words))
        next(iter(self.editors.values())).setFocus()

    def _build_form(self, fields: Mapping[str, Kind], given: Mapping[str, Any]) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        for name, kind in fields.items():
            editor = self.editors[name] = editor_for(self._desk, kind, self)
            if given.get(name) is not None:
                value = given[name]
                stored, text = value if isinstance(value, tuple) else (value, "")
                editor.put(stored, text)
            editor.done.connect(self._go_on)
            form.addRow(starred(kind.label, kind.required), editor)
        return form

    def _build_buttons(self, words: str) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do = QPushButton(words)
        buttons.addButton(self.do, QDialogButtonBox.ButtonRole.AcceptRole)
        theme.make_primary(self.do)
        self.do.setShortcut(keys.SAVE.sequence)
        buttons.accepted.connect(self.act)
        buttons.rejected.connect(self.reject)
        return buttons

    @Slot()
    def _go_on(self) -> None:
        """Enter goes from field to field, after the last to the button; where one thing is asked it is the answer."""
        editors = list(self.editors.values())
        at = editors.index(self.sender())  # type: ignore[arg-type]
        if len(editors) == 1:
            self.act()
        elif at + 1 < len(editors):
            editors[at + 1].setFocus()
        else:
            self.do.setFocus()

    @Slot()
    def reject(self) -> None:
        """Away; what was typed is given up only when the clerk says so. One field is typed again sooner than a question is read."""
        if self.do.isEnabled():
            give_up(self, bool(self._typed) and len(self.editors) > 1, self._give_up)

    @Slot()
    def _give_up(self) -> None:
        super().reject()

    def _faults(self) -> Sequence[str]:
        for editor in self.editors.values():
            editor.settle()
        return [editor.fault for editor in self.editors.values() if editor.fault]

    @Slot()
    def act(self) -> None:
        """Do it with what is typed, if all of it can be read."""
        if faults := self._faults():
            self.strip.say("；".join(faults) + "。", "bad")
            return
        values = {name: editor.kind.parse(editor.typed()) for name, editor in self.editors.items()}
        work = self._work
        self.strip.hide()
        self.do.setEnabled(False)
        self._desk.save(lambda: work(values), self._done, self._refused)

    def _done(self, result: Any) -> None:
        self.accept()
        self._finish(result)

    def _refused(self, refusal: OfficeError) -> None:
        self.do.setEnabled(True)
        self.strip.fail(refusal)
