"""The office is told every table once, and what is searched is kept in step."""

from dataclasses import replace

from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.ledger.slices import all_slices, keep_search_current
from desktop_app.people.slice import SLICE
from desktop_app.storage.office import Office
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger import THINGS


def reopened(office, *ledgers):
    office.close()
    return Office.open(office.folder, all_slices(ledgers), clock=office.clock)


def test_the_kernel_comes_first_and_every_slice_once():
    slices = all_slices((MEMBERS, THINGS, THINGS))
    assert [piece.name for piece in slices] == ["people", "things", "search"]
    assert slices[0] is SLICE


def test_a_field_newly_searched_is_found_after_the_next_opening(office, add):
    add("投影仪", remark="借自基层")
    wider = replace(THINGS, searched=("name", "remark"))
    with reopened(office, MEMBERS, wider) as again:
        query = LedgerQuery(again, wider, Asked(words="jzjc"))
        assert query.count() == 0
        keep_search_current(again, (MEMBERS, wider))
        assert query.count() == 1
        changes = again.changes()
        keep_search_current(again, (MEMBERS, wider))
        assert again.changes() == changes and again.undo_title() == "新增 投影仪"


def test_search_rows_of_an_older_program_are_derived_anew_once(office, people):
    with office.change("旧版本留下的"):
        office.database.execute_sql("UPDATE search SET text = replace(text, 'zhangjg', '')")
        office.settings.put("search.fields", {"members": list(MEMBERS.searched)})
    with reopened(office, MEMBERS, THINGS) as again:
        keep_search_current(again, (MEMBERS, THINGS))
        assert LedgerQuery(again, MEMBERS, Asked(words="zhangjg")).count() == 1
        changes = again.changes()
        keep_search_current(again, (MEMBERS, THINGS))
        assert again.changes() == changes


def test_a_record_without_its_search_row_is_listed_all_the_same_after_the_next_opening(office, add):
    add("投影仪")
    with office.change("旧版本留下的"):
        office.database.execute_sql("DELETE FROM search")
    with reopened(office, MEMBERS, THINGS) as again:
        keep_search_current(again, (MEMBERS, THINGS))
        assert LedgerQuery(again, THINGS, Asked(order=(("name", False),))).count() == 1
        assert len(LedgerQuery(again, THINGS, Asked(order=(("name", False),))).ids()) == 1


def test_thousands_of_rows_get_their_search_rows_in_one_change(office, orgs):
    with office.change("导入"):
        rows = [(f"椅子{n}", orgs["一支部"]) for n in range(7000)]
        office.database.executemany("INSERT INTO thing (name, org_id, state) VALUES (?, ?, '在用')", rows)
    assert office.database.one("SELECT count(*) FROM search WHERE table_name = 'thing'") == 7000
    assert LedgerQuery(office, THINGS, Asked(words="yz6999")).count() == 1
