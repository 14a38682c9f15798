"""One search over every ledger (U6): hits of each, leavers too, nobody's whole number."""

from playhouse.test_utils import count_queries

from desktop_app.ledger.everywhere import find_everywhere
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.people import membership
from desktop_app.people.words import EventKind
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger import THINGS

LEDGERS = (MEMBERS, THINGS)


def told(hits):
    return [(hit.ledger_title, hit.title) for hit in hits]


def test_hits_come_from_every_ledger_that_is_searched(office, people, add):
    add("张挂的党旗", keeper=people["单雄"])
    assert told(find_everywhere(office, LEDGERS, "张")) == [("党员", "张建国"), ("阵地物品", "张挂的党旗")]
    assert told(find_everywhere(office, LEDGERS, "sx")) == [("党员", "单雄"), ("阵地物品", "张挂的党旗")]
    assert find_everywhere(office, LEDGERS, " ") == []


def test_a_surname_in_full_with_initials_finds_the_person_in_the_window_search_and_in_the_search_box(office, people):
    assert told(find_everywhere(office, LEDGERS, "zhangjg")) == [("党员", "张建国")]
    assert list(LedgerQuery(office, MEMBERS, Asked(words="ZhangJG")).ids()) == [people["张建国"]]


def test_a_hit_says_where_it_belongs_and_hides_numbers(office, people):
    hit = find_everywhere(office, LEDGERS, "0016")[0]
    assert (hit.record_id, hit.title) == (people["张建国"], "张建国")
    assert "一支部" in hit.detail and "0016" not in hit.detail and "1391" not in hit.detail


def test_leavers_are_found_too(office, people):
    with office.change("转出"):
        membership.leave(office, [people["单雄"]], EventKind.TRANSFERRED_OUT, "2016-06-01")
    assert told(find_everywhere(office, LEDGERS, "单雄")) == [("党员", "单雄")]


def test_two_statements_a_ledger_are_enough_however_many_are_hit(office, people, add):
    for number in range(30):
        add(f"王旗{number}")
    with count_queries() as counted:
        hits = find_everywhere(office, LEDGERS, "王", most=20)
    assert len(hits) == 23 and counted.count == 4
