"""Writing records of any ledger: what is typed is read and checked, then one change with the name that the undo menu shows.

What may be written is the field kinds' and the ledger's to say; imports are importing/'s, many at once is bulk.py's.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from desktop_app.ledger.declaration import Ledger, fields_of
from desktop_app.ledger.deleting import delete_rows
from desktop_app.ledger.page import LedgerRow, read_row
from desktop_app.ledger.record_rules import record_faults
from desktop_app.ledger.search_index import table_of, text_of_reference
from desktop_app.people.fields import Reference
from desktop_app.storage.errors import INTEGRITY_ERRORS
from desktop_app.storage.kind import Kind
from desktop_app.storage.office import Office
from desktop_app.storage.record import Record
from desktop_app.support.errors import OfficeError
from desktop_app.support.frozen import frozen

_NAMED_FIELDS = 3
Values = Mapping[str, Any]


class RowClash(OfficeError):
    """The record was changed after the form was opened; `differs` holds (field, as it was, as it is)."""

    def __init__(self, sentence: str, next_step: str, differs: Collection[tuple[str, Any, Any]]) -> None:
        super().__init__(sentence, next_step)
        self.differs = tuple(differs)


class NotAccepted(OfficeError):
    """What was typed can't be stored; `faults` holds a sentence by field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("；".join(faults.values()) + "。", "请改正后再保存。")
        self.faults = dict(faults)


class SecondThoughts(OfficeError):
    """What was typed can be stored, and the clerk should look at it first; `sentences` say why."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("；".join(sentences) + "。", "核对无误就再保存一次，会列入待核实。")
        self.sentences = tuple(sentences)


@frozen
class Read:
    """What a form's typing comes to: `values` as stored, and a Chinese sentence for every field that can't be read."""

    values: dict[str, Any]
    faults: dict[str, str]


def read_typed(ledger: Ledger, typed: Values) -> Read:
    """Each field's typing as its kind reads it."""
    values, faults = {}, {}
    for name, given in typed.items():
        try:
            values[name] = ledger.fields[name].parse(given)
        except ValueError as refusal:
            faults[name] = str(refusal)
    return Read(values, faults)


def check(office: Office, ledger: Ledger, typed: Values, row_id: int | None = None) -> dict[str, str]:
    """What stands in the way of storing a form's typing, a sentence by field; {} when nothing does.

    `row_id` is None for a new record, of which every required field must be given.
    """
    read = read_typed(ledger, typed)
    return read.faults or _faults_of_values(office, ledger, read.values, row_id)


def _faults_of_values(office: Office, ledger: Ledger, values: Values, row_id: int | None) -> dict[str, str]:
    whole = _whole(office, ledger, values, row_id)
    faults = {
        name: f"{kind.label}要填写"
        for name, kind in ledger.fields.items()
        if kind.required and (name in values or row_id is None) and whole.get(name) in (None, "")
    }
    return faults or dict(record_faults(ledger, whole, office, row_id))


def needed(office: Office, ledger: Ledger, values: Values) -> frozenset[str]:
    """The fields that a record of these values can't be without: what is marked with a star, and asked for when it is missing."""
    always = frozenset(name for name, kind in ledger.fields.items() if kind.required)
    return always | frozenset(ledger.needs(values, office) if ledger.needs else ())


def _whole(office: Office, ledger: Ledger, values: Values, row_id: int | None) -> dict[str, Any]:
    """The record as it would be: defaults or the stored values, and what is new."""
    if row_id is None:
        return default_values(ledger) | dict(values)
    return dict(_existing(office, ledger, row_id).values) | dict(values)


def default_values(ledger: Ledger) -> dict[str, Any]:
    """Every field with the value that a new record has when nothing is typed."""
    return {name: stored_default(kind.default) for name, kind in ledger.fields.items()}


def starting_values(office: Office, ledger: Ledger, given: Values) -> dict[str, Any]:
    """What a new record's form begins with: the defaults, the next numbers, and over them what is `given`."""
    return default_values(ledger) | _next_numbers(office, ledger, given) | dict(given)


def _next_numbers(office: Office, ledger: Ledger, given: Values) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, within in ledger.numbered.items():
        kind, owner = ledger.fields[number], ledger.fields[within]
        if given.get(within) is None:
            continue
        sql = f"SELECT max({kind.column_name}) FROM {table_of(ledger.record)} WHERE {owner.column_name} = ?"
        last = office.database.one(sql, (given[within],))
        if last is not None or kind.default is None:
            found[number] = (last or 0) + 1
    return found


def stored_default(default: Any) -> Any:
    """A field's default as it is stored."""
    return default() if callable(default) else default


def create(office: Office, ledger: Ledger, typed: Values, *, told: Collection[str] | None = None) -> int:
    """A new record; its id. NotAccepted when it can't be stored, SecondThoughts when the clerk has not been told of one (`told`
    are those that were; None asks nothing)."""
    values = _accepted(office, ledger, typed, None)
    _ask_first(office, ledger, values, None, told)
    with _same_in_words(ledger), office.change(f"新增 {_title_of_new(office, ledger, values)}"):
        if ledger.creates:
            return ledger.creates(values, office)
        return insert_rows(office, ledger, [default_values(ledger) | values])[0]


def update(
    office: Office, ledger: Ledger, row_id: int, typed: Values, seen: Values, *, told: Collection[str] | None = None
) -> bool:
    """Store what was changed in a form; False when that comes to nothing.

    `seen` are the values the form was opened with: a field that somebody changed meanwhile is never overwritten (RowClash). `told`
    as of a new record.
    """
    _refuse_read_only(ledger, typed)
    values = _accepted(office, ledger, typed, row_id)
    row = _existing(office, ledger, row_id)
    changed = {name: value for name, value in values.items() if value != row.values[name]}
    if not changed:
        return False
    _ask_first(office, ledger, changed, row_id, told)
    with _same_in_words(ledger), office.change(f"修改 {record_title(ledger, row)} 的 {field_list(ledger, changed)}"):
        _refuse_clash(ledger, _existing(office, ledger, row_id), {name: seen[name] for name in changed if name in seen})
        update_rows(office, ledger, [(row_id, changed)])
    return True


def _ask_first(
    office: Office, ledger: Ledger, values: Values, row_id: int | None, told: Collection[str] | None
) -> None:
    ask = ledger.offers.second_thoughts
    if ask is None or told is None:
        return
    sentences = ask(values, office, row_id)
    if set(sentences) - set(told):
        raise SecondThoughts(sentences)


@contextmanager
def _same_in_words(ledger: Ledger) -> Iterator[None]:
    """What may be there only once and is there already, as a fault of the last field that tells it; other errors pass."""
    try:
        yield
    except INTEGRITY_ERRORS as error:
        columns = set(re.findall(r"\w+\.(\w+)", str(error)))
        names = [name for name, kind in ledger.fields.items() if kind.column_name in columns]
        if "UNIQUE" not in str(error) or not names:
            raise
        told = "、".join(ledger.fields[name].label for name in names)
        raise NotAccepted({names[-1]: f"已有一条{told}相同的记录"}) from error


def delete(office: Office, ledger: Ledger, ids: Collection[int]) -> None:
    """Delete records and what belongs to them, bring-back-able; many at once only after a verified backup."""
    if not ledger.deletes:
        raise OfficeError(f"{ledger.title}里的记录不能删除。", _instead_of_deleting(ledger))
    if len(ids) == 1:
        row = _existing(office, ledger, next(iter(ids)))
        title = f"删除 {record_title(ledger, row)}"
    else:
        title = f"删除 {len(ids)} {ledger.unit}"
        office.backup_here("成批删除前")
    with office.change(title):
        delete_rows(office, ledger, ids)


def _instead_of_deleting(ledger: Ledger) -> str:
    acts = "、".join(f"“{action.name}”" for action in ledger.actions if action.selection != "none")
    return (f"有变动的用{acts}办理，记录会留在历史里；" if acts else "") + "刚录错的可以按 Ctrl+Z 撤销。"


def _title_of_new(office: Office, ledger: Ledger, values: Values) -> str:
    """What a record to be is called; one that is called by another (a benefit by its project) says also what it is."""
    name = title_field(ledger)
    value, kind = values.get(name), ledger.fields[name]
    if not isinstance(kind, Reference) or value is None:
        return str(value or ledger.title)
    shown, table = text_of_reference(kind).column_name, table_of(kind.rel_model)
    return f"{ledger.title} {office.database.one(f'SELECT {shown} FROM {table} WHERE id = ?', (value,)) or ''}".strip()


def record_title(ledger: Ledger, row: LedgerRow) -> str:
    """What a record is called: its first searched field."""
    return str(row.shown(title_field(ledger)) or f"第 {row.id} 号记录")


def field_list(ledger: Ledger, names: Collection[str]) -> str:
    """Fields in a title: 手机、学历, or 5 项."""
    if len(names) > _NAMED_FIELDS:
        return f"{len(names)} 项"
    return "、".join(ledger.fields[name].label for name in ledger.fields if name in names)


def read_only_fields(ledger: Ledger) -> frozenset[str]:
    """Fields that only actions change (所在党支部)."""
    return frozenset().union(*(section.read_only for section in ledger.form))


def title_field(ledger: Ledger) -> str:
    """The field that says what a record is called: the first searched one, else the first column."""
    return ledger.searched[0] if ledger.searched else ledger.columns[0].name


def _refuse_read_only(ledger: Ledger, names: Iterable[str]) -> None:
    if locked := [ledger.fields[name].label for name in names if name in read_only_fields(ledger)]:
        raise OfficeError(f"{'、'.join(locked)}不能直接改。", "请用相应的办理事项，写明日期和依据。")


def _accepted(office: Office, ledger: Ledger, typed: Values, row_id: int | None) -> dict[str, Any]:
    read = read_typed(ledger, typed)
    if faults := read.faults or _faults_of_values(office, ledger, read.values, row_id):
        raise NotAccepted(faults)
    return read.values


def _existing(office: Office, ledger: Ledger, row_id: int) -> LedgerRow:
    row = read_row(office, ledger, row_id)
    if row is None:
        raise RowClash("这条记录已经被删除。", "请刷新后再看；删除的记录可以在回收站找回。", ())
    return row


def _refuse_clash(ledger: Ledger, now: LedgerRow, seen: Values) -> None:
    differs = [(name, value, now.values[name]) for name, value in seen.items() if value != now.values[name]]
    if differs:
        told = "；".join(f"{ledger.fields[n].label}已改为“{ledger.fields[n].mask(new)}”" for n, _, new in differs)
        raise RowClash(f"这条记录在您打开之后改过：{told}。", "请重新打开记录，核对后再改。", differs)


# Rows, inside an open change.


def insert_rows(office: Office, ledger: Ledger, rows: Iterable[Values]) -> list[int]:
    """Insert whole records (every field, as stored) at the driver's speed, inside an open change; their ids."""
    return _insert(office, table_of(ledger.record), ledger.fields, list(rows))


def insert_records(office: Office, record: type[Record], rows: Iterable[Values]) -> list[int]:
    """The same for rows that leave fields open: those get the record's defaults. For a ledger's own way in."""
    fields = fields_of(record)
    defaults = {name: stored_default(kind.default) for name, kind in fields.items()}
    given = [{name: value for name, value in row.items() if value is not None} for row in rows]
    return _insert(office, table_of(record), fields, [defaults | row for row in given])


def _insert(office: Office, table: str, fields: Mapping[str, Kind], rows: Sequence[Values]) -> list[int]:
    # Binding costs by the column, filled or not.
    names = [name for name in fields if any(row[name] is not None for row in rows)]
    columns = ["id", *(fields[name].column_name for name in names)]
    first = (office.database.one("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)) or 0) + 1
    data = [(first + at, *(_stored(row[name]) for name in names)) for at, row in enumerate(rows)]
    office.database.insert_many(table, columns, data)
    return [row[0] for row in data]


def update_rows(office: Office, ledger: Ledger, changes: Iterable[tuple[int, Values]]) -> None:
    """Write changed values (as stored) into records by id, inside an open change: one statement for each set of fields."""
    by_fields: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for row_id, values in changes:
        by_fields.setdefault(tuple(values), []).append((*(_stored(value) for value in values.values()), row_id))
    for names, rows in by_fields.items():
        assignments = ", ".join(f'"{ledger.fields[name].column_name}" = ?' for name in names)
        office.database.executemany(f'UPDATE "{table_of(ledger.record)}" SET {assignments} WHERE id = ?', rows)


def _stored(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value
