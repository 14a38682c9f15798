"""Writing a record: what is refused and why, what the undo menu calls it, and nobody's change overwritten unseen."""

from dataclasses import replace

import pytest

from desktop_app.ledger.bulk import apply_review, review
from desktop_app.ledger.writes import NotAccepted, RowClash, check, create, delete, update
from desktop_app.support.errors import OfficeError
from tests.ledger.conftest import titles
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger import THINGS

ONE_BRANCH_ONLY = replace(
    THINGS,
    validate=lambda values, office, row_id: {"pieces": "数量不能超过 100"} if (values["pieces"] or 0) > 100 else {},
)


def row(office, row_id):
    return office.database.rows("SELECT name, price, state FROM thing WHERE id = ?", (row_id,))[0]


def dump(office):
    return office.database.rows("SELECT * FROM thing ORDER BY id")


def test_a_new_record_has_its_defaults_and_its_name_in_the_undo_menu(office, add):
    row_id = add("投影仪", price="1,200.50")
    assert row(office, row_id) == ("投影仪", 120_050, "在用")
    assert office.undo_title() == "新增 投影仪"


def test_what_cannot_be_stored_is_said_field_by_field_and_nothing_is_written(office, orgs):
    typed = {"name": " ", "price": "很贵", "bought_on": "2016-02-30", "org": orgs["一支部"]}
    faults = check(office, THINGS, typed)
    assert faults.keys() == {"price", "bought_on"} and "2 月没有 30 日" in faults["bought_on"]
    assert check(office, THINGS, {**typed, "price": "", "bought_on": ""}) == {"name": "物品名称要填写"}
    with pytest.raises(NotAccepted, match="物品名称要填写"):
        create(office, THINGS, {"org": orgs["一支部"]})
    assert dump(office) == []


def test_the_ledger_s_own_rule_is_asked_about_the_record_as_it_would_be(office, add):
    row_id = add("椅子", pieces="99")
    assert check(office, ONE_BRANCH_ONLY, {"pieces": "101"}, row_id) == {"pieces": "数量不能超过 100"}
    assert check(office, ONE_BRANCH_ONLY, {"name": "凳子"}, row_id) == {}


def test_a_change_is_named_after_the_record_and_the_fields(office, add, things):
    row_id = add("投影仪")
    seen = things().row(row_id).values
    assert update(office, THINGS, row_id, {"price": "10", "name": "投影机"}, seen)
    assert office.undo_title() == "修改 投影仪 的 物品名称、价格"
    typed = {"price": "1", "pieces": "1", "lent": "是", "remark": "旧"}
    update(office, THINGS, row_id, typed, things().row(row_id).values)
    assert office.undo_title() == "修改 投影机 的 4 项"


def test_saving_what_is_already_there_is_no_change(office, add, things):
    row_id = add("投影仪", price="10")
    before = office.changes()
    assert update(office, THINGS, row_id, {"price": "10.00", "name": "投影仪"}, things().row(row_id).values) is False
    assert office.changes() == before


def test_a_field_changed_meanwhile_is_not_overwritten(office, add, things):
    row_id = add("投影仪", price="10")
    seen = things().row(row_id).values
    update(office, THINGS, row_id, {"price": "20"}, seen)
    with pytest.raises(RowClash, match="价格已改为“20.00”") as refused:
        update(office, THINGS, row_id, {"price": "30"}, seen)
    assert refused.value.differs == (("price", 1000, 2000),)
    assert row(office, row_id)[1] == 2000
    assert update(office, THINGS, row_id, {"remark": "别的字段不受影响"}, seen)


def test_a_record_deleted_meanwhile_is_refused(office, add, things):
    row_id = add("投影仪")
    seen = things().row(row_id).values
    delete(office, THINGS, [row_id])
    with pytest.raises(RowClash, match="已经被删除"):
        update(office, THINGS, row_id, {"price": "30"}, seen)


def test_a_field_that_only_actions_change_is_refused(office, people):
    query_row = {"org": 1}
    with pytest.raises(OfficeError, match="所在党支部不能直接改"):
        update(office, MEMBERS, people["张建国"], {"org": 2}, query_row)


def test_deleting_is_named_and_brought_back(office, add, things):
    one, two = add("旗"), add("灯")
    delete(office, THINGS, [one])
    assert office.undo_title() == "删除 旗"
    delete(office, THINGS, [two])
    office.bring_back("thing", one)
    assert titles(things()) == ["旗"]


def test_many_are_deleted_after_a_backup(office, add):
    ids = [add(name) for name in ("旗", "灯", "柜")]
    delete(office, THINGS, ids)
    assert office.undo_title() == "删除 3 件"
    assert office.last_backup() is not None


def test_what_is_never_deleted_is_refused(office, people):
    with pytest.raises(OfficeError, match="不能删除"):
        delete(office, replace(MEMBERS, deletes=False), [people["单雄"]])


def test_three_hundred_are_changed_after_a_review_and_undone_without_a_difference(office, add, orgs):
    with office.change("准备"):
        office.database.executemany(
            "INSERT INTO thing (name, org_id, state, price) VALUES (?, ?, '在用', ?)",
            [(f"椅子{n}", orgs["一支部"], n % 3 * 100) for n in range(300)],
        )
    before = dump(office)
    ids = [record[0] for record in before]
    reviewed = review(office, THINGS, ids, {"price": "1"})
    assert (len(reviewed.lines), reviewed.same) == (200, 100)
    assert reviewed.lines[0].title == "椅子0" and reviewed.lines[0].changes == {"price": (0, 100)}
    assert dump(office) == before
    assert apply_review(office, THINGS, reviewed) == 200
    assert office.undo_title() == "批量修改 200 件的 价格"
    assert {record[8] for record in dump(office)} == {100}
    office.undo()
    assert dump(office) == before


def test_a_record_changed_after_the_review_stops_the_whole_edit(office, add, things):
    one, two = add("旗", price="1"), add("灯", price="1")
    reviewed = review(office, THINGS, [one, two], {"price": "5"})
    update(office, THINGS, two, {"price": "3"}, things().row(two).values)
    with pytest.raises(OfficeError, match="核对之后又有 1 条记录改动过：灯"):
        apply_review(office, THINGS, reviewed)
    assert row(office, one)[1] == 100


def test_a_review_says_which_records_the_ledger_refuses(office, add):
    ids = [add("椅子", pieces="5"), add("凳子", pieces="6")]
    reviewed = review(office, ONE_BRANCH_ONLY, ids, {"pieces": "500"})
    assert [line.fault for line in reviewed.lines] == ["数量不能超过 100"] * 2
    assert apply_review(office, ONE_BRANCH_ONLY, reviewed) == 0


@pytest.mark.parametrize(
    ("typed", "why"),
    [({"price": "贵"}, "价格要填数字"), ({"name": ""}, "不能为空"), ({"checked_on": "2016-01-01"}, "不能成批改")],
)
def test_an_edit_of_many_that_can_never_be_stored_is_refused_at_once(office, add, typed, why):
    with pytest.raises(NotAccepted, match=why):
        review(office, THINGS, [add("旗")], typed)
