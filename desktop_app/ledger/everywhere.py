"""Search over every ledger at once (Ctrl+K). Each ledger's own search box is ledger/query.py's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop_app.ledger.cells import Cells
from desktop_app.ledger.declaration import Column, Ledger
from desktop_app.ledger.query import LedgerQuery
from desktop_app.ledger.search_index import SearchRow, holds_all, search_words, table_of
from desktop_app.storage.office import Office

_TELLING = 3


@dataclass(frozen=True)
class Hit:
    """One record found: its ledger, its title (姓名) and a line that tells it from others of the same title."""

    ledger_key: str
    ledger_title: str
    record_id: int
    title: str
    detail: str


def find_everywhere(office: Office, ledgers: Iterable[Ledger], typed: str, most: int = 20) -> list[Hit]:
    """At most `most` hits of each ledger, leavers included, in the order of their titles. No whole ID is in a hit."""
    words = search_words(typed)
    if not words:
        return []
    return [hit for ledger in ledgers if ledger.searched for hit in _hits(office, ledger, words, most)]


def _hits(office: Office, ledger: Ledger, words: Sequence[str], most: int) -> list[Hit]:
    table = table_of(ledger.record)
    found = SearchRow.select(SearchRow.row_id).where(SearchRow.table_name == table, holds_all(words))
    ids = [row for (row,) in office.database.execute(found.order_by(SearchRow.pinyin).limit(most))]
    columns = _telling_columns(ledger)
    rows = LedgerQuery(office, ledger).page(ids, columns)
    writers = [Cells(ledger, office.clock.today()).writer(column) for column in columns]
    hits = []
    for record_id, row in zip(ids, rows, strict=True):
        title, *rest = (write(slot) for write, slot in zip(writers, row, strict=True))
        hits.append(Hit(ledger.key, ledger.title, record_id, title, "　".join(text for text in rest if text)))
    return hits


def _telling_columns(ledger: Ledger) -> list[Column]:
    """The title, where it belongs, and the first columns that aren't sensitive."""
    title = ledger.searched[0]
    others = [c for c in ledger.columns if c.name != title and not c.compute and not ledger.fields[c.name].sensitive]
    placed = sorted(others, key=lambda column: column.name != ledger.org_field)
    return [Column(title), *placed[:_TELLING]]
