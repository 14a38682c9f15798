"""Writes a workbook as a careful colleague would make it, row by row in constant memory, whole or not at all.

openpyxl makes the frame (frame.py); the rows, which are nearly all of the file, are streamed into it (body.py).
"""

import zipfile
from collections.abc import Iterator, Sequence, Sized
from itertools import chain, islice
from pathlib import Path
from typing import IO

from desktop_app.support.errors import OfficeError
from desktop_app.support.files import write_atomically
from desktop_app.support.tasks import SILENT, Progress
from desktop_app.workbook.body import BodyWriter
from desktop_app.workbook.facts import MOST_ROWS
from desktop_app.workbook.frame import Frame, SheetFrame
from desktop_app.workbook.plan import SheetPlan, Value
from desktop_app.workbook.widths import fitting_widths

_SAMPLE = 500
_ROWS_AT_ONCE = 250
_QUICK = 4  # zlib level: a tenth more bytes than the usual 6 in two thirds of the time
_LARGEST_SHEET = 2_000_000_000  # bytes of XML that every spreadsheet program opens


class TooManyRows(OfficeError):
    """More than one sheet can hold; nothing is written."""


def write_workbook(
    path: Path | str, sheets: Sequence[SheetPlan], progress: Progress = SILENT, *, contents: bool | None = None
) -> None:
    """Write `sheets` to `path` (.xlsx). A contents sheet comes first where there are several, or as `contents` says.

    Raises FileNotWritten (disk, folder, open elsewhere), TextTooLong, TooManyRows, `Cancelled` through `progress`; each
    of them, and an error in somebody's rows, leaves what was at `path` before.
    """
    if not sheets:
        raise ValueError("a workbook needs a sheet")
    several = sum(not plan.hidden for plan in sheets) > 1
    frame = Frame(sheets, contents=several if contents is None else contents)
    with (
        write_atomically(path) as temporary,
        zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICK) as archive,
    ):
        _write_all(archive, frame, progress)


def _write_all(archive: zipfile.ZipFile, frame: Frame, progress: Progress) -> None:
    """Sheets one after the other; then, with every row counted, all other parts."""
    for plan in frame.plans:
        first, rows = _sample(plan)
        sheet = frame.add(plan, fitting_widths(plan.columns, first, plan.title))
        with archive.open(sheet.part, "w") as part:
            part.write(frame.above_rows(sheet))
            _Rows(sheet, part, progress).write(rows)
            frame.finish(sheet)
            part.write(frame.below_rows(sheet))
    for name, content in frame.other_parts().items():
        archive.writestr(name, content)


def _sample(plan: SheetPlan) -> tuple[list[Sequence[Value]], Iterator[Sequence[Value]]]:
    """The first rows, from which the widths are told, and all rows."""
    rows = iter(plan.rows)
    first = list(islice(rows, _SAMPLE))
    if plan.totals:
        return [*first, plan.totals], chain(first, rows)
    return first, chain(first, rows)


class _Rows:
    """Streams the rows of one sheet and tells its frame where they ended."""

    def __init__(self, frame: SheetFrame, part: IO[bytes], progress: Progress) -> None:
        self._frame = frame
        self._plan = frame.plan
        self._part = part
        self._progress = progress
        self._writer = BodyWriter(frame.plan.name, frame.plan.columns, frame.styles, frame.widths)
        self._count = frame.plan.count or _length(frame.plan.rows)
        self._bytes = 0

    def write(self, rows: Iterator[Sequence[Value]]) -> None:
        last = self._data(rows)
        last = self._spare(last)
        self._frame.last_data_row = last
        if self._plan.totals:
            last += 1
            self._put([self._writer.row(last, self._plan.totals, total=True)])
        if self._plan.closing:
            last += 1
            self._put([self._writer.line(last, self._plan.closing, self._frame.closing_style)])
        self._frame.last_row = last

    def _data(self, rows: Iterator[Sequence[Value]]) -> int:
        number, what = self._plan.heading_row, f"写出“{self._plan.name}”"
        while batch := list(islice(rows, _ROWS_AT_ONCE)):
            self._progress.report(number - self._plan.heading_row, self._count, what)
            self._check_room(number + len(batch))
            self._put([self._writer.row(at, values) for at, values in enumerate(batch, number + 1)])
            number += len(batch)
        self._progress.report(number - self._plan.heading_row, self._count, what)
        return number

    def _spare(self, last: int) -> int:
        empty = (None,) * len(self._plan.columns)
        self._check_room(last + self._plan.spare_rows)
        self._put([self._writer.row(last + at, empty) for at in range(1, self._plan.spare_rows + 1)])
        return last + self._plan.spare_rows

    def _put(self, rows: list[str]) -> None:
        self._bytes += self._part.write("".join(rows).encode("utf-8"))

    def _check_room(self, last: int) -> None:
        if last > MOST_ROWS - 2 or self._bytes > _LARGEST_SHEET:
            raise TooManyRows(f"《{self._plan.name}》太大，一张 Excel 工作表放不下。", "请先筛选，分几次导出。")


def _length(rows: object) -> int:
    return len(rows) if isinstance(rows, Sized) else 0
