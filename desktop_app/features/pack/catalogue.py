"""Which folders a pack has and what goes into each: the 18 of domain.md §9 (data/rules/pack_folders.csv), and the clerk's own lines."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from desktop_app.features.pack.transfers import EVIDENCE as TRANSFERS
from desktop_app.ledger.declaration import Ledger, View
from desktop_app.ledger.offered import Evidence
from desktop_app.storage.office import Office
from desktop_app.support.paths import DATA


@dataclass(frozen=True)
class LedgerItem:
    """A ledger's table: of the span where `day` names its day (or year), else as it is; of one `view` where given.

    The day may be that of the record it points at: `visit.on` of an appeal.
    """

    ledger: Ledger
    day: str = ""
    view: View | None = None
    papers: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called in the pack."""
        return self.view.name if self.view else self.ledger.title

    @property
    def is_by_year(self) -> bool:
        """Whether its records are kept by year."""
        kind = self.ledger.fields.get(self.day)
        return kind is not None and kind.excel == "number"


@dataclass(frozen=True)
class DossierItem:
    """A 卷宗 by its number."""

    number: str

    @property
    def title(self) -> str:
        """What it is called in the pack."""
        return f"卷宗 {self.number}"


Item = LedgerItem | DossierItem | Evidence


class Line(NamedTuple):
    """One line of the 检查细则: its words, what proves it ('' for nothing), its record."""

    words: str
    proof: str
    id: int


@dataclass
class Folder:
    """One numbered folder; `lines` are the superior's; files put to a line's record go in too."""

    number: str
    title: str
    items: list[Item] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def name(self) -> str:
        """04 三会一课."""
        return f"{self.number} {self.title}"

    def take(self, item: Item) -> Item:
        """Put it in unless something of that title is there already; what is there."""
        for known in self.items:
            if known.title == item.title:
                return known
        self.items.append(item)
        return item


def catalogue(office: Office, ledgers: Sequence[Ledger]) -> list[Folder]:
    """The folders in their order, filled with what the program knows and what the clerk's lines point at."""
    evidence = [
        *TRANSFERS,
        *(each for ledger in ledgers if ledger.offers.evidence for each in ledger.offers.evidence()),
    ]
    folders = _standard({ledger.key: ledger for ledger in ledgers})
    for each in evidence:
        folder = folders.setdefault(each.folder, Folder(each.folder, each.title))
        folder.take(each)
    days = {
        item.ledger.key: item.day for each in folders.values() for item in each.items if isinstance(item, LedgerItem)
    }
    by_words: dict[str, Item] = {
        f"台账：{ledger.title}": LedgerItem(ledger, days.get(ledger.key) or _day_of(ledger)) for ledger in ledgers
    }
    by_words |= {f"材料：{each.title}": each for each in evidence}
    attached = {row for (row,) in office.database.rows("SELECT x_id FROM record_file WHERE x_table = 'pack_line'")}
    rows = office.database.rows("SELECT id, folder, title, source, dossier FROM pack_line ORDER BY folder, id")
    for row, number, line, source, dossier in rows:
        folder = folders.setdefault(number, Folder(number, "检查细则材料"))
        item = DossierItem(dossier) if dossier else by_words.get(source or "")
        proof = folder.take(item).title if item else "附件" if row in attached else ""
        folder.lines.append(Line(line, proof, row))
    return sorted(folders.values(), key=lambda each: each.number)


def _standard(ledgers: dict[str, Ledger]) -> dict[str, Folder]:
    folders = {}
    with (DATA / "rules" / "pack_folders.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            folder = folders[row["no"]] = Folder(row["no"], row["title"])
            papers = [each.split(".") for each in row["papers"].split(";") if each]
            for told in filter(None, row["ledgers"].split(";")):
                if item := _standard_item(ledgers, told, papers):
                    folder.items.append(item)
    return folders


def _standard_item(ledgers: dict[str, Ledger], told: str, papers: Iterable[Sequence[str]]) -> LedgerItem | None:
    """visits@on or roster#预备党员; None for a ledger that the program does not have."""
    rest, _, view = told.partition("#")
    key, _, day = rest.partition("@")
    ledger = ledgers.get(key)
    if ledger is None:
        return None
    chosen = next((each for each in ledger.views if each.name == view), None)
    return LedgerItem(ledger, day, chosen, tuple(paper for owner, paper in papers if owner == key))


def _day_of(ledger: Ledger) -> str:
    """The field by which a ledger's records belong to a span: the day it is in order of; '' where that is no day."""
    first = ledger.order[0][0] if ledger.order else ""
    kind = ledger.fields.get(first)
    return first if kind is not None and kind.excel == "date" else ""
