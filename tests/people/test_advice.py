"""What the rules of the day suggest about the size of branches."""

from datetime import date

from desktop_app.people import membership
from desktop_app.people.advice import advice
from tests.people.conftest import OPENED


def test_branches_too_small_and_too_large_are_named_with_the_rule_of_the_day(center):
    with center.office.change("期初"):
        membership.open_with(center.office, [{"name": "甲", "org": center.first}] * 51, OPENED)
        membership.open_with(center.office, [{"name": "乙", "org": center.second}] * 3, OPENED)
        membership.open_with(center.office, [{"name": "丙", "org": center.third}] * 2, OPENED)
        membership.open_with(center.office, [{"name": "丁", "org": center.third, "category": "预备党员"}], OPENED)
    told = {each.org: each for each in advice(center.office, date(2016, 12, 31))}
    assert set(told) == {center.third, center.fourth}, "before 2018 no rule kept a branch to 50"
    assert "正式党员 2 名，不足 3 名" in told[center.third].sentence and told[center.third].source
    later = {each.org: each.sentence for each in advice(center.office, date(2018, 11, 1))}
    assert "51 名" in later[center.first]
