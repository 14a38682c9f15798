"""Cases 14, 26–30, 44–45: what stands around the records of a sheet."""

from desktop_app.features.roster import LEDGER
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.finding import OrgFinder
from desktop_app.ledger.importing.plan import Verdict
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.people import tree
from desktop_app.workbook.read import read_workbook
from tests.ledger.messy.conftest import HEADINGS, person

BARE = HEADINGS[:-1]


def bare(**told):
    return person(**told)[:-1]


def test_case_14_the_same_person_in_two_files_is_one_question_with_both_rows(office, book):
    books = [read_workbook(book(person())), read_workbook(book(person(手机="13700000000")))]
    rows = build_plan(office, LEDGER, books).rows
    assert [row.verdict for row in rows] == [Verdict.ASK, Verdict.ASK]
    assert rows[1].where in rows[0].reasons[0] and rows[0].where in rows[1].reasons[0]


def test_case_26_titles_are_passed_over_and_a_header_of_two_merged_rows_is_joined(plan_of, org):
    def merge(sheet):
        for cells in ("A1:G1", "A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:G4"):
            sheet.merge_cells(cells)

    plan = plan_of(
        ["党员花名册"], ["单位：第八社区", None, None, None, None, None, "2016年12月"],
        ["姓名", "性别", "证件", None, "入党", None, "所在党支部"],
        [None, None, "身份证号", "出生日期", "时间", "介绍人", None],
        ["李娜", "女", "410999195203050025", "1952-03-05", "1975-07-01", "张建国", "第一党支部"],
        bare=True, touch=merge,
    )  # fmt: skip
    (row,) = plan.rows
    assert row.row == 5 and plan.sheets[0].notes == []
    assert row.values == {
        "name": "李娜", "sex": "2", "id_no": "410999195203050025", "birth_date": "1952-03-05", "joined_on": "1975-07-01",
        "introducers": "张建国", "org": org("第一党支部"),
    }  # fmt: skip


def test_a_title_over_what_is_said_of_the_person_leaves_the_lower_heading_to_speak(plan_of, org):
    def merge(sheet):
        for cells in ("A1:C1", "D1:D2", "E1:F1"):
            sheet.merge_cells(cells)

    plan = plan_of(
        ["基本情况", None, None, "出生日期", "党内情况", None],
        ["姓名", "性别", "身份证号", None, "入党时间", "所在党支部"],
        ["李娜", "女", "410999195203050025", "1952-03-05", "1975-07-01", "第一党支部"],
        bare=True, touch=merge,
    )  # fmt: skip
    (row,) = plan.rows
    assert (row.values["name"], row.values["birth_date"]) == ("李娜", "1952-03-05")
    assert (row.values["joined_on"], row.values["org"]) == ("1975-07-01", org("第一党支部"))


def test_a_branch_that_is_like_several_is_proposed_by_likeness_not_by_the_trees_order(office, org):
    with office.change("班"):
        for name in ("养护一班", "养护二班"):
            tree.found(office, f"中共{name}支部委员会", f"园林{name}支部", "党支部", org("中心党委"))
    finder = OrgFinder(office)
    assert finder.perhaps("园林养护二班党支部")[0] == org("园林养护二班支部")
    assert finder.perhaps("养护二班")[0] == org("园林养护二班支部")


def test_case_27_a_merged_branch_stands_for_its_rows_only(plan_of, org):
    people = [person(姓名=name, 身份证号=None, 所在党支部=None) for name in ("甲", "乙", "丙", "丁")]
    people[0][-1], people[2][-1] = "第一党支部", "第二党支部"
    plan = plan_of(*people, touch=lambda sheet: sheet.merge_cells("G2:G3"))
    first, second = org("第一党支部"), org("第二党支部")
    assert [row.values.get("org") for row in plan.rows] == [first, first, second, None]
    assert plan.rows[3].verdict == Verdict.REFUSED and plan.rows[3].reasons[0].startswith("缺所在党支部")


def test_case_28_a_branch_alone_in_a_row_is_the_branch_of_those_below_and_the_preview_says_so(plan_of, org):
    plan = plan_of(
        BARE,
        ["第一党支部"],
        bare(姓名="甲", 身份证号=None),
        bare(姓名="乙", 身份证号=None),
        [None, "第二党支部"],
        bare(姓名="丙", 身份证号=None),
        bare=True,
    )
    first, second = org("第一党支部"), org("第二党支部")
    assert [(row.name, row.values["org"]) for row in plan.rows] == [("甲", first), ("乙", first), ("丙", second)]
    assert all("按上面单独一行的" in row.doubts[0] for row in plan.rows)


def test_case_28_a_row_that_names_its_own_branch_keeps_it_and_a_lone_word_is_no_branch(plan_of, org):
    plan = plan_of(
        ["第一党支部"], person(所在党支部="第二党支部"), [None, "退休人员"], person(姓名="乙", 身份证号=None)
    )
    assert [row.values["org"] for row in plan.rows] == [org("第二党支部"), org("第一党支部")]
    assert plan.rows[0].doubts == [] and (4, "只有一格：退休人员") in plan.sheets[0].skipped


def test_case_28_a_lone_word_in_the_column_of_names_does_not_become_a_member(plan_of):
    plan = plan_of(BARE, ["第一党支部"], bare(), ["退休人员"], bare=True)
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.REFUSED]
    assert plan.rows[1].reasons[0].startswith("缺所在党支部")


def test_case_28_an_unknown_branch_alone_in_a_row_is_asked_about_for_those_below(plan_of):
    plan = plan_of(BARE, ["第九党支部"], bare(), bare=True)
    assert plan.rows[0].verdict == Verdict.ASK and "没有党组织“第九党支部”" in plan.rows[0].reasons[0]


def test_case_29_totals_and_signatures_are_skipped_listed_and_compared(plan_of):
    foot = [["合计", None, "2人"], ["制表人：王芳", None, None, "2016年12月"]]
    plan = plan_of(person(), person(姓名="刘洋", 身份证号=None), *foot)
    assert len(plan.rows) == 2 and [row for row, _ in plan.sheets[0].skipped] == [4, 5]
    assert plan.sheets[0].notes == []
    short = plan_of(person(), *foot)
    assert short.sheets[0].notes == ["第 3 行写的合计是 2 人，读到的是 1 行，请核对"]
    assert "合计是 2 人" in short.in_words()


def test_signatures_under_a_total_are_nobody_s_row(plan_of):
    feet = ["支部书记：王芳", "书记（签字）：王芳", "党支部：第一党支部", "联系人：王芳", "盖章："]
    plan = plan_of(person(), ["合计", None, "1人"], *([foot, None, None, "制表人：刘洋"] for foot in feet))
    assert len(plan.rows) == 1 and len(plan.sheets[0].skipped) == 1 + len(feet)


def test_case_30_hidden_rows_and_columns_are_counted_taken_and_told_and_hidden_sheets_left(office, book):
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["F"].hidden = True
        more = sheet.parent.create_sheet("旧")
        more.append(HEADINGS)
        more.append(person(姓名="旧人"))
        more.sheet_state = "hidden"

    plan = build_plan(office, LEDGER, [read_workbook(book(person(), person(姓名="刘洋", 身份证号=None), touch=hide))])
    assert [row.name for row in plan.rows] == ["李娜", "刘洋"] and "mobile" in plan.rows[0].values
    assert plan.sheets[0].notes == ["有 1 行是隐藏的，也算在内", "有 1 列是隐藏的，也算在内"]
    assert plan.sheets[1].notes == ["隐藏的工作表，没有导入"]


def test_case_44_who_is_missing_from_a_branch_s_list_is_told_and_stays(office, plan_of):
    people = [person(姓名=name, 身份证号=None, 入党时间=f"19{70 + at}-07-01") for at, name in enumerate("甲乙丙")]
    apply_plan(office, plan_of(*people), backup=False)
    plan = plan_of(*people[:2], mode="overwrite")
    assert "名单未出现（不会删除）：第一党支部 1 人，丙" in plan.in_words()
    assert apply_plan(office, plan, backup=False).change_id is None
    assert office.database.one("SELECT count(*) FROM member WHERE left_on IS NULL") == 3
    assert plan_of(people[0]).absent == {}, "a list of a few is no list of the branch"


def test_whoever_s_row_is_sent_back_is_not_told_to_be_missing(office, plan_of):
    people = [person(姓名=name, 身份证号=None, 入党时间=f"19{70 + at}-07-01") for at, name in enumerate("甲乙丙")]
    apply_plan(office, plan_of(*people), backup=False)
    plan = plan_of(*people[:2], person(姓名="丙", 身份证号="41099919520305002", 入党时间=None))
    assert plan.rows[2].verdict in (Verdict.REFUSED, Verdict.ASK) and plan.absent == {}


def test_case_45_columns_nobody_knows_are_left_out_and_stated(plan_of):
    plan = plan_of([*HEADINGS, "星座", "属相"], [*person(), "狮子", "龙"], bare=True)
    assert plan.sheets[0].notes == ["“星座”列：没有对应的字段，不导入", "“属相”列：没有对应的字段，不导入"]


def test_case_46_two_columns_called_the_same_are_told_apart_by_what_stands_over_them(plan_of):
    def merge(sheet):
        for cells in ("A1:A2", "B1:C1", "D1:E1", "F1:F2"):
            sheet.merge_cells(cells)

    plan = plan_of(
        ["姓名", "入党", None, "转正", None, "所在党支部"],
        [None, "时间", "介绍人", "时间", "备注", None],
        ["李娜", "1975-07", "张建国", "1976-07", "无", "第一党支部"],
        bare=True, touch=merge,
    )  # fmt: skip
    values = plan.rows[0].values
    assert (values["joined_on"], values["full_on"]) == ("1975-07", "1976-07")


def test_case_46_two_columns_called_the_same_are_asked_about_and_the_answer_is_remembered(office, book):
    path = book(["姓名", "积极分子", "时间", "谈话", "时间", "所在党支部"],
                ["李娜", "是", "1975-07", "有", "1976-07", "第一党支部"], bare=True)  # fmt: skip
    read = read_workbook(path)
    plan = build_plan(office, LEDGER, [read])
    assert plan.sheets[0].notes.count("“时间”列：有几列同名，请指定各是哪一项；未指定的不导入") == 2
    mapping = plan.sheets[0].mapping.with_field(2, "activist_on").with_field(4, "applied_on")
    answered = build_plan(office, LEDGER, [read], mappings={(path.name, "Sheet"): mapping})
    apply_plan(office, answered, backup=False)
    assert office.database.rows("SELECT activist_on, applied_on FROM member") == [("1975-07", "1976-07")]
    again = build_plan(office, LEDGER, [read])
    assert again.sheets[0].mapping.fields == mapping.fields
