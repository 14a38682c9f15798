"""Taking a workbook in: what the preview says of each row, what is written, what comes back (R1–R8)."""

import json
from datetime import date, datetime

import openpyxl
import pytest

from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.bounce import write_bounce
from desktop_app.ledger.importing.finding import remember_org_name
from desktop_app.ledger.importing.headings import KnownHeadings, find_header
from desktop_app.ledger.importing.mapping import map_sheet
from desktop_app.ledger.importing.plan import NEW, SKIP, Verdict
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.ledger.query import LedgerQuery
from desktop_app.ledger.slices import all_slices
from desktop_app.people import membership, tree
from desktop_app.people.words import EventKind, OrgLevel
from desktop_app.storage.office import Office
from desktop_app.support import id_number
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Cancelled, Progress
from desktop_app.workbook.cells import BadCell, NotAWorkbook, Sheet, Workbook
from desktop_app.workbook.read import read_workbook
from tests.ledger.conftest import titles
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger import THINGS

HEADINGS = ["姓名", "性别", "身份证号码", "出生日期", "联系电话", "所在支部"]


def number(first_17: str) -> str:
    return first_17 + id_number.check_digit(first_17)


def table(*rows, name="名册.xlsx", sheet="Sheet1", sha="0" * 64, hidden=False):
    """A workbook as read."""
    from pathlib import Path

    return Workbook(Path(name), "xlsx", sha, [Sheet(sheet, hidden, [list(row) for row in rows])])


def plan_of(office, *rows, ledger=MEMBERS, mode="fill", **options):
    return build_plan(office, ledger, [table(HEADINGS, *rows)], mode=mode, **options)


def verdicts(plan):
    return [str(row.verdict) for row in plan.rows]


def members(office, *columns):
    query = LedgerQuery(office, MEMBERS)
    return query.page(query.ids(), [MEMBERS.column(name) for name in columns])


def everything(office):
    tables = ("member", "membership_event", "party_org", "org_version", "thing", "search", "setting", "change")
    return {name: office.database.rows(f"SELECT * FROM {name}") for name in tables}


# The file and its header


def test_the_office_that_was_asked_answers_though_another_was_opened_beside_it(office, orgs, tmp_path):
    apply_plan(office, plan_of(office, ["李娜", "女", number("41099919700101002"), None, None, "一支部"]))
    Office.create(tmp_path / "旁边.office", "旁边", all_slices((MEMBERS, THINGS)))[0].close()
    plan = plan_of(office, ["李娜", "女", number("41099919700101002"), None, None, "一支部"])
    assert verdicts(plan) == ["same"]


def test_title_rows_blank_rows_and_a_counter_before_the_header_are_passed_over(office, orgs):
    sheet = table(
        ["第八社区党员花名册"], ["单位：第八社区", None, "2016年12月"], [],
        ["序号", "姓 名", "性别", "身份证\n号码", "支部"],
        [1, "李娜", "女", number("41099919700101002"), "一支部"],
    )  # fmt: skip
    plan = build_plan(office, MEMBERS, [sheet])
    assert (plan.rows[0].row, plan.rows[0].name, plan.rows[0].verdict) == (5, "李娜", Verdict.NEW)
    assert plan.sheets[0].mapping.unused == ()


def test_a_header_of_two_rows_is_joined(office, orgs):
    sheet = Sheet(
        "名册",
        False,
        [
            ["姓名", "入党", None, "联系方式"],
            [None, "时间", "支部", "手机"],
            ["李娜", "1990.07", "一支部", "13900000000"],
        ],
    )
    sheet.merged = [(0, 0, 1, 0), (0, 1, 0, 2)]
    ledger = MEMBERS
    header = find_header(sheet, KnownHeadings(ledger))
    assert (header.first, header.last) == (0, 1)
    assert header.headings == ("姓名", "入党时间", "支部", "手机")


def test_a_repeated_header_a_foot_and_a_lone_word_are_no_rows_and_are_stated(office, orgs):
    plan = plan_of(
        office,
        ["李娜", "女", number("41099919700101002"), None, None, "一支部"],
        HEADINGS,
        ["第三党支部", None],
        ["合计", None, None, None, "1人"],
        ["填表人：王芳", None, None, "2016.12"],
        [" ", None, None, "　"],
    )
    assert len(plan.rows) == 1
    assert plan.sheets[0].skipped == [
        (3, "重复的表头"), (4, "只有一格：第三党支部"), (5, "不是记录：合计"), (6, "不是记录：填表人：王芳"),
    ]  # fmt: skip


def test_columns_nobody_knows_are_stated_and_so_is_a_double(office, orgs):
    plan = build_plan(
        office,
        MEMBERS,
        [table(["姓名", "手机", "联系电话", "星座", "支部"], ["李娜", "13900000000", "13911111111", "A", "一支部"])],
    )
    assert plan.sheets[0].notes == ["“联系电话”列：与另一列重复，都是“手机”", "“星座”列：没有对应的字段，不导入"]
    assert plan.rows[0].values["mobile"] == "13900000000"


def test_a_remark_in_brackets_does_not_hide_a_heading(office, orgs):
    plan = build_plan(
        office, MEMBERS, [table(["姓名（必填）", "身份证号 *", "所在支部[简称]"], ["李娜", None, "一支部"])]
    )
    assert plan.rows[0].values == {"name": "李娜", "org": orgs["一支部"]}


def test_a_changed_mapping_is_remembered_for_the_layout_in_whatever_order(office, orgs):
    sheet = table(["姓名", "所在支部", "联系"], ["李娜", "一支部", "13900000000"])
    mapping = map_sheet(office, MEMBERS, sheet.sheets[0]).with_field(2, "mobile")
    plan = build_plan(office, MEMBERS, [sheet], mappings={("名册.xlsx", "Sheet1"): mapping})
    apply_plan(office, plan, backup=False)
    assert members(office, "mobile") == [("13900000000",)]
    again = build_plan(office, MEMBERS, [table(["联系", "姓名", "所在支部"], ["13911111111", "刘洋", "一支部"])])
    assert again.sheets[0].mapping.remembered
    assert again.rows[0].values["mobile"] == "13911111111"


def test_a_field_moved_to_another_column_leaves_the_first(office):
    mapping = map_sheet(office, MEMBERS, table(["姓名", "手机", "电话二"], ["李娜", "1", "2"]).sheets[0])
    assert mapping.with_field(2, "mobile").fields == {0: "name", 2: "mobile"}
    assert mapping.with_field(1, None).fields == {0: "name"}


def test_a_sheet_without_header_and_a_hidden_one_are_left_out_and_named(office, orgs):
    book = table(HEADINGS, ["李娜", None, None, None, None, "一支部"])
    book.sheets += [Sheet("说明", False, [["请按时上报"]]), Sheet("旧", True, [HEADINGS, ["旧人"]])]
    plan = build_plan(office, MEMBERS, [book])
    assert len(plan.rows) == 1
    assert [sheet.notes for sheet in plan.sheets[1:]] == [["没有找到表头，没有导入"], ["隐藏的工作表，没有导入"]]


def test_a_file_without_any_header_is_refused_in_words(office):
    with pytest.raises(OfficeError, match="“名册.xlsx”里没有找到表头"):
        build_plan(office, MEMBERS, [table(["通知"], ["请各支部上报"])])


def test_real_files_are_read_and_what_is_none_is_refused(office, orgs, workbook, tmp_path):
    path = workbook(HEADINGS, ["李娜", "女", number("41099919700101002"), date(1970, 1, 1), "13900000000", "一支部"])
    assert verdicts(build_plan(office, MEMBERS, [path])) == ["new"]
    (tmp_path / "说明.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 200)
    with pytest.raises(NotAWorkbook):
        build_plan(office, MEMBERS, [tmp_path / "说明.xlsx"])


# What a cell may be


def test_synonyms_and_codes_give_one_code(office, orgs):
    rows = [
        ["姓名", "民族", "支部"],
        *([name, said, "一支部"] for name, said in zip("甲乙丙丁", ("汉", "汉族", "01", 1), strict=True)),
    ]
    plan = build_plan(office, MEMBERS, [table(*rows)])
    assert [row.values["ethnicity"] for row in plan.rows] == ["01"] * 4


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        (2, 410999195001010000, "已经丢失"), (2, "41099919500101", "14 位"), (2, BadCell("#N/A", "单元格是错误值 #N/A"), "#N/A"),
        (3, "1958-02-30", "没有 30 日"), (4, "139", "不像电话号码"), (0, None, "缺姓名"), (5, None, "缺所在党支部"), (0, "张3", "有数字"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_taken_refuses_its_row_with_the_reason(office, orgs, column, cell, reason):
    cells = ["李娜", "女", number("41099919500101002"), "1950-01", "13900000000", "一支部"]
    cells[column] = cell
    row = plan_of(office, cells).rows[0]
    assert row.verdict == Verdict.REFUSED
    assert reason in row.reasons[0]


@pytest.mark.parametrize(
    ("column", "cell", "reason", "choices"),
    [
        (3, 21186, "序号", 1), (1, "不详", "性别", 0), (5, "第九支部", "没有党组织“第九支部”", 3),
        (5, "机关党总支", "“机关党总支”是党总支，不能作所在党支部", 0), (5, "离退休支部", "请写明上级", 2),
    ],
)  # fmt: skip
def test_a_cell_that_may_mean_something_is_a_question_with_what_it_may_mean(
    office, orgs, column, cell, reason, choices
):
    cells = ["李娜", "女", number("41099919500101002"), "1950-01", "13900000000", "一支部"]
    cells[column] = cell
    plan = plan_of(office, cells)
    (question,) = plan.questions
    assert plan.rows[0].verdict == Verdict.ASK and reason in plan.rows[0].reasons[0]
    assert (question.said, len(question.choices)) == (str(cell), choices)


def test_doubtful_is_storable_and_named(office, orgs):
    plan = plan_of(
        office,
        ["李娜", None, "410999195001010020", "1950-01", None, "一支部"],
        ["刘洋", None, number("41099919500101001"), "1951", None, "一支部"],
        ["陈静", None, None, None, None, "一支部"],
    )
    assert verdicts(plan) == ["new"] * 3
    assert [row.doubts[0][:4] for row in plan.rows] == ["校验码不", "证号里的", "缺证号"]
    assert plan.counts()["doubtful"] == 3


def test_an_organisation_is_known_by_name_short_name_and_path(office, orgs):
    rows = [["甲", None, None, None, None, said] for said in (
        "三 支部", "中共第八社区三支部", "基层党总支/离退休支部", "基层党总支 > 离退休支部", "中共第八社区机关党总支离退休支部"
    )]  # fmt: skip
    plan = plan_of(office, *rows)
    three, basic, office_branch = (orgs[n] for n in ("三支部", "基层党总支离退休支部", "机关党总支离退休支部"))
    assert [row.values["org"] for row in plan.rows] == [three, three, basic, basic, office_branch]


def test_a_name_that_two_organisations_share_is_asked_about_with_both(office, orgs):
    row = plan_of(office, ["甲", None, None, None, None, "离退休支部"]).rows[0]
    assert row.verdict == Verdict.ASK
    assert "机关党总支/离退休支部" in row.reasons[0] and "基层党总支/离退休支部" in row.reasons[0]


def test_an_unknown_organisation_is_asked_about_once_and_then_known(office, orgs):
    row = plan_of(office, ["甲", None, None, None, None, "第三党支部"]).rows[0]
    assert row.reasons == ["没有党组织“第三党支部”，是不是：三支部"]
    remember_org_name(office, "第三党支部", orgs["三支部"])
    assert plan_of(office, ["甲", None, None, None, None, "第三党支部"]).rows[0].values["org"] == orgs["三支部"]


def test_a_first_import_creates_the_branches_it_names_and_only_when_applied(office):
    before = everything(office)
    plan = plan_of(
        office,
        ["甲", None, None, None, None, "机关党总支/第一党支部"],
        ["乙", None, None, None, None, "机关党总支/第二党支部"],
        ["丙", None, None, None, None, "第三党支部"],
        create_orgs=True,
    )
    assert plan.new_orgs == ["机关党总支/第一党支部", "机关党总支/第二党支部", "第三党支部"]
    assert everything(office) == before
    applied = apply_plan(office, plan)
    assert len(applied.inserted) == 3 and len(applied.orgs) == 3
    tree = office.database.rows(
        "SELECT o.short_name, o.level, p.short_name FROM party_org o LEFT JOIN party_org p ON p.id = o.parent_id ORDER BY o.id"
    )
    assert tree == [
        ("第八社区", "党委", None),
        ("机关党总支", "党总支", "第八社区"),
        ("第一党支部", "党支部", "机关党总支"),
        ("第二党支部", "党支部", "机关党总支"),
        ("第三党支部", "党支部", "第八社区"),
    ]
    assert sorted(members(office, "name", "org")) == [("丙", "第三党支部"), ("乙", "第二党支部"), ("甲", "第一党支部")]


def test_a_group_is_looked_for_in_the_row_s_own_branch(office, people, orgs):
    with office.change("又一小组"):
        other = tree.found(office, "三支部第一党小组", "一小组", OrgLevel.GROUP, orgs["三支部"])
    header = ["姓名", "支部", "党小组"]
    rows = [["甲", "一支部", "一小组"], ["乙", "三支部", "一小组"], ["丙", "二支部", "一小组"]]
    plan = build_plan(office, MEMBERS, [table(header, *rows)])
    assert [row.values.get("group") for row in plan.rows] == [orgs["一小组"], other, None]
    assert (
        plan.rows[2].verdict == Verdict.NEW
        and "有 2 个“一小组”：" in plan.rows[2].doubts[1]
        and "先空着" in plan.rows[2].doubts[1]
    )
    creating = build_plan(office, MEMBERS, [table(header, ["甲", "第九党支部", "第一党小组"])], create_orgs=True)
    assert creating.new_orgs == ["第九党支部", "第九党支部/第一党小组"]
    applied = apply_plan(office, creating, backup=False)
    group = office.database.rows("SELECT g.short_name, b.short_name FROM member m JOIN party_org g ON g.id = m.group_id"
                                 " JOIN party_org b ON b.id = g.parent_id WHERE m.id = ?", applied.inserted)  # fmt: skip
    assert group == [("第一党小组", "第九党支部")]


def test_new_rows_without_a_branch_go_into_the_one_chosen(office, orgs):
    plan = plan_of(office, ["甲", None, None, None, None, None], into_org=orgs["二支部"])
    assert plan.rows[0].values["org"] == orgs["二支部"]


# Which record a row is


def test_a_row_is_known_by_its_number_old_or_new(office, people):
    plan = plan_of(
        office,
        ["张建国", None, "410999194803050016", None, None, None],
        ["单雄", None, "410999500101001", None, None, None],
        ["李娜", None, number("41099919700101002"), None, None, "一支部"],
    )
    assert verdicts(plan) == ["same", "same", "new"]
    assert plan.rows[0].match == people["张建国"]


def test_three_members_of_one_name_stay_three(office, people):
    rows = [
        ["王强", None, "410999195506070015", None, "13900000001", None],
        ["王强", None, "410999196006070013", None, "13900000002", None],
        ["王强", None, None, None, "13900000003", "三支部"],
    ]
    plan = plan_of(office, *rows)
    assert verdicts(plan) == ["changed", "changed", "ask"]
    assert "同名" in plan.rows[2].reasons[0] and len(plan.rows[2].candidates) == 3
    apply_plan(office, plan, backup=False)
    assert len([name for (name,) in members(office, "name") if name == "王强"]) == 3


def test_a_name_alone_asks_and_each_answer_is_kept(office, people):
    plan = plan_of(office, ["单雄", None, None, None, "13900000000", "二支部"])
    row = plan.rows[0]
    assert (row.verdict, row.candidates) == (Verdict.ASK, (people["单雄"],))
    plan.answer(row, people["单雄"])
    assert (row.verdict, row.changes) == (Verdict.CHANGED, {"mobile": (None, "13900000000")})
    plan.answer(row, NEW)
    assert (row.verdict, row.match) == (Verdict.NEW, None)
    plan.answer(row, SKIP)
    assert apply_plan(office, plan, backup=False).change_id is None
    with pytest.raises(ValueError, match="no answer"):
        plan.answer(row, people["张建国"])


def test_another_number_under_the_same_name_is_another_person(office, people):
    plan = plan_of(office, ["单雄", None, number("41099919700101003"), None, None, "二支部"])
    assert verdicts(plan) == ["new"]


def test_one_number_under_two_names_is_held_back(office, people):
    plan = plan_of(office, ["单英", None, "410999195001010017", None, None, None])
    assert verdicts(plan) == ["ask"]
    assert "台账里是“单雄”" in plan.rows[0].reasons[0]


def test_a_leaver_is_asked_about(office, people):
    with office.change("转出"):
        membership.leave(office, [people["单雄"]], EventKind.TRANSFERRED_OUT, "2016-06-01")
    plan = plan_of(office, ["单雄", None, "410999195001010017", None, None, None])
    assert verdicts(plan) == ["ask"] and "已不在" in plan.rows[0].reasons[0]


def test_the_same_person_twice_is_one_question_with_both_rows(office, orgs):
    twice = ["李娜", None, number("41099919700101002"), None, None, "一支部"]
    one, two = table(HEADINGS, twice, name="甲.xlsx"), table(HEADINGS, twice, name="乙.xlsx", sha="1" * 64)
    plan = build_plan(office, MEMBERS, [one, two])
    assert verdicts(plan) == ["ask", "ask"]
    assert "乙.xlsx“Sheet1”第 2 行" in plan.rows[0].reasons[0] and "甲.xlsx" in plan.rows[1].reasons[0]
    plan.answer(plan.rows[0], NEW)
    plan.answer(plan.rows[1], SKIP)
    assert len(apply_plan(office, plan, backup=False).inserted) == 1


def test_two_new_rows_of_one_name_without_numbers_are_asked_about(office, orgs):
    plan = plan_of(office, *[["李娜", None, None, None, None, "一支部"]] * 2)
    assert verdicts(plan) == ["ask", "ask"]


# What would change


def test_filling_blanks_overwriting_and_deciding_one_by_one(office, people):
    row = ["张建国", "女", "410999194803050016", "1949-01-01", "13700000000", None]
    fill, over, each = (plan_of(office, row, mode=mode) for mode in ("fill", "overwrite", "each"))
    changes = {"sex": ("1", "2"), "birth_date": ("1948-03-05", "1949-01-01"), "mobile": ("13912345678", "13700000000")}
    assert [plan.rows[0].changes for plan in (fill, over, each)] == [changes] * 3
    assert [str(plan.rows[0].verdict) for plan in (fill, over, each)] == ["same", "changed", "changed"]
    assert fill.rows[0].kept == changes and over.rows[0].kept == {}
    each.accept(each.rows[0], ["mobile"])
    apply_plan(office, each, backup=False)
    assert members(office, "name", "sex", "mobile")[0] == ("张建国", "1", "13700000000")


def test_an_empty_column_changes_nothing(office, people):
    before = members(office, *(column.name for column in MEMBERS.columns))
    plan = plan_of(office, ["张建国", "", "410999194803050016", None, " ", None], mode="overwrite")
    assert verdicts(plan) == ["same"]
    assert apply_plan(office, plan, backup=False).change_id is None
    assert members(office, *(column.name for column in MEMBERS.columns)) == before


@pytest.mark.parametrize("cell", ["1948.03", "1948", "1948年3月", datetime(1948, 3, 5), "19480305"])
def test_a_date_that_says_less_is_no_change(office, people, cell):
    assert verdicts(plan_of(office, ["张建国", None, "410999194803050016", cell, None, None], mode="overwrite")) == [
        "same"
    ]


def test_a_date_that_says_more_fills_what_was_blank(office, people):
    plan = plan_of(office, ["单雄", None, "410999195001010017", "1950-01-01", None, None])
    assert plan.rows[0].changes == {"birth_date": ("1950", "1950-01-01")} and verdicts(plan) == ["changed"]


def test_a_number_with_stars_never_overwrites_a_whole_one(office, people):
    plan = plan_of(
        office,
        ["张建国", None, "410***********0016", None, "139****5678", None],
        ["单雄", None, "410***********9999", None, None, "二支部"],
        ["李娜", None, "410***********0001", None, None, "一支部"],
        mode="overwrite",
    )
    assert verdicts(plan) == ["ask", "new", "new"]
    plan.answer(plan.rows[0], people["张建国"])
    assert (plan.rows[0].verdict, plan.rows[0].doubts) == (Verdict.SAME, [])
    assert plan.rows[2].doubts[0] == "公民身份证号打了码，没有导入"
    assert "id_no" not in plan.rows[2].values


def test_another_branch_is_left_to_its_own_action(office, people):
    plan = plan_of(office, ["张建国", None, "410999194803050016", None, None, "三支部"], mode="overwrite")
    assert verdicts(plan) == ["same"]
    assert "导入不改这一项" in plan.rows[0].doubts[0]


# Applying


def test_a_preview_that_is_left_changes_nothing(office, people):
    before = everything(office)
    plan = plan_of(
        office, ["李娜", None, None, None, None, "一支部"], ["张建国", "女", "410999194803050016", None, "1", None]
    )
    plan.as_json()
    assert everything(office) == before


def test_an_import_is_one_step_of_undo_after_a_verified_backup(office, people):
    before = everything(office)
    plan = plan_of(
        office,
        ["李娜", "女", number("41099919700101002"), None, None, "一支部"],
        ["单雄", "男", "410999195001010017", None, "13900000000", None],
    )
    applied = apply_plan(office, plan)
    assert office.last_backup().head_change < applied.change_id
    assert office.undo_title() == "导入党员 名册.xlsx（新增 1 人，修改 1 人）"
    assert ("单雄", "1", "13900000000") in members(office, "name", "sex", "mobile")
    assert LedgerQuery(office, MEMBERS).asking(words="ln").count() == 1
    office.undo()
    after = everything(office)
    for name in ("member", "membership_event", "party_org", "search"):
        assert after[name] == before[name]


def test_a_cancelled_import_leaves_nothing(office, people):
    before = everything(office)
    plan = plan_of(office, ["李娜", None, None, None, None, "一支部"], ["刘洋", None, None, None, None, "一支部"])
    progress = Progress(lambda done, total, what: progress.cancel() if what == "写入" and done else None)
    with pytest.raises(Cancelled):
        apply_plan(office, plan, progress, backup=False)
    assert everything(office) == before


def test_a_plan_that_the_office_has_outrun_is_refused(office, people):
    row = ["单雄", None, "410999195001010017", None, "13900000000", None]
    fresh = ["李娜", None, number("41099919700101002"), None, None, "一支部"]
    changed, new = plan_of(office, row), plan_of(office, fresh)
    apply_plan(office, plan_of(office, [*row[:4], "13911111111", None]), backup=False)
    apply_plan(office, plan_of(office, fresh), backup=False)
    before = everything(office)
    for plan, name in ((changed, "单雄"), (new, "李娜")):
        with pytest.raises(OfficeError, match=f"预览之后台账有改动，涉及 1 行：{name}"):
            apply_plan(office, plan, backup=False)
    assert everything(office) == before


def test_the_same_file_again_is_recognised_until_its_import_is_undone(office, orgs):
    row = ["李娜", None, number("41099919700101002"), None, None, "一支部"]
    apply_plan(office, plan_of(office, row), backup=False)
    again = plan_of(office, row)
    assert (
        again.already == {"名册.xlsx": office.clock.now().isoformat(timespec="minutes")} or "名册.xlsx" in again.already
    )
    assert verdicts(again) == ["same"]
    office.undo()
    assert plan_of(office, row).already == {}


def test_good_rows_go_in_and_the_rest_come_back_marked_to_be_mended(office, orgs, tmp_path):
    good = [[f"好{chr(0x4E00 + n)}", "男", number(f"4109991960010{n:03}1"), None, None, "一支部"] for n in range(93)]
    bad = [["坏", "男", None, None, f"1{n}", "一支部"] for n in range(5)]
    spoiled = [
        ["失真", "男", 410999195001010000, None, None, "一支部"],
        ["错", "男", BadCell("#N/A", "错误值 #N/A"), None, None, "一支部"],
    ]
    plan = plan_of(office, *good, *bad, *spoiled)
    assert (plan.counts()["new"], plan.counts()["refused"]) == (93, 7)
    assert write_bounce(plan, tmp_path / "退回.xlsx") == 7
    assert len(apply_plan(office, plan, backup=False).inserted) == 93
    book = openpyxl.load_workbook(tmp_path / "退回.xlsx")
    page = book["Sheet1"]
    assert [cell.value for cell in page[1]] == [*HEADINGS, "退回原因"]
    assert page["E2"].value == "10" and page["E2"].fill.fgColor.rgb != page["A2"].fill.fgColor.rgb
    assert page["G2"].value.startswith("第 95 行。手机“10”不像电话号码")
    assert build_plan(office, MEMBERS, [tmp_path / "退回.xlsx"]).counts()["refused"] == 7
    for at in range(2, 9):
        page.cell(at, 1, f"改{chr(0x4E00 + at)}")
        page.cell(at, 3, number(f"4109991961010{at:03}1"))
        page.cell(at, 5).value = None
    book.save(tmp_path / "改好.xlsx")
    mended = build_plan(office, MEMBERS, [tmp_path / "改好.xlsx"])
    assert mended.counts()["new"] == 7 and not mended.sheets[0].mapping.unused  # nor is our own column told of
    assert len(apply_plan(office, mended, backup=False).inserted) == 7


def test_columns_given_by_hand_are_known_again_in_the_workbook_of_rows_sent_back(office, orgs, tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["贵姓大名", None, "所在党支部", "手机"],
        ["李娜", "女", "一支部", "10"],
        ["王芳", "女", "一支部", None],
    ):
        book.active.append(row)
    book.save(tmp_path / "来表.xlsx")
    sheet = read_workbook(tmp_path / "来表.xlsx").sheets[0]
    found = map_sheet(office, MEMBERS, sheet)
    assert found is not None
    settled = found.with_field(0, "name").with_field(1, "sex")
    plan = build_plan(office, MEMBERS, [tmp_path / "来表.xlsx"], mappings={("来表.xlsx", sheet.name): settled})
    apply_plan(office, plan, backup=False)
    assert write_bounce(plan, tmp_path / "退回.xlsx") == 1
    again = map_sheet(office, MEMBERS, read_workbook(tmp_path / "退回.xlsx").sheets[0])
    assert again is not None and again.remembered
    assert again.fields == {0: "name", 1: "sex", 2: "org", 3: "mobile"}


def test_nothing_is_written_when_nothing_bounces(office, orgs, tmp_path):
    plan = plan_of(office, ["李娜", None, number("41099919700101002"), None, None, "一支部"])
    assert write_bounce(plan, tmp_path / "退回.xlsx") == 0
    assert not (tmp_path / "退回.xlsx").exists()


def test_the_json_is_as_the_command_promises(office, people):
    plan = plan_of(
        office,
        ["李娜", None, None, None, None, "一支部"],
        ["单雄", "男", "410999195001010017", None, None, None],
        ["张建国", None, "410999194803050016", None, None, None],
        ["王强", None, None, None, None, "三支部"],
        ["刘洋", None, "1", None, None, "一支部"],
    )
    told = json.loads(json.dumps(plan.as_json(), ensure_ascii=False))
    items = told.pop("items")
    assert plan.in_words() == "共 5 行：新增 1，修改 1，无变化 1，要您确定 1，退回 1；存疑 1"
    assert told == {"rows": 5, "new": 1, "changed": 1, "same": 1, "ask": 1, "refused": 1, "doubtful": 1}
    assert items[0] == {
        "file": "名册.xlsx", "sheet": "Sheet1", "row": 2, "verdict": "new", "name": "李娜", "doubts": ["缺证号"], "reasons": [],
    }  # fmt: skip
    assert [item["verdict"] for item in items] == ["new", "changed", "same", "ask", "refused"]
    assert items[4]["reasons"] and items[4]["row"] == 6


def test_any_ledger_is_imported_by_its_declaration_alone(office, people, things, workbook):
    path = workbook(
        ["物品名称", "编号", "支部名称", "保管人", "购置年月", "价格", "数量", "使用情况", "借出"],
        ["投影仪", "A01", None, "张建国", "2014.03", 4999.5, 2, "在用", "是"],
        ["书柜", "A02", None, "410999196006070013", 2015, "1,200", None, "", "否"],
        ["展板", "A03", None, "王强", None, None, None, None, None],
    )
    plan = build_plan(office, THINGS, [path], into_org=1)
    assert verdicts(plan) == ["new"] * 3
    assert plan.rows[2].doubts == ["保管人有 3 位“王强”，请改写证号；这一项先空着"]
    apply_plan(office, plan, backup=False)
    rows = office.database.rows("SELECT name, keeper_id, bought_on, price, pieces, state, lent FROM thing")
    assert rows == [
        ("投影仪", people["张建国"], "2014-03", 499950, 2, "在用", 1),
        ("书柜", people["王强5"], "2015", 120000, None, "在用", 0),
        ("展板", None, None, None, None, "在用", 0),
    ]
    assert titles(things(words="tyy")) == ["投影仪"]
