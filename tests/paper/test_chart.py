"""Charts that an office's black-and-white printer keeps apart, with every number on them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from desktop_app.paper.chart import Chart, Kind, Series, scale_for
from tests.paper import reading

AGES = [
    "30岁及以下",
    "31—35岁",
    "36—40岁",
    "41—45岁",
    "46—50岁",
    "51—55岁",
    "56—60岁",
    "61—65岁",
    "66—70岁",
    "71岁及以上",
]
MEN = [210, 180, 230, 300, 420, 510, 620, 900, 700, 4330]
WOMEN = [11, 12, 13, 14, 15, 16, 17, 18, 19, 1033]
KINDS: list[Kind] = ["bars", "stacked", "lines", "rows", "pyramid"]


def chart(kind: Kind, **more: object) -> Chart:
    return Chart(kind, AGES, [Series("男", MEN), Series("女", WOMEN)], title="党员年龄", unit="人", **more)  # type: ignore[arg-type]


def drawn(path: Path) -> str:
    contents = PdfReader(path).pages[0].get_contents()
    assert contents is not None
    return contents.get_data().decode("latin-1")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "stacked"])
def test_every_number_stands_on_the_chart(kind: Kind, tmp_path: Path):
    chart(kind).write(tmp_path / "图.pdf")
    found = [word.text for word in reading.words(tmp_path / "图.pdf")]
    assert {f"{value:,}" for value in (*MEN, *WOMEN)} <= set(found)


def test_stacked_bars_say_their_sum_and_what_has_room(tmp_path: Path):
    chart("stacked").write(tmp_path / "图.pdf")
    found = {word.text for word in reading.words(tmp_path / "图.pdf")}
    assert {f"{man + woman:,}" for man, woman in zip(MEN, WOMEN, strict=True)} <= found
    assert {"4,330", "1,033"} <= found


@pytest.mark.parametrize("kind", KINDS)
def test_names_title_and_unit_are_there_and_nothing_leaves_the_frame(kind: Kind, tmp_path: Path):
    made = chart(kind)
    made.write(tmp_path / "图.pdf")
    found = reading.words(tmp_path / "图.pdf")
    said = "".join(word.text for word in found)
    assert {"党员年龄", "单位：人", "男", "女"} <= {word.text for word in found}
    assert "71岁" in said
    for word in found:
        assert word.left >= -0.5
        assert word.right <= made.width + 0.5
        assert word.top >= -0.5
        assert word.bottom <= made.height + 1


@pytest.mark.parametrize("kind", KINDS)
def test_only_greys_are_used(kind: Kind, tmp_path: Path):
    chart(kind).write(tmp_path / "图.pdf")
    operators = set(drawn(tmp_path / "图.pdf").split())
    assert not operators & {"rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"}


def test_six_series_are_filled_in_six_ways(tmp_path: Path):
    made = Chart("bars", ["一季度"], [Series(f"第{n}项", [10]) for n in range(6)])
    made.write(tmp_path / "图.pdf")
    from desktop_app.paper.patterns import _PATTERNS

    assert len(set(_PATTERNS)) == 6
    assert drawn(tmp_path / "图.pdf").count(" re W n") == 6  # three hatched series, on their bars and in the legend


def test_dashes_tell_lines_apart(tmp_path: Path):
    chart("lines").write(tmp_path / "图.pdf")
    assert {"[] 0 d", "[5 2] 0 d"} <= {
        line[: line.index(" d") + 2] for line in drawn(tmp_path / "图.pdf").splitlines() if " 0 d" in line
    }


def test_a_missing_month_leaves_a_gap_and_no_number(tmp_path: Path):
    Chart("lines", ["1月", "2月", "3月"], [Series("人次", [71, None, 73])]).write(tmp_path / "图.pdf")
    found = [word.text for word in reading.words(tmp_path / "图.pdf")]
    assert found.count("71") == found.count("73") == 1


def test_what_is_below_zero_hangs_below_the_line(tmp_path: Path):
    Chart("bars", ["增", "减"], [Series("变化", [57, -33])]).write(tmp_path / "图.pdf")
    place = {word.text: word for word in reading.words(tmp_path / "图.pdf")}
    assert place["57"].bottom < place["0"].top < place["-33"].bottom


def test_noughts_side_by_side_leave_a_gap_and_a_lone_nought_is_said(tmp_path: Path):
    Chart("bars", ["一月", "二月"], [Series("讲课", [0, 40]), Series("宣讲", [0, 30])]).write(tmp_path / "两列.pdf")
    Chart("bars", ["一月", "二月"], [Series("讲课", [0, 40])]).write(tmp_path / "一列.pdf")
    noughts = [sum(word.text == "0" for word in reading.words(tmp_path / name)) for name in ("两列.pdf", "一列.pdf")]
    assert noughts == [1, 2], "the scale's own, and the lone one"


def test_bars_are_as_long_as_their_values(tmp_path: Path):
    Chart("rows", ["甲", "乙"], [Series("学时", [16, 32])], height=100).write(tmp_path / "图.pdf")
    widths = sorted({float(line.split()[-6]) for line in drawn(tmp_path / "图.pdf").splitlines() if " re f" in line})
    assert widths[-1] == pytest.approx(2 * widths[-2], rel=0.01)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_show_is_said(kind: Kind, tmp_path: Path):
    Chart(kind, ["甲"], [Series("男", [0]), Series("女", [None])]).write(tmp_path / "图.pdf")
    assert "（没有数据）" in [word.text for word in reading.words(tmp_path / "图.pdf")]


def test_a_series_of_the_wrong_length_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="each category"):
        Chart("bars", ["甲", "乙"], [Series("人", [1])])
    with pytest.raises(ValueError, match="two series"):
        Chart("pyramid", ["甲"], [Series("人", [1])])


@given(st.lists(st.floats(-1e7, 1e7), min_size=1, max_size=9), st.booleans())
def test_a_scale_holds_its_values_and_zero_with_few_round_ticks(values: list[float], whole: bool):
    scale = scale_for(values, 0, 100, whole=whole)
    for value in (0, *values):
        assert -0.01 <= scale.place(value) <= 100.01
    ticks = scale.ticks()
    assert 2 <= len(ticks) <= 14
    assert not whole or all(tick == int(tick) for tick in ticks)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(KINDS), st.lists(st.integers(0, 200_000), min_size=1, max_size=24))
def test_any_chart_stays_in_its_frame(tmp_path: Path, kind: Kind, values: list[int]):
    names = [f"第{number}党支部委员会" for number in range(len(values))]
    made = Chart(kind, names, [Series("应到", values), Series("实到", values[::-1])], title="参加人次")
    made.write(tmp_path / "图.pdf")
    for word in reading.words(tmp_path / "图.pdf"):
        assert word.left >= -1
        assert word.right <= made.width + 1
        assert word.top >= -1
        assert word.bottom <= made.height + 1.5
