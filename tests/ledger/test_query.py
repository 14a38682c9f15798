"""A ledger's list: what is asked for, in which order, how many, and how few statements it takes."""

from array import array

import pytest
from peewee import fn
from playhouse.test_utils import count_queries

from desktop_app.ledger.declaration import Condition
from desktop_app.ledger.query import Asked, LedgerQuery
from tests.ledger.conftest import titles
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger import THINGS
from tests.ledger.sample_ledger.model import Thing


def members(office, **asked):
    query = LedgerQuery(office, MEMBERS, Asked(**asked))
    return [row[0] for row in query.page(query.ids(), [MEMBERS.column("name")])]


def test_the_everyday_list_leaves_out_what_the_base_filter_leaves_out(add, things):
    add("投影仪")
    add("旧书柜", state="报废")
    assert titles(things()) == ["投影仪"]
    assert titles(things(view=THINGS.views[1])) == ["旧书柜"]
    assert things().count() == 1


def test_a_node_lists_what_is_its_own_and_what_is_under_it(add, things, orgs):
    for org in ("一支部", "二支部", "三支部"):
        add(f"{org}的旗", org)
    assert titles(things(org=orgs["机关党总支"])) == ["一支部的旗", "二支部的旗"]
    assert titles(things(org=orgs["三支部"])) == ["三支部的旗"]
    assert things(org=orgs["中心党委"]).count() == 3


def test_the_count_at_a_node_is_the_number_of_rows_it_lists(add, things, orgs):
    for number in range(7):
        add(f"椅子{number}", ("一支部", "三支部", "基层党总支离退休支部")[number % 3])
    counts = things(org=orgs["一支部"]).counts_by_org()
    assert {org: counts.get(org, 0) for org in orgs.values()} == {org: things(org=org).count() for org in orgs.values()}


def test_a_group_lists_its_own_members_and_counts_them(office, people, orgs):
    assert LedgerQuery(office, MEMBERS, Asked(org=orgs["一小组"])).ids() == array("q", [people["张建国"]])
    counts = LedgerQuery(office, MEMBERS).counts_by_org()
    assert (counts[orgs["一小组"]], counts[orgs["一支部"]]) == (1, 2)


@pytest.mark.parametrize(
    ("field", "operator", "values", "found"),
    [
        ("name", "是", ("投影仪",), ["投影仪"]),
        ("name", "不是", ("投影仪",), ["书柜", "展板"]),
        ("name", "包含", ("板", "柜"), ["书柜", "展板"]),
        ("number", "为空", (), ["展板"]),
        ("number", "不为空", (), ["投影仪", "书柜"]),
        ("number", "包含", ("%",), []),
        ("bought_on", "早于", ("2016-05",), ["投影仪"]),
        ("bought_on", "晚于", ("2014",), ["书柜"]),
        ("bought_on", "晚于", ("2016-05",), []),
        ("bought_on", "是", ("2016",), ["书柜"]),
        ("bought_on", "介于", ("2014-03", "2016-05"), ["投影仪", "书柜"]),
        ("price", "大于", (10_000,), ["书柜"]),
        ("price", "介于", (10_000, 99_900), ["投影仪", "书柜"]),
        ("pieces", "小于", (3,), ["投影仪"]),
        ("state", "是", ("新购", "在用"), ["投影仪", "书柜", "展板"]),
        ("state", "不是", ("新购",), ["投影仪", "展板"]),
        ("lent", "是", (True,), ["展板"]),
        ("lent", "不是", (True,), ["投影仪", "书柜"]),
        ("price", "为空", (), ["展板"]),
    ],
)
def test_every_operator_finds_what_it_says(add, things, field, operator, values, found):
    add("投影仪", number="A1", bought_on="2014-03-02", price="100", pieces="1")
    add("书柜", number="A2", bought_on="2016.5", price="999", pieces="4", state="新购")
    add("展板", bought_on="", lent="是", pieces="6")
    query = things(conditions=(Condition(field, operator, values),), order=(("pieces", False),))
    assert titles(query) == found


def test_belonging_to_an_organisation_takes_in_all_below_it(add, things, orgs):
    add("旗", "一支部")
    add("灯", "三支部")
    below = (Condition("org", "属于", (orgs["机关党总支"],)),)
    assert titles(things(conditions=below)) == ["旗"]
    assert titles(things(conditions=(Condition("org", "是", (orgs["机关党总支"],)),))) == []


def test_a_year_alone_is_neither_before_nor_after_one_of_its_months(add, things):
    add("旗", bought_on="1958")
    for operator in ("早于", "晚于"):
        assert titles(things(conditions=(Condition("bought_on", operator, ("1958-06",)),))) == []
    assert titles(things(conditions=(Condition("bought_on", "早于", ("1959-01",)),))) == ["旗"]


def test_conditions_hold_together_and_one_without_a_value_asks_nothing(add, things):
    add("红旗", pieces="2")
    add("红灯", pieces="9")
    both = (Condition("name", "包含", ("红",)), Condition("pieces", "小于", (5,)), Condition("state", "是"))
    assert titles(things(conditions=both)) == ["红旗"]


def test_an_operator_the_field_has_not_is_refused(things):
    with pytest.raises(ValueError, match="价格不能用“包含”筛选"):
        things(conditions=(Condition("price", "包含", ("1",)),)).ids()
    with pytest.raises(ValueError, match="要两个值"):
        things(conditions=(Condition("price", "介于", (1,)),)).ids()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zjg", ["张建国"]), ("张", ["张建国"]), ("jianguo", ["张建国"]), ("ZHANG 国", ["张建国"]), ("0016", ["张建国"]),
        ("5678", ["张建国"]), ("139 建国", ["张建国"]), ("sx", ["单雄"]), ("dx", ["单雄"]), ("qyl", ["仇玉兰"]),
        ("chou", ["仇玉兰"]), ("Ｚｊｇ", ["张建国"]), ("zjg 单", []), ("%", []), ("_", []), ("0017", ["单雄"]),
    ],
)  # fmt: skip
def test_a_search_finds_by_name_pinyin_number_and_telephone(office, people, typed, found):
    assert members(office, words=typed) == found


def test_a_search_word_is_never_a_pattern(add, things):
    add("100%棉旗")
    add("100面旗")
    assert titles(things(words="0%棉")) == ["100%棉旗"]
    assert titles(things(words="0_棉")) == []


def test_a_search_holds_within_node_view_and_filter(add, things, orgs):
    add("红旗", "一支部", lent="是")
    add("红旗", "三支部", lent="是")
    add("红旗", "一支部")
    assert things(words="hq").count() == 3
    assert things(words="hq", org=orgs["一支部"], view=THINGS.views[0]).count() == 1


def test_whoever_is_renamed_is_found_by_the_new_name_wherever_they_are_named(office, add, people, things):
    add("钥匙", keeper=people["单雄"])
    assert titles(things(words="shanxiong")) == ["钥匙"]
    with office.change("更名"):
        office.database.execute_sql("UPDATE member SET name = '单英' WHERE id = ?", (people["单雄"],))
    assert titles(things(words="shanxiong")) == []
    assert titles(things(words="sy")) == ["钥匙"]


def test_search_keeps_step_through_undo_and_redo(office, add, things):
    add("投影仪")
    office.undo()
    assert things(words="投影").count() == 0
    assert office.database.one("SELECT count(*) FROM search WHERE table_name = 'thing'") == 0
    office.redo()
    assert titles(things(words="tyy")) == ["投影仪"]


def test_places_sort_by_the_tree_and_not_by_name(add, things, orgs):
    for org in ("三支部", "二支部", "一支部"):
        add(org, org)
    assert titles(things(order=(("org", False),))) == ["一支部", "二支部", "三支部"]
    assert titles(things(order=(("org", True),))) == ["三支部", "二支部", "一支部"]
    assert titles(things(order=(("org", False),)).asking(words="支部")) == ["一支部", "二支部", "三支部"]


def test_names_sort_by_the_surname_s_own_reading(office, people):
    order = (("name", False), ("id_no", False))
    assert members(office, order=order) == ["仇玉兰", "单雄", "王强", "王强", "王强", "张建国"]
    assert members(office, order=(("name", True),)) == ["张建国", "王强", "王强", "王强", "单雄", "仇玉兰"]


def test_the_official_order_is_tree_then_post_then_strokes(office, people):
    official = (("org", False), ("party_post", False), ("name.strokes", False))
    assert members(office, order=official) == ["张建国", "王强", "单雄", "王强", "王强", "仇玉兰"]


def test_texts_sort_by_pinyin_and_empties_stand_last_both_ways(add, things):
    for name, remark in (("甲", "重阳"), ("乙", "爱国"), ("丙", "")):
        add(name, remark=remark)
    assert titles(things(order=(("remark", False),))) == ["乙", "甲", "丙"]
    assert titles(things(order=(("remark", True),))) == ["甲", "乙", "丙"]


def test_a_choice_sorts_in_the_order_of_its_words(add, things):
    add("甲", state="在用")
    add("乙", state="新购")
    assert titles(things(order=(("state", False),))) == ["乙", "甲"]


def test_a_computed_column_sorts_by_what_it_is_computed_from(add, things):
    for name, bought in (("新", "2015"), ("旧", "1999"), ("不知", "")):
        add(name, bought_on=bought)
    assert titles(things(order=(("years", False),))) == ["新", "旧", "不知"]
    assert titles(things(order=(("years", True),))) == ["旧", "新", "不知"]


def test_references_sort_as_what_they_show(add, things, people):
    add("甲", keeper=people["张建国"])
    add("乙", keeper=people["仇玉兰"])
    add("丙")
    assert titles(things(order=(("keeper", False),))) == ["乙", "甲", "丙"]


@pytest.mark.parametrize("order", [(), (("name", False),), (("org", True),), (("remark", False), ("price", True))])
@pytest.mark.parametrize("words", ["", "旗"])
def test_the_first_screen_is_the_head_of_the_whole_list(add, things, order, words):
    for number in range(40):
        add(f"{number % 7}号旗", ("三支部", "一支部", "二支部")[number % 3], price=str(number % 5))
    query = things(order=order, words=words)
    assert query.ids(10) == query.ids()[:10]
    assert len(query.ids()) == query.count() == 40


def test_a_page_gives_its_rows_in_the_order_asked_for_and_nothing_for_one_that_is_gone(office, add, things, people):
    one, two = add("旗", keeper=people["张建国"]), add("灯", bought_on="2010-05")
    rows = things().page([two, 9999, one], [THINGS.column(n) for n in ("name", "keeper", "org", "years")])
    assert rows == [("灯", None, "一支部", ("2010-05",)), (None,) * 4, ("旗", "张建国", "一支部", (None,))]


def test_a_whole_record_brings_the_texts_of_what_it_points_at(add, things, people, orgs):
    row = things().row(add("旗", keeper=people["张建国"], lent="是"))
    assert row is not None
    assert (row.values["keeper"], row.texts["keeper"], row.shown("org")) == (people["张建国"], "张建国", "一支部")
    assert row.values["lent"] is True
    assert things().row(9999) is None


def test_a_list_takes_one_statement_and_so_does_each_page(add, things, orgs):
    for number in range(20):
        add(f"旗{number}")
    query = things(words="旗", order=(("keeper", False), ("org", False)))
    with count_queries() as counted:
        ids = query.ids()
    assert counted.count == 1
    with count_queries() as counted:
        query.page(ids)
        query.page(ids[:5])
        query.count()
        query.counts_by_org()
        assert query.counts_of_views(THINGS.views) == [0, 0, 0]
        query.row(ids[0])
    assert counted.count == 6


def test_views_are_counted_as_they_list(add, things, orgs):
    add("旗", lent="是", bought_on="2016-03")
    add("灯", "三支部", state="报废", lent="是")
    add("柜", "三支部", bought_on="2016")
    for org in (None, orgs["基层党总支"]):
        query = things(org=org)
        assert query.counts_of_views(THINGS.views) == [query.asking(view=view).count() for view in THINGS.views]
    assert things().counts_of_views(THINGS.views) == [1, 1, 2]


def test_sql_of_a_view_is_told_today(things, add):
    add("旗", bought_on="2016-12-31")
    assert titles(things(view=THINGS.views[2])) == ["旗"]
    assert Thing.select(fn.COUNT(Thing.id)).scalar() == 1
