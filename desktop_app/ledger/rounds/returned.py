"""One workbook that came back: which round and branch it is, where its columns stand now, what each row says.

It may have been renamed, sorted, saved by another program, or lost its hidden parts; what is still there is enough or it is refused.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.ledger.importing.headings import RECORD_KEY, plain_heading
from desktop_app.ledger.importing.reading import read_key
from desktop_app.ledger.rounds.book import STAMP
from desktop_app.ledger.rounds.columns import RoundColumn
from desktop_app.ledger.rounds.kept import Round, SentRow, rows_of
from desktop_app.storage.kind import plain_text
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.workbook.cells import Cell, Sheet, Workbook, is_blank

_SEARCHED_ROWS = 30
_FEWEST_KNOWN = 2
_TOLD_NAMES = 6


@dataclass
class ReturnedRow:
    """One row with something in it: Excel's number, the cells by column name (None where that column is gone), its key."""

    row: int
    cells: Mapping[str, Cell]
    key: str
    typed: bool = True

    def text(self, name: str) -> str:
        """What a cell says, as one clean line."""
        cell = self.cells.get(name)
        return "" if cell is None else plain_text(cell)


@dataclass
class Returned:
    """A workbook as understood. `places` are column indexes by name; `lost` columns that came back no more."""

    file: str
    sha256: str
    sent: Round
    org: int
    sheet: Sheet
    header_at: int
    places: dict[str, int]
    lost: list[str]
    rows: list[ReturnedRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Bases:
    """What the rounds of a ledger sent, read once: by key, and by organisation."""

    def __init__(self, office: Office, rounds: Sequence[Round]) -> None:
        self._office = office
        self.rounds = {each.id: each for each in rounds}
        self._rows: dict[str, dict[int, list[SentRow]]] = {}
        self._keys: dict[str, dict[str, tuple[int, SentRow]]] = {}

    def rows(self, sent: Round, org: int) -> list[SentRow]:
        """What an organisation was sent."""
        if sent.id not in self._rows:
            self._rows[sent.id] = rows_of(self._office, sent)
        return self._rows[sent.id].get(org, [])

    def find(self, key: str) -> tuple[int, SentRow] | None:
        """The organisation and the row that a key names; None for no key of ours."""
        sent = self.rounds.get(key.partition("-")[0])
        if sent is None:
            return None
        if sent.id not in self._keys:
            self._keys[sent.id] = {
                sent.key(org, row.id): (org, row) for org in sent.orgs for row in self.rows(sent, org)
            }
        return self._keys[sent.id].get(key)


class Understanding:
    """Makes sense of the workbooks of a folder, one after the other."""

    def __init__(self, office: Office, bases: Bases, columns: Sequence[RoundColumn], title: str) -> None:
        self._office = office
        self._bases = bases
        self._columns = columns
        self._title = title
        self._headings = {plain_heading(column.heading): column.name for column in columns}
        self._headings[plain_heading(RECORD_KEY)] = RECORD_KEY

    def read(self, book: Workbook) -> Returned:
        """The workbook, understood. OfficeError for one that is none of ours, or of which nothing can be made."""
        file = book.path.name
        stamp = _stamp_of(book)
        if stamp and stamp.get("office") != self._office.office_id:
            raise OfficeError(f"“{file}”不是本办公室下发的。", "请确认没有选错文件夹；要把里面的人加进来，用“导入”。")
        sheet, header_at, places = self._list_of(book)
        keys = self._keys(sheet, header_at, places)
        sent, org = self._whose(book.path, stamp, keys)
        wanted = [column for column in self._columns if column.name in sent.columns]
        lost = [column.heading for column in wanted if column.name not in places]
        found = Returned(file, book.sha256, sent, org, sheet, header_at, places, lost)
        found.rows = self._rows(sheet, header_at, places, wanted)
        if lost:
            found.notes.append(f"少了{len(lost)}列（{'、'.join(lost[:_TOLD_NAMES])}），这些列按没有改动算")
        return found

    def _list_of(self, book: Workbook) -> tuple[Sheet, int, dict[str, int]]:
        """The sheet and the row that name most of the columns."""
        best: tuple[Sheet, int, dict[str, int]] | None = None
        for sheet in book.sheets:
            for at, row in enumerate(sheet.rows[:_SEARCHED_ROWS] if sheet.name != STAMP else ()):
                places = self._places(row)
                if len(places) >= _FEWEST_KNOWN and (best is None or len(places) > len(best[2])):
                    best = sheet, at, places
        if best is None:
            raise OfficeError(f"在“{book.path.name}”里没有找到{self._title}的表头。", "请向支部要回原来那份表再试。")
        return best

    def _places(self, row: Sequence[Cell]) -> dict[str, int]:
        places: dict[str, int] = {}
        for at, cell in enumerate(row):
            name = self._headings.get(plain_heading(cell), "")
            if name:
                places.setdefault(name, at)
        return places

    def _keys(self, sheet: Sheet, header_at: int, places: Mapping[str, int]) -> list[str]:
        at = places.get(RECORD_KEY)
        if at is None:
            return []
        cells = [row[at] for row in sheet.rows[header_at + 1 :] if at < len(row)]
        return [key for cell in cells if (key := read_key(cell))]

    def _whose(self, path: Path, stamp: Mapping[str, str], keys: Sequence[str]) -> tuple[Round, int]:
        """Round and branch by the stamp; without it by the keys; without either by the file's name in the newest round."""
        sent, org = self._bases.rounds.get(stamp.get("round", "")), stamp.get("org", "")
        if sent and org.isdecimal() and int(org) in sent.orgs:
            return sent, int(org)
        known = Counter((key.partition("-")[0], found[0]) for key in keys if (found := self._bases.find(key)))
        if known:
            (name, where), _ = known.most_common(1)[0]
            return self._bases.rounds[name], where
        if not stamp:
            for each in self._bases.rounds.values():
                named = [org for org, file in each.orgs.items() if Path(file).stem == path.stem]
                if named:
                    return each, named[0]
        raise OfficeError(
            f"“{path.name}”认不出是哪一轮、发给哪个支部的。",
            "隐藏的标识和记录键都没有了，底稿也可能已不保留；请把文件名改回原来的支部名再收，或用“导入”。",
        )

    def _rows(
        self, sheet: Sheet, header_at: int, places: Mapping[str, int], wanted: Sequence[RoundColumn]
    ) -> list[ReturnedRow]:
        key_at = places.get(RECORD_KEY)
        typed_in = [places[column.name] for column in wanted if column.editable and column.name in places]
        found = []
        for at, row in enumerate(sheet.rows[header_at + 1 :], header_at + 2):
            key = read_key(row[key_at]) if key_at is not None and key_at < len(row) else None
            typed = any(place < len(row) and not is_blank(row[place]) for place in typed_in)
            if key or typed:
                cells = {
                    column.name: row[place] if (place := places[column.name]) < len(row) else None
                    for column in wanted
                    if column.name in places
                }
                found.append(ReturnedRow(at, cells, key or "", typed))
        return found


def _stamp_of(book: Workbook) -> dict[str, str]:
    """What the hidden sheet says; {} where it is gone."""
    for sheet in book.sheets:
        if sheet.rows and sheet.rows[0] and sheet.rows[0][0] == STAMP:
            return {
                plain_text(row[0]): plain_text(row[1])
                for row in sheet.rows[1:]
                if len(row) > 1 and row[0] is not None and row[1] is not None
            }
    return {}
