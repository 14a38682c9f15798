"""Teams of the contest one stands in: their workbook need not name it."""

import openpyxl
import pytest

from desktop_app import registry
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.import_preview.dialog import ImportDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_teams_come_into_the_contest_from_which_they_are_imported(contest, tmp_path, qtbot):
    desk = Desk(contest.office, registry.LEDGERS, registry.TABS)
    book = openpyxl.Workbook()
    for row in (["参赛队", "领队"], ["退休队", "老李"], ["青年队", "小王"]):
        book.active.append(row)
    book.save(tmp_path / "队.xlsx")
    dialog = ImportDialog(desk, registry.ledger("quiz_entrant"), None, None, given={"contest": contest.id})
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.read([tmp_path / "队.xlsx"])
    qtbot.waitUntil(lambda: not dialog.running.busy, timeout=20_000)
    assert dialog.mapping.lacks == "", "the contest is known"
    dialog.make_plan()
    qtbot.waitUntil(lambda: dialog.intake.plan is not None and not dialog.running.busy, timeout=20_000)
    assert dialog.intake.plan.counts()["new"] == 2
    dialog.go.click()
    qtbot.waitUntil(lambda: not dialog.running.busy and dialog.done_page.change_id is not None, timeout=20_000)
    rows = contest.office.database.rows("SELECT contest_id, name FROM quiz_entrant ORDER BY id DESC LIMIT 2")
    assert rows == [(contest.id, "青年队"), (contest.id, "退休队")]
    desk.close()
    desk.jobs.strip.deleteLater()


def test_without_a_contest_it_is_asked_for(contest, tmp_path, qtbot):
    desk = Desk(contest.office, registry.LEDGERS, registry.TABS)
    book = openpyxl.Workbook()
    for row in (["参赛队", "领队"], ["退休队", "老李"]):
        book.active.append(row)
    book.save(tmp_path / "队.xlsx")
    dialog = ImportDialog(desk, registry.ledger("quiz_entrant"), None, None)
    qtbot.addWidget(dialog)
    dialog.read([tmp_path / "队.xlsx"])
    qtbot.waitUntil(lambda: not dialog.running.busy, timeout=20_000)
    assert "没有指定：竞赛" in dialog.mapping.lacks
    desk.close()
    desk.jobs.strip.deleteLater()
