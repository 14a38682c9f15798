"""Home: what is to be done, this month in one row, the next steps, what changed lately, the last backup. Every number opens its rows."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ledger.figures import Figure
from desktop_app.shell.words import ago, backup_words
from desktop_app.shell.working_list import WorkingList
from desktop_app.support.frozen import frozen
from desktop_app.support.spans import Span, chinese_day, parse_span
from desktop_app.support.tasks import Progress
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.flow import FlowBox
from desktop_app.widgets.painted import AfterPaint

# The month's row on the home page, by figure code; a figure nobody offers is left out.
_SHOWN = (
    "member.total", "member.in", "member.out", "org.branch", "member.mobile", "member.lost", "study.sessions",
    "quiz.stages", "innovation.projects_new", "problem.items_new", "problem.items_closed", "visit.visits",
)  # fmt: skip
_SOON_MS = 400
_LATEST = 12


@frozen
class _Value:
    figure: Figure
    value: float
    previous: float


class Home(QWidget):
    """The working list the clerk sees first. `asked(what)` names the next step that was clicked."""

    asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._span = _month_of(desk)
        self._stale = True
        inside = QWidget()
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(32, 24, 32, 24)
        self._body.setSpacing(16)
        self._body.addWidget(self._build_greeting())
        self._body.addWidget(_heading("要办的事"))
        self.working_list = WorkingList(desk)
        self._body.addWidget(self.working_list)
        self._body.addWidget(_heading(f"{self._span.start.month} 月"))
        self._body.addWidget(self._build_figures())
        self._body.addLayout(self._build_steps())
        self._body.addWidget(_heading("最近的改动"))
        self._changes = QGridLayout()
        self._changes.setHorizontalSpacing(24)
        self._changes.setVerticalSpacing(4)
        self._changes.setColumnStretch(2, 1)
        self._body.addLayout(self._changes)
        self._body.addWidget(_heading("备份"))
        self._backup = QLabel()
        self._backup.setWordWrap(True)
        self._body.addWidget(self._backup)
        self._body.addStretch()
        self._inside = inside
        self._scroll_over(inside)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        desk.changed.connect(self._refresh)
        desk.backed_up.connect(self._show_backup)
        desk.closing.connect(self._soon.stop)

    def _scroll_over(self, inside: QWidget) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _build_greeting(self) -> QLabel:
        title = QLabel(f"{self._desk.office.name}　{chinese_day(self._desk.clock.today())}")
        title.setObjectName("pageTitle")
        title.setWordWrap(True)
        return title

    def _build_figures(self) -> FlowBox:
        self._figures = FlowBox(24)
        return self._figures

    def _build_steps(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for key, words in (
            ("import", "导入花名册"),
            ("summary", "本月汇总"),
            ("backup", "现在备份"),
            ("backup_to", "备份到…"),
            ("history", "改动记录"),
        ):
            button = QPushButton(words)
            button.setProperty("step", key)
            button.clicked.connect(self._ask)
            row.addWidget(button)
        row.addStretch()
        return row

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self.sender().property("step"))

    @Slot(object)
    def _refresh(self, _changed: object) -> None:
        """A burst of changes is counted once; while another tab is looked at, only when this one comes back."""
        self._stale = True
        if self.isVisible():
            self._show_changes()
            self._soon.start(_SOON_MS)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            # No figure before the first paint: the window is on the screen first.
            AfterPaint(self._inside, self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Ask for the figures again (on the worker) and show what changed lately."""
        self._stale = False
        self._soon.stop()
        self._show_changes()
        self._show_backup()
        self._desk.jobs.run("本月数字", self._measure, self._show_figures)

    @Slot()
    def _show_backup(self) -> None:
        self._backup.setText(backup_words(self._desk.office, self._desk.clock.now()))

    def _measure(self, _progress: Progress) -> Sequence[_Value]:
        office, span = self._desk.office, self._span
        offered = {figure.code: figure for figure in self._desk.figures}
        shown = [offered[code] for code in _SHOWN if code in offered]
        return [_Value(f, f.value(office, span, None), f.value(office, span.previous(), None)) for f in shown]

    def _show_figures(self, values: Any) -> None:
        self._figures.clear()
        for item in values:
            self._figures.add(self._build_figure(item))

    def _build_figure(self, item: _Value) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._figure_button(item), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(_hint(item.figure.label))
        column.addWidget(_hint(_against(item)))
        return cell

    def _figure_button(self, item: _Value) -> QPushButton:
        button = QPushButton(f"{item.value:,.0f} {item.figure.unit}")
        button.setObjectName("figure")
        button.setFlat(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setToolTip("点开看每一条")
        button.setProperty("figure", item.figure)
        button.clicked.connect(self._open_figure)
        return button

    @Slot()
    def _open_figure(self) -> None:
        figure: Figure = self.sender().property("figure")
        rows = figure.rows(self._desk.office, self._span, None)
        self._desk.open_figure(figure, rows, self._span)

    def _show_changes(self) -> None:
        _clear(self._changes)
        lines = self._desk.office.changes(_LATEST)
        if not lines:
            self._changes.addWidget(_hint("还没有改动。导入花名册之后，这里会列出谁在什么时候改了什么。"), 0, 0, 1, 3)
        now = self._desk.clock.now()
        for row, line in enumerate(lines):
            for column, text in enumerate((ago(line.at, now), line.operator, line.title)):
                words = QLabel(text) if column == 2 else _hint(text)
                words.setTextFormat(Qt.TextFormat.PlainText)
                self._changes.addWidget(words, row, column)


def _against(item: _Value) -> str:
    change = item.value - item.previous
    return "与上月持平" if not change else f"比上月{'多' if change > 0 else '少'} {abs(change):,.0f}"


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("sectionTitle")
    return label


def _hint(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("hint")
    return label


def _clear(layout: Any) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item.widget() is not None:
            item.widget().deleteLater()


def _month_of(desk: Desk) -> Span:
    """The month the office lives in."""
    return parse_span(desk.clock.today().strftime("%Y-%m"))
