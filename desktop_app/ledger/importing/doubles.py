"""Rows that can't be told from each other, in one file or in several: asked about, and never both made records."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from desktop_app.ledger.declaration import ImportSpec, Ledger
from desktop_app.ledger.importing.matching import contradicts, plain_key
from desktop_app.ledger.importing.plan import PlanRow, Verdict
from desktop_app.storage.fields import PersonName

_TOLD_ROWS = 4
_SOMEBODY_ELSE = 2
"""Lifelong facts that must differ before namesakes are two people: one may be a slip of the pen."""


def key_of(ledger: Ledger, row: PlanRow) -> tuple[str, str] | None:
    """The key by which a row names its record for certain."""
    for name in ledger.imports.keys if ledger.imports else ():
        if name in row.values:
            return name, plain_key(ledger.fields[name], row.values[name])
    return None


def differ_for_life(ledger: Ledger, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two of one name differ in too much that never changes to be one person."""
    fields, lifelong = ledger.fields, ledger.imports.lifelong if ledger.imports else ()
    return sum(contradicts(fields[name], one.get(name), other.get(name)) for name in lifelong) >= _SOMEBODY_ELSE


def of_people(ledger: Ledger) -> bool:
    """Whether the rows are people, told by their names and numbers."""
    asks_by = ledger.imports.asks_by if ledger.imports else ""
    return bool(asks_by) and isinstance(ledger.fields[asks_by], PersonName)


def same_one(ledger: Ledger) -> str:
    """That two rows are one and the same, as it is said of such records."""
    return "是同一人" if of_people(ledger) else f"是同一{ledger.unit}"


def namesakes_told(ledger: Ledger, count: int) -> str:
    """Why a name alone asks."""
    told = f"{count} 位同名的，只凭姓名" if of_people(ledger) else f"{count} {ledger.unit}同名的，只凭名称"
    return f"台账里有 {told}不能断定{same_one(ledger)}"


def twin_told(ledger: Ledger, twin: PlanRow) -> str:
    """Why a row can't be new beside another of the same key."""
    spec = ledger.imports
    key = "证号" if of_people(ledger) or not spec else ledger.fields[spec.keys[0]].label
    return f"{key}与{twin.where}相同，那一行已作为新增；同一个{key}只能新增一次"


def stands_there(ledger: Ledger, values: Mapping[str, Any], there: Mapping[str, Any]) -> bool | None:
    """Whether a thing stands in the branch of its namesake: 保洁一班 of one branch is not another's. None where it can't be told, and
    of people, whom their branch doesn't tell apart."""
    org = ledger.org_field
    if not org or of_people(ledger) or None in (values.get(org), there[org]):
        return None
    return values[org] == there[org]


class Doubles:
    """All rows of a plan, by who they are."""

    def __init__(self, ledger: Ledger, rows: Sequence[PlanRow]) -> None:
        self._ledger = ledger
        self._spec: ImportSpec = ledger.imports  # type: ignore[assignment]
        self._rows = rows

    def ask(self, among: Iterable[PlanRow]) -> None:
        """Ask about every group of the same that holds one of these rows."""
        touched = set(map(id, among))
        first: dict[Hashable, PlanRow] = {}
        more: dict[Hashable, list[PlanRow]] = {}
        for row in self._rows:
            if row.verdict != Verdict.REFUSED and (identity := row.match or key_of(self._ledger, row)):
                before = first.setdefault(identity, row)
                if before is not row:
                    more.setdefault(identity, [before]).append(row)
        for same in more.values():
            if any(id(row) in touched for row in same):
                self._ask_about([row for row in same if row.answer is None], same, same_one(self._ledger))
        self._ask_about_bare_names([row for row in self._rows if row.verdict == Verdict.NEW and id(row) in touched])

    def _ask_about(self, asked: Iterable[PlanRow], same: Sequence[PlanRow], why: str) -> None:
        for row in asked:
            others = [other.where for other in same if other is not row]
            told = "、".join(others[:_TOLD_ROWS]) + ("等" if len(others) > _TOLD_ROWS else "")
            row.candidates = row.candidates or ((row.match,) if row.match is not None else ())
            if row.verdict != Verdict.ASK or not row.faults:
                row.verdict = Verdict.ASK
                row.reasons[:] = [reason for reason in row.reasons if not reason.endswith(why)]
                row.reasons.append(f"与{told}{why}")

    def _ask_about_bare_names(self, new: Sequence[PlanRow]) -> None:
        """A new row without any key, of a name that comes again: perhaps twice the same person."""
        if not self._spec.asks_by or not new:
            return
        new = [row for row in new if key_of(self._ledger, row) is None]
        by_name: dict[str, list[PlanRow]] = defaultdict(list)
        for row in self._rows if new else ():
            if row.verdict != Verdict.REFUSED and row.name:
                by_name[row.name].append(row)
        for row in new:
            same = [other for other in by_name[row.name] if not differ_for_life(self._ledger, row.values, other.values)]
            if len(same) > 1:
                others = [other.where for other in same if other is not row]
                row.verdict = Verdict.ASK
                row.reasons.append(
                    f"{'没有证号，' if of_people(self._ledger) else ''}与{'、'.join(others[:_TOLD_ROWS])}同名"
                )

    # What an answer to one row forbids another.

    def new_already(self, row: PlanRow) -> PlanRow | None:
        """Another row of the same key that is to become a new record."""
        key = key_of(self._ledger, row)
        if key is None:
            return None
        others = (other for other in self._rows if other is not row and other.verdict == Verdict.NEW)
        return next((other for other in others if key_of(self._ledger, other) == key), None)

    def says_otherwise(self, row: PlanRow) -> tuple[PlanRow, str] | None:
        """Another row that writes something else into a field of the same record."""
        for other in self._rows:
            if other is not row and other.match == row.match and other.verdict == Verdict.CHANGED:
                for name in row.accepted & other.accepted:
                    if row.changes[name][1] != other.changes[name][1]:
                        return other, name
        return None
