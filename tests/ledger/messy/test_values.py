"""Cases 16–22, 36, 39–41 and 47–48: names, dates, phones and words as branches write them."""

from datetime import date

import openpyxl
import pytest

from desktop_app.features.roster import LEDGER
from desktop_app.ledger.export import export_workbook
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.finding import remember_org_name
from desktop_app.ledger.importing.plan import Verdict
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.workbook.cells import BadCell
from desktop_app.workbook.read import read_workbook
from tests.ledger.messy.conftest import HEADINGS, person


def only(plan):
    (row,) = plan.rows
    return row


@pytest.mark.parametrize(
    ("written", "name"),
    [("王 强", "王强"), ("王　强", "王强"), ("阿卜•买买提", "阿卜·买买提"), ("阿卜．买买提", "阿卜·买买提")],
)
def test_case_16_blanks_in_names_go_and_every_dot_is_one_dot(plan_of, written, name):
    row = only(plan_of(person(姓名=written)))
    assert (row.verdict, row.values["name"], row.doubts) == (Verdict.NEW, name, [])


@pytest.mark.parametrize("written", ["张三(转出)", "张 三（转出）", "张三【转出】"])
def test_case_18_a_remark_behind_a_name_is_split_off_and_not_acted_on(office, plan_of, written):
    plan = plan_of(person(姓名=written))
    row = only(plan)
    assert row.values["name"] == "张三" and row.verdict == Verdict.NEW
    assert len(row.doubts) == 1 and "转出" in row.doubts[0] and "没有导入" in row.doubts[0]
    apply_plan(office, plan, backup=False)
    assert office.database.rows("SELECT name, left_on FROM member") == [("张三", None)]


def test_case_19_a_bare_serial_is_a_date_where_the_number_proves_it_and_else_is_asked_about(plan_of):
    born = (date(1952, 3, 5) - date(1899, 12, 30)).days
    row = only(plan_of(person(出生日期=born)))
    assert row.values["birth_date"] == "1952-03-05" and "按证号读作" in row.doubts[0]
    for wrong in (person(出生日期=21186), person(出生日期=born, 身份证号=None), person(入党时间=21186)):
        row = only(plan_of(wrong))
        assert row.verdict == Verdict.ASK and "序号" in row.reasons[0]


def test_case_19_a_serial_shown_as_a_date_is_that_date_also_in_a_workbook_of_1904(office, book, tmp_path):
    path = book(person(出生日期=None))
    for epoch in (openpyxl.utils.datetime.WINDOWS_EPOCH, openpyxl.utils.datetime.MAC_EPOCH):
        made = openpyxl.load_workbook(path)
        made.epoch = epoch
        made.active["D2"] = date(1952, 3, 5)
        made.save(tmp_path / "年.xlsx")
        row = only(build_plan(office, LEDGER, [read_workbook(tmp_path / "年.xlsx")]))
        assert (row.values["birth_date"], row.doubts) == ("1952-03-05", [])


@pytest.mark.parametrize(
    ("written", "stored"),
    [("1975.7.1", "1975-07-01"), ("1975年7月", "1975-07"), ("19750701", "1975-07-01"), ("197507", "1975-07"), (1975, "1975"),
     ("1975/7/1", "1975-07-01"), ("1975年", "1975"), ("一九七五", None)],
)  # fmt: skip
def test_case_20_every_usual_way_of_writing_a_date_keeps_its_precision(plan_of, written, stored):
    row = only(plan_of(person(入党时间=written)))
    assert row.values.get("joined_on") == stored
    assert row.verdict == (Verdict.NEW if stored else Verdict.REFUSED)


def test_case_21_the_number_1958_1_is_what_the_identity_number_says_or_is_asked_about(plan_of):
    october, january = "410999195810050027", "410999195801050025"
    for number, stored in ((october, "1958-10"), (january, "1958-01")):
        row = only(plan_of(person(出生日期=1958.1, 身份证号=number, 入党时间="1980")))
        assert row.values["birth_date"] == stored
        assert any("按证号读作" in doubt for doubt in row.doubts)
    row = only(plan_of(person(出生日期=1958.1, 身份证号=None)))
    assert row.verdict == Verdict.ASK and "1 月，也可能是 1958 年 10 月" in row.reasons[0]


def test_case_22_the_century_of_two_digits_comes_from_the_number_or_is_asked(plan_of):
    assert only(plan_of(person(入党时间="75.7.1"))).values["joined_on"] == "1975-07-01"
    row = only(plan_of(person(入党时间="12.7.1")))
    assert row.values["joined_on"] == "2012-07-01" and "按证号读作" in row.doubts[0]
    old = only(plan_of(person(出生日期="12.3.5", 身份证号="410999191203050027", 入党时间="1940")))
    assert old.values["birth_date"] == "1912-03-05"
    row = only(plan_of(person(入党时间="12.7.1", 身份证号=None)))
    assert row.verdict == Verdict.ASK and "2012 年或 1912 年" in row.reasons[0]


def test_case_36_the_value_of_a_formula_is_taken_and_an_error_or_none_comes_back(plan_of):
    for cell, why in (("#N/A", "#N/A"), ("=1+1", "没有计算结果")):
        row = only(plan_of(person(手机=cell)))
        assert row.verdict == Verdict.REFUSED and why in row.reasons[0]
        assert isinstance(row.cells[5], BadCell)


def test_case_36_an_error_where_a_name_may_wait_is_no_name(plan_of):
    row = only(plan_of([*HEADINGS, "结对联系人"], [*person(), "#REF!"], bare=True))
    assert row.verdict == Verdict.REFUSED and "#REF!" in row.reasons[0]


@pytest.mark.parametrize("written", [13912345678, 1.3912345678e10, "139-1234-5678", "139 1234 5678"])
def test_case_39_a_phone_held_as_a_number_or_with_dashes_is_eleven_digits(plan_of, written):
    row = only(plan_of(person(手机=written)))
    assert (row.values["mobile"], row.doubts) == ("13912345678", [])


@pytest.mark.parametrize("between", ["/", "、", "；", " ", "\n", "或"])
def test_case_39_two_phones_in_a_cell_are_split_and_the_second_is_told(plan_of, between):
    row = only(plan_of(person(手机=f"13912345678{between}13700000000")))
    assert row.values["mobile"] == "13912345678"
    assert len(row.doubts) == 1 and "137****0000" in row.doubts[0]


@pytest.mark.parametrize("written", ["1.39E+10", "1391234567", "139123456789"])
def test_case_39_a_phone_that_lost_digits_comes_back(plan_of, written):
    assert only(plan_of(person(手机=written))).verdict == Verdict.REFUSED


def test_case_39_a_telephone_whose_leading_0_excel_took_is_asked_about_with_it(plan_of):
    plan = plan_of(person(手机=3938812345))
    (question,) = plan.questions
    assert only(plan).verdict == Verdict.ASK and question.choices == ("03938812345",)
    plan.settle(question, question.choices[0])
    assert (only(plan).verdict, only(plan).values["mobile"]) == (Verdict.NEW, "03938812345")


def test_case_39_a_seven_digit_number_among_the_mobiles_is_taken_doubted_and_the_fixed_telephone_proposed(
    office, plan_of
):
    plan = plan_of(person(手机="1391234"))
    row = only(plan)
    assert (row.verdict, row.values["mobile"]) == (Verdict.NEW, "1391234")
    assert len(row.doubts) == 1 and "7 位" in row.doubts[0] and "固定电话" in row.doubts[0]
    apply_plan(office, plan, backup=False)
    to_verify = LedgerQuery(office, LEDGER, Asked(view=next(view for view in LEDGER.views if view.name == "待核实")))
    assert list(to_verify.ids()) == [office.database.one("SELECT id FROM member")]


def test_case_39_two_people_may_share_a_phone(plan_of):
    rows = plan_of(person(), person(姓名="刘洋", 身份证号=None)).rows
    assert [row.verdict for row in rows] == [Verdict.NEW] * 2


@pytest.mark.parametrize(("sex", "education"), [("1", "大专"), ("男", "大学专科"), ("男性", "专科"), (1, "大专")])
def test_case_40_words_and_codes_that_mean_the_same_are_one_code(plan_of, sex, education):
    row = only(plan_of([*HEADINGS, "学历"], [*person(性别=sex, 身份证号=None), education], bare=True))
    assert (row.values["sex"], row.values["edu_code"]) == ("1", "31")


def test_case_41_another_spelling_of_a_branch_is_proposed_and_never_set_up_by_itself(office, plan_of, org):
    row = only(plan_of(person(所在党支部="离退休三支部")))
    assert row.verdict == Verdict.ASK and "是不是：离退休第三党支部" in row.reasons[0]
    remember_org_name(office, "离退休三支部", org("离退休第三党支部"))
    assert only(plan_of(person(所在党支部="离退休三支部"))).values["org"] == org("离退休第三党支部")


def test_case_47_a_row_shifted_by_one_column_comes_back(plan_of):
    shifted = [None, *person()[:-1]]
    row = only(plan_of(shifted))
    assert row.verdict == Verdict.REFUSED and len(row.faults) >= 3


def test_case_48_breaks_and_tabs_go_and_text_like_a_formula_stays_text(office, plan_of, tmp_path):
    headings = [*HEADINGS, "籍贯"]
    plan = plan_of(headings, [*person(姓名="李\n娜\t", 所在党支部="第一\n党支部"), "@河南\t范县"], bare=True)
    assert (only(plan).values["name"], only(plan).values["native_place"]) == ("李娜", "@河南 范县")
    apply_plan(office, plan, backup=False)
    with office.change("籍贯"):
        office.database.execute_sql("UPDATE member SET native_place = '=1+1'")
    export_workbook(LedgerQuery(office, LEDGER), LEDGER.columns, tmp_path / "出.xlsx")
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "出.xlsx").active.iter_rows() for cell in row]
    (found,) = [cell for cell in cells if cell.value == "=1+1"]
    assert found.data_type == "s" and found.quotePrefix
