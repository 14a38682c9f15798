"""Dated acts on people and organisations: what will happen is said in numbers, each is one change, a refusal stays in the dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop_app.features.roster.ui.leaving import LeaveDialog
from desktop_app.features.roster.ui.moving import MoveDialog
from desktop_app.features.roster.ui.org_acts import (
    DissolveDialog,
    FoundDialog,
    MergeDialog,
    PlaceDialog,
    RenameDialog,
    SplitDialog,
)
from desktop_app.features.roster.ui.orgs import OrgsDialog
from desktop_app.people import roll, tree

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def opened(window, qtbot):
    made = []

    def show(dialog):
        made.append(dialog)
        dialog.show()
        return dialog

    yield show
    for dialog in made:
        if isValid(dialog):
            dialog.reject()


def choose(qtbot, dialog, field: str, text: str) -> None:
    """Type as a clerk does, Chinese by the input method, and Enter."""
    line = dialog.editors[field].focusProxy()
    line.setFocus()
    line.clear()
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QApplication.sendEvent(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def done(qtbot, dialog) -> None:
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)


def where(office, members) -> dict[str, int]:
    return dict(office.database.rows("SELECT name, org_id FROM member WHERE left_on IS NULL"))


def test_a_move_says_how_many_go_from_where_to_where_and_is_one_undo(
    desk, office, branches, members, window, opened, qtbot
):
    ids = [members["张建国"], members["王强"], members["孙梅"]]
    before = where(office, members)
    dialog = opened(MoveDialog(desk, ids, window))
    choose(qtbot, dialog, "org", "三支部")
    assert dialog.sentence == "一支部 2 人、二支部 1 人 → 三支部"
    choose(qtbot, dialog, "on", "2016.12.5")
    choose(qtbot, dialog, "basis", "组字〔2016〕5 号")
    done(qtbot, dialog)
    events = office.database.rows("SELECT on_day, basis FROM membership_event WHERE kind = '支部间调整'")
    assert events == [("2016-12-05", "组字〔2016〕5 号")] * 3
    assert roll.heads_on(office.database, "2016-12-31")[branches["三支部"]] == 3
    assert office.undo_title() == "支部间调整 3 人到三支部"
    office.undo()
    assert where(office, members) == before


def test_enter_goes_from_field_to_field_and_last_to_the_button(desk, members, window, opened, qtbot):
    dialog = opened(MoveDialog(desk, [members["王强"]], window))
    window.activateWindow()
    choose(qtbot, dialog, "org", "三支部")
    assert dialog.focusWidget() is dialog.editors["on"].focusProxy()
    for name in ("on", "basis", "whole_unit"):
        qtbot.keyClick(dialog.editors[name].focusProxy(), Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.do


def test_without_a_branch_the_sentence_stands_under_the_field(desk, office, members, window, opened, qtbot):
    dialog = opened(MoveDialog(desk, [members["王强"]], window))
    before = office.changes()
    qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    assert dialog.editors["org"].told == "调入支部要填写"
    assert office.changes() == before


def test_a_day_that_cannot_be_is_said_under_the_date_and_nothing_moves(desk, office, members, window, opened, qtbot):
    dialog = opened(MoveDialog(desk, [members["王强"]], window))
    choose(qtbot, dialog, "org", "三支部")
    choose(qtbot, dialog, "on", "2015-01-01")
    qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "不在册" in dialog.editors["on"].told)
    assert dialog.isVisible() and dialog.do.isEnabled()
    assert office.database.one("SELECT count(*) FROM membership_event WHERE kind = '支部间调整'") == 0


def test_an_expulsion_asks_how_and_a_transfer_where_to(desk, members, window, opened, qtbot):
    dialog = opened(LeaveDialog(desk, [members["王强"]], window))
    shown = lambda: {name for name, editor in dialog.editors.items() if dialog.form.isRowVisible(editor)}  # noqa: E731
    choose(qtbot, dialog, "kind", "出党")
    assert {"how"} <= shown() and not {"elsewhere", "whole_unit"} & shown()
    choose(qtbot, dialog, "kind", "转出组织关系")
    assert {"elsewhere", "whole_unit"} <= shown() and "how" not in shown()


def test_an_expulsion_without_how_is_not_done(desk, members, window, opened, qtbot):
    dialog = opened(LeaveDialog(desk, [members["王强"]], window))
    choose(qtbot, dialog, "kind", "出党")
    qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    assert dialog.editors["how"].told == "出党方式要填写"


@pytest.mark.parametrize(
    ("kind", "extra"),
    [("死亡", {}), ("转出组织关系", {"elsewhere": "油田机关党委"}), ("出党", {"how": "除名"}), ("停止党籍", {})],
)
def test_every_way_out_makes_a_former_member(desk, office, members, window, opened, qtbot, kind, extra):
    dialog = opened(LeaveDialog(desk, [members["王强"]], window))
    choose(qtbot, dialog, "kind", kind)
    for name, text in extra.items():
        choose(qtbot, dialog, name, text)
    choose(qtbot, dialog, "on", "2016-11-20")
    done(qtbot, dialog)
    row = office.database.rows("SELECT left_on, leave_reason FROM member WHERE id = ?", (members["王强"],))
    assert row == [("2016-11-20", extra.get("how", kind))]
    told = office.database.rows("SELECT elsewhere, how FROM membership_event WHERE kind = ?", (kind,))
    assert told == [(extra.get("elsewhere"), extra.get("how"))]
    assert office.undo_title() == f"{kind} 王强"


# ---- organisations


def test_a_new_branch_is_founded_from_its_day(desk, office, branches, window, opened, qtbot):
    dialog = opened(FoundDialog(desk, branches["机关党总支"], window))
    assert dialog.editors["level"].typed() == "党支部"
    choose(qtbot, dialog, "name", "中共第八社区四支部")
    choose(qtbot, dialog, "short_name", "四支部")
    choose(qtbot, dialog, "on", "2016-06-01")
    done(qtbot, dialog)
    names = lambda day: {node.short_name for node in tree.tree_on(office, day).nodes.values()}  # noqa: E731
    assert "四支部" in names("2016-06-01") and "四支部" not in names("2016-05-31")


def test_the_old_name_stays_on_old_days(desk, office, branches, window, opened, qtbot):
    dialog = opened(RenameDialog(desk, branches["一支部"], window))
    choose(qtbot, dialog, "name", "中共第八社区红旗支部")
    choose(qtbot, dialog, "short_name", "红旗支部")
    choose(qtbot, dialog, "on", "2016-07-01")
    assert "一支部 → 红旗支部" in dialog.sentence
    done(qtbot, dialog)
    name_on = lambda day: tree.tree_on(office, day).nodes[branches["一支部"]].short_name  # noqa: E731
    assert (name_on("2016-06-30"), name_on("2016-07-01")) == ("一支部", "红旗支部")


def test_a_merger_moves_everybody_and_dissolves(desk, office, branches, members, window, opened, qtbot):
    dialog = opened(MergeDialog(desk, branches["二支部"], window))
    choose(qtbot, dialog, "target", "一支部")
    assert dialog.sentence == "二支部 2 人 → 一支部，二支部撤销"
    choose(qtbot, dialog, "on", "2016-09-01")
    done(qtbot, dialog)
    assert set(where(office, members).values()) == {branches["一支部"]}
    assert tree.tree_on(office, "2016-09-01").nodes[branches["二支部"]].closed
    office.undo()
    assert not tree.tree_on(office, "2016-09-01").nodes[branches["二支部"]].closed


def test_a_split_takes_the_selected_people(desk, office, branches, members, window, opened, qtbot):
    dialog = opened(SplitDialog(desk, branches["一支部"], [members["张建国"], members["王强"]], window))
    choose(qtbot, dialog, "name", "中共第八社区五支部")
    choose(qtbot, dialog, "short_name", "五支部")
    assert dialog.sentence == "一支部 2 人 → 新支部 五支部"
    done(qtbot, dialog)
    now = where(office, members)
    assert now["张建国"] == now["王强"] != now["李秀英"] == branches["一支部"]


def test_a_branch_with_members_is_not_dissolved(desk, branches, members, window, opened, qtbot):
    dialog = opened(DissolveDialog(desk, branches["一支部"], window))
    assert "还有 3 人" in dialog.sentence
    qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "还有 3 名党员" in dialog.strip.text)


def test_only_a_higher_level_is_offered_as_superior(desk, branches, window, opened):
    dialog = opened(PlaceDialog(desk, branches["一支部"], window))
    assert [each.text for each in dialog.editors["above"].picker._find("")] == ["中心党委", "机关党总支"]


def test_the_order_changes_by_keyboard_and_the_tree_follows(desk, office, branches, window, opened, qtbot):
    dialog = opened(OrgsDialog(desk, (), window))
    dialog.tree.setCurrentItem(dialog.tree._items[branches["三支部"]])
    dialog.move_up()
    siblings = lambda: tree.tree_on(office, "2016-12-31").children(branches["机关党总支"])  # noqa: E731
    wanted = [branches["一支部"], branches["三支部"], branches["二支部"]]
    qtbot.waitUntil(lambda: siblings() == wanted and not desk.is_saving)
    qtbot.waitUntil(lambda: dialog.chart.children(branches["机关党总支"]) == wanted)
    assert dialog.tree.current_org() == branches["三支部"]
    dialog.move_down()
    qtbot.waitUntil(lambda: siblings() == [branches[name] for name in ("一支部", "二支部", "三支部")])
    qtbot.waitUntil(lambda: not desk.is_saving)


def test_acts_open_only_where_they_make_sense(desk, branches, members, window, opened):
    dialog = opened(OrgsDialog(desk, (), window))
    enabled = lambda: {words for words, button in dialog.buttons.items() if button.isEnabled()}  # noqa: E731
    assert enabled() == set()
    dialog.tree.setCurrentItem(dialog.tree._items[branches["中心党委"]])
    assert enabled() == {"新建下级…", "更名…"}
    assert "5 人" in dialog.about.text()
    dialog.tree.setCurrentItem(dialog.tree._items[branches["一支部"]])
    assert "拆分…" in enabled() and "合并…" in enabled()


def test_ctrl_s_does_it_from_whatever_field_the_keyboard_is_in(desk, office, branches, members, window, opened, qtbot):
    dialog = opened(MoveDialog(desk, [members["王强"]], window))
    choose(qtbot, dialog, "org", "二支部")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert where(office, members)["王强"] == branches["二支部"]


def test_the_buttons_stay_where_they_are_whatever_organisation_is_chosen(desk, branches, window, opened, qtbot):
    dialog = opened(OrgsDialog(desk, (), window))
    QApplication.processEvents()
    before = dialog.buttons["合并…"].pos()
    dialog.tree.setCurrentItem(dialog.tree._items[branches["一支部"]])
    QApplication.processEvents()
    assert "中共第八社区一支部" in dialog.about.text() and dialog.buttons["合并…"].pos() == before
