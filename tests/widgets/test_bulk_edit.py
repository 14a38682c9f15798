"""Many at once: every change is looked at, then it is one step of undo. And a drag onto a branch asks for day and basis."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.people import membership
from desktop_app.widgets.bulk_edit import BulkEditDialog
from desktop_app.widgets.form.finders import Offered
from desktop_app.widgets.moving import MoveByDrag

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(desk, roster, members, window):
    made = BulkEditDialog(desk, roster, list(members.values()), window)
    made.show()
    return made


def choose(dialog, field: str) -> None:
    offered = next(each for each in dialog._find_field("") if each.value == field)
    dialog.field.put(offered)
    dialog.field.chosen.emit(offered)


def reviewed(dialog, qtbot) -> None:
    dialog._review()
    qtbot.waitUntil(lambda: dialog.model is not None)


def test_a_field_is_found_by_its_initials(dialog):
    assert [each.text for each in dialog._find_field("gzdw")] == ["工作单位及职务"]
    assert isinstance(dialog._find_field("")[0], Offered)


def test_fields_that_only_actions_change_are_not_offered(dialog):
    assert "org" not in [each.value for each in dialog._find_field("")]


def test_every_change_is_shown_before_anything_is_written_and_one_undo_takes_all_back(
    dialog, desk, office, members, qtbot
):
    with office.change("先有一人"):
        office.database.execute_sql("UPDATE member SET unit_post = '机关' WHERE id = ?", (members["张建国"],))
    choose(dialog, "unit_post")
    dialog.editor.line.setText("机关")
    before = office.changes()
    reviewed(dialog, qtbot)
    assert office.changes() == before
    assert "会改 4 人" in dialog._counts.text() and "已经是这样的 1 人" in dialog._counts.text()
    model = dialog.model
    assert [model.index(0, at).data() for at in (1, 2)] == ["（空）", "机关"]
    dialog.write.click()
    qtbot.waitUntil(lambda: office.undo_title() == "批量修改 4 人的 工作单位及职务")
    qtbot.waitUntil(lambda: not desk.is_saving)
    office.undo()
    assert office.database.one("SELECT count(*) FROM member WHERE unit_post = '机关'") == 1


def test_tab_leads_from_the_field_to_its_value_and_on_to_the_review(dialog, qtbot):
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    choose(dialog, "unit_post")
    qtbot.waitUntil(dialog.editor.isVisible)
    dialog.field.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.editor.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClicks(QApplication.focusWidget(), "jg")
    assert dialog.editor.typed() == "jg" and dialog.field.choice.value == "unit_post"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dialog.look


def test_the_tab_that_takes_the_field_leads_into_its_value(dialog, qtbot):
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.field.setFocus()
    qtbot.keyClicks(dialog.field, "gzdw")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Tab)
    assert dialog.field.choice.value == "unit_post"
    assert dialog.editor.isAncestorOf(QApplication.focusWidget()), "not to 核对, past the value"
    qtbot.keyClicks(QApplication.focusWidget(), "jg")
    assert dialog.editor.typed() == "jg"


def test_emptying_a_field_of_many_is_not_one_enter_away(dialog, desk, office, members, qtbot):
    with office.change("先有一人"):
        office.database.execute_sql("UPDATE member SET unit_post = '机关' WHERE id = ?", (members["张建国"],))
    choose(dialog, "unit_post")
    reviewed(dialog, qtbot)
    assert dialog.write.text().startswith("清空") and dialog.write.isEnabled() and not dialog.write.hasFocus()


def test_what_the_kind_refuses_stands_under_the_value(dialog, qtbot):
    choose(dialog, "birth_date")
    dialog.editor.line.setText("1958-13")
    dialog._review()
    qtbot.waitUntil(lambda: dialog.editor.told != "")
    assert dialog.editor.told == "没有 13 月" and not dialog.write.isEnabled()


def test_a_review_is_forgotten_when_the_value_changes(dialog, qtbot):
    choose(dialog, "unit_post")
    dialog.editor.line.setText("机关")
    reviewed(dialog, qtbot)
    assert dialog.write.isEnabled()
    qtbot.keyClicks(dialog.editor.line, "x")
    assert dialog.model is None and not dialog.write.isEnabled()


def test_a_record_changed_after_the_review_stops_the_edit(dialog, desk, office, members, qtbot):
    choose(dialog, "unit_post")
    dialog.editor.line.setText("机关")
    reviewed(dialog, qtbot)
    with office.change("别处"):
        office.database.execute_sql("UPDATE member SET unit_post = '采油' WHERE id = ?", (members["王强"],))
    dialog.write.click()
    qtbot.waitUntil(lambda: bool(dialog.strip.text))
    assert "王强" in dialog.strip.text and office.undo_title() == "别处"


@pytest.fixture
def movable(roster):
    from dataclasses import replace

    def moves(office, ids, org, on, basis) -> None:
        membership.move(office, ids, org, on, membership.Papers(basis=basis))

    return replace(roster, moves=moves)


def test_a_drag_asks_the_day_and_the_paper_and_is_an_event(desk, office, movable, members, branches, window, qtbot):
    dialog = MoveByDrag(desk, movable, [members["张建国"], members["王强"]], branches["三支部"], window)
    dialog.show()
    assert "2 人" in dialog.findChild(QWidget, "sectionTitle").text()
    dialog.day.line.setText("2016.12.5")
    qtbot.keyClick(dialog.day.line, Qt.Key.Key_Return)
    dialog.basis.setText("组字〔2016〕5 号")
    with qtbot.waitSignal(dialog.accepted):
        dialog.move_button.click()
    events = office.database.rows("SELECT on_day, to_org_id, basis FROM membership_event WHERE kind = '支部间调整'")
    assert events == [("2016-12-05", branches["三支部"], "组字〔2016〕5 号")] * 2
    office.undo()
    assert office.database.one("SELECT count(*) FROM member WHERE org_id = ?", (branches["三支部"],)) == 0


def test_a_day_that_cannot_be_is_said_in_the_dialog_and_nothing_moves(
    desk, office, movable, members, branches, window, qtbot
):
    dialog = MoveByDrag(desk, movable, [members["张建国"]], branches["三支部"], window)
    dialog.show()
    dialog.day.line.setText("2015-01-01")
    dialog.move_button.click()
    qtbot.waitUntil(lambda: bool(dialog.strip.text))
    assert "不在册" in dialog.strip.text and dialog.isVisible()
    dialog.reject()
