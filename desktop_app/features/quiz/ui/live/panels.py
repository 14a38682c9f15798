"""The console's panels: the question with its answer, the scores, the log. They show; what is done is the console's."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout

from desktop_app.features.quiz.answers import shown_answer
from desktop_app.features.quiz.fields import LETTERS
from desktop_app.features.quiz.live.events import PASSING, Event, What, undone
from desktop_app.features.quiz.live.plan import Question
from desktop_app.features.quiz.live.session import LiveSession
from desktop_app.features.quiz.words import Result
from desktop_app.widgets import theme
from desktop_app.widgets.whole_text import WholeText

EVENT_ROLE = Qt.ItemDataRole.UserRole


class QuestionPanel(QFrame):
    """What the operator reads out and what only the operator sees: the answer, before the hall does."""

    def __init__(self) -> None:
        super().__init__()
        self.head = _label("hint")
        self.stem = _label()
        self.options = _label()
        self.answer = _label()
        self.analysis = _label("hint")
        # What the host reads out is read from a step away.
        for label, times, bold in ((self.stem, 1.4, True), (self.options, 1.25, False), (self.answer, 1.5, True)):
            font = QFont(label.font())
            font.setPointSizeF(font.pointSizeF() * times)
            font.setBold(bold)
            label.setFont(font)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        for part in (self.head, self.stem, self.options, self.answer, self.analysis):
            column.addWidget(part)
        column.addStretch()

    def show_question(self, question: Question | None, head: str, *, coming: bool) -> None:
        """`coming`: it is not on the screen yet."""
        self.head.setText(f"{'预备　' if coming else '大屏上　'}{head}" if question else "")
        self.stem.setText(question.stem if question else "")
        options = question.options if question else ()
        self.options.setText("\n".join(f"{letter}. {option}" for letter, option in zip(LETTERS, options, strict=False)))
        answer = shown_answer(question.kind, question.options, question.answer) if question else ""
        self.answer.setText(f"答案：{answer}" if answer else "")
        self.analysis.setText(f"{question.analysis}\n{question.source}".strip() if question else "")


class ScorePanel(QTableWidget):
    """Everybody's points, fouls and key."""

    def __init__(self) -> None:
        super().__init__(0, 5)
        WholeText(self)
        self.setHorizontalHeaderLabels(["台号", "参赛方", "总分", "犯规", "抢答键"])
        _plain(self, stretch=1)

    def show_scores(self, session: LiveSession, keys: Mapping[str, int]) -> None:
        """The totals as the log has them now."""
        named = {entrant: key for key, entrant in keys.items()}
        entrants = sorted(session.plan.entrants, key=lambda each: each.seat)
        self.setRowCount(len(entrants))
        for row, each in enumerate(entrants):
            state = session.state
            aside = state.playoff.get(each.id, 0)
            total = f"{state.totals.get(each.id, 0)}" + (f"（加试 {aside:+d}）" if aside else "")
            fouls = "出局" if state.is_out(each.id) else str(state.fouls_of(each.id) or "")
            for column, text in enumerate((str(each.seat), each.name, total, fouls, named.get(each.id, ""))):
                item = QTableWidgetItem(text)
                item.setData(EVENT_ROLE, each.id)
                if column != 1:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                self.setItem(row, column, item)

    def chosen(self) -> int | None:
        """The entrant whose row is current."""
        item = self.item(self.currentRow(), 0) if self.currentRow() >= 0 else None
        return item.data(EVENT_ROLE) if item else None


class LogPanel(QTableWidget):
    """The log, newest first; what was taken back is struck through and stays."""

    def __init__(self) -> None:
        super().__init__(0, 4)
        WholeText(self)
        self.setHorizontalHeaderLabels(["时间", "事项", "参赛方", "内容"])
        _plain(self, stretch=3)
        # Widths that follow the contents are measured anew at every cell: a second for a whole contest's log.
        for column, width in enumerate((72, 76, 80)):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.horizontalHeader().resizeSection(column, theme.scaled(width))

    def show_log(self, session: LiveSession) -> None:
        """All that happened but clock and picture; the line that was chosen stays chosen, however many come above it."""
        chosen = self._chosen_id()
        gone = undone(session.events)
        deltas: dict[int, int] = {}
        for line in session.state.lines:
            deltas[line.event] = deltas.get(line.event, 0) + line.delta
        shown = [event for event in reversed(session.events) if event.what not in PASSING]
        self.setRowCount(len(shown))
        for row, event in enumerate(shown):
            self._fill(row, event, session, deltas.get(event.id), event.id in gone)
        rows = [row for row, event in enumerate(shown) if event.id == chosen]
        if rows:
            self.selectRow(rows[0])
        else:
            self.setCurrentCell(-1, -1)

    def _fill(self, row: int, event: Event, session: LiveSession, delta: int | None, gone: bool) -> None:
        entrant = session.plan.by_entrant.get(event.entrant or 0)
        who = entrant.name if entrant else ""
        told = (event.at[11:19], str(event.what), who, _words(event, session, delta))
        for column, text in enumerate(told):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            item.setData(EVENT_ROLE, event.id)
            font = item.font()
            font.setStrikeOut(gone)
            item.setFont(font)
            if gone:
                item.setForeground(theme.colour("muted"))
            self.setItem(row, column, item)

    def chosen(self, session: LiveSession) -> Event | None:
        """The event whose row is current."""
        number = self._chosen_id()
        return next((event for event in session.events if event.id == number), None)

    def _chosen_id(self) -> int | None:
        item = self.item(self.currentRow(), 0) if self.currentRow() >= 0 else None
        return item.data(EVENT_ROLE) if item else None


def _words(event: Event, session: LiveSession, delta: int | None) -> str:
    nobody = event.what == What.JUDGE and event.entrant is None and event.result == Result.LATE
    parts: list[Any] = ["无人作答" if nobody else event.result, event.reason]
    if event.what == What.ROUND and event.round in session.plan.by_round:
        parts.append(session.plan.by_round[event.round or 0].title)
    if event.what == What.ASK and event.drawn in session.plan.questions:
        parts.append(session.plan.questions[event.drawn or 0].stem[:24])
    if event.ref is not None:
        about = next((each for each in session.events if each.id == event.ref), None)
        parts.append(f"{about.at[11:19]} {about.what}" if about else "")
    if delta:
        parts.append(f"{delta:+d} 分")
    return "　".join(str(part) for part in parts if part)


def _label(name: str = "") -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if name:
        label.setObjectName(name)
    return label


def _plain(table: QTableWidget, stretch: int) -> None:
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.row_height())
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    table.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
