"""The study papers: what stands on them, and that everything has its line."""

import subprocess

import openpyxl
import pytest

from desktop_app import registry
from desktop_app.features.study.attendance import Mark, set_attendance
from desktop_app.features.study.papers import (
    COLLECTION_PAPERS,
    DOSSIER_PAPERS,
    PERIOD_PAPERS,
    PLACE_PAPERS,
    SESSION_PAPERS,
)
from desktop_app.features.study.papers.works import write_result_book
from desktop_app.features.study.words import Status
from desktop_app.ledger.writes import create
from desktop_app.support.spans import parse_span

PAPERS = {paper.key: paper for paper in (*SESSION_PAPERS, *COLLECTION_PAPERS, *DOSSIER_PAPERS, *PLACE_PAPERS)}
PERIODS = {paper.key: paper for paper in PERIOD_PAPERS}


def _text(path):
    told = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True).stdout
    return "".join(told.split())


def _pages(path):
    told = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    return int(next(line for line in told.splitlines() if line.startswith("Pages")).split()[1])


@pytest.fixture
def printed(branch, tmp_path):
    def write(key, *ids):
        path = tmp_path / f"{key}.pdf"
        PAPERS[key].write(branch.office, path, list(ids))
        return path

    return write


@pytest.fixture
def meeting(branch):
    session = branch.session(
        kind=branch.kind("支部党员大会"),
        title="四季度大会",
        remarks="李秀英谈体会",
        decision="同意计划",
        votes_for="8",
        votes_against="0",
        votes_abstain="0",
    )
    part = {
        "session": session,
        "kind": branch.kind("党课"),
        "title": "廉洁课",
        "speaker": branch.people[0],
        "content": "讲纪律",
    }
    create(branch.office, registry.ledger("session_parts"), part)
    with branch.office.change("签到"):
        set_attendance(
            branch.office,
            session,
            {branch.people[3]: Mark(Status.LEAVE, "住院", "书记"), branch.people[9]: Mark(Status.DELIVERED)},
        )
    return session


def test_minutes_print_per_part_with_who_was_away_and_why(printed, meeting):
    text = _text(printed("minutes", meeting))
    for words in (
        "甲支部党员大会记录",
        "应到10人，实到8人，未到2人",
        "刘洋（请假：住院，书记准假）",
        "同意计划",
        "赞成8票",
    ):
        assert words in text
    assert "一、支部党员大会" in text and "二、党课：廉洁课" in text and "讲纪律" in text


def test_minutes_that_are_not_archived_say_so(branch, printed, meeting):
    assert "（草稿，还没有归档）" in _text(printed("minutes", meeting))
    with branch.office.change("归档"):
        branch.office.database.execute_sql("UPDATE study_session SET state = '已归档'")
    assert "归档）" not in _text(printed("minutes", meeting))


def test_minutes_say_supplemented_only_when_late(branch, printed, meeting):
    with branch.office.change("录入日"):
        branch.office.database.execute_sql("UPDATE study_session SET entered_on = '2016-12-12'")
    assert "补录" not in _text(printed("minutes", meeting))
    with branch.office.change("录入日"):
        branch.office.database.execute_sql("UPDATE study_session SET entered_on = '2016-12-20'")
    assert "补录，录入日期2016-12-20" in _text(printed("minutes", meeting))


def test_a_sign_in_sheet_has_25_lines_on_a4_and_every_name(branch, printed, meeting):
    with branch.office.change("改名"):
        branch.office.database.execute_sql(
            "UPDATE member SET name = '阿卜杜热合曼·买买提依明' WHERE id = ?", (branch.people[0],)
        )
    path = printed("sign_in", meeting)
    text = _text(path)
    assert _pages(path) == 1 and "25" in text and "26" not in text
    assert "阿卜杜热合曼·买买提依明" in text and "吴越" in text and "应到10人" in text


def test_a_study_record_has_its_heads_and_text(printed, meeting):
    text = _text(printed("record", meeting))
    assert "学习记录" in text and "学时：1.5" in text and "清扫小区" in text


@pytest.fixture
def collection(branch):
    values = {
        "name": "征文",
        "kind": "征文",
        "open_on": "2016-05-01",
        "close_on": "2016-06-01",
        "criteria": "内容60 语言40",
    }
    made = create(branch.office, registry.ledger("collections"), values)
    for at in (0, 1):
        work = {"collection": made, "title": f"=1+{at}", "author": branch.people[at], "received_on": "2016-05-20"}
        submission = create(branch.office, registry.ledger("submissions"), work)
        create(
            branch.office,
            registry.ledger("scores"),
            {"submission": submission, "judge": "甲", "parts": f"{50 + at} 30"},
        )
    return made


def test_a_score_sheet_hides_the_authors(printed, collection):
    text = _text(printed("score_sheet", collection))
    assert "内容（60）" in text and "语言（40）" in text and "王建国" not in text


def test_results_are_in_the_order_of_the_places_on_paper_and_in_excel(branch, printed, collection, tmp_path):
    text = _text(printed("results", collection))
    assert text.index("李秀英") < text.index("王建国") and "81.0" in text
    path = tmp_path / "成绩册.xlsx"
    write_result_book(branch.office, path, collection)
    sheet = openpyxl.load_workbook(path)["成绩册"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows() if row[0].value in (1, 2)]
    assert rows == [[1, 2, "=1+1", "李秀英", "甲支部", 81, None], [2, 1, "=1+0", "王建国", "甲支部", 80, None]]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_result_book_holds_what_the_places_were_reckoned_from(branch, collection, tmp_path):
    ledger = registry.ledger("scores")
    ((work, _),) = branch.office.database.rows("SELECT id, seq FROM submission ORDER BY seq LIMIT 1")
    for judge, parts in (("乙", "59 39"), ("丙", "40 20"), ("丁", "51 31"), ("戊", "50 31")):
        create(branch.office, ledger, {"submission": work, "judge": judge, "parts": parts})
    path = tmp_path / "成绩册.xlsx"
    write_result_book(branch.office, path, collection)
    book = openpyxl.load_workbook(path)
    told = [[cell.value for cell in row] for row in book["评委打分"].iter_rows() if row[0].value == 1]
    assert [line[2:] for line in told] == [
        ["丙", 40, 20, 60, "去掉最低分"], ["甲", 50, 30, 80, "计入"], ["戊", 50, 31, 81, "计入"], ["丁", 51, 31, 82, "计入"],
        ["乙", 59, 39, 98, "去掉最高分"],
    ]  # fmt: skip
    with branch.office.change("没有编号"):  # works may come in without one, and two may be called the same
        branch.office.database.execute_sql("UPDATE submission SET seq = NULL, title = '同题'")
    write_result_book(branch.office, tmp_path / "同题.xlsx", collection)
    rows = openpyxl.load_workbook(tmp_path / "同题.xlsx")["评委打分"].iter_rows()
    same = [row[-1].value for row in rows if row[1].value == "同题"]
    assert same == ["去掉最低分", "计入", "计入", "计入", "去掉最高分", "计入"]
    means = {row[1].value: row[5].value for row in book["成绩册"].iter_rows() if row[0].value in (1, 2)}
    assert means == {1: 81, 2: 81}


def test_a_catalogue_is_what_the_dossier_holds(branch, printed):
    dossier = create(
        branch.office,
        registry.ledger("dossiers"),
        {"year": "2016", "no": "03", "title": "三会一课", "retention": "30年"},
    )
    for seq, title in ((1, "一季度大会记录"), (2, "二季度大会记录")):
        create(
            branch.office,
            registry.ledger("dossier_items"),
            {"dossier": dossier, "seq": seq, "title": title, "pages": "2"},
        )
    text = _text(printed("catalogue", dossier))
    assert "一季度大会记录" in text and "二季度大会记录" in text and "共2件" in text
    path = printed("covers", dossier)
    assert _pages(path) == 2 and "4页" in _text(path)


def test_boards_of_a_wall_print_while_they_hang(branch, printed):
    place = create(branch.office, registry.ledger("study_places"), {"name": "学习室", "kind": "学习教育室"})
    for title, more in (("学习内容", {}), ("旧版面", {"down_on": "2016-06-01"})):
        board = {
            "study_place": place,
            "title": title,
            "version": "1",
            "body": "一、学党章。",
            "up_on": "2016-04-20",
            **more,
        }
        create(branch.office, registry.ledger("wall_boards"), board)
    text = _text(printed("walls", place))
    assert "学习内容" in text and "旧版面" not in text


def test_the_years_tables_say_what_is_missing(branch, tmp_path):
    branch.session()
    for key, words in (
        ("frequency", ("三会一课统计表", "11月主题党日")),
        ("hours", ("学时统计表", "差32学时", "年老体弱")),
        ("plan", ("2016年学习计划",)),
    ):
        path = tmp_path / f"{key}.pdf"
        PERIODS[key].write(branch.office, path, parse_span("2016"))
        text = _text(path)
        assert all(word in text for word in words), key
