"""What a room of the program tells the office about its tables. Only the declaration; storage/upgrade.py carries it out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from peewee import Database

BeforeCommit = Callable[[Database, Sequence[int]], None]
Owners = Callable[[Database, Sequence[int]], Sequence[int]]
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Slice:
    """The tables of one room.

    `steps` are frozen SQL scripts, append-only: the slice's schema version is their number. Every table that
    is not named in `untracked` gets history triggers; rows of `final` tables are never undone: each table with the sentence
    that says what to do instead. `before_commit` is called
    by the door just before every commit, undo and redo included, with the ids of a table's touched rows: it derives
    (search rows) or validates (raises OfficeError). `owners` says of a table's rows to which rows of which other table they belong:
    those count as touched with them, and are looked at once. `functions` are deterministic SQL functions for every connection.
    """

    name: str
    steps: tuple[str, ...]
    untracked: frozenset[str] = frozenset()
    final: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    before_commit: Mapping[str, BeforeCommit] = field(default_factory=lambda: _NOTHING)
    owners: Mapping[str, tuple[str, Owners]] = field(default_factory=lambda: _NOTHING)
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=lambda: _NOTHING)
