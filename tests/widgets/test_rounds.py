"""下发与收回 in the window: what goes out, what comes back, what is asked and how it is answered; nothing cut off."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop_app.ledger.comparing.comparison import Side
from desktop_app.ledger.rounds.plan import Why
from desktop_app.ledger.writes import update_rows
from desktop_app.widgets import theme
from desktop_app.widgets.rounds.collect_dialog import CollectDialog
from desktop_app.widgets.rounds.collect_page import ASKED, CHANGES, MISSING, NEW
from desktop_app.widgets.rounds.compare_dialog import CompareDialog
from desktop_app.widgets.rounds.distribute_dialog import DistributeDialog
from desktop_app.widgets.rounds.missing_dialog import MissingDialog
from desktop_app.widgets.standard_tab import StandardTab
from tests.widgets.clipping import faults

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def idle(dialog, qtbot) -> None:
    qtbot.waitUntil(lambda: not dialog.running.busy, timeout=30_000)


def put(path: Path, name: str, heading: str, value: object) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    row = next(cell.row for cell in sheet["B"] if cell.value == name)
    sheet.cell(row, next(cell.column for cell in sheet[3] if cell.value == heading)).value = value
    book.save(path)


@pytest.fixture
def out(desk, roster, members, tmp_path, qtbot) -> Path:
    """Sent to every branch through the dialog."""
    dialog = DistributeDialog(desk, roster)
    dialog.show()
    dialog.write(tmp_path / "下发")
    idle(dialog, qtbot)
    assert "已写好 3 份，共 5 人" in dialog.message.text
    dialog.reject()
    return tmp_path / "下发"


@pytest.fixture
def collecting(desk, roster, office, members, out, qtbot):
    """A dialog that has read back: one change, two conflicts, an added row, one branch missing."""
    with office.change("这里改"):
        update_rows(office, roster, [(members[name], {"remark": "这里写的"}) for name in ("张建国", "赵德才")])
    put(out / "一支部.xlsx", "张建国", "备注", "支部写的")
    put(out / "一支部.xlsx", "李秀英", "民族", "回族")
    put(out / "二支部.xlsx", "赵德才", "备注", "支部写的")
    book = openpyxl.load_workbook(out / "二支部.xlsx")
    sheet = book.worksheets[0]
    sheet.cell(8, 2).value = "周新"
    book.save(out / "二支部.xlsx")
    (out / "三支部.xlsx").unlink()
    dialog = CollectDialog(desk, roster)
    dialog.show()
    dialog.read(out)
    idle(dialog, qtbot)
    yield dialog
    idle(dialog, qtbot)
    dialog.reject()


def test_the_toolbar_has_one_menu_for_it(desk, roster, members, qtbot):
    tab = StandardTab(desk, roster)
    qtbot.addWidget(tab)
    words = [action.text() for action in tab.rounds.actions() if action.text()]
    assert words == ["下发给支部(&D)…", "收回支部交回的表(&C)…", "没交回的支部(&M)…", "与上级库比对(&B)…"]
    tab.listing.org = None
    tab.rounds.distribute()
    dialog = tab.window().findChild(DistributeDialog)
    assert dialog is not None
    dialog.reject()


def test_only_what_is_ticked_goes_out_and_only_to_whom_is_chosen(desk, roster, members, branches, tmp_path, qtbot):
    dialog = DistributeDialog(desk, roster, branches["二支部"])
    dialog.show()
    for name, tick in dialog.ticks.items():
        tick.setChecked(name in ("name", "mobile", "org"))
    dialog.write(tmp_path / "out")
    idle(dialog, qtbot)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["二支部.xlsx"]
    sheet = openpyxl.load_workbook(tmp_path / "out" / "二支部.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[3]] == ["序号", "姓名", "所在党支部", "手机", "记录键"]
    dialog.reject()


def test_a_folder_that_holds_such_files_is_refused_in_the_dialog(desk, roster, out, qtbot):
    dialog = DistributeDialog(desk, roster)
    dialog.show()
    dialog.write(out)
    idle(dialog, qtbot)
    assert "换一个空文件夹" in dialog.message.text
    dialog.reject()


def test_it_begins_with_what_is_asked_and_keys_answer_all_alike(collecting, office, members, qtbot):
    page = collecting.page
    assert page.which == ASKED
    assert {item.why for item in collecting.plan.open} == {Why.CONFLICT}
    assert [page.model.data(page.model.index(0, at)) for at in (4, 5, 6, 7)] == ["", "支部写的", "这里写的", "还没定"]
    collecting.activateWindow()
    qtbot.waitUntil(collecting.isActiveWindow)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_1, Qt.KeyboardModifier.ShiftModifier)
    assert collecting.plan.open == []
    assert collecting.hint.text() == ""
    assert collecting.go.text() == "收回：改 3 处，新增 1 人"
    collecting.write()
    idle(collecting, qtbot)
    assert "改了 3 人，新增 1 人" in collecting.message.text
    assert office.database.one("SELECT remark FROM member WHERE id = ?", (members["赵德才"],)) == "支部写的"
    collecting._undo()
    qtbot.waitUntil(lambda: "已撤销" in collecting.message.text)
    assert office.database.one("SELECT count(*) FROM member") == 5
    assert office.database.one("SELECT remark FROM member WHERE id = ?", (members["赵德才"],)) == "这里写的"


def test_one_is_kept_by_its_button_and_the_next_open_one_follows(collecting, qtbot):
    page = collecting.page
    first = page.bar.item
    qtbot.mouseClick(page.bar.buttons[-1], Qt.MouseButton.LeftButton)
    assert (first.answer, page.bar.item is not first) == ("keep", True)
    assert collecting.hint.text() == "1 处还没定，先不动"
    assert page.model.data(page.model.index(0, 7)) == "不改"


def test_changes_may_be_left_out_one_by_one(collecting, office, members, qtbot):
    page = collecting.page
    page.show_only(CHANGES)
    assert page.model.rowCount() == 1
    page.answer("keep", False)
    assert collecting.go.text() == "收回：新增 1 人"


def test_added_rows_are_previewed_as_every_import_is(collecting):
    collecting.page.show_only(NEW)
    assert collecting.page.lists.currentWidget() is collecting.page.new
    assert [row.name for row in collecting.plan.new.rows] == ["周新"]
    assert collecting.page.new.mode.isHidden()


def test_who_is_missing_is_listed_and_copied(collecting, desk, roster, qtbot):
    collecting.page.show_only(MISSING)
    assert collecting.page.missing.rowCount() == 1
    collecting.copy_missing.click()
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("三支部\t")
    collecting.write()
    idle(collecting, qtbot)
    dialog = MissingDialog(desk, roster)
    qtbot.addWidget(dialog)
    assert dialog.told.text() == "3 份里交回 2 份，没交回 1 份。"
    dialog.reject()


def test_before_anything_went_out_the_list_says_what_to_do(desk, roster, members, qtbot):
    dialog = MissingDialog(desk, roster)
    dialog.show()
    assert "还没有下发过" in dialog.told.text()
    dialog.reject()


def test_a_comparison_is_answered_sorted_and_written(desk, roster, members, workbook, tmp_path, qtbot):
    path = workbook(
        [
            ["姓名", "公民身份证号", "手机", "性别"],
            ["张建国", "410999194803050016", "13900000001", None],
            ["李秀英", "410999195506060025", None, "女"],
            ["王强", None, "13900000002", None],
            ["赵德才", "410999196001010033", "13800001111", None],
            ["外来人", "410999196703030011", None, None],
        ]
    )
    dialog = CompareDialog(desk, roster)
    dialog.show()
    dialog.read(path)
    idle(dialog, qtbot)
    assert dialog.asks.rowCount() == 1
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.ask_table, Qt.Key.Key_1)
    assert dialog.found.open == []
    assert dialog.found.counts()["differences"] == 5
    they = len(dialog.found.of(Side.THEY))
    dialog.show_only("they")
    dialog.swap_sides()
    assert len(dialog.found.of(Side.THEY)) == they - 1
    dialog.write(tmp_path / "比对")
    idle(dialog, qtbot)
    assert len(list((tmp_path / "比对").iterdir())) == 2
    dialog.reject()


@pytest.fixture(params=[100, 150])
def dressed(qapp, request):
    theme.dress(qapp, dark=False, type_size=request.param)
    yield
    theme.dress(qapp, dark=False)
    qapp.setStyleSheet("")


def test_nothing_is_cut_off(dressed, collecting, desk, roster, qtbot):
    for which in (ASKED, CHANGES, NEW, MISSING):
        collecting.page.show_only(which)
        qtbot.wait(1)
        assert faults(collecting) == []
    for make in (DistributeDialog, MissingDialog, CompareDialog):
        dialog = make(desk, roster)
        dialog.show()
        qtbot.waitExposed(dialog)
        assert faults(dialog) == []
        dialog.reject()
