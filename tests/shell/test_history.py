"""改动记录: an older change is taken back, a clash offers the rest, deleted records come back."""

from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop_app import registry
from desktop_app.ledger import writes
from desktop_app.ledger.page import read_row
from desktop_app.people import membership
from desktop_app.shell.history import HistoryDialog

ROSTER = registry.ledger("roster")


def remark(office: Any, members: list[int], words: str) -> None:
    with office.change(f"批量写{words}"):
        for member in members:
            office.database.execute_sql("UPDATE member SET remark = ? WHERE id = ?", (words, member))


def remarks(office: Any, members: list[int]) -> list[str]:
    return [read_row(office, ROSTER, member).values["remark"] or "" for member in members]


@pytest.fixture
def history(qtbot: Any, window: Any) -> Any:
    window.show_history()
    return window.findChild(HistoryDialog)


@pytest.fixture
def three(small_office: Any) -> list[int]:
    return [
        row for (row,) in small_office.database.rows("SELECT id FROM member WHERE remark IS NULL ORDER BY id LIMIT 3")
    ]


def choose(history: Any, title: str) -> None:
    table = history._changes
    row = next(row for row in range(table.rowCount()) if table.item(row, 2).text() == title)
    table.selectRow(row)


def test_an_older_change_is_taken_back_and_the_later_one_stays(history, desk, small_office, three, settle):
    remark(small_office, three[:2], "独居")
    remark(small_office, three[2:], "外出")
    settle(desk)
    choose(history, "批量写独居")
    history._undo()
    settle(desk)
    assert remarks(small_office, three) == ["", "", "外出"]
    choose(history, "批量写独居")
    assert history._changes.item(history._changes.currentRow(), 4).text() == "已撤销"
    history.close()


def test_rows_touched_since_are_told_and_the_rest_can_go(history, desk, small_office, three, settle):
    remark(small_office, three, "独居")
    remark(small_office, three[:1], "外出")
    settle(desk)
    choose(history, "批量写独居")
    history._undo()
    settle(desk)
    box = history.findChild(QMessageBox)
    assert "1 条记录不能还原" in box.text() and "其余的 2 条" in box.informativeText()
    assert remarks(small_office, three) == ["外出", "独居", "独居"]
    next(button for button in box.buttons() if button.text() == "撤销其余的").click()
    settle(desk)
    assert remarks(small_office, three) == ["外出", "", ""]
    history.close()


def test_what_can_not_be_taken_back_at_all_is_said_without_an_offer(history, desk, small_office, three, settle):
    remark(small_office, three[:1], "独居")
    remark(small_office, three[:1], "外出")
    settle(desk)
    choose(history, "批量写独居")
    history._undo()
    settle(desk)
    assert history.findChild(QMessageBox) is None
    assert "批量写独居" in history._words.text()
    history.close()


def test_nothing_chosen_asks_to_choose(history):
    history._changes.clearSelection()
    history._changes.setCurrentItem(None)
    history._undo()
    assert history._words.text() == "请先选一条改动。"
    history._bring_back()
    assert history._words.text() == "请先选一条记录。"
    history.close()


def test_a_deleted_record_lies_in_the_bin_and_comes_back(history, desk, small_office, settle):
    made = writes.create(small_office, ROSTER, {"name": "白小梅", "org": _branch(small_office), "category": "正式党员"})
    with small_office.change("删除重复的白小梅"):
        membership.strike(small_office, [made])
    settle(desk)
    assert [history._deleted.item(row, 3).text() for row in range(history._deleted.rowCount())] == ["白小梅"]
    assert history._nothing.isHidden()
    history._deleted.selectRow(0)
    history._bring_back()
    settle(desk)
    assert read_row(small_office, ROSTER, made).values["name"] == "白小梅"
    assert history._deleted.rowCount() == 0 and not history._nothing.isHidden()
    history.close()


def test_who_saw_whole_numbers_stands_in_the_log_and_its_people_are_listed(window, desk, small_office, three, settle):
    window.show_history()
    (before,) = window.findChildren(HistoryDialog)
    assert "都记在这里" in before._unseen.text() and not before._unseen.isHidden()
    before._tabs.setCurrentIndex(2)
    before._list_seen()
    assert before._words.text() == "请先选一条查阅记录。"
    small_office.log_access("导出 花名册.xlsx", {"member": three}, "上报组织部", "油田党委组织部")
    before._fill()
    row = [before._accesses.item(0, column).text() for column in range(1, 6)]
    assert row == [small_office.operator, "导出 花名册.xlsx", "3", "上报组织部", "油田党委组织部"]
    assert before._accesses.item(0, 0).text().startswith(small_office.clock.today().isoformat())
    before._accesses.selectRow(0)
    before._list_seen()
    settle(desk)
    assert sorted(window.page("roster").panel.model.ids) == sorted(three)


def _branch(office: Any) -> int:
    return office.database.rows("SELECT id FROM party_org WHERE level = '党支部' ORDER BY id LIMIT 1")[0][0]
