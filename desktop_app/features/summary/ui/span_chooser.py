"""Choosing a month, quarter, half-year or year, and going one back or forth."""

from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from desktop_app.support.spans import Span, parse_span
from desktop_app.widgets import theme

_KINDS = (("月", 1), ("季", 3), ("半年", 6), ("年", 12))


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
        year, month, months = self._day.year, self._day.month, self.kind.currentData()
        part = (month - 1) // months + 1
        return parse_span({1: f"{year}-{month:02d}", 3: f"{year}Q{part}", 6: f"{year}H{part}", 12: f"{year}"}[months])

    @Slot()
    def _kind_chosen(self, _index: object = None) -> None:
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
