"""A table as 附件 of an official paper: on its own pages, upright or on its side, whose numbers go on from the letter's.

A table on its side has its head at the page's left edge, odd and even pages alike (GB/T 9704-2012 §9, A4 横排表格); the page number
stays where it is on other pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from desktop_app.paper.canvas import Canvas
from desktop_app.paper.fonts import Role
from desktop_app.paper.foot import Foot
from desktop_app.paper.gb9704 import BOTTOM_EDGE, HEIGHT, LEFT, LINE, RIGHT_EDGE, TOP_EDGE, WIDTH, draw_page_number
from desktop_app.paper.measures import ERHAO, SANHAO, SIHAO, WUHAO, baseline
from desktop_app.paper.pagination import Room, paginate, split_giants
from desktop_app.paper.table import PaperColumn, Row, Rows, note
from desktop_app.paper.table_drawing import Grid, balanced
from desktop_app.paper.table_layout import demands, fit, force
from desktop_app.support.tasks import Progress

_TITLE_PITCH = 30.0
_UNIT_PITCH = 22.0
_NOTE_PITCH = 16.0


@dataclass(frozen=True)
class Annex:
    """A titled table. `foot` and `notes` as in TablePaper; cells are strings as they are to be read."""

    title: str
    columns: Sequence[PaperColumn]
    rows: Iterable[Row]
    landscape: bool = True
    unit_left: str = ""
    date_right: str = ""
    foot: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()


class AnnexPages:
    """One annex while it is drawn; `label` is 附件 or 附件1. Coordinates are those of the table as it is read."""

    def __init__(self, canvas: Canvas, annex: Annex, label: str) -> None:
        self._canvas, self._annex, self._label = canvas, annex, label
        self._left, self._top = (0.0, WIDTH) if annex.landscape else (LEFT, TOP_EDGE)
        self._width, self._height = (HEIGHT, WIDTH) if annex.landscape else (WIDTH, HEIGHT)
        self._titles = balanced(canvas.pen(Role.TITLE, ERHAO), annex.title, self._width)
        self._foot = Foot(canvas, annex.foot, self._width)
        pen = canvas.pen(Role.BODY, WUHAO)
        self._notes = [line for words in annex.notes for line in pen.wrap(words, self._width)]
        self._has_units = bool(annex.unit_left or annex.date_right)
        self._above = LINE if annex.landscape else 2 * LINE
        self._head = self._above + len(self._titles) * _TITLE_PITCH + (_UNIT_PITCH if self._has_units else 8)
        self._grid, self._ranges = self._laid_out()

    def _laid_out(self) -> tuple[Grid, list[tuple[int, int]]]:
        columns = self._annex.columns
        rows = Rows(self._annex.rows, len(columns))
        rows = rows if rows.cells else Rows([note("（本表没有记录）")], len(columns))
        demanded = demands(self._canvas, columns, [set(texts) for texts in rows.columns])
        layout = fit(demanded, self._width) or force(demanded, self._width)
        make = partial(Grid, self._canvas, columns, layout=layout, x=self._left)
        grid = make(rows=rows)
        later = self._height - grid.heading_height
        room = Room(later - self._head, later, self._foot.height + len(self._notes) * _NOTE_PITCH)
        told = split_giants(grid, room.first)
        grid = grid if told is rows else make(rows=told)
        return grid, paginate(grid, room)

    def draw(self, progress: Progress) -> None:
        """Draw all its pages, numbered on."""
        for number in range(len(self._ranges)):
            progress.report(number, len(self._ranges), f"画{self._label}")
            if self._annex.landscape:
                with self._canvas.turned(RIGHT_EDGE, BOTTOM_EDGE):
                    self._draw_table(number)
                self._canvas.rotate_page(90)
            else:
                self._draw_table(number)
            draw_page_number(self._canvas, self._canvas.pages + 1)
            self._canvas.end_page()

    def _draw_table(self, number: int) -> None:
        top = self._top if number else self._draw_head()
        top = self._grid.draw_rows(*self._ranges[number], self._grid.draw_heading(top))
        if number == len(self._ranges) - 1:
            for line in self._notes:
                self._canvas.text(self._left, baseline(top, _NOTE_PITCH, WUHAO), line, Role.BODY, WUHAO)
                top -= _NOTE_PITCH
            self._foot.draw(self._left, top)

    def _draw_head(self) -> float:
        canvas, right = self._canvas, self._left + self._width
        canvas.text(self._left, baseline(self._top, LINE, SANHAO), self._label, Role.HEI, SANHAO)
        top = self._top - self._above
        for line in self._titles:
            y = baseline(top, _TITLE_PITCH, ERHAO)
            canvas.text(self._left + self._width / 2, y, line, Role.TITLE, ERHAO, align="center")
            top -= _TITLE_PITCH
        if self._has_units:
            words = self._annex.unit_left + self._annex.date_right
            size = min(SIHAO, SIHAO * (self._width - 20) / canvas.pen(Role.BODY, SIHAO).width(words))
            canvas.text(self._left, baseline(top, _UNIT_PITCH, size), self._annex.unit_left, Role.BODY, size)
            canvas.text(right, baseline(top, _UNIT_PITCH, size), self._annex.date_right, Role.BODY, size, align="right")
        return self._top - self._head
