"""Figures told by one SELECT over a ledger's records: the rows it gives are the rows behind the value.

For figures whose rows fit in memory at once (a year of problems, visits, projects); counting hundreds of thousands is the feature's own.
"""

from collections.abc import Sequence
from typing import Literal

from desktop_app.ledger.figures import Figure, FigureRows, Measure, measured_value
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span


def counted(
    code: str,
    label: str,
    unit: str,
    kind: Literal["flow", "stock"],
    *,
    section: str,
    table: str,
    headings: Sequence[str],
    sql: str,
    measure: Measure = "count",
    measured: str = "",
) -> Figure:
    """A figure of the rows of `sql`: SELECT id, org_id, then one cell a heading.

    `:start` and `:end` in it are the span's days. Of an organisation count the rows whose org_id lies at or below it. `table` is
    the one that the ids are of.
    """

    def rows(office: Office, span: Span, org: int | None) -> FigureRows:
        named = {"start": span.start.isoformat(), "end": span.end.isoformat(), "org": org}
        under = "" if org is None else " WHERE org_id IN (SELECT org_id FROM org_under WHERE ancestor_id = :org)"
        found = office.database.execute_sql(f"SELECT * FROM ({sql}){under}", named).fetchall()
        return FigureRows(headings, [row[2:] for row in found], table, [row[0] for row in found])

    def value(office: Office, span: Span, org: int | None) -> float:
        return measured_value(figure, rows(office, span, org))

    figure = Figure(code, label, unit, kind, value, rows, measure, measured, section)
    return figure
