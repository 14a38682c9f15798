"""What can go wrong with an office, in the clerk's words, and the one place where the system's errors become such words."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peewee
from sqlcipher3 import dbapi2 as sqlcipher

from desktop_app.support.errors import OfficeError

_DRIVER: Any = sqlcipher  # its names come from a compiled module that type checkers can't see
DATABASE_ERRORS = (peewee.DatabaseError, _DRIVER.DatabaseError)
INTEGRITY_ERRORS = (peewee.IntegrityError, _DRIVER.IntegrityError)
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_NOT_ALLOWED = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
_NO_PLACE = frozenset((errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL))
_GONE = frozenset((errno.EIO, errno.ENODEV, errno.ENXIO))


class OfficeMissing(OfficeError):
    """The folder or one of its files is not there."""


class OfficeDamaged(OfficeError):
    """A file of the office can't be read as what it should be; the rescue page offers verified backups."""


class WrongPassword(OfficeError):
    """The password (or recovery code) opens no slot."""


class TooManyTries(OfficeError):
    """Wrong passwords have made it wait; `seconds` are left."""

    def __init__(self, seconds: float) -> None:
        super().__init__("密码连续输错，暂时不能再试。", f"请等 {max(1, round(seconds))} 秒。")
        self.seconds = seconds


class NewerOffice(OfficeError):
    """The office was last opened with a newer program; nothing is written."""


class FolderReadOnly(OfficeError):
    """The folder can't be written."""


class DiskFull(OfficeError):
    """The disk has no room left; what was there is unchanged."""


class DeviceGone(OfficeError):
    """The disk or stick does not answer any more."""


class OfficeInUse(OfficeError):
    """Another program has this office open; `pid` is its process where known."""

    def __init__(self, pid: int | None) -> None:
        super().__init__("这个办公室已经在另一个窗口里打开。", "请使用已经打开的窗口，或先把它关掉。")
        self.pid = pid


class OfficeClosed(OfficeError):
    """The office was closed (locked) before the work could be saved."""

    def __init__(self) -> None:
        super().__init__("办公室已经关闭，这一步没有保存。", "请重新打开办公室后再做一次。")


class DriverUnfit(OfficeError):
    """The database driver in this process does not encrypt, or is too old."""


def damaged(path: Path) -> OfficeDamaged:
    """The error for a file that is not what it should be."""
    return OfficeDamaged(
        f"办公室文件“{path.name}”已损坏，不能读取。",
        "请从最近的备份恢复；恢复时损坏的文件移到 quarantine 文件夹，不会删除。",
    )


def disk_full(path: Path) -> DiskFull:
    """The error for a full disk, naming the place."""
    return DiskFull(f"磁盘已满，没有写入：{path}。", "原来的内容没有变。请清理磁盘空间后再试一次。")


def read_only(path: Path) -> FolderReadOnly:
    """The error for a folder that can't be written, naming it."""
    return FolderReadOnly(f"文件夹不能写入：{path}。", "请检查文件夹的权限，或换到可以写入的位置。")


def in_words(error: BaseException, path: Path) -> OfficeError | None:
    """The cause of `error` as an OfficeError; None when it is a bug.

    A full disk inside a transaction shows as "cannot rollback": the cause lies in `__context__`.
    """
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    for link in reversed(chain):
        told = _one_in_words(link, path)
        if told:
            return told
    return None


def _one_in_words(error: BaseException, path: Path) -> OfficeError | None:
    if isinstance(error, OSError):
        return _os_error(error, Path(error.filename) if isinstance(error.filename, str) else path)
    if isinstance(error, DATABASE_ERRORS) and not isinstance(error, INTEGRITY_ERRORS):
        return _database_error(str(error).lower(), path)
    return None


def _os_error(error: OSError, path: Path) -> OfficeError | None:
    if error.errno in _FULL:
        return disk_full(path)
    if error.errno in _NOT_ALLOWED:
        return read_only(path)
    if error.errno in _GONE:
        return DeviceGone(f"读写不到：{path}。", "磁盘或 U 盘可能已经拔出或损坏，请接好后再试。")
    if error.errno in _NO_PLACE:
        return OfficeError(f"这个位置不能用来保存：{path}。", "请换一个文件夹或文件名。")
    if error.errno == errno.ENOENT:
        return OfficeMissing(f"找不到：{path}。", "请检查文件夹是否被移动、改名或删除。")
    return None


def _database_error(text: str, path: Path) -> OfficeError | None:
    if "disk is full" in text:
        return disk_full(path)
    if "readonly" in text:
        # After a page that fails its seal the cipher refuses every write in the same words.
        return damaged(path) if os.access(path, os.W_OK) else read_only(path)
    if "malformed" in text or "not a database" in text:
        return damaged(path)
    if "disk i/o" in text:
        return DeviceGone(f"读写办公室文件时出错：{path}。", "请检查磁盘，然后重新打开办公室；已经保存的内容不受影响。")
    if "unable to open" in text:
        return OfficeMissing(f"打不开办公室文件：{path}。", "请检查文件夹是否完整、是否可以写入。")
    if "locked" in text:
        return OfficeError("办公室文件正被别的程序占用。", "请关掉正在使用它的程序（如杀毒、网盘同步），再试一次。")
    return None


@contextmanager
def told_in_words(path: Path) -> Iterator[None]:
    """Turn disk and database errors of the block into OfficeErrors that name `path`; others pass."""
    try:
        yield
    except OfficeError:
        raise
    except (OSError, *DATABASE_ERRORS) as error:
        told = in_words(error, path)
        if told is None:
            raise
        raise told from error
