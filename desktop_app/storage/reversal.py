"""What stands in the way of taking lines of the history back, and which of them can go. Reads only; undo.py carries it out."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from desktop_app.storage.database import OfficeDatabase
from desktop_app.storage.history import shown_title
from desktop_app.storage.shape import Reference, Shape

Row = tuple[str, int]
_AT_ONCE = 5_000


class Line(NamedTuple):
    """One history line with its images as JSON text."""

    seq: int
    table: str
    row_id: int
    op: str
    old: str | None

    @property
    def row(self) -> Row:
        """(table, id)."""
        return self.table, self.row_id


class Held(NamedTuple):
    """A record that can't be taken back: why, and the records that hold it."""

    table: str
    row_id: int
    why: str
    by: tuple[Row, ...] = ()


class Reversal:
    """The lines of one change, newest first, and the records among them that are held."""

    def __init__(
        self, database: OfficeDatabase, shape: Shape, change: int, last_seq: int, lines: Sequence[Line]
    ) -> None:
        self.held: dict[Row, Held] = {}
        self.done_before: set[Row] = set()
        self.careful = False
        self._database = database
        self._shape = shape
        self._change = change
        self._last_seq = last_seq
        self._lines = lines
        self._rows = {line.row for line in lines}

    def examine(self) -> None:
        """Find every record that is held, and what holds it."""
        self._hold_final_and_forgotten()
        self._hold_touched_since()
        self.settle()

    def settle(self) -> None:
        """Follow the references until nothing more is held: what stays in place holds what it points at."""
        while self._hold_referred_to() or self._hold_orphaned():
            pass

    def hold(self, row: Row, why: str, by: Iterable[Row] = ()) -> None:
        """Mark a record as held; the first reason counts."""
        self.held.setdefault(row, Held(*row, why, tuple(by)))

    def free_lines(self) -> list[Line]:
        """The lines to take back, newest first."""
        return [line for line in self._lines if self._is_free(line.row)]

    def _is_free(self, row: Row) -> bool:
        return row not in self.held and row not in self.done_before

    def _hold_final_and_forgotten(self) -> None:
        for line in self._lines:
            if line.table in self._shape.final:
                self.hold(line.row, "正式记录，只能用新的记录更正")
            elif line.op == "P" or (line.op in "UD" and line.old is None):
                self.hold(line.row, "内容已按规定清除")
            elif line.table not in self._shape.columns:
                self.hold(line.row, "升级后已没有这类记录")
            elif line.old and self._has_lost_columns(line):
                self.hold(line.row, "升级后这类记录的栏目已改变")

    def _has_lost_columns(self, line: Line) -> bool:
        image = json.loads(line.old or "{}")
        return any(value is not None for name, value in image.items() if name not in self._shape.columns[line.table])

    # -- touched since -------------------------------------------------------------------------------------------------

    def _hold_touched_since(self) -> None:
        later = self._later_changes()
        if not later:
            return
        undoes, titles = self._change_heads()
        own = {change for change, target in undoes.items() if target == self._change}
        for row, changes in later.items():
            standing = _standing(changes, undoes)
            if standing and standing <= own:
                self.done_before.add(row)
            elif standing:
                self.hold(row, "之后又改过：" + "、".join(titles[change] for change in sorted(standing - own)[-3:]))

    def _later_changes(self) -> dict[Row, set[int]]:
        """For each record of these lines: the later changes that touched it."""
        newest = self._database.one("SELECT max(seq) FROM history") or 0
        if newest - self._last_seq > 4 * len(self._rows):
            found = self._later_by_row()
        else:
            sql = "SELECT DISTINCT tbl, row_id, change FROM history WHERE seq > ?"
            found = self._database.execute_sql(sql, (self._last_seq,))
        later: dict[Row, set[int]] = defaultdict(set)
        for table, row_id, change in found:
            if (table, row_id) in self._rows:
                later[table, row_id].add(change)
        return later

    def _later_by_row(self) -> Iterable[tuple[str, int, int]]:
        sql = "SELECT DISTINCT tbl, row_id, change FROM history WHERE tbl = ? AND row_id = ? AND seq > ?"
        for row in self._rows:
            yield from self._database.execute_sql(sql, (*row, self._last_seq))

    def _change_heads(self) -> tuple[dict[int, int], dict[int, str]]:
        heads = self._database.rows("SELECT id, undoes, title, kind FROM change WHERE id > ?", (self._change,))
        undoes = {change: target for change, target, _, _ in heads if target is not None}
        return undoes, {change: shown_title(title, kind) for change, _, title, kind in heads}

    # -- references ----------------------------------------------------------------------------------------------------

    def _going(self) -> dict[str, set[int]]:
        """The rows that taking the free lines back would remove, by table."""
        first = {line.row: line for line in self._lines if self._is_free(line.row)}
        last = {line.row: line for line in reversed(self._lines) if self._is_free(line.row)}
        going: dict[str, set[int]] = defaultdict(set)
        for row, line in first.items():
            if line.op == "I" and last[row].op != "D":
                going[row[0]].add(row[1])
        return going

    def _hold_referred_to(self) -> bool:
        """Hold rows about to go that a row which stays points at. True when any was found."""
        holders: dict[Row, list[Row]] = defaultdict(list)
        for parent, ids in self._going().items():
            for reference in self._shape.pointing_at(parent):
                for child, points_at in self._pointing(reference, parent, ids):
                    if not self._is_free_here((reference.table, child)):
                        holders[parent, points_at].append((reference.table, child))
        for row, children in holders.items():
            self.hold(row, f"还有 {len(children)} 条记录引用它", children)
        return bool(holders)

    def _is_free_here(self, row: Row) -> bool:
        return row in self._rows and self._is_free(row)

    def _pointing(self, reference: Reference, parent: str, ids: set[int]) -> Iterable[tuple[int, int]]:
        table, column = reference.table, reference.column
        where = f'AND "{reference.parent_column}" = ?' if reference.parent_column else ""
        named = (parent,) if reference.parent_column else ()
        for part in _parts(sorted(ids)):
            marks = ", ".join("?" * len(part))
            sql = f'SELECT id, "{column}" FROM "{table}" WHERE "{column}" IN ({marks}) {where}'
            yield from self._database.execute_sql(sql, (*part, *named))

    def _hold_orphaned(self) -> bool:
        """Hold rows whose earlier self points at a row that is gone and does not come back. True when any was found."""
        wanted = self._parents_wanted()
        found = False
        for parent, points in wanted.items():
            absent = self._absent(parent, set(points))
            for parent_id in absent:
                for row in points[parent_id]:
                    self.hold(row, "它原来所属的记录已不在", [(parent, parent_id)])
                    found = True
        return found

    def _parents_wanted(self) -> Mapping[str, Mapping[int, list[Row]]]:
        wanted: dict[str, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row, image in self._earlier_selves().items():
            for reference in self._shape.from_table(row[0]):
                target = image.get(reference.column)
                parent = reference.parent or image.get(reference.parent_column or "")
                if target is not None and parent is not None:
                    wanted[parent][target].append(row)
        return wanted

    def _earlier_selves(self) -> dict[Row, dict[str, Any]]:
        """What the free rows would get back: for an update only the columns that change back."""
        referring = {reference.table for reference in self._shape.references}
        earlier: dict[Row, dict[str, Any]] = {}
        inserted: set[Row] = set()
        for line in self._lines:
            if line.table in referring and self._is_free(line.row):
                earlier.setdefault(line.row, {}).update(json.loads(line.old or "{}"))
                if line.op == "I":
                    inserted.add(line.row)
        return {row: image for row, image in earlier.items() if row not in inserted}

    def _absent(self, parent: str, ids: set[int]) -> set[int]:
        if parent not in self._shape.columns:
            return set()
        there: set[int] = set()
        for part in _parts(sorted(ids)):
            marks = ", ".join("?" * len(part))
            there.update(
                row[0] for row in self._database.execute_sql(f'SELECT id FROM "{parent}" WHERE id IN ({marks})', part)
            )
        coming = {
            line.row_id for line in self._lines if line.table == parent and line.op == "D" and self._is_free(line.row)
        }
        return (ids - there - coming) | (ids & self._going().get(parent, set()))


def _standing(changes: set[int], undoes: Mapping[int, int]) -> set[int]:
    """The changes that still have an effect on a row: an undo and what it undid cancel each other."""
    standing = set(changes)
    for change in sorted(changes, reverse=True):
        if change in standing and undoes.get(change) in standing:
            standing -= {change, undoes[change]}
    return standing


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def read_lines(database: OfficeDatabase, first_seq: int, last_seq: int) -> list[Line]:
    """The lines between two numbers, newest first."""
    cursor = database.execute_sql(
        "SELECT seq, tbl, row_id, op, old FROM history LEFT JOIN history_image USING (seq)"
        " WHERE seq BETWEEN ? AND ? ORDER BY seq DESC",
        (first_seq, last_seq),
    )
    return [Line(*row) for row in cursor]
