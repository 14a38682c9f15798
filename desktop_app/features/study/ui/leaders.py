"""双重组织生活、以上率下 (S18): leaders × months, and who is red because absent three times or without a class."""

from typing import Any

from desktop_app.features.study.leaders import LeaderLine, leader_lines
from desktop_app.features.study.ui.year_page import YearPage
from desktop_app.people import codes
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk

_HEADINGS = ("姓名", "职务", *(f"{month}月" for month in range(1, 13)), "民主生活会", "学习研讨", "讲党课", "提示")


class LeadersPage(YearPage):
    """A month says 出席 of 应到 at the own branch's meetings; Enter on 讲党课 lists the classes."""

    empty = "还没有中心班子成员。先在“班子届次”里登记中心党委的班子。"

    title = "领导带头情况表"

    def __init__(self, desk: Desk) -> None:
        self._lines: list[LeaderLine] = []
        super().__init__(desk)
        self.legend.setText("月份下为所在支部会议：出席/应到")

    def read(self, year: int) -> list[LeaderLine]:
        return leader_lines(self.desk.office, year)

    def show_read(self, answer: list[LeaderLine]) -> None:
        self._lines = answer
        self.cells.left = frozenset((0, 1, 17))
        self.cells.bad = self._is_bad
        self.cells.fill(_HEADINGS, [_row(line) for line in answer])
        for column, width in enumerate((100, 100, *([58] * 12), 90, 80, 70, 160)):
            self.table.setColumnWidth(column, theme.scaled(width))
        self.table.horizontalHeader().setStretchLastSection(True)
        classes = sum(line.classes for line in answer)
        self.tell(
            f"{len(answer)} 名领导 · 讲党课 {classes} 场次 · 需提醒 {sum(bool(line.fault) for line in answer)} 人"
        )

    def _is_bad(self, row: int, column: int) -> bool:
        line = self._lines[row]
        if column in (0, 17):
            return bool(line.fault)
        return 2 <= column <= 13 and line.months.get(column - 1, (0, 0))[1] > 0

    def opened(self, row: int, column: int) -> None:
        line = self._lines[row]
        if column != 16:
            self.desk.open_record("roster", line.member)
            return
        ids = [
            session
            for (session,) in self.desk.office.database.rows(
                "SELECT v.session_id FROM session_kind v JOIN study_kind k ON k.id = v.kind_id AND k.duty = '党课'"
                " WHERE v.speaker_id = ? AND v.on_day BETWEEN ? AND ?",
                (line.member, f"{self.year}-01-01", f"{self.year}-12-31"),
            )
        ]
        if ids:
            self.desk.open_rows("study", ids, f"{line.name} {self.year}年讲党课")


def _row(line: LeaderLine) -> tuple[str, ...]:
    months = [line.months.get(month) for month in range(1, 13)]
    told = [
        f"{present}/{present + away}" if (pair := each) and (present := pair[0]) + (away := pair[1]) else ""
        for each in months
    ]
    return (
        line.name,
        codes.table("party_post").name(line.post),
        *told,
        str(line.life_meetings),
        str(line.studies),
        str(line.classes),
        line.fault,
    )


def build(desk: Any) -> LeadersPage:
    """The page of the shelf."""
    return LeadersPage(desk)
