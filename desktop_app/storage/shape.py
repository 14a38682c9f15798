"""What the tables of an office look like, read from the file itself: columns, references, which are tracked and which final."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.slices import Slice


class Reference(NamedTuple):
    """`table.column` points at a row of `parent`. For a pair such as from_table/from_id, `parent_column` names the first."""

    table: str
    column: str
    parent: str | None
    parent_column: str | None = None


@dataclass(frozen=True)
class Shape:
    """The tracked tables: their columns (in order, `id` included), which are final (and what to do instead of undoing them),
    and who points at whom."""

    columns: dict[str, tuple[str, ...]]
    final: Mapping[str, str]
    references: tuple[Reference, ...]

    def pointing_at(self, parent: str) -> list[Reference]:
        """The references that can point at rows of `parent`."""
        return [reference for reference in self.references if reference.parent in (parent, None)]

    def from_table(self, table: str) -> list[Reference]:
        """The references that rows of `table` hold."""
        return [reference for reference in self.references if reference.table == table]


def read_shape(database: OfficeDatabase, slices: Sequence[Slice]) -> Shape:
    """The shape of an office with these slices. ValueError for a table that the history could not keep."""
    untracked = frozenset[str]().union(*(piece.untracked for piece in slices))
    columns = {name: _columns(database, name) for name in _plain_tables(database) if name not in untracked}
    references = [reference for name in columns for reference in _references(database, name, columns[name])]
    tracked = [each for each in references if each.parent is None or each.parent in columns]
    final = {table: instead for piece in slices for table, instead in piece.final.items()}
    return Shape(columns, final, tuple(tracked))


def _plain_tables(database: OfficeDatabase) -> list[str]:
    listed = database.rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name")
    return [name for (name,) in listed if not name.startswith("sqlite_")]


def _columns(database: OfficeDatabase, table: str) -> tuple[str, ...]:
    found = database.rows("SELECT name, type FROM pragma_table_info(?) ORDER BY cid", (table,))
    sql = database.one("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).upper()
    names = tuple(name for name, _ in found)
    if "id" not in names or "AUTOINCREMENT" not in sql:
        raise ValueError(
            f"{table}: a tracked table needs 'id INTEGER PRIMARY KEY AUTOINCREMENT' (a freed id must not be reused)"
        )
    if any("BLOB" in kind.upper() for _, kind in found):
        raise ValueError(f"{table}: bytes belong among the attachments, the history can't hold them")
    return names


def _references(database: OfficeDatabase, table: str, columns: tuple[str, ...]) -> list[Reference]:
    listed = database.rows('SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)', (table,))
    keys = [Reference(table, column, parent) for column, parent, to in listed if to in (None, "id")]
    pairs = [name.removesuffix("_table") for name in columns if name.endswith("_table")]
    return keys + [Reference(table, f"{p}_id", None, f"{p}_table") for p in pairs if f"{p}_id" in columns]


def signature(database: OfficeDatabase) -> list[str]:
    """Every column, index and trigger of the file, one a line: what an upgrade must reach exactly."""
    columns = database.rows(
        "SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' '"
        " || ifnull(c.dflt_value, '-') || ' ' || c.pk"
        " FROM pragma_table_list t, pragma_table_xinfo(t.name) c"
        " WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    others = database.rows(
        "SELECT type || ' ' || tbl_name || '.' || name || ' ' || ifnull(sql, 'auto') FROM sqlite_master"
        " WHERE type IN ('index', 'trigger', 'view')"
    )
    return sorted(line for (line,) in (*columns, *others))


def counts(database: OfficeDatabase) -> dict[str, int]:
    """How many rows each table holds."""
    return {name: database.one(f'SELECT count(*) FROM "{name}"') for name in _plain_tables(database)}
