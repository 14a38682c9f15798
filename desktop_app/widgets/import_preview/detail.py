"""One row of the plan beside the list: old and new side by side, why it is doubtful or refused, and the question to answer."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.importing.plan import NEW, SKIP, Plan, PlanRow, Verdict
from desktop_app.ledger.writes import read_only_fields
from desktop_app.widgets import theme
from desktop_app.widgets.import_preview.words import WORDS, PlanWords
from desktop_app.widgets.whole_text import WholeText

_MOST_CANDIDATES = 9


class _Answer(QPushButton):
    def __init__(self, words: str, answer: str | int) -> None:
        super().__init__(words)
        self.answer = answer
        self.setObjectName("choice")
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)


class RowDetail(QFrame):
    """`answered(answer, for_all)` follows a click on an answer; `accepted(fields)` a tick in the list of changes."""

    answered = Signal(object, bool)
    accepted = Signal(object)

    def __init__(self, plan: Plan, words: PlanWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._words = words
        self._locked = (
            frozenset[str]() if plan.ledger.imports and plan.ledger.imports.updates else read_only_fields(plan.ledger)
        )
        self.row: PlanRow | None = None
        self.answers: list[_Answer] = []
        self._names: list[str] = []
        self.head = QLabel()
        self.head.setObjectName("sectionTitle")
        self.head.setWordWrap(True)
        self.why = QLabel()
        self.why.setWordWrap(True)
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(6)
        self.fields = self._build_fields()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.why)
        column.addLayout(self._questions)
        column.addWidget(self.fields, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _build_fields(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        WholeText(table)
        table.setHorizontalHeaderLabels(["项目", "台账里", "文件里"])
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        # A question or an address is read whole: two of them may differ only in their last words.
        table.verticalHeader().setMinimumSectionSize(theme.row_height())
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, theme.scaled(130))
        table.itemChanged.connect(self._ticked)
        return table

    def show_row(self, row: PlanRow | None) -> None:
        """Show a row, or nothing."""
        self.row = row
        self._show_questions(row)
        if row is None:
            self.head.setText("")
            self.why.setText("")
            self.fields.setRowCount(0)
            return
        self.head.setText(f"第 {row.row} 行　{row.name or '（没有名称）'}　{WORDS[row.verdict]}")
        said = [*row.reasons, *(f"存疑：{doubt}" for doubt in row.doubts), *self._words.joining(row).values()]
        said += [f"{self._words.label(name)}：{what}" for name, what in self._plan.tidied(row).items()]
        self.why.setText("\n".join(said))
        self.why.setObjectName("fieldError" if row.verdict == Verdict.REFUSED else "")
        self.why.style().polish(self.why)
        self.why.setVisible(bool(said))
        self._show_fields(row)

    # ---- the question

    def _show_questions(self, row: PlanRow | None) -> None:
        while (item := self._questions.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.answers = []
        if row is None or not (row.verdict == Verdict.ASK or row.answer is not None):
            return
        if row.faults:
            self._add_answer("S　不导入这一行", SKIP)
            self._add_hint("先在“认不准”里说明这个格子的意思；说明之后这一行会重新核对")
            return
        for number, candidate in enumerate(row.candidates[:_MOST_CANDIDATES], 1):
            self._add_answer(f"{number}　就是：{self._words.candidate(candidate)}", candidate)
        self._add_answer("N　台账里没有，新增" if row.candidates else "N　新增", NEW)
        self._add_answer("S　不导入这一行", SKIP)
        self._add_hint("按住 Shift 再按键或点击：同一问题的行都这样答")

    def _add_hint(self, words: str) -> None:
        hint = QLabel(words)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self._questions.addWidget(hint)

    def _add_answer(self, words: str, answer: str | int) -> None:
        button = _Answer(words, answer)
        button.clicked.connect(self._answered)
        if self.row and self.row.answer == answer:
            button.setIcon(theme.icon("check", "accent"))
        self.answers.append(button)
        self._questions.addWidget(button)

    @Slot()
    def _answered(self) -> None:
        button = self.sender()
        assert isinstance(button, _Answer)
        for_all = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.answered.emit(button.answer, for_all)

    # ---- old and new

    def _show_fields(self, row: PlanRow) -> None:
        self.fields.blockSignals(True)
        lines = self._lines(row)
        self._names = [name for name, _, _ in lines]
        self.fields.setRowCount(len(lines))
        for at, (name, old, new) in enumerate(lines):
            label = QTableWidgetItem(self._words.label(name))
            if name in row.changes:
                label.setCheckState(Qt.CheckState.Checked if name in row.accepted else Qt.CheckState.Unchecked)
                label.setToolTip("打勾：用文件里的")
            elif name in row.derived and row.verdict == Verdict.NEW:
                label.setCheckState(Qt.CheckState.Checked if name in row.values else Qt.CheckState.Unchecked)
                label.setToolTip("打勾：按证号补上；去掉勾：留空")
                if name in self._locked:
                    label.setFlags(label.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.fields.setItem(at, 0, label)
            self.fields.setItem(at, 1, _plain(old))
            self.fields.setItem(at, 2, _plain(new, theme.colour("accent") if name in row.faults else None))
        self.fields.blockSignals(False)
        self.fields.setVisible(bool(lines))
        self.fields.setColumnHidden(1, not row.changes)

    def _lines(self, row: PlanRow) -> list[tuple[str, str, str]]:
        """Field, old, new: differences first, then what is refused, then what is the same or new."""
        pairs = {name: self._words.pair(name, change) for name, change in row.changes.items()}
        lines = [(name, *pair) for name, pair in pairs.items()]
        known = self._words.ledger.fields
        if row.verdict == Verdict.NEW:
            lines += [(name, "", self._words.derived(name, value)) for name, value in row.derived.items()]
        lines += [
            (name, "", self._words.unread(name, row.unread.get(name, "")))
            for name in row.faults
            if name in known and name not in pairs
        ]
        told = {name for name, _, _ in lines}
        matched = row.match is not None and row.verdict in (Verdict.CHANGED, Verdict.SAME)
        for name, value in row.values.items():
            if name not in told:
                text = self._words.value(name, value)
                lines.append((name, text if matched else "", text))
        return lines + [(name, "", text) for name, text in row.masked.items() if name not in told]

    @Slot(QTableWidgetItem)
    def _ticked(self, _item: QTableWidgetItem) -> None:
        ticked = [
            name
            for at, name in enumerate(self._names)
            if (item := self.fields.item(at, 0)) and item.checkState() == Qt.CheckState.Checked
        ]
        self.accepted.emit(ticked)


def _plain(text: str, colour: object | None = None) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    if colour is not None:
        item.setForeground(colour)  # type: ignore[arg-type]
    return item
