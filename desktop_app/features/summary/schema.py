"""The tables of the month's summary, as frozen steps: append a step, never edit one that has been released."""

from desktop_app.storage.slices import Slice

SUMMARY_1 = """
CREATE TABLE report_text (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    start_on TEXT NOT NULL,
    end_on TEXT NOT NULL,
    chapter TEXT NOT NULL,
    body TEXT NOT NULL,
    numbers TEXT NOT NULL
);
CREATE UNIQUE INDEX report_text_once ON report_text(start_on, end_on, chapter);

CREATE TABLE report_issue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    start_on TEXT NOT NULL,
    end_on TEXT NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    closed_on TEXT NOT NULL,
    recipient TEXT,
    reported_on TEXT,
    returned_on TEXT,
    accepted_on TEXT,
    remark TEXT
);
CREATE UNIQUE INDEX report_issue_once ON report_issue(start_on, end_on, number);
CREATE INDEX report_issue_end ON report_issue(end_on, state);

CREATE TABLE issue_content (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    issue_id INTEGER NOT NULL UNIQUE REFERENCES report_issue(id) DEFERRABLE INITIALLY DEFERRED,
    pdf_sha256 TEXT NOT NULL,
    upward_sha256 TEXT NOT NULL,
    workbook_sha256 TEXT NOT NULL,
    figures_sha256 TEXT NOT NULL
);
"""

STEPS: tuple[str, ...] = (SUMMARY_1,)
_INSTEAD = (
    "要改这一稿，请在“月报定稿”里把它“作废”（已上报的等上级退回），改好后再定稿；"
    "只想撤销定稿以前的一步，请在“改动记录”里选那一步。"
)
SLICE = Slice("summary", STEPS, final={"issue_content": _INSTEAD})
"""What was issued is final: it is corrected by the next issue, never undone or written again; only its state moves on."""
