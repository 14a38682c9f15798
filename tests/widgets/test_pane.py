"""The record pane: read at once, edited in place, numbers masked, history below."""

import pytest
from PySide6.QtCore import Qt

from desktop_app.ledger import writes
from desktop_app.people import links
from desktop_app.people.links import End
from desktop_app.widgets.belongings.line import LineButton
from desktop_app.widgets.form.pane import RecordPane
from desktop_app.widgets.form.unmask import UnmaskDialog
from tests.widgets.clipping import faults


@pytest.fixture
def pane(desk, roster, members, qtbot):
    made = RecordPane(desk, roster)
    qtbot.addWidget(made)
    made.resize(360, 700)
    made.show()
    made.show_record(members["张建国"])
    qtbot.waitUntil(lambda: made.row is not None)
    return made


def settled(desk, qtbot) -> None:
    qtbot.waitUntil(lambda: not desk.reader.busy and not desk.is_saving)


def phone(office, member: int) -> str:
    return office.database.one("SELECT mobile FROM member WHERE id = ?", (member,))


def test_it_shows_the_record_without_a_click(pane):
    assert pane.head.title.text() == "张建国"
    assert pane._rows["org"].value.text() == "一支部"
    assert pane._rows["mobile"].value.text() == "13912345678", "she telephones all day"


def test_fields_that_say_nothing_wait_behind_one_button(pane, qtbot):
    assert not pane._rows["native_place"].isVisibleTo(pane)
    section = pane.sections[0]
    assert "未填的" in section._more.text()
    section._more.click()
    assert pane._rows["native_place"].isVisibleTo(pane)


def test_a_field_is_edited_in_place_and_enter_saves_and_goes_on(pane, desk, office, members, qtbot):
    pane._rows["mobile"].open()
    line = pane._rows["mobile"].editor.line
    line.selectAll()
    qtbot.keyClicks(line, "13800138000")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: phone(office, members["张建国"]) == "13800138000")
    settled(desk, qtbot)
    qtbot.waitUntil(lambda: pane._rows["mobile"].editor is None)
    assert pane._rows["mobile"].value.text() == "13800138000"
    assert [name for name, row in pane._rows.items() if row.editor is not None], "the next field is open"
    assert office.undo_title() == "修改 张建国 的 手机"


def test_the_error_stands_under_the_field_while_typing(pane, qtbot):
    pane._rows["mobile"].open()
    editor = pane._rows["mobile"].editor
    editor.line.selectAll()
    qtbot.keyClicks(editor.line, "1380")
    assert "不像电话号码" in editor.told
    editor.line.selectAll()
    qtbot.keyClicks(editor.line, "13800138000")
    assert editor.told == ""


def test_what_is_wrong_is_not_saved_and_stays_to_be_mended(pane, desk, office, members, qtbot):
    pane._rows["mobile"].open()
    editor = pane._rows["mobile"].editor
    editor.line.selectAll()
    qtbot.keyClicks(editor.line, "1380")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    settled(desk, qtbot)
    assert phone(office, members["张建国"]) == "13912345678"
    assert pane._rows["mobile"].editor is editor and editor.line.text() == "1380"


def test_esc_takes_back_what_was_typed(pane, desk, office, members, qtbot):
    pane._rows["mobile"].open()
    line = pane._rows["mobile"].editor.line
    qtbot.keyClicks(line, "9")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    settled(desk, qtbot)
    assert pane._rows["mobile"].editor is None and phone(office, members["张建国"]) == "13912345678"


def test_a_field_left_as_it_was_writes_nothing(pane, desk, office, qtbot):
    before = office.changes()
    pane._rows["mobile"].open()
    qtbot.keyClick(pane._rows["mobile"].editor.line, Qt.Key.Key_Return)
    settled(desk, qtbot)
    assert office.changes() == before


def test_fields_that_only_actions_change_cannot_be_opened(pane):
    pane._rows["org"].open()
    assert pane._rows["org"].editor is None


def test_what_somebody_else_changed_meanwhile_is_never_overwritten(pane, desk, office, roster, members, qtbot):
    pane._rows["mobile"].open()
    editor, seen = pane._rows["mobile"].editor, pane.row
    office_row = dict(seen.values)
    writes.update(office, roster, members["张建国"], {"mobile": "13700000000"}, office_row)
    pane.row = seen  # the announcement has not arrived yet
    editor.line.selectAll()
    qtbot.keyClicks(editor.line, "13800138000")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(pane.strip.text))
    assert "改过" in pane.strip.text and phone(office, members["张建国"]) == "13700000000"
    settled(desk, qtbot)


def test_numbers_are_masked_until_a_purpose_is_given_and_the_log_says_who_was_seen(pane, desk, office, members, qtbot):
    assert pane._rows["id_no"].value.text() == "410***********0016"
    pane._rows["id_no"].open()
    dialog = pane.findChild(UnmaskDialog)
    assert dialog is not None and pane._rows["id_no"].editor is None
    dialog.accept()
    assert pane._rows["id_no"].value.text() == "410999194803050016"
    settled(desk, qtbot)
    seen = office.accesses()[0]
    assert (seen.what, seen.purpose) == ("记录显示", "核对信息")
    desk.mask()
    assert pane._rows["id_no"].value.text() == "410***********0016"


def test_another_purpose_must_be_written_out(pane, desk, qtbot):
    pane._rows["id_no"].open()
    dialog = pane.findChild(UnmaskDialog)
    dialog._choose_other()
    dialog.accept()
    assert not desk.unmasking.live and "用途" in dialog._told.text()
    dialog.reject()


def test_the_history_shows_who_when_and_old_to_new(pane, desk, office, roster, members, qtbot):
    writes.update(office, roster, members["张建国"], {"mobile": "13700000000"}, {"mobile": "13912345678"})
    pane._past_section._toggle()
    qtbot.waitUntil(lambda: bool(pane.past.lines))
    newest = pane.past.lines[0]
    assert "手机：13912345678 → 13700000000" in newest and office.operator in newest
    assert "期初" in pane.past.lines[-1]


def test_what_it_is_tied_to_opens(pane, desk, office, roster, members, qtbot):
    with office.change("关联"):
        links.link(office, End("member", members["张建国"]), End("member", members["孙梅"]), "结对")
    qtbot.waitUntil(lambda: bool(pane.belongings.ties.findChildren(LineButton)))
    line = pane.belongings.ties.findChild(LineButton)
    assert line.words == "结对　孙梅" and line.note == "党员花名册"
    with qtbot.waitSignal(desk.record_asked) as asked:
        line.click()
    assert asked.args == ["roster", members["孙梅"]]


def test_going_to_another_record_stores_what_was_typed(pane, desk, office, members, qtbot):
    pane._rows["mobile"].open()
    line = pane._rows["mobile"].editor.line
    line.selectAll()
    qtbot.keyClicks(line, "13800138000")
    pane.show_record(members["孙梅"])
    qtbot.waitUntil(lambda: pane.head.title.text() == "孙梅")
    settled(desk, qtbot)
    assert phone(office, members["张建国"]) == "13800138000"


def test_a_record_that_is_gone_says_so_by_being_empty(pane, desk, office, members, qtbot):
    with office.change("删除"):
        membership_strike(office, members["张建国"])
    qtbot.waitUntil(lambda: pane.row is None)
    assert not pane._area.isVisibleTo(pane)


def membership_strike(office, member: int) -> None:
    from desktop_app.people import membership

    membership.strike(office, [member])


def test_no_frame_shows_a_record_in_the_places_of_the_one_before(pane, members):
    pane._wanted = members["孙梅"]
    pane._read()
    assert pane.head.title.text() == "孙梅" and faults(pane) == []


def test_it_says_what_is_still_to_be_verified_and_stops_when_it_is_mended(pane, desk, office, roster, members, qtbot):
    assert not pane.head.doubts.isVisibleTo(pane)
    writes.update(office, roster, members["张建国"], {"joined_on": "1999-01-01", "birth_date": "1998-05-05"}, {})
    qtbot.waitUntil(lambda: "待核实：" in pane.head.doubts.text() and pane.head.doubts.isVisibleTo(pane))
    office.undo()
    qtbot.waitUntil(lambda: not pane.head.doubts.isVisibleTo(pane))
