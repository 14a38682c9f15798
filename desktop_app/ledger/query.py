"""The lazy list of a ledger's records: which ids, in which order, how many; and a page of them with the texts they refer to.

peewee builds the SQL, rows come as plain tuples. Only ids are held; what a value looks like is cells.py's. A query belongs to
no thread: each one that asks uses its own connection.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, reduce
from operator import and_
from typing import Any

from peewee import JOIN, SQL, Node, Select, fn

from desktop_app.ledger.conditions import all_hold, under
from desktop_app.ledger.declaration import Column, Condition, Ledger, View
from desktop_app.ledger.ordering import Order, Ordering
from desktop_app.ledger.page import LedgerRow, PageReader, read_row
from desktop_app.ledger.search_index import SearchRow, holds_all, search_words, table_of
from desktop_app.people.org import OrgPlace, OrgUnder, PartyOrg
from desktop_app.people.words import OrgLevel
from desktop_app.storage.office import Office
from desktop_app.support.frozen import frozen


@frozen
class Asked:
    """What the clerk asks to see. `org` with everything below it; `words` as typed; `order` () for the ledger's own."""

    org: int | None = None
    view: View | None = None
    conditions: tuple[Condition, ...] = ()
    words: str = ""
    order: tuple[tuple[str, bool], ...] = ()


class LedgerQuery:
    """One question to one ledger. Nothing is read until asked for."""

    def __init__(self, office: Office, ledger: Ledger, asked: Asked | None = None) -> None:
        self.office = office
        self.ledger = ledger
        self.asked = asked or Asked()
        self._model: Any = ledger.record
        self._readers: dict[tuple[int, ...], tuple[PageReader, Sequence[Column]]] = {}

    def asking(self, **changed: Any) -> "LedgerQuery":
        """The same question but for what is named: org, view, conditions, words, order."""
        other = LedgerQuery(self.office, self.ledger, replace(self.asked, **changed))
        other._readers = self._readers
        return other

    @property
    def order(self) -> Order:
        """The order in force."""
        return self.asked.order or (self.asked.view.order if self.asked.view else ()) or self.ledger.order

    def ids(self, limit: int | None = None) -> "array[int]":
        """The records' ids in order; the first `limit` of them come much sooner where there are very many."""
        if self.asked.view and self.asked.view.sequence and not self.asked.order:
            return self._in_sequence(self.asked.view.sequence, limit)
        select = self._ordered(limit)
        if limit is not None:
            select = select.limit(limit)
        return array("q", [row[0] for row in self.office.database.execute(select)])

    def _in_sequence(self, sequence: Sequence[int], limit: int | None) -> "array[int]":
        listed = {row[0] for row in self.office.database.execute(self._ordered(None))}
        return array("q", [row for row in dict.fromkeys(sequence) if row in listed][:limit])

    def count(self) -> int:
        """How many there are."""
        select = Select([self._model], [fn.COUNT(SQL("*"))]).where(_both(self._filter()))
        return self.office.database.execute(select).fetchone()[0]

    def lists(self, row_id: int) -> bool:
        """Whether this record is among them."""
        select = Select([self._model], [SQL("1")]).where(_both(self._filter()), self._model.id == row_id)
        return self.office.database.execute(select).fetchone() is not None

    def page(self, ids: Iterable[int], columns: Sequence[Column] | None = None) -> list[tuple[Any, ...]]:
        """The rows of these ids, in their order: one slot a column (all the ledger's by default), values as stored.

        A reference's slot holds the text that stands for it, a computed column's the tuple of what it needs. A row that is
        gone meanwhile has None in every slot. One query a call.
        """
        key = tuple(map(id, columns)) if columns else ()  # to hash the columns themselves would cost as much as a page
        if key not in self._readers:
            wanted = tuple(columns or self.ledger.columns)
            self._readers[key] = PageReader(self.ledger, wanted), wanted
        return self._readers[key][0].rows(self.office.database, ids)

    def row(self, row_id: int) -> LedgerRow | None:
        """One whole record, or None if there is no such."""
        return read_row(self.office, self.ledger, row_id)

    def counts_by_org(self) -> dict[int, int]:
        """How many of the listed are under each organisation, itself included, whatever organisation was asked for. One query."""
        if not self.ledger.org_field:
            return {}
        everywhere = self.asking(org=None)._filter()
        field = self.ledger.fields[self.ledger.org_field]
        heads = Select([self._model], [field, fn.COUNT(SQL("*")).alias("n")]).where(_both(everywhere)).group_by(field)
        heads = heads.cte("heads", columns=("org_id", "n"))
        rolled = Select([heads], [OrgUnder.ancestor_id, fn.SUM(heads.c.n)])
        rolled = rolled.join(OrgUnder, JOIN.INNER, OrgUnder.org_id == heads.c.org_id).group_by(OrgUnder.ancestor_id)
        counted = dict(self.office.database.execute(rolled.with_cte(heads)).fetchall())
        return counted | self._counts_by_group(everywhere)

    def _counts_by_group(self, where: Sequence[Node]) -> dict[int, int]:
        if not self.ledger.group_field:
            return {}
        group = self.ledger.fields[self.ledger.group_field]
        # From the few groups to their rows: an office without groups pays nothing.
        select = Select([PartyOrg], [group, fn.COUNT(SQL("*"))]).join(self._model, JOIN.CROSS)
        select = select.where(PartyOrg.level == OrgLevel.GROUP, group == PartyOrg.id, *where).group_by(group)
        return dict(self.office.database.execute(select).fetchall())

    def counts_of_views(self, views: Sequence[View]) -> list[int]:
        """How many each of these views would list within the organisation asked for. One query."""
        if not views:
            return []
        counts = []
        for view in views:
            where = self.asking(view=view, conditions=(), words="", org=None)._filter()
            counts.append(fn.COUNT(SQL("*")).filter(_both(where)))
        select = Select([self._model], counts).where(_both(self._scope()))
        return list(self.office.database.execute(select).fetchone())

    # What is asked, as SQL.

    def _filter(self) -> list[Node]:
        where = self._filter_without_words()
        if self.words:
            where.append(self._model.id.in_(self._hits()))
        return where

    def _filter_without_words(self) -> list[Node]:
        view = self.asked.view
        where = [] if view and view.everything or not self.ledger.base else [self.ledger.base()]
        where += self._scope()
        if view:
            where += all_hold(self.ledger, view.conditions)
            where += [view.where(self.office.clock.today())] if view.where else []
        return where + all_hold(self.ledger, self.asked.conditions)

    @cached_property
    def words(self) -> list[str]:
        """What is searched for: all of it must be held by a row's text."""
        return search_words(self.asked.words) if self.ledger.searched else []

    @property
    def searches(self) -> bool:
        """Whether any word is searched for."""
        return bool(self.words)

    def narrows(self, other: "LedgerQuery") -> bool:
        """Whether all that this lists is in the other's list, in that order: it asks for the same, and for more letters."""
        same = other.office is self.office and other.ledger is self.ledger
        if not same or replace(other.asked, words=self.asked.words) != self.asked:
            return False
        return all(any(short in word for word in self.words) for short in other.words)

    def found_by(self) -> dict[int, str]:
        """The text by which each row with these words is found; rows that nothing else lists are among them."""
        select = Select([SearchRow], [SearchRow.row_id, SearchRow.text]).where(*self._own_hits())
        return dict(self.office.database.execute(select).fetchall())

    def _hits(self) -> Select:
        return Select([SearchRow], [SearchRow.row_id]).where(*self._own_hits())

    def _held(self) -> Select:
        """The words looked for in one record's own text."""
        return Select([SearchRow], [SQL("1")]).where(*self._own_hits(), SearchRow.row_id == self._model.id)

    @property
    def _is_one_letter(self) -> bool:
        return len(self.words) == 1 and len(self.words[0]) == 1 and self.words[0].isascii()

    def _own_hits(self) -> list[Node]:
        own = [SearchRow.table_name == table_of(self.ledger.record)]
        return own + ([holds_all(self.words)] if self.words else [])

    def _scope(self) -> list[Node]:
        org, ledger = self.asked.org, self.ledger
        if org is None or not ledger.org_field or self._asks_for_all:
            return []
        if ledger.group_field and self._node[0] == OrgLevel.GROUP:
            return [ledger.fields[ledger.group_field] == org]
        return [under(ledger.fields[ledger.org_field], [org])]

    @cached_property
    def _node(self) -> tuple[str, int | None]:
        """Level and superior of the organisation asked for."""
        select = Select([PartyOrg], [PartyOrg.level, PartyOrg.parent]).where(PartyOrg.id == self.asked.org)
        return self.office.database.execute(select).fetchone() or ("", 0)

    @property
    def _asks_for_all(self) -> bool:
        """Whether the top of the tree is asked for: every row that must name an organisation is under it."""
        return self.ledger.fields[self.ledger.org_field].required and self._node[1] is None

    def _ordered(self, limit: int | None) -> Select:
        order = Ordering(self.ledger, SearchRow)
        for name, descending in self.order:
            order.add(name, descending)
        alone = order.starts_with_title and len(order.terms) == 1 and not self.words
        if alone and limit is None and self.asked.org is None:
            return self._by_title_alone(order)
        return self._joined(order, self._narrowed(order, limit))

    def _by_title_alone(self, order: Ordering) -> Select:
        """Down the search table's index, which holds all the order needs; a record's row is never looked up."""
        listed = Select([self._model], [self._model.id]).where(_both(self._filter()))
        select = Select([SearchRow], [SearchRow.row_id]).where(*self._own_hits(), SearchRow.row_id.in_(listed))
        return select.order_by(*order.terms, SearchRow.row_id)

    def _joined(self, order: Ordering, narrowed: Sequence[Node]) -> Select:
        model = self._model
        where = [*self._filter_without_words(), *narrowed]
        # CROSS JOIN tells SQLite which table to go through first; left to itself it has no figures to go by.
        if not narrowed and (self.words or (order.starts_with_title and self.asked.org is None)):
            select = Select([SearchRow], [model.id]).join(model, JOIN.CROSS)
            where += [*self._own_hits(), model.id == SearchRow.row_id]
        elif self.words or order.by_title:
            select = Select([model], [model.id]).join(SearchRow, JOIN.CROSS)
            where += [*self._own_hits(), model.id == SearchRow.row_id]
        else:
            select = Select([model], [model.id])
        for table, on in order.joins:
            select = select.join(table, JOIN.LEFT_OUTER, on)
        return select.where(_both(where)).order_by(*order.terms, model.id)

    def _narrowed(self, order: Ordering, limit: int | None) -> list[Node]:
        """For the first screen of a plain list that starts with the tree's order: only the organisations that fill it.

        So too for the first letter of a search: very many rows hold it, and to find them all takes as long as to read the ledger.
        """
        first = self.order[0][0] if self.order else ""
        if (
            limit is None
            or not first
            or first != self.ledger.org_field
            or (self.words and not self._is_one_letter)
            or self.asked.view
            or self.asked.conditions
        ):
            return []
        field = self.ledger.fields[first]
        place = OrgPlace.place.desc() if self.order[0][1] else OrgPlace.place.asc()
        # No more of each organisation is counted than is wanted: of a million rows a few hundred are looked at.
        where = [*self._filter_without_words(), *([fn.EXISTS(self._held())] if self.words else [])]
        some = Select([self._model], [SQL("1")]).where(_both(where), field == OrgPlace.org_id).limit(limit)
        # One after the other in their order, until there are enough: sorted by SQLite, all of them would be counted first.
        database, counted = self.office.database, Select([OrgPlace], [Select([some], [fn.COUNT(SQL("*"))])])
        sql, (*asked, _org) = database.get_sql_context().sql(counted.where(OrgPlace.org_id == 0)).query()
        enough, rows = [], 0
        for (org,) in database.execute(Select([OrgPlace], [OrgPlace.org_id]).order_by(place)).fetchall():
            enough.append(org)
            rows += database.one(sql, (*asked, org))
            if rows >= limit:
                return [field.in_(enough)]
        return []


def _both(conditions: Sequence[Node]) -> Node:
    """All of the conditions; of none, what always holds."""
    return reduce(and_, conditions) if conditions else SQL("1")
