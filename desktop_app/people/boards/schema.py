"""The boards' tables, as frozen steps: append a step, never edit one that has been released."""

BOARDS_1 = """
CREATE TABLE board (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL,
    term_no INTEGER NOT NULL,
    term_years INTEGER NOT NULL,
    elected_on TEXT NOT NULL,
    due_on TEXT,
    actual_on TEXT,
    extension_doc TEXT,
    remark TEXT
);
CREATE UNIQUE INDEX board_term ON board(org_id, term_no);
CREATE INDEX board_live ON board(actual_on, due_on);
CREATE TABLE board_member (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id INTEGER NOT NULL REFERENCES board(id) DEFERRABLE INITIALLY DEFERRED,
    member_id INTEGER NOT NULL REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    post TEXT NOT NULL,
    seq INTEGER NOT NULL DEFAULT 0,
    from_on TEXT NOT NULL,
    until_on TEXT,
    duty TEXT
);
CREATE INDEX board_member_board ON board_member(board_id);
CREATE INDEX board_member_member ON board_member(member_id, from_on);
CREATE VIEW board_seat AS
SELECT m.member_id, b.org_id, m.post, m.seq, MAX(m.from_on, b.elected_on) AS from_on,
       MIN(COALESCE(m.until_on, '9999-12-31'), COALESCE(b.actual_on, '9999-12-31')) AS until, b.id AS board_id
FROM board_member m JOIN board b ON b.id = m.board_id;
"""

STEPS: tuple[str, ...] = (BOARDS_1,)
