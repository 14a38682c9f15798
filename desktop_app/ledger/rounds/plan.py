"""What a folder of returned workbooks would change, item by item, before anything is written; and the clerk's answers.

Making the plan is collect.py's, writing it apply.py's.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.plan import Plan, Verdict
from desktop_app.ledger.rounds.columns import RoundColumn
from desktop_app.ledger.rounds.kept import Round

KEEP = "keep"
"""The answer that leaves the office's value; any other answer is the number of the returned value that is taken."""


class Why(StrEnum):
    """Why an item is in the plan; all but a plain change are asked."""

    CHANGE = "change"
    CONFLICT = "conflict"
    TWO = "two"
    CLEARED = "cleared"
    UNREADABLE = "unreadable"
    DELETED = "deleted"
    GONE = "gone"


WORDS: Mapping[str, str] = {
    Why.CHANGE: "支部改了",
    Why.CONFLICT: "两边都改了",
    Why.TWO: "两份表都改了",
    Why.CLEARED: "支部清空了",
    Why.UNREADABLE: "认不出",
    Why.DELETED: "支部删了行",
    Why.GONE: "已不在名单",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One value: as stored, its text, and for a returned one where it stands."""

    value: Any
    text: str
    file: str = ""
    row: int = 0
    org: int = 0


@dataclass(slots=True, eq=False)
class Item:
    """One field of one record (or the whole record, where `column` is None). `answer` is None while it is asked and open."""

    why: Why
    row_id: int
    name: str
    org: int
    column: RoundColumn | None
    sent: Said
    returned: tuple[Said, ...]
    here: Said
    answer: int | str | None = None
    reason: str = ""
    doubts: list[str] = field(default_factory=list)

    @property
    def takes(self) -> Said | None:
        """The returned value that will be written, None for none."""
        return self.returned[self.answer] if isinstance(self.answer, int) else None

    @property
    def answers(self) -> list[int | str]:
        """What may be answered, the office's own value last."""
        if self.why == Why.UNREADABLE:
            return [KEEP]
        return [*range(len(self.returned)), KEEP]

    def shown(self, said: Said, *, whole: bool = False) -> str:
        """A value in words, with stars where it is sensitive; two that differ only under the stars say so."""
        kind = self.column.kind if self.column else None
        if kind is None or not kind.sensitive or whole:
            return said.text
        masked = kind.mask(said.value)
        beside = [other for other in (self.sent, *self.returned, self.here) if other.value != said.value]
        hidden = any(masked and kind.mask(other.value) == masked for other in beside)
        return f"{masked}（隐去的几位不同）" if hidden else masked


@dataclass(frozen=True)
class FileRead:
    """One workbook that was understood, and what of it should be known."""

    file: str
    org: int
    org_name: str
    round_title: str
    rows: int
    new: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unreturned:
    """A branch that was sent a workbook and has not returned it, and whom to call."""

    org: int
    name: str
    contact: str
    phone: str


@dataclass
class CollectPlan:
    """All that a folder says, to be looked at, answered, applied or left. `new` are its new rows, as an import's plan."""

    ledger: Ledger
    rounds: Sequence[Round]
    columns: Sequence[RoundColumn]
    files: list[FileRead] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    missing: list[Unreturned] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    new: Plan | None = None
    returned: dict[str, list[int]] = field(default_factory=dict)
    extras: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)
    same: int = 0
    kept: int = 0
    agreed: int = 0

    @property
    def changes(self) -> list[Item]:
        """The items that only the branch changed: taken unless the clerk says otherwise."""
        return [item for item in self.items if item.why == Why.CHANGE]

    @property
    def asked(self) -> list[Item]:
        """The items the clerk has to decide, answered or not."""
        return [item for item in self.items if item.why != Why.CHANGE]

    @property
    def open(self) -> list[Item]:
        """Those not answered yet; applying leaves them as they are here."""
        return [item for item in self.items if item.answer is None]

    def answer(self, item: Item, answer: int | str) -> None:
        """Settle one item: KEEP, or the number of the returned value that is taken."""
        if answer not in item.answers:
            raise ValueError(f"{answer!r} is no answer to this question")
        item.answer = answer

    def alike(self, item: Item) -> list[Item]:
        """The other items with the same question about the same field."""
        name = item.column and item.column.name
        return [
            other
            for other in self.items
            if other is not item and other.why == item.why and (other.column and other.column.name) == name
        ]

    def answer_alike(self, item: Item, answer: int | str) -> int:
        """Settle this item and all like it that are open; how many."""
        some = [item, *(other for other in self.alike(item) if other.answer is None)]
        fit = [other for other in some if answer in other.answers and (answer == KEEP or len(other.returned) == 1)]
        for other in fit:
            self.answer(other, answer)
        return len(fit)

    def to_write(self) -> dict[int, dict[str, Any]]:
        """Record → field → value, of fields of the record."""
        found: dict[int, dict[str, Any]] = {}
        for item in self.items:
            for name, value in values_taken([item]).items():
                found.setdefault(item.row_id, {})[name] = value
        return found

    def extras_to_write(self) -> dict[str, dict[int, str]]:
        """Extra column → record → text."""
        found: dict[str, dict[int, str]] = {}
        for item in self.items:
            said = item.takes
            if said is not None and item.column is not None and item.column.extra is not None:
                found.setdefault(item.column.name, {})[item.row_id] = said.text
        return found

    def to_delete(self) -> list[int]:
        """Records that the clerk agreed to delete."""
        return [item.row_id for item in self.items if item.why == Why.DELETED and item.takes is not None]

    def counts(self) -> dict[str, int]:
        """Everything in numbers: files, records, fields."""
        why = Counter(item.why for item in self.items)
        new = self.new.counts() if self.new else {}
        return {
            "files": len(self.files),
            "refused_files": len(self.refused),
            "missing": len(self.missing),
            "rows": sum(file.rows for file in self.files),
            "same": self.same,
            "changes": why[Why.CHANGE],
            "asked": len(self.asked),
            "open": len(self.open),
            "new": new.get(str(Verdict.NEW), 0),
            "new_asked": new.get(str(Verdict.ASK), 0),
            "new_refused": new.get(str(Verdict.REFUSED), 0),
            "kept_here": self.kept,
            "agreed": self.agreed,
        }

    def in_words(self) -> str:
        """The counts and what should be known, in lines for the clerk."""
        n = self.counts()
        unit = self.ledger.unit
        lines = [
            f"收回 {n['files']:,} 份，共 {n['rows']:,} {unit}：支部改了 {n['changes']:,} 处，新增 {n['new']:,} {unit}，"
            f"要您确定 {n['asked'] + n['new_asked']:,} 处；{n['same']:,} {unit}没有改动"
        ]
        lines += [f"另有 {n['new_refused']:,} 行新增的填得不全，没有收"] * bool(n["new_refused"])
        lines += [f"没有收：{sentence}" for _, sentence in self.refused]
        lines += [f"{file.file}：{note}" for file in self.files for note in file.notes]
        lines += [f"还没交回 {len(self.missing)} 个："] * bool(self.missing)
        lines += [f"　{each.name}　{each.contact or '没有登记联系人'}　{each.phone}" for each in self.missing]
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """What `collect --json` prints; numbers with stars."""
        return {
            **self.counts(),
            "not_returned": [{"org": each.name, "contact": each.contact, "phone": each.phone} for each in self.missing],
            "not_understood": [{"file": file, "why": sentence} for file, sentence in self.refused],
            "notes": [{"file": file.file, "note": note} for file in self.files for note in file.notes],
            "items": [_item_json(item) for item in self.items],
            "new_rows": self.new.as_json()["items"] if self.new else [],
        }


def _item_json(item: Item) -> dict[str, Any]:
    said = item.returned[0] if item.returned else item.here
    return {
        "why": str(item.why),
        "name": item.name,
        "field": item.column.heading if item.column else "",
        "file": said.file,
        "row": said.row,
        "sent": item.shown(item.sent),
        "returned": [item.shown(each) for each in item.returned],
        "here": item.shown(item.here),
        "reason": item.reason,
        "doubts": list(item.doubts),
    }


def values_taken(items: Iterable[Item]) -> dict[str, Any]:
    """Field → value, of what these items of one record would write."""
    return {
        item.column.name: item.takes.value
        for item in items
        if item.column is not None and item.column.kind is not None and item.takes is not None
    }
