"""Choosing a month, quarter, half-year, year or any days from–to, and going one back or forth."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QToolButton, QWidget

from desktop_app.support.spans import Span, parse_span
from desktop_app.widgets import theme

_KINDS = (("月", 1), ("季", 3), ("半年", 6), ("年", 12), ("任意期间", 0))


class SpanChooser(QWidget):
    """`chosen()` whenever `span()` is another."""

    chosen = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._day = today
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.kind = QComboBox()
        for words, months in _KINDS:
            self.kind.addItem(words, months)
        self.kind.setAccessibleName("期间长短")
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        row.addWidget(self.kind)
        self.back = self._arrow("chevron-left", "往前", self._go_back)
        row.addWidget(self.back)
        self.title = QLabel()
        self.title.setObjectName("spanTitle")
        self.title.setMinimumWidth(self.title.fontMetrics().horizontalAdvance("汉" * 9))
        row.addWidget(self.title)
        self.forth = self._arrow("chevron-right", "往后", self._go_forth)
        row.addWidget(self.forth)
        self.first, self.between, self.last = _day_editor("从哪天"), QLabel("至"), _day_editor("到哪天")
        for editor in (self.first, self.between, self.last):
            row.addWidget(editor)
            editor.hide()
        for editor in (self.first, self.last):
            editor.dateChanged.connect(self._day_typed)
        self.title.setText(self.span().title())

    def _arrow(self, picture: str, words: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setIcon(theme.icon(picture))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(slot)
        return button

    def span(self) -> Span:
        """What is chosen."""
        months = self.kind.currentData()
        if not months:
            first, last = (_day_of(editor) for editor in (self.first, self.last))
            return Span(min(first, last), max(first, last))
        year, month = self._day.year, self._day.month
        part = (month - 1) // months + 1
        return parse_span({1: f"{year}-{month:02d}", 3: f"{year}Q{part}", 6: f"{year}H{part}", 12: f"{year}"}[months])

    def choose(self, span: Span) -> None:
        """Choose this span."""
        kind = self.kind.findData(span.months())
        self._day = span.end
        if kind >= 0 and span.months():
            self.kind.setCurrentIndex(kind)
        else:
            self._set_days(span)
            self.kind.setCurrentIndex(self.kind.findData(0))
        self._tell()

    def _set_days(self, span: Span) -> None:
        for editor, day in ((self.first, span.start), (self.last, span.end)):
            editor.blockSignals(True)
            editor.setDate(QDate(day.year, day.month, day.day))
            editor.blockSignals(False)

    @Slot()
    def _kind_chosen(self, _index: object = None) -> None:
        free = not self.kind.currentData()
        if free and not self.first.isVisibleTo(self):
            self._set_days(parse_span(f"{self._day.year}-{self._day.month:02d}"))
        for widget in (self.first, self.between, self.last):
            widget.setVisible(free)
        for widget in (self.back, self.title, self.forth):
            widget.setVisible(not free)
        self._tell()

    @Slot()
    def _day_typed(self, _day: object = None) -> None:
        self._day = self.span().end
        self._tell()

    @Slot()
    def _go_back(self) -> None:
        self._day = self.span().eve()
        self._tell()

    @Slot()
    def _go_forth(self) -> None:
        self._day = self.span().end + timedelta(days=1)
        self._tell()

    def _tell(self) -> None:
        self.title.setText(self.span().title())
        self.chosen.emit()


def _day_editor(words: str) -> QDateEdit:
    editor = QDateEdit()
    editor.setCalendarPopup(True)
    editor.setDisplayFormat("yyyy-MM-dd")
    editor.setDateRange(QDate(1921, 1, 1), QDate(2999, 12, 31))
    editor.setAccessibleName(words)
    return editor


def _day_of(editor: QDateEdit) -> date:
    chosen = editor.date()
    return date(chosen.year(), chosen.month(), chosen.day())
