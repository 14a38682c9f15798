"""What dragging in a tab does: records onto an organisation, asking day and paper (R10); a branch among its siblings."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.people import tree
from desktop_app.storage.fields import FullDate
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.editors import DateEditor
from desktop_app.widgets.messages import MessageStrip

_TITLE = "支部间调整"


class MoveByDrag(QDialog):
    """Asks the day and 依据, then lets the ledger move the records as one change. A refusal stays in the dialog."""

    def __init__(self, desk: Desk, ledger: Ledger, ids: Sequence[int], org: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_TITLE)
        self.setMinimumWidth(420)
        self._desk, self._ledger, self._ids, self._org = desk, ledger, list(ids), org
        self._name = tree.tree_on(desk.office, desk.clock.today()).nodes[org].short_name
        question = QLabel(f"把 {len(ids):,} {ledger.unit}调整到“{self._name}”")
        question.setObjectName("sectionTitle")
        question.setWordWrap(True)
        self.day = DateEditor(FullDate("日期", required=True), desk.clock.today())
        self.day.put(desk.clock.today().isoformat())
        self.day.done.connect(self._to_basis)
        self.basis = QLineEdit()
        self.basis.setPlaceholderText("文号或会议，可不填")
        self.strip = MessageStrip()
        form = QFormLayout()
        form.addRow("调整日期", self.day)
        form.addRow("依据", self.basis)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.move_button = self._buttons.addButton("调整", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.make_primary(self.move_button)
        self.move_button.setDefault(True)
        self._buttons.accepted.connect(self._move)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(question)
        column.addWidget(self.strip)
        column.addLayout(form)
        column.addWidget(self._buttons)

    @Slot()
    def _to_basis(self) -> None:
        self.basis.setFocus()

    @Slot()
    def _move(self) -> None:
        if fault := self.day.fault:
            self.day.tell(fault)
            return
        office, moves = self._desk.office, self._ledger.moves
        assert moves is not None, "rows of a ledger without `moves` can't be dragged"
        ids, org, on = self._ids, self._org, FullDate("日期").parse(self.day.typed())
        basis = self.basis.text().strip() or None
        title = f"{_TITLE} {len(ids)} {self._ledger.unit}到{self._name}"

        def move() -> None:
            with office.change(title):
                moves(office, ids, org, on, basis)

        self.move_button.setEnabled(False)
        self._desk.save(move, self._moved, self._refused)

    def _moved(self, _nothing: Any) -> None:
        self._desk.message(f"已把 {len(self._ids):,} {self._ledger.unit}调整到“{self._name}”。按 Ctrl+Z 可以撤销。")
        self.accept()

    def _refused(self, refusal: OfficeError) -> None:
        self.move_button.setEnabled(True)
        self.strip.fail(refusal)


def reorder_org(desk: Desk, org: int, before: int | None, on_error: Callable[[OfficeError], None]) -> None:
    """Put an organisation before a sibling, None: last; the official order has no date (R35)."""
    office = desk.office

    def reorder() -> None:
        with office.change("调整组织次序"):
            tree.drag(office, org, before)

    desk.save(reorder, None, on_error)
