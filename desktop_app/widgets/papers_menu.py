"""The menu of a ledger's own papers (党员花名册 by branch, lists of a day …) beside its print button."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.widgets.desk import Desk


class PapersMenu(QMenu):
    """One line a paper; `org` says which organisation is chosen at that moment."""

    def __init__(self, desk: Desk, ledger: Ledger, org: Callable[[], int | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._ledger, self._org = desk, ledger, org
        self._papers = {paper.key: paper for paper in ledger.offers.papers}
        for paper in ledger.offers.papers:
            action = QAction(f"{paper.title}…", self)
            action.setData(paper.key)
            action.triggered.connect(self._make)
            self.addAction(action)

    @Slot()
    def _make(self) -> None:
        from desktop_app.widgets.paper_dialog import PaperDialog

        action = self.sender()
        assert isinstance(action, QAction)
        parent = self.parentWidget()
        window = parent.window() if parent else None
        PaperDialog(self._desk, self._ledger, self._papers[action.data()], self._org(), window).open()
