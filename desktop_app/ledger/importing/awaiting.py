"""References that nobody answers to yet (结对联系人 of a first roster): the row is taken, the field waits.

Who comes in with the same plan is joined when the plan is applied; else the field stays empty and a doubt says so. The one
organisation that a row must belong to is never waited for.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.cell_reading import Fault
from desktop_app.ledger.importing.finding import (
    ByText,
    Finder,
    OrgFinder,
    RecordFinder,
    finder_for,
    plain_name,
    plain_names,
)
from desktop_app.ledger.importing.plan import PlanRow, Verdict
from desktop_app.people.fields import Org, Reference
from desktop_app.storage.office import Office


def may_wait(ledger: Ledger) -> dict[str, Reference]:
    """The references a record can do without."""
    needed = {*(ledger.imports.required if ledger.imports else ()), ledger.org_field}
    return {
        name: kind
        for name, kind in ledger.fields.items()
        if isinstance(kind, Reference) and not kind.required and name not in needed
    }


class Awaiting:
    """Sets references aside that can't be resolved, and says what becomes of each once all rows are decided."""

    def __init__(self, ledger: Ledger, finders: Mapping[str, Finder]) -> None:
        self._ledger = ledger
        self._finders = finders
        self._waits = may_wait(ledger)
        self._coming: dict[str, Counter[str]] = {}

    def set_aside(self, row: PlanRow) -> None:
        """Take the faults of such references out of the row's."""
        for name in row.unread.keys() & self._waits.keys():
            if said := row.unread[name]:
                row.awaited[name] = Fault(row.faults.pop(name), said)
                del row.unread[name]

    def expect(self, rows: Iterable[PlanRow]) -> None:
        """Note who comes in new, by what others may call them."""
        new = [row for row in rows if row.verdict == Verdict.NEW]
        counted: dict[tuple[str, ...], Counter[str]] = {}
        for name, kind in self._waits.items():
            if kind.rel_model is self._ledger.record and not isinstance(kind, Org):
                ways = (kind.shown_by, *(self._ledger.imports.keys if self._ledger.imports else ()))
                if ways not in counted:
                    said = [row.values[way] for row in new for way in ways if way in row.values]
                    counted[ways] = Counter(plain_names(said))
                self._coming[name] = counted[ways]

    def tell(self, row: PlanRow, kept: Iterable[str] = ()) -> None:
        """What will be joined, and a doubt for all that stays empty; `kept` are fields whose stored value stays anyway."""
        row.joining = {}
        for name, fault in row.awaited.items():
            if name in kept:
                row.doubts.append(f"{fault.sentence}；台账里的不改")
            elif self._is_coming(name, fault.said):
                row.joining[name] = fault.said
            else:
                row.doubts.append(self._sentence(name, fault))
        if row.joining and row.verdict == Verdict.SAME:
            row.verdict = Verdict.CHANGED

    def _is_coming(self, name: str, said: str) -> bool:
        return self._called(name, said) == (0, 1)

    def _called(self, name: str, said: str) -> tuple[int, int]:
        """How many are called so in the office, and among those who come."""
        finder = self._finders.get(name)
        there = finder.called(said) if isinstance(finder, RecordFinder) else 0
        return there, self._coming.get(name, Counter())[plain_name(said)]

    def _sentence(self, name: str, fault: Fault) -> str:
        label = self._ledger.fields[name].label
        if name not in self._coming:
            return f"{fault.sentence}；这一项先空着"
        called = sum(self._called(name, fault.said))
        if called > 1:
            return f"{label}有 {called} 位“{fault.said}”，这一项先空着；请改写证号再导一次"
        return f"{label}“{fault.said}”还没有在册，这一项先空着；导入后再导一次即可补上"


def joined(office: Office, ledger: Ledger, rows: Sequence[tuple[int, Mapping[str, str]]]) -> list[tuple[int, Any]]:
    """Inside the open change, everybody being in: record → the references that were waited for and now mean exactly one."""
    fields = sorted({name for _, said in rows for name in said})
    waits = may_wait(ledger)
    orgs = OrgFinder(office)
    known: dict[str, ByText] = {}
    finders = {name: finder_for(office, waits[name], orgs, known) for name in fields}
    found = [(row_id, {name: _one(finders[name], text) for name, text in said.items()}) for row_id, said in rows]
    return [(row_id, {name: at for name, at in ends.items() if at}) for row_id, ends in found if any(ends.values())]


def _one(finder: Finder, said: str) -> int | None:
    try:
        return finder.find(said)
    except ValueError:
        return None  # somebody of that name was meant to come and was left out: the field stays empty, as the preview's doubt said
