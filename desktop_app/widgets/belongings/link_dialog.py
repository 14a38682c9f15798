"""Tying a record to one of any ledger: which ledger, which record, in which role."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.ledger.search_index import table_of
from desktop_app.people.links import End, link
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.finders import Offered, RecordFinder
from desktop_app.widgets.form.picker import PickerEdit
from desktop_app.widgets.growing import Growing
from desktop_app.widgets.messages import MessageStrip

_ROLE = "相关"


class LinkDialog(QDialog):
    """Makes the link as one change. A refusal stays in the dialog."""

    def __init__(self, desk: Desk, of: End, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("关联")
        self.setMinimumWidth(theme.scaled(420))
        self._desk, self._of, self._title = desk, of, title
        heading = QLabel(f"把“{title}”关联到")
        heading.setObjectName("sectionTitle")
        heading.setWordWrap(True)
        self.strip = MessageStrip()
        self.ledgers = QComboBox()
        for ledger in desk.ledgers:
            if ledger.searched:
                self.ledgers.addItem(ledger.title, ledger.key)
        self.picker = PickerEdit(self._find)
        self.picker.setPlaceholderText("名称、拼音首字母…")
        self.role = QComboBox()
        self.role.setEditable(True)
        self.role.addItems(self._roles())
        self.ledgers.currentIndexChanged.connect(self._other_ledger)
        self.picker.done.connect(self.role.setFocus)
        form = QFormLayout()
        form.addRow("台账", self.ledgers)
        form.addRow("记录", self.picker)
        form.addRow("关系", self.role)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(self.strip)
        column.addLayout(form)
        column.addWidget(self._build_buttons())
        Growing(self)

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.make_button = buttons.addButton("关联", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.make_primary(self.make_button)
        self.make_button.setDefault(True)
        buttons.accepted.connect(self.make)
        buttons.rejected.connect(self.reject)
        return buttons

    def _roles(self) -> list[str]:
        """Those in use, the commonest first."""
        sql = "SELECT role FROM link GROUP BY role ORDER BY count(*) DESC LIMIT 12"
        used = [role for (role,) in self._desk.office.database.rows(sql)]
        return used if _ROLE in used else [_ROLE, *used]

    def _find(self, typed: str) -> list[Offered]:
        return RecordFinder(self._desk, self._desk.ledger(self.ledgers.currentData()))(typed)

    @Slot()
    def _other_ledger(self) -> None:
        self.picker.put(None)
        self.picker.setFocus()

    @Slot()
    def make(self) -> None:
        """Tie them."""
        self.picker.settle()
        chosen, role = self.picker.choice, self.role.currentText().strip()
        if chosen is None or not role:
            self.strip.say("请从名单里选一条记录。" if chosen is None else "请写明是什么关系。", "bad")
            (self.picker if chosen is None else self.role).setFocus()
            return
        office, of = self._desk.office, self._of
        other = End(table_of(self._desk.ledger(self.ledgers.currentData()).record), chosen.value)
        title = f"关联 {self._title} 与 {chosen.text}"

        def make() -> None:
            with office.change(title):
                link(office, of, other, role)

        self.make_button.setEnabled(False)
        self._desk.save(make, self._made, self._refused)

    def _made(self, _nothing: Any) -> None:
        self.accept()

    def _refused(self, refusal: OfficeError) -> None:
        self.make_button.setEnabled(True)
        self.strip.fail(refusal)
