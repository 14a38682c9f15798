"""没交回的: of the round the clerk chooses, which branches have not returned it, and whom to call."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.rounds.contacts import unreturned
from desktop_app.ledger.rounds.kept import rounds
from desktop_app.ledger.rounds.plan import Unreturned
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.rounds.frame import RoundDialog
from desktop_app.widgets.rounds.lines import LinesModel, lines_table
from desktop_app.widgets.table.copying import tab_separated

_HEADINGS = ("支部", "联系人", "电话")


class MissingDialog(RoundDialog):
    """The list to telephone by."""

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"{ledger.title}：没交回的支部", (620, 520), parent)
        self._rounds = rounds(desk.office, ledger)
        self.which = QComboBox()
        for each in self._rounds:
            self.which.addItem(f"{each.title}（{each.on} 下发 {len(each.orgs)} 份）")
        self.told = QLabel()
        self.model = LinesModel(_HEADINGS, _words, self)
        self.table = lines_table(self.model, (240, 130))
        self.copy = QPushButton("复制名单(&C)")
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.which, self.told):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        self.pages.addWidget(page)
        self.place_buttons([self.copy], [])
        self.copy.clicked.connect(self._copy)
        self.which.currentIndexChanged.connect(self._show)
        self._show(0)

    @Slot(int)
    def _show(self, at: int) -> None:
        if not self._rounds:
            self.which.hide()
            self.told.setText("还没有下发过。用“下发”给支部发表，这里就有谁没交回。")
            self.copy.hide()
            return
        chosen = self._rounds[at]
        self.model.show(unreturned(self.desk.office, chosen))
        left = len(self.model.lines)
        said = f"{len(chosen.orgs)} 份里交回 {len(chosen.orgs) - left} 份，没交回 {left} 份。"
        self.told.setText(said if left else "都交回了。")
        self.copy.setEnabled(bool(left))

    @Slot()
    def _copy(self) -> None:
        rows: list[Any] = [_words(each) for each in self.model.lines]
        QGuiApplication.clipboard().setText(tab_separated(_HEADINGS, rows))
        self.message.say(f"{len(rows)} 个支部的联系人和电话已复制。", "good")


def _words(each: Unreturned) -> tuple[str, ...]:
    return (each.name, each.contact or "没有登记联系人", each.phone)
