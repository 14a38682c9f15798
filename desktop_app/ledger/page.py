"""Reading records for the eye: a page of a table as plain tuples, or one whole record. One query each, references joined."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from peewee import JOIN, SQL, Node, Select, fn

from desktop_app.ledger.declaration import Column, Ledger
from desktop_app.ledger.search_index import text_of_reference
from desktop_app.people.fields import Reference
from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.kind import Kind
from desktop_app.storage.office import Office
from desktop_app.support.frozen import frozen

_WANTED = fn.json_each(SQL("?", ("",))).alias("wanted")
Taker = Callable[[Sequence[Sequence[Any]]], Sequence[Any]]


@frozen
class LedgerRow:
    """One whole record: `values` as stored, by field; `texts` of the records it refers to, by field."""

    id: int
    values: Mapping[str, Any]
    texts: Mapping[str, str]

    def shown(self, field: str) -> Any:
        """The value, or for a reference the text that stands for it."""
        return self.texts.get(field, self.values[field])


class _Selection:
    """The SELECT list of a ledger's record: id first, then what was asked for, each once."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._terms: list[Any] = [ledger.record.id]  # type: ignore[attr-defined]
        self._places: dict[tuple[str, bool], int] = {}
        self._joins: list[tuple[Any, Any]] = []

    def place(self, name: str, *, text: bool = False) -> int:
        """Where in a row a field's value stands, or the text of the record it refers to."""
        kind = self.ledger.fields[name]
        key = (name, text and isinstance(kind, Reference))
        if key not in self._places:
            self._places[key] = len(self._terms)
            self._terms.append(self._text(kind) if key[1] else kind)
        return self._places[key]

    def asked(self, term: Node) -> int:
        """Where the value of a column's own SQL stands."""
        self._terms.append(term)
        return len(self._terms) - 1

    def _text(self, kind: Kind) -> Any:
        assert isinstance(kind, Reference)
        there = kind.rel_model.alias()
        self._joins.append((there, there.id == kind))
        return getattr(there, text_of_reference(kind).name)

    def sql(self, database: OfficeDatabase) -> str:
        """The statement; its one parameter is the ids as JSON, in whose order the rows come."""
        record: Any = self.ledger.record
        select = Select([_WANTED], self._terms).join(record, JOIN.CROSS)
        for there, on in self._joins:
            select = select.join(there, JOIN.LEFT_OUTER, on)
        sql, _ = database.get_sql_context().sql(select.where(record.id == SQL("wanted.value"))).query()
        return sql


class PageReader:
    """Reads pages of certain columns. Its SQL is built once, so it is worth keeping."""

    def __init__(self, ledger: Ledger, columns: Sequence[Column]) -> None:
        self._selection = _Selection(ledger)
        self._takers = [self._taker(column) for column in columns]
        self._sql = ""

    def _taker(self, column: Column) -> Taker:
        if not column.compute:
            return itemgetter(self._selection.place(column.name, text=True))
        needed = [self._selection.place(name, text=True) for name in column.needs]
        needed += [self._selection.asked(column.asks())] if column.asks else []
        return lambda terms: list(zip(*[terms[place] for place in needed], strict=True))

    def rows(self, database: OfficeDatabase, ids: Iterable[int]) -> list[tuple[Any, ...]]:
        """One tuple for each id, in their order; None in every slot for a row that is gone."""
        wanted = list(ids)
        if not wanted:
            return []
        self._sql = self._sql or self._selection.sql(database)
        rows = database.execute_sql(self._sql, (str(wanted),)).fetchall()  # a list of whole numbers is JSON
        page = self._turned(rows)
        if len(rows) < len(wanted):
            found = {row[0]: shown for row, shown in zip(rows, page, strict=True)}
            nothing = (None,) * len(self._takers)
            return [found.get(row_id, nothing) for row_id in wanted]
        return page

    def _turned(self, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Turned on its side and back: whole columns are moved instead of single slots."""
        terms = list(zip(*rows, strict=True))
        return list(zip(*[take(terms) for take in self._takers], strict=True)) if rows else []


def read_row(office: Office, ledger: Ledger, row_id: int) -> LedgerRow | None:
    """One whole record, or None if there is no such. One query."""
    selection = _Selection(ledger)
    values = {name: selection.place(name) for name in ledger.fields}
    references = [name for name, kind in ledger.fields.items() if isinstance(kind, Reference)]
    texts = {name: selection.place(name, text=True) for name in references}
    raw = office.database.execute_sql(selection.sql(office.database), (json.dumps([row_id]),)).fetchone()
    if raw is None:
        return None
    return LedgerRow(
        row_id,
        {name: ledger.fields[name].python_value(raw[place]) for name, place in values.items()},
        {name: raw[place] or "" for name, place in texts.items()},
    )
