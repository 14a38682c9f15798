"""Charts as vectors that a black-and-white printer tells apart: greys and hatching, the numbers on them.

A chart is declared, then drawn into a page (`draw`, `Figure` of official.py) or written as its own small PDF for the screen, so that
what is seen is what is printed. Its marks are drawn in chart_marks.py. What the figures mean is for whoever declares it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor, log10
from pathlib import Path
from typing import Literal

from desktop_app.paper.canvas import Canvas
from desktop_app.paper.fonts import Fonts, Role
from desktop_app.paper.measures import MM, XIAOSI

Kind = Literal["bars", "stacked", "lines", "rows", "pyramid"]

LABEL = 9.0
_TITLE_HEIGHT = 22.0
_LEGEND_HEIGHT = 16.0
_MARGIN = 6.0


@dataclass(frozen=True)
class Series:
    """A name and one value for each category; None where there is none."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Chart:
    """Categories with one or several series.

    `bars` stand side by side, `stacked` ones on one another, `lines` show a course, `rows` lie on their side (many or long names),
    `pyramid` sets two series back to back (ages of men and women). `width` and `height` in points; a height of 0 gives `rows` and
    `pyramid` what they need. ValueError when a series has not one value for each category, or a pyramid not two.
    """

    kind: Kind
    categories: Sequence[str]
    series: Sequence[Series]
    title: str = ""
    unit: str = ""
    width: float = 150 * MM
    height: float = 0
    decimals: int = 0

    def __post_init__(self) -> None:
        if any(len(each.values) != len(self.categories) for each in self.series):
            raise ValueError("every series needs one value for each category")
        if self.kind == "pyramid" and len(self.series) != 2:
            raise ValueError("a pyramid has two series")
        if not self.height:
            lying = self.kind in ("rows", "pyramid")
            thick = max(1, len(self.series)) if self.kind == "rows" else 1
            needed = len(self.categories) * (6 + 12.0 * thick) + 48 if lying else 80 * MM
            object.__setattr__(self, "height", max(60.0, needed))

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with its lower left corner at (x, y); nothing leaves its frame."""
        from desktop_app.paper.chart_marks import marks_of

        top = y + self.height
        if self.title:
            size = min(XIAOSI, XIAOSI * self.width / max(1.0, canvas.pen(Role.HEI, XIAOSI).width(self.title)))
            canvas.text(x + self.width / 2, top - 14, self.title, Role.HEI, size, align="center")
            top -= _TITLE_HEIGHT
        frame = Frame(x + _MARGIN, y + _MARGIN, self.width - 2 * _MARGIN, top - y - 2 * _MARGIN - _LEGEND_HEIGHT)
        if any(value for each in self.series for value in each.values):
            marks_of(self, canvas, frame).draw()
        else:
            middle = frame.y + frame.height / 2
            canvas.text(x + self.width / 2, middle, "（没有数据）", Role.SANS, LABEL, align="center", grey=0.4)
        canvas.text(x + _MARGIN, top - 10, f"单位：{self.unit}" if self.unit else "", Role.SANS, LABEL, grey=0.3)

    def write(self, path: Path, fonts: Fonts | None = None) -> None:
        """Write it as a PDF of its own, one page of its own size."""
        canvas = Canvas((self.width, self.height), title=self.title, fonts=fonts)
        self.draw(canvas, 0, 0)
        canvas.end_page()
        canvas.save(path)

    def show(self, value: float) -> str:
        """A value as it is written on its mark: 6,703."""
        return f"{value:,.{self.decimals}f}"


@dataclass(frozen=True)
class Frame:
    """A rectangle in points, from its lower left."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def top(self) -> float:
        return self.y + self.height


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` laid along `length` points from `start`; ticks at round numbers."""

    low: float
    high: float
    start: float
    length: float
    step: float = field(default=1)

    def place(self, value: float) -> float:
        """Where a value stands."""
        return self.start + (value - self.low) / (self.high - self.low) * self.length

    def ticks(self) -> list[float]:
        """The round values from low to high, both included."""
        count = round((self.high - self.low) / self.step)
        return [self.low + number * self.step for number in range(count + 1)]


def scale_for(values: Sequence[float], start: float, length: float, *, whole: bool, about: int = 5) -> Scale:
    """A scale that holds all values and zero, with about so many steps of 1, 2 or 5 times a power of ten."""
    low, high = min(0.0, *values), max(0.0, *values)
    raw = (high - low) / about or 1.0
    power = 10.0 ** floor(log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999)
    step = max(1.0, step) if whole else step
    return Scale(floor(low / step) * step, max(ceil(high / step), floor(low / step) + 1) * step, start, length, step)
