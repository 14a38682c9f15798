"""The roster beside what the higher level exported: every difference found, none invented, each on somebody's side."""

import json
import random

import openpyxl
import pytest

from desktop_app import commands
from desktop_app.features.roster import LEDGER
from desktop_app.ledger.cells import Unmasking
from desktop_app.ledger.comparing.compare import compare
from desktop_app.ledger.comparing.comparison import Kind, Side
from desktop_app.ledger.comparing.writing import write_comparison
from desktop_app.ledger.export import export_workbook
from desktop_app.ledger.query import LedgerQuery
from desktop_app.people import membership
from desktop_app.people.words import EventKind
from desktop_app.support.errors import OfficeError


class Theirs:
    """The higher level's workbook, here our own export with what is to differ typed in."""

    def __init__(self, office, path):
        self.path = path
        whole = Unmasking(office).begin("上报组织部")
        export_workbook(LedgerQuery(office, LEDGER), LEDGER.columns, path, unmasking=whole)
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book.worksheets[0]
        self.head = next(row for row in range(1, 6) if self.sheet.cell(row, 1).value == "姓名")
        self.headings = {cell.value: cell.column for cell in self.sheet[self.head]}

    @property
    def rows(self):
        return [row for row in range(self.head + 1, self.sheet.max_row + 1) if self.sheet.cell(row, 1).value]

    def cell(self, row, heading):
        return self.sheet.cell(row, self.headings[heading])

    def row_of(self, name):
        return next(row for row in self.rows if self.sheet.cell(row, 1).value == name)

    def save(self):
        self.book.save(self.path)
        return self.path


@pytest.fixture
def theirs(small_office, tmp_path):
    return Theirs(small_office, tmp_path / "上级库.xlsx")


def test_the_same_roster_shows_no_difference(small_office, theirs):
    found = compare(small_office, LEDGER, theirs.save())
    assert found.differences == []
    assert found.matched == LedgerQuery(small_office, LEDGER).count()


def test_fifty_seeded_differences_are_exactly_fifty(small_office, theirs):
    picks = random.Random(7)
    rows = picks.sample([row for row in theirs.rows if theirs.cell(row, "公民身份证号").value], 36)
    seeded = set()

    def seed(row, heading, typed):
        theirs.cell(row, heading).value = typed
        seeded.add((theirs.cell(row, "姓名").value, heading))

    for at, row in enumerate(rows[:20]):
        seed(row, "手机", f"139{at:08d}")
        if at < 10:
            seed(row, "工作单位及职务", f"他处{at}")
    for row in rows[20:30]:
        seed(row, "民族", "佤族")
    for row in rows[30:34]:
        seed(row, "人员类别", "预备党员" if theirs.cell(row, "人员类别").value == "正式党员" else "正式党员")
    gone = rows[34:]
    names = [theirs.cell(row, "姓名").value for row in gone]
    for row in sorted(gone, reverse=True):
        theirs.sheet.delete_rows(row)
    for at in range(4):
        bottom = theirs.sheet.max_row + 1
        theirs.sheet.cell(bottom, 1).value = f"外来人{'甲乙丙丁'[at]}"
        theirs.sheet.cell(bottom, theirs.headings["公民身份证号"]).value = f"41099919{60 + at}0305001{at}"
    assert len(seeded) + len(gone) + 4 == 50
    found = compare(small_office, LEDGER, theirs.save())
    assert {(each.name, found.label(each.field)) for each in found.differences if each.kind == Kind.VALUE} == seeded
    assert {each.name for each in found.differences if each.kind == Kind.ONLY_HERE} == set(names)
    assert len(found.differences) == 50
    assert len(found.of(Side.THEY)) + len(found.of(Side.WE)) == 50


def test_who_is_to_put_it_right_follows_from_what_is_missing_or_doubtful(small_office, theirs):
    first, second, third = [row for row in theirs.rows if theirs.cell(row, "手机").value][:3]
    theirs.cell(first, "手机").value = None
    name = theirs.cell(second, "姓名").value
    with small_office.change("空着"):
        small_office.database.execute_sql("UPDATE member SET mobile = NULL WHERE name = ?", (name,))
    theirs.cell(third, "民族").value = "没有这一族"
    found = compare(small_office, LEDGER, theirs.save())
    sides = {(each.name, each.field): (each.side, each.why) for each in found.differences}
    assert sides[theirs.cell(first, "姓名").value, "mobile"] == (Side.THEY, "上级库里空着")
    assert sides[name, "mobile"] == (Side.WE, "台账里空着")
    assert sides[theirs.cell(third, "姓名").value, "ethnicity"][0] == Side.THEY


def test_a_number_that_fits_the_birth_date_here_and_not_there_is_theirs_to_put_right(small_office, theirs):
    row = next(row for row in theirs.rows if theirs.cell(row, "公民身份证号").value)
    theirs.cell(row, "出生年月").value = "1911.01"
    found = compare(small_office, LEDGER, theirs.save())
    assert [each.side for each in found.differences] == [Side.THEY]
    assert "有疑问" in found.differences[0].why


def test_without_a_number_name_and_birth_only_raise_the_question(small_office, theirs):
    row = next(row for row in theirs.rows if theirs.cell(row, "公民身份证号").value)
    name = theirs.cell(row, "姓名").value
    theirs.cell(row, "公民身份证号").value = None
    theirs.cell(row, "手机").value = "13900000001"
    path = theirs.save()
    found = compare(small_office, LEDGER, path)
    assert found.differences == []
    ask = found.open[0]
    assert (ask.name, len(ask.candidates)) == (name, 1)
    found.answer(ask, ask.candidates[0])
    assert {each.field for each in found.differences} == {"id_no", "mobile"}
    assert found.open == []
    found = compare(small_office, LEDGER, path)
    found.answer(found.open[0], 0)
    assert sorted(str(each.kind) for each in found.differences) == ["only_here", "only_there"]


def test_somebody_who_left_here_and_is_still_there_is_theirs_to_take_out(small_office, theirs):
    row = next(row for row in theirs.rows if theirs.cell(row, "公民身份证号").value)
    number = theirs.cell(row, "公民身份证号").value
    member = small_office.database.one("SELECT id FROM member WHERE id_no = ?", (number,))
    path = theirs.save()
    with small_office.change("去世"):
        membership.leave(small_office, [member], EventKind.DIED, "2016-12-20")
    found = compare(small_office, LEDGER, path)
    assert [(each.kind, each.side) for each in found.differences] == [(Kind.ONLY_THERE, Side.THEY)]


def test_a_file_of_one_branch_says_nothing_of_the_others(small_office, theirs):
    branch = theirs.cell(theirs.rows[0], "所在党支部").value
    for row in sorted(theirs.rows, reverse=True):
        if theirs.cell(row, "所在党支部").value != branch:
            theirs.sheet.delete_rows(row)
    found = compare(small_office, LEDGER, theirs.save())
    assert found.differences == []
    assert "整个不在文件里" in found.notes[0]


def test_twice_the_same_person_is_told(small_office, theirs):
    row = next(row for row in theirs.rows if theirs.cell(row, "公民身份证号").value)
    bottom = theirs.sheet.max_row + 1
    for heading in ("姓名", "公民身份证号"):
        theirs.sheet.cell(bottom, theirs.headings[heading]).value = theirs.cell(row, heading).value
    found = compare(small_office, LEDGER, theirs.save())
    assert [each.kind for each in found.differences] == [Kind.TWICE]


def test_the_two_workbooks_hold_what_each_side_is_to_do(small_office, theirs, tmp_path):
    first, second = [row for row in theirs.rows if theirs.cell(row, "手机").value][:2]
    theirs.cell(first, "手机").value = "13900000001"
    theirs.cell(second, "公民身份证号").value = "410999196703030011"
    found = compare(small_office, LEDGER, theirs.save())
    for ask in list(found.open):
        found.answer(ask, ask.candidates[0])
    found.differences[0].side = Side.WE
    written = write_comparison(small_office, found, tmp_path / "out")
    assert [path.name for path in written.values()] == ["党员花名册比对 上级改.xlsx", "党员花名册比对 我方改.xlsx"]
    texts = {
        side: [str(cell.value) for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row]
        for side, path in written.items()
    }
    assert theirs.cell(first, "姓名").value in texts[found.differences[0].side]
    assert not any("410999196703030011" in text for some in texts.values() for text in some)
    write_comparison(small_office, found, tmp_path / "whole", unmasking=Unmasking(small_office).begin("上报组织部"))
    whole = openpyxl.load_workbook(tmp_path / "whole" / "党员花名册比对 上级改.xlsx").worksheets[0]
    assert any("410999196703030011" in str(cell.value) for row in whole.iter_rows() for cell in row)
    assert "比对 党员花名册比对" in small_office.accesses()[0].what


def test_whom_we_lack_is_told_with_number_birth_and_branch(small_office, theirs, tmp_path):
    row = theirs.rows[0]
    theirs.cell(row, "姓名").value, theirs.cell(row, "公民身份证号").value = "丁一新", "410999196703030011"
    branch = theirs.cell(row, "所在党支部").value
    found = compare(small_office, LEDGER, theirs.save())
    written = write_comparison(small_office, found, tmp_path, unmasking=Unmasking(small_office).begin("上报组织部"))
    sheet = openpyxl.load_workbook(written[Side.WE]).worksheets[0]
    told = next([cell.value for cell in row] for row in sheet.iter_rows() if row[1].value == "丁一新")
    assert "410999196703030011" in told and branch in told


def test_the_command_tells_it_short(small_office, theirs, tmp_path, capsys):
    row = next(row for row in theirs.rows if theirs.cell(row, "手机").value)
    theirs.cell(row, "手机").value = "13900000001"
    path, folder = str(theirs.save()), str(small_office.folder)
    small_office.close()
    assert commands.main(["compare", "roster", path, "--out", str(tmp_path / "o"), "--json", "--office", folder]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["differences"], told["they"], told["items"][0]["field"]) == (1, 1, "手机")
    assert len(list((tmp_path / "o").iterdir())) == 2
    assert commands.main(["compare", "roster", path, "--office", folder]) == 0
    assert "不同 1 处" in capsys.readouterr().out


def test_a_file_that_is_no_roster_is_refused(small_office, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["白菜", 2])
    book.save(tmp_path / "菜单.xlsx")
    with pytest.raises(OfficeError, match="没有找到表头"):
        compare(small_office, LEDGER, tmp_path / "菜单.xlsx")
