"""The three-way comparison of one record: as it was sent, as one or more workbooks return it, as it is here now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.ledger.rounds.columns import RoundColumn
from desktop_app.ledger.rounds.kept import SentRow
from desktop_app.ledger.rounds.plan import KEEP, Item, Said, Why
from desktop_app.ledger.rounds.reading import CellJudge, NotTaken, Taken, same
from desktop_app.ledger.rounds.returned import Returned, ReturnedRow


@dataclass(frozen=True)
class Version:
    """One record as one workbook returns it."""

    book: Returned
    row: ReturnedRow
    sent: SentRow


@dataclass(frozen=True)
class Here:
    """A record as it is now: values and texts by column name."""

    name: str
    listed: bool
    values: Mapping[str, Any]
    texts: Mapping[str, str]


@dataclass
class Outcome:
    """What became of a record's fields: items for the plan, and how many were changed only here or on both sides alike.

    `locked` are the headings of columns that a branch may only read, where a workbook says something else.
    """

    items: list[Item]
    kept: int = 0
    agreed: int = 0
    locked: tuple[tuple[Returned, str], ...] = ()


class Comparison:
    """Compares records field by field."""

    def __init__(self, columns: Sequence[RoundColumn], judge: CellJudge) -> None:
        self._columns = columns
        self._judge = judge

    def compare(self, row_id: int, versions: Sequence[Version], here: Here) -> Outcome:
        """The outcome for one record that one or more workbooks return."""
        found = Outcome([])
        said = {column.name: self._said(column, versions) for column in self._columns}
        changing = {version.book.file for each in said.values() for version, _ in each}
        for column in self._columns:
            self._field(found, row_id, column, said[column.name], versions, here, several=len(changing) > 1)
        return found

    def _said(self, column: RoundColumn, versions: Sequence[Version]) -> list[tuple[Version, Taken | NotTaken]]:
        """What the workbooks say of a field that was not sent so."""
        found = []
        for version in versions:
            place = _place(version, column.name)
            if place is None or column.name not in version.row.cells:
                continue
            sent, text = version.sent.values[place], version.sent.texts[place]
            told = self._judge.judge(column, version.row.cells[column.name], sent, text, version.book.org)
            if told is not None:
                found.append((version, told))
        return found

    def _field(
        self,
        found: Outcome,
        row_id: int,
        column: RoundColumn,
        said: Sequence[tuple[Version, Taken | NotTaken]],
        versions: Sequence[Version],
        here: Here,
        *,
        several: bool,
    ) -> None:
        version = said[0][0] if said else versions[0]
        sent, text = _sent(version, column.name)
        now = here.values[column.name]
        if not said:
            found.kept += _place(version, column.name) is not None and not same(now, sent)
            return
        if not column.editable:
            found.locked += tuple((each.book, column.heading) for each, _ in said)
            return
        before, current = Said(sent, _whole_text(column, sent, text)), Said(now, here.texts[column.name])
        start = Item(Why.CHANGE, row_id, here.name, version.book.org, column, before, (), current)
        for unread in (told for _, told in said if isinstance(told, NotTaken)):
            found.items.append(_unreadable(start, version, unread))
        values = _distinct([(each, told) for each, told in said if isinstance(told, Taken)])
        if values and all(same(value.value, now) for value in values):
            found.agreed += 1
        elif values:
            start.returned = tuple(values)
            start.doubts = [told.note for _, told in said if isinstance(told, Taken) and told.note]
            _judge_change(start, here, several=several, all_say=len(values) == 1 and len(said) == len(versions))
            found.items.append(start)


def _judge_change(item: Item, here: Here, *, several: bool, all_say: bool) -> None:
    """Why it is asked; a plain change is taken."""
    first, several_said = item.returned[0], item.returned[1:]
    if not here.listed:
        item.why, item.reason = Why.GONE, "下发以后已不在日常名单里"
    elif several_said or (several and not all_say):
        item.why, item.reason = Why.TWO, "同一条记录在两份表里都改过"
    elif not same(item.here.value, item.sent.value):
        item.why, item.reason = Why.CONFLICT, "下发以后这里也改过"
    elif first.value in (None, ""):
        item.why, item.reason = Why.CLEARED, "支部把这一格清空了"
    else:
        item.answer = 0


def _unreadable(start: Item, version: Version, unread: NotTaken) -> Item:
    said = Said(None, unread.text, version.book.file, version.row.row, version.book.org)
    return Item(
        Why.UNREADABLE,
        start.row_id,
        start.name,
        version.book.org,
        start.column,
        start.sent,
        (said,),
        start.here,
        KEEP,
        unread.why,
    )


def _distinct(said: Sequence[tuple[Version, Taken]]) -> list[Said]:
    found: list[Said] = []
    for version, told in said:
        if not any(same(each.value, told.value) for each in found):
            found.append(Said(told.value, told.text, version.book.file, version.row.row, version.book.org))
    return found


def _place(version: Version, name: str) -> int | None:
    columns = version.book.sent.columns
    return columns.index(name) if name in columns else None


def _sent(version: Version, name: str) -> tuple[Any, str]:
    place = _place(version, name)
    return (None, "") if place is None else (version.sent.values[place], version.sent.texts[place])


def _whole_text(column: RoundColumn, value: Any, text: str) -> str:
    """What was sent, without stars."""
    return column.text(value, whole=True) if column.sensitive else text
