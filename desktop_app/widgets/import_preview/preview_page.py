"""Third page: every row of the plan, with counts that filter, the row beside the list, and what is still to be decided."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.importing.plan import MODES, NEW, SKIP, Mode, Plan, PlanRow, Verdict
from desktop_app.people.fields import Org
from desktop_app.storage.office import Office
from desktop_app.widgets import theme
from desktop_app.widgets.chips import ChipDelegate
from desktop_app.widgets.import_preview.detail import RowDetail
from desktop_app.widgets.import_preview.model import FILE, NAME, ROW, TOLD, VERDICT, PlanModel
from desktop_app.widgets.import_preview.words import DOUBTFUL, EVERY, FILTERS, TONES, PlanWords

_PARTICULARS = re.compile(r"^与.*(?=是同一人|同名)|“[^”]*”|\d+")
_MOST_NOTES = 4
_WIDTHS = ((ROW, 52), (FILE, 150), (NAME, 92), (VERDICT, 92))


def question_of(row: PlanRow) -> str:
    """What is asked about a row, without its particulars: rows with the same question can be answered alike."""
    return "；".join(_PARTICULARS.sub("", reason) for reason in row.reasons)


class PlanTable(QTableView):
    """The list; letters and digits answer what is asked about the current row."""

    key_answered = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        key = "NS"[event.key() == Qt.Key.Key_S] if event.key() in (Qt.Key.Key_N, Qt.Key.Key_S) else ""
        key = str(digit) if 1 <= digit <= 9 else key
        plain = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if key and plain == Qt.KeyboardModifier.NoModifier:
            self.key_answered.emit(key, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)


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
        self.table = PlanTable()
        self.detail = RowDetail(plan, self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._build_notes())
        column.addLayout(self._build_filters())
        column.addWidget(self._build_rows(), 1)
        self._connect()
        self._count()
        self._begin()

    # ---- building

    def _build_notes(self) -> QLabel:
        self.notes = QLabel("\n".join(_notes(self.plan)))
        self.notes.setObjectName("hint")
        self.notes.setWordWrap(True)
        self.notes.setVisible(bool(self.notes.text()))
        return self.notes

    def _build_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._group = QButtonGroup(self)
        for which in FILTERS:
            button = QPushButton()
            button.setCheckable(True)
            button.setObjectName("countFilter")
            button.setProperty("which", which)
            self._group.addButton(button)
            self.filters[which] = button
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.create_orgs)
        label = QLabel("已有的记录(&M)")
        label.setBuddy(self.mode)
        for mode, words in MODES.items():
            self.mode.addItem(words, mode)
        self.mode.setCurrentIndex(self.mode.findData(self.plan.mode))
        self.mode.setToolTip(
            "文件与台账不同时：只填台账里空着的；或都用文件里的；或逐项打勾。空格子从不清掉台账里的内容"
        )
        row.addWidget(label)
        row.addWidget(self.mode)
        return row

    def _build_rows(self) -> QSplitter:
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(VERDICT, ChipDelegate(TONES, self.table))
        for column, width in _WIDTHS:
            self.table.setColumnWidth(column, theme.scaled(width))
        self.table.setColumnHidden(FILE, not self.model.several_sheets)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.detail)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([600, 400])
        return splitter

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(self._show_row)
        self.table.key_answered.connect(self._answer_by_key)
        self.detail.answered.connect(self.answer)
        self.detail.accepted.connect(self._accept)
        self.mode.currentIndexChanged.connect(self._ask_anew)
        self.create_orgs.toggled.connect(self._ask_anew)

    def _begin(self) -> None:
        """Begin with what needs the clerk: questions, then what was refused; else everything."""
        counts = self.plan.counts()
        first = next((which for which in (Verdict.ASK, Verdict.REFUSED) if counts[which]), EVERY)
        self.show_only(str(first))
        self.create_orgs.setVisible(self.create_orgs.isChecked() or any(map(self._lacks_org, self.plan.rows)))

    def _lacks_org(self, row: PlanRow) -> bool:
        return any(isinstance(self.plan.ledger.fields.get(name), Org) for name in row.unread)

    # ---- showing

    def show_only(self, which: str) -> None:
        """List the rows of one count."""
        self.model.show_only(which)
        self.filters[which].setChecked(True)
        self._show_row(QModelIndex(), QModelIndex())
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _count(self) -> None:
        counts = self.plan.counts()
        for which, button in self.filters.items():
            button.setText(f"{FILTERS[which]} {counts[which]:,}")
            button.setEnabled(which == EVERY or counts[which] > 0 or self.model.filter == which)

    @Slot(object)
    def _filter(self, button: QPushButton) -> None:
        self.show_only(button.property("which"))
        self.table.setFocus()

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
        self.plan.answer(row, answer)
        for other in alike:
            self.plan.answer(other, answer if isinstance(answer, str) else other.candidates[0])
        self._after_decision()
        self._go_to_next_asked()

    def _alike(self, row: PlanRow, answer: str | int) -> Sequence[PlanRow]:
        """The other rows with the same question; '就是这一个' is an answer only where there is one candidate."""
        question = question_of(row)
        same = [other for other in self.plan.of(Verdict.ASK) if other is not row and question_of(other) == question]
        return same if isinstance(answer, str) else [other for other in same if len(other.candidates) == 1]

    def _go_to_next_asked(self) -> None:
        start = self.table.currentIndex().row() + 1
        for at in [*range(start, self.model.rowCount()), *range(start)]:
            row = self.model.row(self.model.index(at, 0))
            if row and row.verdict == Verdict.ASK:
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


def to_write(plan: Plan) -> tuple[int, int]:
    """How many records would be new and how many changed."""
    return len(plan.of(Verdict.NEW)), sum(bool(row.accepted) for row in plan.of(Verdict.CHANGED))


def _notes(plan: Plan) -> list[str]:
    """What the clerk should know before looking at rows."""
    notes = [f"“{file}”在 {at.replace('T', ' ')} 已经导入过一次。" for file, at in plan.already.items()]
    for sheet in plan.sheets:
        told = list(sheet.notes)
        if sheet.skipped:
            why = "、".join(f"第 {row} 行 {reason}" for row, reason in sheet.skipped[:_MOST_NOTES])
            told.append(f"跳过 {len(sheet.skipped)} 行（{why}{' 等' if len(sheet.skipped) > _MOST_NOTES else ''}）")
        if told:
            shown = "；".join(told[:_MOST_NOTES]) + (f" 等 {len(told)} 条" if len(told) > _MOST_NOTES else "")
            notes.append(f"{sheet.file} {sheet.sheet}：{shown}")
    if plan.new_orgs:
        notes.append(
            f"将新建 {len(plan.new_orgs)} 个党组织：{'、'.join(plan.new_orgs[:6])}{' 等' if len(plan.new_orgs) > 6 else ''}"
        )
    return notes


__all__ = ["DOUBTFUL", "EVERY", "TOLD", "PreviewPage", "question_of", "to_write"]
