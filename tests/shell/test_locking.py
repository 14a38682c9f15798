"""Locking: by the button, after idle minutes, after sleep; the unlock page comes, and the window as it was (B6)."""

from typing import Any

import pytest
from PySide6.QtCore import QTimer

from desktop_app import registry
from desktop_app.shell.idle import IdleWatch
from desktop_app.shell.main_window import MainWindow
from desktop_app.shell.new_password import NewPasswordDialog
from desktop_app.shell.unlock import UnlockDialog
from tests.shell.test_session import hand, run  # noqa: F401 (fixtures)

PASSWORD = "correct horse"


@pytest.fixture
def made(tmp_path: Any) -> Any:
    """An office with a password, closed: its folder and its recovery code."""
    office, code = registry.create_office(tmp_path / "甲.office", "甲", password=PASSWORD)
    office.close()
    return office.folder, code


def type_in(secret: str) -> Any:
    def unlock(page: UnlockDialog) -> None:
        page._typed.setText(secret)
        QTimer.singleShot(0, page, page._try)

    return unlock


def test_locked_by_hand_the_password_is_asked_and_the_window_comes_back(run, hand, made):  # noqa: F811
    folder, _code = made
    seen = []

    def lock(window: MainWindow) -> None:
        office = window.desk.office
        seen.append((window.lock_now.isVisible(), window.lock_now.shortcut().toString()))
        QTimer.singleShot(0, window, window.lock_now.trigger)
        seen.append(office)

    def look(page: UnlockDialog) -> None:
        seen.append(seen[1]._engine.door.closed)
        type_in(PASSWORD)(page)

    hand.when(UnlockDialog, type_in(PASSWORD)).when(MainWindow, lock).when(UnlockDialog, look)
    hand.when(MainWindow, lambda window: window.close())
    assert run(folder) == 0 and hand.done()
    assert seen[0] == (True, "Ctrl+L") and seen[2] is True


def test_without_a_password_there_is_nothing_to_lock(window):
    assert not window.lock_now.isVisible() and window.safety._idle is None
    window.safety.lock()
    assert window.isVisible()


def test_after_idle_minutes_or_sleep_it_is_time_but_not_while_somebody_works(qtbot):
    now = [1000.0]
    watch = IdleWatch(lambda: 5, now=lambda: now[0])
    asked: list[float] = []
    watch.idle.connect(lambda: asked.append(now[0]))

    def pass_by(seconds: int) -> None:
        for _ in range(seconds // 15):
            now[0] += 15
            watch.look()

    pass_by(240)
    watch._worked = now[0]
    pass_by(285)
    assert not asked
    pass_by(15)
    assert asked == [now[0]]
    watch._worked = now[0]
    now[0] += 3600  # the lid was shut
    watch._worked = now[0]
    watch.look()
    assert len(asked) == 2
    watch.stop()
    watch.deleteLater()


def test_opened_by_the_recovery_code_a_new_password_is_asked_for_twice(run, hand, made):  # noqa: F811
    folder, code = made
    said = []

    def by_code(page: UnlockDialog) -> None:
        page._switch_way()
        type_in(code)(page)

    def set_it(dialog: NewPasswordDialog) -> None:
        dialog.first.setText("battery staple")
        dialog.second.setText("battery stable")
        dialog._save()
        said.append(dialog.fault.text())
        dialog.second.setText("battery staple")
        dialog._save()

    hand.when(UnlockDialog, by_code).when(NewPasswordDialog, set_it).when(MainWindow, lambda window: window.close())
    assert run(folder) == 0 and hand.done()
    assert said == ["两次输入的新密码不一样。"]
    registry.open_office(folder, password="battery staple").close()
