"""Attendance by exception: who is due, what is kept, what follows from it."""

from datetime import date

import pytest

from desktop_app import registry
from desktop_app.features.study.attendance import Mark, due_at, entry_list, make_up, marks_of, set_attendance
from desktop_app.features.study.hours import hours_between
from desktop_app.features.study.words import Status
from desktop_app.ledger.writes import create, delete
from desktop_app.people import membership
from desktop_app.people.words import EventKind
from desktop_app.support.errors import OfficeError

ABSENT = Mark(Status.ABSENT)


def _sign(branch, session, away=None):
    with branch.office.change("签到"):
        return set_attendance(branch.office, session, away or {})


def _counts(branch, session):
    return branch.office.database.rows("SELECT due_n, present_n, absent_n FROM study_session WHERE id = ?", (session,))[
        0
    ]


def test_all_are_there_but_those_marked(branch):
    session = branch.session()
    _sign(branch, session, {branch.people[3]: ABSENT, branch.people[4]: Mark(Status.LEAVE, "住院", "书记")})
    assert _counts(branch, session) == (10, 8, 2)


def test_entered_twice_each_is_counted_once(branch):
    session = branch.session()
    _sign(branch, session, {branch.people[3]: ABSENT})
    assert _sign(branch, session, {branch.people[4]: ABSENT}) == 2
    assert _counts(branch, session) == (10, 9, 1)
    assert branch.office.database.one("SELECT count(*) FROM attendance") == 10


def test_a_later_transfer_leaves_the_old_branch(branch):
    session = branch.session()
    _sign(branch, session)
    with branch.office.change("调整"):
        membership.move(branch.office, [branch.people[5]], branch.other, "2016-12-20")
    assert (
        branch.office.database.one("SELECT org_id FROM attendance WHERE member_id = ?", (branch.people[5],))
        == branch.org
    )
    assert branch.people[5] in due_at(branch.office, session)
    late = branch.session(on_day="2016-12-21")
    assert branch.people[5] not in due_at(branch.office, late)


def test_the_board_alone_is_due_at_its_meeting_and_all_under_the_center_at_its_own(branch):
    board = branch.session(kind=branch.kind("支委会"), decision="同意")
    assert set(due_at(branch.office, board)) == set(branch.people[:3])
    whole = branch.session(org=branch.root)
    assert set(due_at(branch.office, whole)) == {*branch.people, branch.stranger}


def test_exempted_people_are_not_due_only_where_votes_on_people_are_held(branch):
    with branch.office.change("免到"):
        branch.office.database.execute_sql("UPDATE member SET quorum_exempt = 1 WHERE id = ?", (branch.people[9],))
    plain, vote = branch.session(), branch.session(on_day="2016-12-06", is_exempting="是")
    assert branch.people[9] in due_at(branch.office, plain)
    assert branch.people[9] not in due_at(branch.office, vote)


def test_the_frail_are_proposed_for_a_visit_with_the_matter(branch):
    people = {person.member: person.mark for person in entry_list(branch.office, branch.session())}
    assert people[branch.people[9]].status == Status.DELIVERED
    assert people[branch.people[0]].status == Status.PRESENT


def test_leave_needs_its_reason_and_who_gave_it(branch):
    with pytest.raises(OfficeError, match="请假事由和准假人"):
        _sign(branch, branch.session(), {branch.people[0]: Mark(Status.LEAVE, "住院")})
    assert branch.office.database.one("SELECT count(*) FROM attendance") == 0


def test_nobody_from_elsewhere_is_marked(branch):
    with pytest.raises(OfficeError, match="不在应到名单"):
        _sign(branch, branch.session(), {branch.stranger: ABSENT})


def test_hours_go_to_those_there_and_to_those_who_made_up(branch):
    session = branch.session()
    _sign(branch, session, {branch.people[3]: ABSENT, branch.people[9]: Mark(Status.DELIVERED)})
    year = (date(2016, 1, 1), date(2016, 12, 31))
    had = hours_between(branch.office, *year)
    assert had[branch.people[0]] == had[branch.people[9]] == 15
    assert branch.people[3] not in had
    row = branch.office.database.one("SELECT id FROM attendance WHERE owed = 1")
    with branch.office.change("补课"):
        make_up(branch.office, [row], date(2016, 12, 20), "集中", "组织委员")
    assert hours_between(branch.office, *year)[branch.people[3]] == 15
    assert branch.office.database.one("SELECT count(*) FROM attendance WHERE owed = 1") == 0


def test_a_make_up_is_not_before_its_session(branch):
    session = branch.session()
    _sign(branch, session, {branch.people[3]: ABSENT})
    row = branch.office.database.one("SELECT id FROM attendance WHERE owed = 1")
    with pytest.raises(OfficeError, match="早于会议"), branch.office.change("补课"):
        make_up(branch.office, [row], date(2016, 12, 1), "集中", "")


def test_two_sessions_of_one_day_give_no_more_than_eight_hours(branch):
    for start, end in (("8:00", "12:00"), ("13:00", "19:00")):
        _sign(branch, branch.session(start_at=start, end_at=end, hours="6"))
    assert hours_between(branch.office, date(2016, 1, 1), date(2016, 12, 31))[branch.people[0]] == 80


def test_changed_hours_of_a_session_reach_its_people_and_undo_takes_them_back(branch):
    from desktop_app.ledger.writes import update

    session = branch.session()
    _sign(branch, session)
    update(branch.office, registry.ledger("study"), session, {"hours": "2"}, {"hours": 15})
    year = (date(2016, 1, 1), date(2016, 12, 31))
    assert hours_between(branch.office, *year)[branch.people[0]] == 20
    branch.office.undo()
    assert hours_between(branch.office, *year)[branch.people[0]] == 15
    branch.office.undo()
    assert marks_of(branch.office, session) == {}
    assert _counts(branch, session) == (None, None, None)


def test_a_session_goes_with_its_attendance_and_comes_back(branch):
    session = branch.session()
    _sign(branch, session)
    delete(branch.office, registry.ledger("study"), [session])
    assert branch.office.database.one("SELECT count(*) FROM attendance") == 0
    branch.office.undo()
    assert len(marks_of(branch.office, session)) == 10


def test_one_gathering_of_two_parts_counts_for_both_kinds_and_gives_hours_once(branch):
    session = branch.session(kind=branch.kind("支部党员大会"), title="大会", remarks="发言", decision="同意", hours="2")
    part = {"session": session, "kind": branch.kind("党课"), "title": "党课", "speaker": branch.people[0], "seq": "2"}
    create(branch.office, registry.ledger("session_parts"), part)
    _sign(branch, session)
    kinds = branch.office.database.rows(
        "SELECT k.duty FROM session_kind v JOIN study_kind k ON k.id = v.kind_id ORDER BY v.part_id"
    )
    assert kinds == [("支部党员大会",), ("党课",)]
    assert branch.office.database.one("SELECT sum(hours) FROM attendance") == 200


def test_somebody_who_had_left_is_not_due(branch):
    with branch.office.change("转出"):
        membership.leave(branch.office, [branch.people[8]], EventKind.TRANSFERRED_OUT, "2016-12-01")
    assert branch.people[8] not in due_at(branch.office, branch.session())
