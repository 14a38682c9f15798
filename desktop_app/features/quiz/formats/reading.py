"""Which of the notations a text is in, and the texts' way into the import preview; Excel tables with all options in one cell too."""

import re
from collections.abc import Sequence
from pathlib import Path

from desktop_app.features.quiz.fields import LETTERS
from desktop_app.features.quiz.formats import aiken, gift, pasted
from desktop_app.features.quiz.formats.drafts import as_workbook
from desktop_app.storage.kind import plain_text
from desktop_app.support.errors import OfficeError
from desktop_app.workbook.cells import Cell, Sheet, Workbook
from desktop_app.workbook.text import decode

TEXTS = (".txt", ".gift", ".aiken", ".md")
_ONE_CELL = ("选项", "备选项", "备选答案", "选项内容", "全部选项")
_MARK = re.compile(r"(?:^|[\s;；,，|\n])[(（]?([A-FＡ-Ｆ])\s*[.．、:：)）]\s*")


def read_text(text: str, name: str) -> Workbook:
    """Questions of a text as a workbook for the preview. OfficeError when there is none in it."""
    if gift.looks_like(text):
        drafts = gift.read(text)
    elif aiken.looks_like(text):
        drafts = aiken.read(text)
    else:
        drafts = pasted.read(text)
    if not drafts:
        raise OfficeError(
            "没有找到题目。", "题目要编号（1. 2. …），选项写成 A. B. C.，答案写在括号里、单独一行或集中在末尾。"
        )
    return as_workbook(drafts, name, text)


def read_text_file(path: Path) -> Workbook:
    """The same of a file in any usual encoding."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise OfficeError(
            f"“{path.name}”打不开：{fault.strerror}。", "请确认文件还在，并且没有被别的程序占用。"
        ) from fault
    return read_text(decode(data)[0], path.name)


def spread_options(workbook: Workbook) -> Workbook:
    """Tables in which one cell holds all options (A.甲 B.乙) get a column for each; others come back as they are."""
    for sheet in workbook.sheets:
        _spread(sheet)
    return workbook


def _spread(sheet: Sheet) -> None:
    for header_at, row in enumerate(sheet.rows[:10]):
        headings = [plain_text(cell) if isinstance(cell, str) else "" for cell in row]
        at = next((n for n, heading in enumerate(headings) if heading in _ONE_CELL), None)
        if at is not None and "题干" in "".join(headings) + "题干" * any("题目" in each for each in headings):
            for below in sheet.rows[header_at + 1 :]:
                below.extend([None] * (at + 1 - len(below)))
                below[at : at + 1] = _split(below[at])
            row[at : at + 1] = [f"选项{letter}" for letter in LETTERS]
            return


def _split(cell: Cell) -> Sequence[Cell]:
    text = str(cell or "")
    marks = list(_MARK.finditer(text))
    if marks:
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        parts = [text[mark.end() : end].strip(" ;；|\n") for mark, end in zip(marks, ends, strict=True)]
    else:
        parts = [part.strip() for part in re.split(r"[|\n]|[;；]", text) if part.strip()]
    parts = parts[: len(LETTERS)]
    return [*parts, *[None] * (len(LETTERS) - len(parts))]
