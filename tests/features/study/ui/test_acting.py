"""The sessions' buttons: what a session found becomes a problem item, seen from both ends."""

from types import SimpleNamespace

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop_app import registry
from desktop_app.features.study.acts_done import raise_problem
from desktop_app.features.study.ui.acting import copy_session, raise_session_problem
from desktop_app.ledger.writes import NotAccepted, create
from desktop_app.people import membership
from desktop_app.people.links import End, links_of
from desktop_app.people.words import EventKind
from desktop_app.widgets.asking import AskDialog
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.finders import finder_of
from desktop_app.widgets.form.page import FormPage
from desktop_app.widgets.rounds.distribute_dialog import DistributeDialog
from desktop_app.widgets.standard_tab import StandardTab

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def desk(branch, qtbot):
    made = Desk(branch.office, registry.LEDGERS, registry.TABS)
    yield made
    made.close()
    made.jobs.strip.deleteLater()


def test_what_a_session_found_becomes_a_problem_of_its_branch_and_is_opened(branch, desk, qtbot):
    session = branch.session()
    over = QWidget()
    qtbot.addWidget(over)
    raise_session_problem(SimpleNamespace(desk=desk, window=lambda: over), session)
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, AskDialog) and each.isVisible())
    dialog.act()
    assert "发现的问题要填写" in dialog.strip.text
    dialog.editors["desc"].put("党员活动室的灯坏了没人修")
    with qtbot.waitSignal(desk.record_asked) as opened:
        dialog.act()
    (tie,) = links_of(branch.office, End("study_session", session))
    assert opened.args == ["problem_items", tie.other.id] and (tie.role, tie.outward) == ("引出", True)
    row = branch.office.database.rows("SELECT desc, source, found_on, org_id, state FROM problem_item")
    assert row == [("党员活动室的灯坏了没人修", "自查", "2016-12-05", branch.org, "待整改")]
    assert branch.office.undo_title() == "主题党日发现问题"


def test_what_a_民主生活会_found_says_so(branch):
    session = branch.session(kind=branch.kind("民主生活会"), title="民主生活会")
    with branch.office.change("转为问题"):
        raise_problem(branch.office, session, "批评不够辣", branch.org)
    assert branch.office.database.one("SELECT source FROM problem_item") == "民主生活会"


def test_the_last_session_again_is_a_form_whose_day_is_to_be_filled_in(branch, desk, qtbot):
    session, ledger = branch.session(), registry.ledger("study")
    tab = StandardTab(desk, ledger)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.waitUntil(lambda: not desk.reader.busy)
    before = branch.office.database.one("SELECT count(*) FROM study_session")
    copy_session(tab, session)
    form = tab.findChild(FormPage)
    assert form.editors["title"].typed() == "主题党日" and not form.editors["on_day"].typed()
    assert form.editors["on_day"].isAncestorOf(QApplication.focusWidget()) or form.editors["on_day"].hasFocus()
    assert branch.office.database.one("SELECT count(*) FROM study_session") == before
    form.editors["on_day"].line.setText("2016-12-12")
    with qtbot.waitSignal(form.saved):
        form.save()
    row = branch.office.database.rows(
        "SELECT title, on_day, content, due_n, state FROM study_session ORDER BY id DESC"
    )[0]
    assert row == ("主题党日", "2016-12-12", None, None, "草稿")
    qtbot.waitUntil(lambda: not desk.reader.busy and not desk.is_saving)


def test_who_has_left_since_can_still_be_chosen_last_and_is_told_from_those_here(branch, desk):
    host, office = branch.people[0], branch.office
    with office.change("去世"):
        membership.leave(office, [host], EventKind.DIED, "2016-12-20")
        membership.open_with(office, [{"name": "王建军", "org": branch.org}], "2015-12-31")
    find = finder_of(desk, registry.ledger("study").fields["host"])
    assert [(each.text, each.detail[:13]) for each in find("王建")] == [
        ("王建军", "甲支部　"),
        ("王建国", "2016-12-20 离开"),
    ]
    branch.session(host=host, on_day="2016-12-05")
    with pytest.raises(NotAccepted, match="主持人那一天不是在册党员"):
        branch.session(host=host, on_day="2016-12-21")


def test_a_month_of_sessions_goes_out_to_the_branches_from_the_window(branch, desk, tmp_path, qtbot):
    branch.session(title="十一月的", on_day="2016-11-05")
    branch.session(title="十二月的", on_day="2016-12-05")
    dialog = DistributeDialog(desk, registry.ledger("study"))
    qtbot.addWidget(dialog)
    assert (dialog.month.currentText(), dialog.title.text()) == ("2016年12月", "2016年12月会议与学习月报")
    sent = []
    for at, folder in enumerate(("这月", "上月")):
        dialog.month.setCurrentIndex(at)
        dialog.write(tmp_path / folder)
        qtbot.waitUntil(lambda: not dialog.running.busy, timeout=20_000)
        cells = openpyxl.load_workbook(tmp_path / folder / "甲支部.xlsx").worksheets[0].iter_rows(values_only=True)
        sent.append({text for row in cells for text in row if text in ("十一月的", "十二月的")})
    assert sent == [{"十二月的"}, {"十一月的"}] and dialog.title.text() == "2016年11月会议与学习月报"
    dialog.month.setCurrentIndex(dialog.month.count() - 1)
    assert dialog.title.text() == "2016年会议与学习核对表"


def test_a_roster_round_has_no_month(desk, qtbot):
    dialog = DistributeDialog(desk, registry.ledger("roster"))
    qtbot.addWidget(dialog)
    assert dialog.month.count() == 0 and "核对表" in dialog.title.text()


def test_a_new_piece_is_numbered_after_the_last_of_its_dossier_and_so_is_the_next(branch, desk, qtbot):
    office, items = branch.office, registry.ledger("dossier_items")
    dossiers = [create(office, registry.ledger("dossiers"), {"year": "2016", "no": no, "title": no}) for no in "一二"]
    create(office, items, {"dossier": dossiers[0], "seq": "7", "title": "方案"})
    for dossier, first in zip(dossiers, (8, 1), strict=True):
        form = FormPage(desk, items, fixed={"dossier": dossier})
        qtbot.addWidget(form)
        form.open_new()
        assert form.editors["seq"].typed() == str(first)
        form.editors["title"].put("计划")
        again = next(each for each in form.findChildren(QPushButton) if each.text() == "保存，再增一条")
        with qtbot.waitSignal(form.saved):
            again.click()
        assert form.editors["seq"].typed() == str(first + 1)
