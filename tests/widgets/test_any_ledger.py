"""A ledger that is nothing but a declaration gets tab, table, form, search, filter, import and export without a widget of its own."""

from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.ledger.declaration import Condition
from desktop_app.ledger.slices import all_slices
from desktop_app.people import tree
from desktop_app.people.words import OrgLevel
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.export_dialog import ExportDialog
from desktop_app.widgets.form.page import FormPage
from desktop_app.widgets.import_preview.dialog import ImportDialog
from desktop_app.widgets.pasting import pasted_workbook
from desktop_app.widgets.standard_tab import StandardTab
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger import THINGS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def office(tmp_path):
    slices = all_slices((MEMBERS, THINGS))
    made, _ = Office.create(tmp_path / "第八社区.office", "第八社区", slices, clock=FixedClock(date(2016, 12, 31)))
    with made:
        yield made


@pytest.fixture
def desk(office, qapp):
    made = Desk(office, (MEMBERS, THINGS))
    yield made
    made.close()
    made.jobs.strip.deleteLater()


@pytest.fixture
def tab(desk, qtbot):
    made = StandardTab(desk, THINGS)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    settled(desk, qtbot)
    return made


def settled(desk, qtbot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not (desk.reader.busy or desk.is_saving or desk.jobs.busy))
    QApplication.processEvents()


def titles(tab) -> list[str]:
    return [row[0] for row in tab.panel.model.query.page(tab.panel.model.ids, [THINGS.column("name")])]


@pytest.fixture
def branch(office) -> int:
    with office.change("建立组织"):
        top = tree.found(office, "中共第八社区委员会", "中心党委", OrgLevel.COMMITTEE, None)
        return tree.found(office, "中共第八社区一支部", "一支部", OrgLevel.BRANCH, top)


@pytest.fixture
def add(tab, desk, branch, qtbot):
    """Enters a thing through the form, as the clerk does."""

    def enter(**typed: str) -> None:
        tab.start_new()
        form = tab.findChild(FormPage)
        form.editors["org"].picker.setText("yzb")
        form.editors["org"].picker._edited("yzb")
        qtbot.keyClick(form.editors["org"].picker, Qt.Key.Key_Return)
        for name, words in typed.items():
            form.editors[name].put_words(words)
        form.save()
        qtbot.waitUntil(lambda: typed["name"] in titles(tab))
        settled(desk, qtbot)
        assert tab.findChild(FormPage) is None

    return enter


def test_the_form_stores_what_each_kind_reads(add, tab, office):
    add(name="投影仪", number="A-01", bought_on="2016.5", price="3,999.5", pieces="2", state="新购")
    stored = office.database.rows("SELECT number, bought_on, price, pieces, state, lent FROM thing")
    assert stored == [("A-01", "2016-05", 399950, 2, "新购", 0)]
    assert [tab.panel.model.index(0, at).data() for at in (5, 6, 7)] == ["2016.05", "0年", "3,999.50"]


def test_search_views_and_filters_follow_from_the_declaration(add, tab, desk, qtbot):
    add(name="投影仪", number="A-01", bought_on="2016.5")
    add(name="音响", number="B-02", bought_on="2012")
    for typed, found in (("tyy", ["投影仪"]), ("b-02", ["音响"]), ("", ["投影仪", "音响"])):
        tab.bar.search.setText(typed)
        qtbot.waitUntil(lambda found=found: titles(tab) == found)
    tab.bar.set_conditions([Condition("bought_on", "早于", ("2015",))])
    settled(desk, qtbot)
    assert titles(tab) == ["音响"] and tab.status_text() == "1 件"
    tab.bar.set_conditions([])
    tab.side.views.setCurrentItem(tab.side.views.topLevelItem(3))  # under 全部
    settled(desk, qtbot)
    assert tab.side.views.current_view().name == "今年购置" and titles(tab) == ["投影仪"]


def test_a_thing_can_be_deleted_and_that_undoes(add, tab, desk, office, qtbot):
    add(name="投影仪")
    tab.panel.view.selectRow(0)
    tab.activateWindow()
    tab.panel.view.setFocus()
    qtbot.waitUntil(tab.panel.view.hasFocus)
    tab.delete_selected()
    qtbot.waitUntil(lambda: titles(tab) == [])
    settled(desk, qtbot)
    assert "Ctrl+Z" in tab.message.text
    office.undo()
    qtbot.waitUntil(lambda: titles(tab) == ["投影仪"])
    settled(desk, qtbot)


def test_the_workbook_goes_out_and_comes_back_as_the_same_records(add, tab, desk, office, tmp_path, qtbot):
    add(name="投影仪", number="A-01", price="3999.5")
    export = ExportDialog(desk, tab.query(), tab.panel.columns_shown(), tab)
    export.write(tmp_path / "物品.xlsx")
    qtbot.waitUntil(lambda: bool(export.strip.text) and not export.running.busy)
    found = [cell for row in openpyxl.load_workbook(tmp_path / "物品.xlsx").active.values for cell in row]
    assert "物品编号" in found and "A-01" in found
    export.reject()
    taken = ImportDialog(desk, THINGS, [tmp_path / "物品.xlsx"], tab)
    qtbot.waitUntil(lambda: taken.intake.read is not None and not taken.running.busy, timeout=20_000)
    if taken.intake.plan is None:
        taken.make_plan()
        qtbot.waitUntil(lambda: taken.intake.plan is not None and not taken.running.busy)
    assert taken.intake.plan.counts()["same"] == 1 and taken.intake.plan.counts()["new"] == 0
    taken.reject()
    settled(desk, qtbot)


def test_pasted_rows_follow_the_columns_on_the_screen(tab):
    headings = [THINGS.heading(column) for column in tab.panel.columns_shown()]
    book = pasted_workbook("投影仪\tA-01\t一支部", THINGS, headings)
    assert book.sheets[0].rows[0][:3] == ["物品名称", "物品编号", "所在支部"] and len(book.sheets[0].rows) == 2


def test_an_empty_ledger_says_what_belongs_here(tab):
    assert tab.panel.empty.isVisibleTo(tab)
    assert tab.panel.empty.text == "这里还没有物品。" and tab.panel.empty.step == "导入"
