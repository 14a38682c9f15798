"""Projects, teams and the studio in a real office: what the clerk may do with them, and what is refused with which sentence."""

from datetime import date, timedelta

import pytest

from desktop_app.features.innovation import IDEAS, PROJECTS, TEAMS, told
from desktop_app.features.innovation.parts import BENEFITS, REVIEWS, SPENDINGS
from desktop_app.features.innovation.studios import EXPENSES, FUNDS, STUDIOS
from desktop_app.ledger import writes
from desktop_app.ledger.page import read_row
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.ledger.taken import steps_taken, take
from desktop_app.people import membership
from desktop_app.people.membership import Papers
from desktop_app.support.errors import OfficeError

MEMBERS = TEAMS.parts[0].ledger
TOLD = {
    "problem": "人工整地慢",
    "aim": "工时减半",
    "plan": "改装一台样机",
    "novelty": "就地取材",
    "plan_from": "2016-03-01",
    "plan_to": "2016-11-30",
    "budget_asked": "5000",
}


@pytest.fixture
def people(office):
    from desktop_app.people import tree

    with office.change("建树"):
        root = tree.found(office, "中共测试委员会", "测试党委", "党委", None)
        orgs = [tree.found(office, f"中共{n}支部委员会", f"{n}支部", "党支部", root) for n in ("一", "二")]
        rows = [
            {"name": name, "org": orgs[0], "birth_date": f"19{70 + at}-01-01"}
            for at, name in enumerate(("张一", "李二", "王三", "赵四"))
        ]
        ids = membership.open_with(office, rows, "2015-12-31")
    return {"orgs": orgs, "ids": ids}


@pytest.fixture
def team(office, people):
    number = writes.create(office, TEAMS, {"name": "攻关一队", "org": people["orgs"][0], "term_from": "2016-01-01"})
    for place, member in enumerate(people["ids"][:3]):
        role = "成员" if place else "带头人"
        writes.create(office, MEMBERS, {"team": number, "member": member, "role": role, "from_on": "2016-01-05"})
    return number


def make(office, team, people, **values):
    plain = {"name": "手扶旋耕机", "direction": "园林绿化设备性能", "team": team, "leader": people["ids"][0], **TOLD}
    return writes.create(office, PROJECTS, plain | values)


def values(office, ledger, number):
    found = read_row(office, ledger, number)
    assert found
    return found.values


def step(office, project, name, day, opinion="", **given):
    return take(office, PROJECTS, project, name, date.fromisoformat(day), "领导小组", opinion, given)


def approve(office, project):
    step(office, project, "申报", "2016-02-01")
    step(office, project, "初审通过", "2016-02-10", "同意")
    step(office, project, "评审立项", "2016-02-20", "同意立项", budget_approved="4000", approver="领导小组")


def run(office, project):
    approve(office, project)
    step(office, project, "开始攻关", "2016-03-01")


def test_a_project_goes_from_draft_to_where_it_is_used_with_day_person_and_opinion(office, team, people):
    project = make(office, team, people)
    run(office, project)
    step(office, project, "验收通过", "2016-08-01", "达到目标", accept_head="总工")
    step(office, project, "投用", "2016-08-10", use_place="绿化队", qty="2")
    step(office, project, "推广", "2016-10-01", rollout_to="第三社区")
    now = values(office, PROJECTS, project)
    assert (now["code"], now["state"], now["verdict"]) == ("2016-001", "已推广", "通过")
    assert (now["approved_on"], now["in_use_on"], now["qty"]) == ("2016-02-20", "2016-08-10", 2)
    taken = steps_taken(office, "project", project)
    assert [one.step for one in taken] == ["申报", "初审通过", "评审立项", "开始攻关", "验收通过", "投用", "推广"]
    assert (taken[2].by, taken[2].opinion) == ("领导小组", "同意立项")
    assert office.database.one("SELECT unit FROM rollout WHERE project_id = ?", (project,)) == "第三社区"


def test_an_illegal_step_is_refused_with_the_reason(office, team, people):
    project = make(office, team, people, aim="")
    with pytest.raises(OfficeError, match="要先填好目标，才能申报"):
        step(office, project, "申报", "2016-02-01")
    with pytest.raises(OfficeError, match="现在是“草稿”，不能评审立项"):
        step(office, project, "评审立项", "2016-02-01", "好", budget_approved="1", approver="甲")
    writes.update(office, PROJECTS, project, {"aim": "工时减半"}, {})
    step(office, project, "申报", "2016-02-01")
    with pytest.raises(OfficeError, match="意见要填写"):
        step(office, project, "退回", "2016-02-05")
    with pytest.raises(OfficeError, match="不能早于上一步"):
        step(office, project, "初审通过", "2016-01-15", "同意")


def test_nothing_is_used_before_acceptance_unless_it_is_on_trial(office, team, people):
    project = make(office, team, people)
    run(office, project)
    with pytest.raises(OfficeError, match="还没有验收，不能投用"):
        step(office, project, "投用", "2016-05-01", use_place="绿化队", qty="1")
    step(office, project, "试用", "2016-05-01", use_place="绿化队")
    step(office, project, "投用", "2016-06-01", use_place="绿化队", qty="1")
    step(office, project, "投用后验收", "2016-09-01", "达标", accept_head="总工")
    now = values(office, PROJECTS, project)
    assert (now["trial_on"], now["in_use_on"], now["accepted_on"]) == ("2016-05-01", "2016-06-01", "2016-09-01")
    assert told.checks(office) == []


def test_a_project_that_failed_is_accepted_after_more_work(office, team, people):
    project = make(office, team, people)
    run(office, project)
    step(office, project, "验收不通过", "2016-06-01", "震动大", accept_head="总工")
    step(office, project, "继续攻关", "2016-06-02")
    step(office, project, "验收通过", "2016-08-01", "改好了", accept_head="总工")
    assert values(office, PROJECTS, project)["verdict"] == "整改后通过"


def test_a_leader_outside_the_team_is_refused(office, team, people):
    with pytest.raises(OfficeError, match="带头人要是团队的成员"):
        make(office, team, people, leader=people["ids"][3])
    project = make(office, team, people)
    with office.change("退出"):
        office.database.execute_sql(
            "UPDATE team_member SET to_on = '2016-01-20' WHERE member_id = ?", (people["ids"][0],)
        )
    with pytest.raises(OfficeError, match="张一这一天不在团队里"):
        step(office, project, "申报", "2016-02-01")


def test_who_worked_on_a_project_stays_as_it_was_after_people_move(office, team, people):
    project = make(office, team, people)
    approve(office, project)
    first, second = people["orgs"]
    kept = "SELECT member_id, role, org_id FROM project_member WHERE project_id = ? ORDER BY id"
    before = office.database.rows(kept, (project,))
    assert before == [(m, "成员" if at else "带头人", first) for at, m in enumerate(people["ids"][:3])]
    with office.change("变动"):
        membership.move(office, [people["ids"][1]], second, "2016-06-01", Papers(basis="本人申请"))
        office.database.execute_sql(
            "UPDATE team_member SET to_on = '2016-06-01' WHERE member_id = ?", (people["ids"][2],)
        )
    assert office.database.rows(kept, (project,)) == before
    with pytest.raises(OfficeError, match="立项后不能改团队"):
        other = writes.create(office, TEAMS, {"name": "攻关二队", "org": first, "term_from": "2016-01-01"})
        writes.update(office, PROJECTS, project, {"team": other}, {})


def test_a_team_knows_its_leader_and_size_also_after_undo(office, team, people):
    assert (values(office, TEAMS, team)["leader"], values(office, TEAMS, team)["size"]) == (people["ids"][0], 3)
    with pytest.raises(OfficeError, match="只有一名带头人"):
        writes.create(
            office, MEMBERS, {"team": team, "member": people["ids"][3], "role": "带头人", "from_on": "2016-02-01"}
        )
    writes.create(office, MEMBERS, {"team": team, "member": people["ids"][3], "from_on": "2016-02-01"})
    assert values(office, TEAMS, team)["size"] == 4
    office.undo()
    assert values(office, TEAMS, team)["size"] == 3


def test_money_spent_benefit_and_score_follow_from_the_parts(office, team, people):
    project = make(office, team, people)
    run(office, project)
    spent = [
        writes.create(office, SPENDINGS, {"project": project, "on": "2016-04-01", "what": "钢材", "amount": amount})
        for amount in ("3000", "1500.5")
    ]
    assert values(office, PROJECTS, project)["spent"] == 450_050
    assert "超 500.50 元" in told.doubts(office, project)[0]
    assert set(LedgerQuery(office, PROJECTS, Asked(view=view("实支超过批准"))).ids()) == {project}
    writes.delete(office, SPENDINGS, [spent[0]])
    assert values(office, PROJECTS, project)["spent"] == 150_050 and told.doubts(office, project) == []
    factors = {"formula": "工时", "old_use": "3.5", "new_use": "1.2", "price": "45", "quantity": "800", "cost": "12000"}
    dated = {"project": project, "from_on": "2016-03-01", "to_on": "2016-09-30"}
    number = writes.create(office, BENEFITS, {**dated, **factors})
    assert values(office, BENEFITS, number)["net"] == 7_080_000
    assert (values(office, PROJECTS, project)["net_estimated"], values(office, PROJECTS, project)["net_confirmed"]) == (
        7_080_000,
        0,
    )
    confirmed = {"confirmed_by": "财务科", "confirmed_on": "2016-10-20", "basis": "派工单"}
    writes.update(office, BENEFITS, number, confirmed, {})
    assert values(office, PROJECTS, project)["net_confirmed"] == 7_080_000
    with pytest.raises(OfficeError, match="最多算 12 个月"):
        writes.create(office, BENEFITS, {**dated, **factors, "formula": "材料", "to_on": "2017-03-01"})
    for reviewer, marks in (("评委一", ("28", "25.5", "16", "18")), ("评委二", ("30", "28", "18", "20"))):
        named = dict(zip(("technical", "economic", "scope", "practical"), marks, strict=True))
        writes.create(office, REVIEWS, {"project": project, "reviewer": reviewer, "on": "2016-09-01", **named})
    assert values(office, PROJECTS, project)["score"] == 918  # (87.5 + 96) / 2 = 91.75


def view(name):
    return next(view for view in PROJECTS.views if view.name == name)


def test_a_quiet_project_is_named_on_day_60_and_not_before(office, team, people):
    project = make(office, team, people)
    run(office, project)
    last = date(2016, 3, 1)
    titles = [{due.title: due for due in told.dues(office, last + timedelta(days=days))} for days in (59, 60)]
    assert "项目 60 天没有更新" not in titles[0]
    assert list(titles[1]["项目 60 天没有更新"].which) == [project]
    note = PROJECTS.parts[2].ledger
    writes.create(office, note, {"project": project, "on": "2016-04-20", "text": "样机装好"})
    assert "项目 60 天没有更新" not in {due.title for due in told.dues(office, last + timedelta(days=60))}


def test_what_an_older_ledger_tells_by_its_dates_stands_in_its_state(office, team, people):
    past = {"approved_on": "2015-05-01", "accepted_on": "2015-09-01", "in_use_on": "2015-10-01"}
    from desktop_app.features.innovation.intake import insert_projects

    with office.change("导入"):
        office.database.execute_sql("UPDATE team_member SET from_on = '2015-01-01'")
        (number,) = insert_projects(office, [{"name": "喷药车", "team": team, "direction": "其他", **past}])
    now = values(office, PROJECTS, number)
    assert (now["state"], now["code"], now["leader"]) == ("已投用", "2015-001", people["ids"][0])
    assert [one.step for one in steps_taken(office, "project", number)] == ["评审立项", "验收通过", "投用"]


def test_small_ideas_stand_apart_with_the_branch_of_whoever_had_them(office, people):
    idea = writes.create(office, IDEAS, {"name": "井盖提钩", "on": "2016-05-01", "member": people["ids"][0]})
    assert values(office, IDEAS, idea)["org"] == people["orgs"][0]
    assert office.database.one("SELECT count(*) FROM project") == 0
    with pytest.raises(OfficeError, match="要写完成人"):
        writes.create(office, IDEAS, {"name": "灯杆", "on": "2016-05-01", "org": people["orgs"][0]})


def test_the_fund_left_is_what_was_allotted_less_what_was_spent(office, people):
    studio = writes.create(
        office, STUDIOS, {"name": "创新工作室", "org": people["orgs"][0], "founded_on": "2016-01-01"}
    )
    fund = writes.create(office, FUNDS, {"studio": studio, "year": "2016", "allotted": "60000"})
    expense = writes.create(office, EXPENSES, {"fund": fund, "on": "2016-03-01", "what": "台钻", "amount": "12500.5"})
    assert values(office, FUNDS, fund)["remaining"] == 4_749_950
    writes.delete(office, EXPENSES, [expense])
    assert values(office, FUNDS, fund)["remaining"] == 6_000_000
    with pytest.raises(OfficeError, match="已经有了"):
        writes.create(office, FUNDS, {"studio": studio, "year": "2016", "allotted": "1"})


def test_an_award_shows_on_the_project_the_team_and_the_member(office, team, people):
    project = make(office, team, people)
    approve(office, project)
    with office.change("奖"):
        office.database.execute_sql(
            "INSERT INTO award (title, level, grade, awarded_on, subject_table, subject_id) VALUES"
            " ('成果奖', '油田', '一等', '2016-11-01', 'project', ?)",
            (project,),
        )
    for table, record in (("team", team), ("member", people["ids"][1])):
        about = told.about(office, table, record)
        assert about and any("油田级一等" in line.note for line in about.lines)
        if table == "team":
            assert about.summary.startswith("项目 1 项，获奖 1 项") and any(
                "成果奖" in line.text for line in about.lines
            )
    from desktop_app.features.roster.honours import told as honours

    about = honours.about(office, "project", project)
    assert about and "成果奖" in about.lines[0].text
