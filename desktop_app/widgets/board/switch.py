"""表格 / 看板: which of the two a ledger's tab shows, by button and key, as it was left."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QToolButton

from desktop_app.widgets import keys, theme
from desktop_app.widgets.toolbar import Toolbar

_BOARD = "board."


class BoardSwitch(QObject):
    """Does nothing where the ledger has no board."""

    def __init__(self, tab: Any) -> None:
        super().__init__(tab)
        self._tab = tab
        self.buttons = QButtonGroup(self)
        tab.desk.closing.connect(self._keep)

    def add_to(self, toolbar: Toolbar) -> None:
        """The two buttons, at the toolbar's end."""
        if self._tab.ledger.board is None:
            return
        for words, picture, is_board in (("表格", "table", 0), ("看板", "columns", 1)):
            button = QToolButton()
            button.setText(words)
            button.setIcon(theme.icon(picture))
            button.setCheckable(True)
            button.setToolTip(f"{keys.BOARD.words}（{keys.BOARD.sequence}）")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self.buttons.addButton(button, is_board)
            toolbar.add_last(button)
        self.buttons.button(0).setChecked(True)
        self.buttons.idClicked.connect(self._switched)

    def restore(self) -> None:
        """As the tab was left."""
        if self._tab.ledger.board is not None and self._tab.desk.office.settings.get(_BOARD + self._tab.ledger.key):
            self.show_board(True)

    @Slot()
    def _keep(self) -> None:
        if self._tab.listing.board is not None:
            self._tab.desk.office.settings.put(_BOARD + self._tab.ledger.key, self._tab.listing.board_wanted)

    @Slot()
    def turn(self) -> None:
        """From the table to the board and back."""
        if self._tab.ledger.board is not None:
            self.show_board(not self._tab.listing.board_wanted)

    @Slot(int)
    def _switched(self, is_board: int) -> None:
        self.show_board(bool(is_board))

    def show_board(self, wanted: bool) -> None:
        """The board in the table's place, or the table again; who was chosen in one is chosen in the other."""
        tab = self._tab
        fresh = tab.listing.board is None
        board = tab.listing.want_board(wanted)
        if board is None:
            return
        if fresh:
            board.current_changed.connect(self._card_shown)
            board.picked.connect(tab.open_pane)
            board.refused.connect(tab.message.say)
        self.buttons.button(int(wanted)).setChecked(True)
        current = tab.panel.view.current_id()
        if wanted and current is not None:
            board.select_id(current)
        shown = board if board.isVisibleTo(tab) else tab.panel
        tab.setFocusProxy(shown)
        shown.setFocus()

    @Slot(object)
    def _card_shown(self, record_id: int) -> None:
        """What is done with the selected records is done with the card."""
        if not self._tab.panel.view.select_id(record_id):
            self._tab.pane.show_record(record_id)
