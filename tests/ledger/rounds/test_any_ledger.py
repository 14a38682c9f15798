"""A ledger's declaration is enough: rows chosen by the ledger, a month's view, columns that are no fields (S21, P12)."""

from dataclasses import replace

import pytest

from desktop_app.ledger.importing.plan import Verdict
from desktop_app.ledger.query import Asked
from desktop_app.ledger.round_spec import RoundExtra, RoundSpec
from desktop_app.ledger.rounds.apply import apply_collect
from desktop_app.ledger.rounds.collect import plan_collect
from desktop_app.ledger.rounds.contacts import unreturned
from desktop_app.ledger.rounds.distribute import distribute
from desktop_app.support.errors import OfficeError
from tests.ledger.sample_ledger import THINGS


def texts(office, ids):
    return {row_id: office.database.one("SELECT remark FROM thing WHERE id = ?", (row_id,)) or "" for row_id in ids}


def read(office, org, typed):
    """Names of people of the branch, in one plain form."""
    names = typed.replace("，", "、").split("、")
    known = {row[0] for row in office.database.rows("SELECT name FROM member WHERE org_id = ?", (org,))}
    if unknown := [name for name in names if name not in known]:
        raise ValueError(f"支部里没有{'、'.join(unknown)}")
    return "、".join(sorted(names))


def write(office, by_id):
    office.database.executemany("UPDATE thing SET remark = ? WHERE id = ?", [(t or None, i) for i, t in by_id.items()])


BORROWERS = RoundExtra("borrowers", "借用人", texts, read, write, width=24, hint="写姓名，用顿号隔开。")
LENT = replace(THINGS, round=RoundSpec(("name", "org", "pieces", "state"), extras=(BORROWERS,), spare_rows=3))


@pytest.fixture
def sent(office, people, add, out):
    made = {name: add(name) for name in ("投影仪", "旧桌子")}
    write_inside(office, {made["投影仪"]: "张建国"})
    distribute(office, LENT, out, "借用登记")
    return made


def write_inside(office, by_id):
    with office.change("登记"):
        write(office, by_id)


def remark(office, row_id):
    return office.database.one("SELECT remark FROM thing WHERE id = ?", (row_id,))


def test_a_column_that_is_no_field_goes_out_and_comes_back_in_the_same_change(office, sent, sheet, out):
    assert sheet("一支部").get("投影仪", "借用人") == "张建国"
    sheet("一支部").put("投影仪", "借用人", "王强，张建国").put("投影仪", "数量", 3).save()
    plan = plan_collect(office, LENT, out)
    assert {item.column.name: item.returned[0].text for item in plan.changes} == {
        "borrowers": "张建国、王强",
        "pieces": "3",
    }
    before = office.changes(1)[0].id
    apply_collect(office, plan)
    assert (remark(office, sent["投影仪"]), office.changes(1)[0].id) == ("张建国、王强", before + 1)
    assert plan_collect(office, LENT, out).items == []
    office.undo()
    assert remark(office, sent["投影仪"]) == "张建国"


def test_names_that_are_unknown_there_are_told(office, sent, sheet, out):
    sheet("一支部").put("投影仪", "借用人", "赵某").save()
    plan = plan_collect(office, LENT, out)
    assert [(str(item.why), item.reason) for item in plan.items] == [("unreadable", "支部里没有赵某")]


def test_a_conflict_in_it_is_asked_like_any_other(office, sent, sheet, out):
    write_inside(office, {sent["投影仪"]: "王强"})
    sheet("一支部").put("投影仪", "借用人", None).save()
    plan = plan_collect(office, LENT, out)
    assert [str(item.why) for item in plan.items] == ["conflict"]
    plan.answer(plan.items[0], 0)
    apply_collect(office, plan)
    assert remark(office, sent["投影仪"]) is None


def test_an_added_line_brings_its_own_with_it(office, sent, sheet, out):
    sheet("一支部").add(物品名称="幕布", 数量=1, 借用人="王强").save()
    done = apply_collect(office, plan_collect(office, LENT, out))
    assert remark(office, done.inserted[0]) == "王强"


def test_an_added_line_with_unknown_names_is_refused(office, sent, sheet, out):
    sheet("一支部").add(物品名称="幕布", 借用人="赵某").save()
    plan = plan_collect(office, LENT, out)
    assert [(row.verdict, row.reasons) for row in plan.new.rows] == [(Verdict.REFUSED, ["支部里没有赵某"])]


def test_only_the_rows_asked_for_go_out(office, add, people, out, sheet):
    add("投影仪", bought_on="2016-03"), add("旧桌子", bought_on="2014-05")
    view = next(view for view in LENT.views if view.name == "今年购置")
    sent = distribute(office, LENT, out, asked=Asked(view=view))
    assert sent.rows == 1
    assert plan_collect(office, LENT, out).items == []


def test_a_ledger_may_choose_a_branchs_rows_itself(office, add, orgs, people, out):
    chosen = add("投影仪"), add("旧桌子", "二支部")
    mine = replace(
        LENT, round=replace(LENT.round, rows=lambda office, org, asked: chosen if org == orgs["一支部"] else ())
    )
    sent = distribute(office, mine, out)
    assert {book.org_name: book.rows for book in sent.books}["一支部"] == 2
    assert sent.rows == 2


def test_who_has_not_returned_can_be_asked_for_any_round(office, sent, out, orgs):
    (out / "二支部.xlsx").unlink()
    plan = plan_collect(office, LENT, out)
    apply_collect(office, plan)
    from desktop_app.ledger.rounds.kept import rounds

    assert [each.org for each in unreturned(office, rounds(office, LENT)[0])] == [orgs["二支部"]]


def test_a_ledger_that_declares_no_round_is_refused(office, people, out):
    with pytest.raises(OfficeError, match="不能按支部下发"):
        distribute(office, THINGS, out)
