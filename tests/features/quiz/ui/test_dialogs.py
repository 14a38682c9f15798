"""The contest's dialogs as a clerk uses them: 竞赛办理 from the draw to the places, marks typed, text pasted, practice, 学后竞答."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from shiboken6 import isValid

from desktop_app.features.quiz import afterwards, bank, staging
from desktop_app.features.quiz.ui.after_session import AfterDialog
from desktop_app.features.quiz.ui.managing import ManageDialog
from desktop_app.features.quiz.ui.marks import MarksDialog
from desktop_app.features.quiz.ui.practice import PracticePage
from desktop_app.features.quiz.ui.reading import TextImportDialog
from desktop_app.features.quiz.ui.superseding import SupersedeDialog
from desktop_app.features.quiz.ui.ties import TieDialog
from desktop_app.widgets.giving_up import GivingUp
from desktop_app.widgets.import_preview.detail import RowDetail
from desktop_app.widgets.import_preview.dialog import ImportDialog
from desktop_app.widgets.standard_tab import StandardTab


@pytest.fixture
def desk(office, qapp):
    from desktop_app import registry
    from desktop_app.widgets.desk import Desk

    made = Desk(office, registry.LEDGERS, registry.TABS)
    yield made
    made.close()
    made.jobs.strip.deleteLater()


@pytest.fixture
def written_stage(contest):
    return contest.stage("初赛", "笔试", promote_n=2, paper_plan="单选10×10", minutes=30)


@pytest.fixture
def ticketed(contest, written_stage):
    """The written stage with its entrants lined up and their papers numbered."""
    with contest.office.change("名单"):
        staging.line_up(contest.office, written_stage)
        staging.give_tickets(contest.office, written_stage)
    return written_stage


@pytest.fixture
def marks(desk, ticketed):
    """The sheet into which marks are typed; it may be gone for good when the test has given it up."""
    dialog = MarksDialog(desk, ticketed)
    yield dialog
    if isValid(dialog):
        dialog.deleteLater()


def settle(desk: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not desk.is_saving and not desk.jobs.busy, timeout=10_000)
    QApplication.processEvents()


def click(dialog: Any, words: str) -> None:
    next(each for each in dialog.findChildren(QPushButton) if each.text() == words).click()


def test_a_written_stage_goes_from_the_draw_to_the_places(desk, contest, written_stage, qtbot):
    office = contest.office
    dialog = ManageDialog(desk, contest.id)
    qtbot.addWidget(dialog)
    dialog.show()
    for words in ("排定并抽签", "抽题", "编考号"):
        click(dialog, words)
        settle(desk, qtbot)
        assert dialog.message.text, words
    click(dialog, "排名")
    settle(desk, qtbot)
    assert "还有 18 份试卷没有成绩" in dialog.message.text
    marks = MarksDialog(desk, written_stage, dialog)
    for row in range(marks.table.rowCount()):
        marks.table.item(row, 4).setText("缺" if row == 17 else str(95 - row))
    marks._save()
    settle(desk, qtbot)
    click(dialog, "排名")
    settle(desk, qtbot)
    assert "2 个晋级" in dialog.message.text
    assert office.database.one("SELECT count(*) FROM quiz_mark WHERE absent") == 1


def test_a_stage_without_results_is_neither_ranked_nor_its_ties_settled(desk, contest, qtbot):
    contest.stage("决赛", "现场")
    dialog = ManageDialog(desk, contest.id)
    qtbot.addWidget(dialog)
    click(dialog, "按惯例设置")
    settle(desk, qtbot)
    click(dialog, "排定并抽签")
    settle(desk, qtbot)
    for words in ("排名", "并列裁定"):
        dialog.message.hide()
        click(dialog, words)
        settle(desk, qtbot)
        assert "“决赛”还没有比，排不出名次" in dialog.message.text, words
    assert contest.office.database.one("SELECT count(*) FROM quiz_result WHERE promoted OR rank") == 0


def test_what_is_said_moves_no_button_and_the_keys_stay_where_they_were(desk, contest, written_stage, qtbot):
    dialog = ManageDialog(desk, contest.id)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()

    def draw_button():
        return next(each for each in dialog.findChildren(QPushButton) if "/抽题/" in each.objectName())

    before = draw_button().mapTo(dialog, draw_button().rect().topRight())
    draw_button().setFocus()
    qtbot.keyClick(draw_button(), Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert dialog.message.isVisible() and draw_button().text() == "重新抽题"
    assert draw_button().mapTo(dialog, draw_button().rect().topRight()) == before
    assert draw_button().hasFocus()


def test_the_clerk_ends_a_contest_without_a_final(desk, contest, written_stage, qtbot):
    dialog = ManageDialog(desk, contest.id)
    qtbot.addWidget(dialog)
    assert dialog.heading.text() == "党章党规知识竞赛　筹备"
    click(dialog, "结束竞赛")
    settle(desk, qtbot)
    assert dialog.heading.text() == "党章党规知识竞赛　已结束"
    assert not [each for each in dialog.findChildren(QPushButton) if each.text() == "结束竞赛"]


def test_too_few_questions_are_said_in_the_dialog(desk, contest, qtbot):
    contest.stage("初赛", "笔试", paper_plan="单选999×1")
    dialog = ManageDialog(desk, contest.id)
    qtbot.addWidget(dialog)
    click(dialog, "抽题")
    settle(desk, qtbot)
    assert "单选要 999 题" in dialog.message.text


def test_a_live_stage_gets_its_usual_rounds_and_says_what_is_missing(desk, contest, qtbot):
    contest.stage("决赛", "现场")
    dialog = ManageDialog(desk, contest.id)
    qtbot.addWidget(dialog)
    click(dialog, "打开现场")
    assert "还不能开始" in dialog.message.text
    click(dialog, "按惯例设置")
    settle(desk, qtbot)
    assert contest.office.database.one("SELECT count(*) FROM quiz_round") == 5


def test_a_mark_over_the_full_mark_can_not_be_saved(marks, qtbot):
    save = marks.buttons.button(marks.buttons.StandardButton.Save)
    marks.table.item(0, 4).setText("101")
    assert not save.isEnabled()
    assert "超过满分 100" in marks.table.item(0, 4).toolTip()
    marks.table.item(0, 4).setText("99.5")
    assert save.isEnabled()
    assert marks.read(0) == (995, False)


def test_scores_typed_and_not_saved_are_asked_about_before_they_go(marks, qtbot):
    marks.show()
    marks.table.item(0, 4).setText("88")
    marks.reject()
    assert marks.isVisible()
    with qtbot.waitSignal(marks.rejected):
        qtbot.mouseClick(marks.findChild(GivingUp).give_up, Qt.MouseButton.LeftButton)


def test_enter_goes_to_the_next_paper(marks, qtbot):
    marks.show()
    qtbot.keyClick(marks, Qt.Key.Key_Return)
    assert marks.table.currentRow() == 1


def test_marks_typed_one_after_the_other_with_enter_stand_one_below_the_other(marks, qtbot):
    marks.show()
    marks.activateWindow()
    qtbot.waitUntil(marks.isActiveWindow)
    marks.table.setFocus()
    for mark in ("90", "88.5", "7", "76"):
        for key in mark:
            qtbot.keyClicks(QApplication.focusWidget(), key)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        QApplication.processEvents()
    assert [marks.table.item(row, 4).text() for row in range(5)] == ["90", "88.5", "7", "76", ""]
    assert marks.table.currentRow() == 4


def test_a_mark_that_can_not_stand_is_named_by_its_number(marks):
    marks.show()
    marks.table.item(2, 4).setText("101")
    ticket = marks.table.item(2, 0).text()
    assert marks.message.text.startswith(ticket) and "得分超过满分 100" in marks.message.text
    marks.table.item(5, 4).setText("abc")
    assert "另有 1 份也要改" in marks.message.text
    for row in (2, 5):
        marks.table.item(row, 4).setText("60")
    assert marks.message.text == ""


def test_a_tie_is_settled_only_with_as_many_as_there_are_places(desk, contest, ticketed, qtbot):
    office = contest.office
    with office.change("同分"):
        office.database.execute_sql("UPDATE quiz_mark SET score = 800")
    (found,) = staging.settle(office, ticketed)
    manage = ManageDialog(desk, contest.id)
    qtbot.addWidget(manage)
    dialog = TieDialog(manage, ticketed, found)
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    assert not dialog.filled()
    dialog.list.item(3).setCheckState(Qt.CheckState.Checked)
    assert dialog.filled()
    dialog.how.setCurrentText("抽签")
    dialog.accept()
    settle(desk, qtbot)
    assert office.database.one("SELECT count(*) FROM quiz_result WHERE promoted") == 2


def test_pasted_text_opens_the_import_preview(desk, office, qtbot):
    tab = StandardTab(desk, bank.LEDGER)
    qtbot.addWidget(tab)
    dialog = TextImportDialog(tab)
    dialog.text.setPlainText("没有题目的文字")
    dialog.preview()
    assert "没有找到题目" in dialog.message.text
    dialog.text.setPlainText("1. 党员有退党的自由。（√）")
    dialog.preview()
    preview = next(each for each in QApplication.topLevelWidgets() if isinstance(each, ImportDialog))
    qtbot.waitUntil(lambda: preview.go.text() == "导入：新增 1 题", timeout=10_000)
    preview.reject()
    settle(desk, qtbot)
    assert office.database.one("SELECT count(*) FROM quiz_question") == 0


LONG = (
    "《中国共产党章程》规定，党员如果没有正当理由，连续{}个月不参加党的组织生活，或不交纳党费，或不做党所分配的工作，就被认为是"
    "自行脱党。支部大会应当决定把这样的党员除名，并报上级党组织批准。这里说的{}是"
)


def near_pair(office):
    """Two long questions that differ in one word at the start and one at the very end; their ids."""
    from tests.features.quiz.conftest import insert

    rest = {"qtype": "判断", "answer": "对", "score": 1, "level": "中", "use": "通用", "state": "已审"}
    pairs = (("六", "期限"), ("三", "条件"))
    return [insert(office, "quiz_question", {"stem": LONG.format(*words), **rest}) for words in pairs]


def test_two_nearly_equal_questions_stand_side_by_side_whole_and_what_differs_is_set_off(desk, office, qtbot):
    from desktop_app.features.quiz.near import pairs
    from desktop_app.features.quiz.ui.near_pairs import NearDialog

    near_pair(office)
    dialog = NearDialog(desk, pairs(office))
    qtbot.addWidget(dialog)
    told = [side.words.text() for side in dialog.sides]
    for text, word, last in zip(told, "六三", ("期限", "条件"), strict=True):
        plain = QTextDocument()
        plain.setHtml(text)
        assert LONG.format(word, last) in plain.toPlainText()
        assert f">{word}</u>个月" in text and f">{last}</u>是" in text
        assert text.count("<u ") == 2
    assert all(side.words.wordWrap() for side in dialog.sides)


def test_one_of_two_nearly_equal_questions_is_retired_there(desk, office, qtbot):
    from desktop_app.features.quiz.near import pairs
    from desktop_app.features.quiz.ui.near_pairs import NearDialog

    one, other = near_pair(office)
    dialog = NearDialog(desk, pairs(office))
    qtbot.addWidget(dialog)
    dialog.sides[1].retire.click()
    settle(desk, qtbot)
    states = dict(office.database.rows("SELECT id, state FROM quiz_question"))
    assert states == {one: "已审", other: "停用"}
    assert dialog.list.count() == 0
    assert "没有近似的题了" in dialog.message.text
    assert pairs(office) == []


def test_the_import_shows_a_nearly_equal_question_whole(desk, office, qtbot):
    near_pair(office)
    tab = StandardTab(desk, bank.LEDGER)
    qtbot.addWidget(tab)
    dialog = TextImportDialog(tab)
    dialog.text.setPlainText(f"1. {LONG.format('六', '处分')}。（√）")
    dialog.preview()
    preview = next(each for each in QApplication.topLevelWidgets() if isinstance(each, ImportDialog))
    qtbot.waitUntil(lambda: preview.go.text() == "导入：新增 1 题", timeout=10_000)
    detail = preview.findChild(RowDetail)
    assert detail.head.wordWrap()
    assert LONG.format("六", "处分") in detail.head.text()
    assert LONG.format("六", "期限") in detail.why.text()
    stem = next(row for row in range(detail.fields.rowCount()) if detail.fields.item(row, 0).text() == "题干")
    assert detail.fields.rowHeight(stem) > 2 * detail.fields.rowHeight(stem - 1)
    preview.reject()
    settle(desk, qtbot)


def test_a_wrong_answer_in_practice_is_told_and_kept(desk, contest, qtbot):
    with contest.office.change("只练单选"):
        contest.office.database.execute_sql("UPDATE quiz_question SET state = '草稿' WHERE qtype <> '单选'")
    page = PracticePage(desk)
    qtbot.addWidget(page)
    page.begin()
    assert not page.confirm.isEnabled()
    answer = page._told["answer"]
    next(button for button in page.box._buttons if button.property("answer") != answer).click()
    page.confirm.click()
    settle(desk, qtbot)
    assert "答错了，正确答案" in page.verdict.text()
    assert len(afterwards.wrong_book(contest.office, None)) == 1
    assert page.book.text() == "错题本：1 题"
    assert page.confirm.text() == "下一题"


def test_practice_without_questions_says_what_to_do(desk, office, qtbot):
    page = PracticePage(desk)
    qtbot.addWidget(page)
    page.begin()
    assert "请先导入并审核题目" in page.book.text()


def test_after_session_keeps_who_was_asked(desk, contest, qtbot):
    tab = StandardTab(desk, afterwards.LEDGER)
    qtbot.addWidget(tab)
    dialog = AfterDialog(tab)
    dialog.count.setValue(3)
    dialog.day.setDate(QDate(2016, 12, 28))
    dialog.ask()
    dialog.write()
    assert "为每道题选定回答人" in dialog.message.text
    for (_, who, right), member in zip(dialog._rows, contest.members, strict=False):
        who.put(member, "选手")
        right.setChecked(True)
    dialog.write()
    settle(desk, qtbot)
    assert contest.office.database.one("SELECT count(*) FROM quiz_after_answer WHERE correct") == 3
    assert contest.office.database.one("SELECT on_day FROM quiz_after") == "2016-12-28"


def test_superseding_says_how_many_questions_end_with_it(desk, contest, qtbot):
    from tests.features.quiz.conftest import insert

    office = contest.office
    source = insert(office, "quiz_source", {"name": "旧条例"})
    with office.change("出处"):
        office.database.execute_sql("UPDATE quiz_question SET source = '旧条例' WHERE qtype = '判断'")
    dialog = SupersedeDialog(desk, source)
    dialog.successor.setText("新条例")
    dialog.accept()
    settle(desk, qtbot)
    assert office.database.one("SELECT count(*) FROM quiz_question WHERE state = '停用'") == 12
    assert office.database.one("SELECT successor FROM quiz_source") == "新条例"


def test_the_office_words_its_own_certificates(office, tmp_path, qtbot):
    from desktop_app.features.quiz.papers.words import USUAL, certificate_words
    from desktop_app.features.quiz.ui.certificate_words import WordsAsking

    dialog = WordsAsking(office, None)
    qtbot.addWidget(dialog)
    dialog.words.setPlainText("荣获奖励。")
    assert not dialog.filled()
    dialog.words.setPlainText("荣获{contest}{award}，予以表彰。")
    dialog.accept()
    assert certificate_words(office) == "荣获{contest}{award}，予以表彰。"
    again = WordsAsking(office, None)
    qtbot.addWidget(again)
    again.words.setPlainText("")
    again.accept()
    assert certificate_words(office) == USUAL


def test_files_are_looked_for_and_saved_among_the_clerks_own(desk, contest, tmp_path, monkeypatch, qtbot):
    """Not in the folder of the program; and a GIFT file is a text."""
    from desktop_app.features.quiz.ui.gift_export import export_gift
    from desktop_app.widgets.where import QFileDialog

    asked = []

    def give(name):
        def answer(_parent, _title, at, *_):
            asked.append(at)
            return name

        return answer

    text = tmp_path / "题.txt"
    text.write_text("1. 党员有退党的自由。（√）", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", give((str(tmp_path / "题库"), "")))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", give(([str(text)], "")))
    tab = StandardTab(desk, bank.LEDGER)
    qtbot.addWidget(tab)
    export_gift(tab, [1, 2])
    settle(desk, qtbot)
    assert "第0号单选题" in (tmp_path / "题库.txt").read_text(encoding="utf-8")
    TextImportDialog(tab).file.click()
    assert all(Path(at).is_absolute() for at in asked) and len(asked) == 2
    next(each for each in QApplication.topLevelWidgets() if isinstance(each, ImportDialog)).reject()
    settle(desk, qtbot)


def hints_of(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.objectName() == "hint"]


def test_the_form_of_a_stage_says_how_its_fields_are_written(desk, contest, qtbot):
    from desktop_app.features.quiz import CONTESTS
    from desktop_app.widgets.belongings.part_dialog import PartDialog

    dialog = PartDialog(desk, CONTESTS.parts[0], contest.id, "竞赛", None)
    qtbot.addWidget(dialog)
    dialog.show_record(None)
    plan = next(each for each in dialog.findChildren(QPlainTextEdit) if each.accessibleName() == "笔试题量")
    assert plan.placeholderText() == "例如 单选40×1；多选20×2；判断10×1；填空5×2"
    assert "分几场时，每场晋级的名额" in hints_of(dialog)
    assert "几份卷子成绩相加" in hints_of(dialog)
