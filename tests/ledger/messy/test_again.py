"""Cases 40–43, 45 and 49: words asked once and remembered, our own export edited, an older file, the same file twice."""

from pathlib import Path

import openpyxl

from desktop_app.features.roster import LEDGER
from desktop_app.ledger.export import export_workbook
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.headings import INTO_REMARK
from desktop_app.ledger.importing.plan import Verdict
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.ledger.query import LedgerQuery
from desktop_app.workbook.cells import Sheet, Workbook
from tests.ledger.messy.conftest import HEADINGS, person

WITH_SCHOOL = [*HEADINGS, "学历"]


def only(plan):
    (row,) = plan.rows
    return row


def taught(number, name, school="大本函授"):
    return [*person(姓名=name, 身份证号=None, 入党时间=f"19{70 + number}-07-01"), school]


def test_case_40_an_unknown_word_is_one_question_for_all_its_rows_and_is_not_asked_again_of_the_layout(office, plan_of):
    people = [taught(at, name) for at, name in enumerate(("王一", "王二", "王三"))]
    plan = plan_of(WITH_SCHOOL, *people, bare=True)
    (question,) = plan.questions
    assert (question.said, len(question.rows)) == ("大本函授", 3) and plan.counts()["ask"] == 3
    plan.settle(question, "21")
    assert plan.counts()["new"] == 3
    apply_plan(office, plan, backup=False)
    assert office.database.rows("SELECT DISTINCT edu_code FROM member") == [("21",)]
    later = plan_of(WITH_SCHOOL, taught(9, "李四"), bare=True)
    assert (only(later).verdict, only(later).values["edu_code"], later.questions) == (Verdict.NEW, "21", [])
    other = plan_of([*WITH_SCHOOL, "籍贯"], [*taught(9, "李四"), "范县"], bare=True)
    assert only(other).verdict == Verdict.ASK, "in another layout the word may mean something else"


def test_case_40_what_was_answered_and_then_cancelled_is_forgotten_and_empty_is_an_answer(office, plan_of):
    plan = plan_of(WITH_SCHOOL, taught(1, "王一"), bare=True)
    plan.settle(plan.questions[0], None)
    assert only(plan).verdict == Verdict.NEW and "edu_code" not in only(plan).values
    assert len(plan_of(WITH_SCHOOL, taught(1, "王一"), bare=True).questions) == 1


def test_case_41_a_branch_answered_once_is_known_in_every_later_file(office, plan_of, org):
    rows = [person(姓名=name, 身份证号=None, 所在党支部="离退休三支部") for name in ("王一", "王二")]
    plan = plan_of(*rows)
    (question,) = plan.questions
    assert question.choices == (org("离退休第三党支部"),) and len(question.rows) == 2
    plan.settle(question, question.choices[0])
    apply_plan(office, plan, backup=False)
    assert office.database.one("SELECT count(*) FROM party_org") == 4, "no branch is set up silently"
    assert only(plan_of(WITH_SCHOOL, [*rows[0], "大专"], bare=True)).values["org"] == org("离退休第三党支部")


def test_case_42_our_own_export_edited_changes_its_records_and_makes_none(office, plan_of, tmp_path):
    apply_plan(office, plan_of(person(), person(姓名="刘洋", 身份证号=None)), backup=False)
    out = tmp_path / "出.xlsx"
    export_workbook(LedgerQuery(office, LEDGER), LEDGER.columns, out)
    book = openpyxl.load_workbook(out)
    sheet = book.active
    at = next(row for row in range(1, 9) if sheet.cell(row, 1).value in ("姓名", "序号"))
    headings = {sheet.cell(at, column).value: column for column in range(1, sheet.max_column + 1)}
    named = next(row for row in range(at + 1, at + 3) if sheet.cell(row, headings["姓名"]).value == "刘洋")
    sheet.cell(named, headings["姓名"]).value = "刘洋洋"
    sheet.cell(named, headings["手机"]).value = "13700000001"
    book.save(out)
    plan = build_plan(office, LEDGER, [out], mode="overwrite")
    assert sorted(row.verdict for row in plan.rows) == [Verdict.CHANGED, Verdict.SAME]
    apply_plan(office, plan, backup=False)
    told = office.database.rows("SELECT name, mobile FROM member ORDER BY name")
    assert told == [("刘洋洋", "13700000001"), ("李娜", "13800000000")]


def test_case_43_what_an_older_file_says_otherwise_is_listed_field_by_field_and_not_taken_for_newer(
    office, plan_of, org
):
    apply_plan(office, plan_of(person(手机="13911111111", 所在党支部="第二党支部")), backup=False)
    old = person(手机="13500000000", 所在党支部="第一党支部")
    plan = plan_of(old)
    row = only(plan)
    assert row.verdict == Verdict.SAME and set(row.kept) == {"mobile", "org"} and plan.kept_rows == [row]
    assert "1 行与台账里的不同，没有采用" in plan.in_words()
    each = plan_of(old, mode="each")
    assert only(each).verdict == Verdict.CHANGED and not only(each).accepted
    each.accept(only(each), ["mobile"])
    apply_plan(office, each, backup=False)
    assert office.database.rows("SELECT mobile, org_id FROM member") == [("13500000000", org("第二党支部"))]


def test_case_45_a_column_without_a_field_can_be_written_into_the_remark_and_that_is_remembered(office, plan_of):
    rows = [*HEADINGS, "血型", "特长", "备注"], [*person(), "A", "书法", "老党员"]
    plan = plan_of(*rows, bare=True)
    mapping = plan.sheets[0].mapping.with_field(7, INTO_REMARK).with_field(8, INTO_REMARK)
    chosen = build_plan(office, LEDGER, [plan_book(plan)], mappings={(plan.sheets[0].file, "Sheet"): mapping})
    assert only(chosen).values["remark"] == "老党员；血型：A；特长：书法"
    assert chosen.sheets[0].notes == ["“血型”列：记入备注", "“特长”列：记入备注"]
    apply_plan(office, chosen, backup=False)
    assert only(plan_of(*rows, bare=True)).values["remark"] == "老党员；血型：A；特长：书法"


def plan_book(plan):
    """The workbook that a plan was made of, read again."""

    header = list(plan.sheets[0].mapping.header.headings)
    rows = [header, *(list(row.cells) for row in plan.rows)]
    return Workbook(Path(plan.sheets[0].file), "xlsx", "2" * 64, [Sheet("Sheet", rows=rows)])


def test_case_49_the_same_file_again_under_any_name_is_recognised_until_its_import_is_undone(office, book, tmp_path):
    path = book(person())
    apply_plan(office, build_plan(office, LEDGER, [path]), backup=False)
    (tmp_path / "改了名.xlsx").write_bytes(path.read_bytes())
    again = build_plan(office, LEDGER, [tmp_path / "改了名.xlsx"])
    assert list(again.already) == ["改了名.xlsx"] and "已导入过" in again.in_words()
    office.undo()
    assert build_plan(office, LEDGER, [path]).already == {}
    both = build_plan(office, LEDGER, [path, tmp_path / "改了名.xlsx"])
    assert len(both.rows) == 1 and "内容完全相同，只读一次" in both.sheets[1].notes[0]
