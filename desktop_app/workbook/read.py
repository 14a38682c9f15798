"""Reads a workbook of any kind into plain values, in this process.

Files from outside go through `worker.read_workbook_safely`, which does the same in a process that may die alone.
"""

import hashlib
import os
from pathlib import Path

from desktop_app.support.tasks import SILENT, Progress
from desktop_app.workbook.cells import (
    EmptyWorkbook,
    QuickReaderFailed,
    Sheet,
    Workbook,
    WorkbookError,
    WorkbookLocked,
    clip_merges,
    trim_rows,
)
from desktop_app.workbook.facts import SheetFacts, SheetSource
from desktop_app.workbook.preflight import LARGEST_FILE, too_large
from desktop_app.workbook.sniff import kind_of
from desktop_app.workbook.sources import check_size, sources

_EVERY = 2_000


def read_workbook(path: Path | str, progress: Progress = SILENT) -> Workbook:
    """Read the file as it is at this moment. Raises WorkbookError (see cells.py), `Cancelled` through `progress`."""
    path = Path(path)
    data = snapshot(path)
    kind = kind_of(data, path.name)
    try:
        sheets = [gather(source, progress) for source in sources(data, kind, path.stem, progress)]
    except QuickReaderFailed:
        if kind != "xlsx":
            raise
        sheets = [gather(source, progress) for source in sources(data, kind, path.stem, progress, sparse=True)]
    return finished(path, kind, hashlib.sha256(data).hexdigest(), sheets)


def snapshot(path: Path) -> bytes:
    """The file's bytes, read once: what WPS or a branch does to the file afterwards no longer matters."""
    try:
        if path.is_dir():
            raise WorkbookError(f"“{path.name}”是文件夹，不是文件。", "请打开文件夹，选择里面的表格文件。")
        if path.stat().st_size > LARGEST_FILE:
            raise too_large(f"“{path.name}”有 {path.stat().st_size / 1_048_576:,.0f} MB，太大了。")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise WorkbookLocked(f"找不到“{path.name}”。", "文件可能已被移走，或 U 盘已拔出，请重新选择。") from error
    except PermissionError as error:
        raise _locked(path) from error
    except OSError as error:
        raise WorkbookLocked(
            f"“{path.name}”读不出来（{error.strerror}）。", "请把它复制到本机硬盘后再导入。"
        ) from error


def _locked(path: Path) -> WorkbookLocked:
    if os.name == "nt":
        return WorkbookLocked(f"“{path.name}”正被 WPS 或 Excel 打开，读不出来。", "请先在那边关闭它再导入。")
    return WorkbookLocked(f"没有权限读取“{path.name}”。", "请把它复制到自己的文件夹里再导入。")


def gather(source: SheetSource, progress: Progress) -> Sheet:
    """One sheet with all its rows."""
    sheet = Sheet(source.name, source.hidden)
    cells = 0
    for number, row in enumerate(source.rows):
        if number % _EVERY == 0:
            progress.report(number, 0, f"读取“{source.name}”")
            check_size(cells)
        cells += len(row)
        sheet.rows.append(row)
    complete(sheet, source.facts)
    return sheet


def complete(sheet: Sheet, facts: SheetFacts) -> None:
    """Cut off the empty end and take over what was noted beside the values."""
    trim_rows(sheet.rows)
    sheet.merged = clip_merges(facts.merged, sheet.rows)
    sheet.mac_dates, sheet.remarked = facts.mac_dates, facts.remarked
    height, width = len(sheet.rows), max(map(len, sheet.rows), default=0)
    sheet.hidden_rows = sorted({row for row in facts.hidden_rows if row < height})
    sheet.hidden_columns = sorted({column for column in facts.hidden_columns if column < width})


def finished(path: Path, kind: str, sha256: str, sheets: list[Sheet]) -> Workbook:
    """The workbook, or EmptyWorkbook if no sheet holds anything."""
    if not any(sheet.rows for sheet in sheets):
        raise EmptyWorkbook(f"“{path.name}”里没有内容，所有工作表都是空的。", "请确认选对了文件，且已填好并保存。")
    return Workbook(path, kind, sha256, sheets)
