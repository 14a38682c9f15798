"""What the buttons of 竞赛办理 do. Each gets the dialog and the stage or contest it is about."""

from typing import TYPE_CHECKING, Any

from desktop_app.features.quiz import draw, people, staging
from desktop_app.features.quiz.awarding import propose_awards as make_awards
from desktop_app.features.quiz.contests import CONTESTS
from desktop_app.features.quiz.papers import AWARD_PAPERS, PAPERS, STAGE_PAPERS
from desktop_app.features.quiz.presets import preset
from desktop_app.features.quiz.words import RoundKind, StageName
from desktop_app.ledger.declaration import RecordPaper
from desktop_app.ledger.taken import take
from desktop_app.support.errors import OfficeError

if TYPE_CHECKING:
    from desktop_app.features.quiz.ui.managing import ManageDialog

can_credit = people.can_credit
_USUAL = (RoundKind.ALONE, RoundKind.TEAM, RoundKind.BUZZ, RoundKind.RISK, RoundKind.PLAYOFF)


def line_up(dialog: "ManageDialog", stage: int) -> None:
    """Put in who takes part."""
    office = dialog.desk.office

    def work() -> int:
        with office.change("竞赛排定参赛名单"):
            return staging.line_up(office, stage)

    dialog.save(work, lambda count: f"排进 {count} 个参赛方，台号和场次已抽签。" if count else "名单没有变化。")


def usual_rounds(dialog: "ManageDialog", stage: int) -> None:
    """The rounds as they are usually played; all may be changed in 阶段."""
    office = dialog.desk.office

    def work() -> None:
        with office.change("竞赛按惯例设置环节"):
            for seq, kind in enumerate(_USUAL, 1):
                values: dict[str, Any] = {"stage_id": stage, "seq": seq, "kind": kind, "title": kind, **preset(kind)}
                told = [str(value) if isinstance(value, str) else value for value in values.values()]
                marks = ", ".join("?" * len(values))
                office.database.execute_sql(f"INSERT INTO quiz_round ({', '.join(values)}) VALUES ({marks})", told)

    dialog.save(work, lambda _: "已按惯例设置环节；分值、时间、扣分可以在“阶段”里改。")


def draw_questions(dialog: "ManageDialog", stage: int) -> None:
    """Draw, or draw anew."""
    office = dialog.desk.office
    dialog.save(lambda: draw.draw(office, stage), lambda count: f"抽了 {count} 题。同一种子总抽出同样的题。")


def give_tickets(dialog: "ManageDialog", stage: int) -> None:
    """考号 for everybody who has none."""
    office = dialog.desk.office

    def work() -> tuple[int, str]:
        with office.change("竞赛编考号"):
            return staging.give_tickets(office, stage), staging.incomplete(office, stage)

    def told(done: tuple[int, str]) -> str:
        count, incomplete = done
        return (f"编了 {count} 个考号。" if count else "都已有考号。") + incomplete

    dialog.save(work, told)


def enter_marks(dialog: "ManageDialog", stage: int) -> None:
    """Marks typed at speed."""
    from desktop_app.features.quiz.ui.marks import MarksDialog

    marks = MarksDialog(dialog.desk, stage, dialog)
    marks.finished.connect(dialog.refresh)
    marks.open()


def settle(dialog: "ManageDialog", stage: int) -> None:
    """Places, and who goes on."""
    office = dialog.desk.office

    def told(found: list[staging.Reckoned]) -> str:
        tied = sum(len(each.promotion.tied) for each in found)
        through = sum(len(each.promotion.through) for each in found)
        rest = f"另有 {tied} 个并列在晋级线上，请点“并列裁定”，或进行加试。" if tied else ""
        if staging.stage_of(office, stage)["stage"] == StageName.FINAL:
            return f"已排名。{rest.replace('晋级线上', '第一名')}"
        return f"已排名，{through} 个晋级。{rest}"

    dialog.save(lambda: staging.settle(office, stage), told)


def break_tie(dialog: "ManageDialog", stage: int) -> None:
    """Settle a tie across the line."""
    from desktop_app.features.quiz.ui.ties import TieDialog

    try:
        staging.need_results(dialog.desk.office, stage)
        found = staging.reckon(dialog.desk.office, stage)
    except OfficeError as refusal:
        dialog.fail(refusal)
        return
    tied = [each for each in found if each.promotion.tied]
    if not tied:
        dialog.message.say("晋级线上没有并列。")
        return
    TieDialog(dialog, stage, tied[0]).open()


def open_live(dialog: "ManageDialog", stage: int, heat: int) -> None:
    """The live window; what is missing before the start is said here."""
    from desktop_app.features.quiz.live.session import LiveSession
    from desktop_app.features.quiz.ui.live.console import Console

    if dialog.console is not None:
        dialog.console.raise_()
        return
    try:
        session = LiveSession(dialog.desk.office, stage, heat)
    except OfficeError as refusal:
        dialog.fail(refusal)
        return
    shortages = [] if session.state.begun else session.plan.shortages()
    if shortages:
        dialog.fail(OfficeError(f"还不能开始：{'；'.join(shortages)}。", "请先补齐。"))
        return
    dialog.console = Console(dialog.desk, session)
    dialog.console.left.connect(dialog.console_left)
    dialog.console.show()


def propose_awards(dialog: "ManageDialog", contest: int) -> None:
    """Awards by the places."""
    office = dialog.desk.office

    def work() -> int:
        with office.change("竞赛按名次生成获奖名单"):
            return make_awards(office, contest, office.clock.today())

    dialog.save(work, lambda count: f"生成 {count} 个奖项，请在“获奖”里核对。")


def credit(dialog: "ManageDialog", contest: int) -> None:
    """Hours to the study log."""
    office = dialog.desk.office
    dialog.save(lambda: people.credit(office, contest), lambda count: f"{count} 人的学时已记入学习台账。")


def finish(dialog: "ManageDialog", contest: int) -> None:
    """结束竞赛, for a contest without a 决赛 or held on paper only."""
    office = dialog.desk.office
    dialog.save(
        lambda: take(office, CONTESTS, contest, "结束竞赛", office.clock.today()),
        lambda _: "竞赛已结束；要再办，在“竞赛”里点“重新办理”。",
    )


def print_exam(dialog: "ManageDialog", stage: int) -> None:
    """试卷."""
    _print(dialog, STAGE_PAPERS[0], [stage])


def print_sheet(dialog: "ManageDialog", stage: int) -> None:
    """答题卡."""
    _print(dialog, STAGE_PAPERS[1], [stage])


def print_key(dialog: "ManageDialog", stage: int) -> None:
    """答案."""
    _print(dialog, STAGE_PAPERS[2], [stage])


def print_results(dialog: "ManageDialog", contest: int) -> None:
    """成绩册."""
    _print(dialog, PAPERS[0], [contest])


def print_certificates(dialog: "ManageDialog", contest: int) -> None:
    """奖状 of all awards."""
    rows = dialog.desk.office.database.rows("SELECT id FROM quiz_award WHERE contest_id = ? ORDER BY id", (contest,))
    if not rows:
        dialog.message.say("还没有获奖名单，请先“按名次生成”，或在“获奖”里新增。")
        return
    _print(dialog, AWARD_PAPERS[0], [at for (at,) in rows])


def edit_words(dialog: "ManageDialog", _contest: int) -> None:
    """The office's own words on its certificates."""
    from desktop_app.features.quiz.ui.certificate_words import WordsAsking

    WordsAsking(dialog.desk.office, dialog).exec()


def _print(dialog: "ManageDialog", paper: RecordPaper, ids: list[int]) -> None:
    from desktop_app.widgets import where
    from desktop_app.widgets.papers_menu import write_record_paper

    target = where.ask_target(dialog, f"{paper.title}存到哪里", paper.title, where.PDF)
    if target is not None:
        write_record_paper(dialog.desk, paper, ids, target, dialog)
