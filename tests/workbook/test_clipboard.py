"""What Excel, WPS and LibreOffice put into a clipboard, and what they take out of ours."""

import shutil
import subprocess
from datetime import date

import pytest

from desktop_app.workbook.clipboard import html_table, pasted_rows
from desktop_app.workbook.read import read_workbook

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body>
<!--StartFragment--><table border=0><col width=72>
<tr height=19><td class=xl65>姓名</td><td>公民身份证号</td><td>出生日期</td><td>备注</td></tr>
<tr><td>周新</td><td class=xl66 style='mso-number-format:"\\@"'>410999196703030011</td>
<td align=right x:num="24534">1967/3/3</td><td>第一行<br>第二行</td></tr>
<tr><td>孙梅</td><td align=right x:num="4.1099919670303E+17">4.10999E+17</td><td align=right x:num="24534">Mar-67</td><td>&nbsp;</td></tr>
</table><!--EndFragment--></body></html>"""
LIBREOFFICE = """<table><tr><td>李秀英</td><td sdval="20455" sdnum="2052;0;YYYY-MM-DD">1956-01-01</td>
<td sdval="1234.5" sdnum="2052;0;#,##0.00">1,234.50</td></tr></table>"""


def test_numbers_stay_whole_and_dates_are_dates():
    rows = pasted_rows("", EXCEL)
    assert rows[1] == ["周新", "410999196703030011", date(1967, 3, 3), "第一行\n第二行"]


def test_a_spoiled_number_comes_as_the_number_behind_it():
    rows = pasted_rows("", EXCEL)
    assert rows[2] == ["孙梅", 410999196703030000, date(1967, 3, 3)]


def test_libreoffice_says_it_in_its_own_way():
    assert pasted_rows("", LIBREOFFICE) == [["李秀英", date(1956, 1, 1), "1,234.50"]]


def test_merged_cells_keep_the_columns_in_place():
    markup = (
        "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td><td>丙</td></tr><tr><td>丁</td><td>戊</td></tr></table>"
    )
    assert pasted_rows("", markup) == [["甲", "乙", None, "丙"], [None, "丁", "戊"]]


@pytest.mark.parametrize(
    ("plain", "rows"),
    [
        ("周新\t410999196703030011\r\n", [["周新", "410999196703030011"]]),
        ('周新\t"第一行\n第二行"\t男', [["周新", "第一行\n第二行", "男"]]),
        ("周新\t\t男\n\n \t\n孙梅", [["周新", None, "男"], ["孙梅"]]),
        ("周新\t工人,党员", [["周新", "工人,党员"]]),
        ("周新，男", [["周新，男"]]),
        ("", []),
    ],
)
def test_plain_text_is_taken_where_there_is_no_table(plain, rows):
    assert pasted_rows(plain) == rows
    assert pasted_rows(plain, "<p>周新</p>") == rows


@pytest.mark.parametrize(
    "markup", ["<table>", "<table><tr><td colspan=99999999999>x", "<t\x00able>", "<!-- <table> -->"]
)
def test_broken_markup_does_no_harm(markup):
    assert pasted_rows("周新\t男", markup) in ([["周新", "男"]], [["x"]])


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_spreadsheet_takes_our_numbers_as_text(tmp_path):
    page = tmp_path / "表.html"
    rows = [["周新", "410999196703030011", "007", "=1+1", "1,234.50"]]
    page.write_text(html_table(["姓名", "证号", "编号", "备注", "价格"], rows, [False] * 4 + [True]), encoding="utf-8")
    order = ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--infilter=HTML (StarCalc)",
             "--convert-to", "xlsx", "--outdir", tmp_path, page]  # fmt: skip
    subprocess.run(order, check=True, capture_output=True, timeout=120)
    held = [row for row in read_workbook(tmp_path / "表.xlsx").sheets[0].rows if row and row[0] == "周新"][0]
    assert held == ["周新", "410999196703030011", "007", "=1+1", 1234.5]
