"""增加: how somebody came is asked first, and written with the person in one change."""

import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid

from desktop_app.features.roster.ui.entering import EnterDialog
from desktop_app.widgets.form.page import FormPage
from desktop_app.widgets.standard_tab import StandardTab

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def tab(desk, roster, members, qtbot):
    made = StandardTab(desk, roster)
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    qtbot.waitUntil(lambda: not desk.reader.busy)
    yield made
    qtbot.waitUntil(lambda: not desk.reader.busy and not desk.is_saving)


@pytest.fixture
def dialog(tab, branches):
    tab.side.tree.setCurrentItem(tab.side.tree._items[branches["二支部"]])
    tab.start_new()
    made = tab.window().findChild(EnterDialog)
    yield made
    if isValid(made):
        made.reject()


def filled(tab, qtbot, dialog, kind: str, on: str) -> FormPage:
    dialog.editors["kind"].put(kind)
    dialog.tell()
    dialog.editors["on"].put(on)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    return tab.findChild(FormPage)


def saved(qtbot, form, name: str) -> None:
    form.editors["name"].line.setText(name)
    with qtbot.waitSignal(form.saved):
        form.save()


def test_the_branch_chosen_in_the_tree_stands_there_already(dialog, branches):
    assert dialog.editors["org"].typed() == branches["二支部"]


def test_nothing_is_written_before_the_form_is_saved(tab, dialog, office, qtbot):
    before = office.changes()
    form = filled(tab, qtbot, dialog, "转入组织关系", "2016-12-03")
    assert office.changes() == before
    form.leave()
    assert office.changes() == before


def test_a_transfer_in_is_written_with_its_day_and_origin(tab, dialog, office, branches, qtbot):
    dialog.editors["elsewhere"].put("油田机关党委")
    dialog.editors["basis"].put("介绍信第 12 号")
    form = filled(tab, qtbot, dialog, "转入组织关系", "2016-12-03")
    saved(qtbot, form, "周远")
    event = office.database.rows(
        "SELECT e.kind, e.on_day, e.to_org_id, e.elsewhere, e.basis, m.entered_on FROM membership_event e"
        " JOIN member m ON m.id = e.member_id WHERE m.name = '周远'"
    )
    assert event == [("转入组织关系", "2016-12-03", branches["二支部"], "油田机关党委", "介绍信第 12 号", "2016-12-03")]
    office.undo()
    assert office.database.one("SELECT count(*) FROM member WHERE name = '周远'") == 0


def test_somebody_admitted_is_a_probationary_member_from_that_day(tab, dialog, office, qtbot):
    form = filled(tab, qtbot, dialog, "发展党员", "2016-11-30")
    saved(qtbot, form, "陈新")
    row = office.database.rows("SELECT category, joined_on FROM member WHERE name = '陈新'")
    assert row == [("预备党员", "2016-11-30")]


def test_there_is_one_button_for_a_new_member(tab):
    assert "增加" not in tab.actions_by_name and "新增" in tab.actions_by_name
    assert {"支部间调整", "减少", "组织管理"} <= tab.actions_by_name.keys()
