"""The printed roster: the official columns, headed per branch, in the official order, masked unless handed out for a purpose."""

import re
import subprocess
from datetime import date

import pytest

from desktop_app.features.roster import LEDGER
from desktop_app.features.roster.papers import write_roster
from desktop_app.ledger.cells import Unmasking
from desktop_app.people import membership
from desktop_app.support.spans import parse_span

NUMBER, PHONE = "410999198612310018", "13812345678"
DECEMBER = parse_span("2016-12")


@pytest.fixture
def printed(small, tmp_path):
    with small.office.change("证号"):
        small.office.database.execute_sql(
            "UPDATE member SET id_no = ?, mobile = ?, address = '胡杨小区3号楼2单元' WHERE name = '甲机'",
            (NUMBER, PHONE),
        )

    def write(span=DECEMBER, scope=None, form="-layout", **options):
        path = tmp_path / "花名册.pdf"
        write_roster(small.office, path, span, scope, **options)
        return subprocess.run(["pdftotext", form, path, "-"], check=True, capture_output=True, text=True).stdout

    return write


def test_every_branch_has_its_heading_and_members_in_the_official_order(printed):
    text = printed()
    assert "中共第八社区管理中心委员会党员花名册" in text and "截至2016年12月31日" in text and "共10人" in text
    told = re.findall(r"中共\S+支部委员会（\d+人）|^\s*\d+\s+(\S+)", text, re.MULTILINE)
    names = [name for name in told if name]
    assert names == ["甲机", "乙机", "新预备", "己退", "丙机", "辛退", "庚退", "整乙", "整甲", "乙二"]
    assert (
        "中共第一支部委员会（3人）" in text
        and "中共第三支部委员会（6人）" in text
        and "中共第二支部委员会（1人）" in text
    )


def test_the_columns_are_those_of_the_official_form_and_dates_are_by_month(printed):
    text = "".join(printed(form="-raw").split())
    headings = ("性别", "民族", "籍贯", "学历", "党内职务", "工作单位及职务", "公民身份号码", "联系电话", "家庭住址")
    assert all(heading in text for heading in headings)
    assert "1986.12" in text and "2010.07" in text and "本科" in text and "河南范县" in text
    for signed in ("负责人（签名）", "填表人（签名）", "联系电话："):
        assert signed in text


def test_numbers_telephones_and_addresses_are_masked_and_nothing_is_logged(small, printed):
    text = "".join(printed(form="-raw").split())
    assert NUMBER not in text and PHONE not in text and "3号楼" not in text
    assert "410***********0018" in text and "138****5678" in text and "胡杨小区****" in text
    assert small.office.accesses() == []


def test_whole_numbers_are_printed_for_a_purpose_which_is_logged(small, printed):
    text = printed(unmasking=Unmasking(small.office).begin("上报组织部", "油田组织部"))
    assert NUMBER in text and PHONE in text
    (access,) = small.office.accesses()
    assert (access.purpose, access.recipient, access.total) == ("上报组织部", "油田组织部", 10)


def test_one_organisation_prints_its_own_under_its_name(small, printed):
    text = printed(scope=small.offices)
    assert "填报单位：中共机关总支部委员会" in text
    assert "中共机关总支部委员会党员花名册" in text and "甲机" in text and "乙二" not in text and "共3人" in text


def test_a_past_day_prints_the_branches_of_then(printed):
    text = printed(parse_span("2016-09"))
    assert "邓外" not in text and "新预备" not in text and "中共第二支部委员会（2人）" in text
    assert text.index("中共第二支部委员会") < text.index("中共第三支部委员会"), "second still stood under 机关"


def test_an_empty_office_prints_an_empty_roster(office, tmp_path):
    write_roster(office, tmp_path / "空.pdf", DECEMBER)
    text = subprocess.run(["pdftotext", tmp_path / "空.pdf", "-"], check=True, capture_output=True, text=True).stdout
    assert "测试办公室党员花名册" in text and "没有记录" in text


def test_long_and_rare_names_and_many_branches_print_whole(small, tmp_path):
    names = ["阿卜杜热合曼·吐尔逊江·买买提明", "䶮㛃𬭎𠅤", *(f"党员{number}" for number in range(300))]
    with small.office.change("很多人"):
        people = [{"name": name, "org": small.first, "unit_post": "物业管理大队综合维修中心" * 3} for name in names]
        membership.open_with(small.office, people, date(2016, 12, 1))
    path = tmp_path / "多.pdf"
    write_roster(small.office, path, DECEMBER)
    text = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True).stdout
    whole = "".join(text.split())
    assert all(name in whole for name in names)
    assert whole.count("公民身份号码") == text.count("\f"), "the heading stands on every page"


def test_the_ledger_offers_it():
    (paper,) = LEDGER.offers.papers
    assert paper.write is write_roster and "花名册" in paper.title
