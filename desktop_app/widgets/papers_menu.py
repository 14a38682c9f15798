"""The menu of a ledger's own papers (党员花名册 by branch, lists of a day …) beside its print button."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.listing import Listing


class PapersMenu(QMenu):
    """One line a paper; it begins with the organisation that is chosen in the listing at that moment."""

    def __init__(self, desk: Desk, ledger: Ledger, listing: Listing, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._ledger, self._listing = desk, ledger, listing
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
        PaperDialog(self._desk, self._ledger, self._papers[action.data()], self._listing.org, window).open()
