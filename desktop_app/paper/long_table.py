"""A long table as a paper of its own: roster, ledger, form. Landscape sheets, the heading on each, the foot on the last.

Looks (office custom): title 22 pt 小标宋, unit and date below it, headings 黑体 repeated, body 仿宋, lines 0.5 pt, rows never split,
第 x 页 共 y 页. A table within a letter is an 附件: official.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.paper.canvas import Canvas, Pen
from desktop_app.paper.fonts import Fonts, Role
from desktop_app.paper.foot import Foot
from desktop_app.paper.measures import ERHAO, MM, SIHAO, WUHAO, XIAOSI, PaperSize, baseline, sheet
from desktop_app.paper.pagination import Room, paginate, split_giants
from desktop_app.paper.table import PaperColumn, PaperRow, Row, RowKind, Rows, note, part, section, total
from desktop_app.paper.table_drawing import Grid, balanced
from desktop_app.paper.table_layout import Layout, demands, fit, force
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress

__all__ = [
    "PaperColumn",
    "PaperRow",
    "Printed",
    "RowKind",
    "TablePaper",
    "note",
    "official_foot",
    "part",
    "section",
    "total",
    "write_together",
]

_SIDE = 18 * MM
_TOP = 20 * MM
_BOTTOM = 20 * MM
_PAGE_NUMBER = 11 * MM
_TITLE_PITCH = 30.0
_UNIT_PITCH = 26.0
_NOTE_PITCH = 16.0
_LONG = 200
"""Rows beyond which the type is no larger than 五号: paper is counted too."""

_NOTHING = "（本表没有记录）"


def official_foot(
    unit: str = "", leader: str = "", filler: str = "", reported: str = "", phone: str = ""
) -> tuple[tuple[str, str], ...]:
    """The foot of the 党内统计 cover: label and what is filled in; what is empty is left for the pen."""
    labels = ("填报单位（盖章）", "负责人（签名）", "填表人（签名）", "报出时间", "联系电话")
    return tuple(zip(labels, (unit, leader, filler, reported, phone), strict=True))


@dataclass(frozen=True)
class Printed:
    """What came out: pages, the sheet, the size of the body's type in points."""

    pages: int
    sheet: PaperSize
    type_size: float


@dataclass
class TablePaper:
    """One long table. All cells are strings as they are to be read; they may hold line breaks.

    `foot` holds (label, value) pairs for the last page, see `official_foot`; `notes` stand under the table. With `may_grow` an A4
    table whose words wouldn't fit goes to A3.
    """

    title: str
    columns: Sequence[PaperColumn]
    rows: Iterable[Row]
    unit_left: str = ""
    date_right: str = ""
    foot: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()
    size: PaperSize = "A4"
    landscape: bool = True
    may_grow: bool = True
    fonts: Fonts | None = field(default=None, repr=False)

    def write(self, path: Path, progress: Progress = SILENT) -> Printed:
        """Write the PDF, wholly or not at all. `Cancelled` and OfficeError leave nothing behind."""
        canvas = Canvas(sheet(self.size, self.landscape), title=self.title, fonts=self.fonts)
        chosen, size = self.draw(canvas, progress)
        progress.check()
        canvas.save(path)
        return Printed(canvas.pages, chosen, size)

    def draw(self, canvas: Canvas, progress: Progress = SILENT) -> tuple[PaperSize, float]:
        """Draw its pages, numbered from 1, where a canvas's new page begins; the sheet and the size of the body's type."""
        rows = Rows(self.rows, len(self.columns))
        if not rows.cells:
            rows = Rows([note(_NOTHING)], len(self.columns))
        progress.report(0, len(rows), "排版")
        chosen, layout = self._lay_out(canvas, rows)
        canvas.size = sheet(chosen, self.landscape)
        _Pages(self, canvas, rows, layout).draw(progress)
        return chosen, layout.size

    def _lay_out(self, canvas: Canvas, rows: Rows) -> tuple[PaperSize, Layout]:
        demanded = demands(canvas, self.columns, [set(texts) for texts in rows.columns])
        sizes: list[PaperSize] = ["A4", "A3"] if self.size == "A4" and self.may_grow else [self.size]
        largest = WUHAO if len(rows) > _LONG else XIAOSI
        for size in sizes:
            if layout := fit(demanded, self._room(size), largest):
                return size, layout
        return sizes[-1], force(demanded, self._room(sizes[-1]))

    def _room(self, size: PaperSize) -> float:
        return sheet(size, self.landscape)[0] - 2 * _SIDE


def write_together(papers: Iterable[TablePaper], path: Path, progress: Progress = SILENT) -> int:
    """Several tables in one PDF, each with its own page numbers; how many pages. OfficeError where there is none."""
    canvas: Canvas | None = None
    for paper in papers:
        if canvas is None:
            canvas = Canvas(sheet(paper.size, paper.landscape), title=paper.title, fonts=paper.fonts)
        paper.draw(canvas, progress)
        progress.check()
    if canvas is None:
        raise OfficeError("没有可以打印的内容。", "请先选几行。")
    canvas.save(path)
    return canvas.pages


class _Pages:
    """One TablePaper while its pages are drawn."""

    def __init__(self, paper: TablePaper, canvas: Canvas, rows: Rows, layout: Layout) -> None:
        self.paper, self.canvas = paper, canvas
        self.width, self.height = canvas.size
        body = self.height - _TOP - _BOTTOM
        self.titles = balanced(canvas.pen(Role.TITLE, ERHAO), paper.title, self.width - 2 * _SIDE)
        has_units = bool(paper.unit_left or paper.date_right)
        self.head = len(self.titles) * _TITLE_PITCH + (_UNIT_PITCH if has_units else 10.0)
        self.foot = Foot(canvas, paper.foot, self.width - 2 * _SIDE)
        self.notes = [line for note in paper.notes for line in self._note_pen.wrap(note, self.width - 2 * _SIDE)]
        self.grid = Grid(canvas, paper.columns, rows, layout, _SIDE)
        later = body - self.grid.heading_height
        room = Room(later - self.head, later, self.foot.height + len(self.notes) * _NOTE_PITCH)
        told = split_giants(self.grid, room.first)
        if told is not rows:
            self.grid = Grid(canvas, paper.columns, told, layout, _SIDE)
        self.ranges = paginate(self.grid, room)

    @property
    def _note_pen(self) -> Pen:
        return self.canvas.pen(Role.BODY, WUHAO)

    def draw(self, progress: Progress) -> None:
        for number, (start, end) in enumerate(self.ranges):
            progress.report(start, len(self.grid.rows), "画页")
            self._draw_page(number, start, end)
        progress.report(len(self.grid.rows), len(self.grid.rows), "画页")

    def _draw_page(self, number: int, start: int, end: int) -> None:
        top = self.height - _TOP
        if number == 0:
            top = self._draw_title(top)
        top = self.grid.draw_rows(start, end, self.grid.draw_heading(top))
        if number == len(self.ranges) - 1:
            self.foot.draw(_SIDE, self._draw_notes(top))
        counted = f"第 {number + 1} 页  共 {len(self.ranges)} 页"
        self.canvas.text(self.width / 2, _PAGE_NUMBER, counted, Role.SONG, WUHAO, align="center")
        self.canvas.end_page()

    def _draw_title(self, top: float) -> float:
        for number, line in enumerate(self.titles):
            y = baseline(top - number * _TITLE_PITCH, _TITLE_PITCH, ERHAO)
            self.canvas.text(self.width / 2, y, line, Role.TITLE, ERHAO, align="center")
        if self.paper.unit_left or self.paper.date_right:
            self._draw_units(top - len(self.titles) * _TITLE_PITCH)
        return top - self.head

    def _draw_units(self, top: float) -> None:
        left, right = self.paper.unit_left, self.paper.date_right
        room = self.width - 2 * _SIDE - 20
        sizes = (SIHAO, XIAOSI, WUHAO, 9.0, 7.5)
        wide = [size for size in sizes if self.canvas.pen(Role.BODY, size).width(left + right) <= room]
        size = wide[0] if wide else room / self.canvas.pen(Role.BODY, 1).width(left + right)
        y = baseline(top, _UNIT_PITCH, size)
        self.canvas.text(_SIDE, y, left, Role.BODY, size)
        self.canvas.text(self.width - _SIDE, y, right, Role.BODY, size, align="right")

    def _draw_notes(self, top: float) -> float:
        for number, line in enumerate(self.notes):
            self.canvas.text(_SIDE, baseline(top - number * _NOTE_PITCH, _NOTE_PITCH, WUHAO), line, Role.BODY, WUHAO)
        return top - len(self.notes) * _NOTE_PITCH
