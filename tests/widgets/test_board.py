"""The board shows what the list shows, as cards by state; the arrows go about it, and a card taken across takes the step between."""

from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from desktop_app.ledger import writes
from desktop_app.ledger.declaration import Condition
from desktop_app.ledger.page import read_row
from desktop_app.ledger.taken import take
from desktop_app.widgets.belongings.step_dialog import StepDialog
from desktop_app.widgets.board.card import due_words
from desktop_app.widgets.board.column import card_data
from desktop_app.widgets.standard_tab import StandardTab
from tests.ledger.sample_ledger.orders import ORDERS
from tests.widgets.clipping import faults
from tests.widgets.stock import branch, desk, member, office, order, settled

__all__ = ["branch", "desk", "member", "office", "order", "settled"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def others(office, order, branch) -> list[int]:
    """Two more that are asked for, and one that was refused."""
    made = [writes.create(office, ORDERS, {"title": title, "org": branch}) for title in ("买音响", "买党旗", "买地毯")]
    take(office, ORDERS, made[2], "退回", date(2016, 12, 10), opinion="没有经费")
    return made


@pytest.fixture
def tab(desk, others, qtbot, settled):
    made = StandardTab(desk, ORDERS)
    qtbot.addWidget(made)
    made.resize(1366, 800)
    made.show()
    made.activateWindow()
    settled()
    made.switch.turn()
    settled()
    return made


@pytest.fixture
def board(tab):
    return tab.listing.board


def headings(board) -> list[str]:
    return [column.heading.text() for column in board.columns]


def asked(kind=StepDialog) -> list:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]


def press(qtbot, key, held=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, held)


def test_the_cards_stand_by_state_with_their_counts(tab, board):
    assert board.isVisible() and not tab.panel.isVisible()
    assert headings(board) == ["申请　3", "批准　0", "购回　0", "不批　1"]
    assert [board.columns[0].model.index(at, 0).data() for at in range(3)] == ["买党旗", "买投影仪", "买音响"]
    assert faults(tab) == []


def test_the_board_shows_what_the_list_would(tab, board, qtbot, settled):
    tab.bar.search.setText("tyy")
    qtbot.waitUntil(lambda: headings(board)[0] == "申请　1")
    tab.bar.search.setText("")
    tab.bar.set_conditions([Condition("stage", "是", ("不批",))])
    settled()
    assert headings(board) == ["申请　0", "批准　0", "购回　0", "不批　1"]


def test_an_empty_board_says_what_an_empty_table_says(tab, board, qtbot, settled):
    tab.bar.search.setText("没有这样的")
    qtbot.waitUntil(lambda: tab.panel.empty.isVisibleTo(tab))
    assert not board.isVisible() and "没有符合的记录" in tab.panel.empty.text
    tab.bar.search.setText("")
    qtbot.waitUntil(board.isVisible)


def test_the_arrows_go_about_the_board_and_enter_opens_the_record(tab, board, others, qtbot, settled):
    board.setFocus()
    board.columns[0].cards.select_row(0)
    press(qtbot, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: tab.pane.row.values["title"] == "买投影仪")
    press(qtbot, Qt.Key.Key_Right)  # over the empty columns to the next card
    qtbot.waitUntil(lambda: tab.pane.row.id == others[2])
    assert tab.panel.view.selected_ids() == [others[2]]
    press(qtbot, Qt.Key.Key_Left)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.pane.isAncestorOf(QApplication.focusWidget()))


def test_a_card_pushed_across_takes_the_step_between(tab, board, office, order, qtbot, settled):
    assert board.select_id(order)
    board.setFocus()
    press(qtbot, Qt.Key.Key_Right, CONTROL)
    (dialog,) = asked()
    assert dialog.step.name == "批准"
    dialog.editors["granted"].put_words("4000")
    dialog.take()
    settled()
    assert headings(board) == ["申请　2", "批准　1", "购回　0", "不批　1"]
    office.undo()
    settled()
    assert headings(board)[:2] == ["申请　3", "批准　0"]


def test_a_card_dropped_on_a_column_takes_the_step(tab, board, others, qtbot, settled):
    def drop(record_id: int, before: str, column: int) -> None:
        data = card_data(ORDERS, before, record_id)
        button, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        board.columns[column].cards.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.MoveAction, data, button, held))

    drop(others[0], "申请", 2)
    assert tab.message.text == "不能从“申请”直接到“购回”。从“申请”可以：批准（到“批准”）、退回（到“不批”）。"
    drop(others[2], "不批", 0)
    assert tab.message.text.endswith("“不批”是最后一步。")
    drop(others[0], "申请", 1)
    assert tab.message.text == "要先填好要在何日前，才能批准。"
    drop(others[0], "申请", 0)
    assert asked() == [], "in its own column nothing is taken"
    drop(others[0], "申请", 3)
    (dialog,) = asked()
    assert dialog.step.name == "退回"
    dialog.editors["step.opinion"].text.setPlainText("重复")
    dialog.take()
    settled()
    assert headings(board)[3] == "不批　2"


def test_a_card_can_be_deleted_like_a_row(tab, board, office, others, qtbot, settled):
    board.select_id(others[0])
    board.setFocus()
    settled()
    press(qtbot, Qt.Key.Key_Delete)
    settled()
    assert read_row(office, ORDERS, others[0]) is None and headings(board)[0] == "申请　2"


def test_the_tab_comes_back_as_a_board_where_it_was_left_as_one(tab, desk, office, qtbot, settled):
    desk.closing.emit()
    again = StandardTab(desk, ORDERS)
    qtbot.addWidget(again)
    again.show()
    settled()
    assert again.listing.board_wanted and again.listing.board.isVisible() and again.switch.buttons.button(1).isChecked()
    again.switch.buttons.button(0).click()
    assert again.panel.isVisible() and not again.listing.board.isVisible()


def test_a_record_opened_from_elsewhere_is_found_on_the_board(tab, board, others, settled):
    tab.show_record(others[1])
    settled()
    assert tab.pane.row.id == others[1]
    assert board.columns[0].cards.current_id() == others[1]


@pytest.mark.parametrize(
    ("due", "words", "pressing"),
    [
        ("", "", False),
        ("2016-12-30", "已超期 1 天", True),
        ("2016-12-31", "今天到期", True),
        ("2016-12", "今天到期", True),
        ("2017-01-01", "2017-01-01 前", False),
        ("2012-12-31", "已超期 1,461 天", True),
    ],
)
def test_what_is_due_is_said_in_words(due, words, pressing):
    assert due_words(due, date(2016, 12, 31)) == (words, pressing)


def test_what_is_done_is_never_overdue(tab, board, office, others, order, settled):
    take(office, ORDERS, order, "批准", date(2016, 12, 10), values={"granted": "1"})
    take(office, ORDERS, order, "购回入库", date(2016, 12, 30))
    settled()
    cards = board.columns[2].cards
    assert (
        cards.itemDelegate().whole_text(cards.model().index(0, 0))
        == "买投影仪\n申请支部：一支部\n要在何日前：2016-12-20"
    )
    running = board.columns[0].cards
    assert running.itemDelegate().whole_text(running.model().index(0, 0)) == "买党旗\n申请支部：一支部"


def test_a_thousand_cards_are_read_only_where_they_are_looked_at(tab, board, office, branch, settled):
    rows = [(f"买第 {number} 样", branch, "申请", "2016-12-01") for number in range(1_000)]
    with office.change("成批"):
        office.database.executemany("INSERT INTO thing_order (title, org_id, stage, due_on) VALUES (?, ?, ?, ?)", rows)
    settled()
    assert headings(board)[0] == "申请　1,003"
    tab.grab()
    assert 1 <= len(board.columns[0].model._pages) <= 2
    board.columns[0].cards.select_row(1_002)
    tab.grab()
    assert len(board.columns[0].model._pages) <= 4


def test_beside_an_open_record_the_last_column_is_still_reached(tab, board, others, qtbot, settled):
    tab.resize(900, 600)
    settled()
    bar, area = board._area.horizontalScrollBar(), board._area.viewport()
    last = board.columns[-1]
    board.select_id(others[2])
    tab.open_pane(others[2])
    settled()
    qtbot.waitUntil(lambda: last.mapTo(area, last.rect().topRight()).x() < area.width())
    assert bar.maximum() > 0 and bar.isVisible(), "what has no room is scrolled to"
    assert last.mapTo(area, last.rect().topLeft()).x() >= 0 and last.width() >= last.minimumWidth()
