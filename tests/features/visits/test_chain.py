"""One chain, seen from both ends: visit → appeal → problem item → closing → 回访; and what must not stay on record."""

from datetime import date

import pytest

from desktop_app import registry
from desktop_app.features.visits import APPEALS, HOUSEHOLDS, VISITS, intake, told
from desktop_app.ledger import writes
from desktop_app.ledger.page import read_row
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.ledger.taken import take
from desktop_app.people.links import End, links_of
from desktop_app.support.errors import OfficeError

DAY = date(2016, 12, 1)
ITEMS = registry.ledger("problem_items")


@pytest.fixture
def people(small_office):
    return small_office.database.rows("SELECT id, org_id FROM member WHERE left_on IS NULL ORDER BY id LIMIT 4")


@pytest.fixture
def home(small_office):
    return writes.create(
        small_office, HOUSEHOLDS, {"estate": "柳荫小区", "building": "3号楼", "unit": "2单元", "door": "501"}
    )


def visit(office, people, home, **values):
    plain = {
        "kind": "家庭户",
        "on": "2016-12-01",
        "org": people[0][1],
        "visitor": people[0][0],
        "companion": people[1][0],
        "household": home,
    }
    return writes.create(office, VISITS, plain | values)


def row(office, ledger, number):
    found = read_row(office, ledger, number)
    assert found
    return found.values


def test_the_same_home_in_another_spelling_is_refused_by_name(small_office, home):
    with pytest.raises(writes.NotAccepted) as refused:
        writes.create(small_office, HOUSEHOLDS, {"estate": "柳荫小区", "building": "03", "unit": "2", "door": "501室"})
    assert "柳荫小区 3-2-501" in refused.value.faults["door"]


def test_the_second_building_stands_before_the_tenth(small_office):
    for building, door in (("10", "101"), ("2", "1101"), ("2", "201"), ("10甲", "1")):
        place = {"estate": "柳荫小区", "building": building, "unit": "1", "door": door}
        writes.create(small_office, HOUSEHOLDS, place)
    query = LedgerQuery(small_office, HOUSEHOLDS, Asked(words="柳荫小区"))
    titles = [row(small_office, HOUSEHOLDS, number)["title"] for number in query.ids()]
    assert [title.removeprefix("柳荫小区").strip() for title in titles] == [
        "2-1-201",
        "2-1-1101",
        "10-1-101",
        "10甲-1-1",
    ]


def test_an_address_that_is_corrected_is_spelt_and_called_anew(small_office, home):
    writes.update(small_office, HOUSEHOLDS, home, {"building": "5号楼"}, {})
    corrected = row(small_office, HOUSEHOLDS, home)
    assert (corrected["building"], corrected["title"]) == ("5", "柳荫小区 5-2-501")
    small_office.undo()
    assert row(small_office, HOUSEHOLDS, home)["title"] == "柳荫小区 3-2-501"


def test_visits_are_numbered_by_the_year(small_office, people, home):
    first, second = (row(small_office, VISITS, visit(small_office, people, home))["code"] for _ in range(2))
    assert first.startswith("2016-") and int(second[5:]) == int(first[5:]) + 1
    with pytest.raises(writes.NotAccepted):
        visit(small_office, people, home, code=first)


def test_an_appeal_goes_through_a_problem_item_to_its_calling_back(small_office, people, home):
    asked = {
        "visit": visit(small_office, people, home),
        "text": "单元门坏了",
        "dept": "物业管理大队",
        "due_on": "2016-12-20",
    }
    appeal = writes.create(small_office, APPEALS, asked)
    with small_office.change("诉求转为问题"):
        item = intake.raise_from_appeal(small_office, appeal)
    (there,), (back,) = (links_of(small_office, end) for end in (End("appeal", appeal), End("problem_item", item)))
    assert (there.other, there.words) == (End("problem_item", item), "引出")
    assert (back.other, back.words) == (End("appeal", appeal), "来自")
    assert row(small_office, ITEMS, item)["dept"] == "物业管理大队"
    plan = {"owner": people[1][0], "measures": "更换", "due_on": "2016-12-20"}
    writes.update(small_office, ITEMS, item, plan, {})
    take(small_office, ITEMS, item, "开始整改", DAY)
    done = {"done_on": "2016-12-05", "evidence": "已换新门"}
    take(small_office, ITEMS, item, "报请验收", date(2016, 12, 5), values=done)
    take(small_office, ITEMS, item, "验收销号", date(2016, 12, 6), values={"verifier": people[2][0], "verdict": "完好"})
    assert row(small_office, APPEALS, appeal)["state"] == "待回访"
    assert "诉求办结后该回访" in {due.title for due in told.dues(small_office, small_office.clock.today())}
    take(small_office, APPEALS, appeal, "回访", date(2016, 12, 7), values={"satisfaction": "满意"})
    assert row(small_office, APPEALS, appeal)["called_back_on"] == "2016-12-07"


def test_who_is_satisfied_is_not_served_again(small_office, people, home):
    asked = {
        "visit": visit(small_office, people, home),
        "text": "灯坏了",
        "dept": "物业管理大队",
        "due_on": "2016-12-20",
    }
    appeal = writes.create(small_office, APPEALS, asked)
    take(small_office, APPEALS, appeal, "办结", DAY, values={"result": "换灯", "done_on": "2016-12-01"})
    take(small_office, APPEALS, appeal, "回访", DAY, values={"satisfaction": "满意"})
    with pytest.raises(OfficeError, match="不用重新办理"):
        take(
            small_office, APPEALS, appeal, "重新办理", DAY, opinion="", values={"due_on": "2016-12-30"}
        ) if False else take(
            small_office, APPEALS, appeal, "重新办理", DAY, opinion="再看看", values={"due_on": "2016-12-30"}
        )


def test_who_writes_the_own_name_twice_went_alone(small_office, people, home):
    name = small_office.database.one("SELECT name FROM member WHERE id = ?", (people[0][0],))
    with pytest.raises(writes.NotAccepted, match="其他走访人写的是走访人本人"):
        visit(small_office, people, home, companion=None, others=name)
    visit(small_office, people, home, companion=None, others=f"{name}、王网格员")


def test_a_householders_name_goes_ninety_days_after_he_was_told_and_the_history_says_so(small_office, people, home):
    writes.update(small_office, HOUSEHOLDS, home, {"contact_name": "欧阳柳", "contact_phone": "13800001234"}, {})
    early = visit(small_office, people, home, on="2016-09-01")
    appeal = writes.create(
        small_office, APPEALS, {"visit": early, "text": "漏水", "dept": "维修队", "due_on": "2016-09-20"}
    )
    take(small_office, APPEALS, appeal, "办结", date(2016, 9, 5), values={"result": "修好", "done_on": "2016-09-05"})
    assert intake.blank_old_contacts(small_office) == 0
    told_on = {"satisfaction": "满意", "called_back_on": "2016-09-06"}
    take(small_office, APPEALS, appeal, "回访", date(2016, 9, 6), values=told_on)
    assert intake.blank_old_contacts(small_office) == 1
    assert row(small_office, HOUSEHOLDS, home)["contact_name"] is None
    past = small_office.history_of("household", home)
    assert "欧阳柳" not in str(past) and "13800001234" not in str(past), "the history keeps that, not what, was blanked"
    assert small_office.check().ok and small_office.undo_title() != past[-1].change_title
    assert (
        "清除 1 户" in small_office.history_of("household", home)[-1].change_title
        or "清除 1 户" in small_office.history_of("household", home)[0].change_title
    )


def test_no_field_holds_what_must_not_be_recorded():
    forbidden = ("身份证", "证号", "病", "健康", "宗教", "收入", "银行", "子女", "上访", "政治面貌")
    for ledger in registry.LEDGERS:
        if ledger.slice.name == "visits":
            labels = [kind.label for kind in ledger.fields.values()]
            assert not [label for label in labels if any(word in label for word in forbidden)], ledger.key


def test_a_whole_building_is_registered_once_and_ticked_in_one_step(small_office, people):
    with small_office.change("登记"):
        assert intake.add_building(small_office, "朝阳小区", "7号楼", 2, 3, 2) == 12
        assert intake.add_building(small_office, "朝阳小区", "7", 2, 3, 2) == 0
        homes = [home for (home,) in small_office.database.rows("SELECT id FROM household WHERE estate = '朝阳小区'")]
        sweep = small_office.database.one("SELECT id FROM sweep")
        goer, other = people[0][0], people[1][0]
        assert intake.tick_building(small_office, sweep, homes, DAY, people[0][1], goer, other) == 12
        assert intake.tick_building(small_office, sweep, homes[:3], DAY, people[0][1], goer, other) == 0
