"""A ledger's table with its memory: which columns, how wide, in which order; and what an empty one says."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from desktop_app.ledger.declaration import Column, Condition, Ledger
from desktop_app.ledger.query import LedgerQuery
from desktop_app.ledger.views import Layout, Views
from desktop_app.widgets import theme
from desktop_app.widgets.chips import ChipDelegate, tones_of
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.empty import EmptyState
from desktop_app.widgets.table.header import Order, next_order
from desktop_app.widgets.table.model import LedgerModel
from desktop_app.widgets.table.view import RowsView

_KEEP_AFTER_MS = 600
_CELL_PADDING = 18
_HEADING_PADDING = 28
_SAMPLE = 64
_WIDEST_BY_SAMPLE = 24
_CHIP_EXTRA = 26
_WIDEST = 640
_FITTED_FROM_ROWS = 200


class TablePanel(QWidget):
    """The table of one ledger. `order_changed(order)` asks for another order; the panel's owner asks the question.

    Shows the columns of its layout, or a view's own while `show_columns_of` says so.
    """

    order_changed = Signal(object)
    next_step = Signal()
    counted = Signal()

    def __init__(self, desk: Desk, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.ledger = ledger
        self._views = Views(desk.office, ledger)
        self.layout_kept = self._views.layout()
        self._of_view: tuple[str, ...] = ()
        self._arranging = False
        self._sampled = False
        self._following: int | None = None
        self._staying: int | None = None
        self._by_sample: dict[str, int] = {}
        self.model = LedgerModel(desk, ledger, self)
        self.view = RowsView(self.model)
        self.empty = EmptyState()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.setFocusProxy(self.view)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_KEEP_AFTER_MS)
        self._later.timeout.connect(self.keep)
        self._connect()
        self.arrange()

    def _connect(self) -> None:
        header = self.view.header
        header.sort_asked.connect(self._sort)
        header.menu_asked.connect(self._open_menu)
        header.moved.connect(self._moved)
        header.sized.connect(self._sized)
        header.fit_asked.connect(self.fit)
        self.model.arrived.connect(self._arrived)
        self.model.modelReset.connect(self._arrived)
        self.empty.asked.connect(self.next_step)
        self._desk.changed.connect(self._changed)
        self._desk.closing.connect(self._closing)

    # ---- what is listed

    @property
    def order(self) -> Order:
        """The order the clerk chose; () for the ledger's own."""
        return self.layout_kept.order

    def ask(self, query: LedgerQuery) -> None:
        """List what this question asks for; who was selected stays so while listed."""
        self.view.note_selection()
        left = self.view.current_id()
        self.model.ask(query)
        self.view.restore_selection()
        self._staying = left if self.view.current_id() is None and not self.model.complete else None

    def columns_shown(self) -> list[Column]:
        """From left to right."""
        return list(self.model.columns)

    def show_columns_of(self, names: tuple[str, ...]) -> None:
        """A view's own columns; () goes back to the layout's."""
        if names != self._of_view:
            self._of_view = names
            self.arrange()

    def follow(self, record_id: int) -> None:
        """Go to a record that was just written, now or as soon as it is listed."""
        self._following = None if self.view.select_id(record_id) else record_id

    def _go_to_followed(self) -> None:
        """To what was just written; and who was selected before the list was asked anew stays so without the screen jumping."""
        if self._staying is not None and self.model.complete:
            staying, self._staying = self._staying, None
            if self.view.current_id() is None:
                self.view.select_id(staying, scroll=False)
        if self._following is not None and self.view.select_id(self._following):
            self._following = None
            self.view.note_selection()  # what was selected before is not to come back over it

    @Slot(object)
    def _changed(self, changed: object) -> None:
        if self.model.concerns(changed):
            self.model.refresh()

    @Slot()
    def _arrived(self) -> None:
        if not self._sampled and len(self.model.ids):
            self._size_from_sample()
        self._show_what_there_is()
        self._go_to_followed()
        self.counted.emit()

    def _show_what_there_is(self) -> None:
        """The table, or what an empty one says; the keyboard goes along, so that the tab's keys go on answering."""
        shown, other = (self.view, self.empty) if len(self.model.ids) else (self.empty, self.view)
        has_it = QApplication.focusWidget()
        had_it = has_it is not None and (has_it is other or other.isAncestorOf(has_it))
        self._stack.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        if had_it:
            shown.setFocus()

    # ---- columns

    def arrange(self) -> None:
        """Show the columns as they were left."""
        kept = self.layout_kept
        if self._of_view:
            columns = [self.ledger.column(name) for name in self._of_view]
        else:
            columns = [column for column in kept.arranged(self.ledger) if kept.shows(column)]
        self._show_columns(columns)

    def _show_columns(self, columns: Sequence[Column]) -> None:
        self._arranging = True
        try:
            self.view.note_selection()
            self.model.set_columns(columns)
            header = self.view.header
            for at, column in enumerate(columns):
                header.moveSection(header.visualIndex(at), at)
                self.view.setColumnWidth(at, self._width(column))
                tones = tones_of(self.ledger, column)
                self.view.setItemDelegateForColumn(
                    at, ChipDelegate(tones, self.view) if tones else self.view.itemDelegate()
                )
            self.view.restore_selection()
            self._show_order()
        finally:
            self._arranging = False

    def _width(self, column: Column) -> int:
        kind = self.ledger.fields.get(column.name)
        chars = self.layout_kept.widths.get(column.name) or column.width or (kind.width if kind else 10)
        extra = theme.scaled(_CHIP_EXTRA) if tones_of(self.ledger, column) else 0
        heading = self.view.fontMetrics().horizontalAdvance(self.ledger.heading(column))
        declared = column.name not in self.layout_kept.widths
        least = max(heading + theme.scaled(_HEADING_PADDING), self._by_sample.get(column.name, 0)) if declared else 0
        return max(chars * self._character + theme.scaled(_CELL_PADDING) + extra, least)

    def _size_from_sample(self) -> None:
        """Once: columns that nobody gave a width are as wide as the first rows need, within reason."""
        self._sampled = self._arranging = True
        metrics, most = self.view.fontMetrics(), _WIDEST_BY_SAMPLE * self._character
        for at, column in enumerate(self.model.columns):
            if column.width or column.name in self.layout_kept.widths or tones_of(self.ledger, column):
                continue
            texts = [self.model.index(row, at).data() or "" for row in range(min(_SAMPLE, len(self.model.ids)))]
            needs = min(max(map(metrics.horizontalAdvance, texts)), most) + theme.scaled(_CELL_PADDING)
            self._by_sample[column.name] = needs
            self.view.setColumnWidth(at, max(needs, self._width(column)))
        self._arranging = False

    @property
    def _character(self) -> int:
        return self.view.fontMetrics().horizontalAdvance("0")

    @Slot(int)
    def fit(self, section: int) -> None:
        """As wide as the heading and what is near the screen need."""
        metrics = self.view.fontMetrics()
        first = max(self.view.rowAt(0), 0)
        rows = range(first, min(first + _FITTED_FROM_ROWS, self.model.rowCount()))
        column = self.model.columns[section]
        texts = [self.model.index(row, section).data() or "" for row in rows] + [self.ledger.heading(column)]
        extra = theme.scaled(_CHIP_EXTRA) if tones_of(self.ledger, column) else 0
        width = max(map(metrics.horizontalAdvance, texts)) + theme.scaled(_CELL_PADDING) + extra
        self.view.setColumnWidth(section, min(width, _WIDEST))

    @Slot()
    def _moved(self) -> None:
        if not self._arranging:
            QTimer.singleShot(0, self, self._take_moved_order)

    def _take_moved_order(self) -> None:
        header = self.view.header
        columns = [self.model.columns[header.logicalIndex(at)] for at in range(header.count())]
        self._note_columns(columns, self._hidden())
        self._show_columns(columns)

    @Slot()
    def _sized(self) -> None:
        if not self._arranging:
            self._later.start()

    def _hidden(self) -> frozenset[str]:
        return frozenset(column.name for column in self.ledger.columns if not self.layout_kept.shows(column))

    def _note_columns(self, shown: Sequence[Column], hidden: frozenset[str]) -> None:
        """Remember this order; hidden columns keep their places among the others."""
        if self._of_view:
            return
        names = iter([column.name for column in shown])
        arranged = [column.name for column in self.layout_kept.arranged(self.ledger)]
        visible = {column.name for column in shown}
        order = tuple(next(names) if name in visible else name for name in arranged)
        self.layout_kept = replace(self.layout_kept, columns=order, hidden=hidden)
        self._later.start()

    @Slot(object)
    def choose(self, shown: frozenset[str]) -> None:
        """Show exactly these columns."""
        self._of_view = ()
        arranged = tuple(column.name for column in self.layout_kept.arranged(self.ledger))
        self.layout_kept = replace(
            self.layout_kept, columns=arranged, hidden=frozenset(name for name in arranged if name not in shown)
        )
        self.arrange()
        self._later.start()

    @Slot()
    def reset_columns(self) -> None:
        """The ledger's own columns, order and widths."""
        self._of_view = ()
        self.layout_kept = Layout(
            order=self.layout_kept.order, view=self.layout_kept.view, conditions=self.layout_kept.conditions
        )
        self.arrange()
        self._later.start()

    # ---- order

    @Slot(int, bool)
    def _sort(self, section: int, also: bool) -> None:
        column = self.model.columns[section]
        if column.compute and not column.sorts_by:
            return
        self.set_order(next_order(self.order, column.name, also=also))

    def set_order(self, order: Order) -> None:
        """Another order, kept; () for the ledger's own."""
        self.layout_kept = replace(self.layout_kept, order=order)
        self._show_order()
        self._later.start()
        self.order_changed.emit(order)

    def _show_order(self) -> None:
        names = [column.name for column in self.model.columns]
        first, descending = self.order[0] if self.order else ("", False)
        self.view.header.show_order(names.index(first) if first in names else -1, descending)

    # ---- the headings' menu

    @Slot(int, QPoint)
    def _open_menu(self, section: int, place: QPoint) -> None:
        from desktop_app.widgets.table.heading_menu import HeadingMenu

        known = 0 <= section < len(self.model.columns)
        menu = HeadingMenu(self.model.columns[section] if known else None, self.ledger, self)
        menu.order_asked.connect(self.set_order)
        menu.fit_asked.connect(self._fit_column)
        menu.hide_asked.connect(self._hide_column)
        menu.choose_asked.connect(self.open_chooser)
        menu.popup(place)

    @Slot(str)
    def _fit_column(self, name: str) -> None:
        self.fit([column.name for column in self.model.columns].index(name))

    @Slot(str)
    def _hide_column(self, name: str) -> None:
        shown = frozenset(column.name for column in self.model.columns) - {name}
        if shown:
            self.choose(shown)

    @Slot()
    def open_chooser(self) -> None:
        """The list of columns to tick."""
        from desktop_app.widgets.table.columns import ColumnChooser

        chooser = ColumnChooser(self.ledger, self)
        chooser.offer(self.layout_kept.arranged(self.ledger), frozenset(column.name for column in self.model.columns))
        chooser.chosen.connect(self.choose)
        chooser.reset_asked.connect(self.reset_columns)
        chooser.open_at(self.view.header.viewport().mapToGlobal(QPoint(0, self.view.header.height())))

    # ---- memory

    def note_filter(self, view: str, conditions: Sequence[Condition]) -> None:
        """Remember the filter in force along with the columns."""
        self.layout_kept = replace(self.layout_kept, view=view, conditions=tuple(conditions))
        self._later.start()

    @Slot()
    def _closing(self) -> None:
        if self._later.isActive():
            self.keep()

    @Slot()
    def keep(self) -> None:
        """Remember how the table is, now."""
        self._later.stop()
        if not self._of_view:
            pad, character = theme.scaled(_CELL_PADDING), self._character
            now = {
                column.name: max(1, round((self.view.columnWidth(at) - pad - self._extra(column)) / character))
                for at, column in enumerate(self.model.columns)
                if self.view.columnWidth(at) != self._width(column)
            }
            self.layout_kept = replace(self.layout_kept, widths={**self.layout_kept.widths, **now})
        kept = self.layout_kept
        self._desk.save(lambda: self._views.keep_layout(kept))

    def _extra(self, column: Column) -> int:
        return theme.scaled(_CHIP_EXTRA) if tones_of(self.ledger, column) else 0
