"""A verified copy of the office as one bundle: copied by the database itself, opened, checked, counted, written, read back."""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from desktop_app.storage import retention
from desktop_app.storage.bundle import SUFFIX, Manifest, write_bundle
from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.engine import Engine
from desktop_app.storage.errors import OfficeDamaged, told_in_words
from desktop_app.storage.health import file_faults
from desktop_app.storage.retention import list_backups
from desktop_app.storage.seal import Sealed, last_seal
from desktop_app.storage.shape import counts
from desktop_app.storage.upgrade import read_versions
from desktop_app.support.tasks import SILENT, Progress

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
_LAST = "backup.last"
RESTORED_AFTER = "restored.after"


class LastBackup(NamedTuple):
    """The newest backup made by this office: local time, where it was put, its generation, and the change it ends with."""

    at: str
    path: str
    generation: int
    head_change: int


class Backups:
    """Makes this office's backups and thins them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def make(self, directory: Path, reason: str, progress: Progress = SILENT) -> Path:
        """A verified bundle in `directory`. On any error nothing new lies there under a final name."""
        engine = self._engine
        if engine.door.turnstile.mine:
            raise RuntimeError("a backup can't be made inside a change")
        with told_in_words(directory), self._staging() as staging:
            directory.mkdir(parents=True, exist_ok=True)
            files = {name: staging / name for name in ("office.db", "attachments.db", "keys.json")}
            progress.report(0, 0, "复制办公室")
            manifest = self._copy(files["office.db"], directory, reason)
            engine.attachments.execute_sql("VACUUM INTO ?", (str(files["attachments.db"]),))
            shutil.copyfile(engine.layout.keys[0], files["keys.json"])
            progress.report(0, 0, "核对副本")
            self._verify(files, manifest)
            target = directory / _file_name(manifest)
            write_bundle(target, manifest, files, progress)
        self._remember(target, manifest)
        return target

    @contextmanager
    def _staging(self) -> Iterator[Path]:
        staging = self._engine.layout.staging
        with told_in_words(staging):
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir()
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _newest_generation(self, folder: Path) -> int:
        """The highest number in use: a restored office's own counter is older than the backups around it."""
        engine = self._engine
        every = (*list_backups(engine.layout.backups, engine.office_id), *list_backups(folder, engine.office_id))
        return max([int(engine.info("generation") or 0), *(backup.manifest.generation for backup in every)])

    def _copy(self, target: Path, target_folder: Path, reason: str) -> Manifest:
        """Copy the main file while nobody writes, and say what must be in the copy."""
        engine = self._engine
        generation = self._newest_generation(target_folder) + 1
        engine.put_info("generation", str(generation))
        with engine.door.turnstile, told_in_words(engine.layout.root):
            head = last_seal(engine.database) or Sealed(0, 0, 0, "")
            manifest = Manifest(
                office_id=engine.office_id,
                name=engine.info("name") or "",
                encrypted=engine.encrypted,
                generation=generation,
                reason=reason,
                at=engine.clock.now().isoformat(timespec="seconds"),
                versions=read_versions(engine.database),
                head_change=head.change,
                head_seal=head.hmac,
                counts=counts(engine.database),
            )
            engine.database.execute_sql("VACUUM INTO ?", (str(target),))
        return manifest

    def _verify(self, files: dict[str, Path], manifest: Manifest) -> None:
        key = self._engine.data_key
        faults = copy_faults(files["office.db"], files["attachments.db"], key, manifest)
        if faults:
            raise OfficeDamaged("备份没有做成：" + "；".join(faults) + "。", "请运行“检查办公室”，或从较早的备份恢复。")

    def _remember(self, path: Path, manifest: Manifest) -> None:
        last = LastBackup(manifest.at, str(path), manifest.generation, manifest.head_change)
        self._engine.put_info(_LAST, json.dumps(last, ensure_ascii=False))

    def mark_restored(self, backup: Sequence[Any] | None) -> None:
        """After a restore the backups around hold changes that the office rightly lacks; `check` must know which.

        The restored office remembers backups before the one it comes from (`backup`), which is its last now.
        """
        self._engine.put_info(RESTORED_AFTER, str(self._newest_generation(self._engine.layout.backups)))
        if backup:
            self._engine.put_info(_LAST, json.dumps(list(backup), ensure_ascii=False))

    def last(self) -> LastBackup | None:
        """The newest backup, or None."""
        text = self._engine.info(_LAST)
        return LastBackup(*json.loads(text)) if text else None

    def changed_since(self) -> bool:
        """Whether anything was changed after the newest backup."""
        last, head = self.last(), last_seal(self._engine.database)
        return head is not None and (last is None or head.change > last.head_change)

    def thin(self, directory: Path, budget: int | None = None) -> list[Path]:
        """Delete what needn't be kept in a backup folder; nothing while the last check found faults."""
        degraded = self._engine.info("check.ok") == "0"
        with told_in_words(directory):
            return retention.thin(directory, self._engine.office_id, degraded, budget)


def copy_faults(main: Path, attachments: Path, key: bytes | None, manifest: Manifest) -> list[str]:
    """Open a finished copy and compare it with what its manifest says; [] when it is whole."""
    faults: list[str] = []
    for path in (main, attachments):
        database = OfficeDatabase(path, key, use="copy")
        try:
            faults += file_faults(database, key is not None)
            if path == main and not faults:
                faults += _content_faults(database, manifest)
        finally:
            database.close()
    return faults


def _content_faults(database: OfficeDatabase, manifest: Manifest) -> list[str]:
    head = last_seal(database)
    if (head.hmac if head else "") != manifest.head_seal:
        return ["副本的历史与办公室不一致"]
    return [] if counts(database) == dict(manifest.counts) else ["副本的记录数与办公室不一致"]


def _file_name(manifest: Manifest) -> str:
    stamp = manifest.at.replace("-", "").replace(":", "").replace("T", "-")
    parts = (manifest.name, f"{manifest.generation:06d}", stamp, manifest.reason)
    return "-".join(_NOT_IN_NAMES.sub("_", part) for part in parts) + SUFFIX
