"""The processes that the fault tests kill, cut off from power, or let run against a full disk.

`python -m tests.storage.victim serve` forks a fresh, warm process per line read, so that a kill costs milliseconds.
Other roles: `record` (for power cuts), `full` (disk full).
"""

import mmap
import os
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.storage import keys
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from tests.storage.conftest import CHEAP, PASSWORD
from tests.storage.small import SLICES, insert

_STATE = struct.Struct("<II")


class State:
    """Two numbers that outlive a killed process: is it inside a transaction, and how much has it said to be saved."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(_STATE.pack(0, 0))
        self._file = path.open("r+b")
        self._memory = mmap.mmap(self._file.fileno(), _STATE.size)

    def set(self, inside: int, saved: int) -> None:
        self._memory[:] = _STATE.pack(inside, saved)

    def get(self) -> tuple[int, int]:
        inside, saved = _STATE.unpack(self._memory[:])
        return inside, saved

    def close(self) -> None:
        self._memory.close()
        self._file.close()


def save_forever(folder: Path, state: State) -> None:
    """One change after the other; each adds a branch and three members and raises a counter."""
    with Office.open(folder, SLICES, password=PASSWORD) as office:
        saved = state.get()[1]
        while True:
            state.set(1, saved)
            save_one(office, saved + 1)
            saved += 1
            state.set(0, saved)


def save_one(office: Office, number: int) -> None:
    """The change number `number`: all of it or nothing must be found later."""
    photo = office.attachments.add(os.urandom(6000), f"照片{number}")
    with office.change(f"保存{number}"):
        branch = insert(office, "branch", name=str(number))
        for member in range(3):
            insert(office, "member", name=f"党员{number}-{member}", id_number=f"{number}-{member}", branch_id=branch)
        office.database.execute_sql("UPDATE member SET phone = ?, photo_sha256 = ? WHERE id = 1", (str(number), photo))


def saved_whole(office: Office) -> int:
    """How many changes are in the office; fails if any is there in part."""
    branches = office.counts()["branch"]
    names = [int(name) for (name,) in office.database.rows("SELECT name FROM branch ORDER BY id")]
    assert names == list(range(1, branches + 1))
    assert office.counts()["member"] == 3 * branches
    phone = office.database.one("SELECT phone FROM member WHERE id = 1")
    assert phone == (str(branches) if branches else None)
    return branches


def import_once(folder: Path, state: State) -> None:
    """One import of 1,500 members in one change."""
    with Office.open(folder, SLICES, password=PASSWORD) as office:
        state.set(1, 0)
        with office.change("导入", "import") as change:
            rows = [(f"党员{number}", f"i{number}") for number in range(1500)]
            change.insert_rows("member", ("name", "id_number"), rows)
        state.set(0, 1)
    sys.stdin.readline()


def upgrade_once(folder: Path, state: State) -> None:
    """Opening an older office: backup and upgrade."""
    state.set(1, 0)
    with Office.open(folder, SLICES, password=PASSWORD):
        state.set(0, 1)


def change_passwords(folder: Path, state: State) -> None:
    """One new password after the other."""
    keys.COST = CHEAP
    with Office.open(folder, SLICES, password=password_after(state.get()[1])) as office:
        while True:
            done = state.get()[1]
            state.set(1, done)
            office.operators.change_password("操作员", password_after(done), password_after(done + 1))
            state.set(0, done + 1)


def password_after(changes: int) -> str:
    return PASSWORD if changes == 0 else f"密码{changes}"


def restore_once(folder: Path, state: State) -> None:
    """A restore of the only bundle beside the office."""
    from desktop_app.storage.restore import restore

    keys.COST = CHEAP
    state.set(1, 0)
    [bundle] = folder.parent.glob("*.officebak")
    with restore(bundle, folder, SLICES, password=PASSWORD):
        state.set(0, 1)


JOBS: dict[str, Callable[[Path, State], None]] = {
    "save": save_forever,
    "import": import_once,
    "upgrade": upgrade_once,
    "password": change_passwords,
    "restore": restore_once,
}


def serve() -> None:
    """For each line 'job<TAB>folder<TAB>state' fork a process that does the job; its pid goes out."""
    for line in sys.stdin:
        job, folder, state = line.rstrip("\n").split("\t")
        pid = os.fork()
        if pid == 0:
            try:
                JOBS[job](Path(folder), State(Path(state)))
            except BaseException as error:  # noqa: BLE001 - the test must see whatever ended its victim
                sys.stderr.write(f"{job}: {error!r}\n")
                os._exit(1)
            os._exit(0)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()


def record(folder: Path, out: Path, synchronous: str) -> None:
    """Save 60 changes with small checkpoints under the recorder; write what happened to `out`."""
    from desktop_app.storage import database
    from tests.storage import vfs

    recorder = vfs.Recorder()
    database._PRAGMAS.update(synchronous=synchronous, wal_autocheckpoint=20)
    if synchronous != "FULL":
        database._check_settings = lambda connection: None
    start = {str(path): path.read_bytes() for path in folder.iterdir() if path.is_file()}
    recorder.recording = True
    office = Office.open(folder, SLICES, password=PASSWORD)
    heads = []
    for number in range(1, 61):
        save_one(office, number)
        recorder.ack()
        heads.append((len(recorder.events), (folder / "head.json").read_bytes()))
    office.close()
    vfs.save(out, (vfs.PowerCut(start, recorder.events), heads))


def full(folder: Path) -> None:
    """Let the disk be full from the n-th write of a change on, for every n; print what the clerk reads, one line each."""
    from tests.storage import vfs

    recorder = vfs.Recorder()
    with Office.open(folder, SLICES, password=PASSWORD) as office:
        write = 0
        while True:
            before = saved_whole(office)
            recorder.fail_after, recorder.full = write, False
            told = _save_told(office, before + 1)
            recorder.fail_after, recorder.full = None, False
            sys.stdout.write(f"{told}\t{saved_whole(office) - before}\t{office.in_change}\n")
            if told == "saved":
                break
            write += 1
        save_one(office, before + 2)
        sys.stdout.write(f"{office.check().ok}\n")


def _save_told(office: Office, number: int) -> str:
    try:
        save_one(office, number)
        return "saved"
    except OfficeError as error:
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    arguments: list[Any] = sys.argv[2:]
    if sys.argv[1] == "serve":
        serve()
    elif sys.argv[1] == "record":
        record(Path(arguments[0]), Path(arguments[1]), arguments[2])
    else:
        full(Path(arguments[0]))
