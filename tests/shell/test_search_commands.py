"""Ctrl+K finds what can be done too, by name or by sound."""

import pytest
from PySide6.QtCore import Qt

from desktop_app.shell.restoring.dialog import RestoreDialog
from desktop_app.shell.search_dialog import SearchEverywhere
from desktop_app.shell.settings_dialog import SettingsDialog


@pytest.mark.parametrize(
    ("typed", "opened"), [("shezhi", SettingsDialog), ("huifu", RestoreDialog), ("hf", RestoreDialog)]
)
def test_a_command_is_found_by_its_sound_and_done(window, qtbot, typed, opened):
    window.search_everywhere()
    dialog = window.findChild(SearchEverywhere)
    qtbot.keyClicks(dialog.field, typed)
    at = [row for row in range(dialog.hits.count()) if "命令" in dialog.hits.item(row).text()]
    dialog.hits.setCurrentRow(at[0])
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    asked = window.findChild(opened)
    assert asked.isVisible()
    asked.close()


def test_importing_is_found_by_its_chinese_name(window):
    window.search_everywhere()
    dialog = window.findChild(SearchEverywhere)
    dialog.field.setText("导入")
    dialog._search("导入")
    assert any("导入党员花名册" in dialog.hits.item(row).text() for row in range(dialog.hits.count()))
    dialog.close()
