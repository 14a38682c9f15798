"""The catalogue's table, as frozen steps: append a step, never edit one that has been released."""

PACK_1 = """
CREATE TABLE pack_line (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    folder TEXT NOT NULL,
    source TEXT,
    dossier TEXT,
    remark TEXT
);
CREATE INDEX pack_line_folder ON pack_line(folder);
"""

STEPS: tuple[str, ...] = (PACK_1,)
