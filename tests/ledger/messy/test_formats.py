"""Cases 19, 30–35, 37–38: every format that branches send, and what a sheet shows beside its values."""

import os
import time
from datetime import date

import openpyxl
import pytest
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from desktop_app.features.roster import LEDGER
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.plan import Verdict
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.workbook.cells import EmptyWorkbook, ProtectedWorkbook, WorkbookError
from tests.ledger.messy.conftest import HEADINGS, person
from tests.workbook.make_files import FILES, ods, renamed_stream, row, sheet_xml, spreadsheet_ml, text, xls, xlsx

TWO = [person(), person(姓名="刘洋", 身份证号="410999196001010040", 出生日期="1960-01-01")]
TABLE = [HEADINGS, *TWO]


def biff(rows, dress=None):
    def fill(book):
        sheet = book.add_sheet("党员")
        for at, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write(at, column, cell, *([dress[at]] if dress and at in dress else []))

    return xls(fill)


def page(rows):
    lines = "".join("<tr>" + "".join(f"<td>{cell or ''}</td>" for cell in cells) + "</tr>" for cells in rows)
    return f"<html><meta charset='utf-8'><body><table>{lines}</table></body></html>".encode()


def xml_2003(rows):
    lines = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell or ""}</Data></Cell>' for cell in cells) + "</Row>"
        for cells in rows
    )
    return spreadsheet_ml(f'<Worksheet ss:Name="党员"><Table>{lines}</Table></Worksheet>')


def open_document(rows):
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c or ""}</text:p></table:table-cell>' for c in cells
        )
        + "</table:table-row>"
        for cells in rows
    )
    return ods(f'<table:table table:name="党员">{lines}</table:table>')


def separated(rows, encoding, by=","):
    return "\r\n".join(by.join(cell or "" for cell in cells) for cells in rows).encode(encoding)


def only(plan):
    (row,) = plan.rows
    return row


def names(plan):
    return [row.values.get("name") for row in plan.rows]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("真.xls", biff(TABLE)), ("网页.xls", page(TABLE)), ("标记.xls", xml_2003(TABLE)), ("文本.xls", separated(TABLE, "gbk", "\t")),
        ("其实是.xls", open_document(TABLE)), ("文档.ods", open_document(TABLE)),
    ],
)  # fmt: skip
def test_case_32_an_xls_is_what_is_in_it_and_all_are_read_alike(office, tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    plan = build_plan(office, LEDGER, [tmp_path / name])
    assert [(row.name, row.verdict, row.values["id_no"]) for row in plan.rows] == [
        ("李娜", Verdict.NEW, TWO[0][2]), ("刘洋", Verdict.NEW, TWO[1][2])
    ]  # fmt: skip
    assert len(apply_plan(office, plan, backup=False).inserted) == 2


def test_case_32_of_an_et_the_clerk_is_told_to_save_it_as_a_workbook(office, tmp_path):
    (tmp_path / "名册.et").write_bytes(renamed_stream(biff(TABLE), "Workbook"))
    with pytest.raises(WorkbookError, match="另存为"):
        build_plan(office, LEDGER, [tmp_path / "名册.et"])


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("by", [",", "\t"])
def test_case_33_text_in_any_encoding_with_any_separator(office, tmp_path, encoding, by):
    (tmp_path / "名册.csv").write_bytes(separated(TABLE, encoding, by))
    plan = build_plan(office, LEDGER, [tmp_path / "名册.csv"])
    assert names(plan) == ["李娜", "刘洋"] and plan.rows[0].values["id_no"] == TWO[0][2]
    assert plan.counts()["new"] == 2


def _lines(rows):
    letters = "ABCDEFGH"
    return "".join(
        row(at, *(text(f"{letters[column]}{at}", cell) for column, cell in enumerate(cells) if cell))
        for at, cells in enumerate(rows, 1)
    )


def test_case_34_a_declared_size_of_one_cell_is_ignored(office, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(xlsx({"党员": sheet_xml(_lines(TABLE), before='<dimension ref="A1:A1"/>')}))
    assert names(build_plan(office, LEDGER, [tmp_path / "a.xlsx"])) == ["李娜", "刘洋"]


def test_case_35_a_million_formatted_blank_rows_take_seconds(office, tmp_path):
    blank = "".join(f'<row r="{at}" s="1" customFormat="1"><c r="A{at}" s="1"/></row>' for at in range(4, 1_048_577))
    (tmp_path / "a.xlsx").write_bytes(xlsx({"党员": sheet_xml(_lines(TABLE) + blank)}))
    began = time.process_time(), time.monotonic()
    plan = build_plan(office, LEDGER, [tmp_path / "a.xlsx"])
    assert names(plan) == ["李娜", "刘洋"]
    assert time.process_time() - began[0] < 10 and time.monotonic() - began[1] < 30


@pytest.mark.parametrize("name", ["protected.xlsx", "protected.xls", "protected.ods"])
def test_case_37_a_workbook_with_a_password_is_named_and_nothing_of_the_others_taken(office, book, name):
    with pytest.raises(ProtectedWorkbook, match="密码"):
        build_plan(office, LEDGER, [FILES / name])
    with pytest.raises(WorkbookError, match=name):
        build_plan(office, LEDGER, [book(*TWO), FILES / name])
    assert office.database.one("SELECT count(*) FROM member") == 0


def test_case_37_a_file_half_written_by_wps_is_never_half_read_and_an_open_one_is_read_as_it_was(
    office, book, tmp_path
):
    path = book(*TWO)
    plan = build_plan(office, LEDGER, [path])
    path.write_bytes(path.read_bytes()[:3000])
    assert len(apply_plan(office, plan, backup=False).inserted) == 2, "what was looked at is what is written"
    with pytest.raises(WorkbookError, match="不完整"):
        build_plan(office, LEDGER, [path])
    with pytest.raises(EmptyWorkbook):
        (tmp_path / "零.xlsx").touch()
        build_plan(office, LEDGER, [tmp_path / "零.xlsx"])


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else False, reason="root reads everything")
def test_case_37_a_file_out_of_reach_is_named(office, book):
    path = book(*TWO)
    path.chmod(0)
    with pytest.raises(WorkbookError, match="没有权限|打开"):
        build_plan(office, LEDGER, [path])


def test_case_38_what_is_struck_out_red_or_commented_is_told_and_nothing_is_concluded(office, book):
    def mark(sheet):
        sheet["A2"].font = Font(strike=True)
        sheet["F3"].font = Font(color="FFFF0000")
        sheet["B4"].fill = PatternFill("solid", fgColor="FFC00000")
        sheet["C3"].comment = Comment("已转往第二党支部", "支部")
        sheet["A5"].fill = PatternFill("solid", fgColor="FFFFFF00")

    rows = [*TWO, person(姓名="王芳", 身份证号=None), person(姓名="赵静", 身份证号=None, 入党时间="1999-07")]
    plan = build_plan(office, LEDGER, [book(*rows, touch=mark)])
    assert plan.sheets[0].notes == [
        "请留意：第 2 行有删除线，没有据此判断什么", "请留意：第 3、4 行标了红色，没有据此判断什么",
        "请留意：有批注（C3：已转往第二党支部）",
    ]  # fmt: skip
    assert "有删除线" in plan.in_words() and {row.verdict for row in plan.rows} == {Verdict.NEW}


def test_case_38_in_an_old_xls_too(office, tmp_path):
    struck, red = xlwt.easyxf("font: struck_out on"), xlwt.easyxf("pattern: pattern solid, fore_colour red")
    (tmp_path / "a.xls").write_bytes(biff(TABLE, {1: struck, 2: red}))
    notes = build_plan(office, LEDGER, [tmp_path / "a.xls"]).sheets[0].notes
    assert [note[:12] for note in notes] == ["请留意：第 2 行有删除线"[:12], "请留意：第 3 行标了红色"[:12]]


def test_case_19_a_bare_number_of_days_is_counted_as_its_workbook_counts(office, book, tmp_path):
    for epoch, day_zero in (
        (openpyxl.utils.datetime.MAC_EPOCH, date(1904, 1, 1)),
        (openpyxl.utils.datetime.WINDOWS_EPOCH, date(1899, 12, 30)),
    ):
        made = openpyxl.load_workbook(book(person()))
        made.epoch = epoch
        made.active["D2"] = (date(1952, 3, 5) - day_zero).days
        made.save(tmp_path / "年.xlsx")
        row = only(build_plan(office, LEDGER, [tmp_path / "年.xlsx"]))
        assert row.values["birth_date"] == "1952-03-05" and "按证号读作" in row.doubts[0]

    def fill(old):
        sheet = old.add_sheet("党员")
        for at, cells in enumerate((HEADINGS, person(出生日期=(date(1952, 3, 5) - date(1904, 1, 1)).days))):
            for column, cell in enumerate(cells):
                sheet.write(at, column, cell)

    (tmp_path / "年.xls").write_bytes(xls(fill, mac_dates=True))
    assert only(build_plan(office, LEDGER, [tmp_path / "年.xls"])).values["birth_date"] == "1952-03-05"


def test_case_30_rows_that_a_filter_hides_and_hidden_rows_of_an_old_xls_are_counted_and_taken(office, book, tmp_path):
    def hide(sheet):
        sheet.auto_filter.ref = "A1:G3"
        sheet.auto_filter.add_filter_column(0, ["李娜"])
        sheet.row_dimensions[3].hidden = True

    plan = build_plan(office, LEDGER, [book(*TWO, touch=hide)])
    assert names(plan) == ["李娜", "刘洋"] and "有 1 行是隐藏的，也算在内" in plan.sheets[0].notes

    def fill(old):
        sheet = old.add_sheet("党员")
        for at, cells in enumerate(TABLE):
            for column, cell in enumerate(cells):
                sheet.write(at, column, cell)
        sheet.row(2).hidden = True
        sheet.col(5).hidden = True

    (tmp_path / "a.xls").write_bytes(xls(fill))
    plan = build_plan(office, LEDGER, [tmp_path / "a.xls"])
    assert names(plan) == ["李娜", "刘洋"]
    assert plan.sheets[0].notes == ["有 1 行是隐藏的，也算在内", "有 1 列是隐藏的，也算在内"]


def test_case_31_one_sheet_for_each_branch_takes_the_branch_from_the_name_of_the_sheet_and_says_so(office, book, org):
    bare = [cells[:-1] for cells in TWO]

    def more(sheet):
        sheet.title = "第一党支部"
        other = sheet.parent.create_sheet("第二党支部党员名册")
        other.append(HEADINGS[:-1])
        other.append(bare[1])
        unknown = sheet.parent.create_sheet("第九党支部")
        unknown.append(HEADINGS[:-1])
        unknown.append(person(姓名="王芳", 身份证号=None)[:-1])
        sheet.parent.create_sheet("说明").append(["填表说明"])

    plan = build_plan(office, LEDGER, [book(HEADINGS[:-1], bare[0], bare=True, touch=more)])
    assert [(row.name, row.values.get("org")) for row in plan.rows] == [
        ("李娜", org("第一党支部")), ("刘洋", org("第二党支部")), ("王芳", None),
    ]  # fmt: skip
    assert plan.sheets[1].notes == ["没有“所在党支部”一列，按工作表的名称都算“第二党支部”"]
    assert plan.rows[2].verdict == Verdict.ASK and plan.questions[0].said == "第九党支部"
    path = book(HEADINGS[:-1], bare[0], bare=True, touch=more)
    left_out = build_plan(office, LEDGER, [path], mappings={(path.name, "第二党支部党员名册"): None})
    assert names(left_out) == ["李娜", "王芳"]


def test_case_31_a_file_named_after_its_branch_tells_the_branch(office, tmp_path, org):
    (tmp_path / "第二党支部 党员名册.csv").write_bytes(separated([cells[:-1] for cells in TABLE], "gbk"))
    made = openpyxl.Workbook()
    for cells in TABLE:
        made.active.append(cells[:-1])
    made.save(tmp_path / "第一党支部.xlsx")
    files = [tmp_path / "第二党支部 党员名册.csv", tmp_path / "第一党支部.xlsx"]
    for file, branch in zip(files, ("第二党支部", "第一党支部"), strict=True):
        assert {row.values["org"] for row in build_plan(office, LEDGER, [file]).rows} == {org(branch)}
