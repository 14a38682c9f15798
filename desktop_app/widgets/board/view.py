"""The columns side by side: they answer the question of the list, arrows go about them, and a card taken across takes a step."""

from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.page import read_row
from desktop_app.ledger.query import LedgerQuery
from desktop_app.ledger.steps import Step
from desktop_app.widgets.belongings.steps import start_step
from desktop_app.widgets.board.column import BoardColumn, CardList
from desktop_app.widgets.desk import Desk


class BoardView(QWidget):
    """`current_changed(id)` and `picked(id)` as of a table; `refused(sentence)` when a card can't go where it was taken."""

    current_changed = Signal(object)
    picked = Signal(object)
    refused = Signal(str)

    def __init__(self, desk: Desk, ledger: Ledger) -> None:
        super().__init__()
        assert ledger.board is not None
        self.setObjectName("board")
        self._desk = desk
        self.ledger = ledger
        self.columns = [BoardColumn(desk, ledger, ledger.board, state) for state in ledger.board.columns]
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        for column in self.columns:
            row.addWidget(column, 1)
            self._connect(column)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area = area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.setFocusProxy(self.columns[0].cards)
        desk.changed.connect(self._changed)

    def _connect(self, column: BoardColumn) -> None:
        cards = column.cards
        cards.picked.connect(self.picked)
        cards.current_changed.connect(self._current)
        cards.aside.connect(self._aside)
        cards.pushed.connect(self._pushed)
        cards.menu_asked.connect(self._open_menu)
        cards.dropped.connect(self._dropped)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A record's pane that opens beside it takes room: the card it is of stays in view."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._keep_in_view)

    @Slot()
    def _keep_in_view(self) -> None:
        column = self.columns[self._here]
        if column.cards.selectionModel().hasSelection():
            self._area.ensureWidgetVisible(column, 0, 0)

    # ---- what is shown

    def ask(self, query: LedgerQuery) -> None:
        """Show what the list shows."""
        for column in self.columns:
            column.ask(query)

    @Slot(object)
    def _changed(self, changed: Any) -> None:
        for column in self.columns:
            if self.isVisible() and column.model.concerns(changed):
                column.model.refresh()

    def select_id(self, record_id: int) -> bool:
        """Go to the card of a record, if there is one."""
        for column in self.columns:
            row = column.model.place_of(record_id)
            if row >= 0:
                column.cards.select_row(row)
                self._area.ensureWidgetVisible(column)
                return True
        return False

    def current_id(self) -> int | None:
        """The card the clerk is on."""
        return next((c.cards.current_id() for c in self.columns if c.cards.hasFocus()), None)

    @Slot(object)
    def _current(self, record_id: int | None) -> None:
        if record_id is None:
            return
        for column in self.columns:
            if column.cards is not self.sender():
                column.cards.clearSelection()
            else:
                self.setFocusProxy(column.cards)
        self.current_changed.emit(record_id)

    # ---- going about

    @property
    def _here(self) -> int:
        return next(at for at, column in enumerate(self.columns) if column.cards is self.focusProxy())

    @Slot(int)
    def _aside(self, way: int) -> None:
        """To the next column that has cards, at the same height."""
        here = self._here
        row = self.columns[here].cards.currentIndex().row()
        beyond = self.columns[here + 1 :] if way > 0 else self.columns[:here][::-1]
        for column in beyond:
            if column.model.ids:
                column.cards.select_row(row)
                column.cards.setFocus()
                self._area.ensureWidgetVisible(column)
                return

    # ---- taking steps

    @Slot(int)
    def _pushed(self, way: int) -> None:
        at = self._here + way
        record_id = self.columns[self._here].cards.current_id()
        if record_id is not None and 0 <= at < len(self.columns):
            self.take_across(record_id, self.columns[self._here].state, self.columns[at].state)

    @Slot(str, object)
    def _dropped(self, state: str, record_id: int) -> None:
        cards = self.sender()
        if isinstance(cards, CardList):
            self.take_across(record_id, state, cards.stands_for)

    def take_across(self, record_id: int, before: str, after: str) -> None:
        """Take the step between two states, or say that there is none and what there is."""
        steps = self.ledger.steps
        step = steps.between(before, after) if steps else None
        if step is not None:
            self._start(record_id, step)
            return
        ways = "、".join(f"{step.name}（到“{step.after}”）" for step in steps.from_state(before)) if steps else ""
        may = f"从“{before}”可以：{ways}。" if ways else f"“{before}”是最后一步。"
        self.refused.emit(f"不能从“{before}”直接到“{after}”。{may}")

    def _start(self, record_id: int, step: Step) -> None:
        row = read_row(self._desk.office, self.ledger, record_id)
        if row is not None and (refusal := start_step(self._desk, self.ledger, row, step, self.window())):
            self.refused.emit(refusal)

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        """The steps that the card may take now."""
        column = self.columns[self._here]
        record_id, steps = column.cards.current_id(), self.ledger.steps
        if record_id is None or steps is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for step in steps.from_state(column.state):
            action = QAction(f"{step.name}…", menu)
            action.setData((record_id, step))
            action.triggered.connect(self._step_chosen)
            menu.addAction(action)
        if menu.actions():
            menu.popup(place)

    @Slot()
    def _step_chosen(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self._start(*action.data())
