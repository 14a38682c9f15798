"""From the line-up to the certificates (Q3, Q9, Q12, Q13): draws, papers A and B, marks, ties, promotion, awards, credit."""

import re
import subprocess
from datetime import date

import pytest

from desktop_app.features.quiz import awarding, draw, people, staging, written
from desktop_app.features.quiz.contests import CONTESTS, MARKS
from desktop_app.features.quiz.figures import figures
from desktop_app.features.quiz.papers import AWARD_PAPERS, PAPERS, STAGE_PAPERS
from desktop_app.features.quiz.words import RoundKind, TieBreak
from desktop_app.ledger import taken
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import parse_span
from desktop_app.workbook.cells import Sheet, Workbook


@pytest.fixture
def first(contest):
    """A written 初赛, lined up, drawn, with numbers given."""
    office = contest.office
    plan = "单选20×2；多选6×5；判断6×3；填空2×4；简答1×4"
    stage = contest.stage(
        "初赛", "笔试", promote_n=3, paper_plan=plan, minutes=60, tie_rule="一号选手、二号选手、三号选手", papers=1
    )
    with office.change("初赛"):
        staging.line_up(office, stage)
        draw.Drawing(office, stage).draw()
        staging.give_tickets(office, stage)
    return stage


def mark(office, stage, scores):
    """Scores by entrant and player, in points."""
    with office.change("成绩"):
        for (entrant, player), points in scores.items():
            office.database.execute_sql(
                "UPDATE quiz_mark SET score = ? WHERE stage_id = ? AND entrant_id = ? AND player = ?",
                (points * 10, stage, entrant, player),
            )


def all_marks(contest, **special):
    usual = {(entrant, player): 60 + at for at, entrant in enumerate(contest.entrants) for player in (1, 2, 3)}
    return usual | special


def test_the_same_seed_draws_the_same_questions_and_none_comes_twice(contest, first):
    office = contest.office
    once = office.database.rows("SELECT question_id FROM quiz_drawn WHERE stage_id = ? ORDER BY id", (first,))
    draw.draw(office, first)
    again = office.database.rows("SELECT question_id FROM quiz_drawn WHERE stage_id = ? ORDER BY id", (first,))
    assert once == again
    assert len(set(once)) == len(once) == 35
    second = contest.stage("复赛", "笔试", paper_plan="单选40×1")
    draw.draw(office, second)
    other = office.database.rows("SELECT question_id FROM quiz_drawn WHERE stage_id = ?", (second,))
    assert not set(once) & set(other)


def test_too_few_questions_are_named_and_nothing_is_drawn(contest):
    stage = contest.stage("初赛", "笔试", paper_plan="单选500×1；填空40×1")
    with pytest.raises(OfficeError, match=r"单选要 500 题，只有 120 题；填空要 40 题，只有 12 题"):
        draw.draw(contest.office, stage)
    assert contest.office.database.one("SELECT count(*) FROM quiz_drawn") == 0


def test_the_mix_of_difficulties_adds_up():
    assert draw.shares_of(10, draw.parse_mix("易5中3难2")) == {"易": 5, "中": 3, "难": 2}
    assert sum(draw.shares_of(7, draw.parse_mix("易1中1难1")).values()) == 7
    with pytest.raises(ValueError, match="看不懂"):
        draw.parse_mix("一半容易")


def test_once_begun_nothing_is_drawn_anew(contest, final):
    from desktop_app.features.quiz.live.session import LiveSession

    stage = final(RoundKind.TEAM)
    LiveSession(contest.office, stage).begin()
    with pytest.raises(OfficeError, match="不能重新抽题"):
        draw.draw(contest.office, stage)


def test_with_marks_there_nothing_is_drawn_anew(contest, first):
    mark(contest.office, first, {(contest.entrants[0], 1): 80})
    with pytest.raises(OfficeError, match="已经有成绩"):
        draw.draw(contest.office, first)


def test_the_log_is_never_typed_into(contest):
    from desktop_app.features.quiz.contests import EVENTS
    from desktop_app.ledger import writes

    stage = contest.stage("决赛", "现场")
    with pytest.raises(writes.NotAccepted, match="只由现场比赛写下"):
        writes.create(contest.office, EVENTS, {"stage": stage, "what": "裁判调整", "at": "2016-12-20 10:00"})


def test_both_versions_ask_the_same_and_each_key_points_at_the_right_words(contest, first):
    told = {
        row[0]: row[1:]
        for row in contest.office.database.rows(
            "SELECT stem, qtype, answer, opt_a, opt_b, opt_c, opt_d FROM quiz_question"
        )
    }
    a, b = written.exam_papers(contest.office, first)
    assert {item.stem for part in a.parts for item in part.items} == {
        item.stem for part in b.parts for item in part.items
    }
    assert [item.stem for item in a.parts[0].items] != [item.stem for item in b.parts[0].items]
    assert a.points == b.points == 100
    for paper in (a, b):
        for item in (item for part in paper.parts for item in part.items):
            kind, answer, *options = told[item.stem]
            right = {options["ABCD".index(letter)] for letter in answer} if kind in ("单选", "多选") else {answer}
            keyed = {item.options["ABCDEF".index(letter)] for letter in item.answer} if item.options else {item.answer}
            assert keyed == right


def text_of(path):
    return re.sub(r"\s", "", subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True).stdout)


def test_the_papers_print_question_sheet_and_key(contest, first, tmp_path):
    office = contest.office
    for paper in STAGE_PAPERS:
        paper.write(office, tmp_path / f"{paper.key}.pdf", [first])
    exam, key = text_of(tmp_path / "quiz_exam.pdf"), text_of(tmp_path / "quiz_key.pdf")
    versions = written.exam_papers(office, first)
    for item in (item for version in versions for part in version.parts for item in part.items):
        assert re.sub(r"\s", "", item.stem).replace("____", "_" * 12) in exam  # a gap is written into
    assert exam.count("A卷") and exam.count("B卷")
    assert "满分100分时间60分钟" in exam
    assert "解析" not in exam
    for version in versions:
        at = key.index(f"{version.version}（共100分）")
        for item in version.parts[0].items[:5]:
            words = f"{item.number}单选{item.answer}{item.answer}{item.options['ABCD'.index(item.answer)]}"
            assert words in key[at:]
    sheet = text_of(tmp_path / "quiz_sheet.pdf")
    assert "答题卡" in sheet and "姓名" in sheet


def test_the_top_go_on_and_a_tie_is_broken_by_the_first_player(contest, first):
    office, teams = contest.office, contest.entrants
    scores = all_marks(contest)
    scores |= {
        (teams[2], 1): 70,
        (teams[2], 2): 63,
        (teams[2], 3): 56,
        (teams[3], 1): 63,
        (teams[3], 2): 63,
        (teams[3], 3): 63,
    }
    mark(office, first, scores)
    (found,) = staging.settle(office, first)
    assert [each.entrant for each in found.placed][:4] == [teams[5], teams[4], teams[2], teams[3]]
    assert found.promotion.through == (teams[5], teams[4], teams[2])
    second = contest.stage("复赛", "笔试", paper_plan="单选20×5")
    with office.change("复赛"):
        staging.line_up(office, second)
    there = {at for (at,) in office.database.rows("SELECT entrant_id FROM quiz_result WHERE stage_id = ?", (second,))}
    assert there == set(found.promotion.through)


def test_a_tie_across_the_line_is_asked_and_settled_by_lot_or_play_off(contest, first):
    office, teams = contest.office, contest.entrants
    scores = dict.fromkeys(all_marks(contest), 60)
    scores |= {(teams[0], player): 90 for player in (1, 2, 3)}
    mark(office, first, scores)
    (found,) = staging.settle(office, first)
    assert found.promotion.through == (teams[0],)
    assert found.promotion.open_places == 2
    staging.break_tie(office, first, [teams[4]], TieBreak.PLAYOFF, {teams[4]: 10})
    staging.break_tie(office, first, [teams[2]], TieBreak.LOTS)
    promoted = office.database.rows(
        "SELECT entrant_id FROM quiz_result WHERE stage_id = ? AND promoted ORDER BY rank", (first,)
    )
    assert promoted == [(teams[0],), (teams[4],), (teams[2],)]


def test_papers_without_marks_are_asked_for_first(contest, first):
    with pytest.raises(OfficeError, match="还有 18 份试卷没有成绩"):
        staging.settle(contest.office, first)


def test_marks_come_in_by_number_from_a_workbook(contest, first, tmp_path):
    office = contest.office
    tickets = [ticket for (ticket,) in office.database.rows("SELECT ticket FROM quiz_mark ORDER BY ticket")]
    rows = [
        ["考号", "得分"],
        *([ticket, 70 + at / 2] for at, ticket in enumerate(tickets)),
        ["99999", 80],
        [tickets[0], 60],
    ]
    plan = build_plan(office, MARKS, [Workbook(tmp_path / "成绩", "text", "x", [Sheet("成绩", rows=rows[:-1])])])
    apply_plan(office, plan)
    assert staging.unmarked(office, first) == 0
    assert office.database.one("SELECT score FROM quiz_mark WHERE ticket = ?", (tickets[3],)) == 715
    assert office.database.one("SELECT count(*) FROM quiz_mark") == 18


def test_three_heats_send_their_best_two_each(contest):
    office = contest.office
    stage = contest.stage("初赛", "笔试", heats=3, promote_n=1, paper_plan="单选10×10")
    with office.change("初赛"):
        staging.line_up(office, stage)
        staging.give_tickets(office, stage)
    mark(office, stage, all_marks(contest))
    found = staging.settle(office, stage)
    assert [len(each.placed) for each in found] == [2, 2, 2]
    assert sum(len(each.promotion.through) for each in found) == 3


def test_a_team_with_fewer_players_than_the_others_is_told(contest):
    office = contest.office
    stage = contest.stage("初赛", "笔试", promote_n=1, paper_plan="单选10×10")
    with office.change("初赛"):
        staging.line_up(office, stage)
    assert staging.incomplete(office, stage) == ""
    with office.change("少一人"):
        office.database.execute_sql("UPDATE quiz_entrant SET p3_id = NULL WHERE id = ?", (contest.entrants[0],))
    assert staging.incomplete(office, stage) == "各队一般 3 名选手，机关队只有 2 名，请在“参赛方”里核对。"


def test_no_prize_is_given_by_the_places_of_an_earlier_stage(contest, first):
    office = contest.office
    mark(office, first, all_marks(contest))
    staging.settle(office, first)
    contest.stage("决赛", "现场", title="冬训决赛")
    with pytest.raises(OfficeError, match="“冬训决赛”还没有排出名次"), office.change("获奖"):
        awarding.propose_awards(office, contest.id, date(2016, 12, 20))
    assert office.database.one("SELECT count(*) FROM quiz_award") == 0


def test_awards_results_and_certificates(contest, first, tmp_path):
    office = contest.office
    mark(office, first, all_marks(contest))
    staging.settle(office, first)
    with office.change("获奖"):
        made = awarding.propose_awards(office, contest.id, date(2016, 12, 20))
        assert awarding.propose_awards(office, contest.id, date(2016, 12, 20)) == 0
    assert made == 6 + 3
    ids = [at for (at,) in office.database.rows("SELECT id FROM quiz_award ORDER BY id")]
    PAPERS[0].write(office, tmp_path / "成绩册.pdf", [contest.id])
    AWARD_PAPERS[0].write(office, tmp_path / "奖状.pdf", ids)
    results, certificates = text_of(tmp_path / "成绩册.pdf"), text_of(tmp_path / "奖状.pdf")
    assert "6支代表队、18名党员参加" in results
    assert all(name in results for (name,) in office.database.rows("SELECT name FROM quiz_entrant"))
    assert "在党章党规知识竞赛中荣获团体一等奖，特发此状，以资鼓励。" in certificates
    pages = subprocess.run(["pdfinfo", tmp_path / "奖状.pdf"], capture_output=True, text=True).stdout
    assert re.search(rf"Pages:\s+{len(ids)}\b", pages)


def test_hours_are_credited_once_for_every_contestant(contest, first):
    office = contest.office
    if not people.can_credit():
        pytest.skip("nobody keeps a study log")
    with pytest.raises(OfficeError, match="竞赛还没有结束"):
        people.credit(office, contest.id)
    taken.take(office, CONTESTS, contest.id, "结束竞赛", office.clock.today())
    assert people.to_credit(office, contest.id) == people.Credit(tuple(sorted(contest.members)), "2016-12-20", 40)
    assert people.credit(office, contest.id) == 18
    with pytest.raises(OfficeError, match="已于"):
        people.credit(office, contest.id)


def test_whoever_missed_the_paper_is_neither_credited_nor_counted(contest, first):
    office = contest.office
    mark(office, first, all_marks(contest))
    with office.change("缺考"):
        office.database.execute_sql(
            "UPDATE quiz_mark SET score = NULL, absent = 1 WHERE stage_id = ? AND member_id = ?",
            (first, contest.members[4]),
        )
    assert set(people.contestants(office, contest.id)) == set(contest.members) - {contest.members[4]}
    (counted,) = [figure for figure in figures() if figure.code == "quiz.contestants"]
    assert counted.value(office, parse_span("2016-12"), None) == 17
    final = contest.stage("决赛", "现场")
    with office.change("决赛名单"):
        office.database.execute_sql(
            "INSERT INTO quiz_result (stage_id, entrant_id) VALUES (?, ?)", (final, contest.entrants[1])
        )
    assert contest.members[4] in people.contestants(office, contest.id)


def test_a_contestant_who_left_stays_in_the_record(contest, first):
    from desktop_app.people import membership
    from desktop_app.people.membership import Papers

    office = contest.office
    with office.change("减少"):
        membership.leave(
            office, [contest.members[0]], "转出组织关系", "2016-12-25", papers=Papers(elsewhere="采油一厂")
        )
    assert contest.members[0] in people.contestants(office, contest.id)
    about = people.about(office, "member", contest.members[0])
    assert about.summary == "参赛 1 次"
    assert "机关队" in about.lines[0].text
