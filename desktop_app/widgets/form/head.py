"""The head of the record pane: what the record is called, what tells it from others, its states, why it is to be verified."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop_app.ledger import writes
from desktop_app.ledger.cells import Cells
from desktop_app.ledger.declaration import Column, Ledger
from desktop_app.ledger.page import LedgerRow
from desktop_app.support.id_number import mask_in_words
from desktop_app.widgets import theme
from desktop_app.widgets.chips import Chip
from desktop_app.widgets.desk import Desk


class PaneHead(QWidget):
    """Shows one record's head. `edit_asked` wants the whole form, `away_asked` the pane away."""

    edit_asked = Signal()
    away_asked = Signal()

    def __init__(self, desk: Desk, ledger: Ledger, cells: Cells) -> None:
        super().__init__()
        self.setObjectName("paneHead")
        self._desk, self.ledger, self._cells = desk, ledger, cells
        self.title = _words("paneTitle")
        self.doubts = _words("doubts")
        self._told = _words("hint")
        self._edit = _tool("pencil", "整页编辑（F2）")
        self._edit.clicked.connect(self.edit_asked)
        away = _tool("layout-sidebar-right-collapse", "收起记录")
        away.clicked.connect(self.away_asked)
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        row.addWidget(self._edit)
        row.addWidget(away)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(4)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 10, 8, 8)
        self._column.setSpacing(2)
        self._column.addLayout(row)
        self._column.addWidget(self._told)
        self._column.addLayout(self._chips)
        self._column.addWidget(self.doubts)
        self._below: list[QWidget] = []

    def add(self, widget: QWidget) -> None:
        """Put something below that is seen only while there is a record."""
        self._below.append(widget)
        self._column.addWidget(widget)

    def show_nothing(self) -> None:
        """No record: what to do to see one."""
        self.title.setText("")
        self._told.setText(f"在左边选一{'名' if self.ledger.unit == '人' else '条'}，这里显示全部内容。")
        self._show_chips(())
        self._show_rest(False)
        self.doubts.hide()

    def show_row(self, row: LedgerRow) -> None:
        """The head of this record."""
        self._show_rest(True)
        self.title.setText(writes.record_title(self.ledger, row))
        self._told.setText(self._summary(row))
        self._show_chips(self._states(row))
        self._show_doubts(row)

    def _show_rest(self, shown: bool) -> None:
        for widget in (self._edit, *self._below):
            widget.setVisible(shown)

    def _summary(self, row: LedgerRow) -> str:
        """What tells it from others of the same title: the column after it, what is computed (年龄), where it belongs."""
        return "　".join(text for column in self._telling_columns() if (text := self._told_by(column, row)))

    def _telling_columns(self) -> list[Column]:
        title = self.ledger.searched[0] if self.ledger.searched else ""
        told = (title, self.ledger.org_field, self.ledger.steps.field if self.ledger.steps else "")
        plain = [c for c in self.ledger.columns if c.name not in told and not c.compute]
        open_ones = [column for column in plain if not self.ledger.fields[column.name].sensitive]
        computed = [column for column in self.ledger.columns if column.compute]
        home = [column for column in self.ledger.columns if column.name == self.ledger.org_field]
        return [*open_ones[:1], *computed[:1], *home]

    def _told_by(self, column: Column, row: LedgerRow) -> str:
        slot = tuple(row.shown(name) for name in column.needs) if column.compute else row.shown(column.name)
        text = self._cells.text(column, slot)
        return f"{self.ledger.heading(column)} {text}" if column.compute and text else text

    def _states(self, row: LedgerRow) -> list[tuple[str, Any]]:
        found = []
        told_by_steps = self.ledger.steps.field if self.ledger.steps else ""
        for name, kind in self.ledger.fields.items():
            if name == told_by_steps:
                continue
            word = kind.show(row.values[name]) if kind.tones else ""
            if kind.tones.get(word, "good") != "good":
                found.append((word, kind.tones[word]))
        return found

    def _show_doubts(self, row: LedgerRow) -> None:
        """Why the record is among 待核实, where the eye falls first."""
        ask = self.ledger.offers.doubts
        sentences = ask(self._desk.office, row.id) if ask else ()
        if not self._cells.whole:
            sentences = [mask_in_words(sentence) for sentence in sentences]
        self.doubts.setText("\n".join(f"待核实：{sentence}" for sentence in sentences))
        self.doubts.setVisible(bool(sentences))

    def _show_chips(self, states: Sequence[tuple[str, Any]]) -> None:
        while item := self._chips.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for word, tone in states:
            self._chips.addWidget(Chip(word, tone))
        if states:
            self._chips.addStretch()


def _words(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def _tool(picture: str, words: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(theme.icon(picture))
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
