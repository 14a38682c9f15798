"""A whole roster, exported in one office, taken in by another: everybody comes, and those who are named in somebody's row are found."""

from pathlib import Path

import pytest

from desktop_app import registry
from desktop_app.features.roster import LEDGER
from desktop_app.ledger.cells import Unmasking
from desktop_app.ledger.export import export_workbook
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.plan import NEW, SKIP, Verdict
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.ledger.query import LedgerQuery
from desktop_app.people import tree
from desktop_app.support.id_number import check_digit
from desktop_app.workbook.plan import ColumnPlan, SheetPlan
from desktop_app.workbook.write import write_workbook
from tests.conftest import TODAY

HEADINGS = ["姓名", "身份证号", "出生日期", "支部", "结对联系人"]
PAIRED = "SELECT m.name, h.name FROM member m LEFT JOIN member h ON h.id = m.helper_id ORDER BY m.id"


def number(at):
    first = f"41099919520305{at:03d}"
    return first + check_digit(first)


def row(name, at, helper=None, birth="1952-03-05"):
    return [name, number(at) if at else None, birth, "第一支部", helper]


@pytest.fixture
def plan_of(office, tmp_path):
    with office.change("组织树"):
        root = tree.found(office, "中共第八社区管理中心委员会", "中心党委", "党委", None)
        tree.found(office, "中共第一支部委员会", "第一支部", "党支部", root)

    def plan(*rows, mode="fill"):
        path = tmp_path / "花名册.xlsx"
        write_workbook(path, [SheetPlan("花名册", [ColumnPlan(heading) for heading in HEADINGS], rows)])
        return build_plan(office, LEDGER, [path], mode=mode)

    return plan


def test_another_office_takes_in_everybody_and_finds_nothing_new_the_second_time(small_office, tmp_path):
    whole = tmp_path / "花名册.xlsx"
    query = LedgerQuery(small_office, LEDGER)
    there = query.count()
    helper, cared_for = (int(query.ids()[at]) for at in (0, 1))
    with small_office.change("结对"):
        small_office.database.execute_sql("UPDATE member SET helper_id = ? WHERE id = ?", (helper, cared_for))
    pair = small_office.database.rows(PAIRED.replace("LEFT ", ""))
    export_workbook(query, LEDGER.columns, whole, unmasking=Unmasking(small_office).begin("交接"))
    small_office.close()
    made, _ = registry.create_office(Path(tmp_path / "新.office"), "新", today=TODAY)
    with made as office:
        plan = build_plan(office, LEDGER, [whole], create_orgs=True)
        assert (plan.counts()["new"], there) == (there, 80)
        apply_plan(office, plan, backup=False)
        assert pair and set(pair) == set(office.database.rows(PAIRED.replace("LEFT ", "")))
        assert build_plan(office, LEDGER, [whole], create_orgs=True).counts()["same"] == there


def test_who_is_named_in_a_row_may_come_in_the_same_workbook(office, plan_of):
    plan = plan_of(row("张建国", 1, "于国生"), row("于国生", 2), row("李娜", 3, number(2)))
    assert [(told.verdict, told.doubts) for told in plan.rows] == [(Verdict.NEW, [])] * 3
    apply_plan(office, plan, backup=False)
    assert office.database.rows(PAIRED) == [("张建国", "于国生"), ("于国生", None), ("李娜", "于国生")]
    office.undo()
    assert office.database.rows(PAIRED) == []


def test_who_is_nowhere_or_more_than_one_leaves_the_field_empty_and_the_row_is_taken(office, plan_of):
    plan = plan_of(row("张建国", 1, "于国生"), row("王强", 2), row("王强", 3), row("李娜", 4, "王强"))
    assert plan.rows[0].doubts == ["结对联系人“于国生”还没有在册，这一项先空着；导入后再导一次即可补上"]
    assert plan.rows[3].doubts == ["结对联系人有 2 位“王强”，这一项先空着；请改写证号再导一次"]
    apply_plan(office, plan, backup=False)
    assert {helper for _, helper in office.database.rows(PAIRED)} == {None}


def test_a_later_workbook_joins_who_was_missing_and_overwrites_nobody(office, plan_of):
    apply_plan(office, plan_of(row("张建国", 1, "于国生"), row("单雄", 5)), backup=False)
    plan = plan_of(row("张建国", 1, "于国生"), row("于国生", 2))
    assert [told.verdict for told in plan.rows] == [Verdict.CHANGED, Verdict.NEW]
    apply_plan(office, plan, backup=False)
    assert ("张建国", "于国生") in office.database.rows(PAIRED)
    plan = plan_of(row("张建国", 1, "新来"), row("新来", 7))
    assert plan.rows[0].verdict == Verdict.SAME and "台账里的不改" in plan.rows[0].doubts[0]
    apply_plan(office, plan, backup=False)
    assert ("张建国", "于国生") in office.database.rows(PAIRED)


def test_one_left_out_by_the_clerk_is_not_joined(office, plan_of):
    plan = plan_of(row("张建国", 1, "于国生"), row("于国生", None, birth=None), row("于国生", None, birth=None))
    assert [told.verdict for told in plan.rows] == [Verdict.NEW, Verdict.ASK, Verdict.ASK]
    plan.answer(plan.rows[1], SKIP)
    plan.answer(plan.rows[2], NEW)
    apply_plan(office, plan, backup=False)
    assert office.database.rows(PAIRED) == [("张建国", None), ("于国生", None)]


def test_one_without_a_number_who_says_all_the_same_is_no_question_and_one_born_otherwise_is_another(office, plan_of):
    told = ["姓名", "性别", "出生日期", "入党时间", "支部"]
    with office.change("期初"):
        from desktop_app.features.roster import intake

        branch = office.database.one("SELECT id FROM party_org WHERE short_name = '第一支部'")
        values = {"name": "老王", "sex": "1", "birth_date": "1930-01", "joined_on": "1950-07", "org": branch}
        intake.insert(office, [values])
    verdicts = []
    for at, (sex, birth, joined) in enumerate(
        [("男", "1930", "1950-07"), ("男", "1941", "1960"), ("男", "1930", "1951")]
    ):
        path = office.folder.parent / f"{at}.xlsx"
        write_workbook(
            path, [SheetPlan("册", [ColumnPlan(h) for h in told], [["老王", sex, birth, joined, "第一支部"]])]
        )
        verdicts.append(build_plan(office, LEDGER, [path]).rows[0].verdict)
    assert verdicts == [Verdict.SAME, Verdict.NEW, Verdict.ASK]
