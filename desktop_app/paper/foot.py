"""The line or lines under a table in which the unit signs: 填报单位（盖章）, 负责人（签名） …, set in columns."""

from collections.abc import Sequence
from itertools import zip_longest

from desktop_app.paper.canvas import Canvas
from desktop_app.paper.fonts import Role
from desktop_app.paper.measures import XIAOSI, baseline

PITCH = 28.0
_FOR_THE_PEN = 6 * XIAOSI
_GAP = 12.0


class Foot:
    """(label, value) pairs set across `room` points, in as few lines as they fit; an empty value leaves room for the pen."""

    def __init__(self, canvas: Canvas, entries: Sequence[tuple[str, str]], room: float) -> None:
        self._canvas, self._room = canvas, room
        self._pen = canvas.pen(Role.BODY, XIAOSI)
        self._lines: list[list[str]] = []
        self._columns: list[float] = []
        if entries:
            self._arrange([(f"{label}：{value}", _GAP if value else _FOR_THE_PEN) for label, value in entries])

    @property
    def height(self) -> float:
        """Points it needs below the table."""
        return len(self._lines) * PITCH

    def _arrange(self, entries: Sequence[tuple[str, float]]) -> None:
        for count in range(1, len(entries) + 1):
            across = -(-len(entries) // count)
            lines = [entries[start : start + across] for start in range(0, len(entries), across)]
            widths = [
                max(self._pen.width(text) + space for text, space in filter(None, column))
                for column in zip_longest(*lines)
            ]
            if sum(widths) <= self._room or across == 1:
                spare = max(0.0, self._room - sum(widths)) / across
                self._columns = [width + spare for width in widths]
                self._lines = [[text for text, _ in line] for line in lines]
                return

    def draw(self, x: float, top: float) -> None:
        """Draw it with its upper edge at `top`; an entry that is wider than the table is set smaller."""
        for number, entries in enumerate(self._lines):
            y = baseline(top - number * PITCH, PITCH + 6, XIAOSI)
            left = x
            for text, width in zip(entries, self._columns, strict=False):
                size = min(XIAOSI, XIAOSI * self._room / self._pen.width(text))
                self._canvas.text(left, y, text, Role.BODY, size)
                left += width
