"""The window: tabs built when shown, undo named after the change, everything by keyboard, nothing typed lost."""

import shutil
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop_app import registry
from desktop_app.ledger import writes
from desktop_app.ledger.page import read_row
from desktop_app.people import membership, tree
from desktop_app.people.pinyin import initials
from desktop_app.people.words import OrgLevel
from desktop_app.shell.left_forms import tell_left_forms
from desktop_app.shell.search_dialog import SearchEverywhere
from desktop_app.shell.shortcuts import WINDOW_KEYS
from desktop_app.support.errors import OfficeError
from desktop_app.widgets.figure_rows import FigureRowsDialog
from desktop_app.widgets.form.page import FormPage
from desktop_app.widgets.giving_up import GivingUp
from desktop_app.widgets.keys import TAB_KEYS

ROSTER = registry.ledger("roster")
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_KEPT = ("member", "membership_event", "party_org", "org_version")


def press(qtbot: Any, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key on whatever has the keyboard: what the hand does."""
    qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifier)


def remark(office: Any, member: int, words: str) -> None:
    row = read_row(office, ROSTER, member)
    assert row is not None
    writes.update(office, ROSTER, member, {"remark": words}, row.values)


def dump(office: Any) -> dict[str, list[Any]]:
    return {table: office.database.rows(f"SELECT * FROM {table} ORDER BY id") for table in _KEPT}


def test_the_window_bears_the_offices_name_and_the_demos_day(window, small_office):
    assert small_office.name in window.windowTitle()
    chip = next(label for label in window.findChildren(object) if label.objectName() == "demoChip")
    assert "2016-12-31" in chip.text() and chip.isVisible()


def test_a_tab_is_built_when_it_is_first_shown(qtbot, window):
    assert window._pages == {}
    press(qtbot, Qt.Key.Key_2, ALT)
    assert list(window._pages) == ["roster_shelf"]
    page = window.page("roster")
    press(qtbot, Qt.Key.Key_1, ALT)
    press(qtbot, Qt.Key.Key_2, ALT)
    assert window.page("roster") is page


def test_the_window_opens_on_the_tab_it_was_closed_on(window, open_window, small_office, settle):
    window.show_tab("summary")
    window.close()
    again = open_window(small_office)
    settle(again.desk)
    assert again.tabs.tabText(again.tabs.currentIndex()) == "月度汇总"


def test_undo_and_redo_are_named_after_the_change(qtbot, window, desk, small_office, somebody, settle):
    member, name = somebody
    desk.save(lambda: remark(small_office, member, "独居"))
    settle(desk)
    title = small_office.undo_title()
    assert name in title and window.undo.toolTip() == f"撤销：{title}" and window.undo.isEnabled()
    assert not window.redo.isEnabled() and window.redo.toolTip() == "没有可重做的改动"
    press(qtbot, Qt.Key.Key_Z, CONTROL)
    settle(desk)
    assert window.redo.toolTip() == f"重做：{title}"
    press(qtbot, Qt.Key.Key_Y, CONTROL)
    settle(desk)
    assert read_row(small_office, ROSTER, member).values["remark"] == "独居"


def test_fifty_mixed_edits_are_undone_by_fifty_times_ctrl_z(qtbot, window, desk, small_office, settle):
    before, changes = dump(small_office), len(small_office.changes(10_000))
    members = [row for (row,) in small_office.database.rows("SELECT id FROM member WHERE left_on IS NULL ORDER BY id")]
    branches = [
        row for (row,) in small_office.database.rows("SELECT id FROM party_org WHERE level = '党支部' ORDER BY id")
    ]
    for number in range(50):
        desk.save(lambda n=number: _edit(small_office, members, branches, n))
    settle(desk)
    assert len(small_office.changes(10_000)) == changes + 50
    changed = dump(small_office)
    assert changed != before
    for _ in range(50):
        press(qtbot, Qt.Key.Key_Z, CONTROL)
        settle(desk)
    assert dump(small_office) == before
    for _ in range(50):
        press(qtbot, Qt.Key.Key_Y, CONTROL)
        settle(desk)
    assert dump(small_office) == changed


def _edit(office: Any, members: list[int], branches: list[int], number: int) -> None:
    member, branch = members[number % 40], branches[number % len(branches)]
    kind = number % 5
    if kind == 0:
        remark(office, member, f"第{number}次")
    elif kind == 1:
        values = {"name": f"新人{number}", "org": branch, "category": "正式党员"}
        with office.change(f"增加第{number}人"):
            membership.transfer_in(office, values, "2016-12-30")
    elif kind == 2:
        with office.change(f"建立第{number}支部"):
            tree.found(office, f"中共第{number}支部委员会", f"新{number}支部", OrgLevel.BRANCH, 1)
    elif kind == 3:
        with office.change(f"调整第{number}人"):
            membership.move(office, [member], branch, "2016-12-30")
    else:
        with office.change(f"减少第{number}人"):
            membership.leave(office, [members[-1 - number // 5]], "死亡", "2016-12-30")


def test_a_record_is_found_edited_and_saved_without_the_mouse(qtbot, window, desk, small_office, somebody, settle):
    member, name = somebody
    press(qtbot, Qt.Key.Key_K, CONTROL)
    dialog = window.findChild(SearchEverywhere)
    qtbot.waitUntil(dialog.field.hasFocus)
    qtbot.keyClicks(dialog.field, initials(name))
    while dialog.hits.currentItem().text().split("　")[0] != name:
        press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    settle(desk)
    window.activateWindow()  # what the system does when a dialog has gone; without a screen nobody does
    qtbot.waitUntil(window.isActiveWindow)
    page = window.page("roster")
    assert page.panel.view.current_id() == member
    press(qtbot, Qt.Key.Key_F2)
    settle(desk)
    form = page.findChild(FormPage)
    for _ in range(60):
        if QApplication.focusWidget() is form.editors["remark"].input:
            break
        press(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is form.editors["remark"].input
    qtbot.keyClicks(QApplication.focusWidget(), "2016-12")
    press(qtbot, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: page.findChild(FormPage) is None)
    assert read_row(small_office, ROSTER, member).values["remark"].endswith("2016-12")
    assert page.panel.view.hasFocus()


def test_a_half_typed_form_is_there_again_after_a_crash(
    qtbot, window, desk, small_office, open_window, close_window, settle, tmp_path
):
    window.show_tab("roster").open_form(None)
    settle(desk)
    form = window.page("roster").findChild(FormPage)
    qtbot.keyClicks(form.editors["name"].input, "Half")
    qtbot.waitUntil(lambda: small_office.settings.get("draft.roster.new") is not None)
    # What a crash leaves: the files as they lie on the disk at this moment.
    crashed = shutil.copytree(small_office.folder, tmp_path / "断电.office", ignore=shutil.ignore_patterns("lock"))
    with registry.open_office(crashed) as office:
        again = open_window(office)
        again.show_tab("roster").open_form(None)
        settle(again.desk)
        form = again.page("roster").findChild(FormPage)
        assert form.editors["name"].input.text() == "Half"
        assert "上次没有填完" in form.strip.text
        form.leave()
        form.findChild(GivingUp).give_up.click()
        settle(again.desk)
        assert office.settings.get("draft.roster.new") is None
        close_window(again)


def test_a_form_left_half_typed_is_said_at_the_start_and_opened_from_there(
    qtbot, small_office, open_window, close_window, settle
):
    small_office.settings.put("draft.media.new", {"typed": {"title": "Half"}, "texts": {}})
    again = open_window(small_office)
    tell_left_forms(again)
    settle(again.desk)
    assert again.notices.told == ["宣传报道：上次没有填完：新增宣传报道。"]
    (strip,) = [each for each in again.notices.strips if each.text]
    strip.act()
    settle(again.desk)
    form = again.page("media").findChild(FormPage)
    assert form.isVisible() and form.editors["title"].typed() == "Half"
    assert again.page("media").message.text == "", "it is not asked twice"
    tell_left_forms(again)
    settle(again.desk)
    assert not again.notices.told, "the tab that is looked at says so itself"
    close_window(again)


def test_a_refusal_is_told_and_the_window_goes_on(qtbot, window, desk):
    desk.error(OfficeError("磁盘满了。", "请清理磁盘。"))
    box = window.findChild(QMessageBox)
    assert box.isVisible() and (box.text(), box.informativeText()) == ("磁盘满了。", "请清理磁盘。")
    box.accept()


def test_a_figure_on_another_page_opens_its_rows_and_lists_them_in_the_roster(window, desk, settle):
    figure = next(each for each in desk.figures if each.code == "member.mobile")
    span = window.home._span
    rows = figure.rows(desk.office, span, None)
    desk.open_figure(figure, rows, span)
    dialog = window.findChild(FigureRowsDialog)
    assert dialog.table.model().rowCount() == len(rows.ids) > 0
    dialog._show_in_ledger()
    settle(desk)
    assert sorted(window.page("roster").panel.model.ids) == sorted(rows.ids)


@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_F1, "ShortcutSheet"), (Qt.Key.Key_H, "HistoryDialog")])
def test_the_headers_dialogs_open_by_their_keys(qtbot, window, key, name):
    press(qtbot, key, CONTROL if key == Qt.Key.Key_H else Qt.KeyboardModifier.NoModifier)
    dialog = QApplication.activeModalWidget()
    assert type(dialog).__name__ == name
    dialog.close()


def test_every_key_on_the_sheet_is_bound(window):
    page = window.show_tab("roster")
    bound = {action.shortcut().toString() for owner in (window, page) for action in owner.findChildren(QAction)}
    bound |= {action.shortcut().toString() for owner in (window, page, page.panel.view) for action in owner.actions()}
    by_the_table = {"Ctrl+C", "Ctrl+Shift+C", "Ctrl+V"}  # held by tests/widgets/test_table.py
    told = [keys for keys, words in (*WINDOW_KEYS, *TAB_KEYS) if "表单" not in words and "…" not in keys]
    missing = [keys for keys in told if keys not in by_the_table and QKeySequence(keys).toString() not in bound]
    assert missing == []
