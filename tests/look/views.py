"""Every view of the window, one after the other, on the demo office: what `make look` draws and the tests on views walk through."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtWidgets import QApplication, QWidget

from desktop_app import app, registry
from desktop_app.shell.guide import FirstStartGuide
from desktop_app.shell.history import HistoryDialog
from desktop_app.shell.main_window import MainWindow
from desktop_app.shell.search_dialog import SearchEverywhere
from desktop_app.shell.settings_dialog import SettingsDialog
from desktop_app.shell.shortcuts import ShortcutSheet
from desktop_app.shell.unlock import UnlockDialog
from desktop_app.storage.office import Office
from desktop_app.support.settings import WorkstationSettings
from desktop_app.widgets.desk import Desk


class View(NamedTuple):
    """A picture's name and the widget that is to be drawn now; it may change at the next step."""

    name: str
    widget: QWidget


def settle(application: QApplication, desk: Desk | None = None) -> None:
    """Let everything that is on its way arrive: jobs, saves, queued signals."""
    from PySide6.QtTest import QTest

    for turn in range(400):
        QTest.qWait(10)
        if desk is None or (turn > 15 and not (desk.jobs.busy or desk.is_saving or desk.reader.busy)):
            break
    for _ in range(5):
        application.processEvents()


def all_views(application: QApplication, office: Office, folder: Path) -> Iterator[View]:
    """The views in turn; the caller draws each before asking for the next."""
    yield from _before_the_office(application)
    desk = Desk(office, registry.LEDGERS, registry.TABS, registry.figures())
    window = MainWindow(desk, WorkstationSettings(folder / "settings.json"))
    window.resize(1366, 820)
    window.show()
    settle(application, desk)
    yield View("首页", window)
    for tab in desk.tabs:
        window.show_tab(tab.key)
        settle(application, desk)
        yield View(f"标签页 {tab.title}", window)
    yield from _roster(application, desk, window)
    yield from _dialogs(application, desk, window, folder)
    window.close()
    desk.close()


def _before_the_office(application: QApplication) -> Iterator[View]:
    guide = FirstStartGuide(app._doors(None).create, lambda *_: None)
    guide.show()
    pages = {"选择": guide.choose, "名称": guide.name, "密码": guide.password, "恢复码": guide.recovery, "完成": guide.done_page}
    guide.recovery.show_code("AB3D-EFGH-JKLM-NPQR-STUV-WXYZ-2345")
    for name, page in pages.items():
        guide._show(page)
        settle(application)
        yield View(f"向导 {name}", guide)
    guide.close()
    unlock = UnlockDialog("第八社区管理中心", lambda **_: None)
    unlock.show()
    settle(application)
    yield View("解锁", unlock)
    unlock.close()


def _roster(application: QApplication, desk: Desk, window: MainWindow) -> Iterator[View]:
    page: Any = window.show_tab("roster")
    first = desk.office.database.rows("SELECT id FROM member WHERE left_on IS NULL AND is_mobile ORDER BY id LIMIT 1")[0][0]
    page.show_record(first)
    settle(application, desk)
    yield View("花名册 一名党员", window)


def _dialogs(application: QApplication, desk: Desk, window: MainWindow, folder: Path) -> Iterator[View]:
    makers: dict[str, Callable[[], QWidget]] = {
        "搜索全部": lambda: _searching(SearchEverywhere(window._find, window), "zjg"),
        "改动记录": lambda: HistoryDialog(desk, window),
        "设置": lambda: SettingsDialog(desk, WorkstationSettings(folder / "settings.json"), window),
        "快捷键": lambda: ShortcutSheet(window),
    }
    for name, make in makers.items():
        dialog = make()
        dialog.show()
        settle(application, desk)
        yield View(name, dialog)
        dialog.close()


def _searching(dialog: SearchEverywhere, text: str) -> SearchEverywhere:
    dialog.field.setText(text)
    dialog._search(text)
    return dialog
