"""Whose a roster is that has no column for it: asked and said, never taken in silence, as a new clerk told it."""

import openpyxl
import pytest

from desktop_app.ledger.importing.plan import Verdict
from desktop_app.widgets.import_preview.dialog import ImportDialog
from desktop_app.widgets.import_preview.model import VERDICT
from desktop_app.widgets.import_preview.words import DOUBTFUL


@pytest.fixture
def titled(tmp_path):
    def make(title: str) -> object:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append([title])
        sheet.append(["姓名", "性别", "身份证号"])
        sheet.append(["周立", "男", "410999195001010019"])
        sheet.append(["吴敏", "女", "410999195102020028"])
        path = tmp_path / "名册.xlsx"
        book.save(path)
        return path

    return make


@pytest.fixture
def opened(desk, roster, branches, qtbot):
    made = []

    def open_it(file, into=None):
        dialog = ImportDialog(desk, roster, None, None, into_org=into)
        made.append(dialog)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.read([file])
        qtbot.waitUntil(lambda: not dialog.running.busy and dialog.intake.read is not None)
        return dialog

    return open_it


def plan_of(dialog, qtbot):
    dialog.next.click()
    qtbot.waitUntil(lambda: dialog.intake.plan is not None and not dialog.running.busy)
    return dialog.intake.plan


def test_a_title_naming_another_branch_than_the_tree_is_said_and_must_be_settled(opened, titled, branches, qtbot):
    dialog = opened(titled("二支部党员花名册"), branches["一支部"])
    assert "二支部" in dialog.mapping.lacks and "一支部" in dialog.mapping.lacks and not dialog.next.isEnabled()
    whose = dialog.mapping.pages[0].whose
    whose.box.setCurrentIndex(whose.box.findData(branches["二支部"]))
    assert dialog.next.isEnabled()
    plan = plan_of(dialog, qtbot)
    assert {row.values["org"] for row in plan.of(Verdict.NEW)} == {branches["二支部"]}


def test_a_branch_named_in_the_title_is_suggested_for_the_whole_sheet(opened, titled, branches, qtbot):
    dialog = opened(titled("填报单位：三支部"))
    assert dialog.mapping.pages[0].whose.chosen == branches["三支部"]
    plan = plan_of(dialog, qtbot)
    assert {row.values["org"] for row in plan.of(Verdict.NEW)} == {branches["三支部"]}


def test_a_branch_that_is_not_there_yet_can_be_made_for_the_whole_sheet(opened, titled, qtbot):
    dialog = opened(titled("金桥社区第九党支部党员花名册"))
    assert dialog.mapping.pages[0].whose.box.currentText() == "新建“金桥社区第九党支部”"
    plan = plan_of(dialog, qtbot)
    assert plan.orgs.planned == [("金桥社区第九党支部",)] and len(plan.of(Verdict.NEW)) == 2


def test_without_any_branch_the_refusal_says_the_way_out_and_one_can_go_back(opened, titled, qtbot):
    dialog = opened(titled("党员花名册"))
    plan = plan_of(dialog, qtbot)
    assert all("整张表归哪里" in row.faults["org"] for row in plan.of(Verdict.REFUSED))
    dialog.change_mapping.click()
    assert dialog.back.isVisible()
    dialog.back.click()
    assert dialog._pages.currentWidget() is dialog.choose


def test_a_doubtful_row_says_so_in_its_verdict(opened, titled, branches, qtbot):
    dialog = opened(titled("一支部党员花名册"))
    plan = plan_of(dialog, qtbot)
    doubtful = [row for row in plan.rows if row.doubts]
    assert doubtful  # the second number's last digit is wrong
    model = dialog.preview.model
    model.show_only(DOUBTFUL)
    verdicts = {model.index(at, VERDICT).data() for at in range(model.rowCount())}
    assert verdicts and all(verdict.endswith("（存疑）") for verdict in verdicts)
