"""The headings: a click sorts (again: the other way, a third time: the ledger's own order), shift-click adds a second key."""

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_app.widgets import theme

Order = tuple[tuple[str, bool], ...]


def next_order(order: Order, name: str, *, also: bool) -> Order:
    """The order after a click on this column: ascending, descending, none; `also` keeps the other keys (at most two)."""
    down = dict(order).get(name)
    rest = tuple(term for term in order if term[0] != name) if also else ()
    if down is None:
        return (*rest, (name, False))[-2:]
    return (*rest, (name, True)) if not down else rest


class TableHeader(QHeaderView):
    """Headings that report what the clerk wants and decide nothing."""

    sort_asked = Signal(int, bool)
    menu_asked = Signal(int, QPoint)
    moved = Signal()
    sized = Signal()
    fit_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._also = False
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setMinimumSectionSize(36)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.sectionClicked.connect(self._clicked)
        self.sectionMoved.connect(self._moved)
        self.sectionResized.connect(self._sized)
        self.sectionHandleDoubleClicked.connect(self.fit_asked)

    def setSelectionModel(self, _of_the_table: QItemSelectionModel) -> None:
        """None of the table's: to draw a heading Qt asks every selected cell below it, which takes a minute for a million rows."""
        super().setSelectionModel(QItemSelectionModel(self.model(), self))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._also = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mouseReleaseEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if section == self.sortIndicatorSection():
            self._draw_arrow(painter, rect, section)

    def _draw_arrow(self, painter: QPainter, rect: QRect, section: int) -> None:
        """In the margin that the words leave. Qt's own takes so much of a narrow heading that 年龄 becomes …"""
        half, high, margin = theme.scaled(3), theme.scaled(4), theme.scaled(8)
        words = self.model().headerData(section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        to_the_right = words is not None and bool(Qt.AlignmentFlag(words) & Qt.AlignmentFlag.AlignRight)
        x = rect.left() + margin if to_the_right else rect.right() - margin
        y, up = rect.center().y(), self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        tip = y - high if up else y + high
        wing = tip + half if up else tip - half
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("text"), theme.scaled(1) * 1.5))
        painter.drawLine(QPoint(x, y - high), QPoint(x, y + high))
        painter.drawPolyline([QPoint(x - half, wing), QPoint(x, tip), QPoint(x + half, wing)])
        painter.restore()

    def show_order(self, section: int, descending: bool) -> None:
        """The arrow of the first key; −1 for none."""
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.blockSignals(True)
        self.setSortIndicator(section, way)
        self.blockSignals(False)
        self.viewport().update()

    @Slot(int)
    def _clicked(self, section: int) -> None:
        self.sort_asked.emit(section, self._also)

    @Slot(QPoint)
    def _ask_menu(self, at: QPoint) -> None:
        self.menu_asked.emit(self.logicalIndexAt(at), self.viewport().mapToGlobal(at))

    @Slot(int, int, int)
    def _moved(self, _logical: int, _old: int, _new: int) -> None:
        self.moved.emit()

    @Slot(int, int, int)
    def _sized(self, _logical: int, _old: int, _new: int) -> None:
        self.sized.emit()
