"""A record's pane beyond its fields: its parts, the steps it may take, its files, its ties, and what others say of it."""

from datetime import date

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QToolButton

from desktop_app.ledger import writes
from desktop_app.ledger.page import read_row
from desktop_app.ledger.taken import ON, OPINION, steps_taken, take
from desktop_app.people.files import attach, files_of
from desktop_app.people.links import End, link, links_of
from desktop_app.widgets import where
from desktop_app.widgets.belongings.line import LineButton
from desktop_app.widgets.belongings.link_dialog import LinkDialog
from desktop_app.widgets.belongings.part_dialog import PartDialog
from desktop_app.widgets.belongings.step_dialog import StepDialog
from desktop_app.widgets.belongings.viewing import FileViewer
from desktop_app.widgets.form.pane import RecordPane
from desktop_app.widgets.giving_up import GivingUp
from desktop_app.widgets.standard_tab import StandardTab
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger.orders import LINES, ORDERS
from tests.widgets.clipping import faults
from tests.widgets.stock import branch, desk, member, office, order, settled

__all__ = ["branch", "desk", "member", "office", "order", "settled"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def pane(desk, order, qtbot, settled):
    made = RecordPane(desk, ORDERS)
    qtbot.addWidget(made)
    made.resize(360, 900)
    made.show()
    made.activateWindow()
    made.show_record(order)
    settled()
    return made


@pytest.fixture
def dialog(pane, qtbot):
    """Finds the window of a kind that is open over the pane, and closes it in the end."""
    found = []

    def find(kind):
        made = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
        assert len(made) == 1
        found.extend(made)
        return made[0]

    yield find
    for each in found:
        try:
            each.close()
        except RuntimeError:
            pass  # gone already


def lines(office) -> list[tuple]:
    return office.database.rows("SELECT what, pieces, price, order_id FROM order_line ORDER BY id")


def whole(pane) -> bool:
    return faults(pane) == []


# ---- parts


def test_the_parts_of_a_record_are_listed_and_open_by_the_keyboard(pane, office, order, dialog, qtbot, settled):
    part = pane.belongings.parts[0]
    assert part.table.isVisible() and part.model.index(0, 0).data() == "投影仪"
    assert [part.model.headerData(at, Qt.Orientation.Horizontal) for at in range(3)] == ["品名", "数量", "单价"]
    part.table.setFocus()
    part.table.selectRow(0)
    qtbot.keyClick(part.table, Qt.Key.Key_F2)
    form = dialog(PartDialog).form
    assert "order" not in form.editors, "whose part it is is known"
    form.editors["pieces"].put_words("2")
    form.save()
    settled()
    assert lines(office) == [("投影仪", 2, 399950, order)] and whole(pane)


def test_a_part_has_files_and_ties_of_its_own_on_its_page(pane, desk, office, member, dialog, tmp_path, qtbot, settled):
    (number,) = (row for (row,) in office.database.rows("SELECT id FROM order_line"))
    pane.belongings.parts[0].open_form(number)
    page = dialog(PartDialog)
    Image.effect_noise((600, 400), 60).convert("RGB").save(tmp_path / "发票.jpg")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "发票.jpg"))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPoint(50, 300), Qt.DropAction.CopyAction, data, left, none))
    settled()
    assert [file.name for file in files_of(office, End("order_line", number))] == ["发票.jpg"]
    assert page.files.list.item(0).text() == "发票.jpg"
    with office.change("关联"):
        link(office, End("order_line", number), End("member", member), "经手")
    settled()
    line = page.ties.findChild(LineButton)
    assert line.words == "经手　张建国" and whole(page)
    with qtbot.waitSignal(desk.record_asked) as opened:
        line.click()
    assert opened.args == ["members", member]
    qtbot.waitUntil(lambda: not page.isVisible())


def test_a_new_part_has_no_files_before_it_is_stored(pane, dialog):
    pane.belongings.parts[0].start_new()
    assert not dialog(PartDialog).files.isVisible()


def test_a_part_is_added_to_the_record_it_is_added_in(pane, office, order, dialog, qtbot, settled):
    part = pane.belongings.parts[0]
    qtbot.keyClick(part.table, Qt.Key.Key_Insert)
    form = dialog(PartDialog).form
    assert form._title.text() == "新增明细"
    form.save()
    assert form.editors["what"].told == "品名要填写"
    form.editors["what"].put_words("幕布")
    form._save_and_again()
    settled()
    form.editors["what"].put_words("遥控器")
    form.save()
    settled()
    assert [(what, owner) for what, _, _, owner in lines(office)] == [
        ("投影仪", order),
        ("幕布", order),
        ("遥控器", order),
    ]
    assert len(part.model.ids) == 3 and "3" in part._section._head.text()


def test_a_part_is_deleted_there_and_not_the_record(pane, office, order, qtbot, settled):
    part = pane.belongings.parts[0]
    part.table.setFocus()
    part.table.selectRow(0)
    qtbot.keyClick(part.table, Qt.Key.Key_Delete)
    settled()
    assert lines(office) == [] and read_row(office, ORDERS, order) is not None
    assert part._nothing.isVisibleTo(pane) and not part.table.isVisible()
    office.undo()
    settled()
    assert len(part.model.ids) == 1


def test_delete_among_the_parts_deletes_no_record_of_the_tab(desk, office, order, qtbot, settled):
    tab = StandardTab(desk, ORDERS)
    qtbot.addWidget(tab)
    tab.resize(1366, 800)
    tab.show()
    tab.activateWindow()
    tab.show_record(order)
    settled()
    table = tab.pane.belongings.parts[0].table
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    settled()
    assert lines(office) == [] and read_row(office, ORDERS, order) is not None


def test_another_record_shows_its_own_parts(pane, office, branch, settled):
    other = writes.create(office, ORDERS, {"title": "买音响", "org": branch})
    pane.show_record(other)
    settled()
    part = pane.belongings.parts[0]
    assert len(part.model.ids) == 0 and part._nothing.text() == "还没有明细。按“新增”加一条。"


def test_rows_copied_in_a_spreadsheet_become_parts_of_the_record(pane, office, order, dialog, qtbot, settled):
    from desktop_app.widgets.import_preview.dialog import ImportDialog

    QApplication.clipboard().setText("幕布\t2\t680")
    part = pane.belongings.parts[0]
    part.table.setFocus()
    qtbot.keyClick(part.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    taken = dialog(ImportDialog)
    qtbot.waitUntil(lambda: taken.intake.read is not None and not taken.running.busy, timeout=20_000)
    if taken.intake.plan is None:
        taken.make_plan()
        qtbot.waitUntil(lambda: taken.intake.plan is not None and not taken.running.busy)
    taken.write()
    settled()
    assert lines(office) == [("投影仪", 1, 399950, order), ("幕布", 2, 68000, order)]
    assert len(part.model.ids) == 2


def test_the_parts_of_a_record_go_out_as_a_workbook(pane, dialog, tmp_path, settled):
    import openpyxl

    from desktop_app.widgets.export_dialog import ExportDialog

    pane.belongings.parts[0].start_export()
    dialog(ExportDialog).write(tmp_path / "明细.xlsx")
    settled()
    found = [cell for row in openpyxl.load_workbook(tmp_path / "明细.xlsx").active.values for cell in row]
    assert "品名" in found and "投影仪" in found


# ---- steps


def test_the_steps_that_may_be_taken_are_buttons(pane, office, order, settled):
    bar = pane.belongings.bar
    assert [button.text() for button in bar.buttons] == ["批准", "退回"]
    take(office, ORDERS, order, "批准", date(2016, 12, 10), "张书记", "同意采购", {"granted": "4000"})
    settled()
    assert [button.text() for button in bar.buttons] == ["购回入库"]
    told = [label.text() for label in pane.belongings.taken.findChildren(object) if hasattr(label, "text")]
    assert told == ["2016-12-10　批准（申请 → 批准）　张书记", "同意采购"] and whole(pane)


def test_a_step_asks_for_what_it_needs_and_is_taken(pane, office, order, dialog, qtbot, settled):
    pane.belongings.bar.buttons[0].click()
    asked = dialog(StepDialog)
    assert list(asked.editors) == [ON, "step.by", "granted", OPINION]
    assert asked.editors[ON].typed() == "2016-12-31" and whole(asked)
    qtbot.keyClick(asked.editors[ON].input, Qt.Key.Key_Return)
    asked.take()
    settled()
    assert asked.editors["granted"].told == "批准金额要填写" and asked.isVisible()
    asked.editors["granted"].put_words("4000")
    asked.editors[ON].put_words("2016.12.30")
    asked.take()
    settled()
    (taken,) = steps_taken(office, "thing_order", order)
    assert taken.on == date(2016, 12, 30) and pane.row.values["stage"] == "批准"
    assert office.database.one("SELECT granted FROM thing_order") == 400000


def test_the_button_of_a_step_does_not_move_away_while_a_date_is_typed(pane, dialog, qtbot, settled):
    pane.belongings.bar.buttons[0].click()
    asked = dialog(StepDialog)
    settled()
    place = asked.take_button.mapToGlobal(asked.take_button.rect().center())
    line = asked.editors[ON].input
    line.clear()
    for key in "2016-12-30":
        qtbot.keyClicks(line, key)
        settled()
        assert asked.take_button.mapToGlobal(asked.take_button.rect().center()) == place
    asked.reject()
    dialog(GivingUp).give_up.click()


def test_a_step_that_must_not_be_taken_says_why(pane, office, order, dialog, settled):
    line = office.database.one("SELECT id FROM order_line")
    writes.delete(office, LINES, [line])
    settled()
    pane.belongings.bar.buttons[0].click()
    asked = dialog(StepDialog)
    asked.editors["granted"].put_words("4000")
    asked.take()
    settled()
    assert asked.strip.text == "“买投影仪”：还没有列出要买的物品。"
    asked.reject()
    dialog(GivingUp).give_up.click()
    row = read_row(office, ORDERS, order)
    assert row is not None
    writes.update(office, ORDERS, order, {"due_on": ""}, row.values)
    settled()
    pane.belongings.bar.buttons[0].click()
    assert pane.strip.text == "要先填好要在何日前，才能批准。"
    row = read_row(office, ORDERS, order)
    assert row is not None
    writes.update(office, ORDERS, order, {"due_on": "2016-12-31"}, row.values)
    settled()
    assert not pane.strip.isVisibleTo(pane), "what has been put right is no longer told"


# ---- files


def test_files_dropped_onto_the_pane_belong_to_the_record(pane, desk, office, order, tmp_path, settled):
    Image.effect_noise((600, 400), 60).convert("RGB").save(tmp_path / "现场.jpg")
    (tmp_path / "说明.txt").write_text("说明", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("现场.jpg", "说明.txt")])
    place = QPoint(50, 300)
    none = Qt.KeyboardModifier.NoModifier
    pane.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
    settled()
    assert [file.name for file in files_of(office, End("thing_order", order))] == ["现场.jpg", "说明.txt"]
    view = pane.belongings.files
    assert [view.list.item(at).text() for at in range(2)] == ["现场.jpg", "说明.txt"]
    assert not view.list.item(0).icon().isNull() and office.undo_title() == "添加附件到 买投影仪" and whole(pane)


def test_a_file_is_opened_saved_elsewhere_and_taken_away(
    pane, office, order, dialog, tmp_path, monkeypatch, qtbot, settled
):
    Image.effect_noise((600, 400), 60).convert("RGB").save(tmp_path / "现场.jpg")
    pane.belongings.files.add([tmp_path / "现场.jpg"])
    settled()
    view = pane.belongings.files
    view.list.setFocus()
    view.list.item(0).setSelected(True)
    qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert dialog(FileViewer).windowTitle() == "现场.jpg"
    (tmp_path / "出").mkdir()
    monkeypatch.setattr(where, "ask_places", lambda _parent, _title, names: [tmp_path / "出" / name for name in names])
    view.save_selected()
    settled()
    assert (tmp_path / "出" / "现场.jpg").read_bytes() == (tmp_path / "现场.jpg").read_bytes()
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    settled()
    assert files_of(office, End("thing_order", order)) == [] and not view.list.isVisible()
    office.undo()
    settled()
    assert len(view.files()) == 1


def test_a_file_whose_bytes_are_gone_is_marked(pane, office, order, settled):
    with office.change("添加附件"):
        attach(office, End("thing_order", order), b"%PDF-1.4", "签到表.pdf")
    office.attachments._database.execute_sql("DELETE FROM content")
    with office.change("改"):
        attach(office, End("thing_order", order), b"%PDF-1.5", "另一份.pdf")
    settled()
    item = pane.belongings.files.list.item(0)
    assert item.text() == "内容缺失" and "备份" in item.toolTip()
    item.setSelected(True)
    pane.belongings.files.open_selected()
    assert "找不到" in pane.belongings.files.strip.text


def test_what_cannot_be_attached_is_said_in_the_pane(pane, tmp_path, settled):
    (tmp_path / "空.pdf").write_bytes(b"")
    pane.belongings.files.add([tmp_path / "空.pdf"])
    settled()
    assert "空文件" in pane.belongings.files.strip.text


def test_several_files_go_to_a_folder_and_none_over_another(tmp_path, monkeypatch, qapp):
    monkeypatch.setattr(where.QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    places = where.ask_places(None, "另存为", ["a.txt", "a.txt", "b/c.txt"])
    assert [place.name for place in places] == ["a (2).txt", "a (3).txt", "c.txt"]


# ---- ties and what others say


def test_records_are_tied_and_untied_in_the_pane(pane, desk, office, order, member, dialog, qtbot, settled):
    pane.belongings.ties.start_link()
    asked = dialog(LinkDialog)
    asked.make()
    assert asked.strip.text == "请从名单里选一条记录。"
    asked.ledgers.setCurrentIndex(asked.ledgers.findData("members"))
    asked.picker.setText("zjg")
    asked.picker._edited("zjg")
    qtbot.keyClick(asked.picker, Qt.Key.Key_Return)
    asked.role.setCurrentText("验收人")
    assert whole(asked)
    asked.make()
    settled()
    (tie,) = links_of(office, End("member", member))
    assert (tie.role, tie.other, tie.outward) == ("验收人", End("thing_order", order), False)
    line = pane.belongings.ties.findChild(LineButton)
    assert line.words == "验收人　张建国"
    with qtbot.waitSignal(desk.record_asked) as opened:
        line.click()
    assert opened.args == ["members", member]
    next(b for b in line.parentWidget().children() if b.property("tie")).click()
    settled()
    assert links_of(office, End("member", member)) == []


def test_a_tie_is_shown_at_its_other_end_and_untied_there(desk, office, order, member, qtbot, settled):
    with office.change("关联"):
        link(office, End("thing_order", order), End("member", member), "验收人")
    pane = RecordPane(desk, MEMBERS)
    qtbot.addWidget(pane)
    pane.resize(360, 700)
    pane.show()
    pane.show_record(member)
    settled()
    line = pane.belongings.ties.findChild(LineButton)
    assert (line.words, line.note) == ("验收人　买投影仪", "采购申请")
    next(b for b in line.parentWidget().children() if b.property("tie")).click()
    settled()
    assert links_of(office, End("member", member)) == []


def test_what_other_ledgers_say_of_a_member_stands_in_his_pane(desk, office, order, branch, member, qtbot, settled):
    for number in range(8):
        writes.create(office, ORDERS, {"title": f"买第{number}样", "org": branch, "asker": member})
    pane = RecordPane(desk, MEMBERS)
    qtbot.addWidget(pane)
    pane.resize(360, 900)
    pane.show()
    pane.show_record(member)
    settled()
    (section,) = pane.belongings.abouts.sections
    lines = pane.belongings.abouts.findChildren(LineButton)
    assert section.title == "经办采购" and [(line.words, line.note) for line in lines][0] == ("买第7样", "申请")
    with qtbot.waitSignal(desk.record_asked) as asked:
        lines[0].click()
    assert asked.args[0] == "orders"
    rest = next(b for b in pane.belongings.abouts.findChildren(object) if b.property("rows"))
    assert rest.text() == "全部 9 条"
    with qtbot.waitSignal(desk.rows_asked) as rows:
        rest.click()
    assert len(rows.args[1]) == 9 and whole(pane)


# ---- papers of the selected records


def test_the_print_menu_makes_the_paper_of_the_selected_records(
    desk, office, order, branch, tmp_path, monkeypatch, qtbot, settled
):
    other = writes.create(office, ORDERS, {"title": "买音响", "org": branch})
    tab = StandardTab(desk, ORDERS)
    qtbot.addWidget(tab)
    tab.show()
    settled()
    from PySide6.QtWidgets import QToolButton

    from desktop_app.widgets.pdf_preview import PdfPreview

    menu = next(button.menu() for button in tab.findChildren(QToolButton) if button.menu() and button.text() == "打印")
    menu.aboutToShow.emit()
    slip, one = [action for action in menu.actions() if not action.isSeparator()]
    assert not slip.isEnabled() and slip.text() == "采购单（先选几行）"
    tab.panel.view.selectAll()
    menu.aboutToShow.emit()
    assert slip.text() == "采购单（选中 2 份）" and slip.isEnabled() and not one.isEnabled()
    monkeypatch.setattr(where, "ask_target", lambda *_: tmp_path / "采购单.pdf")
    slip.trigger()
    settled()
    from pypdf import PdfReader

    assert PdfReader(tmp_path / "采购单.pdf").pages[0].extract_text().strip() == f"{order},{other}"
    next(each for each in QApplication.topLevelWidgets() if isinstance(each, PdfPreview)).close()


def test_a_record_without_parts_says_so_and_offers_to_add_one(pane, office, order, dialog, settled):
    part = pane.belongings.parts[0]
    assert not part._nothing.isVisibleTo(pane) and part.edit_button.isVisibleTo(pane)
    writes.delete(office, LINES, [office.database.one("SELECT id FROM order_line")])
    settled()
    assert part._nothing.text() == "还没有明细。按“新增”加一条。" and part._nothing.isVisibleTo(pane)
    shown = [b.text() for b in part.findChildren(QToolButton) if b.isVisibleTo(part) and b.text()]
    assert shown[0] == "新增" and not {"改", "删除", "导出"} & set(shown), "there is nothing to change"
    part.new_button.click()
    assert dialog(PartDialog).form.row is None
    assert whole(pane)
