"""An office form on A4: labelled boxes one under the other, each as high as its text; a long text goes on over the page."""

from collections.abc import Sequence

from desktop_app.paper.canvas import Canvas
from desktop_app.paper.fonts import Role
from desktop_app.paper.measures import ERHAO, MM, WUHAO, XIAOSI, baseline, sheet

PAGE = sheet("A4", landscape=False)
SIDE = 22 * MM
_TOP, _BOTTOM = 22 * MM, 18 * MM
_PAD = 2 * MM
_LABEL = 26 * MM
_PITCH = 18.0
_LEAST = 9 * MM


class FormSheet:
    """One form being drawn; `close` ends its last page."""

    def __init__(self, canvas: Canvas, title: str, note: str = "") -> None:
        self._canvas = canvas
        self._width = PAGE[0] - 2 * SIDE
        self._y = PAGE[1] - _TOP
        size = min(ERHAO, ERHAO * self._width / canvas.pen(Role.TITLE, ERHAO).width(title))
        canvas.text(PAGE[0] / 2, baseline(self._y, 30, size), title, Role.TITLE, size, align="center")
        self._y -= 34
        if note:
            canvas.text(PAGE[0] - SIDE, baseline(self._y, 16, WUHAO), note, Role.BODY, WUHAO, align="right")
        self._y -= 18

    def pairs(self, *cells: tuple[str, str]) -> None:
        """Labels and their short texts side by side, all as high as the longest."""
        share = self._width / len(cells)
        wrapped = [self._wrap(text, share - _LABEL - 2 * _PAD) for _, text in cells]
        height = max(_LEAST, max(map(len, wrapped)) * _PITCH + 2 * _PAD)
        if self._y - height < _BOTTOM:
            self._turn()
        for at, ((label, _), lines) in enumerate(zip(cells, wrapped, strict=True)):
            self._cell(SIDE + at * share, share, height, label, lines)
        self._y -= height

    def block(self, label: str, text: str | Sequence[str], least_mm: float = 0) -> None:
        """A label and a text as long as it is; at least so high, for what is written by hand.

        A label may say by a line break where it is broken.
        """
        given = text if isinstance(text, str) else "\n".join(text)
        lines = self._wrap(given, self._width - _LABEL - 2 * _PAD)
        while True:
            height = max(_LEAST, least_mm * MM, len(lines) * _PITCH + 2 * _PAD)
            room = self._y - _BOTTOM
            if height <= room:
                break
            fitting = int((room - 2 * _PAD) // _PITCH)
            if fitting >= 3 and len(lines) > fitting:
                self._cell(SIDE, self._width, room, label, lines[:fitting])
                lines, label = lines[fitting:], f"{label.removesuffix('（续）')}（续）"
            self._turn()
        self._cell(SIDE, self._width, height, label, lines)
        self._y -= height

    def close(self) -> None:
        """The last page is done."""
        self._canvas.end_page()

    def _turn(self) -> None:
        self._canvas.end_page()
        self._y = PAGE[1] - _TOP

    def _wrap(self, text: str, width: float) -> list[str]:
        pen = self._canvas.pen(Role.BODY, XIAOSI)
        return [line for part in text.splitlines() for line in pen.wrap(part, width) or [""]]

    def _cell(self, x: float, width: float, height: float, label: str, lines: Sequence[str]) -> None:
        canvas, low = self._canvas, self._y - height
        canvas.box(x, low, _LABEL, height)
        canvas.box(x + _LABEL, low, width - _LABEL, height)
        pen = canvas.pen(Role.HEI, XIAOSI)
        told = [line for part in label.split("\n") for line in pen.wrap(part, _LABEL - _PAD)]
        top = self._y - (height - len(told) * _PITCH) / 2
        for at, word in enumerate(told):
            y = baseline(top - at * _PITCH, _PITCH, XIAOSI)
            canvas.text(x + _LABEL / 2, y, word, Role.HEI, XIAOSI, align="center")
        top = (
            self._y - (height - len(lines) * _PITCH) / 2 if len(lines) == 1 and height <= _LEAST + 1 else self._y - _PAD
        )
        for at, line in enumerate(lines):
            y = baseline(top - at * _PITCH, _PITCH, XIAOSI)
            canvas.text(x + _LABEL + _PAD, y, line, Role.BODY, XIAOSI)
