"""The one door by which a person's place changes."""

import pytest

from desktop_app.people import membership, tree
from desktop_app.people.events import events_of
from desktop_app.people.membership import Arrival, MembershipError, Papers
from desktop_app.people.roll import members_on
from desktop_app.people.words import EventKind


def told(center, member):
    return [
        (e.kind, e.on_day, e.from_org, e.to_org) for e in events_of(center.office.database, [member]).get(member, [])
    ]


def test_who_is_there_from_the_beginning_stands_in_the_branch_from_that_day(center):
    member = center.person(org=center.second)
    assert told(center, member) == [("期初在册", "2016-01-01", None, center.second)]
    assert center.row(member) == (center.second, None, None, "正常")
    assert members_on(center.office.database, "2015-12-31") == []
    assert members_on(center.office.database, "2016-01-01") == [(member, center.second)]


def test_a_new_member_joins_on_probation_on_the_day(center):
    with center.office.change("发展党员"):
        member = membership.admit(
            center.office, {"name": "李新", "org": center.first}, "2016-07-01", Papers("支部大会决议")
        )
    sql = "SELECT category, joined_on FROM member WHERE id = ?"
    assert center.office.database.rows(sql, (member,)) == [("预备党员", "2016-07-01")]
    assert told(center, member) == [("发展党员", "2016-07-01", None, center.first)]
    assert (
        center.office.database.one("SELECT basis FROM membership_event WHERE member_id = ?", (member,))
        == "支部大会决议"
    )


def test_a_whole_unit_comes_in_with_the_day_in_the_record(center):
    with center.office.change("转入"):
        member = membership.transfer_in(
            center.office,
            {"name": "王来", "org": center.third},
            "2016-05-04",
            Papers(elsewhere="采油一厂", whole_unit=True),
        )
    sql = "SELECT entered_on, whole_unit, elsewhere FROM member m JOIN membership_event e ON e.member_id = m.id WHERE m.id = ?"
    assert center.office.database.rows(sql, (member,)) == [("2016-05-04", 1, "采油一厂")]


def test_a_move_changes_the_branch_on_its_day_and_leaves_the_group_behind(center):
    with center.office.change("党小组"):
        group = tree.found(center.office, "第一支部第一党小组", "一组", "党小组", center.first)
    member = center.person()
    with center.office.change("编组"):
        center.office.database.execute_sql("UPDATE member SET group_id = ? WHERE id = ?", (group, member))
    with center.office.change("支部间调整"):
        membership.move(center.office, [member], center.fourth, "2016-06-15")
    assert center.row(member) == (center.fourth, None, None, "正常")
    assert center.office.database.one("SELECT group_id FROM member WHERE id = ?", (member,)) is None
    assert members_on(center.office.database, "2016-06-14") == [(member, center.first)]
    assert members_on(center.office.database, "2016-06-15") == [(member, center.fourth)]


@pytest.mark.parametrize(
    ("kind", "how", "reason", "status"),
    [
        (EventKind.EXPELLED, "退党", "退党", "正常"),
        (EventKind.SUSPENDED, None, "停止党籍", "停止党籍"),
        (EventKind.DIED, None, "死亡", "正常"),
        (EventKind.TRANSFERRED_OUT, None, "转出组织关系", "正常"),
    ],
)
def test_whoever_leaves_stays_as_a_leaver(center, kind, how, reason, status):
    member = center.person()
    with center.office.change("减少"):
        membership.leave(center.office, [member], kind, "2016-09-01", how=how, papers=Papers(basis="中心文〔2016〕3号"))
    assert center.row(member) == (center.first, "2016-09-01", reason, status)
    assert members_on(center.office.database, "2016-08-31") and not members_on(center.office.database, "2016-09-01")
    written = center.office.database.rows("SELECT suspended_on, suspend_doc FROM member WHERE id = ?", (member,))
    assert written == [("2016-09-01", "中心文〔2016〕3号") if kind == EventKind.SUSPENDED else (None, None)]


def test_a_leaver_comes_back_to_a_branch(center):
    member = center.person()
    with center.office.change("停止党籍"):
        membership.leave(center.office, [member], EventKind.SUSPENDED, "2016-03-01")
    with center.office.change("恢复党籍"):
        membership.come_back(center.office, [member], EventKind.RESTORED, center.second, "2016-08-01")
    assert center.row(member) == (center.second, None, None, "正常")


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (lambda c, m: membership.move(c.office, [m], c.first, "2016-02-01"), "已在这个支部"),
        (lambda c, m: membership.move(c.office, [m], c.second, "2015-06-01"), "不在册"),
        (lambda c, m: membership.move(c.office, [m], c.second, "2017-01-01"), "晚于今天"),
        (lambda c, m: membership.move(c.office, [m], c.second, "2016-02"), "要到日"),
        (lambda c, m: membership.move(c.office, [m], c.root, "2016-02-01"), "不是党支部"),
        (lambda c, m: membership.leave(c.office, [m], EventKind.EXPELLED, "2016-02-01"), "方式"),
        (lambda c, m: membership.come_back(c.office, [m], EventKind.RESTORED, c.first, "2016-02-01"), "已在册"),
        (lambda c, m: membership.strike(c.office, [m]) or c.office.database.execute_sql(
            "INSERT INTO member (name, category, org_id, status) VALUES ('赵', '正式党员', ?, '正常')", (c.first,)), "没有变动记录"),
    ],
)  # fmt: skip
def test_what_cannot_have_happened_is_refused_and_nothing_is_written(center, what, sentence):
    member = center.person()
    before = center.office.counts()
    with pytest.raises(MembershipError) as refusal, center.office.change("不可能"):
        what(center, member)
    assert sentence in str(refusal.value)
    assert center.office.counts() == before
    assert center.row(member) == (center.first, None, None, "正常")


def test_the_branch_is_not_changed_by_a_plain_edit(center):
    member = center.person()
    with pytest.raises(MembershipError, match="支部间调整"), center.office.change("改支部"):
        center.office.database.execute_sql("UPDATE member SET org_id = ? WHERE id = ?", (center.second, member))
    assert center.row(member)[0] == center.first


def test_a_wrong_date_and_a_wrong_branch_are_mended_and_what_follows_keeps_up(center):
    member = center.person()
    with center.office.change("调整"):
        membership.move(center.office, [member], center.second, "2016-03-01")
        membership.move(center.office, [member], center.third, "2016-05-01")
    (_, first_move, _) = events_of(center.office.database, [member])[member]
    with center.office.change("更正"):
        membership.correct(center.office, first_move.id, on="2016-03-15", org=center.fourth, basis="更正通知")
    assert told(center, member)[1:] == [
        ("支部间调整", "2016-03-15", center.first, center.fourth),
        ("支部间调整", "2016-05-01", center.fourth, center.third),
    ]
    with pytest.raises(MembershipError), center.office.change("更正到期初之前"):
        membership.correct(center.office, first_move.id, on="2015-01-01")
    with center.office.change("撤回"):
        membership.take_back(center.office, first_move.id)
    assert told(center, member)[1:] == [("支部间调整", "2016-05-01", center.first, center.third)]


def test_a_death_entered_by_mistake_is_taken_back(center):
    member = center.person()
    with center.office.change("减少"):
        membership.leave(center.office, [member], EventKind.DIED, "2016-03-01")
    death = events_of(center.office.database, [member])[member][-1]
    with center.office.change("撤回"):
        membership.take_back(center.office, death.id)
    assert center.row(member) == (center.first, None, None, "正常")
    (entry,) = events_of(center.office.database, [member])[member]
    with pytest.raises(MembershipError, match="没有变动记录"), center.office.change("撤回唯一的一条"):
        membership.take_back(center.office, entry.id)


def test_a_person_entered_by_mistake_goes_whole_and_comes_back_whole(center):
    kept, mistake = center.person("留下"), center.person("录错")
    with center.office.change("删除录错的党员"):
        membership.strike(center.office, [mistake])
    assert not events_of(center.office.database, [mistake]) and events_of(center.office.database, [kept])
    center.office.bring_back("member", mistake)
    assert center.row(mistake) == (center.first, None, None, "正常")
    assert told(center, mistake) == [("期初在册", "2016-01-01", None, center.first)]


def test_every_act_is_one_step_of_undo(center):
    member = center.person()
    with center.office.change("支部间调整"):
        membership.move(center.office, [member], center.second, "2016-02-01")
    with center.office.change("减少"):
        membership.leave(center.office, [member], EventKind.DIED, "2016-03-01")
    center.office.undo()
    assert center.row(member) == (center.second, None, None, "正常")
    center.office.undo()
    assert center.row(member) == (center.first, None, None, "正常")
    center.office.redo()
    center.office.redo()
    assert center.row(member) == (center.second, "2016-03-01", "死亡", "正常")


def test_seven_thousand_enter_at_once_each_by_an_own_event(center):
    people = [
        Arrival(
            {"name": f"党员{n}", "org": (center.first, center.third)[n % 2], "sex": "1"},
            EventKind.OPENING,
            "2016-01-01",
        )
        for n in range(7000)
    ]
    with center.office.change("导入"):
        ids = membership.enter(center.office, people)
    assert len(set(ids)) == 7000
    names = dict(center.office.database.rows("SELECT id, name FROM member"))
    assert [names[member] for member in ids[:3]] == ["党员0", "党员1", "党员2"]
    assert center.office.database.one("SELECT count(DISTINCT member_id) FROM membership_event") == 7000
    with center.office.change("全部调整"):
        membership.move(center.office, ids[::2], center.third, "2016-10-01")
    assert center.office.database.one("SELECT count(*) FROM member WHERE org_id = ?", (center.third,)) == 7000
    center.office.undo()
    center.office.undo()
    assert center.office.database.one("SELECT count(*) FROM member") == 0
