"""What a list or table cuts is read whole under the mouse, wherever the program lists anything."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QListWidget, QTableWidget, QTableWidgetItem, QToolTip

import desktop_app
from desktop_app.ledger import writes
from desktop_app.widgets.form.pane import RecordPane
from desktop_app.widgets.form.row import ValueLabel
from desktop_app.widgets.whole_text import WholeText

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
_ALIKE = "根据《中国共产党章程》，预备党员的预备期为一年，从支部大会通过之日算起，"
_VIEWS = "QTableView|QTableWidget|QTreeWidget|QTreeView|QListWidget|QListView"
_BY_THEMSELVES = {"view.py", "column.py", "files.py"}
"""The ledgers' own table, the board's cards, and the attachments, whose names are wrapped."""


def hover(view, at: QPoint) -> str:
    QToolTip.hideText()
    asked = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), asked)
    return QToolTip.text()


@pytest.fixture
def table(qtbot):
    made = QTableWidget(2, 2)
    WholeText(made)
    qtbot.addWidget(made)
    made.setWordWrap(False)
    for row, end in enumerate(("甲说", "乙说")):
        made.setItem(row, 0, QTableWidgetItem(_ALIKE + end))
        made.setItem(row, 1, QTableWidgetItem("单选"))
    made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    made.setColumnWidth(0, 120)
    made.resize(400, 200)
    made.show()
    return made


def test_two_rows_that_differ_only_where_they_are_cut_are_told_apart(table):
    first, second = (table.visualItemRect(table.item(row, 0)).center() for row in (0, 1))
    assert hover(table, first) == _ALIKE + "甲说" and hover(table, second) == _ALIKE + "乙说"


def test_what_is_seen_whole_stays_silent(table):
    assert hover(table, table.visualItemRect(table.item(0, 1)).center()) == ""
    table.setColumnWidth(0, 1200)
    table.resize(1400, 200)
    assert hover(table, table.visualItemRect(table.item(0, 0)).center()) == ""


def test_a_tip_of_its_own_goes_before(table):
    table.item(0, 0).setToolTip("为什么")
    assert hover(table, table.visualItemRect(table.item(0, 0)).center()) == "为什么"


def test_a_line_of_a_list_that_runs_out_of_its_window_is_told(qtbot):
    made = QListWidget()
    WholeText(made)
    qtbot.addWidget(made)
    made.addItem(_ALIKE)
    made.resize(150, 80)
    made.show()
    assert hover(made, QPoint(20, made.visualItemRect(made.item(0)).center().y())) == _ALIKE


def test_every_list_of_the_program_tells_what_it_cuts():
    silent = [
        path.name
        for path in Path(desktop_app.__file__).parent.rglob("*.py")
        if re.search(rf"= (?:{_VIEWS})\(|^class \w+\((?:{_VIEWS})\)", text := path.read_text(encoding="utf-8"), re.M)
        and "WholeText(" not in text
        and path.name not in _BY_THEMSELVES
    ]
    assert silent == []


def test_the_pane_shows_a_question_to_its_end(desk, office, qtbot):
    bank = desk.ledger("quiz_question")
    typed = {"stem": _ALIKE + "丙说", "qtype": "单选", "answer": "A", "opt_a": "一年", "opt_b": "两年"}
    asked = writes.create(office, bank, typed)
    pane = RecordPane(desk, bank)
    qtbot.addWidget(pane)
    pane.resize(340, 700)
    pane.show()
    pane.show_record(asked)
    pane.read_now()
    QApplication.processEvents()
    (stem,) = [each for each in pane.findChildren(ValueLabel) if each.text() == _ALIKE + "丙说"]
    assert (
        stem.isVisible() and stem.height() >= stem.heightForWidth(stem.width()) > 2 * stem.fontMetrics().lineSpacing()
    )
