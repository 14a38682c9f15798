"""The keypad test before the start: every team presses and holds at once; what a keyboard swallows is found here and not in the hall."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.quiz.live.buzzer import KeyTest
from desktop_app.features.quiz.live.plan import Plan
from desktop_app.features.quiz.ui.live.layout import KEPT_KEYS
from desktop_app.features.quiz.ui.live.presses import key_name
from desktop_app.widgets import theme
from desktop_app.widgets.whole_text import WholeText

_TOLD = (
    "请各队同时按住自己的键，全部亮起再松开。要换一队的键：点那一行的“抢答键”（或用 ↑↓ 选中后按回车），再按新键。"
    "没有同时亮起的两队，抢答时可能有一队按不进去，请换键或换一把键盘。"
)


class KeyTestDialog(QDialog):
    """Shows each team's key while it is held, names pairs never seen together, and learns other keys. `keys_changed(dict)`."""

    keys_changed = Signal(object)

    def __init__(self, plan: Plan, keys: Mapping[str, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("按键测试")
        self.resize(theme.scaled(560), theme.scaled(480))
        self._plan = plan
        self._entrants = sorted(plan.entrants, key=lambda each: each.seat)
        self._keys = {entrant: key for key, entrant in keys.items()}
        self.test = self._fresh()
        self._learning: int | None = None
        self._refusal = ""
        self.table = QTableWidget(len(self._entrants), 3)
        WholeText(self.table)
        self.table.setHorizontalHeaderLabels(["参赛方", "抢答键", "状态"])
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.cellClicked.connect(self._learn)
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        told = QLabel(_TOLD)
        told.setWordWrap(True)
        told.setObjectName("hint")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        for part in (told, self.table, self.verdict, buttons):
            column.addWidget(part)
        self._show()

    def _fresh(self) -> KeyTest:
        return KeyTest({key: entrant for entrant, key in self._keys.items()})

    def _learn(self, row: int, column: int) -> None:
        self._learning = self._entrants[row].id if column == 1 else None
        self._refusal = ""
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self._learning is not None:
            self._teach(key_name(event))
        elif not self._walks(event.key()):
            self.test.down(key_name(event))
        self._show()

    def _walks(self, key: int) -> bool:
        """↑ ↓ go from team to team, Enter asks for that team's new key: the test is done without the mouse too."""
        row = max(0, self.table.currentRow())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down and self.table.currentRow() >= 0 else -(key == Qt.Key.Key_Up)
            self.table.setCurrentCell(min(max(row + step, 0), self.table.rowCount() - 1), 1)
            return True
        if key == Qt.Key.Key_Return:
            self._learn(row, 1)
            return True
        return False

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self.test.up(key_name(event))
            self._show()

    def _teach(self, key: str) -> None:
        taken = next((each for each, name in self._keys.items() if name == key and each != self._learning), None)
        self._refusal = ""
        if key in KEPT_KEYS:
            self._refusal = f"“{key}”是主持台自己的键，不能用来抢答，请换一个。"
        elif taken is not None:
            self._refusal = f"“{key}”已经是{self._plan.by_entrant[taken].name}的键，请换一个。"
        elif self._learning is not None:
            self._keys[self._learning] = key
            self._learning = None
            self.test = self._fresh()
            self.keys_changed.emit({name: entrant for entrant, name in self._keys.items()})

    def _show(self) -> None:
        for row, each in enumerate(self._entrants):
            state = "● 按住" if each.id in self.test.held else "✓ 收到" if each.id in self.test.seen else "未按"
            key = "请按新键…" if each.id == self._learning else self._keys.get(each.id, "")
            for column, text in enumerate((f"{each.seat}　{each.name}", key, state)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.verdict.setText(self._verdict())

    def _verdict(self) -> str:
        if self._refusal:
            return self._refusal
        ids = [each.id for each in self._entrants]
        untried = self.test.untried(ids)
        if untried:
            return "还没有收到：" + "、".join(self._plan.by_entrant[each].name for each in untried)
        swallowed = self.test.swallowed(ids)
        if not swallowed:
            return "各队的键同时按下都收得到，可以比赛。"
        named = [f"{self._plan.by_entrant[a].name}与{self._plan.by_entrant[b].name}" for a, b in swallowed[:6]]
        return "没有同时收到过：" + "、".join(named) + ("等" if len(swallowed) > len(named) else "")
