"""Settling a tie across the line of promotion: by the secretary's presence, by lot, or by the points of a 加试."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QListWidgetItem

from desktop_app.features.quiz import staging
from desktop_app.features.quiz.ui.live.asking import Asking
from desktop_app.features.quiz.words import TieBreak
from desktop_app.widgets.plain_list import PlainList

if TYPE_CHECKING:
    from desktop_app.features.quiz.ui.managing import ManageDialog

_WAYS = (TieBreak.PLAYOFF, TieBreak.SECRETARY, TieBreak.LOTS)


class TieDialog(Asking):
    """Who of the tied ones goes on, and how that was settled."""

    def __init__(self, dialog: "ManageDialog", stage: int, tied: staging.Reckoned) -> None:
        super().__init__("并列裁定", dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog, self._stage = dialog, stage
        self._places = tied.promotion.open_places
        office = dialog.desk.office
        self.how = QComboBox()
        self.how.addItems([str(way) for way in _WAYS])
        self.list = PlainList()
        for entrant in tied.promotion.tied:
            name = office.database.one("SELECT name FROM quiz_entrant WHERE id = ?", (entrant,))
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, entrant)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        words = QLabel(f"晋级线上有 {len(tied.promotion.tied)} 个并列，还有 {self._places} 个名额。勾选晋级的。")
        words.setWordWrap(True)
        self.form.addRow(words)
        self.form.addRow("依据", self.how)
        self.form.addRow(self.list)
        self.hint("加试、书记到场、抽签都在场外定好，这里只记结果；名次随后重排。")
        self.list.itemChanged.connect(self.judge)
        self.accepted.connect(self._settle)
        self.judge()

    @property
    def chosen(self) -> list[int]:
        """The entrants that go on."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def filled(self) -> bool:
        return len(self.chosen) == self._places

    def _settle(self) -> None:
        office, stage, chosen = self._dialog.desk.office, self._stage, self.chosen
        how = TieBreak(self.how.currentText())
        points = dict.fromkeys(chosen, 1) if how == TieBreak.PLAYOFF else None
        self._dialog.save(lambda: staging.break_tie(office, stage, chosen, how, points), lambda _: "已裁定并重新排名。")
