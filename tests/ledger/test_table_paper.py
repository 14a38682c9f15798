"""What is on the screen as a PDF: its columns, filter and order, headings on each page, the foot on the last (X9, X11)."""

import subprocess

import pytest

from desktop_app.features.roster import LEDGER as ROSTER
from desktop_app.ledger.cells import Unmasking
from desktop_app.ledger.declaration import Condition
from desktop_app.ledger.export import hash_of
from desktop_app.ledger.paper_words import remember_paper_foot
from desktop_app.ledger.query import LedgerQuery
from desktop_app.ledger.table_paper import print_table
from desktop_app.support.tasks import Cancelled, Progress
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger import THINGS


@pytest.fixture
def out(tmp_path):
    return tmp_path / "打印.pdf"


def pages(path):
    """The words of every page, line by line."""
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return [[line.split() for line in page.splitlines() if line.strip()] for page in told.split("\f")[:-1]]


def columns(ledger, *names):
    return [ledger.column(name) for name in names]


def test_columns_filter_and_order_are_those_of_the_screen(office, add, things, out):
    for number in range(5):
        add(f"椅子{number}", price=str(number), bought_on="2016-03-05")
    query = things(conditions=(Condition("price", "大于", (100,)),), order=(("price", True),))
    written = print_table(query, columns(THINGS, "price", "name", "bought_on", "years"), out, title="椅子一览")
    lines = pages(out)[0]
    assert lines[0] == ["椅子一览"]
    assert "".join(lines[1]) == "填报单位：第八社区2016年12月31日共3件"
    assert lines[2:6] == [
        ["序号", "价格", "物品名称", "购置年月", "已用"],
        ["1", "4.00", "椅子4", "2016.03", "0年"],
        ["2", "3.00", "椅子3", "2016.03", "0年"],
        ["3", "2.00", "椅子2", "2016.03", "0年"],
    ]
    assert written.rows == 3 and written.sha256 == hash_of(out)


def test_the_foot_stands_on_the_last_page_and_headings_on_each(office, orgs, things, out):
    remember_paper_foot(
        office, {"unit": "油田第八社区", "leader": "李书记", "filler": "王干事", "reviewer": "赵副书记"}
    )
    with office.change("准备"):
        rows = [(f"椅{n:03}", orgs["一支部"]) for n in range(100)]
        office.database.executemany("INSERT INTO thing (name, org_id, state) VALUES (?, ?, '在用')", rows)
    print_table(things(), columns(THINGS, "name", "org"), out)
    printed = pages(out)
    assert len(printed) > 1
    for number, page in enumerate(printed, start=1):
        words = [word for line in page for word in line]
        assert "物品名称" in words
        assert "".join(page[-1]) == f"第{number}页共{len(printed)}页"
        assert ("审核人（签名）：赵副书记" in words) == (number == len(printed))
    last = " ".join(word for line in printed[-1] for word in line)
    for told in ("填报单位（盖章）", "负责人（签名）：李书记", "填表人（签名）：王干事", "报出时间：2016年12月31日"):
        assert told in last
    names = [word for page in printed for line in page for word in line if word.startswith("椅")]
    assert names == [f"椅{n:03}" for n in range(100)]


def test_each_organisation_s_rows_stand_under_its_name_and_are_counted_from_one(office, people, out):
    query = LedgerQuery(office, MEMBERS)
    print_table(query, columns(MEMBERS, "name", "org"), out, by_org=True)
    lines = pages(out)[0][3:10]
    assert lines[:3] == [["一支部"], ["1", "张建国"], ["2", "王强"]]
    assert lines[3:5] == [["二支部"], ["1", "单雄"]]
    print_table(query.asking(order=(("name", False),)), columns(MEMBERS, "name", "org"), out, by_org=True)
    assert ["1", "仇玉兰", "三支部"] in pages(out)[0]


def test_numbers_are_printed_with_stars_unless_unmasked_for_a_purpose(office, people, out):
    query = LedgerQuery(office, MEMBERS)
    print_table(query, columns(MEMBERS, "name", "id_no"), out)
    assert ["1", "张建国", "410***********0016"] in pages(out)[0]
    assert office.accesses() == []
    whole = Unmasking(office).begin("上报组织部", recipient="组织部")
    written = print_table(query, columns(MEMBERS, "name", "id_no"), out, unmasking=whole)
    assert ["1", "张建国", "410999194803050016"] in pages(out)[0]
    line = office.accesses()[0]
    assert (line.total, line.recipient) == (6, "组织部") and written.sha256 in line.what


def test_a_cancelled_print_leaves_no_file(office, add, things, out):
    add("旗")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        print_table(things(), THINGS.columns, out, progress=progress)
    assert not out.exists()


def test_an_empty_list_prints_too(office, orgs, things, out):
    assert print_table(things(), columns(THINGS, "name"), out).rows == 0
    assert pages(out)[0][0] == ["阵地物品"]


def test_a_list_of_one_branch_names_it_over_the_table_and_as_the_unit(office, orgs, people, out):
    name = office.database.one("SELECT name FROM party_org WHERE id = ?", (orgs["一支部"],))
    query = LedgerQuery(office, MEMBERS)
    print_table(query.asking(org=orgs["一支部"]), columns(MEMBERS, "name"), out)
    lines = ["".join(line) for line in pages(out)[0]]
    assert lines[0] == f"{name}党员" and lines[1].startswith(f"填报单位：{name}2016")
    print_table(query, columns(MEMBERS, "name"), out)
    assert "".join(pages(out)[0][0]) == "党员"


def test_an_education_of_six_characters_stands_on_one_line_however_many_columns_there_are(office, people, out):
    with office.change("学历"):
        office.database.execute_sql("UPDATE member SET edu_code = '21', address = '胡杨小区3号楼2单元西户' || id")
    names = ("name", "sex", "ethnicity", "birth_date", "org", "category", "joined_on", "full_on", "edu_code", "party_post",
             "unit_post", "employment", "id_no", "mobile", "address", "native_place", "remark")  # fmt: skip
    print_table(LedgerQuery(office, ROSTER), columns(ROSTER, *names), out)
    told = subprocess.run(["pdftotext", "-raw", str(out), "-"], capture_output=True, text=True, check=True).stdout
    everybody = office.database.one("SELECT count(*) FROM member WHERE left_on IS NULL")
    assert everybody and told.count("大学本科毕业") == everybody
