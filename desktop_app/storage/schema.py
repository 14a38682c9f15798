"""The office's own tables: versions, changes, history, seals, access log, operators, settings. Frozen SQL, append-only.

None of them is itself tracked: they are the tracking.
"""

from desktop_app.storage.slices import Slice

_V1 = """
CREATE TABLE office_info (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE slice_version (name TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE operator (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, since TEXT NOT NULL, until TEXT);

CREATE TABLE current_change (
    only INTEGER PRIMARY KEY CHECK (only = 1), change INTEGER, purging INTEGER NOT NULL DEFAULT 0
);
INSERT INTO current_change (only) VALUES (1);

CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    operator TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    undoes INTEGER REFERENCES change (id),
    held INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE history (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    change INTEGER NOT NULL,
    tbl TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    op TEXT NOT NULL CHECK (op IN ('I', 'U', 'D', 'P'))
);
CREATE INDEX history_row ON history (tbl, row_id);
CREATE TABLE history_image (seq INTEGER PRIMARY KEY, old TEXT NOT NULL, new TEXT);
CREATE TABLE history_hash (seq INTEGER PRIMARY KEY, hash BLOB NOT NULL);
CREATE TABLE seal (
    change INTEGER PRIMARY KEY, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, hmac TEXT NOT NULL
);

CREATE TABLE access_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    operator TEXT NOT NULL,
    what TEXT NOT NULL,
    records TEXT NOT NULL,
    total INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    recipient TEXT NOT NULL,
    hmac TEXT NOT NULL
);

CREATE TRIGGER keep_change_update BEFORE UPDATE ON change
    WHEN OLD.id IS NOT (SELECT change FROM current_change) OR NEW.id IS NOT OLD.id
    BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;
CREATE TRIGGER keep_change_delete BEFORE DELETE ON change WHEN OLD.id IS NOT (SELECT change FROM current_change)
    BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;
CREATE TRIGGER keep_history_update BEFORE UPDATE ON history
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER keep_history_delete BEFORE DELETE ON history
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER keep_hash_update BEFORE UPDATE ON history_hash
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER keep_hash_delete BEFORE DELETE ON history_hash
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER keep_image_update BEFORE UPDATE ON history_image
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER keep_image_delete BEFORE DELETE ON history_image
    WHEN (SELECT purging FROM current_change) = 0
    BEGIN SELECT RAISE(ABORT, 'only a purge deletes images'); END;
CREATE TRIGGER keep_seal_update BEFORE UPDATE ON seal
    BEGIN SELECT RAISE(ABORT, 'seals are append-only'); END;
CREATE TRIGGER keep_seal_delete BEFORE DELETE ON seal
    BEGIN SELECT RAISE(ABORT, 'seals are append-only'); END;
CREATE TRIGGER keep_access_update BEFORE UPDATE ON access_log
    BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER keep_access_delete BEFORE DELETE ON access_log
    BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
"""

CORE = Slice(
    "office",
    (_V1,),
    untracked=frozenset(
        (
            "office_info",
            "slice_version",
            "setting",
            "operator",
            "current_change",
            "change",
            "history",
            "history_image",
            "history_hash",
            "seal",
            "access_log",
        )
    ),
)

ATTACHMENT_STEPS = (
    """
    CREATE TABLE content (
        sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, added TEXT NOT NULL, bytes BLOB NOT NULL
    );
    """,
)


def statements(script: str) -> list[str]:
    """A script's single statements. A whole script would be committed at once by the driver, in the midst of a transaction."""
    from sqlite3 import complete_statement

    found, part = [], ""
    for piece in script.split(";"):
        part += piece + ";"
        if complete_statement(part):
            if part.strip(" \n\t;"):
                found.append(part.strip())
            part = ""
    if part.strip(" \n\t;"):
        raise ValueError(f"unfinished SQL: {part.strip()[:80]}")
    return found
