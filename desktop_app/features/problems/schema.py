"""The tables of the problem lists, as frozen steps: append a step, never edit one that has been released."""

from desktop_app.features.problems.titles import follow_the_batch
from desktop_app.storage.slices import Slice

PROBLEMS_1 = """
CREATE TABLE problem_list (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT,
    kind TEXT NOT NULL,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    batch TEXT NOT NULL,
    made_on TEXT NOT NULL,
    reviewer TEXT,
    reviewed_on TEXT,
    state TEXT NOT NULL,
    remark TEXT
);
CREATE UNIQUE INDEX problem_list_of_org ON problem_list(org_id, batch) WHERE member_id IS NULL;
CREATE UNIQUE INDEX problem_list_of_member ON problem_list(member_id, batch) WHERE member_id IS NOT NULL;
CREATE INDEX problem_list_made ON problem_list(made_on);

CREATE TABLE problem_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    desc TEXT NOT NULL,
    list_id INTEGER REFERENCES problem_list(id) DEFERRABLE INITIALLY DEFERRED,
    seq INTEGER,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    aspect TEXT,
    domain TEXT,
    source TEXT NOT NULL,
    is_major INTEGER NOT NULL DEFAULT 0,
    found_on TEXT NOT NULL,
    measures TEXT,
    lead_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    owner_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    dept TEXT,
    fix_type TEXT NOT NULL,
    due_on TEXT,
    ext_to TEXT,
    ext_reason TEXT,
    ext_approver TEXT,
    evidence TEXT,
    done_on TEXT,
    verifier_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    verdict TEXT,
    public_view TEXT,
    closed_on TEXT,
    look_back_on TEXT,
    look_back TEXT,
    reopened INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL,
    remark TEXT
);
CREATE INDEX problem_item_list ON problem_item(list_id);
CREATE INDEX problem_item_org ON problem_item(org_id);
CREATE INDEX problem_item_member ON problem_item(member_id) WHERE member_id IS NOT NULL;
CREATE INDEX problem_item_owner ON problem_item(owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX problem_item_lead ON problem_item(lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX problem_item_verifier ON problem_item(verifier_id) WHERE verifier_id IS NOT NULL;
CREATE INDEX problem_item_state ON problem_item(state, due_on);

CREATE TABLE item_progress (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id INTEGER NOT NULL REFERENCES problem_item(id) DEFERRABLE INITIALLY DEFERRED,
    on_day TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX item_progress_item ON item_progress(item_id, on_day);

CREATE TABLE item_extension (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id INTEGER NOT NULL REFERENCES problem_item(id) DEFERRABLE INITIALLY DEFERRED,
    on_day TEXT NOT NULL,
    old_due TEXT NOT NULL,
    new_due TEXT NOT NULL,
    reason TEXT NOT NULL,
    approver TEXT NOT NULL
);
CREATE INDEX item_extension_item ON item_extension(item_id, on_day);

CREATE TABLE inspection (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    round_no INTEGER,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    planned_on TEXT,
    on_day TEXT,
    team TEXT,
    from_unit TEXT,
    s_discipline TEXT,
    discipline_note TEXT,
    s_attitude TEXT,
    attitude_note TEXT,
    s_efficiency TEXT,
    efficiency_note TEXT,
    s_contact TEXT,
    contact_note TEXT,
    docs TEXT,
    opinion TEXT,
    fed_back_on TEXT,
    due_on TEXT,
    state TEXT NOT NULL,
    remark TEXT
);
CREATE INDEX inspection_org ON inspection(org_id);
CREATE INDEX inspection_day ON inspection(on_day);

CREATE TABLE rectification (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    situation TEXT NOT NULL,
    found_on TEXT NOT NULL,
    plan TEXT,
    lead_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    due_on TEXT NOT NULL,
    result TEXT,
    accepted_by TEXT,
    accepted_on TEXT,
    closed_on TEXT,
    state TEXT NOT NULL,
    remark TEXT
);
CREATE INDEX rectification_org ON rectification(org_id);
CREATE INDEX rectification_lead ON rectification(lead_id) WHERE lead_id IS NOT NULL;
"""

STEPS: tuple[str, ...] = (PROBLEMS_1,)
SLICE = Slice("problems", STEPS, before_commit={"problem_list": follow_the_batch})
