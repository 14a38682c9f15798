"""Marks typed at speed: type a mark, Enter goes to the next paper; 缺 is 缺考. Nothing is written before 保存, then all at once."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.quiz.contests import full_mark
from desktop_app.features.quiz.model import Mark
from desktop_app.storage.kind import kind_of
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.giving_up import give_up
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.whole_text import WholeText

_MARK_AT = 4
_ABSENT = "缺"


class MarksDialog(QDialog):
    """All papers of a stage, one a row, in the order of their 考号."""

    def __init__(self, desk: Desk, stage: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("录入成绩")
        self.resize(theme.scaled(680), theme.scaled(560))
        self._desk = desk
        self._full = full_mark(desk.office, stage)
        self._kind = kind_of(Mark.score)  # type: ignore[arg-type]
        self._rows = desk.office.database.rows(
            "SELECT m.id, m.ticket, coalesce(p.name, ''), e.name, m.version, m.score, m.absent FROM quiz_mark m"
            " JOIN quiz_entrant e ON e.id = m.entrant_id LEFT JOIN member p ON p.id = m.member_id WHERE m.stage_id = ?"
            " ORDER BY m.ticket",
            (stage,),
        )
        self.message = MessageStrip()
        self.table = QTableWidget(len(self._rows), _MARK_AT + 1)
        WholeText(self.table)
        self.table.setHorizontalHeaderLabels(["考号", "姓名", "参赛方", "卷别", "得分"])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._fill()
        self._begun = [self._mark(row).text() for row in range(self.table.rowCount())]
        self.told = QLabel()
        self.told.setObjectName("hint")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        for role in (QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel):
            self.buttons.button(role).setAutoDefault(False)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (self.message, self.table, self.told, self.buttons):
            column.addWidget(part)
        self.table.itemChanged.connect(self._look)
        self.table.itemDelegate().closeEditor.connect(self._typed)
        self._look()
        if self._rows:
            self.table.setCurrentCell(0, _MARK_AT)

    def _fill(self) -> None:
        for row, (_, *told, score, absent) in enumerate(self._rows):
            texts = [*told, _ABSENT if absent else self._kind.show(score).removesuffix(".0")]
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column != _MARK_AT:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                else:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)

    def keyPressEvent(self, event: object) -> None:
        key = event.key()  # type: ignore[attr-defined]
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
            return
        super().keyPressEvent(event)  # type: ignore[arg-type]

    @Slot(QWidget, QAbstractItemDelegate.EndEditHint)
    def _typed(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter ends what was being typed without a word to the dialog, which would not hear of it."""
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_on()

    @Slot()
    def _go_on(self) -> None:
        row = self.table.currentRow() + 1
        if row < self.table.rowCount():
            self.table.setCurrentCell(row, _MARK_AT)
            self.table.editItem(self._mark(row))

    def _mark(self, row: int) -> QTableWidgetItem:
        item = self.table.item(row, _MARK_AT)
        assert item is not None  # every row was filled
        return item

    def read(self, row: int) -> tuple[int | None, bool]:
        """A row's mark in tenths, and whether it is 缺考; ValueError in Chinese for what is none."""
        text = self._mark(row).text().strip()
        if text.startswith(_ABSENT):
            return None, True
        score = self._kind.parse(text)
        if score is not None and self._full and score > self._full * 10:
            raise ValueError(f"得分超过满分 {self._full}")
        return score, False

    @Slot()
    def _look(self) -> None:
        wrong, left = dict[int, str](), 0
        self.table.blockSignals(True)
        for row in range(self.table.rowCount()):
            item = self._mark(row)
            try:
                score, absent = self.read(row)
                left += score is None and not absent
                item.setToolTip("")
                item.setForeground(theme.colour("text"))
            except ValueError as fault:
                wrong[row] = str(fault)
                item.setToolTip(str(fault))
                item.setForeground(theme.colour("accent"))
        self.table.blockSignals(False)
        words = f"共 {self.table.rowCount()} 份，还有 {left} 份没有成绩；缺考写“缺”。回车到下一份。"
        self.told.setText(words)
        self._tell(wrong)
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(not wrong)

    def _tell(self, wrong: Mapping[int, str]) -> None:
        """The first that can't stand by its number, so that nobody looks for it."""
        if not wrong:
            self.message.hide()
            return
        row, why = next(iter(wrong.items()))
        ticket, name = (self.table.item(row, column) for column in (0, 1))
        whose = " ".join(item.text() for item in (ticket, name) if item and item.text())
        others = f"；另有 {len(wrong) - 1} 份也要改" if len(wrong) > 1 else ""
        self.message.say(f"{whose}：{why}{others}。", "bad")

    @Slot()
    def reject(self) -> None:
        """Away; marks that were typed and not saved are asked about."""
        typed = [self._mark(row).text() for row in range(self.table.rowCount())]
        give_up(self, typed != self._begun, self._leave)

    def _leave(self) -> None:
        super().reject()

    @Slot()
    def _save(self) -> None:
        changed = [
            (*self.read(row), self._rows[row][0])
            for row in range(self.table.rowCount())
            if self.read(row) != (self._rows[row][-2], bool(self._rows[row][-1]))
        ]
        office, operator = self._desk.office, self._desk.office.operator

        def work() -> None:
            with office.change(f"录入竞赛成绩 {len(changed)} 份"):
                office.database.executemany(
                    "UPDATE quiz_mark SET score = ?, absent = ?, marker = coalesce(marker, ?) WHERE id = ?",
                    [(score, int(absent), operator, at) for score, absent, at in changed],
                )

        if changed:
            self._desk.save(work, lambda _: self.accept(), self.message.fail)
        else:
            self.accept()
