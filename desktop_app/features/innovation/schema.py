"""The tables of the innovation ledger, as frozen steps: append a step, never edit one that has been released."""

_MEMBER = "REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED"
_ORG = "REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED"
_PROJECT = "REFERENCES project(id) DEFERRABLE INITIALLY DEFERRED"
_TEAM = "REFERENCES team(id) DEFERRABLE INITIALLY DEFERRED"
_STUDIO = "REFERENCES studio(id) DEFERRABLE INITIALLY DEFERRED"

INNOVATION_1 = f"""
CREATE TABLE team (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    org_id INTEGER NOT NULL {_ORG},
    direction TEXT,
    term_from TEXT NOT NULL,
    term_to TEXT,
    disbanded_on TEXT,
    leader_id INTEGER {_MEMBER},
    size INTEGER NOT NULL DEFAULT 0,
    others TEXT,
    remark TEXT
);
CREATE UNIQUE INDEX team_name ON team(name);
CREATE INDEX team_org ON team(org_id);
CREATE INDEX team_leader ON team(leader_id) WHERE leader_id IS NOT NULL;

CREATE TABLE team_member (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL {_TEAM},
    member_id INTEGER NOT NULL {_MEMBER},
    role TEXT NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT,
    remark TEXT
);
CREATE INDEX team_member_team ON team_member(team_id);
CREATE INDEX team_member_member ON team_member(member_id);

CREATE TABLE project (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    code TEXT,
    origin TEXT NOT NULL,
    direction TEXT NOT NULL,
    team_id INTEGER {_TEAM},
    leader_id INTEGER {_MEMBER},
    org_id INTEGER NOT NULL {_ORG},
    problem TEXT,
    aim TEXT,
    plan TEXT,
    novelty TEXT,
    plan_from TEXT,
    plan_to TEXT,
    budget_asked INTEGER,
    budget_approved INTEGER,
    spent INTEGER NOT NULL DEFAULT 0,
    applied_on TEXT,
    approved_on TEXT,
    approver TEXT,
    doc_no TEXT,
    accepted_on TEXT,
    accept_head TEXT,
    verdict TEXT,
    trial_on TEXT,
    in_use_on TEXT,
    use_place TEXT,
    qty INTEGER,
    rolled_out_on TEXT,
    rollout_to TEXT,
    net_confirmed INTEGER NOT NULL DEFAULT 0,
    net_estimated INTEGER NOT NULL DEFAULT 0,
    score INTEGER,
    updated_on TEXT,
    due_on TEXT,
    state TEXT NOT NULL,
    remark TEXT
);
CREATE UNIQUE INDEX project_code ON project(code) WHERE code IS NOT NULL;
CREATE INDEX project_team ON project(team_id) WHERE team_id IS NOT NULL;
CREATE INDEX project_leader ON project(leader_id) WHERE leader_id IS NOT NULL;
CREATE INDEX project_org ON project(org_id);
CREATE INDEX project_state ON project(state);

CREATE TABLE project_member (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL {_PROJECT},
    member_id INTEGER NOT NULL {_MEMBER},
    role TEXT NOT NULL,
    org_id INTEGER {_ORG},
    task TEXT
);
CREATE UNIQUE INDEX project_member_once ON project_member(project_id, member_id);
CREATE INDEX project_member_member ON project_member(member_id);
CREATE INDEX project_member_org ON project_member(org_id) WHERE org_id IS NOT NULL;

CREATE TABLE project_note (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL {_PROJECT},
    on_day TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX project_note_project ON project_note(project_id, on_day);

CREATE TABLE milestone (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL {_PROJECT},
    title TEXT NOT NULL,
    due_on TEXT NOT NULL,
    done_on TEXT,
    note TEXT
);
CREATE INDEX milestone_project ON milestone(project_id);
CREATE INDEX milestone_due ON milestone(due_on);

CREATE TABLE spending (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL {_PROJECT},
    on_day TEXT NOT NULL,
    what TEXT NOT NULL,
    amount INTEGER NOT NULL,
    voucher TEXT
);
CREATE INDEX spending_project ON spending(project_id);

CREATE TABLE benefit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL {_PROJECT},
    from_on TEXT NOT NULL,
    to_on TEXT NOT NULL,
    formula TEXT NOT NULL,
    old_use INTEGER,
    new_use INTEGER,
    price INTEGER,
    quantity INTEGER,
    saved INTEGER,
    cost INTEGER NOT NULL DEFAULT 0,
    net INTEGER NOT NULL DEFAULT 0,
    basis TEXT,
    confirmed_by TEXT,
    confirmed_on TEXT
);
CREATE INDEX benefit_project ON benefit(project_id);

CREATE TABLE rollout (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL {_PROJECT},
    unit TEXT NOT NULL,
    on_day TEXT NOT NULL,
    qty INTEGER,
    note TEXT
);
CREATE INDEX rollout_project ON rollout(project_id);

CREATE TABLE ip_right (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL {_PROJECT},
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    apply_no TEXT,
    apply_on TEXT,
    grant_no TEXT,
    grant_on TEXT,
    inventors TEXT,
    state TEXT NOT NULL
);
CREATE INDEX ip_right_project ON ip_right(project_id);

CREATE TABLE project_review (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL {_PROJECT},
    reviewer TEXT NOT NULL,
    on_day TEXT NOT NULL,
    technical INTEGER NOT NULL,
    economic INTEGER NOT NULL,
    scope INTEGER NOT NULL,
    practical INTEGER NOT NULL,
    total INTEGER NOT NULL DEFAULT 0,
    opinion TEXT
);
CREATE UNIQUE INDEX project_review_once ON project_review(project_id, reviewer, on_day);

CREATE TABLE small_idea (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    member_id INTEGER {_MEMBER},
    others TEXT,
    org_id INTEGER NOT NULL {_ORG},
    place TEXT,
    effect TEXT,
    remark TEXT
);
CREATE INDEX small_idea_day ON small_idea(on_day);
CREATE INDEX small_idea_member ON small_idea(member_id) WHERE member_id IS NOT NULL;
CREATE INDEX small_idea_org ON small_idea(org_id);

CREATE TABLE studio (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    org_id INTEGER NOT NULL {_ORG},
    place TEXT,
    founded_on TEXT NOT NULL,
    leader_id INTEGER {_MEMBER},
    rules TEXT,
    equipment TEXT,
    named_by TEXT,
    remark TEXT
);
CREATE UNIQUE INDEX studio_name ON studio(name);
CREATE INDEX studio_org ON studio(org_id);
CREATE INDEX studio_leader ON studio(leader_id) WHERE leader_id IS NOT NULL;

CREATE TABLE studio_person (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    studio_id INTEGER NOT NULL {_STUDIO},
    member_id INTEGER NOT NULL {_MEMBER},
    duty TEXT NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT
);
CREATE INDEX studio_person_studio ON studio_person(studio_id);
CREATE INDEX studio_person_member ON studio_person(member_id);

CREATE TABLE coaching (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    studio_id INTEGER NOT NULL {_STUDIO},
    kind TEXT NOT NULL,
    topic TEXT NOT NULL,
    teacher_id INTEGER {_MEMBER},
    teacher_name TEXT,
    member_id INTEGER {_MEMBER},
    trainee_name TEXT,
    from_on TEXT NOT NULL,
    to_on TEXT,
    hours INTEGER,
    result TEXT
);
CREATE INDEX coaching_studio ON coaching(studio_id);
CREATE INDEX coaching_teacher ON coaching(teacher_id) WHERE teacher_id IS NOT NULL;
CREATE INDEX coaching_member ON coaching(member_id) WHERE member_id IS NOT NULL;

CREATE TABLE studio_support (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    studio_id INTEGER NOT NULL {_STUDIO},
    project_id INTEGER NOT NULL {_PROJECT},
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    what TEXT NOT NULL,
    result TEXT
);
CREATE INDEX studio_support_studio ON studio_support(studio_id);
CREATE INDEX studio_support_project ON studio_support(project_id);

CREATE TABLE studio_fund (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    studio_id INTEGER NOT NULL {_STUDIO},
    year INTEGER NOT NULL,
    title TEXT,
    allotted INTEGER NOT NULL,
    source TEXT,
    spent INTEGER NOT NULL DEFAULT 0,
    remaining INTEGER NOT NULL DEFAULT 0,
    remark TEXT
);
CREATE UNIQUE INDEX studio_fund_year ON studio_fund(studio_id, year);

CREATE TABLE fund_expense (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fund_id INTEGER NOT NULL REFERENCES studio_fund(id) DEFERRABLE INITIALLY DEFERRED,
    on_day TEXT NOT NULL,
    what TEXT NOT NULL,
    amount INTEGER NOT NULL,
    voucher TEXT
);
CREATE INDEX fund_expense_fund ON fund_expense(fund_id);
"""

STEPS: tuple[str, ...] = (INNOVATION_1,)
