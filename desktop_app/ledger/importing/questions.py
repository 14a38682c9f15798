"""Cells that mean nothing certain, as questions: the same words in thirty-seven rows are one question, answered once.

What a cell may mean is proposed, never filled in. Who a row is, is asked about the row itself (deciding.py).
"""

import dataclasses
import re
from collections.abc import Iterable
from typing import Any

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.importing.finding import OrgFinder
from desktop_app.ledger.importing.plan import PlanRow
from desktop_app.people.fields import Org
from desktop_app.storage.fields import PartialDate
from desktop_app.storage.kind import Kind

OPEN = object()
"""The answer of a question that has none yet."""
_LONGEST_WORD = 20
_PARTICULARS = re.compile(r"“[^”]*”|\d+|，是不是：.*")
_LETTER = re.compile(r"[^\W\d_]")


@dataclasses.dataclass(eq=False, slots=True)
class Question:
    """What a cell means: `said` stands in the `field` of all `rows`, `choices` are what it may mean (as stored), `answer` one of
    these, another value, None for “leave the field empty”, or OPEN. `layouts` are the fingerprints of the sheets it came from."""

    field: str
    said: str
    sentence: str
    choices: tuple[Any, ...]
    rows: list[PlanRow] = dataclasses.field(default_factory=list)
    answer: Any = OPEN

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.answer is OPEN

    def shown(self, ledger: Ledger) -> str:
        """What stands in the cells, as lists may show it."""
        kind = ledger.fields[self.field]
        return kind.mask(self.said) if kind.sensitive else self.said

    @property
    def kind(self) -> tuple[str, str, int]:
        """Questions of one kind can be answered alike: each by its own first (second …) proposal."""
        return self.field, _PARTICULARS.sub("", self.sentence), len(self.choices)


def can_be_answered(ledger: Ledger, row: PlanRow, name: str) -> bool:
    """Whether the clerk can settle a faulty cell in the preview: by what is proposed for it, or from the field's own list."""
    if name in row.choices:
        return True
    said, kind = row.unread.get(name, ""), ledger.fields[name]
    worded = 0 < len(said) <= _LONGEST_WORD and (bool(_LETTER.search(said)) or len(said) <= 2)
    return worded and (has_list(kind) or isinstance(kind, Org)) and name != ledger.group_field


def has_list(kind: Kind) -> bool:
    """Whether the field takes one of a list of words."""
    return hasattr(kind, "options")


def questions_of(ledger: Ledger, rows: Iterable[PlanRow], orgs: OrgFinder) -> list[Question]:
    """The questions of these rows, in the order in which they first come up."""
    found: dict[tuple[Any, ...], Question] = {}
    for row in rows:
        for name, sentence in row.faults.items():
            if name in row.unread and can_be_answered(ledger, row, name):
                said, choices = row.unread[name], row.choices.get(name, ())
                key = (name, said, choices)
                if key not in found:
                    found[key] = Question(name, said, sentence, choices or _looks_like(ledger.fields[name], said, orgs))
                found[key].rows.append(row)
    return list(found.values())


def _looks_like(kind: Kind, said: str, orgs: OrgFinder) -> tuple[Any, ...]:
    return tuple(orgs.perhaps(said, kind.levels)) if isinstance(kind, Org) else ()


def is_remembered(kind: Kind, value: Any) -> bool:
    """Whether what a word means here will be what it means next time: codes and branches are, a date or a number is not."""
    return value is not None and (has_list(kind) or isinstance(kind, Org)) and not isinstance(kind, PartialDate)


def put_answer(ledger: Ledger, row: PlanRow, question: Question) -> None:
    """What the clerk said that a cell means, put into one of its rows; an answer taken back leaves the cell unread as it was."""
    name = question.field
    row.values.pop(name, None)
    for told in (row.faults, row.unread, row.choices, row.forgiven):
        told.pop(name, None)
    if question.answer is OPEN:
        row.faults[name], row.unread[name] = question.sentence, question.said
        row.settled -= {name}
        if question.choices and not isinstance(ledger.fields[name], Org):
            row.choices[name] = question.choices
        return
    row.settled |= {name}
    if question.answer is not None:
        row.values[name] = question.answer
