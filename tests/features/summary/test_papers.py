"""The paper that goes upward: a 公文 with the figures' own numbers, every organisation in its annex, nothing that names a person."""

import re
import subprocess

import pytest

from desktop_app.features.roster import LEDGER
from desktop_app.features.summary.papers import write_pdf
from desktop_app.features.summary.reckoning import lines
from desktop_app.ledger.paper_words import remember_paper_foot
from desktop_app.support.spans import parse_span
from desktop_app.support.tasks import Cancelled, Progress

FIGURES = LEDGER.offers.figures()
DECEMBER = parse_span("2016-12")


def text_of(path, *options):
    return subprocess.run(["pdftotext", *options, path, "-"], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def paper(small, tmp_path):
    def write(span="2016-12"):
        path = tmp_path / "上报件.pdf"
        write_pdf(small.office, FIGURES, parse_span(span), path)
        return path

    return write


def test_it_is_a_letter_with_title_addressee_text_annexes_signer_and_date(small, paper):
    letter = "".join(text_of(paper(), "-l", "2", "-raw").split())
    for part in (
        "2016年12月党务工作情况", "上级党委组织部：", "一、基本情况", "共有党员10名", "本月增加党员3名", "女党员4名",
        "现有流动党员1名", "特此报告。", "附件：1.2016年12月党员变动情况对照表", "3.2016年12月各党组织党员基本情况表",
        "中共第八社区管理中心委员会2016年12月31日", "—1—",
    ):  # fmt: skip
        assert part in letter, part
    order = [letter.index(part) for part in ("上级党委组织部", "一、基本情况", "附件：1.", "委员会2016年12月31日")]
    assert order == sorted(order)


def test_the_comparison_has_every_organisation_with_its_numbers(paper):
    told = text_of(paper(), "-layout")
    numbers = {}
    for line in told.splitlines():
        found = re.fullmatch(r"\s*(\S+(?:党委|总支|支部))((?:\s+\d+)+)\s*", line)
        if found:
            numbers.setdefault(found[1], [int(number) for number in found[2].split()])
    # 上月末, 增加小计 发展 恢复 转入 整建制, 减少小计 出党 停止 死亡 转出 整建制, 调入 调出, 应有 实有 差
    assert numbers["中心党委"] == [9, 3, 1, 0, 2, 2, 2, 1, 0, 1, 0, 0, 0, 0, 10, 10, 0]
    assert numbers["机关党总支"] == [3, 1, 1, 1, 3, 3]
    assert numbers["第三支部"] == [4, 2, 2, 2, 1, 1, 1, 6, 6]
    assert {"第一支部", "第二支部", "离退休党总支"} <= numbers.keys()


def test_the_structure_says_the_figures(small, paper):
    told = text_of(paper(), "-layout")
    stated = dict(re.findall(r"^\s*(\S(?:.*?\S)?)\s+(\d+)\s+\d+\.\d%\s", told, re.MULTILINE))
    for line in lines(small.office, FIGURES, DECEMBER):
        if (
            line.unit == "人"
            and line.value
            and line.figure.section not in ("党员增减", "党员队伍")
            and line.label != "未填"
        ):
            assert stated[line.label] == str(line.value), line.label


def test_it_names_nobody(small, paper):
    told = "".join(text_of(paper(), "-raw").split())
    assert not [name for name in small.ids if name in told]


def test_addressee_and_contact_are_kept_in_the_office(small, paper):
    words = {"unit": "第八社区管理中心党委", "filler": "李填表", "phone": "0393-4801234"}
    remember_paper_foot(small.office, {**words, "addressee": "中原油田党委组织部"})
    told = "".join(text_of(paper(), "-raw").split())
    assert (
        "中原油田党委组织部：" in told
        and "（联系人：李填表，0393-4801234）" in told
        and "填报单位：第八社区管理中心党委" in told
    )


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ("2016Q4", ("2016年第四季度党务工作情况", "上季末党员总数9名", "本季增加党员3名")),
        ("2016", ("2016年度党务工作情况", "上年底党员总数10名", "本年增加党员3名", "减少党员3名")),
        ("2016-12-05..2016-12-15", ("2016年12月5日至2016年12月15日", "期初党员总数10名", "本期增加党员2名")),
    ],
)
def test_any_span_is_told_the_same_way(paper, span, words):
    told = "".join(text_of(paper(span), "-raw").split())
    assert all(word in told for word in words)


def test_an_empty_office_has_a_paper_too(office, tmp_path):
    path = tmp_path / "空.pdf"
    write_pdf(office, FIGURES, DECEMBER, path)
    told = "".join(text_of(path, "-raw").split())
    assert "共有党员0名" in told and "测试办公室2016年12月31日" in told


def test_a_cancelled_paper_leaves_nothing(small, tmp_path):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        write_pdf(small.office, FIGURES, DECEMBER, tmp_path / "上报件.pdf", progress)
    assert list(tmp_path.glob("*.pdf*")) == []
