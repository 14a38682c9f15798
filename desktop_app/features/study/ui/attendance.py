"""Attendance by exception (S3): everybody is there; type the initials of who is not, Enter marks, the total runs along.

What is read and written is attendance.py's; here are the list, the keys and the words.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.study.attendance import Mark, Person, entry_list, set_attendance
from desktop_app.features.study.clashes import people_elsewhere
from desktop_app.features.study.which import which
from desktop_app.features.study.words import Status
from desktop_app.ledger.search_index import search_words
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme
from desktop_app.widgets.chips import ChipDelegate
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.giving_up import give_up
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.whole_text import WholeText

Index = QModelIndex | QPersistentModelIndex
_HEADINGS = ("姓名", "支部", "情况", "事由", "准假人", "备注")
_STATUS = 2
_TONES: dict[str, Any] = {
    Status.LEAVE: "note",
    Status.ABSENT: "bad",
    Status.ON_DUTY: "note",
    Status.DELIVERED: "good",
}
_MARKS = (Status.LEAVE, Status.ABSENT, Status.ON_DUTY, Status.DELIVERED)


class AttendanceModel(QAbstractTableModel):
    """The people due, those that are looked for on top of nothing: a filter over a plain list, 6,703 at once."""

    counted = Signal()

    def __init__(self, people: Sequence[Person], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people = list(people)
        self.marks = {person.member: person.mark for person in people}
        self._shown = list(range(len(self._people)))
        self._words: list[str] = []
        self._only_away = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        person = self.person(index.row())
        mark = self.marks[person.member]
        return (person.name, person.branch, str(mark.status), mark.reason, mark.approver, person.hint)[index.column()]

    def person(self, row: int) -> Person:
        """Who stands in a row."""
        return self._people[self._shown[row]]

    def look_for(self, typed: str, only_away: bool) -> None:
        """Show those whose name, or its initials or pinyin, hold what is typed; those whose name begins with it first."""
        self._words, self._only_away = search_words(typed), only_away
        self.beginResetModel()
        self._shown = [at for at, person in enumerate(self._people) if self._fits(person)]
        if self._words:
            first = self._words[0]
            self._shown.sort(key=lambda at: not any(key.startswith(first) for key in self._people[at].keys.split()))
        self.endResetModel()

    def _fits(self, person: Person) -> bool:
        if self._only_away and self.marks[person.member].status == Status.PRESENT:
            return False
        return all(word in person.keys or word in person.name for word in self._words)

    def mark(self, rows: Sequence[int], mark: Mark) -> None:
        """Mark who stands in these rows; 出席 again for those who are marked alike already."""
        for row in rows:
            member = self.person(row).member
            same = self.marks[member].status == mark.status
            self.marks[member] = Mark(Status.PRESENT) if same else mark
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(_HEADINGS) - 1))
        self.counted.emit()

    def totals(self) -> Counter[str]:
        """How many of each status."""
        return Counter(str(mark.status) for mark in self.marks.values())

    def away(self) -> dict[int, Mark]:
        """All who are not simply there."""
        return {member: mark for member, mark in self.marks.items() if mark.status != Status.PRESENT}


class AttendanceDialog(QDialog):
    """The list being read aloud: initials, Enter, initials, Enter; Ctrl+Enter keeps all marks in one step."""

    def __init__(self, desk: Desk, session: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self._session = session
        self._title = str(which(desk.office, session))
        self.setWindowTitle(f"录签到：{self._title}")
        self.resize(theme.scaled(860), theme.scaled(640))
        self.model = AttendanceModel(entry_list(desk.office, session), self)
        self._begun = self.model.away()
        self._build()
        self._count()
        self.typed.setFocus()

    # ---- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self.total = QLabel()
        self.total.setObjectName("sectionTitle")
        self.total.setAccessibleName("签到合计")
        self.strip = MessageStrip()
        column.addWidget(self.total)
        column.addWidget(self.strip)
        column.addLayout(self._build_entry())
        column.addWidget(self._build_table(), 1)
        column.addWidget(self._build_buttons())
        for at, status in enumerate(_MARKS, 1):
            shortcut = QShortcut(QKeySequence(f"Alt+{at}"), self)
            shortcut.setProperty("status", str(status))
            shortcut.activated.connect(self._choose_status)
        for keys in ("Ctrl+Return", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.keep)

    def _build_entry(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("没到的人：姓名或拼音首字母，回车标记")
        self.typed.setAccessibleName("没到的人")
        self.typed.textChanged.connect(self._look)
        self.typed.installEventFilter(self)
        self.status = QComboBox()
        for at, status in enumerate(_MARKS, 1):
            self.status.addItem(f"{status}　Alt+{at}", str(status))
        self.status.currentIndexChanged.connect(self._status_chosen)
        self.reason = QLineEdit("家中有事")
        self.approver = QLineEdit("支部书记")
        self.only_away = QCheckBox("只看没到的")
        self.only_away.toggled.connect(self._look)
        row.addWidget(self.typed, 3)
        row.addWidget(QLabel("标为"))
        row.addWidget(self.status)
        for words, edit in (("事由", self.reason), ("准假人", self.approver)):
            row.addWidget(QLabel(words))
            edit.setAccessibleName(words)
            row.addWidget(edit, 1)
        row.addWidget(self.only_away)
        return row

    def _build_table(self) -> QTableView:
        self.table = QTableView()
        WholeText(self.table)
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.verticalHeader().setVisible(False)
        self.table.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.setItemDelegateForColumn(_STATUS, ChipDelegate(_TONES, self.table))
        for column, width in enumerate((110, 180, 110, 160, 100)):
            self.table.setColumnWidth(column, theme.scaled(width))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setAccessibleName("应到名单")
        self.table.doubleClicked.connect(self._mark_clicked)
        self.table.installEventFilter(self)
        self.model.counted.connect(self._count)
        return self.table

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = QPushButton("保存签到")
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        theme.make_primary(self.save)
        self.save.setAutoDefault(False)
        self.save.setToolTip("Ctrl+Enter 或 Ctrl+S")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        buttons.accepted.connect(self.keep)
        buttons.rejected.connect(self.reject)
        return buttons

    # ---- the keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.mark_current()
                return True
            if watched is self.typed and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if watched is self.table and event.key() == Qt.Key.Key_Space:
                self.mark_current()
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        row = max(0, min(self.model.rowCount() - 1, self.table.currentIndex().row() + by))
        self.table.selectRow(row)

    @Slot()
    def _choose_status(self) -> None:
        self.status.setCurrentIndex(self.status.findData(self.sender().property("status")))

    @Slot()
    def _status_chosen(self) -> None:
        leave = self.status.currentData() == Status.LEAVE
        self.reason.setEnabled(leave or self.status.currentData() == Status.ON_DUTY)
        self.approver.setEnabled(leave)

    @Slot()
    def _look(self, _typed: object = None) -> None:
        self.model.look_for(self.typed.text(), self.only_away.isChecked())
        if self.typed.text() and self.model.rowCount():
            self.table.selectRow(0)
        else:  # Enter over an empty line must mark nobody
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())

    @Slot(QModelIndex)
    def _mark_clicked(self, _index: QModelIndex) -> None:
        self.mark_current()

    def mark_current(self) -> None:
        """Mark who is selected, or who is found first; then the next name."""
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        if not rows and self.typed.text() and self.model.rowCount():
            rows = [0]
        if not rows:
            self.strip.say("名单里没有这个人。" if self.typed.text() else "先输入姓名或首字母，或在名单里选人。")
            return
        status = self.status.currentData()
        reason = self.reason.text().strip() if self.reason.isEnabled() else ""
        approver = self.approver.text().strip() if self.approver.isEnabled() else ""
        self.strip.hide()
        self.model.mark(rows, Mark(status, reason, approver))
        if self.typed.text():
            self.typed.clear()

    @Slot()
    def _count(self) -> None:
        totals = self.model.totals()
        rest = "　".join(f"{status} {totals[status]:,}" for status in _MARKS if totals[status])
        due = sum(totals.values())
        self.total.setText(f"应到 {due:,}　实到 {totals[Status.PRESENT]:,}" + (f"　{rest}" if rest else ""))

    # ---- keeping

    @Slot()
    def reject(self) -> None:
        """Away; marks that are kept nowhere are asked about."""
        give_up(self, self.model.away() != self._begun, self._leave)

    def _leave(self) -> None:
        super().reject()

    @Slot()
    def keep(self) -> None:
        """All marks as one change."""
        office, session, away = self.desk.office, self._session, self.model.away()
        title = f"签到 {self._title}"

        def change() -> tuple[int, Sequence[str]]:
            with office.change(title):
                return set_attendance(office, session, away), people_elsewhere(office, session)

        self.save.setEnabled(False)
        self.desk.save(change, self._kept, self._refused)

    def _kept(self, kept: tuple[int, Sequence[str]]) -> None:
        changed, elsewhere = kept
        told = "；".join(elsewhere)
        self.desk.message(
            f"签到已保存（{changed:,} 人有变动）。{f'请核对：{told}。' if told else ''}按 Ctrl+Z 可以一步撤销。"
        )
        self.accept()

    def _refused(self, refusal: OfficeError) -> None:
        self.save.setEnabled(True)
        self.strip.fail(refusal)
