"""What a comparison came to: differences, each on the side of those who should put it right, and the questions left to the clerk."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from desktop_app.ledger.declaration import Ledger


class Side(StrEnum):
    """Who puts a difference right."""

    THEY = "they"
    WE = "we"


class Kind(StrEnum):
    """What a difference is."""

    VALUE = "value"
    ONLY_HERE = "only_here"
    ONLY_THERE = "only_there"
    TWICE = "twice"


SIDES: Mapping[str, str] = {Side.THEY: "上级改", Side.WE: "我方改"}
KINDS: Mapping[str, str] = {
    Kind.VALUE: "内容不同",
    Kind.ONLY_HERE: "上级库里没有",
    Kind.ONLY_THERE: "台账里没有",
    Kind.TWICE: "上级库里重复",
}


@dataclass(slots=True, eq=False)
class Difference:
    """One difference. `here` and `there` are stored values, `texts` how they read; `row` is Excel's number in the file, 0 for none.

    `about`: what tells who it is (`Comparison.marks`), as stored, of our record or, where we have none, of their row; `branch` in words.
    """

    kind: Kind
    name: str
    row_id: int | None
    row: int
    field: str
    here: Any
    there: Any
    texts: tuple[str, str]
    side: Side
    why: str
    about: Mapping[str, Any]
    branch: str


@dataclass(slots=True, eq=False)
class Ask:
    """A row of the file that may be somebody of ours by name and birth only; answered with an id, or 0 for nobody."""

    row: int
    name: str
    candidates: tuple[int, ...]
    reason: str
    answer: int | None = None


class Answers(Protocol):
    """Who compares a row anew after an answer (compare.py)."""

    def settle(self, ask: Ask, answer: int) -> Sequence[Difference]: ...

    def words_of(self, row_id: int) -> str: ...


@dataclass
class Comparison:
    """The whole of it. `matched` people are in both."""

    ledger: Ledger
    file: str
    rows: int = 0
    matched: int = 0
    differences: list[Difference] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    fields: tuple[str, ...] = ()
    answers: Answers | None = None

    @property
    def marks(self) -> tuple[str, ...]:
        """The fields that tell who somebody is, beside the name."""
        spec = self.ledger.imports
        return (*spec.keys, *spec.lifelong) if spec else ()

    @property
    def open(self) -> list[Ask]:
        """The questions not answered yet."""
        return [ask for ask in self.asks if ask.answer is None]

    def of(self, side: Side) -> list[Difference]:
        """The differences that one side puts right."""
        return [each for each in self.differences if each.side == side]

    def answer(self, ask: Ask, answer: int) -> None:
        """Say who a row is: the id of one of its candidates, or 0 for nobody of ours."""
        if answer and answer not in ask.candidates:
            raise ValueError(f"{answer!r} is no answer to this question")
        if self.answers is None or ask.answer is not None:
            raise ValueError("this question is settled")
        ask.answer = answer
        self.matched += bool(answer)
        self.differences += self.answers.settle(ask, answer)

    def answer_alike(self, ask: Ask, *, same: bool) -> int:
        """Settle this question and every open one like it: that it is the one who is called so, or nobody of ours; how many."""
        some = [ask, *(each for each in self.open if each is not ask)]
        fit = [each for each in some if not same or len(each.candidates) == 1]
        taken: set[int] = set()
        for each in fit:
            answer = each.candidates[0] if same and each.candidates[0] not in taken else 0
            taken.add(answer)
            self.answer(each, answer)
        return len(fit)

    def label(self, name: str) -> str:
        """A field's Chinese name; '' for none."""
        return self.ledger.fields[name].label if name else ""

    def shown(self, each: Difference, *, whole: bool = False) -> tuple[str, str]:
        """Here and there in words, with stars where sensitive; two that differ only under the stars say so."""
        kind = self.ledger.fields.get(each.field)
        if kind is None or not kind.sensitive or whole:
            return each.texts
        here, there = kind.mask(each.here), kind.mask(each.there) if each.there else each.texts[1]
        return (here, f"{there}（隐去的几位不同）") if here == there and here else (here, there)

    def counts(self) -> dict[str, int]:
        """Everything in numbers."""
        kinds, sides = Counter(each.kind for each in self.differences), Counter(each.side for each in self.differences)
        return {
            "rows": self.rows,
            "matched": self.matched,
            "differences": len(self.differences),
            **{str(side): sides[side] for side in Side},
            **{str(kind): kinds[kind] for kind in Kind},
            "asked": len(self.open),
        }

    def in_words(self, most: int = 12) -> str:
        """The counts and the first differences, in lines for the clerk."""
        n = self.counts()
        unit = self.ledger.unit
        lines = [
            f"上级库 {n['rows']:,} 行，对上 {n['matched']:,} {unit}；不同 {n['differences']:,} 处："
            f"请上级改 {n['they']:,} 处，我方改 {n['we']:,} 处；要您确定 {n['asked']:,} 行"
        ]
        lines += self.notes
        for each in self.differences[:most]:
            here, there = self.shown(each)
            said = f"{self.label(each.field)} 台账“{here}” 上级库“{there}”" if each.field else KINDS[each.kind]
            lines.append(f"　{SIDES[each.side]}　{each.name}　{said}　{each.why}")
        lines += [f"　……还有 {len(self.differences) - most:,} 处"] * (len(self.differences) > most)
        lines += [f"　待定　第 {ask.row} 行 {ask.name}：{ask.reason}" for ask in self.open[:most]]
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """What `compare --json` prints; numbers with stars."""
        items = [
            {
                "kind": str(each.kind),
                "side": str(each.side),
                "name": each.name,
                "row": each.row,
                "field": self.label(each.field),
                "here": self.shown(each)[0],
                "there": self.shown(each)[1],
                "why": each.why,
            }
            for each in self.differences
        ]
        asks = [{"row": ask.row, "name": ask.name, "why": ask.reason} for ask in self.open]
        return {**self.counts(), "notes": list(self.notes), "items": items, "asks": asks}
