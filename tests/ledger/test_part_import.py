"""A part's rows come in from a workbook as any ledger's do: its record is named in a column, or known beforehand."""

from datetime import date

import openpyxl
import pytest

from desktop_app.ledger import writes
from desktop_app.ledger.export import export_workbook
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.ledger.query import LedgerQuery
from desktop_app.ledger.slices import all_slices
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from tests.conftest import TODAY
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger import THINGS
from tests.ledger.sample_ledger.orders import LINES, ORDERS


@pytest.fixture
def office(tmp_path):
    slices = all_slices((MEMBERS, ORDERS, LINES, THINGS))
    made, _ = Office.create(tmp_path / "第八社区.office", "第八社区", slices, clock=FixedClock(TODAY))
    with made:
        yield made


@pytest.fixture
def orders(office, orgs) -> dict[str, int]:
    typed = {"org": orgs["一支部"], "due_on": date(2017, 1, 1).isoformat()}
    return {title: writes.create(office, ORDERS, {"title": title, **typed}) for title in ("买投影仪", "买音响")}


@pytest.fixture
def workbook(tmp_path):
    def write(*rows):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / "明细.xlsx")
        return tmp_path / "明细.xlsx"

    return write


def stored(office) -> list[tuple]:
    return office.database.rows("SELECT order_id, what, pieces, price FROM order_line ORDER BY id")


def test_parts_come_in_under_the_records_they_name(office, orders, workbook):
    file = workbook(
        ["采购申请", "品名", "数量", "单价"],
        ["买投影仪", "投影仪", 1, 3999.5],
        ["买音响", "功放", 2, None],
        ["没有这份", "话筒", 1, 10],
    )
    plan = build_plan(office, LINES, [file])
    assert plan.counts()["new"] == 2
    apply_plan(office, plan)
    assert stored(office) == [(orders["买投影仪"], "投影仪", 1, 399950), (orders["买音响"], "功放", 2, None)]
    assert "没有“没有这份”" in str(plan.as_json())
    office.undo()
    assert stored(office) == []


def test_parts_go_out_and_come_back_as_the_same(office, orders, tmp_path):
    writes.create(office, LINES, {"order": orders["买投影仪"], "what": "投影仪", "pieces": 1, "price": "3999.5"})
    export_workbook(LedgerQuery(office, LINES), LINES.columns, tmp_path / "出.xlsx")
    plan = build_plan(office, LINES, [tmp_path / "出.xlsx"])
    assert plan.counts()["new"] == 0, plan.in_words()


def test_a_workbook_that_names_no_record_gives_parts_of_the_one_it_is_taken_into(office, orders, workbook):
    for title in orders:
        writes.create(office, LINES, {"order": orders[title], "what": "话筒", "pieces": 1})
    file = workbook(["品名", "数量"], ["投影仪", 1], ["话筒", 2])
    given = {"order": orders["买音响"]}
    plan = build_plan(office, LINES, [file], given=given)
    (asked,) = [row for row in plan.rows if row.candidates]
    assert asked.values["what"] == "话筒" and len(asked.candidates) == 1, "the other order's is another"
    apply_plan(office, plan)
    assert (orders["买音响"], "投影仪", 1, None) in stored(office)
    plan = build_plan(office, LINES, [file])
    assert plan.counts()["new"] == 0, "without a record nothing can be new"


def test_a_row_that_names_another_record_goes_there(office, orders, workbook):
    file = workbook(["采购申请", "品名"], ["买投影仪", "幕布"], [None, "支架"])
    apply_plan(office, build_plan(office, LINES, [file], given={"order": orders["买音响"]}))
    assert [(order, what) for order, what, *_ in stored(office)] == [
        (orders["买投影仪"], "幕布"),
        (orders["买音响"], "支架"),
    ]
