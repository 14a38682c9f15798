"""Putting a finished file in its place, whole or not at all. What is in the file is for whoever writes it to know."""

import contextlib
import errno
import hashlib
import logging
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.support.errors import OfficeError

PATIENCE = 5.0
"""Seconds for which a target that is open elsewhere is tried again."""

_PAUSE = 0.1
_STALE_AFTER = 3600.0
_WINDOWS_PATH_LIMIT = 259
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_BUSY = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}
_FOLDER_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_BAD_NAME = {errno.EINVAL, errno.ENAMETOOLONG}

log = logging.getLogger(__name__)


class FileNotWritten(OfficeError):
    """A file could not be put where the clerk wanted it; what was there before is untouched."""


@contextmanager
def write_atomically(path: Path | str, least: int = 1) -> Iterator[Path]:
    """Give a temporary path beside `path`; when the block ends well, that file becomes `path`, else it vanishes.

    The file must hold `least` bytes at least. It is synced before it is renamed, and its folder after. A target that is
    open elsewhere is tried again for `PATIENCE` seconds. Raises FileNotWritten for a full disk, a missing or read-only
    folder, a name that is too long or not allowed, a target that stays open; other errors pass through.
    """
    target = _checked_target(Path(path))
    temporary = _begin(target)
    try:
        with _disk_errors_explained(target, temporary):
            yield temporary
            _settle(temporary, least)
        _take_place(temporary, target)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    sync_folder(target.parent)


def _checked_target(path: Path) -> Path:
    """The real target (a link is followed), refused early where its name or folder can never work."""
    if os.name == "nt" and len(str(path.absolute())) > _WINDOWS_PATH_LIMIT:
        raise _bad_name(path)
    try:
        target = path.resolve() if path.is_symlink() else path.absolute()
        folder_there, is_folder = target.parent.is_dir(), target.is_dir()
    except OSError as error:
        if error.errno in _BAD_NAME:
            raise _bad_name(path) from error
        raise
    if not folder_there:
        raise FileNotWritten(f"文件夹“{target.parent}”不存在（可能已被移走，或 U 盘已拔出）。", "请换一个文件夹再试。")
    if is_folder:
        raise FileNotWritten(f"“{target}”是一个文件夹，不能写成文件。", "请换一个文件名。")
    return target


def _begin(target: Path) -> Path:
    """An empty file beside the target, with what an earlier crash left there swept away."""
    mark = hashlib.sha256(target.name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    _sweep(target.parent, mark)
    temporary = target.parent / f".~{mark}-{uuid.uuid4().hex[:8]}.partial"
    try:
        temporary.open("xb").close()
        if target.exists():
            shutil.copymode(target, temporary)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise _explained(error, target) from error
    return temporary


def _sweep(folder: Path, mark: str) -> None:
    with contextlib.suppress(OSError):
        for left in folder.glob(f".~{mark}-*.partial"):
            if time.time() - left.stat().st_mtime > _STALE_AFTER:
                left.unlink()


@contextmanager
def _disk_errors_explained(target: Path, temporary: Path) -> Iterator[None]:
    """Only errors of this disk or this file are ours to explain; one about another file passes through."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL or error.filename in (str(temporary), temporary):
            raise _explained(error, target) from error
        raise


def _settle(temporary: Path, least: int) -> None:
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    size = temporary.stat().st_size
    if size < least:
        raise OSError(errno.ENOSPC, f"{size} bytes where at least {least} were expected", str(temporary))


def _take_place(temporary: Path, target: Path) -> None:
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            temporary.replace(target)
            return
        except OSError as error:
            if error.errno not in _BUSY:
                raise _explained(error, target) from error
            if time.monotonic() >= give_up:
                raise _still_open(target) from error
        time.sleep(_PAUSE)


def sync_folder(folder: Path) -> None:
    """Make the rename itself last; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # a folder that may be written but not read can't be synced
    try:
        os.fsync(handle)
    except OSError as error:
        log.warning("folder not synced: errno %s", error.errno)  # some network and FUSE file systems have no such call
    finally:
        os.close(handle)


def disk_of(path: Path) -> str:
    """What the clerk calls the disk a path lies on: “D 盘” on Windows, else the folder."""
    drive = path.absolute().drive
    return f"{drive[0].upper()} 盘" if len(drive) == 2 and drive[1] == ":" else f"“{path.absolute().parent}”所在的磁盘"


def _explained(error: OSError, target: Path) -> FileNotWritten:
    if error.errno in _FULL:
        return _disk_full(target)
    if error.errno in _BAD_NAME:
        return _bad_name(target)
    if error.errno in _FOLDER_CLOSED:
        return FileNotWritten(
            f"文件夹“{target.parent}”不能写入（只读，或没有权限）。", "请换一个文件夹（如“文档”）再试。"
        )
    if error.errno == errno.ENOENT:
        return FileNotWritten(f"写“{target.name}”时文件夹“{target.parent}”不见了。", "如在 U 盘上，请插好后再试。")
    return FileNotWritten(
        f"{disk_of(target)}读写出错，“{target.name}”没有写成（{error.strerror}）。",
        "请换一个磁盘再试，并检查原来的磁盘。",
    )


def _disk_full(target: Path) -> FileNotWritten:
    try:
        free = f"（只剩 {shutil.disk_usage(target.parent).free / 1_048_576:,.1f} MB）"
    except OSError:
        free = ""
    return FileNotWritten(
        f"{disk_of(target)}已满或超出限额{free}，“{target.name}”没有写成，原有文件未动。",
        "请清理该磁盘，或存到别的磁盘。",
    )


def _bad_name(target: Path) -> FileNotWritten:
    name = target.name if len(target.name) <= 40 else f"{target.name[:30]}…{target.suffix[:9]}"
    return FileNotWritten(
        f"文件名“{name}”连同文件夹太长，或含有不能用的字符。", '请把名字改短，不要用 \\ / : * ? " < > |。'
    )


def _still_open(target: Path) -> FileNotWritten:
    return FileNotWritten(
        f"“{target.name}”正在别的程序（如 Excel、WPS）里打开或被锁定，不能替换。", "请先关闭它再试，或换一个文件名。"
    )
