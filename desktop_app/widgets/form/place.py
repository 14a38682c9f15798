"""The record pane's place in a tab: empty until the rows are painted, then the pane, which takes as long to build as all the rest."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop_app.widgets.painted import AfterPaint

if TYPE_CHECKING:
    from desktop_app.widgets.form.pane import RecordPane


class PanePlace(QWidget):
    """Looks like a pane without a record. Asks its tab for the pane once it has been painted."""

    def __init__(self, tab: Any) -> None:
        super().__init__()
        self._tab = tab
        self.setObjectName("pane")
        AfterPaint(self, self._painted)

    @Slot()
    def _painted(self) -> None:
        self._tab.pane.read_now()

    def give(self) -> "RecordPane":
        """The tab's pane, in this place and with its width, showing the record the clerk is on."""
        from desktop_app.widgets.form.pane import RecordPane

        tab = self._tab
        pane = RecordPane(tab.desk, tab.ledger)
        pane.setMinimumWidth(self.minimumWidth())
        tab.split.replaceWidget(tab.split.indexOf(self), pane)
        self.deleteLater()
        tab.panel.view.current_changed.connect(pane.show_record)
        pane.edit_asked.connect(tab.open_form)
        pane.closed.connect(pane.hide)
        pane.show_record(tab.panel.view.current_id())
        return pane
