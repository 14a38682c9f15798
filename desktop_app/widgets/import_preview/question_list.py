"""Cells that mean nothing certain, one line for all rows in which the same stands, and the list of who is on no list."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.ledger.importing.plan import Plan
from desktop_app.ledger.importing.questions import Question
from desktop_app.widgets.import_preview.words import PlanWords

Index = QModelIndex | QPersistentModelIndex
FIELD, SAID, TIMES, ANSWER = range(4)


class _Lines(QAbstractTableModel):
    """Lines of words under headings."""

    headings: tuple[str, ...] = ()
    right = -1

    def lines(self) -> Sequence[Any]:
        raise NotImplementedError

    def text(self, line: Any, column: int) -> str:
        raise NotImplementedError

    # Qt's own names.

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines())

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == self.right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self.text(self.lines()[index.row()], index.column())


class QuestionModel(_Lines):
    """The plan's questions; what was answered stays in the list and can be answered otherwise."""

    headings = ("项目", "文件里写的", "行数", "意思是")
    right = TIMES

    def __init__(self, plan: Plan, words: PlanWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.questions = plan.questions

    def lines(self) -> Sequence[Question]:
        return self.questions

    def text(self, line: Question, column: int) -> str:
        words = self._words
        return (words.label(line.field), line.shown(words.ledger), f"{len(line.rows):,}", words.answered(line))[column]

    def repaint(self) -> None:
        """Answers may have changed; the list stays as it is under the eye."""
        if self.questions:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.questions) - 1, ANSWER))


class AbsentModel(_Lines):
    """Who of a branch is not in the files: told, and never deleted."""

    headings = ("组织", "台账里有，文件里没有")

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people = [(plan.orgs.path(org), name) for org, names in plan.absent.items() for name in names]

    def lines(self) -> Sequence[tuple[str, str]]:
        return self._people

    def text(self, line: tuple[str, str], column: int) -> str:
        return line[column]
