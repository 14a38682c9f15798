"""What becomes of each row: which record it is, what would change, what is doubtful, what must be asked or refused (R5, R6)."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from desktop_app.ledger.declaration import ImportSpec, Ledger
from desktop_app.ledger.importing.awaiting import Awaiting
from desktop_app.ledger.importing.beside import (
    forgive,
    is_month_alone,
    may_have_one_number,
    says_the_same,
    take_back,
    why_asked,
)
from desktop_app.ledger.importing.doubles import Doubles, differ_for_life, stands_there, twin_told
from desktop_app.ledger.importing.finding import Finder, OrgFinder
from desktop_app.ledger.importing.matching import Stored, adds_detail, agrees, confirms, is_blank_value
from desktop_app.ledger.importing.plan import NEW, SKIP, Mode, PlanRow, Verdict
from desktop_app.ledger.importing.proposals import Proposals
from desktop_app.ledger.importing.questions import Question, can_be_answered, put_answer, questions_of
from desktop_app.ledger.record_rules import record_faults
from desktop_app.ledger.writes import default_values, read_only_fields
from desktop_app.storage.office import Office
from desktop_app.support.tasks import SILENT, Progress

_THE_SAME = 3
Into = int | None | Mapping[tuple[str, str], int | str | None]
"""The organisation of new rows that name none: one for all, or by (file, sheet); a name is one that is to be made."""


class Decider:
    """Decides rows, and decides them again after an answer."""

    def __init__(
        self,
        office: Office,
        ledger: Ledger,
        stored: Stored,
        finders: Mapping[str, Finder],
        orgs: OrgFinder,
        mode: Mode,
        into_org: "Into",
        given: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self._office = office
        self._ledger = ledger
        self._spec: ImportSpec = ledger.imports  # type: ignore[assignment]
        self.stored = stored
        self._finders = finders
        self._awaiting = Awaiting(ledger, finders)
        self._orgs = orgs
        self._mode = mode
        self._into_org = into_org
        self._given = given
        self._locked = frozenset() if self._spec.updates else read_only_fields(ledger)
        self._defaults = default_values(ledger)
        self._proposals = Proposals(ledger, stored)
        self._rows: Sequence[PlanRow] = ()
        self._own_keys: dict[int, int] = {}
        self._doubles = Doubles(ledger, ())
        self.questions: Sequence[Question] = ()
        sure = {name for name, value in self._defaults.items() if value is not None}
        self._required = dict.fromkeys(
            (*self._spec.required, *(n for n, kind in ledger.fields.items() if kind.required and n not in sure))
        )

    def decide_all(self, rows: Sequence[PlanRow], keys: Sequence[int | None], progress: Progress = SILENT) -> None:
        """Every row by itself, then those that can't be told from each other."""
        self._rows, self._doubles = rows, Doubles(self._ledger, rows)
        self._own_keys = {id(row): key for row, key in zip(rows, keys, strict=True) if key is not None}
        for row, key in progress.over(zip(rows, keys, strict=True), len(rows), "核对", 1000):
            self._decide(row, key)
        self._compare(rows)
        self.questions = questions_of(self._ledger, (row for row in rows if row.faults), self._orgs)

    def _compare(self, rows: Iterable[PlanRow]) -> None:
        """What depends on the other rows."""
        rows = list(rows)
        self._doubles.ask(rows)
        self._awaiting.expect(self._rows)
        for row in rows:
            if row.awaited:
                self._tell_awaited(row)

    def _tell_awaited(self, row: PlanRow) -> None:
        if row.verdict not in (Verdict.ASK, Verdict.REFUSED):
            there = {} if row.match is None else self.stored.values(row.match)
            self._awaiting.tell(
                row,
                [name for name in row.awaited if there.get(name) and not self._is_accepted(name, there[name], None)],
            )

    def _settle(self, row: PlanRow) -> None:
        """Where what the rest of a row says leaves one meaning of a cell, that is taken and told."""
        for name, choices in row.choices.items():
            chosen = self._spec.settles(name, choices, row.values) if self._spec.settles else None
            if chosen:
                del row.faults[name]
                kind = self._ledger.fields[name]
                row.values[name] = kind.parse(chosen)
                row.noted.append(f"{kind.label}“{row.unread.pop(name)}”按证号读作 {chosen}")

    def _decide(self, row: PlanRow, own_key: int | None) -> None:
        self._proposals.add_to(row)
        if self._given:
            row.values.update({n: v for n, v in self._given.items() if n not in row.faults and n not in row.values})
        if row.choices:
            self._settle(row)
        if row.noted:
            row.doubts.extend(row.noted)
        sure = self._matches(row, own_key)
        if len(sure) > 1:
            self._ask(row, sure, f"有 {len(sure)} 条记录都可能是它，请选定")
        elif sure:
            self._decide_known(row, sure[0], own_key)
        else:
            self._decide_unknown(row)

    def _matches(self, row: PlanRow, own_key: int | None) -> list[int]:
        found = [own_key] if own_key is not None and own_key in self.stored else []
        for name in self._spec.keys:
            if name in row.values:
                found += self.stored.holders(name, row.values[name])
        return list(dict.fromkeys(found))

    def _decide_known(self, row: PlanRow, match: int, own_key: int | None) -> None:
        name, there = self._spec.asks_by, self.stored.values(match)
        stored_name = there.get(name) if name else None
        if own_key is None and name in row.values and row.values[name] != stored_name:
            self._ask(row, [match], f"证号相同而{self._ledger.fields[name].label}不同：台账里是“{stored_name}”")
        elif not self.stored.listed[match]:
            self._ask(row, [match], f"台账里的“{stored_name}”已不在{self._ledger.title}的日常名单里，请核实")
        else:
            self._become(row, match, there)

    def _decide_unknown(self, row: PlanRow) -> None:
        same_name = [other for other in self._namesakes(row) if self._may_be(row, other)]
        there = self.stored.values(same_name[0]) if len(same_name) == 1 else {}
        if there and (self._says_the_same(row, there) or stands_there(self._ledger, row.values, there)):
            self._become(row, same_name[0], there)
        elif same_name:
            self._ask(row, same_name, why_asked(self._ledger, row, map(self.stored.values, same_name)))
        else:
            self._be_new(row)

    def _namesakes(self, row: PlanRow) -> list[int]:
        if self._spec.asks_by:
            return self.stored.by_name.get(row.values.get(self._spec.asks_by, ""), [])
        return []

    def _may_be(self, row: PlanRow, other: int) -> bool:
        """Whether a namesake can be the row's person: not when both have a number and these differ, or what is seen of one."""
        there = self.stored.values(other)
        others = any(there[name] != value for name, value in self._given.items())
        if (
            others
            or differ_for_life(self._ledger, row.values, there)
            or stands_there(self._ledger, row.values, there) is False
        ):
            return False
        return may_have_one_number(self._ledger, row, there)

    def _says_the_same(self, row: PlanRow, there: Mapping[str, Any]) -> bool:
        """Whether a row without a number agrees with a namesake in all it says, and says enough to be nobody else."""
        said = sum(name in row.values for name in self._spec.lifelong)
        fields, sure = self._ledger.fields, said >= _THE_SAME and not row.masked
        return sure and all(agrees(fields[name], there[name], new) for name, new in row.values.items())

    # What a row becomes.

    def _ask(self, row: PlanRow, candidates: Sequence[int], reason: str) -> None:
        row.verdict, row.candidates = Verdict.ASK, tuple(candidates)
        row.reasons.append(reason)
        self._awaiting.set_aside(row)
        self._refuse_if_faulty(row)

    def _be_new(self, row: PlanRow) -> None:
        row.verdict, row.match = Verdict.NEW, None
        self._derive(row, {})
        org = self._ledger.org_field
        if org and org not in row.values and org not in row.faults:
            self._put_into(row, org)
        if row.unread:
            self._settle_group(row, row.values.get(org))
            self._awaiting.set_aside(row)
        for name in self._required:
            if row.values.get(name) in (None, "") and name not in row.faults:
                way_out = "，可以在对应关系里选整张表归哪里" if name == org else ""
                row.faults[name] = f"缺{self._ledger.fields[name].label}{way_out}"
        for name in row.masked:
            row.doubts.append(f"{self._ledger.fields[name].label}打了码，没有导入")
        self._judge(row, self._defaults | row.values)
        self._refuse_if_faulty(row)

    def _derive(self, row: PlanRow, there: Mapping[str, Any]) -> None:
        """What the row says elsewhere is proposed for fields that it and the record leave empty. Who it is, is known by now."""
        if not self._spec.derives:
            return
        found, row.derived = self._spec.derives(row.values), {}
        if not found:
            return
        said = {*row.values, *row.faults, *row.masked, *row.settled, *(name for name, _ in row.words)}
        row.derived = {name: value for name, value in found.items() if name not in said and not there.get(name)}
        row.values.update(row.derived)

    def _put_into(self, row: PlanRow, org: str) -> None:
        """A new row that names no branch belongs where the clerk has said its whole sheet does."""
        into = self._into_org
        said = into.get((row.file, row.sheet)) if isinstance(into, Mapping) else into
        try:
            if said is not None:
                row.values[org] = self._orgs.find(said) if isinstance(said, str) else said
        except ValueError as refusal:
            row.faults[org] = str(refusal)

    def _become(self, row: PlanRow, match: int, there: Mapping[str, Any]) -> None:
        row.match = match
        if any(name in row.values and not there.get(name) for name in self._spec.keys):
            self._derive(row, there)
        if row.unread:
            forgive(row, there, self._ledger.fields, self._finders)
            self._settle_group(row, row.values.get(self._ledger.org_field, there.get(self._ledger.org_field)))
            self._awaiting.set_aside(row)
        fields = self._ledger.fields
        row.changes = {
            name: (there[name], new)
            for name, new in row.values.items()
            if there[name] != new and not says_the_same(fields[name], self._finders.get(name), there[name], new)
        }
        row.accepted = frozenset(n for n, change in row.changes.items() if self._is_accepted(n, *change))
        row.verdict = Verdict.CHANGED if row.accepted or (row.changes and self._mode == "each") else Verdict.SAME
        for name, masked in row.masked.items():
            if not confirms(fields[name], there[name], masked):
                row.doubts.append(f"{fields[name].label}打了码，与台账里的对不上，没有采用")
        for name, (old, new) in row.changes.items():
            if is_month_alone(fields[name], old, new):
                row.doubts.append(f"{fields[name].label}是 1 日，可能只写到了月；台账里是 {old}，没有改")
        for name in row.changes.keys() & self._locked:
            row.doubts.append(f"{fields[name].label}与台账不同；导入不改这一项，请用相应的办理事项")
        if row.changes:
            self._judge(row, {**there, **row.values})
        self._refuse_if_faulty(row)

    def _settle_group(self, row: PlanRow, org: int | None) -> None:
        """第一党小组 is what every branch calls one of its own: it is looked for in the row's branch."""
        name = self._ledger.group_field
        if name in row.unread and org is not None:
            group = self._orgs.find_below(row.unread[name], org)
            if group is not None:
                del row.unread[name], row.faults[name]
                row.values[name] = group

    def _is_accepted(self, name: str, old: Any, new: Any) -> bool:
        kind = self._ledger.fields[name]
        if name in self._locked or is_month_alone(kind, old, new):
            return False
        return self._mode == "overwrite" or is_blank_value(kind, old) or adds_detail(kind, old, new)

    def _judge(self, row: PlanRow, whole: Mapping[str, Any]) -> None:
        """What the ledger itself has to say to the record as it would be."""
        if not row.faults and row.verdict in (Verdict.NEW, Verdict.CHANGED):
            for name, why in record_faults(self._ledger, whole, self._office, row.match).items():
                row.faults[name] = row.awaited[name].sentence if name in row.awaited else why
        if self._spec.check and not row.faults:
            row.doubts += self._spec.check(whole, self._office)

    def _refuse_if_faulty(self, row: PlanRow) -> None:
        if row.faults:
            asked = all(can_be_answered(self._ledger, row, name) for name in row.faults)
            row.verdict = Verdict.ASK if asked else Verdict.REFUSED
            row.reasons = list(row.faults.values())

    def answer(self, row: PlanRow, answer: str | int) -> str:
        """Settle what was asked: 'new', 'skip', or the id of the record it is. '' or why that can't be."""
        if answer not in (NEW, SKIP) and answer not in row.candidates:
            raise ValueError(f"{answer!r} is no answer to this question")
        if answer == NEW and (why := self._why_not_new(row)):
            return self._still_ask(row, why)
        row.answer = answer
        self._take_back(row)
        row.reasons, row.doubts, row.changes, row.accepted = [], [*row.noted], {}, frozenset()
        if answer == SKIP:
            row.verdict, row.match = Verdict.SAME, None
        elif isinstance(answer, int):
            self._become(row, answer, self.stored.values(answer))
            if clash := self._doubles.says_otherwise(row):
                other, name = clash
                label = self._ledger.fields[name].label
                return self._still_ask(row, f"{other.where}已作为同一人，{label}与这一行不同，请先决定用哪一行的")
        else:
            self._be_new(row)
        self._tell_awaited(row)
        return ""

    def _why_not_new(self, row: PlanRow) -> str:
        """Nobody is made twice: neither with a row that is to be new already, nor beside one on the list."""
        if twin := self._doubles.new_already(row):
            return twin_told(self._ledger, twin)
        for name in self._spec.keys:
            holders = self.stored.holders(name, row.values[name]) if name in row.values else ()
            for other in holders:
                if self.stored.listed[other]:
                    there = self.stored.values(other).get(self._spec.asks_by) or "另一条记录"
                    return f"{self._ledger.fields[name].label}已是台账里“{there}”的，不能再新增一个；请核实是谁的号"
        return ""

    def _still_ask(self, row: PlanRow, why: str) -> str:
        row.verdict, row.answer, row.match = Verdict.ASK, None, None
        row.changes, row.accepted = {}, frozenset()
        row.reasons = [*(reason for reason in row.reasons if reason != why), why]
        return why

    def settle(self, answers: Sequence[tuple[Question, Any]]) -> None:
        """Put what the clerk said that cells mean into their rows, and decide these anew."""
        touched: dict[int, PlanRow] = {}
        for question, answer in answers:
            question.answer = answer
            for row in question.rows:
                put_answer(self._ledger, row, question)
                touched[id(row)] = row
        for row in touched.values():
            self._begin_anew(row)
            self._decide(row, self._own_keys.get(id(row)))
        self._compare(touched.values())
        for row in touched.values():
            self._answer_again(row)

    def _begin_anew(self, row: PlanRow) -> None:
        """The row as it was read, before anything was decided."""
        row.faults = {name: told for name, told in row.faults.items() if name in row.unread}
        self._take_back(row)
        row.changes, row.accepted = {}, frozenset()
        row.reasons, row.doubts, row.match, row.candidates = [], [], None, ()

    def _take_back(self, row: PlanRow) -> None:
        """References that were to wait are to be looked at again, and what was proposed for the row."""
        take_back(row)
        for name in row.derived:
            row.values.pop(name, None)
        row.derived = {}
        for name, fault in row.awaited.items():
            row.faults[name], row.unread[name] = fault.sentence, fault.said
        row.awaited, row.joining = {}, {}

    def _answer_again(self, row: PlanRow) -> None:
        answer, row.answer = row.answer, None
        if answer is not None and row.verdict == Verdict.ASK and (isinstance(answer, str) or answer in row.candidates):
            self.answer(row, answer)
