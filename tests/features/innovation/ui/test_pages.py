"""The calendar of milestones and the form of a project's award, in a window."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop_app import registry
from desktop_app.features.innovation import PROJECTS
from desktop_app.features.innovation.ui.award import AwardDialog
from desktop_app.features.innovation.ui.calendar import MilestoneCalendar
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.page import FormPage


@pytest.fixture
def desk(small_office, qtbot):
    made = Desk(small_office, registry.LEDGERS, registry.TABS, registry.figures())
    yield made
    qtbot.waitUntil(lambda: not (made.reader.busy or made.jobs.busy or made.is_saving))
    made.close()
    made.jobs.strip.deleteLater()


@pytest.fixture
def calendar(desk, qtbot):
    page = MilestoneCalendar(desk)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: bool(page.status_text()))
    return page


def told(page):
    return [page.table.item(row, column).text() for row in range(6) for column in range(7)]


def test_a_month_shows_what_is_reached_on_which_day(desk, calendar, qtbot):
    due_on, title = desk.office.database.rows("SELECT due_on, title FROM milestone WHERE done_on IS NOT NULL LIMIT 1")[
        0
    ]
    day = date.fromisoformat(due_on)
    calendar.show_month(day)
    qtbot.waitUntil(lambda: calendar.title.text() == f"{day.year}年{day.month}月")
    cell = next(text for text in told(calendar) if text.split("\n")[0] == str(day.day) and "✓" in text)
    assert title in cell
    assert calendar.day_at(0, 0).weekday() == 0 and calendar.day_at(0, 0) <= day.replace(day=1)


def test_the_keys_turn_the_month_and_enter_opens_the_day(desk, calendar, qtbot):
    opened = []
    desk.open_rows = lambda *which: opened.append(which)
    qtbot.keyClick(calendar.table, Qt.Key.Key_PageUp)
    assert calendar.month == date(2016, 11, 1)
    qtbot.keyClick(calendar.table, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: calendar.title.text() == "2016年12月")
    row, column = next((r, c) for r in range(6) for c in range(7) if "\n" in calendar.table.item(r, c).text())
    calendar.table.setCurrentCell(row, column)
    qtbot.keyClick(calendar.table, Qt.Key.Key_Return)
    ((ledger, ids, title),) = opened
    day = calendar.day_at(row, column)
    kept = desk.office.database.rows("SELECT id FROM milestone WHERE due_on = ? ORDER BY id", (day.isoformat(),))
    assert ledger == "milestones" and list(ids) == [number for (number,) in kept] and str(day.day) in title


def test_an_award_typed_from_a_project_is_of_that_project(desk, qtbot):
    office = desk.office
    project, name = office.database.rows("SELECT id, name FROM project WHERE state = '已投用' LIMIT 1")[0]
    dialog = AwardDialog(desk, project)
    dialog.show()
    form = dialog.form
    form.editors["title"].put("成果奖")
    form.editors["awarded_on"].put("2016-12-01")
    with qtbot.waitSignal(form.saved) as saved:
        form.save()
    row = office.database.rows("SELECT subject_table, subject_id, winner FROM award WHERE id = ?", (saved.args[0],))[0]
    assert row == ("project", project, name)


def test_a_new_project_s_team_says_who_leads_it_and_which_branch_hands_it_in(desk, qtbot):
    form = FormPage(desk, PROJECTS)
    qtbot.addWidget(form)
    form.open_new()
    team, name, leader, org = desk.office.database.rows(
        "SELECT t.id, t.name, m.name, o.short_name FROM team t JOIN member m ON m.id = t.leader_id"
        " JOIN party_org o ON o.id = t.org_id ORDER BY t.id LIMIT 1"
    )[0]
    form.editors["team"].put(team, name)
    form.editors["team"].edited.emit()  # as the picker says it
    assert form.editors["leader"].picker.text() == leader
    assert form.editors["org"].picker.text() == org
    form.editors["name"].put("手推清雪铲")
    with qtbot.waitSignal(form.saved, timeout=10_000) as saved:
        form.save()
    row = desk.office.database.rows(
        "SELECT m.name, o.short_name FROM project p JOIN member m ON m.id = p.leader_id JOIN party_org o ON o.id = p.org_id"
        " WHERE p.id = ?",
        (saved.args[0],),
    )
    assert row == [(leader, org)]
