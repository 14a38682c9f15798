"""Attendance by the keyboard: initials, Enter; the total runs along; all marks are one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desktop_app import registry
from desktop_app.features.study.attendance import marks_of, set_attendance
from desktop_app.features.study.ui.acting import MakeUpDialog
from desktop_app.features.study.ui.attendance import AttendanceDialog
from desktop_app.features.study.words import Status
from desktop_app.people import membership
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.giving_up import GivingUp

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def desk(branch, qtbot):
    made = Desk(branch.office, registry.LEDGERS, registry.TABS)
    yield made
    made.close()
    made.jobs.strip.deleteLater()


@pytest.fixture
def dialog(branch, desk, qtbot):
    made = AttendanceDialog(desk, branch.session())
    made.show()
    yield made
    if isValid(made):
        made.done(0)


def _mark(qtbot, dialog, initials):
    qtbot.keyClicks(dialog.typed, initials)
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Return)


def test_initials_and_enter_mark_and_the_total_runs_along(branch, dialog, qtbot):
    assert dialog.total.text() == "应到 10　实到 9　送学 1"
    _mark(qtbot, dialog, "wjg")
    assert dialog.total.text() == "应到 10　实到 8　请假 1　送学 1"
    qtbot.keyClick(dialog, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    _mark(qtbot, dialog, "lxy")
    assert dialog.total.text() == "应到 10　实到 7　请假 1　缺席 1　送学 1"
    _mark(qtbot, dialog, "lxy")
    assert dialog.total.text() == "应到 10　实到 8　请假 1　送学 1"


def test_all_marks_are_kept_in_one_step_and_undone_in_one(branch, dialog, qtbot):
    _mark(qtbot, dialog, "wjg")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    session = dialog._session
    marks = marks_of(branch.office, session)
    assert len(marks) == 10
    assert marks[branch.people[0]] == (Status.LEAVE, "家中有事", "支部书记")
    assert branch.office.undo_title().startswith("签到 甲支部")
    branch.office.undo()
    assert marks_of(branch.office, session) == {}


def test_leave_without_a_reason_stays_in_the_dialog(branch, dialog, qtbot):
    dialog.reason.clear()
    _mark(qtbot, dialog, "wjg")
    dialog.keep()
    qtbot.waitUntil(lambda: "请假事由" in dialog.strip.text)
    assert dialog.isVisible()


def test_enter_over_an_empty_line_marks_nobody(dialog, qtbot):
    before = dialog.total.text()
    _mark(qtbot, dialog, "")
    assert dialog.total.text() == before and "先输入姓名" in dialog.strip.text
    _mark(qtbot, dialog, "wjg")
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert "请假 1" in dialog.total.text()


def test_marks_that_are_kept_nowhere_are_asked_about_before_they_go(dialog, qtbot):
    _mark(qtbot, dialog, "wjg")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    asked = dialog.findChild(GivingUp)
    assert dialog.isVisible() and asked is not None
    qtbot.mouseClick(asked.go_on, Qt.MouseButton.LeftButton)
    assert dialog.isVisible() and "请假 1" in dialog.total.text()
    _mark(qtbot, dialog, "wjg")
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_ctrl_s_saves_the_marks_and_who_is_elsewhere_at_that_hour_is_said(branch, dialog, desk, qtbot):
    other = branch.session(title="大会", start_at="10:00", end_at="11:00", kind=branch.kind("支部党员大会"))
    with branch.office.change("签到"):
        set_attendance(branch.office, other, {})
    said = []
    desk.told.connect(said.append)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "同一时间也在“大会”签到" in said[-1]


def test_nobody_found_is_said(dialog, qtbot):
    _mark(qtbot, dialog, "qqq")
    assert dialog.strip.text == "名单里没有这个人。"


def test_only_those_away_can_be_looked_at(dialog, qtbot):
    _mark(qtbot, dialog, "wjg")
    dialog.only_away.setChecked(True)
    assert {dialog.model.person(row).name for row in range(dialog.model.rowCount())} == {"王建国", "吴越"}


def test_several_absences_are_made_up_at_once(branch, desk, dialog, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    _mark(qtbot, dialog, "wjg")
    _mark(qtbot, dialog, "lxy")
    with qtbot.waitSignal(dialog.accepted):
        dialog.keep()
    owed = [row[0] for row in branch.office.database.rows("SELECT id FROM attendance WHERE owed = 1")]
    make_up = MakeUpDialog(desk, owed)
    make_up.show()
    make_up.activateWindow()
    qtbot.waitUntil(make_up.isActiveWindow)
    with qtbot.waitSignal(make_up.accepted):
        for _ in make_up.editors:
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert branch.office.database.one("SELECT count(*) FROM attendance WHERE owed = 1") == 0
    assert branch.office.database.one("SELECT count(*) FROM attendance WHERE makeup_on = '2016-12-31'") == 2


def test_fourteen_of_two_hundred_are_away_by_three_keys_each(branch, desk, qtbot):
    letters = dict(zip("白陈杜方高金马潘钱徐", "bcdfgjmpqx", strict=True))
    called = {first + second: letters[first] + letters[second] for first in letters for second in letters}
    many = [{"name": name, "org": branch.org, "full_on": "1991-01-01"} for name in called]
    with branch.office.change("期初"):
        people = membership.open_with(branch.office, many, "2015-12-31")
        membership.open_with(branch.office, [each | {"name": "吴" + each["name"]} for each in many[:90]], "2015-12-31")
    dialog = AttendanceDialog(desk, branch.session())
    qtbot.addWidget(dialog)
    dialog.show()
    away = dict(list(zip(people, called.values(), strict=True))[3:100:7])
    for initials in away.values():
        _mark(qtbot, dialog, initials)  # two letters and Enter
    assert len(away) == 14 and dialog.total.text() == "应到 200　实到 185　请假 14　送学 1"
    marked = {member for member, mark in dialog.model.away().items() if mark.status == Status.LEAVE}
    assert marked == set(away)
    dialog.done(0)
