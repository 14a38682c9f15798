"""Where a ledger stands among the tabs: a tab of its own, a page of a shelf, or a section in the record it is part of."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from desktop_app.ledger.declaration import Condition, Ledger, Part, Shelf, Tab
from desktop_app.ledger.offered import InOrder
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.ledger.search_index import table_of
from desktop_app.storage.office import Office
from desktop_app.support.frozen import frozen


@frozen
class Place:
    """`tab` is the key of the tab, `page` that of the page on it (the same where the tab is no shelf).

    `parts` lead from the page's own ledger down to the one that was asked for; none where it has the page to itself.
    """

    tab: str
    page: str
    parts: tuple[Part, ...] = ()


def place_of(tabs: Iterable[Ledger | Tab | Shelf], key: str) -> Place | None:
    """Where the tab, page or ledger of this key stands; a page of its own is preferred to a section. None: nowhere."""
    return min(_places(tabs, key), key=lambda place: len(place.parts), default=None)


def _places(tabs: Iterable[Ledger | Tab | Shelf], key: str) -> Iterator[Place]:
    for tab in tabs:
        if isinstance(tab, Shelf) and tab.key == key:
            yield Place(key, tab.pages[0].key)
        for page in tab.pages if isinstance(tab, Shelf) else (tab,):
            yield from (Place(tab.key, page.key, parts) for parts in _ways(page, key))


def _ways(page: Ledger | Tab, key: str) -> Iterator[tuple[Part, ...]]:
    if page.key == key:
        yield ()
    if isinstance(page, Ledger):
        for part in page.parts:
            yield from ((part, *rest) for rest in _ways(part.ledger, key))


def holders(office: Office, parts: Sequence[Part], ids: Iterable[int]) -> Sequence[int]:
    """The records of the page's ledger to which these records of the last part belong, each once.

    In order of their ids; of `InOrder` ids in the order of these.
    """
    found = list(dict.fromkeys(ids))
    for part in reversed(parts):
        column = part.ledger.fields[part.field].column_name
        sql = (
            f'SELECT id, "{column}" FROM "{table_of(part.ledger.record)}" WHERE id IN (SELECT value FROM json_each(?))'
        )
        of = dict(office.database.rows(sql, (json.dumps(found),)))
        found = list(dict.fromkeys(of[row] for row in found if of.get(row) is not None))
    return InOrder(found) if isinstance(ids, InOrder) else sorted(found)


def rows_on_page(office: Office, place: Place, which: Sequence[Any]) -> Sequence[Any]:
    """What the page of a place is to show for these rows (ids or conditions) of the ledger there: of parts the records they belong to."""
    if not place.parts:
        return which
    if which and isinstance(which[0], Condition):
        which = LedgerQuery(office, place.parts[-1].ledger, Asked(conditions=tuple(which))).ids()
    return holders(office, place.parts, which)
