"""A clerk who types and is killed: python -m tests.widgets.typing_clerk OFFICE form|part|step. Says 'typed' when the draft is kept."""

import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.ledger.slices import all_slices
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from desktop_app.widgets.belongings.part_dialog import PartDialog
from desktop_app.widgets.belongings.step_dialog import StepDialog
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.page import FormPage
from desktop_app.widgets.standard_tab import StandardTab
from tests.ledger.sample_ledger.orders import ORDERS
from tests.widgets.stock import LEDGERS, TABS


def type_into(tab: StandardTab, kind: str) -> None:
    """Begin to fill the form, and no more."""
    if kind == "form":
        tab.start_new()
        form: Any = tab.findChild(FormPage)
        QTest.keyClicks(form.editors["title"].input, "Buy a ladder")
        return
    tab.show_record(1)
    if kind == "part":
        tab.pane.belongings.parts[0].start_new()
        QTest.keyClicks(_window(PartDialog).form.editors["what"].input, "Screen")
    else:
        tab.pane.belongings.start_step("批准")
        QTest.keyClicks(_window(StepDialog).editors["granted"].input, "4700")


def _window(kind: type) -> Any:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind))


def main(folder: Path, kind: str) -> None:
    """Types, waits until the draft is in the office, and then for the end."""
    application = QApplication([])
    office = Office.open(folder, all_slices(LEDGERS), clock=FixedClock(date(2016, 12, 31)))
    tab = StandardTab(Desk(office, LEDGERS, TABS), ORDERS)
    tab.show()
    application.processEvents()
    type_into(tab, kind)
    while not office.settings.keys("draft."):
        QTest.qWait(20)
    sys.stdout.write("typed\n")
    sys.stdout.flush()
    time.sleep(600)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
