"""The 上报件 against GB/T 9704-2012, measured in the PDF."""

from datetime import date
from pathlib import Path

import pytest

from desktop_app.paper.chart import Chart, Series
from desktop_app.paper.long_table import official_foot, total
from desktop_app.paper.official import Annex, Figure, Heading, OfficialPaper, PaperColumn, Paragraph, SmallTable
from tests.paper import reading
from tests.paper.people import HEADINGS, people

MM = reading.MM
LINE = 225 * MM / 22
PROSE = "各党支部认真贯彻落实上级党委要求，扎实开展“两学一做”学习教育，党员队伍的凝聚力、战斗力进一步增强。" * 3
UPWARD = "油田党委组织部"
SIGNER = "中共中原油田第八社区管理中心委员会"
TABLE = SmallTable(
    [PaperColumn("项目", "left"), PaperColumn("上月末", "right"), PaperColumn("本月末", "right")],
    [["机关", "1,210", "1,212"], ["基层", "2,900", "2,895"], total(["合计", "4,110", "4,107"])],
    caption="党员增减情况",
    unit="单位：人",
)


def letter(*blocks: object, **more: object) -> OfficialPaper:
    made = OfficialPaper("关于报送2016年12月份党员统计月报的报告", blocks or (Paragraph(PROSE),), to=UPWARD)  # type: ignore[arg-type]
    made.signer, made.signed_on = SIGNER, date(2017, 1, 5)
    for name, value in more.items():
        setattr(made, name, value)
    return made


def roster_annex(count: int, **more: object) -> Annex:
    return Annex("党员花名册", [PaperColumn(each) for each in HEADINGS], list(people(count)), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    blocks = [
        Heading("一、党员队伍情况"),
        Paragraph(PROSE),
        TABLE,
        Heading("（一）组织生活", 2),
        *[Paragraph(PROSE)] * 10,
    ]
    path = tmp_path_factory.mktemp("公文") / "月报.pdf"
    letter(*blocks, annexes=[roster_annex(40), roster_annex(3, landscape=False)]).write(path)
    return path


@pytest.fixture(scope="module")
def full_page(tmp_path_factory: pytest.TempPathFactory) -> list[reading.Word]:
    """Two pages of nothing but full-width characters."""
    path = tmp_path_factory.mktemp("版心") / "满页.pdf"
    OfficialPaper("题", [Paragraph("党" * 28 * 60)]).write(path)
    return [word for word in reading.words(path) if word.page == 2]


def body_lines(words: list[reading.Word]) -> list[reading.Word]:
    return [word for word in words if word.text.startswith("党" * 20)]


def test_a_page_holds_22_lines_of_28_characters(full_page: list[reading.Word]):
    lines = body_lines(full_page)
    assert len(lines) == 22
    assert {len(word.text) for word in lines} == {28}


def test_lines_stand_a_22nd_of_225_millimetres_apart(full_page: list[reading.Word]):
    tops = [word.top for word in body_lines(full_page)]
    assert tops[-1] - tops[0] == pytest.approx(21 * LINE, abs=0.1)


def test_the_text_stands_28_millimetres_from_the_left_and_156_wide(full_page: list[reading.Word]):
    for word in body_lines(full_page):
        assert word.left == pytest.approx(28 * MM, abs=0.3)
        assert word.right == pytest.approx((28 + 156) * MM, abs=0.5)


def test_the_text_stands_between_37_and_262_millimetres(full_page: list[reading.Word]):
    lines = body_lines(full_page)
    centres = [(lines[0].top + lines[0].bottom) / 2, (lines[-1].top + lines[-1].bottom) / 2]
    assert centres[0] == pytest.approx(37 * MM + LINE / 2, abs=2)
    assert centres[1] == pytest.approx(262 * MM - LINE / 2, abs=2)


def test_a_paragraph_begins_two_characters_in(printed: Path):
    first = next(word for word in reading.words(printed) if word.text.startswith("各党支部"))
    assert first.left == pytest.approx((28 + 156 / 28 * 2) * MM, abs=0.3)


def test_the_addressee_stands_flush_left_with_a_colon(printed: Path):
    to = next(word for word in reading.words(printed) if word.text == f"{UPWARD}：")
    assert to.left == pytest.approx(28 * MM, abs=0.3)


def test_the_title_is_centred_in_22_points(printed: Path):
    title = next(word for word in reading.words(printed) if word.text.startswith("关于报送"))
    assert title.middle == pytest.approx((28 + 78) * MM, abs=0.5)
    assert title.bottom - title.top == pytest.approx(22, abs=0.5)


def test_each_part_is_set_in_its_own_face(printed: Path):
    faces = {
        "关于报送": "NotoSerifSC-Bold",
        "一、党员队伍情况": "NotoSansSC-Medium",
        "（一）组织生活": "LXGWWenKai-Regular",
        "各党支部认真": "NotoSerifSC-Regular",
        "党员增减情况": "NotoSansSC-Medium",
    }
    assert {words: reading.face_of(printed, words) for words in faces} == faces


def test_page_numbers_stand_7_millimetres_below_odd_right_even_left(printed: Path):
    pages = len([page for page in reading.page_sizes(printed) if page[2] == 0])
    assert pages >= 3
    found = reading.words(printed)
    for page in (1, 2, 3):
        dash, number, last = [word for word in found if word.page == page and word.top > 262 * MM]
        assert (dash.text, number.text, last.text) == ("—", str(page), "—")
        assert (dash.top + dash.bottom) / 2 == pytest.approx((262 + 7) * MM, abs=2.5)
        if page % 2:
            assert last.right == pytest.approx((28 + 156) * MM - 14, abs=0.5)
        else:
            assert dash.left == pytest.approx(28 * MM + 14, abs=0.5)


def test_the_date_ends_four_characters_from_the_right_with_the_signer_centred_above(tmp_path: Path):
    letter().write(tmp_path / "落款.pdf")
    place = {word.text: word for word in reading.words(tmp_path / "落款.pdf")}
    day, signer = place["2017年1月5日"], place[SIGNER]
    assert day.middle == pytest.approx(signer.middle, abs=0.6)
    assert signer.right <= (28 + 156) * MM + 0.5
    letter(signer="第八社区党委").write(tmp_path / "短.pdf")
    short = {word.text: word for word in reading.words(tmp_path / "短.pdf")}
    assert short["2017年1月5日"].right == pytest.approx((28 + 156 - 4 * 156 / 28) * MM, abs=0.6)
    assert short["2017年1月5日"].top - short["第八社区党委"].top == pytest.approx(LINE, abs=0.1)


def test_room_is_left_for_the_seal(tmp_path: Path):
    letter(Paragraph("特此报告。")).write(tmp_path / "章.pdf")
    place = {word.text: word for word in reading.words(tmp_path / "章.pdf")}
    assert place[SIGNER].top - place["特此报告。"].top == pytest.approx(3 * LINE, abs=0.1)
    letter(Paragraph("特此报告。"), note="联系人：王建国").write(tmp_path / "附注.pdf")
    place = {word.text: word for word in reading.words(tmp_path / "附注.pdf")}
    assert place[SIGNER].top - place["特此报告。"].top == pytest.approx(3 * LINE, abs=0.1)
    assert place["（联系人：王建国）"].top - place["2017年1月5日"].top == pytest.approx(LINE, abs=0.1)


@pytest.mark.parametrize("lines", range(14, 24))
def test_the_signature_never_stands_on_a_page_without_text(lines: int, tmp_path: Path):
    path = tmp_path / "落款.pdf"
    letter(Paragraph("党" * (28 * lines))).write(path)
    found = reading.words(path)
    page = next(word.page for word in found if word.text == SIGNER)
    assert any(word.page == page and "党党" in word.text for word in found)
    day = next(word for word in found if word.text == "2017年1月5日")
    assert day.page == page
    assert day.bottom + LINE * 0.9 < 262 * MM, "the seal would leave the text's area"


def test_annexes_are_listed_below_the_text_each_name_under_the_other(tmp_path: Path):
    long = "中国共产党中原油田第八社区管理中心委员会所属各党支部2016年12月份党员增减变化情况统计表"
    annexes = [roster_annex(1), Annex(long, [PaperColumn("项目")], [["无"]])]
    letter(annexes=annexes).write(tmp_path / "附件.pdf")
    found = [word for word in reading.words(tmp_path / "附件.pdf") if word.page == 1]
    opening = next(word for word in found if word.text.startswith("附件：1."))
    name = next(word for word in found if word.text == "党员花名册")
    below = [word for word in found if name.bottom < word.bottom and word.text in long and word.left < 300]
    assert opening.left == pytest.approx((28 + 2 * 156 / 28) * MM, abs=0.3)
    assert [word.left for word in below] == pytest.approx([name.left] * len(below), abs=0.5)
    assert "".join(word.text for word in below) == long


def test_one_annex_has_no_number(tmp_path: Path):
    letter(annexes=[roster_annex(1)]).write(tmp_path / "附件.pdf")
    found = [word.text for word in reading.words(tmp_path / "附件.pdf")]
    assert "附件：党员花名册" in found
    assert "附件" in found


def test_a_table_on_its_side_is_shown_upright_and_numbered_on(printed: Path):
    sizes = reading.page_sizes(printed)
    turned = [number for number, page in enumerate(sizes, 1) if page == (210, 297, 90)]
    assert len(turned) >= 2
    assert turned == list(range(turned[0], turned[-1] + 1))
    assert len(sizes) == turned[-1] + 1
    for page in range(1, len(sizes) + 1):
        said = "".join(reading.text(printed, "-f", str(page), "-l", str(page)).split())
        assert f"—{page}—" in said


def test_the_label_of_an_annex_stands_top_left_in_heiti(printed: Path, tmp_path: Path):
    label = [word for word in reading.words(printed) if word.text == "附件2"]
    assert len(label) == 1
    assert label[0].left == pytest.approx(28 * MM, abs=0.3)
    assert label[0].top == pytest.approx(37 * MM + (LINE - 16) / 2, abs=2)


def test_every_row_of_an_annex_comes_back(printed: Path):
    found = "".join(reading.text(printed, "-raw").split())
    for person in people(40):
        assert person[1] in found
        assert person[9] in found


@pytest.mark.parametrize("landscape", [True, False])
def test_no_row_of_an_annex_stands_alone_on_its_last_page(landscape: bool, tmp_path: Path):
    counts = range(12, 42)
    columns = [PaperColumn("支部", "left"), PaperColumn("人数", "right")]
    annexes = [
        Annex(
            f"附表{count}",
            columns,
            [[f"甲{count}之{row}", "1"] for row in range(count)],
            landscape,
            foot=official_foot("第八社区"),
        )
        for count in counts
    ]
    path = tmp_path / "附件.pdf"
    letter(annexes=annexes).write(path)
    pages: dict[str, list[int]] = {}
    for word in reading.words(path):
        if "之" in word.text and word.text.startswith("甲"):
            pages.setdefault(word.text.partition("之")[0], []).append(word.page)
    assert [len(found) for found in pages.values()] == list(counts)
    over = {name: found for name, found in pages.items() if found[0] != found[-1]}
    assert over, "some go over the page"
    assert all(found.count(found[-1]) >= 2 for found in over.values())


@pytest.mark.parametrize("rows", [4, 30])
def test_a_short_table_stays_whole_and_no_row_of_a_long_one_stands_alone(rows: int, tmp_path: Path):
    path, columns = tmp_path / "表.pdf", [PaperColumn("名次"), PaperColumn("队", "left")]
    over = 0
    table = SmallTable(columns, [[str(at), f"队{at}"] for at in range(rows)])
    for lines in range(1, 24):
        letter(Paragraph("\n".join(["同上。"] * lines)), table).write(path)
        pages = [word.page for word in reading.words(path) if word.text.startswith("队") and word.text != "队"]
        assert len(pages) == rows
        counts = [pages.count(page) for page in sorted(set(pages))]
        over += len(counts) > 1
        assert counts == [4] if rows == 4 else min(counts) >= 2, (lines, counts)
    assert bool(over) == (rows == 30)


def test_a_table_that_goes_over_the_page_repeats_its_heading(tmp_path: Path):
    rows = [[f"第{number}党支部", str(number)] for number in range(60)]
    path = tmp_path / "跨页.pdf"
    pages = letter(SmallTable([PaperColumn("支部名称", "left"), PaperColumn("人数", "right")], rows)).write(path)
    assert pages >= 3
    found = reading.words(path)
    with_rows = {word.page for word in found if word.text.endswith("党支部")}
    assert with_rows == {word.page for word in found if word.text == "支部名称"}
    for page in with_rows:
        assert reading.crossings(path, page) == []
        assert all(word.bottom <= 262 * MM + 1 for word in found if word.page == page and word.text.endswith("党支部"))


def test_a_full_line_is_flush_right_even_with_figures_in_it(printed: Path):
    lines = [word for word in reading.words(printed) if word.left == pytest.approx(28 * MM, abs=0.3)]
    full = [word for word in lines if len(word.text) >= 27 and word.page < 4]
    assert len(full) > 10
    assert max(word.right for word in full) - min(word.right for word in full) < 1


def test_a_chart_stands_in_the_text_and_not_across_the_page(tmp_path: Path):
    chart = Chart("bars", ["机关", "基层"], [Series("党员", [1212, 2895])], width=150 * MM, height=60 * MM)
    letter(*[Paragraph(PROSE)] * 5, Figure(chart, "图1　各条线党员人数")).write(tmp_path / "图.pdf")
    found = reading.words(tmp_path / "图.pdf")
    page = {word.page for word in found if word.text in ("1,212", "2,895", "机关", "基层", "图1")}
    assert len(page) == 1
    assert all(word.left >= 28 * MM - 0.5 and word.right <= 184 * MM + 0.5 for word in found)


def test_a_run_in_heading_opens_its_paragraph_in_kaiti(tmp_path: Path):
    letter(Paragraph("第八社区。", lead="（一）加强学习。")).write(tmp_path / "楷.pdf")
    assert reading.face_of(tmp_path / "楷.pdf", "加强学习") == "LXGWWenKai-Regular"
    assert "（一）加强学习。第八社区。" in [word.text for word in reading.words(tmp_path / "楷.pdf")]


def test_all_fonts_are_embedded(printed: Path):
    assert {tuple(flags) for _, *flags in reading.fonts(printed)} == {("yes", "yes", "yes")}


def test_the_letters_words_stand_where_they_stood(tmp_path: Path):
    blocks = [Paragraph("现将有关情况报告如下。"), Heading("一、基本情况"), Paragraph(PROSE), TABLE, Paragraph(PROSE)]
    annex = roster_annex(5, unit_left="填报单位：第八社区", date_right="2016年12月31日", foot=official_foot("第八社区"))
    letter(*blocks, annexes=[annex], note="联系人：王建国").write(tmp_path / "月报.pdf")
    reading.golden("letter", tmp_path / "月报.pdf")


def test_a_paper_without_signature_or_addressee_is_just_its_text(tmp_path: Path):
    pages = OfficialPaper("通知", [Paragraph("第一段。\n第二段。")]).write(tmp_path / "通知.pdf")
    assert pages == 1
    assert [word.text for word in reading.words(tmp_path / "通知.pdf")][:3] == ["通知", "第一段。", "第二段。"]
