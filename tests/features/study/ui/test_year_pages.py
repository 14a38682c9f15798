"""The pages of the year: what a cell says, and that Enter opens what stands behind it."""

import openpyxl
import pytest
from PySide6.QtCore import Qt

from desktop_app import registry
from desktop_app.features.study.attendance import set_attendance
from desktop_app.features.study.ui.frequency import FrequencyPage
from desktop_app.features.study.ui.hours import HoursPage
from desktop_app.features.study.ui.leaders import LeadersPage
from desktop_app.features.study.ui.plan import PlanPage
from desktop_app.ledger.writes import create
from desktop_app.widgets import where
from desktop_app.widgets.desk import Desk


@pytest.fixture
def desk(branch, qtbot):
    made = Desk(branch.office, registry.LEDGERS, registry.TABS)
    yield made
    made.close()
    made.jobs.strip.deleteLater()


@pytest.fixture
def shown(desk, qtbot):
    def show(kind):
        page = kind(desk)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: not desk.reader.busy)
        return page

    return show


def _cell(page, name, column):
    return page.cells.rows[list(page.cells.names).index(name)][column]


def test_a_gap_is_a_red_word_and_enter_opens_the_sessions(branch, desk, shown, qtbot):
    session = branch.session()
    page = shown(FrequencyPage)
    duties = [group[0] for group in page.header.groups]
    assert duties == ["党员大会", "支委会", "党课", "主题党日"]
    last = page.cells.columnCount() - 1
    assert _cell(page, "甲支部", last) == "1"
    assert _cell(page, "甲支部", last - 1) == "缺"
    row = list(page.cells.names).index("甲支部")
    assert page.cells.bad(row, last - 1) and not page.cells.bad(row, last)
    assert _cell(page, "乙支部", last) == "—"
    page.table.setCurrentIndex(page.cells.index(row, last))
    with qtbot.waitSignal(desk.rows_asked) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert asked.args == ["study", [session], "甲支部 2016年12月 主题党日"]
    assert "当时惯例" in page.status_text()


def test_a_new_session_fills_its_cell_at_once(branch, desk, shown, qtbot):
    page = shown(FrequencyPage)
    last = page.cells.columnCount() - 1
    assert _cell(page, "甲支部", last) == "缺"
    branch.session()
    qtbot.waitUntil(lambda: _cell(page, "甲支部", last) == "1")


def test_hours_list_those_short_and_branches(branch, desk, shown, qtbot):
    session = branch.session()
    with branch.office.change("签到"):
        set_attendance(branch.office, session, {})
    page = shown(HoursPage)
    names = {row[0] for row in page.cells.rows}
    assert "王建国" in names and "吴越" not in names
    page.which.setCurrentIndex(1)
    assert [row[0] for row in page.cells.rows] == ["吴越"]
    page.which.setCurrentIndex(3)
    assert page.cells.rows[0][:3] == ("甲支部", "9", "0")
    page.which.setCurrentIndex(0)
    with qtbot.waitSignal(desk.record_asked) as asked:
        page.opened(0, 0)
    assert asked.args[0] == "roster"


def test_leaders_and_plan_say_what_belongs_there_while_empty(shown):
    assert "班子届次" in shown(LeadersPage).message.text
    assert "学习计划" in shown(PlanPage).message.text


def test_a_topic_past_its_day_without_a_session_is_missing(branch, shown, qtbot):
    values = {"year": "2016", "seq": "1", "title": "学党章", "until_on": "2016-06-30"}
    topic = create(branch.office, registry.ledger("study_topics"), values)
    duty = {"topic": topic, "content": "通读", "manner": "集中"}
    create(branch.office, registry.ledger("study_duties"), duty)
    branch.session(topic=topic, on_day="2016-06-05")
    page = shown(PlanPage)
    assert (_cell(page, "甲支部", 2), _cell(page, "乙支部", 2)) == ("1", "缺")


@pytest.fixture
def exported(desk, qtbot, monkeypatch, tmp_path):
    """Press Ctrl+E on a page; the rows of the workbook it writes."""
    target = tmp_path / "导出.xlsx"
    asked = []

    def ask(_parent, _title, name, _kind):
        asked.append(name)
        return target

    monkeypatch.setattr(where, "ask_target", ask)

    def export(page):
        page.activateWindow()
        page.table.setFocus()
        with qtbot.waitSignal(desk.noticed):
            qtbot.keyClick(page.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        return asked[-1], list(openpyxl.load_workbook(target).worksheets[0].iter_rows(values_only=True))

    return export


def test_the_frequency_board_goes_to_excel_as_it_stands_on_the_screen(branch, shown, exported):
    branch.session()
    page = shown(FrequencyPage)
    name, rows = exported(page)
    assert name == "2016年三会一课频次表" and rows[0][0] == name
    heads = next(at for at, row in enumerate(rows) if row[0] == "支部")
    assert [word for word in rows[heads] if word] == ["支部", "党员大会", "支委会", "党课", "主题党日"]
    assert [str(word) for word in rows[heads + 1][1:]] == list(page.cells.headings)
    below = [[str(word or "") for word in row] for row in rows[heads + 2 :]]
    assert below == [[branch, *row] for branch, row in zip(page.cells.names, page.cells.rows, strict=True)]
    assert rows[heads + 2][len(page.cells.headings)] == 1, "a number that Excel can add up"


def test_hours_go_to_excel_by_the_choice_that_is_shown(branch, shown, exported):
    page = shown(HoursPage)
    name, rows = exported(page)
    assert name == "2016年党员学时表（未达标）" and len(rows) >= len(page.cells.rows) + 2
    page.which.setCurrentIndex(3)
    name, rows = exported(page)
    assert name == "2016年党员学时表（按支部）"
    assert any(row[:3] == ("甲支部", 9, 0) for row in rows)
