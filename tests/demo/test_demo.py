"""The demo office: exactly as many members as asked for, the same from the same seed, and a life that balances."""

from pathlib import Path

import pytest

from desktop_app import registry
from desktop_app.demo.names import Names, branches
from desktop_app.people.roll import balance_of
from desktop_app.people.tree import tree_on
from desktop_app.storage.office import Office
from desktop_app.storage.undo import NothingToUndo
from desktop_app.support.spans import parse_span


def made(folder: Path, members: int, seed: int = 1) -> Office:
    return registry.build_demo(folder, members=members, seed=seed)


@pytest.fixture
def demo(demos, tmp_path):
    with demos.copy(tmp_path, 400) as office:
        yield office


def column(office: Office, sql: str) -> list:
    return [row[0] for row in office.database.rows(sql)]


@pytest.mark.parametrize("members", [1, 30, 6703])
def test_the_demo_ends_2016_with_exactly_the_members_asked_for(demos, tmp_path, members):
    with demos.copy(tmp_path, members) as office:
        assert office.clock.today().isoformat() == "2016-12-31"
        assert column(office, "SELECT count(*) FROM member WHERE left_on IS NULL") == [members]
        assert office.check().ok


def test_one_seed_gives_one_office_and_another_another(demos, tmp_path):
    people = "SELECT name || ifnull(id_no, '') || org_id FROM member ORDER BY id"
    with demos.copy(tmp_path / "甲", 80) as office:
        first = column(office, people)
    with made(tmp_path / "乙.office", 80) as office:
        assert column(office, people) == first
    with demos.copy(tmp_path / "丙", 80, seed=2) as office:
        assert column(office, people) != first


def test_ctrl_z_in_a_fresh_demo_takes_no_month_away_and_undoes_only_what_the_clerk_did(demo):
    assert demo.undo_title() is None
    with pytest.raises(NothingToUndo):
        demo.undo()
    member = demo.database.one("SELECT min(id) FROM member")
    with demo.change("改备注"):
        demo.database.execute_sql("UPDATE member SET remark = '来访' WHERE id = ?", (member,))
    assert demo.undo_title() == "改备注"
    demo.undo()
    assert demo.undo_title() is None and demo.redo_title() == "改备注"
    demo.close()
    with registry.open_office(demo.folder) as again:
        assert again.undo_title() is None


def test_a_month_of_the_demo_can_still_be_taken_back_from_the_history(demo):
    last = demo.changes(1)[0]
    demo.undo(last.id)
    assert demo.changes(1)[0].title == f"撤销：{last.title}" and demo.undo_title() is None


def test_everybody_is_invented_and_no_two_share_an_identity_number(demo):
    numbers = column(demo, "SELECT id_no FROM member WHERE id_no IS NOT NULL")
    assert all(number.startswith("410999") for number in numbers)
    assert len(set(numbers)) == len(numbers)
    assert all(phone.startswith("11") for phone in column(demo, "SELECT mobile FROM member WHERE mobile IS NOT NULL"))


def test_every_month_of_the_two_years_balances_for_every_organisation(demo):
    for month in range(24):
        span = parse_span(f"{2015 + month // 12}-{month % 12 + 1:02d}")
        for org, balance in balance_of(demo.database, span).items():
            assert balance.gap == 0, (span.title(), org)


def test_the_demo_office_opens_again_on_its_own_day(tmp_path):
    made(tmp_path / "示范.office", 20).close()
    with registry.open_office(tmp_path / "示范.office") as office:
        assert office.clock.today().isoformat() == "2016-12-31"


def test_the_full_demo_has_rare_names_dots_and_gaps(demos, tmp_path):
    with demos.copy(tmp_path, 6703) as office:
        names = "".join(column(office, "SELECT name FROM member WHERE left_on IS NULL"))
        assert all(character in names for character in "䶮㛃𬭎𠅤·")
        assert column(office, "SELECT count(*) FROM party_org WHERE level LIKE '%支部' AND closed_on IS NULL")[0] == 140
        assert column(office, "SELECT count(*) FROM member WHERE mobile IS NULL")[0] > 100
        retired = column(office, "SELECT avg(employment <> '在职') FROM member WHERE left_on IS NULL")[0]
        assert retired > 0.6


def test_the_tree_of_a_past_day_has_its_old_names_and_branches(demo):
    names = {
        day: {node.short_name for node in tree_on(demo, day).nodes.values() if not node.closed}
        for day in ("2015-03-31", "2016-12-31")
    }
    assert names["2015-03-31"] - names["2016-12-31"], "one was renamed, one merged away"
    assert "便民服务站支部" in names["2016-12-31"] - names["2015-03-31"]


def test_the_sample_tree_adds_up_and_parents_come_first():
    seen = {""}
    for line in branches():
        assert line.parent in seen
        seen.add(line.short_name)
    assert sum(line.members for line in branches()) == 6703


def test_each_rare_name_is_used_before_one_is_used_twice():
    from random import Random

    names, drawn = Names(), Random(3)
    got = [names._rare_name(drawn, "1") for _ in range(9)]
    assert len(set(got)) == len(got)
