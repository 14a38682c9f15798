"""The marks of a chart: axes, bars, lines, legend. Each kind of chart is a class that fills a frame."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from desktop_app.paper.canvas import Align, Canvas
from desktop_app.paper.chart import LABEL, Chart, Frame, Scale, scale_for
from desktop_app.paper.fonts import Role
from desktop_app.paper.patterns import fill

_GRID_GREY = 0.8
_SMALLEST = 5.5
_LEADING = 1.15
_DASHES = ("", "5 2", "1.5 1.5", "6 2 1.5 2")
_MOST_LABEL_LINES = 3


class Marks:
    """What all kinds share: the legend, labels that always fit."""

    def __init__(self, chart: Chart, canvas: Canvas, frame: Frame) -> None:
        self.chart, self.canvas, self.frame = chart, canvas, frame
        self.values = [[value or 0.0 for value in each.values] for each in chart.series]

    def draw(self) -> None:
        """Draw everything."""
        if len(self.chart.series) > 1:
            self.draw_legend()
        self.draw_marks()

    def draw_marks(self) -> None:
        """Draw axes and marks."""
        raise NotImplementedError

    def draw_legend(self) -> None:
        """The series' names with their patterns, at the right above the frame."""
        pen = self.canvas.pen(Role.SANS, LABEL)
        x, y = self.frame.right, self.frame.top + 7
        for number in reversed(range(len(self.chart.series))):
            name = self.chart.series[number].name
            x -= pen.width(name)
            self.canvas.text(x, y, name, Role.SANS, LABEL)
            x -= 20
            self.draw_sample(number, x, y)
            x -= 10

    def draw_sample(self, number: int, x: float, y: float) -> None:
        """The pattern of a series, as a small box left of its name."""
        fill(self.canvas, number, x, y - 1, 16, 8)

    def label(
        self, x: float, y: float, text: str, align: Align = "center", room: float = 0, *, white: bool = False
    ) -> None:
        """A number or name, smaller where the room asks for it; `white` clears what lies under it."""
        natural = self.canvas.pen(Role.SANS, LABEL).width(text)
        size = LABEL if not room or natural <= room else max(_SMALLEST, LABEL * room / natural)
        if white:
            width = self.canvas.pen(Role.SANS, size).width(text) + 2
            self.canvas.box(x - width / 2, y - size * 0.2, width, size * 1.05, fill=1, line=0)
        self.canvas.text(x, y, text, Role.SANS, size, align=align)


class Upright(Marks):
    """Categories along the bottom, values upwards."""

    def __init__(self, chart: Chart, canvas: Canvas, frame: Frame) -> None:
        super().__init__(chart, canvas, frame)
        highest = self.extremes()
        ticks = scale_for(highest, 0, 1, whole=not chart.decimals).ticks()
        pen = canvas.pen(Role.SANS, LABEL)
        left = max(pen.width(chart.show(tick)) for tick in ticks) + 6
        self.slot = (frame.width - left) / max(1, len(chart.categories))
        self.names = [self._name_lines(name) for name in chart.categories]
        below = max((len(lines) for lines, _ in self.names), default=1) * LABEL * _LEADING + 6
        self.plot = Frame(frame.x + left, frame.y + below, frame.width - left, frame.height - below)
        headroom = LABEL * 1.6
        self.scale = scale_for(highest, self.plot.y, self.plot.height - headroom, whole=not chart.decimals)

    def extremes(self) -> list[float]:
        """The values the scale must hold."""
        return [value for values in self.values for value in values]

    def _name_lines(self, name: str) -> tuple[list[str], float]:
        room = self.slot - 2
        for half_points in range(int(LABEL * 2), int(_SMALLEST * 2) - 1, -1):
            pen = self.canvas.pen(Role.SANS, half_points / 2)
            lines = pen.wrap(name, room)
            if len(lines) <= _MOST_LABEL_LINES and max(map(pen.width, lines)) <= room:
                return lines, half_points / 2
        pen = self.canvas.pen(Role.SANS, _SMALLEST)
        return pen.wrap(name, max(room, _SMALLEST)), _SMALLEST

    def draw_marks(self) -> None:
        self._draw_axes()
        for number in range(len(self.chart.categories)):
            self.draw_category(number, self.plot.x + number * self.slot)
        zero = self.scale.place(0)
        self.canvas.lines([(self.plot.x, zero, self.plot.right, zero)], 0.8)

    def draw_category(self, number: int, left: float) -> None:
        """The marks of one category, from `left` on, `slot` wide."""
        raise NotImplementedError

    def _draw_axes(self) -> None:
        for tick in self.scale.ticks():
            y = self.scale.place(tick)
            self.canvas.lines([(self.plot.x, y, self.plot.right, y)], 0.3, _GRID_GREY)
            self.canvas.text(self.plot.x - 4, y - 3, self.chart.show(tick), Role.SANS, LABEL, align="right", grey=0.3)
        for number, (lines, size) in enumerate(self.names):
            x = self.plot.x + (number + 0.5) * self.slot
            for place, line in enumerate(lines):
                y = self.plot.y - 3 - size * (0.9 + place * _LEADING)
                self.canvas.text(x, y, line, Role.SANS, size, align="center")


class Bars(Upright):
    """Bars of each category side by side."""

    def draw_category(self, number: int, left: float) -> None:
        count = len(self.values)
        width = min(self.slot * 0.76 / count, 40.0)
        x = left + (self.slot - width * count) / 2
        for place, values in enumerate(self.values):
            if self.chart.series[place].values[number] is not None:
                self._draw_bar(place, values[number], x + place * width, width)

    def _draw_bar(self, place: int, value: float, x: float, width: float) -> None:
        zero, end = self.scale.place(0), self.scale.place(value)
        if not value and len(self.values) > 1:
            return  # noughts side by side would run into their neighbours' numbers; the gap says it
        fill(self.canvas, place, x, min(zero, end), width, abs(end - zero))
        y = end + 2.5 if value >= 0 else end - LABEL
        self.label(x + width / 2, y, self.chart.show(value), room=max(width, self.slot / len(self.values)) - 1)


class Stacked(Upright):
    """Bars of each category on one another, the sum above them."""

    def extremes(self) -> list[float]:
        return [sum(column) for column in zip(*self.values, strict=True)]

    def draw_category(self, number: int, left: float) -> None:
        column = [values[number] for values in self.values]
        width = min(self.slot * 0.62, 46.0)
        x = left + (self.slot - width) / 2
        edges = [self.scale.place(value) for value in (0.0, *accumulate(column))]
        for place, value in enumerate(column):
            lower, upper = edges[place], edges[place + 1]
            fill(self.canvas, place, x, lower, width, upper - lower)
            if upper - lower > LABEL * 1.3:
                middle = (lower + upper) / 2 - LABEL * 0.36
                self.label(x + width / 2, middle, self.chart.show(value), room=width - 4, white=True)
        self.label(x + width / 2, edges[-1] + 2.5, self.chart.show(sum(column)), room=self.slot - 1)


class Lines(Upright):
    """A line through the categories for each series; marks and dashes tell them apart."""

    def draw_marks(self) -> None:
        super().draw_marks()
        for place, series in enumerate(self.chart.series):
            points = [
                (self.plot.x + (number + 0.5) * self.slot, self.scale.place(value), value)
                for number, value in enumerate(series.values)
                if value is not None
            ]
            if len(points) > 1:
                self.canvas.path([(x, y) for x, y, _ in points], 1.3, dashes=_DASHES[place % len(_DASHES)])
            for x, y, value in points:
                draw_point(self.canvas, place, x, y)
                below = place % 2 == 1
                self.label(x, y - LABEL - 2 if below else y + 4.5, self.chart.show(value), room=self.slot - 1)

    def draw_category(self, number: int, left: float) -> None:
        """Lines have no marks of one category alone."""

    def draw_sample(self, number: int, x: float, y: float) -> None:
        self.canvas.path([(x, y + 3), (x + 16, y + 3)], 1.3, dashes=_DASHES[number % len(_DASHES)])
        draw_point(self.canvas, number, x + 8, y + 3)


def draw_point(canvas: Canvas, number: int, x: float, y: float) -> None:
    """A mark on a line: filled or hollow square."""
    canvas.box(x - 2, y - 2, 4, 4, fill=(0.0, 1.0, 0.6)[number % 3], line=0.8)


class Rows(Marks):
    """Bars on their side, one category below the other, names at the left, numbers behind the bars."""

    def draw_marks(self) -> None:
        pen = self.canvas.pen(Role.SANS, LABEL)
        widest = max(pen.width(name) for name in self.chart.categories)
        left = min(widest, self.frame.width * 0.4) + 6
        numbers = max(pen.width(self.chart.show(value)) for value in self._all()) + 6
        scale = scale_for(self._all(), self.frame.x + left, self.frame.width - left - numbers, whole=False)
        slot = self.frame.height / len(self.chart.categories)
        for number, name in enumerate(self.chart.categories):
            top = self.frame.top - number * slot
            self.label(self.frame.x + left - 6, top - slot / 2 - LABEL * 0.36, name, "right", room=left - 6)
            self._draw_category(number, top, slot, scale)
        zero = scale.place(0)
        self.canvas.lines([(zero, self.frame.y, zero, self.frame.top)], 0.8)

    def _all(self) -> list[float]:
        return [value for values in self.values for value in values]

    def _draw_category(self, number: int, top: float, slot: float, scale: Scale) -> None:
        thick = min(slot * 0.76 / len(self.values), 16.0)
        upper = top - (slot - thick * len(self.values)) / 2
        for place, values in enumerate(self.values):
            zero, end = scale.place(0), scale.place(values[number])
            y = upper - (place + 1) * thick
            fill(self.canvas, place, min(zero, end), y, abs(end - zero), thick)
            self.label(max(zero, end) + 3, y + thick / 2 - LABEL * 0.36, self.chart.show(values[number]), "left")


class Pyramid(Marks):
    """Two series back to back, the names in the middle; the first category stands lowest, as ages do."""

    def draw_legend(self) -> None:
        middle = self.frame.x + self.frame.width / 2
        for number, x in ((0, (self.frame.x + middle) / 2), (1, (middle + self.frame.right) / 2)):
            name = self.chart.series[number].name
            width = self.canvas.pen(Role.SANS, LABEL).width(name)
            self.canvas.text(x - width / 2 + 10, self.frame.top + 4, name, Role.SANS, LABEL)
            self.draw_sample(number, x - width / 2 - 10, self.frame.top + 4)

    def draw_marks(self) -> None:
        pen = self.canvas.pen(Role.SANS, LABEL)
        names = max(pen.width(name) for name in self.chart.categories) + 10
        numbers = max(pen.width(self.chart.show(value)) for value in self._all()) + 5
        half = (self.frame.width - names) / 2
        middle = self.frame.x + self.frame.width / 2
        scale = scale_for(self._all(), 0, half - numbers, whole=False)
        slot = self.frame.height / len(self.chart.categories)
        for number, name in enumerate(self.chart.categories):
            y = self.frame.y + (number + 0.5) * slot
            self.label(middle, y - LABEL * 0.36, name)
            for side, edge in self._sides(middle, names):
                self._draw_bar(side, edge, y, min(slot * 0.8, 16), scale, self.values[side][number])
        for _, edge in self._sides(middle, names):
            self.canvas.lines([(edge, self.frame.y, edge, self.frame.top)], 0.8)

    def _sides(self, middle: float, names: float) -> Iterator[tuple[int, float]]:
        yield 0, middle - names / 2
        yield 1, middle + names / 2

    def _all(self) -> Sequence[float]:
        return [value for values in self.values for value in values]

    def _draw_bar(self, side: int, edge: float, y: float, thick: float, scale: Scale, value: float) -> None:
        length = scale.place(value)
        x = edge if side else edge - length
        fill(self.canvas, side, x, y - thick / 2, length, thick)
        at, align = (x + length + 3, "left") if side else (x - 3, "right")
        self.label(at, y - LABEL * 0.36, self.chart.show(value), align)


_KINDS: dict[str, type[Marks]] = {
    "bars": Bars,
    "stacked": Stacked,
    "lines": Lines,
    "rows": Rows,
    "pyramid": Pyramid,
}


def marks_of(chart: Chart, canvas: Canvas, frame: Frame) -> Marks:
    """The marks of a chart's kind."""
    return _KINDS[chart.kind](chart, canvas, frame)
