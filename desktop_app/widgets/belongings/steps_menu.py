"""The same step for all that are selected: an imported bank of questions is approved in one go, not in five hundred dialogs."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.ledger.search_index import table_of
from desktop_app.ledger.steps import Step
from desktop_app.ledger.taken import ON, OPINION, steps_of, take_all
from desktop_app.people.events import among
from desktop_app.storage.fields import FullDate, LongText, Text

_BY = "step.by"


class StepsMenu(QMenu):
    """Over a `StandardTab` whose ledger has steps: each that some of the selected records may take now, with how many."""

    def __init__(self, tab: Any, parent: QWidget) -> None:
        super().__init__("选中的一起办", parent)
        self._tab = tab
        self.aboutToShow.connect(self._fill)

    @Slot()
    def _fill(self) -> None:
        self.clear()
        unit, ids = self._tab.ledger.unit, self._tab.panel.view.selected_ids()
        for step in steps_of(self._tab.ledger).steps:
            if able := self._able(step, ids):
                action = self.addAction(f"{step.name}…（{len(able):,} {unit}）")
                action.triggered.connect(partial(self._ask, step, able, len(ids) - len(able)))
        if self.isEmpty():
            self.addAction("先在表里选中要办的").setEnabled(False)

    def _able(self, step: Step, ids: list[int]) -> list[int]:
        """Those in a state from which the step is taken, in the table's order."""
        ledger, office = self._tab.ledger, self._tab.desk.office
        chosen, parameters = among(ids)
        state = ledger.fields[steps_of(ledger).field].column_name
        sql = f"SELECT id FROM {table_of(ledger.record)} WHERE id IN {chosen} AND {state} IN ({', '.join('?' * len(step.before))})"
        found = {row for (row,) in office.database.rows(sql, (*parameters, *map(str, step.before)))}
        return [row for row in ids if row in found]

    def _ask(self, step: Step, ids: list[int], others: int, _checked: bool = False) -> None:
        from desktop_app.widgets.asking import AskDialog  # with its editors it is nothing the first paint waits for

        tab, desk, ledger = self._tab, self._tab.desk, self._tab.ledger
        told = f"{step.name}：选中的 {len(ids):,} {ledger.unit}"
        told += f"；另外 {others:,} {ledger.unit}现在不能{step.name}，不动" if others else ""
        fields = {
            ON: FullDate("日期", required=True),
            _BY: Text("经办（批准）人"),
            **{name: ledger.fields[name] for name in step.asks},
            OPINION: LongText("意见", required=step.opinion),
        }

        def work(values: dict[str, Any]) -> int:
            asked = {name: values[name] for name in step.asks}
            on, by, opinion = date.fromisoformat(values[ON]), values[_BY] or "", values[OPINION] or ""
            take_all(desk.office, ledger, ids, step.name, on, by, opinion, asked)
            return len(ids)

        def done(count: int) -> None:
            desk.message(f"{step.name}：已办 {count:,} {ledger.unit}。按 Ctrl+Z 可以撤销。")

        given = {ON: desk.clock.today().isoformat(), _BY: desk.office.operator or ""}
        AskDialog(desk, step.name, told, fields, work, done, tab.window(), given=given, words=step.name).open()
