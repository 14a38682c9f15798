"""The roster of any day, with the branch of that day, in the official order (R29, R35)."""

from datetime import date

from desktop_app.features.roster import LEDGER
from desktop_app.features.roster.lists import branch_names, doubts_about, roster_of
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.people import tree

END, SUMMER = date(2016, 12, 31), date(2016, 7, 1)


def named(small, listed):
    names = {member: name for name, member in small.ids.items()}
    return [(names[each.member], each.branch) for each in listed]


def test_a_past_day_lists_who_was_there_then_in_the_branch_of_then(small):
    before = dict(named(small, roster_of(small.office, SUMMER)))
    assert set(before) == {name for name in small.ids if name not in ("新预备", "整甲", "整乙")}
    assert before["丙机"] == small.first
    after = dict(named(small, roster_of(small.office, END)))
    assert after["丙机"] == small.third and "戊退" not in after and len(after) == 10


def test_an_organisation_of_that_day_lists_its_own(small):
    under = {name for name, _ in named(small, roster_of(small.office, SUMMER, small.offices))}
    assert under == {"甲机", "乙机", "丙机", "邓外", "丁机", "乙二"}
    assert {name for name, _ in named(small, roster_of(small.office, END, small.offices))} == {"甲机", "乙机", "新预备"}


def test_posts_come_before_strokes_and_branches_as_dragged_before_both(small):
    with small.office.change("次序"):
        tree.drag(small.office, small.retired, small.offices)
        small.office.database.execute_sql("UPDATE member SET party_post = '23' WHERE name = '丙机'")
    listed = [name for name, _ in named(small, roster_of(small.office, END))]
    # 离退休 first now; there 丙机 holds a post, then 5 strokes (辛 is 7, 庚 8, 整 16, 己 3); then 第一支部: its 书记, then 乙 1, 新 13
    assert listed == ["丙机", "己退", "辛退", "庚退", "整乙", "整甲", "乙二", "甲机", "乙机", "新预备"]


def test_the_ledger_itself_is_in_the_official_order(small):
    asked = LedgerQuery(small.office, LEDGER, Asked())
    listed = [each.member for each in roster_of(small.office, END)]
    assert asked.ids().tolist() == listed


def test_the_names_of_branches_are_those_of_the_day(small):
    with small.office.change("更名"):
        tree.rename(small.office, small.first, "2016-12-30", name="中共新名支部委员会", short_name="新名支部")
    assert branch_names(small.office, date(2016, 12, 29))[small.first] == "第一支部"
    assert branch_names(small.office, END, full=True)[small.first] == "中共新名支部委员会"


def test_the_doubts_about_somebody_are_told_in_sentences(small):
    assert doubts_about(small.office, small.ids["甲机"]) == []
    with small.office.change("改"):
        small.office.database.execute_sql("UPDATE member SET full_on = '2009-01-01' WHERE name = '甲机'")
    (sentence,) = doubts_about(small.office, small.ids["甲机"])
    assert "转正" in sentence
