"""One question to be answered on this PC: options as buttons to tick, a line for 填空; it says what was given, not whether it is right."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLabel, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from desktop_app.features.quiz.fields import LETTERS
from desktop_app.features.quiz.words import QuestionKind


class AnswerBox(QWidget):
    """Shows a question's snapshot and takes an answer; `changed()` follows every tick."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._buttons: list[QRadioButton | QCheckBox] = []
        self._line: QLineEdit | None = None
        self._group: QButtonGroup | None = None

    def ask(self, told: Mapping[str, Any]) -> None:
        """Another question."""
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        self._buttons, self._line = [], None
        stem = QLabel(f"【{told['kind']}】{told['stem']}")
        stem.setObjectName("sectionTitle")
        stem.setWordWrap(True)
        stem.setTextFormat(Qt.TextFormat.PlainText)
        self._column.addWidget(stem)
        if told["kind"] == QuestionKind.BLANK:
            self._line = QLineEdit()
            self._line.setPlaceholderText("几个空用分号隔开")
            self._line.textChanged.connect(self.changed)
            self._column.addWidget(self._line)
        else:
            self._add_options(told)
        self._column.addStretch()

    def _add_options(self, told: Mapping[str, Any]) -> None:
        several = told["kind"] == QuestionKind.MULTI
        options = told["options"] or ["对", "错"]
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        for at, option in enumerate(options):
            words = f"{LETTERS[at]}. {option}" if told["options"] else option
            button = QCheckBox(words) if several else QRadioButton(words)
            button.setProperty("answer", LETTERS[at] if told["options"] else option)
            button.toggled.connect(self._ticked)
            self._group.addButton(button)
            self._buttons.append(button)
            self._column.addWidget(button)

    @Slot()
    def _ticked(self) -> None:
        self.changed.emit()

    @property
    def given(self) -> str:
        """The answer as it would be stored; '' for none."""
        if self._line is not None:
            return self._line.text().strip()
        return "".join(button.property("answer") for button in self._buttons if button.isChecked())
