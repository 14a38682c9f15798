"""What is no workbook is named, and the clerk is told what to do; a hostile file harms nobody."""

import io
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import zipfile
from multiprocessing import get_context
from pathlib import Path

import pytest

from desktop_app.support.tasks import SILENT, Cancelled, Progress
from desktop_app.workbook import worker
from desktop_app.workbook.cells import (
    BrokenWorkbook,
    EmptyWorkbook,
    NotAWorkbook,
    ProtectedWorkbook,
    WorkbookError,
    WorkbookLocked,
    WorkbookTooLarge,
)
from desktop_app.workbook.fence import MEMORY
from desktop_app.workbook.read import read_workbook
from desktop_app.workbook.worker import read_workbook_safely
from tests.workbook import make_files
from tests.workbook.make_files import (
    DURATION,
    FILES,
    MAIN,
    number,
    ods,
    renamed_stream,
    row,
    sheet_xml,
    simple_xlsx,
    spreadsheet_ml,
    text,
    xls,
    xlsx,
    zipped,
)

GOOD = simple_xlsx(row(1, text("A1", "姓名")) + row(2, text("A2", "王强")))


def one_cell(book):
    book.add_sheet("a").write(0, 0, "姓名")


@pytest.fixture
def refusal(tmp_path):
    """Reads bytes under a name and gives the refusal, the same in this process and in the worker."""

    def reader(data: bytes, name: str = "花名册.xlsx") -> WorkbookError:
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(WorkbookError) as here:
            read_workbook(path)
        with pytest.raises(WorkbookError) as there:
            read_workbook_safely(path)
        assert (type(here.value), str(here.value)) == (type(there.value), str(there.value))
        assert here.value.sentence.endswith("。")
        assert here.value.next_step.endswith("。")
        return here.value

    return reader


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "图片"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "图片"),
        (b"Rar!\x1a\x07\x01\0", "压缩包"),
        (b"MZ\x90\0\x03\0\0\0", "程序"),
        (b"{\\rtf1\\ansi", "Word"),
        (zipped({"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}), "Word"),
        (zipped({"照片.jpg": b"123"}), "压缩包"),
        (zipped({}), "压缩包"),
        (renamed_stream(xls(one_cell), "WordDocument"), "Word"),
        (renamed_stream(xls(one_cell), "Contents"), "不是 Excel"),
        (random.Random(1).randbytes(5000), "不是"),
    ],
)
def test_another_kind_of_file_is_called_by_its_name(refusal, data, word):
    error = refusal(data)
    assert isinstance(error, NotAWorkbook)
    assert word in error.sentence


@pytest.mark.parametrize("name", ["protected.xlsx", "protected.xls", "protected.ods"])
def test_a_workbook_with_a_password_is_said_to_have_one(refusal, name):
    error = refusal((FILES / name).read_bytes(), name)
    assert isinstance(error, ProtectedWorkbook)
    assert "密码" in error.sentence


def test_a_zip_with_a_password_is_said_to_have_one(refusal):
    data = bytearray(GOOD)
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert isinstance(refusal(bytes(data)), ProtectedWorkbook)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.xlsx"),
        (b"\0" * 4096, "a.xlsx"),
        (b"\r\n \n", "a.csv"),
        (simple_xlsx(""), "a.xlsx"),
        (simple_xlsx(row(9, '<c r="A9" s="1"/>')), "a.xlsx"),
        (xls(lambda book: book.add_sheet("a")), "a.xls"),
        (b"<html><body>no table</body></html>", "a.xls"),
        (b"<html><table><tr><td> </td></tr></table></html>", "a.xls"),
        (spreadsheet_ml('<Worksheet ss:Name="a"/>'), "a.xls"),
        (
            ods('<table:table table:name="a"><table:table-row><table:table-cell/></table:table-row></table:table>'),
            "a.ods",
        ),
    ],
)
def test_a_file_with_nothing_in_it_is_called_empty(refusal, data, name):
    assert isinstance(refusal(data, name), EmptyWorkbook)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize(
    ("name", "whole"),
    [("a.xlsx", GOOD), ("b.xls", xls(one_cell)), ("c.ods", (FILES / "saved_by_libreoffice.ods").read_bytes())],
)
def test_a_file_cut_off_on_its_way_is_never_half_read(refusal, name, whole, share):
    cut = whole[: max(8, int(len(whole) * share))]
    if name == "b.xls" and share == 0.99:
        cut = whole[: len(whole) // 512 * 512 - 512]
    assert isinstance(refusal(cut, name), BrokenWorkbook | NotAWorkbook | EmptyWorkbook)


def test_a_sheet_that_breaks_off_inside_is_never_half_read(refusal):
    half = sheet_xml(row(1, text("A1", "姓名")) + row(2, text("A2", "王强"))).partition('<row r="2"')[0]
    assert isinstance(refusal(xlsx({"a": half})), BrokenWorkbook)


def test_text_that_breaks_off_within_a_character_is_never_half_read(refusal):
    assert isinstance(refusal("姓名,支部\n王强,三支".encode()[:-1], "a.csv"), BrokenWorkbook)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (xls(one_cell), "名单.et"),
        (renamed_stream(xls(one_cell), "Book"), "a.xls"),
        (bytes.fromhex("0900040002001000") + b"\0" * 40, "a.xls"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a.xls"),
    ],
)
def test_formats_we_do_not_read_come_with_the_way_out(refusal, data, name):
    assert "另存为" in refusal(data, name).next_step


def test_an_et_that_is_really_an_xlsx_is_read(tmp_path):
    (tmp_path / "名单.et").write_bytes(GOOD)
    assert read_workbook(tmp_path / "名单.et").kind == "xlsx"


def test_text_in_no_known_encoding_is_refused(refusal):
    assert isinstance(refusal(b"\x81\x20\xff\xfe" * 300 + b"\n", "a.csv"), NotAWorkbook)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(WorkbookLocked, match="找不到"):
        read_workbook_safely(tmp_path / "没有.xlsx")
    with pytest.raises(WorkbookError, match="文件夹"):
        read_workbook_safely(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything")
def test_a_file_out_of_reach_is_named(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(GOOD)
    path.chmod(0)
    with pytest.raises(WorkbookLocked, match="权限"):
        read_workbook_safely(path)


def test_a_file_beyond_all_measure_is_refused_without_being_read(tmp_path):
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    with pytest.raises(WorkbookTooLarge, match="MB"):
        read_workbook_safely(path)


# --- hostile files: refused or read within 2 s and 512 MB, this process alive -----------------------------------------

LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(10)
) + "]>"  # fmt: skip


def bomb() -> bytes:
    """300 MB of one character in 0.3 MB."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(300):
                part.write(b"0" * 1_000_000)
    return target.getvalue()


def lying_size() -> bytes:
    """A part that says it is small and swells when it's unpacked."""
    data = bytearray(xlsx({"a": sheet_xml(row(1, text("A1", "x" * 5_000_000)))}))
    at = data.index(b"xl/worksheets/sheet1.xml", data.index(b"PK\x01\x02")) - 46
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


def far_apart(book):
    sheet = book.add_sheet("a")
    sheet.write(0, 0, 1)
    sheet.write(65535, 255, 1)


REPEATED = (
    '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
    'office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row></table:table>'
)
MERGES = "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 300_000 + "</mergeCells>"
CELL = row(1, text("A1", "姓名"))


def bitten(data: bytes) -> bytes:
    """A compound file whose table of sectors says that each follows itself."""
    place = int.from_bytes(data[76:80], "little")
    table = b"".join(at.to_bytes(4, "little") for at in range(128))
    return data[: (place + 1) * 512] + table + data[(place + 2) * 512 :]


def with_strings(strings: str) -> bytes:
    """A workbook whose one cell is the first of these shared strings."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = make_files._TYPES.replace(
        "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    )
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{make_files._DOCUMENT}/{what}" Target="{target}"/>'
        for at, what, target in ((1, "worksheet", "worksheets/sheet1.xml"), (2, "sharedStrings", "sharedStrings.xml"))
    )
    return xlsx(
        {"a": sheet_xml(row(1, '<c r="A1" t="s"><v>0</v></c>'))},
        **{
            "xl/sharedStrings.xml": strings,
            "[Content_Types].xml": types,
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{make_files._PACKAGE}/relationships">{links}</Relationships>',
        },
    )


def a_million_columns() -> bytes:
    def letters(number: int) -> str:
        return letters((number - 1) // 26) + chr(65 + (number - 1) % 26) if number else ""

    return simple_xlsx(row(1, *(number(f"{letters(at)}1", 1) for at in range(1, 1_000_001))))


def nested(tag: str, inside: str = "") -> str:
    return f"<{tag}>" * 200_000 + inside + f"</{tag}>" * 200_000


OUTSIDE = '<!DOCTYPE w [<!ENTITY k SYSTEM "file:///etc/passwd">]>'
SST = f'<sst xmlns="{MAIN}">'
BOOK = f'<workbook xmlns="{MAIN}">{nested("a")}</workbook>'

HOSTILE = {
    "a million columns": (a_million_columns, "超出表格范围"),
    "every column of 600 rows": (lambda: simple_xlsx(f"<row>{'<c><v>1</v></c>' * 16_384}</row>" * 600), "太大"),
    "deep xml in the book": (lambda: xlsx({"a": sheet_xml(CELL)}, **{"xl/workbook.xml": BOOK}), "没有内容"),
    "deep xml 2003": (lambda: spreadsheet_ml(nested("Worksheet")), "损坏"),
    "deep html": (lambda: b"<html><body>" + b"<div>" * 300_000 + b"<table><tr><td>x</td></tr></table>", "没有表格"),
    "an outside entity in a sheet": (lambda: xlsx({"a": OUTSIDE + sheet_xml(row(1, text("A1", "&k;")))}), "DTD"),
    "an outside entity in the strings": (lambda: with_strings(f"{OUTSIDE}{SST}<si><t>&k;</t></si></sst>"), "损坏"),
    "an outside entity in xml 2003": (
        lambda: spreadsheet_ml("<Worksheet/>").replace(b"\n<Workbook", OUTSIDE.encode() + b"<Workbook"),
        "DTD",
    ),
    "a text of 180 MB": (lambda: with_strings(f"{SST}<si><t>{'甲' * 60_000_000}</t></si></sst>"), "太大"),
    "six million texts": (
        lambda: with_strings(SST + "".join(f"<si><t>{at * 7}</t></si>" for at in range(6_000_000)) + "</sst>"),
        "太大",
    ),
    "a compound file of 100 bytes": (lambda: xls(one_cell)[:100], "不完整"),
    "a compound file without its data": (lambda: xls(one_cell)[:512], "不完整"),
    "a compound file cut in its data": (lambda: xls(one_cell)[:1500], "不完整"),
    "a compound file without its directory": (lambda: xls(one_cell)[:-600], "不是 Excel"),
    "zip bomb": (bomb, "太大"),
    "lying size": (lying_size, "不完整"),
    "laughs in a sheet": (lambda: xlsx({"a": LAUGHS + sheet_xml(row(1, text("A1", "&k;")))}), "DTD"),
    "laughs in the book": (
        lambda: xlsx({"a": ""}, **{"xl/workbook.xml": LAUGHS + f'<workbook xmlns="{MAIN}"/>'}),
        "DTD",
    ),
    "laughs in xml 2003": (
        lambda: spreadsheet_ml("<Worksheet/>").replace(b"\n<Workbook", LAUGHS.encode() + b"<Workbook"),
        "DTD",
    ),
    "absurd column": (lambda: simple_xlsx(row(1, number("ZZZZ1", 1))), "超出表格范围"),
    "absurd row": (lambda: simple_xlsx(row(99999999999, number("A99999999999", 1))), "超出表格范围"),
    "absurd row that wraps": (lambda: simple_xlsx(row(1, number("A1", 1), number("A4294967296", 1))), "超出表格范围"),
    "row zero": (lambda: simple_xlsx(row(0, number("A0", 1))), "损坏"),
    "no shared strings": (lambda: simple_xlsx(row(1, '<c r="A1" t="s"><v>7</v></c>')), "损坏"),
    "merges without end": (lambda: simple_xlsx(CELL, after=MERGES), "合并单元格太多"),
    "cells at both ends of xls": (lambda: xls(far_apart), "超出限度"),
    "ods that repeats itself": (lambda: ods(REPEATED), "损坏"),
    "chain that bites its tail": (lambda: bitten(xls(one_cell)), "损坏"),
    "html of giant spans": (
        lambda: b"<table><tr>" + b'<td colspan="16384" rowspan="1048576">x</td>' * 500 + b"</tr></table>" * 2,
        "超出限度",
    ),
}

MEASURED = """
import json, resource, sys
sys.path.insert(0, sys.argv[2])
from desktop_app.workbook.cells import WorkbookError
from desktop_app.workbook.worker import read_workbook_safely
try:
    read_workbook_safely(sys.argv[1])
    said = ""
except WorkbookError as error:
    said = str(error)
children = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([said, children.ru_utime + children.ru_stime, children.ru_maxrss * 1024]))
"""


def measured(path: Path) -> tuple[str, float, int]:
    """What reading a file says, the seconds and the bytes its worker took: in a process with no other children."""
    project = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", MEASURED, str(path), str(project)], capture_output=True, check=True
    )
    said, seconds, size = json.loads(done.stdout)
    return said, seconds, size


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_harms_nobody(tmp_path, name):
    make, word = HOSTILE[name]
    path = tmp_path / "a.xlsx"
    path.write_bytes(make())
    said, seconds, size = measured(path)
    assert word in said
    assert seconds < 10  # on a busy machine; about 1 on an idle one
    assert size <= MEMORY


def test_the_fence_holds(tmp_path):
    """Nothing behind it can take more memory than it allows."""
    greedy = "from desktop_app.workbook.fence import *; stand_behind_fence(); bytearray(MEMORY)"
    done = subprocess.run([sys.executable, "-c", greedy], cwd=Path(__file__).parents[2], capture_output=True)
    assert b"MemoryError" in done.stderr


def test_values_at_the_ends_of_the_earth_are_read_in_little_memory(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(simple_xlsx(row(1, text("A1", "甲")) + row(1_048_576, text("XFD1048576", "乙"))))
    rows = read_workbook_safely(path).sheets[0].rows
    assert (rows[0], len(rows), rows[-1][-1]) == (["甲"], 1_048_576, "乙")
    assert measured(path)[2] <= MEMORY


def test_a_duration_no_calendar_holds_does_not_lose_the_sheet(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(simple_xlsx(row(1, text("A1", "王强"), number("B1", "4.1E17", DURATION))))
    assert read_workbook_safely(path).sheets[0].rows[0][0] == "王强"
    assert read_workbook(path).sheets[0].rows[0][0] == "王强"


def test_random_damage_never_ends_in_anything_but_a_workbook_or_a_sentence(tmp_path):
    chance = random.Random(7)
    for kind, whole in (
        ("xlsx", GOOD),
        ("xls", xls(one_cell)),
        ("ods", (FILES / "saved_by_libreoffice.ods").read_bytes()),
    ):
        for _ in range(6):
            data = bytearray(whole)
            for _ in range(3):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            path = tmp_path / f"a.{kind}"
            path.write_bytes(data)
            try:
                assert read_workbook_safely(path).sheets
            except WorkbookError as error:
                assert error.next_step


def test_the_worker_reads_the_same_as_this_process(tmp_path):
    for stored in ("saved_by_libreoffice.xlsx", "saved_by_libreoffice.xls", "saved_by_libreoffice.ods"):
        assert read_workbook_safely(FILES / stored) == read_workbook(FILES / stored)


def test_a_large_roster_comes_back_whole_from_the_worker(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("".join(f"王强{at},410999195801{at % 10000:04}\n" for at in range(9_001)), encoding="utf-8")
    sheet = read_workbook_safely(path).sheets[0]
    assert len(sheet.rows) == 9_001
    assert sheet.rows[9_000] == ["王强9000", "4109991958019000"]


def test_cancelling_ends_the_worker_at_once(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n" * 400_000, encoding="utf-8")
    progress = Progress(lambda done, total, what: progress.cancel())
    began = time.monotonic()
    with pytest.raises(Cancelled):
        read_workbook_safely(path, progress)
    assert time.monotonic() - began < 10
    assert SILENT is not progress


def test_reading_leaves_no_copy_behind(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(GOOD)
    read_workbook_safely(path)
    assert [each.name for each in Path(tmp_path).iterdir()] == ["a.xlsx"]


def test_a_reader_whose_end_another_thread_was_told_of_is_let_go_of_once_that_is_passed_on():
    child = get_context("spawn").Process(target=time.sleep, args=(60,))
    child.start()
    os.kill(child.pid, signal.SIGKILL)
    os.waitpid(child.pid, 0)  # as a thread does that starts a reader of its own
    told = threading.Timer(0.2, setattr, (child._popen, "returncode", -signal.SIGKILL))
    told.start()
    worker._see_off(child)
    told.join()
    with pytest.raises(ValueError, match="closed"):
        child.is_alive()
