"""The kernel's tables, as frozen steps: append a step, never edit one that has been released."""

MEMBER_1 = """
CREATE TABLE party_org (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    level TEXT NOT NULL,
    parent_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    seq INTEGER NOT NULL DEFAULT 0,
    line TEXT,
    member_kind TEXT,
    unit_relation TEXT,
    contact TEXT,
    phone TEXT,
    founded_on TEXT,
    closed_on TEXT,
    remark TEXT
);
CREATE INDEX party_org_parent ON party_org(parent_id);

CREATE TABLE org_version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    from_on TEXT NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    level TEXT NOT NULL,
    parent_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    seq INTEGER NOT NULL DEFAULT 0,
    closed INTEGER NOT NULL DEFAULT 0,
    basis TEXT
);
CREATE UNIQUE INDEX org_version_day ON org_version(org_id, from_on);
CREATE INDEX org_version_parent ON org_version(parent_id);

CREATE TABLE org_place (org_id INTEGER PRIMARY KEY, place INTEGER NOT NULL, depth INTEGER NOT NULL);
CREATE TABLE org_under (
    ancestor_id INTEGER NOT NULL,
    org_id INTEGER NOT NULL,
    PRIMARY KEY (ancestor_id, org_id)
) WITHOUT ROWID;

CREATE TABLE member (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    sex TEXT,
    ethnicity TEXT,
    id_no TEXT,
    birth_date TEXT,
    edu_code TEXT,
    category TEXT NOT NULL,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    joined_on TEXT,
    full_on TEXT,
    job_code TEXT,
    mobile TEXT,
    tel TEXT,
    address TEXT,
    status TEXT NOT NULL,
    is_lost INTEGER NOT NULL DEFAULT 0,
    lost_since TEXT,
    is_mobile INTEGER NOT NULL DEFAULT 0,
    flow_prov TEXT,
    flow_city TEXT,
    flow_county TEXT,
    native_place TEXT,
    work_started_on TEXT,
    unit_post TEXT,
    group_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    party_post TEXT,
    applied_on TEXT,
    activist_on TEXT,
    candidate_on TEXT,
    introducers TEXT,
    joined_branch TEXT,
    entered_on TEXT,
    tech_title TEXT,
    is_migrant_worker INTEGER NOT NULL DEFAULT 0,
    dues_paid_to TEXT,
    employment TEXT,
    remark TEXT,
    flow_on TEXT,
    flow_reason TEXT,
    host_org TEXT,
    liaison_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    last_contact_on TEXT,
    permit_no TEXT,
    lost_code TEXT,
    suspended_on TEXT,
    suspend_doc TEXT,
    frail TEXT,
    delivery TEXT,
    helper_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    hardship TEXT,
    quorum_exempt INTEGER NOT NULL DEFAULT 0,
    exempt_reason TEXT,
    exempt_doc TEXT,
    exempt_on TEXT,
    id_note TEXT,
    left_on TEXT,
    leave_reason TEXT
);
CREATE INDEX member_on_roster ON member(left_on, org_id);
CREATE INDEX member_org ON member(org_id);
CREATE INDEX member_group ON member(group_id) WHERE group_id IS NOT NULL;
CREATE INDEX member_id_no ON member(id_no);
CREATE INDEX member_name ON member(name);
CREATE INDEX member_liaison ON member(liaison_id) WHERE liaison_id IS NOT NULL;
CREATE INDEX member_helper ON member(helper_id) WHERE helper_id IS NOT NULL;

CREATE TABLE member_doubt (
    member_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    sentence TEXT NOT NULL,
    PRIMARY KEY (member_id, code)
) WITHOUT ROWID;

CREATE TABLE membership_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    from_org_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    to_org_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    whole_unit INTEGER NOT NULL DEFAULT 0,
    how TEXT,
    elsewhere TEXT,
    basis TEXT,
    remark TEXT
);
CREATE INDEX membership_event_member ON membership_event(member_id, on_day, id, to_org_id);
CREATE INDEX membership_event_day ON membership_event(on_day);
CREATE INDEX membership_event_to ON membership_event(to_org_id);
CREATE INDEX membership_event_from ON membership_event(from_org_id);

CREATE VIEW stay AS
SELECT member_id, to_org_id AS org_id, on_day AS from_on,
       COALESCE(LEAD(on_day) OVER (PARTITION BY member_id ORDER BY on_day, id), '9999-12-31') AS until
FROM membership_event;

CREATE TABLE link (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    from_table TEXT NOT NULL,
    from_id INTEGER NOT NULL,
    to_table TEXT NOT NULL,
    to_id INTEGER NOT NULL,
    role TEXT NOT NULL
);
CREATE UNIQUE INDEX link_once ON link(from_table, from_id, to_table, to_id, role);
CREATE INDEX link_back ON link(to_table, to_id);
"""

SEARCH_1 = """
CREATE TABLE search (
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    pinyin TEXT NOT NULL,
    strokes TEXT NOT NULL,
    PRIMARY KEY (table_name, row_id)
) WITHOUT ROWID;
CREATE INDEX search_by_pinyin ON search(table_name, pinyin, row_id);
CREATE INDEX search_by_strokes ON search(table_name, strokes, row_id);
"""

# What any record of any ledger may have: the steps it took, and the files that belong to it. (x_table, x_id) is that record.
OF_ANY_RECORD_1 = """
CREATE TABLE step_taken (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    x_table TEXT NOT NULL,
    x_id INTEGER NOT NULL,
    step TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    on_day TEXT NOT NULL,
    by_whom TEXT,
    opinion TEXT
);
CREATE INDEX step_taken_of ON step_taken(x_table, x_id);
CREATE INDEX step_taken_to ON step_taken(x_table, to_state, on_day);

CREATE TABLE record_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    x_table TEXT NOT NULL,
    x_id INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    caption TEXT,
    taken_on TEXT
);
CREATE INDEX record_file_of ON record_file(x_table, x_id);
"""

STEPS: tuple[str, ...] = (MEMBER_1 + SEARCH_1, OF_ANY_RECORD_1)
UNTRACKED = frozenset(("org_place", "org_under", "member_doubt", "search"))
