"""月报定稿 (X6): closing a span keeps its figures, rows, papers and workbooks as they were; 已上报, 退回, 重报 follow.

A span without an issue, or whose newest came back, is a 草稿; closing it makes 第 n 稿. What was kept is only ever printed again.
"""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop_app.features.summary.excel import write_excel
from desktop_app.features.summary.issues_state import standing
from desktop_app.features.summary.model import IssueState
from desktop_app.features.summary.papers import write_report
from desktop_app.features.summary.report import report
from desktop_app.features.summary.stored import stored_bytes
from desktop_app.ledger.figures import Figure
from desktop_app.ledger.paper_words import paper_foot
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.files import write_atomically
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress

_CONTENTS = {"pdf": "pdf_sha256", "upward": "upward_sha256", "workbook": "workbook_sha256"}


def close_report(office: Office, figures: Sequence[Figure], span: Span, progress: Progress = SILENT) -> int:
    """定稿: keep everything of the span as its next issue, then make a backup; the issue's id.

    OfficeError while the newest issue is still out, or when the records are changed while it is written.
    """
    now = standing(office, span)
    if not now.is_draft:
        raise OfficeError(f"{span.title()}{now.words()}，不能再定稿。", now.way_on())
    if span.start > office.clock.today():
        raise OfficeError(f"{span.title()}还没有开始。", "请选已经到了的期间。")
    head = _head(office)
    contents = _write_all(office, figures, span, progress)
    with office.change(f"定稿{span.title()}第{now.number + 1}稿", "close"):
        if _head(office) != head:
            raise OfficeError("定稿的时候台账又有了改动。", "请再定稿一次。")
        issue = _insert(office, span, now.number + 1, contents)
    office.backup_here(f"月报定稿 {span.title()}", progress)
    return issue


def _head(office: Office) -> Any:
    return office.database.one("SELECT max(change) FROM seal")


def _write_all(office: Office, figures: Sequence[Figure], span: Span, progress: Progress) -> Mapping[str, str]:
    """Write the papers, and put their bytes among the attachments; the hashes by column."""
    told = report(office, figures, span, progress)
    with tempfile.TemporaryDirectory() as folder:
        paper, upward, whole = (Path(folder) / name for name in ("上报件.pdf", "上报表.xlsx", "汇总表.xlsx"))
        write_report(office, figures, told, paper, progress)
        write_excel(office, figures, span, upward, progress, upward=True)
        write_excel(office, figures, span, whole, progress)
        mended = [each.as_json() for each in told.corrections]
        figures_of = stored_bytes(office, span, told.lines, mended, progress)
        name = f"{span.title()} "
        return {
            "pdf_sha256": office.attachments.add(paper.read_bytes(), name + paper.name),
            "upward_sha256": office.attachments.add(upward.read_bytes(), name + upward.name),
            "workbook_sha256": office.attachments.add(whole.read_bytes(), name + whole.name),
            "figures_sha256": office.attachments.add(figures_of, name + "数字.json.gz"),
        }


def _insert(office: Office, span: Span, number: int, contents: Mapping[str, str]) -> int:
    values = {
        "title": f"{span.title()}第{number}稿",
        "start_on": str(span.start),
        "end_on": str(span.end),
        "number": number,
        "state": str(IssueState.CLOSED),
        "closed_on": str(office.clock.today()),
        "recipient": paper_foot(office)["addressee"] or None,
    }
    issue = _put_row(office, "report_issue", values)
    _put_row(office, "issue_content", {"issue_id": issue, **contents})
    return issue


def _put_row(office: Office, table: str, values: Mapping[str, Any]) -> int:
    places = ", ".join("?" * len(values))
    sql = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})"
    return office.database.execute_sql(sql, tuple(values.values())).lastrowid


def stored_content(office: Office, issue: int, which: str) -> bytes:
    """The very bytes of an issue: `which` is pdf, upward or workbook."""
    sha256 = office.database.one(f"SELECT {_CONTENTS[which]} FROM issue_content WHERE issue_id = ?", (issue,))
    return office.attachments.read(sha256)


def reprint(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    """The 上报件 of an issue as it was closed."""
    _put(path, stored_content(office, ids[0], "pdf"))


def take_out(office: Office, path: Path, issue: int, which: str) -> None:
    """A kept workbook as it was closed."""
    _put(path, stored_content(office, issue, which))


def _put(path: Path, content: bytes) -> None:
    with write_atomically(path) as target:
        target.write_bytes(content)
