"""Search everywhere (U6, R14): hits while typing, by pinyin and number's tail, opened by Enter, in few questions."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from desktop_app.people.pinyin import initials
from desktop_app.shell.search_dialog import SearchEverywhere


@pytest.fixture
def search(qtbot: Any, window: Any) -> Any:
    window.search_everywhere()
    dialog = window.findChild(SearchEverywhere)
    qtbot.waitUntil(dialog.field.hasFocus)
    yield dialog
    if window.findChild(SearchEverywhere) is not None:
        dialog.close()


def titles(dialog: SearchEverywhere) -> list[str]:
    return [dialog.hits.item(row).text() for row in range(dialog.hits.count())]


def test_a_name_is_found_by_its_initials_letter_by_letter(qtbot, search, somebody):
    _member, name = somebody
    counts = []
    for letter in initials(name):
        qtbot.keyClicks(search.field, letter)
        counts.append(search.hits.count())
    assert counts == sorted(counts, reverse=True) and counts[-1] >= 1
    assert any(name in title for title in titles(search))
    assert search._words.text() == f"找到 {counts[-1]} 条"


def test_the_tail_of_a_number_finds_its_owner_and_shows_no_number(qtbot, search, small_office):
    id_no, name = small_office.database.rows(
        "SELECT id_no, name FROM member WHERE id_no IS NOT NULL ORDER BY id LIMIT 1"
    )[0]
    qtbot.keyClicks(search.field, id_no[-5:])
    assert any(name in title for title in titles(search))
    assert not any(id_no in title for title in titles(search))


def test_the_arrows_choose_and_enter_opens(qtbot, window, desk, search, somebody, settle):
    member, name = somebody
    qtbot.keyClicks(search.field, initials(name)[0])
    assert search.hits.currentRow() == 0
    qtbot.keyClick(search.field, Qt.Key.Key_Down)
    assert search.hits.currentRow() == 1 and search.field.hasFocus()
    while name not in search.hits.currentItem().text():
        qtbot.keyClick(search.field, Qt.Key.Key_Down)
    qtbot.keyClick(search.field, Qt.Key.Key_Return)
    settle(desk)
    qtbot.waitUntil(lambda: window.page("roster").pane.row is not None)
    assert window.page("roster").pane.row.id == member
    assert window.page("roster").panel.view.current_id() == member


def test_nothing_found_says_what_to_try(qtbot, search):
    qtbot.keyClicks(search.field, "zzzzqqq")
    assert search.hits.count() == 0 and "没有找到" in search._words.text()
    qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert search.isVisible()
    search.field.clear()
    search.field.textEdited.emit("")
    assert "输入几个字" in search._words.text()


def test_a_letter_costs_two_questions_for_each_ledger_that_is_searched(qtbot, search, desk, small_office):
    asked: list[str] = []
    small_office.database.connection().set_trace_callback(asked.append)
    try:
        qtbot.keyClicks(search.field, "z")
    finally:
        small_office.database.connection().set_trace_callback(None)
    questions = [sql for sql in asked if sql.lstrip().upper().startswith("SELECT")]
    assert 0 < len(questions) <= 2 * sum(bool(ledger.searched) for ledger in desk.ledgers)
    assert search.hits.count() > 1


def test_escape_leaves_the_search(qtbot, window, search):
    qtbot.keyClick(search.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(SearchEverywhere) is None)
