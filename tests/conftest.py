"""The world every test lives in: a private home, no screen, no network, a Qt application that is not the program.

Fixtures here are those that several rooms need; what one room needs stands in its own conftest.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.demos import Demos
from tests.watch import Leaks, NetworkGuard

_HOME = Path(tempfile.mkdtemp(prefix="home-"))
os.environ.update(
    HOME=str(_HOME), XDG_RUNTIME_DIR=str(_HOME / "run"), LC_ALL="C.UTF-8", QT_SCALE_FACTOR="1", PYTHONUTF8="1"
)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR", "DBUS_SESSION_BUS_ADDRESS"):
    os.environ.pop(_name, None)
(_HOME / "run").mkdir(mode=0o700)

# A busy machine is not a slow program: nothing here is a timed test.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

TODAY = date(2016, 12, 31)
_FAILED = pytest.StashKey[bool]()
_NETWORK = NetworkGuard()


def pytest_configure() -> None:
    # As in the program (widgets/garbage.py): a widget dropped by a test must not die on a reading thread.
    gc.disable()


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed
    return report


@pytest.fixture(autouse=True)
def nothing_is_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a thread, a running timer or a window, or that opened a network socket."""
    leaks = Leaks(with_qt="qapp" in request.fixturenames, folder=request.config.rootpath)
    with _NETWORK:
        yield
    gc.collect(1)
    opened = _NETWORK.take()
    assert not opened, f"the network was used: {opened}"
    if not request.node.stash.get(_FAILED, False):
        left = leaks.found()
        assert not left, f"left behind: {left}"


@pytest.fixture(scope="session")
def qapp(qapp: Any) -> Any:
    """pytest-qt's application with the program's dress and fonts, and Qt's own buttons in Chinese."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    from desktop_app.widgets import theme

    translator = QTranslator(qapp)
    assert translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    qapp.installTranslator(translator)
    theme.dress(qapp, dark=False)
    return qapp


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Any]:
    """A fresh plain office with every table the program knows, on its own day (TODAY)."""
    from desktop_app import registry
    from desktop_app.storage.office import Office
    from desktop_app.support.clock import FixedClock

    made, _ = Office.create(tmp_path / "测试办公室.office", "测试办公室", registry.slices(), clock=FixedClock(TODAY))
    with made:
        yield made


@pytest.fixture(scope="session")
def demos(tmp_path_factory: pytest.TempPathFactory) -> Demos:
    """The demo offices that all processes of a run share."""
    base = tmp_path_factory.getbasetemp()
    return Demos((base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "demos")


@pytest.fixture(scope="session")
def _demo_folder(demos: Demos) -> Path:
    """A demo office of 80 people, only ever copied."""
    return demos.folder(80)


@pytest.fixture
def small_office(demos: Demos, tmp_path: Path) -> Iterator[Any]:
    """An office of its own with 80 invented members, 140 branches and two years of events; today is 2016-12-31."""
    with demos.copy(tmp_path, 80) as opened:
        yield opened
