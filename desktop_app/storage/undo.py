"""Taking a change back (and bringing it again): each line of its history in reverse order, as a change of its own.

Refused with a list when records were touched or referred to since; on request the rest is taken back.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

import peewee

from desktop_app.storage import history
from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.door import Change, Door
from desktop_app.storage.reversal import Held, Line, Reversal, Row, read_lines
from desktop_app.storage.shape import Shape
from desktop_app.support.errors import OfficeError
from desktop_app.support.frozen import frozen

# Rows that an earlier try found refused, and why; None before the first try, which goes at full speed.
Refused = dict[Row, str] | None


class NothingToUndo(OfficeError):
    """There is no such change to take back or bring again."""


class UndoClash(OfficeError):
    """Records of the change were touched or referred to since; `held` lists them, `rows` others could go. Nothing was undone.

    `instead` says what to do where they are final.
    """

    def __init__(self, title: str, held: Sequence[Held], rows: int, instead: str = "") -> None:
        reasons = "；".join(dict.fromkeys(each.why for each in held[:3]))
        rest = f"可以只处理其余的 {rows} 条。" if rows else "请先处理这些记录。"
        if instead and not rows:
            super().__init__(f"“{title}”留下了正式记录，不能撤销。", instead)
        else:
            super().__init__(f"“{title}”：有 {len(held)} 条记录不能还原（{reasons}）。", rest)
        self.held = tuple(held)
        self.rows = rows


@frozen
class Undone:
    """What was taken back: the change that did it, the title, the number of records, and those left as they are."""

    change_id: int
    title: str
    rows: int
    left: tuple[Held, ...] = ()


class Undo:
    """Undo, redo and bringing back deleted records, for one office."""

    def __init__(self, database: OfficeDatabase, door: Door, shape: Shape) -> None:
        self._database = database
        self._door = door
        self._shape = shape

    def undo_title(self) -> str | None:
        """The title of what `undo()` would take back."""
        candidate = history.undo_candidate(self._database, self._shape.final)
        return candidate[1] if candidate else None

    def redo_title(self) -> str | None:
        """The title of what `redo()` would bring again."""
        candidate = history.redo_candidate(self._database)
        return candidate[1] if candidate else None

    def undo(self, change_id: int | None = None, partial: bool = False) -> Undone:
        """Take back the last change, or any earlier one. Raises `UndoClash`, `NothingToUndo`, and what hooks raise."""
        if change_id is None:
            candidate = history.undo_candidate(self._database, self._shape.final)
            if candidate is None:
                raise NothingToUndo("没有可以撤销的步骤。")
            change_id = candidate[0]
        return self._reverse(self._standing_form(change_id), partial)

    def redo(self) -> Undone:
        """Bring again what was undone last."""
        candidate = history.redo_candidate(self._database)
        if candidate is None:
            raise NothingToUndo("没有可以重做的步骤。")
        return self._reverse(candidate[0], partial=False)

    def _standing_form(self, change_id: int) -> int:
        """The change whose lines stand for this one now: itself, or the last redo of it."""
        later = self._database.rows(
            "SELECT id, kind, held FROM change WHERE undoes = ? ORDER BY id DESC LIMIT 1", (change_id,)
        )
        if not later:
            return change_id
        undo, kind, held = later[0]
        again = self._database.one("SELECT max(id) FROM change WHERE undoes = ?", (undo,))
        if again:
            return self._standing_form(again)
        if kind == "undo" and not held:
            raise NothingToUndo("这一步已经撤销过了。")
        return change_id

    def _reverse(self, change_id: int, partial: bool) -> Undone:
        title, kind = self._head(change_id)

        def attempt(refused: Refused) -> Undone:
            with self._door.change(title, "redo" if kind == "undo" else "undo", undoes=change_id) as change:
                return self._carry_out(change, self._reversal(change_id, None, refused), title, partial)

        return _until_accepted(attempt)

    def _reversal(self, change_id: int, only: Row | None, refused: Refused) -> Reversal:
        """The examined lines of a change, or of one record in it and what hung on that."""
        first, last = self._database.rows("SELECT first_seq, last_seq FROM seal WHERE change = ?", (change_id,))[0]
        lines = read_lines(self._database, first, last)
        lines = _hanging_on(only, lines, self._shape) if only else lines
        reversal = Reversal(self._database, self._shape, change_id, last, lines)
        reversal.examine()
        for row, why in (refused or {}).items():
            reversal.hold(row, why)
        reversal.settle()
        reversal.careful = refused is not None
        return reversal

    def _head(self, change_id: int) -> tuple[str, str]:
        found = self._database.rows("SELECT title, kind FROM change WHERE id = ?", (change_id,))
        if not found:
            raise NothingToUndo("历史里没有这一步。")
        title, kind = found[0]
        if kind in history.NOT_UNDONE and kind not in ("undo", "redo"):
            raise NothingToUndo(f"“{title}”不能撤销。")
        return title, kind

    def _carry_out(self, change: Change, reversal: Reversal, title: str, partial: bool) -> Undone:
        lines = reversal.free_lines()
        rows, held = {line.row for line in lines}, tuple(reversal.held.values())
        if not rows and not held:
            raise NothingToUndo(f"“{title}”已经撤销过了。")
        if held and (not partial or not rows):
            raise UndoClash(title, held, len(rows), self._instead(held))
        self._database.execute_sql("PRAGMA defer_foreign_keys = 1")
        if reversal.careful:
            _apply_carefully(self._database, lines)
        else:
            _apply(self._database, lines)
        change.held = len(held)
        return Undone(change.id, title, len(rows), held)

    def _instead(self, held: Iterable[Held]) -> str:
        return next((self._shape.final[each.table] for each in held if each.table in self._shape.final), "")

    def bring_back(self, table: str, row_id: int) -> Undone:
        """Put a deleted record back, with what hung on it and was deleted (or unlinked) in the same change.

        What hung on it and was dealt with otherwise since stays as it is, and is listed as left.
        """
        found = history.deleted(self._database, table, 1, row_id)
        if not found:
            raise NothingToUndo("这条记录没有被删除，或内容已按规定清除。")
        title, deletion = f"恢复删除的记录（{found[0].change_title}）", self._deletion(table, row_id)

        def attempt(refused: Refused) -> Undone:
            with self._door.change(title) as change:
                reversal = self._reversal(deletion, (table, row_id), refused)
                if (table, row_id) in reversal.held:
                    raise UndoClash(title, [reversal.held[table, row_id]], 0)
                return self._carry_out(change, reversal, title, partial=True)

        return _until_accepted(attempt)

    def _deletion(self, table: str, row_id: int) -> int:
        sql = "SELECT max(change) FROM history WHERE tbl = ? AND row_id = ? AND op = 'D'"
        return self._database.one(sql, (table, row_id))


class _RowsRefused(Exception):
    """Some rows can't go back by the tables' own rules; the transaction is taken back and tried again without them."""

    def __init__(self, refused: dict[Row, str]) -> None:
        super().__init__(len(refused))
        self.refused = refused


def _until_accepted(attempt: Callable[[Refused], Undone]) -> Undone:
    """Try at full speed first; when a rule of the tables refuses, find the rows, hold them, and try again.

    Each try is a transaction of its own: within a savepoint SQLite copies every touched page anew for every row.
    """
    refused: dict[Row, str] = {}
    try:
        return attempt(None)
    except peewee.IntegrityError:
        pass
    while True:
        try:
            return attempt(refused)
        except _RowsRefused as error:
            refused |= error.refused


def _apply_carefully(database: OfficeDatabase, lines: Sequence[Line]) -> None:
    refused: dict[Row, str] = {}
    for line in lines:
        try:
            _apply(database, [line])
        except peewee.IntegrityError as error:
            refused[line.row] = _why_refused(str(error))
    if refused:
        raise _RowsRefused(refused)


def _hanging_on(row: Row, lines: Sequence[Line], shape: Shape) -> list[Line]:
    """Of a change's lines, those of this row and, step by step, of rows whose images pointed at one taken so far."""
    images = {line.seq: json.loads(line.old or "{}") for line in lines if line.op in "UD"}
    taken: set[Row] = set()
    more = {row}
    while more:
        taken |= more
        more = {
            line.row
            for line in lines
            if line.seq in images and line.row not in taken and _points_at(line.table, images[line.seq], taken, shape)
        }
    return [line for line in lines if line.row in taken]


def _points_at(table: str, image: dict[str, object], rows: set[Row], shape: Shape) -> bool:
    return any(
        (reference.parent or image.get(reference.parent_column or ""), image.get(reference.column)) in rows
        for reference in shape.from_table(table)
    )


def _apply(database: OfficeDatabase, lines: Sequence[Line]) -> None:
    """Take lines back in their order (newest first), alike neighbours together."""
    for (table, op), run in groupby(lines, lambda line: (line.table, line.op)):
        if op == "I":
            database.executemany(f'DELETE FROM "{table}" WHERE id = ?', ((line.row_id,) for line in run))
        else:
            _write_images(database, table, op, run)


def _write_images(database: OfficeDatabase, table: str, op: str, run: Iterable[Line]) -> None:
    images = ((line.row_id, json.loads(line.old or "{}")) for line in run)
    for names, alike in groupby(images, lambda pair: tuple(pair[1])):
        columns = [f'"{name}"' for name in names]
        if op == "D":
            sql = f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({", ".join("?" * len(columns))})'
            database.executemany(sql, (tuple(image.values()) for _, image in alike))
        else:
            sql = f'UPDATE "{table}" SET {", ".join(column + " = ?" for column in columns)} WHERE id = ?'
            database.executemany(sql, ((*image.values(), row_id) for row_id, image in alike))


def _why_refused(text: str) -> str:
    if "UNIQUE" in text:
        return "现在已有另一条记录占用了同样的号码或名称"
    return "不符合现在的填写规则"
