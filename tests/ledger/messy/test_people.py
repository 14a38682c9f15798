"""Cases 1–4, 6, 9–11, 17 and 23–25 beside a roster that is there already: who is meant, what is proposed, what is only doubted."""

import pytest

from desktop_app.features.roster import LEDGER
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.plan import Verdict
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.ledger.importing.questions import OPEN
from desktop_app.support.id_number import check_digit
from tests.ledger.messy.conftest import HEADINGS, person
from tests.workbook.make_files import xls

WHOLE = "410999195203050025"


def only(plan):
    (row,) = plan.rows
    return row


def number(first_17):
    return first_17 + check_digit(first_17)


@pytest.fixture
def known(office, plan_of):
    """李娜 with her whole number on the roster, and another 李娜 with another."""
    apply_plan(
        office, plan_of(person(), person(身份证号=number("41099919600101004"), 出生日期="1960-01-01")), backup=False
    )


@pytest.mark.parametrize(
    "held", [410999195203050000, 4.1099919520305e17, "4.10999E+17", "410999195203O5OO25", "41O999195203050025"]
)
def test_case_01_and_02_a_spoiled_number_is_a_question_with_the_whole_one_and_filled_in_by_no_one(
    office, known, plan_of, held
):
    plan = plan_of(person(身份证号=held, 手机="13700000000"), mode="overwrite")
    row = only(plan)
    assert row.verdict == Verdict.ASK and "id_no" not in row.values
    (question,) = plan.questions
    assert question.choices[0] == WHOLE
    assert apply_plan(office, plan, backup=False).change_id is None, "nothing is taken while it is open"
    plan.settle(question, WHOLE)
    assert (row.verdict, row.values["id_no"], row.changes.keys()) == (Verdict.CHANGED, WHOLE, {"mobile"})
    plan.settle(question, OPEN)
    assert row.verdict == Verdict.ASK and "id_no" not in row.values, "an answer can be taken back"


def test_case_01_a_spoiled_number_in_an_old_xls_is_known_by_its_type_too(office, known, tmp_path):
    def fill(book):
        sheet = book.add_sheet("党员")
        for at, row in enumerate((HEADINGS, person(身份证号=410999195203050000.0))):
            for column, cell in enumerate(row):
                sheet.write(at, column, cell)

    (tmp_path / "旧.xls").write_bytes(xls(fill))
    plan = build_plan(office, LEDGER, [tmp_path / "旧.xls"])
    assert [question.choices for question in plan.questions] == [(WHOLE,)]


def test_case_01_spoiled_numbers_of_several_are_answered_alike_each_by_its_own(office, plan_of):
    people = [(name, number(f"41099919520{at}0500{at}")) for at, name in ((3, "李娜"), (4, "刘洋"), (6, "王芳"))]
    apply_plan(
        office, plan_of(*(person(姓名=n, 身份证号=i, 出生日期=None, 性别=None) for n, i in people)), backup=False
    )
    rows = [person(姓名=n, 身份证号=int(i[:15]) * 1000, 出生日期=None, 性别=None) for n, i in people]
    plan = plan_of(*rows, person(姓名="生人", 身份证号=410999197001010000))
    assert len(plan.questions) == 3, "nobody of that name: nothing to propose, and it comes back"
    assert plan.settle_alike(plan.questions[0], 0) == 3
    assert [row.verdict for row in plan.rows] == [*[Verdict.SAME] * 3, Verdict.REFUSED]
    assert [row.values.get("id_no") for row in plan.rows] == [*(i for _, i in people), None]


def test_case_02_two_that_fit_are_both_proposed(known, plan_of):
    plan = plan_of(person(身份证号="4.11E+17"))
    assert len(plan.questions[0].choices) == 2


def test_case_03_a_text_ending_in_000_beside_a_whole_one_is_asked_about_and_may_be_right(known, plan_of):
    plan = plan_of(person(身份证号="410999195203050000"))
    (question,) = plan.questions
    assert question.choices == (WHOLE, "410999195203050000") and only(plan).verdict == Verdict.ASK
    plan.settle(question, "410999195203050000")
    assert only(plan).values["id_no"] == "410999195203050000" and only(plan).doubts


def test_case_03_a_whole_number_whose_spoiled_form_is_on_the_roster_is_no_new_person(office, plan_of):
    apply_plan(office, plan_of(person(身份证号="410999195203050000")), backup=False)
    row = only(plan_of(person(), mode="overwrite"))
    assert row.verdict == Verdict.ASK and len(row.candidates) == 1


@pytest.mark.parametrize(
    ("written", "done"),
    [
        ("'" + WHOLE, "去掉引号"),
        (f"\u00a0{WHOLE}\u200b", "去掉看不见的字符、去掉空格、换行"),
        ("４１０９９９１９５２０３０５００２５", "全角改半角"),
    ],
)
def test_case_04_what_was_put_right_is_shown(plan_of, written, done):
    plan = plan_of(person(身份证号=written))
    assert plan.tidied(only(plan)) == {"id_no": done} and only(plan).values["id_no"] == WHOLE
    assert plan.original(only(plan), "id_no") == written
    assert plan_of(person()).tidied(only(plan_of(person()))) == {}


def test_case_06_the_long_form_is_proposed_and_the_old_one_kept(plan_of):
    row = only(plan_of(person(身份证号="410999520305002")))
    assert row.values["id_no"] == "410999520305002" and any(
        number("41099919520305002") in doubt for doubt in row.doubts
    )


def test_case_06_of_996_to_999_the_century_is_asked(plan_of):
    plan = plan_of(person(身份证号="410999150305998", 出生日期=None, 入党时间="1940-07"))
    (question,) = plan.questions
    assert only(plan).verdict == Verdict.ASK
    assert question.choices == ("410999150305998", number("41099919150305998"), number("41099918150305998"))
    plan.settle(question, question.choices[1])
    assert only(plan).verdict == Verdict.NEW and only(plan).values["id_no"] == question.choices[1]


def test_case_09_a_masked_number_never_replaces_a_whole_one(office, known, plan_of):
    plan = plan_of(person(身份证号="410***********0025", 手机="13700000000"), mode="overwrite")
    row = only(plan)
    plan.answer(row, row.candidates[0])
    apply_plan(office, plan, backup=False)
    assert office.database.rows("SELECT id_no, mobile FROM member WHERE birth_date = '1952-03-05'") == [
        (WHOLE, "13700000000")
    ]
    masked_only = only(plan_of(person(姓名="生人", 身份证号="4109****1234")))
    assert "id_no" not in masked_only.values and "打了码" in masked_only.doubts[0]


def test_case_10_another_date_of_birth_than_the_number_s_is_kept_and_flagged(plan_of):
    row = only(plan_of(person(出生日期="1951-12-01")))
    assert (row.verdict, row.values["birth_date"], row.values["id_no"]) == (Verdict.NEW, "1951-12-01", WHOLE)
    assert "以档案为准" in row.doubts[0]


def test_case_11_another_sex_than_the_number_s_is_flagged(plan_of):
    row = only(plan_of(person(性别="男")))
    assert (row.verdict, row.values["sex"]) == (Verdict.NEW, "1") and "性别" in row.doubts[0]


@pytest.mark.parametrize("name", ["王䶮", "李𠮷", "陈\U00030010"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_case_17_a_rare_character_is_kept(office, book, tmp_path, name, kind):
    path = book(person(姓名=name))
    if kind == "csv":
        path = tmp_path / "生僻.csv"
        path.write_text(",".join(HEADINGS) + "\n" + ",".join(person(姓名=name)), encoding="gb18030")
    plan = build_plan(office, LEDGER, [path])
    assert (only(plan).values["name"], only(plan).verdict, only(plan).doubts) == (name, Verdict.NEW, [])
    apply_plan(office, plan, backup=False)
    assert office.database.one("SELECT name FROM member") == name


def test_case_17_a_character_of_somebody_s_own_making_is_kept_and_flagged(plan_of):
    row = only(plan_of(person(姓名="王\ue123")))
    assert row.values["name"] == "王\ue123" and "自造字" in row.doubts[0]


@pytest.mark.parametrize("written", ["1958-02-30", "1958.13.1", "1958年2月30日", "19580230", "2015-02-29"])
def test_case_23_a_day_that_never_was_comes_back(plan_of, written):
    row = only(plan_of(person(入党时间=written)))
    assert row.verdict == Verdict.REFUSED and list(row.faults) == ["joined_on"]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"入党时间": "1969-03-01"}, "不满 18 岁"),
        ({"入党时间": "2017-03-01"}, "晚于今天"),
        ({"转正日期": "1974-01-01"}, "转正"),
        ({"出生日期": "1938-03-05", "身份证号": None, "入党时间": "1944-12-01"}, "不满 14 岁"),
        ({"出生日期": "1938-03-05", "身份证号": None, "入党时间": "1937"}, "不满 14 岁"),
    ],
)
def test_case_24_a_date_that_can_hardly_be_is_taken_with_a_warning(plan_of, told, why):
    headings = [*HEADINGS, "转正日期"]
    told = {"转正日期": None, **told}
    row = only(
        plan_of(headings, [*person(**{k: v for k, v in told.items() if k != "转正日期"}), told["转正日期"]], bare=True)
    )
    assert row.verdict == Verdict.NEW and any(why in doubt for doubt in row.doubts)


@pytest.mark.parametrize("said", ["建国前", "农历腊月初八", "1947年左右", "解放初"])
def test_case_25_words_that_are_no_date_are_kept_in_the_remark(office, plan_of, said):
    plan = plan_of([*HEADINGS, "备注"], [*person(入党时间=said, 身份证号=None), "老党员"], bare=True)
    row = only(plan)
    assert row.verdict == Verdict.NEW and "joined_on" not in row.values
    assert row.values["remark"] == f"老党员；加入党组织日期：{said}" and "不是公历日期" in row.doubts[0]
    apply_plan(office, plan, backup=False)
    assert office.database.rows("SELECT joined_on, remark FROM member") == [(None, f"老党员；加入党组织日期：{said}")]


NO_BIRTH = {"性别": None, "出生日期": None}


def test_birth_and_sex_that_a_row_leaves_out_are_proposed_from_its_number_with_a_mark_and_counted(office, plan_of):
    plan = plan_of(person(**NO_BIRTH), person(姓名="王芳", 身份证号=None, **NO_BIRTH))
    row, without_number = plan.rows
    assert (row.values["birth_date"], row.values["sex"]) == ("1952-03-05", "2")
    assert plan.tidied(row) == {"birth_date": "按证号补上", "sex": "按证号补上"} and row.doubts == []
    assert "birth_date" not in without_number.values and plan.derived_rows == [row]
    assert "1 行没有填出生日期、性别，按证号补上" in plan.in_words()
    apply_plan(office, plan, backup=False)
    assert office.database.rows("SELECT birth_date, sex FROM member ORDER BY id") == [("1952-03-05", "2"), (None, None)]


def test_what_was_proposed_from_the_number_can_be_left_out_row_by_row_and_taken_again(office, plan_of):
    plan = plan_of(person(**NO_BIRTH))
    row = only(plan)
    plan.accept(row, ["sex"])
    assert "birth_date" not in row.values and row.values["sex"] == "2" and row.verdict == Verdict.NEW
    plan.accept(row, ["birth_date", "sex"])
    assert row.values["birth_date"] == "1952-03-05"
    plan.accept(row, [])
    apply_plan(office, plan, backup=False)
    assert office.database.rows("SELECT name, birth_date, sex FROM member") == [("李娜", None, None)]


@pytest.mark.parametrize(
    "told",
    [
        {"身份证号": WHOLE[:17] + ("0" if WHOLE[17] != "0" else "1")},
        {"身份证号": "410999195202310020"},
        {"身份证号": "4109**********0025"},
    ],
)
def test_a_number_in_doubt_proposes_no_birth_and_no_sex(plan_of, told):
    row = only(plan_of(person(**{**NO_BIRTH, **told})))
    assert not {"birth_date", "sex"} & row.values.keys() and row.derived == {}


def test_what_the_row_says_itself_is_never_replaced_by_the_number(plan_of):
    row = only(plan_of(person(性别="男", 出生日期=None)))
    assert (row.values["sex"], row.values["birth_date"]) == ("1", "1952-03-05") and list(row.derived) == ["birth_date"]


def test_a_known_member_gets_birth_and_sex_proposed_as_a_change_when_the_number_itself_is_news(office, plan_of):
    apply_plan(office, plan_of(person(身份证号=None, **NO_BIRTH)), backup=False)
    plan = plan_of(person(**NO_BIRTH))
    row = only(plan)
    plan.answer(row, row.candidates[0])
    assert row.changes["birth_date"] == (None, "1952-03-05") and row.changes["sex"] == (None, "2")
    assert row.accepted == {"id_no", "birth_date", "sex"} and plan.derived_rows == [row]
    plan.accept(row, ["id_no"])
    assert plan.derived_rows == []
    apply_plan(office, plan, backup=False)
    assert office.database.rows("SELECT id_no, birth_date, sex FROM member") == [(WHOLE, None, None)]
    assert only(plan_of(person(**NO_BIRTH))).verdict == Verdict.SAME


def test_an_answer_taken_back_takes_what_was_proposed_with_it(office, plan_of):
    apply_plan(office, plan_of(person(身份证号=None, 性别=None, 出生日期="1950")), backup=False)
    plan = plan_of(person(**NO_BIRTH))
    row = only(plan)
    plan.answer(row, "new")
    assert row.derived
    plan.answer(row, row.candidates[0])
    assert "birth_date" not in row.changes and "birth_date" not in row.values and list(row.derived) == ["sex"]
