"""What one cell of a workbook comes to: a value, a fault, a value with stars, or a value beside which something else stood."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.storage.fields import FullDate, PartialDate, PersonName, Phone
from desktop_app.storage.kind import Kind, plain_text
from desktop_app.support import dates
from desktop_app.workbook.cells import BadCell, Cell, is_blank

_STARS = re.compile(r"[*●•■□#]{2,}|\*")
_REMARK = re.compile(r"(?P<name>[^（(【\[]+)(?P<remark>[（(【\[].+[）)】\]])\s*")
_BETWEEN_PHONES = re.compile(r"[/／、，,;；\s]+|或")
_SERIALS = range(3_654, 73_051)
"""What Excel counts for the days from 1910 to 2099."""


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


class CellReader(dict[Cell, Any]):
    """Cell → what is to be stored, None for an empty cell, a Fault, Masked or Noted; each distinct cell is read once."""

    def __init__(self, kind: Kind, find: Callable[[object], int] | None, today: date) -> None:
        super().__init__()
        self._kind = kind
        self._read = find or kind.parse
        self._today = today

    def __missing__(self, cell: Cell) -> Any:
        value = self[cell] = self._value(cell)
        return value

    def _value(self, cell: Cell) -> Any:
        if isinstance(cell, BadCell):
            return Fault(cell.why)
        if is_blank(cell):
            return None
        if self._kind.sensitive and isinstance(cell, str) and _STARS.search(unicodedata.normalize("NFKC", cell)):
            return Masked("".join(unicodedata.normalize("NFKC", cell).split()))
        try:
            return self._taken(cell)
        except dates.Ambiguous as doubt:
            return Fault(str(doubt), plain_text(cell), self._written_out(cell, doubt.candidates))
        except ValueError as refusal:
            return self._one_of_two_phones(cell) or Fault(str(refusal), plain_text(cell), self._serial(cell))

    def _taken(self, cell: Cell) -> Any:
        if isinstance(self._kind, PersonName) and isinstance(cell, str) and (found := _REMARK.fullmatch(cell.strip())):
            name = self._kind.parse(found["name"])
            return Noted(name, f"{self._kind.label}“{name}”后面注有“{found['remark'].strip()}”，没有导入，请核实")
        if self._is_date and isinstance(cell, str):
            dates.parse(cell, ask=True, today=self._today)
        value = self._read(cell)
        return str(value) if isinstance(value, str) else value

    @property
    def _is_date(self) -> bool:
        return isinstance(self._kind, (PartialDate, FullDate))

    def _written_out(self, cell: Cell, candidates: tuple[str, ...]) -> tuple[str, ...]:
        """The candidates as whole dates: of 58.1.1 only the years are given."""
        return tuple(dates.parse(cell, near=int(each)) if len(each) == 4 else each for each in candidates)

    def _serial(self, cell: Cell) -> tuple[str, ...]:
        counted = self._is_date and type(cell) is int and cell in _SERIALS
        return (dates.parse(cell, excel_serial=True),) if counted else ()

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
