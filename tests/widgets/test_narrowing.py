"""Typing letter by letter: whatever the list was narrowed from, it is what the whole ledger would give."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.ledger.declaration import Condition
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.people import membership
from desktop_app.widgets.table.model import FIRST, LedgerModel

CHARACTERS = "张王单区建国小"


@pytest.fixture
def many(office, branches):
    """Six hundred more people: more than the first screen's rows hold one of the letters."""
    people = [
        {
            "name": CHARACTERS[n % 4] + CHARACTERS[n % 7] + (CHARACTERS[n % 5] if n % 3 else ""),
            "org": branches["三支部" if n % 2 else "二支部"],
            "birth_date": "1950",
            "mobile": f"138{n:08}",
        }
        for n in range(600)
    ]
    with office.change("期初"):
        membership.open_with(office, people, "2016-01-01")


@pytest.fixture
def model(desk, roster, members, many, qtbot):
    made = LedgerModel(desk, roster)
    yield made
    qtbot.waitUntil(lambda: not desk.reader.busy)


def settle(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.reader.busy)


def type_words(model, desk, roster, qtbot, words, **asked):
    """Ask as the search box does, and wait until all there is has arrived."""
    model.ask(LedgerQuery(desk.office, roster, Asked(words=words, **asked)))
    at_once = model.complete
    settle(desk, qtbot)
    assert list(model.ids) == list(LedgerQuery(desk.office, roster, Asked(words=words, **asked)).ids())
    return at_once


def test_the_second_letter_looks_only_through_what_the_first_has_found(model, desk, roster, qtbot):
    assert not type_words(model, desk, roster, qtbot, "")
    assert not type_words(model, desk, roster, qtbot, "1")
    found = len(model.ids)
    assert found > FIRST
    assert type_words(model, desk, roster, qtbot, "13"), "six hundred rows at once: none was asked of the office"
    assert type_words(model, desk, roster, qtbot, "13 g")
    assert 0 < len(model.ids) < found


def test_backspace_another_branch_or_a_condition_asks_the_office_again(model, desk, roster, branches, qtbot):
    type_words(model, desk, roster, qtbot, "1")
    type_words(model, desk, roster, qtbot, "138000001")
    less = len(model.ids)
    type_words(model, desk, roster, qtbot, "1")
    assert len(model.ids) > less
    type_words(model, desk, roster, qtbot, "13", org=branches["三支部"])
    type_words(model, desk, roster, qtbot, "138", org=branches["三支部"])
    type_words(model, desk, roster, qtbot, "1380", conditions=(Condition("name", "包含", ("国",)),))
    type_words(model, desk, roster, qtbot, "1380", order=(("name", True),))


def test_who_was_renamed_meanwhile_is_found_by_the_new_name(model, desk, office, roster, members, qtbot):
    desk.changed.connect(lambda changed: model.refresh() if model.concerns(changed) else None)
    type_words(model, desk, roster, qtbot, "w")
    assert members["王强"] in model.ids
    with qtbot.waitSignal(desk.changed), office.change("改名"):
        office.database.execute_sql("UPDATE member SET name = '张卫' WHERE id = ?", (members["王强"],))
    type_words(model, desk, roster, qtbot, "wq")
    assert members["王强"] not in model.ids
    type_words(model, desk, roster, qtbot, "z")
    type_words(model, desk, roster, qtbot, "zw")
    assert members["王强"] in model.ids


def test_a_letter_typed_before_the_change_is_told_is_put_right_when_it_is(model, desk, office, roster, members, qtbot):
    desk.changed.connect(lambda changed: model.refresh() if model.concerns(changed) else None)
    type_words(model, desk, roster, qtbot, "w")
    with qtbot.waitSignal(desk.changed):
        with office.change("改名"):
            office.database.execute_sql("UPDATE member SET name = '张卫' WHERE id = ?", (members["王强"],))
        model.ask(LedgerQuery(office, roster, Asked(words="wq")))
    settle(desk, qtbot)
    assert list(model.ids) == list(LedgerQuery(office, roster, Asked(words="wq")).ids())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.lists(st.text(alphabet="zwsdqg138 张国%_", max_size=4), max_size=6))
def test_whatever_is_typed_after_whatever_the_list_is_what_the_office_gives(typed, model, desk, roster, qtbot):
    for words in typed:
        type_words(model, desk, roster, qtbot, words)
