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
    CREATE TABLE thing_order (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        org_id INTEGER NOT NULL REFERENCES party_org(id) DEFERRABLE INITIALLY DEFERRED,
        asker_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
        stage TEXT NOT NULL,
        due_on TEXT,
        granted INTEGER,
        remark TEXT
    );
    CREATE TABLE order_line (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        order_id INTEGER NOT NULL REFERENCES thing_order(id) DEFERRABLE INITIALLY DEFERRED,
        what TEXT NOT NULL,
        pieces INTEGER,
        price INTEGER
    );
    CREATE INDEX order_line_order ON order_line(order_id);
    """,
)
