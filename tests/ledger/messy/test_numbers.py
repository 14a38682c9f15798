"""Cases 1–8 and 12–15: identity numbers as they arrive, and who is who."""

import pytest

from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.plan import Verdict
from desktop_app.support.id_number import check_digit
from tests.ledger.messy.conftest import person

WHOLE = "410999195203050025"


def number(first_17):
    return first_17 + check_digit(first_17)


@pytest.fixture(autouse=True)
def the_sample_is_sound():
    assert number(WHOLE[:17]) == WHOLE


def only(plan):
    (row,) = plan.rows
    return row


def test_case_01_a_number_that_excel_holds_as_a_number_is_refused_by_its_type(plan_of):
    row = only(plan_of(person(身份证号=410999195203050000)))
    assert row.verdict == Verdict.REFUSED and "按数字存放" in row.reasons[0]
    assert "id_no" not in row.values


def test_case_02_text_in_scientific_notation_is_refused_and_nothing_is_made_of_it(plan_of):
    row = only(plan_of(person(身份证号="4.10999E+17", 出生日期=None)))
    assert row.verdict == Verdict.REFUSED and "科学计数法" in row.reasons[0]
    assert not {"id_no", "birth_date"} & row.values.keys()


def test_case_03_a_text_that_ends_in_000_is_doubtful_even_with_a_right_check_digit(plan_of):
    first = next(f"410999195203{day:02}00" for day in range(1, 29) if number(f"410999195203{day:02}000")[17] == "0")
    row = only(plan_of(person(身份证号=first + "0000"[: 18 - len(first)], 出生日期=None)))
    assert row.verdict == Verdict.NEW and any("Excel" in doubt for doubt in row.doubts)


@pytest.mark.parametrize(
    "written", ["'" + WHOLE, f"\u00a0{WHOLE}\u200b", "４１０９９９１９５２０３０５００２５", "410999 19520305 0025"]
)
def test_case_04_apostrophes_blanks_invisible_and_full_width_digits_are_put_right(plan_of, written):
    row = only(plan_of(person(身份证号=written)))
    assert (row.verdict, row.values["id_no"], row.doubts) == (Verdict.NEW, WHOLE, [])


@pytest.mark.parametrize("cross", "xХ×ｘ")
def test_case_05_any_cross_is_the_letter_x_and_another_letter_is_refused(plan_of, cross):
    first = next(f"41099919520305{at:03}" for at in range(100) if check_digit(f"41099919520305{at:03}") == "X")
    rows = plan_of(person(身份证号=first + cross, 性别=None), person(姓名="刘洋", 身份证号=first + "Y")).rows
    assert rows[0].values["id_no"] == first + "X" and rows[0].verdict == Verdict.NEW
    assert rows[1].verdict == Verdict.REFUSED


@pytest.mark.parametrize("held", ["410999520305002", 410999520305002])
def test_case_06_fifteen_digits_are_kept_as_text_or_number_and_are_the_same_person(office, plan_of, held):
    row = only(plan_of(person(身份证号=held)))
    assert (row.verdict, row.values["id_no"]) == (Verdict.NEW, "410999520305002")
    apply_plan(office, plan_of(person()), backup=False)
    assert only(plan_of(person(身份证号=held))).verdict == Verdict.SAME


@pytest.mark.parametrize("written", [WHOLE[:16], WHOLE[:17], WHOLE + "1"])
def test_case_07_sixteen_seventeen_or_nineteen_digits_come_back_and_are_not_padded(plan_of, written):
    row = only(plan_of(person(身份证号=written)))
    assert row.verdict == Verdict.REFUSED and f"{len(written)} 位" in row.reasons[0]
    assert "id_no" not in row.values


def test_case_08_a_wrong_check_digit_is_taken_with_a_doubt(plan_of):
    row = only(plan_of(person(身份证号=WHOLE[:17] + "8")))
    assert row.verdict == Verdict.NEW and "校验码不对" in row.doubts[0]


def test_case_12_one_number_under_two_names_holds_both_rows(plan_of):
    rows = plan_of(person(), person(姓名="刘洋")).rows
    assert [row.verdict for row in rows] == [Verdict.ASK, Verdict.ASK]


def test_case_13_one_name_with_two_numbers_is_two_people(office, plan_of):
    plan = plan_of(person(), person(身份证号=number("41099919520305004")))
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.NEW]
    apply_plan(office, plan, backup=False)
    assert office.database.one("SELECT count(*) FROM member WHERE name = '李娜'") == 2


def test_case_15_an_old_member_without_a_number_is_taken(office, plan_of):
    plan = plan_of(person(身份证号=None))
    assert only(plan).verdict == Verdict.NEW
    assert len(apply_plan(office, plan, backup=False).inserted) == 1
