"""The table of categories opens what it counts; a finding is turned into an item from its dialog, and the board follows."""

from types import SimpleNamespace

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app import registry
from desktop_app.features.problems.ui.asking import raise_finding
from desktop_app.features.problems.ui.categories import CategoriesPage
from desktop_app.widgets import where
from desktop_app.widgets.asking import AskDialog
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.page import FormPage
from desktop_app.widgets.papers_menu import make_record_paper

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
def page(desk, qtbot, settle):
    made = CategoriesPage(desk)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def test_enter_on_a_cell_lists_exactly_the_items_it_counts(page, desk, qtbot):
    asked = []
    desk.rows_asked.connect(lambda key, which, title: asked.append((key, len(which))))
    grid, sums = page.grid, page.grid.rowCount() - 1
    for column in (0, len(page._table.categories)):
        grid.setCurrentCell(sums, column)
        qtbot.keyClick(grid, Qt.Key.Key_Return)
        assert asked[-1] == ("problem_items", int(grid.item(sums, column).text()))


def test_the_table_of_categories_goes_to_excel_as_it_is_shown(page, desk, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(where, "ask_target", lambda *_: tmp_path / "分类.xlsx")
    with qtbot.waitSignal(desk.noticed):
        page.start_export()
    rows = list(openpyxl.load_workbook(tmp_path / "分类.xlsx").worksheets[0].iter_rows(values_only=True))
    grid, last = page.grid, page.grid.rowCount() - 1
    assert [str(word or "") for word in rows[-1]] == [
        grid.verticalHeaderItem(last).text(),
        *(grid.item(last, at).text() for at in range(grid.columnCount())),
    ]


def test_another_way_of_sorting_keeps_the_sum(page, settle):
    total = page._table.sums.total
    for at in range(page.way.count()):
        page.way.setCurrentIndex(at)
        settle()
        assert page._table.sums.total == total
    assert f"新增 {total:,} 条" in page.status_text()


def test_a_finding_typed_once_is_an_item_tied_to_its_inspection(small_office, page, desk, qtbot, settle):
    number, on = small_office.database.rows("SELECT id, on_day FROM inspection WHERE kind = '四位一体督查' LIMIT 1")[0]
    opened = []
    desk.record_asked.connect(lambda key, row: opened.append((key, row)))
    raise_finding(SimpleNamespace(desk=desk, window=lambda: page), number)
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, AskDialog) and each.isVisible())
    dialog.act()
    assert "要填写" in dialog.strip.text
    dialog.editors["desc"].put("党费台账少两个月签字")
    dialog.act()
    settle()
    item = small_office.database.one("SELECT max(id) FROM problem_item")
    assert opened == [("problem_items", item)]
    row = small_office.database.rows("SELECT desc, source, found_on, state FROM problem_item WHERE id = ?", (item,))
    assert row == [("党费台账少两个月签字", "督导检查", on, "待整改")]
    assert (
        small_office.database.one("SELECT count(*) FROM link WHERE from_table = 'inspection' AND to_id = ?", (item,))
        == 1
    )


@pytest.fixture
def printed(desk, page, qtbot, settle, monkeypatch, tmp_path):
    """Print a record's paper as its menu does; the purpose dialog if one is shown, and where the paper went."""
    target = tmp_path / "纸.pdf"
    proposed = []
    monkeypatch.setattr(where, "ask_target", lambda *asked: proposed.append(asked[2]) or target)
    monkeypatch.setattr("desktop_app.widgets.pdf_preview.PdfPreview.show", lambda _self: None)

    def make(paper, ids, ledger="problem_lists"):
        make_record_paper(desk, registry.ledger(ledger), paper, ids, page)
        asked = [each for each in QApplication.topLevelWidgets() if isinstance(each, AskDialog) and each.isVisible()]
        settle()
        return asked[0] if asked else None, target

    make.proposed = proposed
    return make


def test_a_members_own_list_is_printed_in_words_only_for_a_purpose(small_office, printed, settle):
    paper = registry.ledger("problem_lists").offers.record_papers[1]
    ids = [
        row for (row,) in small_office.database.rows("SELECT id FROM problem_list WHERE member_id IS NOT NULL LIMIT 2")
    ]
    dialog, target = printed(paper, ids)
    assert "2 份是党员个人清单" in dialog.findChild(QLabel).text()
    dialog.act()
    assert "用途要填写" in dialog.strip.text and not target.exists()
    dialog.editors["purpose"].put("交本人核对签字", "")
    dialog.editors["recipient"].put("本人", "")
    dialog.act()
    settle()
    assert target.exists()
    last = small_office.database.rows("SELECT what, purpose, recipient FROM access_log ORDER BY id DESC LIMIT 1")
    assert last == [("打印党员个人清单 2 份", "交本人核对签字", "本人")]
    assert printed.proposed == [f"{paper.title} 2份"]


def test_an_organisations_销号单_asks_nothing(small_office, printed, settle):
    paper = registry.ledger("problem_items").offers.record_papers[0]
    item = small_office.database.one("SELECT min(id) FROM problem_item WHERE member_id IS NULL")
    dialog, target = printed(paper, [item], "problem_items")
    assert dialog is None and target.exists()
    (said,) = small_office.database.rows("SELECT desc FROM problem_item WHERE id = ?", (item,))
    assert printed.proposed == [f"销号单 {said[0]}"], "no paper takes another's place"


def test_the_people_of_the_items_own_branch_are_offered_first(small_office, desk, qtbot, settle):
    branch, name = small_office.database.rows(
        "SELECT org_id, substr(name, 1, 1) FROM member WHERE left_on IS NULL GROUP BY 1, 2 ORDER BY org_id DESC LIMIT 1"
    )[0]
    form = FormPage(desk, registry.ledger("problem_items"))
    qtbot.addWidget(form)
    form.open_new({"org": branch})
    offered = form.editors["owner"].picker._find(name)
    homes = [small_office.database.one("SELECT org_id FROM member WHERE id = ?", (each.value,)) for each in offered]
    near = homes.count(branch)
    assert near and homes[:near] == [branch] * near and len({each.value for each in offered}) == len(offered)
