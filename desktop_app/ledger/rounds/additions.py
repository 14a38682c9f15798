"""The rows a branch has added: through importing/ with all its checks, and asked about wherever the person is known already."""

from collections.abc import Mapping, Sequence, Set
from pathlib import Path

from desktop_app.ledger.importing.finding import OrgFinder
from desktop_app.ledger.importing.headings import Header, shown_heading
from desktop_app.ledger.importing.mapping import SheetMapping
from desktop_app.ledger.importing.plan import Plan, PlanRow, Verdict
from desktop_app.ledger.importing.planner import Choice, build_plan
from desktop_app.ledger.rounds.columns import RoundColumn
from desktop_app.ledger.rounds.plan import CollectPlan
from desktop_app.ledger.rounds.returned import Returned, ReturnedRow
from desktop_app.people.chart import Chart
from desktop_app.people.versions import load_history
from desktop_app.storage.kind import plain_text
from desktop_app.storage.office import Office
from desktop_app.support.tasks import Progress
from desktop_app.workbook.cells import Cell, Sheet, Workbook


def plan_new_rows(
    office: Office,
    plan: CollectPlan,
    strays: Sequence[tuple[Returned, Sequence[ReturnedRow]]],
    orgs: OrgFinder,
    edited: Set[int],
    progress: Progress,
) -> None:
    """Make the import's plan of the added rows, under the file's and the row's own names, and keep what extras they hold."""
    chart = load_history(office.database).on(office.clock.today())
    books: list[Workbook] = []
    mappings: dict[Choice, SheetMapping | None] = {}
    for book, rows in strays:
        sheet, mapping = _sheet(plan, book, rows, _path(chart, book.org))
        books.append(Workbook(Path(book.file), "xlsx", f"{book.sha256}-new", [sheet]))
        mappings[books[-1].path.name, sheet.name] = mapping
        plan.extras |= _extras(plan.columns, book, rows)
    new = build_plan(office, plan.ledger, books, mappings=mappings, progress=progress)
    new.absent = {}
    _ask_about_known(plan, new, orgs, edited)
    _judge_extras(office, plan, new, {book.file: book.org for book, _ in strays})
    plan.new = new


def _sheet(plan: CollectPlan, book: Returned, rows: Sequence[ReturnedRow], path: str) -> tuple[Sheet, SheetMapping]:
    """The sheet with nothing but its header and the added rows, each at its own number and with its branch."""
    ledger = plan.ledger
    header = [shown_heading(cell) for cell in book.sheet.rows[book.header_at]]
    org_at = book.places.get(ledger.org_field, len(header))
    if org_at == len(header):
        header.append(ledger.fields[ledger.org_field].label)
    new = {row.row - 1 for row in rows}
    kept: list[list[Cell]] = []
    for at, row in enumerate(book.sheet.rows):
        kept.append(_with_org(row, org_at, path) if at in new else list(header) if at == book.header_at else [])
    editable = {column.name for column in plan.columns if column.editable and column.kind is not None}
    fields = {at: name for name, at in book.places.items() if name in editable} | {org_at: ledger.org_field}
    return Sheet(book.sheet.name, rows=kept), SheetMapping(
        Header(book.header_at, book.header_at, tuple(header)), fields
    )


def _with_org(row: Sequence[Cell], org_at: int, path: str) -> list[Cell]:
    whole = [*row, *[None] * (org_at + 1 - len(row))]
    whole[org_at] = path
    return whole


def _path(chart: Chart, org: int) -> str:
    """The branch so that the import finds it and no other: from the top of the tree."""
    return "/".join(chart.nodes[each].short_name for each in reversed(chart.chain(org)))


def _extras(
    columns: Sequence[RoundColumn], book: Returned, rows: Sequence[ReturnedRow]
) -> Mapping[tuple[str, int], dict[str, str]]:
    names = [column.name for column in columns if column.extra is not None]
    return {
        (book.file, row.row): {name: plain_text(row.cells[name]) for name in names if row.cells.get(name) is not None}
        for row in (rows if names else ())
    }


def _judge_extras(office: Office, plan: CollectPlan, new: Plan, org_of: Mapping[str, int]) -> None:
    """What added rows hold in columns that are no fields, in its plain form; a row with what can't be read is refused."""
    readers = {column.name: column.extra for column in plan.columns if column.extra is not None}
    for row in new.rows if plan.extras else ():
        said = plan.extras.get((row.file, row.row), {})
        for name, text in said.items():
            try:
                said[name] = readers[name].read(office, org_of[row.file], text)
            except ValueError as refusal:
                row.faults[name] = str(refusal)
                row.verdict, row.reasons = Verdict.REFUSED, [*row.reasons, str(refusal)]


def _ask_about_known(plan: CollectPlan, new: Plan, orgs: OrgFinder, edited: Set[int]) -> None:
    """An added row of somebody who is here already is never settled silently."""
    org_field = plan.ledger.org_field
    for row in new.rows:
        if row.match is None or row.verdict not in (Verdict.CHANGED, Verdict.SAME):
            continue
        old = row.changes.get(org_field)
        if old is not None or row.match in edited or row.verdict == Verdict.CHANGED:
            _ask(row, orgs.path(old[0]) if old is not None else "", row.match in edited)


def _ask(row: PlanRow, place: str, edited: bool) -> None:
    row.verdict, row.candidates = Verdict.ASK, (row.match,) if row.match is not None else ()
    row.reasons.append(f"台账里已有此人{f'，在{place}' if place else ''}，支部又作为新增填了一行")
    if edited:
        row.reasons.append("同一人在另一处交回的表里也改过")
