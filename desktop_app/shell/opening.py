"""How an office comes to be open: the guide, the unlock page, the demo. What makes and opens offices is handed in (`Doors`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.figures import Figure
from desktop_app.shell.guide import FirstStartGuide
from desktop_app.shell.unlock import UnlockDialog
from desktop_app.shell.waiting import wait_behind_a_bar
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.paths import OFFICE_SUFFIX, default_home
from desktop_app.support.tasks import Progress
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import tell

_DEMO_NAME = "示范办公室"


@dataclass(frozen=True)
class Doors:
    """What the program's composition root hands to the shell."""

    open: Callable[..., Office]
    create: Callable[[Path, str, str, str | None], tuple[Office, str | None]]
    build_demo: Callable[[Path, Progress], Office]
    needs_password: Callable[[Path], bool]
    ledgers: Sequence[Ledger]
    tabs: Sequence[Any]
    figures: Sequence[Figure]


class Opening:
    """The ways to an open office. Each gives an `Office` or raises an OfficeError in words."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def open(self, folder: Path, password: str | None) -> Office | None:
        """The office in this folder; asks for the password where one is needed. None when the clerk gave up."""
        if password is not None or not self._doors.needs_password(folder):
            return self._doors.open(folder, password=password)

        def with_secret(**secret: str) -> Office:
            return self._doors.open(folder, **secret)

        dialog = UnlockDialog(folder.name.removesuffix(OFFICE_SUFFIX), with_secret)
        dialog.exec()
        return dialog.office

    def guide(self) -> tuple[Office | None, Path | None, str]:
        """The first-start guide: (an open office, or the folder still to be opened, and what to do then)."""
        guide = FirstStartGuide(self._doors.create, _print_recovery_code)
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

    def backup_on_exit(self, office: Office) -> None:
        """A verified backup among the office's own, if anything was changed since the last one."""
        if office.changed_since_backup:
            wait_behind_a_bar("正在备份，请稍候…", lambda progress: office.backup_here("退出时", progress))


def _print_recovery_code(office_name: str, code: str, parent: QWidget) -> None:
    """Save the sheet with the code as a PDF where the clerk says, to be printed and locked away."""
    # Here, because reportlab must not be paid for at every start.
    from desktop_app.shell.recovery_paper import write_recovery_paper

    suggested = str(default_home() / f"{office_name}恢复码.pdf")
    chosen, _kind = QFileDialog.getSaveFileName(parent, "恢复码存到哪里（印完请删除）", suggested, "PDF (*.pdf)")
    if not chosen:
        return
    try:
        write_recovery_paper(Path(chosen), office_name, code, date.today())
    except OfficeError as refusal:
        tell(refusal, parent)
