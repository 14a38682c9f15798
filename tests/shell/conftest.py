"""A real window over a real office, and the few things a clerk does with it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desktop_app.storage.office import Office
from desktop_app.support.settings import WorkstationSettings


@pytest.fixture
def workstation(tmp_path: Any) -> WorkstationSettings:
    """The workstation's own settings, empty."""
    return WorkstationSettings(tmp_path / "workstation.json")


@pytest.fixture
def open_window(qapp: Any, qtbot: Any, workstation: WorkstationSettings) -> Iterator[Callable[[Office], Any]]:
    """Opens the window of an office; all are closed at the end."""
    from desktop_app import registry
    from desktop_app.shell.main_window import MainWindow
    from desktop_app.widgets import theme
    from desktop_app.widgets.desk import Desk
    from desktop_app.widgets.painted import AfterPaint

    made: list[Any] = []
    before = qapp.font()
    theme.dress(qapp, dark=False)

    def make(office: Office) -> Any:
        window = MainWindow(Desk(office, registry.LEDGERS, registry.TABS, registry.figures()), workstation)
        made.append(window)
        painted: list[bool] = []
        AfterPaint(window, lambda: painted.append(True))
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: bool(painted))
        QApplication.processEvents()  # what the pages do after their first paint is begun
        return window

    yield make
    for window in made:
        if isValid(window):
            _close(window)
    qapp.setStyleSheet("")
    qapp.setFont(before)


@pytest.fixture
def close_window() -> Callable[[Any], None]:
    """Closes a window before the test's end, and what it was for."""
    return _close


def _close(window: Any) -> None:
    window.close()
    window.desk.close()
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


@pytest.fixture
def settle(qtbot: Any) -> Callable[[Any], None]:
    """Waits until a desk has nothing on its way."""

    def wait(desk: Any) -> None:
        qtbot.waitUntil(lambda: not (desk.jobs.busy or desk.is_saving or desk.reader.busy), timeout=20_000)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not (desk.jobs.busy or desk.is_saving or desk.reader.busy), timeout=20_000)
        QApplication.processEvents()

    return wait


@pytest.fixture
def window(small_office: Office, open_window: Callable[[Office], Any], settle: Callable[[Any], None]) -> Any:
    """The window of the small office, its first figures counted."""
    made = open_window(small_office)
    settle(made.desk)
    return made


@pytest.fixture
def desk(window: Any) -> Any:
    """The window's desk."""
    return window.desk


@pytest.fixture
def somebody(small_office: Office) -> tuple[int, str]:
    """Id and name of a member whose name nobody else bears."""
    rows = small_office.database.rows(
        "SELECT id, name FROM member WHERE left_on IS NULL GROUP BY name HAVING count(*) = 1 ORDER BY id LIMIT 1"
    )
    return rows[0]
