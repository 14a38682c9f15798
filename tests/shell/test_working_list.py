"""The working list of the home page: what every ledger says is due, grouped; a click lands on the rows (U1)."""

from datetime import date
from typing import Any

import pytest

from desktop_app.ledger import writes
from desktop_app.ledger.offered import Due, dues_by_day
from desktop_app.ledger.taken import take
from desktop_app.shell.main_window import MainWindow
from desktop_app.shell.working_list import _NOTHING, _day_words
from desktop_app.support.settings import WorkstationSettings
from desktop_app.widgets.belongings.line import LineButton
from desktop_app.widgets.chips import Chip
from tests.ledger.sample_ledger import THINGS
from tests.ledger.sample_ledger.orders import ORDERS
from tests.widgets.stock import branch, desk, member, office, order, settled

__all__ = ["branch", "desk", "member", "office", "order", "settled"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

_LATE = (("买凳子", "2016-12-29"), ("买椅子", "2016-12-01"), ("买柜子", "2016-12-28"))
_WAITING = Due("waiting", "等待验收", 2, "条", "orders", [6, 7], date(2016, 12, 3))


@pytest.fixture
def window(desk: Any, order: int, tmp_path: Any, qtbot: Any, settled: Any) -> MainWindow:
    made = MainWindow(desk, WorkstationSettings(tmp_path / "workstation.json"))
    qtbot.addWidget(made)
    made.resize(1366, 820)
    made.show()
    qtbot.waitUntil(lambda: bool(made.home.working_list.dues()))
    settled()
    return made


def lines(work: Any) -> list[str]:
    return [line.words for line in work.findChildren(LineButton) if line.isVisibleTo(work)]


def test_what_is_due_stands_under_its_heading_with_its_count(window, office, branch, qtbot):
    work = window.home.working_list
    assert lines(work) == ["采购申请过期未办　1 份"]
    writes.create(office, THINGS, {"name": "音响", "org": branch, "lent": True})
    qtbot.waitUntil(lambda: lines(work) == ["采购申请过期未办　1 份", "借出未还的物品　1 件"])
    assert [chip.word for chip in work.findChildren(Chip) if chip.isVisibleTo(work)] == ["已超期", "近期"]


def test_a_click_lands_on_the_rows(window, office, order, branch, qtbot, settled):
    writes.create(office, ORDERS, {"title": "买党旗", "org": branch})
    work = window.home.working_list
    work.findChild(LineButton).click()
    settled()
    page = window.page("orders")
    assert window.tabs.tabText(window.tabs.currentIndex()) == "阵地" and page.isVisible()
    assert list(page.panel.model.ids) == [order] and page.bar.title.text() == "采购申请过期未办"


def test_the_rows_of_a_line_stand_by_the_day_they_are_due(window, office, order, branch, qtbot, settled):
    late = [writes.create(office, ORDERS, {"title": title, "org": branch, "due_on": on}) for title, on in _LATE]
    work = window.home.working_list
    qtbot.waitUntil(lambda: lines(work) == ["采购申请过期未办　4 份"])
    work.findChild(LineButton).click()
    settled()
    page = window.page("orders")
    assert list(page.panel.model.ids) == [late[1], order, late[2], late[0]]
    page.panel.set_order((("title", False),))
    settled()
    assert list(page.panel.model.ids) != [late[1], order, late[2], late[0]], "a heading sorts them otherwise"


def test_today_holds_only_what_is_due_today(window, qtbot):
    """Nothing of weeks ago stands under 今天, and what only waits has a group of its own."""
    work, today = window.home.working_list, window.desk.clock.today()
    said = dues_by_day("该走访", "个", "orders", [(1, "2016-11-30"), (2, today), (3, "2017-01-03"), (4, None)], today)
    work._take(("orders", [*said, Due("today", "旧的", 1, "条", "orders", [5], date(2016, 12, 1)), _WAITING]))
    qtbot.waitUntil(lambda: len(lines(work)) == 6)
    groups = {}
    for label in work.findChildren(Chip):
        if label.isVisibleTo(work):
            groups[label.word] = lines(label.parentWidget())
    assert groups == {
        "已超期": ["该走访　1 个", "旧的　1 条"],
        "今天": ["该走访　1 个"],
        "待办": ["等待验收　2 条"],
        "近期": ["该走访　1 个"],
        "缺项": ["该走访　1 个"],
    }


def test_a_line_of_conditions_lands_on_what_they_ask_for(window, office, branch, qtbot, settled):
    thing = writes.create(office, THINGS, {"name": "音响", "org": branch, "lent": True})
    work = window.home.working_list
    qtbot.waitUntil(lambda: len(lines(work)) == 2)
    next(line for line in work.findChildren(LineButton) if "借出" in line.words).click()
    settled()
    page = window.page("things")
    assert page.isVisible() and list(page.panel.model.ids) == [thing]


def test_what_is_done_leaves_the_list_and_an_empty_one_says_so(window, office, order, qtbot):
    take(office, ORDERS, order, "退回", date(2016, 12, 30), opinion="不买了")
    work = window.home.working_list
    qtbot.waitUntil(lambda: lines(work) == [])
    assert work.words.text() == _NOTHING and work.words.isVisibleTo(work)


def test_while_another_tab_is_looked_at_nothing_is_asked(window, office, order, branch, qtbot, settled):
    window.show_tab("members")
    writes.create(office, THINGS, {"name": "音响", "org": branch, "lent": True})
    settled()
    work = window.home.working_list
    assert len(work.dues()) == 1 and not work._soon.isActive()
    window.tabs.setCurrentIndex(0)
    qtbot.waitUntil(lambda: len(lines(work)) == 2)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (Due("overdue", "甲", 3, "条", "x", [1], date(2016, 11, 30)), "最早 2016-11-30，已过 31 天"),
        (Due("overdue", "甲", 1, "条", "x", [1], date(2016, 12, 30)), "2016-12-30，已过 1 天"),
        (Due("soon", "甲", 2, "条", "x", [1], date(2017, 1, 5)), "最早 2017-01-05"),
        (Due("missing", "甲", 2, "条", "x", [1]), ""),
        (Due("today", "甲", 2, "条", "x", [1], date(2016, 12, 31)), ""),
        (Due("today", "甲", 2, "条", "x", [1], date(2016, 12, 30)), "最早 2016-12-30，已过 1 天"),
    ],
)
def test_the_day_concerned_is_said(due, words):
    assert _day_words(due, date(2016, 12, 31)) == words
