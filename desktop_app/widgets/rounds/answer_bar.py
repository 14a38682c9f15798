"""What is asked about the item that is chosen, with its values side by side, and a button for every answer."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ledger.rounds.plan import KEEP, WORDS, CollectPlan, Item, Why

_MOST_RETURNED = 4


class AnswerBar(QWidget):
    """`answered(answer, for_all)` follows a button; `for_all` means every open question like this one."""

    answered = Signal(object, bool)

    def __init__(self, plan: CollectPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.item: Item | None = None
        self.question = QLabel()
        self.question.setObjectName("pageTitle")
        self.reason = QLabel()
        self.reason.setObjectName("hint")
        for label in (self.question, self.reason):
            label.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._values: list[tuple[QLabel, QLabel]] = []
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self.for_all = QCheckBox()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.question)
        column.addWidget(self.reason)
        column.addLayout(self._grid)
        column.addWidget(self.for_all)
        column.addLayout(self._row)
        self.show_item(None)

    def show_item(self, item: Item | None) -> None:
        """Ask about this item; None for nothing."""
        self.item = item
        self._clear()
        self.setEnabled(item is not None)
        self.question.setText(_question(item))
        self.reason.setText("；".join([item.reason] * bool(item.reason) + item.doubts) if item else "")
        self.reason.setVisible(bool(self.reason.text()))
        self.for_all.setVisible(False)
        if item is None:
            return
        self._show_values(item)
        alike = [other for other in self._plan.alike(item) if other.answer is None]
        self.for_all.setText(f"同样的还有 {len(alike):,} 处，都这样定(&A)")
        self.for_all.setVisible(bool(alike) and len(item.returned) == 1)
        self.for_all.setChecked(False)
        for number, answer in enumerate(item.answers, 1):
            self._add_button(item, answer, number)
        self._row.addStretch()

    def _show_values(self, item: Item) -> None:
        place = item.shown(item.here) or "（空）"
        lines = [("下发时", item.shown(item.sent) or "（空）")]
        lines += [
            (f"{said.file}第 {said.row} 行" if said.row else said.file, item.shown(said) or "（空）")
            for said in item.returned[:_MOST_RETURNED]
        ]
        lines += [("台账现在", place)]
        for at, (where, value) in enumerate(lines):
            head, body = QLabel(where), QLabel(value)
            head.setObjectName("hint")
            body.setWordWrap(True)
            body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(head, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(body, at, 1)
            self._values.append((head, body))

    def _add_button(self, item: Item, answer: int | str, number: int) -> None:
        key = "K" if answer == KEEP else str(number)
        button = QPushButton(f"{_words(item, answer)}（{key}）")
        button.setCheckable(True)
        button.setChecked(item.answer == answer)
        button.setAutoDefault(False)
        button.setProperty("answer", answer)
        button.clicked.connect(self._pressed)
        self.buttons.append(button)
        self._row.addWidget(button)

    def _clear(self) -> None:
        for part in [*self.buttons, *(label for pair in self._values for label in pair)]:
            part.setParent(None)
            part.deleteLater()
        self.buttons, self._values = [], []
        while self._row.count():
            self._row.takeAt(0)

    @Slot()
    def _pressed(self) -> None:
        button = self.sender()
        if button is not None:
            self.answered.emit(button.property("answer"), self.for_all.isChecked())


def _question(item: Item | None) -> str:
    if item is None:
        return "没有选中的"
    field = f"的{item.column.heading}" if item.column else ""
    return f"{item.name}{field}：{WORDS[item.why]}"


def _words(item: Item, answer: int | str) -> str:
    if answer == KEEP:
        return "不改" if item.why in (Why.CHANGE, Why.UNREADABLE) else "保留台账的"
    if item.why == Why.DELETED:
        return "从台账删除"
    if item.why == Why.CLEARED:
        return "也清空"
    return "用支部的" if len(item.returned) == 1 else f"用第 {int(answer) + 1} 份的"
