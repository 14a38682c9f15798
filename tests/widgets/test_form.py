"""The whole form: a record without the mouse, errors in words, drafts that survive."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop_app.ledger.page import read_row
from desktop_app.people import tree
from desktop_app.storage.fields import FullDate, IdNumber
from desktop_app.widgets.filters import FilterBar
from desktop_app.widgets.form.editors import editor_for
from desktop_app.widgets.form.page import FormPage
from desktop_app.widgets.form.picker import OfferDelegate
from desktop_app.widgets.giving_up import GivingUp

# The screen of tests has no keyboard for a list that drops down to grab, and no windows to raise.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def form(desk, roster, members, qtbot):
    made = FormPage(desk, roster)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def settled(desk, qtbot) -> None:
    qtbot.waitUntil(lambda: not desk.is_saving)


def put_in(qtbot, widget, text: str) -> None:
    """Type: Latin by keys, Chinese as an input method gives it."""
    if text.isascii():
        qtbot.keyClicks(widget, text)
        return
    given = QInputMethodEvent()
    given.setCommitString(text)
    QApplication.sendEvent(widget, given)


def type_in(qtbot, editor, text: str) -> None:
    """Type into a field and press Enter."""
    editor.setFocus()
    put_in(qtbot, editor.input, text)
    qtbot.keyClick(editor.input, Qt.Key.Key_Return)


def test_a_member_is_entered_without_the_mouse(form, desk, office, roster, branches, qtbot):
    form.open_new()
    saved = []
    form.saved.connect(saved.append)
    for name, keys in (
        ("name", "钱学明"),
        ("sex", "1"),
        ("ethnicity", "hz"),
        ("id_no", "410999195803050010"),
        ("org", "ezb"),
        ("joined_on", "1980.7"),
        ("mobile", "138 0013 8000"),
    ):
        type_in(qtbot, form.editors[name], keys)
    qtbot.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(saved))
    values = read_row(office, roster, saved[0]).values
    assert values["name"] == "钱学明" and values["sex"] == "1" and values["ethnicity"] == "01"
    assert values["birth_date"] == "1958-03-05" and values["joined_on"] == "1980-07"
    assert values["org"] == branches["二支部"] and values["mobile"] == "13800138000"


def test_enter_goes_to_the_next_field_in_the_forms_order(form, qtbot):
    form.open_new()
    order = list(form.editors)
    form.editors[order[0]].setFocus()
    for following in order[1:6]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert QApplication.focusWidget() is form.editors[following].input


def test_what_is_required_is_marked_and_asked_for_by_name(form, qtbot):
    form.open_new()
    form.save()
    assert form.editors["name"].told == "姓名要填写" and "姓名要填写" in form.strip.text
    assert QApplication.focusWidget() is form.editors["name"].input


def test_the_reading_of_a_date_stands_beside_it_while_typing(form, qtbot):
    form.open_new()
    editor = form.editors["birth_date"]
    editor.setFocus()
    qtbot.keyClicks(editor.line, "58-1-1")
    assert editor._reading.text() == "1958年1月1日"
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.line.text() == "1958-01-01"


def test_what_the_kind_refuses_is_said_in_its_own_words(form, qtbot):
    form.open_new()
    qtbot.keyClicks(form.editors["birth_date"].line, "1958-13")
    assert form.editors["birth_date"].told == "没有 13 月"


def test_only_what_was_changed_is_written(form, desk, office, roster, members, qtbot):
    assert form.open_record(members["张建国"])
    form.editors["unit_post"].line.setText("钻井一大队")
    form.save()
    qtbot.waitUntil(lambda: office.undo_title() == "修改 张建国 的 工作单位及职务")
    settled(desk, qtbot)


def test_nothing_changed_is_nothing_written(form, desk, office, members, qtbot):
    form.open_record(members["张建国"])
    before = office.changes()
    with qtbot.waitSignal(form.left):
        form.save()
    assert office.changes() == before


def test_the_whole_form_masks_numbers_and_shows_them_for_a_purpose(form, desk, office, members, qtbot):
    form.open_record(members["张建国"])
    assert "id_no" not in form.editors
    form.editors["unit_post"].line.setText("钻井一大队")
    desk.unmask("组织关系转接")
    assert form.editors["id_no"].line.text() == "410999194803050016"
    assert form.editors["unit_post"].line.text() == "钻井一大队", "what was typed stays"
    declared = [name for section in form.ledger.form for name in section.fields if name in form.editors]
    assert list(form.editors) == declared
    settled(desk, qtbot)
    assert office.accesses()[0].purpose == "组织关系转接"


def test_a_half_typed_form_comes_back_after_a_crash(form, desk, roster, qtbot):
    form.open_new()
    put_in(qtbot, form.editors["name"].line, "周半途")
    type_in(qtbot, form.editors["org"], "sanz")
    qtbot.keyClicks(form.editors["birth_date"].line, "19")
    form._later.timeout.emit()
    settled(desk, qtbot)
    form.deleteLater()
    again = FormPage(desk, roster)
    qtbot.addWidget(again)
    again.open_new()
    assert again.editors["name"].line.text() == "周半途"
    assert again.editors["org"].picker.text() == "三支部" and again.editors["org"].fault == ""
    assert again.editors["birth_date"].line.text() == "19" and again.editors["birth_date"].told
    assert "上次没有填完" in again.strip.text


def test_a_form_that_was_given_up_does_not_come_back(form, desk, roster, office, qtbot):
    form.open_new()
    put_in(qtbot, form.editors["name"].line, "周半途")
    form._later.timeout.emit()
    with qtbot.waitSignal(form.left):
        qtbot.keyClick(form.editors["name"].line, Qt.Key.Key_Escape)
        form.findChild(GivingUp).give_up.click()
    settled(desk, qtbot)
    form.open_new()
    assert form.editors["name"].line.text() == "" and form.strip.text == ""


def test_a_draft_is_kept_inside_the_office_and_not_in_its_history(form, desk, office, qtbot):
    form.open_new()
    before = office.changes()
    put_in(qtbot, form.editors["name"].line, "周半途")
    form._later.timeout.emit()
    settled(desk, qtbot)
    assert office.settings.get("draft.roster.new")["typed"]["name"] == "周半途"
    assert office.changes() == before


def test_the_next_record_starts_in_the_same_branch(form, desk, office, branches, qtbot):
    form.open_new()
    type_in(qtbot, form.editors["name"], "钱学明")
    type_in(qtbot, form.editors["org"], "ezb")
    form._save_and_again()
    qtbot.waitUntil(lambda: form.editors["name"].line.text() == "")
    settled(desk, qtbot)
    assert form.editors["org"].picker.text() == "二支部"


def test_a_refusal_of_the_office_stands_above_the_form(form, desk, office, members, qtbot):
    form.open_record(members["张建国"])
    form.editors["unit_post"].line.setText("钻井一大队")
    with office.change("别处改"):
        office.database.execute_sql("UPDATE member SET unit_post = '采油二大队' WHERE id = ?", (members["张建国"],))
    form.save()
    qtbot.waitUntil(lambda: "改过" in form.strip.text)
    settled(desk, qtbot)


@pytest.mark.parametrize(
    ("field", "typed", "means"),
    [
        ("category", "2", "预备党员"),
        ("category", "ybdy", "预备党员"),
        ("sex", "女", "2"),
        ("edu_code", "大学本科毕业", None),
        ("employment", "tx", "退休"),
        ("is_mobile", " ", True),
    ],
)
def test_codes_and_choices_are_taken_by_digit_by_initials_or_in_full(desk, roster, members, qtbot, field, typed, means):
    editor = editor_for(desk, roster.fields[field])
    qtbot.addWidget(editor)
    editor.show()
    editor.setFocus()
    put_in(qtbot, editor.input, typed)
    qtbot.keyClick(editor.input, Qt.Key.Key_Return)
    kind = roster.fields[field]
    assert kind.parse(editor.typed()) == (means if means is not None else kind.parse(typed))


def test_a_member_is_found_by_initials_and_told_from_namesakes(desk, roster, members, qtbot):
    editor = editor_for(desk, roster.fields["liaison"])
    qtbot.addWidget(editor)
    editor.show()
    qtbot.keyClicks(editor.picker, "zjg")
    offered = editor.picker._offers.offered
    assert [(each.value, each.text) for each in offered] == [(members["张建国"], "张建国")]
    assert "一支部" in offered[0].detail
    qtbot.keyClick(editor.picker, Qt.Key.Key_Return)
    assert editor.typed() == members["张建国"]


def test_a_name_that_nobody_has_is_refused_in_words(desk, roster, members, qtbot):
    editor = editor_for(desk, roster.fields["liaison"])
    qtbot.addWidget(editor)
    editor.show()
    put_in(qtbot, editor.picker, "查无此人")
    assert "要从名单里选" in editor.told


def test_the_branch_list_offers_branches_and_says_what_is_above(desk, roster, branches, qtbot):
    editor = editor_for(desk, roster.fields["org"])
    qtbot.addWidget(editor)
    editor.show()
    editor.picker.open_all()
    offered = editor.picker._offers.offered
    assert [each.text for each in offered] == ["一支部", "二支部", "三支部"]
    assert offered[0].detail == "机关党总支"


def test_the_list_of_people_is_as_wide_as_branch_and_year_of_birth_need(desk, office, roster, members, branches, qtbot):
    with office.change("改名"):
        tree.rename(office, branches["一支部"], "2016-12-01", short_name="离退休职工第十二党支部")
        office.database.execute_sql("UPDATE member SET birth_date = '1948-03-05' WHERE name = '张建国'")
    editor = editor_for(desk, roster.fields["liaison"])
    qtbot.addWidget(editor)
    editor.resize(120, 30)
    editor.show()
    qtbot.keyClicks(editor.picker, "zjg")
    (offered,) = editor.picker._offers.offered
    popup = editor.picker._list.popup()
    assert offered.detail.endswith("1948")
    assert OfferDelegate.width_of(offered, popup.fontMetrics()) <= popup.viewport().width()
    popup.hide()


def test_the_example_of_a_date_is_of_this_year_but_for_dates_of_a_life(desk, roster, qtbot):
    today = desk.clock.today()
    plan = editor_for(desk, FullDate("计划完成"))
    birth = editor_for(desk, roster.fields["birth_date"])
    month = editor_for(desk, roster.fields["dues_paid_to"])
    for editor in (plan, birth, month):
        qtbot.addWidget(editor)
        editor.resize(400, 40)
    assert plan.input.toolTip() == f"如 {today.year}.{today.month}.{today.day}"
    assert birth.input.toolTip() == "如 1958.3.5"
    assert month.input.toolTip() == f"如 {today.year}.{today.month}"


def test_the_search_box_says_what_this_ledger_is_searched_by(desk, roster, qtbot):
    studies = next(ledger for ledger in desk.ledgers if ledger.key == "quiz_question")
    for ledger, said in ((roster, "搜索姓名、证号"), (studies, "搜索题干")):
        bar = FilterBar(desk.office, ledger)
        qtbot.addWidget(bar)
        assert bar.search.toolTip().startswith(said)
    for ledger in desk.ledgers:
        bar = FilterBar(desk.office, ledger)
        qtbot.addWidget(bar)
        asks = bar.search.toolTip()
        assert ("、证号、" in asks) == any(isinstance(ledger.fields[name], IdNumber) for name in ledger.searched), (
            ledger.key
        )


def test_a_second_person_with_one_number_is_asked_about_before_there_are_two(form, desk, office, members, qtbot):
    form.open_new()
    for name, keys in (("name", "单测试"), ("org", "ezb"), ("id_no", "410999194803050016")):
        type_in(qtbot, form.editors[name], keys)
    form.save()
    settled(desk, qtbot)
    assert "证号与张建国（一支部）的相同，存了就是两个人" in form.strip.text
    assert office.database.one("SELECT count(*) FROM member") == len(members)
    with qtbot.waitSignal(form.saved):
        form.strip.act()
    assert office.database.one("SELECT count(*) FROM member") == len(members) + 1


def test_saving_once_more_stores_what_was_asked_about_and_only_new_doubts_are_asked(form, desk, office, members, qtbot):
    form.open_new()
    for name, keys in (("name", "单测试"), ("org", "ezb"), ("id_no", "410999195001010011")):
        type_in(qtbot, form.editors[name], keys)
    form.save()
    settled(desk, qtbot)
    assert form.strip.text and office.database.one("SELECT count(*) FROM member") == len(members)
    type_in(qtbot, form.editors["birth_date"], "1950.1.1")
    type_in(qtbot, form.editors["joined_on"], "1955.7")
    form.save()
    settled(desk, qtbot)
    assert "1955-07" in form.strip.text  # one more doubt: it asks again
    with qtbot.waitSignal(form.saved):
        form.save()
    member = office.database.one("SELECT id FROM member WHERE name = '单测试'")
    assert form.open_record(member)
    form.editors["unit_post"].line.setText("钻井一大队")
    with qtbot.waitSignal(form.saved):
        form.save()  # the doubts it had are not asked about again


def test_the_sentence_on_top_goes_when_what_it_named_was_typed_anew(form, qtbot):
    form.open_new()
    type_in(qtbot, form.editors["mobile"], "1371")
    form.save()
    assert "3 项要改正" in form.strip.text
    type_in(qtbot, form.editors["name"], "钱学明")
    assert form.strip.text
    form.editors["mobile"].input.clear()
    type_in(qtbot, form.editors["mobile"], "13800138000")
    type_in(qtbot, form.editors["org"], "ezb")
    assert form.strip.text == ""


def test_birth_and_sex_are_filled_from_the_number_and_what_is_emptied_again_stays_empty(form, members, qtbot):
    form.open_new()
    type_in(qtbot, form.editors["id_no"], "410999195803050010")
    assert form.editors["birth_date"].typed() == "1958-03-05" and form.editors["sex"].typed() == "1"
    form.editors["birth_date"].line.clear()
    type_in(qtbot, form.editors["unit_post"], "钻井一大队")
    assert form.editors["birth_date"].typed() == ""


def test_enter_leads_to_what_was_filled_and_typing_takes_its_place(form, members, qtbot):
    form.open_new()
    names = list(form.editors)
    type_in(qtbot, form.editors["id_no"], "410999195803050010")
    for _ in range(names.index("birth_date") - names.index("id_no") - 1):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.editors["birth_date"].input
    qtbot.keyClicks(QApplication.focusWidget(), "1958.4.1")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert form.editors["birth_date"].typed() == "1958-04-01"


def test_saving_straight_after_the_number_fills_too(form, office, branches, members, qtbot):
    form.open_new()
    for name, keys in (("name", "钱学明"), ("org", "ezb")):
        type_in(qtbot, form.editors[name], keys)
    form.editors["id_no"].setFocus()
    qtbot.keyClicks(form.editors["id_no"].input, "410999195803050010")
    with qtbot.waitSignal(form.saved):
        form.save()
    assert office.database.rows("SELECT sex, birth_date FROM member WHERE name = '钱学明'") == [("1", "1958-03-05")]


def test_what_was_typed_is_not_filled_over_nor_by_a_number_in_doubt(form, members, qtbot):
    form.open_new()
    type_in(qtbot, form.editors["birth_date"], "1959.4")
    type_in(qtbot, form.editors["id_no"], "410999195803050018")
    assert form.editors["sex"].typed() in (None, "")
    form.editors["id_no"].input.clear()
    type_in(qtbot, form.editors["id_no"], "410999195803050010")
    assert form.editors["birth_date"].typed() == "1959-04" and form.editors["sex"].typed() == "1"


def test_a_stored_record_is_not_filled_by_being_looked_at(form, members, qtbot):
    assert form.open_record(members["张建国"])
    type_in(qtbot, form.editors["unit_post"], "钻井一大队")
    assert set(form.fields.changes()) == {"unit_post"}
