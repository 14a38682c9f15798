"""What leaves the problem lists: papers, workbooks, what goes to branches and comes back; and what must not leave them (P9–P12, P14)."""

import openpyxl
import pytest

from desktop_app import registry
from desktop_app.features.problems import INSPECTIONS, ITEMS, LISTS, intake, papers
from desktop_app.features.problems.categories import WAYS, categories
from desktop_app.features.problems.figures import figures
from desktop_app.ledger import writes
from desktop_app.ledger.cells import Unmasking
from desktop_app.ledger.export import export_workbook
from desktop_app.ledger.page import read_row
from desktop_app.ledger.query import LedgerQuery
from desktop_app.ledger.rounds.apply import apply_collect
from desktop_app.ledger.rounds.collect import plan_collect
from desktop_app.ledger.rounds.distribute import distribute
from desktop_app.ledger.table_paper import print_table
from desktop_app.people.links import End, links_of
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import parse_span
from tests.paper.reading import text as text_of

YEAR = parse_span("2016")
OWN = "家里收快递多，下班就不想学习了"


@pytest.fixture
def branch(small_office):
    return small_office.database.one(
        "SELECT org_id FROM member WHERE left_on IS NULL GROUP BY org_id ORDER BY count(*) DESC"
    )


@pytest.fixture
def member(small_office, branch):
    return small_office.database.one("SELECT min(id) FROM member WHERE left_on IS NULL AND org_id = ?", (branch,))


@pytest.fixture
def own(small_office, branch, member):
    """A member's own list of one item, in the clerk's words."""
    values = {"kind": "党员个人", "org": branch, "member": member, "batch": "2016年自查", "made_on": "2016-06-01"}
    number = writes.create(small_office, LISTS, values)
    writes.create(small_office, ITEMS, {"desc": OWN, "list": number, "aspect": "精神不振", "measures": OWN})
    return number


def words(path):
    sheets = openpyxl.load_workbook(path).worksheets
    return " ".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def plain(path):
    return text_of(path).replace(" ", "").replace("\n", "")


def value(office, code):
    return next(figure for figure in figures() if figure.code == code).value(office, YEAR, None)


def test_a_members_own_words_are_in_no_workbook_and_on_no_print(small_office, own, tmp_path):
    query = LedgerQuery(small_office, ITEMS)
    export_workbook(query, ITEMS.columns, tmp_path / "问题.xlsx")
    print_table(query, ITEMS.columns, tmp_path / "问题.pdf")
    papers.LIST_PAPERS[0].write(small_office, tmp_path / "清单.pdf", [own])
    texts = {
        text
        for row in small_office.database.rows(
            "SELECT desc, measures, evidence FROM problem_item WHERE member_id IS NOT NULL"
        )
        for text in row
        if text and len(text) > 6
    }
    out = words(tmp_path / "问题.xlsx")
    assert OWN in texts and not [text for text in texts if text in out]
    assert "内容不列" in out and OWN not in plain(tmp_path / "问题.pdf")
    assert OWN not in plain(tmp_path / "清单.pdf") and "共1条" in plain(tmp_path / "清单.pdf")


def test_with_a_reason_the_words_go_out_and_the_access_is_logged(small_office, own, tmp_path):
    before = small_office.database.one("SELECT count(*) FROM access_log")
    unmasking = Unmasking(small_office).begin("核对信息", "油田党委")
    export_workbook(LedgerQuery(small_office, ITEMS), ITEMS.columns, tmp_path / "问题.xlsx", unmasking=unmasking)
    assert OWN in words(tmp_path / "问题.xlsx")
    papers.LIST_PAPERS[1].write(small_office, tmp_path / "本人.pdf", [own], unmasking=unmasking)
    item = small_office.database.one("SELECT id FROM problem_item WHERE list_id = ?", (own,))
    papers.ITEM_PAPERS[0].write(small_office, tmp_path / "销号单.pdf", [item], unmasking=unmasking)
    assert OWN in plain(tmp_path / "本人.pdf") and OWN in plain(tmp_path / "销号单.pdf")
    assert small_office.database.one("SELECT count(*) FROM access_log") == before + 3
    last = small_office.database.rows("SELECT purpose, recipient FROM access_log ORDER BY id DESC LIMIT 2")
    assert last == [("核对信息", "油田党委")] * 2


def test_without_a_reason_no_paper_tells_a_members_own_words(small_office, own, tmp_path):
    before = small_office.database.one("SELECT count(*) FROM access_log")
    item = small_office.database.one("SELECT id FROM problem_item WHERE list_id = ?", (own,))
    with pytest.raises(OfficeError, match="用途和交给谁"):
        papers.LIST_PAPERS[1].write(small_office, tmp_path / "本人.pdf", [own])
    papers.ITEM_PAPERS[0].write(small_office, tmp_path / "销号单.pdf", [item])
    shown = plain(tmp_path / "销号单.pdf")
    assert OWN not in shown and "内容不列" in shown
    assert not (tmp_path / "本人.pdf").exists()
    assert small_office.database.one("SELECT count(*) FROM access_log") == before


def test_items_go_to_a_branch_and_come_back_without_loss_and_without_a_members_words(
    small_office, branch, own, tmp_path
):
    loose = writes.create(small_office, ITEMS, {"desc": "会议室灯不亮", "org": branch, "found_on": "2016-11-01"})
    before = small_office.database.rows("SELECT * FROM problem_item ORDER BY id")
    out = tmp_path / "下发"
    out.mkdir()
    sent = distribute(small_office, ITEMS, out, "整改情况", [branch])
    path = next(book.path for book in sent.books if book.org == branch)
    assert OWN not in words(path)
    apply_collect(small_office, plan_collect(small_office, ITEMS, out), backup=False)
    assert small_office.database.rows("SELECT * FROM problem_item ORDER BY id") == before
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in range(1, 9) if sheet.cell(row, 1).value == "序号")
    at = {cell.value: cell.column for cell in sheet[head]}
    line = next(
        row for row in range(head + 1, sheet.max_row + 1) if sheet.cell(row, at["问题描述"]).value == "会议室灯不亮"
    )
    sheet.cell(line, at["整改措施"]).value = "三天内更换"
    book.save(path)
    apply_collect(small_office, plan_collect(small_office, ITEMS, out), backup=False)
    changed = read_row(small_office, ITEMS, loose)
    assert changed and changed.values["measures"] == "三天内更换"
    after = small_office.database.rows("SELECT * FROM problem_item ORDER BY id")
    assert len(after) == len(before) and sum(a != b for a, b in zip(after, before, strict=True)) == 1


def test_a_list_that_a_branch_adds_comes_in(small_office, branch, tmp_path):
    out = tmp_path / "下发"
    out.mkdir()
    sent = distribute(small_office, LISTS, out, "清单", [branch])
    path = next(book.path for book in sent.books if book.org == branch)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in range(1, 9) if sheet.cell(row, 1).value == "序号")
    at = {cell.value: cell.column for cell in sheet[head]}
    line = next(row for row in range(head + 1, sheet.max_row + 1) if not sheet.cell(row, at["批次"]).value)
    for heading, told in (("类型", "党组织"), ("批次", "2016年补充"), ("制定日期", "2016-12-01")):
        sheet.cell(line, at[heading]).value = told
    book.save(path)
    apply_collect(small_office, plan_collect(small_office, LISTS, out), backup=False)
    assert small_office.database.rows("SELECT org_id, state FROM problem_list WHERE batch = '2016年补充'") == [
        (branch, "草稿")
    ]


def test_the_sums_of_the_categories_agree_with_the_figures_whichever_way_they_are_sorted(small_office):
    for way in WAYS:
        table = categories(small_office, YEAR, None, way)
        assert table.sums.total == value(small_office, "problem.items_new") == sum(row.total for row in table.rows)
        assert table.sums.fix_rate == f"{value(small_office, 'problem.fix_rate'):.1f}%"
        assert table.sums.on_time_rate == f"{value(small_office, 'problem.on_time_rate'):.1f}%"


def test_the_year_lists_inspections_made_and_received_apart(small_office, tmp_path):
    papers.INSPECTION_PERIOD_PAPERS[0].write(small_office, tmp_path / "督查.pdf", YEAR)
    shown = plain(tmp_path / "督查.pdf")
    downward = small_office.database.one(
        "SELECT count(*) FROM inspection WHERE kind = '四位一体督查' AND on_day LIKE '2016%'"
    )
    assert f"{downward}次，发现问题" in shown and "1次，发现问题3条" in shown
    assert shown.index("督导检查：四位一体督查") < shown.index("受检：上级检查") < shown.index("油田党委两学一做")


def test_a_finding_becomes_an_item_with_its_organisation_day_and_limit(small_office, branch):
    values = {"title": "油田督导", "kind": "上级检查", "from_unit": "油田党委", "org": branch, "on": "2016-11-20"}
    number = writes.create(small_office, INSPECTIONS, values)
    with small_office.change("督查发现问题"):
        item = intake.raise_finding(small_office, number, {"desc": "会议记录过简", "due_on": "2016-12-31"})
    row = read_row(small_office, ITEMS, item)
    assert row and (row.values["org"], row.values["source"], row.values["found_on"]) == (
        branch,
        "上级反馈",
        "2016-11-20",
    )
    assert [tie.other for tie in links_of(small_office, End("inspection", number))] == [End("problem_item", item)]
    with pytest.raises(writes.NotAccepted), small_office.change("再来"):
        intake.raise_finding(small_office, number, {"desc": "又一条", "due_on": "2016-11-01"})


def test_what_stands_beside_a_weak_mark_is_offered_until_it_is_an_item(small_office, branch):
    marks = {"s_discipline": "好", "s_attitude": "一般", "s_efficiency": "较好", "s_contact": "差"}
    notes = {"discipline_note": "齐", "attitude_note": "窗口人员态度生硬", "contact_note": "走访记录缺三个月"}
    values = {"title": "年底抽查", "org": branch, "on": "2016-12-20", "team": "第一组", **marks, **notes}
    with pytest.raises(writes.NotAccepted) as refused:
        writes.create(small_office, INSPECTIONS, {**values, "due_on": "2016-12-15", "s_discipline": None})
    assert list(refused.value.faults) == ["due_on"]
    number = writes.create(small_office, INSPECTIONS, values)
    assert intake.findings_left(small_office, number) == ["窗口人员态度生硬", "走访记录缺三个月"]
    with small_office.change("督查发现问题"):
        intake.raise_finding(small_office, number, {"desc": "窗口人员态度生硬", "due_on": "2017-01-15"})
    assert intake.findings_left(small_office, number) == ["走访记录缺三个月"]


def test_loose_items_of_a_branches_workbook_are_filed_under_their_subjects_lists(small_office, branch, member):
    for desc in ("灯不亮", "门坏了"):
        writes.create(small_office, ITEMS, {"desc": desc, "org": branch, "found_on": "2016-11-01"})
    writes.create(small_office, ITEMS, {"desc": "学习少", "org": branch, "member": member, "found_on": "2016-11-01"})
    loose = [item for (item,) in small_office.database.rows("SELECT id FROM problem_item ORDER BY id DESC LIMIT 3")]
    with small_office.change("归入清单"):
        assert intake.file_under(small_office, loose, "2016年第三批", "2016-11-05") == (3, 2)
    kinds = small_office.database.rows("SELECT kind FROM problem_list WHERE batch = '2016年第三批' ORDER BY kind")
    assert kinds == [("党员个人",), ("党组织",)]
    seqs = small_office.database.rows("SELECT seq FROM problem_item WHERE desc IN ('灯不亮', '门坏了') ORDER BY id")
    assert seqs == [(1,), (2,)]
    with pytest.raises(OfficeError, match="都已在清单里"), small_office.change("归入清单"):
        intake.file_under(small_office, loose, "2016年第三批", "2016-11-05")


def test_the_销号单_names_every_extension_and_who_signs(small_office, tmp_path):
    item, new = small_office.database.rows("SELECT item_id, new_due FROM item_extension LIMIT 1")[0]
    papers.ITEM_PAPERS[0].write(small_office, tmp_path / "销号单.pdf", [item])
    shown = plain(tmp_path / "销号单.pdf")
    assert f"延至{new}" in shown and "验收人（签名）" in shown


def test_the_notice_counts_each_mark_of_its_round(small_office, tmp_path):
    number, title = small_office.database.rows("SELECT id, title FROM inspection WHERE kind = '四位一体督查' LIMIT 1")[
        0
    ]
    papers.INSPECTION_PAPERS[0].write(small_office, tmp_path / "通报.pdf", [number])
    good = small_office.database.one(
        "SELECT count(*) FROM inspection WHERE title = ? AND s_discipline = '好'", (title,)
    )
    shown = plain(tmp_path / "通报.pdf")
    assert f"“好”{good}个" in shown and "附件" in shown


def test_a_members_card_counts_what_he_wrote_of_himself_and_does_not_tell_it(small_office, own, member, tmp_path):
    card = registry.ledger("roster").offers.record_papers[0]
    card.write(small_office, tmp_path / "卡.pdf", [member])
    shown = plain(tmp_path / "卡.pdf")
    assert "问题清单" in shown and "内容不列" in shown and OWN not in shown


def test_the_self_check_finds_a_members_item_without_telling_its_words(small_office, own):
    item = small_office.database.one("SELECT id FROM problem_item WHERE list_id = ?", (own,))
    with small_office.change("录错"):
        small_office.database.execute_sql(
            "UPDATE problem_item SET found_on = '2016-06-02', done_on = '2016-06-01' WHERE id = ?", (item,)
        )
    (found,) = registry.ledger("problem_items").offers.checks(small_office)
    assert "党员个人清单的一条" in found.sentence and OWN[:10] not in found.sentence


def test_a_scan_of_the_inspection_pack_finds_none_of_a_members_words_nor_who_wrote_them(small_office, own, tmp_path):
    for entry in registry.ledger("problem_items").offers.evidence():
        for path in entry.write(small_office, tmp_path, YEAR, True):
            shown = words(path) if path.suffix == ".xlsx" else plain(path)
            assert OWN not in shown, path.name
        assert all(OWN not in sentence for sentence in entry.missing(small_office, YEAR))
    for name in ("问题清单台账", "清单目录"):
        (sheet,) = openpyxl.load_workbook(tmp_path / f"{name}.xlsx").worksheets
        rows = list(map(list, sheet.iter_rows(values_only=True)))
        assert any("只列数量" in str(cell) for row in rows for cell in row), name
        (head,) = [row for row in rows if "责任党员" in row]
        assert {row[head.index("责任党员")] for row in rows[rows.index(head) + 1 :]} <= {None, ""}, name


def test_a_story_longer_than_a_page_goes_on_over_further_pages(small_office, branch, tmp_path):
    item = writes.create(
        small_office, ITEMS, {"desc": "楼道堆物反复清理" * 200, "org": branch, "found_on": "2016-11-01"}
    )
    assert papers.ITEM_PAPERS[0].write(small_office, tmp_path / "长.pdf", [item]) >= 2
    assert plain(tmp_path / "长.pdf").count("楼道堆物反复清理") > 150
