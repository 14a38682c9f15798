"""The table of the things."""

STEPS = (
    """
    CREATE TABLE thing (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        number TEXT,
        org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
        keeper_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
        keeper_phone TEXT,
        bought_on TEXT,
        checked_on TEXT,
        price INTEGER,
        pieces INTEGER,
        state TEXT NOT NULL,
        lent INTEGER NOT NULL DEFAULT 0,
        remark TEXT
    );
    CREATE INDEX thing_org ON thing(org_id);
    """,
)
