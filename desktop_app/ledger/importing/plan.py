"""What an import would do, row by row, before anything is written; and the clerk's answers to what it asks.

Making the plan is planner.py's, writing it apply.py's.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.cell_reading import Fault
from desktop_app.ledger.importing.finding import OrgFinder
from desktop_app.ledger.importing.mapping import SheetMapping
from desktop_app.ledger.importing.matching import Stored
from desktop_app.ledger.importing.tidying import tidied
from desktop_app.people.fields import Org
from desktop_app.workbook.cells import Cell

if TYPE_CHECKING:
    from desktop_app.ledger.importing.questions import Question

Mode = Literal["fill", "overwrite", "each"]
MODES: Mapping[Mode, str] = {"fill": "只补空白", "overwrite": "以文件为准", "each": "逐项决定"}
SKIP = "skip"
NEW = "new"
_TOLD_NAMES = 10
_DERIVED = "按证号补上"


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ASK = "ask"
    REFUSED = "refused"


_WORDS = {
    Verdict.NEW: "新增",
    Verdict.CHANGED: "修改",
    Verdict.SAME: "无变化",
    Verdict.ASK: "要您确定",
    Verdict.REFUSED: "退回",
}


@dataclass(slots=True)
class PlanRow:
    """One row of a file. `row` is the number Excel shows.

    `values` as stored, of what the row says (an empty cell says nothing). `match` is the record it is certain to be,
    `candidates` those it may be. `changes`: field → (old, new); of these only the `accepted` fields will be written.
    `faults`: sentences by field, `unread` what stands in those cells; `choices`: what an unread cell may mean; `masked`: values with
    stars; `noted`: what else stood in cells; `reasons`: why it is asked about or refused; `settled`: fields whose cell the clerk has
    explained; `words`: what fields said that goes into the remark. `awaited`: references without which the row is taken; `joining`
    of these, by what the cell says, will be set when everybody is in. `derived`: values proposed for fields the row leaves empty, from
    what else it says; those the clerk leaves in are among the `values`. `forgiven`: faults that the matched record settles.
    """

    file: str
    sheet: str
    row: int
    cells: Sequence[Cell]
    name: str
    values: dict[str, Any]
    masked: dict[str, str] = field(default_factory=dict)
    noted: list[str] = field(default_factory=list)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    awaited: dict[str, Fault] = field(default_factory=dict)
    joining: dict[str, str] = field(default_factory=dict)
    verdict: Verdict = Verdict.REFUSED
    match: int | None = None
    candidates: tuple[int, ...] = ()
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()
    doubts: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    answer: str | int | None = None
    settled: frozenset[str] = frozenset()
    words: tuple[tuple[str, str], ...] = ()
    derived: dict[str, Any] = field(default_factory=dict)
    forgiven: dict[str, Fault] = field(default_factory=dict)

    @property
    def kept(self) -> dict[str, tuple[Any, Any]]:
        """Fields in which file and office differ and the office's value stays."""
        return {name: change for name, change in self.changes.items() if name not in self.accepted}

    @property
    def where(self) -> str:
        """The row in words."""
        return f"{self.file}“{self.sheet}”第 {self.row} 行"


@dataclass(frozen=True)
class SheetPlanned:
    """One sheet of a file as it was understood; `mapping` is None where no header was found."""

    file: str
    sha256: str
    sheet: str
    hidden: bool
    mapping: SheetMapping | None
    rows: int = 0
    skipped: Sequence[tuple[int, str]] = ()
    notes: Sequence[str] = ()


class Answers(Protocol):
    """Who decides rows anew after an answer (deciding.py)."""

    questions: Sequence["Question"]
    stored: Stored

    def answer(self, row: PlanRow, answer: str | int) -> str: ...

    def settle(self, answers: Sequence[tuple["Question", Any]]) -> None: ...


class Plan:
    """The whole import, to be looked at, answered, applied or left."""

    def __init__(
        self,
        ledger: Ledger,
        mode: Mode,
        rows: list[PlanRow],
        sheets: Sequence[SheetPlanned],
        orgs: OrgFinder,
        decider: "Answers",
        already: Mapping[str, str],
        absent: Mapping[int, Sequence[str]],
    ) -> None:
        self.ledger = ledger
        self.mode: Mode = mode
        self.rows = rows
        self.sheets = sheets
        self.already = already
        """File name → when the same file was imported before."""
        self.absent = absent
        """Branch → names of those on its list here whom the files leave out."""
        self.orgs = orgs
        self._decider = decider
        self.looked_at = -1
        """The history's last line when the office was looked at: while it is the last, nothing has changed since."""

    @property
    def questions(self) -> list["Question"]:
        """What cells mean, where that can be answered: of rows that nothing else keeps out, answered ones too."""
        asked = self._decider.questions
        return [each for each in asked if not each.is_open or any(row.verdict == Verdict.ASK for row in each.rows)]

    @property
    def wanted_orgs(self) -> frozenset[int]:
        """The numbers of planned organisations that rows to be written point at."""
        to_write = [row.values.get for row in self.rows if row.verdict in (Verdict.NEW, Verdict.CHANGED)]
        said = {get(name) for name in org_fields(self.ledger) for get in to_write}
        return frozenset(org for org in said if org is not None and org < 0)

    @property
    def new_orgs(self) -> list[str]:
        """The organisations that applying would set up, as the files call them."""
        return ["/".join(self.orgs.planned[-1 - org]) for org in sorted(self.wanted_orgs, reverse=True)]

    def counts(self) -> dict[str, int]:
        """Rows in all, by verdict, and how many are doubtful."""
        found = Counter(row.verdict for row in self.rows)
        by_verdict = {str(verdict): found[verdict] for verdict in Verdict}
        return {
            "rows": len(self.rows),
            **by_verdict,
            "doubtful": sum(bool(row.doubts) for row in self.rows),
        }

    @property
    def is_answered(self) -> bool:
        """Whether any question, of a row or of what a cell means, has been answered."""
        return any(row.answer is not None or row.settled for row in self.rows)

    @property
    def kept_rows(self) -> list[PlanRow]:
        """The rows that say something else than the office somewhere, and the office's value stays."""
        return [row for row in self.rows if row.changes and row.kept]

    def of(self, verdict: Verdict) -> list[PlanRow]:
        """The rows of one verdict, in the files' order."""
        return [row for row in self.rows if row.verdict == verdict]

    def answer(self, row: PlanRow, answer: str | int) -> str:
        """Settle what was asked about a row: NEW, SKIP, or the id of one of its candidates. '' or why that can't be: then the row
        is still asked about."""
        return self._decider.answer(row, answer)

    def candidate_of(self, row: PlanRow, key: str) -> int | None:
        """Which of the records that a row may be has this key; None where not exactly one has."""
        keys = self.ledger.imports.keys if self.ledger.imports else ()
        held = [each for each in row.candidates if key in map(self._decider.stored.values(each).get, keys)]
        return held[0] if len(held) == 1 else None

    def settle(self, question: "Question", answer: Any) -> None:
        """Say what a cell means, in every row where it stands: a value as stored, None for “leave the field empty”, OPEN to take an
        answer back."""
        self._decider.settle([(question, answer)])

    def settle_alike(self, question: "Question", choice: int) -> int:
        """Answer every open question of this kind with its own proposal of that place, from 0; how many were answered."""
        alike = [each for each in self.questions if each.kind == question.kind and each.is_open]
        self._decider.settle([(each, each.choices[choice]) for each in alike])
        return len(alike)

    def original(self, row: PlanRow, field: str) -> Cell:
        """What stands in the file for a field of a row; None where no column goes into it."""
        mapping = self._mappings.get((row.file, row.sheet))
        at = mapping.get(field) if mapping else None
        return row.cells[at] if at is not None and at < len(row.cells) else None

    def tidied(self, row: PlanRow) -> dict[str, str]:
        """Field → what was put right in its cell without changing what it says (blanks, full-width digits)."""
        fields = self.ledger.fields
        told = {name: tidied(fields[name], self.original(row, name), value) for name, value in row.values.items()}
        told |= {name: _DERIVED for name in row.derived if name in row.values}
        return {name: words for name, words in told.items() if words}

    @property
    def derived_rows(self) -> list[PlanRow]:
        """The rows to be written with values that the file doesn't hold, proposed from what else it says."""
        return [row for row in self.rows if _written(row) & row.derived.keys()]

    @cached_property
    def _mappings(self) -> Mapping[tuple[str, str], Mapping[str, int]]:
        return {
            (sheet.file, sheet.sheet): {name: at for at, name in sheet.mapping.fields.items()}
            for sheet in self.sheets
            if sheet.mapping
        }

    def accept(self, row: PlanRow, fields: Iterable[str]) -> None:
        """Decide for one row which of its changes are written; of a new one, which of the values proposed for it."""
        taken = frozenset(fields)
        row.accepted = taken & row.changes.keys()
        if row.verdict == Verdict.NEW:
            row.values = {n: value for n, value in row.values.items() if n not in row.derived}
            row.values |= {n: value for n, value in row.derived.items() if n in taken}
            return
        row.verdict = Verdict.CHANGED if row.accepted or row.joining else Verdict.SAME

    def in_words(self) -> str:
        """The counts and what should be known of the files, in lines for the clerk."""
        counts = self.counts()
        told = "，".join(f"{word} {counts[verdict]:,}" for verdict, word in _WORDS.items() if counts[verdict])
        lines = [f"共 {counts['rows']:,} 行：{told or '没有记录'}；存疑 {counts['doubtful']:,}"]
        if kept := len(self.kept_rows):
            lines.append(f"{kept:,} 行与台账里的不同，没有采用（要用文件里的，请选“以文件为准”或逐项决定）")
        if derived := self.derived_in_words():
            lines.append(derived)
        lines += [
            f"要确定：{self.ledger.fields[q.field].label}“{q.shown(self.ledger)}”，{len(q.rows)} 行" for q in self._open
        ]
        lines += [f"{file}：{at} 已导入过" for file, at in self.already.items()]
        lines += [f"{sheet.file}“{sheet.sheet}”：{note}" for sheet in self.sheets for note in sheet.notes]
        lines += [self._absent_in_words(org, names) for org, names in self.absent.items()]
        return "\n".join(lines)

    def derived_in_words(self) -> str:
        """How many rows are filled in from what else they say, and in which fields; '' for none."""
        rows = self.derived_rows
        names = dict.fromkeys(name for row in rows for name in row.derived if name in _written(row))
        told = "、".join(self.ledger.fields[name].label for name in names)
        return f"{len(rows):,} 行没有填{told}，{_DERIVED}；不要的，在那一行去掉勾" if rows else ""

    @property
    def _open(self) -> list["Question"]:
        return [question for question in self.questions if question.is_open][:_TOLD_NAMES]

    def _absent_in_words(self, org: int, names: Sequence[str]) -> str:
        told = "、".join(names[:_TOLD_NAMES]) + ("等" if len(names) > _TOLD_NAMES else "")
        return f"名单未出现（不会删除）：{self.orgs.path(org)} {len(names)} {self.ledger.unit}，{told}"

    def as_json(self) -> dict[str, Any]:
        """What `import --dry-run --json` prints."""
        items = [
            {
                "file": row.file,
                "sheet": row.sheet,
                "row": row.row,
                "verdict": str(row.verdict),
                "name": row.name,
                "doubts": list(row.doubts),
                "reasons": list(row.reasons),
            }
            for row in self.rows
        ]
        return {**self.counts(), "items": items}


def _written(row: PlanRow) -> frozenset[str]:
    """The fields that would be written of a row."""
    if row.verdict == Verdict.NEW:
        return frozenset(row.values)
    return row.accepted if row.verdict == Verdict.CHANGED else frozenset()


def org_fields(ledger: Ledger) -> list[str]:
    """The fields that point at organisations."""
    return [name for name, kind in ledger.fields.items() if isinstance(kind, Org)]
