"""The one door for writes: one change is one transaction, one line of history, one step of undo, one announcement."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from typing import Any

from desktop_app.storage import journal
from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.errors import OfficeClosed, told_in_words
from desktop_app.storage.layout import Layout
from desktop_app.storage.seal import Sealed, Sealer
from desktop_app.storage.slices import BeforeCommit, Slice
from desktop_app.storage.writer import Turnstile
from desktop_app.support.clock import Clock
from desktop_app.support.frozen import frozen

log = logging.getLogger(__name__)
_MOST_ROUNDS = 20


@frozen
class Changed:
    """Told to every subscriber after a commit: which records of which tables are not as they were."""

    change_id: int
    title: str
    kind: str
    records: Mapping[str, frozenset[int]]


class Change:
    """An open change. `title` may still be made more telling before the end ("导入花名册：93 人")."""

    def __init__(self, database: OfficeDatabase, started: journal.Started, title: str, kind: str) -> None:
        self.id = started.id
        self.title = title
        self.kind = kind
        self.held = 0
        self.sealed: Sealed | None = None
        self._database = database
        self._started = started

    def insert_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Insert many rows at the driver's speed, history included; gives their number."""
        return self._database.insert_many(table, columns, list(rows))

    def forget(self, table: str, ids: Iterable[int]) -> int:
        """In a change of kind 'purge': delete all that the history keeps of these rows' contents. Gives the images deleted."""
        if self.kind != "purge":
            raise RuntimeError("images are forgotten only in a purge")
        return journal.forget(self._database, self._started, table, list(ids))

    @property
    def touched(self) -> Mapping[str, set[int]]:
        """The records touched so far, by table."""
        return journal.touched(self._database, self._started.after_seq)


class Door:
    """Opens changes for one office. Any thread may; they pass one at a time, in the order in which they came."""

    def __init__(
        self, database: OfficeDatabase, layout: Layout, sealer: Sealer, clock: Clock, slices: Sequence[Slice]
    ) -> None:
        self.operator = ""
        self.turnstile = Turnstile()
        self.closed = False
        self.after_commit: Callable[[Sealed], None] = lambda sealed: None
        self._database = database
        self._layout = layout
        self._sealer = sealer
        self._clock = clock
        self._hooks: list[tuple[str, BeforeCommit]] = list(chain.from_iterable(s.before_commit.items() for s in slices))
        self._owners = tuple((table, *owner) for s in slices for table, owner in s.owners.items())
        self._listeners: list[Callable[[Changed], None]] = []

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Have `listener` called after every commit, on the committing thread; gives the function that ends it."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return unsubscribe

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction without history, for what is not tracked (settings, access log). Joins an open change of this thread."""
        if self.turnstile.mine:
            yield
            return
        with self.turnstile, told_in_words(self._layout.root):
            self._must_be_open()
            with self._database.transaction("IMMEDIATE"):
                yield

    @contextmanager
    def change(self, title: str, kind: str = "edit", undoes: int | None = None) -> Iterator[Change]:
        """One transaction with its history; an exception inside takes all of it back."""
        if self.turnstile.mine:
            raise RuntimeError("this thread has a change open already")
        changed: Changed | None = None
        with self.turnstile, told_in_words(self._layout.root):
            self._must_be_open()
            with self._database.transaction("IMMEDIATE"):
                entry = journal.Entry(
                    self._clock.now().isoformat(timespec="seconds"), self.operator, title, kind, undoes
                )
                started = journal.start(self._database, entry)
                change = Change(self._database, started, title, kind)
                yield change
                changed = self._finish(change, started, self._run_hooks(started))
            if change.sealed:
                self.after_commit(change.sealed)
        if changed:
            self._announce(changed)

    def _must_be_open(self) -> None:
        if self.closed:
            raise OfficeClosed

    def _run_hooks(self, started: journal.Started) -> dict[str, set[int]]:
        """Run the rooms' hooks on what was touched, and again on what the hooks themselves touched; gives all of it."""
        after, every = started.after_seq, defaultdict[str, set[int]](set)
        for _ in range(_MOST_ROUNDS):
            records = journal.touched(self._database, after)
            if not records:
                return every
            for table, ids in records.items():
                every[table] |= ids
            after = self._database.one("SELECT max(seq) FROM history")
            self._add_owners(records)
            for table, hook in self._hooks:
                if table in records:
                    hook(self._database, sorted(records[table]))
        raise RuntimeError("the hooks before commit keep touching records")

    def _add_owners(self, records: dict[str, set[int]]) -> None:
        for table, owner, find in self._owners:
            if table in records:
                records.setdefault(owner, set()).update(find(self._database, list(records[table])))

    def _finish(self, change: Change, started: journal.Started, touched: Mapping[str, set[int]]) -> Changed | None:
        sql = "UPDATE change SET title = ?, held = ? WHERE id = ?"
        self._database.execute_sql(sql, (change.title, change.held, change.id))
        records = {table: frozenset(ids) for table, ids in touched.items()}
        change.sealed = journal.finish(self._database, self._sealer, started, change.kind)
        return Changed(change.id, change.title, change.kind, records) if change.sealed else None

    def _announce(self, changed: Changed) -> None:
        for listener in tuple(self._listeners):
            listener(changed)
