"""What is on the screen leaves as a workbook, and comes back without a difference (R8, X9, X10, B7)."""

import shutil
import subprocess

import openpyxl
import pytest

from desktop_app.ledger.cells import Unmasking, is_sensitive
from desktop_app.ledger.declaration import Condition
from desktop_app.ledger.export import PAGE, export_workbook, hash_of
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.headings import RECORD_KEY
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.ledger.query import LedgerQuery
from desktop_app.support.tasks import Cancelled, Progress
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger import THINGS


def grid(path):
    """The rows of the sheet as they stand, from the headings down, without the record keys."""
    page = openpyxl.load_workbook(path).active
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
    at = rows[0].index(RECORD_KEY)
    return [row[:at] for row in rows]


def columns(ledger, *names):
    return [ledger.column(name) for name in names]


@pytest.fixture
def out(tmp_path):
    return tmp_path / "导出.xlsx"


@pytest.fixture
def whole(office):
    return Unmasking(office).begin("核对信息")


def test_columns_filter_and_order_are_those_of_the_screen(office, add, things, out):
    for number in range(5):
        add(f"椅子{number}", price=str(number), bought_on="2016-03-05")
    query = things(conditions=(Condition("price", "大于", (100,)),), order=(("price", True),))
    written = export_workbook(query, columns(THINGS, "price", "name", "bought_on", "years", "org"), out)
    assert grid(out) == [
        ["价格", "物品名称", "购置年月", "已用", "所在支部"],
        [4, "椅子4", "2016.03", "0年", "一支部"],
        [3, "椅子3", "2016.03", "0年", "一支部"],
        [2, "椅子2", "2016.03", "0年", "一支部"],
    ]
    assert written.rows == 3 and written.sha256 == hash_of(out)


def test_numbers_leave_with_stars_and_nobody_is_logged(office, people, out):
    export_workbook(LedgerQuery(office, MEMBERS), columns(MEMBERS, "name", "id_no", "mobile"), out)
    assert grid(out)[1] == ["张建国", "410***********0016", "139****5678"]
    assert office.accesses() == []


def test_whole_numbers_leave_as_text_with_who_why_and_the_file_in_the_access_log(office, people, whole, out):
    written = export_workbook(LedgerQuery(office, MEMBERS), columns(MEMBERS, "name", "id_no"), out, unmasking=whole)
    cell = openpyxl.load_workbook(out).active["B4"]
    assert (cell.value, cell.data_type, cell.number_format) == ("410999194803050016", "s", "@")
    line = office.accesses()[0]
    assert (line.total, line.purpose, line.records) == (6, "核对信息", "member:1-6")
    assert "导出.xlsx" in line.what and written.sha256 in line.what


def test_an_export_without_anything_sensitive_is_not_logged(office, people, whole, out):
    export_workbook(LedgerQuery(office, MEMBERS), columns(MEMBERS, "name", "org"), out, unmasking=whole)
    assert office.accesses() == []
    assert is_sensitive(MEMBERS, columns(MEMBERS, "mobile"))


def test_what_looks_like_a_formula_stays_text(office, add, things, out):
    for text in ("=1+1", "+86", "-2", "@SUM(A1)", "'旧"):
        add(f"{text}旗", remark=text)
    export_workbook(things(), columns(THINGS, "name", "remark"), out)
    page = openpyxl.load_workbook(out).active
    cells = [cell for row in page.iter_rows(min_row=4, max_col=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.value for cell in cells} >= {"=1+1", "+86", "-2", "@SUM(A1)", "'旧"}


def test_an_export_taken_back_in_finds_nothing_to_change(office, people, whole, out):
    export_workbook(LedgerQuery(office, MEMBERS), MEMBERS.columns, out, unmasking=whole)
    for mode in ("fill", "overwrite"):
        plan = build_plan(office, MEMBERS, [out], mode=mode)
        assert plan.counts() == {"rows": 6, "new": 0, "changed": 0, "same": 6, "ask": 0, "refused": 0, "doubtful": 0}


def test_an_export_with_stars_taken_back_in_changes_nothing_either(office, people, out):
    export_workbook(LedgerQuery(office, MEMBERS), MEMBERS.columns, out)
    plan = build_plan(office, MEMBERS, [out], mode="overwrite")
    assert plan.counts()["same"] == 6


def test_the_sample_ledger_comes_back_the_same_whatever_its_cells(office, add, people, things, whole, out, orgs):
    add(
        "投影仪",
        number="0012",
        keeper=people["单雄"],
        keeper_phone="0393-4812345",
        bought_on="2014",
        price="1,234.5",
        pieces="0",
    )
    add("=书柜", "基层党总支离退休支部", remark="一行\n二行", state="新购", lent="是", bought_on="2016-02-29")
    add("展板", "机关党总支离退休支部", price="0")
    export_workbook(things(), THINGS.columns, out, unmasking=whole)
    plan = build_plan(office, THINGS, [out], mode="overwrite")
    assert [(row.reasons, row.changes) for row in plan.rows] == [([], {})] * 3
    assert plan.counts()["same"] == 3


def test_our_own_export_edited_updates_the_same_records(office, people, whole, out):
    export_workbook(LedgerQuery(office, MEMBERS), MEMBERS.columns, out, unmasking=whole)
    book = openpyxl.load_workbook(out)
    page = book.active
    heading = {cell.value: cell.column for cell in page[3]}
    assert page.column_dimensions[openpyxl.utils.get_column_letter(heading[RECORD_KEY])].hidden
    for row in page.iter_rows(min_row=4):
        if row[heading["姓名"] - 1].value == "王强" and row[heading["公民身份证号"] - 1].value is None:
            row[heading["手机"] - 1].value = "13988887777"
            row[heading["姓名"] - 1].value = "王墙"
    book.save(out)
    plan = build_plan(office, MEMBERS, [out], mode="overwrite")
    assert (plan.counts()["changed"], plan.counts()["same"], plan.counts()["ask"]) == (1, 5, 0)
    apply_plan(office, plan, backup=False)
    assert LedgerQuery(office, MEMBERS).count() == 6
    assert LedgerQuery(office, MEMBERS).row(people["王强6"]).values["name"] == "王墙"


def test_a_key_of_another_office_means_nothing_here(office, people, whole, out, monkeypatch):
    export_workbook(LedgerQuery(office, MEMBERS), MEMBERS.columns, out, unmasking=whole)
    monkeypatch.setattr(office, "office_id", "f" * 32)
    plan = build_plan(office, MEMBERS, [out])
    assert [str(row.verdict) for row in plan.rows if row.name == "王强" and "id_no" not in row.values] == ["ask"]


def test_a_cancelled_export_leaves_the_old_file(office, add, things, out):
    for number in range(3):
        add(f"旗{number}")
    export_workbook(things(), THINGS.columns, out)
    before = out.read_bytes()
    progress = Progress(lambda done, total, what: progress.cancel())
    with pytest.raises(Cancelled):
        export_workbook(things(), THINGS.columns, out, progress=progress)
    assert out.read_bytes() == before and [path.name for path in out.parent.glob("*.xlsx")] == [out.name]


def test_rows_are_fetched_by_the_page(office, orgs, things, out):
    with office.change("准备"):
        rows = [(f"椅{n}", orgs["一支部"]) for n in range(PAGE + 1)]
        office.database.executemany("INSERT INTO thing (name, org_id, state) VALUES (?, ?, '在用')", rows)
    export_workbook(things(), columns(THINGS, "name"), out)
    assert len(grid(out)) == PAGE + 2


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_after_libreoffice_has_saved_it_nothing_is_changed_either(office, people, whole, out, tmp_path):
    export_workbook(LedgerQuery(office, MEMBERS), MEMBERS.columns, out, unmasking=whole)
    saved = tmp_path / "saved"
    order = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(saved),
        str(out),
    ]
    subprocess.run(order, check=True, capture_output=True, timeout=120)
    plan = build_plan(office, MEMBERS, [saved / out.name], mode="overwrite")
    assert plan.counts()["same"] == 6
