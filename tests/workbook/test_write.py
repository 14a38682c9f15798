"""A workbook that goes out looks as a careful colleague made it, holds exactly what it was given, and comes whole or not at all."""

import itertools
import os
import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop_app.support.files import FileNotWritten
from desktop_app.support.tasks import Cancelled, Progress
from desktop_app.workbook.cell_text import TextTooLong, clean, display_width
from desktop_app.workbook.plan import ColumnPlan, Formula, Marked, SheetPlan, clean_sheet_name, column_letter
from desktop_app.workbook.read import read_workbook
from desktop_app.workbook.widths import WIDEST
from desktop_app.workbook.write import write_workbook

ID = "410999195801010011"
PREFIXES = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|'/c calc'!A1",
    "\t=1",
    "\n=1",
    "|x",
    "%0A",
    "'=1",
    '=HYPERLINK("a","b")',
]
PREFIXES += ["＝1+1", "＋1", "－1", "＠x", "https://example.invalid", "mailto:a@b.invalid"]


def roster(rows, **more):
    columns = [
        ColumnPlan("姓名"),
        ColumnPlan("公民身份号码"),
        ColumnPlan("出生日期", kind="date"),
        ColumnPlan("党费（元）", kind="number", number_format="#,##0.00"),
        ColumnPlan("备注"),
    ]
    words = {"title": "党员花名册", "note_left": "填报单位：第八社区", "note_right": "单位：人", **more}
    return SheetPlan(columns=columns, rows=rows, **words)


PEOPLE = [
    ["王建国", ID, "1958-01-01", 12.5, "转入"],
    ["欧阳·买买提", "41099919620505002X", "1962-05", None, "第一行\n第二行"],
    ["𠅤䶮𬭎", "410999580101001", date(1958, 1, 1), Decimal("1234567.89"), None],
]


@pytest.fixture
def target(tmp_path):
    return tmp_path / "花名册.xlsx"


@pytest.fixture
def written(target):
    """Writes sheets and gives them as openpyxl sees them."""

    def writer(*plans, **more):
        write_workbook(target, plans, **more)
        return load_workbook(target)

    return writer


class TestLooks:
    """look.md: 'Workbooks look as made by a careful colleague'."""

    def test_the_title_stands_merged_over_the_whole_table(self, written):
        sheet = written(roster(PEOPLE))["党员花名册"]
        assert sheet["A1"].value == "党员花名册"
        assert "A1:E1" in sheet.merged_cells
        assert sheet["A1"].alignment.horizontal == "center"
        assert sheet["A1"].font.size >= 16

    def test_unit_and_date_stand_on_the_line_below_left_and_right(self, written):
        sheet = written(roster(PEOPLE)).active
        notes = {cell.value: cell.alignment.horizontal for cell in sheet[2] if cell.value}
        assert notes == {"填报单位：第八社区": "left", "单位：人": "right"}

    def test_the_headings_are_bold_filled_frozen_filtered_and_repeated_on_paper(self, written):
        sheet = written(roster(PEOPLE, freeze_columns=1)).active
        assert [cell.value for cell in sheet[3]] == ["姓名", "公民身份号码", "出生日期", "党费（元）", "备注"]
        assert all(cell.font.bold and cell.fill.fill_type == "solid" for cell in sheet[3])
        assert sheet.freeze_panes == "B4"
        assert sheet.auto_filter.ref == "A3:E6"
        assert sheet.print_title_rows == "$3:$3"

    def test_every_cell_of_the_table_has_borders(self, written):
        sheet = written(roster(PEOPLE)).active
        for cell in itertools.chain.from_iterable(sheet["A3:E6"]):
            assert {
                cell.border.left.style,
                cell.border.right.style,
                cell.border.top.style,
                cell.border.bottom.style,
            } == {"thin"}

    def test_paper_is_landscape_one_page_wide_numbered_and_holds_the_table_only(self, written):
        sheet = written(roster(PEOPLE)).active
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_area == "'党员花名册'!$A$1:$E$6"
        assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"

    def test_widths_fit_with_chinese_counted_double(self, written):
        sheet = written(roster(PEOPLE * 40)).active
        assert sheet.column_dimensions["B"].width >= len(ID) + 2
        assert sheet.column_dimensions["A"].width >= display_width("欧阳·买买提") + 2
        assert sheet.column_dimensions["D"].width >= len("1,234,567.89") + 2

    def test_a_long_text_is_wrapped_in_a_row_high_enough(self, written):
        sheet = written(roster([["王强", ID, None, None, "很长的说明" * 40], PEOPLE[0]])).active
        assert sheet.column_dimensions["E"].width <= WIDEST + 1
        assert sheet["E4"].alignment.wrap_text
        lines = 400 / WIDEST
        assert sheet.row_dimensions[4].height >= lines * 15
        assert sheet.row_dimensions[5].height is None

    def test_a_narrow_table_makes_room_for_its_title(self, written):
        plan = SheetPlan("第八社区管理中心党员花名册", [ColumnPlan("姓名")], [["王强"]])
        assert written(plan).active.column_dimensions["A"].width > 26

    def test_a_wide_table_goes_on_a3(self, written):
        wide = SheetPlan("宽表", [ColumnPlan(f"第{at}列", width=20) for at in range(15)], [])
        assert written(wide).active.page_setup.paperSize == 8
        assert written(roster([])).active.page_setup.paperSize == 9

    def test_grouped_headings_take_two_rows(self, written):
        columns = [
            ColumnPlan("支部"),
            ColumnPlan("男", group="人数"),
            ColumnPlan("女", group="人数"),
            ColumnPlan("备注"),
        ]
        sheet = written(SheetPlan("统计表", columns, [["一支部", "1", "2", None]])).active
        assert {"A2:A3", "B2:C2", "D2:D3"} <= {str(each) for each in sheet.merged_cells.ranges}
        assert [cell.value for cell in sheet[3]] == [None, "男", "女", None]
        assert sheet["A4"].value == "一支部"
        assert sheet.print_title_rows == "$2:$3"
        assert sheet.auto_filter.ref == "A3:D4"

    def test_totals_are_bold_and_outside_the_filter_and_the_closing_line_below_them(self, written):
        plan = roster(PEOPLE, totals=["合计", None, None, Formula("=SUM(D4:D6)"), None], closing="负责人（签名）：")
        sheet = written(plan).active
        assert sheet.auto_filter.ref == "A3:E6"
        assert [sheet["A7"].value, sheet["D7"].value] == ["合计", "=SUM(D4:D6)"]
        assert sheet["A7"].font.bold
        assert sheet["A8"].value == "负责人（签名）："
        assert "A8:E8" in sheet.merged_cells
        assert sheet.print_area.endswith("$E$8")

    def test_an_empty_table_still_has_its_headings(self, written):
        sheet = written(roster([])).active
        assert sheet.max_row == 3
        assert sheet.auto_filter.ref == "A3:E3"

    def test_a_bare_table_begins_with_its_headings(self, written):
        sheet = written(SheetPlan("", [ColumnPlan("姓名")], [["王强"]], name="退回")).active
        assert [sheet["A1"].value, sheet["A2"].value] == ["姓名", "王强"]
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
        assert not sheet.merged_cells.ranges

    def test_no_green_corners_and_no_declared_size_that_lies(self, written, target):
        written(roster(PEOPLE))
        xml = zipfile.ZipFile(target).read("xl/worksheets/sheet1.xml")
        assert b'<ignoredError sqref="A1:E6" numberStoredAsText="1"/>' in xml
        assert b"<dimension" not in xml

    def test_marked_cells_are_coloured(self, written):
        sheet = written(roster([["王强", Marked("4.1E+17"), None, None, None]])).active
        assert sheet["B4"].value == "4.1E+17"
        assert sheet["B4"].fill.fill_type == "solid"
        assert sheet["A4"].fill.fill_type is None


class TestSheets:
    """Several sheets, their names and their contents sheet."""

    def test_several_sheets_get_a_contents_sheet_with_links_and_counts(self, written):
        book = written(roster(PEOPLE), roster(PEOPLE[:1], title="转入名单"))
        assert book.sheetnames == ["目录", "党员花名册", "转入名单"]
        contents = book["目录"]
        lines = [[cell.value for cell in line] for line in contents["A3:D4"]]
        assert lines == [[1, "党员花名册", "党员花名册", 3], [2, "转入名单", "转入名单", 1]]
        assert contents["B4"].hyperlink.location == "转入名单!A1"
        assert contents["B4"].hyperlink.target is None

    def test_one_sheet_needs_no_contents_and_hidden_ones_are_not_listed(self, written):
        assert written(roster(PEOPLE)).sheetnames == ["党员花名册"]
        book = written(roster(PEOPLE), roster([], title="底稿", hidden=True))
        assert book.sheetnames == ["党员花名册", "底稿"]
        assert book["底稿"].sheet_state == "hidden"

    def test_names_excel_would_refuse_are_made_fit_and_kept_apart(self, written):
        book = written(*(roster([], title="甲[1]:2*3?/\\" + "长" * 40) for _ in range(3)), contents=False)
        assert len({name.lower() for name in book.sheetnames}) == 3
        assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)

    @given(st.text(max_size=60))
    def test_any_text_gives_a_name_excel_takes(self, text):
        name = clean_sheet_name(text)
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
        assert name.lower() != "history"

    def test_formulas_find_the_other_sheet_by_its_reference(self, written, target):
        people = roster(PEOPLE, name="花名册（2016年 12月）")
        check = SheetPlan(
            "校核",
            [ColumnPlan("项目"), ColumnPlan("复算", kind="number")],
            [["总数", Formula(f"=COUNTA({people.reference('姓名', 3)})", 3)]],
        )
        book = written(people, check)
        assert book["校核"]["B3"].value == "=COUNTA('花名册（2016年 12月）'!$A$4:$A$6)"
        assert read_workbook(target).sheets[-1].rows[2] == ["总数", 3]

    def test_drop_down_lists_short_and_long(self, written):
        nations = [f"第{at}民族" for at in range(80)]
        columns = [ColumnPlan("性别", choices=["男", "女"]), ColumnPlan("民族", choices=nations)]
        book = written(SheetPlan("收集表", columns, [], spare_rows=20, protected=True))
        rules = {str(rule.sqref): rule.formula1 for rule in book["收集表"].data_validations.dataValidation}
        assert rules == {"A3:A22": '"男,女"', "B3:B22": "选项!$A$1:$A$80"}
        assert [cell.value for cell in book["选项"]["A"]] == nations
        assert book["选项"].sheet_state == "hidden"

    def test_a_protected_sheet_lets_only_editable_columns_be_typed_in(self, written):
        columns = [ColumnPlan("编号", editable=False, hidden=True), ColumnPlan("姓名")]
        sheet = written(SheetPlan("收集表", columns, [["1", "王强"]], spare_rows=1, protected=True)).active
        assert sheet.protection.sheet
        assert [sheet["A3"].protection.locked, sheet["B3"].protection.locked, sheet["B4"].protection.locked] == [
            True,
            False,
            False,
        ]
        assert sheet["B2"].protection.locked
        assert sheet.column_dimensions["A"].hidden


class TestValues:
    """What stands in the cells is what was given."""

    def test_ids_are_text_and_dates_are_dates(self, written):
        sheet = written(roster(PEOPLE)).active
        assert [sheet[f"B{at}"].value for at in (4, 5, 6)] == [ID, "41099919620505002X", "410999580101001"]
        assert {sheet[f"B{at}"].number_format for at in (4, 5, 6)} == {"@"}
        assert all(sheet[f"B{at}"].quotePrefix for at in (4, 5, 6))
        assert sheet["C4"].value == sheet["C6"].value == datetime(1958, 1, 1)
        assert sheet["C4"].number_format == "yyyy-mm-dd"
        assert (sheet["C5"].value, sheet["C5"].number_format) == ("1962-05", "@")
        assert (sheet["D4"].value, sheet["D4"].number_format) == (12.5, "#,##0.00")
        assert sheet["D6"].value == pytest.approx(1234567.89)

    @pytest.mark.parametrize("text", PREFIXES)
    def test_what_looks_like_a_formula_or_a_link_stays_text(self, written, text):
        sheet = written(roster([[text, ID, None, None, text]])).active
        cell = sheet["E4"]
        assert (cell.data_type, cell.value, cell.hyperlink) == ("s", clean(text), None)
        assert cell.number_format == "@"

    def test_headings_titles_notes_and_choices_are_never_formulas_either(self, written):
        plan = SheetPlan(
            "=1+1", [ColumnPlan("=A1", choices=["=B1", "a,b"])], [["x"]], name="表", note_left="=2", note_right=""
        )
        book = written(plan)
        assert [book["表"][at].data_type for at in ("A1", "A2", "A3")] == ["s", "s", "s"]
        assert book["选项"]["A1"].data_type == "s"

    @pytest.mark.parametrize(
        "value", [410999195801010011, Decimal("410999195801010011"), 10**15, -(10**17), 12345678901234567]
    )
    def test_a_number_too_long_for_excel_becomes_text_with_all_its_digits(self, written, value):
        sheet = written(roster([[None, value, None, value, None]])).active
        assert (sheet["B4"].value, sheet["D4"].value) == (str(value), str(value))

    def test_days_before_excels_calendar_stay_text(self, written):
        sheet = written(
            roster([[None, None, date(1899, 1, 1), None, None], [None, None, "1900-02-28", None, None]])
        ).active
        assert (sheet["C4"].value, sheet["C5"].value) == ("1899-01-01", "1900-02-28")

    def test_moments_and_yes_and_no(self, written):
        sheet = written(roster([[True, False, datetime(2016, 12, 31, 9, 30), None, None]])).active
        assert (sheet["A4"].value, sheet["B4"].value) == ("是", "否")
        assert sheet["C4"].value == datetime(2016, 12, 31, 9, 30)

    def test_numbers_a_file_cannot_hold_are_an_error_of_ours(self, target):
        with pytest.raises(ValueError, match="infinite"):
            write_workbook(target, [roster([[None, None, None, float("nan"), None]])])
        assert not target.exists()

    def test_a_row_of_another_length_is_an_error_of_ours(self, target):
        with pytest.raises(ValueError):
            write_workbook(target, [roster([["王强"]])])
        assert list(target.parent.iterdir()) == []

    def test_control_characters_are_stripped_and_line_ends_made_one(self, written):
        sheet = written(roster([["王\x00\x0b\x1f强\ud800\uffff", None, None, None, "a\r\nb\rc\u2028d\te"]])).active
        assert sheet["A4"].value == "王强"
        assert sheet["E4"].value == "a\nb\nc\nd\te"

    def test_text_that_fills_a_cell_is_kept_and_one_character_more_is_named(self, written, target):
        full = "字" * 32_767
        assert written(roster([[full, None, None, None, None]])).active["A4"].value == full
        before = target.read_bytes()
        for long in (full + "字", "𠅤" * 16_384, " " + full):
            with pytest.raises(TextTooLong, match="第 5 行“备注”（E5 格）") as caught:
                write_workbook(target, [roster([PEOPLE[0], [None, None, None, None, long]])])
            assert caught.value.next_step
        assert target.read_bytes() == before

    @settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.tuples(st.text(), st.text("_xX0123456789abcdefABCDEF=&<>\"' \n\t\r", max_size=30)), min_size=1))
    @example([("_x0041_", "_x005F_x0041_"), (" ", "\n"), ("&lt;", "]]>"), ("#N/A ", "\ufeff")])
    def test_any_text_is_read_back_as_it_was_written(self, tmp_path_factory, rows):
        target = tmp_path_factory.getbasetemp() / "any.xlsx"
        plan = SheetPlan("表", [ColumnPlan("甲"), ColumnPlan("乙"), ColumnPlan("末")], ((*row, "。") for row in rows))
        write_workbook(target, [plan])
        found = read_workbook(target).sheets[0].rows[2:]
        for (first, second), line in zip(rows, found, strict=True):
            wanted = [clean(first) or None, clean(second) or None]
            got = [getattr(cell, "text", cell) for cell in line[:2]]
            assert got == [each if each != "#N/A " else "#N/A" for each in wanted]

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.from_regex(r"[0-9]{6,20}[0-9Xx]", fullmatch=True), min_size=1, max_size=50))
    def test_any_id_stays_text(self, tmp_path_factory, ids):
        target = tmp_path_factory.getbasetemp() / "ids.xlsx"
        write_workbook(target, [SheetPlan("表", [ColumnPlan("号码")], [[each] for each in ids])])
        assert [line[0] for line in read_workbook(target).sheets[0].rows[2:]] == ids


class TestWholeOrNotAtAll:
    """Streaming, progress, cancelling, full disks."""

    def test_rows_are_taken_one_by_one_and_progress_is_told(self, target):
        reports = []
        plan = roster((PEOPLE[at % 3] for at in range(2_000)), count=2_000)
        write_workbook(target, [plan], Progress(lambda done, total, what: reports.append((done, total, what))))
        assert reports[0] == (0, 2_000, "写出“党员花名册”")
        assert reports[-1][0] == 2_000
        assert len(read_workbook(target).sheets[0].rows) == 2_003

    def test_memory_does_not_grow_with_the_rows(self, target):
        """Peaks of Python's own allocations: 30,000 rows take what 3,000 take."""
        import tracemalloc

        def peak(rows: int) -> int:
            tracemalloc.start()
            write_workbook(target, [roster(PEOPLE[at % 3] for at in range(rows))])
            size = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return size

        peak(10)
        assert peak(30_000) <= peak(3_000) * 1.1

    def test_cancelling_leaves_the_old_file_and_nothing_else(self, target):
        target.write_bytes(b"old")
        progress = Progress(lambda done, total, what: progress.cancel() if done > 500 else None)
        with pytest.raises(Cancelled):
            write_workbook(target, [roster(PEOPLE[at % 3] for at in range(5_000))], progress)
        assert target.read_bytes() == b"old"
        assert [each.name for each in target.parent.iterdir()] == [target.name]

    def test_an_error_in_the_rows_leaves_the_old_file_and_nothing_else(self, target):
        def rows():
            yield from PEOPLE * 400
            raise KeyError("gone")

        target.write_bytes(b"old")
        with pytest.raises(KeyError):
            write_workbook(target, [roster(rows())])
        assert [each.name for each in target.parent.iterdir()] == [target.name]
        assert target.read_bytes() == b"old"

    def test_a_disk_that_fills_keeps_the_old_file_and_is_named(self, target):
        target.write_bytes(b"old")
        script = (
            "import resource, sys; sys.path.insert(0, sys.argv[2])\n"
            "from desktop_app.support.files import FileNotWritten\n"
            "from desktop_app.workbook.plan import ColumnPlan, SheetPlan\n"
            "from desktop_app.workbook.write import write_workbook\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
            "rows = ([str(at * 7919 % 10007) * 9] for at in range(20_000))\n"
            "try:\n    write_workbook(sys.argv[1], [SheetPlan('表', [ColumnPlan('甲')], rows)])\n"
            "except FileNotWritten as error:\n    print('REFUSED', error)\n"
        )
        project = Path(__file__).parents[2]
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-W", "error", "-c", script, str(target), str(project)],
            capture_output=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert "REFUSED" in done.stdout.decode(), done.stderr.decode()
        assert "已满" in done.stdout.decode()
        assert done.stderr == b""
        assert target.read_bytes() == b"old"
        assert [each.name for each in target.parent.iterdir()] == [target.name]

    def test_a_missing_folder_is_named_before_a_row_is_taken(self, tmp_path):
        def rows():
            pytest.fail("no row may be taken")
            yield []

        with pytest.raises(FileNotWritten, match="不存在"):
            write_workbook(tmp_path / "没有" / "a.xlsx", [roster(rows())])


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_have_their_letters(index, letters):
    assert column_letter(index) == letters
