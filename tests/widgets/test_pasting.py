"""Ctrl+C and Ctrl+V with the real clipboard: what Excel gives, what it takes, and the same there and back."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from desktop_app.ledger.importing.plan import Verdict
from desktop_app.widgets.import_preview.dialog import ImportDialog
from desktop_app.widgets.standard_tab import StandardTab

FROM_EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><!--StartFragment--><table>
<tr><td>姓名</td><td>公民身份证号</td><td>出生日期</td><td>所在党支部</td></tr>
<tr><td>周新</td><td>410999196703030011</td><td x:num="24534">3/3/67</td><td>二支部</td></tr>
<tr><td>钱学明</td><td>410999196703030038</td><td x:num="24534">Mar-67</td><td>二支部</td></tr>
<tr><td>何远</td><td x:num="4.1099919670303E+17">4.10999E+17</td><td>1967.3</td><td>二支部</td></tr>
<tr><td>张建国</td><td>410999194803050016</td><td>&nbsp;</td><td>一支部</td></tr>
</table><!--EndFragment--></body></html>"""
AS_TEXT = "姓名\t公民身份证号\t出生日期\t所在党支部\n周新\t4.10999E+17\t3/3/67\t二支部"


@pytest.fixture
def tab(desk, roster, members, qtbot):
    made = StandardTab(desk, roster)
    qtbot.addWidget(made)
    made.resize(1280, 760)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(lambda: len(made.panel.model.ids) == 5)
    return made


def press(tab, qtbot, key):
    tab.panel.view.setFocus()
    qtbot.keyClick(tab.panel.view, key, Qt.KeyboardModifier.ControlModifier)


def preview(tab, qtbot):
    dialog = tab.window().findChild(ImportDialog)
    qtbot.waitUntil(lambda: dialog.intake.read is not None and not dialog.running.busy)
    if dialog.intake.plan is None:
        dialog.make_plan()
        qtbot.waitUntil(lambda: dialog.intake.plan is not None and not dialog.running.busy)
    return dialog


def settle(dialog, desk, qtbot):
    dialog.reject()
    qtbot.waitUntil(lambda: not desk.jobs.busy and not desk.is_saving)


def test_rows_from_excel_come_with_whole_numbers_and_right_dates(tab, desk, office, qtbot):
    carried = QMimeData()
    carried.setHtml(FROM_EXCEL)
    carried.setText(AS_TEXT)
    QGuiApplication.clipboard().setMimeData(carried)
    before = office.counts()
    press(tab, qtbot, Qt.Key.Key_V)
    dialog = preview(tab, qtbot)
    rows = {row.name: row for row in dialog.intake.plan.rows}
    assert list(rows) == ["周新", "钱学明", "何远", "张建国"]
    assert (rows["周新"].values["id_no"], rows["周新"].values["birth_date"]) == ("410999196703030011", "1967-03-03")
    assert rows["钱学明"].values["birth_date"] == "1967-03-03"
    assert "id_no" not in rows["何远"].values
    assert rows["何远"].verdict == Verdict.REFUSED
    assert rows["张建国"].verdict == Verdict.SAME
    assert office.counts() == before
    dialog.write()
    qtbot.waitUntil(lambda: not dialog.running.busy)
    assert office.database.one("SELECT id_no FROM member WHERE name = '周新'") == "410999196703030011"
    settle(dialog, desk, qtbot)


def test_what_is_copied_is_what_is_shown_with_headings_and_numbers_as_text(tab, desk, members, qtbot):
    desk.unmask("核对信息")
    tab.panel.choose(frozenset(("name", "id_no", "mobile")))
    tab.panel.view.select_id(members["张建国"])
    press(tab, qtbot, Qt.Key.Key_C)
    held = QGuiApplication.clipboard().mimeData()
    assert held.text() == "姓名\t公民身份证号\t手机\n张建国\t410999194803050016\t13912345678"
    assert """mso-number-format:"\\@"' sdnum="2052;0;@">410999194803050016<""" in held.html()
    desk.mask()
    tab.panel.view._copier.clear()
    assert QGuiApplication.clipboard().text() == ""
    qtbot.waitUntil(lambda: not desk.is_saving)


def test_masked_rows_pasted_back_change_nothing(tab, desk, office, members, qtbot):
    tab.panel.view.selectAll()
    press(tab, qtbot, Qt.Key.Key_C)
    assert "410999194803050016" not in QGuiApplication.clipboard().mimeData().html()
    press(tab, qtbot, Qt.Key.Key_V)
    dialog = preview(tab, qtbot)
    told = dialog.intake.plan.counts()
    assert (told["rows"], told["new"], told["changed"]) == (5, 0, 0)
    settle(dialog, desk, qtbot)


def test_a_picture_in_the_clipboard_is_nothing_to_paste(tab, desk, qtbot):
    carried = QMimeData()
    carried.setHtml("<img src='x.png'>")
    QGuiApplication.clipboard().setMimeData(carried)
    press(tab, qtbot, Qt.Key.Key_V)
    assert "没有可以粘贴的行" in tab.message.text
    qtbot.waitUntil(lambda: not desk.jobs.busy)
