"""What a clerk who had never seen the program stumbled over in a tab, each put as the clerk told it."""

import json

import pytest
from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop_app.support.id_number import mask_in_words
from desktop_app.widgets.filters.editor import ConditionEditor
from desktop_app.widgets.form.finders import Offered
from desktop_app.widgets.form.opening import open_form_page
from desktop_app.widgets.form.page import FormPage
from desktop_app.widgets.form.picker import PickerEdit
from desktop_app.widgets.giving_up import GivingUp
from desktop_app.widgets.moving import MoveByDrag
from desktop_app.widgets.row_menu import RowMenu
from desktop_app.widgets.standard_tab import StandardTab
from desktop_app.widgets.table.view import ROWS_MIME

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def tab(desk, roster, members, qtbot):
    made = StandardTab(desk, roster)
    qtbot.addWidget(made)
    made.resize(1280, 760)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    settled(desk, qtbot)
    return made


def settled(desk, qtbot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not desk.reader.busy and not desk.is_saving)
    QApplication.processEvents()


def listed(tab) -> int:
    return len(tab.panel.model.ids)


def choose_view(tab, name: str) -> None:
    views = tab.side.views
    items = [views.topLevelItem(at) for at in range(views.topLevelItemCount())]
    views.setCurrentItem(next(item for item in items if item.text(0) == name))


def test_the_first_of_the_views_is_everybody_with_the_count_and_leads_out_of_a_view(tab, desk, qtbot):
    first = tab.side.views.topLevelItem(0)
    assert (first.text(0), first.text(1)) == ("全部党员", "5") and first.isSelected()
    choose_view(tab, "流动党员")
    settled(desk, qtbot)
    assert listed(tab) == 0 and tab.bar.view_chip.text() == "流动党员  ×"
    choose_view(tab, "全部党员")
    settled(desk, qtbot)
    assert listed(tab) == 5 and tab.bar.view_chip.isHidden()


def test_the_views_chip_is_clicked_away_and_the_branch_stays_chosen(tab, desk, branches, qtbot):
    tab.side.tree.setCurrentItem(tab.side.tree._items[branches["一支部"]])
    choose_view(tab, "失联党员")
    settled(desk, qtbot)
    tab.bar.view_chip.click()
    settled(desk, qtbot)
    assert listed(tab) == 3 and tab.bar.view_chip.isHidden() and tab.side.views.topLevelItem(0).isSelected()


def test_everybody_is_one_click_away_from_rows_that_another_page_asked_for(tab, desk, members, qtbot):
    tab.show_rows([members["王强"]], "离世的人")
    settled(desk, qtbot)
    assert listed(tab) == 1 and tab.bar.view_chip.isVisibleTo(tab)
    choose_view(tab, "全部党员")
    settled(desk, qtbot)
    assert listed(tab) == 5


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_down_or_enter_in_the_search_box_goes_to_the_first_row_found(tab, desk, members, qtbot, key):
    tab.bar.search.setFocus()
    qtbot.keyClicks(tab.bar.search, "zdc")
    qtbot.keyClick(tab.bar.search, key)
    settled(desk, qtbot)
    assert tab.panel.view.hasFocus() and tab.panel.view.current_id() == members["赵德才"]


def test_a_right_click_offers_all_that_keys_do_with_the_rows(tab, members):
    tab.panel.view.select_id(members["张建国"])
    tab.panel.view.customContextMenuRequested.emit(QPoint(40, 40))
    menu = tab.findChild(RowMenu)
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    for wanted in ("打开", "改", "复制这一格", "复制（含表头）", "粘贴", "批量改", "显示证号", "支部间调整"):
        assert wanted in words
    assert "删除" not in words  # the roster deletes nobody
    menu.close()


def test_no_word_on_the_toolbar_is_cut_what_has_no_room_is_in_the_menu(tab, qtbot):
    tab.resize(1000, 700)
    QApplication.processEvents()
    bar = tab.toolbar
    assert bar.left_out
    shown = [button for button in bar._buttons if not button.isHidden()]
    assert all(button.width() >= button.sizeHint().width() for button in shown)
    bar.menu.aboutToShow.emit()
    offered = [action.text() for action in bar.menu.actions()]
    assert all(any(button.text() in words for words in offered) for button in bar.left_out)
    assert any("Ctrl+C" in words for words in offered) and "删除" not in offered


def test_copying_masked_numbers_says_so_and_how_to_get_whole_ones(tab, desk, members, qtbot):
    tab.panel.view.select_id(members["张建国"])
    with qtbot.waitSignal(desk.told) as told:
        tab.panel.view.copy_rows()
    assert "已复制 1 行" in told.args[0] and "掩码" in told.args[0] and "Ctrl+Shift+M" in told.args[0]
    desk.unmask("核对")
    with qtbot.waitSignal(desk.told) as told:
        tab.panel.view.copy_rows()
    assert told.args[0] == "已复制 1 行"


def test_down_then_enter_takes_what_is_highlighted(qtbot):
    every = [Offered(number, f"x{number}") for number in range(5)]
    picker = PickerEdit(lambda typed: [each for each in every if typed in each.text])
    qtbot.addWidget(picker)
    picker.show()
    qtbot.keyClicks(picker, "x")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        qtbot.keyClick(picker, key)
    assert picker.choice == every[1]


def test_a_click_on_a_field_lists_what_it_can_be_also_when_something_is_chosen(qtbot):
    every = [Offered(number, f"x{number}") for number in range(5)]
    picker = PickerEdit(lambda typed: [each for each in every if typed in each.text])
    qtbot.addWidget(picker)
    picker.resize(200, 30)
    picker.show()
    picker.put(every[2])
    popup = picker._list.popup()
    for _again in range(2):
        qtbot.mouseClick(picker, Qt.MouseButton.LeftButton, pos=QPoint(30, 12))
        assert popup.isVisible() and popup.model().rowCount() == 5 and popup.currentIndex().row() == 2
        popup.hide()
    assert picker.choice == every[2], "to look is not to choose"


@pytest.mark.parametrize("leave", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_a_field_that_was_emptied_stays_empty_when_it_is_left(qtbot, leave):
    every = [Offered(number, f"x{number}") for number in range(5)]
    picker = PickerEdit(lambda typed: [each for each in every if typed in each.text])
    qtbot.addWidget(picker)
    picker.show()
    picker.put(every[3])
    picker.selectAll()
    qtbot.keyClick(picker, Qt.Key.Key_Delete)
    qtbot.keyClick(picker, leave)
    assert picker.typed() is None
    picker.open_all()
    qtbot.keyClick(picker, leave)
    assert picker.typed() is None, "to look is not to choose"
    picker.open_all()
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    qtbot.keyClick(picker, leave)
    assert picker.choice == every[0]


def test_a_click_on_another_field_over_an_open_list_takes_the_keyboard_there(qtbot):
    form = QWidget()
    qtbot.addWidget(form)
    every = [Offered(number, f"x{number}") for number in range(5)]
    picker, other = PickerEdit(lambda typed: [each for each in every if typed in each.text]), QLineEdit()
    column = QVBoxLayout(form)
    for field in (other, picker):
        column.addWidget(field)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    picker.open_all()
    popup = picker._list.popup()
    beside = popup.mapFromGlobal(other.mapToGlobal(QPoint(20, 8)))
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress, QPointF(beside), QPointF(popup.mapToGlobal(beside)), Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(popup, press)
    qtbot.waitUntil(other.hasFocus)
    assert not popup.isVisible() and picker.choice is None


def test_over_an_open_form_the_tabs_keys_rest_and_come_back_with_it(tab, desk, members, qtbot):
    tab.open_form(members["王强"])
    form = tab.findChild(FormPage)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert form.isAncestorOf(QApplication.focusWidget()), "the keys stay in the form"
    qtbot.keyClicks(QApplication.focusWidget(), "x")
    assert tab.bar.search.text() == ""
    find = tab.actions_by_name["找"]
    assert not find.isEnabled()
    qtbot.keyClick(form._area, Qt.Key.Key_Escape)  # where a click beside the fields leaves the keyboard
    form.findChild(GivingUp).give_up.click()
    settled(desk, qtbot)
    assert find.isEnabled() and tab.panel.view.isVisible()


def test_esc_closes_the_transfer_wherever_the_hand_is(tab, desk, roster, members, branches, qtbot):
    for part in ("day", "basis"):
        dialog = MoveByDrag(desk, roster, [members["王强"]], branches["二支部"], tab)
        dialog.open()
        field = getattr(dialog, part)
        field.setFocus()
        qtbot.keyClick(field.focusProxy() or field, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


def test_while_rows_are_dragged_the_branch_they_would_go_to_stands_out(tab, desk, branches, members, qtbot):
    tree, carried = tab.side.tree, QMimeData()
    tree.expandAll()
    QApplication.processEvents()
    carried.setData(ROWS_MIME, QByteArray(json.dumps({"ledger": "roster", "ids": [members["王强"]]}).encode()))
    item = tree._items[branches["二支部"]]
    place = tree.visualItemRect(item).center()
    left = Qt.MouseButton.LeftButton
    move = QDragMoveEvent(place, Qt.DropAction.MoveAction, carried, left, Qt.KeyboardModifier.NoModifier)
    tree.dragMoveEvent(move)
    assert move.isAccepted() and item.background(0).style() != Qt.BrushStyle.NoBrush
    tree._light(None)
    assert item.background(0).style() == Qt.BrushStyle.NoBrush


def test_a_list_to_filter_by_is_found_in_by_typing_and_ticked_by_its_word(tab, qtbot):
    tab.bar.open_editor()
    editor = tab.findChild(ConditionEditor)
    editor.field.setCurrentIndex(editor.field.findData("edu_code"))
    qtbot.keyClicks(editor.finding, "dx")
    shown = [item for at in range(editor.listed.count()) if not (item := editor.listed.item(at)).isHidden()]
    assert shown and len(shown) < editor.listed.count() and any("大学" in item.text() for item in shown)
    place = editor.listed.visualItemRect(shown[0])
    words = QPoint(place.left() + 80, place.center().y())
    qtbot.mouseClick(editor.listed.viewport(), Qt.MouseButton.LeftButton, pos=words)
    assert shown[0].checkState() == Qt.CheckState.Checked
    box = QPoint(place.left() + 10, place.center().y())
    qtbot.mouseClick(editor.listed.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert shown[0].checkState() == Qt.CheckState.Unchecked
    editor.close()


def test_the_sentence_of_a_doubt_masks_the_number_until_numbers_are_shown():
    number = "410999194803050016"
    told = mask_in_words(f"证号 {number} 最后一位不对")
    assert number not in told and told.startswith("证号 410***") and told.endswith("不对")


def test_the_record_that_is_shown_is_the_one_the_buttons_act_on(tab, desk, members, qtbot):
    view = tab.panel.view
    tab.bar.search.setFocus()
    view.selectionModel().clear()
    view.setFocus()
    assert view.current_id() is not None and view.selected_ids() == [view.current_id()]
    view.clearSelection()
    tab.panel.set_order((("name", False),))
    settled(desk, qtbot)
    assert view.selected_ids() == [view.current_id()]


def test_delete_in_the_roster_says_what_to_do_instead(tab, desk, members, qtbot):
    tab.panel.view.select_id(members["王强"])
    tab.panel.view.setFocus()
    qtbot.keyClick(tab.panel.view, Qt.Key.Key_Delete)
    settled(desk, qtbot)
    assert "不能删除" in tab.message.text and "“减少”" in tab.message.text and "Ctrl+Z" in tab.message.text


def test_what_was_saved_and_is_not_listed_is_told_and_one_click_away(tab, desk, members, qtbot):
    qtbot.keyClicks(tab.bar.search, "zhangjianguo")
    qtbot.waitUntil(lambda: listed(tab) == 1)
    tab.open_form(members["张建国"])
    form = tab.findChild(FormPage)
    form.editors["name"].input.setText("单测试")
    form.save()
    settled(desk, qtbot)
    qtbot.waitUntil(lambda: listed(tab) == 0)
    assert tab.message.text == "已保存，但不在现在列出的里面。"
    tab.message.act()
    settled(desk, qtbot)
    assert tab.panel.view.current_id() == members["张建国"]


def test_a_new_record_that_is_not_listed_is_told_at_once_and_no_more_when_it_is_undone(
    tab, desk, office, members, branches, qtbot
):
    qtbot.keyClicks(tab.bar.search, "zhangjianguo")
    qtbot.waitUntil(lambda: listed(tab) == 1)
    settled(desk, qtbot)
    open_form_page(tab, None, given={"name": "单测试", "org": branches["一支部"]})
    tab.findChild(FormPage).save()
    settled(desk, qtbot)
    settled(desk, qtbot)
    assert tab.message.text == "已保存，但不在现在列出的里面。"
    with qtbot.waitSignal(desk.changed):
        office.undo()
    assert tab.message.text == ""


def test_what_is_saved_into_the_list_needs_no_word(tab, desk, members, qtbot):
    tab.open_form(members["张建国"])
    form = tab.findChild(FormPage)
    form.editors["unit_post"].input.setText("钻井一大队")
    form.save()
    settled(desk, qtbot)
    assert tab.message.text == "" and tab.panel.view.current_id() == members["张建国"]


def test_the_word_that_rows_are_needed_goes_when_rows_are_chosen(tab, members, qtbot):
    tab.panel.view.clearSelection()
    tab.start_bulk_edit()
    assert "选几行" in tab.message.text
    tab.panel.view.select_id(members["王强"])
    assert tab.message.text == ""
