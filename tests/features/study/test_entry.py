"""What may be stored: the sentences the clerk meets."""

from datetime import date

import pytest

from desktop_app import registry
from desktop_app.features.study import offers
from desktop_app.features.study.acts_done import award, like_last, over_quota
from desktop_app.features.study.attendance import Mark, set_attendance
from desktop_app.features.study.clashes import people_elsewhere
from desktop_app.features.study.words import Status
from desktop_app.ledger.bulk import apply_review, review
from desktop_app.ledger.taken import take
from desktop_app.ledger.writes import NotAccepted, create, update
from desktop_app.people import membership
from desktop_app.people.words import EventKind
from desktop_app.support.errors import OfficeError

DAY = date(2016, 12, 31)


def _faults(branch, **more):
    with pytest.raises(NotAccepted) as refusal:
        branch.session(**more)
    return refusal.value.faults


def test_a_session_is_not_in_the_future_and_ends_after_it_begins(branch):
    assert "今天之后" in _faults(branch, on_day="2017-01-01")["on_day"]
    assert "晚于" in _faults(branch, start_at="10:00", end_at="9:30")["end_at"]


def test_a_day_has_no_more_than_eight_hours(branch):
    assert "最多 8 学时" in _faults(branch, hours="9")["hours"]


def test_a_study_over_new_year_is_to_be_entered_as_two(branch):
    office = branch.office
    office.clock.day = date(2017, 1, 10)
    faults = _faults(branch, on_day="2016-12-30", until_on="2017-01-02", start_at="", end_at="", hours="32")
    assert faults["until_on"] == "学时按年度计算，跨年的请分两场记：2016 年 16 学时、2017 年 16 学时"


def test_the_host_was_a_member_then_and_does_not_keep_the_minutes(branch):
    with branch.office.change("转出"):
        membership.leave(branch.office, [branch.people[7]], EventKind.TRANSFERRED_OUT, "2016-11-01")
    assert _faults(branch, host=branch.people[7])["host"] == "主持人那一天不是在册党员"
    assert "不能是同一人" in _faults(branch, recorder=branch.people[0])["recorder"]


def test_the_same_session_twice_is_said(branch):
    branch.session()
    assert "已记过" in _faults(branch)["on_day"]
    branch.session(start_at="15:00", end_at="16:00")


def test_a_branch_without_groups_has_no_group_meeting(branch):
    assert _faults(branch, kind=branch.kind("党小组会"))["kind"] == "这个支部没有党小组"


def test_a_mutual_class_names_another_branch(branch):
    assert "主讲支部" in _faults(branch, kind=branch.kind("互讲党课"), guest_org=branch.org)["guest_org"]


def test_archiving_names_what_the_minutes_lack(branch):
    session = branch.session(kind=branch.kind("支部党员大会"), agenda="", title="大会")
    with pytest.raises(OfficeError, match="记录缺少：议题、出席情况、发言要点、决议。"):
        take(branch.office, registry.ledger("study"), session, "归档", DAY)


def test_archived_minutes_are_closed_until_they_are_returned(branch):
    ledger = registry.ledger("study")
    session = branch.session()
    with branch.office.change("签到"):
        set_attendance(branch.office, session, {})
    take(branch.office, ledger, session, "归档", DAY)
    with pytest.raises(NotAccepted, match="请先退回"):
        update(branch.office, ledger, session, {"place": "别处"}, {"place": "活动室"})
    take(branch.office, ledger, session, "退回", DAY, opinion="地点写错")
    assert update(branch.office, ledger, session, {"place": "别处"}, {"place": "活动室"})


def test_everybody_agreed_is_no_minutes(branch):
    session = branch.session(content="大家一致认为很好")
    with branch.office.change("签到"):
        set_attendance(branch.office, session, {})
    with pytest.raises(OfficeError, match="写明发言人"):
        take(branch.office, registry.ledger("study"), session, "归档", DAY)


def test_a_host_who_was_not_at_the_meeting_is_said_and_listed(branch):
    session, host = branch.session(), branch.people[0]
    with branch.office.change("签到"):
        set_attendance(branch.office, session, {host: Mark(Status.LEAVE, "住院", "书记")})
    assert registry.ledger("study").offers.doubts(branch.office, session) == ["主持人王建国的签到是请假"]
    assert "主持或记录的人没有到会" in {each.rule for each in offers.checks(branch.office)}


def test_a_number_already_in_the_dossier_is_said_at_its_field(branch):
    office, items = branch.office, registry.ledger("dossier_items")
    dossier = {"year": "2016", "no": "03", "title": "三会一课", "retention": "30年"}
    item = {"dossier": create(office, registry.ledger("dossiers"), dossier), "seq": "5", "title": "记录", "pages": "2"}
    first = create(office, items, item)
    with pytest.raises(NotAccepted) as refused:
        create(office, items, item | {"title": "另一份"})
    assert refused.value.faults == {"seq": "已有一条卷宗、件号相同的记录"}
    second = create(office, items, item | {"seq": "6"})
    with pytest.raises(NotAccepted, match="已有一条"):
        update(office, items, second, {"seq": "5"}, {"seq": 6})
    assert office.database.rows("SELECT id, seq FROM dossier_item") == [(first, 5), (second, 6)]


def test_a_piece_of_a_dossier_is_numbered_from_one_and_has_pages(branch):
    office, items = branch.office, registry.ledger("dossier_items")
    made = create(office, registry.ledger("dossiers"), {"year": "2016", "no": "03", "title": "三会一课"})
    with pytest.raises(NotAccepted) as refused:
        create(office, items, {"dossier": made, "seq": "0", "title": "记录", "pages": "0"})
    assert refused.value.faults == {"seq": "件号从 1 开始", "pages": "页数从 1 开始"}


def test_a_third_holds_also_for_many_changed_at_once(branch):
    office, ledger = branch.office, registry.ledger("appraisals")
    year = {"year": "2016", "org": branch.org, "grade": "合格"}
    rows = [create(office, ledger, {**year, "member": member}) for member in branch.people]
    reviewed = review(office, ledger, rows[:4], {"grade": "优秀"})
    with pytest.raises(OfficeError, match="一起改，有 4 条不合规定.*最多 3 人"):
        apply_review(office, ledger, reviewed)
    assert office.database.one("SELECT count(*) FROM appraisal WHERE grade = '优秀'") == 0
    assert apply_review(office, ledger, review(office, ledger, rows[:3], {"grade": "优秀"})) == 3


def test_the_last_session_again_begins_without_day_attendance_and_minutes(branch):
    session, ledger = branch.session(), registry.ledger("study")
    with branch.office.change("签到"):
        set_attendance(branch.office, session, {branch.people[2]: Mark(Status.ABSENT)})
    given = like_last(branch.office, ledger, session)
    assert (given["title"], given["place"], given["start_at"], given["on_day"]) == ("主题党日", "活动室", "09:00", None)
    assert not given.keys() & {"content", "decision", "due_n", "state"}
    with pytest.raises(NotAccepted) as refused:
        create(branch.office, ledger, given)
    assert refused.value.faults.keys() == {"on_day"}


def test_an_hour_already_taken_by_branch_host_or_people_is_said(branch):
    office, ledger = branch.office, registry.ledger("study")
    first = branch.session(title="一", start_at="9:00", end_at="10:30")
    assert ledger.offers.doubts(office, first) == []
    second = branch.session(title="二", start_at="10:00", end_at="11:30", kind=branch.kind("支部党员大会"))
    branch.session(title="三", start_at="10:30", end_at="11:00", org=branch.other, host=branch.stranger, recorder=None)
    assert ledger.offers.doubts(office, first) == [
        "同一支部、主持人在 10:00–11:30 还有“二”，时间重叠；接着开的请记作同场续会"
    ]
    for session in (first, second):
        with office.change("签到"):
            set_attendance(office, session, {})
    assert people_elsewhere(office, first) == ["王建国、李秀英、张卫东等 10 人同一时间也在“二”签到"]


def test_a_kind_of_the_clerks_own_counts_for_what_it_says(branch):
    from desktop_app.features.study.figures import figures
    from desktop_app.support.spans import parse_span

    kind = create(
        branch.office,
        registry.ledger("study_kinds"),
        {"name": "微党课", "duty": "党课", "audience": "全体党员", "seq": "60"},
    )
    branch.session(kind=kind)
    held = next(figure for figure in figures() if figure.code == "study.held.class")
    rows = held.rows(branch.office, parse_span("2016-12"), None)
    assert held.value(branch.office, parse_span("2016-12"), None) == 1
    assert rows.rows[0][2] == "微党课"


def _appraise(branch, at, grade):
    values = {"year": "2016", "member": branch.people[at], "org": branch.org, "grade": grade}
    return create(branch.office, registry.ledger("appraisals"), values)


def test_a_fourth_excellent_of_ten_is_refused_with_the_reason(branch):
    for at in range(3):
        _appraise(branch, at, "优秀")
    with pytest.raises(NotAccepted, match="正式党员 10 人，最多 3 人，已评 3 人"):
        _appraise(branch, 3, "优秀")
    _appraise(branch, 3, "合格")


def test_a_probationary_member_takes_part_without_a_grade(branch):
    with branch.office.change("预备"):
        branch.office.database.execute_sql(
            "UPDATE member SET category = '预备党员', full_on = NULL WHERE id = ?", (branch.people[4],)
        )
    with pytest.raises(NotAccepted, match="不定等次"):
        _appraise(branch, 4, "合格")
    _appraise(branch, 4, "不定等次")


def _collection(branch, **more):
    values = {
        "name": "征文",
        "kind": "征文",
        "open_on": "2016-05-01",
        "close_on": "2016-06-01",
        "criteria": "内容60 语言40",
        **more,
    }
    return create(branch.office, registry.ledger("collections"), values)


def _work(branch, collection, at):
    """The work of the branch's person at this place."""
    values = {"collection": collection, "title": f"作品{at}", "author": branch.people[at], "received_on": "2016-05-20"}
    return create(branch.office, registry.ledger("submissions"), values)


def test_an_award_given_more_often_than_its_quota_is_told(branch):
    collection = _collection(branch, quotas="一等奖1 二等奖1")
    for at in range(3):
        made = _work(branch, collection, at)
        create(branch.office, registry.ledger("scores"), {"submission": made, "judge": "甲", "parts": "50 30"})
    with branch.office.change("定等次"):
        award(branch.office, collection)
    assert over_quota(branch.office, collection) == ["一等奖 3 件（名额 1 件）"]


def test_scores_make_means_places_and_awards(branch):
    collection = _collection(branch, quotas="一等奖1 二等奖1")
    works = [_work(branch, collection, at) for at in range(3)]
    for at, points in enumerate((("50 30", "40 30"), ("60 38", "55 35"), ("30 30", "30 20"))):
        for judge, parts in zip(("甲", "乙"), points, strict=True):
            create(branch.office, registry.ledger("scores"), {"submission": works[at], "judge": judge, "parts": parts})
    rows = branch.office.database.rows("SELECT seq, org_id, mean, place FROM submission ORDER BY id")
    assert rows == [(1, branch.org, 750, 2), (2, branch.org, 940, 1), (3, branch.org, 550, 3)]
    with branch.office.change("定等次"):
        assert award(branch.office, collection) == 2
    assert branch.office.database.rows("SELECT grade FROM submission ORDER BY id") == [
        ("二等奖",),
        ("一等奖",),
        (None,),
    ]


def test_a_judge_never_scores_the_own_branch_and_points_fit_the_criteria(branch):
    collection = _collection(branch)
    work = _work(branch, collection, 0)
    score = {"submission": work, "judge": "甲", "parts": "50 30"}
    with pytest.raises(NotAccepted, match="不能给本支部"):
        create(branch.office, registry.ledger("scores"), score | {"judge_org": branch.org})
    with pytest.raises(NotAccepted, match="内容得分要在 0 到 60"):
        create(branch.office, registry.ledger("scores"), score | {"parts": "70 30"})
    with pytest.raises(NotAccepted, match="现在是 90 分"):
        _collection(branch, name="别的", criteria="内容60 语言30")


def test_a_talk_is_between_two(branch):
    values = {"on_day": "2016-12-01", "a": branch.people[0], "b": branch.people[0], "pair": "党员与党员"}
    with pytest.raises(NotAccepted, match="不能是同一人"):
        create(branch.office, registry.ledger("talks"), values)


def test_attendance_of_archived_minutes_is_closed(branch):
    session = branch.session()
    with branch.office.change("签到"):
        set_attendance(branch.office, session, {})
    take(branch.office, registry.ledger("study"), session, "归档", DAY)
    with pytest.raises(OfficeError, match="请先退回"), branch.office.change("签到"):
        set_attendance(branch.office, session, {branch.people[1]: Mark(Status.ABSENT)})


def test_a_study_group_has_no_place_for_what_is_said_in_it_or_for_accounts():
    from desktop_app.features.study.model_more import StudyGroup
    from desktop_app.ledger.declaration import fields_of

    assert set(fields_of(StudyGroup)) == {"name", "org", "platform", "keeper", "size", "checked_on", "remark"}


def test_an_appraisal_and_a_talk_are_called_by_whom_they_are_of(branch):
    from desktop_app.ledger.page import read_row
    from desktop_app.ledger.writes import record_title

    made = _appraise(branch, 0, "合格")
    values = {
        "on_day": "2016-06-01",
        "a": branch.people[0],
        "b": branch.people[1],
        "org": branch.org,
        "pair": "委员与党员",
    }
    talk = create(branch.office, registry.ledger("talks"), values)
    name = branch.office.database.one("SELECT name FROM member WHERE id = ?", (branch.people[0],))
    for key, record in (("appraisals", made), ("talks", talk)):
        row = read_row(branch.office, registry.ledger(key), record)
        assert row and record_title(registry.ledger(key), row) == name
