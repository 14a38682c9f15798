"""The triggers that keep what each row was, generated from the tables as they are; bulk SQL can't slip past them.

Dropped before an upgrade's steps and made anew after: an old trigger would ignore a new column.
"""

import hashlib
from collections.abc import Iterator

from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.shape import Shape

_PREFIX = "history_of_"
_CHANGE = "(SELECT change FROM current_change)"


def drop_triggers(database: OfficeDatabase) -> None:
    """Remove the generated triggers."""
    pattern = _PREFIX.replace("_", "\\_") + "%"
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE ? ESCAPE '\\'"
    for (name,) in database.rows(sql, (pattern,)):
        database.execute_sql(f'DROP TRIGGER "{name}"')


def make_triggers(database: OfficeDatabase, shape: Shape) -> None:
    """Create them for every tracked table of the shape."""
    for statement in _statements(shape):
        database.execute_sql(statement)


def digest_of_triggers(shape: Shape) -> str:
    """Stands for the triggers this program would make: an office that has others gets these at its next opening."""
    return hashlib.sha256("\n".join(_statements(shape)).encode()).hexdigest()


def _statements(shape: Shape) -> Iterator[str]:
    for table, columns in shape.columns.items():
        yield from (_on_insert(table), _on_delete(table, columns), _keep_id(table))
        if len(columns) > 1:
            yield _on_update(table, columns)
        if table in shape.final:
            yield from (_refuse(table, verb) for verb in ("UPDATE", "DELETE"))


def _line(table: str, row: str, op: str) -> str:
    return f"INSERT INTO history (change, tbl, row_id, op) VALUES ({_CHANGE}, '{table}', {row}.id, '{op}');"


def _on_insert(table: str) -> str:
    return f'CREATE TRIGGER {_PREFIX}{table}_i AFTER INSERT ON "{table}" BEGIN {_line(table, "NEW", "I")} END'


def _on_update(table: str, columns: tuple[str, ...]) -> str:
    names = [name for name in columns if name != "id"]
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}" COLLATE BINARY' for name in names)
    # A VALUES list would be shorter, but inside a trigger SQLite does not know its columns' names.
    pairs = " UNION ALL ".join(f'SELECT \'{name}\' AS name, OLD."{name}" AS old, NEW."{name}" AS new' for name in names)
    return (
        f'CREATE TRIGGER {_PREFIX}{table}_u AFTER UPDATE ON "{table}" WHEN {changed} BEGIN {_line(table, "NEW", "U")}'
        " INSERT INTO history_image (seq, old, new) SELECT last_insert_rowid(),"
        " json_group_object(p.name, p.old), json_group_object(p.name, p.new)"
        f" FROM ({pairs}) AS p WHERE p.old IS NOT p.new COLLATE BINARY; END"
    )


def _on_delete(table: str, columns: tuple[str, ...]) -> str:
    whole = ", ".join(f"'{name}', OLD.\"{name}\"" for name in columns)
    return (
        f'CREATE TRIGGER {_PREFIX}{table}_d AFTER DELETE ON "{table}" BEGIN {_line(table, "OLD", "D")}'
        f" INSERT INTO history_image (seq, old) VALUES (last_insert_rowid(), json_object({whole})); END"
    )


def _keep_id(table: str) -> str:
    return (
        f'CREATE TRIGGER {_PREFIX}{table}_k BEFORE UPDATE OF id ON "{table}" WHEN NEW.id IS NOT OLD.id'
        " BEGIN SELECT RAISE(ABORT, 'a row keeps its id'); END"
    )


def _refuse(table: str, verb: str) -> str:
    return (
        f'CREATE TRIGGER {_PREFIX}{table}_final_{verb.lower()} BEFORE {verb} ON "{table}"'
        " WHEN (SELECT purging FROM current_change) = 0"
        f" BEGIN SELECT RAISE(ABORT, '{table} is final: corrected only by a new record'); END"
    )
