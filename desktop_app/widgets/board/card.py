"""How one card is drawn: its title in two lines at most, what stands below, and whether its day has passed, in words and by shape."""

from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.ledger.declaration import Board
from desktop_app.support import dates
from desktop_app.widgets import theme
from desktop_app.widgets.chips import paint_chip

Index = QModelIndex | QPersistentModelIndex
_PAD, _GAP, _TITLE_LINES = 10, 8, 2
_TODAY = "今天到期"


def due_words(due: str, today: date) -> tuple[str, bool]:
    """What a day that is due is called today, and whether it presses: ('已超期 3 天', True), ('2017-01-05 前', False)."""
    if not due:
        return "", False
    last = dates.last_day(due)
    if last < today:
        return f"已超期 {(today - last).days:,} 天", True
    return (_TODAY, True) if last == today else (f"{due} 前", False)


class CardDelegate(QStyledItemDelegate):
    """Draws the cards of one column. Slots of the model: title, then the board's lines, then the day that is due."""

    def __init__(self, board: Board, labels: list[str], today: date, *, runs: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._board = board
        self._labels = labels
        self._today = today
        self._runs = runs
        self._lines = [(at, name) for at, name in enumerate(board.lines, start=1) if name != board.due]
        self._due_at = len(labels) - 1 if board.due else 0

    # ---- places

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = option.fontMetrics.height()  # type: ignore[attr-defined]
        below = len(self._lines) * (line + 2) + (line + 8 if self._due_at else 0)
        high = 2 * _PAD + _GAP + 2 + _TITLE_LINES * line + below
        return QSize(theme.scaled(120), high)

    # ---- drawing

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: Any = option.state  # type: ignore[attr-defined]
        rect: QRect = option.rect  # type: ignore[attr-defined]
        box = rect.adjusted(4, 0, -4, -_GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, focused = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_HasFocus
        painter.setBrush(theme.colour("selected" if chosen else "base"))
        painter.setPen(QPen(theme.colour("accent" if focused else "line")))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        room = box.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        line = painter.fontMetrics().height()
        lines = _draw_title(painter, room, _slot(index, 0))
        room.setTop(room.top() + lines * line + 2)
        self._draw_lines(painter, room, index, line)
        painter.restore()

    def _draw_lines(self, painter: QPainter, room: QRect, index: Index, line: int) -> None:
        painter.setPen(theme.colour("muted"))
        metrics = painter.fontMetrics()
        for at, _ in self._lines:
            text = _slot(index, at)
            said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room.left(), room.top() + metrics.ascent(), said)
            room.setTop(room.top() + line + 2)
        if self._due_at:
            self._draw_due(painter, room, _slot(index, self._due_at))

    def _draw_due(self, painter: QPainter, room: QRect, due: str) -> None:
        words, pressing = self._told(due)
        if pressing:
            high = painter.fontMetrics().height() + 6
            tone = "bad" if words != _TODAY else "warn"
            paint_chip(painter, QRectF(room.left(), room.top(), room.width(), high), words, tone)
        elif words:
            painter.drawText(room.left(), room.top() + 3 + painter.fontMetrics().ascent(), words)

    def _told(self, due: str) -> tuple[str, bool]:
        return due_words(due, self._today) if self._runs else (due, False)

    def whole_text(self, index: Index) -> str:
        """All of a card, for the tip."""
        told = [_slot(index, 0)]
        told += [f"{self._labels[at]}：{text}" for at, _ in self._lines if (text := _slot(index, at))]
        if self._due_at and (due := _slot(index, self._due_at)):
            words, pressing = self._told(due)
            told.append(f"{self._labels[self._due_at]}：{due}" + (f"（{words}）" if pressing else ""))
        return "\n".join(told)


def _slot(index: Index, at: int) -> str:
    return str(index.sibling(index.row(), at).data() or "")


def _draw_title(painter: QPainter, room: QRect, title: str) -> int:
    """At most two lines, the second cut with dots; how many it took."""
    font = QFont(painter.font())
    font.setWeight(QFont.Weight.DemiBold)
    painter.setPen(theme.colour("text"))
    layout = QTextLayout(title, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(room.width())
    rest = title[first.textLength() :]
    layout.endLayout()
    first.setPosition(QPointF(0, 0))
    painter.save()
    painter.setFont(font)
    metrics = painter.fontMetrics()
    painter.drawText(room.left(), room.top() + metrics.ascent(), title[: first.textLength()])
    said = metrics.elidedText(rest.strip(), Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room.left(), room.top() + metrics.height() + metrics.ascent(), said)
    painter.restore()
    return 2 if rest.strip() else 1
