"""How people get into the roster from a workbook or a form: each by an event of the right kind and day (the roster's part of R1–R8)."""

from datetime import date

import pytest

from desktop_app.features.roster import LEDGER, intake
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.plan import Verdict
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.ledger.writes import NotAccepted, create, update
from desktop_app.people import tree
from desktop_app.people.membership import Papers
from desktop_app.people.words import EventKind
from desktop_app.support.id_number import check_digit
from desktop_app.support.spans import parse_span
from desktop_app.workbook.plan import ColumnPlan, SheetPlan
from desktop_app.workbook.write import write_workbook

HEADINGS = [
    "序号", "姓 名", "性别", "民族", "身份证号", "出生年月", "文化程度", "入党时间", "转正时间", "所在支部", "联系电话",
    "组织关系转入时间",
]  # fmt: skip
OPENING = "2016-11-30"


def number(at, birth="19520305"):
    first = f"410999{birth}{at:03d}"
    return first + check_digit(first)


def line(at, **told):
    row = dict(zip(HEADINGS, [at, f"党员{chr(0x4E00 + at)}", "男" if at % 2 else "女", "汉", number(at), "1952.03", "大专",
                              "1975.07", "1975.07", "第一支部", "13800000000", None], strict=True))  # fmt: skip
    return list((row | told).values())


@pytest.fixture
def first(office):
    with office.change("组织树"):
        root = tree.found(office, "中共第八社区管理中心委员会", "中心党委", "党委", None)
        branches = [
            tree.found(office, f"中共{name}支部委员会", f"{name}支部", "党支部", root) for name in ("第一", "第二")
        ]
    return branches[0]


@pytest.fixture
def take_in(office, tmp_path):
    def take(*rows, headings=HEADINGS, mode="fill"):
        path = tmp_path / f"花名册{len(list(tmp_path.iterdir()))}.xlsx"
        write_workbook(path, [SheetPlan("党员花名册", [ColumnPlan(heading) for heading in headings], rows)])
        plan = build_plan(office, LEDGER, [path], mode=mode)
        apply_plan(office, plan, backup=False)
        return plan

    return take


def events(office, name):
    return office.database.rows(
        "SELECT e.kind, e.on_day FROM membership_event e JOIN member m ON m.id = e.member_id WHERE m.name = ? ORDER BY e.id",
        (name,),
    )


def test_every_usual_heading_finds_its_field(office, first, take_in):
    plan = take_in(line(1))
    assert [row.verdict for row in plan.rows] == [Verdict.NEW]
    stored = office.database.rows(
        "SELECT name, sex, ethnicity, id_no, birth_date, edu_code, joined_on, full_on, org_id, mobile FROM member"
    )
    assert stored == [("党员丁", "1", "01", number(1), "1952-03", "31", "1975-07", "1975-07", first, "13800000000")]


def test_the_first_roster_is_who_was_there_at_the_end_of_last_month(office, first, take_in):
    take_in(line(1), line(2))
    assert events(office, "党员丁") == [("期初在册", OPENING)]
    take_in(line(3))
    assert events(office, "党员七") == [("期初在册", OPENING)], (
        "the rest of the first roster may come in several workbooks"
    )


def test_who_joined_or_came_after_the_records_began_came_then(office, first, take_in):
    take_in(line(1))
    joined = {
        "入党时间": "2016-12-09",
        "转正时间": None,
        "姓 名": "新党员",
        "身份证号": number(7, "19900101"),
        "出生年月": "1990.01",
    }
    take_in(line(2, **joined), line(4, **{"姓 名": "转来", "组织关系转入时间": "2016-12-20"}))
    assert events(office, "新党员") == [("发展党员", "2016-12-09")]
    assert events(office, "转来") == [("转入组织关系", "2016-12-20")]
    figures = {figure.code: figure for figure in LEDGER.offers.figures()}
    december = parse_span("2016-12")
    told = [
        figures[f"member.{code}"].value(office, december, None)
        for code in ("opening", "in.admitted", "in.transferred_in", "gap")
    ]
    assert told == [1, 1, 1, 0]


def test_months_later_somebody_new_in_a_workbook_is_transferred_in(office, first, take_in):
    take_in(line(1))
    office.clock.day = date(2017, 2, 10)
    assert not intake.still_opening(office)
    take_in(line(5))
    assert events(office, "党员" + chr(0x4E05)) == [("转入组织关系", "2017-02-10")]


def test_the_clerk_may_choose_the_day_with_which_the_records_begin(office, first, take_in):
    office.settings.put(intake.OPENING, "2015-12-31")
    take_in(line(1))
    assert events(office, "党员丁") == [("期初在册", "2015-12-31")]


def test_another_branch_in_a_workbook_is_a_move_of_today(office, first, take_in):
    take_in(line(1), line(2))
    plan = take_in(line(1, 所在支部="第二支部"), line(2, 联系电话="13900000000"), mode="overwrite")
    assert [row.verdict for row in plan.rows] == [Verdict.CHANGED, Verdict.CHANGED]
    assert events(office, "党员丁") == [("期初在册", OPENING), ("支部间调整", "2016-12-31")]
    assert office.database.one("SELECT mobile FROM member WHERE name = ?", ("党员丂",)) == "13900000000"
    assert take_in(line(1, 所在支部="第二支部"), line(2, 联系电话="13900000000")).counts()["same"] == 2


def test_an_empty_column_and_words_led_by_events_change_nothing(office, first, take_in):
    take_in(line(1))
    headings = [*HEADINGS, "离开日期", "党籍状态"]
    take_in([*line(1, 联系电话=None), "2016-12-01", "停止党籍"], headings=headings, mode="overwrite")
    stored = office.database.rows("SELECT mobile, left_on, status FROM member")
    assert stored == [("13800000000", None, "正常")]


def test_doubts_are_told_in_the_preview_and_stored(office, first, take_in):
    wrong = number(1)[:17] + ("0" if number(1)[17] != "0" else "1")
    plan = take_in(line(1, 身份证号=wrong, 性别="女", 出生年月="1953.03"), line(2, 入党时间="2017.05"), line(3))
    assert [len(row.doubts) for row in plan.rows] == [3, 2, 0], (
        "number, birth and sex; a date ahead that is also after 转正"
    )
    view = next(view for view in LEDGER.views if view.name == "待核实")
    listed = LedgerQuery(office, LEDGER, Asked(view=view)).ids()
    assert len(listed) == 2
    assert any("校验码" in sentence for sentence in LEDGER.offers.doubts(office, listed[0]))


def test_a_whole_import_is_one_step_of_undo(office, first, take_in):
    before = office.counts()
    take_in(*(line(at) for at in range(1, 60)))
    assert office.database.one("SELECT count(*) FROM membership_event") == 59
    office.undo()
    after = office.counts()
    for table in ("member", "membership_event", "member_doubt", "search", "link"):
        assert after[table] == before[table]


def test_a_person_is_added_with_the_event_the_clerk_names(office, first):
    with office.change("新增党员"):
        member = intake.add(
            office, {"name": "李新", "org": first}, EventKind.RESTORED, "2016-12-08", Papers(basis="党委批复")
        )
    assert events(office, "李新") == [("恢复党籍", "2016-12-08")]
    assert LedgerQuery(office, LEDGER).ids().tolist() == [member]


def test_the_form_refuses_what_cannot_be_and_not_what_was_so_before(office, first):
    with pytest.raises(NotAccepted, match="预备党员没有转正日期"):
        create(office, LEDGER, {"name": "李新", "org": first, "category": "预备党员", "full_on": "2016-01"})
    with pytest.raises(NotAccepted, match="上级同意文号"):
        create(office, LEDGER, {"name": "李新", "org": first, "quorum_exempt": True, "exempt_reason": "卧床"})
    with pytest.raises(NotAccepted, match="党小组不属于"):
        create(office, LEDGER, {"name": "李新", "org": first, "group": first})
    member = create(office, LEDGER, {"name": "李新", "org": first, "category": "预备党员"})
    with office.change("旧账"):
        office.database.execute_sql("UPDATE member SET full_on = '2016-01' WHERE id = ?", (member,))
    assert update(office, LEDGER, member, {"mobile": "13800000001"}, {})
    with pytest.raises(NotAccepted, match="不计入应到会"):
        update(office, LEDGER, member, {"quorum_exempt": True}, {})


def test_three_of_one_name_stay_three(office, first, take_in):
    take_in(*(line(at, **{"姓 名": "张建国"}) for at in (1, 2, 3)))
    assert office.database.one("SELECT count(*) FROM member WHERE name = '张建国'") == 3
