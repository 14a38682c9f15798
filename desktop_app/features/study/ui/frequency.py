"""The frequency board on the screen (S7): branches down, each duty's months or quarters across; a gap is a red word."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_app.features.study import rules
from desktop_app.features.study.frequency import BOARD_DUTIES, Cell, FrequencyBoard, frequency_board, sessions_of_cell
from desktop_app.features.study.ui.year_page import YearPage
from desktop_app.features.study.words import Duty
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk

_SHORT = {
    Duty.ASSEMBLY: "党员大会",
    Duty.COMMITTEE: "支委会",
    Duty.GROUP: "党小组会",
    Duty.CLASS: "党课",
    Duty.PARTY_DAY: "主题党日",
}
_QUARTERS = "一二三四"
Place = tuple[str, int]
"""A column: the duty and the last month of its period."""


def cell_words(cell: Cell) -> str:
    """What a cell says: how many were held, 缺, 整顿, 待 or a dash where nothing is asked."""
    if cell.state == "够":
        return str(cell.held) if cell.held else "—"
    return {"无": "—", "待": "待", "整顿": "整顿"}.get(
        cell.state, f"缺{cell.needed - cell.held}" if cell.held else "缺"
    )


class DutyHeader(QHeaderView):
    """Two lines: the duty over all its columns, the month or quarter under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.groups: Sequence[tuple[str, int, int]] = ()
        self.setSectionsClickable(False)
        self.setFixedHeight(self.fontMetrics().height() * 2 + theme.scaled(14))
        self.setMinimumSectionSize(theme.scaled(20))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        painter.fillRect(rect, theme.colour("window"))
        half = rect.height() // 2
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        group = next((each for each in self.groups if each[1] <= logicalIndex <= each[2]), None)
        if group and logicalIndex == group[1]:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        painter.setPen(theme.colour("muted"))
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        painter.drawText(rect.adjusted(0, half, 0, 0), Qt.AlignmentFlag.AlignCenter, text)
        if group:
            self._paint_duty(painter, rect, logicalIndex, group, half)
        painter.restore()

    def _paint_duty(self, painter: QPainter, rect: QRect, at: int, group: tuple[str, int, int], half: int) -> None:
        left = rect.left() - sum(self.sectionSize(each) for each in range(group[1], at))
        width = sum(self.sectionSize(each) for each in range(group[1], group[2] + 1))
        painter.setClipRect(rect)
        painter.setPen(theme.colour("text"))
        painter.drawText(QRect(left, rect.top(), width, half + theme.scaled(4)), Qt.AlignmentFlag.AlignCenter, group[0])


class FrequencyPage(YearPage):
    """Enter or a double click on a cell lists its sessions."""

    empty = "这一年没有支部可列。"
    paper = "frequency"
    title = "三会一课频次表"

    def __init__(self, desk: Desk) -> None:
        self._board: FrequencyBoard | None = None
        self._places: list[Place] = []
        super().__init__(desk)
        self.legend.setText("数字：已开场次　缺：期满未开　待：还没到期　—：不要求　整顿：整顿中的支部")

    def dress_table(self) -> None:
        super().dress_table()
        table = self.table
        self.header = DutyHeader(table)
        table.setHorizontalHeader(self.header)
        table.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setAccessibleName("三会一课频次表")

    def read(self, year: int) -> FrequencyBoard:
        return frequency_board(self.desk.office, year)

    def show_read(self, answer: FrequencyBoard) -> None:
        self._board = answer
        self._places, headings, self.header.groups = _columns_of(answer)
        rows = [[cell_words(self._cell(branch.org, place)) for place in self._places] for branch in answer.branches]
        self.cells.bad = self._is_gap
        self.cells.muted = lambda row, column: self.cells.rows[row][column] in ("—", "待", "整顿")
        self.cells.hint = self._hint
        self.cells.fill(headings, rows, [branch.name for branch in answer.branches])
        width = self.fontMetrics().horizontalAdvance("缺2") + theme.scaled(14)
        for column in range(len(headings)):
            self.table.setColumnWidth(column, width)
        gaps = sum(self._is_gap(row, column) for row in range(len(rows)) for column in range(len(headings)))
        customary = "；当年的次数要求为当时惯例" if answer.customary else ""
        self.tell(f"{len(rows)} 个支部 · 缺 {gaps} 项{customary}")

    def groups(self) -> list[str]:
        return [name for name, first, last in self.header.groups for _ in range(first, last + 1)]

    def _cell(self, org: int, place: Place) -> Cell:
        assert self._board is not None
        return self._board.cells.get((org, place[1], place[0])) or self._nearest(org, place)

    def _nearest(self, org: int, place: Place) -> Cell:
        """The cell of a period that is not over: told by its latest month that has one."""
        assert self._board is not None
        months = rules.period_months(self._board.periods[place[0]], place[1])
        found = [cell for month in months if (cell := self._board.cells.get((org, month, place[0])))]
        return found[-1] if found else Cell("无", 0, 0, 0)

    def _is_gap(self, row: int, column: int) -> bool:
        return self.cells.rows[row][column].startswith("缺")

    def _hint(self, row: int, column: int) -> str:
        board, (duty, month) = self._board, self._places[column]
        if board is None:
            return ""
        found = rules.norm(duty, rules.period_end(board.periods[duty], board.year, month))
        cell = self._cell(board.branches[row].org, (duty, month))
        return (
            f"{board.branches[row].name}　{duty}：应开 {cell.needed}，已开 {cell.held}\n{found.source if found else ''}"
        )

    def opened(self, row: int, column: int) -> None:
        assert self._board is not None
        branch, (duty, month) = self._board.branches[row], self._places[column]
        months = rules.period_months(self._board.periods[duty], month)
        ids = sessions_of_cell(self.desk.office, branch.org, self._board.year, months, duty)
        if not ids:
            self.message.say(f"{branch.name}这一期没有{duty}的记录。")
            return
        when = f"{months[0]}月" if len(months) == 1 else f"{months[0]}—{months[-1]}月"
        self.desk.open_rows("study", ids, f"{branch.name} {self._board.year}年{when} {duty}")


def _columns_of(board: FrequencyBoard) -> tuple[list[Place], list[str], list[tuple[str, int, int]]]:
    """The columns, their short headings and the duties over them; a duty that nobody has is left out."""
    asked = {duty for (_, _, duty), cell in board.cells.items() if cell.state != "无"}
    places: list[Place] = []
    headings: list[str] = []
    groups: list[tuple[str, int, int]] = []
    for duty in BOARD_DUTIES:
        period = board.periods.get(duty)
        if duty not in asked or period is None:
            continue
        ends = (3, 6, 9, 12) if period == "季" else (12,) if period == "年" else range(1, 13)
        first = len(places)
        for month in ends:
            places.append((duty, month))
            headings.append(_QUARTERS[month // 3 - 1] if period == "季" else "年" if period == "年" else str(month))
        groups.append((_SHORT[duty], first, len(places) - 1))
    return places, headings, groups


def build(desk: Any) -> FrequencyPage:
    """The page of the shelf."""
    return FrequencyPage(desk)
