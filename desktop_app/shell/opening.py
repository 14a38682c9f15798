"""How an office comes to be open: the guide, the unlock page, the demo. What makes and opens offices is handed in (`Doors`)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.figures import Figure
from desktop_app.shell.restoring.wanted import BACKUP_FOLDERS, Wanted
from desktop_app.shell.waiting import wait_behind_a_bar
from desktop_app.storage.errors import OfficeInUse
from desktop_app.storage.found_backups import backups_for
from desktop_app.storage.office import Office
from desktop_app.storage.retention import Backup
from desktop_app.support.errors import OfficeError
from desktop_app.support.frozen import frozen
from desktop_app.support.paths import OFFICE_SUFFIX, default_home
from desktop_app.support.settings import WorkstationSettings
from desktop_app.support.tasks import Progress
from desktop_app.widgets.desk import Desk

_DEMO_NAME = "示范办公室"
_LATELY = timedelta(hours=1)


@frozen
class Doors:
    """What the program's composition root hands to the shell."""

    open: Callable[..., Office]
    create: Callable[[Path, str, str, str | None], tuple[Office, str | None]]
    build_demo: Callable[[Path, Progress], Office]
    needs_password: Callable[[Path], bool]
    ledgers: Sequence[Ledger]
    tabs: Sequence[Any]
    figures: Sequence[Figure]
    restore: Callable[..., Office]


class Opening:
    """The ways to an open office. Each gives an `Office` or raises an OfficeError in words."""

    def __init__(self, doors: Doors, workstation: WorkstationSettings | None = None) -> None:
        self._doors = doors
        self._workstation = workstation

    def open(self, folder: Path, password: str | None) -> Office | None:
        """The office in this folder; asks for the password where one is needed. None when the clerk gave up."""
        if password is not None or not self._doors.needs_password(folder):
            return self._doors.open(folder, password=password)
        from desktop_app.shell.new_password import NewPasswordDialog
        from desktop_app.shell.unlock import UnlockDialog

        def with_secret(**secret: str) -> Office:
            return self._doors.open(folder, **secret)

        dialog = UnlockDialog(
            folder.name.removesuffix(OFFICE_SUFFIX), with_secret, restore=partial(self.restore, folder)
        )
        dialog.exec()
        office = dialog.office
        if office is not None and dialog.opened_by_code:
            NewPasswordDialog(office.operator, partial(office.operators.set_password, office.operator)).exec()
        return office

    # ---- from a backup

    def restore(self, folder: Path | None, parent: QWidget | None = None) -> Office | None:
        """Ask which backup and bring it back; the office is open then. None when the clerk gave up."""
        from desktop_app.shell.restoring.dialog import RestoreDialog

        brought: list[Office] = []
        dialog = RestoreDialog(
            self.backups(folder),
            self._doors.ledgers,
            self._count,
            lambda wanted: brought.append(self.carry_out(wanted)),
            folder=folder,
            home=default_home(),
            parent=parent,
        )
        dialog.exec()
        return brought[0] if brought else None

    def backups(self, folder: Path | None) -> list[Backup]:
        """The backups found for this office (None: for any)."""
        kept = self._workstation.get(BACKUP_FOLDERS, []) if self._workstation else []
        return backups_for(folder, default_home(), map(Path, kept))

    def carry_out(self, wanted: Wanted) -> Office:
        """Restore behind a bar. OfficeError: nothing was touched."""
        office = wait_behind_a_bar(
            "正在恢复，请稍候…",
            lambda progress: self._doors.restore(wanted.bundle, wanted.folder, progress=progress, **wanted.secret),
        )
        if office is None:
            raise OfficeError("已取消，办公室没有改动。")
        return office

    def _count(self, folder: Path, secret: Mapping[str, str]) -> Mapping[str, int] | None:
        """The rows of the office that is there; None where it can't be opened."""
        try:
            with self._doors.open(folder, **secret) as office:
                return office.counts()
        except OfficeInUse:
            raise
        except OfficeError:
            return None

    def guide(self) -> tuple[Office | None, Path | None, str]:
        """The first-start guide: (an open office, or the folder still to be opened, and what to do then)."""
        from desktop_app.shell.guide.dialog import FirstStartGuide

        guide = FirstStartGuide(self._doors.create, partial(self.restore, None))
        guide.exec()
        outcome = guide.outcome
        if outcome is None:
            return None, None, ""
        if outcome.kind == "demo":
            return self._demo(), None, "enter"
        return outcome.office, outcome.folder, outcome.then

    def _demo(self) -> Office | None:
        folder = default_home() / f"{_DEMO_NAME}{OFFICE_SUFFIX}"
        if folder.exists():
            return self.open(folder, None)
        return wait_behind_a_bar("正在建立示范办公室…", lambda progress: self._doors.build_demo(folder, progress))

    def desk(self, office: Office) -> Desk:
        """The services that all tabs of this office's window share."""
        return Desk(office, self._doors.ledgers, self._doors.tabs, self._doors.figures)

    def backed_up_lately(self, office: Office) -> bool:
        """Whether the newest backup is younger than an hour."""
        last = office.last_backup()
        return last is not None and abs(office.clock.now() - datetime.fromisoformat(last.at)) < _LATELY

    def backup_on_exit(self, office: Office) -> None:
        """A verified backup among the office's own, if anything was changed since the last one."""
        if office.changed_since_backup:
            wait_behind_a_bar("正在备份，请稍候…", lambda progress: office.backup_here("退出时", progress))
