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
_TAIL_SIZES = (0.05, 0.043, 0.036, 0.03)
_NAME_SIZES = (0.036, 0.032, 0.029)
_NAMED_FROM = 0.15
"""A box of the score strip that is narrower (in heights of the screen) has only the number of the seat."""
_OPTION_SHARE = 0.86
_WARN_MS = 5000


class HallPainter:
    """One drawing. `said` are the words on the picture, `sizes` theirs as parts of its height, `stem_share` the question's."""

    def __init__(self, painter: QPainter, rect: QRectF, view: HallView, elapsed: int) -> None:
        self._painter = painter
        self._rect = rect
        self._view = view
        self._elapsed = elapsed
        self._height = rect.height()
        self.said: list[str] = []
        self.sizes: dict[str, float] = {}
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
        self.sizes[text] = font.pixelSize() / self._height

    def _area(self, x: float, y: float, width: float, height: float) -> QRectF:
        whole = self._rect
        return QRectF(
            whole.x() + x * whole.width(),
            whole.y() + y * whole.height(),
            width * whole.width(),
            height * whole.height(),
        )

    def _big(self, title: str) -> None:
        """Contest and stage on lines of their own, no last character alone on one."""
        text, area = title.replace(" ", "\n"), self._area(0.06, 0.2, 0.88, 0.6)
        share = next(
            size
            for size in (0.13, 0.11, 0.09, 0.07, 0.05)
            if size == 0.05 or self._tall(text, size, area) <= area.height()
        )
        self._say(self._even(text, share, area), text, share, _MIDDLE | _WRAP, bold=True)

    def _even(self, text: str, share: float, area: QRectF) -> QRectF:
        """As narrow a part of the area as takes no more lines: then they are about equally long."""
        height, narrow = self._tall(text, share, area), area
        while (tried := narrow.adjusted(area.width() * 0.01, 0, -area.width() * 0.01, 0)).width() > area.width() * 0.3:
            if self._tall(text, share, tried) > height:
                break
            narrow = tried
        return narrow

    def _tall(self, text: str, share: float, area: QRectF, bold: bool = True) -> float:
        return QFontMetricsF(self._font(share, bold)).boundingRect(area, _LEFT | _TOP | _WRAP, text).height()

    # ---- the question

    def _question(self) -> None:
        view = self._view
        self._say(self._area(0.03, 0.02, 0.76, 0.09), view.head, 0.052, _LEFT | _VERTICAL, QUIET, fit=True)
        self._draw_clock()
        self._painter.fillRect(self._area(0.03, 0.125, 0.94, 0.003), QColor(LINE))
        self._body(self._area(0.04, 0.15, 0.92, 0.6))
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
        # The explanation's room is kept free from the start: nothing moves when the answer is shown.
        room = area.height() - self._height * 0.1
        self.stem_share = next((size for size in _STEM_SIZES if self._needs(size, area) <= room), _STEM_SIZES[-1])
        y = area.y()
        height = self._tall(stem, self.stem_share, area)
        self._say(QRectF(area.x(), y, area.width(), height + 4), stem, self.stem_share, _LEFT | _TOP | _WRAP, bold=True)
        y += height + self._height * 0.022
        y = self._options(QRectF(area.x(), y, area.width(), 0))
        if view.answer:
            self._shown_answer(QRectF(area.x(), y, area.width(), max(self._height * 0.08, area.bottom() - y)))

    def _shown_answer(self, area: QRectF) -> None:
        """Below the options: the answer where no option is marked, and the explanation."""
        view = self._view
        if not view.right:
            words = f"答案：{view.answer}"
            half = area.adjusted(0, 0, 0, -area.height() * 0.45)
            share = self._fitting(words, _STEM_SIZES, half)
            self._say(half, words, share, _LEFT | _TOP | _WRAP, RIGHT, bold=True)
            area = area.adjusted(0, min(self._tall(words, share, half), half.height()), 0, 0)
        share = self._fitting(view.analysis, _TAIL_SIZES, area)
        self._say(area, view.analysis, share, _LEFT | _VERTICAL | _WRAP, RIGHT)

    def _fitting(self, text: str, sizes: Sequence[float], area: QRectF) -> float:
        """The largest size at which the text has room, else the smallest."""
        return next((size for size in sizes if self._tall(text, size, area) <= area.height()), sizes[-1])

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
        upper = QRectF(box.x() + 4, box.y() + box.height() * 0.03, box.width() - 8, box.height() * 0.44)
        lower = QRectF(box.x() + 4, box.y() + box.height() * 0.44, box.width() - 8, box.height() * 0.56)
        out = side.mark == "出局"
        if box.width() <= self._height * _NAMED_FROM:
            self._say(upper, str(side.seat), 0.045, _MIDDLE, QUIET, fit=True)
        else:
            seat = QRectF(lower.x(), lower.y(), lower.height() * 0.7, lower.height())
            self._say(seat, str(side.seat), 0.045, _MIDDLE, QUIET, fit=True)
            lower = lower.adjusted(seat.width(), 0, -seat.width() * 0.5, 0)
            if out:
                self._say(upper, "出局", 0.045, _MIDDLE, LATE, bold=True)
            else:
                self._name(side.name, upper, _NAME_SIZES, _MIDDLE)
        self._total(side, lower, 0.075, _MIDDLE, LATE if out else INK)

    def _total(self, side: Side, area: QRectF, share: float, flags: int, colour: str = INK) -> None:
        """The points; those of a 加试 stand below them."""
        if side.playoff:
            upper = QRectF(area.x(), area.y(), area.width(), area.height() * 0.6)
            lower = QRectF(area.x(), area.y() + area.height() * 0.58, area.width(), area.height() * 0.4)
            self._say(upper, str(side.total), share * 0.75, flags | _VERTICAL, colour, bold=True, fit=True)
            self._say(lower, f"加试 {side.playoff:+d}", share * 0.5, flags | _VERTICAL, WARN, fit=True)
        else:
            self._say(area, str(side.total), share, flags | _VERTICAL, colour, bold=True, fit=True)

    def _name(self, name: str, area: QRectF, sizes: Sequence[float], flags: int, colour: str = QUIET) -> None:
        """On one line or two, never smaller than the last size; what is still too long ends in dots."""
        for share in sizes:
            if QFontMetricsF(self._font(share)).horizontalAdvance(name) <= area.width():
                self._say(area, name, share, flags, colour)
                return
        share = sizes[-1]
        most = max(2, int(area.width() / (self._height * share)))
        text = name if len(name) <= 2 * most else name[: 2 * most - 1] + "…"
        half = -(-len(text) // 2)
        for at, line in enumerate((text[:half], text[half:])):
            place = QRectF(area.x(), area.y() + area.height() / 2 * at, area.width(), area.height() / 2)
            self._say(place, line, share, flags | Qt.TextFlag.TextDontClip, colour, fit=True)

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
        self._name(side.name, name, (share, share * 0.85, share * 0.7, share * 0.55), _LEFT | _VERTICAL, INK)
        self._total(side, total, share, Qt.AlignmentFlag.AlignRight)

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


def _places(sides: Sequence[Side]) -> list[int]:
    """Places by points; equal ones share theirs."""
    keys = [(side.total, side.playoff) for side in sides]
    return [1 + sum(other > key for other in keys) for key in keys]
