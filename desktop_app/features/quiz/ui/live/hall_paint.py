"""Draws the hall's picture at any size: question, options, clock and scores always in the same places, nothing that moves.

It is given a HallView and nothing else, so what is not in that can't be drawn. All words go through `_say`, which keeps them.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from desktop_app.features.quiz.live.clock import shown
from desktop_app.features.quiz.live.events import Screen
from desktop_app.features.quiz.live.hall import HallView, Side
from desktop_app.widgets import theme

GROUND, INK, QUIET, LINE = "#0E1116", "#FFFFFF", "#C3CAD4", "#39424F"
RIGHT, WARN, LATE, PANEL = "#8FE3A8", "#FFD166", "#FF8A80", "#1B222C"
_WRAP = Qt.TextFlag.TextWordWrap
_LEFT = Qt.AlignmentFlag.AlignLeft
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_VERTICAL = Qt.AlignmentFlag.AlignVCenter
_TOP = Qt.AlignmentFlag.AlignTop
_STEM_SIZES = (0.085, 0.075, 0.066, 0.058, 0.05, 0.043, 0.036)
"""Parts of the screen's height tried for the question, largest first; 5 % is what twenty metres ask for."""
SMALLEST_GOOD = 0.05
_OPTION_SHARE = 0.86
_WARN_MS = 5000


class HallPainter:
    """One drawing. `said` are the words on the picture; `stem_share` the question's size as a part of the height."""

    def __init__(self, painter: QPainter, rect: QRectF, view: HallView, elapsed: int) -> None:
        self._painter = painter
        self._rect = rect
        self._view = view
        self._elapsed = elapsed
        self._height = rect.height()
        self.said: list[str] = []
        self.stem_share = 1.0

    def draw(self) -> None:
        """The whole picture."""
        self._painter.fillRect(self._rect, QColor(GROUND))
        view = self._view
        if view.screen == Screen.BLANK:
            return
        if view.screen == Screen.LOGO:
            self._big(view.title)
        elif view.screen in (Screen.SCORES, Screen.RANKING):
            self._table()
        elif view.screen == Screen.ROUND:
            self._round()
        else:
            self._question()

    # ---- pieces

    def _font(self, share: float, bold: bool = False) -> QFont:
        font = QFont(theme.window_font())
        font.setPixelSize(max(1, round(self._height * share)))
        font.setBold(bold)
        return font

    def _say(
        self,
        rect: QRectF,
        text: str,
        share: float,
        flags: int,
        colour: str = INK,
        *,
        bold: bool = False,
        fit: bool = False,
    ) -> None:
        if not text:
            return
        font = self._font(share, bold)
        if fit:
            width = QFontMetricsF(font).horizontalAdvance(text)
            if width > rect.width() > 0:
                font.setPixelSize(max(1, int(font.pixelSize() * rect.width() / width)))
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(rect, flags, text)
        self.said.append(text)

    def _area(self, x: float, y: float, width: float, height: float) -> QRectF:
        whole = self._rect
        return QRectF(
            whole.x() + x * whole.width(),
            whole.y() + y * whole.height(),
            width * whole.width(),
            height * whole.height(),
        )

    def _big(self, text: str) -> None:
        area = self._area(0.06, 0.2, 0.88, 0.6)
        share = next(
            size
            for size in (0.13, 0.11, 0.09, 0.07, 0.05)
            if size == 0.05 or self._tall(text, size, area) <= area.height()
        )
        self._say(area, text, share, _MIDDLE | _WRAP, bold=True)

    def _tall(self, text: str, share: float, area: QRectF, bold: bool = True) -> float:
        return QFontMetricsF(self._font(share, bold)).boundingRect(area, _LEFT | _TOP | _WRAP, text).height()

    # ---- the question

    def _question(self) -> None:
        view = self._view
        self._say(self._area(0.03, 0.02, 0.76, 0.09), view.head, 0.052, _LEFT | _VERTICAL, QUIET, fit=True)
        self._draw_clock()
        self._painter.fillRect(self._area(0.03, 0.125, 0.94, 0.003), QColor(LINE))
        self._body(self._area(0.04, 0.15, 0.92, 0.61))
        self._strip()

    def _draw_clock(self) -> None:
        view = self._view
        if not view.timed:
            return
        left = view.limit - self._elapsed
        colour = LATE if left <= 0 else WARN if left <= _WARN_MS else INK
        self._say(
            self._area(0.8, 0.0, 0.17, 0.13),
            shown(left),
            0.1,
            Qt.AlignmentFlag.AlignRight | _VERTICAL,
            colour,
            bold=True,
        )

    def _body(self, area: QRectF) -> None:
        view, stem = self._view, _unbroken(self._view.stem)
        tail = self._tail_text()
        room = area.height() - (self._height * 0.1 if tail else 0)
        self.stem_share = next((size for size in _STEM_SIZES if self._needs(size, area) <= room), _STEM_SIZES[-1])
        y = area.y()
        height = self._tall(stem, self.stem_share, area)
        self._say(QRectF(area.x(), y, area.width(), height + 4), stem, self.stem_share, _LEFT | _TOP | _WRAP, bold=True)
        y += height + self._height * 0.022
        y = self._options(QRectF(area.x(), y, area.width(), 0))
        if tail:
            rest = QRectF(area.x(), y, area.width(), max(self._height * 0.08, area.bottom() - y))
            self._say(
                rest, tail, 0.036 if view.options else 0.05, _LEFT | _VERTICAL | _WRAP, RIGHT if view.answer else WARN
            )

    def _tail_text(self) -> str:
        """Below the options: the answer once it is shown, the explanation with it."""
        view = self._view
        if not view.answer:
            return ""
        answer = "" if view.right else f"答案：{view.answer}　"
        return f"{answer}{view.analysis}"

    def _needs(self, share: float, area: QRectF) -> float:
        """The height of stem and options at this size."""
        view, options = self._view, share * _OPTION_SHARE
        stem = self._tall(_unbroken(view.stem), share, area) + self._height * 0.03
        if self._across(share, area) > 1:
            rows = -(-len(view.options) // 2)
            return stem + rows * (self._tall("甲", options, area, False) + self._height * 0.016)
        inner = QRectF(0, 0, area.width() - self._height * options * 2, 10_000)
        return stem + sum(self._tall(each, options, inner, False) + self._height * 0.016 for _, each in view.options)

    def _across(self, share: float, area: QRectF) -> int:
        """Short options stand two in a row: all of it can be larger."""
        metrics = QFontMetricsF(self._font(share * _OPTION_SHARE, bold=True))
        room = area.width() / 2 - self._height * share * _OPTION_SHARE * 2.4
        options = self._view.options
        return 2 if len(options) > 2 and all(metrics.horizontalAdvance(each) <= room for _, each in options) else 1

    def _options(self, area: QRectF) -> float:
        """All options from the area's upper edge; where they end."""
        across, y = self._across(self.stem_share, area), area.y()
        width = area.width() / across
        for at in range(0, len(self._view.options), across):
            below = y
            for column, (letter, option) in enumerate(self._view.options[at : at + across]):
                place = QRectF(area.x() + column * width, y, width - self._height * 0.02, 0)
                below = max(below, self._option(letter, option, place))
            y = below
        return y

    def _option(self, letter: str, option: str, area: QRectF) -> float:
        share = self.stem_share * _OPTION_SHARE
        indent = self._height * share * 2
        inner = QRectF(area.x() + indent, area.y(), area.width() - indent, 10_000)
        height = self._tall(option, share, inner, False)
        right = letter in self._view.right
        if right:
            self._painter.fillRect(QRectF(area.x() - 8, area.y(), area.width() + 8, height), QColor("#163A26"))
        colour = RIGHT if right else INK
        mark = f"✓{letter}" if right else letter
        self._say(QRectF(area.x(), area.y(), indent, height), mark, share, _LEFT | _TOP, colour, bold=True, fit=True)
        self._say(
            QRectF(inner.x(), area.y(), inner.width(), height + 2),
            option,
            share,
            _LEFT | _TOP | _WRAP,
            colour,
            bold=right,
        )
        return area.y() + height + self._height * 0.016

    # ---- scores

    def _strip(self) -> None:
        """All scores along the bottom, one box an entrant, and above them the one word of the moment."""
        view = self._view
        if view.note:
            self._say(self._area(0.04, 0.755, 0.92, 0.065), view.note, 0.052, _MIDDLE, WARN, bold=True, fit=True)
        sides = view.sides
        if not sides:
            return
        width = 0.94 / len(sides)
        for at, side in enumerate(sides):
            self._side(side, self._area(0.03 + at * width + 0.003, 0.835, width - 0.006, 0.15))

    def _side(self, side: Side, box: QRectF) -> None:
        answering = side.mark in ("答题", "抢到")
        self._painter.fillRect(box, QColor("#4A3A12" if answering else PANEL))
        if answering:
            self._painter.setPen(QColor(WARN))
            self._painter.drawRect(box)
        name = f"{side.seat} {side.name}" if box.width() > self._height * 0.22 else str(side.seat)
        upper = QRectF(box.x() + 4, box.y() + 2, box.width() - 8, box.height() * 0.4)
        lower = QRectF(box.x() + 4, box.y() + box.height() * 0.38, box.width() - 8, box.height() * 0.6)
        self._say(upper, name, 0.036, _MIDDLE, QUIET, fit=True)
        out = side.mark == "出局"
        self._say(
            lower, _points(side) + ("　出局" if out else ""), 0.075, _MIDDLE, LATE if out else INK, bold=True, fit=True
        )

    def _table(self) -> None:
        """比分 and 排名: everybody in one or two columns."""
        view = self._view
        self._say(self._area(0.05, 0.02, 0.9, 0.07), view.title, 0.045, _MIDDLE, QUIET, fit=True)
        self._say(self._area(0.05, 0.09, 0.9, 0.1), view.head, 0.075, _MIDDLE, bold=True)
        columns = 1 if len(view.sides) <= 7 else 2
        rows = -(-len(view.sides) // columns)
        places = _places(view.sides) if view.screen == Screen.RANKING else [side.seat for side in view.sides]
        for at, side in enumerate(view.sides):
            column, row = divmod(at, rows)
            height = 0.78 / max(rows, 4)
            area = self._area(0.06 + column * 0.46, 0.2 + row * height, 0.88 if columns == 1 else 0.42, height * 0.9)
            self._line(side, places[at], area)

    def _line(self, side: Side, place: int, area: QRectF) -> None:
        self._painter.fillRect(area, QColor(PANEL))
        share = min(0.085, area.height() / self._height * 0.62)
        width = area.width()
        inner = area.adjusted(width * 0.02, 0, -width * 0.02, 0)
        number = QRectF(inner.x(), inner.y(), width * 0.1, inner.height())
        name = QRectF(inner.x() + width * 0.12, inner.y(), width * 0.56, inner.height())
        total = QRectF(inner.x() + width * 0.7, inner.y(), width * 0.26, inner.height())
        self._say(number, str(place), share, _LEFT | _VERTICAL, QUIET, fit=True)
        self._say(name, side.name, share, _LEFT | _VERTICAL, fit=True)
        self._say(total, _points(side), share, Qt.AlignmentFlag.AlignRight | _VERTICAL, bold=True, fit=True)

    def _round(self) -> None:
        view = self._view
        self._say(self._area(0.06, 0.12, 0.88, 0.2), view.head, 0.14, _MIDDLE, bold=True, fit=True)
        area = self._area(0.08, 0.38, 0.84, 0.36)
        words = view.stem.replace("；", "\n")
        share = next(
            (size for size in (0.065, 0.058, 0.05) if self._tall(words, size, area, False) <= area.height()), 0.043
        )
        self._say(area, words, share, _MIDDLE | _WRAP, QUIET)
        self._strip()


def _unbroken(stem: str) -> str:
    """The gap of a question never breaks over two lines."""
    return stem.replace("（　）", "（\u00a0\u00a0\u00a0）")


def _points(side: Side) -> str:
    return f"{side.total}" + (f"（加试 {side.playoff:+d}）" if side.playoff else "")


def _places(sides: Sequence[Side]) -> list[int]:
    """Places by points; equal ones share theirs."""
    keys = [(side.total, side.playoff) for side in sides]
    return [1 + sum(other > key for other in keys) for key in keys]
