"""What the study ledger tells others: dues, contradictions, a member's page; sign-in sheets that come in."""

from datetime import date

import openpyxl
import pytest

from desktop_app import registry
from desktop_app.features.study import offers
from desktop_app.features.study.attendance import Mark, set_attendance
from desktop_app.features.study.leaders import leader_lines
from desktop_app.features.study.plan import plan_progress
from desktop_app.features.study.sign_in import apply_sign_in, plan_sign_in
from desktop_app.features.study.words import Status
from desktop_app.ledger.writes import create
from desktop_app.support.errors import OfficeError
from desktop_app.workbook.read import read_workbook

TODAY = date(2016, 12, 31)


def _sign(branch, session, away=None):
    with branch.office.change("签到"):
        set_attendance(branch.office, session, away or {})


def _rules(branch):
    return {each.rule for each in offers.checks(branch.office)}


def test_clean_sessions_contradict_nothing(small_office):
    assert offers.checks(small_office) == []


def test_one_person_in_two_places_is_found(branch):
    for title, start, end, kind in (("一", "9:00", "11:00", "主题党日"), ("二", "10:00", "12:00", "支部党员大会")):
        at = {"start_at": start, "end_at": end, "kind": branch.kind(kind)}
        _sign(branch, branch.session(title=title, content=f"内容{title}", **at))
    found = [each for each in offers.checks(branch.office) if each.rule == "一人同时在两处"]
    assert len(found) == 10
    assert "同时出席“一”和“二”" in found[0].sentence
    assert len(found[0].places) == 2


def test_copied_minutes_future_and_double_sessions_are_found(branch):
    text = "会议传达了上级精神，党员逐一发言，提出了三条具体改进意见，并确定了下月的工作安排。"
    branch.session(content=text)
    second = branch.session(on_day="2016-12-06", content=text)
    assert "会议记录一字不差" in _rules(branch)
    with branch.office.change("改"):
        branch.office.database.execute_sql("UPDATE study_session SET on_day = '2017-02-01' WHERE id = ?", (second,))
    assert "日期在今天之后" in _rules(branch)
    with branch.office.change("改"):
        branch.office.database.execute_sql("UPDATE study_session SET on_day = '2016-12-05' WHERE id = ?", (second,))
    assert "一场会记了两次" in _rules(branch)


def test_signing_after_leaving_is_found(branch):
    from desktop_app.people import membership
    from desktop_app.people.words import EventKind

    session = branch.session()
    _sign(branch, session)
    with branch.office.change("转出"):
        membership.leave(branch.office, [branch.people[8]], EventKind.TRANSFERRED_OUT, "2016-12-01")
    assert "离开后还在签到" in _rules(branch)


def test_late_make_ups_and_gaps_are_on_the_home_page(branch):
    session = branch.session(on_day="2016-10-05")
    _sign(branch, session, {branch.people[2]: Mark(Status.ABSENT)})
    told = {due.title: due for due in offers.dues(branch.office, TODAY)}
    late = told["缺席超过 30 天没有补课"]
    assert (late.count, late.ledger, late.on) == (1, "absences", date(2016, 10, 5))
    assert told["2016 年三会一课和主题党日缺开的支部"].count == 1
    assert "没有录签到的会议" not in told
    branch.session(on_day="2016-10-06")
    assert "没有录签到的会议" in {due.title for due in offers.dues(branch.office, TODAY)}


def test_a_members_page_shows_hours_absences_classes_and_works(branch):
    session = branch.session(kind=branch.kind("党课"), title="党课一", speaker=branch.people[2])
    _sign(branch, session, {branch.people[2]: Mark(Status.ABSENT)})
    about = offers.about(branch.office, "member", branch.people[2])
    assert about.summary == "本年 0 学时，差 56；待补课 1 次"
    assert [line.note for line in about.lines] == ["缺席，待补课", "主讲"]
    assert offers.about(branch.office, "problem_item", 1) is None


def test_a_leader_absent_three_times_or_without_a_class_is_red(branch):
    values = {"org": branch.root, "title": "党委", "term_no": "1", "term_years": "4", "elected_on": "2016-01-05"}
    board = create(branch.office, registry.ledger("boards"), values)
    for at, post in ((3, "01"), (4, "05")):
        seat = {"board": board, "member": branch.people[at], "post": post, "from_on": "2016-01-05"}
        create(branch.office, registry.ledger("board_members"), seat)
    for day in (1, 2, 3):
        _sign(branch, branch.session(on_day=f"2016-12-0{day}"), {branch.people[3]: Mark(Status.ABSENT)})
    faults = {line.member: line.fault for line in leader_lines(branch.office, 2016)}
    assert faults == {branch.people[3]: "缺席 3 次", branch.people[4]: "本年没有讲党课"}
    branch.session(kind=branch.kind("党课"), title="讲课", speaker=branch.people[4], on_day="2016-12-07")
    assert {line.member: line.fault for line in leader_lines(branch.office, 2016)}[branch.people[4]] == ""


def test_kinds_of_branches_have_different_duties_and_a_session_ticks_its_topic(branch):
    office = branch.office
    with office.change("条线"):
        office.database.execute_sql(
            "UPDATE party_org SET line = '基层', member_kind = '离退休' WHERE id = ?", (branch.org,)
        )
        office.database.execute_sql(
            "UPDATE party_org SET line = '机关', member_kind = '在职' WHERE id = ?", (branch.other,)
        )
    topic = create(
        office,
        registry.ledger("study_topics"),
        {"year": "2016", "seq": "1", "title": "学党章", "until_on": "2016-06-30"},
    )
    for line, kind, content in (("基层", "离退休", "听读"), ("机关", "在职", "通读")):
        duty = {"topic": topic, "line": line, "member_kind": kind, "content": content, "manner": "集中"}
        create(office, registry.ledger("study_duties"), duty)
    plan = plan_progress(office, 2016)
    told = {b.name: plan.duty(b, plan.topics[0]) for b in plan.branches}
    assert told == {"甲支部": "听读（集中）", "乙支部": "通读（集中）"}
    assert all(plan.is_late(b, plan.topics[0], "2016-12-31") for b in plan.branches)
    branch.session(topic=topic, on_day="2016-06-05")
    plan = plan_progress(office, 2016)
    assert {b.name: plan.is_late(b, plan.topics[0], "2016-12-31") for b in plan.branches} == {
        "甲支部": False,
        "乙支部": True,
    }


def _sheet(path, rows):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["十二月主题党日签到表"])
    for row in rows:
        sheet.append(row)
    book.save(path)
    return read_workbook(path)


def test_strangers_on_a_sign_in_sheet_are_listed_and_the_rest_are_signed(branch, tmp_path):
    names = [
        row[0]
        for row in branch.office.database.rows("SELECT name FROM member WHERE org_id = ? ORDER BY id", (branch.org,))
    ]
    rows = [["序号", "姓名", "情况"], *([at, name, "请假" if at == 2 else ""] for at, name in enumerate(names[:8]))]
    rows += [[9, "生人甲", ""], [10, "生人乙", ""], [11, "外支部", ""]]
    session = branch.session()
    plan = plan_sign_in(branch.office, session, _sheet(tmp_path / "签到.xlsx", rows))
    assert plan.strangers == ["生人甲", "生人乙", "外支部"]
    assert (len(plan.signed), plan.unsigned) == (8, 2)
    with branch.office.change("导入签到表"):
        apply_sign_in(branch.office, plan)
    row = branch.office.database.rows("SELECT due_n, present_n FROM study_session WHERE id = ?", (session,))[0]
    assert row == (10, 7)


def test_namesakes_are_never_guessed(branch, tmp_path):
    with branch.office.change("同名"):
        branch.office.database.execute_sql("UPDATE member SET name = '王建国' WHERE id = ?", (branch.people[1],))
    plan = plan_sign_in(branch.office, branch.session(), _sheet(tmp_path / "签到.xlsx", [["姓名"], ["王建国"]]))
    assert plan.several == ["王建国"] and not plan.signed


def test_a_sheet_without_names_is_refused(branch, tmp_path):
    with pytest.raises(OfficeError, match="没有“姓名”一列"):
        plan_sign_in(branch.office, branch.session(), _sheet(tmp_path / "签到.xlsx", [["编号", "单位"], [1, "x"]]))


def test_the_pack_gets_its_folders_and_what_is_missing_is_named(branch, tmp_path):
    from desktop_app.support.spans import parse_span

    year = parse_span("2016")
    branch.session()
    for each in offers.evidence():
        folder = tmp_path / each.folder
        folder.mkdir()
        paths = each.write(branch.office, folder, year, False)
        assert paths and all(path.stat().st_size for path in paths), each.title
    missing = {each.folder: each.missing(branch.office, year) for each in offers.evidence()}
    assert "甲支部：2016-11 前缺支委会" in missing["04"]
    assert missing["05"] == ["甲支部 2016-12-05“主题党日”的记录没有归档"]
    assert "2016 年没有学习计划" in missing["09"]


def test_missing_evidence_is_marked_when_the_file_goes(branch):
    from desktop_app.ledger.query import Asked, LedgerQuery
    from desktop_app.people.files import attach, detach, files_of
    from desktop_app.people.links import End

    ledger, session = registry.ledger("study"), branch.session()
    view = next(view for view in ledger.views if view.name == "缺佐证")
    query = LedgerQuery(branch.office, ledger, Asked(view=view))
    assert list(query.ids()) == [session]
    with branch.office.change("附件"):
        attach(branch.office, End("study_session", session), "签到".encode(), "签到表.txt", "签到表")
    assert list(query.ids()) == []
    with branch.office.change("移除"):
        detach(branch.office, [files_of(branch.office, End("study_session", session))[0].id])
    assert list(query.ids()) == [session]


def test_sessions_written_up_late_are_listed(branch):
    from desktop_app.ledger.query import Asked, LedgerQuery

    ledger = registry.ledger("study")
    late, _soon = branch.session(on_day="2016-12-20"), branch.session(on_day="2016-12-28")
    view = next(view for view in ledger.views if view.name == "补录")
    assert list(LedgerQuery(branch.office, ledger, Asked(view=view)).ids()) == [late]
