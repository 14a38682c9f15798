"""The self-check on the screen: contradictions by rule, each opening its records; what is right is put aside with a reason."""

import pytest

from desktop_app import registry
from desktop_app.features.selfcheck.ui.page import SelfCheckPage
from desktop_app.features.selfcheck.ui.reason import ReasonDialog
from desktop_app.widgets.desk import Desk


@pytest.fixture
def desk(small_office, qtbot):
    made = Desk(small_office, registry.LEDGERS, registry.TABS, registry.figures())
    yield made
    made.close()
    made.jobs.strip.deleteLater()


def _settled(qtbot, desk):
    qtbot.waitUntil(lambda: not (desk.reader.busy or desk.is_saving))
    qtbot.wait(5)
    qtbot.waitUntil(lambda: not (desk.reader.busy or desk.is_saving))


@pytest.fixture
def page(desk, small_office, qtbot):
    with small_office.change("播种"):
        small_office.database.execute_sql(
            "UPDATE study_session SET votes_for = 900 WHERE id IN (SELECT id FROM study_session WHERE present_n > 0 LIMIT 2)"
        )
        small_office.database.execute_sql(
            "UPDATE member SET id_no = (SELECT id_no FROM member WHERE left_on IS NULL AND id_no <> '' ORDER BY id LIMIT 1)"
            " WHERE id = (SELECT id FROM member WHERE left_on IS NULL AND id_no <> '' ORDER BY id LIMIT 1 OFFSET 1)"
        )
    made = SelfCheckPage(desk)
    qtbot.addWidget(made)
    made.show()
    _settled(qtbot, desk)
    return made


def _lines(page):
    return [
        [top.child(at).text(0) for at in range(top.childCount())]
        for top in (page.tree.topLevelItem(at) for at in range(page.tree.topLevelItemCount()))
    ]


def test_contradictions_stand_under_their_rules(page):
    assert [len(lines) for lines in _lines(page)] == [1, 2]
    assert page.status_text() == "矛盾 3 条"


def test_enter_opens_one_record_or_lists_several(page, desk):
    opened, listed = [], []
    desk.record_asked.connect(lambda *told: opened.append(told))
    desk.rows_asked.connect(lambda *told: listed.append(told))
    twins, votes = page.tree.topLevelItem(0).child(0), page.tree.topLevelItem(1).child(0)
    page.tree.setCurrentItem(votes)
    page.open_current()
    assert opened[0][0] == "study"
    page.tree.setCurrentItem(twins)
    page.open_current()
    assert (listed[0][0], len(listed[0][1])) == ("roster", 2)


def test_what_is_right_goes_with_a_reason_and_comes_back_when_that_is_withdrawn(page, desk, qtbot):
    page.tree.topLevelItem(1).child(0).setSelected(True)
    page.ask_reason()
    dialog = page.window().findChild(ReasonDialog)
    assert not dialog._say.isEnabled()
    dialog.reason.setPlainText("票数含列席，已核对原始票")
    dialog.accept()
    _settled(qtbot, desk)
    assert [len(lines) for lines in _lines(page)] == [1, 1]
    assert page.status_text() == "矛盾 2 条 · 已认定属实 1 条"
    page.accepted_too.setChecked(True)
    said = [top.child(0).text(1) for top in (page.tree.topLevelItem(at) for at in range(2))]
    assert any(words.startswith("票数含列席") for words in said)
    accepted = next(
        item
        for top in (page.tree.topLevelItem(at) for at in range(2))
        for item in (top.child(at) for at in range(top.childCount()))
        if item.text(1)
    )
    accepted.setSelected(True)
    page.withdraw_selected()
    _settled(qtbot, desk)
    assert page.status_text() == "矛盾 3 条"


def test_a_clean_office_says_so(desk, qtbot):
    made = SelfCheckPage(desk)
    qtbot.addWidget(made)
    made.show()
    _settled(qtbot, desk)
    assert made.nothing.isVisible()
    assert not made.tree.isVisible()
