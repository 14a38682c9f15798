"""Every table the program knows, as the office wants to be told: the kernel's, each ledger's, and what keeps search in step."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from peewee import Database

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.search_index import SearchKeeper, table_of
from desktop_app.people.slice import SLICE as KERNEL
from desktop_app.storage.office import Office
from desktop_app.storage.slices import BeforeCommit, Slice

_REMEMBERED = "search.fields"
_KEYS = "mixed pinyin"
"""How values are found, as a word that changes with pinyin.search_keys: rows derived in an older way are derived anew."""


def all_slices(ledgers: Iterable[Ledger]) -> tuple[Slice, ...]:
    """Kernel first, then each ledger's slice once, then the hooks that derive the search rows (no tables of their own)."""
    ledgers = tuple(ledgers)
    own = dict.fromkeys((KERNEL, *(ledger.slice for ledger in ledgers)))
    return (*own, Slice("search", (), before_commit=_hooks(ledgers)))


def _hooks(ledgers: Sequence[Ledger]) -> Mapping[str, BeforeCommit]:
    by_table: dict[str, list[BeforeCommit]] = defaultdict(list)
    keepers = [SearchKeeper(ledger) for ledger in ledgers if ledger.searched]
    for keeper in keepers:
        by_table[keeper.table].append(keeper.refresh)
    for keeper in keepers:
        for field in keeper.references():
            by_table[table_of(field.rel_model)].append(keeper.follow(field))
    return {table: _in_turn(hooks) for table, hooks in by_table.items()}


def _in_turn(hooks: Sequence[BeforeCommit]) -> Callable[[Database, Sequence[int]], None]:
    def run(database: Database, ids: Sequence[int]) -> None:
        for hook in hooks:
            hook(database, ids)

    return run


def keep_search_current(office: Office, ledgers: Iterable[Ledger]) -> None:
    """Derive all search rows of those ledgers whose searched fields are others than when the office was last open.

    Call once after opening: a ledger new to the program, or a field newly searched, is found from then on.
    """
    known, ledgers = office.settings.get(_REMEMBERED, {}), tuple(ledgers)
    now = {ledger.key: [_KEYS, *ledger.searched] for ledger in ledgers if ledger.searched}
    changed = [ledger for ledger in ledgers if ledger.searched and known.get(ledger.key) != now[ledger.key]]
    if not changed:
        return
    # A change that touches no tracked table leaves no line in the history.
    with office.change("更新搜索", "upgrade"):
        for ledger in changed:
            SearchKeeper(ledger).rebuild(office.database)
        office.settings.put(_REMEMBERED, known | {ledger.key: now[ledger.key] for ledger in changed})
