"""One ledger's tab as the clerk uses it: tree, views, search, filters, the record beside; all of it by keys too."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop_app.ledger import writes
from desktop_app.ledger.declaration import Condition
from desktop_app.widgets.form.page import FormPage
from desktop_app.widgets.import_preview.dialog import ImportDialog
from desktop_app.widgets.pasting import pasted_workbook
from desktop_app.widgets.standard_tab import StandardTab

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


def listed(tab) -> set[str]:
    return {row[0] for row in tab.panel.model.query.page(tab.panel.model.ids, [tab.ledger.column("name")])}


def counts(tree) -> dict[str, str]:
    return {item.text(0): item.text(1) for item in tree._items.values()}


def test_a_node_of_the_tree_lists_as_many_as_it_says(tab, desk, branches, qtbot):
    settled(desk, qtbot)
    assert counts(tab.side.tree) == {"中心党委": "5", "机关党总支": "5", "一支部": "3", "二支部": "2", "三支部": "0"}
    tab.side.tree.setCurrentItem(tab.side.tree._items[branches["一支部"]])
    settled(desk, qtbot)
    assert listed(tab) == {"张建国", "李秀英", "王强"} and tab.status_text() == "3 人"


def test_a_member_is_found_as_one_types(tab, desk, qtbot):
    for typed, found in (("zjg", {"张建国"}), ("0033", {"赵德才"}), ("1391234", {"张建国"}), ("不存在", set())):
        tab.bar.search.setText(typed)
        qtbot.waitUntil(lambda found=found: listed(tab) == found)
    assert tab.panel.empty.isVisibleTo(tab) and tab.panel.empty.step == "看全部"
    tab.panel.empty._do.click()
    qtbot.waitUntil(lambda: len(tab.panel.model.ids) == 5)
    settled(desk, qtbot)


def test_a_filter_saved_by_name_is_there_after_a_restart_with_the_same_rows(tab, desk, roster, qtbot):
    tab.bar.set_conditions([Condition("mobile", "不为空"), Condition("name", "包含", ("张",))])
    settled(desk, qtbot)
    before = listed(tab)
    tab.bar.save_asked.emit("有手机的张姓")
    settled(desk, qtbot)
    assert before == {"张建国"} and listed(tab) == before
    tab.panel.keep()
    settled(desk, qtbot)
    again = StandardTab(desk, roster)
    qtbot.addWidget(again)
    settled(desk, qtbot)
    assert again.side.views.current_view().name == "有手机的张姓" and listed(again) == before


def test_nobody_is_selected_where_nobody_is_listed(tab, desk, qtbot):
    tab.panel.view.selectAll()
    assert tab.status_text() == "5 人 · 选中 5"
    tab.bar.search.setText("不存在")
    qtbot.waitUntil(lambda: listed(tab) == set())
    settled(desk, qtbot)
    assert tab.status_text() == "0 人"


def test_another_tab_can_bring_one_record_to_the_front(tab, desk, members, qtbot):
    tab.bar.search.setText("sm")
    qtbot.waitUntil(lambda: listed(tab) == {"孙梅"})
    tab.show_record(members["张建国"])
    qtbot.waitUntil(lambda: tab.pane.row is not None and tab.pane.row.id == members["张建国"])
    settled(desk, qtbot)
    assert tab.panel.view.current_id() == members["张建国"]


def test_a_count_elsewhere_opens_exactly_its_rows(tab, desk, members, qtbot):
    tab.show_rows([members["王强"], members["孙梅"]], "缺手机的")
    settled(desk, qtbot)
    assert listed(tab) == {"王强", "孙梅"} and tab.bar.title.text() == "缺手机的"
    tab.show_rows([Condition("org", "属于", (1,))], "全部")
    settled(desk, qtbot)
    assert len(listed(tab)) == 5


def test_a_record_is_made_and_seen_without_the_mouse(desk, roster, members, branches, qtbot):
    tab = StandardTab(desk, replace(roster, actions=()))
    qtbot.addWidget(tab)
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    settled(desk, qtbot)
    tab.side.tree.setCurrentItem(tab.side.tree._items[branches["三支部"]])
    tab.panel.view.setFocus()
    qtbot.keyClick(tab.panel.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.findChild(FormPage) is not None)
    form = tab.findChild(FormPage)
    assert form.editors["org"].picker.text() == "三支部", "the branch chosen in the tree"
    form.editors["name"].line.setText("钱学明")
    qtbot.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: listed(tab) == {"钱学明"})
    settled(desk, qtbot)
    assert tab.findChild(FormPage) is None and tab.panel.view.current_id() is not None
    assert counts(tab.side.tree)["三支部"] == "1"


def test_rows_copied_in_excel_are_previewed_before_anything_is_written(tab, desk, office, qtbot):
    before = office.counts()
    QGuiApplication.clipboard().setText(
        "姓名\t公民身份证号\t所在党支部\n周新\t410999196703030011\t二支部\n张建国\t410999194803050016\t一支部"
    )
    tab.panel.view.setFocus()
    qtbot.keyClick(tab.panel.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = tab.window().findChild(ImportDialog)
    qtbot.waitUntil(lambda: dialog.intake.read is not None and not dialog.running.busy)
    if dialog.intake.plan is None:
        dialog.make_plan()
        qtbot.waitUntil(lambda: dialog.intake.plan is not None)
    told = dialog.intake.plan.counts()
    assert (told["rows"], told["new"], told["same"]) == (2, 1, 1)
    assert office.counts() == before
    qtbot.waitUntil(lambda: not dialog.running.busy)
    dialog.reject()
    settled(desk, qtbot)


def test_pasted_numbers_keep_all_their_digits_and_rows_without_headings_follow_the_table(roster):
    book = pasted_workbook("周新\t410999196703030011\n", roster, ["姓名", "公民身份证号"])
    assert book.sheets[0].rows == [["姓名", "公民身份证号"], ["周新", "410999196703030011"]]
    assert pasted_workbook(" \n\t\n", roster, ["姓名"]) is None


def test_branches_are_put_in_order_by_a_drag_and_that_undoes(tab, desk, office, branches, qtbot):
    tab.side.tree.org_dropped.emit(branches["三支部"], branches["一支部"])
    settled(desk, qtbot)
    assert [name for name in counts(tab.side.tree) if name.endswith("支部")] == ["三支部", "一支部", "二支部"]
    office.undo()
    qtbot.waitUntil(lambda: [n for n in counts(tab.side.tree) if n.endswith("支部")] == ["一支部", "二支部", "三支部"])
    settled(desk, qtbot)


def test_whole_numbers_show_in_table_and_pane_for_one_purpose_and_go_again(tab, desk, members, qtbot):
    tab.panel.choose(frozenset(("name", "id_no")))
    tab.show_record(members["张建国"])
    qtbot.waitUntil(lambda: tab.pane.row is not None)
    at = tab.panel.model.place_of(members["张建国"])
    desk.unmask("核对信息")
    assert tab.panel.model.index(at, 1).data() == "410999194803050016"
    assert tab.pane._rows["id_no"].value.text() == "410999194803050016"
    desk.mask()
    assert "*" in tab.panel.model.index(at, 1).data() and "*" in tab.pane._rows["id_no"].value.text()
    settled(desk, qtbot)


def test_panes_stay_as_they_were_left(tab, desk, roster, qtbot):
    tab.split.setSizes([180, 700, 400])
    left = tab.split.sizes()
    desk.closing.emit()
    settled(desk, qtbot)
    again = StandardTab(desk, roster)
    qtbot.addWidget(again)
    again.resize(1280, 760)
    again.show()
    settled(desk, qtbot)
    assert all(abs(one - other) <= 2 for one, other in zip(again.split.sizes(), left, strict=True))


def test_after_a_save_the_table_and_the_pane_show_what_was_saved(tab, desk, members, branches, qtbot):
    """A new record sorts before the first: the row that was first must not come back over it."""
    tab.panel.view.selectRow(0)
    new = writes.create(desk.office, tab.ledger, {"name": "丁一", "org": branches["一支部"], "category": "正式党员"})
    tab.panel.follow(new)
    settled(desk, qtbot)
    assert tab.panel.view.current_id() == new
    qtbot.waitUntil(lambda: tab.pane.row is not None and tab.pane.row.id == new)
