"""The inspection pack: what goes in, what never does, and that it can be checked by whoever gets it."""

import re
import shutil
import subprocess
import zipfile

import openpyxl
import pytest

from desktop_app import commands, registry
from desktop_app.features.pack import LEDGER
from desktop_app.features.pack.catalogue import LedgerItem, catalogue
from desktop_app.features.pack.gaps import gaps
from desktop_app.features.pack.making import Order, WholeNumbers, make_pack
from desktop_app.features.pack.manifest import verify
from desktop_app.features.pack.scanning import scan
from desktop_app.features.pack.tables import portion
from desktop_app.ledger.writes import NotAccepted, create
from desktop_app.people.files import attach
from desktop_app.people.links import End
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import parse_span
from desktop_app.support.tasks import Cancelled, Progress
from tests.features.pack.conftest import LISTS, MAKERS, MONTH, WHOLE_ID, make


def _words(path):
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()


def _a_visit(office):
    return office.database.one("SELECT id FROM visit WHERE on_day BETWEEN '2016-12-28' AND '2016-12-31' LIMIT 1")


def _attach(office, content, name):
    with office.change("附件"):
        attach(office, End("visit", _a_visit(office)), content, name)


def test_it_has_the_eighteen_folders_and_a_contents_page_that_names_every_material(made):
    folders = sorted(path.name for path in made.iterdir() if path.is_dir())
    assert [name[:2] for name in folders] == [f"{number:02d}" for number in range(1, 19)]
    words = _words(made / "目录.pdf").replace("\n", "").replace(" ", "")
    for folder in folders:
        assert folder.replace(" ", "") in words
        for file in (made / folder).glob("*.pdf"):
            assert file.name.replace(" ", "") in words, file
    assert "缺件" not in words
    assert not [path for path in made.rglob("*") if "缺件" in path.name]


def test_a_folder_without_material_says_so_on_a_page_and_none_is_empty(made):
    for folder in (path for path in made.iterdir() if path.is_dir()):
        assert list(folder.iterdir()), folder.name
    dues = "".join(_words(made / "07 党费" / "本目录无材料说明.pdf").split())
    assert "关于“07党费”没有材料的说明" in dues and "不在电子台账中登记" in dues and "有纸质材料的，另册提供" in dues
    contests = "".join(_words(made / "11 竞赛与征文" / "本目录无材料说明.pdf").split())
    assert "无登记，没有形成材料" in contests and "缺" not in contests
    assert (made / "02 党员名册与统计" / "党员花名册.pdf").exists()


def test_a_table_says_of_when_its_rows_are(made):
    heads = {name: _words(made / folder / f"{name}.pdf")[:400] for folder, name in (
        ("06 组织生活会与民主评议", "民主评议台账"), ("15 走访慰问", "走访记录台账"), ("17 承诺书", "亮身份台账"),
    )}  # fmt: skip
    assert "2016年度民主评议台账" in heads["民主评议台账"], "kept by years"
    assert "2016年12月28日至2016年12月31日走访记录台账" in heads["走访记录台账"]
    assert "年" not in heads["亮身份台账"].split("亮身份台账")[0], "as it stands"


@pytest.mark.parametrize(
    ("key", "code"),
    [("visits", "visit.visits"), ("appeals", "appeal.new"), ("problem_items", "problem.items_new"),
     ("projects", "innovation.projects_new"), ("task_logs", "task.logs")],
)  # fmt: skip
def test_the_pack_and_the_months_report_tell_of_the_same_records(small_office, key, code):
    (figure,) = [each for each in registry.figures() if each.code == code]
    (item,) = [
        item
        for folder in catalogue(small_office, registry.LEDGERS)
        for item in folder.items
        if isinstance(item, LedgerItem) and item.ledger.key == key
    ]
    for words in ("2016-11", "2016-12", "2016"):
        span = parse_span(words)
        told = figure.rows(small_office, span, None).ids
        assert sorted(portion(small_office, item, span, personal=True).ids) == sorted(told), words
    assert told, "of nothing it proves nothing"


_DOOR = re.compile(r"[\u4e00-\u9fff]\d{1,2}-(\d{1,2}-)?\d{3,4}")


def test_homes_leave_the_office_to_the_estate_only(small_office, tmp_path):
    day = small_office.database.one("SELECT max(on_day) FROM visit WHERE household_id IS NOT NULL")
    span, said = parse_span(f"{day}..{day}"), {}
    for name, order in (("外", {}), ("内", {"outer": False, "purpose": "上报组织部", "recipient": "油田党委"})):
        place = make(small_office, tmp_path / name, span=span, **order).folder / "15 走访慰问"
        papers = (
            _words(place / "走访记录台账.pdf"),
            _in_book(place / "走访台账.xlsx"),
            _in_book(place / "15 台账.xlsx"),
        )
        said[name] = ["".join(words.split()) for words in papers]
    for words in said["外"]:
        assert re.search(r"[\u4e00-\u9fff]\*{4}", words) and not _DOOR.search(words), words[:600]
    assert all(_DOOR.search(words) for words in said["内"]), "whole for a purpose"


def _in_book(path):
    sheets = openpyxl.load_workbook(path).worksheets
    return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)


def test_how_far_it_is_is_told_in_files_and_comes_out_even(small_office, tmp_path):
    told = []
    progress = Progress(lambda done, total, what: told.append((what, done, total)))
    order = Order(MONTH, zipped=True)
    made = make_pack(small_office, catalogue(small_office, registry.LEDGERS), order, tmp_path / "包", progress)
    written = [(done, total) for what, done, total in told if what == "写文件"]
    assert [done for done, _ in written] == sorted(done for done, _ in written)
    assert written[-1][0] == written[-1][1] == made.files - 1, "all but the contents page"
    totals = {total for _, total in written}
    assert max(totals) - min(totals) <= 0.1 * max(totals), "m is known from the beginning"
    assert list(dict.fromkeys(what for what, _, _ in told))[-3:] == ["写文件", "检查文件", "压缩"]


def test_each_folder_has_one_workbook_whose_first_sheet_is_its_contents(made):
    book = openpyxl.load_workbook(made / "15 走访慰问" / "15 台账.xlsx")
    assert book.sheetnames[0] == "目录" and "目录（2）" not in book.sheetnames
    assert "走访记录" in book.sheetnames
    assert book["走访记录"].max_row > 3  # title, note and heading


def test_the_outer_edition_holds_no_whole_number_anywhere(made):
    scanned = scan(made)
    assert scanned.hits == ()
    assert scanned.unreadable == ()
    assert "410***" in _words(made / "02 党员名册与统计" / "党员花名册.pdf")


def test_the_list_of_files_finds_what_is_missing_changed_or_new(made, tmp_path):
    pack = shutil.copytree(made, tmp_path / "包")
    assert verify(pack).sound
    (pack / "02 党员名册与统计" / "02 台账.xlsx").unlink()
    with (pack / "目录.pdf").open("ab") as file:
        file.write(b" ")
    (pack / "多.txt").write_text("x")
    found = verify(pack)
    assert found.missing == ("02 党员名册与统计/02 台账.xlsx",)
    assert found.changed == ("目录.pdf",)
    assert found.unknown == ("多.txt",)
    assert "缺少：02 党员名册与统计/02 台账.xlsx" in found.told()
    checked = subprocess.run(["sha256sum", "-c", "校验清单.txt"], cwd=made, capture_output=True, check=False)
    assert checked.returncode == 0
    with pytest.raises(OfficeError):
        verify(tmp_path)


@pytest.mark.parametrize("name", MAKERS)
def test_a_whole_number_in_an_attachment_stops_the_outer_edition_and_is_named(name, small_office, tmp_path):
    _attach(small_office, MAKERS[name](WHOLE_ID), name)
    with pytest.raises(WholeNumbers, match="走访记录附件") as refusal:
        make(small_office, tmp_path / "包")
    assert name in str(refusal.value)
    assert WHOLE_ID not in str(refusal.value)
    assert list(tmp_path.glob("*包*")) == []
    assert make(small_office, tmp_path / "内部", outer=False).files > 10


def test_a_whole_number_typed_into_a_record_stops_it_too(small_office, tmp_path):
    visit = _a_visit(small_office)
    with small_office.change("改"):
        small_office.database.execute_sql(
            "UPDATE visit SET summary = ? WHERE id = ?", (f"电话13800001234，证号{WHOLE_ID}", visit)
        )
    with pytest.raises(WholeNumbers) as refusal:
        make(small_office, tmp_path / "包")
    files = {hit.file for hit in refusal.value.hits}
    assert files >= {"15 走访慰问/走访记录台账.pdf", "15 走访慰问/15 台账.xlsx"}
    assert {hit.kind for hit in refusal.value.hits} == {"完整证号", "完整电话"}


def test_an_attachment_nobody_can_look_into_is_left_out_and_said(small_office, tmp_path):
    _attach(small_office, b"\xd0\xcf\x11\xe0old", "老文件.doc")
    _attach(small_office, MAKERS["附件.txt"]("没有号码"), "新文件.txt")
    outer = make(small_office, tmp_path / "外")
    assert [name for name in outer.left_out if "老文件.doc" in name]
    assert not list(outer.folder.rglob("*老文件.doc"))
    assert len(list(outer.folder.rglob("*新文件.txt"))) == 1
    assert verify(outer.folder).sound
    inner = make(small_office, tmp_path / "内", outer=False)
    assert len(list(inner.folder.rglob("*老文件.doc"))) == 1


def test_whole_numbers_need_a_purpose_and_stand_in_the_access_log(small_office, tmp_path):
    before = len(small_office.accesses())
    plain = make(small_office, tmp_path / "一", outer=False)
    assert scan(plain.folder).hits == ()
    assert len(small_office.accesses()) == before
    whole = make(small_office, tmp_path / "二", outer=False, purpose="上报组织部", recipient="油田党委")
    assert {hit.file[:2] for hit in scan(whole.folder).hits} == {"02"}
    line = small_office.accesses()[0]
    assert (line.purpose, line.recipient) == ("上报组织部", "油田党委")
    with pytest.raises(OfficeError, match="外发版"):
        make(small_office, tmp_path / "三", outer=True, purpose="上报组织部")


def _personal_words(office):
    """A description that stands in personal lists alone."""
    rows = office.database.rows("SELECT id FROM problem_item WHERE member_id IS NOT NULL AND found_on LIKE '2016%'")
    with office.change("改"):
        office.database.executemany(
            "UPDATE problem_item SET desc = ? WHERE id = ?", [(f"只属本人{row}", row) for (row,) in rows]
        )
    return len(rows)


def test_personal_lists_are_counted_and_not_shown_unless_asked_with_a_reason(small_office, tmp_path):
    count = _personal_words(small_office)
    assert count > 10
    lists = small_office.database.one(
        "SELECT count(*) FROM problem_list WHERE member_id IS NOT NULL AND made_on LIKE '2016%'"
    )
    made = make(small_office, tmp_path / "包", span=LISTS)
    texts = [_words(path) for path in made.folder.rglob("*.pdf")]
    for path in made.folder.rglob("*.xlsx"):
        texts += [
            str(cell.value) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row
        ]
    assert not [text for text in texts if "只属本人" in text]
    assert [text for text in texts if f"党员个人的 {lists:,} 份只列数量" in text]
    asked = make(small_office, tmp_path / "附", span=LISTS, personal="巡察组调阅")
    book = openpyxl.load_workbook(asked.folder / "13 问题清单与整改" / "13 台账.xlsx")
    shown = [row for row in book["问题"].iter_rows() if any("只属本人" in str(cell.value) for cell in row)]
    assert len(shown) == count
    line = small_office.accesses()[0]
    assert line.purpose == "巡察组调阅"


def test_the_superiors_lines_are_pointed_at_their_proof(small_office, tmp_path):
    create(small_office, LEDGER, {"title": "是否按期走访", "folder": "4", "source": "走访记录"})
    create(small_office, LEDGER, {"title": "专项材料是否齐全", "folder": "19", "source": "台账：督导检查"})
    create(small_office, LEDGER, {"title": "档案是否规范", "folder": "08", "dossier": "没有的卷"})
    create(small_office, LEDGER, {"title": "没有着落的一条", "folder": "07"})
    with pytest.raises(NotAccepted):
        create(small_office, LEDGER, {"title": "指错了", "folder": "07", "source": "台账：没有这本"})
    folders = catalogue(small_office, registry.LEDGERS)
    assert [folder.number for folder in folders][-1] == "19"
    told = [gap.sentence for gap in gaps(small_office, folders, MONTH)]
    assert "检查细则“没有着落的一条”没有指到证明材料" in told
    assert "没有卷号“没有的卷”的卷宗" in told
    made = make(small_office, tmp_path / "包")
    assert (made.folder / "04 三会一课" / "走访记录台账.pdf").exists()
    words = _words(made.folder / "目录.pdf").replace(" ", "")
    assert "是否按期走访" in words
    assert "没有着落的一条" not in words


def test_a_dossier_brings_its_files(small_office, tmp_path):
    number, title = small_office.database.rows("SELECT id, no FROM dossier LIMIT 1")[0]
    item = small_office.database.one("SELECT id FROM dossier_item WHERE dossier_id = ? LIMIT 1", (number,))
    with small_office.change("附件"):
        attach(small_office, End("dossier_item", item), "扫描的文字".encode(), "请示.txt")
    create(small_office, LEDGER, {"title": "换届档案", "folder": "01", "dossier": title})
    made = make(small_office, tmp_path / "包")
    assert len(list((made.folder / "01 组织设置与换届").rglob("*请示.txt"))) == 1


def test_a_cancelled_or_refused_pack_leaves_nothing(small_office, tmp_path):
    (tmp_path / "占用").mkdir()
    (tmp_path / "占用" / "别的.txt").write_text("x")
    with pytest.raises(OfficeError, match="已经有东西"):
        make(small_office, tmp_path / "占用")

    class Stopping(Progress):
        def check(self):
            raise Cancelled

    with pytest.raises(Cancelled):
        make_pack(small_office, catalogue(small_office, registry.LEDGERS), Order(MONTH), tmp_path / "停", Stopping())
    assert {path.name for path in tmp_path.iterdir()} - {"占用"} == {small_office.folder.name}


def test_the_commands_make_a_pack_with_its_zip_and_check_it(small_office, tmp_path, capsys):
    folder = small_office.folder
    small_office.close()
    out = tmp_path / "迎检"
    assert commands.main(["pack", "2016-11-01..2016-11-03", str(out), "--office", str(folder), "--outer", "--zip"]) == 0
    assert "缺件　07 党费" in capsys.readouterr().out
    assert commands.main(["verify-pack", str(out)]) == 0
    assert commands.main(["verify-pack", f"{out}.zip"]) == 0
    with zipfile.ZipFile(f"{out}.zip") as packed:
        assert {name.split("/")[0] for name in packed.namelist()} == {"迎检"}
    (out / "目录.pdf").unlink()
    capsys.readouterr()
    assert commands.main(["verify-pack", str(out)]) == 1
    assert "缺少：目录.pdf" in capsys.readouterr().out


def test_scans_put_to_a_line_itself_go_into_its_folder(small_office, tmp_path):
    line = create(small_office, LEDGER, {"title": "党费是否及时收缴", "folder": "07"})
    asked = "检查细则“党费是否及时收缴”没有指到证明材料"
    assert asked in [gap.sentence for gap in gaps(small_office, catalogue(small_office, registry.LEDGERS), MONTH)]
    with small_office.change("附件"):
        attach(small_office, End("pack_line", line), "党费收缴表".encode(), "收缴表.txt")
    told = [
        gap for gap in gaps(small_office, catalogue(small_office, registry.LEDGERS), MONTH) if gap.folder[:2] == "07"
    ]
    assert told == []
    made = make(small_office, tmp_path / "包")
    assert (made.folder / "07 党费" / "检查细则附件" / "001 收缴表.txt").exists()
    assert "党费是否及时收缴" in _words(made.folder / "目录.pdf").replace(" ", "")
