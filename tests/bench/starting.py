"""The start of three programs, each called in a process of its own until its window is painted and idle."""

import os
import sys
import time
from pathlib import Path

from tests.bench.apart import peak
from tests.bench.harness import Measured

HEAVY = (
    "openpyxl", "reportlab", "calamine", "python_calamine", "pypinyin", "pypdf", "lxml", "cryptography", "argon2",
    "PIL", "charset_normalizer", "multiprocessing", "chinese_calendar", "numpy", "xlsxwriter", "logging.handlers",
    "PySide6.QtPdf", "PySide6.QtPdfWidgets", "PySide6.QtPrintSupport", "PySide6.QtNetwork", "PySide6.QtMultimedia",
    "desktop_app.paper.canvas", "desktop_app.workbook.read", "desktop_app.workbook.write", "desktop_app.widgets.form.pane",
    "desktop_app.widgets.form.editors", "desktop_app.widgets.board.view", "desktop_app.widgets.filters.editor",
    "desktop_app.widgets.table.columns", "desktop_app.demo.build",
)  # fmt: skip
"""What no window needs before its first paint."""


def ours(folder: str, home: str, of: str = "cpu") -> Measured:
    """The program on this office, as `main.py --office … --quit-when-shown` does it; its first paint must not bring the heavy ones.

    CPU time of all threads (or the `memory` taken) until the painted window closes; what it does when it is closed is another matter.
    """
    start = time.process_time_ns()
    _live_in(home)
    from PySide6.QtWidgets import QApplication

    painted: list[Measured] = []
    brought: list[str] = []

    def note() -> None:
        spent = (time.process_time_ns() - start) / 1e6
        brought.extend(sorted(set(HEAVY) & sys.modules.keys()))
        painted.append(Measured(peak(), "MiB") if of == "memory" else Measured(spent, "ms"))

    application = QApplication(["社区党务台账"])
    application.lastWindowClosed.connect(note)
    from desktop_app.app import main

    status = main(["--office", folder, "--quit-when-shown"])
    if status or brought:
        raise RuntimeError(f"status {status}, imported {brought}")
    return painted[0]


def empty() -> None:
    """A window with nothing in it: what PySide6 itself costs."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    QTimer.singleShot(0, window, lambda: (application.processEvents(), window.close()))
    application.exec()


def vorta(home: str) -> None:
    """The nearest public program of this stack, on its own empty profile, spared the search for the backup tool it drives."""
    _live_in(home)
    sys.argv = ["vorta"]
    from peewee import SqliteDatabase
    from vorta import config
    from vorta.store.connection import init_db

    init_db(SqliteDatabase(config.SETTINGS_DIR / "settings.db", pragmas={"journal_mode": "wal"}))
    from vorta.application import VortaApp
    from vorta.updater import get_updater

    VortaApp.set_borg_details_action = lambda self: None  # it would ask in a dialog where there is none
    application = VortaApp(sys.argv)
    application.updater = get_updater()
    if not application.main_window.isVisible():
        raise RuntimeError("vorta showed no window")
    application.processEvents()


def _live_in(home: str) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "DBUS_SESSION_BUS_ADDRESS"):
        os.environ.pop(name, None)
    runtime = Path(home) / "run"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.update(HOME=home, XDG_RUNTIME_DIR=str(runtime))
