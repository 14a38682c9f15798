"""The console's small questions: which foul, how many points, who was first, what reason. Each is one dialog with one answer."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.quiz.words import Result
from desktop_app.widgets import theme
from desktop_app.widgets.plain_list import PlainList

_FOULS = ("抢跑", "队友提示", "场外提示", "超时仍答", "其他犯规")
_MOST_POINTS = 1000


class Asking(QDialog):
    """A form with 确定 and 取消; `filled()` says whether 确定 may be pressed."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.scaled(380))
        self.form = QFormLayout()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(self.form)
        column.addWidget(self._buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """The keys go to the first field, and from field to field to the buttons: these were made before the fields."""
        super().showEvent(event)
        parts = [item.widget() for at in range(self.form.count()) if (item := self.form.itemAt(at)) is not None]
        fields = [part for part in parts if part is not None and part.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for one, other in pairwise([*fields, self._buttons]):
            QWidget.setTabOrder(one, other)
        if fields:
            fields[0].setFocus()

    def hint(self, words: str) -> QLabel:
        """A line in the form that says what follows from the answer."""
        label = QLabel(words)
        label.setObjectName("hint")
        label.setWordWrap(True)
        self.form.addRow(label)
        return label

    def filled(self) -> bool:
        """Whether everything needed is there."""
        return True

    def judge(self) -> None:
        """Look again whether 确定 may be pressed."""
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(self.filled())


class FoulAsking(Asking):
    """What the foul was; `told` is what it will cost."""

    def __init__(self, name: str, told: str, parent: QWidget | None) -> None:
        super().__init__(f"{name} 犯规", parent)
        self.reason = QComboBox()
        self.reason.addItems(_FOULS)
        self.reason.setEditable(True)
        self.form.addRow("犯规", self.reason)
        self.told = self.hint(f"{told}别的犯规可以直接写。")


class AdjustAsking(Asking):
    """仲裁: points, reason and name, all three needed."""

    def __init__(self, name: str, parent: QWidget | None) -> None:
        super().__init__(f"裁判调整：{name}", parent)
        self.points = QSpinBox()
        self.points.setRange(-_MOST_POINTS, _MOST_POINTS)
        self.points.setSuffix(" 分")
        self.reason = QLineEdit()
        self.judge_name = QLineEdit()
        for label, part in (("加减", self.points), ("理由 *", self.reason), ("裁判 *", self.judge_name)):
            self.form.addRow(label, part)
        self.hint("扣分写负数，例如 -10。理由和裁判记进现场记录，以后可以撤回。")
        self.points.valueChanged.connect(self.judge)
        self.reason.textChanged.connect(self.judge)
        self.judge_name.textChanged.connect(self.judge)
        self.judge()

    def filled(self) -> bool:
        return bool(self.points.value() and self.reason.text().strip() and self.judge_name.text().strip())


class RejudgeAsking(Asking):
    """Another result for a question."""

    def __init__(self, told: str, was: str, most: int, parent: QWidget | None) -> None:
        super().__init__("改判", parent)
        self._was = was
        self.outcome = QComboBox()
        self.outcome.addItems([str(each) for each in Result])
        self.outcome.setCurrentText(was)
        self.partly = QSpinBox()
        self.partly.setRange(1, max(1, most))
        self.judge_name = QLineEdit()
        words = QLabel(told)
        words.setWordWrap(True)
        self.form.addRow(words)
        self.form.addRow("改为", self.outcome)
        self.form.addRow("部分得分", self.partly)
        self.form.addRow("裁判", self.judge_name)
        self.hint("改判以后，各方总分和名次按记录重新算；原判留在记录里。")
        self.outcome.currentTextChanged.connect(self.judge)
        self.judge()

    @property
    def points(self) -> int | None:
        """What a partly right answer gets; None for any other outcome."""
        return self.partly.value() if self.outcome.currentText() == Result.PARTLY else None

    def filled(self) -> bool:
        """Something other than what was judged; points only count for 部分."""
        self.partly.setEnabled(self.points is not None)
        return self.outcome.currentText() != self._was or self.points is not None


class PartlyAsking(Asking):
    """How many points a partly right answer gets."""

    def __init__(self, most: int, parent: QWidget | None) -> None:
        super().__init__("部分得分", parent)
        self.points = QSpinBox()
        self.points.setRange(1, max(1, most - 1))
        self.points.setSuffix(f" 分（满分 {most}）")
        self.form.addRow("得分", self.points)


class ReasonAsking(Asking):
    """A reason in words; `told` is what follows."""

    def __init__(self, title: str, told: str, parent: QWidget | None) -> None:
        super().__init__(title, parent)
        self.reason = QLineEdit()
        self.form.addRow("理由 *", self.reason)
        self.hint(told)
        self.reason.textChanged.connect(self.judge)
        self.judge()

    def filled(self) -> bool:
        return bool(self.reason.text().strip())


class ChooseAsking(Asking):
    """One or several of the entrants: who was first when presses are too close, who takes part in a 加试."""

    def __init__(
        self,
        title: str,
        told: str,
        entrants: Sequence[tuple[int, str]],
        parent: QWidget | None,
        *,
        several: bool = False,
    ) -> None:
        super().__init__(title, parent)
        words = QLabel(told)
        words.setWordWrap(True)
        self.list = PlainList()
        self._several = several
        for entrant, name in entrants:
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, entrant)
            if several:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.form.addRow(words)
        self.form.addRow(self.list)
        self.list.itemChanged.connect(self.judge)
        self.list.itemSelectionChanged.connect(self.judge)  # the first line is current before anybody chose it
        self.judge()

    @property
    def chosen(self) -> list[int]:
        """The entrants chosen."""
        items = [self.list.item(row) for row in range(self.list.count())]
        if self._several:
            picked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        else:
            picked = [item for item in items if item.isSelected()]
        return [item.data(Qt.ItemDataRole.UserRole) for item in picked]

    def filled(self) -> bool:
        return len(self.chosen) >= (2 if self._several else 1)
