"""The study ledger's tables, as frozen steps: append a step, never edit one that has been released."""

STUDY_1 = """
CREATE TABLE study_kind (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    duty TEXT,
    audience TEXT NOT NULL,
    needs_speaker INTEGER NOT NULL DEFAULT 0,
    needs_decision INTEGER NOT NULL DEFAULT 0,
    is_training INTEGER NOT NULL DEFAULT 0,
    in_use INTEGER NOT NULL DEFAULT 1,
    seq INTEGER NOT NULL DEFAULT 0,
    remark TEXT
);
INSERT INTO study_kind (id, name, duty, audience, needs_speaker, needs_decision, is_training, seq) VALUES
    (1, '支部党员大会', '支部党员大会', '全体党员', 0, 1, 0, 1),
    (2, '支委会', '支委会', '班子成员', 0, 1, 0, 2),
    (3, '党小组会', '党小组会', '全体党员', 0, 0, 0, 3),
    (4, '党课', '党课', '全体党员', 1, 0, 0, 4),
    (5, '主题党日', '主题党日', '全体党员', 0, 0, 0, 5),
    (6, '组织生活会', '组织生活会', '全体党员', 0, 0, 0, 6),
    (7, '民主评议', '民主评议', '全体党员', 0, 0, 0, 7),
    (8, '民主生活会', NULL, '班子成员', 0, 0, 0, 8),
    (9, '集中学习', NULL, '全体党员', 0, 0, 0, 9),
    (10, '学习研讨', NULL, '全体党员', 0, 0, 0, 10),
    (11, '中心组学习', NULL, '班子成员', 0, 0, 0, 11),
    (12, '理论宣讲', NULL, '全体党员', 1, 0, 0, 12),
    (13, '电视党课', '党课', '全体党员', 0, 0, 0, 13),
    (14, '视频党课', '党课', '全体党员', 0, 0, 0, 14),
    (15, '互讲党课', '党课', '全体党员', 1, 0, 0, 15),
    (16, '集中培训', NULL, '支部班子成员', 0, 0, 1, 16);

CREATE TABLE study_topic (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    year INTEGER NOT NULL,
    seq INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL,
    from_on TEXT,
    until_on TEXT,
    remark TEXT
);
CREATE UNIQUE INDEX study_topic_once ON study_topic(year, title);
CREATE TABLE study_duty (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    topic_id INTEGER NOT NULL REFERENCES study_topic(id) DEFERRABLE INITIALLY DEFERRED,
    line TEXT,
    member_kind TEXT,
    content TEXT NOT NULL,
    manner TEXT NOT NULL
);
CREATE INDEX study_duty_topic ON study_duty(topic_id);

CREATE TABLE study_session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind_id INTEGER NOT NULL REFERENCES study_kind(id) DEFERRABLE INITIALLY DEFERRED,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL,
    topic_id INTEGER REFERENCES study_topic(id) DEFERRABLE INITIALLY DEFERRED,
    on_day TEXT NOT NULL,
    until_on TEXT,
    start_at TEXT,
    end_at TEXT,
    place TEXT,
    host_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    recorder_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    speaker_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    speaker_name TEXT,
    is_lecturer_team INTEGER NOT NULL DEFAULT 0,
    leader_level TEXT,
    guest_org_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    group_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    agenda TEXT,
    content TEXT,
    remarks TEXT,
    dissent TEXT,
    decision TEXT,
    votes_for INTEGER,
    votes_against INTEGER,
    votes_abstain INTEGER,
    observers TEXT,
    hours INTEGER,
    due_n INTEGER,
    present_n INTEGER,
    absent_n INTEGER,
    heads_only INTEGER NOT NULL DEFAULT 0,
    is_exempting INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT '草稿',
    entered_on TEXT,
    remark TEXT
);
CREATE INDEX study_session_org ON study_session(org_id, on_day, kind_id);
CREATE INDEX study_session_day ON study_session(on_day, kind_id, org_id);
CREATE INDEX study_session_topic ON study_session(topic_id) WHERE topic_id IS NOT NULL;
CREATE INDEX study_session_speaker ON study_session(speaker_id) WHERE speaker_id IS NOT NULL;

CREATE TABLE session_part (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES study_session(id) DEFERRABLE INITIALLY DEFERRED,
    seq INTEGER NOT NULL DEFAULT 2,
    kind_id INTEGER NOT NULL REFERENCES study_kind(id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL,
    topic_id INTEGER REFERENCES study_topic(id) DEFERRABLE INITIALLY DEFERRED,
    speaker_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    speaker_name TEXT,
    is_lecturer_team INTEGER NOT NULL DEFAULT 0,
    leader_level TEXT,
    guest_org_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    content TEXT,
    remarks TEXT,
    dissent TEXT,
    decision TEXT
);
CREATE INDEX session_part_session ON session_part(session_id, kind_id);
CREATE INDEX session_part_speaker ON session_part(speaker_id) WHERE speaker_id IS NOT NULL;

CREATE VIEW session_kind AS
SELECT id AS session_id, 0 AS part_id, kind_id, title, topic_id, speaker_id, speaker_name, is_lecturer_team, leader_level,
       guest_org_id, org_id, on_day FROM study_session
UNION ALL
SELECT p.session_id, p.id, p.kind_id, p.title, p.topic_id, p.speaker_id, p.speaker_name, p.is_lecturer_team, p.leader_level,
       p.guest_org_id, s.org_id, s.on_day FROM session_part p JOIN study_session s ON s.id = p.session_id;

CREATE TABLE attendance (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES study_session(id) DEFERRABLE INITIALLY DEFERRED,
    member_id INTEGER NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    day INTEGER NOT NULL,
    status TEXT NOT NULL,
    credit_day INTEGER,
    hours INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    approver TEXT,
    makeup_on TEXT,
    makeup_how TEXT,
    makeup_by TEXT,
    owed INTEGER
);
CREATE UNIQUE INDEX attendance_once ON attendance(session_id, member_id);
CREATE INDEX attendance_member ON attendance(member_id, credit_day, hours);
CREATE INDEX attendance_day ON attendance(day, org_id, status);
CREATE INDEX attendance_owed ON attendance(owed, day) WHERE owed IS NOT NULL;

CREATE TABLE hour_credit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    on_day TEXT NOT NULL,
    hours INTEGER NOT NULL,
    title TEXT NOT NULL,
    source_table TEXT,
    source_id INTEGER,
    remark TEXT
);
CREATE UNIQUE INDEX hour_credit_once ON hour_credit(member_id, source_table, source_id) WHERE source_table IS NOT NULL;
CREATE INDEX hour_credit_member ON hour_credit(member_id, on_day);

CREATE TABLE lecturer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    origin TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT,
    topics TEXT,
    remark TEXT
);
CREATE INDEX lecturer_member ON lecturer(member_id);

CREATE TABLE collection (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    open_on TEXT NOT NULL,
    close_on TEXT NOT NULL,
    criteria TEXT,
    quotas TEXT,
    remark TEXT
);
CREATE TABLE submission (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection_id INTEGER NOT NULL REFERENCES collection(id) DEFERRABLE INITIALLY DEFERRED,
    seq INTEGER,
    title TEXT NOT NULL,
    author_id INTEGER NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    org_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    size INTEGER,
    received_on TEXT NOT NULL,
    is_original INTEGER NOT NULL DEFAULT 1,
    mean INTEGER,
    place INTEGER,
    grade TEXT,
    remark TEXT
);
CREATE INDEX submission_collection ON submission(collection_id);
CREATE INDEX submission_author ON submission(author_id);
CREATE INDEX submission_received ON submission(received_on);
CREATE TABLE score (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    submission_id INTEGER NOT NULL REFERENCES submission(id) DEFERRABLE INITIALLY DEFERRED,
    judge TEXT NOT NULL,
    judge_org_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    parts TEXT NOT NULL,
    total INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX score_once ON score(submission_id, judge);

CREATE TABLE dossier (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    year INTEGER NOT NULL,
    no TEXT NOT NULL,
    title TEXT NOT NULL,
    keeper TEXT,
    retention TEXT,
    place TEXT,
    remark TEXT
);
CREATE UNIQUE INDEX dossier_once ON dossier(year, no);
CREATE TABLE dossier_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dossier_id INTEGER NOT NULL REFERENCES dossier(id) DEFERRABLE INITIALLY DEFERRED,
    seq INTEGER NOT NULL,
    title TEXT NOT NULL,
    doc_no TEXT,
    author TEXT,
    dated TEXT,
    pages INTEGER,
    ref_table TEXT,
    ref_id INTEGER,
    remark TEXT
);
CREATE UNIQUE INDEX dossier_item_once ON dossier_item(dossier_id, seq);

CREATE TABLE appraisal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    year INTEGER NOT NULL,
    member_id INTEGER NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    self_grade TEXT,
    v_excellent INTEGER,
    v_good INTEGER,
    v_basic INTEGER,
    v_bad INTEGER,
    opinion TEXT,
    grade TEXT NOT NULL,
    fed_back_on TEXT
);
CREATE UNIQUE INDEX appraisal_once ON appraisal(year, member_id);
CREATE INDEX appraisal_org ON appraisal(org_id, year, grade);

CREATE TABLE talk (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    on_day TEXT NOT NULL,
    a_id INTEGER NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    b_id INTEGER NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    org_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    pair TEXT NOT NULL,
    notes TEXT
);
CREATE INDEX talk_day ON talk(on_day);
CREATE INDEX talk_a ON talk(a_id);
CREATE INDEX talk_b ON talk(b_id);

CREATE TABLE study_place (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    org_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    address TEXT,
    keeper TEXT,
    opened_on TEXT,
    seats INTEGER,
    remark TEXT
);
CREATE TABLE wall_board (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    place_id INTEGER NOT NULL REFERENCES study_place(id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    up_on TEXT,
    down_on TEXT,
    body TEXT NOT NULL
);
CREATE INDEX wall_board_place ON wall_board(place_id);
CREATE TABLE place_visit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    place_id INTEGER NOT NULL REFERENCES study_place(id) DEFERRABLE INITIALLY DEFERRED,
    on_day TEXT NOT NULL,
    visitors TEXT NOT NULL,
    heads INTEGER,
    is_estimate INTEGER NOT NULL DEFAULT 0,
    purpose TEXT
);
CREATE INDEX place_visit_place ON place_visit(place_id);
CREATE TABLE study_group (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    platform TEXT NOT NULL,
    keeper_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    size INTEGER,
    checked_on TEXT,
    remark TEXT
);
"""

STEPS: tuple[str, ...] = (STUDY_1,)
