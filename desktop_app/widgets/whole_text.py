"""What is cut in a list or table is read whole under the mouse. The ledgers' own table and the board's cards do it for themselves."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QToolTip


class WholeText(QObject):
    """Belongs to a view; tells the text of a cell that has no room for it. A model's own tool tip goes before it."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().eventFilter(watched, event)
        index = self._view.indexAt(event.pos())
        if not index.isValid() or index.data(Qt.ItemDataRole.ToolTipRole):
            return super().eventFilter(watched, event)
        self._tell(index, event.globalPos())
        return True

    def _tell(self, index: QModelIndex, at: QPoint) -> None:
        text = whole_text(self._view, index)
        if text:
            QToolTip.showText(at, text, self._view.viewport())
        else:
            QToolTip.hideText()


def whole_text(view: QAbstractItemView, index: QModelIndex) -> str:
    """The text of a cell that is cut there; '' where all of it is seen."""
    room, needed = view.visualRect(index), view.sizeHintForIndex(index)
    seen = room.intersected(view.viewport().rect())
    is_cut = needed.width() > seen.width() or needed.height() > room.height() + 1
    return str(index.data() or "") if is_cut else ""
