"""A short list in a page or a dialog: each line as high as the style wants it, a line that is cut is read whole under the mouse."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget

from desktop_app.widgets.whole_text import WholeText


class PlainList(QListWidget):
    """Every list of the program that is no ledger's table."""

    def __init__(self) -> None:
        super().__init__()
        WholeText(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # In a dialog Qt lays the lines out before the style is known, and keeps these places: lines would overlap.
        self.scheduleDelayedItemsLayout()
