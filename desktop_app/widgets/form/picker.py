"""A field that offers what fits while the clerk types: Enter takes the first, arrows another, a word no list has stays to be told."""

from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.widgets import theme
from desktop_app.widgets.form.finders import Find, Offered
from desktop_app.widgets.screens import screen_of

Index = QModelIndex | QPersistentModelIndex
_INDENT = 14
_BETWEEN = 24
_MEASURED = 200
_NARROWEST = 260
_OFFERED_ROLE = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}


class _Offers(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.offered: list[Offered] = []

    def put(self, offered: list[Offered]) -> None:
        self.beginResetModel()
        self.offered = offered
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.offered)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.offered[index.row()].text
        return self.offered[index.row()] if role == _OFFERED_ROLE else None


class OfferDelegate(QStyledItemDelegate):
    """Key, text, and at the right in grey what tells it apart."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        offered: Offered = index.data(_OFFERED_ROLE)
        style = option.widget.style()  # type: ignore[attr-defined]
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)  # type: ignore[attr-defined]
        place: QRect = option.rect.adjusted(8 + offered.depth * _INDENT, 0, -8, 0)  # type: ignore[attr-defined]
        metrics = painter.fontMetrics()
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if offered.key:
            painter.setPen(theme.colour("muted"))
            painter.drawText(place, left, offered.key)
            place.adjust(max(metrics.horizontalAdvance(offered.key), theme.scaled(20)) + 8, 0, 0, 0)
        spare = place.width() - metrics.horizontalAdvance(offered.text) - _BETWEEN
        detail = metrics.elidedText(offered.detail, Qt.TextElideMode.ElideRight, max(spare, place.width() // 2))
        room = place.adjusted(0, 0, -metrics.horizontalAdvance(detail) - 8 if detail else 0, 0)
        painter.setPen(theme.colour("text"))
        painter.drawText(room, left, metrics.elidedText(offered.text, Qt.TextElideMode.ElideRight, room.width()))
        painter.setPen(theme.colour("muted"))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), detail)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme.scaled(26))

    @staticmethod
    def width_of(offered: Offered, metrics: QFontMetrics) -> int:
        """How wide a line must be to say all it has to, in px."""
        key = max(metrics.horizontalAdvance(offered.key), theme.scaled(20)) + 8 if offered.key else 0
        detail = metrics.horizontalAdvance(offered.detail) + _BETWEEN if offered.detail else 0
        return 16 + offered.depth * _INDENT + key + metrics.horizontalAdvance(offered.text) + detail


class PickerEdit(QLineEdit):
    """`chosen(Offered or None)` follows a choice or its being cleared; `done` follows Enter."""

    chosen = Signal(object)
    done = Signal()

    def __init__(self, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._choice: Offered | None = None
        self._is_pressed = False
        self._offers = _Offers(self)
        self._list = QCompleter(self._offers, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setMaxVisibleItems(12)
        self._list.setWidget(self)
        self._list.popup().setItemDelegate(OfferDelegate(self))
        self._list.popup().installEventFilter(self)
        self._list.activated[QModelIndex].connect(self._take_index)  # type: ignore[index]
        self._arrow = QAction(theme.icon("chevron-down", "muted"), "列出全部", self)
        self._arrow.triggered.connect(self.open_all)
        self.addAction(self._arrow, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(self._edited)

    # ---- what is chosen

    @property
    def choice(self) -> Offered | None:
        """What was chosen, or None."""
        return self._choice

    @property
    def offers_something(self) -> bool:
        """Whether what is typed may still become a choice."""
        return self._choice is None and self._list.popup().isVisible() and bool(self._offers.offered)

    def typed(self) -> Any:
        """The chosen value, else the words as they stand, None when empty."""
        if self._choice is not None:
            return self._choice.value
        return self.text().strip() or None

    def put(self, choice: Offered | None) -> None:
        """Show this as chosen."""
        self._choice = choice
        self.setText(choice.text if choice else "")
        self.setCursorPosition(0)

    # ---- choosing

    @Slot()
    def open_all(self) -> None:
        """List everything there is."""
        self.setFocus()
        self._offer("")

    @Slot(str)
    def _edited(self, text: str) -> None:
        self._choice = None
        self._offer(text)
        self.chosen.emit(None)

    def _offer(self, text: str) -> None:
        self._offers.put(self._find(text))
        popup = self._list.popup()
        if not self._offers.offered:
            popup.hide()
            return
        popup.setMinimumWidth(self._width_wanted(popup))
        self._list.complete()
        # Nothing typed is nothing meant: Tab out of an emptied field must not fill it with the first of the list.
        at = 0 if text else self._chosen_row()
        popup.setCurrentIndex(self._offers.index(at, 0) if at is not None else QModelIndex())

    def _width_wanted(self, popup: QAbstractItemView) -> int:
        """As wide as what is offered, but no wider than the screen."""
        metrics, bar = popup.fontMetrics(), popup.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) + 8
        widest = max(OfferDelegate.width_of(each, metrics) for each in self._offers.offered[:_MEASURED]) + bar
        return min(max(widest, theme.scaled(_NARROWEST)), screen_of(self).availableGeometry().width())

    def _chosen_row(self) -> int | None:
        values = [each.value for each in self._offers.offered]
        return values.index(self._choice.value) if self._choice and self._choice.value in values else None

    @Slot(QModelIndex)
    def _take_index(self, index: QModelIndex) -> None:
        offered = index.data(_OFFERED_ROLE)
        if offered is not None:
            self.put(offered)
            self.chosen.emit(offered)

    def _take_highlighted(self) -> bool:
        popup = self._list.popup()
        if not popup.isVisible() or not popup.currentIndex().isValid():
            return False
        index = popup.currentIndex()
        popup.hide()
        offered = index.data(_OFFERED_ROLE)
        self.put(offered)
        self.chosen.emit(offered)
        return True

    def settle(self) -> None:
        """Words that mean exactly one thing become that; called when the field is left."""
        if self._choice is None and self.text().strip():
            wanted = self.text().strip()
            same = [each for each in self._find(wanted) if each.text == wanted or each.key == wanted]
            if len(same) == 1:
                self.put(same[0])
                self.chosen.emit(same[0])

    # ---- keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            self._take_highlighted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_highlighted()
            self.settle()
            event.accept()
            self.done.emit()
        elif event.key() == Qt.Key.Key_Down and not self._list.popup().isVisible():
            self._offer("" if self._choice else self.text())
        elif event.key() in _STEPS and self._list.popup().isVisible():
            self._step(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._is_pressed = event.button() == Qt.MouseButton.LeftButton

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click lists what there is, as in any such field; marking a part of the words does not."""
        super().mouseReleaseEvent(event)
        if self._is_pressed and not self.hasSelectedText() and not self.isReadOnly():
            self._offer("" if self._choice else self.text())
        self._is_pressed = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press beside the open list only closes it; the keyboard goes where it was meant, so that nothing is typed in here."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            at = event.globalPosition().toPoint()
            if not self._list.popup().rect().contains(self._list.popup().mapFromGlobal(at)):
                QTimer.singleShot(0, self, partial(self._give_keyboard, at))
        return super().eventFilter(watched, event)

    def _give_keyboard(self, at: QPoint) -> None:
        target = QApplication.widgetAt(at)
        while target is not None and not target.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            target = target.parentWidget()
        if target is not None and target.window() is self.window():
            target.setFocus(Qt.FocusReason.MouseFocusReason)

    def _step(self, by: int) -> None:
        """Keys that reach the field and not the list move in the list all the same."""
        popup, last = self._list.popup(), len(self._offers.offered) - 1
        row = min(max(popup.currentIndex().row() + by, 0), last)
        popup.setCurrentIndex(self._offers.index(row, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()
        super().focusOutEvent(event)
