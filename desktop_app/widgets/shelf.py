"""A tab that holds several ledgers: a row of names under the tabs, each page built when it is first shown."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Shelf
from desktop_app.widgets import keys
from desktop_app.widgets.desk import Desk

_SHOWN = "shelf."


class ShelfPage(QWidget):
    """The pages of a shelf side by side. `status_changed(text)` is that of the page that is shown; the office remembers which."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        super().__init__()
        self.desk = desk
        self.shelf = shelf
        self._pages: dict[str, QWidget] = {}
        self.names = QTabBar()
        self.names.setObjectName("shelfNames")
        self.names.setDrawBase(False)
        self.names.setExpanding(False)
        self.names.setAccessibleName(shelf.title)
        for page in shelf.pages:
            self.names.addTab(page.title)
        self._stack = QStackedWidget()
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 0)
        row.addWidget(self.names, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        for key, step in ((keys.NEXT_PAGE, 1), (keys.PAGE_BEFORE, -1)):
            self._bind(key.sequence, step)
        kept = desk.office.settings.get(_SHOWN + shelf.key)
        self.show_page(kept if kept in self._keys else self._keys[0])
        self.names.currentChanged.connect(self._chosen)
        desk.closing.connect(self._keep)

    def _bind(self, sequence: str, step: int) -> None:
        shortcut = QShortcut(QKeySequence(sequence), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setProperty("step", step)
        shortcut.activated.connect(self._turn)

    @property
    def _keys(self) -> list[str]:
        return [page.key for page in self.shelf.pages]

    @property
    def shown(self) -> str:
        """The key of the page that is shown."""
        return self._keys[self.names.currentIndex()]

    def page(self, key: str) -> QWidget:
        """The page of this key, built now if it has not been shown yet."""
        if key not in self._pages:
            page: Any = self.desk.build_page(self.shelf.pages[self._keys.index(key)])
            self._pages[key] = page
            self._stack.addWidget(page)
            if hasattr(page, "status_changed"):
                page.status_changed.connect(self._tell)
        return self._pages[key]

    def show_page(self, key: str) -> QWidget:
        """Bring a page to the front and give it."""
        page = self.page(key)
        self.names.setCurrentIndex(self._keys.index(key))
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        self.status_changed.emit(self.status_text())
        return page

    def status_text(self) -> str:
        """What the shown page says of itself."""
        page: Any = self._pages[self.shown]
        return page.status_text() if hasattr(page, "status_text") else ""

    @Slot(str)
    def _tell(self, text: str) -> None:
        if self.sender() is self._pages[self.shown]:
            self.status_changed.emit(text)

    @Slot(int)
    def _chosen(self, at: int) -> None:
        self.show_page(self._keys[at])

    @Slot()
    def _turn(self) -> None:
        at = self.names.currentIndex() + self.sender().property("step")
        self.show_page(self._keys[at % self.names.count()]).setFocus()

    @Slot()
    def _keep(self) -> None:
        if self.desk.office.settings.get(_SHOWN + self.shelf.key, self._keys[0]) != self.shown:
            self.desk.office.settings.put(_SHOWN + self.shelf.key, self.shown)
