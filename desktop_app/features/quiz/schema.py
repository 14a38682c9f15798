"""STEPS of the contest's tables: frozen SQL, append-only. `quiz_event` is final: a slip is taken back by a further event."""

QUIZ_1 = """
CREATE TABLE quiz_source (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    successor TEXT,
    remark TEXT
);
CREATE UNIQUE INDEX quiz_source_once ON quiz_source(name);

CREATE TABLE quiz_question (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    qtype TEXT NOT NULL,
    stem TEXT NOT NULL,
    opt_a TEXT, opt_b TEXT, opt_c TEXT, opt_d TEXT, opt_e TEXT, opt_f TEXT,
    answer TEXT NOT NULL,
    score INTEGER NOT NULL,
    level TEXT NOT NULL,
    topic TEXT,
    source TEXT,
    article TEXT,
    valid_from TEXT,
    valid_to TEXT,
    analysis TEXT,
    use TEXT NOT NULL,
    state TEXT NOT NULL,
    remark TEXT
);
CREATE UNIQUE INDEX quiz_question_once ON quiz_question(stem);
CREATE INDEX quiz_question_source ON quiz_question(source);
CREATE INDEX quiz_question_kind ON quiz_question(state, qtype);

CREATE TABLE quiz_near (
    band INTEGER NOT NULL,
    mark INTEGER NOT NULL,
    question_id INTEGER NOT NULL,
    PRIMARY KEY (band, mark, question_id)
) WITHOUT ROWID;
CREATE INDEX quiz_near_of ON quiz_near(question_id);

CREATE TABLE quiz_contest (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    mode TEXT NOT NULL,
    base_score INTEGER NOT NULL DEFAULT 0,
    host TEXT,
    held_from TEXT,
    held_to TEXT,
    seed INTEGER NOT NULL DEFAULT 1,
    hours INTEGER,
    state TEXT NOT NULL,
    credited_on TEXT,
    remark TEXT
);

CREATE TABLE quiz_stage (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contest_id INTEGER NOT NULL REFERENCES quiz_contest(id),
    stage TEXT NOT NULL,
    form TEXT NOT NULL,
    title TEXT NOT NULL,
    on_day TEXT,
    place TEXT,
    heats INTEGER NOT NULL DEFAULT 1,
    promote_n INTEGER NOT NULL DEFAULT 1,
    tie_rule TEXT,
    paper_plan TEXT,
    minutes INTEGER,
    papers INTEGER NOT NULL DEFAULT 1,
    multi_rule TEXT NOT NULL,
    topics TEXT,
    mix TEXT,
    remark TEXT
);
CREATE INDEX quiz_stage_contest ON quiz_stage(contest_id);

CREATE TABLE quiz_round (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stage_id INTEGER NOT NULL REFERENCES quiz_stage(id),
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT,
    questions INTEGER NOT NULL,
    points TEXT NOT NULL,
    seconds TEXT NOT NULL,
    wrong TEXT NOT NULL,
    wrong_points INTEGER NOT NULL DEFAULT 0,
    late TEXT NOT NULL,
    partial INTEGER NOT NULL DEFAULT 0,
    fouls TEXT,
    early TEXT NOT NULL,
    start_within INTEGER,
    order_by TEXT NOT NULL,
    topics TEXT,
    qtypes TEXT
);
CREATE INDEX quiz_round_stage ON quiz_round(stage_id);

CREATE TABLE quiz_entrant (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contest_id INTEGER NOT NULL REFERENCES quiz_contest(id),
    name TEXT NOT NULL,
    org_id INTEGER REFERENCES party_org(id),
    p1_id INTEGER REFERENCES member(id),
    p2_id INTEGER REFERENCES member(id),
    p3_id INTEGER REFERENCES member(id),
    leader TEXT,
    remark TEXT
);
CREATE UNIQUE INDEX quiz_entrant_once ON quiz_entrant(contest_id, name);
CREATE INDEX quiz_entrant_p1 ON quiz_entrant(p1_id);
CREATE INDEX quiz_entrant_p2 ON quiz_entrant(p2_id);
CREATE INDEX quiz_entrant_p3 ON quiz_entrant(p3_id);
CREATE INDEX quiz_entrant_org ON quiz_entrant(org_id);

CREATE TABLE quiz_result (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stage_id INTEGER NOT NULL REFERENCES quiz_stage(id),
    entrant_id INTEGER NOT NULL REFERENCES quiz_entrant(id),
    heat INTEGER NOT NULL DEFAULT 1,
    seat INTEGER,
    total INTEGER,
    rank INTEGER,
    playoff INTEGER,
    promoted INTEGER NOT NULL DEFAULT 0,
    how TEXT
);
CREATE UNIQUE INDEX quiz_result_once ON quiz_result(stage_id, entrant_id);
CREATE INDEX quiz_result_entrant ON quiz_result(entrant_id);

CREATE TABLE quiz_mark (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stage_id INTEGER NOT NULL REFERENCES quiz_stage(id),
    entrant_id INTEGER NOT NULL REFERENCES quiz_entrant(id),
    player INTEGER NOT NULL,
    paper_no INTEGER NOT NULL,
    ticket TEXT NOT NULL,
    member_id INTEGER REFERENCES member(id),
    version TEXT NOT NULL,
    score INTEGER,
    absent INTEGER NOT NULL DEFAULT 0,
    marker TEXT
);
CREATE UNIQUE INDEX quiz_mark_once ON quiz_mark(stage_id, entrant_id, player, paper_no);
CREATE UNIQUE INDEX quiz_mark_ticket ON quiz_mark(ticket);
CREATE INDEX quiz_mark_member ON quiz_mark(member_id);

CREATE TABLE quiz_drawn (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contest_id INTEGER NOT NULL REFERENCES quiz_contest(id),
    stage_id INTEGER NOT NULL REFERENCES quiz_stage(id),
    round_id INTEGER REFERENCES quiz_round(id),
    heat INTEGER NOT NULL DEFAULT 1,
    paper_no INTEGER NOT NULL DEFAULT 1,
    seq INTEGER NOT NULL,
    question_id INTEGER NOT NULL REFERENCES quiz_question(id),
    spare INTEGER NOT NULL DEFAULT 0,
    told TEXT NOT NULL
);
CREATE UNIQUE INDEX quiz_drawn_once ON quiz_drawn(contest_id, question_id);
CREATE INDEX quiz_drawn_stage ON quiz_drawn(stage_id, heat);
CREATE INDEX quiz_drawn_question ON quiz_drawn(question_id);

CREATE TABLE quiz_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stage_id INTEGER NOT NULL REFERENCES quiz_stage(id),
    heat INTEGER NOT NULL DEFAULT 1,
    what TEXT NOT NULL,
    round_id INTEGER REFERENCES quiz_round(id),
    entrant_id INTEGER REFERENCES quiz_entrant(id),
    player INTEGER,
    drawn_id INTEGER REFERENCES quiz_drawn(id),
    value INTEGER,
    result TEXT,
    ref_id INTEGER,
    reason TEXT,
    judge TEXT,
    data TEXT,
    at TEXT NOT NULL
);
CREATE INDEX quiz_event_stage ON quiz_event(stage_id, heat, id);

CREATE TABLE quiz_award (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contest_id INTEGER NOT NULL REFERENCES quiz_contest(id),
    name TEXT NOT NULL,
    award TEXT NOT NULL,
    entrant_id INTEGER REFERENCES quiz_entrant(id),
    member_id INTEGER REFERENCES member(id),
    org_id INTEGER REFERENCES party_org(id),
    awarded_on TEXT,
    remark TEXT
);
CREATE INDEX quiz_award_contest ON quiz_award(contest_id);
CREATE INDEX quiz_award_member ON quiz_award(member_id);

CREATE TABLE quiz_after (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    on_day TEXT NOT NULL,
    org_id INTEGER REFERENCES party_org(id),
    host TEXT,
    remark TEXT
);
CREATE INDEX quiz_after_day ON quiz_after(on_day);

CREATE TABLE quiz_after_answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    after_id INTEGER NOT NULL REFERENCES quiz_after(id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES member(id),
    question_id INTEGER NOT NULL REFERENCES quiz_question(id),
    correct INTEGER NOT NULL
);
CREATE UNIQUE INDEX quiz_after_answer_once ON quiz_after_answer(after_id, member_id, question_id);
CREATE INDEX quiz_after_answer_member ON quiz_after_answer(member_id);

CREATE TABLE quiz_practice (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER REFERENCES member(id),
    question_id INTEGER NOT NULL REFERENCES quiz_question(id),
    at TEXT NOT NULL,
    given TEXT,
    correct INTEGER NOT NULL
);
CREATE INDEX quiz_practice_who ON quiz_practice(member_id, question_id);
"""

STEPS: tuple[str, ...] = (QUIZ_1,)
UNTRACKED = frozenset(("quiz_near",))
FINAL = {"quiz_event": "记错了的，请在主持台用“改判”更正。"}
