"""The narrow table `search` behind every search box and every sort by name: kept in step by the door, just before commit.

Which fields of a ledger are searched is the ledger's to say (declaration: `searched`); how a search is run is query.py's.
"""

import json
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from peewee import CompositeKey, Database, IntegerField, Node, TextField

from desktop_app.ledger.declaration import Ledger
from desktop_app.people import pinyin, strokes
from desktop_app.people.fields import Reference
from desktop_app.storage.kind import Kind, plain_text
from desktop_app.storage.record import Record

_BATCH = 20_000
_IDS = "SELECT value FROM json_each(?)"
_COLUMNS = ("table_name", "row_id", "text", "pinyin", "strokes")


class SearchRow(Record):
    """What is found of one record: `text` holds its searched values and their pinyin, the others order it by its title."""

    id = None
    table_name = TextField()
    row_id = IntegerField()
    text = TextField()
    pinyin = TextField()
    strokes = TextField()

    class Meta:
        table_name = "search"
        primary_key = CompositeKey("table_name", "row_id")


def search_words(typed: str) -> list[str]:
    """The words of a search, all of which must hit: half-width, lower case, without blanks."""
    return unicodedata.normalize("NFKC", plain_text(typed)).lower().split()


def holds_all(words: Sequence[str]) -> Node:
    """That a search row holds every word somewhere. A word is looked for as it stands: % and _ are plain characters."""
    found = SearchRow.text.contains(words[0])
    for word in words[1:]:
        found &= SearchRow.text.contains(word)
    return found


def table_of(model: type[Record]) -> str:
    """The record's table by its name in the office."""
    return model._meta.table_name  # type: ignore[attr-defined]


def text_of_reference(kind: Reference) -> Kind:
    """The field of the referred record that stands for it in lists (简称 of an organisation, 姓名 of a member)."""
    return getattr(kind.rel_model, kind.shown_by)


class SearchKeeper:
    """Keeps one ledger's search rows in step with its records."""

    def __init__(self, ledger: Ledger) -> None:
        self._fields = [ledger.fields[name] for name in ledger.searched]
        self._is_name = self._fields[0].sort == "name"
        self.table = table_of(ledger.record)
        self._select = self._selection()

    def _selection(self) -> str:
        columns, joins = ["r.id"], []
        for number, field in enumerate(self._fields):
            if isinstance(field, Reference):
                joins.append(
                    f'LEFT JOIN "{table_of(field.rel_model)}" AS j{number} ON j{number}.id = r."{field.column_name}"'
                )
                columns.append(f'j{number}."{text_of_reference(field).column_name}"')
            else:
                columns.append(f'r."{field.column_name}"')
        return f'SELECT {", ".join(columns)} FROM "{self.table}" AS r {" ".join(joins)}'

    def refresh(self, database: Database, ids: Sequence[int]) -> None:
        """Derive the search rows of these records anew; a deleted record's goes."""
        for start in range(0, len(ids), _BATCH):
            batch = json.dumps(list(ids[start : start + _BATCH]))
            database.execute_sql(f"DELETE FROM search WHERE table_name = ? AND row_id IN ({_IDS})", (self.table, batch))
            self._insert(database, database.execute_sql(f"{self._select} WHERE r.id IN ({_IDS})", (batch,)))

    def rebuild(self, database: Database) -> None:
        """Derive every row of the ledger anew."""
        database.execute_sql("DELETE FROM search WHERE table_name = ?", (self.table,))
        self._insert(database, database.execute_sql(self._select))

    def _insert(self, database: Database, records: Any) -> None:
        rows = [(self.table, record[0], *_keys(record[1:], self._is_name)) for record in records.fetchall()]
        database.insert_many("search", _COLUMNS, rows)  # type: ignore[attr-defined]

    def follow(self, field: Reference) -> Callable[[Database, Sequence[int]], None]:
        """A hook for the table the field points at: whoever is renamed is found by the new name here too."""
        sql = f'SELECT id FROM "{self.table}" WHERE "{field.column_name}" IN ({_IDS})'
        highest = f'SELECT max("{field.column_name}") FROM "{self.table}"'

        def refresh_pointing(database: Database, ids: Sequence[int]) -> None:
            (last,) = database.execute_sql(highest).fetchone()
            if last is None or last < min(ids):
                return  # they are new, and nobody points at them yet
            found = database.execute_sql(sql, (json.dumps(list(ids)),)).fetchall()
            self.refresh(database, [row_id for (row_id,) in found])

        return refresh_pointing

    def references(self) -> list[Reference]:
        """The searched fields that point at other records."""
        return [field for field in self._fields if isinstance(field, Reference)]


def _keys(values: Sequence[Any], is_name: bool) -> tuple[str, str, str]:
    """What a record is found by, each value and its pinyin (figures and Latin have none), and what it is sorted by."""
    title = str(values[0] or "")
    said = [str(value) for value in values if value]
    text = " ".join([each.lower() if each.isascii() else pinyin.search_keys(each) for each in said])
    return text, (pinyin.name_key if is_name else pinyin.sort_key)(title), strokes.sort_key(title)
