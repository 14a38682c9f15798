"""The table as a hand expects it of Excel: arrows, copying with headings, dragging rows, whole text on hover. No columns' memory here."""

import json
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QItemSelection, QItemSelectionModel, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QFocusEvent, QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QToolTip, QWidget

from desktop_app.widgets import theme
from desktop_app.widgets.table.copying import Copier, tab_separated
from desktop_app.widgets.table.header import TableHeader
from desktop_app.widgets.table.model import LedgerModel

ROWS_MIME = "application/x-ledger-rows"
_MOST_COPIED = 200_000
_MOST_AS_TABLE = 20_000
_CELL_MARGIN = 12
# Scattered over a re-sorted list, more than this would cost seconds to select again.
_MOST_RESELECTED = 5_000
_FEW = 8
_GOING = frozenset(
    (
        Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    )
)  # fmt: skip


class RowsView(QTableView):
    """Rows of a ledger. `current_changed(id or None)`, `picked(id)` on Enter or double click, `typed(str)` when letters are typed.

    `copied(rows, masked)`: how many rows went into the clipboard (0: one cell), and whether numbers among them are masked.
    """

    current_changed = Signal(object)
    selection_counted = Signal(int)
    picked = Signal(object)
    typed = Signal(str)
    pasted = Signal()
    copied = Signal(int, bool)

    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger_model = model
        self.header = TableHeader(self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self._copier = Copier(self)
        self._left: tuple[list[int], int | None] = ([], None)
        self.dress()
        self.selectionModel().currentRowChanged.connect(self._current)
        self.selectionModel().selectionChanged.connect(self._selected)
        self.doubleClicked.connect(self._pick)
        model.about_to_refresh.connect(self.note_selection)
        model.refreshed.connect(self.restore_selection)

    def dress(self) -> None:
        """Rows as high as the type size wants."""
        self.verticalHeader().setDefaultSectionSize(theme.row_height())

    # ---- which rows

    def current_id(self) -> int | None:
        """The record the clerk is on."""
        row = self.currentIndex().row()
        return self.ledger_model.ids[row] if 0 <= row < len(self.ledger_model.ids) else None

    def selected_ids(self) -> list[int]:
        """The selected records in the table's order."""
        ids = self.ledger_model.ids
        found: dict[int, None] = {}
        for top, bottom in self._spans():
            found.update(dict.fromkeys(ids[top : bottom + 1]))
        return list(found)

    def _spans(self) -> list[tuple[int, int]]:
        selection = self.selectionModel().selection()
        spans = (selection.at(at) for at in range(selection.count()))
        return sorted((span.top(), span.bottom()) for span in spans)

    def selected_count(self) -> int:
        """How many rows are selected."""
        spans = self._spans()
        if len(spans) == 1:
            return spans[0][1] - spans[0][0] + 1
        return len({row for top, bottom in spans for row in range(top, bottom + 1)})

    def selectionCommand(self, index: Any, event: Any = None) -> Any:
        """Ctrl+Home goes there and selects; Qt would only go, and the pane would show one record while the buttons act on another."""
        if (
            isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            and event.key() in _GOING
        ):
            flags = QItemSelectionModel.SelectionFlag
            return flags.ClearAndSelect | flags.Rows
        return super().selectionCommand(index, event)

    def select_id(self, record_id: int, *, scroll: bool = True) -> bool:
        """Go to a record, if it is listed; without `scroll` what is on the screen stays there."""
        row = self.ledger_model.place_of(record_id)
        if row < 0:
            return False
        index = self.ledger_model.index(row, max(self.currentIndex().column(), 0))
        place = self.verticalScrollBar().value()
        # Only this one, whatever key is held down: a key held would add it to what is selected.
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        if scroll:
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        else:
            self.verticalScrollBar().setValue(place)
        return True

    def note_selection(self) -> None:
        """Remember which records are selected, before the list becomes another."""
        self._left = (self.selected_ids(), self.current_id())

    def restore_selection(self) -> None:
        """Select again those that are still listed."""
        chosen, current = self._left
        model = self.ledger_model
        flags = QItemSelectionModel.SelectionFlag
        if current is not None and (row := model.place_of(current)) >= 0:
            self.selectionModel().setCurrentIndex(model.index(row, 0), flags.NoUpdate)
            self.scrollTo(model.index(row, 0))
        selection = QItemSelection()
        for first, last in _stretches(self._rows_of(chosen)):
            selection.select(model.index(first, 0), model.index(last, model.columnCount() - 1))
        self.selectionModel().select(selection, flags.ClearAndSelect)
        self._select_current()
        self.selection_counted.emit(self.selected_count())  # another list forgets what was selected without a word
        self.current_changed.emit(self.current_id())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._select_current()

    def _select_current(self) -> None:
        """Qt can be on a row without selecting it; what the pane shows is what the buttons act on."""
        if self.current_id() is not None and not self.selectionModel().hasSelection():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.currentIndex(), flags.Select | flags.Rows)

    def _rows_of(self, ids: list[int]) -> list[int]:
        if len(ids) > _MOST_RESELECTED:
            return []
        if len(ids) < _FEW:
            return [row for row in map(self.ledger_model.place_of, ids) if row >= 0]
        wanted = set(ids)
        return [row for row, record_id in enumerate(self.ledger_model.ids) if record_id in wanted]

    def _current(self, _index: Any, _before: Any) -> None:
        self.current_changed.emit(self.current_id())

    def _selected(self, _chosen: Any, _left: Any) -> None:
        self.selection_counted.emit(self.selected_count())

    def _pick(self, _index: Any = None) -> None:
        if (record_id := self.current_id()) is not None:
            self.picked.emit(record_id)

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers()
        ctrl = held & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick()
        elif ctrl and event.key() == Qt.Key.Key_C:
            self.copy_cell() if held & Qt.KeyboardModifier.ShiftModifier else self.copy_rows()
        elif ctrl and event.key() == Qt.Key.Key_V:
            self.pasted.emit()
        elif event.text().strip() and event.text().isprintable() and not held & ~Qt.KeyboardModifier.ShiftModifier:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Never look through a million rows for a letter: typing goes to the search box."""

    # ---- copying and dragging

    def copy_rows(self) -> None:
        """The selected rows with their headings, as shown."""
        from desktop_app.workbook.clipboard import html_table  # lxml is not paid for at every start

        model = self.ledger_model
        chosen = self.selected_ids()[:_MOST_COPIED]
        if chosen:
            headings = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
            rows = model.texts(chosen)
            markup = html_table(headings, rows, model.numeric_columns()) if len(rows) <= _MOST_AS_TABLE else ""
            self._copier.put(tab_separated(headings, rows), sensitive=model.shows_whole, html=markup)
            self.copied.emit(len(rows), any(map(model.masks, range(model.columnCount()))))

    def copy_cell(self) -> None:
        """The cell the clerk is on, as shown."""
        if self.currentIndex().isValid():
            self._copier.put(self.currentIndex().data() or "", sensitive=self.ledger_model.shows_whole)
            self.copied.emit(0, self.ledger_model.masks(self.currentIndex().column()))

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the records' ids; Qt's own way asks every cell of every selected row."""
        drag = QDrag(self)
        drag.setMimeData(self.drag_data())
        drag.exec(Qt.DropAction.MoveAction)

    def drag_data(self) -> QMimeData:
        """The selected records as what is dragged."""
        carried = {"ledger": self.ledger_model.ledger.key, "ids": self.selected_ids()}
        data = QMimeData()
        data.setData(ROWS_MIME, QByteArray(json.dumps(carried).encode("ascii")))
        return data

    # ---- the whole text on hover

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_whole_text(event.pos(), event.globalPos())
            return True
        return super().viewportEvent(event)

    def _show_whole_text(self, at: QPoint, shown_at: QPoint) -> None:
        index = self.indexAt(at)
        text = index.data() if index.isValid() else ""
        room = self.visualRect(index).width() - _CELL_MARGIN
        if text and self.fontMetrics().horizontalAdvance(text) > room:
            QToolTip.showText(shown_at, text, self.viewport())
        else:
            QToolTip.hideText()


def _stretches(rows: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of neighbouring rows."""
    found: list[tuple[int, int]] = []
    for row in sorted(rows):
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
