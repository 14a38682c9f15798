"""The order of a ledger's rows as SQL: by the tree, by pinyin or strokes of names, by the order of a code list, empties last.

A computed column is ordered by the field it names. What may stand in an order is said in declaration.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from peewee import Case, Cast, Node, fn

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.search_index import SearchRow, table_of, text_of_reference
from desktop_app.people.fields import Reference
from desktop_app.people.org import OrgPlace
from desktop_app.storage.kind import Kind

Order = Sequence[tuple[str, bool]]
STROKES = ".strokes"


@dataclass
class Ordering:
    """Terms of ORDER BY, and the tables they need: (table, on) each to be joined from the left.

    `search` is the title's own search row, needed when `by_title`.
    """

    ledger: Ledger
    search: Any
    joins: list[tuple[Any, Node]] = field(default_factory=list)
    terms: list[Node] = field(default_factory=list)
    by_title: bool = False
    starts_with_title: bool = False

    def add(self, name: str, descending: bool) -> None:
        """Order next by this column (or name.strokes)."""
        column, strokes = name.removesuffix(STROKES), name.endswith(STROKES)
        declared = next((c for c in self.ledger.columns if c.name == column), None)
        if declared and declared.compute:
            column, descending = declared.sorts_by, descending != declared.reverse
        if column not in self.ledger.fields:
            return
        kind = self.ledger.fields[column]
        key = self._key(kind, strokes)
        term = key.desc if descending else key.asc
        self.terms.append(term(nulls="last") if self._may_be_empty(kind) else term())

    def _may_be_empty(self, kind: Kind) -> bool:
        return not kind.required and not self._is_title(kind)

    def _is_title(self, kind: Kind) -> bool:
        return bool(self.ledger.searched) and kind.name == self.ledger.searched[0]

    def _key(self, kind: Kind, strokes: bool) -> Any:
        if self._is_title(kind):
            self.by_title = True
            self.starts_with_title = self.starts_with_title or not self.terms
            return self.search.strokes if strokes else self.search.pinyin
        if kind.sort == "place":
            place = OrgPlace.alias()
            self.joins.append((place, place.org_id == kind))
            return place.place
        if isinstance(kind, Reference):
            return self._key_of_reference(kind, strokes)
        if kind.sort in ("pinyin", "name"):
            return _sound(kind, strokes)
        return _counted(kind) if kind.sort == "number" else _listed(kind)

    def _key_of_reference(self, kind: Reference, strokes: bool) -> Any:
        if kind.sort == "name":
            found = SearchRow.alias()
            self.joins.append((found, (found.table_name == table_of(kind.rel_model)) & (found.row_id == kind)))
            return found.strokes if strokes else found.pinyin
        there = kind.rel_model.alias()
        self.joins.append((there, there.id == kind))
        return _sound(getattr(there, text_of_reference(kind).name), strokes)


def _counted(kind: Kind) -> Node:
    """2 before 10, and 10 before 10甲; NULL where there is no text."""
    return Case(None, [(kind != "", fn.printf("%012d%s", Cast(kind, "INTEGER"), kind))])


def _sound(text: Any, strokes: bool) -> Any:
    """A text's key; NULL where there is no text, so that it can be put last."""
    given = fn.COALESCE(text, "")
    return fn.NULLIF(fn.strokes_key(given) if strokes else fn.pinyin_key(given), "")


def _listed(kind: Kind) -> Any:
    """A code list or a choice goes by its own order, where that is another than the stored words'."""
    options = getattr(kind, "options", None)
    stored = [value for value, _ in options()] if options else []
    if len(stored) < 3 or stored == sorted(stored):
        return kind
    return Case(kind, [(value, place) for place, value in enumerate(stored)], len(stored))
