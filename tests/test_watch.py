"""The watch over the tests can itself fail: each leak it looks for is made here, and found."""

import socket
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QMessageBox

from tests.watch import Leaks, NetworkGuard


def test_a_running_timer_is_found(qapp, tmp_path):
    leaks = Leaks(with_qt=True, folder=tmp_path)
    timer = QTimer()
    timer.start(60_000)
    assert [line for line in leaks.found() if line.startswith("timer")]
    timer.stop()
    assert not leaks.found()


def test_a_window_is_found_and_a_closed_one_is_not(qapp, tmp_path):
    leaks = Leaks(with_qt=True, folder=tmp_path)
    window = QLabel("留下的窗口")
    assert [line for line in leaks.found() if line.startswith("window")]
    window.deleteLater()
    assert not leaks.found()


def test_a_thread_is_found(monkeypatch, tmp_path):
    monkeypatch.setattr("tests.watch._JOIN_SECONDS", 0.01)
    leaks, end = Leaks(with_qt=False, folder=tmp_path), threading.Event()
    thread = threading.Thread(target=end.wait, name="留下的线程")
    thread.start()
    assert leaks.found() == ["thread 留下的线程"]
    end.set()
    thread.join()
    assert not leaks.found()


def test_a_file_is_found(tmp_path):
    leaks = Leaks(with_qt=False, folder=tmp_path)
    (tmp_path / "留下的文件").touch()
    assert leaks.found() == ["file 留下的文件"]


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_network_socket_is_refused_and_remembered(family, nothing_is_left_behind):
    with pytest.raises(RuntimeError, match="no network"):
        socket.socket(family)
    from tests.conftest import _NETWORK

    assert len(_NETWORK.take()) == 1


def test_a_local_socket_is_nobodys_business():
    guard = NetworkGuard()
    with guard:
        socket.socket(socket.AF_UNIX).close()
    assert not guard.take()


def test_standard_buttons_are_chinese(qtbot):
    box = QMessageBox(
        QMessageBox.Icon.Question, "", "", QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel
    )
    qtbot.addWidget(box)
    assert {button.text().split("(")[0] for button in box.buttons()} == {"确定", "取消"}
