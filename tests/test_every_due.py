"""What any ledger calls due stands under the right word: over before today, today's today, to come after it."""

from datetime import date

import pytest

from desktop_app import registry


@pytest.mark.parametrize("today", [date(2016, 6, 15), date(2016, 12, 20), date(2016, 12, 31)], ids=str)
def test_every_line_stands_under_the_word_of_its_day(small_office, today):
    told = [
        (ledger.key, due)
        for ledger in registry.LEDGERS
        if ledger.offers.dues
        for due in ledger.offers.dues(small_office, today)
    ]
    wrong = [
        (key, due.title, due.urgency, due.on)
        for key, due in told
        if due.on is not None
        and (
            (due.urgency == "today" and due.on != today)
            or (due.urgency == "soon" and due.on <= today)
            or (due.urgency == "overdue" and due.on >= today)
        )
    ]
    assert told and wrong == []


def test_the_first_row_of_a_line_is_the_one_due_first(small_office):
    """A click lists them by their day: overdue items by the day they should have been done."""
    problems = registry.ledger("problem_items")
    (late,) = [due for due in problems.offers.dues(small_office, date(2016, 12, 31)) if due.title == "问题超过整改时限"]
    days = [
        small_office.database.one("SELECT ifnull(ext_to, due_on) FROM problem_item WHERE id = ?", (row,))
        for row in late.which
    ]
    assert days == sorted(days) and late.on == date.fromisoformat(days[0])
