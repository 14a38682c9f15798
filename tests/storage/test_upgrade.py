"""Upgrades: old populated offices become what a fresh one is, with everything in them; what fails leaves them as they were."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from peewee import IntegrityError

from desktop_app.storage.errors import NewerOffice
from desktop_app.storage.layout import Layout
from desktop_app.storage.office import Office
from desktop_app.storage.restore import restore
from desktop_app.storage.retention import list_backups
from desktop_app.storage.schema import statements
from desktop_app.storage.shape import signature
from desktop_app.storage.slices import Slice
from desktop_app.storage.upgrade import UpgradeFailed, golden_signature, with_core
from tests.old_offices.make import contents, make
from tests.storage.conftest import CLOCK, PASSWORD
from tests.storage.small import SLICES, dump, insert, populate, small, update

STORED = sorted((Path(__file__).parent / "stored").glob("*.officebak"))


def test_offices_of_every_version_are_stored() -> None:
    assert [path.stem for path in STORED] == [
        f"small-{version}-{kind}" for version in (1, 2, 3) for kind in ("encrypted", "plain")
    ]


@pytest.mark.parametrize("bundle", STORED, ids=[path.stem for path in STORED])
def test_a_stored_office_of_an_older_version_becomes_a_present_one_with_everything_in_it(
    bundle: Path, tmp_path: Path
) -> None:
    told = json.loads(bundle.with_suffix(".json").read_text(encoding="utf-8"))
    with restore(bundle, tmp_path / "旧.office", SLICES, password=told["password"]) as office:
        counts = office.counts()
        assert {table: counts[table] for table in told["counts"]} == told["counts"]
        assert contents(office, told["columns"]) == told["contents"]
        assert signature(office.database) == golden_signature(with_core(SLICES))
        assert office.database.one("SELECT version FROM slice_version WHERE name = 'small'") == 3
        assert office.database.one("SELECT text FROM member_search WHERE id = 2") == "张三 5f20-4e09"
        assert office.check().ok, office.check().faults
        update(office, "member", 1, joined="1985-07-01")
        assert office.history_of("member", 1)[-1].new == {"joined": "1985-07-01"}
        office.undo()
        assert contents(office, told["columns"]) == told["contents"]


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_an_upgrade_is_preceded_by_a_verified_backup_and_stands_in_the_history(
    folder: Path, password: str | None
) -> None:
    with Office.create(folder, "社区", small(1), password=password, clock=CLOCK)[0] as office:
        populate(office)
        before = office.counts()["member"]
    with Office.open(folder, SLICES, password=password) as office:
        assert (office.changes(1)[0].kind, office.changes(1)[0].title) == ("upgrade", "升级办公室")
        assert office.counts()["member"] == before
        assert office.database.one("PRAGMA foreign_keys") == 1
        [backup] = list_backups(Layout(folder).backups)
    assert (backup.manifest.reason, backup.manifest.versions["small"]) == ("升级前", 1)
    with Office.open(folder, SLICES, password=password) as office:
        assert len(list_backups(Layout(folder).backups)) == 1
        assert office.undo_title() == "删除member"


def test_a_step_that_rebuilds_a_table_takes_no_child_rows_with_it(folder: Path) -> None:
    with Office.create(folder, "社区", small(2), clock=CLOCK)[0] as office:
        populate(office)
        attendance = office.database.rows("SELECT * FROM attendance")
        assert len(attendance) == 3
    with Office.open(folder, SLICES) as office:
        assert office.database.rows("SELECT * FROM attendance") == attendance
        assert office.database.rows("PRAGMA foreign_key_check") == []


def test_edits_made_before_an_upgrade_are_still_undone_after_it(folder: Path) -> None:
    with Office.create(folder, "社区", small(1), clock=CLOCK)[0] as office:
        populate(office)
        imported = next(line.id for line in office.changes(99) if line.kind == "import")
    with Office.open(folder, SLICES) as office:
        office.undo()
        assert office.database.one("SELECT name FROM member WHERE id = 3") == "党员2"
        left = office.undo(imported, partial=True).left
        assert sorted(held.row_id for held in left) == [1, 2]
        assert office.counts()["member"] == 2
        assert office.check().ok


_BAD_STEPS = {
    "记录变少了": "DELETE FROM member_search; DELETE FROM letter;",
    "指向不存在的记录": "UPDATE member SET branch_id = 999 WHERE id = 1;",
    "no such table": "INSERT INTO nowhere VALUES (1);",
    "AUTOINCREMENT": "CREATE TABLE later (id INTEGER PRIMARY KEY);",
    "attachments": "CREATE TABLE later (id INTEGER PRIMARY KEY AUTOINCREMENT, photo BLOB);",
}


@pytest.mark.parametrize("words", _BAD_STEPS)
def test_a_step_that_fails_half_way_leaves_the_office_as_it_was(folder: Path, words: str) -> None:
    with Office.create(folder, "社区", SLICES, clock=CLOCK)[0] as office:
        populate(office)
        before, structure = dump(office), signature(office.database)
    good = "ALTER TABLE member ADD COLUMN later TEXT; CREATE INDEX member_later ON member (later);"
    failing = Slice("later", (good, _BAD_STEPS[words]))
    with pytest.raises(Exception, match=words) as caught:
        Office.open(folder, (*SLICES, failing))
    assert isinstance(caught.value, UpgradeFailed) or not caught.type.__name__.endswith("OfficeError")
    with Office.open(folder, SLICES) as office:
        assert dump(office) == before
        assert signature(office.database) == structure
        assert office.check().ok


def test_a_structure_that_is_not_what_the_steps_make_stops_the_upgrade(folder: Path) -> None:
    with Office.create(folder, "社区", small(2), clock=CLOCK)[0] as office:
        populate(office)
        office.database.execute_sql("CREATE INDEX somebodys_own ON meeting (held)")
    with pytest.raises(UpgradeFailed, match="结构"):
        Office.open(folder, SLICES)
    with pytest.raises(NewerOffice):
        Office.open(folder, small(1))
    Office.open(folder, small(2)).close()


def test_after_a_column_was_added_the_history_keeps_it(folder: Path) -> None:
    with Office.create(folder, "社区", small(1), clock=CLOCK)[0] as office, office.change("x"):
        member = insert(office, "member", name="甲")
    with Office.open(folder, small(2)) as office:
        update(office, "member", member, joined="1990")
        with office.change("删除"):
            office.database.execute_sql("DELETE FROM member")
        office.bring_back("member", member)
        assert office.database.one("SELECT joined FROM member") == "1990"


def test_a_table_declared_final_later_gets_its_triggers_at_the_next_opening_without_any_step(folder: Path) -> None:
    with Office.create(folder, "社区", SLICES, clock=CLOCK)[0] as office:
        populate(office)
    stricter = replace(SLICES[0], final={"letter": "", "meeting": ""})
    for _ in range(2):
        with Office.open(folder, (stricter,)) as office:
            with pytest.raises(IntegrityError, match="meeting is final"):
                update(office, "meeting", 1, title="改")
            assert office.check().ok
            assert [line.kind for line in office.changes(2)] == ["upgrade", "edit"]


def test_a_new_room_gets_its_tables_in_an_old_office(folder: Path) -> None:
    Office.create(folder, "社区", SLICES, clock=CLOCK)[0].close()
    later = Slice("later", ("CREATE TABLE visit (id INTEGER PRIMARY KEY AUTOINCREMENT, place TEXT);",))
    with Office.open(folder, (*SLICES, later)) as office, office.change("走访"):
        insert(office, "visit", place="三号楼")


def test_a_script_is_taken_apart_at_its_statements_and_not_inside_triggers_or_words() -> None:
    script = """
    CREATE TABLE a (id INTEGER, t TEXT DEFAULT ';'); -- a remark; with a semicolon
    CREATE TRIGGER b AFTER INSERT ON a BEGIN DELETE FROM a; SELECT 1; END;
    INSERT INTO a VALUES (1, 'x;y');
    """
    assert [part.split("(")[0].split(" ON")[0].strip() for part in statements(script)][0] == "CREATE TABLE a"
    assert len(statements(script)) == 3
    with pytest.raises(ValueError, match="unfinished"):
        statements("CREATE TRIGGER b AFTER INSERT ON a BEGIN SELECT 1;")
    assert statements("\n;\n") == []


def test_the_script_that_stores_old_offices_stores_what_it_says(tmp_path: Path) -> None:
    plain, encrypted = make("sample", SLICES, populate, tmp_path)
    for bundle in (plain, encrypted):
        told = json.loads(bundle.with_suffix(".json").read_text(encoding="utf-8"))
        with restore(bundle, tmp_path / f"{bundle.stem}.office", SLICES, password=told["password"]) as office:
            assert contents(office, told["columns"]) == told["contents"]
            assert office.encrypted == (bundle == encrypted)
