"""Honours, awards, press and plates beside the roster: the article's numbers, what is due, what prints."""

from datetime import date

import pytest
from pypdf import PdfReader

from desktop_app.features.roster.honours import HONOURS, PLATES, told
from desktop_app.features.roster.honours.figures import figures
from desktop_app.ledger import writes
from desktop_app.ledger.figures import measured_value
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.support.spans import parse_span

YEAR = parse_span("2016")


@pytest.fixture(scope="module")
def demo(demos, tmp_path_factory):
    with demos.copy(tmp_path_factory.mktemp("honours"), 400) as office:
        yield office


@pytest.fixture
def member(small_office):
    return small_office.database.rows("SELECT id, org_id, name FROM member WHERE left_on IS NULL ORDER BY id")[0]


def value(office, code):
    return next(figure for figure in figures() if figure.code == code).value(office, YEAR, None)


def test_the_articles_honours_come_from_records_and_the_rows_explain_them(demo):
    codes = ("honour.benchmarks", "honour.role_models", "honour.pacesetters", "media.headlines")
    assert [value(demo, code) for code in codes] == [32, 13, 1, 3]
    for figure in figures():
        assert measured_value(figure, figure.rows(demo, YEAR, None)) == figure.value(demo, YEAR, None), figure.code


def test_an_honour_taken_away_lowers_its_figure_by_one(demo):
    number = demo.database.one("SELECT id FROM honour WHERE kind = '时代标杆'")
    writes.delete(demo, HONOURS, [number])
    assert value(demo, "honour.benchmarks") == 31
    demo.undo()
    assert value(demo, "honour.benchmarks") == 32


def test_an_honour_stands_in_the_members_and_the_branchs_pane(small_office, member):
    person, org, name = member
    number = writes.create(
        small_office, HONOURS, {"kind": "身边榜样", "member": person, "org": org, "batch": "2016年第二批"}
    )
    assert small_office.database.one("SELECT honouree FROM honour WHERE id = ?", (number,)) == name
    for table, record in (("member", person), ("party_org", org)):
        about = told.about(small_office, table, record)
        assert about and ("honours", number) in {(line.ledger, line.id) for line in about.lines}


def test_an_award_of_a_project_stands_in_the_projects_pane(small_office):
    with small_office.change("登记奖项"):
        small_office.database.execute_sql(
            "INSERT INTO award (title, level, grade, winner, awarded_on, subject_table, subject_id)"
            " VALUES ('挖潜增效成果', '油田', '一等', '手扶旋耕机', '2016-11-01', 'project', 90007)"
        )
    about = told.about(small_office, "project", 90007)
    assert about and "油田级一等" in about.lines[0].note
    assert told.about(small_office, "project", 90008) is None


def test_plates_not_reviewed_for_a_year_are_listed_and_on_the_home_page(small_office, member):
    person, org, _ = member
    put_up = {"post": "维修岗", "member": person, "org": org, "pledge": "随叫随到", "up_on": "2015-12-31"}
    late = writes.create(small_office, PLATES, put_up)
    fresh = writes.create(small_office, PLATES, {**put_up, "reviewed_on": "2016-06-01", "review": "保留"})
    view = next(view for view in PLATES.views if view.name == "该复核的")
    listed = set(LedgerQuery(small_office, PLATES, Asked(view=view)).ids())
    assert late in listed and fresh not in listed
    due = next(due for due in told.dues(small_office, date(2016, 12, 31)) if due.ledger == "plates")
    assert set(due.which) == listed


def test_certificates_pledges_and_plates_print_with_the_names(demo, tmp_path):
    honour, name = demo.database.rows("SELECT id, honouree FROM honour WHERE kind = '身边榜样' ORDER BY id LIMIT 1")[0]
    HONOURS.offers.record_papers[0].write(demo, tmp_path / "证书.pdf", [honour])
    assert name in PdfReader(tmp_path / "证书.pdf").pages[0].extract_text().replace("\n", "")
    plates = [plate for (plate,) in demo.database.rows("SELECT id FROM post_plate ORDER BY id LIMIT 5")]
    for paper, pages in zip(PLATES.offers.record_papers, (5, 2), strict=True):
        paper.write(demo, tmp_path / f"{paper.key}.pdf", plates)
        assert len(PdfReader(tmp_path / f"{paper.key}.pdf").pages) == pages


def test_the_demo_offices_honours_contradict_nothing(demo):
    assert told.checks(demo) == []
