"""The roster's declaration holds together; tree, views and figures count the same people (R10, R12, R18)."""

from collections import Counter

import pytest

from desktop_app.features.roster import LEDGER
from desktop_app.ledger.cells import Cells
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.ledger.writes import update
from desktop_app.people import membership
from desktop_app.people.membership import Papers
from desktop_app.people.words import EventKind
from desktop_app.support.spans import parse_span

FIGURES = {figure.code: figure for figure in LEDGER.offers.figures()}
DECEMBER = parse_span("2016-12")


def test_every_field_of_columns_form_views_and_imports_is_the_record_s():
    fields = set(LEDGER.fields)
    columns = {column.name for column in LEDGER.columns}
    for column in LEDGER.columns:
        assert set(column.needs) | ({column.sorts_by} if column.sorts_by else set()) <= fields
        assert column.compute or column.name in fields
    in_form = [name for section in LEDGER.form for name in section.fields]
    assert Counter(in_form) == Counter(fields), "every field stands in the form once"
    for view in LEDGER.views:
        assert set(view.columns) <= columns and {condition.field for condition in view.conditions} <= fields
    assert LEDGER.imports and set(LEDGER.imports.synonyms) <= fields


def test_no_heading_means_two_fields():
    headings = Counter(heading for several in LEDGER.imports.synonyms.values() for heading in several)
    assert [heading for heading, times in headings.items() if times > 1] == []


def ids(small, **asked):
    return LedgerQuery(small.office, LEDGER, Asked(**asked)).ids().tolist()


def test_the_count_of_a_node_is_the_number_of_rows_it_lists_and_the_figure(small):
    counts = LedgerQuery(small.office, LEDGER).counts_by_org()
    for org in (small.root, small.offices, small.retired, small.first, small.second, small.third):
        assert counts[org] == len(ids(small, org=org)) == FIGURES["member.total"].value(small.office, DECEMBER, org)


def test_a_move_changes_two_nodes_and_not_the_center(small):
    before = LedgerQuery(small.office, LEDGER).counts_by_org()
    with small.office.change("支部间调整"):
        membership.move(small.office, [small.ids["甲机"]], small.third, "2016-12-30")
    after = LedgerQuery(small.office, LEDGER).counts_by_org()
    changed = {org for org in before if before[org] != after.get(org, 0)}
    assert changed == {small.first, small.third, small.offices, small.retired}
    assert (after[small.first], after[small.third]) == (before[small.first] - 1, before[small.third] + 1)


@pytest.mark.parametrize(
    ("view", "code"),
    [("流动党员", "member.mobile"), ("失联党员", "member.lost"), ("年老体弱", "member.frail"), ("困难党员", "member.hardship"),
     ("预备党员", "member.probationary")],
)  # fmt: skip
def test_a_special_group_is_as_many_in_its_view_as_in_the_summary(small, view, code):
    with small.office.change("流出日期"):
        small.office.database.execute_sql("UPDATE member SET flow_on = '2016-03' WHERE is_mobile")
    (declared,) = [each for each in LEDGER.views if each.name == view]
    assert len(ids(small, view=declared)) == FIGURES[code].value(small.office, DECEMBER, None)


def test_the_leavers_are_in_their_view_and_nowhere_else(small):
    (past,) = [view for view in LEDGER.views if view.name == "历史党员"]
    gone = {small.ids[name] for name in ("邓外", "戊退", "丁机")}
    assert set(ids(small, view=past)) == gone
    assert not gone & set(ids(small))


def test_the_leavers_begin_with_the_latest_and_say_which_unit_a_member_went_to(small):
    (past,) = [view for view in LEDGER.views if view.name == "历史党员"]
    there = Papers(elsewhere="江汉油田")
    with small.office.change("转出"):
        membership.leave(small.office, [small.ids["甲机"]], EventKind.TRANSFERRED_OUT, "2016-12-20", papers=there)
        membership.leave(small.office, [small.ids["乙机"]], EventKind.DIED, "2016-12-21")
    query = LedgerQuery(small.office, LEDGER, Asked(view=past))
    columns = [column for column in LEDGER.columns if column.name in ("name", "gone_to")]
    cells = Cells(LEDGER, small.office.clock.today())
    rows = query.page(query.ids().tolist()[:2], columns)
    shown = [[cells.text(column, slot) for column, slot in zip(columns, row, strict=True)] for row in rows]
    assert shown == [["乙机", ""], ["甲机", "江汉油田"]]


def test_the_history_of_a_member_tells_old_and_new(small):
    member = small.ids["甲机"]
    update(small.office, LEDGER, member, {"mobile": "13800000001"}, {})
    update(small.office, LEDGER, member, {"mobile": "13800000002"}, {})
    last = small.office.history_of("member", member)[-1]
    assert (last.old["mobile"], last.new["mobile"]) == ("13800000001", "13800000002")
    assert "手机" in last.change_title


@pytest.mark.parametrize("words", ["z", "1", "v", "x", "张", "zj", "z 1", "%", ""])
@pytest.mark.parametrize("order", [(), (("org", True),), (("name", False),)])
def test_the_first_screen_of_a_search_is_the_beginning_of_all_that_is_found(small_office, words, order):
    for limit in (1, 7, 40, 300):
        query = LedgerQuery(small_office, LEDGER, Asked(words=words, order=order))
        assert query.ids(limit) == query.ids()[:limit]


def test_one_letter_is_looked_for_branch_by_branch_until_the_screen_is_full(small_office):
    asked: list[str] = []
    database = small_office.database
    run = database.execute_sql
    query = LedgerQuery(small_office, LEDGER, Asked(words="z"))
    found = len(query.ids())

    def noting(sql, parameters=()):
        asked.append(sql)
        return run(sql, parameters)

    database.execute_sql = noting
    try:
        some = query.ids(5)
        few = len(asked)
        asked.clear()
        all_of_them = query.ids(found)
    finally:
        del database.execute_sql
    assert len(some) == 5 and len(all_of_them) == found
    assert few < len(asked), "for five rows not every branch is looked into"
