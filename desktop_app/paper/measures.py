"""Lengths and type sizes of office papers; every length in this room is in points (1/72 inch), measured from the lower left.

Only plain numbers belong here; what a page does with them is told where the page is made.
"""

from typing import Literal

MM = 72 / 25.4

PaperSize = Literal["A4", "A3"]
PORTRAIT: dict[PaperSize, tuple[float, float]] = {"A4": (210 * MM, 297 * MM), "A3": (297 * MM, 420 * MM)}

# 字号, in points
ERHAO = 22.0
SANHAO = 16.0
SIHAO = 14.0
XIAOSI = 12.0
WUHAO = 10.5
XIAOWU = 9.0

HAIRLINE = 0.5
"""Width of a table's lines."""

RISE = 0.86
"""How far above the baseline the top of a Chinese character's square lies, in ems; the rest hangs below."""


def sheet(size: PaperSize, landscape: bool) -> tuple[float, float]:
    """Width and height of the sheet as it is read."""
    width, height = PORTRAIT[size]
    return (height, width) if landscape else (width, height)


def baseline(top: float, height: float, size: float) -> float:
    """The baseline that centres characters of `size` in a line whose upper edge is `top`."""
    return top - (height - size) / 2 - RISE * size
