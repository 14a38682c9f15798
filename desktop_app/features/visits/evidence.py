"""What the visits put into the inspection pack (domain.md §9): folder 15. Homes by address, masked to the 小区."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.ledger.offered import Evidence
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress


def evidence() -> Sequence[Evidence]:
    """The one folder."""
    return (Evidence("15", "走访慰问", _visits, _missing),)


def _visits(office: Office, directory: Path, span: Span, masked: bool, progress: Progress = SILENT) -> Sequence[Path]:
    from desktop_app.features.visits.papers.tables import write_care
    from desktop_app.features.visits.visiting import VISITS
    from desktop_app.ledger.cells import to_the_estate
    from desktop_app.ledger.declaration import Condition
    from desktop_app.ledger.export import export_workbook
    from desktop_app.ledger.query import Asked, LedgerQuery

    care, book = directory / "慰问花名册.pdf", directory / "走访台账.xlsx"
    write_care(office, care, span, None, progress)
    within = Condition("on", "介于", (span.start.isoformat(), span.end.isoformat()))
    homes = "household" if masked else ""
    columns = [to_the_estate(VISITS, column) if column.name == homes else column for column in VISITS.columns]
    export_workbook(LedgerQuery(office, VISITS, Asked(conditions=(within,))), columns, book, progress=progress)
    return [care, book]


def _missing(office: Office, span: Span) -> Sequence[str]:
    days = (span.start.isoformat(), span.end.isoformat())
    unsigned = office.database.rows(
        "SELECT m.name, c.on_day FROM condolence c JOIN member m ON m.id = c.member_id WHERE NOT c.signed AND c.on_day BETWEEN ? AND ?"
        " ORDER BY c.on_day, c.id",
        days,
    )
    untold = office.database.rows(
        "SELECT v.code, a.due_on FROM appeal a JOIN visit v ON v.id = a.visit_id WHERE a.called_back_on IS NULL"
        " AND v.on_day BETWEEN ? AND ? ORDER BY a.due_on, a.id",
        days,
    )
    return [
        *(f"{on} 慰问{name}没有签收" for name, on in unsigned),
        *(f"走访 {code} 的诉求（承诺 {due}）还没有回访" for code, due in untold),
    ]
