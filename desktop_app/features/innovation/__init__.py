"""创新台账: projects with their parts, teams, 小改小革, the studio (domain.md §5): the ledgers it declares and the tab they stand in.

The rules are rules.py's, the allowed steps steps.py's, what comes in intake.py's, what follows derived.py's, what is counted figures.py's.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import Node

from desktop_app.features.innovation import intake, rules, told
from desktop_app.features.innovation.derived import SLICE
from desktop_app.features.innovation.figures import figures
from desktop_app.features.innovation.model import Project, SmallIdea, Team, TeamMember
from desktop_app.features.innovation.papers import PROJECT_PAPERS
from desktop_app.features.innovation.parts import (
    BENEFITS,
    MILESTONES,
    NOTES,
    PEOPLE,
    REVIEWS,
    RIGHTS,
    ROLLOUTS,
    SPENDINGS,
)
from desktop_app.features.innovation.steps import PROJECT_STEPS
from desktop_app.features.innovation.studios import COACHING, FUNDS, STUDIOS, SUPPORTS
from desktop_app.features.innovation.words import IdeaKind, ProjectState
from desktop_app.ledger.declaration import (
    Action,
    Board,
    Column,
    Condition,
    ImportSpec,
    Ledger,
    Offers,
    Part,
    Section,
    Shelf,
    Tab,
    View,
)


def _demo(office: Any, seed: int) -> Any:
    from desktop_app.features.innovation.demo import demo

    return demo(office, seed)


_BY_STEPS = frozenset(
    (
        *("state", "code", "applied_on", "budget_approved", "spent", "approved_on", "approver", "doc_no"),
        *("accepted_on", "accept_head", "verdict", "trial_on", "in_use_on", "use_place", "qty", "rolled_out_on"),
        *("rollout_to", "net_confirmed", "net_estimated", "score", "updated_on", "due_on"),
    )
)


def _quiet(today: date) -> Node:
    return Project.state.in_([str(state) for state in rules.RUNNING]) & (Project.updated_on <= rules.quiet_since(today))


def _overspent(_today: date) -> Node:
    return Project.spent > Project.budget_approved


def _award(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.innovation.ui.award import award_project

    award_project(tab, ids[0])


def _calendar(desk: Any) -> Any:
    from desktop_app.features.innovation.ui import calendar

    return calendar.build(desk)


CALENDAR = Tab("milestone_calendar", "里程碑日历", "calendar", _calendar)
PROJECTS = Ledger(
    key="projects",
    title="项目",
    unit="项",
    record=Project,
    slice=SLICE,
    columns=(
        Column("code"),
        Column("name"),
        Column("state"),
        Column("team"),
        Column("leader"),
        Column("approved_on"),
        Column("in_use_on"),
        Column("budget_approved"),
        Column("spent"),
        Column("direction", hidden=True),
        Column("org", hidden=True),
        Column("origin", hidden=True),
        Column("plan_to", hidden=True),
        Column("budget_asked", hidden=True),
        Column("accepted_on", hidden=True),
        Column("verdict", hidden=True),
        Column("use_place", hidden=True),
        Column("qty", hidden=True),
        Column("net_confirmed", hidden=True),
        Column("net_estimated", hidden=True),
        Column("score", hidden=True),
        Column("updated_on", hidden=True),
    ),
    searched=("name", "code", "problem", "novelty", "use_place"),
    form=(
        Section("项目", ("name", "code", "origin", "direction", "team", "leader", "org", "state"), _BY_STEPS),
        Section(
            "申报",
            ("problem", "aim", "plan", "novelty", "plan_from", "plan_to", "budget_asked", "applied_on"),
            _BY_STEPS,
        ),
        Section("立项", ("approved_on", "approver", "doc_no", "budget_approved", "spent"), _BY_STEPS),
        Section("验收", ("accepted_on", "accept_head", "verdict", "score"), _BY_STEPS),
        Section("投用和推广", ("trial_on", "in_use_on", "use_place", "qty", "rolled_out_on", "rollout_to"), _BY_STEPS),
        Section("效益", ("net_confirmed", "net_estimated", "updated_on", "remark"), _BY_STEPS),
    ),
    views=(
        View("已立项的", (Condition("approved_on", "不为空"),)),
        View("攻关中", (Condition("state", "是", (ProjectState.RUNNING,)),)),
        View("投用的", (Condition("in_use_on", "不为空"),)),
        View("等待评审", (Condition("state", "是", (ProjectState.APPLIED, ProjectState.REVIEWED)),)),
        View("60 天没有更新", where=_quiet, hint="最后一次办理、进展、里程碑、支出已过 60 天"),
        View("实支超过批准", where=_overspent),
    ),
    order=(("code", True), ("name", False)),
    org_field="org",
    imports=ImportSpec(
        keys=("code",),
        asks_by="name",
        required=("name",),
        synonyms=intake.PROJECT_SYNONYMS,
        inserts=intake.insert_projects,
    ),
    creates=intake.create_project,
    validate=intake.validate_project,
    needs=lambda values, _office: rules.project_needs(values),
    fills={"team": {"leader": "leader", "org": "org"}},
    actions=(Action("登记奖项", _award, selection="one", icon="trophy"),),
    parts=(
        Part("效益", BENEFITS, "project"),
        Part("里程碑", MILESTONES, "project"),
        Part("攻关进展", NOTES, "project"),
        Part("攻关成员", PEOPLE, "project"),
        Part("经费支出", SPENDINGS, "project"),
        Part("推广单位", ROLLOUTS, "project"),
        Part("知识产权", RIGHTS, "project"),
        Part("评审打分", REVIEWS, "project"),
        Part("应用支持", SUPPORTS, "project"),
    ),
    steps=PROJECT_STEPS,
    board=Board("state", tuple(ProjectState), "name", ("code", "leader"), due="due_on"),
    offers=Offers(
        figures=figures,
        dues=told.dues,
        checks=told.checks,
        doubts=told.doubts,
        about=told.about,
        demo=_demo,
        record_papers=PROJECT_PAPERS,
    ),
    icon="bulb",
    empty="这里还没有项目。先建团队，再新增项目，填好申报内容后办理“申报”。",
)

TEAM_MEMBERS = Ledger(
    key="team_members",
    title="团队成员",
    unit="人",
    record=TeamMember,
    slice=SLICE,
    columns=(
        Column("member"),
        Column("role"),
        Column("from_on"),
        Column("to_on"),
        Column("remark"),
        Column("team", hidden=True),
    ),
    searched=("member", "remark"),
    form=(Section("成员", ("team", "member", "role", "from_on", "to_on", "remark")),),
    order=(("role", False), ("from_on", False)),
    validate=intake.validate_team_member,
)
TEAMS = Ledger(
    key="teams",
    title="团队",
    unit="个",
    record=Team,
    slice=SLICE,
    columns=(
        Column("name"),
        Column("leader"),
        Column("size"),
        Column("org"),
        Column("direction"),
        Column("term_from"),
        Column("term_to"),
        Column("disbanded_on", hidden=True),
        Column("others", hidden=True),
    ),
    searched=("name", "others"),
    form=(
        Section(
            "团队",
            ("name", "org", "direction", "term_from", "term_to", "disbanded_on", "leader", "size", "others", "remark"),
            frozenset(("leader", "size")),
        ),
    ),
    views=(
        View("任期已满", where=lambda today: Team.term_to < today.isoformat()),
        View("没有带头人的", (Condition("leader", "为空"),)),
        View("已撤销", (Condition("disbanded_on", "不为空"),), everything=True),
    ),
    base=lambda: Team.disbanded_on.is_null(),
    order=(("name", False),),
    org_field="org",
    imports=ImportSpec(keys=("name",), required=("name", "org", "term_from")),
    validate=intake.validate_team,
    parts=(Part("成员", TEAM_MEMBERS, "team"),),
    icon="users",
    empty="这里还没有团队。新增一个，在记录栏里加带头人和成员。",
)
IDEAS = Ledger(
    key="small_ideas",
    title="小改小革",
    unit="件",
    record=SmallIdea,
    slice=SLICE,
    columns=(
        Column("name"),
        Column("kind"),
        Column("on"),
        Column("member"),
        Column("org"),
        Column("place"),
        Column("effect"),
        Column("others", hidden=True),
        Column("remark", hidden=True),
    ),
    searched=("name", "others", "place", "effect"),
    form=(Section("小改小革", ("name", "kind", "on", "member", "others", "org", "place", "effect", "remark")),),
    views=tuple(View(str(kind), (Condition("kind", "是", (kind,)),)) for kind in IdeaKind),
    order=(("on", True),),
    org_field="org",
    imports=ImportSpec(keys=(), required=("name", "on"), synonyms=intake.IDEA_SYNONYMS, inserts=intake.insert_ideas),
    creates=intake.create_idea,
    validate=intake.validate_idea,
    needs=lambda values, _office: rules.idea_needs(values),
    icon="settings",
    empty="这里还没有小改小革。随手登记，不算在项目里。",
)

SHELF = Shelf(
    "innovation_shelf",
    "创新台账",
    "bulb",
    (PROJECTS, CALENDAR, BENEFITS, MILESTONES, TEAMS, IDEAS, RIGHTS, STUDIOS, COACHING, FUNDS),
)
