"""The 密封线: what stands left of it is folded away before marking, so that nobody marks a name."""

from collections.abc import Sequence

from desktop_app.paper.canvas import Canvas
from desktop_app.paper.fonts import Role
from desktop_app.paper.measures import MM, WUHAO, XIAOSI

FIELDS = ("单位", "姓名", "考号")
_LINE_AT = 30 * MM
_FIELDS_AT = 17 * MM
_EDGE = 20 * MM
_WARNING = "密封线内不要答题"


def draw_seal_line(canvas: Canvas, fields: Sequence[str] = ()) -> None:
    """The dashed line down the page with its words, and the fields left of it where there are any."""
    _, height = canvas.size
    canvas.path([(_LINE_AT, _EDGE), (_LINE_AT, height - _EDGE)], 0.7, dashes="4 3")
    step = (height - 2 * _EDGE) / len(_WARNING)
    for at, char in enumerate(_WARNING):
        y = height - _EDGE - step * (at + 0.5)
        canvas.box(_LINE_AT - 7, y - 4, 14, 15, fill=1, line=0)
        canvas.text(_LINE_AT, y, char, Role.SONG, WUHAO, align="center")
    if not fields:
        return
    room = (height - 2 * _EDGE) / len(fields)
    with canvas.turned(_FIELDS_AT, _EDGE):
        for at, label in enumerate(fields):
            x = at * room
            canvas.text(x, 0, f"{label}：", Role.SONG, XIAOSI)
            canvas.lines([(x + 3 * XIAOSI, -3, x + room - 10, -3)])
