"""The figures of innovation: the article's numbers from the demo office, and rows that explain every value."""

import pytest

from desktop_app import registry
from desktop_app.features.innovation import BENEFITS, IDEAS, PROJECTS, TEAMS, told
from desktop_app.features.innovation.figures import figures
from desktop_app.ledger import writes
from desktop_app.ledger.figures import measured_value
from desktop_app.support.spans import parse_span

YEAR = parse_span("2016")
ARTICLE = {
    "innovation.teams": 7,
    "innovation.leaders": 7,
    "innovation.members": 30,
    "innovation.projects": 68,
    "innovation.in_use": 39,
    "innovation.small_ideas": 108,
    "innovation.first_prizes": 1,
}
TEAM_MEMBERS = TEAMS.parts[0].ledger


@pytest.fixture(scope="module", params=[1, 2, 3])
def demo(request, tmp_path_factory):
    from desktop_app.demo.build import build_demo
    from desktop_app.features.innovation.demo import demo

    folder = tmp_path_factory.mktemp("innovation") / "示范.office"
    with build_demo(registry.create_office, folder, lives=[demo], members=400, seed=request.param) as office:
        yield office


def figure(code):
    return next(figure for figure in figures() if figure.code == code)


def value(office, code, span=YEAR, org=None):
    return figure(code).value(office, span, org)


def test_the_articles_numbers_come_from_records(demo):
    assert {code: value(demo, code) for code in ARTICLE} == ARTICLE
    assert value(demo, "innovation.use_rate") == 57.4
    prize = figure("innovation.first_prizes").rows(demo, YEAR, None).rows[0]
    assert "手扶旋耕机" in prize and "挖潜增效类" in prize


def test_the_rows_give_every_value_for_the_centre_and_for_a_branch(demo):
    branch = demo.database.one("SELECT org_id FROM project GROUP BY org_id ORDER BY count(*) DESC LIMIT 1")
    for each in figures():
        for org in (None, branch):
            rows = each.rows(demo, YEAR, org)
            assert measured_value(each, rows) == each.value(demo, YEAR, org), each.code
            assert len(rows.ids) == len(rows.rows)
    assert 0 < value(demo, "innovation.projects", org=branch) < 68


def test_flows_add_up_over_the_months(demo):
    months = [parse_span(f"2016-{month:02d}") for month in range(1, 13)]
    for each in figures():
        if each.kind == "flow":
            total = sum(each.value(demo, span, None) for span in months)
            assert total == pytest.approx(each.value(demo, YEAR, None)), each.code


@pytest.mark.parametrize(
    ("code", "ledger"),
    [
        ("innovation.leaders", TEAM_MEMBERS),
        ("innovation.members", TEAM_MEMBERS),
        ("innovation.projects", PROJECTS),
        ("innovation.in_use", PROJECTS),
        ("innovation.small_ideas", IDEAS),
        ("innovation.teams", TEAMS),
    ],
)
def test_a_record_taken_away_lowers_the_figure_by_one(demo, code, ledger):
    taken = figure(code).rows(demo, YEAR, None).ids[-1]
    if code == "innovation.teams":
        with demo.change("撤销"):
            demo.database.execute_sql("UPDATE team SET disbanded_on = '2016-12-01' WHERE id = ?", (taken,))
    else:
        writes.delete(demo, ledger, [taken])
    assert value(demo, code) == ARTICLE[code] - 1
    demo.undo()
    assert value(demo, code) == ARTICLE[code]


def test_a_person_in_two_teams_counts_once(demo):
    member, team = demo.database.rows(
        "SELECT x.member_id, t.id FROM team_member x JOIN team t ON t.id <> x.team_id WHERE x.to_on IS NULL LIMIT 1"
    )[0]
    writes.create(demo, TEAM_MEMBERS, {"team": team, "member": member, "from_on": "2016-12-01"})
    assert value(demo, "innovation.members") == 30
    demo.undo()


def test_what_finance_confirmed_and_what_is_estimated_are_told_apart(demo):
    confirmed, estimated = value(demo, "innovation.benefit_confirmed"), value(demo, "innovation.benefit_estimated")
    assert confirmed > 0 and estimated > 0
    assert demo.database.one("SELECT count(*) FROM benefit WHERE to_on > date(from_on, '+12 months')") == 0
    taken = figure("innovation.benefit_confirmed").rows(demo, YEAR, None)
    writes.delete(demo, BENEFITS, [taken.ids[0]])
    assert value(demo, "innovation.benefit_confirmed") == pytest.approx(confirmed - taken.rows[0][5])
    demo.undo()


def test_the_studio_gives_its_three_kinds_of_support(demo):
    counts = {
        table: demo.database.one(f"SELECT count(*) FROM {table}")
        for table in ("studio", "coaching", "studio_support", "studio_fund")
    }
    assert counts["studio"] == 1 and counts["studio_fund"] == 2
    assert counts["coaching"] > 20 and counts["studio_support"] > 5
    left = demo.database.one("SELECT sum(allotted - spent) FROM studio_fund")
    assert value(demo, "innovation.fund_left") == left / 100 > 0


def test_the_demo_office_contradicts_itself_nowhere(demo):
    assert told.checks(demo) == []


def test_what_is_due_opens_the_rows_it_counts(demo):
    dues = told.dues(demo, demo.clock.today())
    assert all(due.count == len(due.which) > 0 for due in dues)
    assert {"项目 60 天没有更新", "里程碑超过计划日期"} <= {due.title for due in dues}


def test_the_steps_of_every_project_follow_the_table(demo):
    from desktop_app.features.innovation.steps import PROJECT_STEPS

    allowed = {(step.name, before, step.after) for step in PROJECT_STEPS.steps for before in step.before}
    rows = demo.database.rows("SELECT step, from_state, to_state FROM step_taken WHERE x_table = 'project'")
    assert rows and {tuple(row) for row in rows} <= {tuple(map(str, one)) for one in allowed}
