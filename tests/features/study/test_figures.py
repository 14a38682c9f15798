"""The study figures: their rows give them, months add up, and the article's numbers come out."""

import openpyxl
import pytest

from desktop_app import registry
from desktop_app.commands import main
from desktop_app.features.study.attendance import set_attendance
from desktop_app.features.study.figures import figures
from desktop_app.features.study.frequency import frequency_board, gaps, sessions_of_cell
from desktop_app.features.study.hours import credit_hours, hours_of_year
from desktop_app.features.summary.excel import write_excel
from desktop_app.ledger.figures import measured_value, percent
from desktop_app.ledger.writes import create
from desktop_app.people.links import End
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import parse_span

YEAR = parse_span("2016")
FIGURES = {figure.code: figure for figure in figures()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_articles_numbers_come_from_records(demos, tmp_path, seed):
    with demos.copy(tmp_path, 80, seed=seed) as office:
        for code, number in (("lecturer.people", 5), ("study.leader_classes", 23), ("study.essays", 240)):
            assert FIGURES[code].value(office, YEAR, None) == number, code


_LESS = {
    "study.essays": "DELETE FROM submission WHERE id = (SELECT w.id FROM submission w JOIN collection c"
    " ON c.id = w.collection_id WHERE c.kind = '征文' LIMIT 1)",
    "study.leader_classes": "UPDATE study_session SET leader_level = NULL WHERE id ="
    " (SELECT id FROM study_session WHERE leader_level = '中心班子成员' LIMIT 1)",
    "lecturer.people": "DELETE FROM lecturer WHERE id = (SELECT min(id) FROM lecturer)",
}


@pytest.mark.parametrize("code", sorted(_LESS))
def test_taking_one_record_away_lowers_its_figure(small_office, code):
    before = FIGURES[code].value(small_office, YEAR, None)
    with small_office.change("去掉一条"):
        if code == "study.essays":
            small_office.database.execute_sql("DELETE FROM score")
        small_office.database.execute_sql(_LESS[code])
    assert FIGURES[code].value(small_office, YEAR, None) == before - 1


@pytest.mark.parametrize("code", sorted(FIGURES))
def test_the_rows_give_the_figure(small_office, code):
    figure = FIGURES[code]
    top = small_office.database.one("SELECT id FROM party_org WHERE parent_id IS NULL")
    for span in (parse_span("2016-12"), YEAR):
        for org in (None, top):
            rows, value = figure.rows(small_office, span, org), figure.value(small_office, span, org)
            if figure.measure == "ratio":
                due, present = (sum(row[at] for row in rows.rows) for at in (4, 5))
                assert value == percent(present, due)
            else:
                assert measured_value(figure, rows) == pytest.approx(value)
    assert figure.value(small_office, YEAR, None) == pytest.approx(figure.value(small_office, YEAR, top))


@pytest.mark.parametrize(
    "code", sorted(c for c, f in FIGURES.items() if f.kind == "flow" and f.measure in ("count", "sum"))
)
def test_months_add_up_to_the_year(small_office, code):
    figure = FIGURES[code]
    months = sum(figure.value(small_office, parse_span(f"2016-{month:02d}"), None) for month in range(1, 13))
    assert months == pytest.approx(figure.value(small_office, YEAR, None))


def test_a_missing_class_shows_and_closes_with_its_session(branch):
    before = {(gap.name, gap.duty) for gap in gaps(branch.office, parse_span("2016Q4"), branch.org)}
    assert ("甲支部", "党课") in before
    assert ("甲支部", "党小组会") not in before
    branch.session(kind=branch.kind("党课"), title="党课", speaker=branch.people[0])
    after = {(gap.name, gap.duty) for gap in gaps(branch.office, parse_span("2016Q4"), branch.org)}
    assert before - after == {("甲支部", "党课")}


def test_a_cell_opens_its_sessions_and_a_branch_too_small_has_no_duty(branch):
    session = branch.session()
    board = frequency_board(branch.office, 2016)
    assert board.cells[branch.org, 12, "主题党日"].state == "够"
    assert board.cells[branch.org, 11, "主题党日"].state == "缺"
    assert board.cells[branch.other, 11, "主题党日"].state == "无"
    assert board.cells[branch.other, 11, "支委会"].state == "无"
    assert "主题党日" in board.customary
    assert sessions_of_cell(branch.office, branch.org, 2016, [12], "主题党日") == [session]


def test_what_a_quarter_asks_says_in_which_month_it_is_counted():
    labels = {figure.code: figure.label for figure in registry.figures()}
    assert labels["study.required.assembly"] == "应开支部党员大会（季末月计）"
    assert labels["study.required.appraisal"] == "应开民主评议（年末月计）"
    assert labels["study.required.committee"] == "应开支委会"


def test_credited_hours_count_once_for_their_source_and_not_above_eight_a_day(branch):
    session = branch.session(hours="6", start_at="8:00", end_at="14:00")
    source = End("quiz_contest", 7)
    with branch.office.change("签到"):
        set_attendance(branch.office, session, {})
    from datetime import date

    for _ in range(2):
        with branch.office.change("竞赛计学时"):
            credit_hours(branch.office, branch.people[:2], date(2016, 12, 5), 40, "知识竞赛", source)
    had = {person.member: person.hours for person in hours_of_year(branch.office, 2016)}
    assert had[branch.people[0]] == 80
    assert had[branch.people[2]] == 60
    with pytest.raises(OfficeError), branch.office.change("竞赛计学时"):
        credit_hours(branch.office, branch.people[:2], date(2017, 1, 5), 40, "知识竞赛", source)


def test_short_people_are_told_what_is_missing_and_some_stand_apart(branch):
    people = {person.member: person for person in hours_of_year(branch.office, 2016)}
    assert people[branch.people[5]].missing == "差 32 学时"
    assert people[branch.people[0]].missing == "差 56 学时，未参加集中培训"
    assert people[branch.people[9]].apart == "年老体弱"


def test_a_branch_under_rectification_says_so_instead_of_red(branch):
    from desktop_app.features.study.plan import plan_progress
    from desktop_app.ledger.writes import create

    with branch.office.change("认定后进"):
        branch.office.database.execute_sql(
            "INSERT INTO rectification (org_id, situation, found_on, due_on, state) VALUES (?, '组织生活不正常', '2016-11-10',"
            " '2017-03-31', '整顿中')",
            (branch.org,),
        )
    board = frequency_board(branch.office, 2016)
    states = [board.cells[branch.org, month, "主题党日"].state for month in (10, 11, 12)]
    assert states == ["缺", "整顿", "整顿"]
    values = {"year": "2016", "seq": "1", "title": "学党章", "until_on": "2016-06-30"}
    topic = create(branch.office, registry.ledger("study_topics"), values)
    create(branch.office, registry.ledger("study_duties"), {"topic": topic, "content": "通读", "manner": "集中"})
    plan = plan_progress(branch.office, 2016)
    late = {each.name: plan.is_late(each, plan.topics[0], "2016-12-31") for each in plan.branches}
    assert late == {"甲支部": False, "乙支部": True}


def test_a_kind_of_the_clerks_own_has_a_line_of_its_own_that_its_rows_give(branch):
    ledger = registry.ledger("study_kinds")
    reading = create(branch.office, ledger, {"name": "读书分享会", "audience": "全体党员", "seq": "60"})
    small_class = create(branch.office, ledger, {"name": "微党课", "duty": "党课", "audience": "全体党员", "seq": "61"})
    create(branch.office, ledger, {"name": "停用的类型", "audience": "全体党员", "in_use": "否", "seq": "62"})
    branch.session(kind=reading, title="读《党章》")
    branch.session(kind=small_class, on_day="2016-11-05")

    offered = registry.figures(branch.office)
    labels = [figure.label for figure in offered]
    assert labels[labels.index("其他学习活动") + 1] == "其中：读书分享会"
    assert labels[labels.index("开展党课") + 1] == "其中：微党课"
    assert len(offered) == len(registry.figures()) + 2, "a kind that is not used and never was has no line"
    december = parse_span("2016-12")
    values = {}
    for figure in offered:
        if figure.label in ("其中：读书分享会", "其中：微党课"):
            rows = figure.rows(branch.office, december, None)
            values[figure.label] = figure.value(branch.office, december, None)
            assert measured_value(figure, rows) == values[figure.label]
    assert values == {"其中：读书分享会": 1, "其中：微党课": 0}


def test_the_month_s_summary_and_its_workbook_tell_a_kind_of_the_clerks_own(branch, tmp_path, capsys):
    kind = create(branch.office, registry.ledger("study_kinds"), {"name": "读书分享会", "audience": "全体党员"})
    branch.session(kind=kind, title="读《党章》")
    path = tmp_path / "汇总.xlsx"
    write_excel(branch.office, registry.figures(branch.office), parse_span("2016-12"), path)
    book = openpyxl.load_workbook(path, data_only=True)
    assert ["其中：读书分享会", 1] in [[row[1], row[3]] for row in book["汇总表"].iter_rows(values_only=True)]
    assert "其中：读书分享会" in [row[1] for row in book["校核"].iter_rows(values_only=True)]
    folder = branch.office.folder
    branch.office.close()
    assert main(["summary", "2016-12", "--office", str(folder)]) == 0
    assert "其中：读书分享会：1 场次" in capsys.readouterr().out
