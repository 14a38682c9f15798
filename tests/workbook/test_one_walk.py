"""Reading an .xlsx in one walk: the same values, and the merges as the sheet has them."""

import io
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from desktop_app.workbook.one_walk import for_one_walk
from desktop_app.workbook.read import read_workbook
from tests.workbook.make_files import row, sheet_xml, text, xlsx

SAVED = Path(__file__).parent / "files/saved_by_libreoffice.xlsx"
MERGED = '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'


def rows_and_merges(book: CalamineWorkbook) -> list[tuple[str, list, object]]:
    sheets = [book.get_sheet_by_index(at) for at in range(len(book.sheet_names))]
    return [(sheet.name, sheet.to_python(), sheet.merged_cell_ranges) for sheet in sheets]


def unpacked(data: bytes) -> io.BytesIO:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = {name: [archive.read(name)] for name in archive.namelist() if name.startswith("xl/worksheets/sheet")}
        made = for_one_walk(archive, sheets)
    assert isinstance(made, io.BytesIO)
    return made


def test_calamine_finds_the_same_values_and_stops_before_the_merges():
    data = SAVED.read_bytes()
    with (
        CalamineWorkbook.from_filelike(io.BytesIO(data)) as twice,
        CalamineWorkbook.from_filelike(unpacked(data)) as once,
    ):
        before, after = rows_and_merges(twice), rows_and_merges(once)
    assert [sheet[:2] for sheet in after] == [sheet[:2] for sheet in before]
    assert any(cell for _, rows, _ in after for cells in rows for cell in cells)


def test_merges_are_told_as_the_sheet_has_them(tmp_path):
    rows = row(1, text("A1", "花名册")) + row(2, text("A2", "姓名"), text("B2", "性别"))
    data = xlsx({"花名册": sheet_xml(rows, after=MERGED)})
    with CalamineWorkbook.from_filelike(unpacked(data)) as once:
        assert not once.get_sheet_by_index(0).merged_cell_ranges
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(data)
    assert read_workbook(path).sheets[0].merged == [(0, 0, 0, 1)]


@pytest.mark.parametrize("damaged", ["docProps/app.xml", "xl/theme/theme1.xml"])
def test_a_damaged_part_that_nobody_needs_keeps_no_workbook_out(tmp_path, damaged):
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(xlsx({"花名册": sheet_xml(row(1, text("A1", "王强")))}))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(damaged, "<Properties>一</Properties>")
    whole = path.read_bytes()
    path.write_bytes(whole.replace("<Properties>一".encode(), "<Properties>二".encode()))
    with zipfile.ZipFile(path) as archive, pytest.raises(zipfile.BadZipFile):
        archive.read(damaged)
    assert read_workbook(path).sheets[0].rows == [["王强"]]
