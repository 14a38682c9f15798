"""An .xlsx for calamine to walk through once. What it reads of a workbook is grids.py's to know.

For a sheet's merges calamine (0.9) goes through all its cells a second time, up to the list of merges behind them; that took a third of
the time of reading. With an empty list before the cells it stops there; the scan has noted the real one.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import BinaryIO

from desktop_app.workbook.preflight import is_read

_LARGEST = 32 * 1_048_576
"""Bytes, unpacked, of all parts: they are held in memory side by side with what is read of them."""

_CELLS, _NO_MERGES = b"<sheetData", b"<mergeCells></mergeCells>"


def is_small(archive: zipfile.ZipFile) -> bool:
    """Whether there is room for a copy of the whole archive."""
    return sum(entry.file_size for entry in archive.infolist()) <= _LARGEST


def for_one_walk(archive: zipfile.ZipFile, sheets: Mapping[str, Sequence[bytes]]) -> BinaryIO | None:
    """The archive's parts unpacked, with these sheets' XML (in pieces) as it was read; None where a part is damaged: it may be one
    that nobody needs. A sheet that is written otherwise than usual stays as it is, and is walked through twice."""
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as copy:
            for entry in archive.infolist():
                if entry.filename in sheets:
                    with copy.open(zipfile.ZipInfo(entry.filename), "w") as part:
                        part.writelines(_with_no_merges_first(sheets[entry.filename]))
                elif is_read(entry.filename):
                    copy.writestr(zipfile.ZipInfo(entry.filename), archive.read(entry))
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return None
    made.seek(0)
    return made


def _with_no_merges_first(pieces: Sequence[bytes]) -> Sequence[bytes]:
    first = pieces[0].replace(_CELLS, _NO_MERGES + _CELLS, 1) if pieces else b""
    return [first, *pieces[1:]]
