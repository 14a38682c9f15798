"""What a workbook to be written is: sheets, columns and the few kinds of cell that aren't plain values."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "number", "date"]
Align = Literal["", "left", "center", "right"]

_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_LAST_ROW = 1_048_576
_BARE_NAME = re.compile(r"[^\W\d][\w.]*")


@dataclass(frozen=True, slots=True)
class Formula:
    """A real formula, with its `=`; nothing else in a row ever becomes one. `value` is shown until it is recalculated."""

    text: str
    value: str | int | float | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A value whose cell is coloured to be looked at (a refused cell in a bounce file)."""

    value: "Value"


Value = None | str | int | float | bool | Decimal | date | datetime | Formula | Marked


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """One column.

    `width` is in Excel's characters (a Chinese one counts two), None fits it to heading and values. `kind` text: whatever
    comes is text, with all its digits; number; date: dates, and full ISO strings as dates, are real ones shown as
    `number_format` (yyyy-mm-dd), partial dates stay text. `group` is a heading above this one, shared with neighbours of
    the same group. `choices` makes a drop-down list. On a protected sheet only `editable` columns may be typed in.
    """

    heading: str
    width: float | None = None
    align: Align = ""
    kind: Kind = "text"
    number_format: str = ""
    group: str = ""
    choices: Sequence[str] = ()
    editable: bool = True
    hidden: bool = False


@dataclass(frozen=True)
class SheetPlan:
    """One sheet: a title over the table, a line with `note_left` and `note_right`, headings, rows, totals, a closing line.

    `name` is made fit for a tab; it is the title where it's empty; sheets of one name are numbered, so don't refer to those.
    `rows` is gone through once, one row at a time; each is as long as `columns`. `count` tells the progress how many there
    are, where `rows` can't. `spare_rows` are empty and bordered, for people to fill in. `totals` is a last row in bold,
    outside the filter. `closing` is one line under the table (填报单位（盖章）…). `protected` locks all but editable
    columns, without a password.
    """

    title: str
    columns: Sequence[ColumnPlan]
    rows: Iterable[Sequence[Value]]
    name: str = ""
    note_left: str = ""
    note_right: str = ""
    count: int = 0
    totals: Sequence[Value] = ()
    closing: str = ""
    freeze_columns: int = 0
    spare_rows: int = 0
    protected: bool = False
    hidden: bool = False
    title_rows: int = field(init=False)
    heading_row: int = field(init=False)

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a sheet needs columns")
        above = bool(self.title) + bool(self.note_left or self.note_right)
        grouped = any(column.group for column in self.columns)
        object.__setattr__(self, "name", clean_sheet_name(self.name or self.title))
        object.__setattr__(self, "title_rows", above)
        object.__setattr__(self, "heading_row", above + 1 + grouped)

    @property
    def first_row(self) -> int:
        """Excel's number of the first row of data."""
        return self.heading_row + 1

    def reference(self, heading: str, rows: int | None = None) -> str:
        """Where a column's values stand, for formulas on other sheets: 花名册!$B$4:$B$6706; without `rows` to the bottom."""
        letter = column_letter([column.heading for column in self.columns].index(heading))
        last = _LAST_ROW if rows is None else max(self.first_row, self.first_row + rows - 1)
        return f"{quoted_name(self.name)}!${letter}${self.first_row}:${letter}${last}"


def quoted_name(name: str) -> str:
    """A sheet's name as formulas and links write it; a plain ASCII one could be taken for a cell (A1), so it is quoted."""
    return name if _BARE_NAME.fullmatch(name) and not name.isascii() else "'" + name.replace("'", "''") + "'"


def clean_sheet_name(text: str) -> str:
    """A name Excel takes for a tab: ≤ 31 characters, none of `[ ] : * ? / \\`, no apostrophe at the ends, not empty."""
    name = _FORBIDDEN_IN_NAMES.sub(" ", text)
    name = " ".join(name.split())[:_LONGEST_NAME].strip(" '")
    return name if name and name.lower() != "history" else f"{name}表"


def distinct_names(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """The names with a number after those that come again (Excel doesn't tell capitals from small letters)."""
    used = {name.lower() for name in taken}
    found: list[str] = []
    for name in names:
        candidate, number = name, 1
        while candidate.lower() in used:
            number += 1
            mark = f"（{number}）"
            candidate = name[: _LONGEST_NAME - len(mark)] + mark
        used.add(candidate.lower())
        found.append(candidate)
    return found


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
