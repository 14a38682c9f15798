"""Whatever a branch sends is read as it stands: numbers as numbers, text as text, dates as dates, faults as faults."""

import hashlib
from datetime import date, datetime

import pytest
import xlwt

from desktop_app.support.tasks import Cancelled, Progress
from desktop_app.workbook.cells import BadCell
from desktop_app.workbook.read import read_workbook
from tests.workbook.make_files import (
    DATE,
    DURATION,
    FILES,
    number,
    ods,
    row,
    sheet_xml,
    simple_xlsx,
    spreadsheet_ml,
    text,
    xls,
    xlsx,
)


@pytest.fixture
def read(tmp_path):
    """Reads bytes under a name; gives the whole workbook."""

    def reader(data: bytes, name: str = "花名册.xlsx"):
        path = tmp_path / name
        path.write_bytes(data)
        return read_workbook(path)

    return reader


def only_rows(workbook):
    assert len(workbook.sheets) == 1
    return workbook.sheets[0].rows


class TestExcel2007:
    """.xlsx as Excel, WPS and other programs write it."""

    def test_row_one_is_excels_row_one_and_column_a_comes_first(self, read):
        rows = only_rows(read(simple_xlsx(row(3, text("C3", "姓名"), text("E3", "性别")))))
        assert rows == [[], [], [None, None, "姓名", None, "性别"]]

    def test_an_id_that_excel_took_for_a_number_is_seen_as_one_with_its_zeros(self, read):
        rows = only_rows(
            read(simple_xlsx(row(1, number("A1", "4.10999195801011E+17"), text("B1", "410999195801010011"))))
        )
        assert rows == [[410999195801011000, "410999195801010011"]]
        assert type(rows[0][0]) is int

    def test_whole_numbers_are_whole_and_others_keep_their_fraction(self, read):
        assert only_rows(read(simple_xlsx(row(1, number("A1", "3"), number("B1", "1958.1"))))) == [[3, 1958.1]]

    def test_dates_are_dates_and_moments_are_moments(self, read):
        cells = number("A1", 21186, DATE), number("B1", 21186.5, DATE), number("C1", 1.5, DURATION)
        assert only_rows(read(simple_xlsx(row(1, *cells)))) == [
            [date(1958, 1, 1), datetime(1958, 1, 1, 12), "36:00:00"]
        ]

    def test_the_calendar_of_1904_is_honoured(self, read):
        data = xlsx({"花名册": sheet_xml(row(1, number("A1", 19724, DATE)))}, book='<workbookPr date1904="1"/>')
        assert only_rows(read(data)) == [[date(1958, 1, 1)]]

    def test_error_cells_are_faults_and_never_text(self, read):
        cells = (
            '<c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="e"><f>A1/0</f><v>#DIV/0!</v></c>'
            "<c r='D1' t='e'><v>#REF!</v></c>" + text("E1", "#VALUE!")
        )
        found = only_rows(read(simple_xlsx(row(1, text("A1", "王强"), cells))))[0]
        assert found[0] == "王强"
        assert [cell.text for cell in found[1:]] == ["#N/A", "#DIV/0!", "#REF!", "#VALUE!"]
        assert all(isinstance(cell, BadCell) and "错误值" in cell.why for cell in found[1:])

    def test_a_formula_gives_what_it_was_last_calculated_to(self, read):
        cells = (
            '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"</f><v>甲</v></c>'
            '<c r="C1" t="str"><f>""</f><v></v></c>' + text("D1", "完")
        )
        assert only_rows(read(simple_xlsx(row(1, cells)))) == [[2, "甲", None, "完"]]

    @pytest.mark.parametrize(
        "cell",
        [
            '<c r="B1"><f>DATEDIF(A1,1,"y")</f></c>',
            '<c r="B1" s="1"><f>DATEDIF(A1,1,"y")</f><v></v></c>',
            '<c r="B1"><f>DATEDIF(A1,1,"y")</f><v/></c>',
            '<c r="B1" t="str"><f>DATEDIF(A1,1,"y")</f></c>',
            '<x:c r="B1" xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            '<x:f>DATEDIF(A1,1,"y")</x:f><x:v></x:v></x:c>',
        ],
    )
    def test_a_formula_that_was_never_calculated_is_a_fault(self, read, cell):
        assert only_rows(read(simple_xlsx(row(1, text("A1", "王强"), cell)))) == [
            ["王强", BadCell('=DATEDIF(A1,1,"y")', "公式没有计算结果，请用 Excel 或 WPS 打开原文件，保存一次再导入")]
        ]

    def test_a_fault_below_the_last_value_still_shows(self, read):
        rows = only_rows(read(simple_xlsx(row(1, text("A1", "合计")) + row(3, '<c r="B3"><f>1+1</f></c>'))))
        assert rows[:2] == [["合计"], []]
        assert rows[2][0] is None
        assert isinstance(rows[2][1], BadCell)

    def test_hidden_sheets_rows_and_columns_are_told(self, read):
        first = sheet_xml(
            row(1, text("A1", "甲"), text("B1", "乙"), text("C1", "丙"))
            + row(2, text("A2", "丁"), more=' hidden="1"')
            + row(3, text("A3", "戊"), more=' hidden="false"'),
            before='<cols><col min="2" max="16384" hidden="1" width="0"/></cols>',
        )
        workbook = read(xlsx({"花名册": first, "底稿": sheet_xml(row(1, text("A1", "x")))}, hidden=("底稿",)))
        assert [(sheet.name, sheet.hidden) for sheet in workbook.sheets] == [("花名册", False), ("底稿", True)]
        assert workbook.sheets[0].hidden_rows == [1]
        assert workbook.sheets[0].hidden_columns == [1, 2]

    def test_merges_are_told_and_cut_to_where_data_ends(self, read):
        merges = '<mergeCells count="3"><mergeCell ref="A1:C1"/><mergeCell ref="A2:A1048576"/><mergeCell ref="J90:K91"/></mergeCells>'
        rows = row(1, text("A1", "花名册")) + row(2, text("A2", "一支部"), text("B2", "甲")) + row(3, text("B3", "乙"))
        sheet = read(simple_xlsx(rows, after=merges)).sheets[0]
        assert sheet.merged == [(0, 0, 0, 1), (1, 0, 2, 0)]

    def test_a_declared_size_that_lies_is_ignored(self, read):
        rows = row(1, text("A1", "甲")) + row(2, text("A2", "乙"))
        assert only_rows(read(simple_xlsx(rows, before='<dimension ref="A1:A1"/>'))) == [["甲"], ["乙"]]
        assert only_rows(read(simple_xlsx(rows, before='<dimension ref="A1:XFD1048576"/>'))) == [["甲"], ["乙"]]

    def test_formatted_blank_rows_after_the_data_are_left_out(self, read):
        blank = "".join(row(at, f'<c r="A{at}" s="1"/><c r="B{at}" s="1"/>') for at in range(2, 30_000))
        assert only_rows(read(simple_xlsx(row(1, text("A1", "甲")) + blank))) == [["甲"]]

    def test_rows_of_mere_spaces_at_the_end_are_left_out(self, read):
        rows = row(1, text("A1", " 甲 ")) + row(2, text("A2", "  "), text("B2", "\u3000"))
        assert only_rows(read(simple_xlsx(rows))) == [[" 甲 "]]

    def test_rich_text_is_read_whole_and_without_its_pronunciation(self, read):
        cell = (
            '<c r="A1" t="inlineStr"><is><r><t>王</t></r><rPh sb="0" eb="1"><t>wang</t></rPh><r><t>强</t></r></is></c>'
        )
        assert only_rows(read(simple_xlsx(row(1, cell)))) == [["王强"]]

    def test_cells_without_references_are_placed_one_after_another(self, read):
        cells = "<row><c t='inlineStr'><is><t>甲</t></is></c><c t='e'><v>#N/A</v></c><c><v>3</v></c></row>"
        found = only_rows(read(simple_xlsx(cells)))[0]
        assert found[0] == "甲"
        assert isinstance(found[1], BadCell)
        assert found[2] == 3

    def test_two_cells_at_the_ends_of_the_earth_need_no_gigabytes(self, read):
        """In this process only through the sparse reader; worker.py takes that way when the quick one has died."""
        from desktop_app.support.tasks import SILENT
        from desktop_app.workbook.read import gather, sources

        data = simple_xlsx(row(1, text("A1", "甲")) + row(9, text("XFD9", "乙")))
        sheets = [gather(source, SILENT) for source in sources(data, "xlsx", "x", SILENT, sparse=True)]
        assert sheets[0].rows[0] == ["甲"]
        assert sheets[0].rows[8][16383] == "乙"


class TestExcel97:
    """BIFF .xls."""

    def test_values_types_errors_merges_and_what_is_hidden(self, read):
        def fill(book):
            sheet = book.add_sheet("花名册")
            sheet.write_merge(0, 0, 0, 3, "党员花名册")
            sheet.write(1, 0, "王建国")
            sheet.write(1, 1, 410999195801010011)
            sheet.write(1, 2, date(1958, 1, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
            sheet.row(1).set_cell_error(3, 0x2A)
            sheet.write(1, 4, "410999195801010011")
            sheet.row(1).set_cell_boolean(5, True)
            sheet.row(2).hidden = True
            sheet.write(2, 0, "李秀英")
            sheet.col(4).hidden = True
            other = book.add_sheet("底稿")
            other.visibility = 1
            other.row(0).set_cell_error(0, 0x17)

        workbook = read(xls(fill), "老表.xls")
        assert workbook.kind == "xls"
        sheet, other = workbook.sheets
        assert sheet.rows[0] == ["党员花名册"]
        assert sheet.rows[1][:3] == ["王建国", 410999195801010000, date(1958, 1, 1)]
        assert sheet.rows[1][3].text == "#N/A"
        assert sheet.rows[1][4:] == ["410999195801010011", True]
        assert sheet.merged == [(0, 0, 0, 3)]
        assert (sheet.hidden_rows, sheet.hidden_columns) == ([2], [4])
        assert other.hidden
        assert other.rows[0][0].text == "#REF!"

    def test_the_calendar_of_1904_is_honoured(self, read):
        def fill(book):
            book.add_sheet("a").write(0, 0, 19724, xlwt.easyxf(num_format_str="yyyy-mm-dd"))

        assert only_rows(read(xls(fill, mac_dates=True), "a.xls")) == [[date(1958, 1, 1)]]

    def test_long_sheets_whose_records_continue_are_walked_to_the_end(self, read):
        def fill(book):
            sheet = book.add_sheet("a")
            for at in range(3000):
                sheet.write(at, 0, f"说明{at}" * 40)
            sheet.row(2999).set_cell_error(1, 0x07)

        rows = only_rows(read(xls(fill), "a.xls"))
        assert len(rows) == 3000
        assert rows[2999][0] == "说明2999" * 40
        assert rows[2999][1].text == "#DIV/0!"


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_what_libreoffice_saved_is_read_alike_in_all_its_formats(suffix):
    workbook = read_workbook(FILES / f"saved_by_libreoffice.{suffix}")
    assert workbook.kind == suffix
    sheet, hidden = workbook.sheets
    assert sheet.rows[1][1:4] == ["姓名", 410999195801010000, date(1958, 1, 1)]
    assert [cell.text for cell in sheet.rows[1] if isinstance(cell, BadCell)] == ["#N/A", "#REF!", "#N/A"]
    assert sheet.rows[1][5:7] == [2, "410999195801010011"]
    assert sheet.rows[3] == [None, "合"]
    assert sheet.merged == [(3, 1, 3, 2)]
    assert (hidden.name, hidden.hidden, hidden.rows) == ("藏", True, [["x"]])


def test_open_document_rows_that_stand_for_many_are_counted(read):
    tables = (
        '<table:table table:name="一支部"><table:table-row><table:table-cell office:value-type="string" '
        'table:number-columns-spanned="2"><text:p>名单</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="3" table:visibility="filter"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell '
        'office:value-type="float" office:value="410999195801010000"><text:p>4.1E17</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )
    sheet = read(ods(tables), "一支部.ods").sheets[0]
    assert sheet.rows == [["名单"], [], [], [], [None, None, 410999195801010000]]
    assert sheet.hidden_rows == [1, 2, 3]
    assert sheet.merged == [(0, 0, 0, 1)]


TABLE = '姓名,公民身份号码,备注\r\n王建国,410999195801010011,"甲,乙"\r\n𠅤䶮,41099919620505002X,"第一行\n第二行"\r\n'
ROWS = [
    ["姓名", "公民身份号码", "备注"],
    ["王建国", "410999195801010011", "甲,乙"],
    ["𠅤䶮", "41099919620505002X", "第一行\n第二行"],
]


class TestTextTables:
    """.csv and .txt."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
    def test_every_encoding_in_use_is_told_from_the_bytes(self, read, encoding):
        workbook = read(TABLE.encode(encoding), "一支部.csv")
        assert (workbook.kind, workbook.sheets[0].name) == ("csv", "一支部")
        assert only_rows(workbook) == ROWS

    def test_gbk_as_old_excel_saves_it(self, read):
        rows = only_rows(read("姓名,支部\r\n王强,离退休三支部\r\n".encode("gbk"), "a.csv"))
        assert rows == [["姓名", "支部"], ["王强", "离退休三支部"]]

    @pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
    def test_the_separator_is_told_from_the_lines(self, read, separator):
        lines = [["姓名", "住址", "电话"], ["王强", "建设路1号，3单元", "13900000000"], ["李英", "a b", ""]]
        data = "\n".join(separator.join(line) for line in lines).encode()
        assert only_rows(read(data, "a.txt")) == [*lines[:2], ["李英", "a b"]]

    def test_commas_inside_tab_separated_text_do_not_mislead(self, read):
        data = "姓名\t备注\n王强\ta,b,c\n李英\td,e,f\n".encode()
        assert only_rows(read(data, "a.txt"))[1] == ["王强", "a,b,c"]

    def test_excels_own_line_about_the_separator_is_obeyed(self, read):
        assert only_rows(read("sep=;\r\n甲;1,5\r\n".encode(), "a.csv")) == [["甲", "1,5"]]

    def test_a_name_of_xls_does_not_matter(self, read):
        workbook = read("姓名\t身份证\n王强\t410999195801010011\n".encode("gbk"), "导出.xls")
        assert workbook.kind == "csv"
        assert only_rows(workbook)[1] == ["王强", "410999195801010011"]

    def test_the_trick_that_keeps_an_id_as_text_is_undone(self, read):
        assert only_rows(read(b'a,"=""410999195801010011"""\nb,="0012"\n', "a.csv")) == [
            ["a", "410999195801010011"],
            ["b", "0012"],
        ]

    def test_one_stray_quote_does_not_swallow_the_file(self, read):
        rows = only_rows(read('姓名,备注\n"王强,好\n李英,中\n'.encode(), "a.csv"))
        assert len(rows) == 3

    def test_a_damaged_character_is_a_fault_of_its_cell_only(self, read):
        data = ("姓名,支部\n" + "李英,一支部\n" * 2000).encode("gbk") + b"\xd5\xff,x\n"
        rows = only_rows(read(data, "a.csv"))
        assert isinstance(rows[-1][0], BadCell)
        assert rows[-2] == ["李英", "一支部"]

    def test_an_error_word_is_a_fault_here_too(self, read):
        assert isinstance(only_rows(read(b"a,#N/A\n", "a.csv"))[0][1], BadCell)


class TestMarkup:
    """What other systems call .xls and is markup."""

    HTML = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{0}"></head><body>'
        "<table><tr><th colspan=3>党员花名册</th></tr><tr><td rowspan=2>一支部</td><td>王建国</td>"
        "<td style=\"mso-number-format:'\\@'\">410999195801010011</td></tr>"
        '<tr><td>&nbsp;李&#31168;英<br>（女）</td><td x:num="410999195801010000">4.1E+17</td></tr></table></body></html>'
    )

    @pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
    def test_a_web_page_named_xls_gives_its_table(self, read, encoding):
        workbook = read(self.HTML.format(encoding).encode(encoding), "导出.xls")
        assert workbook.kind == "html"
        assert only_rows(workbook) == [
            ["党员花名册"],
            ["一支部", "王建国", "410999195801010011"],
            [None, "李秀英\n（女）", 410999195801010000],
        ]
        assert workbook.sheets[0].merged == [(0, 0, 0, 2), (1, 0, 2, 0)]

    def test_several_tables_are_several_sheets(self, read):
        data = "<html><table><tr><td>甲</td></tr></table><table><tr><td>乙</td></tr></table></html>".encode()
        assert [sheet.name for sheet in read(data, "表.xls").sheets] == ["表（表1）", "表（表2）"]

    @pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16"])
    def test_xml_spreadsheet_2003(self, read, encoding):
        data = spreadsheet_ml(
            '<Worksheet ss:Name="一支部"><Table><Row ss:Index="2"><Cell ss:Index="2" ss:MergeAcross="1" ss:MergeDown="1">'
            '<Data ss:Type="String">王强</Data></Cell><Cell><Data ss:Type="Number">410999195801010000</Data></Cell></Row>'
            '<Row><Cell ss:Index="5"><Data ss:Type="DateTime">1958-01-01T00:00:00.000</Data></Cell>'
            '<Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell ss:Formula="=RC[-1]"/>'
            '<Cell><Data ss:Type="Boolean">1</Data></Cell></Row></Table></Worksheet>'
            '<Worksheet ss:Name="藏"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>'
            "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>",
            encoding,
        )
        workbook = read(data, "旧.xls")
        assert workbook.kind == "xml2003"
        first, second = workbook.sheets
        assert first.rows[:2] == [[], [None, "王强", None, 410999195801010000]]
        assert first.rows[2][4] == date(1958, 1, 1)
        assert [cell.text for cell in first.rows[2][5:7]] == ["#N/A", "=RC[-1]"]
        assert first.rows[2][7] is True
        assert first.merged == [(1, 1, 2, 2)]
        assert second.hidden


def test_the_same_file_is_known_again_by_its_hash(read):
    data = simple_xlsx(row(1, text("A1", "甲")))
    assert read(data).sha256 == hashlib.sha256(data).hexdigest()


def test_reading_reports_how_far_it_is_and_can_be_cancelled(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("甲\n" * 10_000, encoding="utf-8")
    reports = []
    read_workbook(path, Progress(lambda done, total, what: reports.append((done, what))))
    assert reports[0] == (0, "读取“a”")
    assert [done for done, _ in reports] == sorted(done for done, _ in reports)
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        read_workbook(path, progress)
