"""学时 on the screen (S8): who is short and by how much; those the norm is not held against, apart; Enter opens the member."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout

from desktop_app.features.study.hours import PersonHours, branch_hours, hours_of_year
from desktop_app.features.study.ui.year_page import YearPage
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk

_HEADINGS = ("姓名", "支部", "类别", "学时", "应有", "还差", "送学", "集中培训", "说明")
_BRANCH_HEADINGS = ("支部", "考核人数", "达标", "达标率", "人均学时")
_CHOICES: tuple[tuple[str, Callable[[PersonHours], bool]], ...] = (
    ("未达标", lambda person: not person.apart and bool(person.missing)),
    ("不考核（年老体弱、失联、流动、不满一年）", lambda person: bool(person.apart)),
    ("全部党员", lambda person: True),
)


class HoursPage(YearPage):
    """The year's hours of everybody, or of the branches."""

    empty = "没有要列出的党员。"
    paper = "hours"
    title = "党员学时表"

    def __init__(self, desk: Desk) -> None:
        self._people: Sequence[PersonHours] = []
        self._shown: list[PersonHours] = []
        super().__init__(desk)

    def build_more(self, row: QHBoxLayout) -> None:
        self.which = QComboBox()
        for words, _ in _CHOICES:
            self.which.addItem(words)
        self.which.addItem("按支部")
        self.which.setAccessibleName("列出")
        self.which.currentIndexChanged.connect(self._choose)
        row.addWidget(self.which)

    def read(self, year: int) -> Sequence[PersonHours]:
        return hours_of_year(self.desk.office, year)

    def show_read(self, answer: Sequence[PersonHours]) -> None:
        self._people = answer
        held = [person for person in answer if not person.apart]
        short = sum(bool(person.missing) for person in held)
        needed = {person.needed for person in held if not person.leader} or {0}
        self.legend.setText(f"党员 {max(needed) / 10:g} 学时，书记和班子成员 56 学时并参加集中培训；每天最多计 8 学时")
        self._choose()
        self.tell(f"考核 {len(held):,} 人 · 达标 {len(held) - short:,} · 未达标 {short:,}")

    @Slot()
    def _choose(self, _index: object = None) -> None:
        at = self.which.currentIndex()
        if at == len(_CHOICES):
            self._show_branches()
            return
        self._shown = [person for person in self._people if _CHOICES[at][1](person)]
        self.cells.left = frozenset((0, 1, 8))
        self.cells.bad = lambda row, column: column == 5 and bool(self._shown[row].short) and not self._shown[row].apart
        self.cells.fill(_HEADINGS, [_row(person) for person in self._shown])
        self._fit((110, 190, 90, 80, 80, 80, 80, 100, 220))

    def _show_branches(self) -> None:
        found = branch_hours(self._people)
        self._shown = []
        self.cells.left = frozenset((0,))
        self.cells.bad = lambda row, column: column == 3 and found[row].reached * 10 < found[row].people * 9
        rows = [
            (each.name, f"{each.people}", f"{each.reached}", f"{each.reached / each.people:.1%}", f"{each.mean:.1f}")
            for each in found
        ]
        self.cells.fill(_BRANCH_HEADINGS, rows)
        self._fit((200, 100, 100, 100, 100))

    def _fit(self, widths: tuple[int, ...]) -> None:
        for column, width in enumerate(widths):
            self.table.setColumnWidth(column, theme.scaled(width))
        self.table.horizontalHeader().setStretchLastSection(True)

    def called(self) -> str:
        return f"{self.title}（{self.which.currentText().split('（')[0]}）"

    def opened(self, row: int, column: int) -> None:
        if self._shown:
            self.desk.open_record("roster", self._shown[row].member)


def _row(person: PersonHours) -> tuple[str, ...]:
    return (
        person.name,
        person.branch,
        "班子成员" if person.leader else "党员",
        f"{person.hours / 10:g}",
        f"{person.needed / 10:g}",
        f"{person.short / 10:g}" if person.short else "",
        str(person.delivered or ""),
        "已参加" if person.trained else "未参加" if person.leader else "",
        person.apart or person.missing,
    )


def build(desk: Any) -> HoursPage:
    """The page of the shelf."""
    return HoursPage(desk)
