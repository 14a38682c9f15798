"""The parts of an official paper as pieces of a flow: title, addressee, headings, paragraphs, small tables, signature.

Rules: GB/T 9704-2012 §7.3 (主体). What the parts hold is declared in official.py.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Protocol

from desktop_app.paper.canvas import Canvas
from desktop_app.paper.flow import Piece, gap
from desktop_app.paper.fonts import Role
from desktop_app.paper.gb9704 import CHARACTER, LEFT, LINE, LINES, RIGHT_EDGE, WIDTH
from desktop_app.paper.measures import ERHAO, SANHAO, SIHAO, WUHAO, XIAOSI, baseline
from desktop_app.paper.pagination import split_giants
from desktop_app.paper.setting import TIGHTEN, Line, set_paragraph, text_width
from desktop_app.paper.table import PaperColumn, Row, Rows
from desktop_app.paper.table_drawing import Grid, balanced
from desktop_app.paper.table_layout import demands, fit, force
from desktop_app.support.spans import chinese_day

TITLE_PITCH = 34.0
_CENTRE = LEFT + WIDTH / 2
_HEADING_ROLES = {1: Role.HEI, 2: Role.KAI}
_DATE_FROM_RIGHT = 4
_SEAL_GAP = 2
_LAST_LINES = 2
"""How many lines of the text at least stand on the page of the signature."""
_KEPT_WHOLE = 6
"""A table of so few rows stays on one page."""


class Drawing(Protocol):
    """Something with a size in points that draws itself from its lower left: a chart."""

    @property
    def width(self) -> float: ...

    @property
    def height(self) -> float: ...

    def draw(self, canvas: Canvas, x: float, y: float) -> None: ...


def lines_piece(canvas: Canvas, line: Line, *, keeps: bool = False) -> Piece:
    """One line of text."""
    return Piece(LINE, partial(line.draw, canvas), keeps=keeps)


def title(canvas: Canvas, text: str) -> Iterator[Piece]:
    """二号 小标宋, centred; broken where the caller broke it, else into lines of about equal length."""
    pen = canvas.pen(Role.TITLE, ERHAO)
    lines = [line for part in text.splitlines() for line in balanced(pen, part, WIDTH)]
    height = math.ceil(len(lines) * TITLE_PITCH / LINE) * LINE
    yield Piece(height, partial(_draw_title, canvas, lines, height), keeps=True)
    yield gap(LINE, keeps=True)


def _draw_title(canvas: Canvas, lines: Sequence[str], height: float, top: float) -> None:
    top -= (height - len(lines) * TITLE_PITCH) / 2
    for number, line in enumerate(lines):
        y = baseline(top - number * TITLE_PITCH, TITLE_PITCH, ERHAO)
        canvas.text(_CENTRE, y, line, Role.TITLE, ERHAO, align="center")


def addressee(canvas: Canvas, to: str) -> Iterator[Piece]:
    """主送机关: flush left, also where it goes on, with a colon (7.3.2)."""
    for line in set_paragraph(canvas, [(f"{to}：", Role.BODY)], first_indent=0):
        yield lines_piece(canvas, line, keeps=True)


def heading(canvas: Canvas, text: str, level: int) -> Iterator[Piece]:
    """一、 in 黑体, （一） in 楷体, below that 仿宋 (7.3.3); never the last line of a page."""
    role = _HEADING_ROLES.get(level, Role.BODY)
    for line in set_paragraph(canvas, [(text, role)]):
        yield lines_piece(canvas, line, keeps=True)


def paragraph(canvas: Canvas, text: str, lead: str) -> Iterator[Piece]:
    """Body text, each line break a new paragraph; `lead` opens it in 楷体. No single line alone on a page."""
    for number, part in enumerate(text.splitlines() or [""]):
        spans = [(lead, Role.KAI), (part, Role.BODY)] if lead and number == 0 else [(part, Role.BODY)]
        lines = set_paragraph(canvas, spans)
        for place, line in enumerate(lines):
            yield lines_piece(canvas, line, keeps=len(lines) > 1 and place in (0, len(lines) - 2))


def small_table(
    canvas: Canvas, columns: Sequence[PaperColumn], rows: Iterable[Row], caption: str, unit: str
) -> Iterator[Piece]:
    """A table within the text, as wide as the text. A long one goes on over the page, under its heading again; no row stands alone."""
    told = Rows(rows, len(columns))
    demanded = demands(canvas, columns, [set(texts) for texts in told.columns])
    layout = fit(demanded, WIDTH) or force(demanded, WIDTH)
    grid = Grid(canvas, columns, told, layout, LEFT)
    told = split_giants(grid, (LINES - 4) * LINE)
    grid = grid if told is grid.rows else Grid(canvas, columns, told, layout, LEFT)
    yield gap(LINE / 3, keeps=True)
    if caption or unit:
        yield Piece(LINE * 0.8, partial(_draw_caption, canvas, caption, unit), keeps=True, on_grid=False)
    head = Piece(grid.heading_height, _discarding(grid.draw_heading), keeps=True, on_grid=False)
    yield head
    for number, height in enumerate(grid.heights):
        draw = _discarding(partial(grid.draw_rows, number, number + 1))
        keeps = number + 1 < len(told) and (
            told.kind(number).across or len(told) <= _KEPT_WHOLE or number in (0, len(told) - 2)
        )
        yield Piece(height, draw, keeps=keeps, heading=None if number == 0 else head, on_grid=False)
    yield gap(LINE / 3)


def _discarding(draw: Callable[[float], float]) -> Callable[[float], None]:
    def drawn(top: float) -> None:
        draw(top)

    return drawn


def _draw_caption(canvas: Canvas, caption: str, unit: str, top: float) -> None:
    room = WIDTH - 2 * canvas.pen(Role.BODY, WUHAO).width(unit)
    size = min(XIAOSI, XIAOSI * max(room, WIDTH / 3) / max(1.0, canvas.pen(Role.HEI, XIAOSI).width(caption)))
    y = baseline(top, LINE * 0.8, XIAOSI)
    canvas.text(_CENTRE, y, caption, Role.HEI, size, align="center")
    canvas.text(RIGHT_EDGE, y, unit, Role.BODY, WUHAO, align="right")


def figure(canvas: Canvas, drawing: Drawing, caption: str) -> Iterator[Piece]:
    """A drawing in the middle of the text's width, its caption below."""
    x = _CENTRE - drawing.width / 2
    yield gap(LINE / 3, keeps=True)
    yield Piece(drawing.height, lambda top: drawing.draw(canvas, x, top - drawing.height), keeps=bool(caption))
    if caption:
        y = partial(baseline, height=LINE, size=SIHAO)
        draw = lambda top: canvas.text(_CENTRE, y(top), caption, Role.HEI, XIAOSI, align="center")  # noqa: E731
        yield Piece(LINE, draw, on_grid=False)


def annex_list(canvas: Canvas, names: Sequence[str], *, keeps: bool) -> Iterator[Piece]:
    """附件：1. … one line below the text, two characters in; what goes on stands under the name's first character (7.3.4)."""
    if not names:
        return
    yield gap(LINE, keeps=True)
    marks = [f"{number}. " if len(names) > 1 else "" for number in range(1, len(names) + 1)]
    hanging = 5 + max(text_width(canvas, mark) for mark in marks) / CHARACTER
    for mark, name in zip(marks, names, strict=True):
        opening = (LEFT + 2 * CHARACTER, "附件：", Role.BODY)
        before = (LEFT + 5 * CHARACTER, mark, Role.BODY)
        lines = set_paragraph(canvas, [(name, Role.BODY)], first_indent=hanging, indent=hanging, justify=False)
        first = Line((*([opening] if name is names[0] else []), before, *lines[0].parts), lines[0].spread)
        for line in (first, *lines[1:]):
            yield lines_piece(canvas, line, keeps=keeps)


def signature(canvas: Canvas, signer: str, signed_on: date | None, sealed: bool, *, noted: bool) -> Iterator[Piece]:
    """署名 centred above 成文日期, which ends four characters from the right; room for the seal above and below (7.3.5).

    `noted`: the 附注 stands in the line below the date, where the seal may reach into it.
    """
    day = chinese_day(signed_on) if signed_on else ""
    day_width = text_width(canvas, day)
    names = balanced(canvas.pen(Role.BODY, SANHAO), signer, WIDTH - 4 * CHARACTER) if signer else []
    widest = max((text_width(canvas, name) for name in names), default=0.0)
    centre = RIGHT_EDGE - _DATE_FROM_RIGHT * CHARACTER - day_width / 2
    centre = min(centre, RIGHT_EDGE - widest / 2)
    yield gap(LINE * (_SEAL_GAP if sealed else 1), keeps=True)
    for name in names:
        yield lines_piece(canvas, _centred(canvas, name, centre), keeps=True)
    if day:
        line = _centred(canvas, day, centre)
        yield Piece(LINE * (2 if sealed and not noted else 1), partial(line.draw, canvas), keeps=False)


def _centred(canvas: Canvas, text: str, centre: float) -> Line:
    return Line(((centre - text_width(canvas, text) / 2, text, Role.BODY),), TIGHTEN)


def note(canvas: Canvas, text: str) -> Iterator[Piece]:
    """附注 in brackets below the date, two characters in (7.3.7)."""
    bracketed = text if text.startswith("（") else f"（{text}）"
    for line in set_paragraph(canvas, [(bracketed, Role.BODY)]):
        yield lines_piece(canvas, line)


def tie_last_lines(pieces: Sequence[Piece]) -> None:
    """Tie the text's last lines to what follows, so that no signature stands on a page without text."""
    lines = [number for number, piece in enumerate(pieces) if not piece.gap]
    for piece in pieces[lines[-_LAST_LINES:][0] :]:
        piece.keeps = True
