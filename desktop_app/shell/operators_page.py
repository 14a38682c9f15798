"""Who works in this office: names and passwords. Every change, showing and paper carries the name that is chosen here."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.shell.new_password import password_fault
from desktop_app.support.errors import OfficeError
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.plain_list import PlainList


class OperatorsPage(QWidget):
    """The list of names, the one who works now, and a form for a new name or a new password."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 12, 4, 4)
        layout.setSpacing(8)
        self.now = QLabel()
        layout.addWidget(self.now)
        self.names = PlainList()
        self.names.currentTextChanged.connect(self._chosen)
        layout.addWidget(self.names)
        layout.addLayout(self._build_form())
        layout.addLayout(self._build_buttons())
        self.words = QLabel()
        self.words.setObjectName("fieldError")
        self.words.setWordWrap(True)
        layout.addWidget(self.words)
        self._fill()

    def _build_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        self.name, self.old, self.new, self.again = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        form.addRow("姓名", self.name)
        if self._desk.office.encrypted:
            for field in (self.old, self.new, self.again):
                field.setEchoMode(QLineEdit.EchoMode.Password)
            form.addRow("现在的密码", self.old)
            form.addRow("新密码", self.new)
            form.addRow("新密码再输一遍", self.again)
        return form

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        for words, slot in (("添加", self._add), ("换这个人操作", self._switch), ("停用", self._remove)):
            button = QPushButton(words)
            button.clicked.connect(slot)
            row.addWidget(button)
        if self._desk.office.encrypted:
            change = QPushButton("改密码")
            change.clicked.connect(self._change_password)
            row.addWidget(change)
        return row

    def _fill(self) -> None:
        self.now.setText(f"现在的操作员：{self._desk.office.operator}")
        self.names.clear()
        self.names.addItems(self._desk.office.operators.names())

    @Slot(str)
    def _chosen(self, name: str) -> None:
        if name:
            self.name.setText(name)

    @Slot()
    def _add(self) -> None:
        if self._new_is_wrong():
            return
        self._do(lambda: self._desk.office.operators.add(self.name.text(), self.new.text() or None), "已添加")

    @Slot()
    def _switch(self) -> None:
        self._do(lambda: self._desk.office.operators.switch(self.name.text().strip(), self.old.text()), "已换人")

    @Slot()
    def _remove(self) -> None:
        self._do(lambda: self._desk.office.operators.remove(self.name.text().strip()), "已停用，历史里的姓名不变")

    @Slot()
    def _change_password(self) -> None:
        if self._new_is_wrong():
            return
        operators = self._desk.office.operators
        self._do(
            lambda: operators.change_password(self.name.text().strip(), self.old.text(), self.new.text()), "密码已改"
        )

    def _new_is_wrong(self) -> bool:
        fault = password_fault(self.new.text(), self.again.text()) if self._desk.office.encrypted else ""
        self.words.setText(fault)
        return bool(fault)

    def _do(self, work: Callable[[], None], words: str) -> None:
        try:
            work()
        except OfficeError as refusal:
            self.words.setText(str(refusal))
            return
        self.words.setText(words)
        self.old.clear()
        self.new.clear()
        self.again.clear()
        self._fill()
