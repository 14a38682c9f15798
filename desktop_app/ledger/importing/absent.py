"""Who of a branch is not in the list that the branch sent: told, and never deleted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from peewee import Select, Value

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.plan import PlanRow, Verdict
from desktop_app.storage.office import Office


def not_named(office: Office, ledger: Ledger, rows: Sequence[PlanRow]) -> Mapping[int, Sequence[str]]:
    """Branch → those on today's list whom no row may mean (one of their name that is refused or asked about does),
    of the branches at least half of which the rows name: a list of a few says nothing about the others."""
    if not ledger.org_field or not ledger.searched:
        return {}
    named = {row.match for row in rows if row.match is not None}
    perhaps = {row_id for row in rows for row_id in row.candidates}
    unsettled = {row.name for row in rows if row.verdict in (Verdict.REFUSED, Verdict.ASK)}
    missing: dict[int, list[str]] = defaultdict(list)
    there: dict[int, int] = defaultdict(int)
    for row_id, org, name in _listed(office, ledger) if named else ():
        if row_id in named:
            there[org] += 1
        elif row_id not in perhaps and name not in unsettled:
            missing[org].append(str(name))
    return {org: names for org, names in missing.items() if there[org] >= len(names)}


def _listed(office: Office, ledger: Ledger) -> Iterable[tuple[int, int, str]]:
    record = ledger.record
    columns = [record.id, ledger.fields[ledger.org_field], ledger.fields[ledger.searched[0]]]  # type: ignore[attr-defined]
    listed = ledger.base() if ledger.base else Value(1)
    return office.database.execute(Select([record], columns).where(listed)).fetchall()
