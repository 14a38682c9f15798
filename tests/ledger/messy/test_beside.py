"""What the record beside a row settles by itself, and what it must not: namesakes, slips of the pen, months alone."""

import datetime

import pytest

from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.plan import Verdict
from desktop_app.people import membership
from desktop_app.people.words import EventKind
from desktop_app.support.id_number import check_digit
from tests.ledger.messy.conftest import HEADINGS, USUAL, person

WHOLE = "410999195203050025"
WITH_HELPER = [*HEADINGS, "结对联系人"]


def number(first_17):
    return first_17 + check_digit(first_17)


def only(plan):
    (row,) = plan.rows
    return row


def member(office, id_no):
    return office.database.one("SELECT id FROM member WHERE id_no = ?", (id_no,))


@pytest.fixture
def known(office, plan_of):
    """李娜 of the usual row."""
    apply_plan(office, plan_of(person()), backup=False)


@pytest.fixture
def helped(office, plan_of):
    """李娜, and two of the name 王成, the first of whom is her 结对联系人."""
    two = [
        person(姓名="王成", 性别="男", 身份证号=number(f"4109991960010100{end}"), 出生日期="1960-01-01") for end in "13"
    ]
    apply_plan(office, plan_of(person(), *two), backup=False)
    first = member(office, two[0][2])
    with office.change("结对"):
        office.database.execute_sql("UPDATE member SET helper_id = ? WHERE id_no = ?", (first, WHOLE))
    return first


@pytest.mark.parametrize("said", ["410999195203050052", "410999195302050025", "410999195203050000"])
def test_a_number_wrongly_written_beside_the_name_is_asked_about_and_makes_nobody_twice(office, known, plan_of, said):
    row = only(plan_of(person(身份证号=said, 出生日期=None), mode="overwrite"))
    assert row.verdict == Verdict.ASK
    assert (row.candidates or tuple(row.choices)) in ((member(office, WHOLE),), ("id_no",))


def test_another_of_the_name_with_a_sound_number_of_her_own_is_new(known, plan_of):
    other = person(身份证号=number("41099919520305005"), 出生日期="1952-03-05")
    assert only(plan_of(other)).verdict == Verdict.NEW


def test_a_masked_number_is_asked_about_though_a_name_elsewhere_in_the_row_means_two(office, helped, plan_of):
    row = only(plan_of(WITH_HELPER, [*person(身份证号="410999********0025"), "王成"], bare=True))
    assert row.verdict != Verdict.NEW and (row.match or row.candidates[0]) == member(office, WHOLE)


def test_the_helper_s_name_is_no_change_whichever_of_the_name_she_has(office, helped, plan_of):
    row = only(plan_of(WITH_HELPER, [*USUAL, "王成"], bare=True, mode="overwrite"))
    assert (row.verdict, row.changes, row.doubts) == (Verdict.SAME, {}, [])


@pytest.mark.parametrize("left", ["held", "other", "both"])
def test_a_helper_who_has_left_is_still_whom_her_name_means(office, helped, plan_of, left):
    everyone = [row[0] for row in office.database.rows("SELECT id FROM member WHERE name = '王成' ORDER BY id")]
    gone = {"held": [helped], "other": [each for each in everyone if each != helped], "both": everyone}[left]
    with office.change("转出"):
        membership.leave(office, gone, EventKind.TRANSFERRED_OUT, "2016-12-01")
    row = only(plan_of(WITH_HELPER, [*USUAL, "王成"], bare=True, mode="overwrite"))
    assert (row.verdict, row.changes, row.doubts) == (Verdict.SAME, {}, [])


def test_a_helper_told_by_the_number_is_that_one(office, helped, plan_of):
    other = number("41099919600101003")
    row = only(plan_of(WITH_HELPER, [*USUAL, other], bare=True, mode="overwrite"))
    assert row.changes == {"helper": (helped, member(office, other))}


def test_a_date_of_two_meanings_is_the_one_that_each_record_holds(office, plan_of):
    second = number("41099919520305005")
    apply_plan(
        office,
        plan_of(person(入党时间="2009-01"), person(身份证号=second, 姓名="王芳", 入党时间="2009-10")),
        backup=False,
    )
    plan = plan_of(person(入党时间=2009.1), person(身份证号=second, 姓名="王芳", 入党时间=2009.1), mode="overwrite")
    assert [(row.verdict, row.changes) for row in plan.rows] == [(Verdict.SAME, {})] * 2 and not plan.questions
    assert ["按台账读作" in row.doubts[0] for row in plan.rows] == [True, True]


def test_the_first_of_a_month_does_not_take_the_day_away_by_itself(known, plan_of):
    row = only(
        plan_of(person(入党时间=datetime.date(1975, 7, 1), 出生日期=datetime.date(1952, 3, 1)), mode="overwrite")
    )
    assert row.changes == {"birth_date": ("1952-03-05", "1952-03-01")} and not row.accepted
    assert any("可能只写到了月" in doubt for doubt in row.doubts)
