"""竞赛办理: what there is to do for each stage of a contest, in its order, with how far each is and the one button that does it."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.quiz import staging
from desktop_app.features.quiz.progress import open_heats
from desktop_app.features.quiz.ui import contest_acts as acts
from desktop_app.features.quiz.words import ContestState, Form
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip

_AB = "分 A 卷、B 卷：同样的题、不同的次序，邻座错开发"
_TIPS = {
    "排定并抽签": "把参赛方（后面的阶段是上一阶段晋级的）排进名单，抽签定场次和台号；已在名单里的不变",
    "按惯例设置": "加上个人必答、团队必答、抢答、风险、加试五个环节，分值和时间都可以再改",
    "抽题": "从已审、在有效期内的题里按题量抽，这项竞赛用过的不再抽；同一种子抽出同样的题",
    "重新抽题": "按现在的题库和题量再抽一次，原来抽的作废",
    "试卷": "A 卷和 B 卷各一份，带密封线，按人数复印；谁用哪卷，见“笔试成绩”里的卷别",
    "答题卡": "A、B 两卷通用，卷别由考生填涂",
    "答案": "给阅卷人用：A 卷、B 卷的答案分开列",
    "编考号": "给每名选手的每份试卷编一个考号，A 卷、B 卷轮流",
    "录入成绩": "逐份录入；也可以在“笔试成绩”里按考号从 Excel 导入",
    "打开现场": "主持台和大屏；中途关掉或断电，再打开时接着比",
    "排名": "按成绩排出名次，定出晋级名单；并列按并列规则分先后",
    "并列裁定": "晋级线上还有并列时，记下加试、书记到场或抽签的结果",
    "按名次生成": "按最后一个阶段的名次生成一、二、三等奖等，生成后可以增减",
    "记入学习台账": "每名参赛者按“计入学时”记一次，只记一次",
    "结束竞赛": "没有决赛，或只在纸面上办完的竞赛，点这里结束",
}
Do = Callable[["ManageDialog", int], Any]


class Line(NamedTuple):
    """One thing to do: what it is, how far it is, and its buttons (words, what it does)."""

    name: str
    told: str
    buttons: tuple[tuple[str, Do], ...]


class ManageDialog(QDialog):
    """One contest. Everything is written by the desk's writer and shown anew afterwards."""

    def __init__(self, desk: Desk, contest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self.contest = contest
        self.setWindowTitle("竞赛办理")
        self.resize(theme.scaled(860), theme.scaled(640))
        self.message = MessageStrip()
        self.heading = QLabel()
        self.heading.setObjectName("sectionTitle")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        # What is said stands below, so that no button moves from under the mouse.
        for part in (self.heading, self._area, self.message, buttons):
            column.addWidget(part)
        self.console: Any = None
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show how far everything is now; what was scrolled to and where the keys go stay."""
        scrolled, pressed = self._area.verticalScrollBar().value(), self._focused()
        office = self.desk.office
        name, state = office.database.rows("SELECT name, state FROM quiz_contest WHERE id = ?", (self.contest,))[0]
        self.heading.setText(f"{name}　{state}")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setSpacing(4)
        stages = staging.stages_of(office, self.contest)
        if not stages:
            column.addWidget(_words("还没有阶段。请先在这项竞赛的资料里加上初赛、复赛、决赛。", "hint"))
        for told in stages:
            day = f"　{told['on_day']}" if told["on_day"] else ""
            column.addWidget(_words(f"{told['title']}　{told['form']}{day}", "sectionTitle"))
            for line in stage_lines(office, told):
                column.addWidget(self._row(line, told["id"]))
        column.addWidget(_words("表彰与学时", "sectionTitle"))
        for line in contest_lines(office, self.contest):
            column.addWidget(self._row(line, self.contest))
        column.addStretch()
        self._area.setWidget(holder)
        if pressed:
            self._focus(pressed)
        self._area.verticalScrollBar().setValue(scrolled)

    def _focused(self) -> str:
        """Which button the keys go to."""
        button = self._area.focusWidget()
        return button.objectName() if isinstance(button, QPushButton) else ""

    def _focus(self, name: str) -> None:
        """The same button again, or the last one of its line where it went (编考号 → 录入成绩)."""
        line = [each for each in self._area.findChildren(QPushButton) if each.objectName().startswith(name[:-1])]
        same = [each for each in line if each.objectName() == name] or line[-1:]
        if same:
            same[0].setFocus()

    def _row(self, line: Line, about: int) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(12, 2, 0, 2)
        name = QLabel(line.name)
        name.setMinimumWidth(theme.scaled(110))
        told = _words(line.told, "hint")
        row.addWidget(name)
        row.addWidget(told, 1)
        for at, (words, do) in enumerate(line.buttons):
            button = QPushButton(words)
            button.setObjectName(f"{about}/{line.name}/{at}")
            button.setToolTip(_TIPS.get(words, ""))
            button.setAutoDefault(False)
            button.clicked.connect(partial(_pressed, self, do, about))
            row.addWidget(button)
        return holder

    def save(self, work: Callable[[], Any], done: Callable[[Any], str]) -> None:
        """Write on the writer's thread; then say what was done and show it."""

        def after(result: Any) -> None:
            self.refresh()
            if words := done(result):
                self.message.say(words, "good")

        self.message.hide()
        self.desk.save(work, after, self.fail)

    def fail(self, refusal: OfficeError) -> None:
        """Say what stood in the way."""
        self.message.fail(refusal)

    @Slot()
    def console_left(self) -> None:
        """The live window was closed."""
        self.console = None
        self.refresh()


def _pressed(dialog: ManageDialog, do: Do, about: int, _checked: bool = False) -> None:
    do(dialog, about)


def _words(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def stage_lines(office: Any, told: dict[str, Any]) -> list[Line]:
    """What there is to do for a stage, in order."""
    stage, one = told["id"], office.database.one
    lined = one("SELECT count(*) FROM quiz_result WHERE stage_id = ?", (stage,))
    drawn = one("SELECT count(*) FROM quiz_drawn WHERE stage_id = ?", (stage,))
    lines = [Line("参赛名单", f"{lined} 个参赛方" if lined else "还没有排定", (("排定并抽签", acts.line_up),))]
    if told["form"] == Form.LIVE:
        rounds = one("SELECT count(*) FROM quiz_round WHERE stage_id = ?", (stage,))
        usual = (("按惯例设置", acts.usual_rounds),) if not rounds else ()
        lines.append(Line("环节", f"{rounds} 个环节" if rounds else "还没有设置", usual))
    spare = one("SELECT count(*) FROM quiz_drawn WHERE stage_id = ? AND spare", (stage,))
    drawn_told = f"{drawn - spare} 题" + (f"，另备 {spare} 题" if spare else "") if drawn else "还没有抽题"
    lines.append(Line("抽题", drawn_told, (("重新抽题" if drawn else "抽题", acts.draw_questions),)))
    lines += _written(office, stage, bool(drawn)) if told["form"] == Form.WRITTEN else _live(office, told)
    ranked = one("SELECT count(*) FROM quiz_result WHERE stage_id = ? AND rank IS NOT NULL", (stage,))
    promoted = one("SELECT count(*) FROM quiz_result WHERE stage_id = ? AND promoted", (stage,))
    words = f"已排 {ranked} 名，晋级 {promoted} 个" if ranked else "还没有排名"
    lines.append(Line("名次与晋级", words, (("排名", acts.settle), ("并列裁定", acts.break_tie)) if lined else ()))
    return lines


def _written(office: Any, stage: int, drawn: bool) -> list[Line]:
    one = office.database.one
    papers = one("SELECT count(*) FROM quiz_mark WHERE stage_id = ?", (stage,))
    left = staging.unmarked(office, stage)
    printing = (("试卷", acts.print_exam), ("答题卡", acts.print_sheet), ("答案", acts.print_key)) if drawn else ()
    told = f"{papers} 份试卷，{f'还有 {left} 份没有成绩' if left else '成绩已录全'}" if papers else "还没有编考号"
    marks = (("编考号", acts.give_tickets), *((("录入成绩", acts.enter_marks),) if papers else ()))
    return [
        Line("印卷", _AB if drawn else "先抽题", printing),
        Line("考号与成绩", told, marks),
    ]


def _live(office: Any, told: dict[str, Any]) -> list[Line]:
    lines, still = [], [heat for heat, _ in open_heats(office.database, told["id"])]
    for heat in range(1, told["heats"] + 1):
        events = office.database.one(
            "SELECT count(*) FROM quiz_event WHERE stage_id = ? AND heat = ?", (told["id"], heat)
        )
        name = f"现场（第 {heat} 场）" if told["heats"] > 1 else "现场"
        words = f"已有 {events} 条记录，{'可以接着比' if heat in still else '已比完'}" if events else "还没有开始"
        lines.append(Line(name, words, (("打开现场", partial(_open_live, heat=heat)),)))
    return lines


def _open_live(dialog: ManageDialog, stage: int, heat: int) -> None:
    acts.open_live(dialog, stage, heat)


def contest_lines(office: Any, contest: int) -> list[Line]:
    """What there is to do at the end."""
    one = office.database.one
    awards = one("SELECT count(*) FROM quiz_award WHERE contest_id = ?", (contest,))
    credited, state = office.database.rows("SELECT credited_on, state FROM quiz_contest WHERE id = ?", (contest,))[0]
    lines = [
        Line("获奖", f"{awards} 个奖项" if awards else "还没有", (("按名次生成", acts.propose_awards),)),
        Line(
            "成绩册、奖状",
            "",
            (("成绩册", acts.print_results), ("奖状文字…", acts.edit_words), ("奖状", acts.print_certificates)),
        ),
    ]
    if acts.can_credit():
        told = f"已于 {credited} 记入学习台账" if credited else "每名参赛者的学时记入学习台账"
        lines.append(Line("学时", told, () if credited else (("记入学习台账", acts.credit),)))
    if state != ContestState.FINISHED:
        lines.append(Line("结束", "决赛比完自动结束；没有决赛的，办完后点这里", (("结束竞赛", acts.finish),)))
    return lines
