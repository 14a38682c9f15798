"""What keeps the open office safe by hand: backups, the way back from one, the lock. The window closes for the last two."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from desktop_app.shell.idle import DEFAULT_MINUTES, IDLE_MINUTES, IdleWatch
from desktop_app.shell.leaving import Leaving
from desktop_app.shell.restoring.wanted import BACKUP_FOLDERS, Wanted, remember_backup_folder
from desktop_app.storage.found_backups import backups_for
from desktop_app.support.paths import default_home
from desktop_app.support.settings import WorkstationSettings
from desktop_app.support.tasks import Progress
from desktop_app.widgets.desk import Desk

_AGAIN_MS = 1000


class Safety(QObject):
    """Of one window. `left` follows when it was closed to be locked or for a restore; `leaving` then says which.

    `steps` are what may be asked by name: backup, backup_to, restore, lock.
    """

    left = Signal()

    def __init__(self, desk: Desk, workstation: WorkstationSettings, window: QMainWindow) -> None:
        super().__init__(window)
        self._desk, self._workstation, self._window = desk, workstation, window
        self.leaving: Leaving | None = None
        self.steps: Mapping[str, Callable[[], None]] = {
            "backup": self.back_up,
            "backup_to": self._back_up_elsewhere,
            "restore": self.restore,
            "lock": self.lock,
        }
        self._idle: IdleWatch | None = None
        if desk.office.encrypted:  # an office without a password can't be locked
            self._idle = IdleWatch(lambda: workstation.get(IDLE_MINUTES, DEFAULT_MINUTES), self)
            self._idle.idle.connect(self.lock)

    def stop(self) -> None:
        """The window closes."""
        if self._idle is not None:
            self._idle.stop()

    # ---- backups

    def back_up(self) -> None:
        """One more among the office's own."""
        self._run(lambda progress: self._desk.office.backup_here("手工备份", progress))

    def _back_up_elsewhere(self) -> None:
        from desktop_app.widgets import where

        folder = where.ask_folder(self._window, "备份放到哪个文件夹（U 盘也可以）")
        if folder is not None:
            self.back_up_to(folder)

    def back_up_to(self, folder: Path) -> None:
        """A verified backup in a folder, which is looked into from then on when one is to be restored."""
        remember_backup_folder(self._workstation, folder)
        self._run(lambda progress: self._desk.office.backup(folder, "手工备份", progress))

    def _run(self, work: Callable[[Progress], Path]) -> None:
        self._desk.jobs.run("备份", work, self._backed_up)

    def _backed_up(self, file: Any) -> None:
        self._desk.message(f"已备份并核对：{file}")
        self._desk.backed_up.emit()

    # ---- the way back

    def restore(self) -> None:
        """Which backup, compared with what is here; then the window closes, and comes back as it was then."""
        from desktop_app.shell.restoring.dialog import RestoreDialog

        office = self._desk.office
        counts = office.counts()
        dialog = RestoreDialog(
            backups_for(office.folder, default_home(), map(Path, self._workstation.get(BACKUP_FOLDERS, []))),
            self._desk.ledgers,
            lambda _folder, _secret: counts,
            self._leave_for_restore,
            folder=office.folder,
            home=default_home(),
            parent=self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _leave_for_restore(self, wanted: Wanted) -> None:
        QTimer.singleShot(0, self, lambda: self._leave(Leaving(wanted)))

    # ---- locking

    @Slot()
    def lock(self) -> None:
        """Close the file and forget the key; what was half typed is kept. Running work ends first."""
        if not self._desk.office.encrypted or self.leaving is not None:
            return
        if self._desk.jobs.busy or self._desk.is_saving:
            self._desk.message("正在做的事完成后就锁定。")
            QTimer.singleShot(_AGAIN_MS, self, self.lock)
            return
        self._leave(Leaving())

    def _leave(self, leaving: Leaving) -> None:
        self.leaving = leaving
        if self._window.close():
            self.left.emit()
        else:
            self.leaving = None
