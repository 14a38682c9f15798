"""Which of the rows that were sent a returned row is: by its key where that still fits what the row says, else by what it says.

A list sorted without its hidden column carries other people's keys; a copied row carries its original's. Content decides then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.rounds.columns import RoundColumn
from desktop_app.ledger.rounds.kept import SentRow
from desktop_app.ledger.rounds.returned import ReturnedRow
from desktop_app.storage.kind import plain_text

_FEWEST_ALIKE = 0.6
REMATCHED = "记录键和内容对不上，按内容认定"


@dataclass
class Matched:
    """Returned rows with the sent ones they are; `strays` are nobody's, `absent` sent rows that no row is."""

    pairs: list[tuple[ReturnedRow, SentRow]] = field(default_factory=list)
    strays: list[ReturnedRow] = field(default_factory=list)
    absent: list[SentRow] = field(default_factory=list)
    rematched: list[ReturnedRow] = field(default_factory=list)


class Matcher:
    """Matches the rows of one workbook."""

    def __init__(self, ledger: Ledger, columns: Sequence[RoundColumn], sent: Sequence[SentRow]) -> None:
        spec = ledger.imports
        names = [column.name for column in columns]
        telling = (*spec.keys, spec.asks_by, *spec.lifelong, *ledger.searched[:1]) if spec else ledger.searched[:1]
        self._names = names
        self._telling = [at for at, name in enumerate(names) if name in telling]
        self._certain = [at for at, name in enumerate(names) if spec and name in (*spec.keys, spec.asks_by)]
        self._sent = list(sent)
        self._texts = {row.id: [plain_text(text) for text in row.texts] for row in sent}

    def match(self, rows: Sequence[ReturnedRow], by_key: Sequence[SentRow | None]) -> Matched:
        """`by_key` is what each row's key says, None where it has none or says nothing."""
        found = Matched()
        left = {row.id: row for row in self._sent}
        said = [[row.text(name) for name in self._names] for row in rows]
        claimed: dict[int, SentRow] = {}
        for fits in (self._is_surely, self._may_be):
            for at, sent in enumerate(by_key):
                if at not in claimed and sent is not None and sent.id in left and fits(said[at], sent, left):
                    claimed[at] = left.pop(sent.id)
        for at, row in enumerate(rows):
            if at not in claimed and row.typed and (by_content := self._by_content(said[at], left)):
                claimed[at] = left.pop(by_content.id)
                found.rematched.append(row)
        for at, row in enumerate(rows):
            if at in claimed and row.typed:
                found.pairs.append((row, claimed[at]))
            elif at in claimed:
                left[claimed[at].id] = claimed[at]
            elif row.typed:
                found.strays.append(row)
        found.absent = [row for row in self._sent if row.id in left]
        return found

    def _is_surely(self, said: Sequence[str], sent: SentRow, _left: object) -> bool:
        """The row says what was sent in everything that tells people apart."""
        texts = self._texts[sent.id]
        return all(said[at] == texts[at] for at in self._telling)

    def _may_be(self, said: Sequence[str], sent: SentRow, left: dict[int, SentRow]) -> bool:
        """A certain mark is the same, and no other row that is left fits better; or nothing that is left fits at all."""
        own = self._likeness(said, self._texts[sent.id])
        return all(self._likeness(said, self._texts[other]) <= own for other in left if other != sent.id)

    def _likeness(self, said: Sequence[str], texts: Sequence[str]) -> tuple[int, int]:
        """How many certain marks are the same (an ID number, a name), then how many of all that tells people apart."""
        certain = sum(said[at] == texts[at] != "" for at in self._certain)
        return certain, sum(said[at] == texts[at] != "" for at in self._telling)

    def _by_content(self, said: Sequence[str], left: dict[int, SentRow]) -> SentRow | None:
        """The one row left that says nearly all of the same; None where there is none or more than one."""
        filled = [at for at, text in enumerate(said) if text]
        best: list[tuple[tuple[int, int], SentRow]] = []
        for row_id, sent in left.items():
            texts = self._texts[row_id]
            certain = sum(said[at] == texts[at] != "" for at in self._certain)
            alike = sum(said[at] == texts[at] for at in filled)
            if certain and alike >= _FEWEST_ALIKE * len(filled):
                best.append(((certain, alike), sent))
        if not best:
            return None
        top = max(score for score, _ in best)
        tops = [sent for score, sent in best if score == top]
        return tops[0] if len(tops) == 1 else None
