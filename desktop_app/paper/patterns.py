"""Fills that stay apart on a black-and-white printer: greys and hatching, in the order in which series take them."""

from desktop_app.paper.canvas import Canvas

_SPACING = 3.5
_PATTERNS: tuple[tuple[float, str], ...] = ((0.45, ""), (0.88, ""), (1.0, "/"), (0.68, ""), (1.0, "\\"), (1.0, "x"))
"""Grey of the ground, and the slant of the lines on it."""


def fill(canvas: Canvas, number: int, x: float, y: float, width: float, height: float) -> None:
    """A rectangle in the pattern of the series with this number; nothing where it has no extent."""
    if width <= 0 or height <= 0:
        return
    grey, slants = _PATTERNS[number % len(_PATTERNS)]
    canvas.box(x, y, width, height, fill=grey, line=0)
    if slants:
        with canvas.clipped(x, y, width, height):
            _hatch(canvas, slants, x, y, width, height)
    canvas.box(x, y, width, height, line=0.5)


def _hatch(canvas: Canvas, slants: str, x: float, y: float, width: float, height: float) -> None:
    count = int((width + height) / _SPACING) + 1
    lines: list[tuple[float, float, float, float]] = []
    for number in range(count):
        shift = number * _SPACING
        if slants in "/x":
            lines.append((x + shift - height, y, x + shift, y + height))
        if slants in "\\x":
            lines.append((x + shift - height, y + height, x + shift, y))
    canvas.lines(lines, 0.4)
