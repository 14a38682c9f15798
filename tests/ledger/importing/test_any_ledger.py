"""A ledger's declaration is enough: the sample ledger takes in a messy file with the same questions, notes and bounces as the roster."""

from datetime import date

import openpyxl
import pytest
from openpyxl.styles import Font

from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.bounce import write_bounce
from desktop_app.ledger.importing.plan import NEW, Verdict
from desktop_app.ledger.importing.planner import build_plan
from tests.ledger.sample_ledger import THINGS


@pytest.fixture
def messy(tmp_path):
    """Titles, a header of two merged rows, branches standing alone, a repeated header, a total, a signature, and cells of every kind."""
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["阵地物品清单"],
        ["填报单位：第八社区", None, None, None, None, None, None, "2016年12月"],
        ["序号", "物品", None, "保管", None, "购置", None, "使用情况", "备  注"],
        [None, "物品名称", "资产号", "保管人", "保管人电话", "日期", "价格", None, None],
        ["一支部"],
        [1, "投影\n仪", "A０1", "张建国", 13912345678, date(2014, 3, 1), 4999.5, "在用", "=1+1的屏"],
        [2, "书 柜", "'A02", "410999196006070013", "139-1234-5679", "2015.6", "1,200元", "大概在用", None],
        [3, "书架", "A03", None, None, "2015.6", None, "大概在用", None],
        ["序号", "物品", None, "保管", None, "购置", None, "使用情况", "备  注"],
        [None, "物品名称", "资产号", "保管人", "保管人电话", "日期", "价格", None, None],
        ["二支部"],
        [4, "展板", "A04", "王强", "12", "2016-13-01", "便宜", "新购", None],
        [5, "话筒", "A05", None, None, 2016.1, 0, "新购", None],
        [6, "话筒", "A05", None, None, None, None, None, None],
        [7, "音箱", "A07", "#N/A", None, None, None, None, None],
        ["合计", None, None, None, None, None, "35件"],
        ["制表人：王芳"],
    ):
        sheet.append(line)
    for cells in ("A1:I1", "B3:C3", "D3:E3", "F3:G3", "A3:A4", "H3:H4", "I3:I4"):
        sheet.merge_cells(cells)
    sheet["I6"].data_type = "s"
    sheet["B8"].font = Font(strike=True)
    book.save(tmp_path / "物品.xlsx")
    return tmp_path / "物品.xlsx"


def test_a_messy_file_is_taken_into_a_ledger_that_is_only_declared(office, people, orgs, messy, tmp_path):
    plan = build_plan(office, THINGS, [messy])
    assert {row.row: str(row.verdict) for row in plan.rows} == {
        6: "new", 7: "ask", 8: "ask", 12: "refused", 13: "ask", 14: "ask", 15: "refused",
    }  # fmt: skip
    by_row = {row.row: row for row in plan.rows}
    assert set(by_row[12].faults) == {"keeper_phone", "bought_on", "price"}
    assert by_row[15].reasons == ["单元格是错误值 #N/A，请在原文件中改正"]
    assert [number for number, _ in plan.sheets[0].skipped] == [5, 9, 10, 11, 16, 17]
    assert any("第 8 行有删除线" in note for note in plan.sheets[0].notes)

    questions = {question.said: question for question in plan.questions}
    assert set(questions) == {"大概在用", "2016.1"} and len(questions["大概在用"].rows) == 2
    plan.settle(questions["大概在用"], "在用")
    plan.settle(questions["2016.1"], "2016-10")
    assert [by_row[at].verdict for at in (7, 8)] == [Verdict.NEW] * 2
    assert "是同一件" in by_row[13].reasons[0] and "是同一件" in by_row[14].reasons[0]
    assert plan.answer(by_row[13], NEW) == "" and "只能新增一次" in plan.answer(by_row[14], NEW)

    assert write_bounce(plan, tmp_path / "退回.xlsx") == 3
    apply_plan(office, plan, backup=False)
    told = office.database.rows(
        "SELECT name, number, org_id, keeper_id, bought_on, price, state FROM thing ORDER BY id"
    )
    one, two = orgs["一支部"], orgs["二支部"]
    assert told == [
        ("投影 仪", "A０1", one, people["张建国"], "2014-03-01", 499950, "在用"),
        ("书 柜", "'A02", one, people["王强5"], "2015-06", 120000, "在用"),
        ("书架", "A03", one, None, "2015-06", None, "在用"),
        ("话筒", "A05", two, None, "2016-10", 0, "新购"),
    ]
    later = build_plan(office, THINGS, [tmp_path / "退回.xlsx"])
    assert later.counts()["refused"] == 2, "what came back is read again as it is"


def test_what_a_word_means_is_remembered_for_the_ledger_alone(office, people, orgs, messy):
    plan = build_plan(office, THINGS, [messy])
    plan.settle(next(question for question in plan.questions if question.said == "大概在用"), "在用")
    apply_plan(office, plan, backup=False)
    assert list(office.settings.get("import.words.things").values()) == [{"state": {"大概在用": "在用"}}]
    assert office.settings.get("import.words.roster", {}) == {}
