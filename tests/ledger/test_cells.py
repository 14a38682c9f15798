"""What a value reads like, and who gets to see it whole."""

from datetime import date, datetime, timedelta

import pytest

from desktop_app.ledger.cells import LASTS, Cells, Unmasking
from desktop_app.ledger.declaration import Column
from desktop_app.storage.fields import Flag
from desktop_app.storage.numbers import Money
from desktop_app.support.errors import OfficeError
from tests.conftest import TODAY
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger import THINGS

NUMBER = "410999194803050016"


class TurningClock:
    """Stands until it is turned."""

    def __init__(self) -> None:
        self.at = datetime(2016, 12, 31, 9, 0)

    def today(self) -> date:
        return self.at.date()

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock(office, monkeypatch):
    turning = TurningClock()
    monkeypatch.setattr(office, "clock", turning)
    return turning


def test_lists_and_papers_show_numbers_with_stars():
    cells = Cells(MEMBERS, TODAY)
    assert cells.text(MEMBERS.column("id_no"), NUMBER) == "410***********0016"
    assert cells.text(MEMBERS.column("mobile"), "13912345678") == "139****5678"
    assert cells.paper_writer(MEMBERS.column("id_no"))(NUMBER) == "410***********0016"


def test_the_pane_shows_the_telephone_and_not_the_identity_number():
    cells = Cells(MEMBERS, TODAY)
    assert cells.in_pane("mobile", "13912345678") == "13912345678"
    assert cells.in_pane("id_no", NUMBER) == "410***********0016"
    assert cells.in_pane("org", "一支部") == "一支部"


def test_an_unmasking_shows_all_for_half_an_hour(office, clock):
    unmasking = Unmasking(office)
    cells = Cells(MEMBERS, TODAY, unmasking)
    assert not cells.whole
    unmasking.begin("核对信息")
    assert cells.text(MEMBERS.column("id_no"), NUMBER) == cells.in_pane("id_no", NUMBER) == NUMBER
    clock.at += LASTS - timedelta(seconds=1)
    assert cells.whole and unmasking.left == timedelta(seconds=1)
    clock.at += timedelta(seconds=1)
    assert cells.text(MEMBERS.column("id_no"), NUMBER) == "410***********0016"


@pytest.mark.parametrize("turn", [timedelta(days=-1), timedelta(days=730)])
def test_a_clock_that_was_put_elsewhere_ends_an_unmasking(office, clock, turn):
    unmasking = Unmasking(office).begin("核对信息")
    clock.at += turn
    assert not unmasking.live


def test_an_unmasking_ends_when_told(office):
    unmasking = Unmasking(office).begin("核对信息")
    unmasking.end()
    assert not unmasking.live


def test_an_unmasking_needs_a_purpose(office):
    with pytest.raises(OfficeError, match="要写明用途"):
        Unmasking(office).begin("  ")


def test_a_showing_is_in_the_access_log(office, people):
    unmasking = Unmasking(office).begin("上报组织部", recipient="油田党委组织部")
    unmasking.log("花名册列表", MEMBERS, people.values())
    line = office.accesses()[0]
    assert (line.what, line.total, line.purpose, line.recipient) == ("花名册列表", 6, "上报组织部", "油田党委组织部")
    assert line.records == "member:1-6" and line.operator == office.operator


def test_a_style_is_for_display_and_a_column_may_be_computed():
    cells = Cells(THINGS, TODAY)
    assert cells.text(THINGS.column("bought_on"), "2010-05-06") == "2010.05"
    assert cells.text(THINGS.column("bought_on"), None) == ""
    assert cells.text(THINGS.column("years"), ("2010-05-06",)) == "6年"
    assert cells.text(THINGS.column("years"), None) == ""


def test_a_computed_column_gets_sensitive_values_with_stars():
    called = Column("call", label="怎么联系", needs=("keeper_phone",), compute=lambda phone, today: f"打 {phone}")
    assert Cells(THINGS, TODAY).text(called, ("13912345678",)) == "打 139****5678"


def test_money_is_a_number_in_a_workbook_and_words_in_a_list():
    column = THINGS.column("price")
    cells = Cells(THINGS, TODAY)
    assert isinstance(THINGS.fields["price"], Money) and cells.text(column, 123456) == "1,234.56"
    assert float(cells.paper_writer(column)(123456)) == 1234.56
    assert cells.paper_writer(column)(None) is None
    assert isinstance(THINGS.fields["lent"], Flag) and cells.text(THINGS.column("lent"), 1) == "是"
