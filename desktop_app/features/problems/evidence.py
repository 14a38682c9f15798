"""What the problem lists put into the inspection pack (domain.md §9): folders 13 and 14.

Members' own lists are counted in it and not listed: a name beside 理想信念模糊动摇 is as much self-criticism as the words (P11).
"""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.ledger.offered import Evidence
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress


def evidence() -> Sequence[Evidence]:
    """One entry a folder."""
    return (
        Evidence("13", "问题清单与整改", _lists, _missing_items),
        Evidence("14", "督导检查", _inspections, _missing_inspections),
    )


def _lists(office: Office, directory: Path, span: Span, _masked: bool, progress: Progress = SILENT) -> Sequence[Path]:
    from desktop_app.features.problems.items import ITEMS
    from desktop_app.features.problems.lists import LISTS
    from desktop_app.features.problems.papers.tables import write_categories
    from desktop_app.ledger.declaration import Condition
    from desktop_app.ledger.export import export_workbook
    from desktop_app.ledger.query import Asked, LedgerQuery

    table = directory / "问题分类统计表.pdf"
    write_categories(office, table, span, None, progress)
    made = [table]
    for ledger, day, name in ((ITEMS, "found_on", "问题清单台账"), (LISTS, "made_on", "清单目录")):
        within = Condition(day, "介于", (span.start.isoformat(), span.end.isoformat()))
        own, others = Condition("member", "不为空"), Condition("member", "为空")
        withheld = LedgerQuery(office, ledger, Asked(conditions=(within, own))).count()
        listed = LedgerQuery(office, ledger, Asked(conditions=(within, others)))
        path = directory / f"{name}.xlsx"
        note = f"党员个人的 {withheld:,} {ledger.unit}只列数量" if withheld else ""
        export_workbook(listed, ledger.columns, path, note=note, progress=progress)
        made.append(path)
    return made


def _inspections(
    office: Office, directory: Path, span: Span, _masked: bool, progress: Progress = SILENT
) -> Sequence[Path]:
    from desktop_app.features.problems.papers.tables import write_inspected

    table = directory / "督导检查和受检统计表.pdf"
    write_inspected(office, table, span, None, progress)
    return [table]


def _missing_items(office: Office, span: Span) -> Sequence[str]:
    rows = office.database.rows(
        "SELECT o.short_name, i.desc, i.member_id FROM problem_item i JOIN party_org o ON o.id = i.org_id WHERE i.state = '已销号'"
        " AND i.closed_on BETWEEN ? AND ? AND ifnull(i.evidence, '') = '' AND NOT EXISTS (SELECT 1 FROM record_file f"
        " WHERE f.x_table = 'problem_item' AND f.x_id = i.id) ORDER BY i.id",
        (span.start.isoformat(), span.end.isoformat()),
    )
    return [f"{org}“{'党员个人问题' if own else desc[:20]}”已销号，没有佐证" for org, desc, own in rows]


def _missing_inspections(office: Office, span: Span) -> Sequence[str]:
    rows = office.database.rows(
        "SELECT o.short_name, i.title FROM inspection i JOIN party_org o ON o.id = i.org_id WHERE i.state = '已督查'"
        " AND i.on_day BETWEEN ? AND ? ORDER BY i.id",
        (span.start.isoformat(), span.end.isoformat()),
    )
    return [f"{org}“{title}”还没有反馈" for org, title in rows]
