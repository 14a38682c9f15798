"""What goes out to the branches: one workbook each, complete, safe to fill in, with nothing in it that is not meant for them."""

import openpyxl
import pytest

from desktop_app.ledger.cells import Unmasking
from desktop_app.ledger.rounds import distribute as sending
from desktop_app.ledger.rounds.distribute import distribute, safe_name
from desktop_app.ledger.rounds.kept import KEPT, rounds
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Cancelled, Progress
from desktop_app.workbook.read import read_workbook
from tests.ledger.rounds.conftest import SENT_MEMBERS, SENT_THINGS


def test_every_branch_gets_one_workbook_under_its_short_name(send, people, out):
    done = send(orgs=None)
    assert sorted(path.name for path in out.iterdir()) == [
        "一支部.xlsx", "三支部.xlsx", "二支部.xlsx", "基层党总支-离退休支部.xlsx", "机关党总支-离退休支部.xlsx",
    ]  # fmt: skip
    assert done.rows == 6
    assert {book.org_name: book.rows for book in done.books}["三支部"] == 3


def test_a_superior_stands_for_the_branches_below_it(send, people, orgs, out):
    send(orgs=[orgs["基层党总支"]])
    assert sorted(path.name for path in out.iterdir()) == ["三支部.xlsx", "离退休支部.xlsx"]


def test_the_branch_sees_its_list_and_how_to_fill_it_in(send, people, sheet):
    send()
    book = sheet("一支部").book
    assert [each.title for each in book.worksheets if each.sheet_state == "visible"] == ["党员", "填写说明"]
    words = "".join(str(cell.value) for row in book["填写说明"].iter_rows() for cell in row)
    assert "不要删掉已有的行" in words and "公民身份证号" in words


def test_choices_and_codes_are_drop_downs_over_the_spare_lines_too(send, people, sheet):
    send()
    mine = sheet("一支部")
    rules = {str(rule.sqref): rule.formula1 for rule in mine.sheet.data_validations.dataValidation}
    last = mine.heading_row + 2 + SENT_MEMBERS.round.spare_rows
    letter = {h: openpyxl.utils.get_column_letter(mine.column(h)) for h in ("性别", "学历", "党小组")}
    assert rules[f"{letter['党小组']}{mine.heading_row + 1}:{letter['党小组']}{last}"] == '"一小组"'
    assert rules[f"{letter['学历']}{mine.heading_row + 1}:{letter['学历']}{last}"].startswith("选项!")
    assert mine.book["选项"].sheet_state == "hidden"
    assert any("男" in formula for formula in rules.values())


def test_headings_and_keys_are_locked_and_the_cells_are_free(send, people, sheet):
    send()
    mine = sheet("一支部")
    row = mine.row("张建国")
    assert mine.sheet.protection.sheet
    assert mine.sheet.cell(mine.heading_row, 2).protection.locked
    assert not mine.sheet.cell(row, mine.column("姓名")).protection.locked
    assert mine.sheet.cell(row, mine.column("所在党支部")).protection.locked
    key = mine.column("记录键")
    assert mine.sheet.cell(row, key).protection.locked
    assert mine.sheet.column_dimensions[openpyxl.utils.get_column_letter(key)].hidden


def test_numbers_go_out_with_stars_and_tell_nothing_elsewhere(send, people, out):
    send()
    for sheet in read_workbook(out / "一支部.xlsx").sheets:
        for row in sheet.rows:
            assert not any("410999194803050016" in str(cell) or "13912345678" in str(cell) for cell in row)


def test_whole_numbers_go_out_as_text_for_a_reason_that_is_logged(send, people, office, sheet):
    send(unmasking=Unmasking(office).begin("核对信息"))
    assert sheet("一支部").get("张建国", "公民身份证号") == "410999194803050016"
    lines = office.accesses()
    assert len(lines) == 3
    mine = next(line for line in lines if "一支部" in line.what)
    assert (mine.purpose, mine.total) == ("核对信息", 2)
    assert "SHA-256" in mine.what


def test_keys_are_opaque(send, people, sheet, office):
    send()
    mine = sheet("一支部")
    keys = [mine.sheet.cell(row, mine.column("记录键")).value for row in mine.rows()][:2]
    assert len(set(keys)) == 2
    assert not any(str(people["张建国"]) == key.rpartition("-")[2] for key in keys)


def test_what_is_in_the_folder_already_is_never_written_over(send, people, office, out):
    out.mkdir()
    (out / "二支部.xlsx").write_text("支部填好的")
    with pytest.raises(OfficeError, match="换一个空文件夹"):
        send()
    assert [path.name for path in out.iterdir()] == ["二支部.xlsx"]
    assert rounds(office) == []


def test_cancelled_it_leaves_nothing_behind(office, people, out):
    progress = Progress()
    progress.listen(lambda done, total, what: progress.cancel() if done == 2 else None)
    with pytest.raises(Cancelled):
        distribute(office, SENT_MEMBERS, out, progress=progress)
    assert list(out.iterdir()) == []
    assert rounds(office) == []


def test_any_ledger_goes_out(send, add, orgs, sheet, office):
    add("投影仪", price="1,234.50", pieces="2", bought_on="2014-05")
    add("=1+1")
    send(SENT_THINGS)
    mine = sheet("一支部")
    assert mine.get("投影仪", "价格") == 1234.5
    assert mine.get("投影仪", "购置日期") == "2014-05"
    cell = mine.sheet.cell(mine.row("=1+1"), 2)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_only_the_newest_rounds_are_kept(office, people, tmp_path, orgs):
    for at in range(KEPT + 2):
        distribute(office, SENT_MEMBERS, tmp_path / str(at), f"第{at}轮", [orgs["一支部"]])
    kept = rounds(office)
    assert [each.title for each in kept][:1] == [f"第{KEPT + 1}轮"]
    assert len(kept) == KEPT
    rows = office.database.one("SELECT count(*) FROM setting WHERE key LIKE 'round.%'")
    assert rows == KEPT


@pytest.mark.parametrize(
    ("name", "safe"),
    [("一/二:支部", "一 二 支部"), ("CON", "CON_"), (" . ", "未命名"), ("三支部.", "三支部"), ("长" * 120, "长" * 80)],
)
def test_names_are_such_as_every_disk_takes(name, safe):
    assert safe_name(name) == safe


def test_two_branches_of_one_name_under_one_name_are_still_told_apart(monkeypatch, orgs, office):
    from desktop_app.people.versions import load_history

    chart = load_history(office.database).on("2016-12-31")
    monkeypatch.setattr(sending, "safe_name", lambda text: "支部")
    names = sending.file_names(chart, [orgs["一支部"], orgs["二支部"]])
    assert len(set(names.values())) == 2
