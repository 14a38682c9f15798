"""The self-check's one table, as frozen steps: append a step, never edit one that has been released."""

SELFCHECK_1 = """
CREATE TABLE check_accepted (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    rule TEXT NOT NULL,
    sentence TEXT NOT NULL,
    reason TEXT NOT NULL,
    on_day TEXT NOT NULL,
    by_whom TEXT
);
CREATE UNIQUE INDEX check_accepted_once ON check_accepted(key);
"""

STEPS: tuple[str, ...] = (SELFCHECK_1,)
