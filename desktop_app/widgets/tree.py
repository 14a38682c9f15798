"""What stands at the left of a table: the organisation tree with live counts, and the views, declared and saved, with theirs.

Choosing says what is wanted; listing it is the tab's. Rows dragged from the table onto an organisation are announced, not moved.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QBrush, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QMenu,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.declaration import Ledger, View
from desktop_app.ledger.query import LedgerQuery
from desktop_app.ledger.views import Views
from desktop_app.storage.office import Office
from desktop_app.widgets import theme
from desktop_app.widgets.table.view import ROWS_MIME
from desktop_app.widgets.whole_text import WholeText

_KEY = Qt.ItemDataRole.UserRole
_NO_VIEW = -1
_ORGS = (
    "SELECT o.id, o.parent_id, o.short_name, o.name, o.level FROM party_org o LEFT JOIN org_place p ON p.org_id = o.id"
    " WHERE o.closed_on IS NULL OR EXISTS (SELECT 1 FROM member m WHERE m.org_id = o.id AND m.left_on IS NULL)"
    " ORDER BY p.place, o.id"
)


class _Counted(QTreeWidget):
    """Two columns: a name that gives way, a count at the right that doesn't."""

    def __init__(self) -> None:
        super().__init__()
        WholeText(self)
        self.setObjectName("sideList")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _item(self, parent: Any, words: str, key: object, hint: str = "") -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [words, ""])
        item.setData(0, _KEY, key)
        item.setToolTip(0, hint or words)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item


class OrgTree(_Counted):
    """`chosen(org id)`; `rows_dropped(ids, org id)`; `org_dropped(org id, the sibling it goes before or None)`."""

    chosen = Signal(object)
    rows_dropped = Signal(object, object)
    org_dropped = Signal(object, object)

    def __init__(self, office: Office, *, takes_rows: bool) -> None:
        super().__init__()
        self._office = office
        self._items: dict[int, QTreeWidgetItem] = {}
        self._takes_rows = takes_rows
        self._lit: QTreeWidgetItem | None = None
        self.setAccessibleName("组织树")
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.itemSelectionChanged.connect(self._choose)
        self.fill()

    def fill(self) -> None:
        """Read the tree anew; what was open and chosen stays so."""
        self._lit = None
        kept = self.current_org()
        shut = {org for org, item in self._items.items() if not item.isExpanded()}
        self.blockSignals(True)
        self.clear()
        self._items = {}
        for org, parent, short_name, name, level in self._office.database.rows(_ORGS):
            item = self._item(self._items.get(parent, self), short_name, org, f"{name}（{level}）")
            self._items[org] = item
        for org, item in self._items.items():
            item.setExpanded(org not in shut and (bool(shut) or item.parent() is None))
        if kept in self._items:
            self.setCurrentItem(self._items[kept])
        self.blockSignals(False)

    def current_org(self) -> int | None:
        """The chosen organisation; None for all."""
        items = self.selectedItems()
        return items[0].data(0, _KEY) if items else None

    def choose(self, org: int | None) -> None:
        """Choose without announcing it."""
        self.blockSignals(True)
        self.clearSelection()
        if org in self._items:
            self.setCurrentItem(self._items[org])
        self.blockSignals(False)

    def show_counts(self, counts: Mapping[int, int]) -> None:
        """How many records are listed under each."""
        for org, item in self._items.items():
            item.setText(1, f"{counts.get(org, 0):,}")

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self.current_org())

    # Dragging: rows onto an organisation; an organisation among its siblings.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes_rows and event.mimeData().hasFormat(ROWS_MIME):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(ROWS_MIME):
            item = self.itemAt(event.position().toPoint())
            self._light(item if self._takes_rows else None)
            event.setAccepted(self._takes_rows and item is not None)
            return
        super().dragMoveEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(None)
        super().dragLeaveEvent(event)

    def _light(self, item: QTreeWidgetItem | None) -> None:
        """The organisation the rows would go to stands out, and no other."""
        if item is self._lit:
            return
        for each, lit in ((self._lit, False), (item, True)):
            if each is not None:
                each.setBackground(0, theme.colour("accent") if lit else QBrush())
                each.setForeground(0, theme.colour("on_accent") if lit else QBrush())
        self._lit = item

    def dropEvent(self, event: QDropEvent) -> None:
        self._light(None)
        item = self.itemAt(event.position().toPoint())
        if event.mimeData().hasFormat(ROWS_MIME):
            if item is not None:
                ids = json.loads(bytes(event.mimeData().data(ROWS_MIME).data()))["ids"]
                self.rows_dropped.emit(ids, item.data(0, _KEY))
            event.acceptProposedAction()
            return
        self._drop_org(event.position().toPoint(), item)
        event.ignore()

    def _drop_org(self, place: QPoint, item: QTreeWidgetItem | None) -> None:
        """Only among its own siblings: another parent needs a date and papers, which the organisation's dialog asks for."""
        moved = self.currentItem()
        if moved is None or item is None or item is moved or item.parent() is not moved.parent():
            return
        below = place.y() > self.visualItemRect(item).center().y()
        before = self._next_sibling(item) if below else item
        self.org_dropped.emit(moved.data(0, _KEY), before.data(0, _KEY) if before else None)

    def _next_sibling(self, item: QTreeWidgetItem) -> QTreeWidgetItem | None:
        parent = item.parent() or self.invisibleRootItem()
        return parent.child(parent.indexOfChild(item) + 1)


class ViewList(_Counted):
    """First the everyday list, then the views. `chosen(View or None)`; saved ones can be renamed and dropped by their menu."""

    chosen = Signal(object)
    drop_asked = Signal(str)
    rename_asked = Signal(str)

    def __init__(self, everybody: str = "全部") -> None:
        super().__init__()
        self._everything = View(everybody, hint="平常的名单：不加任何视图")
        self.setRootIsDecorated(False)
        self.setAccessibleName("视图")
        self._views: list[View] = []
        self._saved: frozenset[str] = frozenset()
        self.itemSelectionChanged.connect(self._choose)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    def fill(self, views: Sequence[View], saved: frozenset[str]) -> None:
        """Show these views, the declared ones first."""
        kept = self.current_view()
        self._views, self._saved = list(views), saved
        self.blockSignals(True)
        self.clear()
        self.setCurrentItem(self._item(self, self._everything.name, _NO_VIEW, self._everything.hint))
        for number, view in enumerate(views):
            item = self._item(self, view.name, number, view.hint)
            if kept and kept.name == view.name:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def current_view(self) -> View | None:
        """The chosen view; None for all."""
        items = self.selectedItems()
        number = items[0].data(0, _KEY) if items else _NO_VIEW
        return None if number == _NO_VIEW else self._views[number]

    def choose(self, name: str) -> None:
        """Choose the view of this name ('' for the everyday list) without announcing it."""
        names = ["", *(view.name for view in self._views)]
        self.blockSignals(True)
        self.clearSelection()
        item = self.topLevelItem(names.index(name)) if name in names else None
        if item is not None:
            self.setCurrentItem(item)
        self.blockSignals(False)

    def choose_nothing(self) -> None:
        """Rows of another question are listed: a click on any line, the first one too, leads back."""
        self.blockSignals(True)
        self.clearSelection()
        self.setCurrentItem(None)  # type: ignore[arg-type]  # Qt takes none
        self.blockSignals(False)

    def counted(self) -> list[View]:
        """Every line's view from the top, the everyday list as one without a condition."""
        return [self._everything, *self._views]

    def show_counts(self, counts: Sequence[int]) -> None:
        """How many each line of `counted` would list."""
        for number, count in enumerate(counts):
            item = self.topLevelItem(number)
            if item is not None:
                item.setText(1, f"{count:,}")

    def views(self) -> list[View]:
        """In the order shown."""
        return list(self._views)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self.current_view())

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        item = self.itemAt(place)
        number = item.data(0, _KEY) if item else _NO_VIEW
        name = self._views[number].name if number != _NO_VIEW else ""
        if name not in self._saved:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for words, slot in (("改名…", self._ask_rename), ("删除这个视图", self._ask_drop)):
            action = QAction(words, menu)
            action.setData(name)
            action.triggered.connect(slot)
            menu.addAction(action)
        menu.popup(self.viewport().mapToGlobal(place))

    @Slot()
    def _ask_rename(self) -> None:
        self.rename_asked.emit(_named(self.sender()))

    @Slot()
    def _ask_drop(self) -> None:
        self.drop_asked.emit(_named(self.sender()))


class Sidebar(QWidget):
    """Tree above, views below; either may be missing. `asked(org, view)` whenever one is chosen."""

    asked = Signal(object, object)

    def __init__(self, office: Office, ledger: Ledger) -> None:
        super().__init__()
        self._views = Views(office, ledger)
        self._ledger = ledger
        self.tree = OrgTree(office, takes_rows=ledger.moves is not None) if ledger.org_field else None
        self.views = ViewList(ledger.everybody)
        layout = QVBoxLayout(self)
        self.setObjectName("side")
        layout.setContentsMargins(8, 8, 4, 8)
        layout.setSpacing(4)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        if self.tree is not None:
            parts.addWidget(_titled("组织", self.tree))
            self.tree.chosen.connect(self._ask)
        parts.addWidget(_titled("视图", self.views))
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        layout.addWidget(parts)
        self.views.chosen.connect(self._ask)
        self.fill()

    def fill(self) -> None:
        """Read organisations and saved views anew."""
        if self.tree is not None:
            self.tree.fill()
        saved = [kept.view for kept in self._views.saved()]
        self.views.fill([*self._ledger.views, *saved], frozenset(view.name for view in saved))

    def show_counts(self, query: LedgerQuery) -> None:
        """Live counts: each organisation's for what is listed, each view's within the organisation chosen."""
        if self.tree is not None:
            self.tree.show_counts(query.counts_by_org())
        self.views.show_counts(query.counts_of_views(self.views.counted()))

    def show_all(self) -> None:
        """Nothing chosen: everything is listed."""
        if self.tree is not None:
            self.tree.choose(None)
        self.views.choose("")
        self._ask()

    @Slot()
    def _ask(self, _chosen: object = None) -> None:
        org = self.tree.current_org() if self.tree is not None else None
        self.asked.emit(org, self.views.current_view())


def _titled(words: str, inside: QWidget) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    title = QLabel(words)
    title.setObjectName("sectionTitle")
    layout.addWidget(title)
    layout.addWidget(inside, 1)
    return box


def _named(sender: QObject) -> str:
    """The view a menu's action was made for."""
    return sender.data() if isinstance(sender, QAction) else ""
