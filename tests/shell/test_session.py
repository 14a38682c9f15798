"""One run of the program, from the start to the backup at its end: first start, wrong folder, newer office, second start."""

import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from desktop_app import app, registry
from desktop_app.shell.guide.dialog import FirstStartGuide
from desktop_app.shell.main_window import MainWindow
from desktop_app.shell.opening import Opening
from desktop_app.shell.session import LAST_OFFICE, Session
from desktop_app.shell.single import RaiseRequests
from desktop_app.widgets import theme

_PATIENCE = 6000


class Hand(QObject):
    """Does one step after the other, each as soon as the window it is for is there."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: list[tuple[type, Callable[[Any], Any]]] = []
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(10)

    def when(self, kind: type, do: Callable[[Any], Any]) -> "Hand":
        """Add a step for the first visible window of this kind."""
        self._steps.append((kind, do))
        return self

    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks > _PATIENCE:
            self._give_up()
            return
        if not self._steps:
            return
        kind, do = self._steps[0]
        for window in QApplication.topLevelWidgets():
            if isinstance(window, kind) and window.isVisible():
                self._steps.pop(0)
                do(window)
                return

    def _give_up(self) -> None:
        """Nothing may hang: what waits for a window that never comes is closed, and the test's assertions tell."""
        for window in QApplication.topLevelWidgets():
            window.close()

    def done(self) -> bool:
        """Whether every window came; ends the waiting."""
        self._timer.stop()
        return not self._steps


@pytest.fixture
def hand(qapp: Any) -> Iterator[Hand]:
    made = Hand()
    yield made
    made._timer.stop()


@pytest.fixture
def run(qapp: Any, workstation: Any, monkeypatch: Any) -> Iterator[Callable[..., int]]:
    """Runs a session to its end and gives the exit status."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    before = qapp.font(), qapp.applicationName()
    sessions = []

    def start(folder: Path | None = None, password: str | None = None, **options: Any) -> int:
        session = Session(None, workstation, Opening(app._doors(None)), **options)
        sessions.append(session)
        return session.run(folder, password)

    yield start
    for session in sessions:
        qapp.removeTranslator(session._translator)
        if session._window is not None:
            session._window.deleteLater()
    qapp.setStyleSheet("")
    qapp.setFont(before[0])
    qapp.setApplicationName(before[1])
    theme._state.update(dark=False, type_size=100, following=None)


def click(page: Any, key: str) -> None:
    next(each for each in page.findChildren(QPushButton) if each.property("choice") == key).click()


def make_an_office(parent: Path) -> Callable[[FirstStartGuide], None]:
    def fill(guide: FirstStartGuide) -> None:
        click(guide.choose, "new")
        QTest.keyClicks(guide.name.name, "Eighth")
        guide.name.parent_folder.setText(str(parent))
        guide.forward.click()
        guide.password.without.setChecked(True)
        guide.forward.click()
        click(guide.done_page, "enter")

    return fill


def test_the_first_start_leads_through_the_guide_to_a_window_and_closes_with_a_backup(run, hand, tmp_path, workstation):
    titles = []
    hand.when(FirstStartGuide, make_an_office(tmp_path))
    hand.when(MainWindow, lambda window: (titles.append(window.windowTitle()), window.close()))
    assert run() == 0 and hand.done()
    assert titles == ["社区党务台账 — Eighth"]
    folder = tmp_path / "Eighth.office"
    assert workstation.get(LAST_OFFICE) == str(folder)
    with registry.open_office(folder) as office:
        assert office.last_backup() is not None and not office.changed_since_backup


def test_the_next_start_opens_the_last_office_without_asking(run, hand, office, workstation):
    folder = office.folder
    office.close()
    workstation.put(LAST_OFFICE, str(folder))
    hand.when(MainWindow, lambda window: window.close())
    assert run() == 0 and hand.done()


def test_a_clerk_who_gives_up_in_the_guide_ends_the_program(run, hand):
    hand.when(FirstStartGuide, lambda guide: guide.reject())
    assert run() == 1 and hand.done()


def test_a_wrong_folder_is_told_and_the_guide_offers_the_ways_in(run, hand, tmp_path):
    told = []
    hand.when(QMessageBox, lambda box: (told.append(box.text() + box.informativeText()), box.accept()))
    hand.when(FirstStartGuide, lambda guide: guide.reject())
    assert run(tmp_path) == 1 and hand.done()
    assert "这里没有办公室" in told[0] and ".office" in told[0]


def test_an_office_of_a_newer_program_is_told_and_left_as_it_is(run, hand, office):
    folder = office.folder
    office.close()
    main = folder / "office.db"
    _make_newer(main)
    before = main.read_bytes()
    told = []
    hand.when(QMessageBox, lambda box: (told.append(box.text()), box.accept()))
    hand.when(FirstStartGuide, lambda guide: guide.reject())
    assert run(folder) == 1 and hand.done()
    assert "更新版本的程序" in told[0] and main.read_bytes() == before


def _make_newer(main: Path) -> None:
    with sqlite3.connect(main) as database:
        database.execute("UPDATE slice_version SET version = version + 1")
    database.close()


def test_a_second_start_raises_the_first_window_and_ends_well(qtbot, run, hand, small_office):
    requests = RaiseRequests(small_office.folder)
    with qtbot.waitSignal(requests.asked, timeout=5000):
        assert run(small_office.folder) == 0
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible()]
    requests.deleteLater()


def test_the_hidden_switch_closes_the_window_at_its_first_idle_moment(run, hand, office):
    folder = office.folder
    office.close()
    assert run(folder, quit_when_shown=True) == 0
