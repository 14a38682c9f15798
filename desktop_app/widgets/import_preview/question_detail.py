"""One question beside the list: what stands in the cell, why it means nothing certain, and what it may be said to mean."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ledger.importing.questions import OPEN, Question
from desktop_app.widgets import theme
from desktop_app.widgets.import_preview.words import PlanWords

_MOST_ROWS = 12
_MOST_CHOICES = 9
_FROM_THE_LIST = "从列表里选…"


class _Choice(QPushButton):
    def __init__(self, words: str, value: Any, place: int) -> None:
        super().__init__(words)
        self.value = value
        self.place = place
        self.setObjectName("choice")
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)


class QuestionDetail(QFrame):
    """`answered(value, place)` follows a click: the value as stored, None for 留空, OPEN to take it back; `place` is that of the
    proposal if all questions of the kind are to be answered alike, else -1."""

    answered = Signal(object, int)

    def __init__(self, words: PlanWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.question: Question | None = None
        self.buttons: list[_Choice] = []
        self.head = QLabel()
        self.head.setObjectName("sectionTitle")
        self.why = _wrapped()
        self._answers = QVBoxLayout()
        self._answers.setSpacing(6)
        self.list = QComboBox()
        self.list.setMaxVisibleItems(20)
        self.list.setAccessibleName(_FROM_THE_LIST)
        self.list.activated.connect(self._chosen)
        self.hint = _wrapped("hint")
        self.rows = _wrapped("hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.why)
        column.addLayout(self._answers)
        for part in (self.list, self.hint, self.rows):
            column.addWidget(part)
        column.addStretch(1)

    def show_question(self, question: Question | None, alike: int = 1) -> None:
        """Show a question, of whose kind there are `alike`; or nothing."""
        self.question = question
        self._clear()
        self.setVisible(question is not None)
        if question is None:
            return
        self.head.setText(f"{self._words.label(question.field)}：“{question.shown(self._words.ledger)}”")
        self.why.setText(question.sentence)
        for place, value in enumerate(question.choices[:_MOST_CHOICES]):
            self._add(f"{place + 1}　{self._words.meaning(question, value)}", value, place)
        if not self._words.is_required(question.field):
            self._add("E　这一项留空，这些行照常导入", None, -1)
        self._add("R　先不回答，这些行不导入", OPEN, -1)
        self._fill_list(question)
        several = alike > 1 and bool(question.choices)
        self.hint.setText(f"按住 Shift：这一类 {alike:,} 个都取各自的第几个建议" if several else "")
        self.hint.setVisible(several)
        self.rows.setText(self._told_rows(question))

    def _clear(self) -> None:
        while (item := self._answers.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.buttons = []

    def _add(self, words: str, value: Any, place: int) -> None:
        button = _Choice(words, value, place)
        button.clicked.connect(self._clicked)
        if self.question and self.question.answer is value and value is not OPEN:
            button.setIcon(theme.icon("check", "accent"))
        self.buttons.append(button)
        self._answers.addWidget(button)

    def _fill_list(self, question: Question) -> None:
        options = self._words.options(question.field)
        self.list.setVisible(bool(options))
        self.list.clear()
        self.list.addItem(_FROM_THE_LIST, OPEN)
        for value, words in options:
            self.list.addItem(words, value)
        self.list.setCurrentIndex(0 if question.answer is OPEN else max(0, self.list.findData(question.answer)))

    def _told_rows(self, question: Question) -> str:
        told = "、".join(f"第 {row.row} 行{' ' + row.name if row.name else ''}" for row in question.rows[:_MOST_ROWS])
        return f"涉及 {len(question.rows):,} 行：{told}{' 等' if len(question.rows) > _MOST_ROWS else ''}"

    def answer_by_key(self, key: str, for_all: bool) -> None:
        """What the table's keys say: 1–9 a proposal, E empty, R open again, L the list."""
        if key == "L" and self.list.isVisible():
            self.list.setFocus()
            self.list.showPopup()
        for button in self.buttons:
            if button.text().startswith(f"{key}　"):
                self.answered.emit(button.value, button.place if for_all else -1)
                return

    @Slot()
    def _clicked(self) -> None:
        button = self.sender()
        assert isinstance(button, _Choice)
        for_all = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.answered.emit(button.value, button.place if for_all else -1)

    @Slot(int)
    def _chosen(self, at: int) -> None:
        if at > 0:
            self.answered.emit(self.list.itemData(at), -1)


def _wrapped(name: str = "") -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    if name:
        label.setObjectName(name)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
