"""The chronicle's table, as frozen steps: append a step, never edit one that has been released."""

CHRONICLE_1 = """
CREATE TABLE chronicle_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    until_on TEXT,
    place TEXT,
    org_id INTEGER REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
    guests TEXT,
    leaders TEXT,
    story TEXT,
    remark TEXT
);
CREATE INDEX chronicle_event_day ON chronicle_event(on_day);
CREATE INDEX chronicle_event_org ON chronicle_event(org_id) WHERE org_id IS NOT NULL;
"""

STEPS: tuple[str, ...] = (CHRONICLE_1,)
