"""Every view of the window, one after the other, on the demo office: what `make look` draws and the tests on views walk through."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app import app, registry
from desktop_app.ledger.declaration import Shelf
from desktop_app.shell.guide.dialog import FirstStartGuide
from desktop_app.shell.main_window import MainWindow
from desktop_app.shell.unlock import UnlockDialog
from desktop_app.storage.office import Office
from desktop_app.support.settings import WorkstationSettings
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.page import FormPage
from tests.look.dialogs import dialogs

_ONE_WHO_IS_AWAY = "SELECT id FROM member WHERE left_on IS NULL AND is_mobile ORDER BY id LIMIT 1"


class View(NamedTuple):
    """A picture's name and the widget that is to be drawn now; it may change at the next step."""

    name: str
    widget: QWidget


def settle(application: QApplication, desk: Desk | None = None) -> None:
    """Let everything that is on its way arrive: jobs, saves, queued signals."""
    application.processEvents()
    for _turn in range(2):  # what arrives may ask for more
        while desk is not None and (desk.jobs.busy or desk.is_saving or desk.reader.busy):
            QTest.qWait(2)
        QTest.qWait(5)
        application.processEvents()


def all_views(application: QApplication, office: Office, folder: Path) -> Iterator[View]:
    """The views in turn; the caller draws each before asking for the next. `folder` is scratch."""
    yield from _before_the_office(application)
    yield from _new_office(application, folder)
    desk = Desk(office, registry.LEDGERS, registry.TABS, registry.figures())
    window = _window(desk, folder)
    settle(application, desk)
    yield View("首页", window)
    for tab in _pages(desk):
        window.show_tab(tab.key)
        settle(application, desk)
        yield View(f"标签页 {tab.title}", window)
        yield from _record_and_board(application, desk, window, tab)
    yield from _roster(application, desk, window)
    for name, dialog in dialogs(desk, window, folder):
        dialog.show()
        settle(application, desk)
        yield View(name, dialog)
    settle(application, desk)
    window.close()
    desk.close()


def _pages(desk: Desk) -> Iterator[Any]:
    """The tabs, a shelf's pages one by one."""
    for tab in desk.tabs:
        yield from tab.pages if isinstance(tab, Shelf) else (tab,)


def _window(desk: Desk, folder: Path) -> MainWindow:
    window = MainWindow(desk, WorkstationSettings(folder / "settings.json"))
    window.resize(theme.scaled(1366), theme.scaled(820))
    window.show()
    return window


def _before_the_office(application: QApplication) -> Iterator[View]:
    guide = FirstStartGuide(app._doors(None).create)
    guide.show()
    pages = {
        "选择": guide.choose,
        "名称": guide.name,
        "密码": guide.password,
        "恢复码": guide.recovery,
        "完成": guide.done_page,
    }
    guide.recovery.show_code("AB3D-EFGH-JKLM-NPQR-STUV-WXYZ-2345")
    for name, page in pages.items():
        guide._show(page)
        settle(application)
        yield View(f"向导 {name}", guide)
    guide.close()
    unlock = UnlockDialog("第八社区管理中心", lambda **_: None)
    unlock.show()
    unlock._try()
    settle(application)
    yield View("解锁", unlock)
    unlock.close()


def _new_office(application: QApplication, folder: Path) -> Iterator[View]:
    """What a newcomer sees: nothing yet, and the next step."""
    office, _code = registry.create_office(folder / "新办公室.office", "第九社区管理中心")
    with office:
        desk = Desk(office, registry.LEDGERS, registry.TABS, registry.figures())
        window = _window(desk, folder)
        settle(application, desk)
        yield View("空 首页", window)
        for tab in _pages(desk):
            window.show_tab(tab.key)
            settle(application, desk)
            yield View(f"空 {tab.title}", window)
        window.close()
        desk.close()


def _record_and_board(application: QApplication, desk: Desk, window: MainWindow, tab: Any) -> Iterator[View]:
    """The first record of a ledger with all that belongs to it, and its board."""
    page: Any = window.page(tab.key)
    if not hasattr(page, "pane") or not page.panel.model.ids:
        return
    page.show_record(page.panel.model.ids[0])
    page.pane.read_now()
    settle(application, desk)
    yield View(f"{tab.title} 一条记录", window)
    if tab.board is not None:
        page.show_board(True)
        settle(application, desk)
        yield View(f"{tab.title} 看板", window)
        page.show_board(False)


def _roster(application: QApplication, desk: Desk, window: MainWindow) -> Iterator[View]:
    page: Any = window.show_tab("roster")
    first = desk.office.database.rows(_ONE_WHO_IS_AWAY)[0][0]
    page.show_record(first)
    settle(application, desk)
    yield View("花名册 一名党员", window)
    for name, record in (("修改", first), ("新增", None)):
        page.open_form(record)
        settle(application, desk)
        form = page.findChild(FormPage)
        if record is None:
            form.save()
        settle(application, desk)
        yield View(f"花名册 {name}", window)
        form.leave()
        settle(application, desk)
