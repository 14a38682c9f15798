"""Third page: every row of the plan, with counts that filter, the row beside the list, and what is still to be decided."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.importing.plan import MODES, NEW, SKIP, Mode, Plan, PlanRow, Verdict
from desktop_app.people.fields import Org
from desktop_app.storage.office import Office
from desktop_app.widgets import theme
from desktop_app.widgets.chips import ChipDelegate
from desktop_app.widgets.import_preview.detail import RowDetail
from desktop_app.widgets.import_preview.keyed_table import KeyedTable
from desktop_app.widgets.import_preview.model import FILE, NAME, ROW, TOLD, VERDICT, PlanModel
from desktop_app.widgets.import_preview.notes import no_harm, notes_of
from desktop_app.widgets.import_preview.question_detail import QuestionDetail
from desktop_app.widgets.import_preview.question_list import ANSWER, FIELD, SAID, TIMES, AbsentModel, QuestionModel
from desktop_app.widgets.import_preview.words import (
    ABSENT,
    DOUBTFUL,
    EVERY,
    FILTERS,
    HINTS,
    KEPT,
    QUESTIONS,
    RARE,
    TONES,
    PlanWords,
)

_PARTICULARS = re.compile(r"^与.*(?=是同一|同名)|“[^”]*”|\d+")
_WIDTHS = ((ROW, 52), (FILE, 150), (NAME, 92), (VERDICT, 92))
_CHARACTER, _WIDEST_NAME = 8, 260
_QUESTION_WIDTHS = ((FIELD, 110), (SAID, 200), (TIMES, 60), (ANSWER, 150))
_LIST, _ASKED, _GONE = range(3)


def question_of(row: PlanRow) -> str:
    """What is asked about a row, without its particulars: rows with the same question can be answered alike."""
    return "；".join(_PARTICULARS.sub("", reason) for reason in row.reasons)


class PreviewPage(QWidget):
    """`decided` follows every answer and tick; `asked_anew(mode, create_orgs)` a choice after which the plan is made again."""

    decided = Signal()
    asked_anew = Signal(str, bool)

    def __init__(self, office: Office, plan: Plan, create_orgs: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.words = PlanWords(office, plan)
        self.model = PlanModel(plan, self.words, self)
        self.filters: dict[str, QPushButton] = {}
        self.mode = QComboBox()
        self.create_orgs = QCheckBox("新建台账里没有的党组织(&O)")
        self.create_orgs.setChecked(create_orgs)
        self.table = KeyedTable("NS")
        self.detail = RowDetail(plan, self.words)
        self.questions = KeyedTable("ERL")
        self.question_model = QuestionModel(plan, self.words, self)
        self.question = QuestionDetail(self.words)
        self.absent = KeyedTable()
        self.which = EVERY
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._build_top())
        column.addLayout(self._build_filters())
        column.addWidget(self._build_rows(), 1)
        self._connect()
        self._count()
        self._begin()

    # ---- building

    def _build_top(self) -> QHBoxLayout:
        self.notes = QLabel("\n".join(notes_of(self.plan)))
        self.notes.setObjectName("hint")
        self.notes.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.notes, 1)
        row.addSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.create_orgs, 0, top)
        row.addSpacing(12)
        label = QLabel("已有的记录(&M)")
        label.setBuddy(self.mode)
        for mode, words in MODES.items():
            self.mode.addItem(words, mode)
        self.mode.setCurrentIndex(self.mode.findData(self.plan.mode))
        self.mode.setToolTip(
            "文件与台账不同时：只填台账里空着的；或都用文件里的；或逐项打勾。空格子从不清掉台账里的内容"
        )
        for part in (label, self.mode):
            part.setFixedHeight(self.mode.sizeHint().height())
            row.addWidget(part, 0, top)
        self.create_orgs.setFixedHeight(self.mode.sizeHint().height())
        return row

    def _build_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._group = QButtonGroup(self)
        for which in FILTERS:
            button = QPushButton()
            button.setCheckable(True)
            button.setObjectName("countFilter")
            button.setProperty("which", which)
            button.setToolTip(HINTS.get(which, ""))
            self._group.addButton(button)
            self.filters[which] = button
            row.addWidget(button)
        row.addStretch()
        return row

    def _name_width(self) -> int:
        """A person's name is short, a question is not."""
        ledger = self.plan.ledger
        characters = ledger.fields[ledger.searched[0]].width if ledger.searched else 0
        return min(max(characters * _CHARACTER, dict(_WIDTHS)[NAME]), _WIDEST_NAME)

    def _build_rows(self) -> QSplitter:
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(VERDICT, ChipDelegate(TONES, self.table))
        for column, width in _WIDTHS:
            self.table.setColumnWidth(column, theme.scaled(width))
        self.table.setColumnWidth(NAME, theme.scaled(self._name_width()))
        self.table.setColumnHidden(FILE, not self.model.several_sheets)
        self.questions.setModel(self.question_model)
        for column, width in _QUESTION_WIDTHS:
            self.questions.setColumnWidth(column, theme.scaled(width))
        self.absent.setModel(AbsentModel(self.plan, self))
        self.absent.setColumnWidth(0, theme.scaled(260))
        self._lists, self._details = QStackedWidget(), QStackedWidget()
        for listed, beside in ((self.table, self.detail), (self.questions, self.question), (self.absent, no_harm())):
            self._lists.addWidget(listed)
            self._details.addWidget(beside)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._lists)
        splitter.addWidget(self._details)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([600, 400])
        return splitter

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(self._show_row)
        self.table.key_answered.connect(self._answer_by_key)
        self.detail.answered.connect(self.answer)
        self.questions.selectionModel().currentRowChanged.connect(self._show_question)
        self.questions.key_answered.connect(self.question.answer_by_key)
        self.question.answered.connect(self.settle)
        self.detail.accepted.connect(self._accept)
        self.mode.currentIndexChanged.connect(self._ask_anew)
        self.create_orgs.toggled.connect(self._ask_anew)

    def _begin(self) -> None:
        """Begin with what needs the clerk: questions, then what was refused; else everything."""
        counts = self._counts()
        asked = any(question.is_open for question in self.question_model.questions)
        first = QUESTIONS if asked else next((w for w in (Verdict.ASK, Verdict.REFUSED) if counts[w]), EVERY)
        self.show_only(str(first))
        self.create_orgs.setVisible(self.create_orgs.isChecked() or any(map(self._lacks_org, self.plan.rows)))

    def _lacks_org(self, row: PlanRow) -> bool:
        return any(isinstance(self.plan.ledger.fields.get(name), Org) for name in row.unread)

    # ---- showing

    def show_only(self, which: str) -> None:
        """List the rows of one count, the questions, or who is missing."""
        self.which = which
        self.filters[which].setChecked(True)
        place = {QUESTIONS: _ASKED, ABSENT: _GONE}.get(which, _LIST)
        self._lists.setCurrentIndex(place)
        self._details.setCurrentIndex(place)
        if place == _LIST:
            self._list_rows(which)
        elif place == _ASKED and not self.questions.currentIndex().isValid():
            self.questions.setCurrentIndex(self.question_model.index(0, 0))

    def _list_rows(self, which: str) -> None:
        self.model.show_only(which)
        self._show_row(QModelIndex(), QModelIndex())
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _counts(self) -> dict[str, int]:
        asked = sum(question.is_open for question in self.question_model.questions)
        gone = sum(map(len, self.plan.absent.values()))
        return {**self.plan.counts(), KEPT: len(self.plan.kept_rows), QUESTIONS: asked, ABSENT: gone}

    def _count(self) -> None:
        counts = self._counts()
        for which, button in self.filters.items():
            button.setText(f"{FILTERS[which]} {counts[which]:,}")
            button.setEnabled(which in (EVERY, QUESTIONS) or counts[which] > 0 or self.which == which)
            there = len(self.question_model.questions) if which == QUESTIONS else counts[which]
            button.setVisible(which not in RARE or there > 0 or self.which == which)

    @Slot(object)
    def _filter(self, button: QPushButton) -> None:
        self.show_only(button.property("which"))
        self.focus_list()

    def focus_list(self) -> None:
        """Put the keyboard where the rows or questions are."""
        self._lists.currentWidget().setFocus()

    @Slot(QModelIndex, QModelIndex)
    def _show_question(self, index: QModelIndex, _before: QModelIndex) -> None:
        asked = self.question_model.questions
        shown = asked[index.row()] if index.isValid() else None
        alike = sum(each.is_open and each.kind == shown.kind for each in asked) if shown else 0
        self.question.show_question(shown, alike)

    @Slot(QModelIndex, QModelIndex)
    def _show_row(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.detail.show_row(self.model.row(index))

    # ---- deciding

    @Slot(str, bool)
    def _answer_by_key(self, key: str, for_all: bool) -> None:
        answers = [button.answer for button in self.detail.answers]
        if key in "NS":
            answer: str | int = NEW if key == "N" else SKIP
        elif int(key) <= len(answers) - 2:
            answer = answers[int(key) - 1]
        else:
            return
        if answers:
            self.answer(answer, for_all)

    @Slot(object, bool)
    def answer(self, answer: str | int, for_all: bool) -> None:
        """Settle the question about the current row, or about every row with the same question; then go to the next one asked."""
        row = self.detail.row
        if row is None:
            return
        alike = self._alike(row, answer) if for_all else []
        refusal = self.plan.answer(row, answer)
        for other in alike:
            self.plan.answer(other, answer if isinstance(answer, str) else other.candidates[0])
        self._after_decision()
        if refusal:
            self.detail.show_row(row)
        else:
            self._go_to_next_asked()

    @Slot(object, int)
    def settle(self, value: object, place: int = -1) -> None:
        """Say what a cell means, or with `place` all questions of its kind by their own proposal of that place; go to the next."""
        question = self.question.question
        if question is None:
            return
        if place >= 0 and question.is_open:
            self.plan.settle_alike(question, place)
        else:
            self.plan.settle(question, value)
        self.question_model.repaint()
        self._after_decision()
        self._go_to_next_question()

    def _go_to_next_question(self) -> None:
        asked, start = self.question_model.questions, self.questions.currentIndex().row() + 1
        for at in [*range(start, len(asked)), *range(start)]:
            if asked[at].is_open and at != start - 1:
                self.questions.setCurrentIndex(self.question_model.index(at, 0))
                return
        self._show_question(self.questions.currentIndex(), QModelIndex())

    def _alike(self, row: PlanRow, answer: str | int) -> Sequence[PlanRow]:
        """The other rows with the same question; '就是这一个' is an answer only where there is one candidate."""
        question = question_of(row)
        asked = (other for other in self.plan.of(Verdict.ASK) if other is not row and not other.faults)
        same = [other for other in asked if question_of(other) == question]
        return same if isinstance(answer, str) else [other for other in same if len(other.candidates) == 1]

    def _go_to_next_asked(self) -> None:
        start = self.table.currentIndex().row() + 1
        for at in [*range(start, self.model.rowCount()), *range(start)]:
            row = self.model.row(self.model.index(at, 0))
            if row and row.verdict == Verdict.ASK and not row.faults:
                self.table.setCurrentIndex(self.model.index(at, 0))
                return
        self.detail.show_row(self.detail.row)

    @Slot(object)
    def _accept(self, fields: Sequence[str]) -> None:
        if self.detail.row:
            self.plan.accept(self.detail.row, fields)
            self._after_decision()

    def _after_decision(self) -> None:
        self.model.repaint()
        self._count()
        self.decided.emit()

    @Slot()
    def _ask_anew(self) -> None:
        self.asked_anew.emit(self.mode.currentData(), self.create_orgs.isChecked())

    @property
    def chosen_mode(self) -> Mode:
        """只补空白, 以文件为准 or 逐项决定."""
        return self.mode.currentData()


__all__ = ["DOUBTFUL", "EVERY", "QUESTIONS", "TOLD", "PreviewPage", "question_of"]
