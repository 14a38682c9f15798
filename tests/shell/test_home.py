"""Home: this month's figures that open their rows, what changed lately, the backup and the next steps."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop_app import registry
from desktop_app.ledger import writes
from desktop_app.ledger.page import read_row
from desktop_app.widgets.figure_rows import FigureRowsDialog
from desktop_app.widgets.import_preview.dialog import ImportDialog

ROSTER = registry.ledger("roster")


def words(home: Any) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in home.findChildren(QLabel))


def figure_buttons(home: Any) -> dict[str, QPushButton]:
    found = [button for button in home.findChildren(QPushButton) if button.property("figure") is not None]
    return {button.property("figure").code: button for button in found}


def step(qtbot: Any, home: Any, key: str) -> None:
    button = next(each for each in home.findChildren(QPushButton) if each.property("step") == key)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_months_figures_are_those_of_the_roster(window, small_office):
    buttons = figure_buttons(window.home)
    there = small_office.database.rows("SELECT count(*) FROM member WHERE left_on IS NULL")[0][0]
    assert buttons["member.total"].text() == f"{there} 人"
    assert {"member.in", "member.out", "org.branch", "member.mobile"} <= set(buttons)


def test_every_figure_opens_as_many_rows_as_it_says(qtbot, window):
    buttons = figure_buttons(window.home)
    assert buttons
    for code, button in buttons.items():
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        dialog = window.findChild(FigureRowsDialog)
        assert dialog.table.model().rowCount() == int(button.text().split()[0].replace(",", "")), code
        dialog.close()
        qtbot.waitUntil(lambda: window.findChild(FigureRowsDialog) is None)


def test_a_change_shows_at_once_among_the_latest(window, desk, small_office, somebody, settle):
    member, name = somebody
    row = read_row(small_office, ROSTER, member)
    desk.save(lambda: writes.update(small_office, ROSTER, member, {"remark": "独居"}, row.values))
    settle(desk)
    assert name in words(window.home) and small_office.operator in words(window.home)


def test_a_backup_made_from_home_is_told_there_and_below(qtbot, window, desk, small_office, settle):
    assert "还没有备份" in words(window.home)
    step(qtbot, window.home, "backup")
    settle(desk)
    assert small_office.last_backup() is not None and not small_office.changed_since_backup
    assert "已备份并核对" in window.statusBar().currentMessage()
    assert "上次备份 今天" in window._status._backup.text()


def test_a_new_office_leads_to_its_first_import(qtbot, office, open_window, settle):
    window = open_window(office)
    settle(window.desk)
    assert figure_buttons(window.home)["member.total"].text() == "0 人"
    step(qtbot, window.home, "import")
    dialog = window.findChild(ImportDialog)
    assert dialog.isVisible()
    dialog.close()


def test_the_months_summary_is_one_click_away(qtbot, window):
    step(qtbot, window.home, "summary")
    assert window.tabs.tabText(window.tabs.currentIndex()) == "月度汇总"
