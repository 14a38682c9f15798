"""A record goes from state to state only by the steps its ledger declares; each leaves a line, and all of it can be undone."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app import registry
from desktop_app.ledger import named, writes
from desktop_app.ledger.declaration import Offers
from desktop_app.ledger.page import read_row
from desktop_app.ledger.slices import all_slices
from desktop_app.ledger.taken import ON, OPINION, steps_taken, take, take_all, why_not_yet
from desktop_app.people.files import attach, files_of
from desktop_app.people.links import End, link, links_of
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from desktop_app.support.errors import OfficeError
from tests.conftest import TODAY
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger import THINGS
from tests.ledger.sample_ledger.orders import LINES, ORDERS

DAY = date(2016, 12, 10)


@pytest.fixture
def office(tmp_path):
    slices = all_slices((MEMBERS, ORDERS, LINES, THINGS))
    made, _ = Office.create(tmp_path / "第八社区.office", "第八社区", slices, clock=FixedClock(TODAY))
    with made:
        yield made


@pytest.fixture
def order(office, orgs):
    return writes.create(office, ORDERS, {"title": "买投影仪", "org": orgs["一支部"], "due_on": "2016-12-20"})


@pytest.fixture
def line(office, order):
    return writes.create(office, LINES, {"order": order, "what": "投影仪", "price": "3999.5"})


def stage(office, order) -> str:
    row = read_row(office, ORDERS, order)
    assert row is not None
    return row.values["stage"]


def test_a_step_changes_the_state_and_leaves_a_line(office, order, line):
    take(office, ORDERS, order, "批准", DAY, "张书记", "同意", {"granted": "4000"})
    assert stage(office, order) == "批准"
    (taken,) = steps_taken(office, "thing_order", order)
    assert (taken.step, taken.before, taken.after, taken.on, taken.by, taken.opinion) == (
        "批准", "申请", "批准", DAY, "张书记", "同意"
    )  # fmt: skip
    assert office.database.one("SELECT granted FROM thing_order") == 400000
    assert office.undo_title() == "批准 买投影仪"


def test_undo_takes_back_state_and_line_together(office, order, line):
    take(office, ORDERS, order, "批准", DAY, values={"granted": "4000"})
    office.undo()
    assert stage(office, order) == "申请" and steps_taken(office, "thing_order", order) == []
    office.redo()
    assert stage(office, order) == "批准" and len(steps_taken(office, "thing_order", order)) == 1


@pytest.mark.parametrize(
    ("step", "given", "field"),
    [
        ("批准", {}, "granted"),
        ("批准", {"values": {"granted": "很多"}}, "granted"),
        ("退回", {}, OPINION),
        ("退回", {"opinion": "　"}, OPINION),
        ("批准", {"values": {"granted": "1"}, "on": date(2017, 1, 1)}, ON),
    ],
)
def test_what_a_step_asks_for_must_be_given(office, order, line, step, given, field):
    with pytest.raises(writes.NotAccepted) as refusal:
        take(office, ORDERS, order, step, given.pop("on", DAY), **given)
    assert list(refusal.value.faults) == [field]
    assert stage(office, order) == "申请" and steps_taken(office, "thing_order", order) == []


def test_a_step_is_refused_in_a_sentence(office, order):
    with pytest.raises(OfficeError, match="“买投影仪”：还没有列出要买的物品"):
        take(office, ORDERS, order, "批准", DAY, values={"granted": "1"})
    with pytest.raises(OfficeError, match="现在是“申请”，不能购回入库"):
        take(office, ORDERS, order, "购回入库", DAY)
    row = read_row(office, ORDERS, order)
    assert row is not None
    writes.update(office, ORDERS, order, {"due_on": ""}, row.values)
    row = read_row(office, ORDERS, order)
    assert row is not None and ORDERS.steps is not None
    assert why_not_yet(office, ORDERS, row, ORDERS.steps.named("批准"), DAY) == "要先填好要在何日前，才能批准。"


def test_no_step_lies_before_the_one_it_follows(office, order, line):
    take(office, ORDERS, order, "批准", DAY, values={"granted": "1"})
    with pytest.raises(writes.NotAccepted, match="早于上一步的 2016-12-10"):
        take(office, ORDERS, order, "购回入库", date(2016, 12, 9))
    take(office, ORDERS, order, "购回入库", DAY)
    assert [taken.step for taken in steps_taken(office, "thing_order", order)] == ["批准", "购回入库"]


def test_several_take_a_step_or_none_does(office, order, orgs):
    other = writes.create(office, ORDERS, {"title": "买音响", "org": orgs["一支部"]})
    take(office, ORDERS, other, "退回", DAY, opinion="没有经费")
    with pytest.raises(OfficeError, match="买音响"):
        take_all(office, ORDERS, [order, other], "退回", DAY, opinion="没有经费")
    assert stage(office, order) == "申请"
    office.undo()
    take_all(office, ORDERS, [order, other], "退回", DAY, opinion="没有经费")
    assert (stage(office, order), stage(office, other)) == ("不批", "不批")


def test_deleting_takes_along_what_belongs_to_a_record_and_undo_brings_it_back(office, order, line, people):
    with office.change("添附件、关联"):
        attach(office, End("thing_order", order), b"%PDF-1.4", "会议记录.pdf")
        attach(office, End("order_line", line), b"%PDF-1.5", "报价.pdf")
        link(office, End("thing_order", order), End("member", people["单雄"]), "验收人")
    take(office, ORDERS, order, "批准", DAY, values={"granted": "1"})

    def left() -> list[int]:
        tables = ("thing_order", "order_line", "step_taken", "record_file", "link")
        return [office.database.one(f"SELECT count(*) FROM {table}") for table in tables]

    assert left() == [1, 1, 1, 2, 1]
    writes.delete(office, ORDERS, [order])
    assert left() == [0, 0, 0, 0, 0]
    office.undo()
    assert left() == [1, 1, 1, 2, 1]
    assert [file.name for file in files_of(office, End("order_line", line))] == ["报价.pdf"]
    assert len(links_of(office, End("member", people["单雄"]))) == 1
    writes.delete(office, ORDERS, [order])
    office.bring_back("thing_order", order)
    assert left() == [1, 1, 1, 2, 1]


def test_what_is_needed_elsewhere_is_not_deleted(office, order, line):
    bare = replace(ORDERS, parts=())
    with pytest.raises(OfficeError, match="还有 1 条别处的记录用到它"):
        writes.delete(office, bare, [order])
    assert stage(office, order) == "申请"


def test_an_action_is_asked_for_by_its_name():
    def credit() -> str:
        return "credited"

    answering = replace(THINGS, offers=Offers(named={"credit": credit}))
    try:
        named.fill((answering, ORDERS))
        assert named.ask("credit") is credit and named.ask("nobody_answers") is None
        with pytest.raises(ValueError, match="credit"):
            named.fill((answering, replace(answering, key="other")))
    finally:
        named.fill(registry.LEDGERS)
    assert named.ask("roster_of") is not None
