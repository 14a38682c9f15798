"""A disk that forgets: SQLite's own file layer with a recorder over it, put in through sqlite3_vfs_register.

Every write, truncate, sync and delete is noted in order and still carried out; from the notes `PowerCut` builds what a disk
may hold after the power failed at any moment: what was synced for certain, of the rest any part. `fail_after` makes the disk
full instead. Runs in a process of its own (`record` below), never in the tests'.
"""

import ctypes as c
import pickle
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

SQLITE_OK, SQLITE_FULL = 0, 13
_FUNCTIONS_OF_A_FILE = (
    "xClose xRead xWrite xTruncate xSync xFileSize xLock xUnlock xCheckReservedLock xFileControl xSectorSize"
    " xDeviceCharacteristics xShmMap xShmLock xShmBarrier xShmUnmap xFetch xUnfetch"
)
_FUNCTIONS_OF_A_VFS = (
    "xOpen xDelete xAccess xFullPathname xDlOpen xDlError xDlSym xDlClose xRandomness xSleep xCurrentTime xGetLastError"
    " xCurrentTimeInt64 xSetSystemCall xGetSystemCall xNextSystemCall"
)
# A file's name is handed on as the very pointer: SQLite keeps the address' parameters behind its last letter.
_XOPEN = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_void_p, c.c_int, c.c_void_p)
_XDELETE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_int)
_XCLOSE = c.CFUNCTYPE(c.c_int, c.c_void_p)
_XWRITE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_int, c.c_longlong)
_XTRUNCATE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_longlong)
_XSYNC = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int)


class _Methods(c.Structure):
    _fields_ = [("iVersion", c.c_int), *((name, c.c_void_p) for name in _FUNCTIONS_OF_A_FILE.split())]


class _Vfs(c.Structure):
    _fields_ = [
        ("iVersion", c.c_int),
        ("szOsFile", c.c_int),
        ("mxPathname", c.c_int),
        ("pNext", c.c_void_p),
        ("zName", c.c_char_p),
        ("pAppData", c.c_void_p),
        *((name, c.c_void_p) for name in _FUNCTIONS_OF_A_VFS.split()),
    ]


class Event(NamedTuple):
    """One thing that happened: 'write', 'truncate', 'sync', 'delete', 'create', or 'ack' (the program said 'saved')."""

    kind: str
    path: str = ""
    offset: int = 0
    content: bytes = b""


class Recorder:
    """The layer itself. Keep the object alive as long as the process writes."""

    def __init__(self) -> None:
        import sqlcipher3._sqlite3 as driver

        self.events: list[Event] = []
        self.recording = False
        self.fail_after: int | None = None
        self.full = False
        self._library = c.CDLL(driver.__file__)
        self._library.sqlite3_vfs_find.restype = c.POINTER(_Vfs)
        self._library.sqlite3_vfs_register.argtypes = [c.c_void_p, c.c_int]
        below = self._library.sqlite3_vfs_find(None)
        self._below = below
        self._open_below = _XOPEN(below.contents.xOpen)
        self._delete_below = _XDELETE(below.contents.xDelete)
        self._files: dict[int, tuple[str, _Methods]] = {}
        self._kept: list[Any] = []
        self._vfs = _Vfs.from_buffer_copy(below.contents)
        self._vfs.zName = b"recorder"
        self._vfs.xOpen = self._keep(_XOPEN, self._open)
        self._vfs.xDelete = self._keep(_XDELETE, self._delete)
        assert self._library.sqlite3_vfs_register(c.byref(self._vfs), 1) == SQLITE_OK

    def ack(self) -> None:
        """Note that the program has told its user 'saved'."""
        self._note(Event("ack"))

    def _keep(self, kind: Callable[..., Any], function: Callable[..., int]) -> Any:
        callback = kind(function)
        self._kept.append(callback)
        return c.cast(callback, c.c_void_p).value

    def _note(self, event: Event) -> None:
        if self.recording:
            self.events.append(event)

    def _open(self, _vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        path = c.string_at(name).decode() if name else ""
        existed = Path(path).exists()
        result = self._open_below(c.cast(self._below, c.c_void_p), name, file, flags, out)
        if result != SQLITE_OK or not path:
            return result
        if not existed:
            self._note(Event("create", path))
        address = c.cast(file, c.POINTER(c.c_void_p))
        below = _Methods.from_address(address[0])
        above = _Methods.from_buffer_copy(below)
        above.xWrite = self._keep(_XWRITE, self._writing(path, below))
        above.xTruncate = self._keep(_XTRUNCATE, self._truncating(path, below))
        above.xSync = self._keep(_XSYNC, self._syncing(path, below))
        self._kept.append(above)
        address[0] = c.addressof(above)
        return SQLITE_OK

    def _writing(self, path: str, below: _Methods) -> Callable[..., int]:
        really = _XWRITE(below.xWrite)

        def write(file: int, content: int, size: int, offset: int) -> int:
            if self._is_full():
                return SQLITE_FULL
            self._note(Event("write", path, offset, c.string_at(content, size)))
            return really(file, content, size, offset)

        return write

    def _is_full(self) -> bool:
        if self.fail_after is not None:
            self.fail_after -= 1
            self.full = self.full or self.fail_after < 0
        return self.full

    def _truncating(self, path: str, below: _Methods) -> Callable[..., int]:
        really = _XTRUNCATE(below.xTruncate)

        def truncate(file: int, size: int) -> int:
            self._note(Event("truncate", path, size))
            return really(file, size)

        return truncate

    def _syncing(self, path: str, below: _Methods) -> Callable[..., int]:
        really = _XSYNC(below.xSync)

        def sync(file: int, flags: int) -> int:
            result = really(file, flags)
            self._note(Event("sync", path))
            return result

        return sync

    def _delete(self, _vfs: int, name: int, sync_folder: int) -> int:
        result = self._delete_below(c.cast(self._below, c.c_void_p), name, sync_folder)
        if result == SQLITE_OK:
            self._note(Event("delete", c.string_at(name).decode()))
        return result


@dataclass
class _File:
    """What is certain of a file, and what hangs in the air. Content None: no such file."""

    certain: bytearray | None
    pending: list[Event] = field(default_factory=list)


@dataclass
class PowerCut:
    """The folder as it was when recording began, and everything since."""

    start: dict[str, bytes]
    events: list[Event]

    def acks_before(self, cut: int) -> int:
        """How many times 'saved' was said before the cut."""
        return sum(event.kind == "ack" for event in self.events[:cut])

    def image(self, cut: int, chance: random.Random) -> dict[str, bytes]:
        """What the disk may hold if the power fails right after so many events."""
        files = {path: _File(bytearray(content)) for path, content in self.start.items()}
        for event in self.events[:cut]:
            if event.kind != "ack":
                _happen(files.setdefault(event.path, _File(None)), event)
        found = {path: _after_cut(file, chance) for path, file in files.items()}
        return {path: bytes(content) for path, content in found.items() if content is not None}


def _happen(file: _File, event: Event) -> None:
    if event.kind == "sync":
        for each in file.pending:
            file.certain = _carry_out(file.certain, each)
        file.pending.clear()
    else:
        file.pending.append(event)


def _after_cut(file: _File, chance: random.Random) -> bytearray | None:
    """Of what was not synced any part is there: nothing, all, single writes in any choice, single sectors of a write."""
    content, luck = file.certain, chance.choice((0.0, 0.5, 0.9, 1.0))
    for event in file.pending:
        if chance.random() < luck:
            content = _carry_out(content, event)
        elif event.kind == "write" and luck and content is not None:
            for sector in range(0, len(event.content), 512):
                if chance.random() < luck:
                    part = event.content[sector : sector + 512]
                    content = _carry_out(content, Event("write", "", event.offset + sector, part))
    return content


def _carry_out(content: bytearray | None, event: Event) -> bytearray | None:
    if event.kind == "delete":
        return None
    content = bytearray() if content is None else content
    if event.kind == "write":
        end = event.offset + len(event.content)
        if len(content) < end:
            content.extend(bytes(end - len(content)))
        content[event.offset : end] = event.content
    elif event.kind == "truncate":
        del content[event.offset :]
    return content


def save(path: Path, what: Any) -> None:
    path.write_bytes(pickle.dumps(what))


def load(path: Path) -> Any:
    return pickle.loads(path.read_bytes())
