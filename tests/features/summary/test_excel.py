"""The summary's workbook: the paper's numbers, and formulas that find them again in the detail."""

import shutil
import subprocess

import openpyxl
import pytest

from desktop_app.features.roster import LEDGER
from desktop_app.features.summary.detail import details
from desktop_app.features.summary.excel import AGREES, DIFFERS, write_excel
from desktop_app.features.summary.reckoning import lines
from desktop_app.support.spans import parse_span

FIGURES = LEDGER.offers.figures()
DECEMBER = parse_span("2016-12")


@pytest.fixture
def written(small, tmp_path):
    path = tmp_path / "汇总.xlsx"
    write_excel(small.office, FIGURES, DECEMBER, path)
    return path


def rows_of(path, sheet, *, values=True):
    book = openpyxl.load_workbook(path, data_only=values)
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]


def test_every_figure_is_marked_on_as_many_detail_rows_as_it_counts(small):
    found = details(small.office, FIGURES, DECEMBER)
    assert {sheet.name for sheet in found.sheets} == {"党员名册", "党员增减明细", "算式明细", "党组织名册"}
    for figure in FIGURES:
        mark = found.marks[figure.code]
        marked = [key for key, label in mark.sheet.marks[mark.column].items() if label == mark.label]
        counted = sum(mark.sheet.rows[key][mark.measured] for key in marked) if mark.measure == "sum" else len(marked)
        assert counted == figure.value(small.office, DECEMBER, None), figure.code
    people = next(sheet for sheet in found.sheets if sheet.name == "党员名册")
    assert len(people.rows) == 12, "everybody who was there at the eve or the end stands once"
    assert all(len(line) == len(people.columns) for line in people.lines())


def test_the_numbers_are_the_paper_s(small, written):
    stored = {(row[0], row[1]): row[3] for row in rows_of(written, "汇总表")[3:]}
    for line in lines(small.office, FIGURES, DECEMBER):
        assert stored[line.figure.section, line.label] == line.value
    center = rows_of(written, "变动对照表")[4]
    assert center[:4] == ["中心党委", 9, 3, 1] and center[-3:] == [10, 10, 0]
    composed = rows_of(written, "各党组织情况")[4:]
    assert composed[0][:6] == ["中心党委", 10, 9, 1, 4, 2]
    assert [row[1] for row in composed[1:]] == [3, 3, 7, 6, 1], "机关, its branch, 离退休 and its two"


def test_what_goes_upward_has_neither_detail_nor_check(small, tmp_path):
    path = tmp_path / "上报.xlsx"
    write_excel(small.office, FIGURES, DECEMBER, path, upward=True)
    assert openpyxl.load_workbook(path).sheetnames == ["目录", "汇总表", "变动对照表", "各党组织情况"]


def test_no_identity_number_or_telephone_is_in_it(small, tmp_path):
    with small.office.change("证号"):
        small.office.database.execute_sql(
            "UPDATE member SET id_no = '410999195203050019', mobile = '13812345678', address = '花园小区1号'"
        )
    path = tmp_path / "汇总.xlsx"
    write_excel(small.office, FIGURES, DECEMBER, path)
    told = str([rows_of(path, sheet) for sheet in openpyxl.load_workbook(path).sheetnames])
    assert "410999" not in told and "13812345678" not in told and "花园小区" not in told


def recalculated(path, folder):
    """The workbook as LibreOffice reckons it anew: what was stored beside the formulas is taken away first."""
    book = openpyxl.load_workbook(path)
    bare = folder / "算.xlsx"
    book.save(bare)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    order = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        folder / "out",
        bare,
    ]
    subprocess.run(order, check=True, capture_output=True, timeout=180)
    return folder / "out" / "算.xlsx"


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_recalculated_every_check_agrees_and_a_falsified_detail_is_found(written, tmp_path):
    again = recalculated(written, tmp_path)
    checks = rows_of(again, "校核")[3:]
    assert len(checks) == len(FIGURES) and {row[4] for row in checks} == {AGREES}
    assert [row[2] for row in checks] == [row[3] for row in checks]
    compared = rows_of(again, "变动对照表")[4:]
    assert all(row[-3] == row[-2] and row[-1] == 0 for row in compared)

    book = openpyxl.load_workbook(written)
    people = book["党员名册"]
    at = next(cell.column for cell in people[2] if cell.value == "计入性别")
    people.cell(3, at).value = "女" if people.cell(3, at).value == "男" else "男"
    book.save(written)
    verdicts = {row[1]: row[4] for row in rows_of(recalculated(written, tmp_path), "校核")[3:]}
    assert verdicts["男"] == verdicts["女"] == DIFFERS and verdicts["党员总数"] == AGREES
