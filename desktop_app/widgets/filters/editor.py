"""The editor of one condition: field, operator, value. What may be entered follows from the field's kind."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.declaration import Condition, Ledger
from desktop_app.people.fields import Org
from desktop_app.storage.kind import Kind
from desktop_app.storage.office import Office
from desktop_app.widgets import theme
from desktop_app.widgets.form.finders import matches
from desktop_app.widgets.plain_list import PlainList

_VALUE = Qt.ItemDataRole.UserRole
_WITHOUT_VALUE = ("为空", "不为空")
_ORGS = (
    "SELECT o.id, o.short_name, ifnull(p.depth, 0) FROM party_org o LEFT JOIN org_place p ON p.org_id = o.id"
    " WHERE o.closed_on IS NULL ORDER BY p.place, o.id"
)


class ConditionEditor(QDialog):
    """`entered(Condition)` when the clerk is done. A value that can't be read is said under its field."""

    entered = Signal(object)

    def __init__(self, office: Office, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._ledger = ledger
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("添加筛选条件")
        self.setMinimumWidth(380)
        layout = QVBoxLayout(self)
        layout.addLayout(self._build_form())
        self._fault = QLabel()
        self._fault.setObjectName("fieldError")
        self._fault.setWordWrap(True)
        layout.addWidget(self._fault)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        theme.make_primary(buttons.button(QDialogButtonBox.StandardButton.Ok))
        buttons.accepted.connect(self._enter)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.field.currentIndexChanged.connect(self._field_chosen)
        self.operator.currentIndexChanged.connect(self._operator_chosen)
        self._field_chosen()

    def _build_form(self) -> QFormLayout:
        form = QFormLayout()
        self.field, self.operator = QComboBox(), QComboBox()
        self.field.setMaxVisibleItems(20)
        for name, kind in self._ledger.fields.items():
            self.field.addItem(kind.label, name)
        self.typed, self.upto = QLineEdit(), QLineEdit()
        self.upto.setPlaceholderText("到")
        self.listed = PlainList()
        self.listed.setMinimumHeight(200)
        typing = QWidget()
        lines = QVBoxLayout(typing)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.typed)
        lines.addWidget(self.upto)
        lines.addStretch()
        self.values = QStackedWidget()
        self.values.addWidget(typing)
        self.values.addWidget(self._build_listed())
        self.values.addWidget(QWidget())
        form.addRow("项目", self.field)
        form.addRow("条件", self.operator)
        form.addRow("内容", self.values)
        return form

    def _build_listed(self) -> QWidget:
        """A list to tick, found in by typing; a click on the word ticks like one on the box."""
        self.finding = QLineEdit()
        self.finding.setPlaceholderText("输入几个字或拼音首字母，在下面找")
        self.finding.textChanged.connect(self._find_in_list)
        self._ticked_by_box: QListWidgetItem | None = None
        self.listed.itemChanged.connect(self._note_tick)
        self.listed.itemClicked.connect(self._tick)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.finding)
        lines.addWidget(self.listed)
        return inside

    @Slot(str)
    def _find_in_list(self, typed: str) -> None:
        for at in range(self.listed.count()):
            item = self.listed.item(at)
            item.setHidden(not matches(item.text(), typed))

    @Slot(QListWidgetItem)
    def _note_tick(self, item: QListWidgetItem) -> None:
        self._ticked_by_box = item

    @Slot(QListWidgetItem)
    def _tick(self, item: QListWidgetItem) -> None:
        by_box, self._ticked_by_box = self._ticked_by_box is item, None
        if not by_box:
            ticked = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
            self._ticked_by_box = None

    @property
    def _kind(self) -> Kind:
        return self._ledger.fields[self.field.currentData()]

    @Slot()
    def _field_chosen(self) -> None:
        self.operator.clear()
        self.operator.addItems(list(self._kind.operators))
        self.typed.clear()
        self.upto.clear()
        self._fill_list()
        self._operator_chosen()

    def _fill_list(self) -> None:
        self.finding.clear()
        self.listed.clear()
        for value, words in _options(self._office, self._kind):
            item = QListWidgetItem(words, self.listed)
            item.setData(_VALUE, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self._ticked_by_box = None

    @Slot()
    def _operator_chosen(self) -> None:
        operator = self.operator.currentText()
        listed = self.listed.count() > 0 and operator not in ("包含",)
        self.values.setCurrentIndex(2 if operator in _WITHOUT_VALUE else int(listed))
        self.upto.setVisible(operator == "介于")
        self._fault.clear()

    @Slot()
    def _enter(self) -> None:
        try:
            condition = Condition(self.field.currentData(), self.operator.currentText(), self._values())
        except ValueError as refusal:
            self._fault.setText(str(refusal))
            return
        self.entered.emit(condition)
        self.accept()

    def _values(self) -> tuple[Any, ...]:
        operator, page = self.operator.currentText(), self.values.currentIndex()
        if page == 2:
            return ()
        if page == 1:
            items = (self.listed.item(at) for at in range(self.listed.count()))
            ticked = tuple(item.data(_VALUE) for item in items if item.checkState() == Qt.CheckState.Checked)
            if not ticked:
                raise ValueError("请至少勾选一项。")
            return ticked
        texts = [self.typed.text(), self.upto.text()] if operator == "介于" else [self.typed.text()]
        if not all(text.strip() for text in texts):
            raise ValueError("请填写内容。")
        if operator == "包含":
            return (texts[0].strip(),)
        return tuple(self._kind.parse(text) for text in texts)


def _options(office: Office, kind: Kind) -> list[tuple[Any, str]]:
    """(value, words) of a kind that is chosen from a list; [] for one that is typed."""
    if isinstance(kind, Org):
        return [(org, "　" * depth + name) for org, name, depth in office.database.rows(_ORGS)]
    options = getattr(kind, "options", None)
    return list(options()) if options else []
