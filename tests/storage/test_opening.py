"""Opening: every wrong file is refused in words, and nothing is written."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.storage import keys, opening
from desktop_app.storage.database import APPLICATION_ID
from desktop_app.storage.errors import (
    FolderReadOnly,
    NewerOffice,
    OfficeDamaged,
    OfficeInUse,
    OfficeMissing,
    WrongPassword,
)
from desktop_app.storage.layout import Layout
from desktop_app.storage.lock import holder
from desktop_app.storage.office import Office
from desktop_app.storage.slices import Slice
from desktop_app.support.clock import SystemClock
from desktop_app.support.errors import OfficeError
from tests.storage.conftest import CLOCK, PASSWORD
from tests.storage.small import SLICES, add_branch, add_member, copy_folder, small

ID_NUMBER = "410999195001010011"


def closed(folder: Path, password: str | None = PASSWORD, name: str = "社区") -> Path:
    """An office with a record, closed again."""
    with Office.create(folder, name, SLICES, password=password, clock=CLOCK)[0] as office:
        add_branch(office)
        add_member(office, "欧阳娜娜", id_number=ID_NUMBER)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def empty(folder: Path) -> None:
    Layout(folder).main.write_bytes(b"")


def missing(folder: Path) -> None:
    Layout(folder).main.unlink()


def no_attachments(folder: Path) -> None:
    Layout(folder).attachments.unlink()


def plain_in_its_place(folder: Path) -> None:
    other = closed(folder.with_name("另一个.office"), password=None)
    shutil.copy(Layout(other).main, Layout(folder).main)


def other_offices_file(folder: Path) -> None:
    other = closed(folder.with_name("另一个.office"))
    shutil.copy(Layout(other).main, Layout(folder).main)


def first_page_damaged(folder: Path) -> None:
    content = bytearray(Layout(folder).main.read_bytes())
    content[100:200] = bytes(100)
    Layout(folder).main.write_bytes(content)


def no_keys(folder: Path) -> None:
    for path in Layout(folder).keys:
        path.unlink()


@pytest.mark.parametrize(
    ("spoil", "kind", "words"),
    [
        (empty, OfficeDamaged, "空的或不完整"),
        (missing, OfficeMissing, "缺少“office.db”"),
        (no_attachments, OfficeMissing, "缺少“attachments.db”"),
        (plain_in_its_place, opening.PlainInsteadOfEncrypted, "没有加密"),
        (other_offices_file, OfficeDamaged, "已损坏"),
        (first_page_damaged, OfficeDamaged, "已损坏"),
        (no_keys, OfficeMissing, "keys.json"),
    ],
)
def test_a_wrong_file_is_refused_in_words_and_nothing_is_written(
    folder: Path, spoil: Callable[[Path], None], kind: type[OfficeError], words: str
) -> None:
    closed(folder)
    spoil(folder)
    before = contents(folder)
    with pytest.raises(kind, match=words) as caught:
        Office.open(folder, SLICES, password=PASSWORD)
    assert caught.value.next_step
    after = contents(folder)
    after.pop("lock", None)
    before.pop("lock", None)
    assert after == before


def test_a_plain_offices_keys_beside_another_plain_file_are_noticed(folder: Path) -> None:
    closed(folder, password=None)
    plain_in_its_place(folder)
    with pytest.raises(OfficeDamaged, match="不是一套"):
        Office.open(folder, SLICES)


def test_a_database_of_another_program_is_refused(folder: Path) -> None:
    import sqlite3

    closed(folder, password=None)
    Layout(folder).main.unlink()
    with sqlite3.connect(Layout(folder).main) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(OfficeDamaged, match="不是办公室文件"):
        Office.open(folder, SLICES)


def test_a_newer_office_is_refused_and_not_a_byte_of_it_changes(folder: Path) -> None:
    closed(folder)
    newer = (*SLICES, Slice("later", ("CREATE TABLE later (id INTEGER PRIMARY KEY AUTOINCREMENT);",)))
    Office.open(folder, newer, password=PASSWORD).close()
    before = contents(folder)
    for known in (SLICES, small(2)):
        with pytest.raises(NewerOffice, match="更新版本的程序"):
            Office.open(folder, known, password=PASSWORD)
    assert {**contents(folder), "lock": b""} == {**before, "lock": b""}


def test_where_there_is_no_office_none_is_made(tmp_path: Path) -> None:
    for place in (tmp_path / "没有.office", tmp_path):
        with pytest.raises(OfficeMissing, match="没有办公室"):
            Office.open(place, SLICES)
    assert list(tmp_path.iterdir()) == []


def test_a_second_office_is_not_made_over_the_first(folder: Path) -> None:
    closed(folder)
    before = contents(folder)
    with pytest.raises(OfficeError, match="已经有办公室"):
        Office.create(folder, "社区", SLICES, password="x")
    assert contents(folder)["office.db"] == before["office.db"]


def test_an_encrypted_office_asks_for_the_password(folder: Path) -> None:
    closed(folder)
    assert keys.load(Layout(folder)).encrypted
    with pytest.raises(WrongPassword, match="需要密码"):
        Office.open(folder, SLICES)
    assert not Layout(folder).tries.exists()


def test_no_name_or_number_can_be_read_in_any_file_of_an_encrypted_office(folder: Path) -> None:
    with Office.create(folder, "社区", SLICES, password=PASSWORD, clock=CLOCK)[0] as office:
        add_member(office, "欧阳娜娜", id_number=ID_NUMBER)
        office.attachments.add(ID_NUMBER.encode(), "扫描件")
        office.backup_here("手动")
        found = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for known in (ID_NUMBER.encode(), "欧阳娜娜".encode(), "扫描件".encode(), b"CREATE TABLE", PASSWORD.encode()):
        assert known not in found
    assert "社区".encode() in found


def test_every_connection_has_the_settings_that_safety_rests_on(office: Office) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 2000,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "mmap_size": 0,
        "application_id": APPLICATION_ID,
    }

    def settings() -> dict[str, object]:
        return {name: office.database.one(f"PRAGMA {name}") for name in wanted}

    assert settings() == office.writer.submit(settings).result(10) == wanted


def test_closing_folds_the_side_files_into_the_file(folder: Path) -> None:
    closed(folder)
    assert sorted(path.name for path in folder.iterdir() if path.name != "lock") == [
        "attachments.db",
        "head.json",
        "keys.copy.json",
        "keys.json",
        "office.db",
    ]


def test_an_office_with_its_own_day_keeps_it_and_a_real_one_goes_by_the_system(folder: Path, tmp_path: Path) -> None:
    closed(folder)
    with Office.open(folder, SLICES, password=PASSWORD) as office:
        assert office.clock.today() == CLOCK.day
        assert (office.name, office.folder, office.warnings) == ("社区", folder, ())
    with Office.create(tmp_path / "b.office", "b", SLICES)[0] as office:
        assert isinstance(office.clock, SystemClock)


@pytest.mark.skipif(os.name == "nt", reason="rights work otherwise there")
def test_a_folder_that_cannot_be_written_is_refused_in_words(folder: Path, tmp_path: Path) -> None:
    closed(folder, password=None)
    before = contents(folder)
    for path in (*folder.iterdir(), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        for step in ("open", "create"):
            place = folder if step == "open" else folder / "新.office"
            assert _as_nobody(step, place) == FolderReadOnly.__name__
    finally:
        folder.chmod(0o755)
        for path in folder.iterdir():
            path.chmod(0o644)
    assert contents(folder) == before


def _as_nobody(step: str, folder: Path) -> str:
    """The name of the error that opening or making an office gives to a user without rights."""
    script = (
        "import sys, os\n"
        "from pathlib import Path\n"
        "from desktop_app.storage.office import Office\n"
        "from desktop_app.support.errors import OfficeError\n"
        "from tests.storage.small import SLICES\n"
        "import peewee, sqlcipher3\n"
        "if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "try:\n"
        "    step, folder = sys.argv[1], Path(sys.argv[2])\n"
        "    Office.open(folder, SLICES) if step == 'open' else Office.create(folder, 'x', SLICES)\n"
        "except OfficeError as error:\n"
        "    print(type(error).__name__)\n"
    )
    for parent in folder.parents:
        if parent.stat().st_uid == os.geteuid() and parent != Path("/") and "pytest" in str(parent):
            parent.chmod(parent.stat().st_mode | 0o055)
    done = subprocess.run(
        [sys.executable, "-c", script, step, str(folder)], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or done.stderr


def _system_sqlite() -> str | None:
    import ctypes.util

    return ctypes.util.find_library("sqlite3") if sys.platform == "linux" else None


@pytest.mark.skipif(_system_sqlite() is None, reason="no system SQLite to preload")
@pytest.mark.parametrize("password", [None, PASSWORD])
def test_with_the_systems_sqlite_loaded_first_the_program_refuses_to_open(folder: Path, password: str | None) -> None:
    closed(folder, password=password)
    before = contents(folder)
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from desktop_app.storage.office import Office\nfrom desktop_app.support.errors import OfficeError\n"
        "from tests.storage.small import SLICES\n"
        "try:\n    Office.open(Path(sys.argv[1]), SLICES, password=sys.argv[2] or None)\n"
        "except OfficeError as error:\n    print(type(error).__name__)\n"
    )
    environment = {**os.environ, "LD_PRELOAD": str(_system_sqlite())}
    command = [sys.executable, "-c", script, str(folder), password or ""]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "DriverUnfit", done.stderr
    assert {**contents(folder), "lock": b""} == {**before, "lock": b""}


# -- one program per office --------------------------------------------------------------------------------------------

_HOLD = (
    "import sys, time\nfrom pathlib import Path\nfrom desktop_app.storage.office import Office\n"
    "from tests.storage.small import SLICES\n"
    "office = Office.open(Path(sys.argv[1]), SLICES, password=sys.argv[2])\nprint('open', flush=True)\ntime.sleep(600)\n"
)


def _holding(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _HOLD, str(folder), PASSWORD]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_a_second_program_is_refused_with_the_first_ones_pid_and_the_lock_of_a_killed_one_is_taken_over(
    folder: Path,
) -> None:
    closed(folder)
    process = _holding(folder)
    try:
        with pytest.raises(OfficeInUse, match="另一个窗口") as caught:
            Office.open(folder, SLICES, password=PASSWORD)
        assert caught.value.pid == process.pid == holder(Layout(folder))
    finally:
        _end(process)
    with Office.open(folder, SLICES, password=PASSWORD) as office:
        assert holder(Layout(folder)) == os.getpid()
        assert office.counts()["branch"] == 1
        with pytest.raises(OfficeInUse):
            Office.open(folder, SLICES, password=PASSWORD)
    assert holder(Layout(folder)) is None


@pytest.mark.faults
def test_twenty_second_starts_and_twenty_locks_left_by_a_kill(folder: Path) -> None:
    closed(folder)
    for _ in range(20):
        process = _holding(folder)
        with pytest.raises(OfficeInUse):
            Office.open(folder, SLICES, password=PASSWORD)
        _end(process)
        Office.open(folder, SLICES, password=PASSWORD).close()


def test_a_failed_opening_gives_the_lock_back(folder: Path) -> None:
    closed(folder)
    with pytest.raises(WrongPassword):
        Office.open(folder, SLICES, password="错")
    Office.open(folder, SLICES, password=PASSWORD).close()


def test_a_copy_of_a_running_offices_folder_opens_with_all_that_was_saved(
    sealed_office: Office, tmp_path: Path
) -> None:
    for number in range(5):
        add_branch(sealed_office, f"支部{number}")
    copy = copy_folder(sealed_office.folder, tmp_path / "副本.office")
    with Office.open(copy, SLICES, password=PASSWORD) as office:
        assert office.counts()["branch"] == 5
        assert office.check().ok
