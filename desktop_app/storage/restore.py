"""Bringing a bundle back: verified beside the office, a safety copy of what is there, then put in its place and noted.

A restore is undone by restoring the safety copy.
"""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop_app.storage import keys, swap
from desktop_app.storage.backup import LastBackup, copy_faults
from desktop_app.storage.bundle import BundleDamaged, Manifest, unpack
from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.errors import (
    DATABASE_ERRORS,
    NewerOffice,
    OfficeDamaged,
    OfficeMissing,
    WrongPassword,
    told_in_words,
)
from desktop_app.storage.layout import Layout
from desktop_app.storage.lock import OfficeLock
from desktop_app.storage.office import Office
from desktop_app.storage.slices import Slice
from desktop_app.storage.upgrade import gate, with_core
from desktop_app.support.clock import Clock, SystemClock
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress

SAFETY_REASON = "恢复前"


@dataclass(frozen=True)
class Secret:
    """What opens the bundle (or the office it came from): a password or the recovery code; neither for a plain office."""

    password: str | None = None
    recovery_code: str | None = None


@dataclass(frozen=True)
class CountLine:
    """Rows of one table here and in the bundle."""

    table: str
    here: int
    there: int


def differences(manifest: Manifest, here: dict[str, int]) -> list[CountLine]:
    """The tables whose counts differ, for the page that asks before a restore. Tables of the history itself are left out."""
    own = with_core(())[0].untracked
    tables = sorted((here.keys() | manifest.counts.keys()) - own)
    lines = [CountLine(table, here.get(table, 0), manifest.counts.get(table, 0)) for table in tables]
    return [line for line in lines if line.here != line.there]


def restore(
    bundle: Path,
    folder: Path,
    slices: Sequence[Slice],
    *,
    password: str | None = None,
    recovery_code: str | None = None,
    clock: Clock | None = None,
    operator: str | None = None,
    progress: Progress = SILENT,
) -> Office:
    """Put the bundle's office in `folder` (made when missing) and open it. Until it is verified nothing there is touched.

    Raises `BundleDamaged`, `WrongPassword`, `NewerOffice`, `OfficeInUse`. Passwords changed since the backup stay as they
    are now when the given one opens the office as it is.
    """
    layout, secret = Layout(folder), Secret(password, recovery_code)
    with told_in_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = OfficeLock(layout)
    lock.acquire()
    try:
        swap.finish(layout)
        manifest = _bring(bundle, layout, slices, secret, progress)
    except BaseException:
        swap.abandon(layout)
        raise
    finally:
        lock.release()
    _keep_safe(layout, slices, secret, clock, progress)
    _put_in_place(layout, bundle, manifest, clock or SystemClock())
    return Office.open(folder, slices, password=password, recovery_code=recovery_code, clock=clock, operator=operator)


def _bring(bundle: Path, layout: Layout, slices: Sequence[Slice], secret: Secret, progress: Progress) -> Manifest:
    """Unpack into the place beside, find the key, verify; nothing of the office is touched."""
    swap.begin(layout)
    manifest = unpack(bundle, layout.restoring, progress)
    gate(dict(manifest.versions), with_core(slices))
    staged_keys = layout.restoring / "keys.json"
    data_key = _key_of_now(layout, manifest, secret)
    if data_key is not None and _opens(layout.restoring / "office.db", data_key):
        shutil.copyfile(layout.keys[0], staged_keys)
    else:
        data_key = _key(_slots(staged_keys, bundle), secret)
    progress.report(0, 0, "核对备份里的办公室")
    faults = copy_faults(layout.restoring / "office.db", layout.restoring / "attachments.db", data_key, manifest)
    if faults:
        raise BundleDamaged(f"备份“{bundle.name}”里的办公室有问题：{'；'.join(faults)}。", "请换另一份备份。")
    return manifest


def _slots(path: Path, bundle: Path) -> keys.Slots:
    try:
        return keys.from_bytes(path.read_bytes())
    except (OSError, ValueError) as error:
        raise BundleDamaged(f"备份“{bundle.name}”里的密钥文件不完整。", "请换另一份备份。") from error


def _key(slots: keys.Slots, secret: Secret) -> bytes | None:
    if not slots.encrypted:
        return None
    if secret.recovery_code:
        return keys.unwrap_with_code(slots, secret.recovery_code)
    return keys.unwrap_with_password(slots, secret.password or "")[0]


def _key_of_now(layout: Layout, manifest: Manifest, secret: Secret) -> bytes | None:
    """The data key by the office's present slots, if it is the bundle's own office and the secret opens them."""
    if not any(path.exists() for path in layout.keys):
        return None
    with suppress(OfficeError):
        slots = keys.load(layout)
        if slots.office_id == manifest.office_id:
            return _key(slots, secret)
    return None


def _opens(path: Path, data_key: bytes) -> bool:
    database = OfficeDatabase(path, data_key, use="copy")
    try:
        database.one("SELECT count(*) FROM sqlite_master")
        return True
    except DATABASE_ERRORS:
        return False
    finally:
        database.close()


def _keep_safe(
    layout: Layout, slices: Sequence[Slice], secret: Secret, clock: Clock | None, progress: Progress
) -> None:
    """A bundle of what is there, as a restore's undo. What can't be opened is kept in quarantine anyway."""
    try:
        with Office.open(
            layout.root,
            slices,
            password=secret.password,
            recovery_code=secret.recovery_code,
            clock=clock,
            keep_restoring=True,
        ) as office:
            office.backup(layout.backups, SAFETY_REASON, progress)
    except (OfficeMissing, WrongPassword, OfficeDamaged, NewerOffice):
        return


def _put_in_place(layout: Layout, bundle: Path, manifest: Manifest, clock: Clock) -> None:
    title = f"恢复备份：第 {manifest.generation} 份（{manifest.at[:16].replace('T', ' ')}）"
    lock = OfficeLock(layout)
    lock.acquire()
    try:
        last = LastBackup(manifest.at, str(bundle), manifest.generation, manifest.head_change)
        swap.commit(layout, title, clock.now().strftime("%Y%m%d-%H%M%S-") + SAFETY_REASON, last)
    finally:
        lock.release()
