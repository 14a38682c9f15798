"""Code lists: what branches write becomes one code of the national standard."""

import csv
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.people import codes
from desktop_app.support.paths import DATA

TABLES = sorted(codes.TITLES)


@pytest.mark.parametrize(
    ("table", "typed", "code"),
    [
        *(("ethnicity", typed, "01") for typed in ("汉", "汉族", "01", "1", "０１", " 汉　族 ")),
        ("ethnicity", "维族", "05"), ("ethnicity", "基诺族", "56"), ("ethnicity", "其它", "97"), ("ethnicity", "畬族", "22"),
        ("sex", "男", "1"), ("sex", "m", "1"), ("sex", "女性", "2"), ("sex", "2", "2"),
        ("education", "大专", "31"), ("education", "大学专科", "31"), ("education", "本科", "21"), ("education", "高中", "61"),
        ("education", "初中", "71"), ("education", "文盲", "90"), ("education", "省委党校本科", "P5"), ("education", "p1", "P1"),
        ("job", "退休", "4"), ("job", "工人", "016"), ("job", "11", "011"), ("job", "1", "1"), ("job", "其它", "5"),
        ("province", "河南", "41"), ("province", "豫", "41"), ("province", "境外", "90"),
        ("party_post", "支部书记", "21"), ("party_post", "委员", "31"), ("party_post", "1", "01"), ("lost", "改制", "2"),
        ("yes_no", "√", "1"), ("yes_no", "无", "0"), ("yes_no", "0", "0"),
    ],
)  # fmt: skip
def test_each_way_to_write_it_gives_one_code(table, typed, code):
    assert codes.table(table).parse(typed) == code


@pytest.mark.parametrize("name", TABLES)
def test_no_word_means_two_codes_and_every_name_reads_back(name):
    table = codes.table(name)
    words = Counter(word for line in table.lines for word in {line.name, *line.synonyms})
    assert [word for word, times in words.items() if times > 1] == []
    assert [
        line.code for line in table.lines if table.parse(line.name) != line.code or table.parse(line.code) != line.code
    ] == []
    assert all(table.parse(word) == line.code for line in table.lines for word in line.synonyms)
    assert table.choices() == [(line.code, line.name) for line in table.lines]


def test_every_list_shipped_is_known():
    assert sorted(path.stem for path in (DATA / "codes").glob("*.csv")) == TABLES


def test_all_fifty_six_nationalities_have_their_code_and_full_name():
    table = codes.table("ethnicity")
    assert [line.code for line in table.lines] == [f"{n:02d}" for n in range(1, 57)] + ["97", "98"]
    assert all(line.name.endswith("族") for line in table.lines[:56])
    assert (table.name("01"), table.name("11"), table.name("45")) == ("汉族", "满族", "鄂温克族")


def test_education_follows_the_standard_and_sums_up_to_levels():
    table = codes.table("education")
    national = {line.code for line in table.lines if line.code.isdigit()}
    thirties = {11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 28, 31, 32, 33}
    forties = {41, 42, 43, 44, 45, 46, 47, 48, 49, 61, 62, 63, 71, 73, 81, 83, 90}
    assert national == {str(code) for code in thirties | forties}
    assert (table.group("P2"), table.group("31"), table.group("47"), table.group("99")) == (
        "大学本科",
        "大学专科",
        "中专中技",
        "",
    )
    assert all(line.group for line in table.lines)


def test_an_unknown_word_is_refused_with_near_names():
    with pytest.raises(ValueError, match="民族里没有“维吾族”，可能是：维吾尔族"):
        codes.table("ethnicity").parse("维吾族")
    with pytest.raises(ValueError, match="省委党校大学"):
        codes.table("education").parse("党校本科")
    with pytest.raises(ValueError, match="请从列表里选"):
        codes.table("sex").parse("甲")


def test_what_the_office_has_learned_comes_first():
    table = codes.table("education")
    assert table.parse("大普班", {"大普班": "28"}) == "28"
    assert table.parse("大专", {"大专": "P6"}) == "P6"
    with pytest.raises(ValueError):
        table.parse("大普班", {"大普班": "77"})


def test_a_line_is_found_by_figures_initials_or_a_part_of_its_name():
    education, ethnicity = codes.table("education"), codes.table("ethnicity")
    assert education.find("2")[0] == ("21", "大学本科毕业")
    assert ("21", "大学本科毕业") in education.find("bk") and ("31", "大学专科毕业") in education.find("dazhuan")
    assert ethnicity.find("wwe")[0] == ("05", "维吾尔族")
    assert [name for _, name in ethnicity.find("哈")] == ["哈尼族", "哈萨克族"]
    assert ethnicity.find("zzz") == []


def test_a_code_the_list_lost_is_shown_as_it_is():
    assert codes.table("education").name("99") == "99"
    with pytest.raises(KeyError):
        codes.table("blood")


@pytest.mark.parametrize("name", TABLES)
def test_the_files_have_the_columns_their_readme_tells(name):
    with (DATA / "codes" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all({"code", "name", "synonyms"} <= row.keys() <= {"code", "name", "synonyms", "group"} for row in rows)
    assert len({row["code"] for row in rows}) == len(rows) and all(None not in row.values() for row in rows)


@given(st.sampled_from(TABLES), st.text(max_size=8))
def test_anything_typed_gives_a_code_of_the_list_or_a_plain_refusal(name, typed):
    table = codes.table(name)
    try:
        assert table.parse(typed) in dict(table.choices())
    except ValueError as refusal:
        assert table.title in str(refusal)
