"""Taking a record from state to state, and the steps it took: when, by whom, with which opinion.

Which steps there are is the ledger's `steps` to say (steps.py); nothing else writes the field that holds the state.
"""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from desktop_app.ledger import writes
from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.page import LedgerRow, read_row
from desktop_app.ledger.record_rules import record_faults
from desktop_app.ledger.search_index import table_of
from desktop_app.ledger.steps import Step, Steps
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.frozen import frozen

ON, OPINION = "step.on", "step.opinion"
"""Where a fault stands that belongs to the step's day or opinion, and to no field of the record."""


@frozen
class Taken:
    """One step that a record took. `by` is who decided it, in words; '' where nobody was named."""

    id: int
    step: str
    before: str
    after: str
    on: date
    by: str
    opinion: str


def steps_of(ledger: Ledger) -> Steps:
    """The steps a ledger declares; asking a ledger without is a programming error."""
    if ledger.steps is None:
        raise ValueError(f"{ledger.key} has no steps")
    return ledger.steps


def steps_taken(office: Office, table: str, row_id: int) -> list[Taken]:
    """The steps of one record, in the order of their days."""
    rows = office.database.rows(
        "SELECT id, step, from_state, to_state, on_day, ifnull(by_whom, ''), ifnull(opinion, '') FROM step_taken"
        " WHERE (x_table, x_id) = (?, ?) ORDER BY on_day, id",
        (table, row_id),
    )
    return [
        Taken(number, step, a, b, date.fromisoformat(on), by, opinion) for number, step, a, b, on, by, opinion in rows
    ]


def why_not_yet(office: Office, ledger: Ledger, row: LedgerRow, step: Step, on: date) -> str:
    """Why this step is closed to a record before anything is asked: what must be filled first; '' when nothing is in the way."""
    missing = [ledger.fields[name].label for name in step.needs if row.values[name] in (None, "")]
    if missing:
        return f"要先填好{'、'.join(missing)}，才能{step.name}。"
    if step.refuses is None or step.asks:  # what is asked for may be what it refuses for the want of
        return ""
    return step.refuses(office, dict(row.values) | {"id": row.id}, on)


def take(
    office: Office,
    ledger: Ledger,
    record_id: int,
    step_name: str,
    on: date,
    by: str = "",
    opinion: str = "",
    values: Mapping[str, Any] = MappingProxyType({}),
) -> int:
    """Take a step as a change of its own; `values` as typed, by field. The id of its line.

    NotAccepted for what is typed wrong or not at all, OfficeError when the record may not take it.
    """
    step = steps_of(ledger).named(step_name)
    read = writes.read_typed(ledger, values)
    faults = {**read.faults, **_not_given(ledger, step, read.values, opinion)}
    if faults:
        raise writes.NotAccepted(faults)
    row = read_row(office, ledger, record_id)
    title = writes.record_title(ledger, row) if row else ledger.title
    with office.change(f"{step.name} {title}"):
        return take_inside(office, ledger, record_id, step_name, on, by, opinion, read.values)


def take_all(
    office: Office,
    ledger: Ledger,
    ids: Collection[int],
    step_name: str,
    on: date,
    by: str = "",
    opinion: str = "",
    values: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Take the same step with several records, all or none, as one change; `values` as stored, by field, the same for each."""
    with office.change(f"{step_name} {len(ids)} {ledger.unit}"):
        for record_id in ids:
            take_inside(office, ledger, record_id, step_name, on, by, opinion, values)


def take_inside(
    office: Office,
    ledger: Ledger,
    record_id: int,
    step_name: str,
    on: date,
    by: str = "",
    opinion: str = "",
    values: Mapping[str, Any] = MappingProxyType({}),
) -> int:
    """Take a step inside an open change; `values` as stored, by field. Refuses as `take` does."""
    steps, row = steps_of(ledger), read_row(office, ledger, record_id)
    if row is None:
        raise OfficeError("这条记录已经被删除。", "请刷新后再看。")
    step, state = steps.named(step_name), str(row.values[steps.field])
    title = writes.record_title(ledger, row)
    if state not in step.before:
        raise OfficeError(f"“{title}”现在是“{state}”，不能{step.name}。", "请刷新后再看。")
    whole = dict(row.values) | dict(values) | {"id": record_id}
    if faults := _faults(office, ledger, step, whole, on, opinion):
        raise writes.NotAccepted(faults)
    if sentence := _refused(office, ledger, row, step, whole, on):
        raise OfficeError(f"“{title}”：{sentence}")
    more = step.then(office, whole, on) if step.then else {}
    writes.update_rows(office, ledger, [(record_id, {**values, **more, steps.field: step.after})])
    return note_step(
        office, table_of(ledger.record), record_id, Taken(0, step.name, state, step.after, on, by, opinion)
    )


def note_step(office: Office, table: str, record_id: int, taken: Taken) -> int:
    """Write only the line of a step, inside an open change: of one that an import or the demo tells of. Its id."""
    told = (taken.step, taken.before, taken.after, taken.on.isoformat(), taken.by or None, taken.opinion or None)
    done = office.database.execute_sql(
        "INSERT INTO step_taken (x_table, x_id, step, from_state, to_state, on_day, by_whom, opinion)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (table, record_id, *told),
    )
    return done.fetchone()[0]


def _faults(
    office: Office, ledger: Ledger, step: Step, whole: Mapping[str, Any], on: date, opinion: str
) -> dict[str, str]:
    faults = _not_given(ledger, step, whole, opinion)
    if sentence := _wrong_day(office, ledger, whole, on):
        faults[ON] = sentence
    if not faults:
        after = {name: whole[name] for name in ledger.fields} | {steps_of(ledger).field: step.after}
        faults.update(record_faults(ledger, after, office, whole["id"]))
    return faults


def _not_given(ledger: Ledger, step: Step, values: Mapping[str, Any], opinion: str) -> dict[str, str]:
    asked = [name for name in step.asks if name not in step.may]
    faults = {name: _to_be_given(ledger.fields[name]) for name in asked if values.get(name) in (None, "")}
    if step.opinion and not opinion.strip():
        faults[OPINION] = "意见要填写"
    return faults


def _to_be_given(kind: Any) -> str:
    return f"{kind.label}要填写" + (f"：{kind.help_text}" if kind.help_text else "")


def _wrong_day(office: Office, ledger: Ledger, whole: Mapping[str, Any], on: date) -> str:
    if on > office.clock.today():
        return "日期在今天之后"
    since = steps_of(ledger).since
    begun = whole[since] if since else None
    if begun and on.isoformat() < begun:
        return f"日期不能早于{ledger.fields[since].label} {begun}"
    last = office.database.one(
        "SELECT max(on_day) FROM step_taken WHERE (x_table, x_id) = (?, ?)", (table_of(ledger.record), whole["id"])
    )
    return f"日期不能早于上一步的 {last}" if last and on.isoformat() < last else ""


def _refused(office: Office, ledger: Ledger, row: LedgerRow, step: Step, whole: Mapping[str, Any], on: date) -> str:
    missing = [ledger.fields[name].label for name in step.needs if whole[name] in (None, "")]
    if missing:
        return f"要先填好{'、'.join(missing)}，才能{step.name}。"
    return step.refuses(office, whole, on) if step.refuses else ""
