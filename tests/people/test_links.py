"""Records of different ledgers tied to each other, seen from both ends."""

import pytest

from desktop_app.people.links import End, link, links_of, unlink, unlink_all
from desktop_app.support.errors import OfficeError


@pytest.fixture
def pair(center):
    return End("member", center.person("甲")), End("member", center.person("乙"))


def test_a_tie_is_seen_from_both_ends_once(center, pair):
    first, second = pair
    with center.office.change("关联"):
        number = link(center.office, first, second, "结对")
        assert link(center.office, first, second, "结对") == number
    (outward,), (inward,) = links_of(center.office, first), links_of(center.office, second)
    assert (outward.other, outward.role, outward.outward) == (second, "结对", True)
    assert (inward.other, inward.role, inward.outward) == (first, "结对", False)


def test_a_tie_is_untied_and_undone(center, pair):
    first, second = pair
    with center.office.change("关联"):
        link(center.office, first, second, "结对")
        link(center.office, second, first, "介绍")
    with center.office.change("取消关联"):
        unlink(center.office, first, second, "结对")
    assert [tie.role for tie in links_of(center.office, first)] == ["介绍"]
    center.office.undo()
    assert [tie.role for tie in links_of(center.office, first)] == ["结对", "介绍"]
    with center.office.change("全部取消"):
        unlink_all(center.office, second)
    assert links_of(center.office, first) == []


@pytest.mark.parametrize("other", [End("member", 999), End("no_such_table", 1), End("stay", 1)])
def test_both_ends_must_be_there(center, pair, other):
    for start, to in ((pair[0], other), (other, pair[0])):
        with pytest.raises(OfficeError, match="不在了"), center.office.change("关联"):
            link(center.office, start, to, "结对")
    assert links_of(center.office, pair[0]) == []


def test_nothing_is_tied_to_itself(center, pair):
    with pytest.raises(OfficeError, match="自己"), center.office.change("关联"):
        link(center.office, pair[0], pair[0], "结对")
