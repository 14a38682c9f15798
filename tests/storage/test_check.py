"""What a check finds: flipped bits, truncation, a -wal taken away, a page put back, a history line edited behind the door."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.errors import DATABASE_ERRORS
from desktop_app.storage.layout import Layout
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from tests.storage.conftest import CLOCK, PASSWORD
from tests.storage.small import SLICES, add_member, dump, insert, populate, update

PAGE = 4096


def filled(folder: Path, password: str | None = PASSWORD, members: int = 400) -> Path:
    """A closed office with some 100 pages."""
    with Office.create(folder, "社区", SLICES, password=password, clock=CLOCK)[0] as office:
        populate(office, members)
    return folder


def noticed(folder: Path) -> bool:
    """Whether opening refuses the office or a check finds a fault."""
    try:
        with Office.open(folder, SLICES, password=PASSWORD) as office:
            report = office.check()
            assert all(line.text for line in report.lines)
            return not report.ok
    except (OfficeError, *DATABASE_ERRORS):
        return True


def test_a_healthy_office_passes_every_check_with_a_line_for_each(office: Office) -> None:
    populate(office)
    report = office.check()
    assert report.ok and len(report.lines) == 8
    assert report.lines[0].text == "办公室文件：正常"
    assert bool(report.notes) == (not office.encrypted)
    if report.notes:
        assert "只是校验码" in report.notes[0]


@pytest.mark.parametrize("times", [20, pytest.param(200, marks=pytest.mark.faults)])
def test_every_flipped_bit_is_noticed(folder: Path, times: int) -> None:
    filled(folder)
    chance = random.Random(times)
    for file in (Layout(folder).main, Layout(folder).attachments):
        whole = file.read_bytes()
        for _ in range(times):
            spoiled = bytearray(whole)
            spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
            file.write_bytes(spoiled)
            assert noticed(folder)
            for path in (*Layout(folder).with_side_files(file)[1:], Layout(folder).head):
                path.unlink(missing_ok=True)
            file.write_bytes(whole)
    assert not noticed(folder)


@pytest.mark.parametrize("times", [8, pytest.param(60, marks=pytest.mark.faults)])
def test_every_truncation_is_noticed(folder: Path, times: int) -> None:
    filled(folder)
    file = Layout(folder).main
    whole = file.read_bytes()
    chance = random.Random(times)
    for number in range(times):
        cut = chance.randrange(len(whole)) if number % 2 else chance.randrange(1, len(whole) // PAGE) * PAGE
        file.write_bytes(whole[:cut])
        assert noticed(folder), f"cut at {cut} of {len(whole)}"
        for path in Layout(folder).with_side_files(file)[1:]:
            path.unlink()
    file.write_bytes(whole)
    assert not noticed(folder)


def test_a_wal_taken_away_after_a_crash_is_noticed_at_once(sealed_office: Office, tmp_path: Path) -> None:
    populate(sealed_office)
    crashed = Path(shutil.copytree(sealed_office.folder, tmp_path / "崩溃.office"))
    whole = Path(shutil.copytree(sealed_office.folder, tmp_path / "完好.office"))
    for path in Layout(crashed).with_side_files(Layout(crashed).main)[1:]:
        path.unlink()
    assert not noticed(whole)
    sealed_office.close()
    try:
        with Office.open(crashed, SLICES, password=PASSWORD) as office:
            assert "不在办公室文件里" in office.warnings[0]
            assert not office.check().ok
    except OfficeError:
        pass


def test_an_old_copy_of_the_file_put_back_is_noticed(sealed_office: Office) -> None:
    add_member(sealed_office, "甲")
    folder = sealed_office.folder
    sealed_office.close()
    old = Layout(folder).main.read_bytes()
    with Office.open(folder, SLICES, password=PASSWORD) as office:
        add_member(office, "乙")
    Layout(folder).main.write_bytes(old)
    with Office.open(folder, SLICES, password=PASSWORD) as office:
        assert office.warnings
        assert any("最后保存的修改不在文件里" in fault for fault in office.check().faults)


def test_a_single_page_put_back_as_it_was_is_noticed(folder: Path) -> None:
    """Each page has a valid seal of its own, so only what lies on it can give it away. A free page harms nothing."""
    filled(folder)
    old = Layout(folder).main.read_bytes()
    with Office.open(folder, SLICES, password=PASSWORD) as office:
        for number in range(10, 400, 7):
            update(office, "member", number, phone=f"139{number:08d}")
        before = dump(office), office.changes(9999), office.seal_head()
    new = Layout(folder).main.read_bytes()
    pages = [page for page in range(len(old) // PAGE) if _page(old, page) != _page(new, page)]
    for page in pages:
        content = bytearray(new)
        content[page * PAGE : (page + 1) * PAGE] = _page(old, page)
        Layout(folder).main.write_bytes(content)
        if not noticed(folder):
            with Office.open(folder, SLICES, password=PASSWORD) as office:
                now = dump(office), office.changes(9999), office.seal_head()
                assert now == before, f"page {page} changed what the clerk sees"
        for path in Layout(folder).with_side_files(Layout(folder).main)[1:]:
            path.unlink()
    assert len(pages) > 10


def _page(content: bytes, number: int) -> bytes:
    return content[number * PAGE : (number + 1) * PAGE]


Tamper = tuple[str, str]
TAMPERS: list[Tamper] = [
    ("UPDATE history SET row_id = row_id + 1 WHERE seq = 5", "封签不符"),
    (
        "UPDATE history_image SET old = '{}' WHERE seq = (SELECT max(seq) FROM history_image)",
        "历史内容被改动",
    ),
    ("UPDATE history_hash SET hash = x'00' WHERE seq = (SELECT max(seq) FROM history_hash)", "封签不符"),
    ("UPDATE change SET title = '没改过' WHERE id = 3", "封签不符"),
    ("UPDATE change SET operator = '别人' WHERE id = 3", "封签不符"),
    ("DELETE FROM seal WHERE change = (SELECT max(change) FROM seal)", "没有封签"),
    ("DELETE FROM history_image WHERE seq = (SELECT max(seq) FROM history_image)", "历史内容不见了"),
    ("INSERT INTO history (change, tbl, row_id, op) VALUES (3, 'member', 1, 'U')", "没有封签"),
    ("UPDATE member SET phone = '13911111111' WHERE id = 1", "与历史不符"),
    ("DELETE FROM member WHERE id = 7", "与历史不符"),
    ("UPDATE access_log SET purpose = '别的' WHERE id = 1", "查看登记被改动"),
    ("DELETE FROM access_log", "查看登记缺了行"),
    ("DROP INDEX member_branch", "与程序的要求不同"),
]


def _tampered(folder: Path, password: str | None, edit: Callable[[OfficeDatabase], None]) -> list[str]:
    """Edit the file behind the door, with every trigger out of the way, and check it."""
    with Office.open(folder, SLICES, password=password) as office:
        database = office.database
        triggers = database.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        database.execute_sql("PRAGMA foreign_keys = 0")
        with database.transaction():
            for name, _ in triggers:
                database.execute_sql(f"DROP TRIGGER {name}")
            edit(database)
            for _, sql in triggers:
                database.execute_sql(sql)
        return office.check().faults


@pytest.mark.parametrize("password", [None, PASSWORD])
def test_whatever_is_edited_behind_the_door_is_found(folder: Path, password: str | None) -> None:
    filled(folder, password, members=20)
    for number, (sql, words) in enumerate(TAMPERS):
        place = Path(shutil.copytree(folder, folder.with_name(f"{number}.office")))
        faults = _tampered(place, password, lambda database, sql=sql: database.execute_sql(sql) and None)
        assert any(words in fault for fault in faults), (sql, faults)
    assert _tampered(folder, password, lambda database: None) == []


def test_who_forges_line_hash_and_seal_without_the_key_is_found(folder: Path) -> None:
    """In an encrypted office a seal made with another key does not fit, even if everything else is consistent."""
    from desktop_app.storage.seal import FIRST_SEAL, Sealer

    def forge(database: OfficeDatabase) -> None:
        database.execute_sql("UPDATE change SET title = '改写' WHERE id = 2")
        before, forger = FIRST_SEAL, Sealer(b"guessed")
        for change, first, last in database.rows("SELECT change, first_seq, last_seq FROM seal ORDER BY change"):
            before = forger.seal(database, change, first, last, before)
            database.execute_sql("UPDATE seal SET hmac = ? WHERE change = ?", (before, change))

    filled(folder, members=20)
    assert any("封签不符" in fault for fault in _tampered(folder, PASSWORD, forge))


def test_a_broken_reference_is_found(folder: Path) -> None:
    filled(folder, members=20)
    sql = "DELETE FROM branch WHERE id = 1"
    faults = _tampered(folder, PASSWORD, lambda database: database.execute_sql(sql) and None)
    assert any("指向不存在的记录" in fault for fault in faults)


def test_a_dropped_trigger_is_found(office: Office) -> None:
    office.database.execute_sql("DROP TRIGGER history_of_member_u")
    assert any("与程序的要求不同" in fault for fault in office.check().faults)


def test_a_check_reports_what_it_is_doing(office: Office) -> None:
    from desktop_app.support.tasks import Progress

    with office.change("x"):
        insert(office, "branch", name="x")
    heard: list[str] = []
    office.check(Progress(lambda done, total, what: heard.append(what)))
    assert "历史记录与封签" in heard and "附件内容" in heard
