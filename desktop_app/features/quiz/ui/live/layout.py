"""How the console is laid out: scores and log, question and steps, the hall's preview and the clock, from left to right."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop_app.features.quiz.live.events import Screen
from desktop_app.features.quiz.ui.live.hall_window import HallPicture
from desktop_app.features.quiz.ui.live.panels import LogPanel, QuestionPanel, ScorePanel
from desktop_app.features.quiz.words import Result
from desktop_app.widgets import theme
from desktop_app.widgets.messages import MessageStrip

RESULT_KEYS = {Result.RIGHT: "F5", Result.WRONG: "F6", Result.LATE: "F7", Result.GIVEN_UP: "F8", Result.PARTLY: "F9"}
SCREEN_KEYS = {
    Screen.QUESTION: "Ctrl+1", Screen.SCORES: "Ctrl+2", Screen.RANKING: "Ctrl+3", Screen.LOGO: "Ctrl+4", Screen.BLANK: "B",
}  # fmt: skip
KEPT_KEYS = frozenset((*RESULT_KEYS.values(), "F4", "Space", "P", "B", "Return", "Up", "Down"))
"""What works the console is no buzzer."""
PRESETS = (10, 20, 30, 60, 90)
_KEYS_TOLD = (
    "空格 下一步　F5–F9 判分　F4 无人抢答　P 暂停\n"
    "Ctrl+1 题目　2 比分　3 排名　4 标题　B 黑屏\n"
    "Ctrl+D 大屏　Ctrl+回车 进入环节　Ctrl+K 按键测试\n"
    "Ctrl+Z 撤回　Ctrl+Del 作废　Ctrl+R 改判\n"
    "Ctrl+F 犯规　Ctrl+T 裁判调整　Ctrl+退格 撤回此条\n"
    "Alt+1–5 设时间　Alt+S 比分表　Alt+L 记录"
)


class ConsoleParts:
    """The console's widgets, built and laid out on `window`; nothing is connected here."""

    def __init__(self, window: QWidget, elapsed: Callable[[], int]) -> None:
        self.message = MessageStrip()
        self.question = QuestionPanel()
        self.scores = ScorePanel()
        self.log = LogPanel()
        self.preview = HallPicture(elapsed)
        self.preview.setMinimumSize(theme.scaled(320), theme.scaled(180))
        self.preview.setMaximumHeight(theme.scaled(300))
        self._build_buttons()
        self._lay_out(window)
        for button, key in self._keyed().items():
            _bind(window, key, button)
            button.setToolTip(f"键：{'空格' if key == 'Space' else key}")

    def _keyed(self) -> dict[QPushButton, str]:
        """Everything has a key: a contest can be led without the mouse."""
        judging = {self.results[result]: key for result, key in RESULT_KEYS.items()}
        screens = {self.screens[screen]: key for screen, key in SCREEN_KEYS.items()}
        presets = {button: f"Alt+{at}" for at, button in enumerate(self.presets.values(), 1)}
        others = {
            self.next: "Space", self.take_back: "Ctrl+Z", self.pause: "P", self.nobody: "F4", self.enter: "Ctrl+Return",
            self.foul: "Ctrl+F", self.adjust: "Ctrl+T", self.rejudge: "Ctrl+R", self.void: "Ctrl+Delete",
            self.undo_line: "Ctrl+Backspace", self.show_hall: "Ctrl+D", self.keys: "Ctrl+K", self.sound: "Ctrl+M",
        }  # fmt: skip
        return judging | screens | presets | others

    def _build_buttons(self) -> None:
        self.next = _button("开始比赛", primary=True)
        self.entrant, self.value, self.round = QComboBox(), QComboBox(), QComboBox()
        for part in (self.entrant, self.value, self.round):
            part.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.enter = _button("进入此环节")
        self.results = {result: _button(str(result), key) for result, key in RESULT_KEYS.items()}
        self.nobody = _button("无人抢答")
        self.take_back = _button("撤回上一步", "Ctrl+Z")
        self.void = _button("作废本题…")
        self.foul = _button("犯规…")
        self.adjust = _button("裁判调整…")
        self.rejudge = _button("改判…")
        self.undo_line = _button("撤回此条")
        self.clock = QLabel("")
        font = QFont(self.clock.font())
        font.setPointSizeF(font.pointSizeF() * 3)
        font.setBold(True)
        self.clock.setFont(font)
        self.clock.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pause = _button("暂停", "P")
        self.presets = {seconds: _button(f"{seconds} 秒") for seconds in PRESETS}
        self.sound = _button("声音：开")
        self.screens = {
            Screen.QUESTION: _button("题目"), Screen.SCORES: _button("比分"), Screen.RANKING: _button("排名"),
            Screen.LOGO: _button("标题"), Screen.BLANK: _button("黑屏", "B"),
        }  # fmt: skip
        self.displays = QComboBox()
        self.displays.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.show_hall = _button("打开大屏")
        self.hall_told = QLabel("")
        self.hall_told.setObjectName("hint")
        self.hall_told.setWordWrap(True)
        self.keys = _button("按键测试…")
        self.keys_told = QLabel(_KEYS_TOLD)
        self.keys_told.setObjectName("hint")
        self.keys_told.setWordWrap(True)

    def _lay_out(self, window: QWidget) -> None:
        split = QSplitter()
        for part in (self._left(), self._middle(), self._right()):
            split.addWidget(part)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 5)
        split.setStretchFactor(2, 3)
        split.setChildrenCollapsible(False)
        split.setSizes([theme.scaled(each) for each in (370, 560, 390)])
        column = QVBoxLayout(window)
        column.setContentsMargins(8, 8, 8, 8)
        # Its place is kept while nothing is said: no button moves from under the mouse.
        kept = self.message.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.message.setSizePolicy(kept)
        self.message.setMinimumHeight(theme.scaled(44))
        column.addWidget(self.message)
        column.addWidget(split, 1)

    def _left(self) -> QWidget:
        return _column(
            _title("比分(&S)", self.scores), self.scores, _row(self.foul, self.adjust), _title("记录(&L)", self.log), self.log,
            _row(self.rejudge, self.undo_line), stretch={1: 2, 4: 3},
        )  # fmt: skip

    def _middle(self) -> QWidget:
        turn = _row(_named("答题(&A)", self.entrant), self.entrant, _named("分值(&V)", self.value), self.value)
        judge = _row(*self.results.values(), self.nobody)
        return _column(
            _row(_named("环节(&R)", self.round), self.round, self.enter), turn, self.question, self.next, judge,
            _row(self.take_back, self.void), stretch={2: 1},
        )  # fmt: skip

    def _right(self) -> QWidget:
        presets = QWidget()
        grid = QGridLayout(presets)
        grid.setContentsMargins(0, 0, 0, 0)
        for at, button in enumerate((self.pause, *self.presets.values())):
            grid.addWidget(button, at // 3, at % 3)
        return _column(
            _title("大屏上正在显示"), self.preview, _row(*self.screens.values()), _row(self.displays, self.show_hall),
            self.hall_told, _title("计时"), self.clock, presets, _row(self.sound, self.keys), None, _title("键盘"), self.keys_told,
        )  # fmt: skip


def _button(words: str, key: str = "", *, primary: bool = False) -> QPushButton:
    button = QPushButton(f"{words}　{key}" if key else words)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if primary:
        button.setObjectName("primary")
        button.setMinimumHeight(theme.scaled(44))
    return button


def _bind(window: QWidget, key: str, button: QPushButton) -> None:
    """The key presses the button. Not the button's own shortcut: a button drops that one each time its words change."""
    shortcut = QShortcut(QKeySequence(key), window)
    # A key held down must not run through the contest.
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(button.click)


def _title(words: str, buddy: QWidget | None = None) -> QLabel:
    label = _named(words, buddy)
    label.setObjectName("sectionTitle")
    return label


def _named(words: str, buddy: QWidget | None) -> QLabel:
    """Words before a part; their letter with Alt goes to it."""
    label = QLabel(words)
    if buddy is not None:
        label.setBuddy(buddy)
    return label


def _row(*parts: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for part in parts:
        row.addWidget(part, 1 if isinstance(part, (QComboBox, QPushButton)) else 0)
    return holder


def _column(*parts: QWidget | None, stretch: dict[int, int] | None = None) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(4, 4, 4, 4)
    column.setSpacing(6)
    for at, part in enumerate(parts):
        if part is None:
            column.addStretch()
        else:
            column.addWidget(part, (stretch or {}).get(at, 0))
    return holder
