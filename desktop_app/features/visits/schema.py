"""The tables of the visits, as frozen steps: append a step, never edit one that has been released."""

from desktop_app.features.visits.titles import follow_the_address
from desktop_app.storage.slices import Slice

VISITS_1 = """
CREATE TABLE household (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    estate TEXT NOT NULL,
    building TEXT NOT NULL,
    unit TEXT NOT NULL DEFAULT '',
    door TEXT NOT NULL,
    occupied INTEGER NOT NULL DEFAULT 1,
    contact_name TEXT,
    contact_phone TEXT,
    remark TEXT
);
CREATE UNIQUE INDEX household_once ON household(estate, building, unit, door);

CREATE TABLE crew (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    heads INTEGER,
    disbanded_on TEXT,
    remark TEXT
);
CREATE INDEX crew_org ON crew(org_id);
CREATE UNIQUE INDEX crew_once ON crew(org_id, name);

CREATE TABLE sweep (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT NOT NULL,
    remark TEXT
);

CREATE TABLE visit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    visitor_id INTEGER NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    companion_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    others TEXT,
    alone_reason TEXT,
    crew_id INTEGER REFERENCES crew(id) DEFERRABLE INITIALLY DEFERRED,
    household_id INTEGER REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
    mode TEXT NOT NULL,
    outcome TEXT NOT NULL,
    topics TEXT,
    leaflets INTEGER,
    summary TEXT,
    has_appeal INTEGER NOT NULL DEFAULT 0,
    sweep_id INTEGER REFERENCES sweep(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX visit_code ON visit(code);
CREATE INDEX visit_day ON visit(on_day, kind);
CREATE INDEX visit_org ON visit(org_id);
CREATE INDEX visit_household ON visit(household_id, on_day) WHERE household_id IS NOT NULL;
CREATE INDEX visit_crew ON visit(crew_id, on_day) WHERE crew_id IS NOT NULL;
CREATE INDEX visit_sweep ON visit(sweep_id, household_id) WHERE sweep_id IS NOT NULL;
CREATE INDEX visit_visitor ON visit(visitor_id);
CREATE INDEX visit_companion ON visit(companion_id) WHERE companion_id IS NOT NULL;

CREATE TABLE appeal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL,
    visit_id INTEGER NOT NULL REFERENCES visit(id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    urgency TEXT NOT NULL,
    dept TEXT NOT NULL,
    due_on TEXT NOT NULL,
    petition_no TEXT,
    result TEXT,
    done_on TEXT,
    called_back_on TEXT,
    satisfaction TEXT,
    state TEXT NOT NULL
);
CREATE INDEX appeal_visit ON appeal(visit_id);
CREATE INDEX appeal_state ON appeal(state, due_on);

CREATE TABLE condolence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    hardship TEXT NOT NULL,
    on_day TEXT NOT NULL,
    by_whom TEXT NOT NULL,
    amount INTEGER,
    goods TEXT,
    fund TEXT NOT NULL,
    signed INTEGER NOT NULL DEFAULT 0,
    remark TEXT
);
CREATE INDEX condolence_member ON condolence(member_id);
CREATE INDEX condolence_org ON condolence(org_id);
CREATE INDEX condolence_day ON condolence(on_day);

CREATE TABLE mood_round (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT NOT NULL,
    manner TEXT NOT NULL,
    units INTEGER NOT NULL,
    heads INTEGER NOT NULL,
    satisfied INTEGER,
    fairly INTEGER,
    dissatisfied INTEGER,
    suggestions TEXT,
    analysis TEXT
);

CREATE TABLE concern (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    round_id INTEGER NOT NULL REFERENCES mood_round(id) DEFERRABLE INITIALLY DEFERRED,
    topic TEXT NOT NULL,
    heads INTEGER NOT NULL,
    note TEXT
);
CREATE INDEX concern_round ON concern(round_id);

CREATE TABLE task (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT,
    aim TEXT
);

CREATE TABLE task_duty (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    task_id INTEGER NOT NULL REFERENCES task(id) DEFERRABLE INITIALLY DEFERRED,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    duty TEXT NOT NULL
);
CREATE INDEX task_duty_task ON task_duty(task_id);
CREATE INDEX task_duty_org ON task_duty(org_id);

CREATE TABLE task_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    task_id INTEGER NOT NULL REFERENCES task(id) DEFERRABLE INITIALLY DEFERRED,
    on_day TEXT NOT NULL,
    shift TEXT NOT NULL,
    site TEXT NOT NULL,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    cadre_id INTEGER NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    covered INTEGER NOT NULL DEFAULT 0,
    sprayed INTEGER NOT NULL DEFAULT 0,
    planted INTEGER NOT NULL DEFAULT 0,
    note TEXT
);
CREATE INDEX task_log_task ON task_log(task_id, on_day);
CREATE INDEX task_log_org ON task_log(org_id);
CREATE INDEX task_log_cadre ON task_log(cadre_id);
"""

STEPS: tuple[str, ...] = (VISITS_1,)
SLICE = Slice("visits", STEPS, before_commit={"household": follow_the_address})
