"""Registers and visits as they arrive in messy workbooks: through the preview, good rows in, refused ones given back."""

from datetime import datetime

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app import registry
from desktop_app.ledger.importing.plan import Verdict
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.import_preview import ImportDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TITLE = "第八社区登记表"


@pytest.fixture
def desk(small_office, qtbot):
    made = Desk(small_office, registry.LEDGERS, registry.TABS)
    yield made
    made.close()
    made.jobs.strip.deleteLater()


@pytest.fixture
def preview(desk, qtbot, tmp_path):
    """Take a sheet of these rows, under a merged title, to the preview; the dialog and its plan's rows by Excel row."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    opened = []

    def take(key, rows, dress=lambda _sheet: None):
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet["A1"] = TITLE
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(rows[0]))
        for row in rows:
            sheet.append(row)
        dress(sheet)
        book.save(tmp_path / f"{key}.xlsx")
        dialog = ImportDialog(desk, registry.ledger(key), None, window)
        opened.append(dialog)
        dialog.show()
        dialog.read([tmp_path / f"{key}.xlsx"])
        qtbot.waitUntil(lambda: not dialog.running.busy, timeout=20_000)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: dialog.preview is not None and not dialog.running.busy, timeout=20_000)
        return dialog, {row.row: row for row in dialog.intake.plan.rows}

    yield take
    for dialog in opened:
        if isValid(dialog):
            dialog.reject()


def write(dialog, qtbot):
    dialog.go.click()
    qtbot.waitUntil(lambda: not dialog.running.busy and dialog.done_page.change_id is not None, timeout=20_000)


HOMES = [
    ["序号", "小区", "楼号", "单元", "房号", "入住情况", "备 注"],
    [1, "槐树家属院", "3号楼", "2单元", "501室", "有人", ""],
    [2, None, "3号楼", "2单元", "502", "空置", "常年在外"],
    [3, None, 3, 2, 601, "是", "\u3000朝南 "],
    [4, "槐树家属院", "３", "２", "５０１", "有人", "又写了一遍"],
    [5, "槐树家属院", "5栋", "一单元", "101", "有人", ""],
    [6, "槐树家属院", "5栋", "1单元", None, "有人", "门牌没写"],
    ["小计", None, None, None, "6户", None, None],
    [7, "槐树家属院", "A座", "", "1203", "", ""],
    ["制表人：王芳"],
]


def test_a_messy_register_of_homes_comes_in_each_home_once(preview, small_office, qtbot):
    def dress(sheet):
        sheet.merge_cells("B3:B5")
        sheet.row_dimensions[7].hidden = True

    dialog, rows = preview("households", HOMES, dress)
    assert list(rows) == [3, 4, 5, 6, 7, 8, 10], "neither the sum nor who made the table is a home"
    assert rows[3].reasons == ["与households.xlsx“Sheet”第 6 行是同一户"] and rows[6].verdict == Verdict.ASK
    assert (rows[8].verdict, rows[8].reasons) == (Verdict.REFUSED, ["小区、楼栋、门牌要写全"])
    dialog.preview.show_only("ask")
    qtbot.keyClick(dialog.preview.table, Qt.Key.Key_N)
    qtbot.keyClick(dialog.preview.table, Qt.Key.Key_N)
    assert "同一个家庭户只能新增一次" in dialog.preview.detail.why.text()
    qtbot.keyClick(dialog.preview.table, Qt.Key.Key_S)
    write(dialog, qtbot)
    kept = small_office.database.rows(
        "SELECT title, occupied FROM household WHERE estate = '槐树家属院' ORDER BY title"
    )
    assert kept == [
        ("槐树家属院 3-2-501", 1),
        ("槐树家属院 3-2-502", 0),
        ("槐树家属院 3-2-601", 1),
        ("槐树家属院 5-1-101", 1),
        ("槐树家属院 A-1203", 1),
    ]
    again, rows = preview("households", [HOMES[0], [1, "槐树家属院", "3栋", "二单元", "501号", "有人", ""]])
    assert rows[3].verdict == Verdict.SAME, "the same home, spelt in yet another way"


def test_crews_of_one_name_in_two_branches_are_two_crews(preview, small_office, qtbot):
    one, other = small_office.database.rows(
        "SELECT o.id, o.short_name FROM party_org o WHERE o.level = '党支部' AND o.id NOT IN"
        " (SELECT org_id FROM crew WHERE name = '夜班保洁') ORDER BY o.id LIMIT 2"
    )
    sheet = [
        ["序号", "班组名称", "所在支部", "人数", "备注"],
        [1, "夜班保洁", one[1], 12, ""],
        [2, "夜班 保洁", other[1], "11人", None],
        [3, "绿化养护", one[1], "约10", None],
        [4, "维修", None, 8, ""],
        ["合计", None, None, 31, None],
    ]
    dialog, rows = preview("crews", sheet)
    assert [rows[at].verdict for at in (3, 4, 5, 6)] == [Verdict.NEW, Verdict.NEW, Verdict.REFUSED, Verdict.REFUSED]
    assert rows[5].reasons == ["人数要填整数，这里是“约10”"] and "缺所在党支部" in rows[6].reasons[0]
    write(dialog, qtbot)
    kept = small_office.database.rows(
        "SELECT org_id, heads FROM crew WHERE name IN ('夜班保洁', '夜班 保洁') ORDER BY heads DESC"
    )
    assert kept == [(one[0], 12), (other[0], 11)]
    again, rows = preview("crews", [*sheet[:1], [1, "夜班保洁", one[1], 13, ""]])
    assert (rows[3].verdict, rows[3].changes) == (Verdict.SAME, {"heads": (12, 13)}), "known by name and branch"


def test_visits_of_a_branchs_sheet_come_in_and_what_cannot_be_is_told_by_row(preview, small_office, qtbot):
    org, short = small_office.database.rows("SELECT id, short_name FROM party_org WHERE level = '党支部' ORDER BY id")[
        0
    ]
    one, other = small_office.database.rows(
        "SELECT id, name FROM member WHERE left_on IS NULL AND name IN (SELECT name FROM member GROUP BY name"
        " HAVING count(*) = 1) ORDER BY id LIMIT 2"
    )
    home, title = small_office.database.rows("SELECT id, title FROM household ORDER BY id")[0]
    both = f"{one[1]}、{other[1]}"
    dialog, rows = preview(
        "visits",
        [
            ["序号", "走访日期", "走访单位", "走访人", "同行人", "住户地址", "走访结果", "宣讲内容", "走访情况"],
            [1, datetime(2016, 12, 3), short, one[1], other[1], title, "见到", "法制、安全", "反映楼道灯不亮"],
            [2, "2016.12.5", short, both, None, title.replace(" ", ""), "未遇", "法制，环保", ""],
            [3, "2016-12-06", short, one[1], None, title, "见到", "", ""],
            [4, "2016-12-07", short, one[1], other[1], "没有的小区 9-9-909", "见到", "", ""],
            [5, "2017-03-01", short, one[1], other[1], title, "见到", "", ""],
            [6, "2016-12-08", short, "查无此人", other[1], title, "见到", "", ""],
            [7, "2016-12-10", short, one[1], other[1], title, "见着了", "", ""],
            ["合计", "7户"],
        ],
    )
    assert [rows[at].verdict for at in (3, 4)] == [Verdict.NEW] * 2
    assert {at: rows[at].reasons for at in range(5, 10)} == {
        5: ["入户走访要两人以上，只有一人时写明原因"],
        6: ["家庭户里没有“没有的小区 9-9-909”"],
        7: ["走访日期在今天之后"],
        8: ["走访人里没有“查无此人”"],
        9: ["结果没有“见着了”，只能是：见到、未遇、婉拒"],
    }
    before = small_office.database.one("SELECT count(*) FROM visit")
    write(dialog, qtbot)
    assert small_office.database.one("SELECT count(*) FROM visit") == before + 2
    kept = small_office.database.rows(
        "SELECT on_day, kind, visitor_id, companion_id, household_id, outcome FROM visit ORDER BY id DESC LIMIT 2"
    )
    assert kept[::-1] == [
        ("2016-12-03", "家庭户", one[0], other[0], home, "见到"),
        ("2016-12-05", "家庭户", one[0], other[0], home, "未遇"),
    ]
