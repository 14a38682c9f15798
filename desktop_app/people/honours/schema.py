"""The tables of honours and publicity, as frozen steps: append a step, never edit one that has been released."""

HONOURS_1 = """
CREATE TABLE honour (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    honouree TEXT NOT NULL,
    kind TEXT NOT NULL,
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    tag TEXT,
    batch TEXT NOT NULL,
    story TEXT,
    approved_on TEXT,
    notice_from TEXT,
    notice_to TEXT,
    doc_no TEXT,
    remark TEXT
);
CREATE UNIQUE INDEX honour_once ON honour(kind, batch, honouree, ifnull(member_id, 0), org_id);
CREATE INDEX honour_member ON honour(member_id) WHERE member_id IS NOT NULL;
CREATE INDEX honour_org ON honour(org_id);
CREATE INDEX honour_day ON honour(approved_on);

CREATE TABLE award (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    level TEXT NOT NULL,
    klass TEXT,
    grade TEXT NOT NULL,
    winner TEXT,
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    org_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    subject_table TEXT,
    subject_id INTEGER,
    issuer TEXT,
    awarded_on TEXT NOT NULL,
    remark TEXT
);
CREATE INDEX award_member ON award(member_id) WHERE member_id IS NOT NULL;
CREATE INDEX award_org ON award(org_id) WHERE org_id IS NOT NULL;
CREATE INDEX award_subject ON award(subject_table, subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX award_day ON award(awarded_on);

CREATE TABLE media_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    outlet TEXT NOT NULL,
    on_day TEXT NOT NULL,
    page TEXT,
    headline INTEGER NOT NULL DEFAULT 0,
    author TEXT,
    words INTEGER,
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    others TEXT,
    org_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    remark TEXT
);
CREATE INDEX media_item_day ON media_item(on_day);
CREATE INDEX media_item_member ON media_item(member_id) WHERE member_id IS NOT NULL;
CREATE INDEX media_item_org ON media_item(org_id) WHERE org_id IS NOT NULL;

CREATE TABLE post_plate (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    post TEXT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    pledge TEXT NOT NULL,
    up_on TEXT NOT NULL,
    down_on TEXT,
    reviewed_on TEXT,
    review TEXT,
    remark TEXT
);
CREATE INDEX post_plate_member ON post_plate(member_id);
CREATE INDEX post_plate_org ON post_plate(org_id);
"""

STEPS: tuple[str, ...] = (HONOURS_1,)
