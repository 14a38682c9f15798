"""The status bar: what is listed and selected, whether all is saved, the last backup."""

import threading
from typing import Any


def test_the_page_that_is_shown_says_what_it_lists(window, desk, small_office, settle):
    page: Any = window.show_tab("roster")
    settle(desk)
    there = small_office.database.rows("SELECT count(*) FROM member WHERE left_on IS NULL")[0][0]
    assert window._status._counts.text() == f"{there} 人"
    page.panel.view.selectAll()
    assert window._status._counts.text() == f"{there} 人 · 选中 {there}"
    window.tabs.setCurrentIndex(0)
    assert window._status._counts.text() == ""
    page.status_changed.emit("不再显示")
    assert window._status._counts.text() == ""


def test_a_save_that_waits_says_so_until_it_is_done(qtbot, window, desk, settle):
    gate = threading.Event()
    desk.save(gate.wait)
    qtbot.waitUntil(lambda: window._status._saved.text() == "保存中…")
    gate.set()
    settle(desk)
    assert window._status._saved.text() == "已保存"


def test_the_last_backup_is_shown_after_each_change(window, desk, small_office, settle):
    assert "还没有备份" in window._status._backup.text()
    small_office.backup_here("手工备份")
    with small_office.change("改一处"):
        small_office.database.execute_sql("UPDATE member SET remark = '独居' WHERE id = 1")
    settle(desk)
    assert window._status._backup.text().startswith("上次备份 今天 ")


def test_a_passing_word_stands_below(window, desk):
    desk.message("已复制 3 行")
    assert window.statusBar().currentMessage() == "已复制 3 行"


def test_undo_and_redo_say_what_they_did_and_the_count_comes_back(qtbot, window, desk, small_office, settle):
    page: Any = window.show_tab("roster")
    settle(desk)
    with small_office.change("改一处"):
        small_office.database.execute_sql("UPDATE member SET remark = '独居' WHERE id = 1")
    settle(desk)
    window._undo()
    settle(desk)
    assert window.statusBar().currentMessage() == "已撤销：改一处"
    window._redo()
    settle(desk)
    assert window.statusBar().currentMessage() == "已重做：改一处"
    qtbot.waitUntil(lambda: window.statusBar().currentMessage() == "", timeout=8000)
    assert window._status._counts.isVisible() and window._status._counts.text() == page.status_text()
