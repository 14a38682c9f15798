"""A table on a canvas: heights of its rows, its heading, its cells and lines. Which rows go on which page is for the caller.

Made for tens of thousands of rows: each distinct text of a column is turned into page operators once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop_app.paper.canvas import Align, Canvas, Pen
from desktop_app.paper.fonts import Role
from desktop_app.paper.measures import baseline
from desktop_app.paper.table import PaperColumn, RowKind, Rows
from desktop_app.paper.table_layout import Layout

LEADING = 1.25
AIR = 0.55
"""Line pitch, and the room above and below a row's text taken together, in ems."""

Operators = tuple[str, str]
"""What shows one line of text, but for its height on the page: before and after the y."""


def balanced(pen: Pen, text: str, width: float) -> list[str]:
    """The text in as few lines as the width allows, of about equal length (headings, titles)."""
    lines = pen.wrap(text, width)
    narrower = max(pen.width(text) / len(lines), pen.size)
    while len(lines) > 1 and narrower < width:
        tried = pen.wrap(text, narrower)
        if len(tried) <= len(lines):
            return tried
        narrower += pen.size / 4
    return lines


@dataclass
class _Column:
    """One column while it is drawn: where it stands and the operators of the texts seen so far."""

    left: float
    width: float
    align: Align
    padding: float
    shown: dict[str, Operators]
    broken: dict[str, list[str]]

    def place(self, pen: Pen, text: str) -> Operators:
        """The operators of one line, remembered."""
        found = self.shown.get(text)
        if found is None:
            spare = self.width - 2 * self.padding - pen.width(text)
            shift = {"left": 0.0, "center": spare / 2, "right": spare}[self.align]
            x = self.left + self.padding + shift
            found = self.shown[text] = (f"1 0 0 1 {x:.2f} ", f" Tm {pen.operators(text)}")
        return found


class Grid:
    """A table laid out: ask for heights, then draw heading and rows where you like. `x` is fixed, tops are given by the caller."""

    def __init__(self, canvas: Canvas, columns: Sequence[PaperColumn], rows: Rows, layout: Layout, x: float) -> None:
        self.canvas, self.rows, self.layout, self.x = canvas, rows, layout, x
        self.body = canvas.pen(Role.BODY, layout.size)
        self.bold = canvas.pen(Role.HEI, layout.size)
        self._headings = columns
        self._columns = self._placed(columns)
        self._any_broken = False
        self.heights = self._row_heights()
        self._heading_lines = [self._broken_heading(number) for number in range(len(columns))]
        self._group_height, self._own_height = self._heading_heights()

    # --- sizes

    @property
    def heading_height(self) -> float:
        """Height of the heading row or rows."""
        return self._group_height + self._own_height

    def line_height(self, lines: int = 1) -> float:
        """Height of a row whose tallest cell has so many lines."""
        return (lines * LEADING + AIR) * self.layout.size

    def _placed(self, columns: Sequence[PaperColumn]) -> list[_Column]:
        placed: list[_Column] = []
        left = self.x
        for column, width in zip(columns, self.layout.widths, strict=True):
            placed.append(_Column(left, width, column.align, self.layout.padding, {}, {}))
            left += width
        return placed

    def _row_heights(self) -> list[float]:
        counts = [1] * len(self.rows)
        for column, texts in zip(self._columns, self.rows.columns, strict=True):
            column.broken = self._broken_cells(column, set(texts))
            if column.broken:
                self._any_broken = True
                found = column.broken.get
                counts = [max(count, len(found(text, " "))) for count, text in zip(counts, texts, strict=True)]
        by_count = {count: self.line_height(count) for count in set(counts)}
        heights = [by_count[count] for count in counts]
        for number, kind in self.rows.kinds.items():
            if kind.across:
                heights[number] = self.line_height(len(self._section_lines(number)))
        return heights

    def _broken_cells(self, column: _Column, texts: set[str]) -> dict[str, list[str]]:
        """The texts that need several lines in this column; measured in the wider of the two faces a row may take."""
        inner = column.width - 2 * column.padding + 0.01
        ems, room = self.body.ems, inner / self.layout.size
        return {text: self.body.wrap(text, inner) for text in texts if ems[text] > room or "\n" in text}

    def parts(self, cells: Sequence[str], most: int) -> list[tuple[str, ...]]:
        """A row told in several, none with more than `most` lines: what continues a cell stands in the next row."""
        lines = [column.broken.get(text, [text]) for column, text in zip(self._columns, cells, strict=True)]
        tallest = max(map(len, lines))
        starts = range(0, tallest, most)
        return [tuple("\n".join(cell[start : start + most]) for cell in lines) for start in starts]

    def _section_lines(self, number: int) -> list[str]:
        return self.bold.wrap(self.rows.cells[number][0], self.layout.width - 2 * self.layout.padding)

    def _broken_heading(self, number: int) -> list[str]:
        inner = self.layout.widths[number] - 2 * self.layout.padding + 0.01
        return balanced(self.bold, self._headings[number].heading, inner)

    def _groups(self) -> Iterator[tuple[str, int, int]]:
        """Each group's name with its first column and the one after its last; '' for a column without a group."""
        start = 0
        for name, members in groupby(self._headings, key=lambda column: column.group):
            count = len(list(members))
            if name:
                yield name, start, start + count
            else:
                yield from (("", place, place + 1) for place in range(start, start + count))
            start += count

    def _heading_heights(self) -> tuple[float, float]:
        lines = [len(lines) for lines in self._heading_lines]
        grouped = [place for name, start, end in self._groups() if name for place in range(start, end)]
        if not grouped:
            return 0.0, self.line_height(max(lines)) + AIR / 2 * self.layout.size
        group = self.line_height(max(len(self._group_lines(*group)) for group in self._groups() if group[0]))
        own = self.line_height(max(lines[place] for place in grouped))
        alone = self.line_height(max([lines[place] for place in range(len(lines)) if place not in grouped], default=1))
        return group, max(own, alone - group)

    def _span(self, start: int, end: int) -> float:
        return sum(self.layout.widths[start:end])

    def _group_lines(self, name: str, start: int, end: int) -> list[str]:
        return balanced(self.bold, name, self._span(start, end) - 2 * self.layout.padding)

    # --- drawing

    def draw_heading(self, top: float) -> float:
        """Draw the heading rows below `top`; the height of their lower edge."""
        middle, bottom = top - self._group_height, top - self.heading_height
        for name, start, end in self._groups():
            left, width = self._columns[start].left, self._span(start, end)
            if name:
                self._heading_cell(left, width, top, middle, self._group_lines(name, start, end))
            for place in range(start, end):
                column = self._columns[place]
                upper = middle if name else top
                self._heading_cell(column.left, column.width, upper, bottom, self._heading_lines[place])
        return bottom

    def _heading_cell(self, left: float, width: float, top: float, bottom: float, lines: Sequence[str]) -> None:
        self.canvas.box(left, bottom, width, top - bottom)
        for line, y in self._stacked(lines, top, bottom):
            self.canvas.text(left + width / 2, y, line, Role.HEI, self.layout.size, align="center")

    def _stacked(self, lines: Sequence[str], top: float, bottom: float) -> Iterator[tuple[str, float]]:
        """The lines with their baselines, the block centred between top and bottom."""
        pitch = LEADING * self.layout.size
        upper = (top + bottom + pitch * len(lines)) / 2
        for number, line in enumerate(lines):
            yield line, baseline(upper - number * pitch, pitch, self.layout.size)

    def draw_rows(self, start: int, end: int, top: float) -> float:
        """Draw the rows from `start` up to `end` below `top`, lines and all; the height of their lower edge."""
        edges = [top]
        for height in self.heights[start:end]:
            edges.append(edges[-1] - height)
        self._draw_lines(start, end, edges)
        plain: list[str] = []
        for number in range(start, end):
            upper, lower = edges[number - start], edges[number - start + 1]
            kind = self.rows.kinds.get(number)
            if kind is None:
                plain += self._cells(self.rows.cells[number], upper, lower)
            else:
                self._draw_special(number, kind, upper, lower)
        self.canvas.draw(f"BT {self.body.select} {' '.join(plain)} ET")
        return edges[-1]

    def _cells(self, cells: Sequence[str], top: float, bottom: float) -> list[str]:
        pen = self.body
        y = f"{baseline(top, top - bottom, pen.size):.2f}"
        if self._any_broken:
            return self._broken_or_whole(cells, y, top, bottom)
        placed = [column.place(pen, text) for column, text in zip(self._columns, cells, strict=True) if text]
        return [before + y + after for before, after in placed]

    def _broken_or_whole(self, cells: Sequence[str], y: str, top: float, bottom: float) -> list[str]:
        shown: list[str] = []
        for column, text in zip(self._columns, cells, strict=True):
            lines = column.broken.get(text)
            if lines is not None:
                for line, height in self._stacked(lines, top, bottom):
                    before, after = column.place(self.body, line)
                    shown.append(f"{before}{height:.2f}{after}")
            elif text:
                before, after = column.place(self.body, text)
                shown.append(before + y + after)
        return shown

    def _draw_special(self, number: int, kind: RowKind, top: float, bottom: float) -> None:
        size, gap = self.layout.size, self.layout.padding
        if kind.across:
            role, align, x = (Role.HEI, "left", self.x + gap) if kind.opens else self._middle
            for line, y in self._stacked(self._section_lines(number), top, bottom):
                self.canvas.text(x, y, line, role, size, align=align)
            return
        for column, text in zip(self._columns, self.rows.cells[number], strict=True):
            self._draw_total(column, text, top, bottom)

    @property
    def _middle(self) -> tuple[Role, Align, float]:
        return Role.BODY, "center", self.x + self.layout.width / 2

    def _draw_total(self, column: _Column, text: str, top: float, bottom: float) -> None:
        inner = column.width - 2 * column.padding + 0.01
        lines = column.broken.get(text) or [text]
        fits = all(self.bold.width(line) <= inner for line in lines)
        role = Role.HEI if fits else Role.BODY
        at = {"left": column.padding, "center": column.width / 2, "right": column.width - column.padding}[column.align]
        for line, y in self._stacked(lines, top, bottom):
            self.canvas.text(column.left + at, y, line, role, self.layout.size, align=column.align)

    def _draw_lines(self, start: int, end: int, edges: Sequence[float]) -> None:
        right = self.x + self.layout.width
        lines = [(self.x, y, right, y) for y in edges]
        lines += [(x, edges[0], x, edges[-1]) for x in (self.x, right)]
        for first, last in self._stretches(start, end):
            upper, lower = edges[first - start], edges[last - start]
            lines += [(column.left, upper, column.left, lower) for column in self._columns[1:]]
        self.canvas.lines(lines)

    def _stretches(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Runs of rows that have columns, that is, all but sections."""
        for across, numbers in groupby(range(start, end), key=lambda number: self.rows.kind(number).across):
            run = list(numbers)
            if not across:
                yield run[0], run[-1] + 1
