"""What a read workbook is: sheets of plain Python values, and the sentences for a file that is none."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desktop_app.support.errors import OfficeError

if TYPE_CHECKING:
    from pathlib import Path

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column: indexes into `Sheet.rows`, the last ones included."""

ERROR_WORDS = frozenset(
    {
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
        "#GETTING_DATA", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!", "#PYTHON!",
    }
)  # fmt: skip

NOT_CALCULATED = "公式没有计算结果，请用 Excel 或 WPS 打开原文件，保存一次再导入"
UNKNOWN = "\ufffd"
UNREADABLE_CHARACTERS = "有认不出的字，请对照原文件改正"
_EXACT = 2**53
_LONGEST_NUMBER = 1e25


class WorkbookError(OfficeError):
    """The file can't be read as a workbook."""


class NotAWorkbook(WorkbookError):
    """Something else: a Word document, a picture, a program …"""


class ProtectedWorkbook(WorkbookError):
    """It opens with a password only."""


class EmptyWorkbook(WorkbookError):
    """There is nothing in it."""


class BrokenWorkbook(WorkbookError):
    """Half written, cut off on its way, or damaged."""


class QuickReaderFailed(BrokenWorkbook):
    """The quick reader can't go on, but the slow one may (a duration no calendar holds, say)."""


class WorkbookTooLarge(WorkbookError):
    """More than this program takes in at once."""


class WorkbookLocked(WorkbookError):
    """Another program holds it, or the file is out of reach."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that says something and yet has no value: an error, a formula never calculated. `why` is for the clerk."""

    text: str
    why: str


Cell = None | str | int | float | bool | date | datetime | BadCell


@dataclass
class Sheet:
    """One sheet. `rows[0]` is Excel's row 1 and `rows[n][0]` its column A; trailing empty cells and rows are cut off.

    `hidden_rows` and `hidden_columns` are indexes too (hidden by hand or by a filter); they're in `rows` like all others.
    `mac_dates`: a bare number counts days from 1904. `remarked`: what a person sees and a value doesn't tell (struck out, red, with a
    comment), in sentences.
    """

    name: str
    hidden: bool = False
    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    mac_dates: bool = False
    remarked: list[str] = field(default_factory=list)


@dataclass
class Workbook:
    """A file as it was at one moment. `kind` is what it *is* ('xlsx', 'xls', 'ods', 'csv' …), whatever its name says."""

    path: "Path"
    kind: str
    sha256: str
    sheets: list[Sheet]


def plain(value: Any) -> Cell:
    """A reader's value as a Cell: empty is None, whole floats are int, a time or a duration is text like 12:30."""
    kind = type(value)
    if kind is str:
        return text(value)
    if kind is float:
        return number(value)
    if kind is datetime:
        return value if value.time() != time() else value.date()
    if kind is time:
        return value.isoformat("auto")
    return _duration(value) if kind is timedelta else value


def text(value: str) -> Cell:
    """Text as a Cell; what could not be decoded (U+FFFD) is a fault, as error words are."""
    if UNKNOWN in value:
        return BadCell(value, UNREADABLE_CHARACTERS)
    return bad_if_error(value) if value[:1] == "#" else value or None


def number(value: float) -> int | float:
    """Whole floats as int, with the digits Excel holds: 4.10901195801011E+17 is …011000, not the nearest binary number."""
    if value != value or not -_LONGEST_NUMBER < value < _LONGEST_NUMBER or value != int(value):
        return value
    return int(value) if -_EXACT <= value <= _EXACT else int(Decimal(repr(value)))


def bad_if_error(text: str) -> Cell:
    """`#N/A` and its like are never text, however they got there."""
    word = text.strip().upper()
    return BadCell(word, error_reason(word)) if word in ERROR_WORDS else text


def error_reason(word: str) -> str:
    """What the clerk is told of a cell that holds an error value."""
    return f"单元格是错误值 {word}，请在原文件中改正"


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def is_blank(cell: Cell) -> bool:
    """Nothing a person would see: None, or only white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def trim_row(row: list[Cell]) -> list[Cell]:
    """The row without its trailing empty cells (white space is kept: it may be what a cell holds)."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    del row[end:]
    return row


def trim_rows(rows: list[list[Cell]]) -> None:
    """Cut off, in place, the trailing rows in which nobody would see anything."""
    end = len(rows)
    while end and all(is_blank(cell) for cell in rows[end - 1]):
        end -= 1
    del rows[end:]


def clip_merges(merges: list[Merge], rows: list[list[Cell]]) -> list[Merge]:
    """The merges that touch data, cut to where data ends: a merge of a million blank rows costs nobody anything."""
    height, width = len(rows), max(map(len, rows), default=0)
    return [
        (top, left, min(bottom, height - 1), min(right, max(width - 1, left)))
        for top, left, bottom, right in merges
        if top < height and left < width and bottom >= top and right >= left
    ]


def broken(what: str = "文件不完整或已损坏。") -> BrokenWorkbook:
    """What is said of every file that is cut off or damaged."""
    return BrokenWorkbook(what, "请向发送人再要一份，或在 Excel、WPS 中打开后另存为 .xlsx 再试。")
