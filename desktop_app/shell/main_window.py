"""The frame around the tabs: header with search and undo, tabs built on first show, status bar. It connects; it decides nothing."""

from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import QByteArray, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QMainWindow,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ledger.places import Place, holders, place_of, rows_on_page
from desktop_app.shell import asked
from desktop_app.shell.header import Header
from desktop_app.shell.home import Home
from desktop_app.shell.notices import Notices
from desktop_app.shell.safety import Safety
from desktop_app.shell.single import bring_to_front
from desktop_app.shell.status import StatusBar
from desktop_app.support.errors import OfficeError
from desktop_app.support.settings import WorkstationSettings
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.messages import tell
from desktop_app.widgets.shelf import ShelfPage
from desktop_app.widgets.theme import icon

__all__ = ["MainWindow", "bring_to_front"]
_GEOMETRY = "window.geometry"
_TAB = "window.tab"


class MainWindow(QMainWindow):
    """One window for one office. `closing` is emitted when the clerk closes it, before anything is torn down.

    `safety` knows why it was closed where the program goes on after it.
    """

    closing = Signal()

    def __init__(self, desk: Desk, workstation: WorkstationSettings) -> None:
        super().__init__()
        self.desk = desk
        self._workstation = workstation
        self._pages: dict[str, QWidget] = {}
        self._places: dict[str, QVBoxLayout] = {}
        self.safety = Safety(desk, workstation, self)
        self.setMinimumSize(900, 560)
        self._build_actions()
        self._status = StatusBar(desk)
        desk.backed_up.connect(self._status.refresh)
        self.setStatusBar(self._status)
        self.notices = Notices(desk)
        self._build_frame()
        self._connect()
        self._show_name()
        self._restore()
        self._focus_page()

    # ---- building

    def _build_frame(self) -> None:
        frame = QWidget()
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._build_header())
        layout.addWidget(self.notices)
        layout.addWidget(self._build_tabs(), 1)
        self.setCentralWidget(frame)
        self.tabs.currentChanged.connect(self._shown)
        self.home.asked.connect(self.step)

    @Slot()
    def build_anew(self) -> None:
        """After another type size: every row, column and button is measured again; the tab stays."""
        at = self.tabs.currentIndex()
        self.desk.closing.emit()  # what pages remember of their columns and halves is kept first
        self._status.follow(None)
        self._pages, self._places = {}, {}
        self._build_frame()
        self._show_name()
        self.tabs.setCurrentIndex(at)

    def _build_actions(self) -> None:
        self.undo = self._action("撤销", QKeySequence.StandardKey.Undo, self._undo, "arrow-back-up")
        self.redo = self._action("重做", "Ctrl+Y", self._redo, "arrow-forward-up")
        self.look_up = self._action("搜索全部", "Ctrl+K", self.search_everywhere, "search")
        self.keys = self._action("快捷键", "F1", self.show_shortcuts, "keyboard")
        self.history = self._action("改动记录", "Ctrl+H", self.show_history, "history")
        self.preferences = self._action("设置", "Ctrl+,", self.show_settings, "settings")
        self.lock_now = self._action("锁定", "Ctrl+L", self.safety.lock, "lock")
        self.lock_now.setVisible(self.desk.office.encrypted)
        for number in range(1, 10):
            action = QAction(self)
            action.setShortcut(QKeySequence(f"Alt+{number}"))
            action.setProperty("tab", number - 1)
            action.triggered.connect(self._switch_tab)
            self.addAction(action)

    def _action(self, words: str, keys: Any, slot: Any, picture: str) -> QAction:
        action = QAction(icon(picture), words, self)
        action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{words}（{QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)}）")
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def _build_header(self) -> QWidget:
        buttons = (self.undo, self.redo, self.history, self.preferences, self.keys, self.lock_now)
        self._header = Header(self.desk.clock, self.look_up, buttons)
        return self._header

    def _build_tabs(self) -> QTabWidget:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.home = Home(self.desk)
        self.tabs.addTab(self.home, "首页")
        for tab in self.desk.tabs:
            place = QWidget()
            place.setProperty("tab_key", tab.key)
            inside = QVBoxLayout(place)
            inside.setContentsMargins(0, 0, 0, 0)
            self._places[tab.key] = inside
            self.tabs.addTab(place, tab.title)
        return self.tabs

    def _connect(self) -> None:
        self.desk.changed.connect(self._name_undo)
        self.desk.record_asked.connect(self.open_record)
        self.desk.rows_asked.connect(self.open_rows)
        self.desk.figure_asked.connect(self.open_figure)
        self.desk.failed.connect(self._show_refusal)
        self._name_undo(None)

    # ---- tabs, each built when it is first shown

    @cached_property
    def _tab_index(self) -> dict[str, int]:
        return {tab.key: number for number, tab in enumerate(self.desk.tabs, start=1)}

    def page(self, key: str) -> QWidget:
        """The page of a tab or of a ledger wherever it stands, built now if it has not been shown yet."""
        return self._page_at(self._place(key), key)

    def _place(self, key: str) -> Place:
        place = place_of(self.desk.tabs, key)
        if place is None:
            raise KeyError(f"no tab shows {key}")
        return place

    def _page_at(self, place: Place, key: str) -> QWidget:
        page = self._tab_page(place.tab)
        return page.page(place.page) if isinstance(page, ShelfPage) and key != place.tab else page

    def _tab_page(self, key: str) -> QWidget:
        if key not in self._pages:
            tab = next(tab for tab in self.desk.tabs if tab.key == key)
            page = self.desk.build_page(tab)
            self._places[key].addWidget(page)
            self._pages[key] = page
        return self._pages[key]

    def show_tab(self, key: str) -> QWidget:
        """Bring a tab, or the page of a ledger wherever it stands, to the front and give its page."""
        place = self._place(key)
        page = self._tab_page(place.tab)
        if isinstance(page, ShelfPage) and key != place.tab:
            page.show_page(place.page)
        self.tabs.setCurrentIndex(self._tab_index[place.tab])
        return self._page_at(place, key)

    @Slot(int)
    def _shown(self, index: int) -> None:
        key = self.tabs.widget(index).property("tab_key")
        self._status.follow(self._tab_page(key) if key else None)
        self._focus_page()

    def _focus_page(self) -> None:
        """The shown page's keys answer at once, without a click into it first."""
        key = self.tabs.currentWidget().property("tab_key")
        (self._tab_page(key) if key else self.home).setFocus()

    @Slot()
    def _switch_tab(self) -> None:
        wanted = self.sender().property("tab")
        if wanted < self.tabs.count():
            self.tabs.setCurrentIndex(wanted)
            self._focus_page()

    @Slot(str, object)
    def open_record(self, ledger_key: str, record_id: int) -> None:
        """Show one record in its ledger's tab; one that is part of another in that one's pane."""
        page: Any = self.show_tab(ledger_key)
        found = holders(self.desk.office, self._place(ledger_key).parts, [record_id])
        if found:
            page.show_record(found[0])
        self._focus_page()

    @Slot(str, object, str)
    def open_rows(self, ledger_key: str, which: Any, title: str) -> None:
        """Show these rows (ids or conditions) in their ledger's tab; of parts the records they belong to."""
        page: Any = self.show_tab(ledger_key)
        page.show_rows(rows_on_page(self.desk.office, self._place(ledger_key), which), title)

    @Slot(object, object, object)
    def open_figure(self, figure: Any, rows: Any, span: Any) -> None:
        """The rows behind a figure."""
        asked.figure_rows(self.desk, figure, rows, span, self).open()

    @Slot(object)
    def _show_refusal(self, refusal: OfficeError) -> None:
        tell(refusal, self)

    @Slot(str)
    def step(self, step: str) -> None:
        """A next step by its name, as home, settings and the search for commands ask it."""
        if step == "history":
            self.show_history()
        elif step in self.safety.steps:
            self.safety.steps[step]()
        elif step == "summary":
            self.show_tab("summary")
        elif step == "import":
            self.import_roster()

    def import_roster(self) -> None:
        """The roster's tab with its import open: the first thing a new office needs."""
        self._import_into(self.desk.ledgers[0].key)

    # ---- what the header's buttons do

    @Slot()
    def search_everywhere(self) -> None:
        dialog = asked.search(self.desk, self, self._commands())
        dialog.chosen.connect(self.open_record)
        dialog.open()
        dialog.field.setFocus()

    def _commands(self) -> dict[str, Any]:
        steps = {"备份": "backup", "备份到 U 盘": "backup_to", "从备份恢复": "restore", "本月汇总": "summary"}
        steps |= {"锁定": "lock"} if self.desk.office.encrypted else {}
        found: dict[str, Any] = {words: partial(self.step, step) for words, step in steps.items()}
        found |= {"设置": self.show_settings, "改动记录、回收站": self.show_history, "快捷键": self.show_shortcuts}
        imported = [ledger for ledger in self.desk.ledgers if ledger.imports and place_of(self.desk.tabs, ledger.key)]
        return found | {f"导入{ledger.title}": partial(self._import_into, ledger.key) for ledger in imported}

    def _import_into(self, key: str) -> None:
        page: Any = self.show_tab(key)
        if hasattr(page, "start_import"):
            page.start_import()

    @Slot()
    def show_history(self) -> None:
        asked.history(self.desk, self).open()

    @Slot()
    def show_settings(self) -> None:
        dialog = asked.settings(self.desk, self._workstation, self)
        dialog.accepted.connect(self._show_name)
        dialog.resized.connect(self.build_anew)
        dialog.step_asked.connect(self.step)
        dialog.open()

    @Slot()
    def _show_name(self) -> None:
        self.setWindowTitle(f"社区党务台账 — {self.desk.office.name}")
        self._header.title.setText(self.desk.office.name)

    @Slot()
    def show_shortcuts(self) -> None:
        asked.shortcuts(self).open()

    @Slot()
    def _undo(self) -> None:
        self.desk.save(self.desk.office.undo, self._undone, self.desk.error)

    @Slot()
    def _redo(self) -> None:
        self.desk.save(self.desk.office.redo, self._redone, self.desk.error)

    def _undone(self, done: Any) -> None:
        self.desk.message(f"已撤销：{done.title}")

    def _redone(self, done: Any) -> None:
        self.desk.message(f"已重做：{done.title}")

    @Slot(object)
    def _name_undo(self, _changed: object) -> None:
        for action, words, title in (
            (self.undo, "撤销", self.desk.office.undo_title()),
            (self.redo, "重做", self.desk.office.redo_title()),
        ):
            action.setEnabled(title is not None)
            action.setToolTip(f"{words}：{title}" if title else f"没有可{words}的改动")

    # ---- how it was left

    def _restore(self) -> None:
        kept = self._workstation.get(_GEOMETRY)
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii"))):
            self.resize(1280, 800)
        tab = self.desk.office.settings.get(_TAB)
        if tab in self._tab_index:
            self.show_tab(tab)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._workstation.put(_GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        try:
            self.desk.office.settings.put(_TAB, self.tabs.currentWidget().property("tab_key"))
        except OfficeError:
            pass  # a folder that has gone read-only must not keep the window open
        self.safety.stop()
        self.closing.emit()
        super().closeEvent(event)
