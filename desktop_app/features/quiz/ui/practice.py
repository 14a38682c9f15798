"""练习: questions one after the other on this PC, wrong ones first; a wrong one comes back until it was right twice in a row (Q15)."""

from random import SystemRandom
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.features.quiz import afterwards
from desktop_app.features.quiz.answers import is_right, shown_answer
from desktop_app.features.quiz.draw import snapshots
from desktop_app.features.quiz.ui.answering import AnswerBox
from desktop_app.ledger.page import read_row
from desktop_app.people.fields import Member
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.editors import editor_for

_AT_ONCE = 20


class PracticePage(QWidget):
    """The page 练习 of the shelf."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._queue: list[int] = []
        self._told: dict[str, Any] | None = None
        self._question = 0
        self._right = self._answered = 0
        self.who = editor_for(desk, Member("答题人", hint="空着表示在这台电脑上练习的人"), self)
        self.only_wrong = QCheckBox("只做错题")
        self.start = QPushButton("开始练习")
        self.start.setObjectName("primary")
        self.book = QLabel()
        self.box = AnswerBox()
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.confirm = QPushButton("确定")
        self.confirm.setObjectName("primary")
        self.stack = QStackedWidget()
        self._build()
        self.start.clicked.connect(self.begin)
        self.confirm.clicked.connect(self.go_on)
        self.box.changed.connect(self._judge_button)
        self.who.edited.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        top = QHBoxLayout()
        self.who.setMaximumWidth(theme.scaled(260))
        for part in (QLabel("答题人"), self.who, self.only_wrong, self.start):
            top.addWidget(part)
        top.addStretch()
        empty = QLabel("点“开始练习”，一次 20 题：先做错题，再做没有做过的。答对两次，错题就离开错题本。")
        empty.setObjectName("hint")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        asked = QWidget()
        inner = QVBoxLayout(asked)
        inner.addWidget(self.box)
        inner.addWidget(self.verdict)
        inner.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch()
        self.stack.addWidget(empty)
        self.stack.addWidget(asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(*([theme.scaled(16)] * 4))
        column.addLayout(top)
        column.addWidget(self.book)
        column.addWidget(self.stack, 1)

    @property
    def member(self) -> int | None:
        """Who practises; None for whoever sits here."""
        typed = self.who.typed()
        return typed if isinstance(typed, int) else None

    def status_text(self) -> str:
        """What the status bar says."""
        return f"答了 {self._answered} 题，答对 {self._right}" if self._answered else "练习"

    @Slot()
    def refresh(self) -> None:
        """How many questions are in the 错题本."""
        wrong = afterwards.wrong_book(self._desk.office, self.member)
        self.book.setText(f"错题本：{len(wrong)} 题" if wrong else "错题本是空的")
        self.only_wrong.setEnabled(bool(wrong))

    @Slot()
    def begin(self) -> None:
        """Twenty questions."""
        office, member = self._desk.office, self.member
        if self.only_wrong.isChecked() and self.only_wrong.isEnabled():
            self._queue = [each.question for each in afterwards.wrong_book(office, member)]
        else:
            self._queue = afterwards.to_practise(office, member, _AT_ONCE, SystemRandom().randrange(1 << 30))
        self._right = self._answered = 0
        if not self._queue:
            self.verdict.setText("")
            self.book.setText("题库里没有可用的题。请先导入并审核题目，或装入自带题库。")
            return
        self._next()

    def _next(self) -> None:
        self.verdict.setText("")
        self.status_changed.emit(self.status_text())
        if not self._queue:
            self._told = None
            self.stack.setCurrentIndex(0)
            self.book.setText(f"这次答了 {self._answered} 题，答对 {self._right}。")
            return
        self._question = self._queue.pop(0)
        self._told = snapshots(self._desk.office, [self._question])[self._question]
        self.box.setEnabled(True)
        self.box.ask(self._told)
        self.stack.setCurrentIndex(1)
        self.confirm.setText("确定")
        self._judge_button()

    @Slot()
    def _judge_button(self) -> None:
        self.confirm.setEnabled(bool(self.box.given) or not self.box.isEnabled())

    @Slot()
    def go_on(self) -> None:
        """Judge the answer, or go to the next question."""
        if self._told is None or not self.box.isEnabled():
            self._next()
            return
        told, given, question = self._told, self.box.given, self._question
        right = bool(is_right(told["kind"], told["answer"], given))
        self._answered += 1
        self._right += right
        self.box.setEnabled(False)
        self.confirm.setText("下一题")
        answer = shown_answer(told["kind"], told["options"], told["answer"])
        mark = "✓ 答对了" if right else f"✗ 答错了，正确答案：{answer}"
        self.verdict.setText("\n".join(filter(None, (mark, told["analysis"], told["source"]))))
        self.confirm.setEnabled(True)
        office, member = self._desk.office, self.member
        self._desk.save(lambda: afterwards.practised(office, member, question, given, right), self._kept)

    def _kept(self, _nothing: object) -> None:
        if self._queue:
            self.refresh()

    def show_record(self, record_id: int) -> None:
        """Nothing of its own to show: questions open in the bank."""
        if read_row(self._desk.office, self._desk.ledger("quiz_question"), record_id):
            self._desk.open_record("quiz_question", record_id)
