"""Boards: terms, 换届 and seats."""

from datetime import date

import pytest

from desktop_app import registry
from desktop_app.ledger.writes import create
from desktop_app.people.boards.rules import board_faults, due_on, overrun, reminder
from desktop_app.people.boards.seats import seats_on
from desktop_app.support.errors import OfficeError

TODAY = date(2016, 12, 31)


def test_a_term_ends_its_years_after_the_election():
    assert due_on("2013-09-12", 4) == "2017-09-12"
    assert due_on("2012-02-29", 3) == "2015-02-28"


@pytest.mark.parametrize(
    ("due", "months"),
    [("2016-12-30", 0), ("2017-01-31", 1), ("2017-03-21", 3), ("2017-06-30", 6), ("2017-07-01", None)],
)
def test_reminders_come_at_six_three_and_one_month(due, months):
    assert reminder(due, TODAY) == months


def test_a_renewal_after_its_day_needs_its_approval():
    values = {"elected_on": "2013-01-01", "term_years": 3, "actual_on": "2016-06-01"}
    assert "延期批准文号" in board_faults(values)["extension_doc"]
    assert board_faults(values | {"extension_doc": "中八社党〔2016〕1号"}) == {}
    assert overrun({"elected_on": "2012-01-01", "term_years": 3}, TODAY)


def _board(small_office, **more):
    org = small_office.database.one("SELECT id FROM party_org WHERE level = '党支部' ORDER BY id DESC LIMIT 1")
    values = {"org": org, "title": "第九届", "term_no": "9", "term_years": "3", "elected_on": "2014-03-21", **more}
    return org, create(small_office, registry.ledger("boards"), values)


def test_a_board_due_in_eighty_days_is_on_the_home_page(small_office):
    _, board = _board(small_office)
    assert small_office.database.one("SELECT due_on FROM board WHERE id = ?", (board,)) == "2017-03-21"
    dues = registry.ledger("boards").offers.dues(small_office, TODAY)
    assert any(board in due.which and "3 个月内换届" in due.title for due in dues)


def test_a_live_board_has_one_secretary(small_office):
    org, board = _board(small_office)
    people = [row[0] for row in small_office.database.rows("SELECT id FROM member WHERE left_on IS NULL LIMIT 3")]
    seat = {"board": board, "post": "21", "from_on": "2014-03-21"}
    ledger = registry.ledger("board_members")
    create(small_office, ledger, seat | {"member": people[0]})
    with pytest.raises(OfficeError, match="两名书记"):
        create(small_office, ledger, seat | {"member": people[1]})
    create(small_office, ledger, seat | {"member": people[2], "post": "23", "until_on": "2015-01-01"})
    assert [seat.member for seat in seats_on(small_office.database, "2014-12-31", org)] == [people[0], people[2]]
    assert [seat.member for seat in seats_on(small_office.database, "2016-12-31", org)] == [people[0]]


def test_a_members_page_shows_the_posts_held(small_office):
    org, board = _board(small_office)
    member = small_office.database.one("SELECT id FROM member WHERE left_on IS NULL AND party_post IS NULL LIMIT 1")
    seat = {"board": board, "member": member, "post": "23", "from_on": "2014-03-21", "until_on": "2016-01-01"}
    create(small_office, registry.ledger("board_members"), seat)
    about = registry.ledger("boards").offers.about
    (line,) = about(small_office, "member", member).lines
    assert (line.text, line.note) == ("第九届 组织委员", "2014-03-21 至 2016-01-01")
    assert "应于 2017-03-21 换届" in about(small_office, "party_org", org).lines[0].note
    assert about(small_office, "project", 1) is None
