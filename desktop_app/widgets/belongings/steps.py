"""A record's state and the steps it may take now, as buttons; and the line of those it has taken."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.page import LedgerRow
from desktop_app.ledger.search_index import table_of
from desktop_app.ledger.steps import Step
from desktop_app.ledger.taken import Taken, steps_of, steps_taken, why_not_yet
from desktop_app.widgets.belongings.step_dialog import StepDialog
from desktop_app.widgets.chips import Chip
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.flow import FlowBox
from desktop_app.widgets.form.row import WholeLabel
from desktop_app.widgets.form.section import PaneSection


def start_step(desk: Desk, ledger: Ledger, row: LedgerRow, step: Step, parent: QWidget) -> str:
    """Open the step's dialog; or, where the record may not take it yet, the sentence that says why."""
    if refusal := why_not_yet(desk.office, ledger, row, step, desk.clock.today()):
        return refusal
    StepDialog(desk, ledger, row, step, parent).open()
    return ""


class StepsBar(FlowBox):
    """The chip of the state and a button for each step allowed from it. `refused(sentence)` when one can't be taken yet."""

    refused = Signal(str)

    def __init__(self, desk: Desk, ledger: Ledger) -> None:
        super().__init__(6)
        self._desk = desk
        self._ledger = ledger
        self._steps = steps_of(ledger)
        self._row: LedgerRow | None = None
        self._shown = ""

    @property
    def buttons(self) -> list[QPushButton]:
        """One for each step that may be taken now, in the order declared."""
        return [widget for widget in self.widgets() if isinstance(widget, QPushButton)]

    def read(self, row: LedgerRow) -> None:
        """Show where this record stands."""
        self._row, state = row, str(row.values[self._steps.field] or "")
        if state == self._shown:
            return
        self._shown = state
        self.clear()
        kind = self._ledger.fields[self._steps.field]
        self.add(Chip(kind.show(state), kind.tones.get(state, "note")))
        for step in self._steps.from_state(state):
            button = QPushButton(step.name)
            button.setProperty("step", step.name)
            button.setToolTip(f"{state} → {step.after}")
            button.clicked.connect(self._start)
            self.add(button)

    @Slot()
    def _start(self) -> None:
        if self._row is not None:
            step = self._steps.named(self.sender().property("step"))
            if refusal := start_step(self._desk, self._ledger, self._row, step, self.window()):
                self.refused.emit(refusal)


class StepsTaken(QWidget):
    """The steps of one record, the last one first."""

    def __init__(self, desk: Desk, ledger: Ledger, section: PaneSection) -> None:
        super().__init__()
        self._desk = desk
        self._ledger = ledger
        self._section = section
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def read(self, row: LedgerRow, _title: str) -> None:
        """Look up what it has gone through."""
        office, table = self._desk.office, table_of(self._ledger.record)
        self._desk.reader.ask(self, lambda: steps_taken(office, table, row.id), self._show)

    def _show(self, taken: list[Taken]) -> None:
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for each in reversed(taken):
            self._column.addWidget(_line(each))
        self._section.show(bool(taken))


def _line(taken: Taken) -> QWidget:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    head = WholeLabel(f"{taken.on.isoformat()}　{taken.step}（{taken.before} → {taken.after}）　{taken.by}".rstrip())
    column.addWidget(head)
    if taken.opinion:
        opinion: Any = WholeLabel(taken.opinion)
        opinion.setObjectName("hint")
        opinion.setContentsMargins(8, 0, 0, 0)
        column.addWidget(opinion)
    return line
