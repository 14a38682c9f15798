"""Nothing is cut off at any type size (U7); and the finder of such faults finds them."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableWidget, QVBoxLayout, QWidget

from desktop_app.widgets import theme
from tests.widgets.clipping import faults, missing_characters

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(params=[(100, False), (130, True), (150, False)], ids=["100", "130 dark", "150"])
def dressed(request, qapp):
    size, dark = request.param
    before = qapp.font()
    theme.dress(qapp, dark=dark, type_size=size)
    yield size
    qapp.setStyleSheet("")
    qapp.setFont(before)
    theme._state.update(dark=False, type_size=100)


@pytest.fixture
def box(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(200, 200)
    return made


def test_a_label_too_narrow_for_its_words_is_found(box):
    label = QLabel("这一行字比给它的地方长得多", box)
    label.setGeometry(0, 0, 60, 30)
    box.show()
    assert any("px wide" in fault for fault in faults(box))


def test_wrapped_words_too_high_for_their_place_are_found(box):
    label = QLabel("这一行字比给它的地方长得多，折成几行也放不下", box)
    label.setWordWrap(True)
    label.setGeometry(0, 0, 60, 20)
    box.show()
    assert any("of height" in fault for fault in faults(box))


def test_a_squeezed_button_and_one_that_sticks_out_are_found(box):
    QPushButton("导出完整名册", box).setGeometry(0, 0, 30, 30)
    QPushButton("保存", box).setGeometry(150, 100, 90, 30)
    box.show()
    told = faults(box)
    assert any("导出完整名册" in fault for fault in told) and any("sticks out" in fault for fault in told)


def test_a_heading_that_does_not_fit_is_found(box):
    table = QTableWidget(1, 1, box)
    table.setHorizontalHeaderLabels(["转为正式党员日期"])
    table.setColumnWidth(0, 40)
    table.resize(180, 100)
    box.show()
    assert any("转为正式党员日期" in fault for fault in faults(box))


def test_one_thing_over_another_is_found(box):
    column = QVBoxLayout(box)
    one, other = QLabel("姓名"), QLabel("张建国")
    column.addWidget(one)
    column.addWidget(other)
    box.show()
    QApplication.processEvents()
    other.setGeometry(one.geometry())
    assert any("lies over" in fault for fault in faults(box))


def test_what_fits_is_no_fault(box):
    column = QVBoxLayout(box)
    column.addWidget(QLabel("姓名"))
    column.addWidget(QPushButton("保存"))
    box.show()
    QApplication.processEvents()
    assert faults(box) == []


def test_a_character_no_face_has_is_found(qapp):
    assert missing_characters("张\U0010fffd", theme.window_font()) == "\U0010fffd"
    assert missing_characters("张䶮㛃𬭎𠅤·Ａ—", theme.window_font()) == ""


def settle(desk, qtbot) -> None:
    qtbot.waitUntil(lambda: not desk.reader.busy and not desk.is_saving)
    # What was read arrives in one event, asks its layouts in a second, and the area around them in a third.
    for _ in range(4):
        QApplication.processEvents()
        QApplication.sendPostedEvents()


def test_the_form_and_the_pane_are_whole(dressed, desk, roster, members, qtbot):
    from desktop_app.widgets.form.page import FormPage
    from desktop_app.widgets.form.pane import RecordPane

    for made, width in ((FormPage(desk, roster), 900), (RecordPane(desk, roster), 340)):
        qtbot.addWidget(made)
        made.resize(theme.scaled(width), 720)
        made.show()
        if isinstance(made, FormPage):
            made.open_new()
            made.save()
        else:
            made.show_record(members["张建国"])
            qtbot.waitUntil(lambda made=made: made.row is not None)
        settle(desk, qtbot)
        assert faults(made) == []


def test_the_standard_tab_is_whole(dressed, desk, roster, members, qtbot):
    from desktop_app.widgets.standard_tab import StandardTab

    tab = StandardTab(desk, roster)
    qtbot.addWidget(tab)
    tab.resize(theme.scaled(1280), theme.scaled(760))
    tab.show()
    settle(desk, qtbot)
    tab.show_record(members["张建国"])
    qtbot.waitUntil(lambda: tab.pane.row is not None)
    settle(desk, qtbot)
    assert faults(tab) == []


def test_the_dialogs_are_whole(dressed, desk, roster, members, branches, qtbot):
    from desktop_app.widgets.bulk_edit import BulkEditDialog
    from desktop_app.widgets.form.unmask import UnmaskDialog
    from desktop_app.widgets.moving import MoveByDrag

    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    for dialog in (
        BulkEditDialog(desk, roster, list(members.values()), window),
        MoveByDrag(desk, roster, list(members.values()), branches["三支部"], window),
        UnmaskDialog(desk, window),
    ):
        dialog.show()
        settle(desk, qtbot)
        assert faults(dialog) == []
        dialog.reject()


def test_records_looked_at_one_after_another_are_whole(dressed, small_office, qtbot):
    from desktop_app import registry
    from desktop_app.widgets.desk import Desk
    from desktop_app.widgets.standard_tab import StandardTab

    desk = Desk(small_office, registry.LEDGERS)
    tab = StandardTab(desk, registry.LEDGERS[0])
    qtbot.addWidget(tab)
    tab.resize(theme.scaled(1366), theme.scaled(760))
    tab.show()
    settle(desk, qtbot)
    for row in (3, 40, 18):
        tab.panel.view.selectRow(row)
        wanted = tab.panel.view.current_id()
        qtbot.waitUntil(lambda wanted=wanted: tab.pane.row is not None and tab.pane.row.id == wanted)
        settle(desk, qtbot)
        assert faults(tab) == []
    desk.close()
    desk.jobs.strip.deleteLater()
