"""A state as a chip: word, shape and colour, never colour alone (U12)."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.ledger.declaration import Column, Ledger
from desktop_app.storage.kind import Tone
from desktop_app.widgets import theme

TONE_COLOURS: dict[Tone, str] = {"good": "good", "note": "muted", "warn": "warn", "bad": "accent"}


def _pad() -> int:
    return theme.scaled(8)


def _shape() -> int:
    return theme.scaled(8)


def _gap() -> int:
    return theme.scaled(6)


def tones_of(ledger: Ledger, column: Column) -> dict[str, Tone]:
    """Which words of a column are states, with their tone."""
    kind = ledger.fields.get(column.name)
    return dict(column.tones) or (dict(kind.tones) if kind is not None and not column.compute else {})


def chip_width(word: str, metrics: QFontMetrics) -> int:
    """How wide a chip with this word is, in px."""
    return metrics.horizontalAdvance(word) + _pad() * 2 + _shape() + _gap() + 2


def paint_chip(painter: QPainter, place: QRectF, word: str, tone: Tone) -> None:
    """Draw a chip at the left of `place`, as wide as its word needs and as `place` allows."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    metrics = painter.fontMetrics()
    height = min(metrics.height() + 4, place.height())
    width = min(chip_width(word, metrics), place.width())
    box = QRectF(place.left(), place.center().y() - height / 2, width, height).adjusted(0.5, 0.5, -0.5, -0.5)
    colour = theme.colour(TONE_COLOURS[tone])
    fill = QColor(colour)
    fill.setAlphaF(0.10)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(box, height / 2, height / 2)
    _draw_shape(painter, QRectF(box.left() + _pad(), box.center().y() - _shape() / 2, _shape(), _shape()), tone, colour)
    painter.setPen(theme.colour("text") if tone in ("note", "good") else colour)
    words = box.adjusted(_pad() + _shape() + _gap(), 0, -_pad() + 2, 0)
    shown = metrics.elidedText(word, Qt.TextElideMode.ElideRight, int(words.width()) + 1)
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    painter.restore()


def _draw_shape(painter: QPainter, box: QRectF, tone: Tone, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(colour if tone in ("good", "bad") else Qt.BrushStyle.NoBrush)
    if tone in ("good", "note"):
        painter.drawEllipse(box)
    elif tone == "warn":
        painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    else:
        middle = box.center()
        corners = [
            (middle.x(), box.top()),
            (box.right(), middle.y()),
            (middle.x(), box.bottom()),
            (box.left(), middle.y()),
        ]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


class ChipDelegate(QStyledItemDelegate):
    """Shows a column's states as chips; other words of the column as plain text."""

    def __init__(self, tones: dict[str, Tone], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tones = tones

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        word = index.data() or ""
        tone = self._tones.get(word)
        if tone is None:
            super().paint(painter, option, index)
            return
        style = option.widget.style() if option.widget else QApplication.style()  # type: ignore[attr-defined]
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)  # type: ignore[attr-defined]
        place = QRectF(option.rect).adjusted(4, 2, -4, -2)  # type: ignore[attr-defined]
        paint_chip(painter, place, word, tone)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + _pad() * 2 + _shape() + _gap(), hint.height())


class Chip(QWidget):
    """One state by itself, for a record's head or a board."""

    def __init__(self, word: str, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word = word
        self.tone: Tone = tone
        self.setAccessibleName(word)

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self.word, self.fontMetrics()), self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self.word, self.tone)
        painter.end()
