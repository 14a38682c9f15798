"""里程碑日历: a month of days, each with what projects will have reached or did; Enter opens the day's milestones."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.innovation.rules import months_later
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.whole_text import WholeText

_WEEK = ("一", "二", "三", "四", "五", "六", "日")
_WEEKS = 6
_IN_A_DAY = 3


@dataclass(frozen=True)
class Reached:
    """One milestone of a day."""

    id: int
    title: str
    project: str
    done_on: str | None
    rests: bool

    def mark(self, day: date, today: date) -> str:
        """✓ done, ! late, · to come; ‖ where the project rests."""
        if self.done_on:
            return "✓"
        if self.rests:
            return "‖"
        return "！" if day < today else "·"


class MilestoneCalendar(QWidget):
    """The page of the shelf. PgUp and PgDown turn the month."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.month = desk.clock.today().replace(day=1)
        self._days: dict[date, list[Reached]] = {}
        self._status = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(self._build_top())
        self.table = self._build_table()
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        desk.changed.connect(self.refresh)
        self.refresh()

    def _build_top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.title = QLabel()
        self.title.setObjectName("paneTitle")
        for words, hint, act in (
            ("上月", "PageUp", lambda: self.turn(-1)),
            ("今天", "回到本月", lambda: self.show_month(self.desk.clock.today())),
            ("下月", "PageDown", lambda: self.turn(1)),
        ):
            button = QPushButton(words)
            button.setToolTip(hint)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addWidget(self.title)
        row.addStretch()
        legend = QLabel("✓ 已完成　！ 超期　· 未到　‖ 项目暂停或终止")
        legend.setObjectName("muted")
        row.addWidget(legend)
        return row

    def _build_table(self) -> QTableWidget:
        table = QTableWidget(_WEEKS, len(_WEEK))
        WholeText(table)
        table.setHorizontalHeaderLabels([f"星期{day}" for day in _WEEK])
        table.verticalHeader().hide()
        for header in (table.horizontalHeader(), table.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.setAccessibleName("里程碑日历")
        table.cellDoubleClicked.connect(self.open_cell)
        table.installEventFilter(self)
        return table

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self.open_cell(self.table.currentRow(), self.table.currentColumn())
                    return True
                case Qt.Key.Key_PageUp:
                    self.turn(-1)
                    return True
                case Qt.Key.Key_PageDown:
                    self.turn(1)
                    return True
        return super().eventFilter(watched, event)

    def turn(self, months: int) -> None:
        """So many months on."""
        self.show_month(months_later(self.month, months))

    def show_month(self, day: date) -> None:
        """The month of a day."""
        self.month = day.replace(day=1)
        self.refresh()

    def day_at(self, row: int, column: int) -> date:
        """The day of a cell; weeks begin on Monday."""
        return self.month - timedelta(days=self.month.weekday()) + timedelta(days=row * len(_WEEK) + column)

    @Slot()
    def refresh(self, _changed: object = None) -> None:
        """Read the shown weeks anew, beside the window."""
        first, last = self.day_at(0, 0), self.day_at(_WEEKS - 1, len(_WEEK) - 1)
        self.desk.reader.ask(self, lambda: self._read(first, last), self._show)

    def _read(self, first: date, last: date) -> dict[date, list[Reached]]:
        rows = self.desk.office.database.rows(
            "SELECT m.due_on, m.id, m.title, p.name, m.done_on, p.state IN ('暂停', '终止') FROM milestone m"
            " JOIN project p ON p.id = m.project_id WHERE m.due_on BETWEEN ? AND ? ORDER BY m.due_on, m.id",
            (first.isoformat(), last.isoformat()),
        )
        found: dict[date, list[Reached]] = {}
        for due_on, number, title, project, done_on, rests in rows:
            found.setdefault(date.fromisoformat(due_on), []).append(
                Reached(number, title, project, done_on, bool(rests))
            )
        return found

    def _show(self, days: dict[date, list[Reached]]) -> None:
        self._days = days
        self.title.setText(f"{self.month.year}年{self.month.month}月")
        for row in range(_WEEKS):
            for column in range(len(_WEEK)):
                self.table.setItem(row, column, self._cell(self.day_at(row, column)))
        inside = [one for day, ones in days.items() if day.month == self.month.month for one in ones]
        done = sum(bool(one.done_on) for one in inside)
        self._status = f"本月里程碑 {len(inside)} 个，已完成 {done} 个" if inside else "这个月没有里程碑"
        self.status_changed.emit(self._status)

    def _cell(self, day: date) -> QTableWidgetItem:
        today, ones = self.desk.clock.today(), self._days.get(day, [])
        lines = [f"{one.mark(day, today)} {one.project}：{one.title}" for one in ones]
        more = [f"… 共 {len(ones)} 个"] if len(ones) > _IN_A_DAY else []
        head = f"{day.day}　今天" if day == today else str(day.day)
        item = QTableWidgetItem("\n".join([head, *lines[:_IN_A_DAY], *more]))
        item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        item.setToolTip("\n".join(lines))
        late = any(one.mark(day, today) == "！" for one in ones)
        if day.month != self.month.month or late:
            item.setForeground(QBrush(theme.colour("accent" if late else "muted")))
        if day == today:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        return item

    @Slot(int, int)
    def open_cell(self, row: int, column: int) -> None:
        """The milestones of a day, in their ledger."""
        if row < 0 or column < 0:
            return
        day = self.day_at(row, column)
        if ones := self._days.get(day):
            self.desk.open_rows("milestones", [one.id for one in ones], f"{day.month}月{day.day}日的里程碑")

    def status_text(self) -> str:
        """What is shown, for the status bar."""
        return self._status


def build(desk: Any) -> MilestoneCalendar:
    """The page of the shelf."""
    return MilestoneCalendar(desk)
