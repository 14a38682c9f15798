"""What a clerk does to the organisation tree, and that old papers keep the old one."""

import pytest

from desktop_app.people import membership, tree
from desktop_app.people.roll import balance_of, heads_on, members_on, rolled_up
from desktop_app.people.tree import Part
from desktop_app.people.versions import TreeError, load_history
from desktop_app.people.words import EventKind
from desktop_app.support.spans import parse_span


def names(center, day):
    chart = tree.tree_on(center.office, day)
    return {chart.nodes[org].short_name: depth for org, depth in chart.order}


def places(center):
    return [org for (org,) in center.office.database.rows("SELECT org_id FROM org_place ORDER BY place")]


def test_the_tree_as_founded_is_in_the_official_order_with_its_derived_tables(center):
    assert list(names(center, "2016-12-31")) == [
        "中心党委", "机关党总支", "第一支部", "第二支部", "离退休党总支", "第三支部", "第四支部"
    ]  # fmt: skip
    c = center
    assert places(c) == [c.root, c.offices, c.first, c.second, c.retired, c.third, c.fourth]
    under = c.office.database.rows("SELECT org_id FROM org_under WHERE ancestor_id = ? ORDER BY 1", (c.offices,))
    assert under == [(c.offices,), (c.first,), (c.second,)]


def test_a_renamed_branch_keeps_its_old_name_on_old_days(center):
    with center.office.change("更名"):
        tree.rename(
            center.office,
            center.first,
            "2016-07-01",
            name="中共老年大学支部委员会",
            short_name="老年大学支部",
            basis="批复",
        )
    assert "第一支部" in names(center, "2016-06-30") and "老年大学支部" not in names(center, "2016-06-30")
    assert "老年大学支部" in names(center, "2016-07-01") and "第一支部" not in names(center, "2016-07-01")
    center.office.undo()
    assert "第一支部" in names(center, "2016-12-31")


def test_a_misspelt_name_was_never_so(center):
    with center.office.change("改错字"):
        tree.correct_name(center.office, center.first, name="中共第壹支部委员会", short_name="第壹支部")
    assert "第壹支部" in names(center, "2016-01-01")


def test_a_branch_under_another_superior_takes_its_members_along_from_the_day(center):
    members = [center.person(f"党员{n}") for n in range(3)]
    with center.office.change("调整上级"):
        tree.place_under(center.office, center.first, center.retired, "2016-10-08")
    history = load_history(center.office.database)
    before, after = (
        rolled_up(history, day, heads_on(center.office.database, day)) for day in ("2016-10-07", "2016-10-08")
    )
    assert (before[center.offices], before[center.retired]) == (3, 0)
    assert (after[center.offices], after[center.retired]) == (0, 3)
    found = balance_of(center.office.database, parse_span("2016-10"))
    assert (found[center.offices].opening, found[center.offices].flows["调出"], found[center.offices].closing) == (
        3,
        3,
        0,
    )
    assert found[center.retired].flows["调入"] == 3
    assert [balance.gap for balance in found.values()] == [0] * len(found)
    assert {branch for _, branch in members_on(center.office.database, "2016-12-31")} == {center.first} and len(
        members
    ) == 3


def test_a_merged_branch_gives_its_members_as_a_whole_and_is_closed(center):
    moved, leaver = center.person("甲", center.first), center.person("乙", center.first)
    with center.office.change("减少"):
        membership.leave(center.office, [leaver], EventKind.DIED, "2016-03-01")
        tree.found(center.office, "第一支部一组", "一组", "党小组", center.first)
    with center.office.change("合并支部"):
        assert tree.merge(center.office, center.first, center.second, "2016-11-01", basis="党委〔2016〕9号") == 1
    assert center.row(moved)[0] == center.second
    assert center.row(leaver)[0] == center.first, "a leaver stays where he was"
    assert {"第一支部", "一组"} <= names(center, "2016-10-31").keys()
    assert not {"第一支部", "一组"} & names(center, "2016-11-01").keys()
    whole = center.office.database.rows("SELECT whole_unit, basis FROM membership_event WHERE kind = '支部间调整'")
    assert whole == [(1, "党委〔2016〕9号")]
    assert center.office.database.one("SELECT closed_on FROM party_org WHERE id = ?", (center.first,)) == "2016-11-01"
    center.office.undo()
    assert center.row(moved)[0] == center.first and "第一支部" in names(center, "2016-12-31")


def test_merging_a_general_branch_brings_its_branches_over(center):
    center.person("甲", center.third)
    with center.office.change("合并总支"):
        tree.merge(center.office, center.retired, center.offices, "2016-11-01")
    chart = tree.tree_on(center.office, "2016-11-01")
    assert chart.children(center.offices) == [center.first, center.second, center.third, center.fourth]
    found = balance_of(center.office.database, parse_span("2016-11"))
    assert found[center.retired].flows["调出"] == found[center.offices].flows["调入"] == 1
    assert found[center.root].flows["调入"] == 0


def test_a_split_branch_gives_members_to_the_new_ones(center):
    stays, goes = center.person("留"), center.person("走")
    with center.office.change("分设支部"):
        (fresh,) = tree.split(
            center.office, center.first, [Part("中共第五支部委员会", "第五支部", [goes])], "2016-08-01"
        )
    assert center.row(stays)[0] == center.first and center.row(goes)[0] == fresh
    chart = tree.tree_on(center.office, "2016-08-01")
    assert chart.nodes[fresh].parent_id == center.offices
    assert fresh not in tree.tree_on(center.office, "2016-07-31").nodes


def test_siblings_are_dragged_without_a_date(center):
    with center.office.change("次序"):
        tree.drag(center.office, center.retired, center.offices)
    assert places(center)[:2] == [center.root, center.retired]
    assert list(names(center, "2016-01-01"))[1] == "离退休党总支"
    with center.office.change("次序"):
        tree.drag(center.office, center.third, None)
    assert tree.tree_on(center.office, "2016-12-31").children(center.retired) == [center.fourth, center.third]
    with pytest.raises(TreeError, match="同一上级"), center.office.change("次序"):
        tree.drag(center.office, center.third, center.first)


def delete_second(center):
    for table, column in (("org_version", "org_id"), ("party_org", "id")):
        center.office.database.execute_sql(f"DELETE FROM {table} WHERE {column} = ?", (center.second,))


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (lambda c: tree.dissolve(c.office, c.first, "2016-12-01"), "还有 1 名党员"),
        (lambda c: tree.dissolve(c.office, c.offices, "2016-12-01"), "下面还有 第一支部、第二支部"),
        (lambda c: tree.dissolve(c.office, c.second, "2017-01-01"), "晚于今天"),
        (lambda c: tree.found(c.office, "中共第一支部委员会", "另一支部", "党支部", c.retired), "党组织名称"),
        (lambda c: tree.found(c.office, "中共又一支部委员会", "第三支部", "党支部", c.retired), "简称“第三支部”重复"),
        (lambda c: tree.found(c.office, "中共又一委员会", "又一", "党委", None), "只能有一个"),
        (lambda c: tree.found(c.office, " ", "又一", "党支部", c.root), "全称和简称"),
        (lambda c: tree.place_under(c.office, c.offices, c.first, "2016-12-01"), "上级不能是党支部"),
        (lambda c: tree.rename(c.office, c.first, "2016-12-01", level="党总支"), "上级不能是党总支"),
        (lambda c: tree.merge(c.office, c.first, c.first, "2016-12-01"), "不能并入"),
        (lambda c: tree.merge(c.office, c.first, c.offices, "2016-12-01"), "不能并入"),
        (lambda c: c.office.database.execute_sql("UPDATE party_org SET name = '改名' WHERE id = ?", (c.first,)), "更名"),
        (lambda c: c.office.database.execute_sql("UPDATE party_org SET parent_id = ? WHERE id = ?", (c.first, c.offices)), "调整上级"),
        (delete_second, ""),
    ],
)  # fmt: skip
def test_an_unsound_act_is_refused_and_nothing_is_changed(center, what, sentence):
    center.person()
    before = center.office.counts(), names(center, "2016-12-31")
    if sentence:
        with pytest.raises(TreeError, match=sentence), center.office.change("不成"):
            what(center)
        assert (center.office.counts(), names(center, "2016-12-31")) == before
    else:  # an empty branch that never was may go whole: that is what undoing its founding does
        with center.office.change("从未有过"):
            what(center)
        assert "第二支部" not in names(center, "2016-12-31")


def test_nobody_can_be_left_in_a_branch_that_is_dissolved_behind_their_back(center):
    member = center.person(org=center.second)
    with center.office.change("调出"):
        membership.move(center.office, [member], center.first, "2016-06-01")
        tree.dissolve(center.office, center.second, "2016-06-01")
    with pytest.raises(TreeError), center.office.change("提前撤销"):
        center.office.database.execute_sql(
            "UPDATE org_version SET from_on = '2016-05-01' WHERE org_id = ? AND closed = 1", (center.second,)
        )
    moved = center.office.database.one("SELECT max(id) FROM membership_event")
    with pytest.raises(membership.MembershipError, match="名下还有党员"), center.office.change("改期"):
        membership.correct(center.office, moved, on="2016-07-01")


def test_a_branch_with_members_does_not_become_a_superior(center):
    with center.office.change("直属支部"):
        direct = tree.found(center.office, "中共直属支部委员会", "直属支部", "党支部", center.root)
    center.person(org=direct)
    with pytest.raises(TreeError, match="名下还有党员"), center.office.change("升格"):
        tree.rename(center.office, direct, "2016-12-01", level="党总支")


def test_a_change_before_the_last_one_is_refused_and_two_on_one_day_are_one(center):
    with center.office.change("更名"):
        tree.rename(center.office, center.first, "2016-07-01", name="中共甲支部委员会", short_name="甲支部")
        tree.rename(center.office, center.first, "2016-07-01", name="中共乙支部委员会", short_name="乙支部")
    assert len(load_history(center.office.database).versions[center.first]) == 2
    with pytest.raises(TreeError, match="已有变更"), center.office.change("更名"):
        tree.rename(center.office, center.first, "2016-06-01", short_name="丙支部")


def test_contact_and_line_change_without_a_date(center):
    with center.office.change("联系人"):
        tree.describe(center.office, center.first, contact="李联系", line="机关")
    assert center.office.database.rows("SELECT contact, line FROM party_org WHERE id = ?", (center.first,)) == [
        ("李联系", "机关")
    ]
    with pytest.raises(ValueError):
        tree.describe(center.office, center.first, name="偷改")
