"""Unlocking: a wrong password stays on the page with a sentence, the recovery code opens too."""

import pytest
from PySide6.QtCore import Qt

from desktop_app import registry
from desktop_app.shell.unlock import UnlockDialog


@pytest.fixture
def locked(tmp_path):
    office, code = registry.create_office(tmp_path / "甲.office", "甲", password="correct horse")
    office.close()
    return tmp_path / "甲.office", code


@pytest.fixture
def dialog(qtbot, locked):
    folder, _code = locked
    dialog = UnlockDialog("甲", lambda **secret: registry.open_office(folder, **secret))
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    if dialog.office:
        dialog.office.close()


def answer(qtbot, dialog, text: str) -> None:
    dialog._typed.clear()
    qtbot.keyClicks(dialog._typed, text)
    qtbot.keyClick(dialog._typed, Qt.Key.Key_Return)


def test_the_right_password_opens(qtbot, dialog):
    answer(qtbot, dialog, "correct horse")
    assert dialog.office.name == "甲"


def test_a_wrong_password_is_said_and_the_next_try_opens(qtbot, dialog):
    answer(qtbot, dialog, "wrong horse")
    assert "密码" in dialog._fault.text()
    assert dialog.office is None
    answer(qtbot, dialog, "correct horse")
    assert dialog.office is not None


def test_the_recovery_code_opens(qtbot, dialog, locked):
    qtbot.mouseClick(dialog._other_way, Qt.MouseButton.LeftButton)
    answer(qtbot, dialog, locked[1])
    assert dialog.office is not None


def test_nothing_typed_asks_again(qtbot, dialog):
    answer(qtbot, dialog, "")
    assert "还没有输入" in dialog._fault.text()
