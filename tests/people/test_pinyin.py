"""Names in pinyin: the order a clerk expects, and found by every reading."""

import sys
import time
import tracemalloc
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.people import pinyin, surnames

OFFICIAL = (Path(__file__).parents[1] / "paper" / "characters" / "characters.txt").read_text(encoding="utf-8").split()


def finds(typed, name):
    return typed in pinyin.search_keys(name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zhangjg", "张建国"), ("zjianguo", "张建国"), ("shanjg", "单建国"), ("danjg", "单建国"), ("ouyangx", "欧阳修"),
        ("zjg", "张建国"), ("zhangjianguo", "张建国"), ("张建", "张建国"), ("jianguo", "张建国"),
        ("sjg", "单建国"), ("djg", "单建国"), ("shanjian", "单建国"), ("danjian", "单建国"),
        ("qh", "仇和"), ("ch", "仇和"), ("zg", "曾刚"), ("cg", "曾刚"), ("xf", "解放"), ("jf", "解放"),
        ("lv", "吕红"), ("lu", "吕红"), ("ycg", "尉迟恭"), ("mqx", "万俟卨"), ("oyx", "欧阳修"),
        ("aygl", "阿依古丽·买买提"), ("mmt", "阿依古丽·买买提"), ("古丽买", "阿依古丽·买买提"), ("丽·买", "阿依古丽·买买提"),
        ("yan", "䶮"), ("jie", "王㛃"), ("hong", "王𬭎"), ("john", "John Smith"), ("johnsmith", "John Smith"),
    ],
)  # fmt: skip
def test_a_name_is_found_by_each_of_its_readings(typed, name):
    assert finds(typed, name)


def test_a_name_is_not_found_by_what_it_is_not():
    assert not finds("zjg", "张建民") and not finds("bjg", "单建国")


@pytest.mark.parametrize(
    ("surname", "syllable"),
    [
        ("单", "shan"), ("仇", "qiu"), ("曾", "zeng"), ("解", "xie"), ("查", "zha"), ("区", "ou"), ("盖", "ge"), ("覃", "qin"),
        ("朴", "piao"), ("任", "ren"), ("华", "hua"), ("纪", "ji"), ("燕", "yan"), ("缪", "miao"), ("翟", "zhai"), ("谌", "chen"),
        ("万俟", "moqi"), ("尉迟", "yuchi"), ("单于", "chanyu"), ("长孙", "zhangsun"), ("澹台", "tantai"), ("令狐", "linghu"),
    ],
)  # fmt: skip
def test_surnames_sort_under_their_own_reading(surname, syllable):
    letters = "".join(filter(lambda x: x.isascii() and x.isalpha(), pinyin.name_key(surname + "建国")))
    assert letters == syllable + "jianguo"


def test_the_order_is_by_syllable_tone_strokes():
    expected = [
        "3号楼",
        "A座",
        "艾山·买买提",
        "安平",
        "昂山",
        "岑平",
        "龘",
        "单建国",
        "曾平",
        "张平",
        "张伟",
        "章平",
        "长孙明",
    ]
    assert all(pinyin.name_key(one) < pinyin.name_key(other) for one, other in pairwise(expected))


def test_one_surname_is_never_torn_apart_by_another_of_the_same_sound():
    names = ["张一", "章二", "张三", "章四", "张五"]
    assert "".join(name[0] for name in sorted(names, key=pinyin.name_key)) == "张张张章章"


def test_in_other_texts_characters_have_their_common_reading():
    assert pinyin.initials("单位解放区A3") == "dwjfqa3"
    assert pinyin.sort_key("单位").startswith("dan1") and pinyin.name_key("单位").startswith("shan4")


def test_every_character_of_the_national_table_has_a_reading():
    assert [char for char in OFFICIAL if not pinyin.readings(char)] == []


def test_surnames_are_told_from_given_names():
    assert surnames.split("欧阳修") == ("欧阳", "修")
    assert surnames.split("欧阳") == ("欧", "阳")
    assert surnames.split("爱新觉罗玄烨") == ("爱新觉罗", "玄烨")
    assert surnames.split("阿依古丽·买买提") == ("", "阿依古丽·买买提")
    assert surnames.split("") == ("", "")


def test_every_listed_surname_has_a_reading_for_each_character():
    listed = surnames._listed()
    assert len(listed) > 150
    for surname, read in listed.items():
        assert len(read) == len(surname) and all(
            r[:-1].isalpha() and r[-1] in "12345" for option in read for r in option
        )


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=30))
def test_any_text_gets_keys_of_bounded_length(text):
    keys = pinyin.search_keys(text)
    assert len(keys) <= 40 * (len(text) + 2) * 8
    assert isinstance(pinyin.sort_key(text), str) and isinstance(pinyin.name_key(text), str)
    assert pinyin.initials(text).count(" ") == 0


@given(
    st.text(st.sampled_from(OFFICIAL), min_size=1, max_size=4),
    st.text(st.sampled_from(OFFICIAL), min_size=1, max_size=4),
)
def test_names_of_one_beginning_stand_together(one, other):
    shared = pinyin.sort_key(one)
    assert pinyin.sort_key(one + other).startswith(shared)


def test_the_tables_are_light_and_quick_to_load():
    pinyin._table.cache_clear()
    tracemalloc.start()
    began = time.perf_counter()
    pinyin._table()
    took = time.perf_counter() - began
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 5_000_000 and sys.getsizeof(pinyin._table()) < 1_000_000
    assert took < 0.15  # 0.5 ms here; ten times the limit of 15 ms for a machine under load


def test_a_hundred_thousand_names_are_keyed_in_a_moment():
    names = [OFFICIAL[n % 300] + OFFICIAL[n * 7 % 3500] + OFFICIAL[n * 13 % 3500] for n in range(100_000)]
    began = time.perf_counter()
    for name in names:
        pinyin.name_key(name)
        pinyin.search_keys(name)
    assert time.perf_counter() - began < 6  # 0.8 s here, limit 1.5 s each
