"""Workbooks out and in (performance.md, lines 8 and 9's reading): against openpyxl for the same cells."""

import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desktop_app.workbook.plan import ColumnPlan, SheetPlan
from desktop_app.workbook.worker import read_workbook_safely
from desktop_app.workbook.write import write_workbook
from tests.bench.apart import apart
from tests.bench.harness import Line, Measured

MEMBERS, MANY = 6_703, 100_000
WORDS = ["男", "女", "汉族", "第三党支部", "大学专科", "离退休党总支"]
PLANS = [
    ColumnPlan("姓名"),
    ColumnPlan("公民身份号码"),
    ColumnPlan("出生日期", kind="date"),
    *(ColumnPlan(f"所在支部{at}") for at in range(18)),
    *(ColumnPlan(f"数{at}", kind="number") for at in range(5)),
    *(ColumnPlan(f"备注{at}") for at in range(4)),
]


def rows(count: int) -> Iterator[list[Any]]:
    """Thirty columns as a roster has them."""
    chance = random.Random(1)
    for at in range(count):
        yield [
            f"王建国{at}",
            f"410999{chance.randrange(10**8):08}{at % 10_000:04}",
            date(1930, 1, 1) + timedelta(at % 25_000),
            *(chance.choice(WORDS) for _ in range(18)),
            *(chance.randrange(1_000) for _ in range(5)),
            *(f"说明，{chance.randrange(10**6)}" for _ in range(4)),
        ]


def write_ours(path: Path, count: int) -> None:
    """The product's way."""
    write_workbook(path, [SheetPlan("党员花名册", PLANS, rows(count), count=count, note_left="填报单位：第八社区")])


def write_theirs(path: Path, count: int) -> None:
    """openpyxl write_only with lxml: the same cells, with a style each."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, Side

    book = Workbook(write_only=True)
    sheet = book.create_sheet("党员花名册")
    side = Side(style="thin")
    pattern = WriteOnlyCell(sheet)
    pattern.font, pattern.alignment = Font(name="宋体", size=11), Alignment(vertical="center", wrap_text=True)
    pattern.border = Border(left=side, right=side, top=side, bottom=side)
    for values in rows(count):
        line = [WriteOnlyCell(sheet, value) for value in values]
        for cell in line:
            cell._style = pattern._style
        sheet.append(line)
    book.save(path)


def read_theirs(path: Path) -> None:
    """openpyxl read_only: reading alone."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    for _ in book.worksheets[0].iter_rows(values_only=True):
        pass
    book.close()


def with_children(job: Callable[[], object]) -> Measured:
    """CPU time of this process and of those it started."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time()
    job()
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time()
    children = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured((end - start + children) * 1e3, "ms")


def write_from_apart(path: str, count: int) -> None:
    """`write_ours` with its path as text."""
    write_ours(Path(path), count)


def lines(folder: Path) -> Iterator[Line]:
    """Out: time and memory; in: reading in the worker, its start included."""
    ours, theirs = folder / "ours.xlsx", folder / "theirs.xlsx"
    yield Line(
        "workbook out, 6,703 × 30 styled, against openpyxl (8)",
        lambda: write_ours(ours, MEMBERS),
        lambda: write_theirs(theirs, MEMBERS),
        0.30,
    )
    much, little = (
        apart("tests.bench.lines_workbook:write_from_apart", ours, count, of="memory") for count in (MANY, MEMBERS)
    )
    yield Line("workbook out, peak memory at 100,000 against 6,703 (8)", much, little, 1.1)
    write_ours(ours, MEMBERS)
    yield Line(
        "workbook in, read in the worker, against openpyxl (9)",
        lambda: with_children(lambda: read_workbook_safely(ours)),
        lambda: with_children(lambda: read_theirs(ours)),
        0.35,
    )
