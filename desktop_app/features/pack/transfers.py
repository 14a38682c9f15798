"""关系转接台账: who came and went in a span, which no ledger lists because the roster keeps it as events (folder 03)."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.ledger.offered import Evidence
from desktop_app.ledger.paper_words import foot_places, paper_foot
from desktop_app.people.words import EventKind
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress

_KINDS = (EventKind.TRANSFERRED_IN, EventKind.TRANSFERRED_OUT, EventKind.MOVED)
_HEADINGS = ("序号", "日期", "姓名", "类别", "转出组织", "转入组织", "依据")
_SQL = (
    "SELECT e.on_day, m.name, e.kind, coalesce(f.short_name, e.elsewhere, ''), coalesce(t.short_name, e.elsewhere, ''),"
    " ifnull(e.basis, '') FROM membership_event e JOIN member m ON m.id = e.member_id"
    " LEFT JOIN party_org f ON f.id = e.from_org_id LEFT JOIN party_org t ON t.id = e.to_org_id"
    " WHERE e.on_day BETWEEN ? AND ? AND e.kind IN (SELECT value FROM json_each(?)) ORDER BY e.on_day, e.id"
)


def transfers(office: Office, span: Span) -> list[tuple[Any, ...]]:
    """day, name, kind, from, to, basis of each."""
    kinds = json.dumps([str(kind) for kind in _KINDS])
    return office.database.rows(_SQL, (span.start.isoformat(), span.end.isoformat(), kinds))


def _write(office: Office, directory: Path, span: Span, _masked: bool, progress: Progress = SILENT) -> Sequence[Path]:
    from desktop_app.paper.long_table import PaperColumn, TablePaper

    rows = [(str(number), *row) for number, row in enumerate(transfers(office, span), 1)]
    path = directory / "组织关系转接台账.pdf"
    TablePaper(
        f"{span.title()}组织关系转接台账",
        [PaperColumn(heading) for heading in _HEADINGS],
        rows,
        unit_left=f"填报单位：{paper_foot(office)['unit']}",
        date_right=f"共 {len(rows):,} 人次",
        foot=foot_places(office),
    ).write(path, progress)
    return [path]


def _missing(office: Office, span: Span) -> Sequence[str]:
    bare = [row for row in transfers(office, span) if not row[5] and row[2] != EventKind.MOVED]
    return [f"{len(bare):,} 人次的转接没有写依据（介绍信编号或文号）"] if bare else []


EVIDENCE = (Evidence("03", "组织关系转接台账", _write, _missing),)
