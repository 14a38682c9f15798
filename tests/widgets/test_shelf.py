"""A shelf shows several ledgers in one tab, builds each when it is first shown, and comes back on the one it was left on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.ledger.declaration import Condition
from desktop_app.ledger.everywhere import find_everywhere
from desktop_app.ledger.places import Place, holders, place_of
from desktop_app.widgets.shelf import ShelfPage
from tests.ledger.sample_ledger.orders import LINES, ORDERS, SHELF
from tests.widgets.stock import TABS, branch, desk, member, office, order, settled

__all__ = ["branch", "desk", "member", "office", "order", "settled"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def shelf(desk, qtbot, settled):
    made = desk.build_page(SHELF)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    settled()
    return made


def test_only_the_page_that_is_shown_is_built(shelf):
    assert isinstance(shelf, ShelfPage) and shelf.shown == "orders" and list(shelf._pages) == ["orders"]
    shelf.names.setCurrentIndex(1)
    assert shelf.shown == "things" and shelf.page("things").isVisible() and not shelf.page("orders").isVisible()


def test_the_keys_go_to_the_next_page_and_round(shelf, qtbot, settled):
    shelf.setFocus()
    for expected in ("things", "orders", "things"):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        settled()
        assert shelf.shown == expected
        assert shelf.page(expected).isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert shelf.shown == "orders"


def test_the_status_is_that_of_the_page_shown(shelf, order, settled):
    settled()
    told = []
    shelf.status_changed.connect(told.append)
    assert shelf.status_text() == "1 份"
    shelf.show_page("things")
    settled()
    assert told[-1] == shelf.status_text() == "0 件"


def test_the_shelf_comes_back_on_the_page_it_was_left_on(shelf, desk, qtbot, settled):
    shelf.show_page("things")
    desk.closing.emit()
    again = desk.build_page(SHELF)
    qtbot.addWidget(again)
    settled()
    assert again.shown == "things"


def test_every_ledger_has_its_place():
    assert place_of(TABS, "members") == Place("members", "members")
    assert place_of(TABS, "stock") == Place("stock", "orders")
    assert place_of(TABS, "things") == Place("stock", "things")
    found = place_of(TABS, "order_lines")
    assert found is not None and (found.tab, found.page) == ("stock", "orders")
    assert [part.ledger for part in found.parts] == [LINES]
    assert place_of(TABS, "nothing") is None


def test_a_part_is_found_in_the_record_it_belongs_to(office, order):
    line = office.database.one("SELECT id FROM order_line")
    assert holders(office, ORDERS.parts, [line, line + 1]) == [order]
    assert holders(office, (), [3, 2]) == [2, 3]


def test_the_window_opens_parts_in_their_record_and_rows_on_their_shelf(desk, office, order, qtbot, settled, tmp_path):
    from desktop_app.shell.main_window import MainWindow
    from desktop_app.support.settings import WorkstationSettings

    window = MainWindow(desk, WorkstationSettings(tmp_path / "workstation.json"))
    qtbot.addWidget(window)
    window.show()
    desk.open_record("order_lines", office.database.one("SELECT id FROM order_line"))
    settled()
    page = window.page("orders")
    assert window.tabs.tabText(window.tabs.currentIndex()) == "阵地" and page.pane.row.id == order
    desk.open_rows("order_lines", [Condition("what", "包含", ("投影",))], "投影仪")
    settled()
    assert list(page.panel.model.ids) == [order]
    desk.open_rows("things", [Condition("lent", "是", (True,))], "借出的")
    settled()
    assert window.page("stock").shown == "things" and window._status._counts.text() == "0 件"
    hits = [(hit.ledger_key, hit.title) for hit in find_everywhere(office, desk.ledgers, "tyy")]
    assert hits == [("orders", "买投影仪"), ("order_lines", "投影仪")]
