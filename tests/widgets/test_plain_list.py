"""Short lists: no line stands over another, in a dialog either."""

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFormLayout, QVBoxLayout

from desktop_app.widgets import theme
from desktop_app.widgets.plain_list import PlainList


@pytest.fixture
def dressed(qapp):
    before = qapp.font()
    theme.dress(qapp, dark=False)
    yield qapp
    qapp.setStyleSheet("")
    qapp.setFont(before)


def test_the_lines_of_a_list_in_a_dialog_do_not_overlap(dressed, qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    form, column, lines = QFormLayout(), QVBoxLayout(dialog), PlainList()
    column.addLayout(form)
    lines.addItems(["机关一队", "离退休三队", "物业队"])
    form.addRow(lines)
    dialog.show()
    QApplication.processEvents()
    places = [lines.visualItemRect(lines.item(at)) for at in range(3)]
    assert all(one.bottom() < other.top() for one, other in zip(places, places[1:], strict=False)), places
    assert places[0].height() >= theme.scaled(24)
