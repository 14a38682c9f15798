"""One run of the program: find the office (or make it), unlock it, show its window, and close it with a verified backup."""

import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLibraryInfo, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from desktop_app.shell.faults import FaultReporter
from desktop_app.shell.leaving import Leaving
from desktop_app.shell.opening import Opening
from desktop_app.shell.single import RaiseRequests, ask_first_window
from desktop_app.storage.errors import OfficeDamaged, OfficeInUse, OfficeMissing
from desktop_app.storage.layout import Layout
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.settings import WorkstationSettings
from desktop_app.widgets import theme
from desktop_app.widgets.fitting import FitsScreen
from desktop_app.widgets.garbage import CollectsHere
from desktop_app.widgets.messages import tell_and_wait, tell_with_way_out
from desktop_app.widgets.painted import AfterPaint

_log = logging.getLogger(__name__)
LAST_OFFICE = "office.last"


class Session:
    """Owns the application object, the open office and its window, in that order of life."""

    def __init__(
        self, log: Path | None, workstation: WorkstationSettings, opening: Opening, *, quit_when_shown: bool = False
    ) -> None:
        self._workstation = workstation
        self._opening = opening
        self._quit_when_shown = quit_when_shown
        running = QApplication.instance()
        self._application = running if isinstance(running, QApplication) else QApplication(["社区党务台账"])
        self._application.setApplicationName("社区党务台账")
        self._load_chinese_buttons()
        theme.apply(self._application, workstation)
        self._fits = FitsScreen(self._application)
        self._faults = FaultReporter(log)
        self._faults.install()
        self._window: Any = None

    def _load_chinese_buttons(self) -> None:
        self._translator = QTranslator()
        if self._translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._application.installTranslator(self._translator)

    def run(self, folder: Path | None, password: str | None) -> int:
        """Until the window is closed; the exit status: 0 also when the office's first window was asked to the front."""
        try:
            office, then = self._find_office(folder or self._last_office(), password)
        except OfficeInUse:
            return 0
        if office is None:
            return 1
        status = 0
        while office is not None:
            self._workstation.put(LAST_OFFICE, str(office.folder))
            self._show(office, then)
            status = self._application.exec()
            leaving: Leaving | None = self._window.safety.leaving
            self._finish(office, leaving)
            if leaving is None:
                break
            office, then = self._go_on(office.folder, leaving)
        return status

    def _go_on(self, folder: Path, leaving: Leaving) -> tuple[Office | None, str]:
        """After a lock the unlock page; after a restore the office as it was then."""
        if leaving.restore is not None:
            try:
                return self._opening.carry_out(leaving.restore), "restored"
            except OfficeError as refusal:
                tell_and_wait(refusal)
        return self._find_office(folder, None)

    def _last_office(self) -> Path | None:
        kept = self._workstation.get(LAST_OFFICE)
        return Path(kept) if kept and Path(kept).exists() else None

    def _find_office(self, folder: Path | None, password: str | None) -> tuple[Office | None, str]:
        """Ask until an office is open or the clerk gives up."""
        while True:
            if folder is None:
                collects = CollectsHere()
                office, folder, then = self._opening.guide()
                del collects
                if office is not None or folder is None:
                    return office, then
            try:
                return self._opening.open(folder, password), "enter"
            except OfficeInUse:
                ask_first_window(folder)
                _log.info("the office is open already: its window was asked to the front")
                raise
            except OfficeError as refusal:
                office = self._way_out(refusal, folder)
                if office is not None:
                    return office, "enter"
                folder, password = None, None

    def _way_out(self, refusal: OfficeError, folder: Path) -> Office | None:
        """Tell it; of an office that is damaged or not whole a backup can be brought back at once."""
        is_office = any(path.exists() for path in (Layout(folder).main, *Layout(folder).keys))
        if not is_office or not isinstance(refusal, (OfficeDamaged, OfficeMissing)):
            tell_and_wait(refusal)
            return None
        return self._opening.restore(folder) if tell_with_way_out(refusal, "从备份恢复…") else None

    def _show(self, office: Office, then: str) -> None:
        from desktop_app.shell.main_window import MainWindow, bring_to_front

        desk = self._opening.desk(office)
        desk.reader.hold()
        self._window = MainWindow(desk, self._workstation)
        self._collects = CollectsHere(self._window)
        self._raises = RaiseRequests(office.folder, self._window)
        self._raises.asked.connect(self._bring_to_front)
        self._bring = bring_to_front
        self._window.safety.left.connect(self._leave)
        AfterPaint(self._window, desk.reader.go)
        if not self._quit_when_shown:
            AfterPaint(self._window, self._tell_left_forms)
        self._window.show()
        if then == "restored":
            desk.message("已恢复到备份时的样子。恢复前的样子也存了一份，列在“从备份恢复”里。")
        if then == "import":
            QTimer.singleShot(0, self._window, self._window.import_roster)
        if self._quit_when_shown:
            AfterPaint(self._window, self._window.close)

    def _tell_left_forms(self) -> None:
        from desktop_app.shell.left_forms import tell_left_forms

        tell_left_forms(self._window)

    def _leave(self) -> None:
        """The window is gone, the program is not: other windows of the office go with it."""
        self._application.closeAllWindows()
        self._application.exit(0)

    def _bring_to_front(self) -> None:
        self._bring(self._window)

    def _finish(self, office: Office, leaving: Leaving | None) -> None:
        """After the last window: end the worker, back up if anything changed, close the file.

        A lock makes no backup while the last is fresh: the clerk waits; a restore makes its own.
        """
        self._window.desk.close()
        try:
            if leaving is None or (leaving.restore is None and not self._opening.backed_up_lately(office)):
                self._opening.backup_on_exit(office)
        except OfficeError as refusal:
            tell_and_wait(refusal)
        finally:
            office.close()
            if leaving is not None:
                self._raises.deleteLater()
                self._window.deleteLater()
