"""A file is replaced whole or not at all, whatever the disk, the folder or another program does."""

import contextlib
import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from desktop_app.support import files
from desktop_app.support.errors import OfficeError
from desktop_app.support.files import FileNotWritten, write_atomically


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


@contextlib.contextmanager
def mounted(folder: Path, *arguments: str):
    """A real file system of its own at `folder`; the test is skipped where mounting isn't allowed."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *arguments, str(folder)], capture_output=True) if root() else None
    if done is None or done.returncode:
        pytest.skip("mounting needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_the_new_file_takes_the_place_of_the_old_one(tmp_path):
    target = tmp_path / "花名册.xlsx"
    target.write_bytes(b"old")
    with write_atomically(target) as temporary:
        assert temporary.parent == tmp_path
        temporary.write_bytes(b"new and longer")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new and longer"
    assert names(tmp_path) == ["花名册.xlsx"]


def test_the_file_keeps_the_permissions_people_gave_it(tmp_path):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    target.chmod(0o640)
    with write_atomically(target) as temporary:
        temporary.write_bytes(b"new")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path):
    real = tmp_path / "real.xlsx"
    real.write_bytes(b"old")
    link = tmp_path / "link.xlsx"
    link.symlink_to(real)
    with write_atomically(link) as temporary:
        temporary.write_bytes(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_an_error_while_writing_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), write_atomically(target) as temporary:
        temporary.write_bytes(b"half")
        _ = 1 / 0
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


def test_an_error_about_another_file_is_not_taken_for_ours(tmp_path):
    with pytest.raises(FileNotFoundError), write_atomically(tmp_path / "a.pdf"):
        (tmp_path / "missing photo.jpg").read_bytes()
    assert names(tmp_path) == []


def test_an_empty_result_is_never_put_in_place(tmp_path):
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(FileNotWritten, match="没有写成"), write_atomically(target):
        pass
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


def test_fewer_bytes_than_were_written_is_an_error(tmp_path):
    with pytest.raises(FileNotWritten), write_atomically(tmp_path / "a.xlsx", least=10) as temporary:
        temporary.write_bytes(b"123456789")
    assert names(tmp_path) == []


def test_what_a_crash_left_behind_is_swept_next_time(tmp_path):
    target = tmp_path / "a.xlsx"
    with write_atomically(target) as temporary:
        temporary.write_bytes(b"1")
        stale = temporary.with_name(temporary.name[:11] + "00000000.partial")
        stale.write_bytes(b"half")
        os.utime(stale, (1, 1))
        recent = temporary.with_name(temporary.name[:11] + "11111111.partial")
        recent.write_bytes(b"somebody is still writing")
    with write_atomically(target) as temporary:
        temporary.write_bytes(b"2")
    assert names(tmp_path) == [recent.name, "a.xlsx"]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FileNotWritten, match="不存在") as caught, write_atomically(tmp_path / "没有" / "a.xlsx"):
        pytest.fail("must not begin")
    assert str(tmp_path / "没有") in caught.value.sentence
    assert caught.value.next_step


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(FileNotWritten, match="文件夹"), write_atomically(tmp_path / "a.xlsx"):
        pytest.fail("must not begin")


def test_a_name_that_is_too_long_is_refused_before_the_work_begins(tmp_path):
    with pytest.raises(FileNotWritten, match="太长"), write_atomically(tmp_path / f"{'长' * 100}.xlsx"):
        pytest.fail("must not begin")
    assert names(tmp_path) == []


FULL_DISK = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from desktop_app.support.files import FileNotWritten, write_atomically
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    with write_atomically(Path(sys.argv[1])) as temporary, temporary.open("wb") as file:
        for _ in range(1000):
            file.write(b"x" * 1000)
except FileNotWritten as error:
    print("REFUSED", error.sentence)
"""


def test_a_disk_that_takes_no_more_keeps_the_old_file(tmp_path):
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    project = Path(files.__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(target), str(project)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert "REFUSED" in run.stdout, run.stderr
    assert "已满" in run.stdout
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


def test_a_full_disk_is_named_with_what_is_left_on_it(tmp_path):
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=256k", "tmpfs") as disk:
        target = disk / "a.xlsx"
        target.write_bytes(b"old")
        with pytest.raises(FileNotWritten, match="已满") as caught, write_atomically(target) as temporary:
            temporary.write_bytes(b"x" * 1_000_000)
        assert "MB" in caught.value.sentence
        assert str(disk) in caught.value.sentence
        assert target.read_bytes() == b"old"
        assert names(disk) == ["a.xlsx"]


def test_a_read_only_disk_is_named(tmp_path):
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "ro", "tmpfs") as disk:
        with pytest.raises(FileNotWritten, match="不能写入") as caught, write_atomically(disk / "a.xlsx"):
            pytest.fail("must not begin")
        assert str(disk) in caught.value.sentence


@pytest.mark.skipif(root(), reason="root may write anywhere")
def test_a_read_only_folder_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(FileNotWritten, match="不能写入"), write_atomically(tmp_path / "a.xlsx"):
        pytest.fail("must not begin")


def test_a_target_that_is_let_go_in_time_is_replaced(tmp_path):
    """A file that is mounted over can't be replaced (busy), as one that Excel holds can't be on Windows."""
    held, target = tmp_path / "held", tmp_path / "a.xlsx"
    held.write_bytes(b"held")
    target.write_bytes(b"old")
    if not root() or subprocess.run(["mount", "--bind", held, target], capture_output=True).returncode:
        pytest.skip("mounting needs root")
    let_go = threading.Timer(0.4, subprocess.run, args=[["umount", str(target)]])
    let_go.start()
    began = time.monotonic()
    with write_atomically(target) as temporary:
        temporary.write_bytes(b"new")
    let_go.join()
    assert time.monotonic() - began >= 0.2
    assert target.read_bytes() == b"new"


def test_a_target_that_stays_open_is_left_alone_and_named(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "PATIENCE", 0.3)
    held, target = tmp_path / "held", tmp_path / "a.xlsx"
    held.write_bytes(b"held")
    target.write_bytes(b"old")
    if not root() or subprocess.run(["mount", "--bind", held, target], capture_output=True).returncode:
        pytest.skip("mounting needs root")
    try:
        with pytest.raises(FileNotWritten, match="打开"), write_atomically(target) as temporary:
            temporary.write_bytes(b"new")
    finally:
        subprocess.run(["umount", str(target)], check=True)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx", "held"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.ENOENT, errno.EIO, errno.EACCES, errno.EINVAL])
def test_every_fault_of_the_disk_gives_a_sentence_and_a_next_step(tmp_path, number):
    with pytest.raises(OfficeError) as caught, write_atomically(tmp_path / "a.xlsx") as temporary:
        raise OSError(number, os.strerror(number), str(temporary))
    assert caught.value.sentence.endswith("。")
    assert caught.value.next_step.endswith("。")
    assert names(tmp_path) == []
