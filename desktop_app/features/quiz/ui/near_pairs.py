"""查近似题: every nearly equal pair of the bank side by side and whole, what differs marked, so that one of the two may be retired."""

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.quiz import bank, near
from desktop_app.features.quiz.answers import OPTION_FIELDS
from desktop_app.features.quiz.fields import LETTERS
from desktop_app.ledger.page import LedgerRow, read_row
from desktop_app.ledger.taken import take
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.plain_list import PlainList

_TOLD = "左边选一对，右边看清两题的差别（标出的字）。重复的停用一题，不是一回事的都留着；停用的题还在，可以重新启用。"
_RETIRE = "停用"


def show_near(tab: Any) -> None:
    """Look on the worker, then show them."""
    office = tab.desk.office

    def work(_progress: Progress) -> list[near.Near]:
        return near.pairs(office)

    def show(found: list[near.Near]) -> None:
        if found:
            NearDialog(tab.desk, found, tab.window()).show()
        else:
            tab.message.say("没有近似的题。", "good")

    tab.desk.jobs.run("查近似题", work, show)


class NearDialog(QDialog):
    """The pairs, most alike first, and the chosen pair's two questions whole."""

    def __init__(self, desk: Desk, pairs: Sequence[near.Near], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("近似的题")
        self.resize(theme.scaled(1000), theme.scaled(640))
        self._desk = desk
        self._pairs = list(pairs)
        self.message = MessageStrip()
        self.told = QLabel(_TOLD)
        self.told.setWordWrap(True)
        self.list = PlainList()
        self.list.setAccessibleName("近似的题")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.sides = (_Side(), _Side())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        for part in (self.told, self._split(), self.message, buttons):
            column.addWidget(part, 1 if isinstance(part, QSplitter) else 0)
        for side in self.sides:
            side.retire.clicked.connect(partial(self._retire, side))
            side.open.clicked.connect(partial(self._open, side))
        self.list.currentRowChanged.connect(self._show)
        self._fill(0)

    def _split(self) -> QSplitter:
        split = QSplitter()
        split.addWidget(self.list)
        for side in self.sides:
            split.addWidget(side)
        split.setChildrenCollapsible(False)
        split.setSizes([theme.scaled(each) for each in (220, 390, 390)])
        return split

    def _fill(self, chosen: int) -> None:
        self.list.clear()
        for pair in self._pairs:
            row = self._row(pair.one)
            self.list.addItem(QListWidgetItem(f"{pair.alike:.0%}　{row.values['stem'] if row else ''}"))
        self.list.setCurrentRow(min(chosen, len(self._pairs) - 1))

    def _row(self, question: int) -> LedgerRow | None:
        return read_row(self._desk.office, bank.LEDGER, question)

    @Slot(int)
    def _show(self, at: int) -> None:
        if not 0 <= at < len(self._pairs):
            return
        pair = self._pairs[at]
        rows = self._row(pair.one), self._row(pair.other)
        for side, row, other in zip(self.sides, rows, reversed(rows), strict=True):
            side.show_question(row, other)

    def _open(self, side: "_Side", _checked: bool = False) -> None:
        if side.question is not None:
            self._desk.open_record(bank.LEDGER.key, side.question)

    def _retire(self, side: "_Side", _checked: bool = False) -> None:
        office, question = self._desk.office, side.question
        if question is None:
            return

        def done(_line: Any) -> None:
            self._pairs = [pair for pair in self._pairs if question not in (pair.one, pair.other)]
            self._fill(self.list.currentRow())
            self.message.say("已停用一题。" if self._pairs else "已停用一题，没有近似的题了。", "good")
            for each in self.sides:
                each.setVisible(bool(self._pairs))

        self._desk.save(
            lambda: take(office, bank.LEDGER, question, _RETIRE, office.clock.today()), done, self.message.fail
        )


class _Side(QWidget):
    """One of the two, whole; what the other one says differently stands out."""

    def __init__(self) -> None:
        super().__init__()
        self.question: int | None = None
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setContentsMargins(12, 8, 12, 8)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.words)
        self.retire, self.open = QPushButton("停用这一题"), QPushButton("打开这一题")
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 12, 0)
        for button in (self.retire, self.open):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area, 1)
        column.addLayout(row)

    def show_question(self, row: LedgerRow | None, other: LedgerRow | None) -> None:
        """`other` is what it is held against."""
        self.question = row.id if row else None
        self.retire.setEnabled(bool(row and row.values["state"] != "停用"))
        self.words.setText(_told(row, other) if row and other else "这道题已经删除。")


def _told(row: LedgerRow, other: LedgerRow) -> str:
    lines = [f"<b>{_marked(row, other, 'stem')}</b>"]
    lines += [
        f"{letter}. {_marked(row, other, name)}"
        for letter, name in zip(LETTERS, OPTION_FIELDS, strict=True)
        if row.values[name]
    ]
    named = (("答案", "answer"), ("题型", "qtype"), ("出处", "source"), ("条款", "article"), ("状态", "state"))
    lines += [f"{label}：{_marked(row, other, name)}" for label, name in named if row.values[name]]
    return "".join(f"<p style='margin:0 0 6px 0; white-space:pre-wrap'>{line}</p>" for line in lines)


def _marked(row: LedgerRow, other: LedgerRow, name: str) -> str:
    """The words with what the other one lacks set off: colour alone would not be seen by everybody."""
    colour = theme.colour("accent").name()
    pieces = near.set_off(str(row.values[name] or ""), str(other.values[name] or ""))
    return "".join(
        f"<u style='color:{colour}'>{escape(piece)}</u>" if differs else escape(piece) for piece, differs in pieces
    )
