"""One column of the board: the state with its count, and its cards, fetched as they are scrolled to."""

import json

from PySide6.QtCore import QByteArray, QEvent, QItemSelectionModel, QMimeData, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QListView, QToolTip, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Board, Column, Condition, Ledger
from desktop_app.ledger.query import LedgerQuery
from desktop_app.widgets import theme
from desktop_app.widgets.board.card import CardDelegate
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.table.model import LedgerModel

CARD_MIME = "application/x-ledger-card"
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CardList(QListView):
    """`picked(id)` on Enter or double click, `current_changed(id)`, `aside(way)` on ← →, `pushed(way)` on Ctrl+← →."""

    picked = Signal(object)
    current_changed = Signal(object)
    aside = Signal(int)
    pushed = Signal(int)
    menu_asked = Signal(QPoint)
    dropped = Signal(str, object)

    def __init__(self, model: LedgerModel, state: str) -> None:
        super().__init__()
        self.ledger_model = model
        self.stands_for = state
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.doubleClicked.connect(self._pick)
        self.selectionModel().currentChanged.connect(self._current)

    def current_id(self) -> int | None:
        """The card the clerk is on."""
        row = self.currentIndex().row()
        return self.ledger_model.ids[row] if 0 <= row < len(self.ledger_model.ids) else None

    def select_row(self, row: int) -> None:
        """Go to a card by its place, or the last one."""
        if self.ledger_model.ids:
            index = self.ledger_model.index(min(max(row, 0), len(self.ledger_model.ids) - 1), 0)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def _current(self) -> None:
        self.current_changed.emit(self.current_id())

    @Slot()
    def _pick(self) -> None:
        if (record_id := self.current_id()) is not None:
            self.picked.emit(record_id)

    @Slot(QPoint)
    def _ask_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            self.setCurrentIndex(index)
        self.menu_asked.emit(self.viewport().mapToGlobal(place))

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _SIDEWAYS.get(Qt.Key(event.key()))
        if way is not None:
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.pushed if held else self.aside).emit(way)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Typing never jumps among the cards."""

    # ---- dragging

    def startDrag(self, _actions: Qt.DropAction) -> None:
        record_id = self.current_id()
        if record_id is None:
            return
        drag = QDrag(self)
        drag.setMimeData(card_data(self.ledger_model.ledger, self.stands_for, record_id))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CARD_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(CARD_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        carried = json.loads(bytes(event.mimeData().data(CARD_MIME).data()))
        if carried["ledger"] == self.ledger_model.ledger.key and carried["state"] != self.stands_for:
            event.acceptProposedAction()
            self.dropped.emit(carried["state"], carried["id"])

    # ---- the whole card on hover

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index, delegate = self.indexAt(event.pos()), self.itemDelegate()
            told = delegate.whole_text(index) if index.isValid() and isinstance(delegate, CardDelegate) else ""
            QToolTip.showText(event.globalPos(), told, self.viewport())
            return True
        return super().viewportEvent(event)


def card_data(ledger: Ledger, state: str, record_id: int) -> QMimeData:
    """A card as what is dragged."""
    data = QMimeData()
    carried = {"ledger": ledger.key, "state": state, "id": record_id}
    data.setData(CARD_MIME, QByteArray(json.dumps(carried).encode()))
    return data


class BoardColumn(QWidget):
    """The heading with its count, and the cards of one state."""

    def __init__(self, desk: Desk, ledger: Ledger, board: Board, state: str) -> None:
        super().__init__()
        self.state = state
        self._field = board.field
        self.model = LedgerModel(desk, ledger, self)
        names = [board.title, *board.lines, *([board.due] if board.due else [])]
        self.model.set_columns([Column(name) for name in names])
        self.heading = QLabel(state)
        self.heading.setObjectName("sectionTitle")
        self.cards = CardList(self.model, state)
        self.cards.setAccessibleName(state)
        runs = state not in board.settled and (ledger.steps is None or bool(ledger.steps.from_state(state)))
        labels = [ledger.fields[name].label for name in names]
        self.cards.setItemDelegate(CardDelegate(board, labels, desk.clock.today(), runs=runs, parent=self.cards))
        self.setMinimumWidth(theme.scaled(180))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 0)
        column.setSpacing(6)
        column.addWidget(self.heading)
        column.addWidget(self.cards, 1)
        self.model.arrived.connect(self._count)

    def ask(self, query: LedgerQuery) -> None:
        """Show those of the question's answer that are in this state."""
        of_state = Condition(self._field, "是", (self.state,))
        self.model.ask(query.asking(conditions=(*query.asked.conditions, of_state)))

    @Slot()
    def _count(self) -> None:
        self.heading.setText(f"{self.state}　{len(self.model.ids):,}")
