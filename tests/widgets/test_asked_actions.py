"""A button that hands something to another ledger stands there only where that ledger is."""

from dataclasses import replace

import pytest

from desktop_app import registry
from desktop_app.ledger import named
from desktop_app.widgets.standard_tab import StandardTab


@pytest.fixture
def without_problems():
    """The program as it is where nobody keeps problems."""
    named.fill([ledger for ledger in registry.LEDGERS if "raise_item" not in ledger.offers.named])
    yield
    named.fill(registry.LEDGERS)


def buttons(desk, key: str, qtbot) -> set[str]:
    tab = StandardTab(desk, desk.ledger(key))
    qtbot.addWidget(tab)
    return set(tab.actions_by_name)


@pytest.mark.parametrize("key", ["study", "appeals", "task_logs"])
def test_what_nobody_would_answer_has_no_button(desk, key, without_problems, qtbot):
    assert "转为问题" not in buttons(desk, key, qtbot)


@pytest.mark.parametrize("key", ["study", "appeals", "task_logs"])
def test_where_the_lists_are_it_stands_there(desk, key, qtbot):
    assert "转为问题" in buttons(desk, key, qtbot)


def test_every_action_that_asks_is_answered_in_the_whole_program():
    asking = {action.asks for ledger in registry.LEDGERS for action in ledger.actions if action.asks}
    assert asking == {"raise_item"} and all(named.ask(name) for name in asking)


def test_an_action_of_its_own_needs_nobody(desk, without_problems, qtbot):
    ledger = desk.ledger("study")
    own = {action.name for action in ledger.actions if not action.asks}
    assert own and {action.name for action in named.doable(ledger)} == own
    assert named.doable(replace(ledger, actions=())) == []


@pytest.mark.parametrize("key", ["sweeps", "task_logs", "appeals"])
def test_a_ledger_with_actions_of_its_own_still_takes_a_new_record(desk, key, qtbot):
    assert "新增" in buttons(desk, key, qtbot)


def test_where_only_an_action_makes_records_no_form_is_offered(desk, qtbot):
    assert "新增" not in buttons(desk, "report_issues", qtbot)
