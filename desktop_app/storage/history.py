"""Reading the history: the list of changes, what happened to one record (old → new), what was deleted. Writes nothing."""

import json
from collections.abc import Collection
from typing import Any, Literal, NamedTuple

from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.info import read_info
from desktop_app.support.frozen import frozen

BEGUN_AFTER = "begun_after"
"""The fact about the office that names the last change of its making: step by step nothing up to it is taken back."""
NOT_UNDONE = ("undo", "redo", "create", "upgrade", "restore", "purge", "upkeep")
_REVERSED = "EXISTS (SELECT 1 FROM change u WHERE u.undoes = c.id)"
_SHOWN = {"undo": "撤销：", "redo": "重做："}


class ChangeLine(NamedTuple):
    """One change as a list shows it. `rows` counts touched lines, `held` those that an undo had to leave."""

    id: int
    at: str
    operator: str
    title: str
    kind: str
    rows: int
    held: int
    undone: bool


@frozen
class HistoryLine:
    """What one change did to one record: only the columns that changed (all of them for insert and delete)."""

    at: str
    operator: str
    change_title: str
    op: Literal["I", "U", "D", "P"]
    old: dict[str, Any]
    new: dict[str, Any]
    change_id: int
    kind: str


class DeletedLine(NamedTuple):
    """A record that can be brought back: when and by what it was deleted, and what it held."""

    table: str
    row_id: int
    at: str
    operator: str
    change_title: str
    change_id: int
    values: dict[str, Any]


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def shown_title(title: str, kind: str) -> str:
    """A change's title with 撤销 or 重做 before it where it is one."""
    return _SHOWN.get(kind, "") + title


def changes(database: OfficeDatabase, limit: int, before: int | None = None) -> list[ChangeLine]:
    """The newest changes (older than `before`, if given), newest first."""
    found = database.rows(
        "SELECT c.id, c.at, c.operator, c.title, c.kind, s.last_seq - s.first_seq + 1, c.held,"
        f" {_REVERSED} FROM change c JOIN seal s ON s.change = c.id"
        " WHERE c.id < ? ORDER BY c.id DESC LIMIT ?",
        (before if before is not None else 1 << 62, limit),
    )
    return [
        ChangeLine(number, at, operator, shown_title(title, kind), kind, rows, held, bool(undone))
        for number, at, operator, title, kind, rows, held, undone in found
    ]


def last_change(database: OfficeDatabase) -> int:
    """The newest change; 0 before the first."""
    return database.one("SELECT ifnull(max(id), 0) FROM change")


def undo_candidate(database: OfficeDatabase, final: Collection[str]) -> tuple[int, str] | None:
    """(change, title) that Ctrl+Z would take back: the newest since the office was made that stands and touched anything but
    final tables."""
    found = database.rows(
        f"SELECT c.id, c.title FROM change c JOIN seal s ON s.change = c.id"
        f" WHERE (c.kind NOT IN ({_marks(NOT_UNDONE)}) OR c.kind = 'redo') AND NOT {_REVERSED}"
        " AND EXISTS (SELECT 1 FROM history h WHERE h.seq BETWEEN s.first_seq AND s.last_seq"
        f" AND h.tbl NOT IN ({_marks(final)})) AND c.id > ? ORDER BY c.id DESC LIMIT 1",
        (*NOT_UNDONE, *final, int(read_info(database, BEGUN_AFTER) or 0)),
    )
    return found[0] if found else None


def redo_candidate(database: OfficeDatabase) -> tuple[int, str] | None:
    """(undo change, title) that Ctrl+Y would bring back: the newest undo, unless something new was done since."""
    found = database.rows(
        f"SELECT id, title FROM change c WHERE kind = 'undo' AND NOT {_REVERSED} AND id >"
        f" ifnull((SELECT max(id) FROM change WHERE kind NOT IN ({_marks(NOT_UNDONE)})), 0) ORDER BY id DESC LIMIT 1",
        NOT_UNDONE,
    )
    return found[0] if found else None


def current_row(database: OfficeDatabase, table: str, row_id: int) -> dict[str, Any] | None:
    """A row as it is now, by column, without its id."""
    cursor = database.execute_sql(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,))
    names = [each[0] for each in cursor.description]
    row = cursor.fetchone()
    return {name: value for name, value in zip(names, row, strict=True) if name != "id"} if row else None


def history_of(database: OfficeDatabase, table: str, row_id: int) -> list[HistoryLine]:
    """Everything that happened to one record, oldest first. An insert's values are found by walking back from today."""
    lines = database.rows(
        "SELECT c.at, c.operator, c.title, h.op, i.old, i.new, c.id, c.kind FROM history h"
        " JOIN change c ON c.id = h.change LEFT JOIN history_image i USING (seq)"
        " WHERE h.tbl = ? AND h.row_id = ? ORDER BY h.seq DESC",
        (table, row_id),
    )
    after = current_row(database, table, row_id) or {}
    found: list[HistoryLine] = []
    for at, operator, title, op, old_text, new_text, change, kind in lines:
        old, new, after = _step_back(op, json.loads(old_text or "{}"), json.loads(new_text or "{}"), after)
        found.append(HistoryLine(at, operator, shown_title(title, kind), op, old, new, change, kind))
    return found[::-1]


def _step_back(op: str, old: dict[str, Any], new: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """(old, new) of one line, and the row as it was before that line."""
    if op == "I":
        return {}, {name: value for name, value in after.items() if value is not None}, {}
    if op == "D":
        old.pop("id", None)
        return {name: value for name, value in old.items() if value is not None}, {}, old
    return old, new, {**after, **old}


def deleted(database: OfficeDatabase, table: str, limit: int = 1000, row_id: int | None = None) -> list[DeletedLine]:
    """The records of a table that are deleted now and whose contents are still kept, latest first.

    A record that went because its own creation was undone was never deleted by anybody and is not among them.
    """
    found = database.rows(
        "SELECT h.row_id, c.at, c.operator, c.title, c.kind, c.id, i.old FROM history h"
        " JOIN history_image i USING (seq) JOIN change c ON c.id = h.change"
        " WHERE h.tbl = ? AND h.op = 'D' AND (c.kind <> 'undo' OR EXISTS (SELECT 1 FROM history e"
        " WHERE e.tbl = h.tbl AND e.row_id = h.row_id AND e.op = 'D' AND e.seq < h.seq))"
        f' AND NOT EXISTS (SELECT 1 FROM "{table}" t WHERE t.id = h.row_id)'
        " AND NOT EXISTS (SELECT 1 FROM history l WHERE l.tbl = h.tbl AND l.row_id = h.row_id AND l.seq > h.seq)"
        + (" AND h.row_id = ?" if row_id is not None else "")
        + " ORDER BY h.seq DESC LIMIT ?",
        (table, *(() if row_id is None else (row_id,)), limit),
    )
    return [
        DeletedLine(table, row, at, operator, shown_title(title, kind), change, json.loads(image))
        for row, at, operator, title, kind, change, image in found
    ]
