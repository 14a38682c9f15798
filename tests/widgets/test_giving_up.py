"""Esc, 取消 and the close box ask before what was typed is gone; a form in which nothing was typed goes without a word."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desktop_app.storage.fields import LongText, Text
from desktop_app.widgets.asking import AskDialog
from desktop_app.widgets.belongings.part_dialog import PartDialog
from desktop_app.widgets.belongings.step_dialog import StepDialog
from desktop_app.widgets.form.drafts import left_drafts
from desktop_app.widgets.form.page import FormPage
from desktop_app.widgets.giving_up import GivingUp
from desktop_app.widgets.standard_tab import StandardTab
from tests.ledger.sample_ledger.orders import LINES, ORDERS
from tests.widgets.stock import branch, desk, member, office, order, settled

__all__ = ["branch", "desk", "member", "office", "order", "settled"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def tab(desk, order, qtbot, settled):
    made = StandardTab(desk, ORDERS)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.show_record(order)
    settled()
    made.pane.read_now()
    return made


def shown(kind: type) -> list[Any]:
    """The windows of a kind that stand open."""
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]


def test_esc_in_a_new_record_asks_before_the_typed_is_gone(tab, office, qtbot, settled):
    tab.start_new()
    form = tab.findChild(FormPage)
    line = form.editors["title"].input
    qtbot.keyClicks(line, "Ladder")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    (asked,) = shown(GivingUp)
    assert asked.text() == "填的内容还没有保存，要放弃吗？"
    assert {button.text() for button in asked.buttons()} == {"放弃", "继续填写"}
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert not shown(GivingUp) and form.isVisible() and line.text() == "Ladder", "Esc twice loses nothing"
    form._keep_draft()
    settled()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    shown(GivingUp)[0].give_up.click()
    settled()
    assert not tab.findChildren(FormPage) and left_drafts(office, ORDERS) == []


def test_a_form_in_which_nothing_was_typed_goes_at_once(tab, qtbot, settled):
    tab.start_new()
    form = tab.findChild(FormPage)
    line = form.editors["title"].input
    qtbot.keyClicks(line, "L")
    line.clear()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    settled()
    assert not shown(GivingUp) and not tab.findChildren(FormPage)


def test_the_close_box_of_a_parts_form_asks(tab, office, qtbot, settled):
    tab.pane.belongings.parts[0].start_new()
    (dialog,) = shown(PartDialog)
    dialog.form.editors["what"].put_words("幕布")
    dialog.close()
    (asked,) = shown(GivingUp)
    asked.go_on.click()
    assert dialog.isVisible() and dialog.form.editors["what"].typed() == "幕布"
    dialog.close()
    shown(GivingUp)[0].give_up.click()
    settled()
    assert not isValid(dialog) or not dialog.isVisible()
    assert left_drafts(office, LINES) == []


def test_esc_in_a_step_with_a_typed_opinion_asks(tab, office, qtbot, settled):
    tab.pane.belongings.start_step("批准")
    (dialog,) = shown(StepDialog)
    opinion = next(editor for editor in dialog.editors.values() if editor.kind.label == "意见")
    qtbot.keyClicks(opinion.input, "Agreed")
    qtbot.keyClick(opinion.input, Qt.Key.Key_Escape)
    shown(GivingUp)[0].go_on.click()
    assert dialog.isVisible() and opinion.typed() == "Agreed"
    dialog.close()
    shown(GivingUp)[0].give_up.click()
    settled()
    assert not shown(StepDialog)
    tab.pane.belongings.start_step("批准")
    (again,) = shown(StepDialog)
    again.close()
    settled()
    assert not shown(GivingUp) and not shown(StepDialog), "today and the own name are no typing"


def test_a_small_question_asks_too(tab, desk, qtbot, settled):
    done = []
    fields = {"reason": Text("事由"), "told": LongText("说明")}
    dialog = AskDialog(desk, "转出", "转出 1 人", fields, dict, done.append, tab, given={"reason": "搬家"})
    dialog.show()
    qtbot.keyClicks(dialog.editors["told"].input, "Moved")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    shown(GivingUp)[0].go_on.click()
    assert dialog.isVisible()
    dialog.act()
    settled()
    assert done == [{"reason": "搬家", "told": "Moved"}] and not shown(GivingUp)


def asked(desk, tab, qtbot, **fields):
    done = []
    dialog = AskDialog(desk, "问", "问几项", fields, dict, done.append, tab)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog, done


def test_where_one_thing_is_asked_enter_is_the_answer_and_esc_asks_nothing(desk, tab, qtbot):
    dialog, done = asked(desk, tab, qtbot, number=Text("编号"))
    qtbot.keyClicks(dialog.editors["number"].focusProxy() or dialog.editors["number"], "0042")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(done))
    assert done == [{"number": "0042"}]
    dialog, done = asked(desk, tab, qtbot, number=Text("编号"))
    qtbot.keyClicks(QApplication.focusWidget(), "7")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.isVisible())
    assert not done


def test_enter_goes_from_field_to_field_and_then_to_the_button(desk, tab, qtbot):
    dialog, done = asked(desk, tab, qtbot, one=Text("甲"), other=Text("乙"))
    for words in ("a", "b"):
        qtbot.keyClicks(QApplication.focusWidget(), words)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is dialog.do and not done
    qtbot.keyClick(dialog.do, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(done))
    assert done == [{"one": "a", "other": "b"}]
