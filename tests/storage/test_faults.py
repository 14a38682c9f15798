"""Kills, power cuts and full disks: what was said to be saved is there, and nothing is there by half.

Each has a short form in every run and its full length under `-m faults`.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop_app.storage.errors import DATABASE_ERRORS, DiskFull, OfficeDamaged, WrongPassword
from desktop_app.storage.layout import Layout
from desktop_app.storage.office import Office
from desktop_app.storage.shape import signature
from desktop_app.storage.upgrade import golden_signature, with_core
from desktop_app.support.errors import OfficeError
from tests.storage import vfs, victim
from tests.storage.conftest import CLOCK, PASSWORD
from tests.storage.small import SLICES, copy_folder, dump, populate, small

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the victims are forked")
MODULE = [sys.executable, "-m", "tests.storage.victim"]
ENCRYPTED = {"password": PASSWORD}


class Killed(NamedTuple):
    """Whether the kill fell inside a transaction, how much had been said to be saved, and whether it came in time."""

    inside: bool
    saved: int
    in_time: bool


class Killer:
    """Starts victims in a warm process and kills them."""

    def __init__(self, folder: Path) -> None:
        self._state = folder / "state"
        self._process = subprocess.Popen([*MODULE, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def kill(self, job: str, office: Path, after: float) -> Killed:
        """Kill the job so many seconds after it first entered its critical part."""
        state = self._start(job, office)
        time.sleep(after)
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        assert self._process.stdout
        in_time = int(self._process.stdout.readline()) == signal.SIGKILL
        inside, saved = state.get()
        state.set(0, saved)
        state.close()
        return Killed(bool(inside), saved, in_time)

    def duration(self, job: str, office: Path) -> float:
        """How long the job's critical part takes when nobody kills it, in seconds."""
        start = time.monotonic()
        state = self._start(job, office)
        begun = time.monotonic()
        _wait_for(lambda: state.get() == (0, 1))
        took = time.monotonic() - begun
        assert self._process.stdout and time.monotonic() - start < 30
        os.kill(self._pid, signal.SIGKILL) if job == "import" else None
        self._process.stdout.readline()
        state.close()
        self.reset()
        return took

    def _start(self, job: str, office: Path) -> victim.State:
        assert self._process.stdin and self._process.stdout
        state = victim.State(self._state)
        self._process.stdin.write(f"{job}\t{office}\t{self._state}\n")
        self._process.stdin.flush()
        self._pid = int(self._process.stdout.readline())
        _wait_for(lambda: state.get()[0] == 1 or _is_gone(self._pid))
        return state

    def reset(self) -> None:
        """Forget what was saved."""
        self._state.unlink(missing_ok=True)

    def close(self) -> None:
        self._process.communicate()


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return False
    except ProcessLookupError:
        return True


def _wait_for(condition: object) -> None:
    deadline = time.monotonic() + 30
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "the victim never got to work"
        time.sleep(0.0005)


@pytest.fixture
def killer(tmp_path: Path) -> Iterator[Killer]:
    made = Killer(tmp_path)
    yield made
    made.close()


def fresh(folder: Path, version: int = 3) -> Path:
    """A closed encrypted office of a schema version; older ones are populated."""
    with Office.create(folder, "社区", small(version), password=PASSWORD, clock=CLOCK)[0] as office:
        if version < 3:
            populate(office)
    return folder


def assert_inside(kills: list[Killed]) -> None:
    share = sum(kill.inside for kill in kills) / len(kills)
    assert share >= 0.3, f"only {share:.0%} of the kills fell inside a transaction"


SHORT_KILLS, SHORT_IMAGES = 12, 100


@pytest.mark.parametrize("times", [SHORT_KILLS, pytest.param(200, marks=pytest.mark.faults)])
def test_killed_while_saving_all_that_was_said_to_be_saved_is_there(killer: Killer, folder: Path, times: int) -> None:
    fresh(folder)
    chance = random.Random(times)
    kills = []
    for _ in range(times):
        kills.append(killer.kill("save", folder, chance.uniform(0, 0.03)))
        with Office.open(folder, SLICES, **ENCRYPTED) as office:
            found = victim.saved_whole(office)
            assert kills[-1].saved <= found <= kills[-1].saved + 1
            assert office.warnings == ()
        killer.reset()
        state = victim.State(folder.parent / "state")
        state.set(0, found)
        state.close()
    assert_inside(kills)
    with Office.open(folder, SLICES, **ENCRYPTED) as office:
        assert office.check().ok, office.check().faults


@pytest.mark.parametrize("times", [8, pytest.param(50, marks=pytest.mark.faults)])
def test_killed_during_an_import_there_is_all_of_it_or_nothing(killer: Killer, folder: Path, times: int) -> None:
    template = fresh(folder.with_name("样板.office"))
    longest = killer.duration("import", copy_folder(template, folder))
    chance = random.Random(times)
    kills = []
    for number in range(times):
        place = copy_folder(template, folder.with_name(f"{number}.office"))
        kills.append(killer.kill("import", place, chance.uniform(0, longest)))
        with Office.open(place, SLICES, **ENCRYPTED) as office:
            members = office.counts()["member"]
            assert members in (0, 1500)
            assert members == 1500 or not kills[-1].saved
            assert office.check().ok
        shutil.rmtree(place)
        killer.reset()
    assert_inside(kills)


@pytest.mark.parametrize("times", [8, pytest.param(50, marks=pytest.mark.faults)])
def test_killed_during_an_upgrade_the_office_is_old_or_new(killer: Killer, folder: Path, times: int) -> None:
    template = fresh(folder.with_name("样板.office"), version=1)
    with Office.open(copy_folder(template, folder), SLICES, **ENCRYPTED) as office:
        wanted = dump(office)
    longest = killer.duration("upgrade", copy_folder(template, folder.with_name("一遍.office")))
    chance = random.Random(times)
    kills, old = [], 0
    for number in range(times):
        place = copy_folder(template, folder.with_name(f"{number}.office"))
        kills.append(killer.kill("upgrade", place, chance.uniform(0, longest)))
        old += _opens_as_old(place)
        with Office.open(place, SLICES, **ENCRYPTED) as office:
            assert dump(office) == wanted
            assert signature(office.database) == golden_signature(with_core(SLICES))
            assert office.check().ok
        shutil.rmtree(place)
        killer.reset()
    assert_inside(kills)
    assert old, "no kill came before the upgrade was through"


def _opens_as_old(folder: Path) -> bool:
    copy = copy_folder(folder, folder.with_name("旧.office"))
    try:
        Office.open(copy, small(1), **ENCRYPTED).close()
        return True
    except OfficeDamaged:
        raise
    except Exception:  # noqa: BLE001 - a newer office is refused, which is the answer
        return False
    finally:
        shutil.rmtree(copy)


@pytest.mark.parametrize("times", [8, pytest.param(50, marks=pytest.mark.faults)])
def test_killed_during_a_change_of_password_the_old_or_the_new_one_opens(
    killer: Killer, folder: Path, times: int
) -> None:
    fresh(folder)
    chance = random.Random(times)
    kills = []
    for _ in range(times):
        kills.append(killer.kill("password", folder, chance.uniform(0, 0.02)))
        done = kills[-1].saved
        opened = [number for number in (done, done + 1) if _opens(folder, victim.password_after(number))]
        assert len(opened) == 1
        state = victim.State(folder.parent / "state")
        state.set(0, opened[0])
        state.close()
        Layout(folder).tries.unlink(missing_ok=True)
    assert_inside(kills)


def _opens(folder: Path, password: str) -> bool:
    try:
        Office.open(folder, SLICES, password=password).close()
        return True
    except WrongPassword:
        return False


@pytest.mark.parametrize("times", [6, pytest.param(30, marks=pytest.mark.faults)])
def test_killed_during_a_restore_the_office_is_the_old_or_the_restored_one(
    killer: Killer, folder: Path, times: int
) -> None:
    template = fresh(folder.with_name("样板.office"))
    with Office.open(template, SLICES, **ENCRYPTED) as office:
        for number in range(1, 4):
            victim.save_one(office, number)
        office.backup(folder.parent, "手动")
        for number in range(4, 9):
            victim.save_one(office, number)
    longest = killer.duration("restore", copy_folder(template, folder))
    chance = random.Random(times)
    kills = []
    for number in range(times):
        place = copy_folder(template, folder.with_name(f"{number}.office"))
        kills.append(killer.kill("restore", place, chance.uniform(0, longest)))
        with Office.open(place, SLICES, **ENCRYPTED) as office:
            found = victim.saved_whole(office)
            assert found in (3, 8)
            assert (found == 3) == (office.changes(1)[0].kind == "restore")
            assert office.check().ok, office.check().faults
            assert not Layout(place).restoring.exists()
        shutil.rmtree(place)
        killer.reset()
    assert_inside(kills)


# -- power cuts --------------------------------------------------------------------------------------------------------


def recorded(folder: Path, tmp_path: Path, synchronous: str) -> tuple[vfs.PowerCut, list[tuple[int, bytes]]]:
    fresh(folder)
    out = tmp_path / "events"
    subprocess.run([*MODULE, "record", str(folder), str(out), synchronous], check=True)
    return vfs.load(out)


def after_power_cut(cut: vfs.PowerCut, heads: list[tuple[int, bytes]], chance: random.Random, folder: Path) -> int:
    """Lay out one image of the disk and open it; gives how many acknowledged changes are gone."""
    moment = chance.randrange(len(cut.events) + 1)
    shutil.rmtree(folder)
    folder.mkdir()
    for path, content in cut.image(moment, chance).items():
        if not path.endswith("-shm"):
            (folder / Path(path).name).write_bytes(content)
    written = [head for when, head in heads if when <= moment]
    if written:
        (folder / "head.json").write_bytes(written[-1])
    with Office.open(folder, SLICES, **ENCRYPTED) as office:
        found = victim.saved_whole(office)
        assert found <= cut.acks_before(moment) + 1
        if found >= cut.acks_before(moment):
            assert office.warnings == ()
            assert office.check().ok
        else:
            assert office.warnings != ()
        return max(0, cut.acks_before(moment) - found)


@pytest.mark.parametrize("images", [SHORT_IMAGES, pytest.param(500, marks=pytest.mark.faults)])
def test_after_a_power_cut_at_any_moment_nothing_that_was_said_to_be_saved_is_lost(
    folder: Path, tmp_path: Path, images: int
) -> None:
    cut, heads = recorded(folder, tmp_path, "FULL")
    chance = random.Random(images)
    assert sum(after_power_cut(cut, heads, chance, folder) for _ in range(images)) == 0


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_the_same_power_cuts_do_lose_data_with_less_syncing(folder: Path, tmp_path: Path, synchronous: str) -> None:
    """The control: without it the test above would prove nothing."""
    cut, heads = recorded(folder, tmp_path, synchronous)
    chance = random.Random(1)
    lost = 0
    for _ in range(20):
        try:
            lost += after_power_cut(cut, heads, chance, folder)
        except AssertionError:
            lost += 1
        except (OfficeError, *DATABASE_ERRORS):
            assert synchronous == "OFF"
            lost += 1
    assert lost > 0


# -- full disk ---------------------------------------------------------------------------------------------------------


def test_when_the_disk_fills_at_any_write_of_a_change_nothing_changes_and_the_clerk_reads_why(folder: Path) -> None:
    fresh(folder)
    done = subprocess.run([*MODULE, "full", str(folder)], capture_output=True, text=True, check=True)
    *lines, saved, still_whole = done.stdout.splitlines()
    assert len(lines) > 5
    for line in lines:
        told, more, in_change = line.split("\t")
        assert told.startswith("DiskFull: 磁盘已满"), line
        assert (more, in_change) == ("0", "False")
    assert (saved, still_whole) == ("saved\t1\tFalse", "True")


_BACKUP_ON_A_FULL_DISK = (
    "import resource, sys\nfrom pathlib import Path\n"
    "from desktop_app.storage.office import Office\nfrom desktop_app.support.errors import OfficeError\n"
    "from tests.storage.small import SLICES\n"
    "with Office.open(Path(sys.argv[1]), SLICES, password=sys.argv[2]) as office:\n"
    "    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), resource.RLIM_INFINITY))\n"
    "    try:\n        office.backup(Path(sys.argv[3]), '手动')\n"
    "    except OfficeError as error:\n        print(type(error).__name__, error)\n"
    "    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
)


def test_when_the_disk_fills_during_a_backup_no_bad_file_has_the_final_name_and_old_ones_stay(folder: Path) -> None:
    fresh(folder)
    stick = folder.with_name("U盘")
    with Office.open(folder, SLICES, **ENCRYPTED) as office:
        office.attachments.add(os.urandom(300_000), "照片")
        kept = office.backup(stick, "手动")
    limit = kept.stat().st_size - 100_000
    assert limit > max(path.stat().st_size for path in folder.iterdir() if path.is_file())
    command = [sys.executable, "-c", _BACKUP_ON_A_FULL_DISK, str(folder), PASSWORD, str(stick), str(limit)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("DiskFull 磁盘已满"), done.stdout + done.stderr
    assert "U盘" in done.stdout
    assert list(stick.iterdir()) == [kept]
    assert not Layout(folder).staging.exists()


def test_making_an_office_on_a_full_disk_leaves_nothing_half_made(folder: Path) -> None:
    script = _BACKUP_ON_A_FULL_DISK.split("with Office")[0] + (
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, resource.RLIM_INFINITY))\n"
        "try:\n    Office.create(Path(sys.argv[1]), 'x', SLICES)\nexcept OfficeError as error:\n    print(type(error).__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in (DiskFull.__name__, "DeviceGone"), done.stderr
    Office.create(folder, "社区", SLICES, clock=CLOCK)[0].close()
