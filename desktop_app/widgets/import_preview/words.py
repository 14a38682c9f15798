"""What the preview calls things: verdicts, what a row says, old → new. Sensitive values stay masked (B7)."""

from collections.abc import Container, Iterable, Mapping
from typing import Any, Final

from desktop_app.ledger.cells import Cells
from desktop_app.ledger.declaration import Column, Ledger
from desktop_app.ledger.importing.plan import Plan, PlanRow, Verdict
from desktop_app.ledger.importing.questions import Question, has_list
from desktop_app.ledger.query import LedgerQuery
from desktop_app.ledger.search_index import table_of, text_of_reference
from desktop_app.people.fields import Org, Reference
from desktop_app.storage.fields import IdNumber
from desktop_app.storage.kind import Tone
from desktop_app.storage.office import Office

WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.NEW: "新增",
    Verdict.CHANGED: "有改动",
    Verdict.SAME: "相同",
    Verdict.ASK: "要问",
    Verdict.REFUSED: "退回",
}
TONES: Final[dict[str, Tone]] = {"新增": "good", "有改动": "note", "要问": "warn", "退回": "bad"}
DOUBTFUL: Final = "doubtful"
KEPT: Final = "kept"
QUESTIONS: Final = "questions"
ABSENT: Final = "absent"
EVERY: Final = "rows"
FILTERS: Final[Mapping[str, str]] = {
    EVERY: "全部",
    **{str(verdict): word for verdict, word in WORDS.items() if verdict not in (Verdict.ASK, Verdict.REFUSED)},
    KEPT: "未采用",
    str(Verdict.ASK): "要问",
    QUESTIONS: "认不准",
    DOUBTFUL: "存疑",
    str(Verdict.REFUSED): "退回",
    ABSENT: "没出现",
}
HINTS: Final[Mapping[str, str]] = {
    KEPT: "文件里与台账不同、按所选办法没有采用的",
    QUESTIONS: "同一种写法只问一次：说明它的意思，有它的行就一起定了",
    ABSENT: "台账里有、这次的名单里没有的人；不会删除",
}
RARE: Final = frozenset((KEPT, QUESTIONS, ABSENT))
"""Counts that are shown only where there is something to count."""
_CANDIDATE_COLUMNS = 7
_NEW_ORG = "（待新建）"


class PlanWords:
    """Puts a plan's values into words; texts of records that rows point at are looked up once."""

    def __init__(self, office: Office, plan: Plan) -> None:
        self._office = office
        self._plan = plan
        self._texts: dict[tuple[str, int], str] = {}
        self.ledger: Ledger = plan.ledger

    def label(self, field: str) -> str:
        """The field's name."""
        return self.ledger.fields[field].label

    def value(self, field: str, value: Any) -> str:
        """A stored value as lists show it; '' for none."""
        kind = self.ledger.fields[field]
        if value is None:
            return ""
        if isinstance(kind, Reference):
            return self._reference(field, kind, value)
        return kind.mask(value)

    def unread(self, field: str, said: str) -> str:
        """What stands in a cell that can't be read."""
        kind = self.ledger.fields[field]
        return kind.mask(said) if kind.sensitive and not kind.open_in_pane else said

    def derived(self, field: str, value: Any) -> str:
        """A value that isn't in the file, with its mark."""
        return f"{self.value(field, value)}（按证号）"

    def pair(self, field: str, change: tuple[Any, Any]) -> tuple[str, str]:
        """Old and new side by side. Two numbers that differ only where they are masked say so."""
        old, new = (self.value(field, value) for value in change)
        return (old, f"{new}（被遮的几位不同）") if old == new and old else (old, new)

    def told(self, row: PlanRow) -> str:
        """What becomes of the row, on one line."""
        return "；".join([*self._happens(row), *(f"存疑：{doubt}" for doubt in row.doubts)])

    def _happens(self, row: PlanRow) -> Iterable[str]:
        if row.verdict in (Verdict.REFUSED, Verdict.ASK):
            return row.reasons
        if row.answer == "skip":
            return ["不导入"]
        if row.verdict == Verdict.NEW:
            shown = (
                self.derived(name, value) if name in row.derived else self.value(name, value)
                for name, value in self._shown_of_new(row)
            )  # fmt: skip
            return [*shown, *self.joining(row).values()]
        changed = [
            self._change(name, change, name in row.accepted, row.derived) for name, change in row.changes.items()
        ]
        return [*changed, *self.joining(row).values()]

    def joining(self, row: PlanRow) -> dict[str, str]:
        """Field → who will be joined to the record, having come in with this import."""
        return {name: f"{self.label(name)} → {said}（本次一起导入，随后对上）" for name, said in row.joining.items()}

    def _shown_of_new(self, row: PlanRow) -> Iterable[tuple[str, Any]]:
        listed = [column.name for column in self.ledger.columns if column.name in row.values and not column.compute]
        title = self.ledger.searched[0] if self.ledger.searched else ""
        return [(name, row.values[name]) for name in listed if name != title][:_CANDIDATE_COLUMNS]

    def _change(self, name: str, change: tuple[Any, Any], accepted: bool, derived: Container[str]) -> str:
        old, new = self.pair(name, change)
        mark = "（按证号）" if name in derived else ""
        return f"{self.label(name)} {old or '空'} → {new}{mark}" + ("" if accepted else "（不采用）")

    def candidate(self, row_id: int) -> str:
        """A stored record in one line, enough to tell namesakes apart."""
        query = LedgerQuery(self._office, self.ledger)
        columns = self._candidate_columns()
        cells = Cells(self.ledger, self._office.clock.today())
        slots = query.page([row_id], columns)[0]
        texts = (cells.text(column, slot) for column, slot in zip(columns, slots, strict=True))
        return "　".join(text for text in texts if text)

    def _candidate_columns(self) -> list[Column]:
        shown = [column for column in self.ledger.columns if not column.hidden]
        keys = self.ledger.imports.keys if self.ledger.imports else ()
        first = [column for column in shown[:_CANDIDATE_COLUMNS] if column.name not in keys]
        return first + [column for column in shown if column.name in keys]

    # Questions.

    def answered(self, question: Question) -> str:
        """What a question's cells are said to mean."""
        if question.is_open:
            return f"？　有 {len(question.choices)} 个建议" if question.choices else "？"
        return "（留空）" if question.answer is None else self.value(question.field, question.answer)

    def meaning(self, question: Question, value: Any) -> str:
        """A proposal in words; of an identity number, whose it is here."""
        text = self.value(question.field, value)
        if not isinstance(self.ledger.fields[question.field], IdNumber):
            return text
        if value == question.said:
            return f"{text}　就是这样，没有错"
        holder = self._office.database.rows(
            f'SELECT id FROM "{table_of(self.ledger.record)}" WHERE "{question.field}" = ? LIMIT 1', (value,)
        )
        told = self.candidate(holder[0][0]).split("　") if holder else []
        return "　".join([text, *(part for part in told if part != text)])

    def options(self, field: str) -> list[tuple[Any, str]]:
        """Every value the field takes from a list: (stored, shown); [] where it takes others."""
        kind = self.ledger.fields[field]
        if isinstance(kind, Org):
            return [(org, self._org(org)) for org in self._plan.orgs.everyone(kind.levels)]
        return list(kind.options()) if has_list(kind) else []  # type: ignore[attr-defined]

    def is_required(self, field: str) -> bool:
        """Whether a row without this field can't be taken."""
        spec = self.ledger.imports
        return self.ledger.fields[field].required or bool(spec and field in spec.required)

    def _reference(self, field: str, kind: Reference, value: int) -> str:
        if isinstance(kind, Org):
            return self._org(value)
        if (field, value) not in self._texts:
            column = text_of_reference(kind).column_name
            text = self._office.database.one(
                f'SELECT "{column}" FROM "{table_of(kind.rel_model)}" WHERE id = ?', (value,)
            )
            self._texts[field, value] = str(text or "")
        return self._texts[field, value]

    def _org(self, org: int) -> str:
        orgs = self._plan.orgs
        if org < 0:
            return "/".join(orgs.planned[-1 - org]) + _NEW_ORG
        key = ("", org)
        if key not in self._texts:
            self._texts[key] = orgs.path(org)
        return self._texts[key]
