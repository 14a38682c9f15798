"""排查图 by mouse and keyboard: a home or a building is ticked, nobody ticks without saying who went, a home opens its visits."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desktop_app import registry
from desktop_app.features.visits import intake
from desktop_app.features.visits.coverage import HomeState
from desktop_app.features.visits.ui.asking import add_building, enter_slip
from desktop_app.features.visits.ui.sweep_page import SweepPage
from desktop_app.widgets.asking import AskDialog
from desktop_app.widgets.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def desk(small_office, qtbot):
    made = Desk(small_office, registry.LEDGERS, registry.TABS)
    yield made
    made.close()
    made.jobs.strip.deleteLater()


@pytest.fixture
def settle(desk, qtbot):
    def wait():
        for _ in range(3):
            qtbot.waitUntil(lambda: not (desk.jobs.busy or desk.is_saving or desk.reader.busy), timeout=10_000)
            QApplication.processEvents()

    return wait


@pytest.fixture
def page(small_office, desk, qtbot, settle):
    """The page on a new building of twelve homes that nobody has been to, with the two who go typed in."""
    with small_office.change("登记"):
        intake.add_building(small_office, "一号院", "7", 2, 3, 2)
    made = SweepPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    settle()
    made.list.setCurrentRow([each.estate for each in made._buildings].index("一号院"))
    return made


def type_goers(office, page):
    (a, org), (b, _) = office.database.rows("SELECT id, org_id FROM member WHERE left_on IS NULL ORDER BY id LIMIT 2")
    page.editors["org"].put(org, "支部")
    page.editors["visitor"].put(a, "甲")
    page.editors["companion"].put(b, "乙")


def states(page):
    return [flat.state for flat in page.building.flats]


def test_space_ticks_the_home_that_the_arrows_chose(small_office, page, qtbot, settle):
    type_goers(small_office, page)
    page.house.setFocus()
    first = page.house.current_flat
    qtbot.keyClick(page.house, Qt.Key.Key_Right)
    chosen = page.house.current_flat
    assert (first.unit, first.floor) == (chosen.unit, chosen.floor) and first.door != chosen.door
    qtbot.keyClick(page.house, Qt.Key.Key_Down)
    below = page.house.current_flat
    assert below.floor == 2 and below.door[-1] == chosen.door[-1]
    qtbot.keyClick(page.house, Qt.Key.Key_Space)
    settle()
    assert states(page).count(HomeState.MET) == 1 and page.house.current_flat.state == HomeState.MET
    assert "已查 1 户" in page.head.text()


def test_a_click_ticks_and_a_double_click_opens_without_ticking(small_office, page, desk, qtbot, settle):
    type_goers(small_office, page)
    asked = []
    desk.record_asked.connect(lambda key, row: asked.append((key, row)))
    home = page.building.flats[0].id
    place = page.house._places[home].center()
    qtbot.mouseClick(page.house, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: not page.house._click.isActive(), timeout=3000)
    settle()
    assert page.building.flats[0].state == HomeState.MET
    other = page.building.flats[1].id
    QTest.mouseDClick(page.house, Qt.MouseButton.LeftButton, pos=page.house._places[other].center())
    settle()
    assert asked == [("households", other)] and page.building.flats[1].state == HomeState.UNVISITED


def test_a_whole_building_is_ticked_in_one_step_and_undone_in_one(small_office, page, qtbot, settle):
    type_goers(small_office, page)
    assert "没见到 12 户" in page.total.text()
    qtbot.mouseClick(page.whole, Qt.MouseButton.LeftButton)
    settle()
    assert set(states(page)) == {HomeState.MET} and "没见到 0 户" in page.total.text()
    assert not page.whole.isEnabled()
    small_office.undo()
    settle()
    assert set(states(page)) == {HomeState.UNVISITED}


def test_nobody_is_ticked_without_saying_who_went(page, qtbot, settle):
    qtbot.mouseClick(page.whole, Qt.MouseButton.LeftButton)
    settle()
    assert "先写好谁去查" in page.message.text and "同行人" in page.message.text
    assert set(states(page)) == {HomeState.UNVISITED}


def test_the_homes_not_yet_met_are_listed(page, desk, qtbot):
    asked = []
    desk.rows_asked.connect(lambda key, which, title: asked.append((key, len(which), title)))
    qtbot.mouseClick(page.left, Qt.MouseButton.LeftButton)
    assert asked[0][:2] == ("households", 12) and "还没见到" in asked[0][2]


def dialog_of(qtbot):
    qtbot.waitUntil(
        lambda: any(isinstance(each, AskDialog) and each.isVisible() for each in QApplication.topLevelWidgets())
    )
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, AskDialog) and each.isVisible())


def test_a_building_is_registered_from_its_dialog_and_an_impossible_one_is_refused(
    small_office, page, desk, qtbot, settle
):
    add_building(SimpleNamespace(desk=desk, window=lambda: page))
    dialog = dialog_of(qtbot)
    for name, typed in (("estate", "二号院"), ("building", "12号楼"), ("units", "900")):
        dialog.editors[name].put_words(typed)
    dialog.act()
    settle()
    assert isValid(dialog) and "一栋楼的户数" in dialog.strip.text
    dialog.editors["units"].put_words("2")
    dialog.act()
    settle()
    rows = small_office.database.rows("SELECT count(*), min(building) FROM household WHERE estate = '二号院'")
    assert rows == [(24, "12")]


def test_a_number_without_a_slip_is_told_in_the_dialog(page, desk, qtbot, settle):
    enter_slip(SimpleNamespace(desk=desk, window=lambda: page))
    dialog = dialog_of(qtbot)
    dialog.editors["code"].put_words("2016-99999")
    dialog.act()
    settle()
    assert "没有编号是 2016-99999" in dialog.strip.text
    dialog.reject()
