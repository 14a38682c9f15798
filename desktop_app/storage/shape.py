"""What the tables of an office look like, read from the file itself: columns, references, which are tracked and which final."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.slices import Slice
from desktop_app.support.frozen import frozen

# As `t`: the file's own tables, without what SQLite keeps for itself.
_PLAIN_TABLES = (
    "(SELECT name FROM pragma_table_list"
    " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\') t"
)


class Reference(NamedTuple):
    """`table.column` points at a row of `parent`. For a pair such as from_table/from_id, `parent_column` names the first."""

    table: str
    column: str
    parent: str | None
    parent_column: str | None = None


@frozen
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
    columns = {name: each for name, each in _columns(database).items() if name not in untracked}
    lasting = _tables_of_lasting_ids(database)
    for table, each in columns.items():
        _must_be_keepable(table, each, table in lasting)
    names = {table: tuple(each) for table, each in columns.items()}
    references = [reference for reference in _references(database, names) if reference.parent in (None, *names)]
    final = {table: instead for piece in slices for table, instead in piece.final.items()}
    return Shape(names, final, tuple(references))


# Each is one statement for all tables: the shape is read at every start.


def _columns(database: OfficeDatabase) -> dict[str, dict[str, str]]:
    """By table, in the alphabet: the columns in their order, and what each is declared as."""
    found: dict[str, dict[str, str]] = {}
    for table, name, kind in database.rows(
        f"SELECT t.name, c.name, c.type FROM {_PLAIN_TABLES}, pragma_table_info(t.name) c ORDER BY t.name, c.cid"
    ):
        found.setdefault(table, {})[name] = kind
    return found


def _tables_of_lasting_ids(database: OfficeDatabase) -> frozenset[str]:
    listed = database.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'")
    return frozenset(name for (name,) in listed)


def _must_be_keepable(table: str, columns: Mapping[str, str], lasting: bool) -> None:
    if "id" not in columns or not lasting:
        raise ValueError(
            f"{table}: a tracked table needs 'id INTEGER PRIMARY KEY AUTOINCREMENT' (a freed id must not be reused)"
        )
    if any("BLOB" in kind.upper() for kind in columns.values()):
        raise ValueError(f"{table}: bytes belong among the attachments, the history can't hold them")


def _references(database: OfficeDatabase, columns: Mapping[str, tuple[str, ...]]) -> Iterator[Reference]:
    keys: dict[str, list[Reference]] = {}
    for table, column, parent, to in database.rows(
        f'SELECT t.name, k."from", k."table", k."to" FROM {_PLAIN_TABLES}, pragma_foreign_key_list(t.name) k'
        " ORDER BY t.name, k.id, k.seq"
    ):
        if to in (None, "id"):
            keys.setdefault(table, []).append(Reference(table, column, parent))
    for table, names in columns.items():
        yield from keys.get(table, ())
        pairs = [name.removesuffix("_table") for name in names if name.endswith("_table")]
        yield from (Reference(table, f"{p}_id", None, f"{p}_table") for p in pairs if f"{p}_id" in names)


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
    named = database.rows(f"SELECT t.name FROM {_PLAIN_TABLES} ORDER BY t.name")
    return {name: database.one(f'SELECT count(*) FROM "{name}"') for (name,) in named}
