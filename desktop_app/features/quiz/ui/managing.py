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
from desktop_app.features.quiz.ui import contest_acts as acts
from desktop_app.features.quiz.words import Form
from desktop_app.support.errors import OfficeError
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import MessageStrip

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
        for part in (self.heading, self.message, self._area, buttons):
            column.addWidget(part)
        self.console: Any = None
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show how far everything is now."""
        office = self.desk.office
        self.heading.setText(office.database.one("SELECT name FROM quiz_contest WHERE id = ?", (self.contest,)) or "")
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

    def _row(self, line: Line, about: int) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(12, 2, 0, 2)
        name = QLabel(line.name)
        name.setMinimumWidth(theme.scaled(110))
        told = _words(line.told, "hint")
        row.addWidget(name)
        row.addWidget(told, 1)
        for words, do in line.buttons:
            button = QPushButton(words)
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
        Line("印卷", "A、B 两卷题目相同、次序不同" if drawn else "先抽题", printing),
        Line("考号与成绩", told, marks),
    ]


def _live(office: Any, told: dict[str, Any]) -> list[Line]:
    lines = []
    for heat in range(1, told["heats"] + 1):
        events = office.database.one(
            "SELECT count(*) FROM quiz_event WHERE stage_id = ? AND heat = ?", (told["id"], heat)
        )
        name = f"现场（第 {heat} 场）" if told["heats"] > 1 else "现场"
        words = f"已有 {events} 条记录，可以接着比" if events else "还没有开始"
        lines.append(Line(name, words, (("打开现场", partial(_open_live, heat=heat)),)))
    return lines


def _open_live(dialog: ManageDialog, stage: int, heat: int) -> None:
    acts.open_live(dialog, stage, heat)


def contest_lines(office: Any, contest: int) -> list[Line]:
    """What there is to do at the end."""
    one = office.database.one
    awards = one("SELECT count(*) FROM quiz_award WHERE contest_id = ?", (contest,))
    credited = one("SELECT credited_on FROM quiz_contest WHERE id = ?", (contest,))
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
    return lines
