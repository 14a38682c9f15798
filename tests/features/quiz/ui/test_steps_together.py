"""An imported bank is approved in one go: the step of one question, for all that are selected."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app import registry
from desktop_app.features.quiz import bank
from desktop_app.widgets.asking import AskDialog
from desktop_app.widgets.belongings.steps_menu import StepsMenu
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.standard_tab import StandardTab

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def tab(contest, qtbot):
    office = contest.office
    desk = Desk(office, registry.LEDGERS, registry.TABS)
    with office.change("导入的题"):
        office.database.execute_sql("UPDATE quiz_question SET state = '草稿' WHERE id % 2")
    made = StandardTab(desk, bank.LEDGER)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: not desk.reader.busy and len(made.panel.model.ids) > 20)
    yield made
    desk.close()
    desk.jobs.strip.deleteLater()


def states(office):
    return dict(office.database.rows("SELECT state, count(*) FROM quiz_question GROUP BY state"))


def test_all_that_are_selected_are_approved_in_one_step_and_one_undo(tab, office, qtbot):
    before = states(office)
    menu = tab.findChild(StepsMenu)
    tab.panel.view.selectAll()
    menu.aboutToShow.emit()
    shown = [action.text() for action in menu.actions()]
    assert shown[:2] == [f"审核通过…（{before['草稿']} 题）", f"退回修改…（{before['已审']} 题）"]
    menu.actions()[0].trigger()
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, AskDialog) and each.isVisible()]
    dialog.act()
    qtbot.waitUntil(lambda: not tab.desk.is_saving)
    assert states(office) == {"已审": sum(before.values())}
    assert office.undo_title() == f"审核通过 {before['草稿']} 题"
    office.undo()
    assert states(office) == before


def test_where_nothing_is_selected_the_menu_says_what_to_do(tab):
    tab.panel.view.clearSelection()
    menu = tab.findChild(StepsMenu)
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["先在表里选中要办的"]
