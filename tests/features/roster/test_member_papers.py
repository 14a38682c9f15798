"""One member on paper: the sheet with all that is known, and the official form of 16 items."""

import subprocess

import pytest

from desktop_app import registry
from desktop_app.features.roster import LEDGER, collection_form, member_sheet
from desktop_app.ledger import named
from desktop_app.support.errors import OfficeError

_ITEMS = (
    "姓名", "性别", "民族", "公民身份证号", "出生日期", "学历", "人员类别", "所在党支部", "加入党组织日期", "转为正式党员日期", "工作岗位",
    "联系电话", "手机", "固定电话", "家庭住址", "党籍状态", "停止党籍", "失联", "失去联系日期", "流动", "外出流向", "签名",
)  # fmt: skip


def _words(path):
    told = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    return told.replace(" ", "")


def _pages(path):
    told = subprocess.run(["pdfinfo", path], capture_output=True, check=True).stdout.decode()
    return int(told.split("Pages:")[1].split()[0])


@pytest.fixture
def mobile(small_office):
    """A member who is away, with everything the form asks for."""
    member = small_office.database.one("SELECT id FROM member WHERE is_mobile AND left_on IS NULL LIMIT 1")
    with small_office.change("改"):
        small_office.database.execute_sql(
            "UPDATE member SET id_no = '410999195001011234', mobile = '13800001234',"
            " tel = '0393-4812345', address = '胡杨小区3号楼2单元501',"
            " is_lost = 1, lost_since = '2016-03' WHERE id = ?",
            (member,),
        )
    return member


def test_the_form_has_all_items_and_masks_numbers(small_office, mobile, tmp_path):
    path = tmp_path / "采集表.pdf"
    collection_form.write_masked(small_office, path, [mobile])
    words = _words(path)
    flat = words.replace("\n", "")
    assert [item for item in _ITEMS if item not in flat and item not in ("加入党组织日期", "转为正式党员日期")] == []
    assert "410***********1234" in words
    assert "138****1234" in words
    assert "410999195001011234" not in words
    assert "4812345" not in words
    assert "501" not in words
    assert "☑是" in words
    assert "2016-03" in words


def test_the_whole_form_is_in_the_access_log(small_office, mobile, tmp_path):
    before = len(small_office.accesses())
    collection_form.write_masked(small_office, tmp_path / "遮.pdf", [mobile])
    assert len(small_office.accesses()) == before
    path = tmp_path / "全.pdf"
    collection_form.write_whole(small_office, path, [mobile])
    assert "410999195001011234" in _words(path)
    assert "13800001234" in _words(path)
    assert "501室" in _words(path) or "501" in _words(path)
    assert small_office.accesses()[0].purpose == "核对信息"


def test_every_item_of_the_form_is_read_from_the_roster():
    asked = []

    def read(name):
        asked.append(name)
        return name

    rows = collection_form.form_rows(read)
    official = {
        "name", "sex", "ethnicity", "id_no", "birth_date", "edu_code", "category", "org", "joined_on", "full_on", "job_code",
        "mobile", "tel", "address", "status", "is_lost", "lost_since", "is_mobile", "flow_prov", "flow_city", "flow_county",
    }  # fmt: skip
    assert set(asked) == official
    assert set(asked) <= set(LEDGER.fields)
    for row in rows:
        assert sum(width for _, width, _ in row) == pytest.approx(1)


def test_a_long_name_and_address_stay_within_their_page(small_office, mobile, tmp_path):
    with small_office.change("改"):
        small_office.database.execute_sql(
            "UPDATE member SET name = ?, flow_city = ? WHERE id = ?", ("买买提·" * 9, "很长的地名" * 12, mobile)
        )
    path = tmp_path / "长.pdf"
    collection_form.write_masked(small_office, path, [mobile, mobile])
    assert _pages(path) == 2
    assert "很长的地名" * 3 in _words(path).replace("\n", "")


def test_the_sheet_holds_what_every_ledger_says_and_no_whole_number(small_office, tmp_path):
    leader = small_office.database.one(
        "SELECT b.member_id FROM board_member b JOIN attendance a ON a.member_id = b.member_id WHERE b.until_on IS NULL LIMIT 1"
    )
    path = tmp_path / "信息卡.pdf"
    member_sheet.write_sheet(small_office, path, [leader])
    words = _words(path)
    said = named.said_about(small_office, "member", leader)
    assert {"组织关系", "学习"} <= {told.title for told in said}
    flat = words.replace("\n", "")
    for told in said:
        assert told.title + told.summary.replace(" ", "")[:6] in flat.replace("　", "")
        for line in told.lines[:3]:
            assert line.text.replace(" ", "")[:10] in flat
    number, mobile = small_office.database.rows("SELECT id_no, mobile FROM member WHERE id = ?", (leader,))[0]
    for whole in filter(None, (number, mobile)):
        assert whole not in words


def test_each_member_has_a_sheet_and_nobody_is_refused(small_office, tmp_path):
    ids = [row for (row,) in small_office.database.rows("SELECT id FROM member ORDER BY id")]
    member_sheet.write_sheet(small_office, tmp_path / "全部.pdf", ids)
    assert _pages(tmp_path / "全部.pdf") >= 2 * len(ids)
    with pytest.raises(OfficeError):
        member_sheet.write_sheet(small_office, tmp_path / "空.pdf", [])


def test_what_is_said_of_a_member_comes_from_every_ledger_that_offers_it(small_office):
    offered = [ledger for ledger in registry.LEDGERS if ledger.offers.about]
    assert len(named._ABOUT) == len(offered)
    gone = small_office.database.one("SELECT id FROM member WHERE leave_reason IS NOT NULL LIMIT 1")
    (told,) = [each for each in named.said_about(small_office, "member", gone) if each.title == "组织关系"]
    assert len(told.lines) >= 2
    assert told.lines[-1].text.startswith("2014-12-31 期初在册")
