"""The menu 下发与收回 of a ledger's toolbar."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.listing import Listing


class RoundsMenu(QMenu):
    """Its dialogs are built when they are asked for."""

    def __init__(self, desk: Desk, ledger: Ledger, listing: Listing, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._ledger, self._listing = desk, ledger, listing
        self.addAction(theme.icon("upload"), "下发给支部(&D)…", self.distribute)
        self.addAction(theme.icon("download"), "收回支部交回的表(&C)…", self.collect)
        self.addAction(theme.icon("phone"), "没交回的支部(&M)…", self.missing)
        self.addSeparator()
        self.addAction(theme.icon("arrows-exchange"), "与上级库比对(&B)…", self.compare)

    def _window(self) -> QWidget | None:
        parent = self.parentWidget()
        return parent.window() if parent else None

    @Slot()
    def distribute(self) -> None:
        """Out to the branches."""
        from desktop_app.widgets.rounds.distribute_dialog import DistributeDialog

        DistributeDialog(self._desk, self._ledger, self._listing.org, self._window()).open()

    @Slot()
    def collect(self) -> None:
        """A folder back."""
        from desktop_app.widgets.rounds.collect_dialog import CollectDialog

        CollectDialog(self._desk, self._ledger, self._window()).open()

    @Slot()
    def missing(self) -> None:
        """Who has not returned anything."""
        from desktop_app.widgets.rounds.missing_dialog import MissingDialog

        MissingDialog(self._desk, self._ledger, self._window()).open()

    @Slot()
    def compare(self) -> None:
        """Beside the higher level's workbook."""
        from desktop_app.widgets.rounds.compare_dialog import CompareDialog

        CompareDialog(self._desk, self._ledger, self._window()).open()
