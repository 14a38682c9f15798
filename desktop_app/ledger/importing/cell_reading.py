"""What one cell of a workbook comes to: a value, a fault, a value with stars, words that no value can hold, or a value beside which
something else stood."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.storage.fields import FullDate, IdNumber, PartialDate, PersonName, Phone
from desktop_app.storage.kind import Kind, plain_text
from desktop_app.support import dates, id_number
from desktop_app.workbook.cells import BadCell, Cell, is_blank

_STARS = re.compile(r"[*●•■□#]{2,}|\*")
_REMARK = re.compile(r"(?P<name>[^（(【\[]+)(?P<remark>[（(【\[].+[）)】\]])\s*")
_BETWEEN_PHONES = re.compile(r"[/／、，,;；\s]+|或")
_SERIALS = range(3_654, 73_051)
"""What Excel counts for the days from 1910 to 2099."""
_NO_CALENDAR = re.compile("农历|阴历|旧历|正月|腊月|春节|建国|解放|抗战|战争|民国|光绪|不详|不清|左右")
_WAS_A_NUMBER = re.compile(r"\d{4}\.1|\d{5}")
"""What text files make of the number 1958.10 and of a day that Excel counts: the same as in a workbook."""
_AREA_CODED = range(10, 12)
_LOST_CENTURY = frozenset(("996", "997", "998", "999"))


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that can't be taken, and why, for the clerk; `said` is what stands in it, `choices` what it may mean, as stored."""

    sentence: str
    said: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Masked:
    """A sensitive value with stars: it may confirm a stored one and never replaces it."""

    text: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A value that is taken, and what the clerk should know of the cell it came from."""

    value: Any
    sentence: str


@dataclass(frozen=True, slots=True)
class Words:
    """What was said in words that the field can't hold (建国前, 农历腊月): kept as they stand in the remark."""

    text: str


class CellReader(dict[Cell, Any]):
    """Cell → what is to be stored, None for an empty cell, a Fault, Masked or Noted; each distinct cell is read once."""

    def __init__(
        self,
        kind: Kind,
        find: Callable[[object], int] | None,
        today: date,
        *,
        mac_dates: bool = False,
        untyped: bool = False,
        words: bool = False,
    ) -> None:
        super().__init__()
        self._kind = kind
        self._mac_dates = mac_dates
        self._untyped = untyped
        self._keeps_words = words
        self._read = find or kind.parse
        self._today = today
        self._is_date = isinstance(kind, (PartialDate, FullDate))
        self._is_name = isinstance(kind, PersonName)
        self._usual = kind.usual.fullmatch if kind.usual and not find else None

    def __missing__(self, cell: Cell) -> Any:
        usual = self._usual and type(cell) is str and self._usual(cell)
        value = self[cell] = cell if usual else self._value(cell)
        return value

    def _value(self, cell: Cell) -> Any:
        if isinstance(cell, BadCell):
            return Fault(cell.why)
        if is_blank(cell):
            return None
        if self._kind.sensitive and isinstance(cell, str):
            wide = cell if cell.isascii() else unicodedata.normalize("NFKC", cell)
            if _STARS.search(wide):
                return Masked("".join(wide.split()))
        if self._untyped and self._is_date and isinstance(cell, str) and _WAS_A_NUMBER.fullmatch(cell.strip()):
            cell = float(cell) if "." in cell else int(cell)
        try:
            return self._taken(cell)
        except dates.Ambiguous as doubt:
            return Fault(str(doubt), plain_text(cell), self._written_out(cell, doubt.candidates))
        except ValueError as refusal:
            if kept := self._one_of_two_phones(cell) or self._kept_in_words(cell):
                return kept
            return Fault(str(refusal), plain_text(cell), self._serial(cell) or self._looks_like(cell))

    def _taken(self, cell: Cell) -> Any:
        if self._is_name and isinstance(cell, str) and (found := _REMARK.fullmatch(cell.strip())):
            name = self._kind.parse(found["name"])
            return Noted(name, f"{self._kind.label}“{name}”后面注有“{found['remark'].strip()}”，没有导入，请核实")
        if self._is_date and isinstance(cell, str):
            dates.parse(cell, ask=True, today=self._today)
        value = self._read(cell)
        if isinstance(self._kind, IdNumber) and str(value)[12:] in _LOST_CENTURY:
            return self._which_century(str(value))
        # A cell of control characters alone says nothing.
        return str(value) or None if isinstance(value, str) else value

    def _which_century(self, old: str) -> Fault:
        """996–999 were given to people past a hundred, so the century in front is not told by the rule."""
        both = tuple(id_number.from_15(old, century) for century in ("19", "18"))
        return Fault("15 位旧号末三位是 996–999，要定 19 世纪还是 20 世纪出生，或先按旧号记", old, (old, *both))

    def _written_out(self, cell: Cell, candidates: tuple[str, ...]) -> tuple[str, ...]:
        """The candidates as whole dates: of 58.1.1 only the years are given."""
        return tuple(dates.parse(cell, near=int(each)) if len(each) == 4 else each for each in candidates)

    def _serial(self, cell: Cell) -> tuple[str, ...]:
        counted = self._is_date and type(cell) is int and cell in _SERIALS
        return (dates.parse(cell, excel_serial=True, epoch_1904=self._mac_dates),) if counted else ()

    def _looks_like(self, cell: Cell) -> tuple[str, ...]:
        """What a number may have been: O for 0 in an identity number, the 0 that Excel takes off an area code."""
        if isinstance(self._kind, IdNumber) and isinstance(cell, str):
            mended = id_number.mended(cell)
            return (mended,) if mended else ()
        if isinstance(self._kind, Phone) and type(cell) is int and len(str(cell)) in _AREA_CODED:
            try:
                return (self._kind.parse(f"0{cell}"),)
            except ValueError:
                pass  # not with a 0 either
        return ()

    def _kept_in_words(self, cell: Cell) -> Words | None:
        said = isinstance(cell, str) and self._is_date and self._keeps_words and _NO_CALENDAR.search(cell)
        return Words(plain_text(cell)) if said else None

    def _one_of_two_phones(self, cell: Cell) -> Noted | None:
        """The first of several numbers in one cell; None where that isn't what the cell holds."""
        if not isinstance(self._kind, Phone) or not isinstance(cell, str):
            return None
        try:
            first, *others = [self._kind.parse(part) for part in _BETWEEN_PHONES.split(cell.strip()) if part]
        except ValueError:
            return None
        told = "、".join(self._kind.mask(other) for other in others)
        return Noted(first, f"{self._kind.label}一格里有 {len(others) + 1} 个号码，取第一个；没有导入的是 {told}")
