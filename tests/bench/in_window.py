"""The roster's tab in a real window without a screen, and its peers: frames of scrolling, key press to paint, gaps of the event loop.

Every function is called in a process of its own (apart.py) and gives what it measured: CPU time of the thread that paints, for
what is read beside it keeps nobody waiting.
"""

import shutil
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QElapsedTimer,
    QEvent,
    QEventLoop,
    QObject,
    QSortFilterProxyModel,
    Qt,
    QTimer,
)
from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QTableView, QVBoxLayout, QWidget

from desktop_app import registry
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.standard_tab import StandardTab
from tests.bench.harness import Measured

SIZE = (1280, 800)
FRAMES = 100
TYPED = ("z", "j", "g")
_FRAME_MS = 16
_IDLE_MS = 3_000


@contextmanager
def roster_tab(folder: str) -> Iterator[StandardTab]:
    """The roster's tab of this office, shown and complete: every id read, every count told."""
    application = QApplication.instance() or QApplication([])
    theme.dress(application, dark=False)  # type: ignore[arg-type]
    with registry.open_office(Path(folder)) as office:
        desk = Desk(office, registry.LEDGERS, registry.TABS, registry.figures())
        tab = StandardTab(desk, registry.ledger("roster"))
        tab.resize(*SIZE)
        tab.show()
        settle(desk)
        yield tab
        tab.hide()
        desk.close()


def settle(desk: Desk) -> None:
    """Wait until nothing is on its way."""
    while desk.reader.busy or desk.jobs.busy or desk.is_saving:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()


def scroll(folder: str, which: str) -> Measured:
    """Page-down through the roster's table: the `median` or `p95` frame."""
    with roster_tab(folder) as tab:
        return _frames(tab.panel.view, which)


def scroll_sql_model(folder: str, scratch: str) -> Measured:
    """The same columns and rows in Qt's own SQL model, with nothing of ours between it and the view."""
    copy = Path(scratch) / f"{Path(folder).stem}.db"
    if not copy.exists():  # two SQLite libraries in one process must not share a file
        shutil.copy(Path(folder) / "office.db", copy)
    with roster_tab(folder) as tab:
        widths = [tab.panel.view.columnWidth(at) for at in range(tab.panel.model.columnCount())]
        database = QSqlDatabase.addDatabase("QSQLITE")
        database.setDatabaseName(str(copy))
        if not database.open():
            raise RuntimeError(database.lastError().text())
        model = QSqlQueryModel()
        model.setQuery(
            "SELECT m.name, m.sex, m.ethnicity, m.birth_date, m.birth_date, o.short_name, m.category, m.joined_on, m.full_on,"
            " m.edu_code, m.party_post, m.unit_post, m.employment, m.id_no, m.mobile FROM member m"
            " LEFT JOIN party_org o ON o.id = m.org_id WHERE m.left_on IS NULL ORDER BY m.org_id, m.id",
            database,
        )
        while model.canFetchMore():
            model.fetchMore()
        view = _plain_view(model)
        view.resize(tab.panel.view.size())
        for at, width in enumerate(widths):
            view.setColumnWidth(at, width)
        view.show()
        return _frames(view, "median")


def _plain_view(model: Any) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setWordWrap(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(theme.row_height())
    return view


def _frames(view: QTableView, which: str) -> Measured:
    """CPU time of one page-down with its paint, over many."""
    QApplication.processEvents()
    spent = []
    bar = view.verticalScrollBar()
    for at in range(FRAMES):
        start = time.thread_time_ns()
        bar.setValue(at * bar.pageStep())
        view.viewport().repaint()
        spent.append((time.thread_time_ns() - start) / 1e6)
    if bar.value() < min(bar.maximum(), (FRAMES - 1) * bar.pageStep()):
        raise RuntimeError("the table did not scroll")
    spent.sort()
    return Measured(statistics.median(spent) if which == "median" else spent[int(0.95 * len(spent))], "ms")


class _Painted(QObject):
    """Notes when a widget is painted after `rows` were listed."""

    def __init__(self, view: QTableView) -> None:
        super().__init__()
        self._listed = False
        self.at = 0
        view.model().modelReset.connect(self._note)
        view.viewport().installEventFilter(self)

    def expect(self) -> None:
        self._listed, self.at = False, 0

    def _note(self) -> None:
        self._listed = True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._listed and not self.at:
            QTimer.singleShot(0, self._done)
        return False

    def _done(self) -> None:
        self.at = self.at or time.thread_time_ns()


def first_screen(folder: str) -> Measured:
    """All of the roster asked for anew, until its first rows are painted."""
    with roster_tab(folder) as tab:
        painted = _Painted(tab.panel.view)
        return Measured(_until_painted(painted, tab.listing.ask), "ms")


def type_and_paint(folder: str) -> Measured:
    """One word typed letter by letter: from each key press to the painted result, the wait for the next letter left out."""
    with roster_tab(folder) as tab:
        spent = _typed(tab.bar.search, tab.panel.view, lambda: settle(tab.desk))
        return Measured(spent, "ms")


def type_and_paint_proxy(folder: str) -> Measured:
    """The same rows in memory behind a filter proxy written in Python, as such programs usually do it."""
    with roster_tab(folder) as tab:
        office = tab.desk.office
        found = dict(office.database.rows("SELECT row_id, text FROM search WHERE table_name = 'member'"))
        rows = tab.panel.model.texts(tab.panel.model.ids)
        model = _RowsInMemory(rows, [found[row_id] for row_id in tab.panel.model.ids])
        proxy = _Proxy()
        proxy.setSourceModel(model)
        page = QWidget()
        box, view = QLineEdit(), _plain_view(proxy)
        layout = QVBoxLayout(page)
        layout.addWidget(box)
        layout.addWidget(view)
        box.textChanged.connect(proxy.look_for)
        page.resize(*SIZE)
        page.show()
        QApplication.processEvents()
        return Measured(_typed(box, view, QApplication.processEvents), "ms")


def _typed(box: QLineEdit, view: QTableView, rest: Callable[[], Any]) -> float:
    painted = _Painted(view)
    spent = 0.0
    for letter in TYPED:
        spent += _until_painted(painted, lambda key=letter: QTest.keyClick(box, key))
        rest()
    if not view.model().rowCount():
        raise RuntimeError("nothing was found")
    return spent


def _until_painted(painted: _Painted, act: Callable[[], Any]) -> float:
    painted.expect()
    start = time.thread_time_ns()
    act()
    while not painted.at:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return (painted.at - start) / 1e6


class _RowsInMemory(QAbstractTableModel):
    """Every row's texts held in memory; `found` is what a search looks in."""

    def __init__(self, rows: Sequence[Sequence[str]], found: Sequence[str]) -> None:
        super().__init__()
        self._rows = rows
        self.found = found

    def rowCount(self, parent: Any = None) -> int:
        return len(self._rows)

    def columnCount(self, parent: Any = None) -> int:
        return len(self._rows[0])

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


class _Proxy(QSortFilterProxyModel):
    """A filter in Python: asked once a row at every letter."""

    _wanted = ""

    def look_for(self, text: str) -> None:
        self._wanted = text
        self.beginResetModel()
        self.endResetModel()

    def filterAcceptsRow(self, row: int, _parent: Any) -> bool:
        return self._wanted in self.sourceModel().found[row]


def gaps(folder: str, scratch: str, job: str) -> Measured:
    """p95 of the time between two turns of an event loop that wants one every frame, idle or while `job` runs on the worker."""
    with roster_tab(folder) as tab:
        turns: list[int] = []
        clock = QElapsedTimer()
        clock.start()
        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(_FRAME_MS)
        timer.timeout.connect(lambda: turns.append(clock.nsecsElapsed()))
        loop = QEventLoop()
        work = _jobs(tab, Path(scratch)).get(job)
        failed: list[Any] = []
        timer.start()
        if work is None:
            QTimer.singleShot(_IDLE_MS, loop.quit)
        else:
            tab.desk.jobs.run("测量", work, lambda _done: loop.quit(), lambda why: (failed.append(why), loop.quit()))
        loop.exec()
        timer.stop()
    if failed:
        raise RuntimeError(str(failed[0]))
    between = sorted((after - before) / 1e6 for before, after in zip(turns, turns[1:], strict=False))
    return Measured(between[int(0.95 * len(between))], "ms")


def _jobs(tab: StandardTab, scratch: Path) -> dict[str, Callable[[Progress], Any]]:
    from desktop_app.ledger.export import export_workbook
    from desktop_app.ledger.importing.planner import build_plan

    roster = scratch / "名册.xlsx"
    office, ledger = tab.desk.office, tab.ledger

    def export(progress: Progress) -> None:
        export_workbook(tab.listing.query(), tab.panel.columns_shown(), roster, progress=progress)

    def plan(progress: Progress) -> None:
        build_plan(office, ledger, [roster], progress=progress)

    return {"export": export, "import": plan}
