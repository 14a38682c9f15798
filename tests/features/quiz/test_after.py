"""学后竞答 tied to a session (Q14), and practice in which wrong ones come back (Q15)."""

import pytest

from desktop_app.features.quiz import afterwards, people
from desktop_app.people.links import End
from desktop_app.support.errors import OfficeError


def test_three_to_ten_questions_and_no_others(contest):
    office = contest.office
    assert len(afterwards.questions_for(office, 5, 1)) == 5
    for count in (2, 11):
        with pytest.raises(OfficeError, match="3 到 10 题"):
            afterwards.questions_for(office, count, 1)


def test_it_shows_at_the_session_and_at_the_member(contest):
    office = contest.office
    asked = afterwards.questions_for(office, 3, 1)
    marks = [
        (member, question, at != 1) for at, (member, question) in enumerate(zip(contest.members, asked, strict=False))
    ]
    session = End("quiz_contest", contest.id)  # any record may be what it was held after
    after = afterwards.record(
        office, {"title": "十二月学后竞答", "on": "2016-12-21", "org": contest.org}, marks, session
    )
    about = people.about(office, *session)
    assert about.lines[0].note == "3 人次，答对 2"
    assert about.lines[0].id == after
    assert people.about(office, "member", contest.members[1]).summary.endswith("学后竞答 1 题，答对 0")


def test_fewer_than_three_are_not_kept(contest):
    office = contest.office
    (question, *_) = afterwards.questions_for(office, 3, 1)
    with pytest.raises(OfficeError, match="记了 1 题"):
        afterwards.record(office, {"title": "竞答", "on": "2016-12-21"}, [(contest.members[0], question, True)])


def test_a_wrong_one_comes_back_until_it_was_right_twice(contest):
    office, member = contest.office, contest.members[0]
    question = afterwards.to_practise(office, member, 5, 3)[0]
    afterwards.practised(office, member, question, "A", False)
    assert afterwards.wrong_book(office, member) == [afterwards.Wrong(question, 1, 2)]
    assert afterwards.to_practise(office, member, 5, 9)[0] == question
    afterwards.practised(office, member, question, "B", True)
    assert [each.needed for each in afterwards.wrong_book(office, member)] == [1]
    afterwards.practised(office, member, question, "B", True)
    assert afterwards.wrong_book(office, member) == []
    assert question not in afterwards.to_practise(office, member, 20, 4)


def test_each_person_has_a_book_of_their_own(contest):
    office = contest.office
    question = afterwards.to_practise(office, None, 1, 3)[0]
    afterwards.practised(office, None, question, "A", False)
    assert afterwards.wrong_book(office, contest.members[0]) == []
    assert len(afterwards.wrong_book(office, None)) == 1
