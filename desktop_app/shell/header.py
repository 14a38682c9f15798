"""The line over the tabs: the office's name, the day of a demo, search everywhere, and a button for each key of the window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop_app.support.clock import Clock, FixedClock
from desktop_app.widgets.theme import icon


class Header(QWidget):
    """`look_up` is the action of the search button, `actions` those of the buttons beside it.

    Nothing in it takes the keyboard: all of it has keys, and when a form goes away the keyboard must not end up where Ctrl+F is
    nobody's.
    """

    def __init__(self, clock: Clock, look_up: QAction, actions: Sequence[QAction]) -> None:
        super().__init__()
        self.setObjectName("header")
        self.title = QLabel()
        self.title.setObjectName("officeName")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(_demo_chip(clock))
        row.addStretch()
        search = QPushButton("搜索全部　Ctrl+K")
        search.setObjectName("searchButton")
        search.setIcon(icon("search"))
        search.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        search.clicked.connect(look_up.trigger)
        row.addWidget(search)
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
            button.setVisible(action.isVisible())


def _demo_chip(clock: Clock) -> QLabel:
    chip = QLabel(f"示范办公室 · 今天是 {clock.today().isoformat()}")
    chip.setObjectName("demoChip")
    if not isinstance(clock, FixedClock):
        chip.hide()  # to show it before it has a parent would open a window of its own
    return chip
