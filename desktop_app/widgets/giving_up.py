"""Before what is typed and nowhere saved is given up, it is asked; what was not typed goes without a word."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.widgets.form.editors import FieldEditor


class GivingUp(QMessageBox):
    """The question over a form. Esc and Enter both go on typing; `given_up` follows 放弃 only."""

    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(QMessageBox.Icon.Question, "社区党务台账", "填的内容还没有保存，要放弃吗？", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setInformativeText("放弃以后找不回来。")
        self.give_up = self.addButton("放弃", QMessageBox.ButtonRole.DestructiveRole)
        self.go_on = self.addButton("继续填写", QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.go_on)
        self.setEscapeButton(self.go_on)
        self.finished.connect(self._answered)

    @Slot()
    def _answered(self) -> None:
        if self.clickedButton() is self.give_up:
            self.given_up.emit()


def give_up(parent: QWidget, is_typed: bool, away: Callable[[], Any]) -> None:
    """`away` at once where nothing was typed, else after 放弃. Does not wait."""
    if not is_typed:
        away()
        return
    asked = GivingUp(parent)
    asked.given_up.connect(away)
    asked.open()


class Typed:
    """What the fields of a dialog held before the clerk typed."""

    def __init__(self, editors: Mapping[str, FieldEditor]) -> None:
        self._editors = editors
        self._begun = self._now()

    def _now(self) -> dict[str, Any]:
        # A text and nothing are the same where a field is empty.
        return {name: editor.typed() or None for name, editor in self._editors.items()}

    def __bool__(self) -> bool:
        """Whether anything else stands in them now."""
        return self._now() != self._begun
