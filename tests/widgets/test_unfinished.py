"""Half-typed forms survive a kill: the form, a part's form and a step's dialog return with what was typed (U3)."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.ledger import writes
from desktop_app.ledger.slices import all_slices
from desktop_app.ledger.taken import take
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from desktop_app.widgets.belongings.part_dialog import PartDialog
from desktop_app.widgets.belongings.step_dialog import StepDialog
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.drafts import Drafts, Left, left_drafts
from desktop_app.widgets.form.page import FormPage
from desktop_app.widgets.form.unfinished import Unfinished
from desktop_app.widgets.standard_tab import StandardTab
from tests.ledger.sample_ledger.orders import LINES, ORDERS
from tests.widgets.stock import LEDGERS, TABS, branch, member, office, order

__all__ = ["branch", "member", "office", "order"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
_ROOT = Path(__file__).parents[2]


@pytest.fixture
def killed(office, order):
    """Lets a clerk type in a process of its own and kills it in the midst; gives the folder of the office."""

    def type_and_die(kind: str) -> Path:
        office.close()
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.widgets.typing_clerk", str(office.folder), kind],
            cwd=_ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            text=True,
        )
        with child:
            assert child.stdout is not None and child.stdout.readline() == "typed\n"
            child.kill()
        return office.folder

    return type_and_die


@pytest.fixture
def reopened(qapp, qtbot):
    """The tab of the office again, as the clerk finds it."""
    made = []

    def reopen(folder: Path) -> StandardTab:
        again = Office.open(folder, all_slices(LEDGERS), clock=FixedClock(date(2016, 12, 31)))
        desk = Desk(again, LEDGERS, TABS)
        made.append((again, desk))
        tab = StandardTab(desk, ORDERS)
        qtbot.addWidget(tab)
        tab.resize(1280, 720)
        tab.show()
        return tab

    yield reopen
    for again, desk in made:
        desk.close()
        desk.jobs.strip.deleteLater()
        again.close()


def window(kind):
    (made,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    return made


def test_a_form_returns_after_a_kill(killed, reopened):
    tab = reopened(killed("form"))
    assert tab.message.text == "上次没有填完：新增采购申请。"
    tab.message._do.click()
    form = tab.findChild(FormPage)
    assert form.editors["title"].typed() == "Buy a ladder" and "已经放回来了" in form.strip.text


def test_a_parts_form_returns_after_a_kill(killed, reopened, order):
    tab = reopened(killed("part"))
    assert tab.message.text == "上次没有填完：买投影仪 的明细。"
    tab.message._do.click()
    dialog = window(PartDialog)
    assert dialog.form.editors["what"].typed() == "Screen" and dialog.form._fixed == {"order": order}
    dialog.reject()


def test_a_steps_dialog_returns_after_a_kill(killed, reopened):
    tab = reopened(killed("step"))
    assert tab.message.text == "上次没有填完：批准 买投影仪。"
    tab.message._do.click()
    dialog = window(StepDialog)
    assert dialog.editors["granted"].typed() == "4,700.00" and "已经放回来了" in dialog.strip.text
    dialog.reject()


def test_the_drafts_of_a_ledger_are_told_apart(office):
    Drafts(office, ORDERS).keep(None, {"title": "甲"}, {})
    Drafts(office, ORDERS).keep(12, {"title": "乙"}, {})
    Drafts(office, ORDERS, "3.购回入库").keep(None, {"step.by": "丙"}, {})
    Drafts(office, LINES, "5").keep(None, {"what": "丁"}, {})
    assert set(left_drafts(office, ORDERS)) == {Left(None), Left(12), Left(None, 3, "购回入库")}
    assert left_drafts(office, LINES) == [Left(None, 5)]
    Drafts(office, LINES, "5").drop(None)
    assert left_drafts(office, LINES) == []


def test_what_can_no_longer_be_gone_on_with_is_not_offered(office, order):
    Drafts(office, ORDERS, f"{order}.批准").keep(None, {"granted": "1"}, {})
    Drafts(office, ORDERS).keep(None, {"title": "甲"}, {})
    assert Unfinished(office, ORDERS).in_words() == "上次有 2 份没有填完：新增采购申请、批准 买投影仪。"
    writes.delete(office, ORDERS, [order])
    assert Unfinished(office, ORDERS).in_words() == "上次没有填完：新增采购申请。"


def test_a_step_taken_meanwhile_is_not_asked_again(office, order, reopened):
    Drafts(office, ORDERS, f"{order}.批准").keep(None, {"granted": "1"}, {})
    take(office, ORDERS, order, "批准", date(2016, 12, 10), values={"granted": "1"})
    office.close()
    tab = reopened(office.folder)
    tab.message._do.click()
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, StepDialog) and each.isVisible()]
    assert left_drafts(tab.desk.office, ORDERS) == []
