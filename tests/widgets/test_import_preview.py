"""Taking a workbook in: seen before it is written, answered by keyboard, given back where it can't be taken."""

import itertools
import time

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialogButtonBox, QWidget
from shiboken6 import isValid

from desktop_app.ledger.importing.plan import Verdict
from desktop_app.people import tree
from desktop_app.people.words import OrgLevel
from desktop_app.widgets import theme
from desktop_app.widgets.giving_up import GivingUp
from desktop_app.widgets.import_preview import ImportDialog
from desktop_app.widgets.import_preview.model import TOLD
from tests.widgets.clipping import faults
from tests.workbook.test_refusals import HOSTILE

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
HEADER = ["序号", "姓名", "公民身份号码", "所在支部", "人员类别", "手机号"]


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(desk, roster, members, window, qtbot):
    made = ImportDialog(desk, roster, None, window)
    made.show()
    yield made
    if isValid(made):
        qtbot.waitUntil(lambda: not made.running.busy, timeout=20_000)
        made._leave()


@pytest.fixture
def file(workbook):
    return workbook(
        [
            HEADER,
            [1, "张建国", "410999194803050016", "一支部", "正式党员", "13912345679"],
            [2, "李秀英", "410999195506060025", "一支部", "正式党员", "13600000001"],
            [3, "王强", None, "二支部", "正式党员", "13600000002"],
            [4, "孙梅", None, "二支部", "正式党员", "13600000003"],
            [5, "陈新", None, "三支部", "正式党员", "13600000004"],
            [6, "周远", None, "九支部", "正式党员", "13600000005"],
            [7, "钱一", "41099919550606", "一支部", "正式党员", "13600000006"],
        ]
    )


def read(dialog, qtbot, *files) -> None:
    dialog.read(list(files))
    qtbot.waitUntil(lambda: not dialog.running.busy, timeout=20_000)


def planned(dialog, qtbot) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.preview is not None and not dialog.running.busy, timeout=20_000)


def previewed(dialog, qtbot, *files) -> None:
    read(dialog, qtbot, *files)
    planned(dialog, qtbot)


def written(dialog, qtbot) -> None:
    dialog.go.click()
    qtbot.waitUntil(lambda: not dialog.running.busy and dialog.done_page.change_id is not None, timeout=20_000)


def texts(dialog) -> dict[str, str]:
    return {which: button.text() for which, button in dialog.preview.filters.items()}


def test_the_header_is_found_and_each_column_stands_beside_its_first_rows(dialog, file, qtbot):
    read(dialog, qtbot, file)
    page = dialog.mapping.pages[0]
    assert page.header_row.value() == 1
    assert [choice.currentText() for choice in page.columns.choices] == [
        "（忽略）", "姓名", "公民身份证号", "所在党支部", "人员类别", "手机",
    ]  # fmt: skip


def test_without_the_required_column_there_is_no_next_step(dialog, file, qtbot):
    read(dialog, qtbot, file)
    name = dialog.mapping.pages[0].columns.choices[1]
    qtbot.keyClick(name, Qt.Key.Key_Home)
    assert "姓名" in dialog.mapping.lacks and not dialog.next.isEnabled()


def test_a_field_given_to_one_column_is_taken_from_the_other(dialog, file, qtbot):
    read(dialog, qtbot, file)
    choices = dialog.mapping.pages[0].columns.choices
    choices[0].setCurrentIndex(choices[0].findData("mobile"))
    assert choices[5].currentText() == "（忽略）"


def test_every_row_is_counted_and_a_count_lists_its_rows(dialog, file, qtbot):
    previewed(dialog, qtbot, file)
    assert texts(dialog) == {
        "rows": "全部 7", "new": "新增 1", "changed": "有改动 1", "same": "相同 1", "ask": "要问 3", "doubtful": "存疑 1",
        "refused": "退回 1", "kept": "未采用 1", "questions": "认不准 1", "absent": "没出现 0",
    }  # fmt: skip
    assert not dialog.preview.filters["absent"].isVisible()
    qtbot.mouseClick(dialog.preview.filters["refused"], Qt.MouseButton.LeftButton)
    model = dialog.preview.model
    assert model.rowCount() == 1
    assert [model.index(0, at).data() for at in (0, 2, 3)] == ["8", "钱一", "退回"]
    assert "14 位" in model.index(0, 4).data()
    assert "14 位" in dialog.preview.detail.why.text()


def test_what_a_cell_means_is_asked_first_and_answered_by_a_key_for_all_its_rows(dialog, workbook, office, qtbot):
    rows = [[at, f"郑{at}", None, "三党支部", "正式党员", None] for at in "甲乙丙"]
    previewed(dialog, qtbot, workbook([HEADER, *rows, [4, "周远", None, "一支部", "正", None]]))
    preview = dialog.preview
    assert preview.which == "questions" and preview.questions.hasFocus()
    asked = preview.question_model
    assert [asked.index(0, at).data() for at in range(4)] == ["所在党支部", "三党支部", "3", "？　有 1 个建议"]
    assert "第 2 行 郑甲、第 3 行 郑乙" in preview.question.rows.text()
    qtbot.keyClick(preview.questions, Qt.Key.Key_1)
    assert asked.index(0, 3).data() == "机关党总支/三支部" and preview.plan.counts()["new"] == 3
    assert preview.question.question.said == "正"
    assert [preview.question.list.itemText(at) for at in (1, 2)] == ["正式党员", "预备党员"]
    preview.question.list.activated.emit(1)
    assert preview.plan.counts()["new"] == 4 and preview.filters["questions"].text() == "认不准 0"
    qtbot.keyClick(preview.questions, Qt.Key.Key_R)
    assert preview.plan.counts()["new"] == 3, "an answer can be taken back"
    preview.question.list.activated.emit(2)
    written(dialog, qtbot)
    assert office.database.rows("SELECT category FROM member WHERE name = '周远'") == [("预备党员",)]


def test_many_questions_of_a_kind_are_answered_alike(dialog, workbook, members, qtbot):
    header = ["姓名", "公民身份号码", "所在支部"]
    spoiled = [
        ["张建国", "4.10999E+17", "一支部"],
        ["李秀英", 410999195506060000, "一支部"],
        ["赵德才", "410999196001010O33", "二支部"],
    ]
    previewed(dialog, qtbot, workbook([header, *spoiled]))
    preview = dialog.preview
    assert preview.filters["questions"].text() == "认不准 3"
    assert "410***********0016　张建国" in preview.question.buttons[0].text()
    qtbot.keyClick(preview.questions, Qt.Key.Key_1, Qt.KeyboardModifier.ShiftModifier)
    assert preview.plan.counts()["same"] == 1, "each kind by itself"
    qtbot.keyClick(preview.questions, Qt.Key.Key_1)
    qtbot.keyClick(preview.questions, Qt.Key.Key_1)
    assert [row.match for row in preview.plan.rows] == [members[name] for name in ("张建国", "李秀英", "赵德才")]


def test_who_is_not_in_the_list_is_shown_and_who_will_be_joined(dialog, workbook, qtbot):
    header = ["姓名", "公民身份号码", "所在支部", "结对联系人"]
    rows = [["张建国", "410999194803050016", "一支部", "郑新"], ["李秀英", "410999195506060025", "一支部", None],
            ["郑新", None, "二支部", None]]  # fmt: skip
    previewed(dialog, qtbot, workbook([header, *rows]))
    preview = dialog.preview
    qtbot.mouseClick(preview.filters["absent"], Qt.MouseButton.LeftButton)
    assert preview.absent.isVisible() and preview.filters["absent"].text() == "没出现 1"
    assert [preview.absent.model().index(0, at).data() for at in (0, 1)] == ["机关党总支/一支部", "王强"]
    preview.show_only("changed")
    assert "结对联系人 → 郑新（本次一起导入，随后对上）" in preview.model.index(0, 4).data()
    assert "郑新（本次一起导入" in preview.detail.why.text()


def test_a_refused_number_is_shown_with_stars_in_the_row_s_pane(dialog, workbook, qtbot):
    rows = [["钱一", "4109991955O6060025", "一支部"], ["钱二", "不详", "一支部"]]
    previewed(dialog, qtbot, workbook([["姓名", "公民身份号码", "所在支部"], *rows]))
    preview, shown = dialog.preview, []
    for at in (0, 1):
        preview.table.setCurrentIndex(preview.model.index(at, 0))
        fields = preview.detail.fields
        shown.append([fields.item(row, 2).text() for row in range(fields.rowCount())])
        assert "410999" not in preview.detail.why.text()
    assert "410***********0025" in shown[0] and "不详" in shown[1]


def test_one_number_is_not_made_two_people_and_the_preview_says_why(dialog, workbook, qtbot):
    header, number = ["姓名", "公民身份号码", "所在支部"], "410999197001010028"
    previewed(dialog, qtbot, workbook([header, ["郑甲", number, "一支部"], ["郑乙", number, "一支部"]]))
    preview = dialog.preview
    qtbot.keyClick(preview.table, Qt.Key.Key_N)
    qtbot.keyClick(preview.table, Qt.Key.Key_N)
    assert preview.detail.row.name == "郑乙" and "同一个证号只能新增一次" in preview.detail.why.text()
    qtbot.keyClick(preview.table, Qt.Key.Key_S)
    assert dialog.go.text() == "导入：新增 1 人"


def test_old_and_new_stand_side_by_side_and_a_tick_takes_the_new(dialog, file, office, members, qtbot):
    previewed(dialog, qtbot, file)
    dialog.preview.show_only("same")
    fields = dialog.preview.detail.fields
    assert [fields.item(0, at).text() for at in range(3)] == ["手机", "139****5678", "139****5679"]
    assert fields.item(0, 0).checkState() == Qt.CheckState.Unchecked
    fields.item(0, 0).setCheckState(Qt.CheckState.Checked)
    assert dialog.go.text() == "导入：新增 1 人，修改 2 人"
    written(dialog, qtbot)
    assert office.database.one("SELECT mobile FROM member WHERE id = ?", (members["张建国"],)) == "13912345679"


def test_a_question_is_answered_by_a_key_and_the_next_one_comes(dialog, file, qtbot):
    previewed(dialog, qtbot, file)
    preview = dialog.preview
    preview.show_only("ask")
    assert preview.detail.row.name == "王强" and "就是：王强" in preview.detail.answers[0].text()
    qtbot.keyClick(preview.table, Qt.Key.Key_1)
    assert preview.detail.row.name == "孙梅"
    assert preview.plan.counts()["ask"] == 2
    qtbot.keyClick(preview.table, Qt.Key.Key_N)
    assert dialog.go.text() == "导入：新增 2 人，修改 2 人"


def test_one_answer_serves_every_row_with_the_same_question(dialog, file, qtbot):
    previewed(dialog, qtbot, file)
    dialog.preview.show_only("ask")
    qtbot.keyClick(dialog.preview.table, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.preview.plan.counts()["ask"] == 1
    assert [row.answer for row in dialog.preview.plan.rows if row.answer] == ["skip", "skip"]


def test_another_mode_keeps_the_answers(dialog, file, qtbot):
    previewed(dialog, qtbot, file)
    dialog.preview.show_only("ask")
    qtbot.keyClick(dialog.preview.table, Qt.Key.Key_N)
    before = dialog.preview
    before.mode.setCurrentIndex(before.mode.findData("overwrite"))
    qtbot.waitUntil(lambda: dialog.preview is not before and not dialog.running.busy, timeout=20_000)
    assert dialog.preview.plan.counts()["ask"] == 2
    assert dialog.go.text() == "导入：新增 2 人，修改 2 人"


def test_missing_branches_are_set_up_only_when_that_is_ticked(dialog, file, office, qtbot):
    previewed(dialog, qtbot, file)
    before = dialog.preview
    assert before.create_orgs.isVisible() and not before.create_orgs.isChecked()
    before.create_orgs.setChecked(True)
    qtbot.waitUntil(lambda: dialog.preview is not before and not dialog.running.busy, timeout=20_000)
    assert "将新建 1 个党组织：九支部" in dialog.preview.notes.text()
    written(dialog, qtbot)
    assert office.database.one("SELECT count(*) FROM party_org WHERE short_name = '九支部'") == 1


def test_cancel_leaves_nothing(dialog, file, office, qtbot):
    before = office.changes(), office.database.rows("SELECT * FROM member")
    previewed(dialog, qtbot, file)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert (office.changes(), office.database.rows("SELECT * FROM member")) == before


@pytest.mark.parametrize("way", ["Esc", "the close box"])
def test_answers_are_not_dropped_without_a_word(dialog, file, qtbot, way):
    previewed(dialog, qtbot, file)
    plan = dialog.intake.plan
    plan.answer(plan.of(Verdict.ASK)[0], "skip")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape) if way == "Esc" else dialog.close()
    asked = dialog.findChild(GivingUp)
    assert dialog.isVisible() and asked.isVisible()
    asked.go_on.click()
    assert dialog.isVisible() and plan.is_answered
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    with qtbot.waitSignal(dialog.rejected):
        dialog.findChildren(GivingUp)[-1].give_up.click()


def test_an_import_is_said_in_numbers_and_taken_back_in_one_step(dialog, desk, file, office, qtbot):
    previewed(dialog, qtbot, file)
    assert dialog.go.text() == "导入：新增 1 人，修改 1 人"
    assert dialog.summary.text() == "3 行还没回答，先不导入，1 行退回"
    with qtbot.waitSignal(desk.told) as told:
        written(dialog, qtbot)
    assert told.args == ["已导入：新增 1 人，修改 1 人。按 Ctrl+Z 可以一步撤销。"]
    dialog.done_page.undo.click()
    qtbot.waitUntil(lambda: dialog.done_page.sentence == "导入已撤销。")
    assert office.database.one("SELECT count(*) FROM member") == 5


def test_what_was_not_taken_comes_back_as_a_workbook(dialog, file, tmp_path, qtbot):
    previewed(dialog, qtbot, file)
    target = tmp_path / "退回.xlsx"
    dialog.save_bounce(target)
    qtbot.waitUntil(lambda: not dialog.running.busy, timeout=20_000)
    assert "4 行" in dialog.message.text
    sheet = load_workbook(target).active
    said = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[1] for row in said[-4:]] == ["王强", "孙梅", "周远", "钱一"]
    assert "没有党组织“九支部”" in said[-2][-1]


def test_a_layout_that_was_imported_once_is_not_asked_about_again(dialog, desk, roster, file, workbook, window, qtbot):
    previewed(dialog, qtbot, file)
    written(dialog, qtbot)
    again = workbook([HEADER, [1, "郑平", None, "二支部", "正式党员", "13600000009"]], "下个月.xlsx")
    other = ImportDialog(desk, roster, [again], window)
    other.show()
    qtbot.waitUntil(lambda: other.preview is not None and not other.running.busy, timeout=20_000)
    assert other.go.isVisible() and other.go.text() == "导入：新增 1 人"
    other.change_mapping.click()
    assert other.next.isVisible()
    other.reject()


def test_the_same_file_again_is_said_to_be(dialog, desk, roster, file, window, qtbot):
    previewed(dialog, qtbot, file)
    written(dialog, qtbot)
    other = ImportDialog(desk, roster, [file], window)
    qtbot.waitUntil(lambda: other.preview is not None and not other.running.busy, timeout=20_000)
    assert "已经导入过一次" in other.preview.notes.text()
    other.reject()


def test_files_can_be_dropped(dialog, file, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    no_button, none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    dialog.choose.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, no_button, none))
    qtbot.waitUntil(lambda: bool(dialog.mapping.pages) and not dialog.running.busy, timeout=20_000)
    assert dialog.mapping.pages[0].choice == ("花名册.xlsx", "党员")


def test_a_folder_can_be_dropped_and_files_of_one_name_keep_apart(dialog, workbook, tmp_path, qtbot):
    for place, name in (("一", "郑一"), ("二", "郑二")):
        (tmp_path / "各支部" / place).mkdir(parents=True)
        workbook([HEADER, [1, name, None, "一支部", "正式党员", None]]).rename(
            tmp_path / "各支部" / place / "花名册.xlsx"
        )
    previewed(dialog, qtbot, tmp_path / "各支部")
    assert {page.choice[0] for page in dialog.mapping.pages} == {"一/花名册.xlsx", "二/花名册.xlsx"}
    told = {(row.file, row.name) for row in dialog.preview.plan.rows}
    assert told == {("一/花名册.xlsx", "郑一"), ("二/花名册.xlsx", "郑二")}


def test_what_is_no_workbook_is_said_and_nothing_else_happens(dialog, tmp_path, qtbot):
    path = tmp_path / "照片.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "空.xlsx").touch()
    read(dialog, qtbot, path, tmp_path / "空.xlsx")
    assert "空.xlsx" in dialog.message.text
    assert "照片.xlsx" in dialog.message.text and "图片" in dialog.message.text
    assert dialog.choose.isVisible() and dialog.choose.isEnabled()


@pytest.mark.parametrize(
    "name", ["zip bomb", "laughs in a sheet", "html of giant spans", "cells at both ends of xls", "a million columns"]
)
def test_a_hostile_file_is_refused_in_words_while_the_window_lives_on(dialog, office, tmp_path, qtbot, name):
    make, word = HOSTILE[name]
    path = tmp_path / "名册.xlsx"
    path.write_bytes(make())
    before = office.database.rows("SELECT * FROM member ORDER BY id"), len(office.changes(99))
    beats = [time.monotonic()]
    clock = QTimer()
    clock.timeout.connect(lambda: beats.append(time.monotonic()))
    clock.start(20)
    read(dialog, qtbot, path)
    clock.stop()
    assert word in dialog.message.text and dialog.choose.isVisible() and dialog.choose.isEnabled()
    assert max(after - at for at, after in itertools.pairwise(beats)) < 1
    assert (office.database.rows("SELECT * FROM member ORDER BY id"), len(office.changes(99))) == before


def test_closing_while_it_reads_stops_the_reading_first(dialog, workbook, office, qtbot):
    rows = [[n, f"陈{chr(0x4E00 + n)}", None, "一支部", "正式党员", None] for n in range(4000)]
    dialog.read([workbook([HEADER, *rows], "大.xlsx")])
    with qtbot.waitSignal(dialog.rejected, timeout=20_000):
        dialog.close()
    assert office.database.one("SELECT count(*) FROM member") == 5


def test_many_rows_open_quickly_because_only_what_is_shown_is_put_into_words(dialog, workbook, qtbot):
    rows = [[n, f"陈{chr(0x4E00 + n)}", None, "一支部", "正式党员", None] for n in range(4000)]
    previewed(dialog, qtbot, workbook([HEADER, *rows], "大.xlsx"))
    preview = dialog.preview
    assert preview.model.rowCount() == 4000 and len(preview.plan.of(Verdict.NEW)) == 4000
    asked = []
    words = preview.words.told
    preview.words.told = lambda row: (asked.append(row), words(row))[1]
    preview.show_only("new")
    preview.table.grab()
    assert 0 < len(asked) < 200


def test_every_button_has_words_in_chinese(dialog):
    assert not dialog.findChildren(QDialogButtonBox)
    assert dialog.leave.text() == "取消" and dialog.choose.choose.text() == "选择文件…"


@pytest.fixture(params=[100, 150])
def dressed(qapp, request):
    theme.dress(qapp, dark=False, type_size=request.param)
    yield
    theme.dress(qapp, dark=False)
    qapp.setStyleSheet("")


def test_no_page_cuts_anything_off(dressed, dialog, file, qtbot):
    def nothing_is_cut():
        assert faults(dialog) == []

    nothing_is_cut()
    read(dialog, qtbot, file)
    qtbot.waitUntil(nothing_is_cut)  # a busy machine takes more than one turn to lay a page out
    width = dialog.width()
    dialog.resize(dialog.minimumSizeHint().width(), dialog.height())
    qtbot.waitUntil(nothing_is_cut)
    dialog.resize(width, dialog.height())
    planned(dialog, qtbot)
    for which in dialog.preview.filters:
        dialog.preview.show_only(which)
        qtbot.waitUntil(nothing_is_cut)
    for button in dialog.preview.filters.values():
        button.show()
    dialog.layout().activate()
    assert dialog.minimumSizeHint().width() <= 1366, "the least screen there is"
    written(dialog, qtbot)
    qtbot.waitUntil(nothing_is_cut)


def test_birth_and_sex_from_the_number_are_marked_in_the_preview_and_a_tick_taken_off_leaves_them_empty(
    dialog, workbook, office, qtbot
):
    file = workbook([HEADER, [1, "吴新", "410999195506060044", "一支部", "正式党员", None]])
    previewed(dialog, qtbot, file)
    preview = dialog.preview
    assert "1 行没有填性别、出生日期" in preview.notes.text() or "1 行没有填出生日期、性别" in preview.notes.text()
    told = preview.model.index(0, TOLD).data()
    assert "女（按证号）" in told and "1955-06-06（按证号）" in told
    fields = preview.detail.fields
    birth = next(fields.item(at, 0) for at in range(fields.rowCount()) if fields.item(at, 0).text() == "出生日期")
    assert birth.checkState() == Qt.CheckState.Checked
    birth.setCheckState(Qt.CheckState.Unchecked)
    assert "1955" not in preview.model.index(0, TOLD).data()
    written(dialog, qtbot)
    assert office.database.rows("SELECT birth_date, sex FROM member WHERE name = '吴新'") == [(None, "2")]


def test_enter_goes_on_from_the_mapping(dialog, file, qtbot):
    read(dialog, qtbot, file)
    dialog.edit_mapping()
    assert dialog.next.isVisible() and dialog.next.isDefault()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.preview is not None and dialog.preview.isVisible(), timeout=20_000)
    assert dialog.go.isDefault()


def test_the_first_roster_of_a_new_office_brings_its_branches(desk, roster, office, file, window, qtbot):
    with office.change("建立"):
        tree.found(office, "中共第八社区委员会", "中心党委", OrgLevel.COMMITTEE, None)
    fresh = ImportDialog(desk, roster, None, window)
    fresh.show()
    previewed(fresh, qtbot, file)
    assert fresh.preview.create_orgs.isChecked() and "将新建 4 个党组织" in fresh.preview.notes.text()
    fresh._leave()
