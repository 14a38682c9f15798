"""One file that holds a whole office: both databases, the key slots and a manifest. What is handed out, kept and restored.

The databases inside are as encrypted as the office is. A bundle under its final name was read back and found whole.
"""

import errno
import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop_app.storage.errors import told_in_words
from desktop_app.storage.layout import CHUNK, sha256_of
from desktop_app.support.errors import OfficeError
from desktop_app.support.files import sync_folder
from desktop_app.support.frozen import frozen
from desktop_app.support.tasks import SILENT, Progress

SUFFIX = ".officebak"
PARTIAL = ".partial"
_MANIFEST = "manifest.json"
_FORMAT = 1
# What zipfile and json raise on spoiled bytes; RuntimeError stands for a flipped "encrypted" flag.
_SPOILED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    RuntimeError,
    OverflowError,
)


class BundleDamaged(OfficeError):
    """The file is no bundle, or not whole."""


@frozen
class Manifest:
    """What a bundle says about itself; readable without the password, so it holds no person's data.

    `at` is local time, ISO to the second; `counts` rows by table; `head_change`/`head_seal` the newest seal.
    """

    office_id: str
    name: str
    encrypted: bool
    generation: int
    reason: str
    at: str
    versions: Mapping[str, int]
    head_change: int
    head_seal: str
    counts: Mapping[str, int]


def write_bundle(target: Path, manifest: Manifest, files: Mapping[str, Path], progress: Progress = SILENT) -> None:
    """Write `files` (name inside → file) as `.partial`, fsync, read back, rename. On any failure nothing new has the final name."""
    partial = target.with_name(target.name + PARTIAL)
    sums = {name: sha256_of(path) for name, path in files.items()}
    with told_in_words(target.parent):
        _sweep(target.parent)
        try:
            _write(partial, manifest, files, sums, progress)
            verify_bundle(partial, progress)
            partial.replace(target)
            sync_folder(target.parent)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise


def _sweep(folder: Path) -> None:
    """Remove what backups that were cut off have left under their working name."""
    for left in folder.glob(f"*{SUFFIX}{PARTIAL}"):
        left.unlink()


def _write(
    partial: Path, manifest: Manifest, files: Mapping[str, Path], sums: Mapping[str, str], progress: Progress
) -> None:
    total = sum(path.stat().st_size for path in files.values())
    inner = {"format": _FORMAT, "manifest": asdict(manifest), "files": sums}
    with partial.open("wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as bundle:
            bundle.writestr(_MANIFEST, json.dumps(inner, ensure_ascii=False, indent=1))
            for name, path in files.items():
                _copy_in(bundle, name, path, total, progress)
        raw.flush()
        os.fsync(raw.fileno())
        if hasattr(os, "posix_fadvise"):
            # Reading back must ask the disk, not the memory.
            os.posix_fadvise(raw.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _copy_in(bundle: zipfile.ZipFile, name: str, path: Path, total: int, progress: Progress) -> None:
    with path.open("rb") as source, bundle.open(name, "w", force_zip64=True) as inside:
        while chunk := source.read(CHUNK):
            inside.write(chunk)
            progress.report(source.tell(), total, "写入备份")


def read_manifest(path: Path) -> Manifest:
    """The manifest alone, quickly; `BundleDamaged` when the file is none of ours."""
    with told_in_words(path), _opened(path) as bundle:
        return _manifest(path, bundle)[0]


def verify_bundle(path: Path, progress: Progress = SILENT) -> Manifest:
    """Read every byte and compare with the hashes inside; `BundleDamaged` when anything differs."""
    with told_in_words(path), _opened(path) as bundle:
        manifest, sums = _manifest(path, bundle)
        for name, wanted in sums.items():
            progress.report(0, 0, "核对备份")
            if _sum_inside(bundle, name) != wanted:
                raise _damaged(path)
        return manifest


def unpack(path: Path, folder: Path, progress: Progress = SILENT) -> Manifest:
    """Copy a bundle's files into a folder, each flushed to the disk and checked against its hash."""
    with told_in_words(folder), _opened(path) as bundle:
        manifest, sums = _manifest(path, bundle)
        for name, wanted in sums.items():
            progress.report(0, 0, "取出备份")
            _copy_out(bundle, name, folder / Path(name).name)
            if sha256_of(folder / Path(name).name) != wanted:
                raise _damaged(path)
        return manifest


def _copy_out(bundle: zipfile.ZipFile, name: str, target: Path) -> None:
    with bundle.open(name) as inside, target.open("wb") as out:
        while chunk := inside.read(CHUNK):
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The bundle, open; whatever a spoiled archive makes zipfile say becomes `BundleDamaged`."""
    try:
        with zipfile.ZipFile(path) as bundle:
            yield bundle
    except _SPOILED as error:
        raise _damaged(path) from error
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):
            raise
        raise _damaged(path) from error


def _manifest(path: Path, bundle: zipfile.ZipFile) -> tuple[Manifest, dict[str, str]]:
    inner: dict[str, Any] = json.loads(bundle.read(_MANIFEST))
    if inner["format"] > _FORMAT:
        raise OfficeError(f"备份“{path.name}”是更新版本的程序做的。", "请安装新版程序后再恢复。")
    return Manifest(**inner["manifest"]), dict(inner["files"])


def _sum_inside(bundle: zipfile.ZipFile, name: str) -> str:
    with bundle.open(name) as inside:
        return hashlib.file_digest(inside, "sha256").hexdigest()  # type: ignore[arg-type]


def _damaged(path: Path) -> BundleDamaged:
    return BundleDamaged(f"备份文件“{path.name}”不完整或不是备份。", "请换另一份备份。")
