"""The working list of the home page: what is overdue, due today, due soon and missing, by every ledger; each line opens its rows.

Which things are due is the ledgers' to say (offers.dues); here they are only asked, beside the window, grouped and shown.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.ledger.offered import Due, InOrder, Urgency
from desktop_app.storage.kind import Tone
from desktop_app.widgets import theme
from desktop_app.widgets.belongings.line import LineButton
from desktop_app.widgets.chips import Chip
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.painted import AfterPaint

GROUPS: Final[Mapping[Urgency, tuple[str, Tone]]] = {
    "overdue": ("已超期", "bad"),
    "today": ("今天", "warn"),
    "waiting": ("待办", "warn"),
    "soon": ("近期", "note"),
    "missing": ("缺项", "note"),
}
_WIDEST = 760
_ASK_AFTER_MS = 400
_NOTHING = "没有超期、到期和缺项，今天可以做别的事。"
_LOOKING = "正在查看各台账里到期的事…"


class WorkingList(QWidget):
    """Asked anew after every change, while it is seen; a burst of changes is asked about once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._told: dict[str, Sequence[Due]] = {}
        self._stale = True
        self.words = QLabel(_LOOKING)
        self.words.setObjectName("hint")
        self.words.setWordWrap(True)
        self._groups = QVBoxLayout()
        self._groups.setSpacing(12)
        self.setMaximumWidth(theme.scaled(_WIDEST))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addLayout(self._groups)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_ASK_AFTER_MS)
        self._soon.timeout.connect(self.refresh)
        desk.changed.connect(self._changed)
        desk.closing.connect(self._soon.stop)

    @Slot(object)
    def _changed(self, _changed: object) -> None:
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            # Not before the first paint: the window is on the screen first.
            AfterPaint(self, self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Ask every ledger what is due, one after the other so that nothing else waits long."""
        self._stale = False
        self._soon.stop()
        office, today = self._desk.office, self._desk.clock.today()
        asking = [ledger for ledger in self._desk.ledgers if ledger.offers.dues is not None]
        for ledger in asking:
            dues: Any = ledger.offers.dues
            self._desk.reader.ask(
                (self, ledger.key), lambda key=ledger.key, dues=dues: (key, list(dues(office, today))), self._take
            )
        if not asking:
            self._show()

    def _take(self, answer: tuple[str, Sequence[Due]]) -> None:
        key, dues = answer
        same = self._told.get(key) == dues
        self._told[key] = dues
        if not same or self.words.text() == _LOOKING:
            self._show()

    def dues(self) -> list[Due]:
        """All that was told last, in the order of the ledgers."""
        return [due for ledger in self._desk.ledgers for due in self._told.get(ledger.key, ()) if due.count]

    # ---- showing

    def _show(self) -> None:
        asked = sum(ledger.offers.dues is not None for ledger in self._desk.ledgers)
        all_told = len(self._told) == asked
        while item := self._groups.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        found = self.dues()
        today = self._desk.clock.today()
        for urgency in GROUPS:
            if lines := sorted((due for due in found if _urgency_on(due, today) == urgency), key=_by_day):
                self._groups.addWidget(self._build_group(urgency, lines))
        self.words.setText(_NOTHING if all_told else _LOOKING)
        self.words.setVisible(not found or not all_told)

    def _build_group(self, urgency: Urgency, lines: Sequence[Due]) -> QWidget:
        group = QWidget()
        name, tone = GROUPS[urgency]
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Chip(name, tone))
        count = QLabel(f"{len(lines)} 项")  # 条, 人次 and 份 are never added up
        count.setObjectName("sectionTitle")
        head.addWidget(count)
        head.addStretch()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for due in lines:
            column.addWidget(self._build_line(due))
        return group

    def _build_line(self, due: Due) -> LineButton:
        line = LineButton(f"{due.title}　{due.count:,} {due.unit}", _day_words(due, self._desk.clock.today()))
        line.setProperty("due", due)
        line.clicked.connect(self._open)
        return line

    @Slot()
    def _open(self) -> None:
        due: Due = self.sender().property("due")
        has_ids = due.on is not None and all(isinstance(each, int) for each in due.which)
        self._desk.open_rows(due.ledger, InOrder(due.which) if has_ids else due.which, due.title)


def _urgency_on(due: Due, today: date) -> Urgency:
    """Today holds what is due today and nothing else: what was due before is overdue, whatever it was called."""
    if due.urgency not in ("today", "soon"):
        return due.urgency
    if due.on is None:
        return "waiting" if due.urgency == "today" else due.urgency
    return "overdue" if due.on < today else "today" if due.on == today else "soon"


def _by_day(due: Due) -> tuple[date, str]:
    return due.on or date.max, due.title


def _day_words(due: Due, today: date) -> str:
    """The earliest day concerned: 最早 2016-11-30，已过 31 天."""
    if due.on is None or _urgency_on(due, today) == "today":
        return ""  # under 今天 the day goes without saying
    first = "最早 " if due.count > 1 else ""
    past = (today - due.on).days
    return f"{first}{due.on.isoformat()}" + (
        f"，已过 {past:,} 天" if past > 0 and _urgency_on(due, today) == "overdue" else ""
    )
