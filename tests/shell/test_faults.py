"""Bugs end in one calm dialog; the log names places, never what a row held."""

import sys
import threading

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop_app.shell.faults import FaultReporter
from desktop_app.support.errors import OfficeError


@pytest.fixture
def reporter(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    reporter = FaultReporter(tmp_path / "program.log")
    reporter.install()
    yield reporter
    if reporter._dialog is not None:
        reporter._dialog.close()


def fail(message: str) -> None:
    try:
        raise ValueError(message)
    except ValueError:
        sys.excepthook(*sys.exc_info())


def shown(qtbot, reporter) -> QMessageBox:
    qtbot.waitUntil(lambda: reporter._dialog is not None)
    return reporter._dialog


def test_one_fault_many_times_over_is_shown_once_without_a_traceback(qtbot, reporter):
    for _ in range(7):
        fail("张建国 41099919580101123X")
    box = shown(qtbot, reporter)
    text = box.text() + box.informativeText()
    assert "Traceback" not in text and "张建国" not in text and "已保存的内容都在" in text
    box.close()
    qtbot.wait(1)
    assert reporter._dialog is None


def test_the_log_names_the_place_and_not_the_person(qtbot, reporter, caplog):
    fail("张建国 41099919580101123X")
    assert "test_faults.py" in caplog.text
    assert "张建国" not in caplog.text and "410999" not in caplog.text


def test_a_fault_on_another_thread_reaches_the_window(qtbot, reporter):
    thread = threading.Thread(target=fail, args=("x",))
    thread.start()
    thread.join()
    assert shown(qtbot, reporter)


def test_a_refusal_shows_its_sentence_and_next_step(qtbot, reporter):
    try:
        raise OfficeError("磁盘满了。", "请清理后再试。")
    except OfficeError:
        sys.excepthook(*sys.exc_info())
    box = shown(qtbot, reporter)
    assert (box.text(), box.informativeText()) == ("磁盘满了。", "请清理后再试。")
