"""A roster on paper: whole, in its cells, headed on every page, signed on the last."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.paper.long_table import PaperColumn, TablePaper, official_foot, part, section, total
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Cancelled, Progress
from tests.paper import reading
from tests.paper.people import HEADINGS, people

UNIT = "填报单位：中原油田第八社区管理中心党委"


def columns(headings: Sequence[str] = HEADINGS) -> list[PaperColumn]:
    return [PaperColumn(each, "left" if each == "家庭住址" else "center", wrap=each != "姓名") for each in headings]


def roster(count: int, **more: object) -> TablePaper:
    made = TablePaper(
        "中原油田第八社区管理中心党员花名册",
        columns(),
        people(count),
        unit_left=UNIT,
        date_right="2016年12月31日",
        foot=official_foot("第八社区管理中心党委", reported="2017年1月5日"),
    )
    for name, value in more.items():
        setattr(made, name, value)
    return made


def squeezed(path: Path) -> str:
    return "".join(reading.text(path).split())


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("花名册") / "花名册.pdf"
    roster(150).write(path)
    return path


def test_every_cell_of_every_member_comes_back(printed: Path):
    found = [word.text for word in reading.words(printed)]
    for person in people(150):
        for cell in person:
            assert cell in found


def test_nothing_leaves_its_cell(printed: Path):
    assert [reading.crossings(printed, page) for page in range(1, len(reading.page_sizes(printed)) + 1)] == [[]] * len(
        reading.page_sizes(printed)
    )


def test_it_is_printed_on_landscape_a4(printed: Path):
    assert set(reading.page_sizes(printed)) == {(297, 210, 0)}


def test_the_headings_stand_on_every_page(printed: Path):
    pages = len(reading.page_sizes(printed))
    assert pages > 3
    found = reading.words(printed)
    for page in range(1, pages + 1):
        assert {"姓名", "公民身份号码", "家庭住址"} <= {word.text for word in found if word.page == page}


def test_title_and_unit_stand_on_the_first_page_only(printed: Path):
    found = [(word.page, word.text) for word in reading.words(printed)]
    assert [page for page, text in found if text == "中原油田第八社区管理中心党员花名册"] == [1]
    assert [page for page, text in found if text == UNIT] == [1]


def test_the_foot_stands_on_the_last_page_only(printed: Path):
    pages = len(reading.page_sizes(printed))
    found = [(word.page, word.text) for word in reading.words(printed)]
    for label in (
        "填报单位（盖章）：第八社区管理中心党委",
        "负责人（签名）：",
        "填表人（签名）：",
        "报出时间：2017年1月5日",
        "联系电话：",
    ):
        assert [page for page, text in found if text == label] == [pages]


def test_every_page_says_which_of_how_many_it_is(printed: Path):
    pages = len(reading.page_sizes(printed))
    for page in range(1, pages + 1):
        said = "".join(reading.text(printed, "-f", str(page), "-l", str(page)).split())
        assert f"第{page}页共{pages}页" in said


def test_all_fonts_are_embedded(printed: Path):
    used = reading.fonts(printed)
    assert {tuple(flags) for _, *flags in used} == {("yes", "yes", "yes")}
    assert not [name for name, *_ in used if "Helvetica" in name]


def test_lines_are_half_a_point(printed: Path):
    from pypdf import PdfReader

    contents = PdfReader(printed).pages[1].get_contents()
    assert contents is not None
    drawn = contents.get_data().decode("latin-1")
    assert {float(width) for width in re.findall(r"([\d.]+) w ", drawn)} == {0.5}


def test_the_table_fills_the_width_between_its_margins(printed: Path):
    edges = [x for x1, _, x2, _ in reading.strokes(printed, 1) for x in (x1, x2)]
    assert min(edges) == pytest.approx(18 * reading.MM, abs=0.1)
    assert max(edges) == pytest.approx((297 - 18) * reading.MM, abs=0.1)


def test_the_rosters_words_stand_where_they_stood(tmp_path: Path):
    roster(30).write(tmp_path / "花名册.pdf")
    reading.golden("roster", tmp_path / "花名册.pdf")


def test_a_short_list_is_set_larger_than_a_long_one(tmp_path: Path):
    assert roster(20).write(tmp_path / "短.pdf").type_size >= 11
    assert roster(300).write(tmp_path / "长.pdf").type_size == 10.5


def wide_row(number: int, count: int = 30) -> list[str]:
    cells = [str(number), f"王建国{number}", "410999195801011234", "1958-01-01", "13800001234"]
    return cells + [f"中原油田第{place}社区管理中心" if place % 4 == 0 else "正常" for place in range(count - 5)]


def test_thirty_columns_print_whole(tmp_path: Path):
    path = tmp_path / "三十列.pdf"
    made = TablePaper("汇总表", [PaperColumn(f"第{n}项内容") for n in range(30)], map(wide_row, range(60))).write(path)
    assert made.type_size >= 6.5
    for page in range(1, made.pages + 1):
        assert reading.crossings(path, page) == []
    found = squeezed(path)
    assert found.count("410999195801011234") == 60
    assert found.count("1958-01-01") == 60


def test_thirty_columns_that_must_stay_on_a4_are_broken_but_not_cut(tmp_path: Path):
    path = tmp_path / "三十列.pdf"
    table = TablePaper("汇总表", [PaperColumn(f"第{n}项") for n in range(30)], map(wide_row, range(20)), may_grow=False)
    assert table.write(path).sheet == "A4"
    for page in range(1, len(reading.page_sizes(path)) + 1):
        assert reading.crossings(path, page) == []
        height = 210 * reading.MM
        assert all(word.left > 0 and word.bottom < height for word in reading.words(path))


def test_what_does_not_fit_a4_goes_to_a3(tmp_path: Path):
    rows = [["410999195801011234"] * 10] * 3
    made = TablePaper("号码表", [PaperColumn(f"号码{n}") for n in range(10)], rows).write(tmp_path / "a.pdf")
    assert made.sheet == "A4"
    rows = [["410999195801011234"] * 14] * 3
    made = TablePaper("号码表", [PaperColumn(f"号码{n}") for n in range(14)], rows).write(tmp_path / "b.pdf")
    assert made.sheet == "A3"
    assert reading.page_sizes(tmp_path / "b.pdf") == [(420, 297, 0)]


def test_a_clerk_may_ask_for_portrait_and_for_a3(tmp_path: Path):
    roster(10, landscape=False).write(tmp_path / "竖.pdf")
    assert reading.page_sizes(tmp_path / "竖.pdf") == [(210, 297, 0)]
    roster(10, size="A3").write(tmp_path / "大.pdf")
    assert reading.page_sizes(tmp_path / "大.pdf") == [(420, 297, 0)]


def test_a_section_never_ends_a_page(tmp_path: Path):
    rows = [row for number in range(60) for row in (section(f"第{number}党支部"), *people(number % 3 + 1))]
    path = tmp_path / "分节.pdf"
    TablePaper("花名册", columns(), rows).write(path)
    found = reading.words(path)
    for page in range(1, len(reading.page_sizes(path)) + 1):
        there = sorted((word.bottom, word.text) for word in found if word.page == page)
        table = [text for bottom, text in there if bottom < 190 * reading.MM]
        assert not table[-1].endswith("党支部") or "机关" in table[-1]


@pytest.mark.parametrize("rows", [3, 70])
def test_a_part_begins_a_page_of_its_own_that_may_go_to_other_hands(rows: int, tmp_path: Path):
    path = tmp_path / "答案.pdf"
    told = [row for name in ("A卷", "B卷") for row in (part(name), *([f"{name}{at}", "甲"] for at in range(rows)))]
    TablePaper("答案", [PaperColumn("题号"), PaperColumn("答案")], told, landscape=False).write(path)
    found = reading.words(path)
    of_a, of_b = ({word.page for word in found if word.text.startswith(name)} for name in ("A卷", "B卷"))
    assert of_a and of_b and not of_a & of_b
    assert sum(word.text.startswith(("A卷", "B卷")) for word in found) == 2 * (rows + 1)


def test_sections_and_totals_are_in_heiti(tmp_path: Path):
    rows = [section("第一党支部"), ["甲", "1"], total(["合计", "1"])]
    TablePaper("表", [PaperColumn("名称"), PaperColumn("人数", "right")], rows).write(tmp_path / "计.pdf")
    faces = {words: reading.face_of(tmp_path / "计.pdf", words) for words in ("名称", "第一党支部", "合计", "甲")}
    assert {faces.pop("甲")} == {"NotoSerifSC-Regular"}
    assert set(faces.values()) == {"NotoSansSC-Medium"}


def test_numbers_at_the_right_end_in_one_line(tmp_path: Path):
    rows = [["甲", "7"], ["乙", "6,703"], ["丙", "128"]]
    TablePaper("表", [PaperColumn("名称"), PaperColumn("人数", "right")], rows).write(tmp_path / "数.pdf")
    ends = [word.right for word in reading.words(tmp_path / "数.pdf") if word.text in ("7", "6,703", "128")]
    assert max(ends) - min(ends) < 0.1


def test_columns_of_one_group_share_a_heading_above_them(tmp_path: Path):
    table = [PaperColumn("单位"), *(PaperColumn(age, group="年龄") for age in ("30岁以下", "31岁至35岁", "36岁以上"))]
    TablePaper("年龄表", table, [["甲", "1", "2", "3"]]).write(tmp_path / "组.pdf")
    place = {word.text: word for word in reading.words(tmp_path / "组.pdf")}
    assert place["年龄"].bottom < place["30岁以下"].top
    assert place["年龄"].middle == pytest.approx(place["31岁至35岁"].middle, abs=15)
    assert place["年龄"].bottom < (place["单位"].top + place["单位"].bottom) / 2 + 10 < place["30岁以下"].bottom
    assert reading.crossings(tmp_path / "组.pdf", 1) == []


def test_an_empty_table_says_so(tmp_path: Path):
    roster(0).write(tmp_path / "空.pdf")
    assert "（本表没有记录）" in squeezed(tmp_path / "空.pdf")
    assert "填报单位（盖章）" in squeezed(tmp_path / "空.pdf")


def test_a_cell_longer_than_a_page_goes_on_in_the_next_and_loses_nothing(tmp_path: Path):
    story = "".join(f"第{number}次谈思想、谈工作、谈生活，听取意见。" for number in range(300))
    path = tmp_path / "谈话.pdf"
    made = TablePaper("谈心谈话", [PaperColumn("要点", "left")], [[story], ["无"]], landscape=False).write(path)
    assert made.pages > 2
    assert made.type_size >= 10
    body = re.sub(r"第\d+页共\d+页|要点|谈心谈话", "", squeezed(path))
    assert body == story + "无"


def test_rows_are_never_split_over_pages(tmp_path: Path):
    rows = [[str(number), "王强", f"【{number}】" + "长文字" * (number % 40)] for number in range(120)]
    path = tmp_path / "行.pdf"
    TablePaper("表", columns(["序号", "姓名", "要点"]), rows, landscape=False).write(path)
    for page in range(1, len(reading.page_sizes(path)) + 1):
        there = reading.text(path, "-f", str(page), "-l", str(page))
        for number in map(int, re.findall(r"【(\d+)】", there)):
            assert there.count("长") >= number % 40
        begun = sum(number % 40 for number in map(int, re.findall(r"【(\d+)】", there)))
        assert there.count("长") == there.count("字") == begun


def test_the_foot_takes_rows_along_when_it_needs_a_new_page(tmp_path: Path):
    pages = []
    for count in range(14, 30):
        path = tmp_path / f"{count}.pdf"
        pages.append(roster(count).write(path).pages)
        last = "".join(reading.text(path, "-f", str(pages[-1]), "-l", str(pages[-1])).split())
        assert "负责人（签名）" in last
        assert "油城小区" in last
    assert any(later > earlier for earlier, later in pairwise(pages))


def test_notes_stand_between_table_and_foot(tmp_path: Path):
    roster(3, notes=["注：年龄按周岁计算。"]).write(tmp_path / "注.pdf")
    place = {word.text: word for word in reading.words(tmp_path / "注.pdf")}
    assert place["3"].bottom < place["注：年龄按周岁计算。"].top < place["负责人（签名）："].top


def test_a_long_title_falls_into_even_lines(tmp_path: Path):
    roster(3, title="中国共产党中原油田第八社区管理中心委员会" * 2 + "党员花名册").write(tmp_path / "长题.pdf")
    lines = [word for word in reading.words(tmp_path / "长题.pdf") if word.bottom - word.top > 20]
    assert len(lines) == 2
    assert abs(len(lines[0].text) - len(lines[1].text)) <= 2


def test_a_long_unit_and_date_share_their_line(tmp_path: Path):
    roster(3, unit_left="填报单位：" + "第八社区管理中心" * 6).write(tmp_path / "长.pdf")
    found = reading.words(tmp_path / "长.pdf")
    unit = next(word for word in found if word.text.startswith("填报单位：第八"))
    date = next(word for word in found if word.text == "2016年12月31日")
    assert unit.right < date.left


def test_a_row_wider_than_the_table_is_a_mistake_of_the_program(tmp_path: Path):
    with pytest.raises(ValueError, match="3 cells"):
        TablePaper("表", [PaperColumn("一"), PaperColumn("二")], [["1", "2", "3"]]).write(tmp_path / "宽.pdf")


def test_short_rows_are_filled_up(tmp_path: Path):
    TablePaper("表", [PaperColumn("一"), PaperColumn("二")], [["甲"]]).write(tmp_path / "短.pdf")
    assert "甲" in squeezed(tmp_path / "短.pdf")


def test_cancelling_leaves_nothing_behind(tmp_path: Path):
    (tmp_path / "花名册.pdf").write_bytes(b"%PDF before")
    progress = Progress(lambda done, total, what: progress.cancel() if what == "画页" and done else None)
    with pytest.raises(Cancelled):
        roster(200).write(tmp_path / "花名册.pdf", progress)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"花名册.pdf": b"%PDF before"}


def test_a_folder_that_is_gone_is_told_in_a_sentence(tmp_path: Path):
    with pytest.raises(OfficeError, match="不存在"):
        roster(3).write(tmp_path / "没有" / "花名册.pdf")


CELLS = st.text(st.sampled_from("中党员委，。（）A1-2016 䶮𠅤·\n\t\u200b\U0002ebf0"), max_size=40)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=12))
def test_whatever_is_typed_stays_in_its_cell(tmp_path: Path, rows: list[list[str]]):
    path = tmp_path / "任意.pdf"
    made = TablePaper("表", [PaperColumn(f"第{n}项") for n in range(6)], rows).write(path)
    for page in range(1, made.pages + 1):
        assert reading.crossings(path, page) == []
    there = squeezed(path)
    for row in rows:
        for cell in row:
            # pdftotext takes a hyphen before a line's end for a word that goes on, and leaves it out.
            for char in cell.replace("-", ""):
                assert char.isspace() or char == "\u200b" or char in there or f"〔U+{ord(char):04X}〕" in there


def rows_of_pages(path: Path) -> list[int]:
    """How many numbered members stand on each page."""
    names = {person[1] for person in people(300)}
    pages = len(reading.page_sizes(path))
    found = [(word.page, word.text) for word in reading.words(path)]
    return [sum(text in names for at, text in found if at == page) for page in range(1, pages + 1)]


def test_no_last_page_holds_one_lone_member_under_a_full_heading(tmp_path: Path):
    path, seen = tmp_path / "花名册.pdf", []
    for count in range(20, 75):
        roster(count, foot=()).write(path)
        seen.append(rows_of_pages(path))
        assert sum(seen[-1]) == count
        assert len(seen[-1]) == 1 or seen[-1][-1] >= 2, seen[-1]
    assert any(pages[-1] == 3 and len(pages) > 1 for pages in seen)
