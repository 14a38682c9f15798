"""The numbers of GB/T 9704-2012 (党政机关公文格式) for an A4 page, in points, and where its page number stands.

Section numbers are those of the standard. What is set on the page is told in official.py.
"""

from desktop_app.paper.canvas import Canvas
from desktop_app.paper.fonts import Role
from desktop_app.paper.measures import MM, PORTRAIT, SIHAO

SHEET = PORTRAIT["A4"]

TOP = 37 * MM
LEFT = 28 * MM
WIDTH = 156 * MM
HEIGHT = 225 * MM
RIGHT_EDGE = LEFT + WIDTH
TOP_EDGE = SHEET[1] - TOP
BOTTOM_EDGE = TOP_EDGE - HEIGHT
"""5.2.1: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm."""

LINES = 22
CHARACTERS = 28
LINE = HEIGHT / LINES
CHARACTER = WIDTH / CHARACTERS
"""5.2.3: 22 lines of 28 characters fill the page."""

_BELOW = 7 * MM
_DASH_HEIGHT = 0.38 * SIHAO


def draw_page_number(canvas: Canvas, number: int) -> None:
    """— 1 — in 四号 宋体, its dashes 7 mm below the 版心; odd pages right, even left, one character in (7.5)."""
    y = BOTTOM_EDGE - _BELOW - _DASH_HEIGHT
    text = f"— {number} —"
    if number % 2:
        canvas.text(RIGHT_EDGE - SIHAO, y, text, Role.SONG, SIHAO, align="right")
    else:
        canvas.text(LEFT + SIHAO, y, text, Role.SONG, SIHAO)
