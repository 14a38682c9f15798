"""Looks a zipped workbook over before anything large is unpacked: a bomb is refused by its list of contents alone."""

import zipfile

from desktop_app.workbook.cells import WorkbookError, WorkbookTooLarge, broken

LARGEST_FILE = 150 * 1_048_576
"""Bytes on disk; 100,000 members with 40 columns are about 25 MB."""

LARGEST_PART = 1_200 * 1_048_576
"""Bytes of one unpacked part; a million formatted blank rows are some hundred MB."""

LARGEST_STRINGS = 128 * 1_048_576
"""Bytes of the unpacked table of texts: it is held in memory whole. 100,000 members with 40 columns have some 25 MB."""

_ALL_PARTS = 1_600 * 1_048_576
_RATIO_WATCHED_FROM = 64 * 1_048_576
_HIGHEST_RATIO = 150
_MOST_PARTS = 5_000
_SPLIT = "请在 Excel 中删去多余的行、列和图片，或按支部分成几个文件再导入。"


def too_large(what: str) -> WorkbookTooLarge:
    """`what` is too large, and how to make it smaller."""
    return WorkbookTooLarge(what, _SPLIT)


def check_archive(archive: zipfile.ZipFile) -> None:
    """Raise WorkbookTooLarge or BrokenWorkbook by what the archive says of its parts (sizes, ratio, number, doubles).

    What it says may be a lie; whoever unpacks a part with zipfile gets no more than was declared, or an error.
    """
    parts = [entry for entry in archive.infolist() if is_read(entry.filename)]
    if len(archive.infolist()) > _MOST_PARTS:
        raise too_large("这个工作簿里的部件太多，读不了。")
    if len({entry.filename.lower() for entry in parts}) < len(parts):
        raise broken("文件内部有重复的部件，已损坏。")
    for entry in parts:
        _check_part(entry)
    if sum(entry.file_size for entry in parts) > _ALL_PARTS:
        raise too_large("这个工作簿展开后太大，读不了。")


def is_read(name: str) -> bool:
    """Whether a part may be unpacked at all: pictures and the like never are, so their size doesn't matter."""
    return name.lower().endswith((".xml", ".rels", ".bin", "mimetype"))


def _check_part(entry: zipfile.ZipInfo) -> None:
    ratio = entry.file_size / max(entry.compress_size, 1)
    most = LARGEST_STRINGS if entry.filename.lower().endswith("sharedstrings.xml") else LARGEST_PART
    if entry.file_size > most or (entry.file_size > _RATIO_WATCHED_FROM and ratio > _HIGHEST_RATIO):
        raise too_large("这个工作簿展开后太大，读不了。")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise WorkbookError("这个工作簿用了不常见的压缩方式，读不出来。", "请在 Excel 中打开后另存为 .xlsx 再导入。")
