"""The picture of one building: units beside each other, floors one above the other, a home as a cell told by shape and colour.

Arrows move, Space or a click ticks, Enter or a double click opens the home's visits. Draws and hears; what follows is the page's.
"""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from desktop_app.features.visits.coverage import Building, Flat, HomeState
from desktop_app.widgets import theme

_CELL, _TALL, _GAP, _FLOOR, _HEAD, _BETWEEN = 58, 34, 4, 42, 26, 22
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class HouseView(QWidget):
    """One building."""

    ticked = Signal(object)
    opened = Signal(object)
    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("楼栋排查图")
        self.building: Building | None = None
        self.current: int | None = None
        self._places: dict[int, QRect] = {}
        self._texts: list[tuple[QRect, str]] = []
        # A double click opens: a click ticks only when no second one follows.
        self._click = QTimer(self)
        self._click.setSingleShot(True)
        self._click.setInterval(QApplication.doubleClickInterval())
        self._click.timeout.connect(self._tick)

    def show_building(self, building: Building | None) -> None:
        """Draw this one; the same home stays current."""
        self._click.stop()
        self.building = building
        self._lay_out()
        if self.current not in self._places:
            self.current = next(iter(self._places), None)
        self.setFixedSize(self._whole())
        self._tell()
        self.update()

    def stop(self) -> None:
        """Nothing is to follow any more."""
        self._click.stop()

    @property
    def current_flat(self) -> Flat | None:
        """The home that the keys mean."""
        flats = self.building.flats if self.building else ()
        return next((flat for flat in flats if flat.id == self.current), None)

    # ---- where everything is

    def _lay_out(self) -> None:
        self._places, self._texts = {}, []
        cell, tall, gap = theme.scaled(_CELL), theme.scaled(_TALL), theme.scaled(_GAP)
        head, x = theme.scaled(_HEAD), theme.scaled(_FLOOR)
        units = self.building.units() if self.building else []
        floors = sorted({floor for _, rows in units for floor, _ in rows}, reverse=True)
        for at, floor in enumerate(floors):
            told = f"{floor} 层" if floor else ""
            self._texts.append((QRect(0, head + at * (tall + gap), x - gap, tall), told))
        for unit, rows in units:
            wide = max(len(flats) for _, flats in rows)
            self._texts.append((QRect(x, 0, wide * (cell + gap) - gap, head), f"{unit} 单元" if unit else ""))
            for floor, flats in rows:
                y = head + floors.index(floor) * (tall + gap)
                for place, flat in enumerate(flats):
                    self._places[flat.id] = QRect(x + place * (cell + gap), y, cell, tall)
            x += wide * (cell + gap) + theme.scaled(_BETWEEN)

    def _whole(self) -> QSize:
        right = max((place.right() for place in self._places.values()), default=theme.scaled(200))
        bottom = max((place.bottom() for place in self._places.values()), default=theme.scaled(80))
        return QSize(right + theme.scaled(8), bottom + theme.scaled(8))

    def _at(self, point: QPoint) -> int | None:
        return next((home for home, place in self._places.items() if place.contains(point)), None)

    # ---- drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("muted"))
        for place, words in self._texts:
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        for flat in self.building.flats if self.building else ():
            self._paint_flat(painter, self._places[flat.id], flat)
        painter.end()

    def _paint_flat(self, painter: QPainter, place: QRect, flat: Flat) -> None:
        tint = {HomeState.MET: "good", HomeState.TRIED: "warn"}.get(flat.state, "line")
        colour = theme.colour(tint)
        pen = QPen(colour, 1.4)
        if flat.state == HomeState.EMPTY:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        fill = theme.colour(tint if flat.state in (HomeState.MET, HomeState.TRIED) else "base")
        if flat.state in (HomeState.MET, HomeState.TRIED):
            fill.setAlphaF(0.18)
        painter.setBrush(fill)
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)
        self._paint_mark(painter, place, flat)
        if flat.id == self.current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "text"), 2))
            painter.drawRoundedRect(place, 5, 5)

    def _paint_mark(self, painter: QPainter, place: QRect, flat: Flat) -> None:
        """The door's number, and a shape that says the state without colour: a tick, a half circle, nothing, a dash."""
        edge = theme.scaled(6)
        painter.setPen(theme.colour("muted" if flat.state == HomeState.EMPTY else "text"))
        words = place.adjusted(edge, 0, -theme.scaled(16), 0)
        text = painter.fontMetrics().elidedText(flat.door, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        size = theme.scaled(9)
        mark = QRect(place.right() - size - edge, place.center().y() - size // 2, size, size)
        if flat.state == HomeState.MET:
            painter.setPen(QPen(theme.colour("good"), 2))
            low = QPointF(mark.left() + size * 0.4, mark.bottom())
            painter.drawLine(QPointF(mark.left(), mark.center().y()), low)
            painter.drawLine(low, QPointF(mark.right(), mark.top()))
        elif flat.state == HomeState.TRIED:
            painter.setPen(QPen(theme.colour("warn"), 1.4))
            painter.setBrush(theme.colour("warn"))
            painter.drawPie(mark, 90 * 16, 180 * 16)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(mark)
        elif flat.state == HomeState.EMPTY:
            painter.setPen(QPen(theme.colour("muted"), 1.4))
            painter.drawLine(mark.left(), mark.center().y(), mark.right(), mark.center().y())

    # ---- mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        home = self._at(event.position().toPoint())
        self.setFocus()
        if home is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self.current = home
        self._tell()
        self.update()
        self._click.start()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._click.stop()
        if (home := self._at(event.position().toPoint())) is not None:
            self.opened.emit(home)

    @Slot()
    def _tick(self) -> None:
        if self.current is not None:
            self.ticked.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if step := _ARROWS.get(Qt.Key(event.key())):
            self._move(*step)
        elif event.key() == Qt.Key.Key_Space:
            self._tick()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _move(self, right: int, down: int) -> None:
        """To the nearest home in that direction."""
        here = self._places.get(self.current or 0)
        if here is None:
            return
        found: list[tuple[int, int]] = []
        for home, place in self._places.items():
            across, along = place.center().x() - here.center().x(), place.center().y() - here.center().y()
            ahead, aside = (across * right, abs(along)) if right else (along * down, abs(across))
            if ahead > 0 and (not right or aside < here.height()):
                found.append((ahead + aside * 4, home))
        if found:
            self.current = min(found)[1]
            self._tell()
            self.update()

    def _tell(self) -> None:
        flat = self.current_flat
        self.setAccessibleDescription(f"{flat.unit} 单元 {flat.door}，{flat.state}" if flat else "")
        self.moved.emit(flat)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            flats = self.building.flats if self.building else ()
            home = self._at(event.pos())
            flat = next((each for each in flats if each.id == home), None)
            QToolTip.showText(event.globalPos(), f"{flat.unit}-{flat.door}　{flat.state}" if flat else "", self)
            return True
        return super().event(event)
